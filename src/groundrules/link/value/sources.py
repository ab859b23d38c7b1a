"""The code of the tree: files by path and by module name, read on demand."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import islice, takewhile

from groundrules.domain.facts import FileFacts
from groundrules.domain.source import Tree
from groundrules.link.value.code import CodeFile
from groundrules.link.value.node_module import NodeModules

FactsOf = Callable[[str], FileFacts | None]
"""Reads one more file by its path; None where it cannot be read."""


class Sources:
    """Every file whose facts are known, and a way to ask for those of another.

    `files` are the files read so far (the candidates first); a module that a name leads into is read when it does.
    """

    def __init__(self, tree: Tree, facts: Iterable[FileFacts], facts_of: FactsOf) -> None:
        self.tree = tree
        self.paths = {file.path for file in tree.files}
        self._sorted = sorted(self.paths)
        self.files = {item.path: CodeFile(item) for item in facts}
        self.facts_of = facts_of
        self._by_suffix = modules_by_tail(path for path in self.paths if path.endswith(".py"))
        self._node = NodeModules(self.paths, facts_of)
        self._modules: dict[tuple[str, str], str | None] = {}
        self._by_name: dict[str, list[str]] = defaultdict(list)
        for path in self._sorted:
            self._by_name[path.rpartition("/")[2]].append(path)

    def file(self, path: str) -> CodeFile | None:
        """The code of a path, read now if it was not."""
        if path not in self.files:
            facts = self.facts_of(path) if path in self.paths else None
            if facts is None:
                return None
            self.files[path] = CodeFile(facts)
        return self.files[path]

    def read_imported(self, files: Iterable[FileFacts]) -> None:
        """Read the modules of the tree that some files import: their calls lead there, whatever they are called."""
        for facts in files:
            for item in facts.imports:
                name = item.target.removesuffix(".*")
                if self.module(name, facts.path) is None and name.strip(".") and ":" not in name:
                    self.module(name.rpartition(".")[0] or ".", facts.path)

    def read_so_far(self) -> list[CodeFile]:
        """The files whose facts are known now; following a name may add to them."""
        return list(self.files.values())

    def module(self, name: str, importer: str) -> CodeFile | None:
        """The file that a dotted module name means for the file that imports it; None for other people's modules."""
        path = self.module_path(name, importer)
        return self.file(path) if path else None

    def module_path(self, name: str, importer: str) -> str | None:
        """The path of a module; relative names keep their leading dots, those of JavaScript are `<module>:<member>`."""
        key = (name, importer.rpartition("/")[0])
        if key not in self._modules:
            self._modules[key] = self._module_path(*key)
        return self._modules[key]

    def _module_path(self, name: str, folder: str) -> str | None:
        if ":" in name:
            return self._node.path(name.rpartition(":")[0], folder)
        if name.startswith("."):
            return self._relative(name, folder)
        parts = name.replace(".", "/")
        for base in folders_upwards(folder):
            for candidate in (f"{base}{parts}.py", f"{base}{parts}/__init__.py"):
                if candidate in self.paths:
                    return candidate
        matches = self._by_suffix.get(parts, [])
        return matches[0] if len(matches) == 1 else None

    def _relative(self, name: str, folder: str) -> str | None:
        bare = name.lstrip(".")
        for _ in range(len(name) - len(bare) - 1):
            folder = folder.rpartition("/")[0]
        stem = "/".join(part for part in (folder, bare.replace(".", "/")) if part)
        return next((path for path in (f"{stem}.py", f"{stem}/__init__.py") if path in self.paths), None)

    def find(self, written: str, near: str) -> str | None:
        """The file in the tree that a path written in the file `near` means: from its folder upwards, else by a unique
        end. None for what is not in the tree.
        """
        wanted = normalised(_below(written))
        if not wanted:
            return None
        for base in folders_upwards(near.rpartition("/")[0]):
            candidate = normalised(base + written)
            if candidate in self.paths:
                return candidate
        matches = [path for path in self._by_name.get(wanted.rpartition("/")[2], []) if path.endswith("/" + wanted)]
        return matches[0] if len(matches) == 1 else None

    def under(self, folder: str) -> list[str]:
        """The files below a folder, sorted."""
        prefix = normalised(folder) + "/"
        return list(takewhile(lambda path: path.startswith(prefix), self._from(prefix)))

    def _from(self, prefix: str) -> Iterator[str]:
        """The paths in order, from the first that may begin so."""
        return islice(self._sorted, bisect_left(self._sorted, prefix), None)

    def folder(self, written: str, near: str) -> str | None:
        """The folder in the tree that a written path means."""
        for base in folders_upwards(near.rpartition("/")[0]) if normalised(_below(written)) else ():
            candidate = normalised(base + written)
            if candidate and next(self._from(candidate + "/"), "").startswith(candidate + "/"):
                return candidate
        return None


def folders_upwards(folder: str) -> list[str]:
    """A folder and those above it, as prefixes (`a/b/`, `a/`, ``)."""
    prefixes = []
    while folder:
        prefixes.append(folder + "/")
        folder = folder.rpartition("/")[0]
    return [*prefixes, ""]


def _below(written: str) -> str:
    """A written path without what climbs at its beginning (`../data/rows.jsonl`)."""
    while written.startswith(("./", "../")):
        written = written.partition("/")[2]
    return written


def normalised(path: str) -> str:
    """A written path without `./`, doubled slashes and resolvable `..`; empty where it leaves the tree."""
    parts: list[str] = []
    for part in path.replace("\\", "/").split("/"):
        if part == "..":
            if not parts:
                return ""
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def modules_by_tail(paths: Iterable[str]) -> dict[str, list[str]]:
    """Python files by every end of their module path: `a/b/c.py` under `a/b/c`, `b/c` and `c`."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(paths):
        parts = path.removesuffix(".py").removesuffix("/__init__").split("/")
        for start in range(len(parts)):
            found["/".join(parts[start:])].append(path)
    return found
