"""A comment that is never longer than a comment may be: what does not fit is counted instead."""

from __future__ import annotations

from collections.abc import Sequence

MOST_CHARACTERS = 65_536
"""What GitHub takes in the body of a comment."""
_RESERVE = 300


class Comment:
    """Blocks between a head and a foot that always stand."""

    def __init__(self, head: Sequence[str], foot: Sequence[str]) -> None:
        self._head, self._foot = "\n".join(head), "\n".join(foot)
        self._blocks: list[str] = []
        self._room = MOST_CHARACTERS - len(self._head) - len(self._foot) - _RESERVE

    def add_all(self, blocks: Sequence[Sequence[str]], noun: str) -> None:
        """Add blocks of lines in order, as long as they fit; then say how many more there are."""
        for number, lines in enumerate(blocks):
            block = "\n".join(lines)
            if len(block) + 2 > self._room:
                more = len(blocks) - number
                self._blocks.append(f"and {more:,} more {noun}{'s' if more > 1 else ''} (all are in the json report)")
                return
            self._blocks.append(block)
            self._room -= len(block) + 2

    def text(self) -> str:
        """The comment, ending in a newline."""
        return "\n\n".join([self._head.rstrip("\n"), *self._blocks, self._foot]) + "\n"
