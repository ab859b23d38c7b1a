"""What the tests of linking share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.link.trained import Trained


@pytest.fixture
def trained(tmp_path: Path) -> Trained:
    """Reads small trees with fine-tuning jobs."""
    return Trained(tmp_path)
