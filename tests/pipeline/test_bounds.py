"""Code that leads in circles or doubles at every step: linking it always ends, and what it says stays small."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groundrules.domain.outcome import Outcome
from groundrules.domain.settings import Settings
from groundrules.pipeline import audit

HEAD = "import json\nfrom pathlib import Path\nfrom openai import OpenAI\nclient = OpenAI()\n"
ASK = 'answer = client.chat.completions.create(model={0}, messages=[{{"role": "user", "content": {0}}}])\n'
TUNE = 'file = client.files.create(file=open({0}, "rb"), purpose="fine-tune")\n'
TUNE += "client.fine_tuning.jobs.create(model={0}, training_file=file.id, suffix={0})\n"
PARSE = "json.loads(answer.choices[0].message.content)\n"


def used(name: str) -> str:
    """What asks a model, trains one and opens a file with a value."""
    return ASK.format(name) + TUNE.format(name) + PARSE + f"json.loads({name})\n"


def chain(template: str, length: int, start: str = "x0 = 'Answer our customers kindly.'\n") -> str:
    """Names that are each made of the one before."""
    return start + "".join(template.format(new=f"x{n + 1}", old=f"x{n}") + "\n" for n in range(length))


PROGRAMS: dict[str, str] = {
    "texts that double": chain('{new} = f"{{{old}}}{{{old}}}"', 40) + used("x40"),
    "texts with fifty holes": chain("{new} = f'" + "{{{old}}}" * 50 + "'", 12) + used("x12"),
    "sums that double": chain("{new} = {old} + {old}", 40) + used("x40"),
    "paths that double": chain("{new} = Path({old}) / {old}", 40) + used("x40"),
    "lists that double": chain("{new} = [{old}, {old}]", 40) + ASK.format("x40") + used("x40[0][1]"),
    "mappings that double": chain("{new} = {{'a': {old}, **{old}}}", 40) + used("x40['a']['a']"),
    "choices that double": chain("{new} = {old} or ({old} if a else {old})", 40) + used("x40"),
    "a long chain of names": chain("{new} = {old}", 3_000) + used("x3000"),
    "a text of itself": "x = f'{x} and more'\n" + used("x"),
    "a list in itself": "x = []\nx.append(x)\nx.extend(x)\nclient.chat.completions.create(model='m', messages=x)\n"
    + used("x"),
    "a name of itself": "x = x\ny = z\nz = y\n" + used("x") + used("y"),
    "functions that call each other": "def f(a):\n    return g(a)\ndef g(a):\n    return f(g(a))\n" + used("f(g('x'))"),
    "a function that gives itself its own result": "def f(a=None):\n    return f(f(a))\n" + used("f()"),
    "classes above each other": "class A(B):\n    pass\nclass B(A):\n    x = A().x\n" + used("A().x") + used("B.x.x"),
    "a class above itself": "class A(A):\n    def m(self):\n        return self.m().m\n" + used("A().m().m()"),
    "a decorator under itself": "@d\ndef d(f):\n    def w(*a):\n        return f(*a)\n    return w\n" + used("d(d)(d)"),
    "attributes of each other": (
        "class A:\n    def __init__(self, o):\n        self.o = o\n        self.p = self.o.p\n"
        + used("A(A(A(1))).p.p.o")
    ),
    "arguments in a circle": "def f(a, b):\n    f(b, a)\n    " + ASK.format("a") + "f('x', 'y')\n",
    "many callers": f"def f(a):\n    {ASK.format('a')}"
    + "".join(f"f('Answer number {n} kindly.')\n" for n in range(2_000)),
    "many of one name": "".join("def f(a):\n    return f(a)\nx = f(x)\n" for _ in range(700)) + used("x"),
    "many appended": "x = []\n" + "x.append({'role': 'user', 'content': 'Be kind.'})\n" * 2_000 + used("x"),
    "a chain of calls": chain("def {new}(a):\n    return {old}(a)", 600, "def x0(a):\n    return a\n")
    + used("x600('x')"),
    "a tower of methods": "class A:\n    def m(self, a):\n        return A().m(self.m(a))\n"
    + used("A()" + ".m(1)" * 300),
    "a tree of callers": (
        "def f0(a):\n    " + ASK.format("a") + "".join(f"def f{n + 1}(a):\n" + f"    f{n}(a)\n" * 12 for n in range(30))
    ),
}


def audited(root: Path, files: dict[str, str]) -> Outcome:
    for name, text in files.items():
        (root / name).write_text(text, encoding="utf-8")
    return audit(Settings(root=root, today=datetime.date(2026, 11, 25)))


@pytest.mark.parametrize("text", PROGRAMS.values(), ids=PROGRAMS)
def test_it_ends(tmp_path: Path, text: str) -> None:
    outcome = audited(tmp_path, {"app.py": HEAD + text, "train.jsonl": "{}\n"})
    (project,) = outcome.projects
    assert project.model_calls
    assert not [item for item in outcome.coverage.skipped if item.path == "app.py"]
    assert all(len(prompt.text) <= 100_000 for prompt in project.prompts)


def test_modules_in_a_circle(tmp_path: Path) -> None:
    modules = {
        "a.py": "from b import *\nfrom b import x, ask\n" + HEAD + used("x"),
        "b.py": "from c import *\nfrom c import x\nfrom a import client\ndef ask(p):\n    return client\n",
        "c.py": "from a import *\nfrom a import x\nimport a, b, c\ny = a.x or b.y or c.y\n" + HEAD + used("y"),
    }
    assert len(audited(tmp_path, modules).projects) == 1


VALUES = st.recursive(
    st.sampled_from(
        ["p", "q", "self.p", "f", "K", "K().p", "'Answer our customers kindly.'", "w.p", "w.f", "*p", "q[0]"]
    ),
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(["f", "K", "K().m", "str", "Path", "client.chat.completions.create"]), inner).map(
            lambda pair: f"{pair[0]}({pair[1]})"
        ),
        st.tuples(inner, inner).map(lambda pair: f"[{pair[0]}, {pair[1]}]"),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]}) / ({pair[1]})" if "*" not in "".join(pair) else "p"),
        inner.map(lambda text: f'{{"role": "user", "content": {text}}}' if "*" not in text else "p"),
        inner.map(lambda text: f'f"{{{text}}} and {{{text}}}"' if not set("*\"'") & set(text) else "q"),
        inner.map(lambda text: f"({text}).choices[0].message.content" if "*" not in text else "q"),
    ),
    max_leaves=5,
)


@st.composite
def programs(draw: st.DrawFn) -> str:
    """A module in which calls of models, jobs and parses are given what leads anywhere."""
    lines = [HEAD, draw(st.sampled_from(["from w import *\n", "from v import p, f, K\n", "import w\n"]))]
    lines += [f"{draw(st.sampled_from(['p', 'q']))} = {plain(draw(VALUES))}\n" for _ in range(3)]
    lines.append(f"def f(p, q={plain(draw(VALUES))}):\n    q.append(p)\n    return {plain(draw(VALUES))}\n")
    lines.append(
        f"class K(K):\n    p = {plain(draw(VALUES))}\n    def m(self, p):\n        self.p = {plain(draw(VALUES))}\n"
    )
    lines += [used(plain(draw(VALUES))) for _ in range(2)]
    return "".join(lines)


def plain(text: str) -> str:
    return text if not text.startswith("*") else text[1:]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=programs(), second=programs())
def test_any_program_ends(tmp_path: Path, first: str, second: str) -> None:
    outcome = audited(tmp_path, {"v.py": first, "w.py": second})
    assert len(outcome.projects) == 1
