"""Typed signatures of a task: what a class says of itself, or a text beside its fields, is sent as the instruction."""

from __future__ import annotations

from collections.abc import Iterator

from groundrules.domain.facts import Scope
from groundrules.domain.location import Location
from groundrules.domain.value import CallResult, Literal, Text
from groundrules.link.calling.wording import Wording, Wordings
from groundrules.link.evidence import Evidence
from groundrules.link.value.answer import Definition, Found
from groundrules.link.value.code import CodeFile

SIGNATURE = "dspy.Signature"


class Signatures:
    """Reads the instruction of what is given as a signature."""

    def __init__(self, evidence: Evidence, wordings: Wordings) -> None:
        self.evidence = evidence
        self.wordings = wordings

    def of(self, found: Found) -> list[Wording]:
        """What it instructs; nothing where the library words that after the fields, or it is not known."""
        return list(self._wordings(found))

    def _wordings(self, found: Found) -> Iterator[Wording]:
        for answer in self.evidence.resolver.follow(found):
            match answer:
                case Definition(file=file, scope=scope) if file.scope(scope).kind == "class":
                    around = file.scope(scope)
                    yield from [signature_wording(file, around)] if around.docstring else []
                case Found(value=CallResult() as result):
                    yield from self._made(answer, result)

    def _made(self, answer: Found, result: CallResult) -> list[Wording]:
        """`dspy.Signature("question -> answer", "Answer briefly.")`."""
        if SIGNATURE not in self.evidence.resolver.symbols(answer.file, result.call):
            return []
        call = answer.file.call(result)
        text = call.keyword("instructions") or next(iter(call.arguments[1:2]), None)
        return self.wordings.of(answer.at(text)) if text is not None else []

    def is_worded_by_library(self, found: Found) -> bool:
        """Whether it certainly has fields and no instruction."""
        answers = self.evidence.resolver.follow(found)
        return bool(answers) and all(map(_is_bare, answers))


def _is_bare(answer: object) -> bool:
    match answer:
        case Found(value=Literal(value=str()) | Text()):
            return True
        case Definition(file=file, scope=scope):
            return file.scope(scope).kind == "class" and not file.scope(scope).docstring
        case _:
            return False


def signature_wording(file: CodeFile, scope: Scope) -> Wording:
    """The instruction that the docstring of a signature class is."""
    place = file.location(scope.span, scope.cell)
    return Wording(
        scope.docstring, Location(place.path, place.line, place.column, cell=place.cell), scope.name, (), file
    )
