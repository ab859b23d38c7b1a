"""The texts that values are: literal, joined, filled in, made a template of, or read from a file of the tree."""

from __future__ import annotations

import re
from dataclasses import dataclass

from groundrules.domain.facts import FileFacts
from groundrules.domain.location import Location
from groundrules.domain.value import CallResult, Items, Literal, Reference, Text, Value
from groundrules.link.evidence import Evidence
from groundrules.link.value.answer import Found
from groundrules.link.value.code import CodeFile, receiver_of, tail_of

READS = {"read", "read_text", "load", "open", "readFileSync", "readFile"}
FILLS = {
    "format", "format_map", "strip", "lstrip", "rstrip", "trim", "replace", "replaceAll", "render", "render_async",
    "partial", "safe_substitute", "substitute", "decode", "toString", "to_string", "format_prompt", "removeprefix",
    "removesuffix",
}  # fmt: skip
"""Methods of a text or template that give the same text, filled in or trimmed."""
WRAPS = {"Template", "from_string", "fromString", "dedent", "cleandoc", "str", "String", "stripIndent"}
"""What makes a template (or the same text) of its first argument."""
LOOKS_UP = {"get_template", "getTemplate", "select_template"}
"""What finds a template by its name in the folders of an environment."""
HOLE = re.compile(r"(?<!\{)\{+\s*([A-Za-z_][\w.]*)\s*(?:[!:|][^{}]*)?\}+")
LONGEST = 100_000
"""Characters of a joined text that are kept: holes in holes multiply."""
DEEPEST = 8
"""Texts inside texts that are followed."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A prompt's text with its holes named in braces, and the place and name it has.

    `written` is what of it stands at that place, without the texts that are put together there.
    """

    text: str
    location: Location
    name: str
    variables: tuple[str, ...]
    file: CodeFile
    written: str = ""


class Wordings:
    """Follows a value to the texts that it may be."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence

    def of(self, found: Found, depth: int = 0) -> list[Wording]:
        """The texts that a value may be; nothing where none is written in the tree."""
        wordings: list[Wording] = []
        for answer in self.evidence.resolver.follow(found) if depth < DEEPEST else ():
            match answer:
                case Found(value=Literal(value=str() as text)):
                    wordings.append(_wording(answer, text, text, found))
                case Found(value=Text(parts=parts)):
                    wordings.append(self._joined(answer, parts, "", found, depth))
                case Found(value=CallResult() as result):
                    wordings.extend(self._called(answer, result, found, depth))
        return wordings

    def _joined(self, answer: Found, parts: tuple[Value, ...], joint: str, asked: Found, depth: int) -> Wording:
        """Texts put together at one place: what is not written in the tree is a hole."""
        texts = [self._part(answer.at(part), depth) for part in parts]
        written = joint.join(str(part.value) if isinstance(part, Literal) else "{}" for part in parts)
        return _wording(answer, joint.join(texts)[:LONGEST], written[:LONGEST], asked)

    def _part(self, found: Found, depth: int) -> str:
        if isinstance(found.value, Literal):
            return str(found.value.value)
        inner = self.of(found, depth + 3)
        return inner[0].text if len(inner) == 1 else f"{{{_hole_name(found.value)}}}"

    def _called(self, answer: Found, result: CallResult, asked: Found, depth: int) -> list[Wording]:
        """`TEMPLATE.format(...)`, a template object, rows joined to a text, or a file that is read."""
        call = answer.file.call(result)
        receiver, tail = receiver_of(call.callee), tail_of(call.callee)
        if tail == "join" and receiver is not None and call.arguments:
            return self._rows(answer, receiver, call.arguments[0], asked, depth)
        if tail in FILLS and receiver is not None:
            return self.of(answer.at(receiver), depth + 1)
        for sighting in self.evidence.by_call.get((answer.file.path, result.call), ()):
            if sighting.entry.kind == "prompt_template" and "template" in sighting.carried:
                return self.of(sighting.carried["template"], depth + 1)
            if sighting.entry.kind == "prompt_template" and "path" in sighting.carried:
                return self._of_file(self.evidence.paths.file(sighting.carried["path"]))
        if tail in LOOKS_UP and call.arguments:
            return self._named(answer.at(call.arguments[0]))
        if tail in WRAPS and call.arguments:
            return self.of(answer.at(call.arguments[0]), depth + 1)
        return self._of_file(self.evidence.paths.file(answer)) if tail in READS else []

    def _rows(self, answer: Found, joint: Value, rows: Value, asked: Found, depth: int) -> list[Wording]:
        """`"\n".join(rows)`, where the rows are written out."""
        between = self.evidence.reader.read(answer.at(joint))
        return [
            self._joined(given, given.value.values, str(between.value), asked, depth)
            for given in self.evidence.resolver.follow(answer.at(rows))
            if isinstance(given, Found) and isinstance(given.value, Items) and between.state == "set"
            if any(isinstance(row, (Literal, Text)) for row in given.value.values)
        ]

    def _named(self, found: Found) -> list[Wording]:
        """The only prompt file of the tree that a template's name means."""
        name = self.evidence.reader.read(found).value
        if not isinstance(name, str) or not name:
            return []
        suffix = "/" + name.removeprefix("./").lstrip("/")
        paths = [
            path
            for path, facts in self.evidence.facts.items()
            if facts.kind == "prompt" and f"/{path}".endswith(suffix)
        ]
        return self._of_file(paths[0]) if len(paths) == 1 else []

    def _of_file(self, path: str | None) -> list[Wording]:
        facts = self.evidence.facts.get(path) if path else None
        return [wording] if facts is not None and (wording := file_wording(facts)) else []


def _wording(answer: Found, text: str, written: str, asked: Found) -> Wording:
    name = asked.value.name if isinstance(asked.value, Reference) else ""
    variables = tuple(dict.fromkeys(match.group(1) for match in HOLE.finditer(text)))
    return Wording(text, answer.location, name, variables, answer.file, written)


def file_wording(facts: FileFacts) -> Wording | None:
    """The text of a file that is a prompt as a whole; None for other files."""
    if facts.kind != "prompt" or not facts.blocks:
        return None
    block = facts.blocks[-1]
    variables = tuple(dict.fromkeys(match.group(1) for match in HOLE.finditer(block.text)))
    name = facts.path.rpartition("/")[2]
    return Wording(block.text, facts.location(block.span), name, variables, CodeFile(facts), block.text)


def _hole_name(value: Value) -> str:
    match value:
        case Reference(name=name):
            return name
        case _:
            return "value"
