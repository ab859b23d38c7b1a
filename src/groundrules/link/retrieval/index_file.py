"""Files of an index that are kept under git."""

from __future__ import annotations

from groundrules.domain.location import Location
from groundrules.domain.source import Tree
from groundrules.link.product.configuration import ConfigSigns

ROLES = ("product", "evaluation")


def index_files(tree: Tree, signs: ConfigSigns) -> list[Location]:
    """The index files that git tracks, by the names that the catalogue gives, outside tests and examples."""
    return [
        Location(file.path)
        for file in tree.files
        if file.blob_id is not None
        and file.role in ROLES
        and any(entry.kind == "vector_store" for entry in signs.of_path(file.path))
    ]
