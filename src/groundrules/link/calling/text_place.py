"""Where a stretch of a prompt stands in its file."""

from __future__ import annotations

from groundrules.domain.location import Location


def place_in(text: str, start: int, end: int, location: Location) -> Location:
    """The place of `text[start:end]` where the text begins at a location: its line, and on it the stretch itself.

    The first line of a prompt begins after a quote or key whose width is not known: there the line is all that is said.
    """
    line = location.line + text.count("\n", 0, start)
    begin = text.rfind("\n", 0, start) + 1
    if line == location.line:
        return Location(location.path, line, location.column, line, 0, location.cell)
    stop = text.find("\n", start)
    last = min(end, stop) if stop >= 0 else end
    return Location(location.path, line, start - begin + 1, line, last - begin + 1, location.cell)
