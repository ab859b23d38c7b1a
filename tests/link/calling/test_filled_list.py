"""Messages that are added to a list, by the name it has where it is written or where it is used."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.link.linked import call

KIND = '{"role": "system", "content": "Answer hikers kindly."}'


def sent(folder: Path, text: str) -> list[str]:
    """The texts that the only call of a module sends."""
    return [prompt.text for prompt in call(folder, {"app.py": text}).prompts]


@pytest.mark.parametrize(
    "text",
    [
        f"""
        from openai import OpenAI

        def build(question):
            messages = []
            messages.append({KIND})
            return messages

        OpenAI().chat.completions.create(model="gpt-4.1", messages=build(input()))
        """,
        f"""
        from openai import OpenAI

        class Chat:
            def __init__(self):
                self.messages = []
                self.messages.append({KIND})

            def ask(self, question):
                return OpenAI().chat.completions.create(model="gpt-4.1", messages=self.messages)
        """,
        f"""
        from openai import OpenAI

        class Chat:
            def __init__(self):
                self.history = []

            def instruct(self):
                self.history.extend([{KIND}])

            def ask(self, question):
                return OpenAI().chat.completions.create(model="gpt-4.1", messages=self.history)
        """,
    ],
)
def test_what_is_added_where_the_list_is_written_is_sent(tmp_path: Path, text: str) -> None:
    assert sent(tmp_path, text) == ["Answer hikers kindly."]


def test_what_is_added_to_another_list_of_that_name_is_not_sent(tmp_path: Path) -> None:
    text = f"""
        from openai import OpenAI

        def build():
            messages = []
            return messages

        def log():
            messages = []
            messages.append({KIND})
            print(messages)

        OpenAI().chat.completions.create(model="gpt-4.1", messages=build())
    """
    assert sent(tmp_path, text) == []


def test_what_another_class_adds_is_not_sent(tmp_path: Path) -> None:
    text = f"""
        from openai import OpenAI

        class Log:
            def __init__(self):
                self.messages = []
                self.messages.append({KIND})

        class Chat:
            def __init__(self):
                self.messages = []

            def ask(self, question):
                return OpenAI().chat.completions.create(model="gpt-4.1", messages=self.messages)
    """
    assert sent(tmp_path, text) == []


@pytest.mark.parametrize(
    ("run", "texts"),
    [
        ("pool.submit(ask, 'Which hut is open in the winter?')", ["Which hut is open in the winter?"]),
        ("asyncio.to_thread(ask, 'Which hut is open in the winter?')", ["Which hut is open in the winter?"]),
        ("pool.submit(other, 'Which hut is open in the winter?')", []),
    ],
)
def test_what_an_executor_is_handed_beside_a_function_is_given_to_it(
    tmp_path: Path, run: str, texts: list[str]
) -> None:
    text = f"""
        import asyncio
        from openai import OpenAI
        from elsewhere import pool

        def other(question):
            print(question)

        def ask(question):
            messages = [{{"role": "user", "content": question}}]
            return OpenAI().chat.completions.create(model="gpt-4.1", messages=messages)

        def main():
            {run}
    """
    assert sent(tmp_path, text) == texts
