"""Signs that a project has only begun."""

from __future__ import annotations

import pytest

from groundrules.domain.history import RepositoryAge
from groundrules.domain.settings import Settings
from groundrules.link.prototype import is_young
from groundrules.pipeline import audit
from tests.link.trained import ROW, TODAY, Trained, sft

RULE = "fine-tune-in-prototype"

TRAIN = sft("model=model, train_dataset=load_dataset('json', data_files='rows.jsonl')")
README = (
    "# Wrens\n\n" + "The rows are read by the job, which trains the model that the desk has used since spring. " * 4
)
CI = "on: [push]\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: pytest\n"
GROWN = {
    "train.py": TRAIN,
    "rows.jsonl": ROW,
    "README.md": README,
    "tests/test_rows.py": "def test_rows() -> None:\n    assert open('rows.jsonl').read()\n",
    ".github/workflows/ci.yml": CI,
    "pyproject.toml": '[project]\nname = "wrens"\nversion = "1.4.0"\n',
}


def signs(trained: Trained, tree: dict[str, str]) -> tuple[str, ...]:
    [project] = [item for item in trained.projects(tree) if item.jobs]
    return project.prototype_signs


def without(*paths: str) -> dict[str, str]:
    return {path: text for path, text in GROWN.items() if path not in paths}


def test_a_grown_project_shows_none(trained: Trained) -> None:
    assert signs(trained, GROWN) == ()


def test_absences_are_signs(trained: Trained) -> None:
    tree = without("tests/test_rows.py", ".github/workflows/ci.yml", "README.md")
    assert signs(trained, tree) == ("no tests", "no CI", "no README")


@pytest.mark.parametrize(
    ("version", "expected"), [("0.0.1", ("version 0.0.1",)), ("0.0.0", ()), ("0.1.0", ()), ("10.0.1", ())]
)
def test_a_version_that_has_hardly_begun_is_one(trained: Trained, version: str, expected: tuple[str, ...]) -> None:
    manifest = f'[project]\nname = "wrens"\nversion = "{version}"\n'
    assert signs(trained, {**GROWN, "pyproject.toml": manifest}) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Wrens\n", ("a README of a few words",)),
        (f"# Wrens\n\nThis is a proof of concept.\n\n{README}", ('a README that says "proof of concept"',)),
        (README.replace("# Wrens", "# Wrens (WIP)"), ('a README that says "WIP"',)),
        (README * 3 + "\nOur first prototype is in the museum.\n", ()),
        (f"# Wrens\n\nWipe the desk.\n\n{README}", ()),
    ],
)
def test_a_readme_tells_by_what_it_says_first(trained: Trained, text: str, expected: tuple[str, ...]) -> None:
    assert signs(trained, {**GROWN, "README.md": text}) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("YOUR_API_KEY", ("'YOUR_API_KEY' in code",)),
        ("<your-model-id>", ("'<your-model-id>' in code",)),
        ("MY-MODEL-ID", ("'MY-MODEL-ID' in code",)),
        ("/home/jane/models/wren", ("a path of somebody's home folder in code",)),
        ("/home/runner/work", ()),
        ("Is this your key?", ()),
        ("OPENAI_API_KEY", ()),
    ],
)
def test_a_value_to_be_filled_in_is_one(trained: Trained, value: str, expected: tuple[str, ...]) -> None:
    assert signs(trained, {**GROWN, "train.py": f'{TRAIN}\nname = "{value}"\n'}) == expected


def test_tests_around_the_project_count(trained: Trained) -> None:
    tree = {f"jobs/{path}" if path in ("train.py", "pyproject.toml") else path: text for path, text in GROWN.items()}
    assert signs(trained, {**tree, "requirements.txt": "trl\n"}) == ()


@pytest.mark.parametrize(
    ("commits", "days", "is_whole", "expected"),
    [(29, 400, True, True), (400, 29, True, True), (30, 30, True, False), (12, 3, False, False), (3, 1, True, False)],
)
def test_few_commits_or_few_days_are_young_but_a_snapshot_is_not(
    commits: int, days: int, is_whole: bool, expected: bool
) -> None:
    age = RepositoryAge(commits=commits, days=days, people=1, tags=0, newest="2026-01-01", is_whole=is_whole)
    assert is_young(age) is expected


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        (without("tests/test_rows.py", ".github/workflows/ci.yml", "README.md"), ()),
        ({**GROWN, "README.md": README.replace("# Wrens", "# Wrens (WIP)")}, ('a README that says "WIP"',)),
        ({**GROWN, "train.py": f'{TRAIN}\nname = "YOUR_API_KEY"\n'}, ("'YOUR_API_KEY' in code",)),
    ],
)
def test_what_is_wanting_is_told_from_what_is_written(
    trained: Trained, tree: dict[str, str], expected: tuple[str, ...]
) -> None:
    [project] = [item for item in trained.projects(tree) if item.jobs]
    assert project.written_prototype_signs == expected


@pytest.mark.parametrize(("name", "persona"), [("0.0.2", "regular"), ("1.4.0", "pedantic")])
def test_absences_alone_are_heard_by_those_who_ask(trained: Trained, name: str, persona: str) -> None:
    tree = {**without("tests/test_rows.py", ".github/workflows/ci.yml", "README.md")}
    tree["pyproject.toml"] = tree["pyproject.toml"].replace("1.4.0", name)
    trained.projects(tree)
    heard = {
        asked: len(audit(Settings(root=trained.folder, persona=asked, today=TODAY, select=(RULE,))).findings)
        for asked in ("regular", "pedantic")
    }
    assert heard == {"regular": int(persona == "regular"), "pedantic": 1}
