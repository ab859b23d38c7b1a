"""Vector databases of compose files: published or not, locked or not, or not known."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.link.linked import projects

ASK = "from qdrant_client import QdrantClient\nQdrantClient(url='http://db:6333').query_points('pages', query=v)\n"
QDRANT = "services:\n  db:\n    image: {image}\n    {rest}\n"
OPEN = "ports: ['6333:6333']"


def ports(folder: Path, compose: str, name: str = "docker-compose.yml", code: str = ASK) -> list[str]:
    found = projects(folder, {name: compose, "ask.py": code})
    return [item.port for project in found for item in project.open_databases]


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        (OPEN, ["6333"]),
        ("ports: ['0.0.0.0:6333:6333/tcp']", ["6333"]),
        ("ports: ['${PORT:-7000}:6333']", ["${PORT:-7000}"]),
        ("ports: [{target: 6333, published: 6333}]", ["6333"]),
        ("ports: [{target: 6333, published: 6333, host_ip: 127.0.0.1}]", []),
        ("ports: ['127.0.0.1:6333:6333']", []),
        ("ports: ['${ADDRESS}:6333:6333']", []),
        ("ports: ['${PORT}:6333']", []),
        ("expose: ['6333']", []),
        (OPEN + "\n    environment: {QDRANT__SERVICE__API_KEY: x}", []),
        (OPEN + "\n    environment: {QDRANT__SERVICE__API_KEY: }", []),
        (OPEN + "\n    environment: [QDRANT__SERVICE__API_KEY=]", ["6333"]),
        (OPEN + "\n    environment: [OTHER=1]", ["6333"]),
        (OPEN + "\n    env_file: .env", []),
        (OPEN + "\n    command: ['./start', '--api-key', 'x']", []),
        (OPEN + "\n    volumes: ['./own.yaml:/qdrant/config/production.yaml']", []),
        (OPEN + "\n    profiles: [dev]", []),
        ("ports: 6333\n    environment: 7", []),
    ],
)
def test_an_open_database(tmp_path: Path, rest: str, expected: list[str]) -> None:
    assert ports(tmp_path, QDRANT.format(image="qdrant/qdrant:v1.15.1", rest=rest)) == expected


@pytest.mark.parametrize("image", ["qdrant/qdrant", "docker.io/qdrant/qdrant:latest", "qdrant/qdrant@sha256:abc"])
def test_an_image_by_any_tag(tmp_path: Path, image: str) -> None:
    assert ports(tmp_path, QDRANT.format(image=image, rest=OPEN)) == ["6333"]


@pytest.mark.parametrize("image", ["qdrant/qdrant-web-ui:1", "me/qdrant:1", "traefik:3"])
def test_other_images(tmp_path: Path, image: str) -> None:
    assert ports(tmp_path, QDRANT.format(image=image, rest=OPEN)) == []


@pytest.mark.parametrize("name", ["docker-compose.dev.yml", ".devcontainer/docker-compose.yml", "ci/compose.test.yaml"])
def test_files_of_development_are_silent(tmp_path: Path, name: str) -> None:
    assert ports(tmp_path, QDRANT.format(image="qdrant/qdrant:1", rest=OPEN), name) == []


def test_without_an_index_in_code_nothing_is_said(tmp_path: Path) -> None:
    code = "from openai import OpenAI\nOpenAI().responses.create(model='gpt-4.1-2025-04-14', input='x')\n"
    assert ports(tmp_path, QDRANT.format(image="qdrant/qdrant:1", rest=OPEN), code=code) == []
