"""Nothing that an audited tree holds reaches a terminal or a build server raw."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groundrules.domain.dataset import DatasetProfile
from groundrules.domain.finding import Related, SuppressedBy
from groundrules.domain.location import Location
from groundrules.domain.outcome import AssetCount, Coverage, Outcome, UnusedSuppression
from groundrules.domain.record import Cue, RecordSample
from groundrules.domain.source import LeftOut, Skipped
from groundrules.domain.unknown import known
from groundrules.report import render
from groundrules.report.visible import encodable, inert, sentence, visible
from tests.report.sample_outcome import finding, sample_outcome

OUR_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=25)
HARSH_TEXT = st.text(
    st.sampled_from("\x00\x07\x1b\x9b\r\n\t\x7f\u202e\u2028\ud800\udc80[]:#%!ab漢\u0301👩\u200d"), max_size=25
)


def raw_controls(report: str) -> list[str]:
    """The control characters of a report that are neither line feeds nor our own colours."""
    return [one for one in OUR_COLOURS.sub("", report) if unicodedata.category(one) in ("Cc", "Cs") and one != "\n"]


def hostile_outcome(root: Path, text: str) -> Outcome:
    """A run in which every text that comes from outside is the given one."""
    outcome = sample_outcome(root)
    location = Location(text, 1, 2, 1, 5)
    silenced = SuppressedBy(text, text, text, location)
    notebook = Location(text, 1, 2, 1, 5, cell=1)
    related = (Related(location, text), Related(Location("data/faq.jsonl", 12), text), Related(notebook, text))
    outcome.findings = [
        finding(text, location, message=text, label=text, instead=text, related=related, evidence={text: text}),
        finding(text, notebook, message=text, suppressed=silenced),
        finding("in-file", Location("app/hostile.py", 1, 2, 3, 4), label=text),
    ]
    outcome.suppressed = [finding(text, location, suppressed=silenced)]
    outcome.unused_suppressions = [UnusedSuppression(location, (text,), text)]
    outcome.coverage = Coverage(
        skipped=[Skipped(text, "binary", text, 3)],
        left_out=[LeftOut(text, text)],
        assets=[AssetCount("model_call", 2, 1, {text: 1})],
        poisoned={text: 1},
        not_covered=[text],
    )
    (project,) = outcome.projects
    sample = RecordSample("data/faq.jsonl", 12, text, (Cue("price", text[:3], 1.0),))
    project.path = project.name = text
    project.datasets[0].name = text
    project.datasets[0].profile = DatasetProfile(paths=(text,), records=1, changing_samples=(sample,))
    project.jobs[0].base_model = known(text)
    project.prompts[0].name, project.prompts[0].variables = text, (text,)
    project.evaluations[0].name = project.vector_stores[0].name = text
    project.unreadable_languages = (text,)
    return outcome


@pytest.mark.parametrize("format", ["text", "concise", "github", "junit", "markdown"])
@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=40)
@given(text=ANY_TEXT | HARSH_TEXT)
def test_no_raw_control_character_is_written(format: str, text: str, tmp_path: Path) -> None:
    (tmp_path / "app").mkdir(exist_ok=True)
    (tmp_path / "app" / "hostile.py").write_bytes(text.encode("utf-8", "backslashreplace"))
    outcome = hostile_outcome(tmp_path, text)
    for color in (False, True):
        report = render(outcome, format, color=color, width=60)
        assert raw_controls(report) == []
        report.encode("utf-8")


@pytest.mark.parametrize("format", ["text", "concise", "junit", "markdown"])
@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=40)
@given(before=st.text("a ", max_size=70), after=st.text("a :", max_size=5))
def test_no_line_is_a_command_of_a_build_server(format: str, before: str, after: str, tmp_path: Path) -> None:
    text = f"{before}::error::{after} ##[add-mask]x ##vso[task.setvariable]y"
    for line in render(hostile_outcome(tmp_path, text), format, width=60).splitlines():
        assert not line.lstrip().startswith("::") or line.lstrip().startswith("::: ")
        assert not re.search(r"##\w*\[", line)


@pytest.mark.parametrize("format", ["json", "sarif", "gitlab"])
def test_programs_can_read_any_text(format: str, tmp_path: Path) -> None:
    for text in ("\ud800\x00\x1b\u2028", "\udcff", '"\\'):
        outcome = hostile_outcome(tmp_path, text)
        assert render(outcome, format) == render(replace(outcome), format)
        render(outcome, format).encode("utf-8")


def test_control_characters_have_a_picture() -> None:
    assert visible("\x1b[31m\x00\n\t\x7f") == "␛[31m␀␊␉␡"
    assert visible("\x9b\u202e\u200b\ud800\U000e0041") == "<U+009B><U+202E><U+200B><U+D800><U+E0041>"
    assert visible("漢字 e\u0301 [red] 👩\u200d🔬") == "漢字 e\u0301 [red] 👩\u200d🔬"


def test_sentence_is_one_line() -> None:
    assert sentence(" a\n\t b\x1b ") == "a b␛"


def test_encodable_writes_surrogates_out() -> None:
    assert encodable("a\udc80漢") == "a\\udc80漢"


def test_inert_keeps_the_length_and_our_arrow() -> None:
    for line in ("  ::error file=x::y", "a ##[error]b", "##vso[task.x]"):
        assert inert(line) != line
        assert len(inert(line)) == len(line)
    assert inert("  ::: data/faq.jsonl:12") == "  ::: data/faq.jsonl:12"
    assert inert("## heading [link]") == "## heading [link]"
