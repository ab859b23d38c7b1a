"""Any file is read or named as unread; nothing raises."""

from __future__ import annotations

import gzip
import importlib.util
import io
import json
import math
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groundrules.datasets import profile
from groundrules.datasets.interval import wilson
from groundrules.datasets.lexicon import Lexicon
from tests.datasets.word_list import WORDS, Profiler

ROWS = [{"prompt": f"question {n}?", "completion": f"the answer is {n}"} for n in range(30)]
JSONL = "\n".join(map(json.dumps, ROWS)).encode()

SAME: list[tuple[str, bytes]] = [
    ("plain.jsonl", JSONL),
    ("ended.jsonl", JSONL + b"\n"),
    ("windows.jsonl", JSONL.replace(b"\n", b"\r\n")),
    ("marked.jsonl", b"\xef\xbb\xbf" + JSONL),
    ("packed.jsonl.gz", gzip.compress(JSONL)),
    ("array.json", json.dumps(ROWS).encode()),
    ("spread.json", json.dumps(ROWS, indent=2).encode()),
    ("wrapped.json", json.dumps({"version": 2, "data": ROWS}).encode()),
    ("packed.json.gz", gzip.compress(json.dumps(ROWS).encode())),
    ("lines.json", JSONL),
    ("table.csv", ("prompt,completion\n" + "\n".join(",".join(row.values()) for row in ROWS)).encode()),
    ("table.tsv", ("prompt\tcompletion\n" + "\n".join("\t".join(row.values()) for row in ROWS)).encode()),
]


@pytest.mark.parametrize(("name", "data"), SAME, ids=[name for name, _ in SAME])
def test_the_same_rows_in_any_file(profile_of: Profiler, name: str, data: bytes) -> None:
    found = profile_of(data, name)
    assert (found.format, found.records, found.exact, found.malformed_count) == ("prompt-completion", 30, True, 0)
    assert found.samples[1].excerpt == "question 15? => the answer is 15"
    assert found.unread == ""


UNREAD: list[tuple[str, bytes, str]] = [
    ("wide.jsonl", JSONL.decode().encode("utf-16"), "UTF-16: providers want UTF-8"),
    ("cut.jsonl.gz", gzip.compress(os.urandom(4000))[:500], "unreadable (EOFError)"),
    ("false.jsonl.gz", b"no gzip at all", "unreadable (BadGzipFile)"),
    ("book.xlsx", b"PK\x03\x04" + b"\0" * 60, "binary"),
    ("weights.bin", b"some text in an unknown format", "unknown format .bin"),
]


@pytest.mark.parametrize(("name", "data", "reason"), UNREAD, ids=[name for name, _, _ in UNREAD])
def test_unread_with_the_reason(profile_of: Profiler, name: str, data: bytes, reason: str) -> None:
    found = profile_of(data, name)
    assert (found.records, found.unread) == (0, reason)


HAS_PYARROW = importlib.util.find_spec("pyarrow") is not None


@pytest.mark.parametrize("name", ["a.parquet", "a.arrow"])
def test_columnar_files(profile_of: Profiler, name: str) -> None:
    expected = "unreadable (ArrowInvalid)" if HAS_PYARROW else f"{name[2:]}: install the extra"
    found = profile_of(b"neither the one nor the other", name)
    assert (found.records, found.unread) == (0, expected)


def test_zstd_without_a_library(profile_of: Profiler, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("groundrules.datasets.zstd._LIBRARIES", ())
    assert profile_of(b"x", "a.jsonl.zst").unread == "zstd: install the extra"


class PlainLibrary:
    """Stands in for a zstd library: it "unpacks" by taking off the first byte."""

    ZstdError = ZeroDivisionError

    @staticmethod
    def open(path: Path, mode: str) -> io.BytesIO:
        assert mode == "rb"
        return io.BytesIO(path.read_bytes()[1:])


def test_zstd_is_read_like_the_file_inside(profile_of: Profiler, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("groundrules.datasets.zstd.importlib.import_module", lambda name: PlainLibrary)
    many = b"\n".join(b'{"prompt": "p", "completion": "%d"}' % number for number in range(9000))
    found = profile_of(b"#" + many, "a.jsonl.zst")
    assert (found.records, found.sampled, found.malformed_count) == (9000, 2000, 0)


def test_files_out_of_the_tree_and_pipes_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "root").mkdir()
    (tmp_path / "secret.jsonl").write_bytes(JSONL)
    (tmp_path / "root" / "link.jsonl").symlink_to(tmp_path / "secret.jsonl")
    os.mkfifo(tmp_path / "root" / "pipe.jsonl")
    for path in ("../secret.jsonl", "link.jsonl"):
        assert profile(tmp_path / "root", [path], WORDS).unread == "outside the audited tree"
    assert profile(tmp_path / "root", ["pipe.jsonl"], WORDS).unread == "not a regular file"


NAMES = st.sampled_from(["a.jsonl", "a.json", "a.csv", "a.tsv", "a.txt", "a.jsonl.gz", "a"])
FRAGMENTS = st.sampled_from(
    [b'{"messages": [', b'{"role": "user", "content": "hi"}', b'{"role":"assistant","content":[1]}', b"]}", b"\n", b",",
     b"[", b"]", b"{", b"}", b'"', b"\\", b"\xff", b"\0", b"null", b'{"prompt": "a", "completion": ', b'{"text": 5}',
     b'{"chosen": [], "rejected": {}}', b'{"contents": [{"parts": 3}]}', b'{"conversations": [null]}', b"a;b|c\n"]
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(FRAGMENTS, max_size=14).map(b"".join) | st.binary(max_size=200), NAMES)
def test_any_bytes(profile_of: Profiler, data: bytes, name: str) -> None:
    found = profile_of(data, name)
    assert found.sampled <= found.records
    assert len(found.malformed) <= found.malformed_count


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)
KEYS = st.sampled_from(
    ["messages", "conversations", "contents", "chosen", "rejected", "prompt", "completion", "instruction", "output",
     "input", "text", "label", "role", "content", "system", "systemInstruction", "tools", "parts", "from", "value"]
)  # fmt: skip
MESSAGES = st.lists(st.dictionaries(KEYS, VALUES, max_size=3) | VALUES, max_size=3)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.dictionaries(KEYS, VALUES | MESSAGES, max_size=4), max_size=4))
def test_any_values_under_known_keys(profile_of: Profiler, rows: list[dict[str, object]]) -> None:
    assert profile_of(rows).records == len(rows)


def test_deep_nesting(profile_of: Profiler) -> None:
    assert profile_of(b'{"prompt": ' + b"[" * 100_000).malformed_kinds == (("invalid-json", 1),)


def test_the_length_of_the_longest_records(profile_of: Profiler) -> None:
    found = profile_of([*ROWS, {"prompt": "p", "completion": "x" * 50_000}])
    assert found.long_record_characters == 50_001


WILSON = [(0, 0, 0.0, 0.0), (0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0)]


@pytest.mark.parametrize(("hits", "of", "low", "high"), WILSON)
def test_wilson(hits: int, of: int, low: float, high: float) -> None:
    found = wilson(hits, of)
    assert math.isclose(found.low, low, abs_tol=1e-4)
    assert math.isclose(found.high, high, abs_tol=1e-4)


def test_two_thousand_records_need_227_hits_for_ten_in_a_hundred() -> None:
    assert wilson(226, 2000).low < 0.1 < wilson(228, 2000).low


def test_the_shipped_word_lists(lexicon: Lexicon) -> None:
    assert {"en", "es", "de", "fr"} <= lexicon.languages.keys()
    assert all(language.answer and language.prompt for code, language in lexicon.languages.items() if code != "zh")
    assert 1000 < len(lexicon.questions["en"].weights) <= 1200


def test_trained_weights_name_their_source_and_licence() -> None:
    head = (WORDS / "questions-en.yaml").read_text(encoding="utf-8")[:600]
    assert "Source:" in head
    assert "Licence: MIT" in head


def test_every_cue_is_a_finite_weight_and_words_are_text(lexicon: Lexicon) -> None:
    for language in lexicon.languages.values():
        for signs in (*language.answer.values(), *language.prompt.values()):
            assert all(0 < abs(sign.weight) <= 1.5 for sign in signs)
        assert all(isinstance(word, str) for word in language.stopwords | language.no_names | language.voice)
