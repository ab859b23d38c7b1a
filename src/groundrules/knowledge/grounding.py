"""The words of retrieval prompts, of every language in one."""

from __future__ import annotations

from pathlib import Path

import msgspec

from groundrules.domain.grounding import Grounding
from groundrules.knowledge.conversion import convert
from groundrules.knowledge.document import read_document
from groundrules.knowledge.file import read_text, shown

_NAMES = "names.yaml"


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    language: str
    only_context: tuple[str, ...]
    says_unknown: tuple[str, ...]
    asks_sources: tuple[str, ...]
    answers: tuple[str, ...]
    other_tasks: dict[str, tuple[str, ...]]


class _Names(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    slots: frozenset[str]
    source_fields: frozenset[str]
    file_fields: frozenset[str]
    returned_fields: frozenset[str]
    score_fields: frozenset[str]
    carriers: frozenset[str]
    owners: frozenset[str]


def load_grounding(root: Path) -> Grounding:
    """Read `grounding/*.yaml`; nothing where the folder is missing, as in a pack of entries alone.

    Errors: `GroundrulesError` with path and line.
    """
    folder = root / "grounding"
    if not (folder / _NAMES).is_file():
        return Grounding()
    names = convert(read_document(read_text(folder / _NAMES), shown(folder / _NAMES, root)), _Names)
    words = [
        convert(read_document(read_text(path), shown(path, root)), _Words)
        for path in sorted(folder.glob("*.yaml"))
        if path.name != _NAMES
    ]
    return Grounding(
        only_context=tuple(each for item in words for each in item.only_context),
        says_unknown=tuple(each for item in words for each in item.says_unknown),
        asks_sources=tuple(each for item in words for each in item.asks_sources),
        answers=tuple(each for item in words for each in item.answers),
        other_tasks=tuple(
            (task, each) for item in words for task, all_of in item.other_tasks.items() for each in all_of
        ),
        **msgspec.structs.asdict(names),
    )
