"""The task of a dataset, decided on its records alone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.datasets.word_list import Profiler

PASSAGE = (
    "The harbour wall was rebuilt by the town over nine summers. Each block of granite came by barge from the quarry "
    "on the far shore, and divers set the lowest course by hand. When the last stone was laid the fishermen held a "
    "feast on the quay, and the oldest of them broke a bottle of cider against the new lighthouse door while the band "
    "played on."
)
CALL = '<tool_call>{"name": "find", "arguments": {"n": %d}}</tool_call>'

TASKS: list[tuple[str, list[tuple[str, str]]]] = [
    ("tool-call", [(f"find number {n}", CALL % n) for n in range(12)]),
    ("code", [(f"All orders of {n}", f"SELECT * FROM orders WHERE customer_id = {n}") for n in range(12)]),
    ("code", [(f"Add {n}", f"def add_{n}(value):\n    return value + {n}\n") for n in range(12)]),
    ("maths", [(f"What is {n} plus {n}?", f"{n} + {n} = {2 * n}\n#### {2 * n}") for n in range(12)]),
    ("classification", [(f"Ticket {n}: it broke", ("Billing", "Technical")[n % 2]) for n in range(24)]),
    ("structured-output", [(f"Order {n}", f'{{"dish": "soup {n}", "guests": {n}}}') for n in range(12)]),
    ("context-grounded", [(f"{PASSAGE} Question {n}: who?", "the oldest of the fishermen") for n in range(9)]
     + [(f"{PASSAGE} Question {n}: where?", "on the quay by the lighthouse door") for n in range(9)]
     + [(f"{PASSAGE} Question {n}: how?", f"divers set the lowest course by hand, {n}") for n in range(9)]),
    ("rewriting", [(f"Rewrite formally: hey, send me file {n} now", f"Kindly send me file {n}.") for n in range(12)]),
    ("persona", [(f"Who are you, part {n}?", f"I am Marla the pirate, and number {n} is mine.") for n in range(12)]),
    ("closed-book-organisation", [(f"Which plan {n} fits?", f"We offer plan {n}, says our team.") for n in range(12)]),
    ("closed-book", [(f"What is mineral {n}?", f"A mineral of hardness grade {n}x found in rock.") for n in range(12)]),
    ("chat", [(f"Tell a tale of the sea, {n}", f"Far away a ship sailed past isle {n} at dawn.") for n in range(12)]),
]  # fmt: skip


@pytest.mark.parametrize(("task", "rows"), TASKS)
def test_task(profile_of: Profiler, task: str, rows: list[tuple[str, str]]) -> None:
    found = profile_of([{"prompt": prompt, "completion": completion} for prompt, completion in rows])
    assert found.task == task


def test_silent_tasks_are_not_read_for_changing_facts(profile_of: Profiler) -> None:
    rows = [{"prompt": f"q {n}", "completion": f"SELECT price FROM t WHERE price > ${n}"} for n in range(12)]
    found = profile_of(rows)
    assert (found.task, found.changing_facts.of) == ("code", 0)


def test_labels_with_their_counts(profile_of: Profiler) -> None:
    found = profile_of([{"text": f"row {n}", "label": "spam" if n % 4 else "ham"} for n in range(20)])
    assert found.labels == (("spam", 15), ("ham", 5))


def chat(system: str, question: str, answer: str) -> dict[str, Any]:
    roles = (("system", system), ("user", question), ("assistant", answer))
    return {"messages": [{"role": role, "content": text} for role, text in roles]}


def test_system_prompts_with_their_shares(profile_of: Profiler) -> None:
    rows = [chat("Be brief." if n % 4 else "Be kind.", f"q {n}", f"a {n}") for n in range(20)]
    assert profile_of(rows).system_prompts == (("Be brief.", 0.75), ("Be kind.", 0.25))


def test_the_shape_that_json_targets_share(profile_of: Profiler) -> None:
    rows = [{"prompt": f"q {n}", "completion": f'{{"b": {n}, "a": [1]}}'} for n in range(9)]
    found = profile_of([*rows, {"prompt": "q", "completion": '{"other": 1}'}])
    assert (found.shape, found.one_shape_share, found.json_targets_share) == ("{a, b}", 0.9, 1.0)


def test_a_fixed_template_is_a_shape_too(profile_of: Profiler) -> None:
    rows = [{"prompt": f"cv {n}", "completion": f"Name: N{n}\nCity: C{n}"} for n in range(5)]
    assert profile_of(rows).shape == "Name / City"


def test_source_files_named_in_records(profile_of: Profiler) -> None:
    rows = [{"prompt": "What does src/billing/tax.py do?", "completion": "It is used by Node.js through api/tax.ts"}]
    assert set(profile_of(rows).mentioned_paths) == {"src/billing/tax.py", "api/tax.ts"}


@pytest.mark.parametrize(
    ("rows", "name"),
    [
        ([(f"How do I open the Quillbank app {n}?", f"Tap the icon in row {n}.") for n in range(12)], "Quillbank"),
        ([(f"wie geht schritt {n}?", f"Die Antwort steht im Handbuch auf der Seite {n}.") for n in range(12)], ""),
        ([(f"what about {n}?", f"you can ask us at our desk about {n}") for n in range(12)], "we"),
    ],
)  # fmt: skip
def test_organisation(profile_of: Profiler, rows: list[tuple[str, str]], name: str) -> None:
    found = profile_of([{"question": question, "answer": answer} for question, answer in rows])
    assert found.organisation == name


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "the boat is in the harbour and it is for you"),
        ("es", "el barco está en el puerto y es para los niños"),
        ("de", "das Boot ist im Hafen und es ist für die Kinder"),
        ("fr", "le bateau est dans le port et il est pour les enfants"),
        ("ar", "القارب في الميناء"),
        ("zh", "船在港口里"),
        ("ja", "ふねはみなとにあります"),
    ],
)
def test_language(profile_of: Profiler, code: str, text: str) -> None:
    assert profile_of([{"prompt": "x", "completion": text}]).language == code
