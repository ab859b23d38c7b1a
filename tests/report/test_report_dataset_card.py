"""The card of a dataset: what it tells, what it leaves out, and that it gives nothing away."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import msgspec
import pytest
from rich.cells import cell_len

from groundrules.domain.dataset import DatasetProfile, Interval, LlmTokens
from groundrules.domain.fine_tune_job import FineTuneJob
from groundrules.domain.history import Changes
from groundrules.domain.location import Location
from groundrules.domain.outcome import Outcome
from groundrules.domain.project import Project
from groundrules.domain.record import Contradiction, Overlap, Repetition, SensitiveData
from groundrules.domain.training_data import Dataset
from groundrules.domain.unknown import UNSET, UnknownType, known, unknown
from groundrules.report import render
from groundrules.report.dataset_card import DatasetCard, cards_of
from groundrules.report.dataset_wording import (
    absent_phrase,
    length_phrase,
    origin_phrase,
    rows_phrase,
    split_phrase,
    targets_phrase,
)

CARD = """\
  dataset    faq.jsonl: 899 records; closed-book answers on an organisation ('Acme' in 81 %), in English, as openai-chat
             changing facts: ██████▒▒········ 42 % of 899 records (95 % interval 39 to 46 %)
                             █████▍           301 money
                             █▊                96 opening-hours
                             ▎                 12 date
             personal data:  2 e-mail addresses, in 41 of 899 records
             duplicates:     31 exact and 4 near (3.9 % of 899 records)
             conflicts:      1 prompt has more than one target (in 2 records)
             malformed:      2 records: placeholder target (2)
             none seen:      secrets
             length:         median target 112 characters; longest record at least 4,410 tokens of 2,048 allowed; at
                             least 0.3 % of the records exceed it
             validation:     none
             origin:         built from documents (policies/); unknown: no note on its source, licence file or version
                             record found
"""


@pytest.fixture
def project(outcome: Outcome) -> Project:
    return outcome.projects[0]


def drawn(outcome: Outcome, width: int = 120) -> str:
    """The cards of the text report."""
    text = render(outcome, "text", width=width)
    return "  dataset " + text.partition("\n  dataset ")[2].partition("\n  need ")[0] + "\n"


def with_profile(project: Project, **changes: Any) -> DatasetCard:
    """The one card, after some fields of the profile were changed."""
    dataset = project.datasets[0]
    assert dataset.profile is not None
    dataset.profile = msgspec.structs.replace(dataset.profile, **changes)
    return card_of(project)


def card_of(project: Project) -> DatasetCard:
    (card,) = cards_of(project)
    return card


def dataset_of(project: Project) -> Dataset:
    return project.datasets[0]


def job_of(project: Project) -> FineTuneJob:
    return project.jobs[0]


def test_card_is_drawn_under_the_layers(outcome: Outcome) -> None:
    assert drawn(outcome) == CARD


@pytest.mark.parametrize("width", [60, 80, 120])
def test_card_fits_the_paper(width: int, outcome: Outcome) -> None:
    assert all(cell_len(line) <= width for line in drawn(outcome, width).splitlines())


def test_per_cent_sign_stays_with_its_number(outcome: Outcome) -> None:
    for width in range(80, 121):
        assert not any(line.lstrip().startswith("%") for line in drawn(outcome, width).splitlines())


def test_clean_data_takes_few_lines_and_says_what_was_looked_for(outcome: Outcome) -> None:
    dataset_of(outcome.projects[0]).profile = DatasetProfile(
        paths=("data/faq.jsonl",), format="openai-chat", records=269, sampled=269, task="closed-book",
        language="fr", changing_facts=Interval(0, 269, 0.0, 0.01408), surveyed=269, median_target_characters=1,
    )  # fmt: skip
    text = drawn(outcome)
    assert "changing facts: none in 269 records (at most 1.4 % of them)\n" in text
    assert "none seen:      personal data, secrets, duplicates, conflicts, malformed records\n" in text
    assert "length:         median target 1 character\n" in text
    assert text.count("\n") <= 8


def test_task_whose_records_state_no_facts_has_no_share_of_them(outcome: Outcome) -> None:
    with_profile(outcome.projects[0], task="maths", changing_facts=Interval(0, 0, 0.0, 0.0), top_cues=())
    assert "changing facts" not in drawn(outcome)


def test_rows_that_were_estimated_or_sampled_say_so(project: Project) -> None:
    card = with_profile(project, records=1_200_000, exact=False, sampled=2_000, surveyed=10_000, language="xx")
    assert rows_phrase(card).startswith("about 1,200,000 records (estimated), 2,000 of them read closely; ")
    assert "in xx" in rows_phrase(card)
    assert absent_phrase(card) == "secrets (in 10,000 of the records)"


def test_rows_that_are_missing_or_unreadable_say_so(project: Project) -> None:
    dataset_of(project).is_complete, dataset_of(project).missing = False, ("data/more.jsonl",)
    card = with_profile(project, unread="the archive is cut short", format="unknown", task="unknown", language="")
    assert rows_phrase(card) == (
        "899 records; task unknown, in an unknown format; part of the data is not in the tree: data/more.jsonl; "
        "not read whole: the archive is cut short"
    )


def test_subject_is_told_with_its_share(project: Project) -> None:
    card = with_profile(project, task="closed-book", organisation="", subject="medical", subject_share=0.62)
    assert rows_phrase(card) == "899 records; closed-book answers, medical in 62 %, in English, as openai-chat"


def test_labels_are_bars_and_the_rest_is_counted(outcome: Outcome) -> None:
    labels = tuple((f"label {number}", 400 - 50 * number) for number in range(7))
    with_profile(outcome.projects[0], task="classification", labels=labels, label_count=9)
    text = drawn(outcome)
    assert "             labels:         ███████▏         400 label 0\n" in text
    assert "200 label 4\n" in text
    assert "label 5" not in text
    assert "                             and 4 more\n" in text


def test_what_is_quoted_of_records_is_redacted(outcome: Outcome) -> None:
    labels = (("bob@acme.example", 500), ("call +1 (555) 010-4477\x1b[2J", 399))
    shape = "{sk-abcdefghijklmnopqrstuvwx1234}"
    with_profile(outcome.projects[0], labels=labels, label_count=2, shape=shape, json_targets_share=1.0)
    for report in (drawn(outcome), render(outcome, "json")):
        assert "bob@" not in report
        assert "555" not in report
        assert "sk-abc" not in report
        assert "\x1b" not in report


def test_targets_that_are_json(project: Project) -> None:
    card = with_profile(project, json_targets_share=1.0, one_shape_share=0.994, shape="{a, b}")
    assert targets_phrase(card) == "JSON in 100 % of the records, of one shape in 99.4 %: {a, b}"


def test_samples_give_the_least_there_is(outcome: Outcome) -> None:
    with_profile(
        outcome.projects[0],
        repetition=Repetition(10_000, False, 0, 120),
        contradiction=Contradiction(10_000, False, 3, 8),
        secrets=SensitiveData(10_000, 1, 0, (("OpenAI key", 1),), (("OpenAI key", 1),)),
    )
    text = drawn(outcome)
    assert "duplicates:     at least 120 near (1.2 % of 10,000 records)\n" in text
    assert "conflicts:      at least 3 prompts have more than one target (in 8 records)\n" in text
    assert "secrets:        1 OpenAI key, in 1 of 10,000 records\n" in text
    assert "none seen" not in text


@pytest.mark.parametrize(
    ("maximum", "told"),
    [
        (known(8_192), " of 8,192 allowed"),
        (UNSET, ""),
        (unknown("set at run time"), " (maximum unknown: set at run time)"),
        (known("long"), " (maximum unknown: no number)"),
    ],
)
def test_length_against_the_maximum(maximum: Any, told: str, project: Project) -> None:
    job_of(project).max_length = maximum
    card = with_profile(project, llm_tokens=LlmTokens((0,), (899,), ((700, "data/faq.jsonl", 3),)))
    assert length_phrase(card.length) == f"median target 112 characters; longest record at least 700 tokens{told}"


def validation_phrases(project: Project) -> list[str]:
    return [split_phrase(split) for split in card_of(project).splits]


def test_validation_in_each_of_its_forms(project: Project) -> None:
    job = job_of(project)
    job.has_validation = UnknownType("chosen at run time")
    assert validation_phrases(project) == ["unknown: chosen at run time"]
    job.has_validation = True
    assert validation_phrases(project) == ["given, but not resolved"]
    job.splits_by_itself = True
    assert validation_phrases(project) == ["split off by the service"]
    job.validation_share = known(0.1)
    assert validation_phrases(project) == ["10 % held back"]
    job.validation_share = known(200)
    assert validation_phrases(project) == ["200 records held back"]


def test_held_out_data_that_was_trained_on(project: Project) -> None:
    job = job_of(project)
    job.validation_dataset = dataclasses.replace(dataset_of(project), id="dataset:valid", name="valid.jsonl")
    job.validation_overlap = Overlap(of=53, training=899, exact=53)
    job.evaluation_overlap = Overlap(of=40, training=899, complete=False, exact=1, near=2, prompts=3)
    assert validation_phrases(project) == [
        "valid.jsonl (899 records); 53 of 53 recur in the training data (exactly)",
        "40 records of an evaluation; at least 6 of 40 recur in the training data "
        "(1 exactly, 2 nearly, 3 by the prompt alone)",
    ]
    job.validation_overlap = Overlap(of=53, training=899)
    job.evaluation_overlap = Overlap(unread="not UTF-8")
    assert validation_phrases(project) == [
        "valid.jsonl (899 records); none of them seen in the training data",
        "0 records of an evaluation; whether it was trained on is unknown: not UTF-8",
    ]


def test_origin_tells_builder_changes_documents_and_versions(project: Project) -> None:
    dataset = dataset_of(project)
    dataset.builder = Location("data/build.py", 7)
    dataset.provenance = ("data/LICENSE", "data/faq.jsonl.dvc")
    dataset.versions = ("data/faq.jsonl.dvc",)
    dataset.source_changes = Changes(files=("policies/a.md",), commits=3, last="2026-11-01", since="2026-08-01")
    assert origin_phrase(card_of(project).origin) == (
        "built at data/build.py:7; from documents (policies/); since then policies/a.md in 3 commits since 2026-08-01, "
        "last on 2026-11-01; told in data/LICENSE; pinned by data/faq.jsonl.dvc"
    )
    dataset.sources = []
    assert card_of(project).origin.not_found == ("input of the builder",)


def test_datasets_that_nobody_trains_on_or_nobody_read_have_no_card(project: Project) -> None:
    project.jobs.append(dataclasses.replace(job_of(project), id="job:again", location=Location("train/again.py", 3)))
    assert card_of(project).jobs == ("train/job.py:14", "train/again.py:3")
    for job in project.jobs:
        job.role = "example"
    assert cards_of(project) == []
    for job in project.jobs:
        job.role = "product"
    dataset_of(project).profile = None
    assert cards_of(project) == []


def test_card_in_json_goes_by_the_id_of_its_asset(outcome: Outcome) -> None:
    report = json.loads(render(outcome, "json"))
    (card,) = report["datasets"]
    assert card["id"] in {asset["id"] for asset in report["assets"] if asset["kind"] == "dataset"}
    assert card["changing_facts"]["cues"][0] == {"name": "money", "count": 301}
    assert card["length"]["maximum_llm_tokens"] == 2_048
    assert card["origin"]["not_found"] == ["note on its source", "licence file", "version record"]


def test_many_datasets_are_counted(outcome: Outcome) -> None:
    project = outcome.projects[0]
    for number in range(9):
        dataset = dataclasses.replace(dataset_of(project), id=f"dataset:{number}", name=f"{number}.jsonl")
        project.jobs.append(dataclasses.replace(job_of(project), id=f"job:{number}", dataset=dataset))
    text = render(outcome, "text")
    assert text.count("\n  dataset    ") == 8
    assert "             and 2 more (all of them are in the json report)\n" in text
