"""Prompts: what a call sends, and texts that are prompts by their name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.link.linked import ASK, call, prompts

LONG = "You answer the questions of hikers about huts, paths and weather in two or three sentences, and never guess."
FUNCTION = "from openai import OpenAI\nclient = OpenAI()\n"


def sent(folder: Path, messages: str, before: str = "", **files: str) -> list[tuple[str, str]]:
    """Role and text of what the only call is given."""
    text = f'{FUNCTION}{before}\nclient.chat.completions.create(model="gpt-4.1", messages={messages})\n'
    tree = {
        "app.py": text,
        **{name.replace("__", "/").replace("_py", ".py").replace("_txt", ".txt"): t for name, t in files.items()},
    }
    return [(prompt.message, prompt.text) for prompt in call(folder, tree).prompts]


@pytest.mark.parametrize(
    ("messages", "before"),
    [
        ('[{"role": "system", "content": "Answer hikers kindly."}]', ""),
        ("MESSAGES", 'MESSAGES = [{"role": "system", "content": "Answer hikers kindly."}]'),
        ("messages", 'messages = []\nmessages.append({"role": "system", "content": "Answer hikers kindly."})'),
        ('[{"role": "developer", "content": SYSTEM}]', 'SYSTEM = "Answer " "hikers kindly."'),
        ('[{"role": "system", "content": [{"type": "text", "text": "Answer hikers kindly."}]}]', ""),
        ('[{"role": "system", "content": "\\n".join(["Answer hikers kindly."])}]', ""),
    ],
)
def test_a_system_message_is_found_however_it_is_written(tmp_path: Path, messages: str, before: str) -> None:
    assert sent(tmp_path, messages, before) == [("system", "Answer hikers kindly.")]


def test_a_constant_of_another_module_is_followed(tmp_path: Path) -> None:
    found = sent(
        tmp_path, '[{"role": "system", "content": SYSTEM}]', "from texts import SYSTEM", texts_py=f'SYSTEM = "{LONG}"\n'
    )
    assert found == [("system", LONG)]


def test_holes_are_named(tmp_path: Path) -> None:
    found = sent(tmp_path, '[{"role": "user", "content": f"Is the hut {name} open?"}]', "name = input()")
    assert found == [("user", "Is the hut {name} open?")]


def test_a_file_that_is_read_is_the_prompt(tmp_path: Path) -> None:
    before = "from pathlib import Path\nTEXT = Path('prompts/system.txt').read_text()"
    assert (
        sent(tmp_path, '[{"role": "system", "content": TEXT}]', before, prompts__system_txt=LONG)[0][1].strip() == LONG
    )


@pytest.mark.parametrize(
    ("path", "text", "name"),
    [
        ("app.py", f'SYSTEM_PROMPT = "{LONG}"\n', "SYSTEM_PROMPT"),
        ("app.py", f'def build_prompt(name):\n    return f"{LONG} {{name}}"\n', "build_prompt"),
        ("prompts.py", f'HIKERS = "{LONG}"\n', "HIKERS"),
        ("prompts/hut.py", f'class Hut:\n    welcome: str = "{LONG}"\n', "welcome"),
        ("app.py", f'PROMPTS = {{"hut": "{LONG}"}}\n', "PROMPTS"),
        ("app.py", f"import dspy\nclass Answer(dspy.Signature):\n    '''{LONG}'''\n", "Answer"),
    ],
)
def test_a_text_is_a_prompt_by_its_name(tmp_path: Path, path: str, text: str, name: str) -> None:
    tree = {"llm.py": ASK, path: f"from llm import ask\n{text}"}
    assert [prompt.name for prompt in prompts(tmp_path, tree) if prompt.text.startswith("You answer")] == [name]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("app.py", 'prompt = "Continue? [y/N]"\n'),
        ("app.py", f'ABOUT = "{LONG}"\n'),
        ("tests/test_app.py", f'SYSTEM_PROMPT = "{LONG}"\n'),
    ],
)
def test_other_texts_are_not(tmp_path: Path, path: str, text: str) -> None:
    assert prompts(tmp_path, {"llm.py": ASK, path: f"from llm import ask\n{text}"}) == []


def test_without_any_model_call_nothing_is_named_a_prompt(tmp_path: Path) -> None:
    from tests.link.linked import projects

    assert projects(tmp_path, {"shell.py": f'PROMPT = "{LONG}"\n'}) == []
