"""Shell inside configuration: the commands of a `run:` or `script:`, each on its own line of the file."""

from __future__ import annotations

from collections.abc import Iterator

from groundrules.domain.facts import Command
from groundrules.domain.value import Literal, Value
from groundrules.extract.lines import Lines, OneSpan
from groundrules.extract.shell import Container, commands_in
from groundrules.extract.tree import literals


def script_commands(
    value: Value | None,
    lines: Lines,
    where: Container,
    job: str = "",
    *,
    variables: dict[str, str] | None = None,
    never_fails: bool = False,
) -> Iterator[Command]:
    """The commands of a scalar, or of a (nested) list of scalars, which run one after the other.

    `lines` are those of the file; `variables` grow from script to script.
    """
    known = {} if variables is None else variables
    for script in literals(value):
        if isinstance(script.value, str):
            places = _places(script, script.value, lines)
            yield from commands_in(script.value, where, job=job, lines=places, variables=known, never_fails=never_fails)


def _places(script: Literal, text: str, lines: Lines) -> Lines | OneSpan:
    """Where the lines of a script stand: below one another as written, unless folding or escapes have moved them."""
    span = script.span
    written = lines.line(span.line)
    quoted = written[span.column - 1 : span.column] in ("'", '"')
    column = span.column + 1 if quoted else span.column
    first_line = span.line - (len(text) - len(text.lstrip("\n")))
    for line, content in enumerate(text.rstrip("\n").split("\n"), first_line):
        if content.strip() and not lines.line(line)[column - 1 :].startswith(content):
            return OneSpan(span)
    return Lines(text, first_line, column)
