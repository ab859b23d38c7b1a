"""Configuration that code reads by its path."""

from __future__ import annotations

import pytest

from groundrules.link.value.answer import Found
from groundrules.link.value.member import UNREAD
from tests.link.tree import evidence_of, shown

YAML = "model: gpt\nchat:\n  model: inner\n"
INI = "[llm]\nMODEL = gpt\n; model = other\n[DEFAULT]\nlimit = 9\n"
PARSER = "import configparser\nc = configparser.ConfigParser()\nc.read('c.ini')\n"

READ: dict[str, tuple[dict[str, str], list[object]]] = {
    "YAML": ({"a.py": "import yaml\nc = yaml.safe_load(open('c.yaml'))\nshow(c['model'])", "c.yaml": YAML}, ["gpt"]),
    "nested YAML": (
        {
            "a.py": "import yaml\nwith open('c.yaml') as f:\n    c = yaml.safe_load(f)\nshow(c['chat']['model'])",
            "c.yaml": YAML,
        },
        ["inner"],
    ),
    "with get and a default": (
        {"a.py": "import yaml\nc = yaml.safe_load(open('c.yaml'))\nshow(c.get('other', 'x'))", "c.yaml": YAML},
        ["x"],
    ),
    "read by a function": (
        {
            "a.py": "from b import load\nshow(load('c.yaml')['model'])",
            "b.py": "import yaml\ndef load(path):\n    with open(path) as f:\n        return yaml.safe_load(f)",
            "c.yaml": YAML,
        },
        ["gpt"],
    ),
    "by the folder of the file": (
        {
            "p/a.py": "import yaml\nfrom pathlib import Path\n"
            "c = yaml.safe_load((Path(__file__).parent / 'c.yaml').read_text())\nshow(c['model'])",
            "p/c.yaml": YAML,
            "c.yaml": "model: wrong\n",
        },
        ["gpt"],
    ),
    "TOML": (
        {"a.py": "import tomllib\nshow(tomllib.load(open('c.toml','rb'))['m'])", "c.toml": "m = 'gpt'\n"},
        ["gpt"],
    ),
    "JSON": ({"a.py": "import json\nshow(json.load(open('c.json'))['m'])", "c.json": '{"m": "gpt"}'}, ["gpt"]),
    "attributes of OmegaConf": (
        {"a.py": "from omegaconf import OmegaConf\nc = OmegaConf.load('c.yaml')\nshow(c.chat.model)", "c.yaml": YAML},
        ["inner"],
    ),
    "INI by get": ({"a.py": PARSER + "show(c.get('llm', 'model'))", "c.ini": INI}, ["gpt"]),
    "INI by DEFAULT": ({"a.py": PARSER + "show(c.get('llm', 'limit'))", "c.ini": INI}, ["9"]),
    "INI by a fallback": ({"a.py": PARSER + "show(c.get('llm', 'no', fallback='x'))", "c.ini": INI}, ["x"]),
    "INI by keys": ({"a.py": PARSER + "show(c['llm']['MODEL'])", "c.ini": INI}, ["gpt"]),
    "INI in a class": (
        {
            "a.py": "import configparser\nclass C:\n    def __init__(self, path):\n"
            "        self.c = configparser.ConfigParser()\n        self.c.read(path)\n"
            "        self.m = self.c.get('llm', 'model')\nshow(C('c.ini').m)",
            "c.ini": INI,
        },
        ["gpt"],
    ),
}


@pytest.mark.parametrize(("files", "answers"), READ.values(), ids=READ)
def test_a_file_of_the_tree_is_read(files: dict[str, str], answers: list[object]) -> None:
    assert shown(files, next(path for path in files if path.endswith("a.py"))) == answers


NOT_READ: dict[str, dict[str, str]] = {
    "a path that is not known": {"a.py": "import yaml\nshow(yaml.safe_load(open(p))['model'])", "c.yaml": YAML},
    "a file that is not there": {"a.py": "import yaml\nshow(yaml.safe_load(open('d.yaml'))['model'])", "c.yaml": YAML},
    "text of somewhere else": {"a.py": "import json\nshow(json.loads(reply)['m'])", "reply.json": '{"m": "gpt"}'},
    "several documents": {
        "a.py": "import yaml\nc = yaml.safe_load(open('c.yaml'))\nshow(c['m'])",
        "c.yaml": "m: a\n---\nm: b\n",
    },
    "a path that is read from the file itself": {
        "a.py": "import yaml\nc = yaml.safe_load(open(c['path']))\nshow(c['model'])",
        "c.yaml": YAML,
    },
    "a parser of several files": {"a.py": f"{PARSER}c.read('d.ini')\nshow(c.get('llm', 'model'))", "c.ini": INI},
    "a parser of none": {"a.py": PARSER.replace("c.read", "c.write") + "show(c.get('llm', 'model'))", "c.ini": INI},
}  # fmt: skip


@pytest.mark.parametrize("files", NOT_READ.values(), ids=NOT_READ)
def test_what_is_not_told_stays_unknown(files: dict[str, str]) -> None:
    (answer,) = shown(files)
    assert answer in (f"?{UNREAD.reason}", "CallResult") or str(answer).startswith("name:")


def test_a_value_stands_in_its_file() -> None:
    evidence = evidence_of(
        {"a.py": "import yaml\nshow(yaml.safe_load(open('c.yaml'))['chat']['model'])", "c.yaml": YAML}
    )
    file = evidence.sources.files["a.py"]
    setting = evidence.reader.read(Found(file, file.facts.calls[file.calls_by_tail["show"][0]].arguments[0]))
    assert (setting.state, setting.value, setting.source) == ("set", "inner", "configuration")
    assert setting.location is not None
    assert setting.location.place == "c.yaml:3:10"
