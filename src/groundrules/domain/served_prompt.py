"""The system message that a call sends to a tuned model, held against the one that its training records carry."""

from __future__ import annotations

from dataclasses import dataclass

from groundrules.domain.dataset import DatasetProfile
from groundrules.domain.location import Location
from groundrules.domain.source import FileRole
from groundrules.domain.unknown import Setting

MOST = 0.5
"""A message that more than this share of the records carries is that of the training."""
NEARLY_ALL = 0.9
"""Where the commonest few messages are on this share of the records, one that is not among them is strange to it."""
CHAT_FORMATS = ("openai-chat", "sharegpt", "bedrock", "gemini")
"""Formats that have a place for a system message, so that its absence says something."""
SHOWN_CHARACTERS = 50


@dataclass(slots=True, eq=False, kw_only=True)
class ServedPrompt:
    """What one way to a call gives as system message: `system` is unset where it certainly gives none."""

    location: Location
    role: FileRole
    system: Setting

    def difference(self, profile: DatasetProfile) -> str:
        """How it differs from what most training records carry, in words; empty where it does not or is not known."""
        if not self.system.is_known or profile.format not in CHAT_FORMATS:
            return ""
        carried = sum(share for _, share in profile.system_prompts)
        trained = next((text for text, share in profile.system_prompts if share > MOST), "")
        if self.system.state == "unset":
            return "with no system message, though most training records carry one" if carried > MOST else ""
        served = str(self.system.value)
        if not profile.system_prompts:
            return f"with the system message {_quoted(served)}, though no training record carries one"
        known = {_normalised(text) for text, _ in profile.system_prompts}
        if _normalised(served) in known or not (trained or carried >= NEARLY_ALL):
            return ""
        usual = f"most training records carry {_quoted(trained)}" if trained else "the training records carry others"
        return f"with the system message {_quoted(served)}, though {usual}"


def _normalised(text: str) -> str:
    return " ".join(text.lower().split()).strip(" .!")


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    return f'"{line}"' if len(line) <= SHOWN_CHARACTERS else f'"{line[:SHOWN_CHARACTERS].rstrip()}…"'
