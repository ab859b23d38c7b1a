"""Look-ups by key, name and choice; parameters that are assigned anew; what is put into collections."""

from __future__ import annotations

import pytest

from groundrules.domain.unknown import Setting
from groundrules.link.value.answer import Found
from tests.link.tree import evidence_of, shown

PAGE = "import streamlit as st\n"
CLICK = "import click\n@click.command()\n@click.option('--model', default='x')\ndef f(model):\n    show(model)"

TOLD: dict[str, tuple[str, list[object]]] = {
    "a key by get": ("C = {'a': 'x'}\nshow(C.get('a', 'z'))", ["x"]),
    "the default of get": ("C = {'a': 'x'}\nshow(C.get('b', 'z'))", ["z"]),
    "an attribute by name": ("class S:\n    m = 'x'\nshow(getattr(S(), 'm'))", ["x"]),
    "the default of getattr": ("class S:\n    m = 'x'\nshow(getattr(S(), 'n', 'z'))", ["z"]),
    "a piece of a text": ("M = 'a|b'\nshow(M.split('|')[1])", ["b"]),
    "the last piece": ("M = 'a/b'\nshow(M.rsplit('/')[-1])", ["b"]),
    "a spread key": ("B = {'m': 'x'}\nC = {**B, 't': 1}\nshow(C['m'])", ["x"]),
    "an item that was put there": ("C = {}\nC['m'] = 'x'\nshow(C['m'])", ["x"]),
    "an item that was put there on a condition": ("C = {'m': 'x'}\nif y:\n    C['m'] = 'z'\nshow(C['m'])", ["x", "z"]),
    "a property": ("class S:\n    @property\n    def m(self):\n        return 'x'\nshow(S().m)", ["x"]),
    "the value of an enumeration": ("from enum import Enum\nclass E(Enum):\n    A = 'x'\nshow(E.A.value)", ["x"]),
    "an object that is made once": (
        "class S:\n    m = 'x'\n_s = None\ndef get():\n    global _s\n    if _s is None:\n        _s = S()\n"
        "    return _s\nshow(get().m)",
        ["x"],
    ),
    "collected keywords": ("def f(**more):\n    show(more['m'])\nf(m='x')", ["x"]),
    "an option of click": (CLICK, ["x"]),
    "options as a mapping": (
        "import argparse\np = argparse.ArgumentParser()\np.add_argument('--model', default='x')\n"
        "a = vars(p.parse_args())\nshow(a['model'])",
        ["x"],
    ),
    "a parameter with a stand-in": ("def f(m=None):\n    m = m or 'x'\n    show(m)", ["x"]),
    "a parameter or its stand-in": (
        "def f(m=None):\n    if m is None:\n        m = 'x'\n    show(m)\nf('y')",
        ["x", "y"],
    ),
    "a parameter that is given anew": ("def f(m):\n    m = 'x'\n    show(m)\nf('y')", ["x"]),
    "one of a table": ("C = {'a': 'x', 'b': 'y'}\nshow(C[k])", ["x", "y"]),
    "a choice of a page": (PAGE + "show(st.selectbox('M', ['x', 'y']))", ["x", "y"]),
    "a choice in the sidebar": (PAGE + "O = ['x', 'y']\nshow(st.sidebar.radio(label='M', options=O))", ["x", "y"]),
    "a choice that pages share": (
        PAGE + "def g():\n    show(st.session_state.m)\ndef f():\n    st.session_state['m'] = 'x'",
        ["x"],
    ),
}


@pytest.mark.parametrize(("text", "answers"), TOLD.values(), ids=TOLD)
def test_what_is_told(text: str, answers: list[object]) -> None:
    assert shown({"a.py": text}) == answers


UNTOLD: dict[str, tuple[str, list[object]]] = {
    "a key that is not known": ("C = {'a': 'x'}\nshow(C.get(k))", ["CallResult"]),
    "a mapping that is filled elsewhere": ("C = {}\nfill(C)\nshow(C.get('a', 'z'))", ["CallResult"]),
    "a mapping of others": ("from b import C\nshow(C.get('a', 'z'))", ["CallResult"]),
    "an attribute that is not known": ("class S:\n    m = 'x'\nshow(getattr(S(), k))", ["CallResult"]),
    "a text that is not known": ("show(given.split('|')[1])", ["Member"]),
    "a piece that is not there": ("M = 'a|b'\nshow(M.split('|')[5])", ["Member"]),
    "a spread that is not known": ("C = {**given, 't': 1}\nshow(C['m'])", ["?key passed by **"]),
    "a mapping of itself": ("C = {'t': 1}\nC = {**C}\nC = {**C, **C}\nshow(C['m'])", ["?method"]),
    "keywords of several calls": (
        "def f(**more):\n    show(more['m'])\nf(m='x')\nf(m='y')", ["?attribute of a computed value"]
    ),
    "an option without a default": (CLICK.replace(", default='x'", ""), ["?command-line argument"]),
    "a single name of a table": ("C = {'a': 'x'}\nshow(C[k])", ["?element of a collection"]),
    "a table of texts": (f"C = {{'a': '{'x' * 100}', 'b': '{'y' * 100}'}}\nshow(C[k])", ["?element of a collection"]),
    "choices that are not known": (PAGE + "show(st.selectbox('M', models()))", ["CallResult"]),
    "a state that nobody fills": (PAGE + "show(st.session_state.m)", ["name:streamlit.session_state.m"]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "answers"), UNTOLD.values(), ids=UNTOLD)
def test_what_is_not_told(text: str, answers: list[object]) -> None:
    assert shown({"a.py": text}) == answers


def setting_of(text: str) -> Setting:
    """The first argument of `show(...)` as a setting."""
    evidence = evidence_of({"a.py": text})
    file = evidence.sources.files["a.py"]
    return evidence.reader.read(Found(file, file.facts.calls[file.calls_by_tail["show"][0]].arguments[0]))


def test_alternatives_are_kept_and_never_read() -> None:
    setting = setting_of("show('x' if c else 'y')")
    assert (setting.state, setting.reason, setting.alternatives) == ("unknown", "one of several values", ("x", "y"))
    assert setting.value is None


def test_no_alternatives_where_there_may_be_others() -> None:
    setting = setting_of("def f(m):\n    show(m)\nf('x')\nf(given)")
    assert (setting.state, setting.alternatives) == ("unknown", ())


def test_a_stand_in_is_a_default() -> None:
    assert setting_of("def f(m=None):\n    m = m or 'x'\n    show(m)").source == "default"


def test_a_field_of_settings_is_a_default() -> None:
    text = "from pydantic_settings import BaseSettings\nclass S(BaseSettings):\n    m: str = 'x'\nshow(S().m)"
    assert (setting_of(text).value, setting_of(text).source) == ("x", "default")
