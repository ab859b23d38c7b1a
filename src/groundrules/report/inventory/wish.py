"""What an inventory's reader asks for beside its format."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from groundrules.report.look import Look


@dataclass(frozen=True, slots=True)
class Wish:
    """`everything` lists assets of tests, examples and documents in the table, too; `timestamp` stands in CycloneDX."""

    look: Look = field(default_factory=Look)
    everything: bool = False
    timestamp: datetime.datetime | None = None
