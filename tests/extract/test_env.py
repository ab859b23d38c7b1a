from __future__ import annotations

import pytest

from tests.extract.reading import entry_of, plain, read, shown

SOURCE = """# settings
export OPENAI_MODEL=gpt-4o-mini   # the model
EMBEDDING_MODEL = "text-embedding-3-small"
PROMPT='You are # polite'
EMPTY=
LINES="one
two"
  INDENTED=1
not a setting
"""


def test_values_without_quotes_and_comments() -> None:
    assert plain(read(".env", "env", SOURCE).documents[0]) == {
        "OPENAI_MODEL": "gpt-4o-mini",
        "EMBEDDING_MODEL": "text-embedding-3-small",
        "PROMPT": "You are # polite",
        "EMPTY": "",
        "LINES": "one\ntwo",
        "INDENTED": "1",
    }


def test_values_and_names_have_their_places() -> None:
    entry = entry_of(read(".env", "env", SOURCE).documents[0], "OPENAI_MODEL")
    assert (shown(SOURCE, entry.value.span), shown(SOURCE, entry.span)) == ("gpt-4o-mini", "OPENAI_MODEL")


@pytest.mark.parametrize(
    "line",
    [
        "OPENAI_API_KEY=anything",
        "apiKey=anything",
        "DB_PASSWORD=123456",
        "HF_TOKEN=x",
        "LANGFUSE_SECRET=x",
        "PLAIN=sk-proj-abcdefghijklmnop1234",
        "PLAIN=ghp_abcdefghijklmnop1234",
        "PLAIN=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc",
        "PLAIN=0123456789abcdef0123456789abcdef",
        "PLAIN=aB3dE5fG7hJ9kL1mN3pQ5rS7tU9v",
        "PLAIN=prefix AKIAIOSFODNN7EXAMPLE",
    ],
)
def test_secrets_are_never_kept(line: str) -> None:
    (value,) = plain(read(".env", "env", line).documents[0]).values()  # type: ignore[attr-defined]
    assert value == "<redacted>"


def test_a_password_in_an_address_is_cut_out() -> None:
    found = plain(read(".env", "env", "DATABASE=postgres://me:hunter2@db:5432/x").documents[0])
    assert found == {"DATABASE": "postgres://me:<redacted>@db:5432/x"}


@pytest.mark.parametrize(
    "line",
    [
        "MAX_TOKENS=512",
        "TOKENIZER_NAME=cl100k_base",
        "MODEL=claude-3-5-sonnet-20241022",
        "MODEL=ft:gpt-4o-mini-2024-07-18:acme::abc123",
        "MODEL=Meta-Llama-3.1-8B-Instruct",
        "COLLECTION=customer_support_knowledge_base",
        "API_KEY_HEADER=X-Api-Key",
        "USE_AUTH=false",
        "URL=https://api.example.com/v1/chat/completions",
    ],
)
def test_settings_are_kept(line: str) -> None:
    name, _, value = line.partition("=")
    assert plain(read(".env", "env", line).documents[0]) == {name: value}
