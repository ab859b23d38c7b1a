"""SQL: columns of vectors, indexes, orderings by distance, models and calls; any bytes, any depth, any quotes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundrules.domain.facts import SqlStatement
from groundrules.domain.value import Literal
from groundrules.extract.sql_token import tokens
from tests.extract.reading import read


def of(source: str) -> list[SqlStatement]:
    return list(read("a.sql", "sql", source).statements)


def details(statement: SqlStatement) -> dict[str | None, object]:
    """The details that are literal."""
    return {entry.key: entry.value.value for entry in statement.details if isinstance(entry.value, Literal)}


def test_columns_of_vectors_and_their_dimensions() -> None:
    source = """
    CREATE TABLE IF NOT EXISTS "public"."docs" (id int PRIMARY KEY, "embedding" vector(768) NOT NULL, b halfvec,
      meta jsonb DEFAULT '{"vector(3)": 1}', CONSTRAINT c CHECK (id > 0));
    alter table only docs add column if not exists wide ext.vector(3072), alter column b set data type halfvec(8);
    create table rows (v VECTOR(FLOAT, 256));
    """
    found = [details(item) for item in of(source) if item.action == "vector column"]
    assert [(item["table"], item["column"], item["type"], item.get("dimension")) for item in found] == [
        ("docs", "embedding", "vector", 768),
        ("docs", "b", "halfvec", None),
        ("docs", "wide", "vector", 3072),
        ("docs", "b", "halfvec", 8),
        ("rows", "v", "vector", 256),
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("create index on docs using hnsw (embedding vector_l2_ops)", ("docs", "hnsw", "embedding", "vector_l2_ops")),
        (
            'CREATE INDEX CONCURRENTLY IF NOT EXISTS "i" ON ONLY public.docs USING ivfflat ("e") WITH (lists = 100)',
            ("docs", "ivfflat", "e", None),
        ),
        ("create unique index u on docs (slug)", ("docs", "btree", "slug", None)),
        ("create vector index v on d.docs(e) options (index_type = 'IVF')", ("docs", "vector", "e", None)),
    ],
)
def test_an_index(source: str, expected: tuple[object, ...]) -> None:
    found = details(next(item for item in of(source + "; -- vector") if item.action == "create index"))
    assert (found["table"], found["method"], found["column"], found.get("operator_class")) == expected


def test_an_index_on_a_cast_says_the_type_the_options_and_that_it_is_partial() -> None:
    source = (
        "create index on d using hnsw ((e::halfvec(64)) halfvec_cosine_ops, f) with (m = 16) where kind = 'a' -- vector"
    )
    first, second = (details(item) for item in of(source))
    assert (first["column"], first["cast"], first["dimension"], first["m"], first["is_partial"]) == (
        "e", "halfvec", 64, 16, True,
    )  # fmt: skip
    assert (second["column"], "cast" in second) == ("f", False)


@pytest.mark.parametrize(
    ("source", "column", "operator", "is_wrapped", "is_descending", "is_limited"),
    [
        ("select * from d order by e <=> $1 limit 5", "e", "<=>", False, False, True),
        ("select * from d as t order by t.e <-> '[1,2]'::vector(2)", "e", "<->", False, False, False),
        ("select *, 1 - (e <=> $1) as score from d order by score desc limit 5", "e", "<=>", True, True, True),
        ("select e <=> $1 as distance from d order by distance limit 5", "e", "<=>", False, False, True),
        ("select * from d order by (e <#> $1) * -1 fetch first 5 rows only", "e", "<#>", True, False, True),
        ("select * from d order by sqrt(e <-> $1) limit 5", "e", "<->", True, False, True),
        ("select * from d order by cosine_distance(e, $1) limit 5", "e", "cosine_distance", True, False, True),
        ("select * from d order by (e <=> (select avg(x) * 2 from q)) limit 5", "e", "<=>", False, False, True),
        ("select * from d order by lower(e) <=> $1 limit 5", "", "<=>", False, False, True),
        ("select * from d order by e<=>%s limit %s", "e", "<=>", False, False, True),
        ("select * from (select * from d order by e <=> $1) x limit 5", "e", "<=>", False, False, False),
    ],
)
def test_an_ordering_by_distance(
    source: str, column: str, operator: str, is_wrapped: bool, is_descending: bool, is_limited: bool
) -> None:
    (found,) = (details(item) for item in of(source) if item.action == "order by")
    assert (found["column"], found["operator"], found["is_wrapped"]) == (column, operator, is_wrapped)
    assert (found["is_descending"], found["is_limited"]) == (is_descending, is_limited)


def test_an_ordering_says_its_table_its_limit_and_its_casts() -> None:
    (found,) = of("select * from s.d order by e::halfvec(8) <=> $1::halfvec(8) limit 7")
    seen = details(found)
    assert (seen["table"], seen["limit"], seen["cast"], seen["given_as"]) == ("d", 7, "halfvec", "halfvec")
    (joined,) = of("select * from d join t on true order by e <=> $1")
    assert joined.get("table") is None


def test_the_body_of_a_function_is_read_and_its_parameters_are_no_columns() -> None:
    source = """create function match(query vector(3), n int) returns table (id int, e vector(3)) language plpgsql as $$
    begin
      return query select id from docs order by docs.embedding <=> query limit n;
    end; $$;"""
    (found,) = of(source)
    assert (found.action, found.name, found.span.line) == ("order by", "embedding", 3)


def test_comments_texts_and_copied_rows_are_no_statements() -> None:
    source = """-- create table a (v vector(1));
    /* create table b (v vector(2)); ' */
    insert into c values ('create table c (v vector(3));'), (E'it\\'s; create table c (v vector(3));');
COPY d (id, text) FROM stdin;
1\tit's; create table d (v vector(4));
\\.
    create table e (v vector(5));
    """
    assert [details(item)["table"] for item in of(source)] == ["e"]


def test_models_and_what_they_are_asked() -> None:
    source = """
    CREATE OR REPLACE MODEL `d.tuned` REMOTE WITH CONNECTION `c` OPTIONS (endpoint = 'gemini', max_iterations = 30)
      AS SELECT prompt, label FROM rows;
    SELECT * FROM ML.GENERATE_TEXT(MODEL `d.tuned`, (SELECT 1), STRUCT(0.2 AS temperature, -1 AS seed));
    SELECT SNOWFLAKE.CORTEX.COMPLETE('llama3.1-70b', CONCAT('a', b)), count(c) FROM t;
    CREATE CORTEX SEARCH SERVICE s ON body WAREHOUSE = w EMBEDDING_MODEL = 'arctic' AS (SELECT body FROM t);
    SELECT vector_search(index => 'main.d.i', num_results => 3);
    """
    model, generate, complete, service, search = of(source)
    assert (model.action, model.name) == ("create model", "d.tuned")
    assert details(model) == {"is_remote": True, "is_tuned": True, "endpoint": "gemini", "max_iterations": 30}
    assert details(generate) == {"0": "d.tuned", "temperature": 0.2, "seed": -1.0}
    assert (complete.name, details(complete)) == ("snowflake.cortex.complete", {"0": "llama3.1-70b"})
    assert (service.name, details(service)["embedding_model"]) == ("s", "arctic")
    assert details(search) == {"index": "main.d.i", "num_results": 3}


def test_sql_in_code_is_read_where_it_is_about_vectors() -> None:
    source = '''
QUERY = """
SELECT id FROM docs ORDER BY embedding <=> %s LIMIT 5
"""
def ask(cursor, table):
    cursor.execute(f"select id from {table} order by e <-> %s limit {n}", (1,))
    cursor.execute("select id from docs where a <=> b")
    print("a <=> b")
'''
    found = read("a.py", "python", source).statements
    assert [(item.name, item.span.line) for item in found] == [("e", 6), ("embedding", 2)]


def test_sql_in_a_tagged_template_is_read() -> None:
    source = "const rows = await sql`SELECT id FROM docs ORDER BY embedding <#> ${v} LIMIT 5`\n"
    (found,) = read("a.ts", "typescript", source).statements
    assert details(found)["operator"] == "<#>"


HOSTILE = [
    "vector " + "(" * 100_000,
    "vector " + "\\'" * 100_000,
    "vector '" + "''" * 100_000 + "x",
    "vector " + "$a$" * 100_000,
    "vector " + "/*" * 100_000,
    "vector " + "a." * 100_000,
    "vector " + '"' * 100_001,
    "create table t (" + "v vector(3)," * 5_000,
    "create table t (" * 2_000,
    "vector order by " * 2_000,
    "vector cortex.a(" * 2_000,
    "select a as b, " * 2_000 + "order by b <=> c" + ", b" * 2_000,
    "vector " + ("order by a <=> b, " * 500 + ";\n") * 200,
    "vector create index on a using hnsw (" + "(" * 5_000,
    "create model m " + "with (" * 5_000,
    "vector copy a from stdin;\n" * 5_000,
]


@pytest.mark.parametrize("source", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_texts_come_to_an_end(source: str) -> None:
    assert read("a.sql", "sql", source).problems == ()


FRAGMENTS = [
    "create ", "table ", "index ", "on ", "using hnsw ", "model ", "alter ", "add ", "order by ", "limit ", "as ",
    "select ", "from ", "vector", "(", ")", ",", ";", "'", '"', "`", "$$", "$a$", "--", "/*", "*/", "\n", "<=>", "<->",
    "::", "::vector(3)", "1536", "a", "b.c", "options", "with ", "=", "=>", "struct", "ai_query(", "ml.x(", "desc",
    "\\",
    "copy a from stdin;\n", "\n\\.", "é", "\u2028", "-", "cast(a as vector)", "cortex search service ",
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=4), max_size=40).map("".join))
def test_anything_gives_statements_inside_the_file(source: str) -> None:
    for statement in read("a.sql", "sql", "vector " + source).statements:
        assert statement.span.line >= 1


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join))
def test_tokens_are_in_order_and_say_where_they_stand(source: str) -> None:
    end = 0
    for token in tokens(source):
        assert end <= token.start < token.end <= len(source)
        end = token.end


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_bytes_never_raise(source: bytes) -> None:
    read("a.sql", "sql", b"vector " + source)
