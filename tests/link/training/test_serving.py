"""Calls of tuned models: which job they serve, what they send, what is looked up for them, where their id stands."""

from __future__ import annotations

import pytest

from groundrules.domain.fine_tune_job import FineTuneJob
from groundrules.domain.model_call import ModelCall
from tests.link.trained import ROW, Trained

JOB = """from openai import OpenAI
client = OpenAI()
rows = client.files.create(file=open("rows.jsonl", "rb"), purpose="fine-tune")
client.fine_tuning.jobs.create(model="{}", training_file=rows.id)
"""
TUNED = "ft:gpt-4.1-2025-04-14:acme::Ab1"
CALL = """from openai import OpenAI
{before}
def ask(question, history):
    return OpenAI().chat.completions.create(model="{model}", {arguments})
"""
USER = '{"role": "user", "content": question}'


def tree(
    arguments: str, *, before: str = "", model: str = TUNED, base: str = "gpt-4.1-2025-04-14", path: str = "serve.py"
) -> dict[str, str]:
    return {
        "job.py": JOB.format(base),
        "rows.jsonl": ROW,
        path: CALL.format(arguments=arguments, before=before, model=model),
    }


@pytest.mark.parametrize(
    ("model", "base", "expected"),
    [
        (TUNED, "gpt-4.1-2025-04-14", 1),
        (TUNED, "gpt-4.1", 1),
        (TUNED, "gpt-4o-2024-08-06", 0),
        ("gpt-4.1-2025-04-14", "gpt-4.1-2025-04-14", 0),
    ],
)
def test_a_call_serves_the_job_of_its_base(trained: Trained, model: str, base: str, expected: int) -> None:
    job = trained.job(tree(f"messages=[{USER}]", model=model, base=base))
    assert len(job.serving_calls) == expected


@pytest.mark.parametrize(
    ("arguments", "before", "expected"),
    [
        (f"messages=[{USER}]", "", ["not set"]),
        (f'messages=[{{"role": "system", "content": "Be a wren."}}, {USER}]', "", ["Be a wren."]),
        (f'messages=[{{"role": "developer", "content": S}}, {USER}]', 'S = "Be a wren."', ["Be a wren."]),
        (f'messages=[{{"role": "system", "content": f"Be {{question}}."}}, {USER}]', "", ["unknown"]),
        (f"messages=[*history, {USER}]", "", ["unknown"]),
        (f'messages=[{{"role": "system", "content": "Be a wren."}}, *history, {USER}]', "", ["Be a wren."]),
        ("messages=history", "", ["unknown"]),
        (f"messages=[{USER}, {{'role': question, 'content': 'x'}}]", "", ["unknown"]),
        (
            f'messages=[{{"role": "system", "content": "A"}}, {{"role": "system", "content": "B"}}, {USER}]',
            "",
            ["unknown"],
        ),
    ],
)
def test_the_system_message_is_told_in_three_states(
    trained: Trained, arguments: str, before: str, expected: list[str]
) -> None:
    job = trained.job(tree(arguments, before=before))
    assert [item.system.text for item in job.served_prompts] == expected


def test_instructions_and_message_objects_are_system_messages(trained: Trained) -> None:
    files = tree(f"messages=[{USER}]")
    files["more.py"] = (
        "from openai import OpenAI\n"
        "from langchain_openai import ChatOpenAI\n"
        "from langchain_core.messages import HumanMessage, SystemMessage\n"
        f'OpenAI().responses.create(model="{TUNED}", instructions="Be an owl.", input="Who?")\n'
        f'OpenAI().responses.create(model="{TUNED}", input="Who is it?")\n'
        f'model = ChatOpenAI(model="{TUNED}")\n'
        'model.invoke([SystemMessage(content="Be a jay."), HumanMessage(content="Who is it?")])\n'
    )
    found = sorted(item.system.text for item in trained.job(files).served_prompts)
    assert found == ["Be a jay.", "Be an owl.", "not set", "not set"]


@pytest.mark.parametrize(
    ("arguments", "before", "expected"),
    [
        (f"messages=[{USER}]", "", 1),
        (f"messages=[{USER}], tools=TOOLS", "TOOLS = [{'type': 'function'}]", 0),
        ('messages=[{"role": "user", "content": f"{context}: {question}"}]', "context = input()", 0),
        (f"messages=[{USER}]", "def find_passages():\n    return search_index('wren')\n", 0),
        (f"messages=[{USER}]", "import chromadb\nchromadb.PersistentClient('x').get_or_create_collection('a')", 0),
        (f"messages=[{USER}], **history", "", 0),
    ],
)
def test_a_call_is_unaided_where_nothing_is_looked_up(
    trained: Trained, arguments: str, before: str, expected: int
) -> None:
    assert len(trained.job(tree(arguments, before=before)).unaided_calls) == expected


def written(trained: Trained, files: dict[str, str]) -> list[bool]:
    calls: list[ModelCall] = [call for project in trained.projects(files) for call in project.model_calls]
    return [call.names_tuned_model_in_code for call in calls]


def test_an_id_is_written_in_code_unless_it_is_a_setting(trained: Trained) -> None:
    assert written(trained, tree(f"messages=[{USER}]")) == [True]


@pytest.mark.parametrize("path", ["settings.py", "app/config/llm.py", "model_names.py"])
def test_a_file_of_settings_is_no_code(trained: Trained, path: str) -> None:
    assert written(trained, tree(f"messages=[{USER}]", path=path)) == [False]


def test_a_model_that_is_not_tuned_is_not_spoken_of(trained: Trained) -> None:
    assert written(trained, tree(f"messages=[{USER}]", model="gpt-4.1")) == [False]


def job_of(trained: Trained, served: str, system: str) -> FineTuneJob:
    rows = "".join(ROW.replace('[{"role": "user"', f'[{system}{{"role": "user"', 1) for _ in range(4))
    return trained.job({**tree(served), "rows.jsonl": rows})


WREN = '{"role": "system", "content": "Be a wren."}, '


@pytest.mark.parametrize(
    ("served", "trained_with", "expected"),
    [
        (f"messages=[{WREN}{USER}]", WREN, ""),
        (f"messages=[{WREN.upper().replace('ROLE', 'role').replace('SYSTEM', 'system').replace('CONTENT', 'content')}"
         f"{USER}]", WREN, ""),
        (f"messages=[{USER}]", WREN, "with no system message, though most training records carry one"),
        (f"messages=[{WREN}{USER}]", "", 'with the system message "Be a wren.", though no training record carries one'),
        (f"messages=[{USER}]", "", ""),
        ("messages=history", WREN, ""),
    ],
)  # fmt: skip
def test_what_is_served_is_held_against_what_was_trained(
    trained: Trained, served: str, trained_with: str, expected: str
) -> None:
    assert job_of(trained, served, trained_with).prompt_difference == expected
