"""Folders that are read whole into an index, with everything that lies about in them."""

from __future__ import annotations

from groundrules.domain.retrieval_step import RetrievalStep
from groundrules.domain.source import Tree
from groundrules.link.evidence import Evidence
from groundrules.link.product.sighting import Sighting
from groundrules.link.value.answer import Found
from groundrules.link.value.path import HERE, relative_to_tree

ROOTS = frozenset({"", ".", "/", "..", "~", "../..", "*"})
HOMES = frozenset(
    {"pathlib.Path.home", "os.getcwd", "pathlib.Path.cwd", "process.cwd", "os:homedir", "os:default.homedir"}
)
SELECTING = ("glob", "exclude", "files")
HELD_BACK = (".env", ".git", "id_rsa", "credentials.json", "secrets.yaml", "secrets.toml")
EVERYTHING = frozenset({"**", "**/*", "*", "**/*.*", "*.*", "**/[!.]*"})


class DocumentRoots:
    """Finds the loaders that take every file under the root of a repository, a home or a machine."""

    def __init__(self, evidence: Evidence, tree: Tree) -> None:
        self.evidence = evidence
        self.paths = {file.path for file in tree.files}

    def build(self) -> list[RetrievalStep]:
        """A step for each loader of folders, with the root that it takes whole."""
        steps = []
        for sighting in self.evidence.of_kind("document_loader"):
            if sighting.implied.get("whole_folder"):
                step = RetrievalStep(
                    name=sighting.name.rpartition(".")[2].rpartition(":")[2],
                    product=sighting.entry.product,
                    location=sighting.location,
                    role=sighting.role,
                    whole_root=self._root(sighting),
                    held_back=self._held_back(),
                )
                steps.append(step)
        return steps

    def _root(self, sighting: Sighting) -> str:
        """The root that is read whole, in words; empty where a selection is made, or another folder is read."""
        if sighting.open_ended or "path" not in sighting.carried or self._selects(sighting):
            return ""
        found = sighting.carried["path"]
        if HOMES & set(self._calls(found)):
            return "the folder it is started in"
        written = self.evidence.paths.written(found)
        if written is None:
            return ""
        path = written.rstrip("/") if written != "/" else written
        path = relative_to_tree(path, sighting.file.path) if path.startswith(HERE) else path.removeprefix("./")
        return {"/": "the whole machine", "~": "the home folder"}.get(path, "the root of the project") * (path in ROOTS)

    def _selects(self, sighting: Sighting) -> bool:
        """Whether only some files are taken; a pattern that takes all selects nothing."""
        for name in SELECTING:
            setting = self.evidence.reader.setting(sighting, name)
            if setting.is_set and (setting.state == "unknown" or str(setting.value) not in EVERYTHING):
                return True
        return False

    def _calls(self, found: Found) -> list[str]:
        return [
            name
            for origin in self.evidence.origins.of(found)
            for name in self.evidence.resolver.symbols(origin.found.file, origin.number)
        ]

    def _held_back(self) -> str:
        """A file at the root that nobody wants in an index."""
        return next((name for name in HELD_BACK if name in self.paths), "")
