"""Measure the rules on model calls by lines that people labelled: python evals/smells.py CORPUS_DIR [--record FILE]

Each folder of CORPUS_DIR is one repository; `smells.csv` holds the labels (folder, path, line, rule, and whether the
smell is there). A finding meets a label of its rule in the same file within a few lines; every place that a finding
speaks of counts. What meets no label is told, and counts neither way.
"""

from __future__ import annotations

import argparse
import csv
import datetime
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from groundrules.domain.finding import Finding
from groundrules.domain.settings import Settings
from groundrules.pipeline import audit

LABELS = Path(__file__).with_suffix(".csv")
NEAR_LINES = 3


class Label(NamedTuple):
    """A line of a repository, a rule, and whether what the rule speaks of is there."""

    folder: str
    path: str
    line: int
    rule: str
    holds: bool


class Place(NamedTuple):
    """A line that a finding of a rule speaks of."""

    folder: str
    path: str
    line: int
    rule: str


class Score(NamedTuple):
    """Labels that were found, missed and spoken of wrongly, and findings that meet none."""

    found: list[Label]
    missed: list[Label]
    wrong: list[Label]
    unlabelled: list[Place]

    @property
    def precision(self) -> float:
        """The share of labelled places spoken of where the smell is there."""
        return len(self.found) / max(1, len(self.found) + len(self.wrong))

    @property
    def recall(self) -> float:
        """The share of smells that are spoken of."""
        return len(self.found) / max(1, len(self.found) + len(self.missed))


def read_labels(path: Path) -> list[Label]:
    """The labels of a file."""
    with path.open(encoding="utf-8", newline="") as rows:
        return [
            Label(row["folder"], row["path"], int(row["line"]), row["rule"], row["holds"] == "yes")
            for row in csv.DictReader(rows)
        ]


def places_of(folder: str, finding: Finding) -> Iterator[Place]:
    """The lines that a finding speaks of: its own, and those of the places it is related to."""
    yield Place(folder, finding.location.path, finding.location.file_line or finding.location.line, finding.rule)
    for related in finding.related:
        yield Place(folder, related.location.path, related.location.line, finding.rule)


def spoken(corpus: Path, labels: Iterable[Label], today: datetime.date) -> list[list[Place]]:
    """The places of each finding of the labelled rules in the labelled repositories."""
    listed = list(labels)
    rules = tuple(sorted({label.rule for label in listed}))
    found = []
    for folder in sorted({label.folder for label in listed}):
        outcome = audit(Settings(root=corpus / folder, select=rules, persona="pedantic", today=today))
        found += [[*places_of(folder, finding)] for finding in outcome.findings]
    return found


def meets(place: Place, label: Label) -> bool:
    """Whether a finding speaks of what was labelled."""
    same = (place.folder, place.path, place.rule) == (label.folder, label.path, label.rule)
    return same and abs(place.line - label.line) <= NEAR_LINES


def score(findings: list[list[Place]], labels: list[Label]) -> Score:
    """Each label against all findings."""
    met = [label for label in labels if any(meets(place, label) for places in findings for place in places)]
    return Score(
        found=[label for label in met if label.holds],
        missed=[label for label in labels if label.holds and label not in met],
        wrong=[label for label in met if not label.holds],
        unlabelled=[
            places[0]
            for places in findings
            if not any(meets(place, label) for place in places for label in labels)
        ],
    )  # fmt: skip


def by_rule(result: Score) -> dict[str, dict[str, int]]:
    """The counts of each rule."""
    counts = {name: Counter(item.rule for item in getattr(result, name)) for name in ("found", "missed", "wrong")}
    rules = sorted({rule for counter in counts.values() for rule in counter})
    return {rule: {name: counter[rule] for name, counter in counts.items()} for rule in rules}


def report(result: Score) -> str:
    """What was found, and everything that was not as labelled."""
    lines = [f"{rule:<36} {counts}" for rule, counts in by_rule(result).items()]
    for name in ("missed", "wrong", "unlabelled"):
        lines += [f"{name}: {item.folder}/{item.path}:{item.line} {item.rule}" for item in getattr(result, name)]
    return "\n".join([*lines, f"precision {result.precision:.3f}, recall {result.recall:.3f}"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--today", type=datetime.date.fromisoformat, default=datetime.date(2026, 11, 25))
    parser.add_argument("--record", type=Path, help="write the numbers and the date to this file")
    arguments = parser.parse_args()
    labels = read_labels(LABELS)
    result = score(spoken(arguments.corpus, labels, arguments.today), labels)
    print(report(result))  # noqa: T201
    if arguments.record:
        numbers = {
            "date": arguments.today.isoformat(),
            "labels": {"holds": sum(item.holds for item in labels), "does_not": sum(not item.holds for item in labels)},
            "precision": round(result.precision, 3),
            "recall": round(result.recall, 3),
            "unlabelled_findings": len(result.unlabelled),
            "by_rule": by_rule(result),
            "note": "labels of ten repositories that rules were written with in view; places that rules spoke of were "
            "read and labelled too, so that precision is on the friendly side",
        }
        arguments.record.write_text(json.dumps(numbers, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
