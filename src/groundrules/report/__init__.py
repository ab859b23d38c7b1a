"""Show an outcome: one module a format, each imported only when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from groundrules.domain.errors import GroundrulesError, nearest
from groundrules.domain.outcome import Outcome
from groundrules.report.look import Format, Look

FORMATS: dict[str, str] = {
    "text": "groundrules.report.text",
    "concise": "groundrules.report.concise",
    "json": "groundrules.report.json",
    "sarif": "groundrules.report.sarif",
    "github": "groundrules.report.github",
    "gitlab": "groundrules.report.gitlab",
    "junit": "groundrules.report.junit",
    "markdown": "groundrules.report.markdown",
    "html": "groundrules.report.html",
}
"""Every format and the module that writes it: each has `render(outcome, look)`."""


def render(outcome: Outcome, format: str, *, color: bool = False, width: int = 100, links: bool = False) -> str:
    """The report in one format, ending in a newline.

    `color`, `width` (terminal cells) and `links` (terminal hyperlinks) matter to `text` alone; who calls decides them.
    Reads source lines below `outcome.root` for `text`. Errors: `GroundrulesError` for a format that does not exist.
    """
    if format not in FORMATS:
        known = ", ".join(FORMATS)
        raise GroundrulesError(f"unknown format {format!r}{nearest(format, FORMATS)}; known formats: {known}")
    module = cast(Format, import_module(FORMATS[format]))
    return module.render(outcome, Look(color=color, width=width, links=links))
