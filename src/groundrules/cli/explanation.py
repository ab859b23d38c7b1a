"""The whole of one rule in words."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click

from groundrules.cli.example import Example, find_example
from groundrules.domain.catalogue import Guidance, Statement
from groundrules.domain.rule import Rule, Severity

_WIDEST = 100
_INDENT = "  "


def explanation(rule: Rule, guidance: Guidance, fixtures: Path, width: int) -> str:
    """The text of `explain`, with its headings styled. `fixtures` need not exist; `width` counts columns."""
    folder = fixtures / (rule.family or "") / rule.id
    width = min(width, _WIDEST)
    blocks = [_head(rule), *_sections(rule, guidance, width)]
    blocks += [_example("A bad example", example) for example in find_example(folder, "bad")]
    blocks += [_example("A good example: silence", example) for example in find_example(folder, "good")]
    blocks.append(_section("References", list(rule.references)))
    return "\n\n".join(block for block in blocks if block) + "\n"


def _head(rule: Rule) -> str:
    facts = f"{rule.severity}, persona {rule.persona}, {rule.family}, since {rule.since}, fix: {rule.fix}"
    return f"{click.style(rule.id, bold=True)}: {rule.title}\n{_INDENT}{facts}"


def _sections(rule: Rule, guidance: Guidance, width: int) -> Iterator[str]:
    cited = [_stated(statement) for statement in guidance.statements if statement.id in rule.guidance]
    yield _section("Judges", [f"every {rule.judges.replace('_', ' ')} where:", *_code(rule.when, width)])
    yield _section("Severity", _levels(rule.severity_when, rule.severity))
    yield _section("Why", _wrapped([rule.why], width))
    yield _section("Instead", _wrapped([rule.instead], width))
    yield _section(f"Guidance ({guidance.title}, {guidance.last_reviewed})", _wrapped(cited, width, bullet="- "))
    yield _section("Silent when", _wrapped(rule.silent_when, width, bullet="- "))
    yield _section("Known misses", _wrapped(rule.known_misses, width, bullet="- "))


def _levels(conditions: Mapping[Severity, str], plain: Severity) -> list[str]:
    """`error where CONDITION` a line, the plain level last; nothing where there is but the plain one."""
    if not conditions:
        return []
    return [
        *(f"{level} where {' '.join(condition.split())}" for level, condition in conditions.items()),
        f"else {plain}",
    ]


def _stated(statement: Statement) -> str:
    says = f"{statement.need} → {statement.best}" if statement.need else statement.says
    return f"{statement.id}: {says}"


def _code(text: str, width: int) -> list[str]:
    """A condition, its own lines kept and long ones folded."""
    hanging = _INDENT * 2
    lines = text.strip().splitlines()
    return [
        part
        for line in lines
        for part in textwrap.wrap(line, width - 2, initial_indent=_INDENT, subsequent_indent=hanging)
    ]


def _wrapped(texts: Sequence[str], width: int, bullet: str = "") -> list[str]:
    """Paragraphs of every text, filled to the width; a bullet hangs before each text."""
    lines: list[str] = []
    for text in texts:
        paragraphs = text.strip().split("\n\n")
        for number, paragraph in enumerate(paragraphs):
            first = bullet if number == 0 else " " * len(bullet)
            filled = textwrap.wrap(
                " ".join(paragraph.split()),
                max(width - len(_INDENT), 30),
                initial_indent=first,
                subsequent_indent=" " * len(bullet),
                break_long_words=False,
                break_on_hyphens=False,
            )
            lines += filled if number == 0 else ["", *filled]
    return lines


def _section(title: str, lines: list[str]) -> str:
    return "\n".join([click.style(title, bold=True), *(f"{_INDENT}{line}".rstrip() for line in lines)]) if lines else ""


def _example(title: str, example: Example) -> str:
    excerpts = "\n".join(
        "\n".join(
            [f"{_INDENT}{click.style(excerpt.path, underline=True)}", *(f"{_INDENT}| {line}" for line in excerpt.lines)]
        )
        for excerpt in example.excerpts
    )
    return f"{click.style(title, bold=True)} ({example.name})\n{excerpts}"
