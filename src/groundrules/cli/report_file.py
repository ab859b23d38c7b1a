"""`--report FORMAT=FILE` and `--output FILE`: files that a run writes, whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from groundrules.cli.option import ReportFile
from groundrules.domain.errors import GroundrulesError


def check_writable(reports: Sequence[ReportFile], option: str = "--report") -> None:
    """Refuse, before anything is read, files that could not be written. Errors: `GroundrulesError`."""
    seen: set[Path] = set()
    for report in reports:
        path = report.path.absolute()
        if path in seen:
            raise GroundrulesError(f"{option} names '{report.path}' twice")
        seen.add(path)
        if path.is_dir():
            raise GroundrulesError(f"{option}: '{report.path}' is a folder")
        if not path.parent.is_dir():
            raise GroundrulesError(f"{option}: there is no folder '{report.path.parent}' to write '{path.name}' to")


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all. Errors: `GroundrulesError` where the system refuses."""
    try:
        _replace(path.absolute(), content)
    except OSError as error:
        raise GroundrulesError(f"cannot write '{path}': {(error.strerror or str(error)).lower()}") from None


def _replace(path: Path, content: bytes) -> None:
    """Write beside the file, then take its place: a reader sees the old file or the new one."""
    target = path.resolve()
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        Path(name).chmod(_mode(target))
        Path(name).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _mode(path: Path) -> int:
    """The permissions of the file that is replaced, else those that a new file gets."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
