"""What the code that builds a dataset reads."""

from __future__ import annotations

from functools import lru_cache

import pytest

from groundrules.domain.catalogue import CatalogueEntry, Example
from groundrules.domain.training_data import DataSource
from groundrules.knowledge import load_catalogue, rules_root
from tests.link.trained import ROW, Trained, sft

WRITE = "\nimport json\nwith open('rows.jsonl', 'w') as target:\n    target.write(json.dumps(row))\n"
NODE_WRITE = "\nimport { writeFileSync } from 'node:fs'\nwriteFileSync('rows.jsonl', JSON.stringify(row))\n"
TRAIN = sft("model=model, train_dataset=load_dataset('json', data_files='rows.jsonl')")


@lru_cache(maxsize=1)
def entries() -> list[CatalogueEntry]:
    """The entries of the catalogue for sources of data."""
    return [item for item in load_catalogue(rules_root()).entries.values() if item.kind == "data_source"]


def sources(trained: Trained, builder: str, **more: str) -> list[DataSource]:
    """What the builder of a job's rows reads; `more` are other files, with `__` for `/` and `_dot_` for `.`."""
    files = {name.replace("__", "/").replace("_dot_", "."): text for name, text in more.items()}
    tree = {"train.py": TRAIN, "build.py": builder + WRITE, "rows.jsonl": ROW, **files}
    return trained.data(tree).sources


def sources_of_example(trained: Trained, example: Example) -> list[DataSource]:
    """What a builder that is written as an example, and writes the rows, reads."""
    builders = {"build.py": "", "build.ts": ""}
    if example.file.endswith(".ts"):
        builders["build.ts"] = example.text + NODE_WRITE
    else:
        builders["build.py"] = example.text + WRITE
    return trained.data({"train.py": TRAIN, **builders, "rows.jsonl": ROW}).sources


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: str(entry.id))
def test_each_source_of_the_catalogue_is_seen_by_its_example_only(trained: Trained, entry: CatalogueEntry) -> None:
    for example in entry.examples:
        found = sources_of_example(trained, example)
        assert [(item.kind, item.is_pinned) for item in found] == [(entry.facts["source"], False)]
        assert found[0].is_live
        assert found[0].location.path in ("build.py", "build.ts")
    for look_alike in entry.look_alikes:
        assert not any(item.is_live for item in sources_of_example(trained, look_alike))


@pytest.mark.parametrize(
    "call",
    [
        "requests.get('https://data.example/corpus/train.jsonl')",
        "requests.get('https://huggingface.co/datasets/a/b/resolve/main/rows')",
        "requests.get(f'https://raw.githubusercontent.com/{owner}/rows')",
        "requests.get('http://localhost:8000/rows')",
        "requests.get(address).content",
        "requests.post('https://shop.example/api/login')",
    ],
)
def test_a_download_is_no_source_that_changes(trained: Trained, call: str) -> None:
    assert sources(trained, f"import requests\n{call}\n") == []


@pytest.mark.parametrize(
    ("call", "is_pinned"),
    [
        ("requests.get('https://shop.example/api/products')", False),
        ("requests.get(f'https://shop.example/api/{name}?page={page}')", False),
        ("requests.get(address).json()", False),
        ("requests.get('https://shop.example/api/products?as_of=2026-05-01')", True),
        ("requests.get('https://shop.example/exports/20260501')", True),
    ],
)
def test_an_answer_of_a_server_changes_unless_it_is_dated(trained: Trained, call: str, is_pinned: bool) -> None:
    found = sources(trained, f"import requests\n{call}\n")
    assert [(item.kind, item.is_pinned, item.is_live) for item in found] == [("api", is_pinned, not is_pinned)]


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("SELECT a FROM b", [False]),
        ("SELECT a FROM b WHERE day >= '2026-01-01'", [False]),
        ("SELECT a FROM b WHERE day < '2026-01-01'", [True]),
        ("SELECT a FROM b WHERE day BETWEEN '2025-01-01' AND '2025-12-31'", [True]),
        ("INSERT INTO b VALUES (1)", []),
        ("CREATE TABLE b (a text)", []),
    ],
)
def test_a_statement_reads_unless_it_writes_and_a_bound_pins_it(
    trained: Trained, statement: str, expected: list[bool]
) -> None:
    builder = f'import psycopg2\ncursor = psycopg2.connect("").cursor()\ncursor.execute("{statement}")\n'
    assert [item.is_pinned for item in sources(trained, builder)] == expected


def test_pages_kept_as_files_are_not_scraped(trained: Trained) -> None:
    builder = "from bs4 import BeautifulSoup\nBeautifulSoup(open('page.html').read())\n"
    assert sources(trained, builder, page_dot_html="<p>a</p>") == []


def test_in_another_module_only_what_the_builder_names_is_read(trained: Trained) -> None:
    helper = """import requests
def products():
    return requests.get("https://shop.example/api/products").json()
def unrelated():
    return requests.get("https://shop.example/api/health").json()
"""
    reads = sources(trained, "from shop import products\nrow = products()\n", shop_dot_py=helper)
    assert [(item.kind, item.location.path, item.location.line) for item in reads] == [("api", "shop.py", 3)]
    names = helper.replace("def products", "def items")
    assert sources(trained, "from shop import products\n", shop_dot_py=names) == []


def test_row_files_that_are_opened_are_sources_and_what_is_written_is_none(trained: Trained) -> None:
    builder = """import json
answers = json.load(open("desk/answers.json"))
with open("desk/cache.json", "w") as cache:
    cache.write("")
before = open("desk/cache.json").read()
seen = open("rows.jsonl").read()
notes = open("notes.txt").read()
"""
    more = {"desk__answers_dot_json": "[]", "desk__cache_dot_json": "[]", "notes_dot_txt": "a"}
    found = sources(trained, builder, **more)
    assert [(item.kind, item.paths, item.location.line) for item in found] == [("dataset", ("desk/answers.json",), 2)]


@pytest.mark.parametrize(
    "walk",
    [
        "for page in Path('docs').rglob('*.md'): pass",
        "for page in (Path(__file__).parent / 'docs').glob('*.md'): pass",
        "for page in glob.glob('docs/**/*.md'): pass",
        "PAGES = Path('docs')\nfor page in sorted(PAGES.glob('*.md')): pass",
        "ENDINGS = ['.md']\nfor folder, _, names in os.walk('docs'): pass",
    ],
)
def test_a_walk_comes_upon_the_files_of_its_folder(trained: Trained, walk: str) -> None:
    more = {"docs__a_dot_md": "a", "docs__b_dot_md": "b", "docs__c_dot_png": "", "other_dot_md": "c"}
    found = sources(trained, f"import glob, os\nfrom pathlib import Path\n{walk}\n", **more)
    assert [(item.kind, item.paths) for item in found] == [("documents", ("docs/a.md", "docs/b.md"))]


def test_a_folder_given_at_run_time_is_not_found(trained: Trained) -> None:
    found = sources(trained, "import sys\nfrom pathlib import Path\nPath(sys.argv[1]).rglob('*.md')\n", a_dot_md="a")
    assert [(item.kind, item.paths) for item in found] == [("documents", ())]


@pytest.mark.parametrize(
    ("builder", "expected"),
    [
        ("for (const f of fs.readdirSync('docs').filter((x) => x.endsWith('.md'))) rows(f)", ("documents", True)),
        ("for (const f of fs.readdirSync('src')) { if (['.ts', '.js'].includes(path.extname(f))) rows(f) }",
         ("source-code", True)),
        ("const kept = JSON.parse(fs.readFileSync('kept.json', 'utf8'))", ("dataset", True)),
        ("const kept = JSON.parse(fs.readFileSync('rows.jsonl', 'utf8'))", None),
        ("const kept = fs.existsSync('kept.json')", None),
    ],
)  # fmt: skip
def test_a_builder_in_node_reads_folders_and_files(
    trained: Trained, builder: str, expected: tuple[str, bool] | None
) -> None:
    head = "import * as fs from 'node:fs'\nimport path from 'node:path'\n"
    tree = {"train.py": TRAIN, "build.ts": head + builder + NODE_WRITE, "rows.jsonl": ROW, "kept.json": "[]"}
    tree |= {"docs/a.md": "# A\n", "src/a.ts": "export const a = 1\n"}
    found = trained.data(tree).sources
    assert [(item.kind, bool(item.paths)) for item in found] == ([expected] if expected else [])


@pytest.mark.parametrize(
    "write",
    [
        "fs.writeFileSync('rows.jsonl', text)",
        "await fs.promises.appendFile('rows.jsonl', text)",
        "const out = fs.createWriteStream('rows.jsonl')",
        "import { writeFile } from 'fs/promises'\nawait writeFile('rows.jsonl', text)",
        "import fse from 'fs-extra'\nfse.outputFileSync('rows.jsonl', text)",
    ],
)
def test_every_way_to_write_in_node_makes_a_builder(trained: Trained, write: str) -> None:
    text = f"import fs from 'fs'\nconst rows = await (await fetch('https://shop.example/api/a')).json()\n{write}\n"
    found = trained.data({"train.py": TRAIN, "make.ts": text, "rows.jsonl": ROW}).sources
    assert [(item.kind, item.location.path) for item in found] == [("api", "make.ts")]
