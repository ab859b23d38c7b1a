from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundrules.domain.facts import FileFacts
from tests.extract.reading import plain, read, shown, words

README = """---
license: mit
---
Intro line
goes on.

# Train  #

Our plan costs `pip install no`.
<!-- groundrules: ignore[no-evals] later -->

```bash
$ python train.py \\
    --seed 1
epoch 1 done
$ ls
```

Sub
---

- item
  ```sh title="x"
  pip install openai

  make evals
  ```

~~~
docker run x
# comment
./start.sh
~~~

```
just some prose
```

```python
print(1)
```

---
last
"""


def blocks(facts: FileFacts) -> list[tuple[str, str, str]]:
    return [(block.language, block.heading, block.text) for block in facts.blocks]


def test_prose_and_fences_in_order() -> None:
    facts = read("README.md", "markdown", README)
    assert blocks(facts) == [
        ("", "", "Intro line\ngoes on."),
        ("", "Train", "Our plan costs `pip install no`.\n<!-- groundrules: ignore[no-evals] later -->"),
        ("bash", "Train", "$ python train.py \\\n    --seed 1\nepoch 1 done\n$ ls"),
        ("", "Sub", "- item"),
        ("sh", "Sub", "pip install openai\n\nmake evals"),
        ("text", "Sub", "docker run x\n# comment\n./start.sh"),
        ("text", "Sub", "just some prose"),
        ("python", "Sub", "print(1)"),
        ("", "Sub", "last"),
    ]
    assert [plain(found) for found in facts.documents] == [{"license": "mit"}]
    assert [found.rules for found in facts.suppressions] == [("no-evals",)]


def test_blocks_have_their_places() -> None:
    facts = read("README.md", "markdown", README)
    assert shown(README, facts.blocks[0].span) == "Intro line\ngoes on."
    assert shown(README, facts.blocks[4].span) == "pip install openai\n\n  make evals"


def test_commands_that_are_shown() -> None:
    facts = read("README.md", "markdown", README)
    assert [(shown(README, command.span), " ".join(command.words)) for command in facts.commands] == [
        ("python train.py \\\n    --seed 1", "python train.py --seed 1"),
        ("ls", "ls"),
        ("pip install openai", "pip install openai"),
        ("make evals", "make evals"),
        ("docker run x", "docker run x"),
        ("./start.sh", "./start.sh"),
    ]


@pytest.mark.parametrize(
    ("block", "commands"),
    [
        ("```console\noutput only\n```", []),
        ("```console\n(venv) me@host:~/x$ ls -l\nfile\n```", ["ls -l"]),
        ("```\nModel: gpt-4o\npython is nice\n```", []),
        ("```\npython a.py\nMore words\n```", []),
        ("```json\n{}\n```", []),
        ("```\n```", []),
        ("````md\n```bash\nls\n```\n````", []),
        ("> ```sh\n> ls\n> ```", ["ls"]),
        ("```{.bash}\nls\n```", ["ls"]),
        ("```bash\nunclosed", ["unclosed"]),
        ("`ls` and ``pip install x``", []),
        ("```inline``` text", []),
    ],
)
def test_what_counts_as_a_command(block: str, commands: list[str]) -> None:
    assert words(read("a.md", "markdown", block).commands) == commands


RST = """Title
=====

Prose one.

.. code-block:: bash
   :linenos:

   pip install x
     deeper

Use it like this::

    $ python a.py

End.
"""


def test_restructured_text() -> None:
    facts = read("index.rst", "markdown", RST)
    assert blocks(facts) == [
        ("", "Title", "Prose one."),
        ("bash", "Title", "pip install x\n  deeper"),
        ("", "Title", "Use it like this::"),
        ("text", "Title", "$ python a.py"),
        ("", "Title", "End."),
    ]
    assert [shown(RST, command.span) for command in facts.commands] == ["pip install x", "deeper", "python a.py"]


@given(st.lists(st.from_regex(r"[A-Za-z][a-z ]*[a-z]", fullmatch=True), max_size=5))
def test_paragraphs_come_back(paragraphs: list[str]) -> None:
    facts = read("a.md", "markdown", "\n\n".join(paragraphs))
    assert [block.text for block in facts.blocks] == paragraphs


PROMPTY = """---
name: support
model:
  parameters: {temperature: 0}
---

system:
You answer {{ question }}.
{# groundrules: ignore[no-abstention-instruction] graded elsewhere #}
"""


def test_a_prompt_file_with_settings_in_front() -> None:
    facts = read("a.prompty", "prompt", PROMPTY)
    assert [plain(found) for found in facts.documents] == [
        {"name": "support", "model": {"parameters": {"temperature": 0}}}
    ]
    (block,) = facts.blocks
    assert block.text.startswith("system:\nYou answer")
    assert (block.span.line, shown(PROMPTY, block.span)) == (7, block.text)
    assert [found.reason for found in facts.suppressions] == ["graded elsewhere"]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("You are polite.\n", "You are polite."),
        ("\n\n  You are polite.", "  You are polite."),
        ("---\nnot settings\n---\nrest", "---\nnot settings\n---\nrest"),
        ("---\nunclosed: x\n", "---\nunclosed: x"),
    ],
)
def test_a_prompt_file_is_one_block(source: str, text: str) -> None:
    facts = read("a.prompt", "prompt", source)
    assert ([block.text for block in facts.blocks], facts.documents) == ([text], ())


def test_an_empty_prompt_file_has_no_block() -> None:
    assert read("a.prompt", "prompt", "\n \n").blocks == ()


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("a.prompt.yml", "messages:\n  - {role: system, content: Hi}\n"),
        ("prompts/a.json", '{"messages": [{"role": "system", "content": "Hi"}]}'),
        ("prompts/a.toml", '[[messages]]\nrole = "system"\ncontent = "Hi"\n'),
    ],
)
def test_a_prompt_written_as_configuration(path: str, source: str) -> None:
    facts = read(path, "prompt", source)
    expected: dict[str, Any] = {"messages": [{"role": "system", "content": "Hi"}]}
    assert ([plain(found) for found in facts.documents], facts.blocks) == ([expected], ())
