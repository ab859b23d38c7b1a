"""The inventory as a table and as JSON: every asset with its states and joins, nothing that changes between runs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from rich.cells import cell_len

from groundrules.domain.evaluation import Evaluation
from groundrules.domain.fine_tune_job import FineTuneJob
from groundrules.domain.location import Location
from groundrules.domain.model_call import ModelCall, Prompt
from groundrules.domain.outcome import Coverage, Outcome
from groundrules.domain.project import Project
from groundrules.domain.source import Skipped
from groundrules.domain.training_data import Dataset
from groundrules.domain.unknown import UnknownType, known, unknown
from groundrules.domain.vector_store import VectorStore
from groundrules.report.inventory import FORMATS, render_inventory
from groundrules.report.inventory.document import inventory_of, inventory_schema
from groundrules.report.inventory.wish import Wish
from groundrules.report.look import Look

GOLDEN = Path(__file__).parent / "golden"
SCHEMA = Path(__file__).parents[2] / "rules" / "schema" / "inventory.schema.json"
Golden = Callable[[Path, str], None]


def table(outcome: Outcome, width: int = 100, everything: bool = False, color: bool = False) -> str:
    return render_inventory(inventory_of(outcome), "table", Wish(Look(color, width), everything))


def lines_after(text: str, start: str) -> list[str]:
    """The details under a heading, up to the next heading."""
    lines = text.splitlines()
    first = next(number for number, line in enumerate(lines) if line.strip().startswith(start))
    rest = lines[first + 1 :]
    end = next((number for number, line in enumerate(rest) if not line.startswith("      ")), len(rest))
    return [" ".join(line.split()) for line in rest[:end]]


def only_project(outcome: Outcome, **assets: Any) -> Outcome:
    outcome.projects = [Project(path=".", name="top", location=Location("."), **assets)]
    return outcome


def call(line: int = 1, role: Any = "product", **fields: Any) -> ModelCall:
    return ModelCall(
        id=f"call:{line}", kind="model_call", product="OpenAI", product_id="openai", location=Location("a.py", line),
        role=role, **fields,
    )  # fmt: skip


@pytest.mark.parametrize(("format", "file"), [("table", "inventory.txt"), ("json", "inventory.json"),
                                              ("cyclonedx", "inventory.cdx.json")])  # fmt: skip
def test_format_is_as_recorded(format: str, file: str, outcome: Outcome, golden: Golden) -> None:
    outcome.root = "/somewhere/acme"
    golden(GOLDEN / file, render_inventory(inventory_of(outcome), format, Wish()))


def test_published_schema_is_current(golden: Golden) -> None:
    golden(SCHEMA, inventory_schema())


def test_json_validates_and_its_links_lead_to_its_assets(outcome: Outcome) -> None:
    document = json.loads(render_inventory(inventory_of(outcome), "json", Wish()))
    validator = Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    validator.validate(document)
    assert not validator.is_valid({**document, "schema": "groundrules/1"})
    ids = {asset["id"] for asset in document["assets"]}
    assert {link["to"] for asset in document["assets"] for link in asset["links"]} <= ids


@pytest.mark.parametrize("format", FORMATS)
def test_nothing_depends_on_the_run_or_on_this_machine(format: str, outcome: Outcome) -> None:
    first = render_inventory(inventory_of(outcome), format, Wish())
    outcome.coverage.seconds = {"discover": 99.0}
    assert render_inventory(inventory_of(outcome), format, Wish()) == first
    assert outcome.root not in first
    assert first.endswith("\n")


@pytest.mark.parametrize("width", [20, 60, 80, 200])
def test_lines_fit_the_terminal_unless_a_path_must_stay_whole(width: int, outcome: Outcome) -> None:
    lines = table(outcome, width).splitlines()
    assert [line for line in lines if cell_len(line) > max(width, 40)] == []
    assert all(line == line.rstrip() for line in lines)


def test_colour_changes_no_word(outcome: Outcome) -> None:
    plain = table(outcome)
    painted = table(outcome, color=True)
    assert "\x1b[" in painted
    assert re.sub("\x1b\\[[0-9;]*m", "", painted) == plain


def test_values_are_told_as_set_not_set_and_unknown_with_the_reason(outcome: Outcome) -> None:
    asked = call(
        model=known("gpt-4o"),
        temperature=known(0.5),
        tools=unknown("a parameter"),
        custom_endpoint=unknown("a parameter"),
    )
    assert lines_after(table(only_project(outcome, model_calls=[asked])), "gpt-4o") == [
        "set temperature 0.5",
        "not set max output tokens, structured output",
        "unknown tools, custom endpoint (a parameter)",
    ]


def test_an_unknown_model_says_why_and_is_counted_last(outcome: Outcome) -> None:
    text = table(
        only_project(
            outcome, model_calls=[call(1, model=unknown("set at run time")), call(2), call(3, model=known(""))]
        )
    )
    assert "unknown model (set at run time)  OpenAI  a.py:1" in text
    assert "models     no model set ×2, unknown model ×1" in text


def test_joins_are_told_from_both_ends(outcome: Outcome) -> None:
    evaluation = Evaluation(
        id="e", kind="evaluation", product="Ragas", product_id="ragas", location=Location("e.py"), name="e.py"
    )
    asked = call(7, model=known("gpt-4o"))
    prompt = Prompt(
        id="p", kind="prompt", product="prompt", product_id="prompt", location=Location("a.py", 3), name="RULES",
        message="system", calls=[asked], evaluations=[evaluation],
    )  # fmt: skip
    asked.prompts = [prompt]
    text = table(only_project(outcome, model_calls=[asked], prompts=[prompt], own_evaluations=[evaluation]))
    assert "prompts system prompt RULES at line 3" in lines_after(text, "gpt-4o  OpenAI")
    assert lines_after(text, "system prompt RULES") == ["sent to gpt-4o at line 7", "scored by e.py"]
    assert "namely system prompt RULES at a.py:3" in lines_after(text, "e.py")


@pytest.mark.parametrize(
    ("message", "name", "title"),
    [
        ("template", "ask.md", "template ask.md"),
        ("system", "ask.md", "system prompt"),
        ("unknown", "prompt", "prompt"),
        ("user", "QUESTION", "user prompt QUESTION"),
    ],
)
def test_prompts_are_called_by_role_and_name(message: Any, name: str, title: str, outcome: Outcome) -> None:
    prompt = Prompt(
        id="p", kind="prompt", product="prompt", product_id="prompt", location=Location("prompts/ask.md"), name=name,
        message=message,
    )  # fmt: skip
    assert f"    {title}  prompts/ask.md:1\n" in table(only_project(outcome, prompts=[prompt]))


def test_training_data_that_is_joined_is_not_called_unknown(outcome: Outcome) -> None:
    dataset = Dataset(
        id="d", kind="dataset", product="dataset", product_id="dataset", location=Location("t.py", 2), name="d.jsonl",
        split="training",
    )  # fmt: skip
    job = FineTuneJob(
        id="j", kind="fine_tune_job", product="OpenAI", product_id="openai", location=Location("t.py", 5),
        base_model=known("gpt-4o"), training_data=unknown("a name"), dataset=dataset,
    )  # fmt: skip
    text = table(only_project(outcome, jobs=[job], datasets=[dataset]))
    assert "trained on d.jsonl" in lines_after(text, "gpt-4o  OpenAI")
    assert "training data (a name)" not in text
    assert lines_after(text, "d.jsonl") == ["unknown records (data not read)", "used by gpt-4o at line 5"]


def test_a_store_without_embeddings_says_that_they_are_unknown(outcome: Outcome) -> None:
    store = VectorStore(
        id="s", kind="vector_store", product="Chroma", product_id="chroma", location=Location("s.py"), name="docs",
        persistent=UnknownType("a parameter"), embeddings_differ=UnknownType("embedding not resolved"),
    )  # fmt: skip
    assert lines_after(table(only_project(outcome, vector_stores=[store]), 200), "docs") == [
        "unknown persistent storage (a parameter), whether both sides embed alike (embedding not resolved)"
    ]


def test_assets_of_tests_are_counted_and_listed_on_demand(outcome: Outcome) -> None:
    run = only_project(outcome, model_calls=[call(1, model=known("gpt-4o")), call(2, "test", model=known("o1"))])
    assert "o1" not in table(run)
    assert "1 asset in tests, examples and documents is counted above and not listed: --all lists" in table(run)
    assert "o1      OpenAI  a.py:2 [test]" in table(run, everything=True)


def test_nothing_found_is_said_with_what_was_not_read(outcome: Outcome) -> None:
    outcome.projects, outcome.coverage = [], Coverage(files_read=9)
    assert table(outcome, 200).startswith("no fine-tuning job, dataset,")
    assert "proves nothing" not in table(outcome, 200)
    outcome.coverage.not_covered = ["12 typescript files"]
    outcome.coverage.skipped = [Skipped("data/wide.csv", "too large")]
    text = table(outcome, 200)
    assert "but 12 typescript files are in languages that are not read: this proves nothing of them" in text
    assert "not read, so what they hold is missing here: data/wide.csv (too large)" in text


def test_hostile_words_never_reach_the_terminal(outcome: Outcome) -> None:
    asked = call(model=known("m\x1b[31m\n::error::x"), temperature=unknown("\x07 ##[error]"))
    asked.location = Location("a\x1b]0;x\x07\n::error file=y::z.py", 1)
    text = table(only_project(outcome, model_calls=[asked]))
    assert not {"\x1b", "\x07"} & set(text)
    assert not [line for line in text.splitlines() if line.lstrip().startswith("::") or "##[" in line]


def test_paths_narrow_it_to_what_lies_there_and_what_that_needs(outcome: Outcome) -> None:
    inventory = inventory_of(outcome, ["train"])
    assert [asset.id for asset in inventory.assets] == ["dataset:faq", "job:faq"]
    assert [project.path for project in inventory.projects] == ["support"]
    assert inventory_of(outcome, ["trai"]).assets == ()
