"""Templates and what they are filled in with."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundrules.link.calling.template_variable import format_fields
from tests.link.linked import ASK, prompts

TEMPLATE = "Answer the question of a guest of {hut} in two or three sentences and never guess at all: {question}"


def faults(folder: Path, filling: str, text: str = TEMPLATE) -> list[str]:
    """The faults of the only template of a tree, in words."""
    app = f'from ask import ask\nPROMPT = """{text}"""\n\ndef answer(question, hut, more):\n    return ask({filling})\n'
    found = prompts(folder, {"ask.py": ASK, "app.py": app})
    return [fault.words for prompt in found for fault in prompt.variable_faults]


@pytest.mark.parametrize(
    ("filling", "words"),
    [
        ("PROMPT.format(hut=hut, question=question)", []),
        ("PROMPT.format(hut=hut)", ["gets no 'question'"]),
        ("PROMPT.format(hut=hut, query=question)", ["gets no 'question' and has no place for 'query'"]),
        ("PROMPT.format(hut=hut, question=question, tone='kind')", ["has no place for 'tone'"]),
        ("PROMPT.format(**more)", []),
        ("PROMPT.format(hut=hut, **more)", []),
        ("(PROMPT if hut else question).format(hut=hut)", []),
        ("PROMPT.strip().format(hut=hut)", ["gets no 'question'"]),
        ("PROMPT.replace('{question}', question).replace('{hut}', hut)", []),
        ("PROMPT.replace('{query}', question)", ["has no place for '{query}'"]),
        ("PROMPT.replace('very', 'quite')", []),
    ],
)
def test_a_filling_is_held_against_its_text(tmp_path: Path, filling: str, words: list[str]) -> None:
    assert faults(tmp_path, filling) == words


def test_braces_of_json_are_a_variable_that_nobody_gives(tmp_path: Path) -> None:
    text = 'Sort the question of a guest into one of four kinds and return JSON: {"kind": "a"} {question}'
    assert faults(tmp_path, "PROMPT.format(question=question)", text) == ["gets no '\"kind\"'"]


def test_fields_are_roots_and_other_braces_none() -> None:
    assert format_fields("{a.b} {c[0]} {d!r:>4} {{e}} {}") == ["a", "c", "d", ""]
    assert format_fields("a } alone") is None
