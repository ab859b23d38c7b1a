"""Ways in which code calls code without naming it: decorators, and methods that subclasses define."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from groundrules.domain.value import CallResult, Reference, Value
from groundrules.link.value.answer import Definition, Found
from groundrules.link.value.code import CodeFile, receiver_of
from groundrules.link.value.resolver import Resolver

MOST_CALLERS = 12


class Wrappers:
    """Finds what stands behind such calls, among the files that were read."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver

    def collected(self, current: Found, scope: int, position: int) -> list[Found]:
        """What stands at a position of a decorator's `*args`: what the decorated functions are called with."""
        file = current.file
        around = file.scope(scope).parent
        if around < 0 or file.scope(around).kind != "function":
            return []
        found: list[Found] = []
        for decorated in self._decorated.get((file.path, around), ()):
            bound = decorated.file.class_around(decorated.scope) is not None
            for other, call in self.resolver.callers(decorated.file, decorated.scope)[:MOST_CALLERS]:
                index = position - (1 if bound and receiver_of(call.callee) is not None else 0)
                if 0 <= index < len(call.arguments):
                    found.append(Found(other, call.arguments[index]))
        return found

    def overrides(self, method: Definition) -> list[Definition]:
        """The methods of subclasses that stand for one which gives nothing back itself."""
        file = method.file
        around = file.class_around(method.scope)
        if around is None or file.scope(method.scope).returns:
            return []
        name = file.scope(method.scope).name
        found = []
        for subclass in self._subclasses.get((file.path, around), ()):
            number = subclass.file.defined.get((subclass.scope, name))
            if number is not None:
                found.append(Definition(subclass.file, number))
        return found

    @cached_property
    def _decorated(self) -> dict[tuple[str, int], list[Definition]]:
        """The functions under each decorator of the audited code."""
        found: dict[tuple[str, int], list[Definition]] = defaultdict(list)
        for file in self._code():
            for number, scope in enumerate(file.facts.scopes):
                for decorator in scope.decorators if scope.kind == "function" else ():
                    for key in self._definitions(file, decorator):
                        found[key].append(Definition(file, number))
        return found

    @cached_property
    def _subclasses(self) -> dict[tuple[str, int], list[Definition]]:
        found: dict[tuple[str, int], list[Definition]] = defaultdict(list)
        for file in self._code():
            for number, scope in enumerate(file.facts.scopes):
                for base in scope.bases if scope.kind == "class" else ():
                    for key in self._definitions(file, Reference(base, max(scope.parent, 0), scope.span)):
                        found[key].append(Definition(file, number))
        return found

    def _code(self) -> list[CodeFile]:
        return [file for file in list(self.resolver.sources.files.values()) if file.facts.scopes]

    def _definitions(self, file: CodeFile, value: Value) -> list[tuple[str, int]]:
        """The definitions that a decorator or base names; a decorator that is called (`@retry(3)`) by its callee."""
        if isinstance(value, CallResult):
            value = file.call(value).callee
        return [answer.key for answer in self.resolver.follow(Found(file, value)) if isinstance(answer, Definition)]
