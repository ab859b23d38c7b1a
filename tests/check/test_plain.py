from __future__ import annotations

import json
from typing import Any

import pytest

from groundrules.check.plain import plain
from groundrules.domain.catalogue import ServiceFacts
from groundrules.domain.dataset import Interval
from groundrules.domain.evaluation import ContinuousRun
from groundrules.domain.record import Cue, RecordSample
from groundrules.domain.unknown import UNKNOWN, UNSET, known, unknown
from groundrules.domain.vector_store import VectorStore
from tests.check.example import ingestion, place, store


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (3, 3),
        (True, True),
        (None, None),
        (known((1, "a")), [1, "a"]),
        (UNSET, None),
        (unknown("not told"), "unknown"),
        (UNKNOWN, "unknown"),
        (place(4), "app.py:4:1"),
        ({"a": place(4), 2: (1,)}, {"a": "app.py:4:1", "2": [1]}),
        (frozenset({"b", "a"}), ["a", "b"]),
        (Interval(1, 2, 0.1, 0.9), {"hits": 1, "of": 2, "low": 0.1, "high": 0.9}),
        (store(ingestions=[ingestion()]), "docs"),
        ([ingestion()], ["ingestion"]),
        (ContinuousRun(location=place(), triggers=(), guards=True), "ContinuousRun"),
    ],
)
def test_everything_becomes_plain(value: Any, expected: Any) -> None:
    assert plain(value) == expected
    assert json.loads(json.dumps(plain(value))) == plain(value)


def test_structs_within_structs() -> None:
    sample = RecordSample("faq.jsonl", 3, "text", (Cue("price", "$4", 0.5),))
    assert plain([sample])[0]["cues"] == [{"name": "price", "text": "$4", "weight": 0.5}]
    assert plain(ServiceFacts("s", "https://x", "2026-01-01"))["service"] == "s"


def test_assets_that_name_each_other_are_not_followed() -> None:
    round_trip: VectorStore = store()
    round_trip.values["self"] = known(round_trip)
    assert plain(round_trip.values) == {"self": "docs"}
