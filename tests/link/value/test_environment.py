"""Variables and the .env files that give them a value."""

from __future__ import annotations

import pytest

from groundrules.domain.facts import FileFacts
from groundrules.domain.source import FileKind, SourceFile
from groundrules.extract.reader import facts_of
from groundrules.link.value.environment import Environment


def environment_of(files: dict[str, str]) -> Environment:
    facts: list[FileFacts] = []
    for path, text in files.items():
        kind: FileKind = "yaml" if path.endswith(".yml") else "dockerfile" if "Dockerfile" in path else "env"
        facts.append(facts_of(text.encode(), SourceFile(path, kind, "product", len(text))))
    return Environment(facts)


def value(files: dict[str, str], name: str, near: str = "app/main.py") -> object:
    found = environment_of(files).value(name, near)
    return getattr(found.value, "value", None) if found is not None else None


CASES: dict[str, tuple[dict[str, str], object]] = {
    "beside the file": ({"app/.env": "MODEL=near\n", ".env": "MODEL=far\n"}, "near"),
    "above it": ({".env": "MODEL=far\n"}, "far"),
    "in another folder": ({"other/.env": "MODEL=x\n"}, None),
    "a real one before an example": ({".env.example": "MODEL=example\n", ".env": "MODEL=real\n"}, "real"),
    "an example alone": ({".env.example": "MODEL=example\n"}, "example"),
    "nothing given": ({".env": "MODEL=\n"}, None),
    "another variable": ({".env": "OTHER=x\n"}, None),
    "whatever the case": ({".env": "model=x\n"}, "x"),
    "a Dockerfile": ({"Dockerfile": "FROM python\nENV OTHER=y MODEL=x\n"}, "x"),
    "a compose file": ({"compose.yml": "services: {app: {environment: {MODEL: x}}}\n"}, "x"),
    "a list in a compose file": ({"docker-compose.yml": "services: {app: {environment: [MODEL=x]}}\n"}, "x"),
    "the default of a compose file": ({"compose.yml": "services: {a: {environment: ['MODEL=${MODEL:-x}']}}\n"}, "x"),
    "what compose passes on": ({"compose.yml": "services: {app: {environment: ['MODEL=${MODEL}']}}\n"}, None),
    "services that differ": (
        {"compose.yml": "services: {a: {environment: [MODEL=x]}, b: {environment: [MODEL=y]}}\n"},
        None,
    ),
    "compose before a Dockerfile": (
        {"Dockerfile": "FROM a\nENV MODEL=y\n", "compose.yml": "services: {a: {environment: [MODEL=x]}}\n"},
        "x",
    ),
    "some other YAML": ({"values.yml": "services: {app: {environment: [MODEL=x]}}\n"}, None),
}


@pytest.mark.parametrize(("files", "given"), CASES.values(), ids=CASES)
def test_the_nearest_file_speaks(files: dict[str, str], given: object) -> None:
    assert value(files, "MODEL") == given


def test_a_secret_is_no_value() -> None:
    assert value({".env": "OPENAI_API_KEY=sk-abcdefghijklmnopqrstuvwxyz0123456789\n"}, "OPENAI_API_KEY") is None


def test_a_value_stands_where_it_is_written() -> None:
    found = environment_of({".env": "A=1\nMODEL=gpt-4o\n"}).value("MODEL", "main.py")
    assert found is not None
    assert (found.source, found.location.place) == ("environment", ".env:2:7")
