"""The catalogue's entries as one file that decodes at once: made when a wheel is built, and used only where it fits.

It holds the digest of the files that it was made of. Where that differs, or the file is missing or broken, the YAML is
read. Nothing in it is executed: it is MessagePack, decoded into the structs it must be.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import msgspec

from groundrules.domain.catalogue import CatalogueEntry

NAME = "catalog.msgpack"
"""Beside the folder `catalog`, in an installed wheel."""


class Compiled(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Entries in the order of their files, and the digest of those."""

    digest: str
    entries: tuple[CatalogueEntry, ...]


def read_compiled(root: Path) -> dict[str, CatalogueEntry] | None:
    """The entries by id, where a compiled catalogue fits the files that are there; else None."""
    try:
        source = (root / NAME).read_bytes()
        compiled = msgspec.msgpack.decode(source, type=Compiled)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return None
    if compiled.digest != digest_of(root):
        return None
    return {entry.id: entry for entry in compiled.entries}


def compiled(root: Path, entries: Iterable[CatalogueEntry]) -> bytes:
    """The content of a compiled catalogue, made of what was read from the YAML files under `root`."""
    return msgspec.msgpack.encode(Compiled(digest_of(root), tuple(entries)))


def digest_of(root: Path) -> str:
    """A digest of the names and contents of the catalogue's YAML files."""
    digest = hashlib.blake2b(digest_size=32)
    for path in sorted((root / "catalog").glob("*.yaml")):
        content = path.read_bytes()
        digest.update(f"{path.name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()
