"""Keys in records by the formats of their issuers. The keys here are made up, and put together when the tests run."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundrules.datasets.secret_key import secrets
from tests.datasets.word_list import Profiler

BODY = "Qm4Tz8Rk1Wv7Lp3Xc9Ns2Hd6Yb5Jf0Ga"
LONG = BODY + "uE4oI1tM8rP6sB3vK7wZ"
CAPITALS = "Q4Z7K2M6X3R5T7W2".replace("8", "2")
PEM = "\n".join(("MII" + LONG + "x/" + BODY[:10], LONG + "+/Kq7T1w" + BODY[:8], LONG[::-1]))

REAL = [
    ("sk-ant-" + "api03-" + LONG + "-" + BODY, "Anthropic API key"),
    ("sk-" + "proj-" + LONG, "OpenAI API key"),
    ("sk-" + BODY + "Kq7T", "OpenAI API key"),
    ("AKIA" + CAPITALS, "AWS access key"),
    ("ghp_" + BODY + "Kq7T", "GitHub token"),
    ("xoxb-" + "2094718305-" + BODY[:24], "Slack token"),
    ("AIza" + BODY + "Kq7", "Google API key"),
    ("sk_live_" + BODY[:24], "Stripe key"),
    ("hf_" + BODY + "Kq", "Hugging Face token"),
    ("-----BEGIN " + "RSA PRIVATE KEY-----\n" + PEM + "\n-----END RSA PRIVATE KEY-----", "private key"),
    ("-----BEGIN " + "PRIVATE KEY-----\\n" + PEM.replace("\n", "\\n"), "private key"),
    ("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9" + ".eyJzdWIiOiI5MDcxMSJ9." + BODY + "Kq7TzM8rP6s", "JSON web token"),
]

NO_SECRETS = [
    "sk-blendle, sk-subscription-plans-for-small-business-owners-2024-edition",
    "export OPENAI_API_KEY=sk-" + "x" * 48,
    "sk-" + "your-api-key-here-your-api-key-here-please",
    "sk-" + "1234567890abcdef1234567890abcdef1234567890abcdef",
    "AKIA" + "IOSFODNN7EXAMPLE",
    "ghp_" + "x" * 36,
    "ghp_" + "a1b2" * 9,
    "AIza" + "SyYourGoogleApiKeyGoesHere0000000000000",
    "sk_test_" + BODY[:24],
    "-----BEGIN " + "PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----",
    'if "-----BEGIN ' + 'PRIVATE KEY-----" in text: raise',
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"
    ".eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ"
    ".SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c",
    "risk-" + BODY + "Kq7T and task-" + LONG,
    "commit 9f2c1d7be04a5831c6e2f90d4b7a18e35c06df21",
]  # fmt: skip


@pytest.mark.parametrize(("key", "kind"), REAL)
def test_known_formats(key: str, kind: str) -> None:
    text = f"use {key} for this"
    found = list(secrets(text))
    assert [item.kind for item in found] == [kind]
    assert found[0].value in text


@pytest.mark.parametrize("text", NO_SECRETS)
def test_placeholders_and_slugs(text: str) -> None:
    assert list(secrets(text)) == []


def test_shown_without_the_key(profile_of: Profiler) -> None:
    rows = [{"prompt": "How do I log in?", "completion": f"Set the key {key} and start."} for key, _ in REAL]
    found = profile_of([{"prompt": "Why?", "completion": "Because."}, *rows]).secrets
    assert found.records == len(REAL)
    shown = "\n".join(sample.excerpt for sample in found.samples)
    assert BODY[:10] not in shown
    assert "Set the key <" in shown
    assert found.samples[0].line > 1


@given(st.text(alphabet="skprojAKIAgh_xobeyJ.-=0189\nBEGIN PRIVATE KEY", max_size=200))
def test_any_text_is_read(text: str) -> None:
    for item in secrets(text):
        assert text[item.start : item.end]
