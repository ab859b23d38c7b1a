"""The templates, and the policy under which a browser opens what they give."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from groundrules.domain.outcome import Outcome
from groundrules.report.html.view import view_of
from groundrules.report.visible import visible

_FOLDER = Path(__file__).parent / "template"


class Page:
    """Draws reports. Whatever a template prints is made visible, then escaped."""

    def __init__(self) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(_FOLDER),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=_shown,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._style = (_FOLDER / "style.css").read_text(encoding="utf-8")
        self._script = (_FOLDER / "script.js").read_text(encoding="utf-8")

    def drawn(self, outcome: Outcome) -> str:
        """The whole page, ending in a newline."""
        template = self._environment.get_template("report.html.j2")
        return template.render(
            report=view_of(outcome), policy=self._policy(), style=Markup(self._style), script=Markup(self._script)
        ).rstrip("\n") + "\n"  # fmt: skip

    def _policy(self) -> str:
        return (
            f"default-src 'none'; style-src {_source(self._style)}; script-src {_source(self._script)}; "
            "base-uri 'none'; form-action 'none'"
        )


def _source(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def _shown(value: Any) -> Any:
    """Text of ours and of others alike: hidden and control characters are seen. Markup is what a template made."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
