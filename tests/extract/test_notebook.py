from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundrules.domain.facts import FileFacts
from groundrules.domain.location import Location, Span
from groundrules.domain.source import SourceFile
from groundrules.extract.notebook import read
from tests.extract.written import code_spans, is_inside, written, written_call


def facts_of(source: bytes | str | dict[str, Any], indent: int | None = 1) -> FileFacts:
    content = json.dumps(source, indent=indent) if isinstance(source, dict) else source
    raw = content.encode() if isinstance(content, str) else content
    facts = read(raw, SourceFile("a.ipynb", "notebook", "product", len(raw)))
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(facts), type=FileFacts) == facts
    return facts


def cell(source: str | list[str], kind: str = "code", **more: Any) -> dict[str, Any]:
    return {"cell_type": kind, "metadata": {}, **more, "source": source}


def notebook(*cells: dict[str, Any], language: str = "python") -> dict[str, Any]:
    metadata = {"kernelspec": {"name": "k", "language": language}, "language_info": {"name": language}}
    return {"cells": list(cells), "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


TWO_CELLS = notebook(
    cell("# Train\n\nOur *model*.", "markdown"),
    cell(["!pip install openai\n", "from openai import OpenAI\n", "client = OpenAI()"], outputs=[]),
    cell("text", "raw"),
    cell("class A:\n    pass\nr = client.chat(m='é', k=1)  # groundrules: ignore[a]\n"),
)


def test_names_hold_across_cells_and_places_are_in_their_cell() -> None:
    facts = facts_of(TWO_CELLS)
    assert [(found.name, found.cell, found.span.line) for found in facts.imports] == [("OpenAI", 2, 2)]
    assert [(found.target, found.scope, found.cell) for found in facts.assignments] == [("client", 0, 2), ("r", 0, 4)]
    assert [(written_call(found), found.cell) for found in facts.calls] == [
        ("OpenAI()", 2),
        ("client.chat(m='é', k=1)", 4),
    ]
    assert facts.calls[1].span == Span(3, 5, 3, 28)
    assert [(scope.name, scope.cell) for scope in facts.scopes] == [("", None), ("A", 4)]
    assert [(found.words, found.cell) for found in facts.commands] == [(("pip", "install", "openai"), 2)]
    assert [(found.rules, found.line, found.cell) for found in facts.suppressions] == [(("a",), 3, 4)]
    assert [(found.text, found.heading, found.cell) for found in facts.blocks] == [("Our *model*.", "Train", 1)]
    assert facts.problems == ()


@pytest.mark.parametrize("indent", [1, 4, None])
def test_lines_are_found_in_the_file(indent: int | None) -> None:
    # the output repeats the source, which stands behind it
    outputs = [{"output_type": "stream", "text": ["x = 1\n", "y = f()\n"], "source": ["x = 1\n"]}]
    document = notebook(cell(["x = 1\n", "y = f()\n"], outputs=outputs), cell(["x = 1\n", "\n", "z = 'é\"\\\\'"]))
    facts = facts_of(document, indent)
    lines = json.dumps(document, indent=indent).split("\n")
    assert set(facts.cell_lines) == {"1:1", "1:2", "2:1", "2:2", "2:3"}
    for place, text in {"1:1": "x = 1", "1:2": "y = f()", "2:1": "x = 1", "2:3": "z = 'é\"\\\\'"}.items():
        assert json.dumps(text)[1:-1] in lines[facts.cell_lines[place] - 1]
    if indent:
        of_output, of_first_cell, _ = [number for number, line in enumerate(lines, 1) if '"source": [' in line]
        assert of_output < of_first_cell == facts.cell_lines["1:1"] - 1
        assert facts.cell_lines["2:3"] == facts.cell_lines["2:1"] + 2
    (call,) = facts.calls
    assert facts.location(call.span, call.cell) == Location("a.ipynb", 2, 5, 2, 8, 1, facts.cell_lines["1:2"])


def test_lines_of_a_source_in_one_string_stand_on_one_line() -> None:
    facts = facts_of(TWO_CELLS)
    assert len({facts.cell_lines[f"4:{line}"] for line in (1, 2, 3)}) == 1


def test_parts_that_are_no_whole_lines() -> None:
    facts = facts_of(notebook(cell(["x = ", "1\ny", " = 2\n", "z = 3"])))
    first = facts.cell_lines["1:1"]
    assert [facts.cell_lines[f"1:{line}"] - first for line in (1, 2, 3)] == [0, 1, 3]
    assert [found.target for found in facts.assignments] == ["x", "y", "z"]


def test_a_mistake_stays_in_its_cell() -> None:
    facts = facts_of(notebook(cell("a = f("), cell("b = g()")))
    assert ("b", 2) in [(found.target, found.cell) for found in facts.assignments]
    assert [problem.reason for problem in facts.problems] == ["not parseable"]


def test_other_kernels_give_prose_only() -> None:
    facts = facts_of(notebook(cell("x <- f()"), cell("Prose", "markdown"), language="R"))
    assert (facts.calls, facts.assignments) == ((), ())
    assert [found.text for found in facts.blocks] == ["Prose"]


def test_a_notebook_of_format_3() -> None:
    cells = [{"cell_type": "code", "input": ["x = f()\n"], "language": "python", "outputs": []}]
    facts = facts_of({"worksheets": [{"cells": cells}], "metadata": {"name": ""}, "nbformat": 3})
    assert [written(found.value) for found in facts.assignments] == ["#0"]
    assert facts.cell_lines == {"1:1": 8}


def test_outputs_are_not_decoded() -> None:
    document = json.dumps(notebook(cell("x = f()", outputs=[{"data": "MARK"}])))
    broken_inside = document.replace('"MARK"', "[NaN, -Infinity, 1]")
    assert len(facts_of(broken_inside).calls) == 1
    huge = document.replace('"MARK"', '"' + "A" * 2_000_000 + '"')
    assert len(facts_of(huge).calls) == 1


def test_what_is_no_notebook_is_said() -> None:
    (problem,) = facts_of(b'{"cells": [\n {"cell_type": "code",\n').problems
    assert (problem.reason, problem.line) == ("not parseable", 3)
    assert facts_of(b"[]").problems[0].reason == "not parseable"
    assert facts_of(b"").problems[0].reason == "not parseable"
    assert facts_of(b'{"cells": ' + b"[" * 200_000).problems[0].reason == "nested too deeply"


def test_a_cell_that_cannot_be_read_is_said() -> None:
    facts = facts_of(notebook(cell("x = 1"), {"cell_type": "code", "source": 3}, cell("y = f()")))
    assert [(problem.reason, problem.detail) for problem in facts.problems] == [("not parseable", "cell 2")]
    assert [(found.target, found.cell) for found in facts.assignments] == [("x", 1), ("y", 3)]


sources = st.lists(
    st.sampled_from(["x = f(\n", ")\n", "!ls\n", "%%time\n", "'''", "é", "\r\n", "\r", "# a?\n", "y"]), max_size=6
)
cells = st.builds(cell, sources | sources.map("".join), st.sampled_from(["code", "markdown", "raw"]))


@settings(deadline=None)
@given(st.lists(cells, max_size=4), st.sampled_from([None, 1]))
def test_any_cells_are_read(found: list[dict[str, Any]], indent: int | None) -> None:
    facts = facts_of(notebook(*found), indent)
    lines = ["".join(one["source"]).replace("\r\n", "\n").replace("\r", "\n").split("\n") for one in found]
    assert [span for span, number in code_spans(facts) if number and not is_inside(span, lines[number - 1])] == []


@settings(deadline=None)
@given(st.data())
def test_any_bytes_are_read(data: st.DataObject) -> None:
    document = bytearray(json.dumps(TWO_CELLS, indent=1).encode())
    for _ in range(data.draw(st.integers(0, 4))):
        position = data.draw(st.integers(0, len(document)))
        document[position : position + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    facts_of(bytes(document[: data.draw(st.integers(0, len(document)))]))
    facts_of(data.draw(st.binary(max_size=50)))
