from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.project import findings_of, git, make_project, run_audit


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make_project(tmp_path.resolve() / "letters")


def test_findings_are_printed_with_the_coverage(project: Path) -> None:
    result = run_audit(project)
    assert result.exit_code == 1
    assert "[no-evals]" in result.stdout
    assert "--> app/letters.py:" in result.stdout
    assert "3 files read (1 with LLM code), none skipped" in result.stdout
    assert result.stderr == ""
    assert "\x1b" not in result.stdout


def test_nothing_is_written_into_the_audited_tree(project: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in project.rglob("*")}
    run_audit(project)
    assert {path: path.stat().st_mtime_ns for path in project.rglob("*")} == before


def test_the_working_directory_is_the_default(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    assert findings_of(run_audit("--format", "json")) == findings_of(run_audit(project, "--format", "json"))


def test_a_path_sees_its_whole_project_and_shows_what_lies_under_it(project: Path) -> None:
    assert findings_of(run_audit(project / "app", "--format", "json")) == [("no-evals", "app/letters.py")]
    assert findings_of(run_audit(project / "app" / "letters.py", "--format", "json"))
    assert findings_of(run_audit(project / "notes.py", "--format", "json")) == []
    coverage = json.loads(run_audit(project / "notes.py", "--format", "json").stdout)["coverage"]
    assert coverage["files_read"] == 3


def test_a_path_that_does_not_exist(tmp_path: Path) -> None:
    result = run_audit(tmp_path / "absent")
    assert result.exit_code == 2
    assert result.stderr.startswith("error: no such file or folder: ")
    assert result.stdout == ""


def test_an_empty_folder_is_clean(tmp_path: Path) -> None:
    result = run_audit(tmp_path)
    assert result.exit_code == 0
    assert "no findings" in result.stdout


@pytest.mark.parametrize(
    ("options", "rules"),
    [
        ((), ["no-evals"]),
        (("--select", "no-evals"), ["no-evals"]),
        (("--select", "evaluation"), ["no-evals"]),
        (("--select", "retrieval,prompting"), []),
        (("--ignore", "no-evals"), []),
        (("--ignore", "retrieval", "--ignore", "evaluation"), []),
        (("--min-severity", "error"), []),
    ],
)
def test_what_is_said(project: Path, options: tuple[str, ...], rules: list[str]) -> None:
    result = run_audit(project, "--format", "json", *options)
    assert [rule for rule, _ in findings_of(result)] == rules
    assert result.exit_code == (1 if rules else 0)


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_a_rule_that_does_not_exist_is_a_mistake(project: Path, option: str) -> None:
    result = run_audit(project, option, "no-eval")
    assert result.exit_code == 2
    assert result.stderr == f"error: {option}: no rule or family is called 'no-eval' (did you mean 'no-evals'?)\n"
    assert "`groundrules rules` lists them" in run_audit(project, option, "zzz").stderr


@pytest.mark.parametrize(("fail_on", "code"), [("note", 1), ("warning", 1), ("error", 0), ("never", 0)])
def test_what_fails(project: Path, fail_on: str, code: int) -> None:
    assert run_audit(project, "--fail-on", fail_on).exit_code == code


def test_strict(project: Path) -> None:
    (project / "latin.py").write_bytes(b'import openai\n\nname = "\xe9"\n')
    assert run_audit(project, "--fail-on", "never").exit_code == 0
    result = run_audit(project, "--fail-on", "never", "--strict")
    assert result.exit_code == 3
    assert "1 skipped (1 not UTF-8)" in result.stdout


def test_the_configuration_is_used_and_the_command_line_beats_it(project: Path) -> None:
    config = project / "groundrules.toml"
    config.write_text('ignore = ["no-evals"]\nfail-on = "note"\n')
    assert findings_of(run_audit(project, "--format", "json")) == []
    assert findings_of(run_audit(project, "--format", "json", "--isolated"))
    assert findings_of(run_audit(project, "--format", "json", "--ignore", "retrieval"))
    config.write_text('fail-on = "error"\n')
    assert run_audit(project).exit_code == 0
    assert run_audit(project, "--fail-on", "warning").exit_code == 1


def test_a_configuration_elsewhere_can_be_named(project: Path, tmp_path: Path) -> None:
    config = tmp_path / "strict.toml"
    config.write_text('fail-on = "never"\n')
    assert run_audit(project, "--config", config).exit_code == 0
    result = run_audit(project, "--config", config, "--isolated")
    assert result.exit_code == 2
    assert "contradict" in result.stderr
    assert run_audit(project, "--config", tmp_path / "absent.toml").exit_code == 2


def test_mistakes_in_the_configuration_stop_the_run(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    Path("pyproject.toml").write_text('[tool.groundrules]\nselekt = ["no-evals"]\n')
    result = run_audit()
    assert result.exit_code == 2
    assert result.stderr.startswith("error: pyproject.toml:2: unknown key 'selekt' (did you mean 'select'?)")
    assert result.stdout == ""


def test_excluded_files_are_not_read(project: Path) -> None:
    (project / "groundrules.toml").write_text('exclude = ["app/"]\n')
    assert findings_of(run_audit(project, "--format", "json")) == []


def test_reports_are_written_beside_what_is_printed(project: Path, tmp_path: Path) -> None:
    files = {form: tmp_path / f"audit.{form}" for form in ("json", "sarif", "concise", "text", "github")}
    options = [part for form, file in files.items() for part in ("--report", f"{form}={file}")]
    result = run_audit(project, "--format", "concise", *options)
    assert result.exit_code == 1
    assert json.loads(files["json"].read_text())["schema"] == "groundrules/1"
    assert json.loads(files["sarif"].read_text())["version"] == "2.1.0"
    assert files["github"].read_text().startswith("::")
    assert "[no-evals]" in files["text"].read_text()
    assert files["concise"].read_text().splitlines()[0] == result.stdout.splitlines()[0]


@pytest.mark.parametrize(
    ("report", "message"),
    [("sarif", "is not FORMAT=FILE"), ("json=", "is not FORMAT=FILE"), ("pdf=a.pdf", "'pdf' is no format; known are")],
)
def test_reports_that_make_no_sense(project: Path, report: str, message: str) -> None:
    result = run_audit(project, "--report", report)
    assert result.exit_code == 2
    assert message in result.stderr


def test_a_report_that_cannot_be_written_is_refused_before_the_audit(project: Path) -> None:
    result = run_audit(project, "--report", f"json={project}/absent/a.json")
    assert result.exit_code == 2
    assert "there is no folder" in result.stderr
    assert result.stdout == ""


def test_in_github_actions_findings_are_annotations(project: Path) -> None:
    assert "::warning file=app/letters.py," in run_audit(project, GITHUB_ACTIONS="true").stdout
    assert "::warning" not in run_audit(project, "--format", "text", GITHUB_ACTIONS="true").stdout


def test_colour_is_kept_for_who_asks(project: Path) -> None:
    assert "\x1b[" in run_audit(project, "--color", "always").stdout
    assert "\x1b[" in run_audit(project, FORCE_COLOR="1").stdout
    assert "\x1b[" not in run_audit(project, "--color", "never", FORCE_COLOR="1").stdout
    assert "\x1b[" not in run_audit(project, "--color", "always", "--format", "json").stdout


def test_quiet_prints_nothing_where_nothing_is_found(project: Path) -> None:
    assert run_audit(project / "notes.py", "--quiet").output == ""
    assert "[no-evals]" in run_audit(project, "--quiet").stdout


def test_verbose_says_what_is_read_and_how_long_it_took(project: Path) -> None:
    result = run_audit(project / "app", "--verbose")
    assert f"project: {project}\nshown: app\nconfiguration: none\n" in result.stderr
    assert "discover" in result.stderr
    assert "project: " not in result.stdout


def suppress(project: Path) -> None:
    code = project / "app" / "letters.py"
    line = "    reply = client.chat"
    comment = "    # groundrules: ignore[no-evals] measured elsewhere"
    code.write_text(code.read_text().replace(line, f"{comment}\n{line}"))


def test_suppressed_findings_can_be_shown_and_refused(project: Path) -> None:
    suppress(project)
    hidden = run_audit(project)
    assert hidden.exit_code == 0
    assert "[no-evals]" not in hidden.stdout
    shown = run_audit(project, "--show-suppressed", "--format", "concise")
    assert shown.exit_code == 0
    assert "[no-evals]" in shown.stdout
    assert "(suppressed)" in shown.stdout
    refused = run_audit(project, "--no-suppress")
    assert refused.exit_code == 1
    assert "[no-evals]" in refused.stdout


def test_configured_ignores_silence_their_place(project: Path) -> None:
    config = project / "groundrules.toml"
    config.write_text('[[ignore]]\nrule = "no-evals"\npath = "app/**"\nreason = "a demonstration"\n')
    assert run_audit(project).exit_code == 0
    config.write_text('[[ignore]]\nrule = "no-evals"\npath = "other/**"\nreason = "a demonstration"\n')
    assert run_audit(project).exit_code == 1


def test_staged_speaks_only_of_staged_files(project: Path) -> None:
    git(project, "init", "--quiet")
    git(project, "add", "notes.py")
    assert findings_of(run_audit(project, "--staged", "--format", "json")) == []
    git(project, "add", "app")
    assert findings_of(run_audit(project, "--staged", "--format", "json")) == [("no-evals", "app/letters.py")]
    assert findings_of(run_audit(project / "notes.py", "--staged", "--format", "json")) == []
    git(project, "add", ".")
    git(project, "commit", "--quiet", "-m", "all")
    clean = run_audit(project, "--staged", "--format", "json")
    assert (findings_of(clean), clean.exit_code) == ([], 0)


def test_staged_needs_git(project: Path) -> None:
    result = run_audit(project, "--staged")
    assert result.exit_code == 2
    assert "no git work tree" in result.stderr
