"""What the dated catalogue knows of a model's name, however it is written."""

from __future__ import annotations

import re

from groundrules.domain.catalogue import Catalogue, ModelFacts

OLD_FINE_TUNE = re.compile(r"^([a-z0-9.-]+):ft-")
SEPARATORS = ("/", ":")


def facts_of_model(catalogue: Catalogue, name: str, provider: str = "") -> ModelFacts | None:
    """The facts of a model by its name: bare, with a provider's prefix, or the base of a fine-tune; None if unknown."""
    for candidate in _candidates(name, provider):
        facts = catalogue.models.get(candidate)
        if facts is not None:
            return facts
    return None


def _candidates(name: str, provider: str) -> list[str]:
    base = base_of_fine_tune(name)
    if base:
        return [base, f"{provider}/{base}"] if provider else [base]
    candidates = [name, name.lower()]
    if provider:
        candidates.append(f"{provider}/{name}")
    for separator in SEPARATORS:
        head, _, tail = name.partition(separator)
        if tail and "/" not in tail and head.lower() in PROVIDER_PREFIXES:
            candidates.append(tail)
    return candidates


PROVIDER_PREFIXES = {"openai", "azure", "anthropic", "gemini", "google", "google_genai", "mistral", "cohere", "models"}


def base_of_fine_tune(name: str) -> str:
    """The base model of a fine-tuned model's id (`ft:gpt-4o-mini-2024-07-18:org::id`, `davinci:ft-org-...`), or ``."""
    if name.startswith("ft:"):
        return name.split(":")[1]
    match = OLD_FINE_TUNE.match(name)
    return match.group(1) if match else ""


def is_fine_tuned(name: str) -> bool:
    """Whether a model's name is that of a fine-tuned hosted model."""
    return bool(base_of_fine_tune(name))
