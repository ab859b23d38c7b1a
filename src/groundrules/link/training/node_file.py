"""How Node, Bun and Deno read and write files and list folders, by the qualified names of the calls."""

from __future__ import annotations

from groundrules.domain.value import Items, Member, Value
from groundrules.link.value.code import CodeFile

_MODULES = ("fs:", "fs:default.", "fs:promises.", "fs:default.promises.", "fs/promises:", "fs/promises:default.")
_EXTRA = ("fs-extra:", "fs-extra:default.", "graceful-fs:", "graceful-fs:default.")
_FILES = (*_MODULES, *_EXTRA)

WRITES = {
    "Bun.write", "Deno.writeTextFile", "Deno.writeTextFileSync", "Deno.writeFile",
    *(module + name + way for module in _FILES for name in ("writeFile", "appendFile") for way in ("", "Sync")),
    *(module + name for module in _FILES for name in ("createWriteStream", "outputFile", "outputFileSync")),
}  # fmt: skip
"""Calls that write the file of their first argument."""
READS = {"Deno.readTextFile", "Deno.readTextFileSync", "fs:promises.readFile", "fs:default.promises.readFile"}
"""Calls that read it, beside those that open it (`path.OPENING`)."""
LISTS = ("readdir", "readdirSync", "readDir", "readDirSync", "globSync", "globby", "globbySync", "walk", "walkSync")
"""The last names of calls that list a folder, or the files that a pattern matches."""
CODE_ENDINGS = (".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts", ".tsx")


def callbacks(file: CodeFile, scope: int) -> list[int]:
    """A function, and the functions without a name that stand in it: what a filter or a loop does."""
    if file.language != "javascript":
        return [scope]
    found = [scope]
    for number, item in enumerate(file.facts.scopes):
        if item.parent in found and item.name == "<function>" and number not in found:
            found.append(number)
    return found


def listed(callee: Value) -> tuple[Value, ...]:
    """What is written out in the list that a method is called on: `[".ts", ".js"].includes(...)`."""
    return callee.of.values if isinstance(callee, Member) and isinstance(callee.of, Items) else ()
