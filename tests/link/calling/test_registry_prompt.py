"""Prompts that are pulled: whose they are, and at what version."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundrules.domain.unknown import UnknownType
from tests.link.linked import ASK, prompts

COMMIT = "50442af133e61576e74536c6556cefe1fac147ca"


@pytest.mark.parametrize(
    ("name", "owner", "pinned"),
    [
        ("hikers/answer", "hikers", False),
        (f"hikers/answer:{COMMIT}", "hikers", True),
        ("hikers/answer:production", "hikers", False),
        ("answer", "", False),
        ("-/answer", "", False),
        ("wardens/answer", "", False),
    ],
)
def test_a_name_tells_its_owner_and_its_version(tmp_path: Path, name: str, owner: str, pinned: bool) -> None:
    app = f"from langchain import hub\nhub.push('wardens/weather', object)\nprompt = hub.pull('{name}')\n"
    (found,) = [item for item in prompts(tmp_path, {"ask.py": ASK, "app.py": app}) if item.registry]
    assert (found.name, found.owner, found.is_pinned) == (name, owner, pinned)


def test_a_name_that_is_put_together_is_not_known(tmp_path: Path) -> None:
    app = "import os\nfrom langchain import hub\nprompt = hub.pull(os.environ['PROMPT'])\n"
    (found,) = [item for item in prompts(tmp_path, {"ask.py": ASK, "app.py": app}) if item.registry]
    assert isinstance(found.owner, UnknownType)
