"""Where completions are taken apart by hand: followed through wrappers, and not where something else is parsed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.link.linked import ASK, call, calls

FUNCTION = "from openai import OpenAI\nclient = OpenAI()\n"
CREATE = 'client.chat.completions.create(model="gpt-4.1-2025-04-14", messages=[{"role": "user", "content": text}]'


def methods(folder: Path, tree: dict[str, str]) -> list[tuple[str, str]]:
    """How and where the only call's text is taken apart."""
    return [(parse.method, parse.location.path) for parse in call(folder, tree).parses]


@pytest.mark.parametrize(
    "parse",
    [
        "import json\ndata = json.loads(ask('x'))\n",
        "import json\nanswer = ask('x')\ndata = json.loads(answer[answer.find('{'):])\n",
        "import json\ndata = [json.loads(item) for item in [ask('x')]]\n",
        "import json\nparts = []\nparts.append(ask('x'))\ndata = json.loads(''.join(parts))\n",
        "import asyncio, json\nasync def main():\n    return json.loads(await asyncio.to_thread(ask, 'x'))\n",
        "import json\nfrom concurrent.futures import ThreadPoolExecutor\n"
        "future = ThreadPoolExecutor().submit(ask, 'x')\n"
        "data = json.loads(future.result())\n",
    ],
)
def test_a_function_that_asks_is_followed(tmp_path: Path, parse: str) -> None:
    tree = {"llm.py": ASK, "app.py": f"from llm import ask\n{parse}"}
    assert methods(tmp_path, tree) == [("json.loads", "app.py")]


def test_a_module_that_is_imported_whole_is_followed(tmp_path: Path) -> None:
    tree = {
        "app/llm.py": ASK,
        "app/__init__.py": "",
        "app/read.py": "import json\nfrom app import llm\njson.loads(llm.ask('x'))\n",
    }
    assert methods(tmp_path, tree) == [("json.loads", "app/read.py")]


def test_a_client_that_is_injected_is_followed(tmp_path: Path) -> None:
    client = f"{FUNCTION}class Client:\n    def ask(self, text):\n        return {CREATE}).choices[0].message.content\n"
    handler = (
        "import json\nfrom client import Client\ndef handle(client: Client, text):\n"
        "    return json.loads(client.ask(text))\n"
    )
    assert methods(tmp_path, {"client.py": client, "handler.py": handler}) == [("json.loads", "handler.py")]


def test_an_abstract_method_is_followed_to_what_defines_it(tmp_path: Path) -> None:
    base = "class Base:\n    def ask(self, text):\n        raise NotImplementedError\n"
    client = (
        f"from base import Base\n{FUNCTION}class Client(Base):\n    def ask(self, text):\n"
        f"        return {CREATE}).choices[0].message.content\n"
    )
    handler = (
        "import json\nfrom base import Base\ndef handle(client: Base, text):\n    return json.loads(client.ask(text))\n"
    )
    main = "from client import Client\nimport handler\n"
    tree = {"base.py": base, "client.py": client, "handler.py": handler, "main.py": main}
    assert methods(tmp_path, tree) == [("json.loads", "handler.py")]


def test_a_table_of_clients_is_followed(tmp_path: Path) -> None:
    client = f"{FUNCTION}class Client:\n    def ask(self, text):\n        return {CREATE}).choices[0].message.content\n"
    table = "import json\nfrom client import Client\nTABLE = {'a': Client(), 'b': Client()}\n"
    pick = "def run(name, text):\n    chosen = TABLE[name]\n    return json.loads(chosen.ask(text))\n"
    assert methods(tmp_path, {"client.py": client, "run.py": table + pick}) == [("json.loads", "run.py")]


def test_a_decorator_that_parses_the_answer_is_followed(tmp_path: Path) -> None:
    parsed = """
        import json

        def parsed(function):
            def wrapper(*args):
                args = list(args)
                answer = args[0]
                args[0] = json.loads(answer)
                return function(*args)
            return wrapper
        """
    app = (
        "from llm import ask\nfrom parsed import parsed\n\n@parsed\n"
        "def keep(data):\n    return data\n\nkeep(ask('x'))\n"
    )
    assert methods(tmp_path, {"llm.py": ASK, "parsed.py": parsed, "app.py": app}) == [("json.loads", "parsed.py")]


@pytest.mark.parametrize(
    "parse",
    [
        "json.loads(response.choices[0].message.tool_calls[0].function.arguments)",
        "json.loads(requests.get('https://example.org').text)",
        "json.loads(open('kept.json').read())",
        "re.findall(r'\\[(\\d+)\\]', response.choices[0].message.content)",
        "re.search(r'<answer>(.*?)</answer>', response.choices[0].message.content)",
        "re.search(r'```python(.*?)```', response.choices[0].message.content)",
        "response.choices[0].message.content.split('\\n')",
    ],
)
def test_what_is_no_data_of_the_completion_is_left_alone(tmp_path: Path, parse: str) -> None:
    text = f"import json, re, requests\n{FUNCTION}def f(text):\n    response = {CREATE})\n    return {parse}\n"
    assert methods(tmp_path, {"app.py": text}) == []


@pytest.mark.parametrize(
    ("pattern", "is_data"),
    [
        (r"\{.*\}", True),
        (r"\[.*\]", True),
        (r"Score:\s*(\d+)", True),
        (r"\{\{(\w+)\}\}", False),
        (r"https?://(\S+)", False),
    ],
)
def test_a_pattern_counts_where_it_takes_data_out(tmp_path: Path, pattern: str, is_data: bool) -> None:
    text = f"import re\nfrom llm import ask\nfound = re.search(r'{pattern}', ask('x'))\n"
    assert bool(methods(tmp_path, {"llm.py": ASK, "app.py": text})) is is_data


@pytest.mark.parametrize(
    ("prompt", "counts"), [("Name three birds, one per line.", True), ("Tell me about birds.", False)]
)
def test_lines_are_data_where_a_list_was_asked_for(tmp_path: Path, prompt: str, counts: bool) -> None:
    text = f"from llm import ask\nbirds = ask('{prompt}').split('\\n')\n"
    found = methods(tmp_path, {"llm.py": ASK, "app.py": text})
    assert found == ([("split", "app.py")] if counts else [])


def test_one_parse_of_two_branches_is_told_of_at_one_call(tmp_path: Path) -> None:
    text = (
        f"import json\n{FUNCTION}def f(text, long):\n    if long:\n        answer = {CREATE}, max_tokens=9000)\n"
        f"    else:\n        answer = {CREATE})\n    return json.loads(answer.choices[0].message.content)\n"
    )
    assert [item.repeats_parse for item in calls(tmp_path, {"app.py": text})] == [False, True]


def test_a_parse_that_also_reads_a_schema_is_shared(tmp_path: Path) -> None:
    text = (
        f"import json\n{FUNCTION}def f(text, schema):\n    if schema:\n"
        f"        answer = {CREATE}, response_format=schema)\n"
        f"    else:\n        answer = {CREATE})\n    return json.loads(answer.choices[0].message.content)\n"
    )
    assert all(item.parse_is_shared for item in calls(tmp_path, {"app.py": text}))


@pytest.mark.parametrize(
    ("lines", "marks"),
    [
        ("  const done = answer.includes('ORDERED')\n", 1),
        ("  if (answer.startsWith('NO')) { return '' }\n", 1),
        ("  const done = text.includes('order')\n", 0),
        ("  const done = answer.includes(text)\n", 0),
    ],
)
def test_a_mark_in_the_text_is_no_parse_and_is_told(tmp_path: Path, lines: str, marks: int) -> None:
    code = (
        "import OpenAI from 'openai'\nconst client = new OpenAI()\n"
        "export async function ask(text: string) {\n"
        "  const given = await client.chat.completions.create({\n"
        "    model: 'gpt-4.1-2025-04-14', messages: [{ role: 'user', content: text }],\n  })\n"
        f"  const answer = given.choices[0].message.content\n{lines}  return answer\n}}\n"
    )
    found = call(tmp_path, {"package.json": "{}", "ask.ts": code})
    assert (len(found.marks), found.parses) == (marks, [])
