"""Modules of JavaScript and TypeScript: the file that a specifier means, and one spelling for all foreign ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from posixpath import normpath

from groundrules.domain.facts import FileFacts
from groundrules.domain.value import Items, Literal, Mapping

SUFFIXES = (".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs")
WRITTEN_FOR = {".js": (".ts", ".tsx"), ".jsx": (".tsx",), ".mjs": (".mts",), ".cjs": (".cts",)}
"""What a compiled suffix in an import stands for where the sources are TypeScript."""
CONFIGURATION = ("tsconfig.json", "jsconfig.json", "tsconfig.base.json")
USUAL = {"@/*": ("*", "src/*", "app/*"), "~/*": ("*", "src/*", "app/*"), "$lib/*": ("src/lib/*",)}
"""Aliases that frameworks set up by themselves."""
_ORIGIN = re.compile(r"^(?:npm:|jsr:|https?://(?:esm\.sh|cdn\.skypack\.dev|deno\.land/x|cdn\.jsdelivr\.net/npm)/)")
_VERSION = re.compile(r"(?<=[\w.-])@[\^~]?v?\d[\w.+-]*")

FactsOf = Callable[[str], FileFacts | None]


class NodeModules:
    """Answers what specifiers mean. `paths` are all files of the tree; `facts_of` reads the files that set aliases."""

    def __init__(self, paths: set[str], facts_of: FactsOf) -> None:
        self._paths = paths
        self._facts_of = facts_of
        self._aliases: dict[str, list[tuple[str, str]]] = {}

    def path(self, specifier: str, folder: str) -> str | None:
        """The file that a specifier in a file of this folder means; None for other people's packages."""
        if specifier.startswith("."):
            return self._file(_joined(folder, specifier))
        for pattern, target in self._aliases_upwards(folder):
            start, star, end = pattern.partition("*")
            if specifier == pattern and not star:
                written = target
            elif star and specifier.startswith(start) and specifier.endswith(end):
                written = target.replace("*", specifier[len(start) : len(specifier) - len(end)])
            else:
                continue
            if (found := self._file(written)) is not None:
                return found
        return None

    def _file(self, stem: str) -> str | None:
        """The file of a path that is written without its suffix, with that of the compiled file, or as a folder."""
        if stem in self._paths and stem.endswith((*SUFFIXES, ".json")):
            return stem
        for compiled, sources in WRITTEN_FOR.items():
            for suffix in sources if stem.endswith(compiled) else ():
                if (path := stem.removesuffix(compiled) + suffix) in self._paths:
                    return path
        inside = f"{stem}/index" if stem else "index"
        return next((path for base in (stem, inside) for end in SUFFIXES if (path := base + end) in self._paths), None)

    def _aliases_upwards(self, folder: str) -> Iterator[tuple[str, str]]:
        """The aliases that hold in a folder, nearest first, with paths from the root."""
        while True:
            yield from self._aliases_of(folder)
            if not folder:
                return
            folder = folder.rpartition("/")[0]

    def _aliases_of(self, folder: str) -> list[tuple[str, str]]:
        if folder not in self._aliases:
            usual = [(alias, _joined(folder, target)) for alias, targets in USUAL.items() for target in targets]
            self._aliases[folder] = [*self._configured(folder), *usual]
        return self._aliases[folder]

    def _configured(self, folder: str) -> Iterator[tuple[str, str]]:
        """`compilerOptions.paths`, and everything below `baseUrl`."""
        for path in (_joined(folder, name) for name in CONFIGURATION):
            facts = self._facts_of(path) if path in self._paths else None
            for document in facts.documents if facts is not None else ():
                options = document.get("compilerOptions") if isinstance(document, Mapping) else None
                if isinstance(options, Mapping):
                    yield from _paths_of(options, folder)


def _paths_of(options: Mapping, folder: str) -> Iterator[tuple[str, str]]:
    base = options.get("baseUrl")
    has_base = isinstance(base, Literal) and isinstance(base.value, str)
    root = _joined(folder, str(base.value)) if has_base and isinstance(base, Literal) else folder
    paths = options.get("paths")
    for entry in paths.entries if isinstance(paths, Mapping) else ():
        for target in entry.value.values if isinstance(entry.value, Items) else ():
            if entry.key and isinstance(target, Literal) and isinstance(target.value, str):
                yield entry.key, _joined(root, target.value)
    if has_base:
        yield "*", _joined(root, "*")


def _joined(folder: str, written: str) -> str:
    """A path below a folder, from the root; what climbs out of the tree is no path of it."""
    path = normpath(f"{folder}/{written}" if folder else written)
    return "" if path == "." else path


def canonical(target: str) -> str:
    """The one spelling of somebody else's member: without the registry, version and `node:` that a module may have."""
    module, colon, member = target.rpartition(":")
    module = _VERSION.sub("", _ORIGIN.sub("", module)).removeprefix("node:")
    return f"{module}{colon}{member}"


def member_name(name: str, key: str) -> str:
    """The name of a member: of a whole module (`openai:*`) it is one that the module exports (`openai:OpenAI`)."""
    return f"{name.removesuffix('*')}{key}" if name.endswith(":*") else f"{name}.{key}"


def called_name(name: str) -> str:
    """The name of what is called where a whole module is (`const OpenAI = require("openai")`): its default."""
    return name.removesuffix("*") + "default" if name.endswith(":*") else name


def tail_of_name(name: str) -> str:
    """The last component of a qualified name of any language: `create` of `openai:OpenAI.completions.create`."""
    return name.rpartition(".")[2].rpartition(":")[2]
