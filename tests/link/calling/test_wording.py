"""The texts that values are, through templates, rows, files and copies of messages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.link.linked import call

TEXT = "Answer the questions of hikers kindly and briefly."
HEAD = (
    "from openai import OpenAI\nfrom pathlib import Path\nimport copy\nimport jinja2\nimport textwrap\nname = input()\n"
)
SEND = "OpenAI().chat.completions.create(model='gpt-4.1', messages={messages})\n"
SYSTEM = '[{"role": "system", "content": text}]'


def sent(folder: Path, before: str, messages: str = SYSTEM) -> list[str]:
    """The texts that the only call is given."""
    tree = {
        "app.py": f"{HEAD}{before}\n{SEND.replace('{messages}', messages)}",
        "prompts/answer.j2": TEXT,
        "prompts/other.j2": "Another text that nobody asks for.",
    }
    return [prompt.text.strip() for prompt in call(folder, tree).prompts]


@pytest.mark.parametrize(
    "before",
    [
        f"text = jinja2.Template('{TEXT}').render(name=name)",
        f"text = jinja2.Environment().from_string('{TEXT}').render(name=name)",
        "text = jinja2.Environment(loader=jinja2.FileSystemLoader('prompts')).get_template('answer.j2').render(n=name)",
        "text = jinja2.Template(open('prompts/answer.j2').read()).render(name=name)",
        f"text = textwrap.dedent('{TEXT}').strip()",
        f"rows = ['{TEXT[:30]}', '{TEXT[30:]}']\ntext = ''.join(rows)",
    ],
)
def test_a_text_is_found_behind_what_fills_it_in(tmp_path: Path, before: str) -> None:
    assert sent(tmp_path, before) == [TEXT]


@pytest.mark.parametrize(
    "messages",
    [
        "kept + [{'role': 'user', 'content': name}]",
        "copy.deepcopy(kept)",
        "list(reversed(kept))",
        "kept[:4]",
    ],
)
def test_messages_are_found_behind_copies_and_sums(tmp_path: Path, messages: str) -> None:
    assert TEXT in sent(tmp_path, f"kept = [{{'role': 'system', 'content': '{TEXT}'}}]", messages)


def test_a_template_of_a_name_that_two_files_have_is_not_guessed(tmp_path: Path) -> None:
    folder = tmp_path / "prompts" / "old"
    folder.mkdir(parents=True)
    (folder / "answer.j2").write_text("Another text.", encoding="utf-8")
    assert sent(tmp_path, "text = jinja2.Environment().get_template('answer.j2').render()") == []


def test_what_is_written_at_a_place_leaves_out_what_is_put_in(tmp_path: Path) -> None:
    before = f"BASE = '{TEXT}'\ntext = f'{{BASE}} Sign as {{name}}, always.'"
    tree = {"app.py": f"{HEAD}{before}\n{SEND.replace('{messages}', SYSTEM)}"}
    (prompt,) = call(tmp_path, tree).prompts
    assert (prompt.text, prompt.written) == (f"{TEXT} Sign as {{name}}, always.", "{} Sign as {}, always.")
