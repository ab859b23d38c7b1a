from __future__ import annotations

from typing import Any

from groundrules.check import check
from groundrules.domain.finding import Finding
from groundrules.domain.unknown import known
from tests.check.example import embedding, place, project, rule, rules, settings, store

_RULE = rule(
    evidence={"model": "store.ingest_embedding.model", "count": "len(store.ingestions)", "at": "store.kind"},
)


def _found(*stores: Any, **fields: Any) -> list[Finding]:
    return check([project(vector_stores=list(stores))], rules(_RULE, rule("other")), settings(**fields)).findings


def _print(*stores: Any) -> str:
    return next(finding.fingerprint for finding in _found(*stores) if finding.rule == "some-rule")


def _model(name: str) -> Any:
    return embedding(model=known(name))


def test_moved_lines_change_nothing() -> None:
    assert _print(store(location=place(3))) == _print(store(location=place(300, column=7)))


def test_blanks_and_case_of_the_evidence_change_nothing() -> None:
    assert _print(store(ingest_embedding=_model("M  1"))) == _print(store(ingest_embedding=_model("m 1 ")))


def test_rule_path_name_and_evidence_change_it() -> None:
    prints = {
        _print(store()),
        _print(store("other")),
        _print(store(location=place(3, "b.py"))),
        _print(store(ingest_embedding=_model("m-1"))),
        next(finding.fingerprint for finding in _found(store()) if finding.rule == "other"),
    }
    assert len(prints) == 5


def test_equal_ones_get_an_ordinal_by_their_place() -> None:
    one, two = (finding.fingerprint for finding in _found(store(location=place(1)), store(location=place(9)))[::2])
    assert one != two
    again = [item.fingerprint for item in _found(store(location=place(90)), store(location=place(10)))[::2]]
    assert again == [one, two]


def test_it_is_32_hexadecimal_digits() -> None:
    assert len(_print(store())) == 32
    int(_print(store("\ud800")), 16)
