"""The json report keeps to its published shape and tells what is set, unset and unknown apart."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from jsonschema import Draft202012Validator

from groundrules.domain.location import Location
from groundrules.domain.outcome import Outcome
from groundrules.domain.unknown import UnknownType
from groundrules.report import render
from groundrules.report.asset_value import plain
from groundrules.report.document import Report
from tests.report.sample_outcome import finding

SCHEMA = Path(__file__).parents[2] / "rules" / "schema" / "report.schema.json"


@pytest.fixture
def document(outcome: Outcome) -> dict[str, Any]:
    report: dict[str, Any] = json.loads(render(outcome, "json"))
    return report


def test_report_validates(document: dict[str, Any]) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(document)
    assert not Draft202012Validator(schema).is_valid({**document, "findings": [{"rule": "x"}]})


def test_report_reads_back(outcome: Outcome) -> None:
    report = msgspec.json.decode(render(outcome, "json"), type=Report)
    assert report.schema == "groundrules/1"
    assert report.summary.errors == 1
    assert report.summary.suppressed == 2


def test_places_count_from_one_and_have_an_end(document: dict[str, Any]) -> None:
    first = document["findings"][0]
    assert first["location"] == {
        "path": "train/job.py", "line": 14, "column": 11, "end_line": 14, "end_column": 41,
        "cell": None, "file_line": None,
    }  # fmt: skip
    assert first["related"][0]["location"]["end_line"] == 12
    notebook = next(one for one in document["findings"] if one["rule"] == "temperature-zero")
    assert (notebook["location"]["cell"], notebook["location"]["file_line"]) == (2, 1)


def test_suppressed_findings_say_by_what(document: dict[str, Any]) -> None:
    suppressed = [one["suppressed"] for one in document["findings"] if one["suppressed"]]
    assert [one["kind"] for one in suppressed] == ["inline", "baseline"]
    assert suppressed[0]["until"] == "2027-01-31"


def test_values_are_set_unset_or_unknown(document: dict[str, Any]) -> None:
    values = next(asset for asset in document["assets"] if asset["id"] == "call:answer")["values"]
    assert values["model"]["state"] == "set"
    assert values["model"]["value"] == "gpt-4o-mini"
    assert values["model"]["location"]["path"] == "app/config.py"
    assert values["temperature"] == {
        "state": "unknown", "value": None, "reason": "set at run time", "source": "", "location": None,
    }  # fmt: skip
    assert values["tools"]["state"] == "unset"
    assert set(values["api_key"]["value"]) == {"•"}


def test_links_lead_to_assets_of_the_report(document: dict[str, Any]) -> None:
    ids = {asset["id"] for asset in document["assets"]}
    links = {(asset["id"], link["role"], link["to"]) for asset in document["assets"] for link in asset["links"]}
    assert ("job:faq", "dataset", "dataset:faq") in links
    assert ("store:docs", "ingestions", "ingestion:1") in links
    assert {target for _, _, target in links} <= ids


def test_needs_name_what_was_taken_and_what_is_advised(document: dict[str, Any]) -> None:
    (need,) = document["projects"][0]["needs"]
    assert need["id"] == "need.fresh-facts"
    assert need["taken"] == ["fine-tune", "prompt"]
    assert need["findings"] == 2


def test_file_names_that_are_not_utf8_are_written_out(outcome: Outcome) -> None:
    outcome.findings.append(finding("odd", Location("bad\udc80.py")))
    for format in ("json", "sarif"):
        json.loads(render(outcome, format).encode("utf-8"))
    assert "bad\\\\udc80.py" in render(outcome, "json")
    assert "bad%80.py" in render(outcome, "sarif")


def test_plain_holds_nothing_that_differs_from_run_to_run() -> None:
    assert plain(object()) == "<object>"
    assert plain({"b", "a"}) == ["a", "b"]
    assert plain(UnknownType("not read")) == "unknown: not read"
    assert plain(("x", Location("a.py", 2, 3))) == ["x", "a.py:2:3"]
    assert len(plain("x" * 5_000)) == 1_001
