"""Which calls can be of a sign at all, by their names alone: the others need not be followed to what they call."""

from __future__ import annotations

from collections.abc import Iterator

from groundrules.domain.facts import FileFacts
from groundrules.domain.value import CallResult, Choice, Element, Member, Reference
from groundrules.link.product.signs import Signs
from groundrules.link.value.code import CodeFile, tail_of
from groundrules.link.value.node_module import tail_of_name
from groundrules.link.value.sources import Sources


class TellingNames:
    """The last names of the signs, and every name that code gives to what has another one already.

    A name of a function's own (a variable, a parameter) is called by itself only; one of a module, a class or an object
    also as an attribute, and in other files.
    """

    def __init__(self, signs: Signs, sources: Sources) -> None:
        self._everywhere = {language: {"", *tails} for language, tails in signs.tails.items()}
        self._own: dict[str, set[str]] = {}
        for file in sources.read_so_far():
            for name, is_own in given_names(file.facts):
                (self._own.setdefault(file.path, set()) if is_own else self._everywhere[file.language]).add(name)

    def calls(self, file: CodeFile) -> list[int]:
        """The positions of the calls of a file that can be of a sign."""
        everywhere, own = self._everywhere[file.language], self._own.get(file.path, set())
        return [
            number
            for number, call in enumerate(file.facts.calls)
            if (tail := tail_of(call.callee)) in everywhere
            or (tail in own and isinstance(call.callee, Reference) and call.callee.name == tail)
        ]


def given_names(facts: FileFacts) -> Iterator[tuple[str, bool]]:
    """The names that a file gives, each with whether it is a function's own (a variable, a parameter)."""
    for item in facts.assignments:
        if isinstance(item.value, (Reference, CallResult, Member, Element, Choice)):
            in_function = bool(facts.scopes) and facts.scopes[item.scope].kind == "function"
            yield item.target.rpartition(".")[2], in_function and "." not in item.target
    for item_imported in facts.imports:
        if item_imported.name != tail_of_name(item_imported.target):
            yield item_imported.name, False
    for scope in facts.scopes:
        if scope.bases:
            yield scope.name, False
        for parameter in scope.parameters:
            yield parameter.name, True
