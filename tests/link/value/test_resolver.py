"""Following a value: names, modules, parameters, classes, calls, environment; and that it always ends."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundrules.domain.value import walk
from groundrules.link.value.answer import Found
from groundrules.link.value.follower import MOST_OPTIONS
from groundrules.link.value.trail import DEEPEST, MOST_STEPS
from tests.link.tree import evidence_of, notebook, shown

ONE_FILE: dict[str, tuple[str, list[object]]] = {
    "a literal": ("show('gpt')", ["gpt"]),
    "a constant": ("M = 'gpt'\nshow(M)", ["gpt"]),
    "a constant of a constant": ("A = 'gpt'\nB = A\nshow(B)", ["gpt"]),
    "only what stands before": ("M = 'old'\nshow(M)\nM = 'new'", ["old"]),
    "all options before": ("M = 'one'\nif x:\n    M = 'two'\nshow(M)", ["one", "two"]),
    "both branches of a condition": ("M = 'one' if x else 'two'\nshow(M)", ["one", "two"]),
    "a value or its default": ("M = given or 'two'\nshow(M)", ["name:given", "two"]),
    "a global seen from a function": ("M = 'gpt'\ndef f():\n    show(M)", ["gpt"]),
    "a function's own name goes first": ("M = 'out'\ndef f():\n    M = 'in'\n    show(M)", ["in"]),
    "a key of a mapping": ("C = {'m': 'gpt'}\nshow(C['m'])", ["gpt"]),
    "a nested key": ("C = {'a': {'m': 'gpt'}}\nshow(C['a']['m'])", ["gpt"]),
    "an item of a list": ("L = ['a', 'b']\nshow(L[1])", ["b"]),
    "an element": ("for m in ['a', 'b']:\n    show(m)", ["a", "b"]),
    "a parameter with a default": ("def f(m='gpt'):\n    show(m)", ["gpt"]),
    "a parameter that callers give": ("def f(m):\n    show(m)\nf('one')\nf(m='two')", ["one", "two"]),
    "a default where a caller gives none": ("def f(m='gpt'):\n    show(m)\nf()", ["gpt"]),
    "a parameter that nobody gives": ("def f(m):\n    show(m)", ["?parameter"]),
    "what *args hides": ("def f(m):\n    show(m)\nf(*given)", ["?passed by *args or **kwargs"]),
    "a returned value": ("def f():\n    return 'gpt'\nshow(f())", ["gpt"]),
    "a returned parameter": ("def f(m):\n    return m\nshow(f('gpt'))", ["gpt"]),
    "each call with its own argument": ("def f(m):\n    return m\nf('other')\nshow(f('gpt'))", ["gpt"]),
    "an attribute set in __init__": (
        "class C:\n    def __init__(self, m='gpt'):\n        self.m = m\n    def go(self):\n        show(self.m)",
        ["gpt"],
    ),
    "an attribute of an instance": (
        "class C:\n    def __init__(self, m):\n        self.m = m\nc = C('gpt')\nC('other')\nshow(c.m)",
        ["gpt"],
    ),
    "an inherited attribute": ("class A:\n    m = 'gpt'\nclass B(A):\n    pass\nshow(B().m)", ["gpt"]),
    "a static method takes no self": (
        "class C:\n    @staticmethod\n    def f(m):\n        return m\nshow(C.f('gpt'))",
        ["gpt"],
    ),
    "a variable with a default": ("import os\nshow(os.getenv('M', 'gpt'))", ["gpt"]),
    "a variable without": ("import os\nshow(os.environ['M'])", ["?environment variable"]),
    "a conversion": ("show(str('gpt'))", ["gpt"]),
    "a stripped text": ("M = 'gpt'\nshow(M.strip())", ["gpt"]),
    "a foreign name": ("from openai import OpenAI\nshow(OpenAI)", ["name:openai.OpenAI"]),
    "a foreign name's attribute": ("import openai as o\nshow(o.api.key)", ["name:openai.api.key"]),
    "a name of nobody": ("show(nobody)", ["name:nobody"]),
    "itself": ("m = m\nshow(m)", ["?defined by itself"]),
}


@pytest.mark.parametrize(("text", "answers"), ONE_FILE.values(), ids=ONE_FILE)
def test_in_one_file(text: str, answers: list[object]) -> None:
    assert shown({"a.py": text}) == answers


TREES: dict[str, tuple[dict[str, str], list[object]]] = {
    "an imported constant": ({"a.py": "from b import M\nshow(M)", "b.py": "M = 'gpt'"}, ["gpt"]),
    "a constant of an imported module": ({"a.py": "import b\nshow(b.M)", "b.py": "M = 'gpt'"}, ["gpt"]),
    "a relative import": ({"p/a.py": "from .b import M\nshow(M)", "p/b.py": "M = 'gpt'"}, ["gpt"]),
    "a package's face": (
        {"a.py": "from p import M\nshow(M)", "p/__init__.py": "from .b import M", "p/b.py": "M = 'gpt'"},
        ["gpt"],
    ),
    "a star import": ({"a.py": "from b import *\nshow(M)", "b.py": "M = 'gpt'"}, ["gpt"]),
    "a caller elsewhere": ({"a.py": "def f(m):\n    show(m)", "b.py": "from a import f\nf('gpt')"}, ["gpt"]),
    "a .env file": ({"a.py": "import os\nshow(os.getenv('M'))", ".env": "M=gpt\n"}, ["gpt"]),
    "modules that import each other": (
        {"a.py": "from b import M\nshow(M)", "b.py": "from a import M"},
        ["name:b.M"],
    ),
}


@pytest.mark.parametrize(("files", "answers"), TREES.values(), ids=TREES)
def test_across_files(files: dict[str, str], answers: list[object]) -> None:
    assert shown(files, next(path for path in files if path.endswith("a.py"))) == answers


def test_the_cells_of_a_notebook_run_in_order() -> None:
    cells = notebook("m = 'one'", "show(m)", "m = 'two'", "other(m)")
    assert shown({"a.ipynb": cells}, "a.ipynb") == ["one"]


def test_a_value_of_a_notebook_knows_its_cell() -> None:
    evidence = evidence_of({"a.ipynb": notebook("x = 1", "m = 'one'", "show(m)")})
    file = evidence.sources.files["a.ipynb"]
    (answer,) = evidence.resolver.follow(Found(file, file.facts.calls[0].arguments[0]))
    assert isinstance(answer, Found)
    assert answer.location.place == "a.ipynb:cell 2:1:5"


def test_a_default_says_that_it_is_one() -> None:
    evidence = evidence_of({"a.py": "M = 'gpt'\ndef f(m=M):\n    show(m)"})
    file = evidence.sources.files["a.py"]
    (answer,) = evidence.resolver.follow(Found(file, file.facts.calls[0].arguments[0]))
    assert isinstance(answer, Found)
    assert answer.source == "default"


# --- it always ends

NAMES = ["a", "b", "c", "self.x", "self.y"]
EXPRESSIONS = st.recursive(
    st.sampled_from([*NAMES, "f", "g", "K", "K.x", "K().x", "'t'", "u.a", "v.b", "os.environ['A']"]),
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(["f", "g", "K", "K().m", "str", "self.m"]), inner).map(lambda p: f"{p[0]}({p[1]})"),
        st.tuples(inner, inner).map(lambda p: f"({p[0]} or {p[1]})"),
        st.tuples(inner, inner).map(lambda p: f"[{p[0]}, {p[1]}][0]"),
        inner.map(lambda text: f"{{'k': {text}}}['k']"),
        inner.map(lambda text: f"[{text} for a in b][c]"),
        inner.map(lambda text: f"({text}).x"),
    ),
    max_leaves=5,
)
ASSIGNMENTS = st.tuples(st.sampled_from(NAMES), EXPRESSIONS).map(lambda p: f"{p[0]} = {p[1]}")
BODIES = st.lists(ASSIGNMENTS, min_size=1, max_size=4)


def indented(lines: list[str], by: int = 4) -> str:
    return "".join(" " * by + line + "\n" for line in lines)


@st.composite
def modules(draw: st.DrawFn) -> str:
    """A module whose names, functions, classes and imports are made of each other in every way."""
    other = draw(st.sampled_from(["u", "v", "w"]))
    text = draw(
        st.sampled_from([f"from {other} import *\n", f"from {other} import a, b as c, f, K\n", f"import {other}\n"])
    )
    text += indented(draw(BODIES), 0)
    for name in ("f", "g"):
        text += f"def {name}(a, b=c, *rest):\n{indented(draw(BODIES))}    return {draw(EXPRESSIONS)}\n"
    base = draw(st.sampled_from(["K", "u.K", "v.K", "L", "object"]))
    text += (
        f"class K({base}):\n    x = {draw(EXPRESSIONS)}\n    def __init__(self, a=None):\n{indented(draw(BODIES), 8)}"
    )
    text += (
        f"    def m(self, a):\n{indented(draw(BODIES), 8)}        return {draw(EXPRESSIONS)}\nclass L(K):\n    pass\n"
    )
    return text + "".join(f"show({draw(EXPRESSIONS)})\n" for _ in range(2))


@settings(max_examples=120, deadline=None)
@given(st.fixed_dictionaries({"u.py": modules(), "v.py": modules(), "w.py": modules()}))
def test_following_always_ends(files: dict[str, str]) -> None:
    evidence = evidence_of(files)
    steps = 0

    def counted(found: Found, depth: int) -> list[object]:
        nonlocal steps
        steps += 1
        assert depth <= DEEPEST
        return step(found, depth)  # type: ignore[return-value]

    step = evidence.resolver._step
    evidence.resolver._step = counted  # type: ignore[assignment, method-assign]
    for file in evidence.sources.read_so_far():
        for call in file.facts.calls:
            for value in (call.callee, *call.arguments):
                steps = 0
                assert 1 <= len(evidence.resolver.follow(Found(file, value))) <= MOST_OPTIONS + 1
                assert steps <= MOST_STEPS
                for found in evidence.origins.of(Found(file, value), into_arguments=True):
                    assert found.call in found.found.file.facts.calls


@settings(max_examples=40, deadline=None)
@given(st.fixed_dictionaries({"u.py": modules(), "v.py": modules()}))
def test_what_was_asked_before_changes_no_answer_that_is_whole(files: dict[str, str]) -> None:
    """The second time a question is put, it is answered as the first time."""
    evidence = evidence_of(files)
    for file in evidence.sources.read_so_far():
        for call in file.facts.calls:
            for value in (part for argument in call.arguments for part in walk(argument)):
                first = evidence.resolver.follow(Found(file, value))
                assert [str(answer) for answer in evidence.resolver.follow(Found(file, value))] == [
                    str(a) for a in first
                ]
