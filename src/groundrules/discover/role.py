"""What a file is for, by the names on its path. Only the path below the root speaks."""

from __future__ import annotations

import re
from functools import lru_cache

from groundrules.discover.words import words_of
from groundrules.domain.source import FileKind, FileRole

_FOLDERS: dict[str, FileRole] = {
    "tests": "test", "test": "test", "__tests__": "test", "e2e": "test", "cypress": "test",
    "examples": "example", "example": "example", "samples": "example", "sample": "example",
    "demos": "example", "demo": "example", "cookbooks": "example", "cookbook": "example",
    "tutorials": "example", "tutorial": "example",
    "docs": "documentation", "doc": "documentation", "documentation": "documentation", "website": "documentation",
    "fixtures": "fixture", "fixture": "fixture", "__fixtures__": "fixture", "__mocks__": "fixture",
    "testdata": "fixture", "test_data": "fixture", "test-data": "fixture",
    "__snapshots__": "fixture", "cassettes": "fixture",
    "generated": "generated", "__generated__": "generated", "_generated": "generated", "promptfoo": "evaluation",
}  # fmt: skip
_EVALUATION_WORDS = frozenset({"eval", "evals", "evaluate", "evaluation", "evaluations", "evaluator", "evaluators"})
_GOLDEN_NOUNS = frozenset(
    {"set", "dataset", "data", "questions", "queries", "answers", "cases", "examples", "qa", "test"}
)
_GENERATED = re.compile(r".*(?:_pb2|_pb2_grpc)\.pyi?|.*\.pb2\.py|.*\.min\.[cm]?js|.*\.(?:generated|gen)\.[a-z]+")
_TEST = re.compile(
    r"test_.*\.py|.*_test\.py|tests\.py|conftest\.py|tests?\.[cm]?[jt]sx?|.*\.(?:spec|test|test-d|cy|e2e)\.[cm]?[jt]sx?"
)
_DATA: frozenset[FileKind] = frozenset({"jsonl", "csv", "data"})
_GOLDEN_KINDS: frozenset[FileKind] = _DATA | {"json", "yaml"}


def role_of(path: str, kind: FileKind) -> FileRole:
    """Return the role of `path` (POSIX, relative to the root).

    The outermost folder that tells decides (an evaluation in examples/ is an example), save that what lies deeper
    inside a test folder may be an evaluation or a fixture.
    """
    folder, _, name = path.rpartition("/")
    outer = _role_of_folder(folder, kind in _DATA)
    inner = _role_of_name(name, kind)
    if inner == "generated":
        return inner
    return _nested(outer, inner) or "product"


@lru_cache(maxsize=8192)
def _role_of_folder(folder: str, holds_data: bool) -> FileRole | None:
    role: FileRole | None = None
    for part in folder.split("/"):
        role = _nested(role, _role_of_part(part, holds_data))
    return role


def _nested(outer: FileRole | None, inner: FileRole | None) -> FileRole | None:
    if outer is None or (outer == "test" and inner in ("evaluation", "fixture", "generated")):
        return inner or outer
    return outer


def _role_of_part(part: str, holds_data: bool) -> FileRole | None:
    known = _FOLDERS.get(part.lower())
    if known is not None:
        # A dataset's folder "test" is its test split.
        return None if holds_data and part.lower() == "test" else known
    words = words_of(part)
    if _speaks_of_evaluation(words):
        return "evaluation"
    return "test" if words[-1:] == ("tests",) or words[:1] == ("tests",) else None


def _role_of_name(name: str, kind: FileKind) -> FileRole | None:
    lowered = name.lower()
    if _GENERATED.fullmatch(lowered):
        return "generated"
    if _TEST.fullmatch(lowered):
        return "test"
    if lowered.startswith("promptfooconfig"):
        return "evaluation"
    words = words_of(name.rpartition(".")[0])
    if kind in _GOLDEN_KINDS and "golden" in words and (len(words) == 1 or _GOLDEN_NOUNS & set(words)):
        return "evaluation"
    return "evaluation" if kind != "markdown" and _speaks_of_evaluation(words) else None


def _speaks_of_evaluation(words: tuple[str, ...]) -> bool:
    """Whether the name begins or ends with the word: eval_rag, run_evals, but not retrieval or medieval."""
    return bool(words) and (words[0] in _EVALUATION_WORDS or words[-1] in _EVALUATION_WORDS)
