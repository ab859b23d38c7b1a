"""Model calls: which there are, what they ask for, and what a chat model's uses add to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundrules.domain.unknown import UnknownType
from tests.link.linked import call, calls, project

FUNCTION = "from openai import OpenAI\nclient = OpenAI()\n"
MODEL = 'model="gpt-4.1-2025-04-14"'


@pytest.mark.parametrize(
    "more",
    [
        'response_format={"type": "json_object"}',
        "response_format=Answer",
        '**{"response_format": {"type": "json_object"}}',
    ],
)
def test_a_response_format_is_structured_output(tmp_path: Path, more: str) -> None:
    text = f"{FUNCTION}client.chat.completions.create({MODEL}, messages=[], {more})\n"
    assert call(tmp_path, {"app.py": text}).structured_output.is_set


def test_arguments_that_are_not_written_out_leave_it_unknown(tmp_path: Path) -> None:
    text = f"{FUNCTION}def f(more):\n    client.chat.completions.create({MODEL}, messages=[], **more)\n"
    assert call(tmp_path, {"app.py": text}).structured_output.state == "unknown"


def test_with_structured_output_belongs_to_the_model_it_is_called_on(tmp_path: Path) -> None:
    text = (
        f"from langchain_openai import ChatOpenAI\nllm = ChatOpenAI({MODEL})\n"
        f"llm.with_structured_output(Answer).invoke('x')\n"
    )
    assert call(tmp_path, {"app.py": text}).structured_output.value == "schema"


def test_a_chat_model_and_its_uses_are_one_call(tmp_path: Path) -> None:
    text = (
        f"from langchain_openai import ChatOpenAI\nllm = ChatOpenAI({MODEL})\n"
        f"llm.invoke('Name a bird.')\nllm.invoke('Name a tree.')\n"
    )
    found = call(tmp_path, {"app.py": text})
    assert [prompt.text for prompt in found.prompts] == ["Name a bird.", "Name a tree."]


def test_the_prompts_of_a_pipe_belong_to_its_model(tmp_path: Path) -> None:
    text = (
        "from langchain_openai import ChatOpenAI\nfrom langchain_core.prompts import ChatPromptTemplate\n"
        f"prompt = ChatPromptTemplate.from_messages([('system', 'You name birds.'), ('user', '{{place}}')])\n"
        f"chain = prompt | ChatOpenAI({MODEL})\n"
    )
    assert [prompt.message for prompt in call(tmp_path, {"app.py": text}).prompts] == ["system"]


@pytest.mark.parametrize(
    ("client", "offers"),
    [("OpenAI()", True), ("OpenAI(base_url='http://localhost:8080/v1')", None), ("OpenAI(base_url=None)", True)],
)
def test_an_endpoint_of_its_own_may_offer_anything(tmp_path: Path, client: str, offers: bool | None) -> None:
    text = f"from openai import OpenAI\nclient = {client}\nclient.chat.completions.create({MODEL}, messages=[])\n"
    found = call(tmp_path, {"app.py": text}).offers_structured_output
    assert isinstance(found, UnknownType) if offers is None else found is offers


def test_a_prompt_that_several_calls_send_is_told_of_once(tmp_path: Path) -> None:
    text = (
        f"{FUNCTION}M = [{{'role': 'system', 'content': 'Return only a JSON object with the key bird.'}}]\n"
        f"client.chat.completions.create({MODEL}, messages=M)\nclient.chat.completions.create({MODEL}, messages=M)\n"
    )
    assert [item.repeats_json_prompt for item in calls(tmp_path, {"app.py": text})] == [False, True]


def test_a_client_that_is_a_parameter_is_known_by_its_annotation(tmp_path: Path) -> None:
    text = (
        f"from openai import OpenAI\n\ndef handle(client: OpenAI):\n"
        f"    client.chat.completions.create({MODEL}, messages=[])\n"
    )
    assert call(tmp_path, {"app.py": text}).product_id == "openai-chat"


def test_calls_in_notebooks_are_no_application(tmp_path: Path) -> None:
    notebook = (
        '{"cells": [{"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": null, "source": '
        '"from openai import OpenAI\\nOpenAI().responses.create(model=\\"gpt-4.1\\", input=\\"Name a bird.\\")"}], '
        '"metadata": {}, "nbformat": 4, "nbformat_minor": 5}'
    )
    found = project(tmp_path, {"try.ipynb": notebook})
    assert len(found.product_calls) == 1
    assert found.code_calls == []


def test_a_call_in_code_goes_before_one_in_a_notebook(tmp_path: Path) -> None:
    notebook = (
        '{"cells": [{"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": null, "source": '
        '"from openai import OpenAI\\nOpenAI().responses.create(model=\\"gpt-4.1\\", input=\\"Name a bird.\\")"}], '
        '"metadata": {}, "nbformat": 4, "nbformat_minor": 5}'
    )
    app = "from openai import OpenAI\nOpenAI().responses.create(model='gpt-4.1', input='Name a tree.')\n"
    first = project(tmp_path, {"a.ipynb": notebook, "b.py": app}).first_product_call
    assert first is not None
    assert first.location.path == "b.py"
