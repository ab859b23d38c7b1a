"""Datasets: the rows a job trains on, followed from its arguments to files of the tree or a name elsewhere."""

from __future__ import annotations

from groundrules.domain.location import Location
from groundrules.domain.training_data import Dataset
from groundrules.domain.value import Literal, Mapping
from groundrules.link.evidence import Evidence
from groundrules.link.training.row_source import SPLITS, Rows, RowSources
from groundrules.link.value.answer import Found
from groundrules.link.value.sources import normalised

IN_MEMORY = "rows built in memory"
REGISTRY_FOLDER = "data"
"""Where LLaMA-Factory looks for its register of datasets when a job names no folder."""


class Datasets:
    """Finds the rows behind a value; one set of files is one dataset."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.rows = RowSources(evidence)
        self.known: dict[tuple[str, ...], Dataset] = {}
        self.scopes: dict[str, set[tuple[str, int]]] = {}

    def behind(self, found: Found, split: str, role: str) -> Dataset | None:
        """The dataset that a value is, opens, uploads, loads or is built from; None where nothing tells."""
        rows = self.rows.of(found, split)
        if not rows.is_told and not rows.is_made:
            return None
        return self._of_rows(rows, split, found.location, role)

    def of_files(self, paths: list[str], remote: str, split: str, location: Location, role: str) -> Dataset:
        """The dataset of some files (or of a remote name), known already or new."""
        return self._of_rows(Rows(set(paths), remote), split, location, role)

    def _of_rows(self, rows: Rows, split: str, location: Location, role: str) -> Dataset:
        paths, missing = sorted(rows.files), sorted(rows.missing)
        names = paths or missing or [rows.remote or IN_MEMORY]
        place = "" if paths or rows.remote else location.path if missing else location.place
        key = (split, rows.remote, place, *names)
        if key not in self.known:
            self.known[key] = Dataset(
                id=":".join(("dataset", split, *filter(None, (place, names[0])))),
                kind="dataset",
                product="dataset",
                product_id="dataset",
                location=location,
                role=role,  # type: ignore[arg-type]
                name=names[0] + (f" and {len(names) - 1} more" if len(names) > 1 else ""),
                split=split,  # type: ignore[arg-type]
                paths=tuple(paths),
                remote=rows.remote,
                missing=tuple(missing),
                is_complete=not (rows.is_partial or missing or (paths and rows.remote)),
                data_location=Location(paths[0]) if paths else None,
            )
            self.scopes[self.known[key].id] = rows.scopes
        return self.known[key]

    def of_folder(self, written: str, near: str, split: str, location: Location, role: str) -> Dataset | None:
        """The split of a data folder (`train.jsonl`, `valid.jsonl` inside it)."""
        folder = self.evidence.paths.folder(written, near)
        files = self.rows.in_folder(folder, SPLITS[split]) if folder is not None else []
        return self.of_files(files, "", split, location, role) if files else None

    # --- registers of datasets

    def of_register(self, names: list[str], folder: str, found: Found, split: str, role: str) -> Dataset | None:
        """The dataset of names that LLaMA-Factory looks up in `dataset_info.json`."""
        rows = Rows()
        register = self._register(folder or REGISTRY_FOLDER, found.file.path)
        for name in names:
            entry = register[1].get(name.strip()) if register is not None else None
            if register is None or not isinstance(entry, Mapping):
                rows.is_partial = True
            else:
                self._registered(entry, register[0], rows)
        return self._of_rows(rows, split, found.location, role) if rows.is_told else None

    def _register(self, folder: str, near: str) -> tuple[str, Mapping] | None:
        path = self.evidence.paths.locate(normalised(folder) + "/dataset_info.json", near)
        file = self.evidence.sources.file(path) if path is not None else None
        documents = file.facts.documents if file is not None else ()
        return next(((path or "", item) for item in documents if isinstance(item, Mapping)), None)

    def _registered(self, entry: Mapping, path: str, rows: Rows) -> None:
        file = _text(entry, "file_name")
        remote = next((name for key in ("hf_hub_url", "ms_hub_url", "script_url") if (name := _text(entry, key))), "")
        inside = normalised(path.rpartition("/")[0] + "/" + file) if file else ""
        if inside in self.evidence.sources.paths:
            rows.files.add(inside)
        elif remote:
            rows.remote = rows.remote or remote
        elif file:
            rows.missing.add(file)
        else:
            rows.is_partial = True


def _text(entry: Mapping, key: str) -> str:
    value = entry.get(key)
    return value.value if isinstance(value, Literal) and isinstance(value.value, str) else ""
