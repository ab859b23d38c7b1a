"""The inventory for programs: one JSON document of the shape in `document.py`."""

from __future__ import annotations

from groundrules.report.encoding import encoded
from groundrules.report.inventory.document import Inventory
from groundrules.report.inventory.wish import Wish


def render(inventory: Inventory, wish: Wish) -> str:
    """The document, indented by two."""
    return encoded(inventory)
