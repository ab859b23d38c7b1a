"""The sarif report is valid and says what code scanning needs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator

from groundrules.domain.outcome import Outcome
from groundrules.report import render
from groundrules.report.sarif.result import message
from groundrules.report.uri import quoted
from tests.report.sample_outcome import HOSTILE_NAME

SCHEMA = Path(__file__).parent / "schemas" / "sarif-schema-2.1.0.json"


@pytest.fixture
def run(outcome: Outcome) -> dict[str, Any]:
    written: dict[str, Any] = json.loads(render(outcome, "sarif"))["runs"][0]
    return written


def result_of(run: dict[str, Any], rule: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in run["results"] if one["ruleId"] == rule)
    return found


def test_log_is_valid(outcome: Outcome) -> None:
    validator = Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    log = json.loads(render(outcome, "sarif"))
    assert [error.message for error in validator.iter_errors(log)] == []
    log["runs"][0]["results"][0]["level"] = "fatal"
    assert not validator.is_valid(log)


def test_rules_explain_themselves(run: dict[str, Any]) -> None:
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    rule = next(rule for rule in rules if rule["id"] == "volatile-facts-in-training")
    assert rule["name"] == "VolatileFactsInTraining"
    assert "**Instead:** Serve the facts from an index." in rule["help"]["markdown"]
    assert rule["defaultConfiguration"]["level"] == "error"
    assert rule["properties"]["guidance"] == ["need.fresh-facts", "thesis.default"]
    assert rule["properties"]["tags"] == ["fine-tuning", "llm", "regular"]


def test_results_point_at_the_region(run: dict[str, Any]) -> None:
    result = result_of(run, "volatile-facts-in-training")
    physical = result["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"] == {"uri": "train/job.py", "uriBaseId": "%SRCROOT%"}
    assert physical["region"] == {"startLine": 14, "startColumn": 11, "endLine": 14, "endColumn": 41}
    assert result["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "data/faq.jsonl"
    assert result["partialFingerprints"] == {"groundrules/v1": "fp-volatile-facts-in-training"}


def test_notebook_is_told_by_file_line_and_cell(run: dict[str, Any]) -> None:
    location = result_of(run, "temperature-zero")["locations"][0]
    assert location["physicalLocation"]["region"] == {"startLine": 1}
    assert location["logicalLocations"][0]["name"] == "cell 2"


def test_suppressions_are_kept(run: dict[str, Any]) -> None:
    inline, baseline = result_of(run, "no-validation-data"), result_of(run, "few-records")
    assert inline["suppressions"][0]["kind"] == "inSource"
    assert inline["suppressions"][0]["justification"] == "the platform splits"
    assert baseline["suppressions"][0]["kind"] == "external"
    assert result_of(run, "multi-line-call")["suppressions"] == []


def test_skipped_files_are_notifications(run: dict[str, Any]) -> None:
    notifications = run["invocations"][0]["toolExecutionNotifications"]
    kinds = [notification["descriptor"]["id"] for notification in notifications]
    assert kinds == ["file-skipped"] * 3 + ["tree-left-out", "coverage"]
    assert notifications[2]["message"]["text"] == "src/latin.py:7: not UTF-8"
    assert notifications[2]["locations"][0]["physicalLocation"]["region"] == {"startLine": 7}


def test_base_of_uris_tells_no_folder(run: dict[str, Any]) -> None:
    assert "uri" not in run["originalUriBaseIds"]["%SRCROOT%"]


def test_uris_are_percent_encoded(run: dict[str, Any]) -> None:
    uri = result_of(run, "injected-name")["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "evil%0A%3A%3Aerror%20file%3Dx%3A%3Apwned%1B%5B31m%5Bred%5D%2C100%25.py"
    assert quoted("a:b/日.py") == "a%3Ab/%E6%97%A5.py"
    assert quoted("x\ud800") == "x%5Cud800"
    assert HOSTILE_NAME not in uri


def test_message_text_is_no_link_and_no_placeholder() -> None:
    assert message("see [here](1), [red] and {0}, {name}")["text"] == r"see \[here](1), [red] and {{0}}, {name}"
