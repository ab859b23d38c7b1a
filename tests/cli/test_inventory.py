"""`groundrules inventory`: what it prints, writes and refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from groundrules.cli import inventory as command
from groundrules.report.inventory import FORMATS
from tests.cli.project import make_project, run_group


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make_project(tmp_path / "letters")


def test_formats_are_those_of_the_report() -> None:
    assert list(command.FORMATS) == list(FORMATS)


def test_the_table_has_the_call_with_its_prompt_and_nothing_judged(project: Path) -> None:
    result = run_group("inventory", str(project))
    assert result.exit_code == 0
    assert "gpt-6-luna  OpenAI Chat Completions  app/letters.py:9" in result.stdout
    assert "system prompt PROMPT at line 4" in result.stdout
    assert "max output tokens 200" in result.stdout
    assert "no-evals" not in result.stdout


def test_json_joins_the_prompt_to_the_call(project: Path) -> None:
    document = json.loads(run_group("inventory", "--format", "json", str(project)).stdout)
    assert document["schema"] == "groundrules-inventory/1"
    prompt = next(asset for asset in document["assets"] if asset["kind"] == "prompt")
    call = next(asset for asset in document["assets"] if asset["kind"] == "model_call")
    assert {"role": "calls", "to": call["id"]} in prompt["links"]
    assert document["coverage"]["seconds"] == {}


def test_cyclonedx_is_dated_only_where_asked(project: Path) -> None:
    plain = run_group("inventory", "--format", "cyclonedx", str(project)).stdout
    assert plain == run_group("inventory", "--format", "cyclonedx", str(project)).stdout
    dated = json.loads(run_group("inventory", "--format", "cyclonedx", "--timestamp", str(project)).stdout)
    assert "timestamp" not in json.loads(plain)["metadata"]
    assert dated["metadata"]["timestamp"].endswith("+00:00")


def test_output_goes_to_the_file_alone(project: Path, tmp_path: Path) -> None:
    file = tmp_path / "bom.json"
    result = run_group("inventory", "--format", "cyclonedx", "--output", str(file), str(project))
    assert (result.exit_code, result.stdout) == (0, "")
    assert json.loads(file.read_text(encoding="utf-8"))["bomFormat"] == "CycloneDX"


def test_a_file_that_cannot_be_written_is_refused(project: Path, tmp_path: Path) -> None:
    result = run_group("inventory", "--output", str(tmp_path / "none" / "bom.json"), str(project))
    assert result.exit_code == 2
    assert "error: --output: there is no folder" in result.stderr


def test_a_path_inside_shows_what_lies_under_it(project: Path) -> None:
    result = run_group("inventory", str(project / "notes.py"))
    assert result.exit_code == 0
    assert "no fine-tuning job, dataset," in result.stdout


def test_a_tree_without_models_says_so(tmp_path: Path) -> None:
    (tmp_path / "main.py").write_text("print('hello')\n", encoding="utf-8")
    result = run_group("inventory", str(tmp_path))
    assert result.exit_code == 0
    assert result.stdout.startswith("no fine-tuning job, dataset, vector store, embedding,")
    assert "1 file read" in result.stdout


def test_colour_is_as_told(project: Path, tmp_path: Path) -> None:
    assert "\x1b[" in run_group("inventory", "--color", "always", str(project)).stdout
    file = tmp_path / "table.txt"
    run_group("inventory", "--color", "always", "--output", str(file), str(project))
    assert "\x1b[" not in file.read_text(encoding="utf-8")


def test_a_wrong_path_and_a_wrong_format_are_wrong_use(tmp_path: Path) -> None:
    assert run_group("inventory", str(tmp_path / "nowhere")).exit_code == 2
    assert run_group("inventory", "--format", "sarif", str(tmp_path)).exit_code == 2
