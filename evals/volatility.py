"""Score the reading of changing facts on labelled rows: python evals/volatility.py ROWS.jsonl [--record FILE]

A row is {"question", "answer", "system", "label", "dataset"}; label 1 says that the answer teaches a fact that changes.
Rows are read dataset by dataset, as the audit reads them: the task of the dataset first, then each record. The weights
under rules/volatility are written by hand, not fitted; the cut is checked by cross-validation all the same: for each
dataset it is chosen on the others, and only then is this dataset scored.
"""

from __future__ import annotations

import argparse
import datetime
import json
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from groundrules.datasets.lexicon import Lexicon, load_lexicon
from groundrules.datasets.profiling import portray
from groundrules.datasets.record import Record
from groundrules.datasets.volatility import Reading
from groundrules.domain.record import Cue

WORDS = Path(__file__).parent.parent / "rules" / "volatility"
CUTS = (-0.2, -0.1, 0.0, 0.1, 0.2, 0.3, 0.4)
SILENT = -99.0


class Scored(NamedTuple):
    """A row with what was said of it. `score` is `SILENT` where the dataset's task is not read for changing facts."""

    dataset: str
    task: str
    label: int
    score: float
    question: str
    answer: str
    cues: tuple[Cue, ...]


class Measure(NamedTuple):
    """Counts of a set of rows at some cut."""

    hits: int
    flagged: int
    changing: int
    stable: int

    @property
    def shares(self) -> dict[str, float]:
        """Precision, recall, and the share of stable rows that were flagged."""
        return {
            "precision": round(self.hits / self.flagged, 3) if self.flagged else 1.0,
            "recall": round(self.hits / self.changing, 3) if self.changing else 0.0,
            "false_alarms": round((self.flagged - self.hits) / self.stable, 4) if self.stable else 0.0,
        }


def score(rows: list[dict[str, str]], lexicon: Lexicon) -> list[Scored]:
    """Read each dataset's rows together."""
    groups: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        groups[row["dataset"]].append(row)
    scored = []
    for dataset, group in groups.items():
        records = [
            Record("question-answer", system=row.get("system") or "", prompt=row["question"], question=row["question"],
                   target=row["answer"])
            for row in group
        ]  # fmt: skip
        portrait = portray(records, lexicon)
        for number, row in enumerate(group):
            reading = portrait.readings[number] if portrait.readings else None
            scored.append(_scored(dataset, portrait.task, row, reading))
    return scored


def _scored(dataset: str, task: str, row: dict[str, str], reading: Reading | None) -> Scored:
    cues = reading.cues if reading else ()
    score = reading.score if reading else SILENT
    return Scored(dataset, task, int(row["label"]), score, row["question"], row["answer"], cues)


def measure(rows: list[Scored], cut: float) -> Measure:
    """Counts at one cut."""
    flagged = [row for row in rows if row.score > cut]
    changing = sum(row.label for row in rows)
    return Measure(sum(row.label for row in flagged), len(flagged), changing, len(rows) - changing)


def best_cut(rows: list[Scored]) -> float:
    """The cut with the best F0.5, which weighs precision over recall; the highest of equals."""

    def quality(cut: float) -> tuple[float, float]:
        shares = measure(rows, cut).shares
        precision, recall = shares["precision"], shares["recall"]
        return 1.25 * precision * recall / max(1e-9, 0.25 * precision + recall), cut

    return max(CUTS, key=quality)


def cross_validate(rows: list[Scored]) -> Measure:
    """Each dataset at the cut that the others chose."""
    parts = []
    for dataset in sorted({row.dataset for row in rows}):
        cut = best_cut([row for row in rows if row.dataset != dataset])
        parts.append(measure([row for row in rows if row.dataset == dataset], cut))
    return Measure(*(sum(column) for column in zip(*parts, strict=True)))


def without_own_cues(rows: list[Scored]) -> list[Scored]:
    """The rows scored with those cues alone that a changing row of another dataset shows too.

    The strictest of the three: a cue that only one dataset knows may have been written for it.
    """
    seen: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for cue in row.cues if row.label else ():
            seen[cue.name].add(row.dataset)
    return [
        row._replace(
            score=row.score - sum(c.weight for c in row.cues if c.weight > 0 and seen[c.name] == {row.dataset})
        )
        for row in rows
    ]


def table(rows: list[Scored]) -> str:
    """One line a dataset, then the whole."""
    lines = [f"{'dataset':<16}{'task':<26}{'rows':>5}{'changing':>9}{'flagged':>8}{'right':>6}"]
    for dataset in sorted({row.dataset for row in rows}):
        part = [row for row in rows if row.dataset == dataset]
        found = measure(part, 0.0)
        lines.append(
            f"{dataset:<16}{part[0].task:<26}{len(part):>5}{found.changing:>9}{found.flagged:>8}{found.hits:>6}"
        )
    for name, found in (
        ("as shipped", measure(rows, 0.0)),
        ("cross-validated", cross_validate(rows)),
        ("shared cues only", measure(without_own_cues(rows), 0.0)),
    ):
        lines.append(f"{name:<18}" + "  ".join(f"{key} {value:.3f}" for key, value in found.shares.items()))
    return "\n".join(lines)


def text_of(cues: tuple[Cue, ...]) -> str:
    """Cues on one line."""
    return " ".join(f"{cue.name}({cue.text[:24]}){cue.weight:+.2f}" for cue in cues)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", type=Path)
    parser.add_argument("--record", type=Path, help="write the shares and the date to this file")
    parser.add_argument("--wrong", action="store_true", help="print the rows that were judged wrongly")
    arguments = parser.parse_args()
    lines = arguments.rows.read_text(encoding="utf-8").splitlines()
    rows = score([json.loads(line) for line in lines if line.strip()], load_lexicon(WORDS))
    print(table(rows))  # noqa: T201
    for row in rows if arguments.wrong else ():
        if (row.score > 0) != bool(row.label) and row.score > SILENT:
            print(f"{row.label} {row.score:+.2f} {row.dataset}: {row.question[:90]!r} {text_of(row.cues)}")  # noqa: T201
    if arguments.record:
        arguments.record.write_text(json.dumps(record_of(rows, arguments.rows.name), indent=2) + "\n", encoding="utf-8")


def record_of(rows: list[Scored], name: str) -> dict[str, object]:
    """What is kept of a run."""
    return {
        "date": datetime.date.today().isoformat(),
        "rows": {"file": name, "count": len(rows), "changing": sum(row.label for row in rows)},
        "as_shipped": measure(rows, 0.0).shares,
        "cross_validated_by_dataset": cross_validate(rows).shares,
        "only_cues_seen_in_other_datasets": measure(without_own_cues(rows), 0.0).shares,
        "weights": "written by hand, with these rows in view; the question channel is trained on other data",
    }


if __name__ == "__main__":
    main()
