"""How products show themselves, and what is known of models."""

from __future__ import annotations

from pathlib import Path

import msgspec

from groundrules.domain.catalogue import Catalogue, CatalogueEntry, ModelFacts
from groundrules.domain.errors import GroundrulesError
from groundrules.knowledge.compiled import read_compiled
from groundrules.knowledge.conversion import convert
from groundrules.knowledge.document import read_document
from groundrules.knowledge.file import read_text, shown
from groundrules.knowledge.grounding import load_grounding


class ModelList(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`models.json`: facts on models, the ISO date they are of, and where they were read."""

    as_of: str
    source: str | tuple[str, ...]
    models: tuple[ModelFacts, ...]


def load_catalogue(root: Path) -> Catalogue:
    """Read `catalog/*.yaml` (or what a wheel has compiled of them) and `catalog/models.json`; names are unique.

    `as_of` is the latest date that any of the facts is of.
    Errors: `GroundrulesError` with path and line.
    """
    compiled = read_compiled(root)
    entries = compiled if compiled is not None else read_entries(root)
    listed = load_models(root / "catalog" / "models.json", root)
    models = {model.name: model for model in listed.models}
    dates = [entry.service.as_of for entry in entries.values() if entry.service is not None]
    dates += [retirement.as_of for entry in entries.values() for retirement in entry.retirements]
    return Catalogue(entries, models, max([*dates, listed.as_of]), listed.as_of, load_grounding(root))


def read_entries(root: Path) -> dict[str, CatalogueEntry]:
    """The entries of `catalog/*.yaml` by id. Errors: `GroundrulesError` with path and line."""
    entries: dict[str, CatalogueEntry] = {}
    for path in sorted((root / "catalog").glob("*.yaml")):
        _add_entries(path, root, entries)
    return entries


def _add_entries(path: Path, root: Path, entries: dict[str, CatalogueEntry]) -> None:
    document = read_document(read_text(path), shown(path, root))
    for position, entry in enumerate(convert(document, list[CatalogueEntry])):
        if entry.id in entries:
            line = document.line((position, "id"))
            raise GroundrulesError(f"the entry {entry.id!r} is there twice", document.path, line)
        entries[entry.id] = entry


def load_models(path: Path, root: Path) -> ModelList:
    """Read the list of models; no list where the file is missing, as in a pack of entries alone.

    Errors: `GroundrulesError` where it is not the JSON it should be, or names a model twice.
    """
    if not path.is_file():
        return ModelList("", "", ())
    try:
        listed = msgspec.json.decode(path.read_bytes(), type=ModelList)
    except msgspec.MsgspecError as error:
        raise GroundrulesError(str(error), shown(path, root), 1) from None
    seen: set[str] = set()
    for model in listed.models:
        if model.name in seen:
            raise GroundrulesError(f"the model {model.name!r} is there twice", shown(path, root), 1)
        seen.add(model.name)
    return listed
