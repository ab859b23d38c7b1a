"""Embedding models that tell documents from questions, and whether they are told which is which."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

from groundrules.domain.unknown import Setting
from groundrules.domain.value import Literal, Mapping, Value, walk
from groundrules.domain.vector_store import Embedding, VectorStore
from groundrules.link.boundary import project_of
from groundrules.link.evidence import Evidence
from groundrules.link.product.sighting import Sighting
from groundrules.link.retrieval.embedding import is_certain
from groundrules.link.value.answer import Symbol
from groundrules.link.value.code import CodeFile, tail_of

ROLES = ("product", "evaluation")
SIDES = ("document", "query", "passage", "question")
"""Words in a type that belongs to one side; clustering, classification and similarity have none."""
ENCODERS = frozenset({"encode_query", "encode_document"})
"""Methods by which a library puts the prefix itself."""
PROMPTS = frozenset({"prompt", "prompts", "prompt_name", "query_encode_kwargs", "default_prompt_name"})
"""Arguments, or keys of them, by which it is told to."""


class InputTypes:
    """Finds, for each index, the embedding that treats documents and questions alike and should not."""

    def __init__(self, evidence: Evidence, folders: list[str]) -> None:
        self.evidence = evidence
        self.folders = folders
        self._sightings = {item.location.place: item for item in evidence.of_kind("embedding")}

    def attach(self, stores: list[VectorStore]) -> None:
        """Note on each index where it is embedded alike on both sides, and in which way."""
        for store in stores:
            filling = [item.embedding for item in store.ingestions if item.role in ROLES]
            asking = [item.embedding for item in store.retrievals if item.role in ROLES]
            document, query = _only(filling), _only(asking)
            if document is not None and query is not None and (words := self._alike(document, query)):
                store.alike_at, store.alike_words = query.location, words
                store.alike_model = query.name

    def _alike(self, document: Embedding, query: Embedding) -> str:
        """How both sides are embedded alike where the model wants them told apart; empty where they are not."""
        pair = [self._sightings.get(item.location.place) for item in (document, query)]
        if None in pair or not all(is_certain(item) for item in (document, query)):
            return ""
        first, second = (item for item in pair if item is not None)
        kinds = [self._type(item) for item in (first, second)]
        takes = all(_takes_types(*item) for item in ((first, document), (second, query)))
        if takes and all(kind.state == "unset" for kind in kinds):
            return "without an input type"
        if all(kind.state == "set" for kind in kinds) and (takes or first.implied.get("one_input_type")):
            types = {str(kind.value).lower() for kind in kinds}
            if len(types) == 1 and any(word in next(iter(types)) for word in SIDES):
                return f"as {kinds[0].value}"
        prefixes = _prefixes(first, document)
        return "without a prefix" if prefixes and not self._puts(first, prefixes) else ""

    def _type(self, sighting: Sighting) -> Setting:
        """The type that a call asks for; a member of an enumeration is its own name."""
        setting = self.evidence.reader.setting(sighting, "input_type")
        if setting.state != "unknown" or "input_type" not in sighting.carried:
            return setting
        answers = self.evidence.resolver.follow(sighting.carried["input_type"])
        names = {item.name.rpartition(".")[2] for item in answers if isinstance(item, Symbol)}
        return Setting("set", names.pop(), sighting.location) if len(names) == 1 == len(answers) else setting

    def _puts(self, sighting: Sighting, prefixes: tuple[str, ...]) -> bool:
        """Whether any file of the project holds a prefix, or has its library put one."""
        project = project_of(sighting.file.path, self.folders)
        for file in self.evidence.sources.read_so_far():
            if project_of(file.path, self.folders) != project:
                continue
            if ENCODERS & file.calls_by_tail.keys() or any(_holds(value, prefixes) for value in _values(file)):
                return True
        return False


def _only(embeddings: list[Embedding | None]) -> Embedding | None:
    """The embedding of a side, where all its places share one model and type of call."""
    known = [item for item in embeddings if item is not None]
    places = {item.location.place for item in known}
    return known[0] if known and len(known) == len(embeddings) and len(places) == 1 else None


def _takes_types(sighting: Sighting, embedding: Embedding) -> bool:
    """Whether a call takes a type and its model makes something of it."""
    models = str(sighting.entry.facts.get("typed_models", "")).split()
    return any(fnmatchcase(_bare(embedding), pattern) for pattern in models)


def _prefixes(sighting: Sighting, embedding: Embedding) -> tuple[str, ...]:
    """The prefixes that a model was trained with, where the product puts none itself."""
    stated = sighting.implied.get("prefixed_models") or sighting.entry.facts.get("prefixed_models", "")
    for item in str(stated).split():
        pattern, _, prefixes = item.partition("=")
        if fnmatchcase(_bare(embedding), pattern):
            return tuple(prefixes.split("/"))
    return ()


def _bare(embedding: Embedding) -> str:
    """A model's name without case, organisation and tag."""
    return str(embedding.model.value).lower().rpartition("/")[2].partition(":")[0]


def _values(file: CodeFile) -> Iterator[Value]:
    for item in file.facts.assignments:
        yield item.value
    for scope in file.facts.scopes:
        yield from scope.returns
        yield from (parameter.default for parameter in scope.parameters if parameter.default is not None)
    for call in file.facts.calls:
        yield from call.arguments
        for entry in call.keywords:
            yield Mapping((entry,), entry.span) if "encode" in tail_of(call.callee) else entry.value


def _holds(value: Value, prefixes: tuple[str, ...]) -> bool:
    for part in walk(value):
        if isinstance(part, Mapping) and any(entry.key in PROMPTS for entry in part.entries):
            return True
        if isinstance(part, Literal) and isinstance(part.value, str) and part.value.strip().startswith(prefixes):
            return True
    return False
