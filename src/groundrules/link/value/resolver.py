"""Follows a value through names, imports, parameters, classes and calls, to what it is."""

from __future__ import annotations

from groundrules.domain.facts import Assignment, Call
from groundrules.domain.value import CallResult, Choice, Element, Literal, Member, Reference, Unknown, Value
from groundrules.link.product.signs import Signs
from groundrules.link.value.answer import Answer, Definition, Found, Frame, Missing, Symbol
from groundrules.link.value.code import CodeFile, receiver_of
from groundrules.link.value.environment import Environment
from groundrules.link.value.follower import follow_each, without_nothing
from groundrules.link.value.loaded import LoadedFiles
from groundrules.link.value.member import Members
from groundrules.link.value.name import Names, visible
from groundrules.link.value.node_module import called_name
from groundrules.link.value.parameter import Parameters
from groundrules.link.value.result import Results
from groundrules.link.value.sources import Sources
from groundrules.link.value.trail import Trail

MOST_BASES = 4
"""Classes above a class that are looked through for one of other people."""


class Resolver:
    """Answers what a value is: a `Follower` made of its parts. What it gives is bounded, as `Trail` says."""

    def __init__(self, sources: Sources, signs: Signs, environment: Environment) -> None:
        self.sources = sources
        self.signs = signs
        self.environment = environment
        self.trail = Trail()
        self.loaded = LoadedFiles(self)
        self.members = Members(self)
        self.parameters = Parameters(self)
        self.names_bound = Names(self, self.members, self.parameters)
        self.results = Results(self)
        self._symbols: dict[tuple[str, int], tuple[str, ...]] = {}

    def follow(self, found: Found, depth: int = 0) -> list[Answer]:
        """What a value may be: literals, collections, call results, names of other people's modules, definitions."""
        if isinstance(found.value, Unknown):
            return [Missing(found.value.reason)]
        if not isinstance(found.value, (Reference, CallResult, Member, Element, Choice)):
            return [found]
        return self.trail.answer(found, depth, self._step)

    def _step(self, found: Found, depth: int) -> list[Answer]:
        match found.value:
            case Reference():
                return self.names_bound.reference(found, found.value, depth)
            case CallResult():
                return self.results.of(found, found.value, depth)
            case Member() as member:
                return self.members.item(found, member, depth)
            case Element(of=of):
                return self.results.elements(found, of, depth)
            case Choice(options=options):
                return _without_variables(self._chosen(found, options, depth))
            case _:
                return [found]

    def _chosen(self, found: Found, options: tuple[Value, ...], depth: int) -> list[Answer]:
        """What a choice may give: `name or "a"` is not the nothing that stands behind the name."""
        answers = follow_each(self, found, options, depth)
        if any(isinstance(option, Literal) and option.value is None for option in options):
            return answers
        return without_nothing(answers)

    def callers(self, file: CodeFile, scope: int) -> list[tuple[CodeFile, Call]]:
        """The calls of a function (for `__init__`: of its class) among the files that were read."""
        return self.parameters.callers(file, scope)

    def visible(self, file: CodeFile, scope: int, name: str, reference: Reference) -> list[Assignment]:
        """The assignments of a scope that a use of a name may see."""
        return visible(file, scope, name, reference)

    def entered(self, found: Found, call: Call, function: Definition) -> Frame:
        """The frame of a call that enters a function of the tree."""
        bound = function.file.takes_self(function.scope) and receiver_of(call.callee) is not None
        return self.trail.frame(found.file, call, function.key, found.frame, bound)

    # --- names of calls

    def symbols(self, file: CodeFile, number: int) -> tuple[str, ...]:
        """The qualified names that a call may be of: `openai.OpenAI.chat.completions.create`."""
        key = (file.path, number)
        if key not in self._symbols:
            self._symbols[key] = tuple(dict.fromkeys(self.names(Found(file, file.facts.calls[number].callee))))
        return self._symbols[key]

    def names(self, found: Found) -> list[str]:
        """The qualified names of other people's things that a value is, or that its class derives from."""
        names: list[str] = []
        for answer in self.follow(found):
            match answer:
                case Symbol(name=name):
                    names.append(called_name(name))
                case Definition(file=file, scope=scope) if file.scope(scope).kind == "class":
                    names.extend(self._foreign_bases(answer, 0))
                case Found(value=CallResult() as result):
                    names.extend(self._called_again(answer, result))
        return names

    def _called_again(self, answer: Found, result: CallResult) -> list[str]:
        """What is called where somebody else's call gave it: a factory of factories (`createOpenAI()("gpt-4o")`), an
        object (`pipeline("text-generation")(prompt)`).
        """
        given: list[str] = []
        for made in self.follow(answer.at(answer.file.call(result).callee)):
            if isinstance(made, Symbol) and (gives := self.signs.gives(called_name(made.name))) != made.name:
                given.append(gives if ":" in gives else f"{gives}.__call__")
        return given

    def _foreign_bases(self, owner: Definition, depth: int) -> list[str]:
        names: list[str] = []
        scope = owner.file.scope(owner.scope)
        for base in scope.bases if depth < MOST_BASES else ():
            for answer in self.follow(Found(owner.file, Reference(base, scope.parent, scope.span))):
                if isinstance(answer, Symbol):
                    names.append(answer.name)
                elif isinstance(answer, Definition) and answer.key != owner.key:
                    names.extend(self._foreign_bases(answer, depth + 1))
        return names


def _without_variables(answers: list[Answer]) -> list[Answer]:
    """`os.getenv("MODEL") or "a"` is what stands there for want of a variable, as with a default of its own."""
    others = [answer for answer in answers if answer != Missing("environment variable")]
    if not others or len(others) == len(answers):
        return answers
    return [answer.at(answer.value, "default") if isinstance(answer, Found) else answer for answer in others]
