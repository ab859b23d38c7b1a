"""API keys and private keys by the formats that their issuers give them, told from placeholders."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections import Counter
from collections.abc import Iterator
from math import log2
from typing import NamedTuple

from groundrules.datasets.identity_number import Found

_LEFT, _RIGHT = r"(?<![A-Za-z0-9_-])", r"(?![A-Za-z0-9_-])"


class _Format(NamedTuple):
    name: str
    hint: str
    pattern: re.Pattern[str]


def _format(name: str, hint: str, pattern: str) -> _Format:
    return _Format(name, hint, re.compile(f"{_LEFT}(?:{pattern}){_RIGHT}"))


_FORMATS = (
    _format("Anthropic API key", "sk-ant-", r"sk-ant-[A-Za-z0-9-]{3,12}-[A-Za-z0-9_-]{32,}"),
    _format("OpenAI API key", "sk-", r"sk-(?:(?:proj|svcacct|admin|None)-[A-Za-z0-9_-]{32,}|[A-Za-z0-9]{32,64})"),
    _format("AWS access key", "AKIA", r"AKIA[A-Z2-7]{16}"),
    _format("AWS access key", "ASIA", r"ASIA[A-Z2-7]{16}"),
    _format("GitHub token", "gh", r"gh[pousr]_[A-Za-z0-9]{36,}"),
    _format("GitHub token", "github_pat_", r"github_pat_[A-Za-z0-9]{20,24}_[A-Za-z0-9]{50,}"),
    _format("GitLab token", "glpat-", r"glpat-[A-Za-z0-9_-]{20,}"),
    _format("Slack token", "xox", r"xox[abeoprs]-(?:\d+-)*[A-Za-z0-9-]{20,}"),
    _format("Google API key", "AIza", r"AIza[A-Za-z0-9_-]{35}"),
    _format("Stripe key", "k_live_", r"[sr]k_live_[A-Za-z0-9]{20,}"),
    _format("Hugging Face token", "hf_", r"hf_[A-Za-z0-9]{30,}"),
    _format("Groq API key", "gsk_", r"gsk_[A-Za-z0-9]{40,}"),
    _format("npm token", "npm_", r"npm_[A-Za-z0-9]{36}"),
    _format("PyPI token", "pypi-", r"pypi-AgEI[A-Za-z0-9_-]{50,}"),
    _format("SendGrid key", "SG.", r"SG\.[A-Za-z0-9_-]{20,24}\.[A-Za-z0-9_-]{40,}"),
)
"""Formats as the issuers document them, and as secret scanners look for them."""

_PRIVATE_KEY = re.compile(
    r"-----BEGIN (?:RSA |EC |DSA |OPENSSH |ENCRYPTED )?PRIVATE KEY-----(?:\\[nr]|[\s\"'+])*"
    r"(?P<body>(?:[A-Za-z0-9+/=]{16,}(?:\\[nr]|[\s\"'+])*){2,})"
)
_TOKEN = re.compile(
    rf"{_LEFT}(?P<header>eyJ[A-Za-z0-9_-]{{8,}})\.eyJ[A-Za-z0-9_-]{{8,}}\.(?P<signature>[A-Za-z0-9_-]{{32,}}){_RIGHT}"
)
_PUBLISHED_SIGNATURES = frozenset(
    {"SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c", "TJVA95OrM7E2cBab30RMHrHDcEfxjoYZgeFONFh7HgQ",
     "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"}
)  # fmt: skip
"""Of the examples in RFC 7519 and on the page where everybody copies one."""

_PLACEHOLDER = re.compile(
    r"(?i)example|sample|placeholder|your|insert|redacted|dummy|fake|test|xxx|\*\*\*|\.\.\.|abcdef|ABCDEFG|qwerty|1234567"
    r"|7654321|(.)\1{4}|(?:[a-z]{2,}[-_]){3,}"
)
_SEPARATORS = re.compile(r"^[a-zA-Z]{2,10}[-_.]|[^A-Za-z0-9]")
_LEAST_BITS = 3.2
"""Of entropy a character. Random keys of 32 letters and digits have 4.2 and up, of 16 capitals 3.4; words and repeated
patterns have less."""


def secrets(text: str) -> Iterator[Found]:
    """The keys of a text that look real."""
    for format in _FORMATS:
        if format.hint in text:
            for match in format.pattern.finditer(text):
                if looks_random(match[0]):
                    yield Found(format.name, match[0], match.start(), match.end(), True)
    if "PRIVATE KEY-----" in text:
        for match in _PRIVATE_KEY.finditer(text):
            if looks_random(match["body"]):
                yield Found("private key", match["body"], match.start(), match.end(), True)
    if "eyJ" in text:
        for match in _TOKEN.finditer(text):
            if _is_signed(match["header"]) and match["signature"] not in _PUBLISHED_SIGNATURES:
                yield Found("JSON web token", match[0], match.start(), match.end(), True)


def looks_random(key: str) -> bool:
    """Whether a key is no placeholder, page slug or pattern: no such words, digits or both cases, and entropy."""
    if _PLACEHOLDER.search(key):
        return False
    body = _SEPARATORS.sub("", key)
    kinds = sum((any(map(str.isdigit, body)), any(map(str.isupper, body)), any(map(str.islower, body))))
    return kinds >= 2 and _bits(body) >= _LEAST_BITS


def _bits(text: str) -> float:
    """Entropy in bits a character."""
    return -sum(count / len(text) * log2(count / len(text)) for count in Counter(text).values())


def _is_signed(header: str) -> bool:
    """Whether the first part of a token is the header of a signed one."""
    try:
        value = json.loads(base64.urlsafe_b64decode(header + "=" * (-len(header) % 4)))
    except (ValueError, binascii.Error, RecursionError):
        return False
    return isinstance(value, dict) and str(value.get("alg", "none")).lower() != "none"
