"""The rules, one file each: `<family>/<rule-id>.yaml`, ours and those of a user's packs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import get_args

import msgspec

from groundrules.domain.catalogue import Guidance
from groundrules.domain.errors import GroundrulesError, nearest
from groundrules.domain.rule import JUDGED, Family, Rule
from groundrules.knowledge.conversion import convert
from groundrules.knowledge.document import Document, Key, read_document
from groundrules.knowledge.file import read_text, shown
from groundrules.knowledge.guidance import load_guidance

FAMILIES: tuple[Family, ...] = get_args(Family)
FILLED_IN = ("family", "path", "lines")
"""Fields of `Rule` that no file states."""

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
ADDRESS = re.compile(r"https?://[^\s/]+\.[^\s]+")


def load_rules(root: Path, extra_dirs: Iterable[Path] = (), guidance: Guidance | None = None) -> dict[str, Rule]:
    """Read every rule by its id: those under `root`, then those of the extra folders, each by family and name.

    `guidance` is read from `root` where it is not given.
    Errors: `GroundrulesError` with path and line, for what is not a rule, cites what is not there, or comes twice.
    """
    statements = {statement.id for statement in (guidance or load_guidance(root)).statements}
    rules: dict[str, Rule] = {}
    for path, name in _files(root, extra_dirs):
        rule = _load_rule(path, name, statements)
        if rule.id in rules:
            raise GroundrulesError(f"the rule {rule.id!r} is already in {rules[rule.id].path}", name, rule.lines["id"])
        rules[rule.id] = rule
    return rules


def _files(root: Path, extra_dirs: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    for family in FAMILIES:
        for path in sorted((root / family).glob("*.yaml")):
            yield path, shown(path, root)
    for folder in extra_dirs:
        paths = sorted(folder.glob("*/*.yaml"))
        if not paths:
            raise GroundrulesError("no rules here: a pack holds <family>/<rule-id>.yaml", folder.as_posix())
        for path in paths:
            yield path, path.as_posix()


def _load_rule(path: Path, name: str, statements: set[str]) -> Rule:
    document = read_document(read_text(path), name, lines_to=2)
    _check_keys(document)
    rule = convert(document, Rule)
    family = next((known for known in FAMILIES if known == path.parent.name), None)
    if family is None:
        problem = f"{path.parent.name!r} is no family of rules{nearest(path.parent.name, FAMILIES)}"
        raise GroundrulesError(problem, name, 1)
    lines = {".".join(key): line for key, line in document.lines.items() if all(isinstance(part, str) for part in key)}
    rule = msgspec.structs.replace(rule, family=family, path=name, lines=lines)
    for key, problem in _problems(rule, path.stem, statements):
        raise GroundrulesError(problem, name, document.line(key))
    return rule


def _check_keys(document: Document) -> None:
    if not isinstance(document.data, dict):
        raise GroundrulesError("a rule is a mapping of keys", document.path, 1)
    for key in FILLED_IN:
        if key in document.data:
            raise GroundrulesError(f"unknown key {key!r}: it is filled in", document.path, document.line((key,)))


def _problems(rule: Rule, stem: str, statements: set[str]) -> Iterator[tuple[Key, str]]:
    if rule.id != stem:
        yield ("id",), f"the id {rule.id!r} is not the name of its file"
    if not ID.fullmatch(rule.id):
        yield ("id",), f"the id {rule.id!r} is not lower-case words joined by hyphens"
    if rule.judges not in JUDGED:
        yield ("judges",), f"nothing is called {rule.judges!r}{nearest(rule.judges, JUDGED)}"
    if not rule.guidance:
        yield ("guidance",), "a rule cites at least one statement of the guidance"
    for position, cited in enumerate(rule.guidance):
        if cited not in statements:
            yield ("guidance", position), f"the guidance has no statement {cited!r}{nearest(cited, statements)}"
    if not rule.references:
        yield ("references",), "a rule names at least one reference"
    for position, reference in enumerate(rule.references):
        if not ADDRESS.fullmatch(reference):
            yield ("references", position), f"{reference!r} is not an http(s) address"
