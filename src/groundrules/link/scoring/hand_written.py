"""Evaluations written by hand: scripts, tests and notebooks that put cases to a model and score what it gives.

No product's name shows them, so several weak signs have to agree. In doubt a file that stands in a folder of
evaluations is one: to say "nothing evaluates this" to somebody who does evaluate costs more than silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from groundrules.domain.facts import Call, FileFacts
from groundrules.domain.value import Items, Literal, Mapping, Member, Value, walk
from groundrules.link.calling.model_call import Calls
from groundrules.link.evidence import Evidence
from groundrules.link.value.code import CodeFile, tail_of

WORD, END = r"(?:^|[^a-z0-9])", r"(?=[^a-z0-9]|$)"
SPLIT = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def _words(*words: str) -> re.Pattern[str]:
    return re.compile(rf"(?i){WORD}(?:{'|'.join(words)}){END}")


NAMED = _words("benchmarks?", "accuracy", "precision", "judge", "grade[rs]?")
FOLDER = re.compile(r"(?i)(?:^|/)[^/]*?(?:^|[/_.-])(?:evals?|evaluat\w+|promptfoo)(?:[_.-][^/]*)?/")
MEASURE = _words(
    "accurac(?:y|ies)", "scores?", "scored", "scorer", "precision", "recall", "f1", "exact_match", "hit_rate",
    "mrr", "ndcg", "bleu", r"rouge\w*", "meteor", "similarit(?:y|ies)", "faithfulness", "relevanc[ey]",
    "correctness", "groundedness", "pass_rate", "win_rate", "grades?", "graded", "grader", "metrics?",
    r"judge\w*", "verdicts?", "overlap", "agreement", "correct", "wrong", "num_correct", "true_count",
)  # fmt: skip
EXPECTED = _words(
    r"expected\w*", "ground_?truths?", "reference_?(?:answers?|outputs?)?", r"gold(?:en)?\w*", "labels?", "matches",
    "passed", "failed", "test_?cases?",
)  # fmt: skip
JUDGED = _words(r"eval\w*")
SPEED = _words(
    "latenc(?:y|ies)", "throughput", "tokens_per_second", "elapsed", "qps", "rps", "ttft", "concurrency", "duration_s?"
)
CASE_FILE = re.compile(r"(?i)\.(?:jsonl?|csv|tsv|ya?ml|parquet|xlsx)$")
GOLDEN_FILE = re.compile(
    r"(?i)(?:gold(?:en)?|ground[-_ ]?truth|test[-_ ]?set|eval\w*|benchmark|expected|reference|qa[-_ ]?pairs?|"
    r"test[-_ ]?cases?|questions)[^/]*\.(?:jsonl?|csv|tsv|ya?ml|parquet|xlsx)$"
)
CLASSIC = ("sklearn", "xgboost", "lightgbm", "catboost", "torch", "torchvision", "tensorflow", "keras", "statsmodels")
CLASSIC_CALLS = {"predict", "fit", "predict_proba", "backward", "cross_val_score", "train_test_split", "DataLoader"}
FAKES = {
    "patch", "MagicMock", "Mock", "AsyncMock", "mock_open", "setattr", "use_cassette", "FakeListLLM", "FakeLLM",
    "mockResolvedValue", "mockImplementation", "spyOn", "doMock", "setupServer", "stub", "nock", "FakeListChatModel",
    "MockLanguageModelV1", "MockLanguageModelV2", "mock",
}  # fmt: skip
HTTP = {"requests", "httpx", "aiohttp", "urllib", "urllib3", "websockets", "axios", "node-fetch", "got", "undici"}
MAKES_CASES = re.compile(
    r"(?i)(?:^|/)(?:generate|gen|create|make|build|synthesi[sz]e|prepare|collect|export|download|fetch|extract|seed)"
    r"[-_](?:[^/]*[-_])?(?:ground[-_]?truths?|golden(?:[-_]set)?|(?:test|eval\w*)[-_]?(?:sets?|data\w*|cases?)|test|qa"
    r"|qa[-_]pairs?|data\w*|questions?|queries|cases|samples|examples)\.[^/.]+$"
)
"""Scripts that write the cases which an evaluation asks."""
SILENT_ROLES = ("example", "documentation", "fixture", "generated")
FARTHEST = 4
"""Imports followed from an evaluation to the code that calls a model."""
FEWEST_CASES = 3


class HandWritten:
    """Tells the files of a tree that are evaluations without any evaluation product."""

    def __init__(self, evidence: Evidence, calls: Calls) -> None:
        self.evidence = evidence
        self.calling = {path for path, _ in calls}
        self.calling |= {item.file.path for item in evidence.of_kind("retrieval", "embedding")}

    def files(self) -> Iterator[CodeFile]:
        """Every such file that no other one imports, in order of path. A tree without any model work has none."""
        if not self.calling:
            return
        found = {}
        for path in sorted(self._candidates()):
            file = self.evidence.sources.file(path)
            if file is not None and self.is_evaluation(file):
                found[path] = file
        parts = {path for near in found for path in self._imported(found[near])}
        yield from (file for path, file in found.items() if path not in parts)

    def _candidates(self) -> set[str]:
        """The files read already, and those that their name or folder calls an evaluation."""
        code = ("python", "notebook", "javascript", "typescript")
        named = {
            file.path
            for file in self.evidence.sources.tree.files
            if file.kind in code and (file.role == "evaluation" or NAMED.search(file.path.rpartition("/")[2]))
        }
        return named | {path for path, file in self.evidence.sources.files.items() if file.facts.kind in code}

    def is_evaluation(self, file: CodeFile) -> bool:
        """Whether a file puts cases to a model (or to retrieval) and scores what comes back."""
        facts = file.facts
        if not facts.calls or facts.role in SILENT_ROLES or self._is_classic(file):
            return False
        names = _names(facts)
        measures = _distinct(MEASURE, names)
        expected = _distinct(EXPECTED, names)
        if not measures and MAKES_CASES.search(file.path):
            return False
        if facts.role == "evaluation":
            return not _is_about_speed(names, measures) and self._is_named_so(file, measures, expected)
        if facts.role == "test":
            return self._is_test_of_answers(file, measures + _distinct(JUDGED, names), expected)
        if NAMED.search(file.path.rpartition("/")[2]) and _launches(file) and not _is_about_speed(names, measures):
            return True
        if not measures or (NAMED.search(file.path) is None and not _reads_golden(facts)):
            return False
        return self.reaches(file) and self._has_cases(facts) and not _is_about_speed(names, measures)

    def _is_test_of_answers(self, file: CodeFile, measures: int, expected: int) -> bool:
        """A test that asks the real model, and measures or judges the answer against what was expected."""
        if not measures or _fakes(file.facts) or not self._asks(file):
            return False
        return self._has_cases(file.facts) or expected > 0

    def _is_named_so(self, file: CodeFile, measures: int, expected: int) -> bool:
        works = self.reaches(file) or self._has_cases(file.facts)
        if FOLDER.search(file.path):
            return works or measures + expected > 0
        if file.path in self._imported_by_product:
            return False
        return works and measures + expected > 0

    def _is_classic(self, file: CodeFile) -> bool:
        """Metrics of a classifier or a network that is no language model."""
        if file.path in self.calling or not any(
            item.target.partition(".")[0] in CLASSIC for item in file.facts.imports
        ):
            return False
        return bool(CLASSIC_CALLS & file.calls_by_tail.keys()) and not self._reaches_by_import(file)

    def _has_cases(self, facts: FileFacts) -> bool:
        return any(CASE_FILE.search(text) for text in texts_of(facts)) or _loads_dataset(facts) or _lists_cases(facts)

    # --- what it reaches

    def reaches(self, file: CodeFile) -> bool:
        """Whether running it calls a model or asks an index: itself, through what it imports, or over HTTP."""
        return self._asks(file) or _asks_over_http(file)

    def _asks(self, file: CodeFile) -> bool:
        return file.path in self.calling or self._reaches_by_import(file)

    def _reaches_by_import(self, file: CodeFile) -> bool:
        seen, fresh = {file.path}, {file.path}
        for _ in range(FARTHEST):
            fresh = {path for near in fresh for path in self._imports.get(near, ())} - seen
            if fresh & self.calling:
                return True
            seen |= fresh
        return False

    @cached_property
    def _imports(self) -> dict[str, set[str]]:
        """The files of the tree that each file imports from."""
        return {path: set(self._imported(file)) for path, file in list(self.evidence.sources.files.items())}

    def _imported(self, file: CodeFile) -> Iterator[str]:
        for item in file.facts.imports:
            for name in (item.target, item.target.rpartition(".")[0]):
                path = self.evidence.sources.module_path(name, file.path) if name.strip(".") else None
                if path is not None and path != file.path:
                    yield path

    @cached_property
    def _imported_by_product(self) -> set[str]:
        files = self.evidence.sources.files
        return {path for near, paths in self._imports.items() if files[near].role == "product" for path in paths}


def texts_of(facts: FileFacts) -> list[str]:
    """The literal texts of a file's code and configuration."""
    texts: list[str] = []
    for value in _values(facts):
        texts.extend(item.value for item in walk(value) if isinstance(item, Literal) and isinstance(item.value, str))
    return texts


def names_of(facts: FileFacts) -> list[str]:
    """The names that a file gives to functions, classes and values."""
    return [*(scope.name for scope in facts.scopes), *(assignment.target for assignment in facts.assignments)]


def _names(facts: FileFacts) -> list[str]:
    """What a file calls its things: names it gives, functions it calls, keys it writes and reads."""
    parts = [item for value in _values(facts) for item in walk(value)]
    keys = [entry.key for item in parts if isinstance(item, Mapping) for entry in item.entries if entry.key]
    keys += [item.key for item in parts if isinstance(item, Member) and isinstance(item.key, str)]
    parameters = [parameter.name for scope in facts.scopes for parameter in scope.parameters]
    return [*names_of(facts), *parameters, *keys, *(tail_of(call.callee) for call in facts.calls)]


def _values(facts: FileFacts) -> Iterator[Value]:
    for call in facts.calls:
        yield from call.arguments
        yield from (entry.value for entry in call.keywords)
    yield from (assignment.value for assignment in facts.assignments)
    for scope in facts.scopes:
        yield from (parameter.default for parameter in scope.parameters if parameter.default is not None)
    yield from facts.documents


def _distinct(pattern: re.Pattern[str], names: list[str]) -> int:
    """How many different words of a kind the names hold."""
    return len(
        {match.group().strip("_. ").lower() for name in set(names) for match in pattern.finditer(SPLIT.sub("_", name))}
    )


def _reads_golden(facts: FileFacts) -> bool:
    return any(GOLDEN_FILE.search(text) for text in texts_of(facts))


def _loads_dataset(facts: FileFacts) -> bool:
    return any(
        tail_of(call.callee) in ("load_dataset", "read_csv", "read_json", "read_parquet") for call in facts.calls
    )


def _lists_cases(facts: FileFacts) -> bool:
    """Whether cases are written out: a list of mappings, tuples or constructed cases, or pytest's parametrize."""
    values = [assignment.value for assignment in facts.assignments]
    values += [argument for call in facts.calls if _is_parametrize(call) for argument in call.arguments]
    return any(
        isinstance(value, Items)
        and len(value.values) >= FEWEST_CASES
        and not any(isinstance(item, Literal) for item in value.values)
        for value in values
    )


def _is_parametrize(call: Call) -> bool:
    return tail_of(call.callee) == "parametrize"


def _fakes(facts: FileFacts) -> bool:
    """Whether a test puts something in the model's place."""
    if any(item.target.startswith(("unittest.mock", "mock", "respx", "responses", "vcr")) for item in facts.imports):
        return True
    return any(tail_of(call.callee) in FAKES for call in facts.calls)


def _asks_over_http(file: CodeFile) -> bool:
    libraries = {item.target.partition(":")[0].partition(".")[0] for item in file.facts.imports}
    if file.language == "javascript" and "fetch" in file.calls_by_name:
        return True
    return bool(HTTP & libraries) and bool({"post", "get", "request", "urlopen", "stream"} & file.calls_by_tail.keys())


def _launches(file: CodeFile) -> bool:
    """Whether a file starts programs: a benchmark that runs the whole application on its cases."""
    return any(item.target.startswith("subprocess") for item in file.facts.imports)


def _is_about_speed(names: list[str], measures: int) -> bool:
    return _distinct(SPEED, names) > measures
