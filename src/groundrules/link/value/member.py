"""What an attribute or a subscript is: of a mapping, a list, somebody else's object, or a class of the tree."""

from __future__ import annotations

import json

from groundrules.domain.facts import Call
from groundrules.domain.value import CallResult, Items, Literal, Mapping, Member, Reference
from groundrules.link.value.answer import Answer, Definition, Found, Frame, Missing, Symbol
from groundrules.link.value.code import CodeFile, receiver_of, tail_of
from groundrules.link.value.follower import (
    MOST_OPTIONS,
    Follower,
    follow_assigned,
    follow_each,
    is_nothing,
    read_variable,
)
from groundrules.link.value.loaded import LOADS, PARSERS
from groundrules.link.value.lookup import SECTION_GETS, piece_of
from groundrules.link.value.node_module import called_name, member_name
from groundrules.link.value.session import STATE, SessionState
from groundrules.link.value.trail import TOO_FAR

PARSES_CLASSES = {"parse_args_into_dataclasses", "parse_args_and_config", "parse_json_file", "parse_yaml_file"}
"""What gives instances of the classes that its parser was made of, in order."""


PROPERTIES = {"property", "cached_property", "computed_field"}
NOTHING_THERE = (Missing("method"), Missing("item of a foreign object"), Missing("attribute of a computed value"))
"""What is said of a key that a collection was not made with."""

UNREAD = Missing("read from a file that is not found")


class Members:
    """Answers what stands at a key of what a value was followed to."""

    def __init__(self, follower: Follower) -> None:
        self.follower = follower
        self.session = SessionState(follower)

    def at(self, found: Found, answers: list[Answer], keys: list[str | int], depth: int) -> list[Answer]:
        """What stands at the end of a way of keys, begun at any of some answers."""
        for key in keys:
            following: list[Answer] = []
            answers = [answer for answer in answers if not is_nothing(answer)] or answers
            for answer in answers[:MOST_OPTIONS]:
                following.extend(self._at_key(found, answer, key, depth + 1))
            answers = following
        return answers[:MOST_OPTIONS]

    def item(self, found: Found, member: Member, depth: int) -> list[Answer]:
        """What stands at a key of a value: put there by name since (`options["model"] = "a"`), or made with it."""
        put = self._put(found, member, depth)
        if put and put[1]:
            return put[0]
        made = self.at(found, self.follower.follow(found.at(member.of), depth + 1), [member.key], depth)
        if not put:
            return made
        return [*(answer for answer in made if answer not in NOTHING_THERE), *put[0]][:MOST_OPTIONS]

    def _put(self, found: Found, member: Member, depth: int) -> tuple[list[Answer], bool] | None:
        """What is assigned to an item by the name of its collection, and whether that is certain to have happened."""
        if not isinstance(member.of, Reference) or not isinstance(member.key, str):
            return None
        target, file = f"{member.of.name}[{json.dumps(member.key)}]", found.file
        for scope in file.chain(member.of.scope) if target in file.targets else ():
            written = file.assigned.get((scope, target), [])
            before = [item for item in written if item.span.line < member.span.line or scope != member.of.scope]
            if before:
                certain = scope == member.of.scope and file.is_certain(before[-1])
                return follow_assigned(self.follower, found, before[-1:] if certain else before, depth), certain
        return None

    def _at_key(self, found: Found, answer: Answer, key: str | int, depth: int) -> list[Answer]:
        if self.follower.trail.is_too_far(depth):
            return TOO_FAR
        match answer:
            case Symbol(name="os.environ") if isinstance(key, str) and key.isupper():
                return read_variable(self.follower, key, found.file.path)
            case Symbol(name=name) if name == STATE and isinstance(key, str) and (put := self.session.at(key, depth)):
                return put
            case Symbol(name=name):
                return (
                    [Symbol(member_name(name, key))] if isinstance(key, str) else [Missing("item of a foreign object")]
                )
            case Definition():
                return self.attribute(answer, str(key), None, depth)
            case Found():
                return self._of_value(answer, key, depth)
            case _:
                return [Missing("attribute of a computed value")]

    def _of_value(self, answer: Found, key: str | int, depth: int) -> list[Answer]:
        match answer.value:
            case Mapping() as mapping if isinstance(key, str):
                return self.entry(answer, mapping, key, depth)
            case Items(values=values) if isinstance(key, int) and -len(values) <= key < len(values):
                return self.follower.follow(answer.at(values[key]), depth + 1)
            case CallResult() as result:
                return self._of_instance(answer, result, key, depth)
            case Member() as value:
                return [answer.at(Member(value, key, value.span))]
            case Literal() if key == "value":
                return [answer]  # of a member of an enumeration
            case Literal(value=value):
                return [Missing("method of a text" if isinstance(value, str) else "attribute")]
            case _:
                return [Missing("attribute of a computed value")]

    def entry(self, answer: Found, mapping: Mapping, key: str, depth: int) -> list[Answer]:
        """What a mapping holds at a key, of its own or of what is spread into it."""
        value = mapping.get(key)
        if value is not None:
            return self.follower.follow(answer.at(value), depth + 1)
        if not mapping.spread:
            return [Missing("method")]
        if self.follower.trail.is_too_far(depth) or not self.follower.trail.enter("entry", id(mapping), key):
            return TOO_FAR
        try:
            return self._spread(answer, mapping, key, depth)
        finally:
            self.follower.trail.leave("entry", id(mapping), key)

    def _spread(self, answer: Found, mapping: Mapping, key: str, depth: int) -> list[Answer]:
        """What stands at a key in the last of what is spread into a mapping that has it."""
        for spread in reversed(mapping.spread):
            found: list[Answer] = []
            for inner in self.follower.follow(answer.at(spread), depth + 1):
                if not isinstance(inner, Found) or not isinstance(inner.value, Mapping):
                    return [Missing("key passed by **")]
                found.extend(self.entry(inner, inner.value, key, depth + 1))
            if found and found != [Missing("method")] * len(found):
                return found[:MOST_OPTIONS]
        return [Missing("method")]

    def _of_instance(self, answer: Found, result: CallResult, key: str | int, depth: int) -> list[Answer]:
        """An attribute of what a constructor or function gave back."""
        call = answer.file.call(result)
        if isinstance(key, int) and (piece := piece_of(self.follower, answer, call, key, depth)) is not None:
            return [piece]
        if isinstance(key, str) and tail_of(call.callee).startswith("parse_"):
            parsed = self._command_line_default(answer, key, depth)
            if parsed:
                return parsed
        if (
            isinstance(key, int)
            and tail_of(call.callee) in PARSES_CLASSES
            and (made := self._parsed(answer, call, key))
        ):
            return made
        answers: list[Answer] = []
        for callee in self.follower.follow(answer.at(call.callee), depth + 1):
            match callee:
                case Symbol(name=name) if name in PARSERS and key not in SECTION_GETS:
                    held = self.follower.loaded.of_parser(answer, result)
                    answers.extend(self._of_value(held, key, depth) if held is not None else [UNREAD])
                case Symbol(name=name) if name in LOADS and (read := self._loaded(answer, call, key, depth)):
                    answers.extend(read)
                case Symbol(name=name) if key == "parent" and name.startswith("pathlib."):
                    answers.append(answer.at(Member(result, key, result.span)))  # a path, which is read as text
                case Symbol(name=name) if isinstance(key, str) and key.isidentifier():
                    answers.append(Symbol(f"{self.follower.signs.gives(called_name(name))}.{key}"))
                case Definition(file=file, scope=scope) if file.scope(scope).kind == "class":
                    inside = (file.path, file.defined.get((scope, file.constructor), -1))
                    bound = file.language == "python"
                    frame = self.follower.trail.frame(answer.file, call, inside, answer.frame, bound)
                    answers.extend(self.attribute(callee, str(key), frame, depth))
        return answers or [answer.at(Member(result, key, result.span))]

    def _loaded(self, answer: Found, call: Call, key: str | int, depth: int) -> list[Answer]:
        """What stands at a key of a document that is loaded; nothing for lists, which are rows and no settings."""
        held = self.follower.loaded.of_call(answer, call)
        if held is None or not isinstance(held.value, Mapping):
            return []
        given = self._of_value(held, key, depth)
        return [] if any(isinstance(item, Found) and isinstance(item.value, Items) for item in given) else given

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
                return self.follower.follow(Found(answer.file, default, None, "default"), depth + 1)
        return []

    def _parsed(self, answer: Found, call: Call, key: int) -> list[Answer]:
        """The class behind the n-th thing that `HfArgumentParser((First, Second))` gives."""
        receiver = receiver_of(call.callee)
        for parser in self.follower.follow(answer.at(receiver)) if receiver is not None else ():
            if isinstance(parser, Found) and isinstance(parser.value, CallResult):
                given = parser.file.call(parser.value).arguments[:1]
                classes = given[0].values if given and isinstance(given[0], Items) else given
                if key < len(classes):
                    return self.follower.follow(parser.at(classes[key]))
        return []

    # --- attributes of classes of the tree

    def attribute(self, owner: Definition, name: str, frame: Frame | None, depth: int) -> list[Answer]:
        """An attribute of a class of ours: set in its body or its methods, a method, or inherited."""
        if self.follower.trail.is_too_far(depth):
            return TOO_FAR
        file, scope = owner.file, owner.scope
        if file.scope(scope).kind == "module":
            return self._of_module(file, name, depth)
        if file.scope(scope).kind != "class":
            return [Missing("attribute of a function")]
        given = self._field(owner, name, frame, depth)
        if given is not None:
            return given
        answers = self._assigned(owner, name, frame, depth)
        if (method := file.defined.get((scope, name))) is not None:
            return self._method(owner, method, frame, depth)
        return self._declared(owner, name, answers) if answers else self._inherited(owner, name, frame, depth)

    def _method(self, owner: Definition, method: int, frame: Frame | None, depth: int) -> list[Answer]:
        """A method, or what it gives back where it is read like an attribute (`@property`)."""
        file, returns = owner.file, owner.file.scope(method).returns
        names = {item.name.rpartition(".")[2] for item in file.scope(method).decorators if isinstance(item, Reference)}
        if not names & PROPERTIES or not returns or not self.follower.trail.enter(file.path, method, "()"):
            return [Definition(file, method)]
        try:
            return follow_each(self.follower, Found(file, returns[0], frame), returns, depth)
        finally:
            self.follower.trail.leave(file.path, method, "()")

    def _of_module(self, file: CodeFile, name: str, depth: int) -> list[Answer]:
        """A name of a module of the tree, or a module inside a package."""
        if file.binds(name):
            return self.follower.follow(Found(file, Reference(name, 0, file.scope(0).span)), depth + 1)
        if file.language == "javascript":
            return self._exported(file, name, depth)
        inner = self.follower.sources.module(f".{name}", file.path)
        found = inner is not None and inner.path != file.path and inner.facts.scopes
        return [Definition(inner, 0)] if inner is not None and found else [Missing("name of a module")]

    def _exported(self, file: CodeFile, name: str, depth: int) -> list[Answer]:
        """What a module of JavaScript gives on from others, else a member of the object that it is as a whole."""
        reference = Reference(name, 0, file.scope(0).span)
        answers = self.follower.follow(Found(file, reference), depth + 1) if file.star_imports else []
        if answers and answers != [Symbol(name)]:
            return answers
        if not file.binds("default"):
            return [Missing("name of a module")]
        whole = Found(file, Reference("default", 0, file.scope(0).span))
        return self.at(whole, self.follower.follow(whole, depth + 1), [name], depth + 1)

    def _field(self, owner: Definition, name: str, frame: Frame | None, depth: int) -> list[Answer] | None:
        """A field of a dataclass or settings class that its constructor call gives by keyword."""
        if owner.file.language == "javascript":
            return None
        if frame is None or frame.inside != (owner.file.path, -1) or (owner.scope, "__init__") in owner.file.defined:
            return None
        given = frame.call.keyword(name)
        return self.follower.follow(Found(frame.file, given, frame.outer), depth + 1) if given is not None else None

    def _assigned(self, owner: Definition, name: str, frame: Frame | None, depth: int) -> list[Answer]:
        answers: list[Answer] = []
        for assigned in owner.file.attribute_assignments(owner.scope, name):
            start = Found(owner.file, assigned[0].value, frame, "literal")
            answers.extend(follow_assigned(self.follower, start, assigned, depth + 1))
        return answers

    def _declared(self, owner: Definition, name: str, answers: list[Answer]) -> list[Answer]:
        """A settings class reads the environment: what stands there goes before a field that is only declared."""
        given = [answer for answer in answers if answer != Missing("declared only")]
        is_settings = any("Settings" in base for base in owner.file.scope(owner.scope).bases)
        if given and is_settings:
            return [item.at(item.value, "default") if isinstance(item, Found) else item for item in given]
        if given:
            return given
        if is_settings:
            return read_variable(self.follower, name.upper(), owner.file.path)
        return answers

    def _inherited(self, owner: Definition, name: str, frame: Frame | None, depth: int) -> list[Answer]:
        answers: list[Answer] = []
        scope = owner.file.scope(owner.scope)
        for base in scope.bases:
            reference = Reference(base, scope.parent, scope.span)
            for answer in self.follower.follow(Found(owner.file, reference), depth + 1):
                if isinstance(answer, Definition) and answer.key != owner.key:
                    answers.extend(self.attribute(answer, name, frame, depth + 2))
                elif isinstance(answer, Symbol):
                    answers.append(Symbol(f"{self.follower.signs.gives(answer.name)}.{name}"))
        return answers[:MOST_OPTIONS] or [Missing("attribute not found")]
