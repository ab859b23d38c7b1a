"""Paths as code writes them: joined, divided, from the file's own folder, opened; and the file that they mean."""

from __future__ import annotations

import pytest

from groundrules.link.value.answer import Found
from groundrules.link.value.path import relative_to_tree
from tests.link.tree import evidence_of

HEAD = "import os\nfrom os.path import join\nfrom pathlib import Path\n"
WRITTEN: dict[str, str | None] = {
    "show('a/b.jsonl')": "a/b.jsonl",
    "show(Path('a'))": "a",
    "show(Path('a') / 'b')": "a/b",
    "D = Path('a')\nshow(D / 'b' / 'c')": "a/b/c",
    "show(os.path.join('a', 'b'))": "a/b",
    "show(join('a', join('b', 'c')))": "a/b/c",
    "show(f'{\"a\"}/b')": "a/b",
    "D = 'a'\nshow(D + '/b')": "a/b",
    "show(open('a', 'rb'))": "a",
    "show(open(file='a'))": "a",
    "show(Path('a').open())": "a",
    "show(Path('a').read_text())": "a",
    "show(open(Path('a') / 'b').read())": "a/b",
    "show(Path('a/b').parent / 'c')": "a/c",
    "show(os.path.dirname('a/b'))": "a",
    "show(str(Path('a').resolve()))": "a",
    "with open('a') as f:\n    show(f)": "a",
    "def f(p):\n    show(p)\nf('a')\nf('b')": None,
    "show(unknown())": None,
    "show(Path(unknown) / 'b')": None,
    "x = Path(x) / 'a'\nshow(x)": None,
}


@pytest.mark.parametrize(("text", "written"), WRITTEN.items(), ids=WRITTEN)
def test_what_is_written(text: str, written: str | None) -> None:
    evidence = evidence_of({"app/a.py": HEAD + text})
    file = evidence.sources.files["app/a.py"]
    value = file.facts.calls[file.calls_by_tail["show"][0]].arguments[0]
    assert evidence.paths.written(Found(file, value)) == written


HERE: dict[str, str] = {
    "show(Path(__file__).parent / 'rows.jsonl')": "app/data/rows.jsonl",
    "show(os.path.join(os.path.dirname(__file__), 'rows.jsonl'))": "app/data/rows.jsonl",
    "show(Path(__file__).resolve().parent.parent / 'other.jsonl')": "app/other.jsonl",
}


@pytest.mark.parametrize(("text", "path"), HERE.items(), ids=HERE)
def test_from_the_folder_of_the_file(text: str, path: str) -> None:
    evidence = evidence_of({"app/data/a.py": HEAD + text, "app/data/rows.jsonl": "", "app/other.jsonl": ""})
    file = evidence.sources.files["app/data/a.py"]
    value = file.facts.calls[file.calls_by_tail["show"][0]].arguments[0]
    assert evidence.paths.file(Found(file, value)) == path


def test_a_path_of_the_tree_is_left_as_it_is() -> None:
    assert relative_to_tree("a/b", "app/a.py") == "a/b"
