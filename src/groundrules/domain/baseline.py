"""A baseline: the findings that a project has accepted for now, by their fingerprints."""

from __future__ import annotations

import msgspec

SCHEMA = "groundrules-baseline/1"


class BaselineEntry(msgspec.Struct, frozen=True):
    """One accepted finding: found again by its fingerprint; rule, path and message are for whoever reads the file."""

    fingerprint: str
    rule: str
    path: str
    message: str


class BaselineDocument(msgspec.Struct):
    """The file as it is written. `schema` says of which generation it is."""

    schema: str = SCHEMA
    findings: tuple[BaselineEntry, ...] = ()


class Baseline(msgspec.Struct, frozen=True):
    """A baseline that was read: `path` is that of its file, as shown; `lines` are those of its entries, from 1."""

    path: str
    entries: tuple[BaselineEntry, ...] = ()
    lines: tuple[int, ...] = ()
