"""JSON configuration as a tree with places. Records in JSON are the dataset reader's."""

from __future__ import annotations

from groundrules.domain.facts import FileFacts
from groundrules.domain.source import Skipped, SourceFile
from groundrules.domain.value import Value
from groundrules.extract.comment import suppressions
from groundrules.extract.decoding import empty_facts, read_text
from groundrules.extract.json_scanner import Scanner, SeveralTextsError

_LARGEST_BYTES = 1_000_000
"""Configuration is written by hand; what is larger is data."""


def read(source: bytes, file: SourceFile) -> FileFacts:
    """The document of a JSON file. Large lists and JSON lines are data and say nothing here."""
    if len(source) <= _LARGEST_BYTES:
        return read_text(source, file, fill)
    facts = empty_facts(file)
    if not source.lstrip().startswith(b"["):
        facts.problems = (Skipped(file.path, "too large", "JSON over 1 MB is not read as configuration"),)
    return facts


def fill(text: str, facts: FileFacts) -> None:
    """Add the document and suppressions to the facts of a file. Raises `UnreadableError`."""
    facts.suppressions = suppressions(text, "json")
    if not text.strip():
        return
    try:
        facts.documents = (document(text),)
    except SeveralTextsError:
        return


def document(text: str) -> Value:
    """The root of a JSON text; comments and trailing commas are let pass. Raises `UnreadableError`."""
    return Scanner(text).document()
