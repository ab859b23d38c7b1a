"""Golden files for every stage: `pytest --update-golden` writes them anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

Golden = Callable[[Path, str], None]
Expected = Callable[[Path, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew instead of comparing")
    parser.addoption("--update-expected", action="store_true", help="write the findings of the fixtures anew")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compares a text with a file, or writes the file under --update-golden."""
    update = bool(request.config.getoption("--update-golden"))

    def compare(path: Path, text: str) -> None:
        if update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        assert path.is_file(), f"{path.name} does not exist: run pytest --update-golden"
        assert text == path.read_bytes().decode()

    return compare


@pytest.fixture
def expected(request: pytest.FixtureRequest) -> Expected:
    """Compares the findings of a fixture with its expected.txt, or writes them under --update-expected."""
    update = bool(request.config.getoption("--update-expected"))

    def compare(path: Path, text: str) -> None:
        if update:
            path.write_text(text, encoding="utf-8")
        assert path.is_file(), f"{path.parent.name}/expected.txt does not exist: run pytest --update-expected"
        assert path.read_text(encoding="utf-8") == text

    return compare
