"""YAML events to values: anchors by reference within a budget, merge keys, the last of duplicate keys."""

from __future__ import annotations

from typing import Any

from groundrules.domain.location import Span
from groundrules.domain.value import Entry, Items, Mapping, Unknown, Value
from groundrules.extract.decoding import UnreadableError
from groundrules.extract.lines import Lines
from groundrules.extract.tree import DEEPEST, literal
from groundrules.extract.yaml_scalar import scalar

_MOST_ALIASED_NODES = 100_000
"""Nodes that aliases may add. Each counts as often as it is repeated: nine lines of YAML can stand for billions."""


class _Node:
    """A value, where its text ends, how many nodes it stands for, and how deep it goes."""

    __slots__ = ("end", "height", "key", "nodes", "value")

    def __init__(self, value: Value, end: int, key: str | None = None, nodes: int = 1, height: int = 1) -> None:
        self.value = value
        self.end = end
        self.key = key
        self.nodes = nodes
        self.height = height


class _Open:
    """A collection whose end has not come yet."""

    __slots__ = ("anchor", "children", "is_mapping", "start")

    def __init__(self, start: int, anchor: str | None, is_mapping: bool) -> None:
        self.start = start
        self.anchor = anchor
        self.is_mapping = is_mapping
        self.children: list[_Node] = []


class Composer:
    """Takes events one by one and gives back the root of each document at its end."""

    def __init__(self, lines: Lines) -> None:
        """Compose a text with these lines."""
        self._lines = lines
        self._stack: list[_Open] = []
        self._anchors: dict[str, _Node | None] = {}
        self._aliased = 0
        self._root: Value | None = None

    def take(self, event: Any) -> Value | None:
        """Take the next event. Raises `UnreadableError` where the document is too deep or too large."""
        name = type(event).__name__
        if name == "ScalarEvent":
            self._scalar(event)
        elif name in ("MappingStartEvent", "SequenceStartEvent"):
            self._open(event, name == "MappingStartEvent")
        elif name in ("MappingEndEvent", "SequenceEndEvent"):
            self._close(event)
        elif name == "AliasEvent":
            self._alias(event)
        elif name == "DocumentStartEvent":
            self._anchors, self._root = {}, None
        elif name == "DocumentEndEvent":
            return self._root
        return None

    def _scalar(self, event: Any) -> None:
        value, start, end = scalar(event, self._lines.text)
        node = _Node(literal(value, self._lines.span(start, end)), end, event.value)
        if _is_merge(event):
            node.key = "<<"
        elif event.value == "<<":
            node.key = '"<<"'
        self._add(node, event.anchor)

    def _open(self, event: Any, is_mapping: bool) -> None:
        if len(self._stack) >= DEEPEST:
            raise UnreadableError("nested too deeply", line=self._lines.position(event.start_mark.index)[0])
        self._stack.append(_Open(event.start_mark.index, event.anchor, is_mapping))
        if event.anchor:
            self._anchors[event.anchor] = None

    def _close(self, event: Any) -> None:
        opened = self._stack.pop()
        children = opened.children
        end = self._end(opened, event)
        span = self._lines.span(opened.start, end)
        value = _mapping(children, span) if opened.is_mapping else Items(tuple(c.value for c in children), span)
        nodes = 1 + sum(child.nodes for child in children)
        height = 1 + max((child.height for child in children), default=0)
        self._add(_Node(value, end, None, nodes, height), opened.anchor)

    def _end(self, opened: _Open, event: Any) -> int:
        """Where a collection's text ends: without brackets, its end event comes only at the next token, lines later."""
        if self._lines.text[opened.start : opened.start + 1] in ("[", "{") or not opened.children:
            return int(event.end_mark.index)
        return opened.children[-1].end

    def _alias(self, event: Any) -> None:
        end = event.end_mark.index
        span = self._lines.span(event.start_mark.index, end)
        if event.anchor not in self._anchors:
            raise UnreadableError("not parseable", f"alias '{event.anchor}' has no anchor", span.line)
        target = self._anchors[event.anchor]
        if target is None:
            self._add(_Node(Unknown("an alias of what it stands in", span), end), None)
            return
        self._aliased += target.nodes
        if self._aliased > _MOST_ALIASED_NODES:
            raise UnreadableError("too many aliases", line=span.line)
        if len(self._stack) + target.height > DEEPEST:
            raise UnreadableError("nested too deeply", line=span.line)
        self._add(_Node(target.value, end, target.key, target.nodes, target.height), None)

    def _add(self, node: _Node, anchor: str | None) -> None:
        if anchor:
            self._anchors[anchor] = node
        if self._stack:
            self._stack[-1].children.append(node)
        else:
            self._root = node.value


def _is_merge(event: Any) -> bool:
    """Whether a scalar is the merge key: a plain `<<`."""
    return event.value == "<<" and not event.style


def _mapping(children: list[_Node], span: Span) -> Mapping:
    """A mapping of alternating keys and values; of a key written twice the last counts, as in every YAML reader."""
    named: dict[str, Entry] = {}
    unnamed: list[Entry] = []
    spread: list[Value] = []
    for key, node in zip(children[::2], children[1::2], strict=False):
        at = key.value.span
        if key.key == "<<":
            spread.extend(node.value.values if isinstance(node.value, Items) else (node.value,))
        elif key.key is None:
            unnamed.append(Entry(None, node.value, at))
        else:
            named.pop(key.key, None)
            named[key.key] = Entry(key.key, node.value, at)
    return Mapping((*named.values(), *unnamed), span, tuple(spread))
