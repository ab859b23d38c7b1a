"""The assets alone, as a bill of materials: one module a format, each imported only when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from groundrules.report.inventory.document import Inventory
from groundrules.report.inventory.wish import Wish

FORMATS: dict[str, str] = {
    "table": "groundrules.report.inventory.table",
    "json": "groundrules.report.inventory.json",
    "cyclonedx": "groundrules.report.inventory.cyclonedx",
}
"""Every format and the module that writes it: each has `render(inventory, wish)`."""


class InventoryFormat(Protocol):
    """A module that writes one format."""

    def render(self, inventory: Inventory, wish: Wish) -> str:
        """The whole inventory, ending in a newline."""


def render_inventory(inventory: Inventory, format: str, wish: Wish) -> str:
    """The inventory in one of `FORMATS`, ending in a newline. The same inventory and wish give the same text."""
    module = cast(InventoryFormat, import_module(FORMATS[format]))
    return module.render(inventory, wish)
