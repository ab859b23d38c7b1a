"""What pins a moving name, what is sampled twice over, and what should answer alike each time."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.link.linked import call

CHAT = "from openai import OpenAI\nOpenAI().chat.completions.create("


@pytest.mark.parametrize(
    ("text", "snapshot"),
    [
        (f"{CHAT}model='gpt-5.4')\n", "gpt-5.4-2026-03-05"),
        (f"{CHAT}model='gpt-5.4-2026-03-05')\n", ""),
        (f"{CHAT}model='gpt-4o')\n", ""),
        (f"{CHAT}model='gpt-6-luna')\n", ""),
        ("import anthropic\nanthropic.Anthropic().messages.create(model='claude-sonnet-4-6')\n", ""),
        (
            "import anthropic\nanthropic.Anthropic().messages.create(model='claude-haiku-4-5')\n",
            "claude-haiku-4-5-20251001",
        ),
        ("from openai import AzureOpenAI\nAzureOpenAI().chat.completions.create(model='gpt-5.4')\n", ""),
    ],
)
def test_a_moving_name_has_a_snapshot_that_stays(tmp_path: Path, text: str, snapshot: str) -> None:
    assert call(tmp_path, {"app.py": text}).snapshot == snapshot


@pytest.mark.parametrize(
    ("settings", "conflict"),
    [
        ("temperature=0.3, top_p=0.8", 0.8),
        ("temperature=0.3, top_p=1", None),
        ("temperature=1, top_p=0.8", None),
        ("temperature=0.3, top_p=chosen", None),
        ("temperature=0.3", None),
        ("top_p=0.8", None),
    ],
)
def test_two_settings_conflict_where_both_leave_their_default(
    tmp_path: Path, settings: str, conflict: float | None
) -> None:
    found = call(tmp_path, {"app.py": f"{CHAT}model='gpt-4.1', {settings})\n"}).conflicting_sampling
    assert (found.value if found is not None else None) == conflict


@pytest.mark.parametrize(
    ("prompt", "more", "task"),
    [
        ("Classify the ticket.", ", response_format={'type': 'json_object'}", "classify"),
        ("Classify the ticket.", "", ""),
        ("Extract the title. Answer only with JSON.", "", "extract"),
        ("Invent a game and score it.", ", response_format={'type': 'json_object'}", ""),
        ("Say hello.", ", response_format={'type': 'json_object'}", ""),
    ],
)
def test_a_task_repeats_where_code_reads_what_is_classified(tmp_path: Path, prompt: str, more: str, task: str) -> None:
    text = f"{CHAT}model='gpt-4.1', messages=[{{'role': 'system', 'content': '{prompt}'}}]{more})\n"
    assert call(tmp_path, {"app.py": text}).repeatable_task == task


@pytest.mark.parametrize(
    ("model", "takes"), [("gpt-4.1", True), ("o3", False), ("gpt-6-luna", False), ("a-model-of-ours", False)]
)
def test_only_a_model_that_does_not_reason_certainly_takes_a_temperature(
    tmp_path: Path, model: str, takes: bool
) -> None:
    assert call(tmp_path, {"app.py": f"{CHAT}model='{model}')\n"}).takes_temperature is takes
