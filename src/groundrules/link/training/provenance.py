"""Where training data comes from: data cards, licences, source notes and version records beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from groundrules.domain.training_data import Dataset
from groundrules.domain.unknown import unknown
from groundrules.link.evidence import Evidence
from groundrules.link.training.row_source import HUB_NAME
from groundrules.link.value.sources import folders_upwards

_CARD = re.compile(
    r"(?i)(?:data(?:set)?[-_ ]?card|datasheet(?:[-_ ]for[-_ ]\w+)?|data[-_ ]?statement"
    r"|dataset[-_ ]?(?:readme|description))\.(?:md|rst|txt|ya?ml|json)|croissant\.json"
)
_NOTE = re.compile(
    r"(?i)(?:licen[cs]e|copying|attribution|sources?|provenance|citation|notice)(?:[-_.]\w+)*|dataset_info\.json"
)
_CHECKSUM = re.compile(r"(?i)(?:(?:sha(?:1|256|512)|md5)sums?|checksums?|manifest)(?:\.\w+)?|.*\.(?:sha256|md5)")
_README = re.compile(r"(?i)readme(?:\.\w+)?")
_SPEAKS_OF_DATA = re.compile(
    r"(?i)\b(?:data ?sets?|training (?:data|set|examples?|samples?)|corpus"
    r"|(?:train\w*|data)\.(?:jsonl?|csv|parquet)|datos|daten(?:satz|sätze)?|jeu de données|données)\b"
)
_SPEAKS_OF_SOURCE = re.compile(
    r"(?i)\b(?:licen[cs]ed?|sourced?|provenance|collected|gathered|scraped|crawled|exported|downloaded|obtained|derived"
    r"|taken from|comes? from|extracted|generated (?:by|with|from|using)|synthetic|annotated by|labell?ed by"
    r"|created (?:by|from|with)|published by|hugging ?face|kaggle|fuente|origen|licencia|recogid\w+|quelle|lizenz"
    r"|source|licence)\b"
)


class Provenance:
    """Looks for what tells the origin of a dataset, in its folder and those above it."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._paths = evidence.sources.paths
        self._sizes = {file.path: file.size_bytes for file in evidence.sources.tree.files}
        self._by_folder: dict[str, list[str]] = {}
        for path in sorted(self._paths):
            self._by_folder.setdefault(path.rpartition("/")[0], []).append(path.rpartition("/")[2])

    def attach(self, dataset: Dataset) -> None:
        """Note what there is on a dataset of files, or the revision that a remote one is loaded at."""
        if dataset.remote:
            self._read_revision(dataset)
        found = [sign for path in dataset.paths for sign in self._signs(path)]
        versions = [record for path in dataset.paths for record in self._versions(path)]
        dataset.versions = tuple(dict.fromkeys(versions))
        dataset.provenance = tuple(dict.fromkeys((*found, *versions)))
        if not self._may_be_in_lfs():
            dataset.unversioned_bytes = sum(
                self._sizes.get(path, 0) for path in dataset.paths if not any(self._versions(path))
            )

    # --- what tells the origin

    def _signs(self, path: str) -> Iterator[str]:
        for folder in folders_upwards(path.rpartition("/")[0]):
            for name in self._by_folder.get(folder.rstrip("/"), ()):
                if self._tells(folder, name):
                    yield folder + name

    def _tells(self, folder: str, name: str) -> bool:
        """Whether a file tells where data comes from. At the root, licences and read-me files are about the code."""
        if _CARD.fullmatch(name):
            return True
        if _README.fullmatch(name):
            return self._readme_tells(folder + name, is_about_data=bool(folder))
        return bool(folder) and bool(_NOTE.fullmatch(name))

    def _readme_tells(self, path: str, is_about_data: bool) -> bool:
        file = self._evidence.sources.file(path)
        if file is None:
            return False
        texts = [f"{block.heading}\n{block.text}" for block in file.facts.blocks if not block.language]
        return any(_SPEAKS_OF_SOURCE.search(text) and (is_about_data or _SPEAKS_OF_DATA.search(text)) for text in texts)

    # --- what pins it

    def _versions(self, path: str) -> Iterator[str]:
        folder, _, name = path.rpartition("/")
        for beside in self._by_folder.get(folder, ()):
            if beside == name + ".dvc" or _CHECKSUM.fullmatch(beside):
                yield f"{folder}/{beside}".lstrip("/")
        while folder:
            if folder + ".dvc" in self._paths:
                yield folder + ".dvc"
            folder = folder.rpartition("/")[0]

    def _may_be_in_lfs(self) -> bool:
        """Attributes of git name what Git LFS keeps; their text is not read, so that it may be so."""
        return any(path.rpartition("/")[2] == ".gitattributes" for path in self._paths)

    def _read_revision(self, dataset: Dataset) -> None:
        dataset.revision = unknown("not loaded by its name on a hub")
        if not HUB_NAME.match(dataset.remote):
            return
        for sighting in self._evidence.of_kind("dataset_loader"):
            if str(self._evidence.reader.setting(sighting, "name").value or "") == dataset.remote:
                setting = self._evidence.reader.setting(sighting, "revision")
                if setting.is_set or not dataset.revision.is_known:
                    dataset.revision = setting
