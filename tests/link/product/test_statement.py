"""Products seen in SQL and Terraform: what statements and blocks are of one index, and what each call says."""

from __future__ import annotations

from pathlib import Path

from tests.link.linked import calls, project

SCHEMA = """
create table docs (id int, embedding vector(768));
create index on docs using hnsw (embedding vector_cosine_ops);
"""
ASK = """
import psycopg

def ask(vector):
    with psycopg.connect() as connection:
        return connection.execute("SELECT id FROM docs ORDER BY embedding <=> %s LIMIT 5", (vector,)).fetchall()
"""


def test_a_table_and_the_code_that_asks_it_are_one_index(tmp_path: Path) -> None:
    (store,) = project(tmp_path, {"requirements.txt": "psycopg\n", "schema.sql": SCHEMA, "ask.py": ASK}).vector_stores
    assert (store.name, store.dimension.value, store.persistent, store.is_joined_by_name) == ("docs", 768, True, True)
    (asked,) = store.retrievals
    assert (asked.location.path, asked.location.line, asked.top_k.value) == ("ask.py", 6, 5)


def test_two_tables_are_two_indexes(tmp_path: Path) -> None:
    tree = {"schema.sql": SCHEMA + "create table faces (v vector(512));\n"}
    stores = {item.name: item.dimension.value for item in project(tmp_path, tree).vector_stores}
    assert stores == {"docs": 768, "faces": 512}


def test_a_table_that_is_changed_later_has_no_known_dimension(tmp_path: Path) -> None:
    later = "alter table docs alter column embedding type vector(1536);\n"
    (store,) = project(tmp_path, {"1.sql": SCHEMA, "2.sql": later}).vector_stores
    assert store.dimension.state == "unknown"


def test_each_call_of_a_file_is_a_call_of_its_own(tmp_path: Path) -> None:
    source = """
    SELECT SNOWFLAKE.CORTEX.COMPLETE('llama3.1-70b', body), SNOWFLAKE.CORTEX.COMPLETE('mistral-large2', body) FROM t;
    SELECT SNOWFLAKE.CORTEX.COMPLETE(model_column, body) FROM t;
    """
    found = calls(tmp_path, {"answer.sql": source})
    assert [(item.location.line, item.model.value) for item in found[:2]] == [
        (2, "llama3.1-70b"),
        (2, "mistral-large2"),
    ]
    assert found[2].location.line == 3
    assert not isinstance(found[2].model.value, str)


def test_sql_that_only_compares_is_no_index(tmp_path: Path) -> None:
    tree = {"a.sql": "select * from t where a <=> b;\nselect id from shops order by place <-> st_point(1, 2);\n"}
    tree |= {
        "train.py": "import openai\nopenai.OpenAI().embeddings.create(model='text-embedding-3-small', input='a')\n"
    }
    assert project(tmp_path, tree).vector_stores == []


def test_an_index_of_terraform_has_the_default_of_its_variable(tmp_path: Path) -> None:
    source = """
    variable "width" {
      default = 384
    }
    resource "pinecone_index" "docs" {
      name      = "docs"
      dimension = var.width
    }
    resource "pinecone_index" "notes" {
      name      = "notes"
      dimension = module.shared.width
    }
    """
    stores = {item.name: item.dimension for item in project(tmp_path, {"main.tf": source}).vector_stores}
    assert (stores["docs"].value, stores["notes"].state) == (384, "unknown")
