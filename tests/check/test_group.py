from __future__ import annotations

from typing import Any

from groundrules.check import check
from groundrules.domain.finding import Finding
from tests.check.example import place, project, rule, rules, settings, store


def _grouped(count: int, **fields: Any) -> list[Finding]:
    stores = [store(f"s{line}", location=place(line)) for line in range(1, count + 1)]
    judged = rule(group="project", label="filled here", **fields)
    return check([project(vector_stores=stores)], rules(judged), settings()).findings


def test_one_is_one() -> None:
    (finding,) = _grouped(1)
    assert (finding.message, finding.related, finding.evidence) == ("'s1' is wrong", (), {})


def test_several_become_one_with_their_places() -> None:
    (finding,) = _grouped(3)
    assert finding.message == "'s1' is wrong, and 2 more places"
    assert [(each.location.line, each.message) for each in finding.related] == [(2, "filled here"), (3, "filled here")]
    assert finding.evidence == {"places": 3}


def test_of_very_many_ten_are_shown() -> None:
    (finding,) = _grouped(20)
    assert len(finding.related) == 10
    assert finding.related[-1].message == "filled here (and 9 more)"


def test_the_gravest_speaks() -> None:
    (finding,) = _grouped(3, severity_when={"error": "store.name == 's3'"})
    assert (finding.message, finding.severity) == ("'s3' is wrong, and 2 more places", "error")


def test_the_fingerprint_stays_as_places_come_and_go() -> None:
    assert len({_grouped(count)[0].fingerprint for count in (1, 2, 20)}) == 1


def test_projects_and_personas_are_apart() -> None:
    projects = [project(path=path, vector_stores=[store(), store(), store(role="test")]) for path in ("one", "two")]
    found = check(projects, rules(rule(group="project")), settings(persona="auditor")).findings
    assert sorted((item.project, item.persona, item.evidence.get("places", 1)) for item in found) == [
        ("one", "auditor", 1),
        ("one", "regular", 2),
        ("two", "auditor", 1),
        ("two", "regular", 2),
    ]
    assert len({item.fingerprint for item in found}) == 4
