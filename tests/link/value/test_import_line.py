"""Import lines, found without parsing: the names they bring in and the files that these are."""

from __future__ import annotations

import pytest

from groundrules.domain.source import SourceFile, Tree
from groundrules.link.value.import_line import ImportLines, imported_names

LINES: dict[str, set[str]] = {
    "import a": {"a"},
    "import a.b as c, d": {"a.b", "d"},
    "from a import b": {"a", "a.b"},
    "from a.b import c as d, e": {"a.b", "a.b.c", "a.b.e"},
    "from . import b": {".b"},
    "from .a import b": {".a", ".a.b"},
    "from a import (\n    b,\n    c as d,\n)": {"a", "a.b", "a.c"},
    "    from a import b  # why": {"a", "a.b"},
    "from a import *": {"a"},
    '"from a import b\\n",\n"import c\\n"': {"a", "a.b", "c"},
    "x = 'important'": set(),
    "# a word from us, import nothing": set(),
}


@pytest.mark.parametrize(("text", "names"), LINES.items(), ids=LINES)
def test_the_names_of_a_line(text: str, names: set[str]) -> None:
    assert imported_names(text.encode()) == names


def lines_of(files: dict[str, str]) -> ImportLines:
    listed = [
        SourceFile(path, "python" if path.endswith(".py") else "typescript", "product", len(text))
        for path, text in files.items()
    ]
    lines = ImportLines(Tree("/tree", listed))
    for file in listed:
        lines.note(file, files[file.path].encode())
    return lines


def test_who_imports_a_file() -> None:
    lines = lines_of(
        {"app/llm.py": "import openai", "app/user.py": "from .llm import ask", "app/other.py": "import os"}
    )
    assert lines.lead_into("app/user.py", {"app/llm.py"})
    assert not lines.lead_into("app/other.py", {"app/llm.py"})
    assert not lines.lead_into("app/llm.py", {"app/llm.py"})


def test_a_file_of_typescript() -> None:
    lines = lines_of({"lib/ask.ts": "", "app/page.ts": 'import { ask } from "../lib/ask";\n'})
    assert lines.lead_into("app/page.ts", {"lib/ask.ts"})
