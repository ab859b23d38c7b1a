"""What the text report is written on: lines that wrap or do not, in colour or not, of a fixed width."""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.style import Style
from rich.table import Table
from rich.text import Text

from groundrules.report.look import Look
from groundrules.report.uri import quoted
from groundrules.report.visible import inert

LEAST_WIDTH = 40
# One cell, no white space: rich breaks lines at every kind of space, at those too that must not be broken at.
_KEPT_SPACE = "\ue000"
# rich gives every link an id drawn at random; without it the same report is the same text.
_LINK_ID = re.compile(r"\x1b\]8;id=[^;\x1b]*;")


class Paper:
    """Collects the lines of a report.

    Whatever is handed over must be visible already (`visible.py`): nothing is interpreted as markup.
    """

    def __init__(self, look: Look) -> None:
        self.width = max(look.width, LEAST_WIDTH)
        self.color = look.color
        self._links = look.links and look.color
        self._file = StringIO()
        self._console = Console(
            file=self._file,
            width=self.width,
            color_system="standard" if look.color else None,
            force_terminal=look.color,
            no_color=not look.color,
            legacy_windows=False,
            markup=False,
            emoji=False,
            highlight=False,
        )

    def line(self, *parts: str | tuple[str, str] | Text) -> None:
        """One line as it is, however long: a path must stay whole to be opened."""
        text = Text.assemble(*parts)
        text.rstrip()
        text.plain = inert(text.plain)
        self._console.print(text, soft_wrap=True)

    def flow(self, lead: Text, body: Text, rest: Text | None = None) -> None:
        """A paragraph after its lead, wrapped; further lines begin with `rest`, or stand under the first word.

        A number and its per cent sign stay on one line.
        """
        rest = Text(" " * lead.cell_len) if rest is None else rest
        room = max(self.width - max(lead.cell_len, rest.cell_len), LEAST_WIDTH // 2)
        body.plain = body.plain.replace(" %", f"{_KEPT_SPACE}%")
        for number, line in enumerate(body.wrap(self._console, room)):
            line.plain = line.plain.replace(_KEPT_SPACE, " ")
            self.line(rest if number else lead, line)

    def table(self, table: Table) -> None:
        """A table, no wider than the paper. Its cells must be inert already."""
        for segments in self._console.render_lines(table, pad=False):
            self.line(Text.assemble(*((segment.text, segment.style or "") for segment in segments)))

    def link(self, shown: str, root: str, path: str) -> Text:
        """A path that a terminal with links can open."""
        if not self._links:
            return Text(shown)
        return Text(shown, Style(link=f"{Path(root).as_uri()}/{quoted(path)}"))

    def text(self) -> str:
        """Everything written so far."""
        return _LINK_ID.sub("\x1b]8;;", self._file.getvalue())
