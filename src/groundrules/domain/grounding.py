"""The words by which prompts ground an answer in retrieved text, and the names that code gives such text."""

from __future__ import annotations

import msgspec


class Grounding(msgspec.Struct, frozen=True):
    """Regular expressions of all languages together, and names in lower case without underscores.

    `other_tasks` holds a task's name (grader, rewriter, planner, memory, writer) with the expressions that show it.
    `slots` are names of a hole that retrieved text is put into, `source_fields` of what tells where it is from,
    `file_fields` of what may tell it in the file that asks or answers,
    `returned_fields` of retrieved text that leaves with an answer, `score_fields` of how near it is; `carriers` are
    holes that may hold instructions, `owners` tell which user or tenant something belongs to.
    """

    only_context: tuple[str, ...] = ()
    says_unknown: tuple[str, ...] = ()
    asks_sources: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    other_tasks: tuple[tuple[str, str], ...] = ()
    slots: frozenset[str] = frozenset()
    source_fields: frozenset[str] = frozenset()
    file_fields: frozenset[str] = frozenset()
    returned_fields: frozenset[str] = frozenset()
    score_fields: frozenset[str] = frozenset()
    carriers: frozenset[str] = frozenset()
    owners: frozenset[str] = frozenset()
