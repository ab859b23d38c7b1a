from __future__ import annotations

from typing import Any

import pytest

from groundrules.check import Checked, check
from groundrules.check.run import entities_of
from groundrules.domain.dataset import DatasetProfile
from groundrules.domain.errors import GroundrulesError
from groundrules.domain.evaluation import Evaluation
from groundrules.domain.finding import Related
from groundrules.domain.location import Location
from groundrules.domain.model_call import Prompt
from groundrules.domain.record import RecordSample
from groundrules.domain.retrieval_pipeline import RetrievalPipeline
from groundrules.domain.retrieval_step import RetrievalStep
from groundrules.domain.rule import JUDGED, Rule
from groundrules.domain.training_data import Dataset
from groundrules.domain.unknown import UnknownType, known, unknown
from groundrules.domain.vector_store import Embedding
from tests.check.example import call, embedding, ingestion, job, place, project, rule, rules, settings, store


def _check(stores: list[Any], *all_rules: Rule, **fields: Any) -> Checked:
    return check([project(vector_stores=stores)], rules(*all_rules), settings(**fields))


def test_a_finding_says_everything() -> None:
    mixed = store(
        ingest_embedding=embedding(model=known("m-1"), location=place(5)),
        query_embedding=embedding(model=known("m-2"), location=place(9, end_line=9)),
        link_confidence="high",
        embeddings_differ=True,
    )
    judged = rule(
        when="store.embeddings_differ",
        at="store.query_embedding.location",
        label="asked here",
        related={"store.ingest_embedding": "filled with {store.ingest_embedding.model}"},
        message="'{store.name}' holds {store.ingest_embedding.model}\n",
        evidence={"asked": "store.query_embedding.model", "filled at": "store.ingest_embedding.location"},
        confidence="store.link_confidence",
        instead="do it right\n",
        fix="unsafe",
    )
    (finding,) = _check([mixed], judged).findings
    assert finding.location == place(9, end_line=9)
    assert (finding.message, finding.label, finding.instead) == ("'docs' holds m-1", "asked here", "do it right")
    assert finding.related == (Related(place(5), "filled with m-1"),)
    assert finding.evidence == {"asked": "m-2", "filled at": "app.py:5:1"}
    assert (finding.severity, finding.confidence, finding.persona) == ("warning", "high", "regular")
    assert (finding.rule, finding.family, finding.fix, finding.project) == ("some-rule", "retrieval", "unsafe", ".")
    assert (finding.title, finding.guidance) == ("something is wrong", ("need.fresh",))
    assert finding.suppressed is None


def test_silence_where_the_condition_does_not_hold() -> None:
    assert _check([store()], rule(when="store.is_filled")) == Checked()


def test_what_is_not_known_is_counted_and_does_not_fire() -> None:
    unsure = store(persistent=UnknownType("a variable"))
    checked = _check([unsure, store("sure", persistent=True), unsure], rule(when="store.persistent"))
    assert [finding.message for finding in checked.findings] == ["'sure' is wrong"]
    assert checked.poisoned == {"some-rule": 2}


@pytest.mark.parametrize("at", ["store.query_embedding.location", "store.query_embedding.model.location"])
def test_without_a_place_it_stands_at_the_entity(at: str) -> None:
    (finding,) = _check([store(location=place(7))], rule(at=at)).findings
    assert finding.location == place(7)


def test_the_place_of_a_setting() -> None:
    asked = store(query_embedding=embedding(model=unknown("not told", place(2, "settings.py"))))
    (finding,) = _check([asked], rule(at="store.query_embedding.model")).findings
    assert finding.location == place(2, "settings.py")


@pytest.mark.parametrize(
    ("filled", "severity", "confidence", "persona"),
    [
        (0, "note", "low", "auditor"),
        (1, "warning", "high", "regular"),
        (2, "error", "medium", "pedantic"),
        (3, "error", "medium", "pedantic"),
    ],
)
def test_the_first_condition_that_holds_decides(filled: int, severity: str, confidence: str, persona: str) -> None:
    judged = rule(
        severity_when={"error": "len(store.ingestions) > 1", "note": "len(store.ingestions) != 1"},
        confidence_when={"medium": "len(store.ingestions) > 1", "low": "len(store.ingestions) != 1"},
        persona_when={"pedantic": "len(store.ingestions) > 1", "auditor": "len(store.ingestions) != 1"},
    )
    stores = [store(ingestions=[ingestion()] * filled)]
    (finding,) = _check(stores, judged, persona="auditor", min_confidence="low").findings
    assert (finding.severity, finding.confidence, finding.persona) == (severity, confidence, persona)


def test_an_unknown_level_changes_nothing() -> None:
    unsure = store(persistent=UnknownType("a variable"))
    judged = rule(severity_when={"error": "store.persistent"}, evidence={"persistent": "store.persistent"})
    (finding,) = _check([unsure], judged).findings
    assert finding.severity == "warning"
    assert finding.evidence == {"persistent": "unknown"}


def test_related_places_of_many_kinds() -> None:
    samples = tuple(RecordSample("faq.jsonl", line, "x") for line in range(1, 13))
    data = Dataset(
        id="d",
        kind="dataset",
        product="p",
        product_id="p",
        location=place(2),
        profile=DatasetProfile(("faq.jsonl",), changing_samples=samples),
    )
    judged = rule(
        judges="fine_tune_job",
        at="job",
        message="wrong",
        related={
            "job.dataset.profile.changing_samples": "states a price",
            "(job.epochs, job.dataset)": "see here",
            "job.validation_dataset": "never shown",
        },
    )
    tuned = job(dataset=data, epochs=known(3, place(8)))
    (finding,) = check([project(jobs=[tuned])], rules(judged), settings()).findings
    assert finding.related[0] == Related(Location("faq.jsonl", 1), "states a price")
    assert finding.related[9] == Related(Location("faq.jsonl", 10), "states a price (and 2 more)")
    assert finding.related[10:] == (Related(place(8), "see here"), Related(place(2), "see here"))


def test_every_kind_of_entity_is_judged() -> None:
    asset: dict[str, Any] = {"id": "x", "kind": "x", "product": "p", "product_id": "p", "location": place()}
    whole = project(
        jobs=[job()],
        datasets=[Dataset(**asset)],
        vector_stores=[store()],
        retrieval_steps=[RetrievalStep(name="x", product="p", location=place())],
        retrieval_pipelines=[RetrievalPipeline(**asset)],
        embeddings=[Embedding(**asset)],
        model_calls=[call()],
        prompts=[Prompt(**asset)],
        own_evaluations=[Evaluation(**asset)],
    )
    for judges, alias in JUDGED.items():
        assert len(list(entities_of(whole, judges))) == 1
        judged = rule(judges=judges, at=f"{alias}.location", message=f"{{{alias}.location}}")
        (finding,) = check([whole], rules(judged), settings()).findings
        assert finding.message == finding.location.place


@pytest.mark.parametrize("role", ["test", "example", "documentation", "fixture", "generated"])
def test_tests_and_examples_speak_to_the_auditor_only(role: str) -> None:
    stores = [store(role=role), store("evaluated", role="evaluation")]
    regular = _check(stores, rule())
    assert [finding.message for finding in regular.findings] == ["'evaluated' is wrong"]
    assert regular.hidden == {"auditor": 1}
    auditor = _check(stores, rule(), persona="auditor")
    assert [finding.persona for finding in auditor.findings] == ["auditor", "regular"]


def test_what_is_not_known_of_tests_is_not_counted_below_the_auditor() -> None:
    stores = [store(role="test", persistent=UnknownType("a variable"))]
    assert _check(stores, rule(when="store.persistent")).poisoned == {}
    assert _check(stores, rule(when="store.persistent"), persona="auditor").poisoned == {"some-rule": 1}


def test_a_library_speaks_to_the_auditor_only() -> None:
    library = project(kind="library", vector_stores=[store()])
    assert check([library], rules(rule()), settings(persona="pedantic")).findings == []
    (finding,) = check([library], rules(rule()), settings(persona="auditor")).findings
    assert finding.persona == "auditor"


def test_louder_personas_hear_more() -> None:
    judged = [rule("loud"), rule("picky", persona="pedantic"), rule("all", persona="auditor")]
    checked = _check([store()], *judged)
    assert [finding.rule for finding in checked.findings] == ["loud"]
    assert checked.hidden == {"auditor": 1, "pedantic": 1}
    assert len(_check([store()], *judged, persona="pedantic").findings) == 2
    assert _check([store()], *judged, persona="auditor").hidden == {}


def test_a_hidden_rule_does_not_count_the_unknown() -> None:
    picky = rule("picky", persona="pedantic", when="store.persistent")
    unsure = [store(persistent=UnknownType("a variable"))]
    assert _check(unsure, picky).poisoned == {}
    assert _check(unsure, picky, persona="pedantic").poisoned == {"picky": 1}


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({}, ["a", "b", "c"]),
        ({"select": ("a",)}, ["a"]),
        ({"select": ("retrieval",)}, ["a", "b"]),
        ({"ignore": ("retrieval",)}, ["c"]),
        ({"select": ("retrieval", "c"), "ignore": ("b",)}, ["a", "c"]),
        ({"min_severity": "warning"}, ["a", "c"]),
        ({"min_severity": "error"}, ["c"]),
        ({"min_confidence": "high"}, ["a", "b"]),
        ({"only": ("app.py",)}, ["a", "b", "c"]),
        ({"only": (".",)}, ["a", "b", "c"]),
        ({"only": ("src", "app")}, []),
    ],
)
def test_what_is_shown(fields: dict[str, Any], shown: list[str]) -> None:
    judged = [
        rule("a"),
        rule("b", severity="note"),
        rule("c", severity="error", family="evaluation", confidence="medium"),
    ]
    assert [finding.rule for finding in _check([store()], *judged, **fields).findings] == shown


def test_a_folder_shows_what_lies_under_it() -> None:
    stores = [store(location=place(1, path)) for path in ("src/a.py", "src/b/c.py", "srcs/d.py")]
    found = _check(stores, rule(), only=("./src/",)).findings
    assert [finding.location.path for finding in found] == ["src/a.py", "src/b/c.py"]


@pytest.mark.parametrize("key", ["select", "ignore"])
def test_a_selection_that_names_no_rule_is_a_mistake(key: str) -> None:
    with pytest.raises(GroundrulesError, match="did you mean 'some-rule'"):
        _check([store()], rule(), **{key: ("some-rul",)})


def test_findings_stand_in_order() -> None:
    places = [place(9, "b.py"), place(10, "a.py"), place(2, "a.py"), place(1, "n.ipynb", cell=2)]
    places.append(place(5, "n.ipynb", cell=1))
    found = _check([store(location=each) for each in places], rule("b"), rule("a")).findings
    assert [(item.location.path, item.location.cell, item.location.line, item.rule) for item in found] == [
        (path, cell, line, name)
        for path, cell, line in [
            ("a.py", None, 2),
            ("a.py", None, 10),
            ("b.py", None, 9),
            ("n.ipynb", 1, 5),
            ("n.ipynb", 2, 1),
        ]
        for name in ("a", "b")
    ]
