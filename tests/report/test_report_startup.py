"""The formats for programs start fast: none of them loads what only a terminal needs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import groundrules

PROGRAM = """
import sys
from pathlib import Path
sys.path[:0] = sys.argv[1:3]
from tests.report.sample_outcome import sample_outcome
from groundrules.report import render
render(sample_outcome(Path(".").absolute()), sys.argv[3])
print(sorted({"rich", "click", "yaml", "tree_sitter", "jinja2"} & set(sys.modules)))
"""


@pytest.mark.parametrize(
    ("format", "loaded"),
    [
        ("concise", "[]"),
        ("json", "[]"),
        ("sarif", "[]"),
        ("github", "[]"),
        ("gitlab", "[]"),
        ("junit", "[]"),
        ("markdown", "[]"),
        ("html", "['jinja2']"),
        ("text", "['rich']"),
    ],
)
def test_rich_is_loaded_for_text_alone(format: str, loaded: str) -> None:
    sources = [str(Path(__file__).parents[2]), str(Path(groundrules.__file__).parents[1])]
    command = [sys.executable, "-c", PROGRAM, *sources, format]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == loaded
