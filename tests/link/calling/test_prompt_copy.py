"""Prompts that are written more than once."""

from __future__ import annotations

from groundrules.domain.location import Location
from groundrules.domain.model_call import Prompt
from groundrules.link.calling.prompt_copy import note_copies

TEXT = " ".join(f"Rule {number}: name the hut and the day of the message." for number in range(12))


def prompt(path: str, written: str = TEXT, line: int = 1, role: str = "product", cell: int | None = None) -> Prompt:
    place = Location(path, line, 1, cell=cell)
    return Prompt(
        id=f"prompt:{place.place}", kind="prompt", product="prompt", product_id="prompt", location=place,
        role=role, written=written, text=written,  # type: ignore[arg-type]
    )  # fmt: skip


def copies(*prompts: Prompt) -> list[list[str]]:
    note_copies(prompts)
    return [[place.path for place in item.copies] for item in prompts]


def test_the_first_knows_the_others() -> None:
    assert copies(prompt("b.py"), prompt("a.py"), prompt("c.py")) == [[], ["b.py", "c.py"], []]


def test_a_tenth_may_differ_and_holes_do_not_count() -> None:
    assert copies(prompt("a.py", TEXT + " {name}"), prompt("b.py", TEXT.replace("Rule 3", "Law 3")))[0] == ["b.py"]


def test_a_short_text_another_text_and_the_same_place_are_no_copies() -> None:
    other = " ".join(f"Never speak of price {number} to a guest." for number in range(14))
    assert copies(prompt("a.py", "Be brief."), prompt("b.py", "Be brief.")) == [[], []]
    assert copies(prompt("a.py"), prompt("b.py", other)) == [[], []]
    assert copies(prompt("a.py"), prompt("a.py")) == [[], []]


def test_notebooks_and_tests_do_not_count() -> None:
    assert copies(prompt("a.py"), prompt("b.ipynb", cell=2), prompt("tests/c.py", role="test")) == [[], [], []]


def test_files_that_share_several_prompts_are_told_once() -> None:
    second = TEXT.replace("hut", "valley").replace("message", "letter").replace("name", "say")
    first, later = prompt("a.py"), prompt("a.py", second, 9)
    note_copies([first, later, prompt("b.py"), prompt("b.py", second, 9)])
    assert (first.copy_words, later.copies) == ("2 places, like 1 more prompt of this file", [])
