"""Paths as code writes them, and the files of the tree that they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundrules.domain.value import CallResult, Literal, Member, Operation, Reference, Text, Value
from groundrules.link.value.answer import Found, Symbol
from groundrules.link.value.code import tail_of
from groundrules.link.value.sources import normalised

if TYPE_CHECKING:
    from groundrules.link.value.resolver import Resolver

PATH_CALLS = {
    "pathlib.Path",
    "pathlib.PurePath",
    "os.path.join",
    "os.path.abspath",
    "os.path.realpath",
    "os.path.expanduser",
    *(f"{module}{name}" for module in ("path:", "path:default.") for name in ("join", "resolve", "normalize")),
}
_NODE_OPENING = (
    "createReadStream",
    "readFileSync",
    "readFile",
    "promises.readFile",
    "openAsBlob",
    "readJson",
    "readJSON",
)
OPENING = {
    "open", "io.open", "codecs.open", "gzip.open", "pathlib.Path.open", "aiofiles.open", "jsonlines.open",
    "Bun.file", "fs/promises:readFile", "fs/promises:default.readFile", "openai:toFile",
    *(f"{module}:{way}{name}" for module in ("fs", "fs-extra") for way in ("", "default.") for name in _NODE_OPENING),
}  # fmt: skip
SAME_PATH = {"resolve", "absolute", "expanduser", "as_posix", "read_text", "read_bytes", "open", "read", "__str__"}
HERE = "\0here"
"""Stands for the folder of the file that says `__file__`."""

DEEPEST = 12
MOST_PARTS = 300
"""Values looked at for one path: joints of joints multiply."""


class Paths:
    """Reads the path that a value is, and finds what it means in the tree."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver
        self._parts = 0

    def written(self, found: Found, depth: int = 0) -> str | None:
        """The path that a value gives (or opens), as text; None where a part of it is not known."""
        self._parts = self._parts + 1 if depth else 0
        texts = {
            text for answer in self.resolver.follow(found) for text in (self._of(answer, depth),) if text is not None
        }
        return next(iter(texts)) if len(texts) == 1 else None

    def _of(self, answer: object, depth: int) -> str | None:
        if depth > DEEPEST or self._parts > MOST_PARTS:
            return None
        match answer:
            case Symbol(name="__file__"):
                return HERE + "/."
            case Symbol(name="__dirname" | "import.meta.dirname"):
                return HERE
            case Found(value=Literal(value=str() as text)):
                return text
            case Found(value=Text(parts=parts)):
                return self._joined(answer, parts, "", depth)
            case Found(value=Operation(operator="/", operands=operands)):
                return self._joined(answer, operands, "/", depth)
            case Found(value=Member(of=of, key="parent")):
                inner = self.written(answer.at(of), depth + 1)
                return _parent(inner) if inner else None
            case Found(value=CallResult() as result):
                return self._call(answer, result, depth)
            case _:
                return None

    def _joined(self, found: Found, parts: tuple[Value, ...], joint: str, depth: int) -> str | None:
        texts = [part.value if isinstance(part, Literal) else self.written(found.at(part), depth + 1) for part in parts]
        return joint.join(str(text) for text in texts) if all(text is not None for text in texts) else None

    def _call(self, answer: Found, result: CallResult, depth: int) -> str | None:
        call = answer.file.call(result)
        names = set(self.resolver.symbols(answer.file, result.call))
        if names & PATH_CALLS:
            return self._joined(answer, call.arguments, "/", depth) if call.arguments else "."
        if "process.cwd" in names:
            return "."
        if names & {"os.path.dirname"} and call.arguments:
            inner = self.written(answer.at(call.arguments[0]), depth + 1)
            return _parent(inner) if inner else None
        file = call.keyword("file")
        if names & OPENING and (call.arguments or file is not None):
            return self.written(answer.at(call.arguments[0] if call.arguments else file), depth + 1)  # type: ignore[arg-type]
        if tail_of(call.callee) in SAME_PATH:
            return self._receiver(answer, call.callee, depth)
        return None

    def _receiver(self, answer: Found, callee: Value, depth: int) -> str | None:
        match callee:
            case Reference(name=name):
                head = Reference(name.rpartition(".")[0], callee.scope, callee.span)
                return self.written(answer.at(head), depth + 1) if head.name else None
            case Member(of=of):
                return self.written(answer.at(of), depth + 1)
            case _:
                return None

    def file(self, found: Found) -> str | None:
        """The file of the tree that a value names or opens."""
        written = self.written(found)
        return self.locate(written, found.file.path) if written else None

    def locate(self, written: str, near: str) -> str | None:
        """The file of the tree that a written path means, seen from a file."""
        return self.resolver.sources.find(relative_to_tree(written, near), near)

    def folder(self, written: str, near: str) -> str | None:
        """The folder of the tree that a written path means."""
        return self.resolver.sources.folder(relative_to_tree(written, near), near)


def relative_to_tree(written: str, near: str) -> str:
    """A written path with `__file__` replaced by where that file is."""
    if written.startswith(HERE):
        return normalised(near.rpartition("/")[0] + "/" + written.removeprefix(HERE))
    return written


def _parent(path: str) -> str:
    if path.endswith("/."):
        return path.removesuffix("/.")
    head = path.rpartition("/")[0]
    return head if head else path + "/.."
