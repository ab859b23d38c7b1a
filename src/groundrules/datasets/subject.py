"""Whether records speak of a subject in which a wrong answer harms: medicine, or the law."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from groundrules.datasets.record import Record

Subjects = Mapping[str, frozenset[str]]
"""The words of each subject, of all languages together."""

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_FEWEST_WORDS = 2
"""Different words of a subject that a record needs: one alone stands in every everyday text."""
_READ_CHARACTERS = 4000


@lru_cache(maxsize=4)
def load_subjects(folder: Path) -> Subjects:
    """The word lists of a folder. Raises `OSError` where a file cannot be read."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    words: dict[str, set[str]] = {}
    for path in sorted(folder.glob("*.yaml")):
        document = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
        for subject, listed in document["subjects"].items():
            words.setdefault(subject, set()).update(listed)
    return {subject: frozenset(listed) for subject, listed in words.items()}


def subject_of(records: Sequence[Record], subjects: Subjects) -> tuple[str, float]:
    """The subject of most records and its share of them; empty and 0 where none speaks of any."""
    found: Counter[str] = Counter()
    for record in records:
        text = " ".join(part[:_READ_CHARACTERS] for part in (record.system, record.prompt, record.target))
        said = {word.replace("’", "'") for word in _WORD.findall(text.lower())}
        found.update(subject for subject, words in subjects.items() if len(said & words) >= _FEWEST_WORDS)
    subject, count = next(iter(found.most_common(1)), ("", 0))
    return subject, count / len(records) if records else 0.0
