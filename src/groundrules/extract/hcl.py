"""Terraform and other HCL: each block as a tree of its own, `{resource: {type: {name: {...}}}}`."""

from __future__ import annotations

from collections.abc import Iterable

from groundrules.domain.facts import FileFacts
from groundrules.domain.location import Span
from groundrules.domain.source import SourceFile
from groundrules.domain.value import Entry, Items, Literal, Mapping, Unknown, Value
from groundrules.extract.comment import suppressions
from groundrules.extract.decoding import UnreadableError, read_text
from groundrules.extract.hcl_token import Token, tokens
from groundrules.extract.lines import Lines

DEEPEST = 40
CLOSING = ("}", "]", ")")
CONSTANTS: dict[str, bool | None] = {"true": True, "false": False, "null": None}


def read(source: bytes, file: SourceFile) -> FileFacts:
    """The blocks of a file, one document each; a variable stands for its default where the file gives one."""
    return read_text(source, file, fill)


def fill(text: str, facts: FileFacts) -> None:
    """Add documents and suppressions to the facts of a file. Raises `UnreadableError`."""
    facts.suppressions = suppressions(text, facts.kind)
    row = tokens(text)
    lines = Lines(text)
    defaults = {name: value for block in _Blocks(row, lines, {}).all() for name, value in _default(block)}
    facts.documents = tuple(_Blocks(row, lines, defaults).all())


def _default(block: Mapping) -> Iterable[tuple[str, Value]]:
    """The name and default of a block that declares a variable."""
    variables = block.get("variable")
    for entry in variables.entries if isinstance(variables, Mapping) else ():
        default = entry.value.get("default") if isinstance(entry.value, Mapping) else None
        if entry.key is not None and default is not None:
            yield f"var.{entry.key}", default


class _Blocks:
    """Walks the tokens of one file. What it does not understand it leaves out, up to the next line."""

    def __init__(self, row: list[Token], lines: Lines, defaults: dict[str, Value]) -> None:
        self._row = row
        self._lines = lines
        self._defaults = defaults
        self._at = 0

    def all(self) -> Iterable[Mapping]:
        """The blocks at the top, and the attributes of a file of values (`.tfvars`) as one."""
        loose: list[Entry] = []
        while self._at < len(self._row):
            entry = self._entry(0)
            if entry is not None and isinstance(entry.value, Mapping):
                yield Mapping((entry,), entry.span)
            elif entry is not None:
                loose.append(entry)
        if loose:
            yield Mapping(tuple(loose), loose[0].span)

    def _entry(self, depth: int) -> Entry | None:
        """An attribute or a block; None for what is neither, which is stepped over."""
        if depth > DEEPEST:
            raise UnreadableError("nested too deeply", line=self._lines.position(self._row[self._at].start)[0])
        first = self._row[self._at]
        self._at += 1
        if first.kind not in ("word", "text"):
            return None
        if self._is("=") or self._is(":"):
            self._at += 1
            value = self._value(depth + 1)
            return Entry(first.text, value, self._span(first))
        labels: list[Token] = []
        while self._at < len(self._row) and self._row[self._at].kind in ("text", "word"):
            labels.append(self._row[self._at])
            self._at += 1
        if not self._is("{"):
            return None
        body: Value = self._body(depth + 1)
        span = self._span(first)
        for label in reversed(labels[:3]):
            body = Mapping((Entry(label.text, body, span),), span)
        return Entry(first.text, body, span)

    def _body(self, depth: int) -> Mapping:
        """What stands between braces: attributes and blocks, blocks of one name as a list."""
        opening = self._row[self._at]
        self._at += 1
        entries: list[Entry] = []
        while self._at < len(self._row) and not self._is("}"):
            entry = self._entry(depth)
            if entry is not None:
                entries.append(entry)
        self._at += 1
        return Mapping(tuple(entries), self._span(opening))

    def _value(self, depth: int) -> Value:
        """An expression up to the end of its line, or the comma or bracket after it."""
        start = self._at
        value = self._simple(depth)
        if value is not None and self._is_end():
            return value
        self._at = max(self._at, start)
        level = 0
        while self._at < len(self._row) and (level or not self._is_end()):
            text = self._row[self._at].text if self._row[self._at].kind == "mark" else ""
            level = max(0, level + (text in ("{", "[", "(")) - (text in CLOSING))
            self._at += 1
        return Unknown("expression of Terraform", self._span(self._row[min(start, len(self._row) - 1)]))

    def _simple(self, depth: int) -> Value | None:
        """A value that is written out, or a variable with a default; None for anything else."""
        if self._at >= len(self._row):
            return None
        token = self._row[self._at]
        if self._is("{"):
            return self._body(depth)
        if self._is("["):
            return self._list(depth)
        self._at += 1
        span = self._span(token)
        if token.kind == "text":
            return self._defaults.get(token.reference) or (
                Unknown("expression of Terraform", span) if token.has_holes else Literal(token.text, span)
            )
        if token.kind == "number":
            return Literal(float(token.text) if "." in token.text else int(token.text[:18]), span)
        if token.text in CONSTANTS:
            return Literal(CONSTANTS[token.text], span)
        return self._defaults.get(token.text)

    def _list(self, depth: int) -> Items:
        if depth > DEEPEST:
            raise UnreadableError("nested too deeply", line=self._lines.position(self._row[self._at].start)[0])
        opening = self._row[self._at]
        self._at += 1
        values: list[Value] = []
        while self._at < len(self._row) and not self._is("]"):
            before = self._at
            if not (self._is(",") or self._row[self._at].kind == "line"):
                values.append(self._value(depth + 1))
            self._at += self._at == before
        self._at += 1
        return Items(tuple(values), self._span(opening))

    def _is(self, text: str) -> bool:
        return self._at < len(self._row) and self._row[self._at].kind == "mark" and self._row[self._at].text == text

    def _is_end(self) -> bool:
        if self._at >= len(self._row):
            return True
        token = self._row[self._at]
        return token.kind == "line" or (token.kind == "mark" and token.text in (",", *CLOSING))

    def _span(self, first: Token) -> Span:
        """From a token to the last one that was read."""
        last = self._row[min(max(self._at - 1, 0), len(self._row) - 1)]
        return self._lines.span(first.start, max(last.end, first.end))
