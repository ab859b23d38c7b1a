"""Records that speak of medicine or of the law."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundrules.datasets.record import Record
from groundrules.datasets.subject import load_subjects, subject_of
from groundrules.knowledge import rules_root

SUBJECTS = rules_root() / "subjects"


def told(*targets: str) -> tuple[str, float]:
    records = [Record("openai-chat", prompt="What now?", target=target) for target in targets]
    return subject_of(records, load_subjects(SUBJECTS))


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("The patient shows symptoms of asthma.", "medical"),
        ("El paciente tiene síntomas de neumonía.", "medical"),
        ("Le patient a un diagnostic d'anémie.", "medical"),
        ("Der Patient bekommt ein Antibiotikum.", "medical"),
        ("The plaintiff sues; the defendant denies it.", "legal"),
        ("El abogado pide la apelación al juzgado.", "legal"),
        ("L'avocat saisit le tribunal, puis la cassation.", "legal"),
        ("Der Kläger hat die Berufung eingelegt.", "legal"),
    ],
)
def test_two_words_of_a_subject_tell_it_in_four_languages(text: str, subject: str) -> None:
    assert told(text) == (subject, 1.0)


@pytest.mark.parametrize(
    "text",
    [
        "Our doctor of philosophy sells shoes.",
        "The patient gardener waits for rain, and waits, patient as ever.",
        "Shipping takes three days; returns are free.",
        "",
    ],
)
def test_one_word_or_none_tells_nothing(text: str) -> None:
    assert told(text) == ("", 0.0)


def test_the_share_is_that_of_all_records() -> None:
    assert told("The patient has asthma.", "The patient has a fever.", "A wren.", "A robin.") == ("medical", 0.5)


def test_nothing_is_told_of_no_records() -> None:
    assert told() == ("", 0.0)


def test_every_list_is_in_small_letters_and_has_both_subjects(tmp_path: Path) -> None:
    (tmp_path / "xx.yaml").write_text("language: xx\nsubjects:\n  medical: [a, b]\n", encoding="utf-8")
    assert load_subjects(tmp_path) == {"medical": frozenset({"a", "b"})}
    words = load_subjects(SUBJECTS)
    assert set(words) == {"medical", "legal"}
    assert all(word == word.lower() and " " not in word for listed in words.values() for word in listed)
