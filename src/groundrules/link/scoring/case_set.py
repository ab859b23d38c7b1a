"""The cases of an evaluation: how many there are, and whether anything is asked of them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from groundrules.domain.evaluation import CaseSet, Evaluation
from groundrules.domain.facts import Assignment, FileFacts
from groundrules.domain.location import Location
from groundrules.domain.value import CallResult, Items, Mapping, Value
from groundrules.link.evidence import Evidence
from groundrules.link.product.configuration import at_key
from groundrules.link.product.sighting import Sighting
from groundrules.link.scoring.hand_written import texts_of
from groundrules.link.scoring.row_count import rows_of

NAMED = re.compile(
    r"(?i)(?:^|[_.])(?:(?:test|eval\w*|golden|qa)_?)?(?:cases|questions|queries|samples|goldens?|examples|data_?set|test_?set)$"
)
FILE = re.compile(
    r"(?i)(?:gold(?:en)?|ground[-_ ]?truth|(?:test|eval\w*)[-_ ]?(?:set|data\w*|cases?|questions?)"
    r"|questions|queries|cases|qa[-_ ]?pairs?)[^/]*\.(?:jsonl?|csv|tsv)$"
)
WRITTEN = re.compile(
    r"(?i)result|output|report|predict|score|log|generated|answers_|baseline|smoke|example|sample|demo"
)
"""Files that an evaluation writes, or that show what one looks like."""


SHOWN = re.compile(r"(?i)smoke|sanity|example|sample|demo|tutorial")
"""Evaluations that are not meant to decide anything."""


class CaseSets:
    """Counts them, where all of them are in the tree."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.sources = evidence.sources

    def attach(self, evaluations: Iterable[Evaluation]) -> None:
        """Fill in the cases of each evaluation, a set of them once, and which evaluations cannot fail."""
        told: set[str] = set()
        for evaluation in evaluations:
            facts = self._facts(evaluation.name)
            found = self._cases(evaluation, facts) if facts is not None else self._file(evaluation.name)
            if SHOWN.search(evaluation.name):
                evaluation.added_cases = 0
            elif found is not None:
                self._count(evaluation, found, told)
            if facts is not None:
                evaluation.asks_nothing_at = self._asks_nothing(facts)

    def _count(self, evaluation: Evaluation, found: CaseSet, told: set[str]) -> None:
        evaluation.added_cases = 0
        if found.location.place not in told:
            told.add(found.location.place)
            evaluation.case_set = found
            evaluation.added_cases = found.count

    def _facts(self, path: str) -> FileFacts | None:
        file = self.sources.file(path)
        facts = file.facts if file is not None else self.evidence.facts.get(path)
        return facts if facts is not None and (facts.calls or facts.documents) else None

    # --- how many

    def _cases(self, evaluation: Evaluation, facts: FileFacts) -> CaseSet | None:
        """The cases of a configuration, those that code lists, or those of the only file of cases that it names."""
        if facts.documents and not facts.calls:
            return _configured(facts) if evaluation.product_id.startswith("promptfoo") else self._file(evaluation.name)
        paths = {path for text in texts_of(facts) if (path := self._named(text, facts.path))}
        listed = [item for item in facts.assignments if NAMED.search(item.target) and _is_list(item.value)]
        if len(paths) == 1 and not listed:
            return self._file(paths.pop())
        return _listed(facts, listed[0]) if len(listed) == 1 and not paths else None

    def _named(self, text: str, near: str) -> str | None:
        """The file of cases in the tree that a text names."""
        if len(text) > 200 or "\n" in text or not FILE.search(text) or WRITTEN.search(text.rpartition("/")[2]):
            return None
        return self.sources.find(text, near)

    def _file(self, path: str) -> CaseSet | None:
        count = rows_of(self.sources.tree.root, path)
        return CaseSet(count=count, location=Location(path)) if count else None

    # --- whether anything is asked

    def _asks_nothing(self, facts: FileFacts) -> Location | None:
        """Where cases are given without anything that could find one wrong."""
        if facts.documents and not facts.calls:
            return _without_assertions(facts)
        found = [item for item in self.evidence.of_kind("evaluation") if item.file.path == facts.path]
        empty = next((item for item in found if _scores_by_nothing(item)), None)
        scored = any("metrics" in item.carried and not _scores_by_nothing(item) for item in found)
        return empty.location if empty is not None and not scored else None


def _is_list(value: Value) -> bool:
    """Whether cases are written out one by one."""
    return (
        isinstance(value, Items)
        and len(value.values) > 1
        and all(isinstance(item, (Mapping, Items, CallResult)) for item in value.values)
    )


def _listed(facts: FileFacts, assignment: Assignment) -> CaseSet | None:
    """A list that nothing adds to."""
    added = {f"{assignment.target}.{method}" for method in ("append", "extend", "push", "concat")}
    if any(getattr(call.callee, "name", "") in added for call in facts.calls):
        return None
    if sum(item.target == assignment.target for item in facts.assignments) > 1 or not isinstance(
        assignment.value, Items
    ):
        return None
    place = facts.location(assignment.span, assignment.cell)
    return CaseSet(count=len(assignment.value.values), location=place)


def _tests(facts: FileFacts) -> Items | None:
    """The tests that a promptfoo configuration writes out; None where some stand elsewhere, or are generated."""
    if len(facts.documents) != 1:
        return None
    document = facts.documents[0]
    tests = next(iter(at_key(document, "tests")), None)
    if any(at_key(document, key) for key in ("scenarios", "redteam")) or not isinstance(tests, Items):
        return None
    return tests if tests.values and all(isinstance(item, Mapping) for item in tests.values) else None


def _configured(facts: FileFacts) -> CaseSet | None:
    tests = _tests(facts)
    if tests is None or any(at_key(item, "path") for item in tests.values):
        return None
    return CaseSet(count=len(tests.values), location=facts.location(tests.span))


def _without_assertions(facts: FileFacts) -> Location | None:
    tests = _tests(facts)
    default = next(iter(at_key(facts.documents[0], "defaultTest")), None)
    if tests is None or (default is not None and (not isinstance(default, Mapping) or at_key(default, "assert"))):
        return None
    asked = ("assert", "path", "config", "threshold", "assertScoringFunction")
    if any(at_key(item, key) for item in tests.values for key in asked):
        return None
    return facts.location(tests.span)


def _scores_by_nothing(sighting: Sighting) -> bool:
    """Whether the list of what scores is written out, and empty."""
    found = sighting.carried.get("metrics")
    return found is not None and isinstance(found.value, Items) and not found.value.values
