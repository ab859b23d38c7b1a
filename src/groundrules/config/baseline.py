"""Read a baseline file, every mistake with its path and line."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec

from groundrules.config.file import shown, text_of
from groundrules.domain.baseline import SCHEMA, Baseline, BaselineDocument
from groundrules.domain.errors import GroundrulesError

FILE = "groundrules-baseline.json"
"""Where a baseline is written unless another file is named."""


def load_baseline(path: Path) -> Baseline:
    """The baseline in a file. Errors: `GroundrulesError` where it cannot be read or is none."""
    text, place = text_of(path), shown(path)
    document = _document(text, place)
    return Baseline(place, document.findings, tuple(_lines(text, document)))


def _document(text: str, place: str) -> BaselineDocument:
    try:
        document = msgspec.json.decode(text, type=BaselineDocument)
    except (msgspec.DecodeError, RecursionError) as error:
        raise GroundrulesError(f"is no baseline: {str(error)[:200].lower()}", place, _line_of(text)) from None
    if document.schema != SCHEMA:
        raise GroundrulesError(f"is of schema {document.schema!r}, expected {SCHEMA!r}", place)
    return document


def _line_of(text: str) -> int:
    """The line of a mistake in the JSON itself; 0 where the JSON is whole."""
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        return error.lineno
    except (RecursionError, ValueError):
        return 0
    return 0


def _lines(text: str, document: BaselineDocument) -> list[int]:
    """The line of each entry: that of its fingerprint, looked for in order."""
    lines, at, line = [], 0, 1
    for entry in document.findings:
        found = text.find(f'"{entry.fingerprint}"', at)
        if found >= 0:
            line += text.count("\n", at, found)
            at = found
        lines.append(line)
    return lines
