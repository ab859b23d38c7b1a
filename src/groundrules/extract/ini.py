"""INI files: sections of keys and values as nested mappings, secrets left out."""

from __future__ import annotations

import re

from groundrules.domain.facts import FileFacts
from groundrules.domain.location import Span
from groundrules.domain.source import SourceFile
from groundrules.domain.value import Entry, Mapping
from groundrules.extract.comment import suppressions
from groundrules.extract.decoding import read_text
from groundrules.extract.secret import redacted
from groundrules.extract.tree import literal

_SECTION = re.compile(r"\[(?P<name>[^\]\n]+)\]")
_SETTING = re.compile(r"(?P<name>[^\s=:#;\[][^=:\n]*?)[ \t]*[=:][ \t]*(?P<value>.*)")


def read(source: bytes, file: SourceFile) -> FileFacts:
    """The sections of an INI file, `<redacted>` in place of every secret."""
    return read_text(source, file, fill)


def fill(text: str, facts: FileFacts) -> None:
    """Add the document and suppressions to the facts of a file. A value that goes on over lines is its first line."""
    facts.suppressions = suppressions(text, facts.kind)
    sections: list[tuple[str, Span, list[Entry]]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if section := _SECTION.match(line):
            sections.append((section["name"], Span(number, 1, number, len(line) + 1), []))
        elif sections and (setting := _SETTING.match(line)):
            name, value = setting["name"], setting["value"].strip()
            span = Span(number, setting.start("value") + 1, number, setting.start("value") + 1 + len(value))
            sections[-1][2].append(Entry(name, literal(redacted(name, value), span), Span(number, 1, number)))
    entries = tuple(Entry(name, Mapping(tuple(inside), span), span) for name, span, inside in sections)
    facts.documents = (Mapping(entries, Span(1)),) if entries else ()
