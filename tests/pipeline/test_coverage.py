"""The coverage line tells no lies: what was read, what was not and why, and how much of what was found is known."""

from __future__ import annotations

import datetime
from pathlib import Path

from groundrules.domain.outcome import Coverage, Outcome
from groundrules.domain.settings import Settings
from groundrules.pipeline import audit, survey

TODAY = datetime.date(2026, 11, 25)
ROW = '{"messages": [{"role": "user", "content": "A?"}, {"role": "assistant", "content": "B."}]}\n'
JOB = """\
from openai import OpenAI
client = OpenAI()
data = client.files.create(file=open("train.jsonl", "rb"), purpose="fine-tune")
client.fine_tuning.jobs.create(model="gpt-4o-mini-2024-07-18", training_file=data.id)
"""
CALLS = """\
from openai import OpenAI
client = OpenAI()


def ask(messages, model):
    return client.chat.completions.create(model=model, messages=messages)


def greet():
    return client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": "Greet our customer."}])
"""


def outcome_of(root: Path, tree: dict[str, str]) -> Outcome:
    for path, text in tree.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return audit(Settings(root=root, today=TODAY))


def coverage_of(root: Path, tree: dict[str, str]) -> Coverage:
    return outcome_of(root, tree).coverage


def test_only_what_has_a_reader_is_counted_as_read(tmp_path: Path) -> None:
    tree = {"a.py": "", "b.md": "# B\n", "c.go": "", "d.sql": "", "model.bin": "x", "e.csv": "a,b\n", "f.jsonl": ROW}
    assert coverage_of(tmp_path, tree).files_read == 3


def test_languages_without_a_reader_are_named_with_counts(tmp_path: Path) -> None:
    tree = {f"service/{number}.go": "package main\n" for number in range(1_100)}
    tree |= {"schema.sql": "select 1;\n", "main.tf": "", "App.java": "", "Other.java": "", "weights.bin": "x"}
    coverage = coverage_of(tmp_path, tree)
    assert coverage.not_covered == ["1,100 Go files", "2 Java files"]


def test_rows_that_a_job_uses_are_read(tmp_path: Path) -> None:
    coverage = coverage_of(tmp_path, {"tune.py": JOB, "train.jsonl": ROW * 20, "other.jsonl": ROW})
    assert coverage.files_read == 2
    (datasets,) = (count for count in coverage.assets if count.kind == "dataset")
    assert (datasets.found, datasets.resolved) == (1, 1)


def test_a_file_that_gave_nothing_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes(b"import openai\0\n")
    coverage = coverage_of(tmp_path, {"b.py": ""})
    assert (coverage.files_read, [item.path for item in coverage.skipped]) == (1, ["a.py"])


def test_unknown_models_and_prompts_are_counted_with_reasons(tmp_path: Path) -> None:
    counts = {count.kind: count for count in coverage_of(tmp_path, {"app.py": CALLS}).assets}
    calls, prompts = counts["model_call"], counts["model_call_prompt"]
    assert (calls.found, calls.resolved, calls.unknown_reasons) == (2, 1, {"given at run time": 1})
    assert (prompts.found, prompts.resolved) == (2, 1)
    assert prompts.unknown_reasons == {"given from where the code does not tell": 1}


def test_a_model_that_is_certainly_one_of_a_few_is_resolved(tmp_path: Path) -> None:
    text = "from openai import OpenAI\nmodel = 'a' if fast else 'b'\n"
    text += "OpenAI().chat.completions.create(model=model, messages=[])\n"
    (calls,) = (count for count in coverage_of(tmp_path, {"app.py": text}).assets if count.kind == "model_call")
    assert (calls.found, calls.resolved, calls.unknown_reasons) == (1, 1, {})


def test_the_day_is_the_one_that_was_asked_for(tmp_path: Path) -> None:
    assert outcome_of(tmp_path, {"app.py": CALLS}).today == TODAY
    assert survey(Settings(root=tmp_path, today=TODAY)).today == TODAY


def test_seconds_are_told_by_stage(tmp_path: Path) -> None:
    stages = ["knowledge", "discover", "extract", "link", "datasets", "check"]
    assert [stage for stage in coverage_of(tmp_path, {}).seconds if stage in stages] == stages
