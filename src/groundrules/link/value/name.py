"""What a name is bound to where it is used: assigned, defined, imported, a parameter, or another module's."""

from __future__ import annotations

from groundrules.domain.facts import Assignment
from groundrules.domain.value import Reference
from groundrules.link.value.answer import Answer, Definition, Found, Symbol
from groundrules.link.value.code import CodeFile
from groundrules.link.value.follower import MOST_OPTIONS, Follower, follow_assigned, read_variable, without_nothing
from groundrules.link.value.member import Members
from groundrules.link.value.node_module import canonical
from groundrules.link.value.parameter import Parameters
from groundrules.link.value.trail import TOO_FAR

VARIABLES = ("process.env.", "import.meta.env.", "Bun.env.")
"""Where JavaScript has the variables of the environment."""


class Names:
    """Looks names up through scopes, modules and classes."""

    def __init__(self, follower: Follower, members: Members, parameters: Parameters) -> None:
        self.follower = follower
        self.members = members
        self.parameters = parameters

    def reference(self, found: Found, reference: Reference, depth: int) -> list[Answer]:
        """What a dotted name is: the longest beginning of it that is bound, then the rest as attributes."""
        parts = reference.name.split(".")
        for length in range(len(parts), 0, -1):
            answers = self._bound(found, reference, ".".join(parts[:length]), depth)
            if answers is not None and length == len(parts):
                return self._whole(answers, depth)
            if answers is not None:
                return self.members.at(found, answers, list(parts[length:]), depth)
        starred = self._starred(found.file, parts[0], depth)
        if starred is not None:
            return self.members.at(found, starred, list(parts[1:]), depth)
        if found.file.language == "javascript" and reference.name.startswith(VARIABLES):
            return read_variable(self.follower, parts[-1], found.file.path)
        return [Symbol(reference.name)]

    def _whole(self, answers: list[Answer], depth: int) -> list[Answer]:
        """A module of JavaScript that is used as a value is what it exports by default (`module.exports = ask`)."""
        given: list[Answer] = []
        for answer in answers:
            if isinstance(answer, Definition) and not answer.scope and answer.file.language == "javascript":
                given.extend(self._global(answer.file, "default", depth + 1) or [answer])
            else:
                given.append(answer)
        return given[:MOST_OPTIONS]

    def _bound(self, found: Found, reference: Reference, name: str, depth: int) -> list[Answer] | None:
        """What a (dotted) name is bound to where it is used; None where nothing binds it whole."""
        head, _, rest = name.partition(".")
        if head in ("self", "cls") and (around := found.file.class_around(reference.scope)) is not None:
            owner = Definition(found.file, around)
            if rest and "." not in rest:
                return self.members.attribute(owner, rest, found.frame, depth)
            return None if rest else [owner]
        if rest and name not in found.file.targets:
            return self._assigned_elsewhere(found.file, reference, head, rest, depth)
        for scope in found.file.chain(reference.scope):
            answers = self._in_scope(found, reference, scope, name, depth)
            if answers is not None:
                return answers
        return None

    def _assigned_elsewhere(
        self, file: CodeFile, reference: Reference, head: str, rest: str, depth: int
    ) -> list[Answer] | None:
        """What an imported module of JavaScript assigns to a member of what it exports (`enum E { A = "a" }`)."""
        if file.language != "javascript":
            return None
        for scope in file.chain(reference.scope):
            for item in file.imported.get((scope, head), ()):
                member = f"{item.target.rpartition(':')[2]}.{rest}".removeprefix("*.")
                other = self.follower.sources.module(item.target, file.path) if "." in member else None
                if other is not None and other.path != file.path and member in other.targets:
                    return self._global(other, member, depth + 1)
        return None

    def _in_scope(self, found: Found, reference: Reference, scope: int, name: str, depth: int) -> list[Answer] | None:
        file = found.file
        assigned = visible(file, scope, name, reference)
        if assigned and (scope, name) in file.parameters:
            return self._given_anew(found, reference, scope, name, assigned, depth)
        if assigned:
            return follow_assigned(self.follower, found, assigned, depth)
        if "." in name:
            return None
        if (scope, name) in file.defined:
            return [Definition(file, file.defined[scope, name])]
        if (scope, name) in file.imported:
            return self._imported(file, scope, name, depth)
        return self.parameters.parameter(found, scope, name, depth)

    def _given_anew(
        self, found: Found, reference: Reference, scope: int, name: str, assigned: list[Assignment], depth: int
    ) -> list[Answer] | None:
        """What a parameter is that its function assigns too: as it was given before that, and where a condition is."""
        before = [item for item in assigned if _end(item) <= place_of(found.file, reference)]
        if scope == reference.scope and not before:
            return self.parameters.parameter(found, scope, name, depth)
        answers = follow_assigned(self.follower, found, assigned, depth)
        if any(found.file.is_certain(item) for item in assigned):
            return answers
        given = self.parameters.parameter(found, scope, name, depth) or []
        return without_nothing([*answers, *given])[:MOST_OPTIONS]

    def _imported(self, file: CodeFile, scope: int, name: str, depth: int) -> list[Answer]:
        answers: list[Answer] = []
        for item in file.imported[scope, name]:
            answers.extend(self._qualified(item.target, file, depth))
        return answers[:MOST_OPTIONS]

    def _qualified(self, target: str, file: CodeFile, depth: int) -> list[Answer]:
        """What an imported dotted name is: a name in a module of the tree, or somebody else's."""
        if self.follower.trail.is_too_far(depth):
            return TOO_FAR
        if ":" in target:
            return self._of_node(target, file, depth)
        module, _, name = target.rpartition(".")
        if target.startswith(".") and not module.strip("."):
            module = target[: len(target) - len(name)]
        if module and name:
            other = self.follower.sources.module(module, file.path)
            if other is not None and other.path != file.path:
                answers = self._global(other, name, depth + 1)
                if answers is not None:
                    return answers
        whole = self._module(target, file)
        return [Definition(whole, 0)] if whole is not None else [Symbol(target)]

    def _of_node(self, target: str, file: CodeFile, depth: int) -> list[Answer]:
        """What `<module>:<member>` is, where the module is in the tree; else one spelling of the foreign name."""
        other = self.follower.sources.module(target, file.path)
        if other is None or other.path == file.path or not other.facts.scopes:
            return [Symbol(canonical(target))]
        whole = Definition(other, 0)
        keys: list[str | int] = [*target.rpartition(":")[2].split(".")]
        if keys == ["*"]:
            return [whole]
        return self.members.at(Found(other, Reference(str(keys[0]), 0, other.scope(0).span)), [whole], keys, depth + 1)

    def _module(self, target: str, file: CodeFile) -> CodeFile | None:
        """The module of the tree that is imported whole; one named as a product is none (`import openai`)."""
        if self.follower.signs.is_root(target.partition(".")[0]):
            return None
        whole = self.follower.sources.module(target, file.path)
        return whole if whole is not None and whole.facts.scopes and whole.path != file.path else None

    def _starred(self, file: CodeFile, name: str, depth: int) -> list[Answer] | None:
        for module in file.star_imports:
            other = self.follower.sources.module(module, file.path)
            answers = self._global(other, name, depth) if other is not None else None
            if answers is not None:
                return answers
        return None

    def _global(self, file: CodeFile, name: str, depth: int) -> list[Answer] | None:
        """What a name is at the top of a module; None where the module does not say."""
        if not file.facts.scopes or self.follower.trail.is_too_far(depth):
            return None
        reference = Reference(name, 0, file.facts.scopes[0].span)
        answers = self._bound(Found(file, reference), reference, name, depth)
        return answers if answers is not None else self._starred(file, name, depth + 1)


def visible(file: CodeFile, scope: int, name: str, reference: Reference) -> list[Assignment]:
    """The assignments that a use may see: in its own scope those before it, where there are any; at the top of a module
    none from before the last that stands under no condition.

    The cells of a notebook are taken to run in order.
    """
    assigned = file.assigned.get((scope, name), [])
    if len(assigned) < 2 or scope != reference.scope:
        return assigned
    if file.cell_of(reference) is None and file.facts.kind == "notebook":
        return assigned
    place = place_of(file, reference)
    before = [item for item in assigned if _end(item) <= place]
    certain = [number for number, item in enumerate(before) if not scope and item.span.column == 1]
    return before[certain[-1] if certain else 0 :] or assigned


def place_of(file: CodeFile, reference: Reference) -> tuple[int, int, int]:
    """Where a name is used: the cell, line and column."""
    return file.cell_of(reference) or 0, reference.span.line, reference.span.column


def _end(item: Assignment) -> tuple[int, int, int]:
    """Where an assignment is done: the cell, line and column behind its value."""
    span = item.value.span
    return item.cell or 0, span.end_line or span.line, span.end_column or span.column
