"""The made-up run, with its files on disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundrules.domain.outcome import Outcome
from tests.report.sample_outcome import sample_outcome, write_files


@pytest.fixture
def outcome(tmp_path: Path) -> Outcome:
    """The run of `sample_outcome`, its tree in a folder of its own."""
    write_files(tmp_path)
    return sample_outcome(tmp_path)
