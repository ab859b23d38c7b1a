"""JSON values cut out of a stream without loading it: array elements, or values one after another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from groundrules.datasets.byte_stream import BLOCK_BYTES, RECORD_LIMIT_BYTES
from groundrules.datasets.piece import ByteReader, Piece

# A whole string is one match; a quote alone begins one that goes on in the next block.
_STRING = rb'"[^"\\]*(?:\\.[^"\\]*)*"'
_OUTSIDE = re.compile(_STRING + rb'|["{}\[\],]', re.DOTALL)
_NESTED = re.compile(_STRING + rb'|["{}\[\]]', re.DOTALL)
# A record of the usual depth is skipped in one match. Its parts begin with different characters, so that a match that
# fails at the end of a block has nothing to try again.
_FILL = rb"[^{}\[\]\"]*"
_FLAT = rb"\{" + _FILL + rb"(?:" + _STRING + _FILL + rb")*\}"
_LIST = rb"\[" + _FILL + rb"(?:(?:" + _STRING + rb"|" + _FLAT + rb")" + _FILL + rb")*\]"
_RECORD = re.compile(
    rb"\s*\{" + _FILL + rb"(?:(?:" + _STRING + rb"|" + _FLAT + rb"|" + _LIST + rb")" + _FILL + rb")*\}", re.DOTALL
)
_INSIDE = re.compile(rb'["\\]')
_QUOTE, _ESCAPE, _COMMA = b'"\\,'
_OPENING, _CLOSING = b"{[", b"}]"
_ARRAY = b"["[0]


class JsonSplitter:
    """Cuts out the JSON values at one level.

    Level 0: values one after another. Level 1: elements of the outermost array. Level 2: elements of the arrays that
    the outermost object holds (`{"data": [...]}`), where they are objects.
    """

    def __init__(self, level: int) -> None:
        self.level = level

    def __call__(self, stream: ByteReader, offset: int, line: int) -> Iterator[Piece]:
        resumed = offset > 0
        scan = _Scan(self.level, offset, line, resumed)
        while block := stream.read(BLOCK_BYTES):
            yield from scan.add(block)
        yield from scan.finish()


class _Scan:
    """The state of a scan: open brackets, whether inside a string, and the value in progress."""

    def __init__(self, level: int, offset: int, line: int, resumed: bool) -> None:
        self._level = level
        self._open = bytearray(b"{[" if level == 2 else b"[" * level) if resumed else bytearray()
        self._in_string = False
        self._skip = 0
        self._offset = offset
        self._line = line
        self._parts: list[bytes] | None = [] if resumed and level else None
        self._kept_bytes = 0
        self._start = offset
        self._start_line = line
        self._too_long = False

    def add(self, block: bytes) -> Iterator[Piece]:
        position, begin, counted = self._skip, 0, 0
        self._skip = 0
        while match := self._pattern().search(block, position):
            at, position = match.start(), match.end()
            byte = block[at]
            if self._in_string or byte == _QUOTE:
                if byte == _ESCAPE:
                    position += 1
                elif position - at == 1:
                    self._in_string = not self._in_string
                continue
            ended, begins = self._bracket(byte)
            if not (ended or begins):
                continue
            if ended:
                self._keep(block[begin : at + (self._level == 0)])
            self._line += block.count(b"\n", counted, at)
            counted = at
            if ended:
                yield from self._value()
            if begins:
                begin = at + (self._level > 0)
                self._begin(self._offset + begin)
                if self._level and (record := _RECORD.match(block, position)):
                    position = record.end()
        self._skip = max(0, position - len(block))
        self._keep(block[begin:])
        self._line += block.count(b"\n", counted)
        self._offset += len(block)

    def _pattern(self) -> re.Pattern[bytes]:
        if self._in_string:
            return _INSIDE
        return _NESTED if len(self._open) > self._level else _OUTSIDE

    def _bracket(self, byte: int) -> tuple[bool, bool]:
        """Follow a bracket or comma: whether a value ends here, and whether one begins."""
        inside = len(self._open) == self._level and (self._level == 0 or self._open[-1] == _ARRAY)
        if byte == _COMMA:
            return (inside and self._level > 0, inside and self._level > 0)
        if byte in _OPENING:
            self._open.append(byte)
            if self._level == 0:
                return (False, len(self._open) == 1)
            return (False, len(self._open) == self._level and byte == _ARRAY)
        if self._open:
            self._open.pop()
        ended = inside if self._level else not self._open
        return (ended, False)

    def _begin(self, offset: int) -> None:
        self._parts, self._kept_bytes, self._too_long = [], 0, False
        self._start, self._start_line = offset, self._line

    def _keep(self, data: bytes) -> None:
        if self._parts is None:
            return
        room = RECORD_LIMIT_BYTES - self._kept_bytes
        if len(data) > room:
            self._too_long = True
            data = data[:room]
        self._parts.append(data)
        self._kept_bytes += len(data)

    def _value(self, problem: str = "") -> Iterator[Piece]:
        parts, self._parts = self._parts, None
        data = b"".join(parts or ())
        text = data.lstrip()
        if text and (self._level < 2 or text.startswith(b"{")):
            leading = len(data) - len(text)
            line = self._start_line + data.count(b"\n", 0, leading)
            yield Piece(line, self._start + leading, text, "record-too-long" if self._too_long else problem)

    def finish(self) -> Iterator[Piece]:
        """What is left when the file ends inside a value."""
        if self._parts is not None and self._open:
            yield from self._value("invalid-json")
