"""What the dated catalogue knows of a model's name, however it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from groundrules.domain.catalogue import Catalogue, ModelFacts

OLD_FINE_TUNE = re.compile(r"^([a-z0-9.-]+):ft-")
REGION = re.compile(r"^(?:us|us-gov|eu|apac|jp|au|ca|global)\.(?=[a-z0-9]+\.)")
SEPARATORS = ("/", ":")
PROVIDER_PREFIXES = {"openai", "azure", "anthropic", "gemini", "google", "google_genai", "mistral", "cohere", "models"}


def facts_of_model(catalogue: Catalogue, name: str, provider: str = "") -> ModelFacts | None:
    """The facts of a model by its name: with its provider's prefix, bare, or the base of a fine-tune; None if unknown.

    The provider comes first: one name is not of one age everywhere.
    """
    for candidate in _candidates(name, provider):
        facts = catalogue.models.get(candidate)
        if facts is not None:
            return facts
    return None


def _candidates(name: str, provider: str) -> Iterator[str]:
    for spelling in dict.fromkeys(_spellings(base_of_fine_tune(name) or name, provider)):
        if provider and not spelling.startswith(provider + "/"):
            yield f"{provider}/{spelling}"
        yield spelling


def _spellings(name: str, provider: str) -> Iterator[str]:
    """A name as written and in small letters, without a provider before it, a region of Bedrock or a tag of Ollama."""
    yield name
    yield name.lower()
    for separator in SEPARATORS:
        head, _, tail = name.partition(separator)
        if tail and "/" not in tail and head.lower() in PROVIDER_PREFIXES:
            yield tail
    yield REGION.sub("", name)
    if provider == "ollama" or name.startswith("ollama/"):
        yield name.partition(":")[0]


def base_of_fine_tune(name: str) -> str:
    """The base model of a fine-tuned model's id (`ft:gpt-4o-mini-2024-07-18:org::id`, `davinci:ft-org-...`), or ``."""
    if name.startswith("ft:"):
        return name.split(":")[1]
    match = OLD_FINE_TUNE.match(name)
    return match.group(1) if match else ""


def is_fine_tuned(name: str) -> bool:
    """Whether a model's name is that of a fine-tuned hosted model."""
    return bool(base_of_fine_tune(name))
