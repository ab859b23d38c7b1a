"""Where a value comes from: the calls behind it, with the keys that were taken on the way."""

from __future__ import annotations

import pytest

from groundrules.link.value.answer import Found
from groundrules.link.value.code import tail_of
from tests.link.tree import evidence_of, notebook


def behind(files: dict[str, str], path: str = "a.py", into_arguments: bool = False) -> list[str]:
    """The calls behind the first argument of `show(...)`, each with the keys taken from its result."""
    evidence = evidence_of(files)
    file = evidence.sources.files[path]
    value = file.facts.calls[file.calls_by_tail["show"][0]].arguments[0]
    found = evidence.origins.of(Found(file, value), into_arguments)
    return [tail_of(item.call.callee) + "".join(f"[{key}]" for key in item.keys) for item in found]


CASES: dict[str, tuple[str, list[str]]] = {
    "a call": ("show(ask())", ["ask"]),
    "a name": ("x = ask()\nshow(x)", ["ask"]),
    "an attribute of a name": ("x = ask()\nshow(x.choices)", ["ask[choices]"]),
    "a subscript of a call": ("show(ask()['text'])", ["ask[text]"]),
    "the receiver of a method": ("show(ask().strip())", ["strip", "ask"]),
    "what is handed on": ("x = ask()\nshow(str(x))", ["str", "ask"]),
    "what is joined": ("show(' '.join(ask()))", ["join", "ask"]),
    "an argument that stays closed": ("show(other(ask()))", ["other"]),
    "a wrapper's return": ("def f():\n    return ask()\nshow(f())", ["f", "ask"]),
    "a parameter": ("def f(x):\n    show(x)\nf(ask())", ["ask"]),
    "an attribute of self": (
        "class C:\n    def __init__(self):\n        self.x = ask()\n    def go(self):\n        show(self.x)",
        ["ask"],
    ),
    "an attribute of an object": (
        "class C:\n    def __init__(self, x):\n        self.x = x\nc = C(ask())\nshow(c.x)",
        ["C[x]", "ask"],
    ),
    "an attribute that a base gives": (
        "class B:\n    def __init__(self):\n        self.x = ask()\nclass C(B):\n    pass\nshow(C().x)",
        ["C[x]", "ask"],
    ),
    "a field of an object": ("class C:\n    x: int\nshow(C(x=ask()).x)", ["C[x]", "ask"]),
    "another attribute of an object": (
        "class C:\n    def __init__(self, x):\n        self.x = x\nc = C(ask())\nshow(c.y)",
        ["C[y]"],
    ),
    "what is appended": ("x = []\nx.append(ask())\nshow(x)", ["ask"]),
    "an item of a list": ("show([ask()])", ["ask"]),
    "a loop": ("for x in ask():\n    show(x)", ["ask"]),
    "a text with holes": ("x = ask()\nshow(f'{x}!')", ["ask"]),
    "itself": ("x = x\nshow(x)", []),
    "a literal": ("show('text')", []),
}


@pytest.mark.parametrize(("text", "calls"), CASES.values(), ids=CASES)
def test_what_stands_behind(text: str, calls: list[str]) -> None:
    assert behind({"a.py": text}) == calls


def test_arguments_are_walked_into_where_that_is_asked() -> None:
    assert behind({"a.py": "show(other(ask()))"}, into_arguments=True) == ["other", "ask"]


def test_a_caller_in_another_file() -> None:
    assert behind({"a.py": "def f(x):\n    show(x)", "b.py": "from a import f\nf(ask())"}) == ["ask"]


def test_a_cell_comes_after_those_before_it() -> None:
    cells = notebook("x = one()", "show(x)", "x = two()")
    assert behind({"a.ipynb": cells}, "a.ipynb") == ["one"]


def test_each_value_is_looked_at_once() -> None:
    text = "def f(x):\n    return x\n" + "y = f(y) or f(f(y))\n" * 30 + "show(y)"
    calls = behind({"a.py": text})
    assert len(calls) < 400
