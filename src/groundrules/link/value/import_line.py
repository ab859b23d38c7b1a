"""Which files import which, by their import lines alone: found without parsing."""

from __future__ import annotations

import re

from groundrules.domain.source import SourceFile, Tree
from groundrules.link.value.sources import Sources

_LINE = rb"(?:^|\\n|\")[ \t]*"
"""Where an import begins: at a line, or at a line of a notebook's cell, which is a text in JSON."""
_FROM = re.compile(_LINE + rb"from[ \t]+([\w.]+)[ \t]+import[ \t]+(\([^)]*\)|[^\n#]*)", re.MULTILINE)
_IMPORT = re.compile(_LINE + rb"import[ \t]+([\w., \t]+)", re.MULTILINE)
_RENAMED = re.compile(rb"\bas[ \t]+\w+")
_NAME = re.compile(rb"\w+(?=[ \t\r\n]*(?:,|\)|$|\\))")

_NODE = re.compile(
    rb"(?:\bfrom|\bimport|\brequire[ \t]*\(|\bimport[ \t]*\()[ \t]*(?:/\*[^*]*\*/[ \t]*)?([\"'`])([^\"'`\n]{1,200})\1"
)
"""`from "./x"`, `import "./x"`, `require("./x")`, `import("./x")`."""
NODE_KINDS = ("javascript", "typescript")


class ImportLines:
    """Remembers what each file imports from the tree, as its bytes are seen."""

    def __init__(self, tree: Tree) -> None:
        self._sources = Sources(tree, (), lambda path: None)
        self._imported: dict[str, frozenset[str]] = {}

    def note(self, file: SourceFile, source: bytes) -> None:
        """Take in the import lines of a file."""
        names = imported_modules(source) if file.kind in NODE_KINDS else imported_names(source)
        paths = (self._sources.module_path(name, file.path) for name in names)
        self._imported[file.path] = frozenset(path for path in paths if path is not None and path != file.path)

    def lead_into(self, path: str, modules: set[str]) -> bool:
        """Whether a file imports one of these modules (paths)."""
        return not modules.isdisjoint(self._imported.get(path, ()))


def imported_names(source: bytes) -> set[str]:
    """The dotted names that import lines bring in: `a.b` and `a.b.c` of `from a.b import c`."""
    names: set[bytes] = set()
    for module, imported in _FROM.findall(source):
        joint = b"" if module.endswith(b".") else b"."
        names.add(module)
        names.update(module + joint + name for name in _NAME.findall(_RENAMED.sub(b"", imported)))
    for modules in _IMPORT.findall(source):
        names.update(part.split()[0] for part in modules.split(b",") if part.strip())
    return {name.decode("ascii", "replace") for name in names if name.strip(b".")}


def imported_modules(source: bytes) -> set[str]:
    """What JavaScript brings in, as the targets of whole modules: `./lib/prompts:*`."""
    return {match[1].decode("utf-8", "replace") + ":*" for match in _NODE.findall(source)}
