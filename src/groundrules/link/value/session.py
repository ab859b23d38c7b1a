"""Values that people choose in a page of Streamlit: widgets with fixed choices, and the state that pages share."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from groundrules.domain.facts import Assignment, Call
from groundrules.domain.value import Items, Value
from groundrules.link.value.answer import Answer, Found, Missing
from groundrules.link.value.code import CodeFile
from groundrules.link.value.follower import MOST_OPTIONS, Follower, follow_assigned, follow_each

STATE = "streamlit.session_state"
_STATE = "session_state"
_WIDGETS = {"selectbox", "radio", "select_slider", "segmented_control", "pills"}


def is_choice(name: str) -> bool:
    """Whether a qualified name is that of a widget that gives one of its options."""
    return name.startswith("streamlit.") and name.rpartition(".")[2] in _WIDGETS


def chosen(follower: Follower, found: Found, call: Call, depth: int) -> list[Answer]:
    """The options of a widget, where its list is written out; the call itself where it is not."""
    options: Value | None = call.keyword("options") or (call.arguments[1] if len(call.arguments) > 1 else None)
    answers: list[Answer] = []
    for listed in follower.follow(found.at(options), depth + 1) if options is not None else ():
        if not isinstance(listed, Found) or not isinstance(listed.value, Items) or not listed.value.values:
            return [found]
        answers.extend(follow_each(follower, listed, listed.value.values, depth))
    return answers[:MOST_OPTIONS] if len(answers) <= MOST_OPTIONS else [Missing("too many")]


class SessionState:
    """What the pages of a tree put into the state that they share, by name."""

    def __init__(self, follower: Follower) -> None:
        self.follower = follower

    def at(self, name: str, depth: int) -> list[Answer]:
        """What any page puts under a name; nothing where none was seen to."""
        answers: list[Answer] = []
        for file, item in self._assigned.get(name, ())[:MOST_OPTIONS]:
            answers.extend(follow_assigned(self.follower, Found(file, item.value), [item], depth + 1))
        return [answer for answer in answers if answer != Missing("defined by itself")][:MOST_OPTIONS]

    @cached_property
    def _assigned(self) -> dict[str, list[tuple[CodeFile, Assignment]]]:
        found: dict[str, list[tuple[CodeFile, Assignment]]] = defaultdict(list)
        for file in self.follower.sources.read_so_far():
            for item in file.facts.assignments:
                if _STATE in item.target and (name := _name_in(item.target)):
                    found[name].append((file, item))
        return found


def _name_in(target: str) -> str:
    """The name under which a target puts something into the state: `model` of `st.session_state["model"]`."""
    rest = target.partition(_STATE)[2]
    if rest.startswith('["') and rest.endswith('"]'):
        return rest[2:-2]
    return rest[1:] if rest.startswith(".") and rest[1:].isidentifier() else ""
