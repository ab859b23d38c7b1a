"""Prompts that no call was followed to: texts that their name, their module or a framework's signature shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from groundrules.domain.facts import Scope
from groundrules.domain.value import CallResult, Items, Literal, Mapping, Reference, Text, Value
from groundrules.link.calling.prompt import Prompts
from groundrules.link.calling.signature import SIGNATURE, signature_wording
from groundrules.link.evidence import Evidence
from groundrules.link.value.answer import Definition, Found, Symbol
from groundrules.link.value.code import CodeFile

NAMED = re.compile(r"(?i)(?:^|_)(?:prompts?|instructions?|sys(?:tem)?_?(?:msg|message)|pre_?prompt)(?:_|\d|$)")
MODULE = re.compile(r"(?i)(?:^|[/_.-])prompts?(?:_\w+)?(?:/|\.(?:py|[cm]?[jt]sx?)$)")
CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
FEWEST_WORDS = 12
"""A text of fewer words is a label, a terminal's prompt or an error message."""
ROLES = ("product", "evaluation")
CODE = ("python", "notebook", "javascript", "typescript")


class NamedPrompts:
    """Finds the prompts of a tree by their names, and makes them known."""

    def __init__(self, evidence: Evidence, prompts: Prompts) -> None:
        self.evidence = evidence
        self.prompts = prompts

    def find(self) -> None:
        """Every text that is named as a prompt in the code that was read."""
        for file in list(self.evidence.sources.files.values()):
            if file.facts.kind not in CODE or file.facts.role not in ROLES:
                continue
            for name, value in self._texts(file):
                for wording in self.prompts.wordings.of(Found(file, value)):
                    if len(wording.text.split()) >= FEWEST_WORDS:
                        self.prompts.add(replace(wording, name=name), "unknown")
            for scope in file.facts.scopes:
                if scope.kind == "class" and scope.docstring and self._is_signature(file, scope):
                    self.prompts.add(signature_wording(file, scope), "system")

    def _texts(self, file: CodeFile) -> Iterator[tuple[str, Value]]:
        """What is named as a prompt, with its name."""
        module = MODULE.search(file.path) is not None
        for assignment in file.facts.assignments:
            name = snake_case(assignment.target.rpartition(".")[2])
            kind = file.facts.scopes[assignment.scope].kind if file.facts.scopes else "module"
            if NAMED.search(name) or (module and (kind != "function" or name.isupper())):
                yield from ((name, value) for value in _written(assignment.value))
        for scope in file.facts.scopes:
            if scope.kind == "function" and NAMED.search(snake_case(scope.name)):
                for returned in scope.returns:
                    yield from ((scope.name, value) for value in _written(returned))

    def _is_signature(self, file: CodeFile, scope: Scope) -> bool:
        """Whether a class is a typed signature, whose docstring is sent as the instructions."""
        for base in scope.bases:
            for answer in self.evidence.resolver.follow(Found(file, Reference(base, scope.parent, scope.span))):
                match answer:
                    case Symbol(name=name) if name == SIGNATURE:
                        return True
                    case Definition(file=other, scope=number) if SIGNATURE.rpartition(".")[2] in str(
                        other.scope(number).bases
                    ):
                        return True
        return False


def snake_case(name: str) -> str:
    """A name of either language in the words that the patterns know: `systemPrompt` as `system_Prompt`."""
    return CAMEL.sub("_", name)


def _written(value: Value) -> Iterator[Value]:
    """The texts that a value is written out as: itself, a template made of one, or the values of a mapping or list."""
    match value:
        case Literal(value=str()) | Text() | CallResult():
            yield value
        case Mapping(entries=entries):
            yield from (entry.value for entry in entries if isinstance(entry.value, (Literal, Text)))
        case Items(values=values):
            yield from (item for item in values if isinstance(item, (Literal, Text)))
