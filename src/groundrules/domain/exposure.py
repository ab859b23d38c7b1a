"""What a repository shows of its indexes to others: databases without a lock, index files under git."""

from __future__ import annotations

from dataclasses import dataclass

from groundrules.domain.location import Location


@dataclass(slots=True, eq=False, kw_only=True)
class OpenDatabase:
    """A database that a compose file publishes to the network with its authentication off.

    `name` is the service, `port` as published, `because` what leaves it open, in words.
    """

    name: str
    product: str
    port: str
    because: str
    location: Location
