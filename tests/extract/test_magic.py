from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundrules.domain.location import Span
from groundrules.extract.magic import without_magics
from tests.extract.written import assigned


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("!ls\nx = 1", "0  \nx = 1"),
        ("if a:\n    !ls -l\n    b()", "if a:\n    0     \n    b()"),
        ("!pip install \\\n  a\nx", "0             \n   \nx"),
        ("x = !ls", "x = ..."),
        ("x = %sql SELECT 1", "x = ...          "),
        ("%matplotlib inline\nx", "0                 \nx"),
        ("%time x = f()", "0;    x = f()"),
        ("%timeit -n 10 -r3 f(x)", "0;                f(x)"),
        ("x = %time f()", "x =       f()"),
        ("%%time\nx = f()", "0     \nx = f()"),
        ("%%capture out\n!ls\nx", "0            \n0  \nx"),
        ("%%writefile app.py\nx = 1", "0                 \nx = 1"),
        ("%%writefile a.txt\nx = 1", "                 \n     "),
        ("%%html\n<b>", "      \n   "),
        ("?print\nprint??\nx", "0     \n0      \nx"),
    ],
)
def test_magics_become_blanks(source: str, plain: str) -> None:
    assert without_magics(source).source == plain


@pytest.mark.parametrize(
    "source",
    [
        "x = (a\n  % b\n  != c)",
        'x = """\n!ls\n%cd\n"""',
        "x = '''a \\''' \n!ls\n'''",
        "x = a \\\n % b",
        "# why?\nx = 1  # is it?",
        "x = 'a?'\ny != z\n",
        "x = a %b\nf(a=b % c)\n",
        "s = ['%d', '!x']\nx['a'] = '%s'\n",
    ],
)
def test_python_is_left_alone(source: str) -> None:
    assert without_magics(source).source == source


@pytest.mark.parametrize(
    ("source", "commands"),
    [
        ("!pip install -q openai", ["pip install -q openai"]),
        ("%pip install a\n%conda install b", ["pip install a", "conda install b"]),
        ("!cd x && python train.py", ["cd x", "python train.py"]),
        ("files = !ls data", ["ls data"]),
        ("%run -i train.py --epochs 3", ["python train.py --epochs 3"]),
        ("%%bash\nset -e\npython train.py \\\n  --lr 1", ["set -e", "python train.py --lr 1"]),
        ("%%script bash -e\nls", ["ls"]),
        ("%%script perl\nls", []),
        ("%cd x\n%load_ext dotenv\n%%time", []),
        ("%%html\nls", []),
    ],
)
def test_shell_commands_are_kept(source: str, commands: list[str]) -> None:
    assert [" ".join(command.words) for command in without_magics(source).commands] == commands


def test_commands_know_cell_and_place() -> None:
    (found,) = without_magics("x = 1\nif x:\n    !ls\n", 7).commands
    assert (found.where, found.cell, found.span) == ("notebook", 7, Span(3, 5, 3, 8))
    (found,) = without_magics("%%bash\n\nls -l\n", 7).commands
    assert (found.cell, found.span) == (7, Span(3, 1, 3, 6))


def test_what_stands_around_magics_is_read() -> None:
    source = "!pip install a\nx = f(\n  1)\nout = !ls\n%time y = g()\n"
    assert assigned(without_magics(source).source) == ["x = #0", "out = <ellipsis>", "y = #1"]


pieces = ["!ls", "%x ", "%%bash\n", "%%time", "x = ", "\n", "  ", "(", ")", "'", '"""', "?", "\\\n", "é", "%time ", "#"]


@given(st.lists(st.sampled_from(pieces), max_size=12).map("".join))
def test_every_character_keeps_its_place(source: str) -> None:
    plain = without_magics(source, 1)
    assert [len(line) for line in plain.source.split("\n")] == [len(line) for line in source.split("\n")]
    lines = source.split("\n")
    assert all(found.cell == 1 and found.span.line <= len(lines) for found in plain.commands)
