"""INI files as trees."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from groundrules.domain.facts import FileFacts
from groundrules.domain.source import SourceFile
from groundrules.domain.value import Mapping
from groundrules.extract.ini import read
from groundrules.extract.tree import at, text


def facts(source: bytes) -> FileFacts:
    """The facts of an INI file."""
    return read(source, SourceFile("app.ini", "other", "product", len(source)))


def test_sections_keys_and_places() -> None:
    (document,) = facts(b"; note\n[llm]\nmodel = gpt\nsize: 9\n# model = no\n\n[store]\nname=kb\n").documents
    assert isinstance(document, Mapping)
    assert [entry.key for entry in document.entries] == ["llm", "store"]
    assert (text(at(document, "llm", "model")), text(at(document, "llm", "size"))) == ("gpt", "9")
    model = at(document, "llm", "model")
    assert model is not None
    assert (model.span.line, model.span.column) == (3, 9)


def test_a_secret_is_left_out() -> None:
    (document,) = facts(b"[llm]\nOPENAI_API_KEY = sk-abcdefghijklmnopqrstuvwxyz0123456789\n").documents
    assert "abcdefgh" not in str(document)


def test_what_has_no_section_is_no_document() -> None:
    assert facts(b"model = gpt\n").documents == ()


@given(st.binary(max_size=300))
def test_any_bytes_are_read(source: bytes) -> None:
    assert facts(source).path == "app.ini"
