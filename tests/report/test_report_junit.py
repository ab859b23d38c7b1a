"""The junit report holds what readers of JUnit XML take, and nothing that they refuse."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings

from groundrules.domain.outcome import Outcome
from groundrules.report import render
from tests.report.test_report_visible import ANY_TEXT, HARSH_TEXT, hostile_outcome

# After https://github.com/jenkinsci/xunit-plugin/blob/master/src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd
ATTRIBUTES = {
    "testsuites": {"name", "time", "tests", "failures", "errors"},
    "testsuite": {"name", "tests", "failures", "errors", "skipped", "time", "id", "hostname", "timestamp"},
    "testcase": {"name", "classname", "time", "assertions", "status"},
    "failure": {"type", "message"},
    "skipped": {"type", "message"},
    "system-out": set[str](),
}
CHILDREN = {
    "testsuites": {"testsuite"},
    "testsuite": {"testcase"},
    "testcase": {"failure", "skipped", "system-out"},
}
REQUIRED = {"testsuite": {"name", "tests", "failures", "errors"}, "testcase": {"name", "classname"}}


def problems(root: ElementTree.Element) -> list[str]:
    """What the schema would refuse."""
    found = [] if root.tag == "testsuites" else [f"root is {root.tag}"]
    for element in root.iter():
        if not set(element.attrib) <= ATTRIBUTES[element.tag]:
            found.append(f"{element.tag} has {sorted(element.attrib)}")
        if not REQUIRED.get(element.tag, set()) <= set(element.attrib):
            found.append(f"{element.tag} has only {sorted(element.attrib)}")
        if not {child.tag for child in element} <= CHILDREN.get(element.tag, set()):
            found.append(f"{element.tag} holds {[child.tag for child in element]}")
    for suite in root.iter("testsuite"):
        cases = suite.findall("testcase")
        counts = (len(cases), len(suite.findall("*/failure")), len(suite.findall("*/skipped")))
        if counts != (int(suite.get("tests", 0)), int(suite.get("failures", 0)), int(suite.get("skipped", 0))):
            found.append(f"suite {suite.get('name')} counts {counts}")
    return found


def test_report_is_valid(outcome: Outcome) -> None:
    root = ElementTree.fromstring(render(outcome, "junit").encode())
    assert problems(root) == []
    assert root.get("tests") == str(len(root.findall("*/testcase")))
    assert root.get("failures") == str(len(root.findall("*/*/failure"))) == "5"
    root[0].set("colour", "red")
    root[0].set("tests", "77")
    assert len(problems(root)) == 2


@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=60)
@given(text=ANY_TEXT | HARSH_TEXT)
def test_any_text_gives_valid_xml(text: str, tmp_path: Path) -> None:
    report = render(hostile_outcome(tmp_path, text), "junit")
    assert problems(ElementTree.fromstring(report.encode("utf-8"))) == []


@pytest.mark.parametrize("text", ["]]><x/>", '"><failure/>', "<!DOCTYPE x>", "&xxe;", "--></testsuite>"])
def test_text_stays_text(text: str, tmp_path: Path) -> None:
    root = ElementTree.fromstring(render(hostile_outcome(tmp_path, text), "junit"))
    assert problems(root) == []
    failure = root.find("*/*/failure")
    assert failure is not None and failure.get("message") == text
    assert text in (failure.text or "")


def test_notes_pass_and_suppressed_findings_are_skipped(outcome: Outcome) -> None:
    root = ElementTree.fromstring(render(outcome, "junit"))
    cases = {case.get("classname"): [child.tag for child in case] for case in root.iter("testcase")}
    assert cases["temperature-zero"] == ["system-out"]
    assert cases["no-validation-data"] == ["skipped"]
    assert cases["volatile-facts-in-training"] == ["failure"]
    assert cases["groundrules"] == ["system-out"]
