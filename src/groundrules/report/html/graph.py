"""Nodes in columns and the edges between them; what is too many for a picture stands together in one node."""

from __future__ import annotations

from dataclasses import dataclass

from groundrules.report.visible import sentence

_LAYERS = ("retrieval", "prompt", "fine-tune")
_MOST_ALIKE = 5
_SHOWN_CHARACTERS = 21
_SMALL_CHARACTERS = 26


@dataclass(frozen=True, slots=True)
class Node:
    """A box: its column (from 0), its layer, a title and a line below it. `is_gap`: it is not there, or not known."""

    key: str
    column: int
    layer: str
    title: str
    told: str
    is_gap: bool = False

    @property
    def short_title(self) -> str:
        """As much of the title as fits."""
        return _cut(self.title, _SHOWN_CHARACTERS)

    @property
    def short_told(self) -> str:
        """As much of the line below as fits."""
        return _cut(self.told, _SMALL_CHARACTERS)


class Graph:
    """Takes nodes and edges in any order; an edge counts where both ends are there."""

    def __init__(self) -> None:
        self._nodes: dict[str, Node] = {}
        self._joins: list[tuple[str, str]] = []

    def add(self, node: Node) -> None:
        """Add a node, once."""
        self._nodes.setdefault(node.key, node)

    def join(self, start: str, end: str) -> None:
        """Add an edge between two nodes, by their keys."""
        self._joins.append((start, end))

    def column(self, column: int) -> list[Node]:
        """The nodes of a column as they are shown, layer by layer."""
        shown = []
        for layer in _LAYERS:
            alike = self._alike(column, layer)
            shown += alike[:_MOST_ALIKE] if len(alike) > _MOST_ALIKE + 1 else alike
            if len(alike) > _MOST_ALIKE + 1:
                more = len(alike) - _MOST_ALIKE
                shown.append(Node(_more(column, layer), column, layer, f"and {more:,} more", "all in the json report"))
        return shown

    def edges(self) -> list[tuple[str, str]]:
        """The edges between nodes as they are shown, each once, never one that goes back."""
        shown = {node.key: node for column in range(6) for node in self.column(column)}
        found = [(self._shown_key(start, shown), self._shown_key(end, shown)) for start, end in self._joins]
        return list(
            dict.fromkeys(pair for pair in found if all(pair) and shown[pair[0]].column < shown[pair[1]].column)
        )

    def _alike(self, column: int, layer: str) -> list[Node]:
        return [node for node in self._nodes.values() if (node.column, node.layer) == (column, layer)]

    def _shown_key(self, key: str, shown: dict[str, Node]) -> str:
        """The node that stands for a key: itself, or the one that many stand together in; empty where there is none."""
        if key in shown or key not in self._nodes:
            return key if key in shown else ""
        node = self._nodes[key]
        return _more(node.column, node.layer)


def _more(column: int, layer: str) -> str:
    return f"more:{column}:{layer}"


def _cut(text: str, most: int) -> str:
    line = sentence(text)
    return line if len(line) <= most else f"{line[: most - 1]}…"
