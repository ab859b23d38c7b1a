"""How many rows a small file of cases holds."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import msgspec

LARGEST_BYTES = 1_000_000
"""Of a file that is counted; what is larger is no small set."""
LISTS = ("cases", "tests", "test_cases", "questions", "examples", "samples", "data", "items", "queries", "rows")
"""Keys under which a file keeps its list."""


def rows_of(root: str, path: str) -> int | None:
    """The rows of a file of JSON lines, JSON, CSV or TSV; None where it is large, or not understood."""
    file = Path(root, path)
    try:
        if file.stat().st_size > LARGEST_BYTES:
            return None
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, ValueError):
        return None
    suffix = path.rpartition(".")[2].lower()
    if suffix == "jsonl":
        return sum(1 for line in text.splitlines() if line.strip())
    if suffix in ("csv", "tsv"):
        return _table_rows(text, "\t" if suffix == "tsv" else ",")
    return _listed(text) if suffix == "json" else None


def _table_rows(text: str, delimiter: str) -> int | None:
    """The rows below the heading."""
    try:
        rows = sum(1 for row in csv.reader(io.StringIO(text), delimiter=delimiter) if any(row))
    except csv.Error:
        return None
    return max(0, rows - 1)


def _listed(text: str) -> int | None:
    try:
        content = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError):
        return None
    if isinstance(content, dict):
        content = next((content[key] for key in LISTS if isinstance(content.get(key), list)), None)
    is_list = isinstance(content, list) and all(isinstance(item, (dict, list, str)) for item in content)
    return len(content) if isinstance(content, list) and is_list else None
