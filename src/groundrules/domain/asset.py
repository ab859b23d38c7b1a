"""What every asset has in common."""

from __future__ import annotations

from dataclasses import dataclass, field

from groundrules.domain.location import Location
from groundrules.domain.source import FileRole
from groundrules.domain.unknown import Setting


@dataclass(slots=True, eq=False, kw_only=True)
class Asset:
    """What every asset has: a stable id, the product it belongs to, and where it stands.

    `role` is the role of its file; rules below persona `auditor` judge `product` and `evaluation` code only.
    """

    id: str
    kind: str
    product: str
    product_id: str
    location: Location
    role: FileRole = "product"
    provider: str = ""
    values: dict[str, Setting] = field(default_factory=dict)
