"""Suppression comments, in the comment syntax of any language: `# groundrules: ignore[rule-id] reason until=DATE`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from groundrules.domain.facts import Suppression
from groundrules.domain.location import Span

MARK = "groundrules:"
"""What every suppression contains: a file without it needs no look at its comments."""

_IGNORE = re.compile(r"groundrules:[ \t]*ignore\[([^\]\n]*)\][ \t]*:?(.*)", re.DOTALL)
_UNTIL = re.compile(r"(?:^|(?<=\s))until=(\d{4}-\d{2}-\d{2})(?=\s|$)")
_CLOSINGS = ("-->", "*/", "#}", "-#}", "--%>")
_PROSE_OPENINGS = ("<!--", "{#")
"""Comments of marked-up text, where an apostrophe does not open a string."""

_OPENINGS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("javascript", "typescript", "hcl", "json", "jsonc"), ("//", "/*", "#")),
    **dict.fromkeys(("markdown", "html", "prompt", "jinja"), ("<!--", "{#")),
    "sql": ("--", "/*"),
}
"""What begins a comment, by kind of file; the others, `#`."""


def suppression_of(comment: str, span: Span, line: int, cell: int | None = None) -> Suppression | None:
    """The suppression that a comment states for a line, or None.

    `comment` is the text of the comment, with or without its markers; `span` where the comment stands.
    """
    found = _IGNORE.search(comment)
    if found is None:
        return None
    rules = tuple(rule for rule in re.split(r"[,\s]+", found[1]) if rule)
    if not rules:
        return None
    reason, until = _reason(found[2])
    return Suppression(rules, line, span, reason, until, cell)


def suppressions_from(
    comments: Iterable[tuple[str, Span]],
    lines: Sequence[str],
    openings: tuple[str, ...] = ("#",),
    cell: int | None = None,
) -> Iterator[Suppression]:
    """The suppressions among the comments that a parser found.

    A comment behind code covers its own line; one that stands alone covers the next line that holds code.
    """
    for comment, span in comments:
        alone = not lines[span.line - 1][: span.column - 1].strip() if span.line <= len(lines) else False
        end = span.end_line or span.line
        covered = _next_code_line(lines, end, openings) if alone else span.line
        suppression = suppression_of(comment, span, covered, cell)
        if suppression is not None:
            yield suppression


def suppressions(text: str, language: str = "", cell: int | None = None) -> tuple[Suppression, ...]:
    """The suppressions of a text that no parser of its language has read.

    `language` is the kind of file, or a language of a block; one that is not known comments with `#`. An opening
    inside quotes on its line does not count (but in marked-up text, where an apostrophe is no quote).
    """
    if MARK not in text:
        return ()
    openings = _OPENINGS.get(language, ("#",))
    lines = text.split("\n")
    comments = []
    for number, line in enumerate(lines, 1):
        if MARK in line:
            start = _comment_start(line, line.index(MARK), openings)
            if start is not None:
                comments.append((line[start:], Span(number, start + 1, number, len(line) + 1)))
    return tuple(suppressions_from(comments, lines, openings, cell))


def _reason(rest: str) -> tuple[str, str]:
    """The reason and the date in what stands behind the brackets."""
    for closing in _CLOSINGS:
        rest = rest.partition(closing)[0]
    until = _UNTIL.search(rest)
    if until is not None:
        rest = rest[: until.start()] + rest[until.end() :]
    return " ".join(rest.split()).removeprefix("- ").strip(), until[1] if until else ""


def _next_code_line(lines: Sequence[str], above: int, openings: tuple[str, ...]) -> int:
    """The first line below that is neither empty nor a comment, or the line directly below."""
    for number in range(above, len(lines)):
        line = lines[number].strip()
        if line and not line.startswith(openings):
            return number + 1
    return above + 1


def _comment_start(line: str, mark: int, openings: tuple[str, ...]) -> int | None:
    """Where the comment begins that holds the mark, or None where the mark is no comment."""
    quote = ""
    position = 0
    prose = all(opening in _PROSE_OPENINGS for opening in openings)
    while position < mark:
        character = line[position]
        if quote:
            position += character == "\\"
            quote = "" if character == quote else quote
        elif line.startswith(openings, position) and _opens(line, position):
            return position
        elif character in "\"'`" and not prose:
            quote = character
        position += 1
    return None


def _opens(line: str, position: int) -> bool:
    """Whether a comment opens here: `a#b` and `http://` are no comments."""
    before = line[position - 1 : position]
    return line[position] not in "#/-" or not before or before.isspace() or before in ";,)}]"
