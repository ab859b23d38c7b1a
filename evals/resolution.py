"""Measure how much is resolved: python evals/resolution.py CORPUS_DIR [--record FILE]

Each folder of CORPUS_DIR is one repository. Counted are the assets of product code: of a model call whether its model
is told (set, or certainly left to a default that is known) and whether a prompt was found; of an index whether its
embedding model and who fills it were; of a fine-tuning job its base model and its data. What is not told is counted by
reason; what is certain to be given at run time (by a request, a command line, a caller of a library) is told apart from
what was not followed, and what is narrowed to a few alternatives is counted beside what is told. An INDEX.tsv beside
the folders (columns `folder` and `category`) groups them.
"""

from __future__ import annotations

import argparse
import csv
import datetime
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

from groundrules.domain.fine_tune_job import FineTuneJob
from groundrules.domain.model_call import ModelCall
from groundrules.domain.project import Project
from groundrules.domain.settings import Settings
from groundrules.domain.unknown import AT_RUN_TIME, Setting
from groundrules.domain.vector_store import VectorStore
from groundrules.pipeline import survey

QUESTIONS = ("call model", "call prompt", "index model", "index data", "job base", "job data")
UNSEEN = "none was seen"


class Told(NamedTuple):
    """One question put to one asset; `how` it is known (set, default), or the reason why it is not. What is not known
    may be narrowed to a few alternatives.
    """

    question: str
    is_known: bool
    how: str
    is_narrowed: bool = False


Counts = Counter[Told]


def told_of(project: Project) -> Iterator[Told]:
    """What is known of each asset of a project's product code."""
    for call in project.product_calls:
        yield from _of_call(call)
    for store in project.vector_stores:
        if store.role == "product":
            yield from _of_store(store)
    for job in project.jobs:
        if job.role == "product":
            yield from _of_job(job)


def _of_call(call: ModelCall) -> Iterator[Told]:
    if call.model.state == "unset" and not call.default_model:
        yield Told("call model", False, "not set, and no default is known")
    else:
        yield _of_setting("call model", call.model)
    yield _of_prompt(call)


def _of_prompt(call: ModelCall) -> Told:
    """A prompt is known where its text is, or the library's own; what only a user gives is none of the tree's."""
    source = call.prompt_source
    if source.state != "set":
        return Told("call prompt", False, source.reason or UNSEEN)
    is_outside = source.value == "run time"
    return Told("call prompt", not is_outside, AT_RUN_TIME if is_outside else str(source.value))


def _of_store(store: VectorStore) -> Iterator[Told]:
    embedding = store.ingest_embedding or store.query_embedding
    if embedding is None:
        yield Told("index model", False, "embedding not found")
    else:
        yield _of_setting("index model", embedding.model)
    yield Told("index data", store.is_filled, "found" if store.is_filled else UNSEEN)


def _of_job(job: FineTuneJob) -> Iterator[Told]:
    yield _of_setting("job base", job.base_model)
    if job.dataset is not None:
        yield Told("job data", True, "found")
    else:
        yield Told("job data", False, job.training_data.reason or "not found in the tree")


def _of_setting(question: str, setting: Setting) -> Told:
    if setting.state == "unknown":
        return Told(question, False, setting.reason, bool(setting.alternatives))
    return Told(question, True, "default" if setting.state == "unset" else setting.state)


def measure(folder: Path) -> Counts:
    """What is known of one repository."""
    projects = survey(Settings(root=folder)).projects
    return Counter(told for project in projects for told in told_of(project))


def shares(counts: Counts) -> dict[str, dict[str, object]]:
    """For each question: assets, how many are known and how, of how many the few alternatives are, and why not."""
    found: dict[str, dict[str, object]] = {}
    for question in QUESTIONS:
        own = {told: number for told, number in counts.items() if told.question == question}
        total = sum(own.values())
        known = sum(number for told, number in own.items() if told.is_known)
        narrowed = sum(number for told, number in own.items() if told.is_narrowed)
        at_run_time = sum(number for told, number in own.items() if not told.is_known and told.how == AT_RUN_TIME)
        in_tree = total - at_run_time
        if total:
            found[question] = {
                "assets": total,
                "known": known,
                "share": round(known / total, 3),
                "narrowed": narrowed,
                "share_with_narrowed": round((known + narrowed) / total, 3),
                "at_run_time": at_run_time,
                "share_of_what_the_tree_tells": round((known + narrowed) / in_tree, 3) if in_tree else None,
                "how": _by_size((told.how, n) for told, n in own.items() if told.is_known),
                "why_not": _by_size((told.how, n) for told, n in own.items() if not told.is_known),
            }
    return found


def _by_size(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    counted: Counter[str] = Counter()
    for name, number in pairs:
        counted[name] += number
    return dict(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))


def categories(corpus: Path) -> dict[str, str]:
    """The category of each folder, where an index tells it."""
    index = corpus / "INDEX.tsv"
    if not index.exists():
        return {}
    with index.open(encoding="utf-8", newline="") as rows:
        return {Path(row["folder"]).name: row["category"] for row in csv.DictReader(rows, delimiter="\t")}


def table(measured: dict[str, Counts]) -> str:
    """A line a repository with anything in it: known of all, by question."""
    lines = [f"{'repository':<52}" + "".join(f"{question:>13}" for question in QUESTIONS)]
    for name, counts in measured.items():
        found = shares(counts)
        cells = [f"{row['known']}/{row['assets']}" if (row := found.get(question)) else "" for question in QUESTIONS]
        if any(cells):
            lines.append(f"{name[:51]:<52}" + "".join(f"{cell:>13}" for cell in cells))
    return "\n".join(lines)


def reasons(counts: Counts) -> str:
    """Shares and reasons of some repositories together."""
    lines = []
    for question, row in shares(counts).items():
        told = f"{row['known']} of {row['assets']} ({row['share']:.0%}; {row['narrowed']} more narrowed:"
        told += f" {row['share_with_narrowed']:.0%}; {row['at_run_time']} at run time)"
        lines.append(f"{question}: {told} {row['how']}")
        why = row["why_not"]
        lines.extend(f"    {number:>4}  {reason}" for reason, number in (why.items() if isinstance(why, dict) else ()))
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--record", type=Path, help="write the numbers and the date to this file")
    parser.add_argument("--category", action="append", default=[], help="only repositories of this category")
    parser.add_argument("--jobs", type=int, default=1, help="repositories read at once")
    arguments = parser.parse_args()
    kinds = categories(arguments.corpus)
    folders = sorted(path for path in arguments.corpus.iterdir() if path.is_dir())
    if arguments.category:
        folders = [folder for folder in folders if kinds.get(folder.name) in arguments.category]
    with ProcessPoolExecutor(arguments.jobs) as pool:
        measured = dict(zip((folder.name for folder in folders), pool.map(measure, folders), strict=True))
    groups: dict[str, Counts] = {"all": Counter()}
    for name, counts in measured.items():
        groups["all"] += counts
        groups.setdefault(kinds.get(name, "other"), Counter()).update(counts)
    print(table(measured))  # noqa: T201
    for category, counts in groups.items():
        print(f"\n== {category}\n{reasons(counts)}")  # noqa: T201
    if arguments.record:
        record = {
            "date": datetime.date.today().isoformat(),
            "repositories": len(measured),
            "categories": {category: shares(counts) for category, counts in groups.items() if counts},
        }
        arguments.record.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
