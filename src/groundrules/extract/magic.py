"""Notebook magics: the shell commands among them, and the same source as plain Python, character for character."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from groundrules.domain.facts import Command
from groundrules.extract.lines import Lines, OneSpan
from groundrules.extract.shell import commands_in

_CANDIDATE = re.compile(r"^[ \t]*[!%?]|\?[ \t]*$|=[ \t]*[!%]", re.MULTILINE)
_MAGIC = re.compile(r"[ \t]*(?P<target>[\w.,\[\]\"' ]+=[ \t]*)?(?P<mark>!!?|%(?=[a-zA-Z]))(?P<rest>(?:\\\n|.)*)")
_HELP = re.compile(r"[ \t]*(?:\?.*|%{0,2}[\w.]+\?\??[ \t]*)(?=\n|\Z)")
_CELL_MAGIC = re.compile(r"\s*%%(!|\w+)[ \t]*(.*)")
_TIMED = re.compile(r"(?:time|timeit|prun|memit|lprun|mprun)\b(?:[ \t]+-\w+(?:[ \t]*\d+)?)*[ \t]*(?![ \t!%])")
_LINE_COMMAND = re.compile(r"(?:(pip|conda|mamba|uv)\b|(?:sx|system|sh)[ \t]|(run)[ \t]+(?:-\w[ \t]+)*)")
_TOKEN = re.compile(r"\\\n|\n|\"\"\"|'''|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|#.*|[\[\](){}]")
_TRIPLE_END = {
    '"""': re.compile(r'(?:[^"\\]|\\.|"(?!""))*"""', re.DOTALL),
    "'''": re.compile(r"(?:[^'\\]|\\.|'(?!''))*'''", re.DOTALL),
}
_PYTHON_CELLS = frozenset({"time", "timeit", "capture", "prun", "memit", "mprun", "lprun", "debug", "wandb"})
_SHELL_CELLS = frozenset({"bash", "sh", "script", "shell", "system", "sx", "!"})
_FILE_CELLS = frozenset({"writefile", "file"})
_SHELLS = ("bash", "sh", "zsh")


class Plain(NamedTuple):
    """A source without magics: each is replaced by `0` or `...` and blanks, so that everything else stays in place."""

    source: str
    commands: tuple[Command, ...]


def without_magics(source: str, cell: int | None = None) -> Plain:
    """Replace `!command`, `%magic`, `%%magic` and `name?`; the shell commands among them are kept as facts.

    A magic is one only where a statement may begin or after a `=`: not in a string, not in open brackets.
    """
    if not _CANDIDATE.search(source):
        return Plain(source, ())
    whole = _CELL_MAGIC.match(source)
    if whole is not None and not _is_python(whole[1], whole[2]):
        is_shell = whole[1] in _SHELL_CELLS and (whole[1] != "script" or whole[2].startswith(_SHELLS))
        return Plain(_blank(source, ""), _script(source, whole.end(), cell) if is_shell else ())
    begin = 0 if whole is None else whole.end()
    rest = _without_line_magics(source, begin, cell)
    return Plain(_blank(source[:begin], "0" if begin else "") + rest.source, rest.commands)


def _without_line_magics(source: str, position: int, cell: int | None) -> Plain:
    """What follows a position, its magics and questions replaced."""
    lines = Lines(source)
    pieces: list[str] = []
    commands: list[Command] = []
    for start in _statement_starts(source, position):
        magic = _MAGIC.match(source, start)
        if magic is not None and _is_magic(magic):
            begin, stand_in = _stand_in(magic)
            pieces += [source[position:begin], stand_in]
            commands += _commands(magic, lines, cell)
            position = magic.end()
        elif (asked := _HELP.match(source, start)) is not None:
            pieces += [source[position:start], _blank(asked[0], "0")]
            position = asked.end()
    return Plain("".join((*pieces, source[position:])), tuple(commands))


def _is_python(name: str, rest: str) -> bool:
    """Whether a cell under this magic holds Python."""
    return name in _PYTHON_CELLS or (name in _FILE_CELLS and rest.rstrip().endswith(".py"))


def _script(source: str, start: int, cell: int | None) -> tuple[Command, ...]:
    """The commands of a shell cell."""
    first = source.count("\n", 0, start)
    body = "\n".join(source.split("\n")[first + 1 :])
    return commands_in(body, "notebook", lines=Lines(body, first + 2), cell=cell)


def _statement_starts(source: str, position: int) -> Iterator[int]:
    """Offsets of the lines that begin a statement: not inside a string or open brackets, nor continued."""
    depth = 0
    yield position
    position = _behind_magic(source, position)
    while (token := _TOKEN.search(source, position)) is not None:
        text = token[0]
        position = token.end()
        if text in _TRIPLE_END:
            end = _TRIPLE_END[text].match(source, position)
            if end is None:
                return
            position = end.end()
        elif text in "([{":
            depth += 1
        elif text in ")]}":
            depth = max(0, depth - 1)
        elif text == "\n" and not depth:
            yield position
            position = _behind_magic(source, position)


def _behind_magic(source: str, position: int) -> int:
    """Where Python goes on: quotes and brackets of a magic are the shell's."""
    magic = _MAGIC.match(source, position)
    if magic is not None and _is_magic(magic):
        return magic.end()
    asked = _HELP.match(source, position)
    return asked.end() if asked is not None else position


def _is_magic(magic: re.Match[str]) -> bool:
    """`a[0] = %x` is none where the name before it is no target; `!=` never begins one."""
    return not magic["rest"].startswith("=") and not (magic["target"] or "a").lstrip().startswith(("=", ",", "]"))


def _stand_in(magic: re.Match[str]) -> tuple[int, str]:
    """Where the replaced part begins, and what stands there instead."""
    begin, end = magic.start("mark"), magic.end()
    text = magic.string[begin:end]
    timed = _TIMED.match(magic["rest"]) if magic["mark"] == "%" else None
    if timed is not None:
        before = len(magic["mark"]) + timed.end()
        return begin, (" " if magic["target"] else "0;").ljust(before)[:before] + text[before:]
    return begin, _blank(text, "..." if magic["target"] and len(text) > 2 else "0")


def _commands(magic: re.Match[str], lines: Lines, cell: int | None) -> tuple[Command, ...]:
    """The shell commands that a line magic runs."""
    text = magic["rest"]
    if magic["mark"] == "%":
        known = _LINE_COMMAND.match(text)
        if known is None:
            return ()
        text = text if known[1] else ("python " if known[2] else "") + text[known.end() :]
    span = lines.span(magic.start("mark"), magic.end())
    return commands_in(text, "notebook", lines=OneSpan(span), cell=cell)


def _blank(text: str, stand_in: str) -> str:
    """Blanks in place of every character but the line ends, with a stand-in where the text begins."""
    start = len(text) - len(text.lstrip()) if stand_in else 0
    rest = text[start + len(stand_in) :]
    return text[:start] + stand_in + "".join("\n" if character == "\n" else " " for character in rest)
