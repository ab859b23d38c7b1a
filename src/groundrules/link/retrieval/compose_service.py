"""Services of compose files: vector databases that are published to the network and ask nobody for a key."""

from __future__ import annotations

import re
from collections.abc import Iterator

from groundrules.domain.catalogue import CatalogueEntry
from groundrules.domain.exposure import OpenDatabase
from groundrules.domain.value import Entry, Items, Literal, Mapping, Text, Value, walk
from groundrules.link.evidence import Evidence
from groundrules.link.product.sighting import Sighting

FOR_DEVELOPMENT = re.compile(r"(?i)(?:^|[/._-])(?:dev|devel|development|devcontainer|local|test|tests|testing|ci|e2e|"
                             r"override|example|examples|sample|debug)(?:[/._-]|$)")  # fmt: skip
"""Files and profiles of one machine, where a database stands open on purpose."""
LOOPBACK = re.compile(r"^(?:127\.|localhost:|\[?::1\]?:)")
PLAIN_PORT = re.compile(r"^(?:0\.0\.0\.0:)?(\d+(?:-\d+)?|\$\{[^}:]+:-\d+\}):\d+(?:-\d+)?(?:/tcp)?$")
LOCKS = re.compile(r"(?i)requirepass|api[-_]?key|auth|password|aclfile")
"""Words of a command line that brings a lock of its own."""
GIVEN = "?"
"""Stands for a value that is given where it is not seen."""
NOTHING = ("", "false", "0", "no", "none", "off")


class OpenDatabases:
    """Finds the open databases of a tree."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence

    def build(self) -> list[OpenDatabase]:
        """Each open database once, in order of place."""
        found: dict[str, OpenDatabase] = {}
        for sighting in self.evidence.of_kind("database_service"):
            if sighting.role == "product" and not FOR_DEVELOPMENT.search(sighting.file.path):
                for database in self._of_file(sighting):
                    found.setdefault(database.location.place, database)
        return sorted(found.values(), key=lambda item: (item.location.path, item.location.line))

    def _of_file(self, sighting: Sighting) -> Iterator[OpenDatabase]:
        for document in sighting.file.facts.documents:
            services = document.get("services") if isinstance(document, Mapping) else None
            for entry in services.entries if isinstance(services, Mapping) else ():
                if isinstance(entry.value, Mapping):
                    database = self._service(sighting, entry, entry.value)
                    if database is not None:
                        yield database

    def _service(self, sighting: Sighting, entry: Entry, service: Mapping) -> OpenDatabase | None:
        """A service that is a database of the sighting's product, published, and certainly open."""
        product = sighting.entry
        port = _published(service)
        if not _is_image(_text(service.get("image")), product) or port is None or _may_be_locked(service, product):
            return None
        because = _opening(service, product)
        if not because:
            return None
        place = service.get("ports") or service
        return OpenDatabase(
            name=entry.key or product.product,
            product=product.product,
            port=port,
            because=because,
            location=sighting.file.location(place.span),
        )


def _is_image(image: str, product: CatalogueEntry) -> bool:
    """Whether an image is one of a product's, whatever its tag and digest."""
    name = image.partition("@")[0].removeprefix("docker.io/")
    return bool({name, name.rpartition(":")[0]}.intersection(_words(product, "images")))


def _published(service: Mapping) -> str | None:
    """The first port that is published to the network, as the host has it; None where none certainly is."""
    ports = service.get("ports")
    for value in ports.values if isinstance(ports, Items) else ():
        if isinstance(value, Mapping):
            host, published = _text(value.get("host_ip")), _text(value.get("published"))
            if published and host in ("", "0.0.0.0"):
                return published
            continue
        match = PLAIN_PORT.match(_text(value))
        if match and not LOOPBACK.match(_text(value)):
            return match.group(1)
    return None


def _may_be_locked(service: Mapping, product: CatalogueEntry) -> bool:
    """Whether a lock may come from where it is not seen: a file of variables, a command, a mounted configuration."""
    if service.get("env_file") is not None or service.get("extends") is not None or service.spread:
        return True
    profiles = service.get("profiles")
    if profiles is not None and any(FOR_DEVELOPMENT.search(_text(item)) for item in walk(profiles)):
        return True
    if any(LOCKS.search(_text(item)) for key in ("command", "entrypoint") for item in _all(service.get(key))):
        return True
    folder = str(product.facts.get("configuration_at", "\0"))
    return any(folder in _text(item) for item in _all(service.get("volumes")))


def _opening(service: Mapping, product: CatalogueEntry) -> str:
    """What leaves the database open, in words; empty where it is locked, or that is not known."""
    variables = _environment(service)
    if variables is None:
        return ""
    if any(variables.get(name, "").lower() not in NOTHING for name in _words(product, "locked_by")):
        return ""
    openers = _words(product, "opened_by")
    for opener in openers:
        name, _, value = opener.partition("=")
        if variables.get(name, "").lower() == value:
            return opener
    if openers and not product.facts.get("open_by_default"):
        return ""
    if any(opener.partition("=")[0] in variables for opener in openers):
        return ""
    first = next(iter(_words(product, "locked_by")), "")
    return f"no {first}" if first else "no lock of its own"


def _environment(service: Mapping) -> dict[str, str] | None:
    """The variables of a service; None where some cannot be told."""
    environment = service.get("environment")
    match environment:
        case None:
            return {}
        case Mapping(entries=entries, spread=()):
            return {entry.key: _value(entry.value) for entry in entries if entry.key}
        case Items(values=values):
            pairs = (_text(value).partition("=") for value in values)
            # A bare name is taken from the shell that starts the service.
            return {name: value if sign else GIVEN for name, sign, value in pairs}
        case _:
            return None


def _value(value: Value) -> str:
    """The value of a variable; an empty one of a mapping is taken from the shell that starts the service."""
    return _text(value) if isinstance(value, (Literal, Text)) and _text(value) else GIVEN


def _words(product: CatalogueEntry, fact: str) -> tuple[str, ...]:
    return tuple(str(product.facts.get(fact, "")).split())


def _all(value: Value | None) -> Iterator[Value]:
    return walk(value) if value is not None else iter(())


def _text(value: Value | None) -> str:
    match value:
        case Literal(value=None) | None:
            return ""
        case Literal(value=bool() as truth):
            return str(truth).lower()
        case Literal(value=plain):
            return str(plain)
        case Text(parts=parts):
            return "".join(_text(part) for part in parts)
        case _:
            return ""
