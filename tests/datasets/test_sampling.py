"""The sample is exact, uniform and always the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundrules.datasets import profile
from groundrules.datasets.sampling import numbers_by_file, sample_numbers
from tests.datasets.word_list import WORDS


def test_small_datasets_are_read_whole() -> None:
    assert list(sample_numbers(5000)) == list(range(5000))


def test_large_ones_by_two_thousand_different_records_always_the_same() -> None:
    numbers = sample_numbers(1_000_000)
    assert len(set(numbers)) == 2000
    assert numbers == sorted(numbers) == sample_numbers(1_000_000)


@pytest.mark.parametrize("tenth", range(10))
def test_every_tenth_of_the_records_gets_its_share(tenth: int) -> None:
    hits = sum(tenth * 100_000 <= number < (tenth + 1) * 100_000 for number in sample_numbers(1_000_000))
    assert 150 < hits < 250


def test_numbers_are_dealt_to_the_files_they_fall_in() -> None:
    assert numbers_by_file([0, 4, 5, 9], [5, 0, 3, 2]) == [[0, 4], [], [0], [1]]


def test_long_records_weigh_no_more_than_short_ones(tmp_path: Path) -> None:
    # Half of the records hold JSON; they stand last and are so long that by bytes they are nearly all of the file.
    short = '{"prompt": "p", "completion": "c"}\n' * 6000
    long = '{"prompt": "p", "completion": "{\\"key\\": \\"' + "x" * 2000 + '\\"}"}\n'
    (tmp_path / "sorted.jsonl").write_text(short + long * 6000)
    found = profile(tmp_path, ["sorted.jsonl"], WORDS)
    assert (found.records, found.sampled, found.exact) == (12000, 2000, True)
    assert abs(found.json_targets_share - 0.5) < 0.04


def test_several_files_are_one_dataset(tmp_path: Path) -> None:
    for name, count in (("a.jsonl", 3), ("b.jsonl", 4)):
        (tmp_path / name).write_text('{"prompt": "p", "completion": "c"}\n' * count)
    found = profile(tmp_path, ["a.jsonl", "b.jsonl", "gone.jsonl"], WORDS)
    assert found.records == 7
    assert found.unread == "gone.jsonl: not a regular file"
