"""Plant one mistake at a time into clean retrieval projects and score what is said of it: python evals/mutations.py

The clean projects are those of fixtures/projects that are audited in silence. A mutant (see mutations.yaml) is a
project with a few small edits of its text, each of which must apply; it is found where exactly the expected rule
speaks, at the expected file.
"""

from __future__ import annotations

import argparse
import datetime
import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import yaml

from groundrules.domain.settings import Settings
from groundrules.pipeline import audit

HERE = Path(__file__).parent
PROJECTS = HERE.parent / "fixtures" / "projects"
MUTANTS = HERE / "mutations.yaml"
RESULTS = HERE / "results" / "mutations.json"
TODAY = datetime.date(2026, 11, 25)
CLEAN = ("handbook-helpdesk", "manual-assistant", "policy-search", "recipe-chat")


SCORES = (("found", "mutants"), ("silent_projects", "clean_projects"))


class Edit(NamedTuple):
    """A text of a file and what replaces it, once; without a text the file is taken away."""

    path: str
    old: str = ""
    new: str = ""


class Mutant(NamedTuple):
    """A project with a mistake, the rule that is to speak of it, at which file, and what is as true beside it."""

    project: str
    mistake: str
    rule: str
    path: str
    edits: tuple[Edit, ...]
    also: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """What a result calls it."""
        return f"{self.project}: {self.mistake}"


class Said(NamedTuple):
    """A finding, as far as a mutant asks."""

    rule: str
    path: str


def mutate(root: Path, edits: tuple[Edit, ...]) -> None:
    """Apply the edits of a mutant to a copy of its project; `ValueError` where a text is not there exactly once."""
    for edit in edits:
        path = root / edit.path
        if not edit.old:
            path.unlink()
            continue
        text = path.read_text(encoding="utf-8")
        if text.count(edit.old) != 1:
            raise ValueError(f"{edit.path}: {edit.old!r} stands there {text.count(edit.old)} times, expected once")
        path.write_text(text.replace(edit.old, edit.new), encoding="utf-8")


def said_of(project: str, edits: tuple[Edit, ...] = ()) -> list[Said]:
    """What the audit says at its default settings of a project with some edits."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / project
        shutil.copytree(PROJECTS / project, root, ignore=shutil.ignore_patterns("expected.txt"))
        mutate(root, edits)
        return [Said(item.rule, item.location.path) for item in audit(Settings(root=root, today=TODAY)).findings]


def is_found(mutant: Mutant, said: list[Said]) -> bool:
    """Whether the expected rule and no other speaks, at the expected file at least once."""
    return Said(mutant.rule, mutant.path) in said and {item.rule for item in said} == {mutant.rule, *mutant.also}


def mutants() -> list[Mutant]:
    """Every mutant that is written down."""
    rows = yaml.safe_load(MUTANTS.read_text(encoding="utf-8"))
    return [
        Mutant(
            row["project"],
            row["mistake"],
            row["rule"],
            row["path"],
            tuple(Edit(**edit) for edit in row["edits"]),
            frozenset(row.get("also", ())),
        )
        for row in rows
    ]


def score() -> dict[str, object]:
    """The result as it is recorded: the silence of the clean projects, and each mutant found or not."""
    noise = {project: sorted({item.rule for item in said_of(project)}) for project in CLEAN}
    planted = mutants()
    missed = {}
    for mutant in planted:
        said = said_of(mutant.project, mutant.edits)
        found = is_found(mutant, said)
        sys.stdout.write(f"{'found ' if found else 'MISSED'} {mutant.name} ({mutant.rule})" + "\n")
        if not found:
            heard = sorted({f"{item.rule} at {item.path}" for item in said})
            missed[mutant.name] = {"expected": f"{mutant.rule} at {mutant.path}", "said": heard}
    return {
        "date": TODAY.isoformat(),
        "clean_projects": len(CLEAN),
        "silent_projects": sum(not rules for rules in noise.values()),
        "said_of_clean_projects": {project: rules for project, rules in noise.items() if rules},
        "mutants": len(planted),
        "found": len(planted) - len(missed),
        "rules": sorted({mutant.rule for mutant in planted}),
        "missed": missed,
    }


def main() -> None:
    """Score every mutant, print the score and write it down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--record", type=Path, default=RESULTS, help="the file that the score is written to")
    record = parser.parse_args().record
    result = score()
    found, silent = (f"{result[name]} of {result[whole]}" for name, whole in SCORES)
    sys.stdout.write(f"{found} mutants found, {silent} clean projects silent" + "\n")
    record.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
