"""The pinned snapshot that a moving model name stands for today."""

from __future__ import annotations

import re
from functools import cached_property

from groundrules.domain.catalogue import Catalogue
from groundrules.domain.model_call import ModelCall

DATED = re.compile(r"^(?P<family>.+?)-(?:\d{4}-\d{2}-\d{2}|\d{8}|\d{4})$")


class Snapshots:
    """Finds it in the list of models; snapshots that retire are no advice."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def of(self, call: ModelCall) -> str:
        """The newest snapshot of the family that a call names by an alias; empty where it is pinned, retires itself, or
        has none.
        """
        facts = call.model_facts
        if facts is None or facts.snapshot is not False or call.retires or not call.names_known_model:
            return ""
        return self._newest.get((facts.provider, facts.name.removesuffix("-latest")), "")

    @cached_property
    def _newest(self) -> dict[tuple[str, str], str]:
        found: dict[tuple[str, str], str] = {}
        for name in sorted(self.catalogue.models):
            match, facts = DATED.match(name), self.catalogue.models[name]
            if match is not None and facts.snapshot and not facts.retires:
                found[facts.provider, match["family"]] = name
        return found
