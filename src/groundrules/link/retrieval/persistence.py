"""Whether an index outlives the process: by product, argument, client, or because it is written to a file."""

from __future__ import annotations

from collections.abc import Iterator

from groundrules.domain.catalogue import AssetKind
from groundrules.domain.unknown import UnknownType
from groundrules.link.evidence import Evidence
from groundrules.link.product.sighting import Sighting
from groundrules.link.value.answer import Found

DUMPS = {"pickle.dump", "pickle.dumps", "cloudpickle.dump", "dill.dump", "joblib.dump", "torch.save"}
MEMORY = ":memory:"
BY_STORE = "store"
"""The fact of a method of many stores: the one that it is called on tells."""
MADE: tuple[AssetKind, ...] = ("vector_store", "ingestion", "client")
HANDED_IN = "the store is handed in"


class Persistence:
    """Answers it for one sighting of a store."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self._dumped = set(self._dumped_calls())

    def of(self, sighting: Sighting) -> bool | UnknownType:
        """Whether what is opened, filled or asked here is kept."""
        if "persistent" in sighting.implied:
            return bool(sighting.implied["persistent"])
        if (sighting.file.path, sighting.call) in self._dumped:
            return True
        fact = sighting.entry.facts.get("persistent")
        if isinstance(fact, bool):
            return fact
        if isinstance(fact, str) and fact not in ("client", BY_STORE) and self._is_given(sighting, fact):
            return True
        return self._by_client(sighting)

    def _is_given(self, sighting: Sighting, name: str) -> bool:
        given = self.evidence.reader.setting(sighting, name)
        return given.state != "unset" and MEMORY not in str(given.value)

    def client(self, sighting: Sighting) -> Sighting | None:
        """The client that a store is opened with or a method is called through."""
        for found in (sighting.carried.get("client"), sighting.receiver):
            if found is not None:
                for client in self.evidence.origins_of_kind(found, "client"):
                    return client
        return None

    def _by_client(self, sighting: Sighting) -> bool | UnknownType:
        client = self.client(sighting)
        if client is None:
            if "client" in sighting.carried:
                return UnknownType("client not resolved")
            is_kept = any(self._is_given(sighting, name) for name in ("path", "url"))
            return UnknownType(HANDED_IN) if not is_kept and self._is_handed_in(sighting) else is_kept
        if "persistent" in client.implied:
            return bool(client.implied["persistent"])
        if client.open_ended and not {"path", "url"} & client.carried.keys():
            return UnknownType("client not resolved")
        return any(self._is_given(client, name) for name in ("path", "url"))

    def _is_handed_in(self, sighting: Sighting) -> bool:
        """Whether a method that many stores have is called on one of which nothing is known."""
        receiver = sighting.receiver
        if sighting.entry.facts.get("persistent") != BY_STORE or receiver is None:
            return False
        return not any(self.evidence.origins_of_kind(receiver, *MADE))

    def _dumped_calls(self) -> Iterator[tuple[str, int]]:
        """The calls whose result is pickled."""
        for file in self.evidence.sources.read_so_far():
            for tail in ("dump", "dumps", "save"):
                for number in file.calls_by_tail.get(tail, ()):
                    call = file.facts.calls[number]
                    if call.arguments and DUMPS & set(self.evidence.resolver.symbols(file, number)):
                        for origin in self.evidence.origins.of(Found(file, call.arguments[0])):
                            yield origin.found.file.path, origin.number
