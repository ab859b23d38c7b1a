"""A call of the catalogue, and what it carries: arguments, mappings that are spread, nested keys, what it implies."""

from __future__ import annotations

import pytest

from groundrules.domain.unknown import Setting
from groundrules.link.evidence import Evidence
from groundrules.link.product.sighting import Sighting
from tests.link.tree import evidence_of

HEAD = "import llm\nclient = llm.Client()\n"


def seen(evidence: Evidence) -> list[Sighting]:
    return evidence.of_kind("model_call")


def setting(text: str, common: str) -> Setting:
    """What the only `ask` in a text gives for a common name."""
    evidence = evidence_of({"a.py": HEAD + text})
    (sighting,) = [item for item in seen(evidence) if item.name.endswith("ask")]
    return evidence.reader.setting(sighting, common)


KNOWN: dict[str, tuple[str, str, object]] = {
    "a keyword": ("client.ask(model='m')", "model", "m"),
    "a position": ("client.ask('Be kind.')", "prompt", "Be kind."),
    "a nested key": ("client.ask(more={'limit': 5})", "max_output_tokens", 5),
    "a nested key by name": ("more = {'limit': 5}\nclient.ask(more=more)", "max_output_tokens", 5),
    "a keyword of a configuration object": ("client.ask(more=llm.More(limit=5))", "max_output_tokens", 5),
    "a mapping that is spread": ("given = {'model': 'm'}\nclient.ask(**given)", "model", "m"),
    "a key that is added to it": ("given = {'a': 1}\ngiven['model'] = 'm'\nclient.ask(**given)", "model", "m"),
    "a keyword beside a mapping": ("client.ask(**given, model='m')", "model", "m"),
    "a text with known holes": ("version = 4\nclient.ask(model=f'm-{version}')", "model", "m-4"),
    "the client of a factory": ("llm.open().ask(model='m')", "model", "m"),
}


@pytest.mark.parametrize(("text", "common", "value"), KNOWN.values(), ids=KNOWN)
def test_what_is_known(text: str, common: str, value: object) -> None:
    found = setting(text, common)
    assert (found.state, found.value) == ("set", value)


UNKNOWN: dict[str, tuple[str, str]] = {
    "client.ask(**given)": ("model", "passed by *args or **kwargs"),
    "client.ask(*given)": ("prompt", "passed by *args or **kwargs"),
    "client.ask(model=given())": ("model", "computed by a call"),
    "client.ask(model=f'm-{given}')": ("model", "a text built at run time"),
    "m = 'a'\nif given:\n    m = 'b'\nclient.ask(model=m)": ("model", "one of several values"),
    "client.ask(model=['a', 'b'])": ("model", "a collection"),
    "def f(m):\n    client.ask(model=m)": ("model", "parameter"),
}


@pytest.mark.parametrize("text", UNKNOWN)
def test_what_is_not_told_says_why(text: str) -> None:
    common, reason = UNKNOWN[text]
    found = setting(text, common)
    assert (found.state, found.reason) == ("unknown", reason)


@pytest.mark.parametrize("text", ["client.ask()", "client.ask(model=None)", "client.ask(model=[])"])
def test_what_is_not_set(text: str) -> None:
    assert setting(text, "model").state == "unset"


def test_what_a_sign_implies() -> None:
    evidence = evidence_of({"a.py": "import llm\nllm.open()"})
    (sighting,) = seen(evidence)
    assert evidence.reader.setting(sighting, "stream").value is True


def test_names_given_anew_are_seen() -> None:
    texts = {
        "an alias": "from llm import open as start\nstart()",
        "an assigned method": "import llm\nask = llm.Client().ask\nask('x')",
        "a parameter": "import llm\ndef f(ask):\n    ask('x')\nf(llm.Client().ask)",
        "a subclass": "import llm\nclass Mine(llm.Client):\n    pass\nMine().ask('x')",
        "an attribute": "import llm\nclass C:\n    ask2 = llm.open\nC().ask2()",
    }
    for name, text in texts.items():
        assert seen(evidence_of({"a.py": text})), name


@pytest.mark.parametrize(
    "text", ["from other import Client\nClient().ask('x')", "ask('x')", "import llm\nllm.Client().tell()"]
)
def test_other_peoples_calls_are_not(text: str) -> None:
    assert not seen(evidence_of({"a.py": text}))


def test_a_name_of_another_file() -> None:
    files = {"a.py": "from b import start\nstart()", "b.py": "import llm\nstart = llm.open"}
    assert [item.location.path for item in seen(evidence_of(files))] == ["a.py"]
