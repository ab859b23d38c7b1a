"""Where a model call goes: whose models it can name, and whose dates hold for them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from groundrules.domain.model_call import ModelCall
from groundrules.domain.unknown import Setting, known, unknown
from groundrules.domain.value import Literal, Value
from groundrules.link.evidence import Evidence
from groundrules.link.product.sighting import Sighting
from groundrules.link.value.code import CodeFile
from groundrules.link.value.importer import Importers

ELSEWHERE = "elsewhere"
"""An endpoint of the owner's, or a platform that names models its own way: nothing is known of its models."""

OFFICIAL = {
    "openai": "https://api.openai.com", "anthropic": "https://api.anthropic.com", "mistral": "https://api.mistral.ai",
    "cohere": "https://api.cohere", "groq": "https://api.groq.com", "deepseek": "https://api.deepseek.com",
}  # fmt: skip
OF_CLIENT = {"bedrock": "bedrock", "vertex": "vertex_ai", "azure": ELSEWHERE}
OF_NAME = {
    "openai": "openai", "anthropic": "anthropic", "google_genai": "gemini", "google-gla": "gemini", "gemini": "gemini",
    "google_vertexai": "vertex_ai", "google-vertex": "vertex_ai", "vertex_ai": "vertex_ai", "mistral": "mistral",
    "mistralai": "mistral", "cohere": "cohere", "groq": "groq", "xai": "xai", "deepseek": "deepseek",
    "bedrock": "bedrock", "bedrock_converse": "bedrock",
}  # fmt: skip
"""Providers as gateways and frameworks write them before a model's name."""
SWITCHES = {
    "openai.api_base", "openai.api_type", "openai.base_url", 'os.environ["OPENAI_API_BASE"]',
    'os.environ["OPENAI_BASE_URL"]', 'os.environ["OPENAI_API_TYPE"]',
}  # fmt: skip
"""What sends every call of OpenAI's own module somewhere else."""
VARIABLES = {
    "openai": ("OPENAI_BASE_URL", "OPENAI_API_BASE", "OPENAI_API_TYPE"),
    "anthropic": ("ANTHROPIC_BASE_URL",),
}


class Platforms:
    """Tells it by the client, the name of the class, what is written before the model's name, and the environment."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.importers = Importers(evidence.sources)

    def of(self, call: ModelCall, sighting: Sighting) -> str:
        """The provider whose dates hold; `ELSEWHERE` where nobody's do; empty where the model's own name must tell."""
        written = self._written(call, sighting)
        provider = written if written is not None else self._client(call, sighting)
        if provider == ELSEWHERE or self._is_moved(call, sighting, provider):
            return ELSEWHERE
        return provider

    def _written(self, call: ModelCall, sighting: Sighting) -> str | None:
        """What a framework is told beside or before the model's name; None where it is told nothing."""
        if call.provider or not isinstance(call.model.value, str):
            return None
        given = self.evidence.reader.setting(sighting, "provider")
        if given.is_set:
            return OF_NAME.get(str(given.value), ELSEWHERE)
        for separator in ("/", ":"):
            head, _, tail = call.model.value.partition(separator)
            if tail and head != "ft":
                return OF_NAME.get(head.lower(), ELSEWHERE)
        return None

    def _client(self, call: ModelCall, sighting: Sighting) -> str:
        if "vertex" in sighting.name.lower():
            return "vertex_ai"
        clients = self.evidence.origins_of_kind(sighting.receiver, "client") if sighting.receiver is not None else ()
        for client in clients:
            if "platform" in client.implied:
                return OF_CLIENT.get(str(client.implied["platform"]), ELSEWHERE)
            vertex = self.evidence.reader.setting(client, "vertex")
            if vertex.state == "unknown" or vertex.value:
                return "vertex_ai" if vertex.value is True else ELSEWHERE
        return call.provider

    def _is_moved(self, call: ModelCall, sighting: Sighting, provider: str) -> bool:
        return _is_own(call.custom_endpoint, provider) or any(
            _is_own(setting, provider) for setting in self._surroundings(sighting.file, provider)
        )

    def _surroundings(self, file: CodeFile, provider: str) -> Iterator[Setting]:
        for name in VARIABLES.get(provider, ()):
            found = self.evidence.resolver.environment.value(name, file.path)
            if found is not None:
                yield self.evidence.reader.read(found)
        if provider == "openai":
            yield from (self._value(value) for other, value in self._switched if self._is_near(file, other))

    @cached_property
    def _switched(self) -> list[tuple[CodeFile, Value]]:
        """What is assigned to the switches anywhere in the tree."""
        return [
            (file, item.value)
            for file in self.evidence.sources.read_so_far()
            for item in file.facts.assignments
            if item.target in SWITCHES
        ]

    def _value(self, value: Value) -> Setting:
        return known(value.value) if isinstance(value, Literal) else unknown("set at run time")

    def _is_near(self, file: CodeFile, other: CodeFile) -> bool:
        """Whether two files are one, or one is imported by the other, directly or through others."""
        if file.path == other.path:
            return True
        above = (item.path for item in self.importers.of(file.path))
        return other.path in above or file.path in (item.path for item in self.importers.of(other.path))


def _is_own(endpoint: Setting, provider: str) -> bool:
    """Whether an endpoint is another than the provider's, or may be."""
    if not endpoint.is_set:
        return False
    host = OFFICIAL.get(provider)
    text = str(endpoint.value or "")
    return endpoint.state == "unknown" or host is None or not (text.startswith(host) or text == "open_ai")
