from __future__ import annotations

from pathlib import Path

import pytest

from groundrules.domain.errors import GroundrulesError
from groundrules.knowledge import load_guidance, rules_root
from tests.knowledge.pack import GUIDANCE, write


def test_the_shipped_guidance_is_read() -> None:
    guidance = load_guidance(rules_root())
    assert guidance.last_reviewed == "2026-06"
    statements = {statement.id: statement for statement in guidance.statements}
    assert statements["need.fresh-facts"].best.startswith("retrieval")
    assert statements["thesis.default"].says


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("id: thesis.one", "id: need.fresh", 8, "twice"),
        ("    says: One thing.\n", "", 8, "needs 'says'"),
        ("says:", "sayz:", 9, "did you mean 'says'"),
        ("title: Guidance\n", "", 1, "the key 'title' is missing"),
    ],
)
def test_mistakes_have_their_place(tmp_path: Path, old: str, new: str, line: int, words: str) -> None:
    assert old in GUIDANCE
    root = write(tmp_path / "rules", {"guidance.yaml": GUIDANCE.replace(old, new)})
    with pytest.raises(GroundrulesError) as caught:
        load_guidance(root)
    assert words in caught.value.message
    assert (caught.value.path, caught.value.line) == ("rules/guidance.yaml", line)


def test_a_missing_or_unreadable_file_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(GroundrulesError, match="cannot be read: no such file"):
        load_guidance(tmp_path)
    (tmp_path / "guidance.yaml").write_bytes(b"title: \xff")
    with pytest.raises(GroundrulesError, match="not UTF-8"):
        load_guidance(tmp_path)
