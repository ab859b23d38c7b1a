from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundrules.check.expression import Scope
from groundrules.check.message import compile_message
from groundrules.domain.errors import GroundrulesError
from groundrules.domain.unknown import UnknownType, known, unknown
from groundrules.domain.vector_store import RefreshSign
from tests.check.example import embedding, ingestion, place, project, store

_SCOPE = Scope.of("vector_store")
_SIGNS = [RefreshSign(kind=kind, location=place(4), detail=kind) for kind in "abcdefgh"]
_STORE = store(
    ingest_embedding=embedding(model=known("m-1"), dimension=known(1536.0)),
    query_embedding=embedding(model=unknown("chosen at run time")),
    persistent=UnknownType("a variable"),
    ingestions=[ingestion(), ingestion()],
    refreshed_by=_SIGNS,
    values={"share": known(0.375), "small": known(0.004), "many": known(12345), "flag": known(True)},
)


@pytest.mark.parametrize(
    ("text", "rendered"),
    [
        ("'{store.name}' is stale", "'docs' is stale"),
        ("plain", "plain"),
        ("", ""),
        ("{{a}} {store.name}", "{a} docs"),
        ("{store.ingest_embedding.model}", "m-1"),
        ("{store.ingest_embedding.dimension}", "1536"),
        ("{store.ingest_embedding.input_type}", "not set"),
        ("{store.query_embedding.model}", "unknown"),
        ("{store.persistent}", "unknown"),
        ("{store.query_embedding.model == 'x'}", "unknown"),
        ("{store.query_embedding.model|percent} {store.query_embedding.model|list}", "unknown unknown"),
        ("{store.values['share']|percent}", "37 %"),
        ("{store.values['small']|percent}", "0.4 %"),
        ("{0.02|percent}", "2 %"),
        ("{0.29|percent}", "29 %"),
        ("{0.0996|percent}", "9.9 %"),
        ("{0.996|percent}", "99 %"),
        ("{1.0|percent} {1|percent} {0|percent}", "100 % 100 % 0 %"),
        ("{store.values['many']|count} and {store.values['many']}", "12,345 and 12345"),
        ("{store.values['flag']}", "true"),
        ("{store.values['none']|count}", "not set"),
        ("{store.ingestions|count} places", "2 places"),
        ("{store.refreshed_by|list}", "a, b, c, d, e and 3 more"),
        ("{store.refreshed_by}", "a, b, c, d, e and 3 more"),
        ("{store.retrievals|list}", "none"),
        ("{('x', 'y', 'z')|list}", "x, y and z"),
        ("{('x',)|list}", "x"),
        ("{store.location}", "app.py:3:1"),
        ("{store.ingest_embedding}", "m-1"),
        ("{'}' if store.name == '|' else '|'}", "|"),
    ],
)
def test_placeholders_are_filled_in(text: str, rendered: str) -> None:
    assert compile_message(text, _SCOPE).render(_STORE, project()) == rendered


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{store.nam}", "did you mean 'name'"),
        ("{store.name|percnt}", "did you mean 'percent'"),
        ("{store.name", "is not closed"),
        ("a } b", "a lone '}'"),
        ("{}", "an expression is missing"),
        ("{store.name!r}", "not an expression"),
        ("{exit()}", "the only calls are"),
    ],
)
def test_bad_placeholders_are_refused(text: str, words: str) -> None:
    with pytest.raises(GroundrulesError) as caught:
        compile_message(text, _SCOPE)
    assert words in caught.value.message


@given(st.text(alphabet="{}'\"|ab.store name", max_size=30))
def test_any_text_is_a_message_or_refused(text: str) -> None:
    try:
        message = compile_message(text, _SCOPE)
    except GroundrulesError:
        return
    assert isinstance(message.render(_STORE, project()), str)


@given(st.text())
def test_doubled_braces_are_braces(text: str) -> None:
    written = text.replace("{", "{{").replace("}", "}}")
    assert compile_message(written, _SCOPE).render(_STORE, project()) == text
