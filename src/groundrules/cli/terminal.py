"""What stdout is and takes: colour, width, encoding, and a reader that may leave."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping

PLAIN_WIDTH = 120


def wants_color(mode: str, environment: Mapping[str, str], is_terminal: bool) -> bool:
    """Whether to colour: as told, else by NO_COLOR and FORCE_COLOR, else on a terminal that can."""
    if mode != "auto":
        return mode == "always"
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR"):
        return True
    return is_terminal and environment.get("TERM") != "dumb"


def text_width(environment: Mapping[str, str], is_terminal: bool) -> int:
    """Columns of the terminal; elsewhere COLUMNS or a fixed width, so that logs are the same on every machine."""
    if is_terminal:
        return shutil.get_terminal_size((PLAIN_WIDTH, 24)).columns
    columns = environment.get("COLUMNS", "")
    return int(columns) if columns.isdecimal() and int(columns) else PLAIN_WIDTH


def encoded(text: str, encoding: str) -> bytes:
    """Bytes of a text. What the encoding lacks (or a file's name that is not text) is spelled out."""
    return text.encode(encoding, "backslashreplace")


def write_stdout(text: str, encoding: str | None = None) -> None:
    """Print, in the terminal's own encoding where none is given. A reader that has gone (`| head`) is no error."""
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(encoded(text, encoding or sys.stdout.encoding or "utf-8"))
        sys.stdout.flush()
    except BrokenPipeError:
        # The interpreter flushes stdout once more as it ends; that must not fail aloud either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
