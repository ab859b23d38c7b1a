"""Prompt files: the whole text as one block, and the settings in front of it."""

from __future__ import annotations

from groundrules.domain.facts import FileFacts, TextBlock
from groundrules.domain.source import SourceFile
from groundrules.extract import json, toml, yaml
from groundrules.extract.comment import suppressions
from groundrules.extract.decoding import read_text
from groundrules.extract.front_matter import front_matter
from groundrules.extract.lines import Lines

_CONFIGURATION = {"yml": yaml.fill, "yaml": yaml.fill, "json": json.fill, "toml": toml.fill}


def read(source: bytes, file: SourceFile) -> FileFacts:
    """The text of a prompt file as one block; of one written as configuration, its documents."""
    return read_text(source, file, fill)


def fill(text: str, facts: FileFacts) -> None:
    """Add block, documents and suppressions to the facts of a prompt file. Raises `UnreadableError`."""
    configuration = _CONFIGURATION.get(facts.path.lower().rpartition(".")[2])
    if configuration is not None:
        configuration(text, facts)
        return
    facts.suppressions = suppressions(text, "prompt")
    facts.documents, start = front_matter(text)
    body = text[start:]
    first = start + len(body) - len(body.lstrip("\n"))
    content = text[first:].rstrip()
    if content:
        facts.blocks = (TextBlock(content, Lines(text).span(first, first + len(content))),)
