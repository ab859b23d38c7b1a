"""Rows of tables that hold vectors, written and looked up through clients of any table."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.link.linked import stores

TABLE = "create table public.leaflets (id int, text text, embedding vector(1536));\ncreate table visits (id int);\n"
FUNCTION = (
    "create or replace function match_leaflets(query_embedding vector(1536), match_count int)\n"
    "returns setof leaflets language sql as $$\n"
    "  select * from leaflets order by leaflets.embedding <=> query_embedding limit match_count;\n$$;\n"
)
EMBED = (
    "import OpenAI from 'openai'\nconst openai = new OpenAI()\n"
    "async function embed(input: string) {\n"
    "  const given = await openai.embeddings.create({ model: 'text-embedding-3-small', input })\n"
    "  return given.data[0].embedding\n}\n"
)
SUPABASE = "import { createClient } from '@supabase/supabase-js'\nconst db = createClient(url, key)\n"
FILL = (
    "export async function add(text: string) {\n"
    "  await db.from('{table}').insert({ text, embedding: await embed(text) })\n}\n"
)
ASK = "export const ask = async (q: string) => db.rpc('{name}', { query_embedding: await embed(q), match_count: 4 })\n"
SCHEMA = (
    "import { pgTable, text, vector } from 'drizzle-orm/pg-core'\n"
    "export const leaflets = pgTable('leaflets', {\n"
    "  text: text('text'), embedding: vector('embedding', { dimensions: 1536 }),\n})\n"
    "export const visits = pgTable('visits', { text: text('text') })\n"
)
DRIZZLE = (
    "import { drizzle } from 'drizzle-orm/node-postgres'\nimport { cosineDistance } from 'drizzle-orm'\n"
    "import { leaflets, visits } from './schema'\nconst db = drizzle(process.env.DATABASE_URL)\n"
)
USES = """
export const add = async (text: string) =>
  db.insert(leaflets).values({ text, embedding: await embed(text) })
export const visit = async (text: string) => db.insert(visits).values({ text })
export const ask = async (q: string) =>
  db.select().from(leaflets).orderBy(cosineDistance(leaflets.embedding, await embed(q))).limit(4)
"""


def test_rows_of_a_table_of_vectors_fill_it_and_its_function_asks_it(tmp_path: Path) -> None:
    code = SUPABASE + EMBED + FILL.replace("{table}", "leaflets") + ASK.replace("{name}", "match_leaflets")
    (found,) = stores(tmp_path, {"package.json": "{}", "db/init.sql": TABLE + FUNCTION, "lib/rag.ts": code})
    (filled,), (asked,) = found.ingestions, found.retrievals
    assert (filled.location.path, asked.location.path) == ("lib/rag.ts", "lib/rag.ts")
    assert filled.embedding is not None and filled.embedding.name == "text-embedding-3-small"
    assert (asked.top_k.value, asked.threshold.state, asked.filter.state) == (4, "unknown", "unknown")
    assert found.embeddings_differ is False


@pytest.mark.parametrize(
    ("table", "name", "filled", "asked"),
    [
        ("visits", "match_leaflets", 0, "lib/rag.ts"),
        ("leaflets", "count_visits", 1, "db/init.sql"),
        ("visits", "count_visits", 0, "db/init.sql"),
    ],
)
def test_other_tables_and_functions_are_none_of_it(
    tmp_path: Path, table: str, name: str, filled: int, asked: str
) -> None:
    code = SUPABASE + EMBED + FILL.replace("{table}", table) + ASK.replace("{name}", name)
    (found,) = stores(tmp_path, {"package.json": "{}", "db/init.sql": TABLE + FUNCTION, "lib/rag.ts": code})
    assert len(found.ingestions) == filled
    assert [place.location.path for place in found.retrievals] == [asked]


def test_without_a_table_of_vectors_rows_are_rows(tmp_path: Path) -> None:
    code = SUPABASE + EMBED + FILL.replace("{table}", "leaflets") + ASK.replace("{name}", "match_leaflets")
    assert stores(tmp_path, {"package.json": "{}", "lib/rag.ts": code}) == []


@pytest.mark.parametrize("has_migration", [True, False])
def test_table_objects_are_followed_to_their_names(tmp_path: Path, has_migration: bool) -> None:
    code = DRIZZLE + EMBED + USES
    tree = {"package.json": "{}", "lib/schema.ts": SCHEMA, "lib/rag.ts": code}
    (found,) = stores(tmp_path, {**tree, **({"db/init.sql": TABLE} if has_migration else {})})
    assert found.name == "leaflets"
    (filled,) = found.ingestions
    assert filled.location.line == code[: code.index("db.insert(leaflets)")].count("\n") + 1
    (asked,) = found.retrievals
    assert asked.top_k.state == "unknown" and found.embeddings_differ is False


def test_a_text_of_sql_that_ranks_and_cuts_off_is_one_lookup_whose_conditions_are_not_read(tmp_path: Path) -> None:
    code = (
        "import psycopg\nQUERY = '''SELECT id, RANK() OVER (ORDER BY embedding <=> %s) FROM leaflets\n"
        "  WHERE shelf = 2 ORDER BY embedding <=> %s LIMIT 20'''\n"
        "psycopg.connect().execute(QUERY, (v, v))\n"
    )
    (found,) = stores(tmp_path, {"ask.py": code, "db/init.sql": TABLE})
    (asked,) = found.retrievals
    assert (asked.top_k.value, asked.threshold.state, asked.filter.state) == (20, "unknown", "unknown")
