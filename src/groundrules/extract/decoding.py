"""Bytes to text, and the border where what cannot be read becomes a counted `Skipped`."""

from __future__ import annotations

import codecs
from collections.abc import Callable

from groundrules.domain.facts import FileFacts
from groundrules.domain.source import Skipped, SkipReason, SourceFile

_LONGEST_DETAIL = 200
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class UnreadableError(Exception):
    """A text that cannot be read as what it should be; becomes a `Skipped` at the reader's border."""

    def __init__(self, reason: SkipReason, detail: str = "", line: int | None = None) -> None:
        """Keep the reason, and the line where it was seen."""
        super().__init__(reason, detail, line)
        self.reason = reason
        self.detail = detail[:_LONGEST_DETAIL]
        self.line = line

    def skipped(self, path: str) -> Skipped:
        """The record of it for a file."""
        return Skipped(path, self.reason, self.detail, self.line)


def decode(source: bytes) -> str:
    """The text of a file, every line end a line feed and no byte order mark.

    UTF-8, or UTF-16 where its mark says so (`pip freeze >` on Windows writes that). Raises `UnreadableError`.
    """
    encoding = "utf-16" if source.startswith(_UTF_16) else "utf-8-sig"
    try:
        text = source.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError("not UTF-8", line=source.count(b"\n", 0, error.start) + 1) from error
    if "\0" in text:
        raise UnreadableError("binary", "a NUL character", text.count("\n", 0, text.index("\0")) + 1)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def empty_facts(file: SourceFile) -> FileFacts:
    """The facts of a file, with nothing said yet."""
    return FileFacts(file.path, file.kind, file.role)


def read_text(source: bytes, file: SourceFile, fill: Callable[[str, FileFacts], None]) -> FileFacts:
    """Decode a file and let `fill` add what it says; what cannot be read is noted in `problems`, what was read stays.

    Never raises for what a file holds: `fill` raises `UnreadableError` only.
    """
    facts = empty_facts(file)
    try:
        fill(decode(source), facts)
    except UnreadableError as error:
        facts.problems = (*facts.problems, error.skipped(file.path))
    return facts
