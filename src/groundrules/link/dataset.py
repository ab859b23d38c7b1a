"""Datasets: the rows a job trains on, followed from its arguments to files of the tree or a hub name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from groundrules.domain.location import Location
from groundrules.domain.project import Dataset, DataSource
from groundrules.domain.value import CallResult, Items, Literal, Mapping
from groundrules.link.answer import Found
from groundrules.link.code import CodeFile
from groundrules.link.evidence import Evidence
from groundrules.link.path import OPENING
from groundrules.link.sighting import Sighting
from groundrules.link.sources import normalised

ROW_FILE = re.compile(r"\.(?:jsonl|ndjson|json|csv|tsv|parquet|arrow|txt)(?:\.gz|\.zst)?$")
HUB_NAME = re.compile(r"^[\w.-]+/[\w.-]+$")
SPLIT_FILES = {"training": ("train",), "validation": ("valid", "validation", "val", "dev")}


class Datasets:
    """Finds the rows behind a value; one set of files is one dataset."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.known: dict[tuple[str, ...], Dataset] = {}

    def behind(self, found: Found, split: str, role: str) -> Dataset | None:
        """The dataset that a value is, opens, uploads, loads or is built from; None where nothing tells."""
        files, remote = self._direct(found)
        if not files and not remote:
            files, remote = self._derived(found)
        if not files and not remote:
            return None
        return self.of_files(sorted(files), remote, split, found.location, role)

    def of_files(self, paths: list[str], remote: str, split: str, location: Location, role: str) -> Dataset:
        """The dataset of some files (or of a remote name), known already or new."""
        key = (split, remote, *paths)
        if key not in self.known:
            name = paths[0] if paths else remote
            more = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
            self.known[key] = Dataset(
                id=f"dataset:{split}:{name}",
                kind="dataset",
                product="dataset",
                product_id="dataset",
                location=location,
                role=role,  # type: ignore[arg-type]
                name=name + more,
                split=split,  # type: ignore[arg-type]
                paths=tuple(paths),
                remote=remote,
                data_location=Location(paths[0]) if paths else None,
            )
        return self.known[key]

    def _direct(self, found: Found) -> tuple[set[str], str]:
        """A path or name that the value itself is."""
        files: set[str] = set()
        for answer in self.evidence.resolver.follow(found):
            if isinstance(answer, Found):
                files.update(self.paths_of(answer))
        if files:
            return files, ""
        setting = self.evidence.reader.read(found)
        text = str(setting.value) if setting.state == "set" else ""
        return set(), text if HUB_NAME.match(text) and not ROW_FILE.search(text) else ""

    def paths_of(self, found: Found) -> list[str]:
        """The files of rows that a literal, list, mapping of splits or opened file names."""
        match found.value:
            case Items(values=values):
                return [path for value in values for path in self.paths_of(found.at(value))]
            case Mapping() as mapping:
                value = mapping.get("train") or mapping.get("training")
                return self.paths_of(found.at(value)) if value is not None else []
            case _:
                written = self.evidence.paths.written(found)
                return self.located(written, found.file.path) if written else []

    def located(self, written: str, near: str) -> list[str]:
        """The files of rows that a written path (or folder, or glob) means in the tree."""
        path = self.evidence.paths.locate(written, near)
        if path is not None:
            return [path] if ROW_FILE.search(path) else []
        return []

    def _derived(self, found: Found) -> tuple[set[str], str]:
        """Rows that the value was loaded or read from on the way: uploads, loaders, opened files."""
        remote = ""
        for origin in self.evidence.origins.of(found, into_arguments=True):
            file = origin.found.file
            for sighting in self.evidence.by_call.get((file.path, origin.number), ()):
                files, name = self._of_sighting(sighting)
                if files:
                    return files, ""
                remote = remote or name
            if OPENING & set(self.evidence.resolver.symbols(file, origin.number)):
                written = self.evidence.paths.written(origin.found)
                files = set(self.located(written, file.path)) if written else set()
                if files:
                    return files, ""
        return set(), remote

    def _of_sighting(self, sighting: Sighting) -> tuple[set[str], str]:
        if sighting.entry.kind not in ("dataset_upload", "dataset_loader"):
            return set(), ""
        files: set[str] = set()
        for name in ("file", "data_files", "path", "name"):
            if name in sighting.carried:
                for answer in self.evidence.resolver.follow(sighting.carried[name]):
                    if isinstance(answer, Found):
                        files.update(self.paths_of(answer))
        setting = self.evidence.reader.setting(sighting, "name")
        text = str(setting.value) if setting.state == "set" else ""
        return files, text if not files and HUB_NAME.match(text) else ""

    def of_folder(self, written: str, near: str, split: str, location: Location, role: str) -> Dataset | None:
        """The split of a data folder (`train.jsonl`, `valid.jsonl` inside it)."""
        folder = self.evidence.paths.folder(written, near)
        if folder is None:
            return None
        for path in self.evidence.sources.under(folder):
            name = path.removeprefix(folder + "/")
            if name.partition(".")[0] in SPLIT_FILES[split] and ROW_FILE.search(name):
                return self.of_files([path], "", split, location, role)
        return None


SOURCE_SUFFIXES = re.compile(
    r"\.(?:py|js|ts|tsx|jsx|java|go|rs|rb|php|c|cc|cpp|h|hpp|cs|kt|swift|scala|hl|lua|sql|sh)$"
)
DOCUMENT_SUFFIXES = re.compile(r"\.(?:md|mdx|rst|pdf|docx?|html?|txt|pptx?)$")
WALKS = {"walk", "rglob", "glob", "iglob", "iterdir", "scandir", "listdir"}


class Builders:
    """Follows a dataset back to the code that writes it, and that code to what it reads."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence

    def attach(self, dataset: Dataset, job_files: Iterable[str]) -> None:
        """The sources of a dataset: from the file that writes its path, else from the job's own files."""
        for file in self._writers(dataset):
            dataset.builder = dataset.builder or Location(file.path)
            dataset.sources.extend(self.sources_of(file))

    def _writers(self, dataset: Dataset) -> list[CodeFile]:
        """The code files that open one of the dataset's paths for writing, or name it in a writer call."""
        names = {path.rpartition("/")[2] for path in dataset.paths}
        writers = []
        for file in self.evidence.sources.files.values():
            if (
                names
                and file.facts.calls
                and any(self._writes(file, number, names) for number in range(len(file.facts.calls)))
            ):
                writers.append(file)
        return writers

    def _writes(self, file: CodeFile, number: int, names: set[str]) -> bool:
        call = file.facts.calls[number]
        symbols = set(self.evidence.resolver.symbols(file, number))
        writes = bool(symbols & OPENING) and any(
            isinstance(item, Literal) and isinstance(item.value, str) and item.value[:1] in ("w", "a", "x")
            for item in (*call.arguments[1:], *(entry.value for entry in call.keywords if entry.key == "mode"))
        )
        writers = any(
            item.entry.kind == "dataset_writer" for item in self.evidence.by_call.get((file.path, number), ())
        )
        if not (writes or writers):
            return False
        written = self.evidence.paths.written(Found(file, CallResult(number, call.span))) if writes else None
        for value in call.arguments[:1] if written is None else ():
            written = self.evidence.paths.written(Found(file, value))
        return bool(written) and normalised(written or "").rpartition("/")[2] in names

    def sources_of(self, file: CodeFile) -> list[DataSource]:
        """What a file reads from: source trees, documents, databases, scrapers."""
        suffixes = _suffixes(file)
        sources: list[DataSource] = []
        for tail in WALKS & file.calls_by_tail.keys():
            number = file.calls_by_tail[tail][0]
            location = file.location_of_call(number)
            code = sorted(suffix for suffix in suffixes if SOURCE_SUFFIXES.search("x" + suffix))
            documents = sorted(suffix for suffix in suffixes if DOCUMENT_SUFFIXES.search("x" + suffix))
            if code:
                sources.append(DataSource(kind="source-code", location=location, detail=", ".join(code[:6])))
            elif documents:
                sources.append(DataSource(kind="documents", location=location, detail=", ".join(documents[:6])))
        for item in self.evidence.of_kind("document_loader"):
            if item.file.path == file.path:
                sources.append(DataSource(kind="documents", location=item.location, detail=item.entry.product))
        return sources


def _suffixes(file: CodeFile) -> set[str]:
    """File-name endings that a file's calls and constants name: `.py` in `endswith(".py")`, `*.md` in a glob."""
    found: set[str] = set()
    values = [value for call in file.facts.calls for value in call.arguments]
    values += [assignment.value for assignment in file.facts.assignments]
    for value in values:
        for item in value.values if isinstance(value, Items) else (value,):
            if isinstance(item, Literal) and isinstance(item.value, str):
                match = re.fullmatch(r"(?:.*\*)?(\.[A-Za-z]{1,5})", item.value)
                if match:
                    found.add(match.group(1).lower())
    return found


__all__ = ["Builders", "Datasets"]
