"""What the tests of the dataset reader share: the word lists of the project, and a way to write a dataset."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from groundrules.datasets import profile
from groundrules.datasets.lexicon import Lexicon, load_lexicon
from groundrules.domain.dataset import DatasetProfile
from tests.datasets.word_list import WORDS, Profiler


@pytest.fixture
def lexicon() -> Lexicon:
    """The word lists as they are shipped."""
    return load_lexicon(WORDS)


@pytest.fixture
def profile_of(tmp_path: Path) -> Profiler:
    """Write bytes, text or rows to a file and profile it."""

    def run(content: bytes | str | Iterable[object], name: str = "train.jsonl", provider: str = "") -> DatasetProfile:
        if not isinstance(content, (bytes, str)):
            content = "\n".join(json.dumps(row, ensure_ascii=False) for row in content)
        data = content.encode() if isinstance(content, str) else content
        (tmp_path / name).write_bytes(data)
        return profile(tmp_path, [name], WORDS, provider_format=provider)

    return run
