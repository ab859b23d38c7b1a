"""The drawing of a finding."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from groundrules.domain.finding import Related
from groundrules.domain.location import Location
from groundrules.domain.outcome import Coverage, Outcome
from groundrules.report import render
from tests.report.sample_outcome import finding

DRAWING = """\
error[volatile-facts-in-training] this fine-tune teaches facts that change
  --> train/job.py:14:11
   |
14 |     job = client.fine_tuning.jobs.create(training_file=faq_id, model="gpt-4o-mini-2024-07-18")
   |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ trained here
  ::: data/faq.jsonl:12
   |
12 | … "Our Pro plan is **$49 a month**, call •••••••••••• or ••••••••••••••••" …
   |   at least 38 % of 899 records state such a value (sample of 899; price, opening hours, date)
   = need:    facts that must be up to date (prices, APIs) → retrieval or tool calls; a fine-tune goes stale
   = instead: serve these answers from an index or a tool; keep the fine-tune for tone and format
   = explain: groundrules explain volatile-facts-in-training

"""


def drawn(outcome: Outcome, width: int = 120) -> str:
    """The report of the findings alone."""
    outcome.projects = []
    return render(outcome, "text", width=width).split("no prompt, retrieval or fine-tune was found")[0]


def test_finding_is_drawn_as_specified(outcome: Outcome) -> None:
    assert render(outcome, "text", width=120).startswith(DRAWING)


@pytest.mark.parametrize("width", [60, 80, 120])
def test_lines_fit_except_places(width: int, outcome: Outcome) -> None:
    for line in render(outcome, "text", width=width).splitlines():
        assert cell_len(line) <= width or line.lstrip().startswith(("-->", ":::"))


def test_colour_changes_nothing_but_colour(outcome: Outcome) -> None:
    coloured = re.sub(r"\x1b\[[0-9;]*m", "", render(outcome, "text", color=True))
    plain = render(outcome, "text").replace("**$49 a month**", "$49 a month")
    assert coloured == plain


def test_links_open_files_and_only_with_colour(outcome: Outcome) -> None:
    linked = render(outcome, "text", color=True, links=True)
    assert f"\x1b]8;;{Path(outcome.root).as_uri()}/train/job.py\x1b\\" in linked
    assert "evil%0A%3A%3Aerror" in linked
    assert "]8;" not in render(outcome, "text", links=True)


def test_markup_of_others_is_text(outcome: Outcome) -> None:
    assert "[red]100%[/red]" in render(outcome, "text", color=True)
    assert "x = '[bold]␛]0;title␇[/bold]'" in render(outcome, "text")


def test_data_without_a_profile_is_read_and_redacted(outcome: Outcome) -> None:
    place = Location("data/faq.jsonl", 12)
    outcome.findings = [finding("some-rule", Location("gone.py"), related=(Related(place, "told here"),))]
    text = drawn(outcome)
    assert '12 | {"text": "mail ••••••••••••••••, Pro plan is $49 a month"}\n' in text
    assert "   |   told here\n" in text


def test_keys_in_code_are_masked(outcome: Outcome) -> None:
    key = "sk-" + "proj-" + "aB3" * 10
    Path(outcome.root, "app", "key.py").write_text(f'c = Client("{key}", x)\n', encoding="utf-8")
    outcome.findings = [finding("some-rule", Location("app/key.py", 1, 5, 1, 11), label="here")]
    text = drawn(outcome)
    assert key not in text
    assert "  |     ^^^^^^ here\n" in text


def test_place_without_an_end_underlines_its_line(outcome: Outcome) -> None:
    Path(outcome.root, "r.txt").write_text("click\n  openai==1.0  \n", encoding="utf-8")
    outcome.findings = [finding("some-rule", Location("r.txt", 2), label="pinned here")]
    assert "2 |   openai==1.0\n  |   ^^^^^^^^^^^ pinned here\n" in drawn(outcome)


def test_a_whole_file_is_named_and_its_first_line_is_not_shown(outcome: Outcome) -> None:
    Path(outcome.root, "r.py").write_text("import os\n", encoding="utf-8")
    outcome.findings = [finding("some-rule", Location("r.py"), label="this file")]
    text = drawn(outcome)
    assert " --> r.py:1:1\n  |   this file\n" in text
    assert "import os" not in text


def test_rules_of_ones_own_and_suppressed_findings_are_marked(outcome: Outcome) -> None:
    outcome.findings = outcome.suppressed[:1]
    text = drawn(outcome)
    assert "= ignored: inline at train/job.py:14:93 until 2027-01-31: the platform splits\n" in text
    assert "(suppressed)" in render(outcome, "concise")


def test_nothing_found_says_what_could_not_be_read(outcome: Outcome) -> None:
    outcome.findings = []
    assert "no findings in what could be read (3 skipped" in render(outcome, "text")
    outcome.coverage = Coverage()
    assert "\nno findings; 2 suppressed" in render(outcome, "text")


def test_many_skipped_files_are_counted(outcome: Outcome) -> None:
    outcome.coverage.skipped = outcome.coverage.skipped * 4
    text = render(outcome, "text")
    assert text.count("skipped: data") + text.count("skipped: src") == 5
    assert "and 7 more" in text
