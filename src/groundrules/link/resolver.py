"""Follows a value through names, imports, parameters, classes and calls, to what it is."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from groundrules.domain.facts import Assignment, Call
from groundrules.domain.value import (
    CallResult,
    Choice,
    Element,
    Items,
    Literal,
    Mapping,
    Member,
    Reference,
    Repeated,
    Unknown,
    Value,
)
from groundrules.link.answer import Answer, Definition, Found, Frame, Missing, Symbol
from groundrules.link.code import CodeFile, receiver_of, tail_of
from groundrules.link.environment import Environment
from groundrules.link.signs import Signs
from groundrules.link.sources import Sources

DEEPEST = 28
"""Steps after which following gives up: longer chains in real code were cycles."""
MOST_STEPS = 500
"""Values looked at for one question; what takes more is not resolved by anyone, and is unknown."""
MOST_OPTIONS = 12
"""Alternatives that are kept; a value with more is not resolved by anyone."""
MOST_CALLERS = 12
PASSES_THROUGH = {
    "str",
    "int",
    "float",
    "bool",
    "list",
    "tuple",
    "sorted",
    "dict",
    "textwrap.dedent",
    "inspect.cleandoc",
}
TEXT_METHODS = {
    "strip",
    "lstrip",
    "rstrip",
    "lower",
    "encode",
    "decode",
    "expanduser",
    "resolve",
    "absolute",
    "as_posix",
}
WITH_DEFAULT = {
    "pydantic.Field",
    "dataclasses.field",
    "typer.Option",
    "typer.Argument",
    "fastapi.Query",
    "fastapi.Body",
}
TOO_FAR: list[Answer] = [Missing("followed too far")]


class Resolver:
    """Answers what a value is. Everything it gives is bounded: at most `MOST_OPTIONS` answers, `DEEPEST` steps."""

    def __init__(self, sources: Sources, signs: Signs, environment: Environment) -> None:
        self.sources = sources
        self.signs = signs
        self.environment = environment
        self._following: set[tuple[str, int, str, int]] = set()
        self._symbols: dict[tuple[str, int], tuple[str, ...]] = {}
        self._callers: dict[tuple[str, int], list[tuple[CodeFile, Call]]] = {}
        self._known: dict[tuple[str, int, str], list[Answer]] = {}
        self._steps = 0
        self._nested = 0
        self._cuts = 0

    # --- values

    def follow(self, found: Found, depth: int = 0) -> list[Answer]:
        """What a value may be: literals, collections, call results, names of other people's modules, definitions.

        One question takes at most `MOST_STEPS`. An answer that no cycle and no bound has cut is remembered.
        """
        if not isinstance(found.value, (Reference, CallResult, Member, Element, Choice, Unknown)):
            return [found]
        memo = (found.file.path, id(found.value), found.source) if found.frame is None else None
        if memo is not None and memo in self._known:
            return self._known[memo]
        if not self._nested:
            self._steps = 0
        self._steps += 1
        if depth > DEEPEST or self._steps > MOST_STEPS:
            self._cuts += 1
            return TOO_FAR
        self._nested += 1
        cuts = self._cuts
        try:
            answers = self._step(found, depth)
        finally:
            self._nested -= 1
        if memo is not None and cuts == self._cuts:
            self._known[memo] = answers
        return answers

    def _step(self, found: Found, depth: int) -> list[Answer]:
        match found.value:
            case Unknown(reason=reason):
                return [Missing(reason)]
            case Choice(options=options):
                return self._each(found, options, depth)
            case Reference():
                return self._reference(found, found.value, depth)
            case Member(of=of, key=key):
                return self._members(found, self.follow(found.at(of), depth + 1), [key], depth)
            case Element(of=of):
                return self._elements(found, of, depth)
            case CallResult():
                return self._result(found, found.value, depth)
            case _:
                return [found]

    def _each(self, found: Found, values: tuple[Value, ...], depth: int) -> list[Answer]:
        answers: list[Answer] = []
        for value in values[:MOST_OPTIONS]:
            answers.extend(self.follow(found.at(value), depth + 1))
        return answers[:MOST_OPTIONS] if len(values) <= MOST_OPTIONS else [*answers[:MOST_OPTIONS], Missing("too many")]

    def _elements(self, found: Found, of: Value, depth: int) -> list[Answer]:
        answers: list[Answer] = []
        for answer in self.follow(found.at(of), depth + 1):
            if isinstance(answer, Found) and isinstance(answer.value, Items):
                answers.extend(self._each(answer, answer.value.values, depth))
            elif isinstance(answer, Found) and isinstance(answer.value, Repeated):
                answers.extend(self.follow(answer.at(answer.value.element), depth + 1))
            else:
                answers.append(Missing("element of a collection"))
        return answers[:MOST_OPTIONS] or [Missing("element of a collection")]

    # --- names

    def _reference(self, found: Found, reference: Reference, depth: int) -> list[Answer]:
        parts = reference.name.split(".")
        for length in range(len(parts), 0, -1):
            answers = self._name(found, reference, ".".join(parts[:length]), depth)
            if answers is not None:
                return self._members(found, answers, list(parts[length:]), depth)
        starred = self._starred(found, parts[0], depth)
        if starred is not None:
            return self._members(found, starred, list(parts[1:]), depth)
        return [Symbol(reference.name)]

    def _name(self, found: Found, reference: Reference, name: str, depth: int) -> list[Answer] | None:
        """What a (dotted) name is bound to where it is used; None where nothing binds it whole."""
        file = found.file
        head, _, rest = name.partition(".")
        if head in ("self", "cls") and (around := file.class_around(reference.scope)) is not None:
            if rest and "." not in rest:
                return self.attribute(Definition(file, around), rest, found.frame, depth)
            return [Definition(file, around)] if not rest else None
        for scope in file.chain(reference.scope):
            assigned = self._visible(file, scope, name, reference)
            if assigned:
                return self._assigned(found, assigned, depth)
            if rest:
                continue
            if (scope, name) in file.defined:
                return [Definition(file, file.defined[scope, name])]
            if (scope, name) in file.imported:
                return self._imports(file, scope, name, depth)
            parameter = self._parameter(found, scope, name, depth)
            if parameter is not None:
                return parameter
        return None

    def _visible(self, file: CodeFile, scope: int, name: str, reference: Reference) -> list[Assignment]:
        """The assignments that a use may see: in its own scope those before it, where there are any."""
        assigned = file.assigned.get((scope, name), [])
        if len(assigned) < 2 or scope != reference.scope or file.facts.kind == "notebook":
            return assigned
        place = (reference.span.line, reference.span.column)
        before = [item for item in assigned if (item.value.span.end_line or item.span.line, item.span.column) < place]
        return before or assigned

    def _assigned(self, found: Found, assigned: list[Assignment], depth: int) -> list[Answer]:
        answers: list[Answer] = []
        for item in assigned[-MOST_OPTIONS:]:
            key = (found.file.path, item.scope, item.target, item.span.line * 4096 + item.span.column)
            if key in self._following:
                self._cuts += 1
                continue
            self._following.add(key)
            try:
                answers.extend(self.follow(found.at(item.value), depth + 1))
            finally:
                self._following.discard(key)
        return answers[:MOST_OPTIONS] or [Missing("defined by itself")]

    def _imports(self, file: CodeFile, scope: int, name: str, depth: int) -> list[Answer]:
        answers: list[Answer] = []
        for item in file.imported[scope, name]:
            answers.extend(self._qualified(item.target, file, depth))
        return answers[:MOST_OPTIONS]

    def _starred(self, found: Found, name: str, depth: int) -> list[Answer] | None:
        for module in found.file.star_imports:
            other = self.sources.module(module, found.file.path)
            if other is not None:
                answers = self._global(other, name, depth)
                if answers is not None:
                    return answers
        return None

    def _qualified(self, target: str, file: CodeFile, depth: int) -> list[Answer]:
        """What an imported dotted name is: a name in a module of the tree, or somebody else's."""
        if depth > DEEPEST:
            return TOO_FAR
        module, _, name = target.rpartition(".")
        if target.startswith(".") and not module.strip("."):
            module = target[: len(target) - len(name)]
        if module and name:
            other = self.sources.module(module, file.path)
            if other is not None and other.path != file.path:
                answers = self._global(other, name, depth + 1)
                if answers is not None:
                    return answers
        return [Symbol(target)]

    def _global(self, file: CodeFile, name: str, depth: int) -> list[Answer] | None:
        """What a name is at the top of a module; None where the module does not say."""
        reference = Reference(name, 0, file.facts.scopes[0].span) if file.facts.scopes else None
        if reference is None or depth > DEEPEST:
            return None
        answers = self._name(Found(file, reference), reference, name, depth)
        return answers if answers is not None else self._starred(Found(file, reference), name, depth + 1)

    # --- parameters

    def _parameter(self, found: Found, scope: int, name: str, depth: int) -> list[Answer] | None:
        parameters = found.file.scope(scope).parameters if found.file.facts.scopes else ()
        for position, parameter in enumerate(parameters):
            if parameter.name.lstrip("*") != name:
                continue
            if parameter.name.startswith("*"):
                return [Missing("collected arguments")]
            frame = found.frame
            while frame is not None and frame.inside != (found.file.path, scope):
                frame = frame.outer
            if frame is not None:
                return self._argument(found, frame, scope, position, depth)
            return self._from_callers(found, scope, position, depth)
        return None

    def _argument(self, found: Found, frame: Frame, scope: int, position: int, depth: int) -> list[Answer]:
        parameter = found.file.scope(scope).parameters[position]
        given = frame.call.keyword(parameter.name)
        index = position - (1 if frame.bound else 0)
        if given is None and 0 <= index < len(frame.call.arguments) and not frame.call.starred:
            given = frame.call.arguments[index]
        if given is not None:
            return self.follow(Found(frame.file, given, frame.outer), depth + 1)
        if frame.call.spreads or frame.call.starred:
            return [Missing("passed by *args or **kwargs")]
        if parameter.default is not None:
            return self.follow(Found(found.file, parameter.default, None, "default"), depth + 1)
        return [Missing("argument not given")]

    def _from_callers(self, found: Found, scope: int, position: int, depth: int) -> list[Answer]:
        callers = self.callers(found.file, scope)
        answers: list[Answer] = []
        for file, call in callers[:MOST_CALLERS]:
            bound = found.file.class_around(scope) is not None
            frame = Frame(file, call, (found.file.path, scope), None, bound)
            answers.extend(self._argument(found, frame, scope, position, depth + 1))
        if answers:
            return answers[:MOST_OPTIONS]
        default = found.file.scope(scope).parameters[position].default
        if default is None:
            return [Missing("parameter")]
        return self.follow(Found(found.file, default, None, "default"), depth + 1)

    @cached_property
    def _calls_by_name(self) -> dict[str, list[tuple[CodeFile, int]]]:
        found: dict[str, list[tuple[CodeFile, int]]] = defaultdict(list)
        for file in list(self.sources.files.values()):
            for name, numbers in file.calls_by_tail.items():
                found[name].extend((file, number) for number in numbers)
        return found

    def callers(self, file: CodeFile, scope: int) -> list[tuple[CodeFile, Call]]:
        """The calls of a function (for `__init__`: of its class) among the files that were read."""
        if (file.path, scope) in self._callers:
            return self._callers[file.path, scope]
        function = file.scope(scope)
        around = file.class_around(scope)
        wanted = (file.path, scope)
        name = function.name
        if name == "__init__" and around is not None:
            name, wanted = file.scope(around).name, (file.path, around)
        cuts = self._cuts
        found = [
            (other, other.facts.calls[number])
            for other, number in self._calls_by_name.get(name, [])[: 4 * MOST_CALLERS]
            if self._is_call_of(other, number, wanted)
        ]
        if cuts == self._cuts:
            self._callers[file.path, scope] = found
        return found

    def _is_call_of(self, file: CodeFile, number: int, wanted: tuple[str, int]) -> bool:
        key = (file.path, -1, "()", number)
        if key in self._following:
            self._cuts += 1
            return False
        self._following.add(key)
        try:
            answers = self.follow(Found(file, file.facts.calls[number].callee))
        finally:
            self._following.discard(key)
        return any(isinstance(answer, Definition) and answer.key == wanted for answer in answers)

    # --- attributes and subscripts

    def _members(self, found: Found, answers: list[Answer], keys: list[str | int], depth: int) -> list[Answer]:
        for key in keys:
            following: list[Answer] = []
            for answer in answers[:MOST_OPTIONS]:
                following.extend(self._member(found, answer, key, depth + 1))
            answers = following
        return answers[:MOST_OPTIONS]

    def _member(self, found: Found, answer: Answer, key: str | int, depth: int) -> list[Answer]:
        if depth > DEEPEST:
            return TOO_FAR
        match answer:
            case Symbol(name="os.environ") if isinstance(key, str) and key.isupper():
                return self._variable(found, key)
            case Symbol(name=name):
                return [Symbol(f"{name}.{key}")] if isinstance(key, str) else [Missing("item of a foreign object")]
            case Definition():
                return self.attribute(answer, str(key), None, depth)
            case Found(value=Mapping() as mapping) if isinstance(key, str):
                value = mapping.get(key)
                if value is not None:
                    return self.follow(answer.at(value), depth + 1)
                return [Missing("method" if not mapping.spread else "key passed by **")]
            case Found(value=Items(values=values)) if isinstance(key, int) and -len(values) <= key < len(values):
                return self.follow(answer.at(values[key]), depth + 1)
            case Found(value=CallResult() as result):
                return self._of_instance(answer, result, key, depth)
            case Found(value=Member() as value):
                return [answer.at(Member(value, key, value.span))]
            case Found(value=Literal() as value):
                return [Missing("method of a text")] if isinstance(value.value, str) else [Missing("attribute")]
            case _:
                return [Missing("attribute of a computed value")]

    def _of_instance(self, answer: Found, result: CallResult, key: str | int, depth: int) -> list[Answer]:
        """An attribute of what a constructor or function gave back."""
        call = answer.file.call(result)
        if (
            isinstance(key, str)
            and tail_of(call.callee).startswith("parse_")
            and (parsed := self._command_line_default(answer, key, depth))
        ):
            return parsed
        answers: list[Answer] = []
        for callee in self.follow(answer.at(call.callee), depth + 1):
            match callee:
                case Symbol(name=name) if isinstance(key, str) and key.isidentifier():
                    answers.append(Symbol(f"{self.signs.gives(name)}.{key}"))
                case Definition(file=file, scope=scope) if file.scope(scope).kind == "class":
                    frame = Frame(answer.file, call, (file.path, self._constructor(file, scope)), answer.frame, True)
                    answers.extend(self.attribute(callee, str(key), frame, depth))
        return answers or [answer.at(Member(result, key, result.span))]

    def _constructor(self, file: CodeFile, class_scope: int) -> int:
        return file.defined.get((class_scope, "__init__"), -1)

    def attribute(self, owner: Definition, name: str, frame: Frame | None, depth: int) -> list[Answer]:
        """An attribute of a class of ours: set in its body or its methods, a method, or inherited."""
        if depth > DEEPEST:
            return TOO_FAR
        file, scope = owner.file, owner.scope
        if file.scope(scope).kind != "class":
            return [Missing("attribute of a function")]
        given = self._field(owner, name, frame, depth)
        if given is not None:
            return given
        answers: list[Answer] = []
        for where, target in ((scope, name), *((method, f"self.{name}") for method in file.methods_of(scope))):
            assigned = file.assigned.get((where, target), [])
            if assigned:
                answers.extend(self._assigned(Found(file, assigned[0].value, frame, "literal"), assigned, depth + 1))
        if where_defined := file.defined.get((scope, name)):
            return [Definition(file, where_defined)]
        if answers:
            return self._declared(owner, name, answers)
        return self._inherited(owner, name, frame, depth)

    def _field(self, owner: Definition, name: str, frame: Frame | None, depth: int) -> list[Answer] | None:
        """A field of a dataclass or settings class that its constructor call gives by keyword."""
        if frame is None or self._constructor(owner.file, owner.scope) >= 0 or frame.inside != (owner.file.path, -1):
            return None
        given = frame.call.keyword(name)
        return self.follow(Found(frame.file, given, frame.outer), depth + 1) if given is not None else None

    def _declared(self, owner: Definition, name: str, answers: list[Answer]) -> list[Answer]:
        """A settings class reads the environment: what stands there goes before a field that is only declared."""
        if not all(isinstance(answer, Missing) and answer.reason == "declared only" for answer in answers):
            return answers
        if any("Settings" in base for base in owner.file.scope(owner.scope).bases):
            return self._variable(
                Found(owner.file, Unknown("declared only", owner.file.scope(owner.scope).span)), name.upper()
            )
        return answers

    def _inherited(self, owner: Definition, name: str, frame: Frame | None, depth: int) -> list[Answer]:
        answers: list[Answer] = []
        scope = owner.file.scope(owner.scope)
        for base in scope.bases:
            reference = Reference(base, scope.parent, scope.span)
            for answer in self.follow(Found(owner.file, reference), depth + 1):
                if isinstance(answer, Definition) and answer.key != owner.key:
                    answers.extend(self.attribute(answer, name, frame, depth + 2))
                elif isinstance(answer, Symbol):
                    answers.append(Symbol(f"{self.signs.gives(answer.name)}.{name}"))
        return answers[:MOST_OPTIONS] or [Missing("attribute not found")]

    # --- calls

    def _result(self, found: Found, result: CallResult, depth: int) -> list[Answer]:
        call = found.file.call(result)
        answers: list[Answer] = []
        for callee in self.follow(found.at(call.callee), depth + 1):
            match callee:
                case Definition(file=file, scope=scope) if file.scope(scope).kind == "function":
                    answers.extend(self._entered(found, call, callee, depth))
                case Symbol(name=name):
                    answers.extend(self._foreign(found, call, name, depth))
                case Missing(reason="method of a text") if tail_of(call.callee) in TEXT_METHODS:
                    receiver = receiver_of(call.callee)
                    answers.extend(self.follow(found.at(receiver), depth + 1) if receiver else [found])
                case _:
                    answers.append(found)
        unique = [answer for answer in answers if answer is not found]
        return ([*unique, found] if len(unique) < len(answers) else unique)[:MOST_OPTIONS] or [found]

    def _entered(self, found: Found, call: Call, callee: Definition, depth: int) -> list[Answer]:
        returns = callee.file.scope(callee.scope).returns
        key = (callee.file.path, callee.scope, "()", 0)
        if not returns:
            return [found]
        if key in self._following:
            self._cuts += 1
            return [found]
        bound = callee.file.class_around(callee.scope) is not None and receiver_of(call.callee) is not None
        frame = Frame(found.file, call, callee.key, found.frame, bound)
        self._following.add(key)
        try:
            return self._each(Found(callee.file, returns[0], frame), returns, depth)
        finally:
            self._following.discard(key)

    def _foreign(self, found: Found, call: Call, name: str, depth: int) -> list[Answer]:
        """The few functions of other people whose result is known: environment look-ups, conversions, defaults."""
        if name in ("os.getenv", "os.environ.get", "os.environ.setdefault", "environ.get", "getenv", "decouple.config"):
            return self._variable_call(found, call, depth)
        if name in PASSES_THROUGH and len(call.arguments) == 1:
            return self.follow(found.at(call.arguments[0]), depth + 1)
        if name in WITH_DEFAULT:
            default = call.keyword("default") or (call.arguments[0] if call.arguments else None)
            if default is not None and not _is_ellipsis(default):
                return self.follow(found.at(default, "default"), depth + 1)
            return [Missing("declared only")]
        return [found]

    def _variable_call(self, found: Found, call: Call, depth: int) -> list[Answer]:
        key = call.arguments[0] if call.arguments else call.keyword("key")
        default = call.arguments[1] if len(call.arguments) > 1 else call.keyword("default")
        if default is not None:
            return self.follow(found.at(default, "default"), depth + 1)
        if isinstance(key, Literal) and isinstance(key.value, str):
            return self._variable(found, key.value)
        return [Missing("environment variable")]

    def _variable(self, found: Found, name: str) -> list[Answer]:
        value = self.environment.value(name, found.file.path)
        return [value] if value is not None else [Missing("environment variable")]

    def _command_line_default(self, answer: Found, key: str, depth: int) -> list[Answer]:
        """The default of a command-line option that argparse hands on as an attribute."""
        wanted = {f"--{key}", f"--{key.replace('_', '-')}", key}
        for number in answer.file.calls_by_tail.get("add_argument", []):
            call = answer.file.facts.calls[number]
            names = {item.value for item in call.arguments if isinstance(item, Literal)}
            dest = call.keyword("dest")
            if names & wanted or (isinstance(dest, Literal) and dest.value == key):
                default = call.keyword("default")
                if default is None:
                    return [Missing("command-line argument")]
                return self.follow(Found(answer.file, default, None, "default"), depth + 1)
        return []

    # --- names of calls

    def symbols(self, file: CodeFile, number: int) -> tuple[str, ...]:
        """The qualified names that a call may be of: `openai.OpenAI.chat.completions.create`."""
        key = (file.path, number)
        if key not in self._symbols:
            cuts = self._cuts
            names = tuple(dict.fromkeys(self.names(Found(file, file.facts.calls[number].callee))))
            if self._nested and cuts != self._cuts:
                return names
            self._symbols[key] = names
        return self._symbols[key]

    def names(self, found: Found) -> list[str]:
        """The qualified names of other people's things that a value is, or that its class derives from."""
        names: list[str] = []
        for answer in self.follow(found):
            match answer:
                case Symbol(name=name):
                    names.append(name)
                case Definition(file=file, scope=scope) if file.scope(scope).kind == "class":
                    names.extend(self._foreign_bases(answer, 0))
        return names

    def _foreign_bases(self, owner: Definition, depth: int) -> list[str]:
        names: list[str] = []
        scope = owner.file.scope(owner.scope)
        for base in scope.bases if depth < 4 else ():
            for answer in self.follow(Found(owner.file, Reference(base, scope.parent, scope.span))):
                if isinstance(answer, Symbol):
                    names.append(answer.name)
                elif isinstance(answer, Definition) and answer.key != owner.key:
                    names.extend(self._foreign_bases(answer, depth + 1))
        return names


def _is_ellipsis(value: Value) -> bool:
    return isinstance(value, Unknown) and value.reason == "ellipsis"
