"""`groundrules baseline` and `--baseline`: what is accepted does not count, what is new does, what is gone is named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.project import APP, findings_of, git, make_project, run_audit, run_group

RETIRED = APP.replace("gpt-6-luna", "gpt-4-32k")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make_project(tmp_path.resolve() / "letters")


@pytest.fixture
def baseline(project: Path) -> Path:
    assert run_group("baseline", str(project)).exit_code == 0
    return project / "groundrules-baseline.json"


def test_what_is_in_the_baseline_does_not_fail_a_run(project: Path, baseline: Path) -> None:
    assert run_audit(project).exit_code == 1
    result = run_audit(project, "--baseline", baseline)
    assert result.exit_code == 0
    assert "1 suppressed (1 baseline)" in result.stdout


def test_it_holds_when_lines_move_and_speaks_of_what_is_new(project: Path, baseline: Path) -> None:
    (project / "app" / "letters.py").write_text("# moved\n\n\n" + APP, encoding="utf-8")
    assert run_audit(project, "--baseline", baseline).exit_code == 0
    (project / "app" / "letters.py").write_text(RETIRED, encoding="utf-8")
    assert ("retired-model", "app/letters.py") in findings_of(
        run_audit(project, "--baseline", baseline, "--format", "json")
    )


def test_findings_that_are_told_as_one_are_accepted_one_by_one(project: Path) -> None:
    text = 'from langchain_openai import ChatOpenAI\n\nprint(ChatOpenAI().invoke("Name a colour of the sea."))\n'
    for name in ("first", "second"):
        (project / "app" / f"{name}.py").write_text(text, encoding="utf-8")
    run_group("baseline", str(project))
    baseline = project / "groundrules-baseline.json"
    written = [(entry["rule"], entry["path"]) for entry in json.loads(baseline.read_text())["findings"]]
    assert ("implicit-model", "app/first.py") in written
    assert ("implicit-model", "app/second.py") in written
    (project / "app" / "third.py").write_text(text, encoding="utf-8")
    new = run_audit(project, "--baseline", baseline, "--format", "json")
    shown = [item for item in json.loads(new.stdout)["findings"] if item["suppressed"] is None]
    assert [(item["rule"], item["location"]["path"]) for item in shown] == [("implicit-model", "app/third.py")]


def test_what_is_gone_is_named_with_its_line(project: Path, baseline: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    (project / "app" / "letters.py").write_text("print(1)\n", encoding="utf-8")
    text = " ".join(run_audit(".", "--baseline", baseline).stdout.split())
    assert "groundrules-baseline.json:5:1: baseline[no-evals] the finding in app/letters.py is gone" in text
    run_group("baseline", ".")
    assert json.loads(baseline.read_text())["findings"] == []
    assert "is gone" not in run_audit(".", "--baseline", baseline).stdout


def test_what_was_not_asked_is_not_called_gone(project: Path, baseline: Path) -> None:
    (project / "app" / "letters.py").write_text("print(1)\n", encoding="utf-8")
    assert "is gone" not in run_audit(project, "--baseline", baseline, "--select", "retired-model").stdout
    assert "is gone" not in run_audit(project / "notes.py", "--baseline", baseline).stdout


def test_the_configuration_names_it(project: Path) -> None:
    (project / "groundrules.toml").write_text('baseline = "accepted.json"\n', encoding="utf-8")
    assert "cannot be read" in run_audit(project).stderr
    run_group("baseline", str(project))
    assert (project / "accepted.json").is_file()
    assert run_audit(project).exit_code == 0


def test_the_same_findings_give_the_same_file(project: Path, baseline: Path) -> None:
    before = baseline.read_bytes()
    run_group("baseline", str(project))
    assert baseline.read_bytes() == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is no baseline"),
        ('{\n"schema"', ":2: is no baseline"),
        ("[" * 5000, "is no baseline"),
        ('{"schema": "groundrules-baseline/9", "findings": []}', "is of schema 'groundrules-baseline/9'"),
        ('{"findings": [{"rule": "no-evals"}]}', "missing required field `fingerprint`"),
    ],
)
def test_a_file_that_is_no_baseline_stops_the_run(project: Path, text: str, said: str) -> None:
    (project / "b.json").write_text(text, encoding="utf-8")
    result = run_audit(project, "--baseline", project / "b.json")
    assert result.exit_code == 2
    assert said in result.stderr


def test_since_speaks_only_of_files_that_changed(project: Path) -> None:
    git(project, "init", "--quiet")
    git(project, "add", ".")
    git(project, "commit", "--quiet", "-m", "first")
    assert findings_of(run_audit(project, "--since", "HEAD", "--format", "json")) == []
    (project / "app" / "letters.py").write_text(RETIRED, encoding="utf-8")
    assert ("retired-model", "app/letters.py") in findings_of(run_audit(project, "--since", "HEAD", "--format", "json"))
    assert run_audit(project, "--since", "HEAD", "--staged").exit_code == 2
    assert "git knows no revision 'nowhere'" in run_audit(project, "--since", "nowhere").stderr
