"""Masks hide what is personal or secret, keep the length, and leave evidence alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundrules.report.redaction import MASK, mask_keys, mask_value, redact

# Put together here, so that no scanner takes this file for a leak.
KEYS = [
    "sk-" + "proj-" + "aB3" * 10,
    "gh" + "p_" + "a1B2" * 9,
    "AK" + "IA" + "A1B2C3D4E5F6G7H8",
    "AI" + "za" + "SyA1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q",
    "h" + "f_" + "aBcDeFgHiJkLmNoPqRsT",
    "xo" + "xb-" + "123456789012-abcdef",
]


@pytest.mark.parametrize("key", KEYS)
def test_keys_are_masked_in_code_and_data(key: str) -> None:
    line = f'client = Client("{key}")  # mine'
    masked = f'client = Client("{MASK * len(key)}")  # mine'
    assert mask_keys(line) == masked
    assert redact(line) == masked


def test_secrets_are_known_by_their_name() -> None:
    assert mask_keys('OPENAI_API_KEY = "correct-horse-battery"') == f'OPENAI_API_KEY = "{MASK * 21}"'
    assert mask_keys('api_key = os.environ["OPENAI_API_KEY"]') == 'api_key = os.environ["OPENAI_API_KEY"]'


@pytest.mark.parametrize(
    "secret",
    [
        "bob.smith+x@mail.acme.example", "555-010-4477", "+49 30 901820", "(020) 7946 0958", "4111 1111 1111 1111",
        "+1 (555) 010-4477", "+1 415 555-0101", "555.010.4477", "1234567890123",
        "0123456789abcdef0123456789abcdef", "Zx9Kq2Lm8Rt4Vw7Yb3Nc6Pd1Z",
    ],
)  # fmt: skip
def test_personal_data_is_masked(secret: str) -> None:
    assert redact(f"ask {secret} today") == f"ask {MASK * len(secret)} today"


@pytest.mark.parametrize(
    "evidence",
    [
        "$49 a month", "2026-11-15", "2019-2023", "9:00-17:00", "gpt-4o-mini-2024-07-18", "1,234,567,890", "v1.2.3",
        "text-embedding-3-small", "10.25 12.50 13.75", "2023 2024 2025 2026",
        "https://example.com/pricing", "ft:gpt-4o-mini-2024-07-18:acme::abc", "@decorator",
    ],
)  # fmt: skip
def test_evidence_stays(evidence: str) -> None:
    assert redact(f"ask {evidence} today") == f"ask {evidence} today"


def test_phone_numbers_end_at_punctuation() -> None:
    assert redact("call 555-010-4477, or 555-010-4478.") == f"call {MASK * 12}, or {MASK * 12}."


def test_addresses_and_numbers_stay_in_code() -> None:
    assert mask_keys("to bob@acme.example, 555-010-4477") == "to bob@acme.example, 555-010-4477"


@given(st.text(st.sampled_from("ab9-_.@+() sk:='\"E"), max_size=200))
def test_masks_keep_the_length_and_hold(text: str) -> None:
    assert len(redact(text)) == len(text)
    assert redact(redact(text)) == redact(text)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("postgresql://app:s3cret@db.example/docs", "postgresql://••••••••••@db.example/docs"),
        ("postgresql://{user}:{password}@db.example/docs", "postgresql://{user}:{password}@db.example/docs"),
        ("Meta-Llama-3-1-70B-Instruct", "Meta-Llama-3-1-70B-Instruct"),
        ("data/bob@acme.example.jsonl", "data/••••••••••••••••••••••"),
        ("call +1 555 010 4477 today", "call ••••••••••••••• today"),
    ],
)
def test_values_keep_names_and_lose_secrets(value: str, shown: str) -> None:
    assert mask_value(value) == shown
