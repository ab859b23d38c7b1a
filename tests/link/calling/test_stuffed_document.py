"""Long files that are sent with each question."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.link.linked import ASK, prompts

READ = "from ask import ask\nfrom pathlib import Path\nHANDBOOK = Path('handbook.md').read_text()\n\n"
LONG = "The path over the pass is looked after by a guide, who is called by radio.\n" * 200


def documents(folder: Path, text: str, handbook: str = LONG) -> int:
    """How many documents the prompts of a tree take in."""
    app = f"{READ}def answer(question):\n    return ask(f'{text}')\n"
    found = prompts(folder, {"ask.py": ASK, "app.py": app, "handbook.md": handbook})
    return sum(len(prompt.documents) for prompt in found)


def test_a_whole_file_beside_a_question_is_seen(tmp_path: Path) -> None:
    assert documents(tmp_path, "Answer by the handbook: {HANDBOOK} Question: {question}") == 1


@pytest.mark.parametrize(
    "text",
    [
        "Answer by the handbook: {HANDBOOK[:4000]} Question: {question}",
        "Summarise this for a guest: {HANDBOOK} who asks {question}",
        "Tell a guest of the hut about this handbook: {HANDBOOK}",
    ],
)
def test_a_part_a_work_on_the_whole_and_no_question_are_not(tmp_path: Path, text: str) -> None:
    assert documents(tmp_path, text) == 0


def test_a_short_file_is_not(tmp_path: Path) -> None:
    assert documents(tmp_path, "Answer by the handbook: {HANDBOOK} Question: {question}", "Open in June.\n") == 0
