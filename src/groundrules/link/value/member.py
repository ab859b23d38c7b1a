"""What an attribute or a subscript is: of a mapping, a list, somebody else's object, or a class of the tree."""

from __future__ import annotations

from groundrules.domain.facts import Call
from groundrules.domain.value import CallResult, Items, Literal, Mapping, Member, Reference
from groundrules.link.value.answer import Answer, Definition, Found, Frame, Missing, Symbol
from groundrules.link.value.code import CodeFile, receiver_of, tail_of
from groundrules.link.value.follower import MOST_OPTIONS, Follower, follow_assigned, read_variable
from groundrules.link.value.node_module import called_name, member_name
from groundrules.link.value.trail import TOO_FAR

PARSES_CLASSES = {"parse_args_into_dataclasses", "parse_args_and_config", "parse_json_file", "parse_yaml_file"}
"""What gives instances of the classes that its parser was made of, in order."""


class Members:
    """Answers what stands at a key of what a value was followed to."""

    def __init__(self, follower: Follower) -> None:
        self.follower = follower

    def at(self, found: Found, answers: list[Answer], keys: list[str | int], depth: int) -> list[Answer]:
        """What stands at the end of a way of keys, begun at any of some answers."""
        for key in keys:
            following: list[Answer] = []
            for answer in answers[:MOST_OPTIONS]:
                following.extend(self._at_key(found, answer, key, depth + 1))
            answers = following
        return answers[:MOST_OPTIONS]

    def _at_key(self, found: Found, answer: Answer, key: str | int, depth: int) -> list[Answer]:
        if self.follower.trail.is_too_far(depth):
            return TOO_FAR
        match answer:
            case Symbol(name="os.environ") if isinstance(key, str) and key.isupper():
                return read_variable(self.follower, key, found.file.path)
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
                value = mapping.get(key)
                if value is not None:
                    return self.follower.follow(answer.at(value), depth + 1)
                return [Missing("method" if not mapping.spread else "key passed by **")]
            case Items(values=values) if isinstance(key, int) and -len(values) <= key < len(values):
                return self.follower.follow(answer.at(values[key]), depth + 1)
            case CallResult() as result:
                return self._of_instance(answer, result, key, depth)
            case Member() as value:
                return [answer.at(Member(value, key, value.span))]
            case Literal(value=value):
                return [Missing("method of a text" if isinstance(value, str) else "attribute")]
            case _:
                return [Missing("attribute of a computed value")]

    def _of_instance(self, answer: Found, result: CallResult, key: str | int, depth: int) -> list[Answer]:
        """An attribute of what a constructor or function gave back."""
        call = answer.file.call(result)
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
            return [Definition(file, method)]
        return self._declared(owner, name, answers) if answers else self._inherited(owner, name, frame, depth)

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
        if given:
            return given
        if any("Settings" in base for base in owner.file.scope(owner.scope).bases):
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
