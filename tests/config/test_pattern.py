from __future__ import annotations

import pytest

from groundrules.config.pattern import rebase, rebase_path


@pytest.mark.parametrize(
    ("pattern", "folder", "rebased"),
    [
        ("*.jsonl", "", "*.jsonl"),
        ("*.jsonl", "services/a", "services/a/**/*.jsonl"),
        ("data/raw", "services/a", "services/a/data/raw"),
        ("/data", "services/a", "services/a/data"),
        ("data/", "a", "a/**/data/"),
        ("**", "a", "a/**/**"),
        ("!data/kept.jsonl", "a", "!a/data/kept.jsonl"),
    ],
)
def test_rebase(pattern: str, folder: str, rebased: str) -> None:
    assert rebase(pattern, folder) == rebased


@pytest.mark.parametrize(
    ("pattern", "folder", "rebased"),
    [
        ("app.py", "", "app.py"),
        ("app.py", "services/a", "services/a/app.py"),
        ("./data/**", "a", "a/data/**"),
        ("**", "a", "a/**"),
    ],
)
def test_rebase_path(pattern: str, folder: str, rebased: str) -> None:
    assert rebase_path(pattern, folder) == rebased
