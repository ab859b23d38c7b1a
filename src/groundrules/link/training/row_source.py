"""The rows behind a value: files of the tree, a name elsewhere, or rows that the code makes itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from groundrules.domain.value import Items, Mapping, Value
from groundrules.link.evidence import Evidence
from groundrules.link.product.sighting import Sighting
from groundrules.link.value.answer import Definition, Found
from groundrules.link.value.origin import Origin
from groundrules.link.value.path import OPENING, relative_to_tree
from groundrules.link.value.sources import folders_upwards, normalised

ROW_FILE = re.compile(r"\.(?:jsonl|ndjson|json|csv|tsv|parquet|arrow|txt)(?:\.gz|\.zst)?$")
HUB_NAME = re.compile(r"^[A-Za-z0-9][\w.-]*/[\w.-]+$")
HUB_CANONICAL = re.compile(r"^[a-z0-9][\w-]*$")
FILE_NAME = re.compile(r"\.(?:md|txt|ya?ml|toml|py|pkl|bin|pt|html?|pdf|docx?|zip|gz)$")
ELSEWHERE = re.compile(r"^(?:s3|gs|https?|hf|dbfs|azureml|abfss?|wasbs?)://")
UPLOADED = re.compile(r"^(?:file|ftfile)[-_]\w+$")
FORMATS = {"json", "csv", "text", "parquet", "arrow", "pandas", "xml", "sql", "webdataset"}
"""What `load_dataset` takes for a name and is a format: the rows are in `data_files`."""
SPLITS = {
    "training": ("train", "training"),
    "validation": ("validation", "valid", "val", "dev", "eval", "evaluation", "test"),
}
GLOBS = {"glob.glob", "glob.iglob", "pathlib.Path.glob", "pathlib.Path.rglob"}
MOST_FUNCTIONS = 12
MOST_VALUES = 500
"""Values looked at for one dataset: lists in lists multiply."""
DICTIONARIES = {"datasets.DatasetDict", "datasets.dataset_dict.DatasetDict"}


@dataclass(slots=True)
class Rows:
    """What was found behind a value. `missing` are paths that are written and not in the tree; `is_partial` says that
    something else stays unresolved; `is_made` that the code makes rows itself, in the functions of `scopes`.
    """

    files: set[str] = field(default_factory=set)
    remote: str = ""
    missing: set[str] = field(default_factory=set)
    is_partial: bool = False
    is_made: bool = False
    scopes: set[tuple[str, int]] = field(default_factory=set)
    looked_at: int = 0

    @property
    def is_told(self) -> bool:
        """Whether anything says where the rows are."""
        return bool(self.files or self.remote or self.missing)


class RowSources:
    """Follows a value to the rows it stands for."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence

    def of(self, found: Found, split: str) -> Rows:
        """The rows that a value is, opens, uploads, loads or is made from."""
        rows = Rows()
        self._take(found, SPLITS.get(split, ()), rows)
        if not rows.is_told:
            rows.is_partial = False
            self._derive(found, SPLITS.get(split, ()), rows)
        return rows

    # --- a path or a name

    def _take(self, found: Found, splits: tuple[str, ...], rows: Rows) -> None:
        rows.looked_at += 1
        for answer in self.evidence.resolver.follow(found):
            if isinstance(answer, Found) and rows.looked_at < MOST_VALUES:
                self._take_one(answer, splits, rows)
            else:
                rows.is_partial = True

    def _take_one(self, answer: Found, splits: tuple[str, ...], rows: Rows) -> None:
        match answer.value:
            case Items(values=values):
                for value in values:
                    self._take(answer.at(value), splits, rows)
            case Mapping() as mapping:
                for value in _of_split(mapping, splits):
                    self._take(answer.at(value), splits, rows)
            case _:
                self._take_text(self.evidence.paths.written(answer), answer.file.path, splits, rows)

    def _take_text(self, text: str | None, near: str, splits: tuple[str, ...], rows: Rows) -> None:
        if not text or UPLOADED.match(text):
            rows.is_partial = True
        elif ELSEWHERE.match(text):
            rows.remote = rows.remote or text
        elif files := self.located(text, near, splits):
            rows.files.update(files)
        elif ROW_FILE.search(text):
            rows.missing.add(relative_to_tree(text, near))
        elif HUB_NAME.match(text) and not FILE_NAME.search(text):
            rows.remote = rows.remote or text
        else:
            rows.is_partial = True

    def located(self, written: str, near: str, splits: tuple[str, ...] = ()) -> list[str]:
        """The files of rows that a written path, pattern or folder means in the tree."""
        if "*" in written:
            return self._matching(written, near)
        path = self.evidence.paths.locate(written, near)
        if path is not None:
            return [path] if ROW_FILE.search(path) else []
        folder = self.evidence.paths.folder(written, near)
        return self.in_folder(folder, splits) if folder is not None else []

    def _matching(self, written: str, near: str) -> list[str]:
        pattern = normalised(relative_to_tree(written, near)).replace("**/", "*")
        for base in folders_upwards(near.rpartition("/")[0]):
            matches = [p for p in self.evidence.sources.paths if fnmatchcase(p, base + pattern) and ROW_FILE.search(p)]
            if matches:
                return sorted(matches)
        return []

    def in_folder(self, folder: str, splits: tuple[str, ...]) -> list[str]:
        """The split of a data folder (`train.jsonl` inside it), or the only file of rows there."""
        names = {path: path.removeprefix(folder + "/") for path in self.evidence.sources.under(folder)}
        files = [path for path, name in names.items() if "/" not in name and ROW_FILE.search(name)]
        of_split = [path for path in files if names[path].partition(".")[0].lower() in splits]
        only = files if len(files) == 1 and splits and splits[0] == "train" else []
        return of_split[:1] or only

    # --- what a value was loaded from on the way

    def _derive(self, found: Found, splits: tuple[str, ...], rows: Rows) -> None:
        origins = list(self.evidence.origins.of(found, into_arguments=True))
        for origin in origins:
            chosen = self._chosen(origin, splits)
            if chosen is not None:
                self._derive(chosen, splits, rows)
                return
        rows.scopes.update((origin.found.file.path, origin.call.scope) for origin in origins)
        for origin, sighting in self._loaders(origins):
            self._take_loaded(origin, sighting, splits, rows)
        if not (rows.is_told or rows.is_partial):
            self._take_opened(origins, splits, rows)

    def _chosen(self, origin: Origin, splits: tuple[str, ...]) -> Found | None:
        """The one split of a `DatasetDict` that is written out and asked for by its key."""
        names = set(self.evidence.resolver.symbols(origin.found.file, origin.number))
        keys = {key for key in origin.keys if isinstance(key, str)}
        if not (names & DICTIONARIES and origin.call.arguments and keys):
            return None
        for answer in self.evidence.resolver.follow(origin.found.at(origin.call.arguments[0])):
            if isinstance(answer, Found) and isinstance(answer.value, Mapping):
                values = [entry.value for entry in answer.value.entries if entry.key in keys]
                return answer.at(values[0]) if values else None
        return None

    def _loaders(self, origins: list[Origin]) -> Iterator[tuple[Origin, Sighting]]:
        for origin in origins:
            for sighting in self.evidence.by_call.get((origin.found.file.path, origin.number), ()):
                if sighting.entry.kind in ("dataset_upload", "dataset_loader") and not sighting.implied.get("derives"):
                    yield origin, sighting

    def _take_loaded(self, origin: Origin, sighting: Sighting, splits: tuple[str, ...], rows: Rows) -> None:
        given = {name: _entered(found, origin) for name, found in sighting.carried.items()}
        if "data" in given:
            rows.is_made = True
            rows.scopes.update(self._functions(given["data"]))
        else:
            self._take_named(origin, sighting, given, splits, rows)

    def _functions(self, found: Found) -> Iterator[tuple[str, int]]:
        """The functions of the tree that make rows when they are handed over by name (`from_generator(rows)`), with
        those that they call.
        """
        pending, seen = [found], set[tuple[str, int]]()
        while pending and len(seen) < MOST_FUNCTIONS:
            for answer in self.evidence.resolver.follow(pending.pop()):
                if isinstance(answer, Definition) and answer.key not in seen:
                    seen.add(answer.key)
                    calls = answer.file.calls_by_scope.get(answer.scope, ())
                    pending.extend(Found(answer.file, answer.file.facts.calls[number].callee) for number in calls)
        yield from seen

    def _take_named(
        self, origin: Origin, sighting: Sighting, given: dict[str, Found], splits: tuple[str, ...], rows: Rows
    ) -> None:
        asked = self._asked_split(origin, given) or splits
        named = self.evidence.reader.read(given["name"]).value if "name" in given else None
        value = next((given[name] for name in ("file", "data_files", "path") if name in given), None)
        if value is not None:
            self._take(value, asked, rows)
        elif not isinstance(named, str) or named in FORMATS:
            rows.is_partial = rows.is_partial or bool(given)
        elif HUB_CANONICAL.match(named):
            rows.remote = rows.remote or named
        else:
            self._take_text(named, sighting.file.path, asked, rows)

    def _asked_split(self, origin: Origin, given: dict[str, Found]) -> tuple[str, ...]:
        """The split that is asked of a loader, by key (`["train"]`) or by `split="train[:90%]"`."""
        asked = [key for key in origin.keys if isinstance(key, str)]
        if "split" in given:
            asked.append(str(self.evidence.reader.read(given["split"]).value or ""))
        names = {name for text in asked for name in re.findall(r"[a-z]+", text.lower())}
        return next((group for group in SPLITS.values() if names & set(group)), ())

    # --- files that are opened

    def _take_opened(self, origins: list[Origin], splits: tuple[str, ...], rows: Rows) -> None:
        """Files that are opened and read row by row; one that is not known leaves the others unsure too."""
        for origin in origins:
            if OPENING & set(self.evidence.resolver.symbols(origin.found.file, origin.number)):
                self._take_path(origin, splits, rows)
        if rows.is_partial:
            rows.files.clear()
            rows.missing.clear()

    def _take_path(self, origin: Origin, splits: tuple[str, ...], rows: Rows) -> None:
        arguments = origin.call.arguments
        whole = self.evidence.paths.written(origin.found)
        if whole is not None and (FILE_NAME.search(whole) or not ROW_FILE.search(whole)):
            return
        if whole is None and arguments:
            whole = self._pattern(origin.found.at(arguments[0]))
        if whole is not None or not arguments:
            self._take_text(whole, origin.found.file.path, splits, rows)
        else:
            self._take(origin.found.at(arguments[0]), splits, rows)

    def _pattern(self, found: Found) -> str | None:
        """The pattern of `for path in glob.glob("data/*.jsonl")`."""
        for origin in self.evidence.origins.of(found):
            names = set(self.evidence.resolver.symbols(origin.found.file, origin.number))
            if names & GLOBS and origin.call.arguments:
                return self.evidence.paths.written(origin.found.at(origin.call.arguments[0]))
        return None


def _entered(found: Found, origin: Origin) -> Found:
    """A value that a call carries, seen from the call by which its function was entered."""
    return Found(found.file, found.value, found.frame or origin.found.frame, found.source)


def _of_split(mapping: Mapping, splits: tuple[str, ...]) -> list[Value]:
    """The values of a mapping of splits to files that belong to a split; of a mapping of anything else none."""
    return [entry.value for entry in mapping.entries if entry.key is not None and entry.key.lower() in splits]
