"""reStructuredText, as far as documents need it: headings, code blocks by indentation, prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from groundrules.domain.facts import TextBlock
from groundrules.domain.location import Span

_DIRECTIVE = re.compile(r"([ \t]*)\.\.[ \t]+(?:code-block|sourcecode|code|prompt)::[ \t]*([\w+#-]*)")
_UNDERLINE = re.compile(r"([=\-~^\"'`#*+.:_])\1{2,}[ \t]*$")
_OPTION = re.compile(r"[ \t]+:[\w-]+:")


def blocks(text: str) -> Iterator[TextBlock]:
    """The blocks of a text in order: paragraphs, and code blocks with their language (`text` where none is told)."""
    lines = text.split("\n")
    heading, at, prose = "", 0, 0
    while at < len(lines):
        line = lines[at]
        directive = _DIRECTIVE.match(line)
        opens = directive is not None or (line.rstrip().endswith("::") and not line.lstrip().startswith(".."))
        is_heading = _UNDERLINE.match(line) is not None and at == prose + 1 and bool(lines[at - 1].strip())
        if is_heading:
            heading, prose = lines[at - 1].strip(), at + 1
        elif opens or not line.strip():
            end = at + 1 if opens and directive is None else at
            yield from _block(lines, prose, end, "", heading)
            first, after = _indented(lines, at + 1, line) if opens else (at + 1, at + 1)
            if opens:
                yield from _block(lines, first, after, (directive[2] if directive else "") or "text", heading)
            at, prose = after - 1, after
        at += 1
    yield from _block(lines, prose, len(lines), "", heading)


def _indented(lines: list[str], start: int, opening: str) -> tuple[int, int]:
    """The lines below that are deeper than the line that opens them, options and blank lines around cut off."""
    depth = _indentation(opening)
    while start < len(lines) and (_OPTION.match(lines[start]) or not lines[start].strip()):
        start += 1
    end = start
    while end < len(lines) and (not lines[end].strip() or _indentation(lines[end]) > depth):
        end += 1
    while end > start and not lines[end - 1].strip():
        end -= 1
    return start, end


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip())


def _block(lines: list[str], start: int, end: int, language: str, heading: str) -> Iterator[TextBlock]:
    chosen = lines[start:end]
    if not any(line.strip() for line in chosen):
        return
    indent = min(_indentation(line) for line in chosen if line.strip()) if language else 0
    cut = [line[indent:] for line in chosen]
    last_column = indent + len(cut[-1]) + 1 if cut[-1] else 1
    yield TextBlock("\n".join(cut), Span(start + 1, indent + 1 if cut[0] else 1, end, last_column), language, heading)
