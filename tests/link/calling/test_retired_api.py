"""Calls of APIs that end, and what is installed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.link.linked import call, calls, project

OLD = "import openai\nopenai.ChatCompletion.create(model='gpt-4', messages=[])\n"


@pytest.mark.parametrize(
    ("more", "ends", "is_certain"),
    [
        ({}, True, False),
        ({"requirements.txt": "openai\n"}, True, True),
        ({"requirements.txt": "openai==1.29.0\n"}, True, True),
        ({"requirements.txt": "openai==0.28.1\n"}, False, True),
        ({"requirements.txt": "openai\n", "README.md": "```sh\npip install openai==0.28\n```\n"}, False, True),
        ({"README.md": "```sh\npip install -q 'openai[datalib]<1'\n```\n"}, False, True),
        ({"requirements.txt": "openai\n", "package.json": '{"dependencies": {"openai": "^3.2.1"}}'}, True, True),
    ],
)  # fmt: skip
def test_an_interface_is_gone_unless_an_older_version_is_pinned(
    tmp_path: Path, more: dict[str, str], ends: bool, is_certain: bool
) -> None:
    found = call(tmp_path, {"app.py": OLD, **more})
    assert (found.retirement is not None, found.retirement_is_certain) == (ends, is_certain)


def test_what_is_around_a_project_counts_where_it_is_silent(tmp_path: Path) -> None:
    tree = {"requirements.txt": "openai==0.28\n", "bot/requirements.txt": "flask\n", "bot/app.py": OLD}
    assert call(tmp_path, tree).retirement is None


def test_a_service_that_was_switched_off_asks_for_no_version(tmp_path: Path) -> None:
    text = "from openai import OpenAI\nOpenAI().beta.assistants.create(model='gpt-6-luna')\n"
    found = call(tmp_path, {"app.py": text, "requirements.txt": "openai==1.20\n"})
    assert found.retirement is not None
    assert (found.retirement.kind, found.retirement.ends) == ("service", "2026-08-26")


def test_one_call_speaks_for_all_of_the_same_api(tmp_path: Path) -> None:
    found = calls(tmp_path, {"app.py": OLD, "bot.py": OLD, "tests/test_app.py": OLD})
    assert [(item.location.path, item.repeats_api) for item in found] == [
        ("app.py", False),
        ("bot.py", True),
        ("tests/test_app.py", False),
    ]


def test_the_date_of_the_list_of_models_is_told(tmp_path: Path) -> None:
    assert project(tmp_path, {"app.py": OLD}).models_as_of >= "2026-11-22"
