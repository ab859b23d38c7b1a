"""The object behind a call that names no model."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundrules.domain.unknown import AT_RUN_TIME
from tests.link.linked import call, calls

LOADED = "from transformers import AutoModelForCausalLM\n"
LOAD = "AutoModelForCausalLM.from_pretrained('house/{}')\n"
NAMES = ("house/a", "house/b")


@pytest.mark.parametrize(
    ("text", "value", "alternatives"),
    [
        (f"model = {LOAD.format('a')}model.generate(ids)\n", "house/a", ()),
        (
            f"from peft import PeftModel\nmodel = {LOAD.format('a')}model = PeftModel.from_pretrained(model, 'way')\n"
            "model.generate(ids)\n",
            "house/a",
            (),
        ),
        (
            f"if small:\n    model = {LOAD.format('a')}else:\n    model = {LOAD.format('b')}model.generate(ids)\n",
            None,
            NAMES,
        ),
        (
            f"from transformers import pipeline\nmodel = {LOAD.format('a')}"
            "pipe = pipeline('text-generation', model=model)\n",
            "house/a",
            (),
        ),
        ("model = AutoModelForCausalLM.from_pretrained('')\nmodel.generate(ids)\n", None, ()),
        ("import os\nmodel = AutoModelForCausalLM.from_pretrained(os.environ['M'])\nmodel.generate(ids)\n", None, ()),
    ],
)
def test_weights_are_named_where_they_are_loaded(
    tmp_path: Path, text: str, value: str | None, alternatives: tuple[str, ...]
) -> None:
    model = call(tmp_path, {"app.py": LOADED + text}).model
    assert (model.value, model.alternatives) == (value, alternatives)
    assert model.is_known is (value is not None)


def places(folder: Path, tree: dict[str, str]) -> list[tuple[int, object]]:
    """The line and the model of each call."""
    return [(item.location.line, item.model.value) for item in calls(folder, tree)]


def test_what_is_configured_answers_the_calls_of_a_program(tmp_path: Path) -> None:
    text = "import dspy\ndspy.configure(lm=dspy.LM('openai/a'))\nanswer = dspy.Predict('question -> answer')\n"
    assert places(tmp_path, {"app.py": text}) == [(2, "openai/a")]


def test_a_context_in_the_same_class_goes_before_what_is_configured(tmp_path: Path) -> None:
    text = """
        import dspy
        dspy.configure(lm=dspy.LM("openai/a"))

        class Ask(dspy.Module):
            def __init__(self, lm):
                self.lm = lm
                self.ask = dspy.Predict("question -> answer")

            def forward(self, question):
                with dspy.context(lm=self.lm):
                    return self.ask(question=question)

        Ask(dspy.LM("openai/b"))
    """
    (first, second) = calls(tmp_path, {"app.py": text})
    assert (first.model.value, first.structured_output.is_set) == ("openai/a", False)
    assert (second.model.value, second.structured_output.is_set) == ("openai/b", True)


@pytest.mark.parametrize(
    "setting", ["dspy.configure(lm=given)", "dspy.configure(trace=[])", "house.configure(lm=dspy.LM('openai/a'))"]
)
def test_what_is_not_followed_leaves_a_call_its_own(tmp_path: Path, setting: str) -> None:
    text = f"import dspy\n{setting}\nanswer = dspy.Predict('question -> answer')\n"
    found = [item for item in calls(tmp_path, {"app.py": text}) if item.location.line == 3]
    assert [item.model.reason for item in found] == ["given elsewhere than in the call"]


def test_a_program_in_a_library_does_not_ask_the_model_of_an_example(tmp_path: Path) -> None:
    tree = {
        "house/ask.py": "import dspy\nanswer = dspy.Predict('question -> answer')\n",
        "examples/run.py": "import dspy\nfrom house import ask\ndspy.configure(lm=dspy.LM('openai/a'))\n",
    }
    found = [item for item in calls(tmp_path, tree) if item.location.path == "house/ask.py"]
    assert [item.model.state for item in found] == ["unknown"]


def test_a_chain_is_of_the_model_of_the_chain_that_it_takes_it_from(tmp_path: Path) -> None:
    text = """
        from langchain.chains import LLMChain
        from langchain_openai import ChatOpenAI
        first = LLMChain(llm=ChatOpenAI(model="gpt-6-luna"), prompt=one)
        second = LLMChain(llm=first.llm, prompt=two)
    """
    assert places(tmp_path, {"app.py": text}) == [(4, "gpt-6-luna")]


OPENAI = "from openai import OpenAI\n"
CREATE = "OpenAI().chat.completions.create(model={}, messages=[])\n"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (f"{OPENAI}def ask(model):\n    {CREATE.format('model')}", AT_RUN_TIME),
        (f"{OPENAI}{CREATE.format('input()')}", AT_RUN_TIME),
        (f"{OPENAI}def ask(model):\n    {CREATE.format('model')}ask(table.pick())\n", "computed by a call"),
        (f"{OPENAI}class Ask:\n    def ask(self):\n        {CREATE.format('self.model')}", "attribute not found"),
    ],
)
def test_what_only_a_user_or_a_caller_of_a_library_gives_is_told_apart(tmp_path: Path, text: str, reason: str) -> None:
    found = call(tmp_path, {"app.py": text}).model
    assert (found.state, found.reason, found.is_at_run_time) == ("unknown", reason, reason == AT_RUN_TIME)
