"""Options that a library takes without a word and does not act on: the catalogue names them, call by call."""

from __future__ import annotations

from groundrules.domain.catalogue import AssetKind, CallSign
from groundrules.domain.retrieval_step import IgnoredOption
from groundrules.domain.unknown import Setting
from groundrules.domain.value import Entry, Literal
from groundrules.link.evidence import Evidence
from groundrules.link.product.sighting import Sighting
from groundrules.link.value.answer import Found

STORES: tuple[AssetKind, ...] = ("vector_store", "ingestion")
WITHOUT_SEARCH_TYPE = {
    "ignores": "{call} ignores {text} without its search_type",
    "raises": "{call} passes {text} on to a search that does not take it, without its search_type",
}
"""By what a store does with a threshold in a plain search."""


class IgnoredOptions:
    """Finds the first ignored option of a sighting."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence

    def of(self, sighting: Sighting) -> IgnoredOption | None:
        """The first option that is ignored; None where every one does what it says, as far as can be told."""
        return self._misplaced(sighting) or self._without_search_type(sighting) or self._without_effect(sighting)

    def sign(self, sighting: Sighting) -> CallSign | None:
        """The sign that a sighting matched."""
        signs = self.evidence.resolver.signs.of(sighting.name, sighting.file.language)
        return next((sign.call for sign in signs if sign.entry.id == sighting.entry.id), None)

    def _misplaced(self, sighting: Sighting) -> IgnoredOption | None:
        """A keyword that the call swallows, where the one that counts is not given as well."""
        sign, call = self.sign(sighting), sighting.as_written
        if sign is None or call is None or not sign.ignores or self._takes_more(sighting):
            return None
        for entry in call.keywords:
            belongs = sign.ignores.get(entry.key or "")
            if belongs is None or self._is_given(sighting, belongs) or _is_none(entry):
                continue
            text = self._text(sighting, entry)
            return IgnoredOption(
                text=text,
                effect=f"{_tail(sighting)} ignores {text}",
                belongs=_place(belongs, text),
                location=sighting.file.location(entry.span, call.cell),
            )
        return None

    def _takes_more(self, sighting: Sighting) -> bool:
        """Whether the store has a retriever of its own, with options of its own."""
        receiver = sighting.receiver
        opened = self.evidence.origins_of_kind(receiver, *STORES) if receiver is not None else iter(())
        return any("own_retriever" in item.implied for item in opened)

    def _is_given(self, sighting: Sighting, path: str) -> bool:
        """Whether the keyword (or key inside one) that counts is given too, or may be."""
        call = sighting.as_written
        if call is None or sighting.open_ended:
            return True
        head, _, rest = path.partition(".")
        value = call.keyword(head)
        if value is None or not rest:
            return value is not None
        return self.evidence.reader.inside(Found(sighting.file, value), rest) is not None

    def _without_search_type(self, sighting: Sighting) -> IgnoredOption | None:
        """A threshold that only another search type would apply, on a store whose plain search does not."""
        needed = sighting.implied.get("threshold_search_type")
        if needed is None or sighting.receiver is None:
            return None
        kind, threshold = self._setting(sighting, "search_type"), self._setting(sighting, "threshold")
        if kind.is_set and not (kind.state == "set" and kind.value == "similarity"):
            return None
        if threshold.state != "set" or isinstance(threshold.value, bool) or not threshold.value:
            return None
        stores = list(self.evidence.origins_of_kind(sighting.receiver, *STORES))
        answers = {str(item.implied.get("plain_threshold", item.entry.facts.get("plain_threshold"))) for item in stores}
        answer = next(iter(answers)) if len(answers) == 1 else ""
        if answer not in WITHOUT_SEARCH_TYPE:
            return None
        text = f"score_threshold={threshold.text}"
        return IgnoredOption(
            text=text,
            effect=WITHOUT_SEARCH_TYPE[answer].format(call=_tail(sighting), text=text),
            belongs=f"search_type='{needed}' beside it",
            location=sighting.location,
        )

    def _without_effect(self, sighting: Sighting) -> IgnoredOption | None:
        """A floor of zero under similarities."""
        if sighting.implied.get("threshold_is") != "similarity" or sighting.open_ended:
            return None
        threshold, kind = self._setting(sighting, "threshold"), self._setting(sighting, "search_type")
        needed = sighting.implied.get("threshold_search_type")
        if needed is not None and not (kind.state == "set" and kind.value == needed):
            return None
        value = threshold.value if threshold.is_set else sighting.entry.defaults.get("threshold")
        if threshold.state == "unknown" or isinstance(value, bool) or not isinstance(value, (int, float)) or value:
            return None
        text = "a threshold of 0" if threshold.is_set else "the default threshold of 0"
        return IgnoredOption(
            text=text,
            effect=f"{text} in {_tail(sighting)} filters nothing",
            belongs="one above 0",
            location=sighting.location,
        )

    def _setting(self, sighting: Sighting, common: str) -> Setting:
        return self.evidence.reader.setting(sighting, common)

    def _text(self, sighting: Sighting, entry: Entry) -> str:
        setting = self.evidence.reader.read(Found(sighting.file, entry.value))
        return f"{entry.key}={setting.value!r}" if setting.state == "set" else str(entry.key)


def _is_none(entry: Entry) -> bool:
    return isinstance(entry.value, Literal) and entry.value.value is None


def _tail(sighting: Sighting) -> str:
    return sighting.name.rpartition(".")[2]


def _place(belongs: str, text: str) -> str:
    """Where an option belongs, in words: another keyword, or a key inside one."""
    head, _, key = belongs.partition(".")
    return f"it in {head}" if key else head if "=" not in text else f"{head}={text.partition('=')[2]}"
