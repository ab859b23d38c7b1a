"""Secrets are never kept: what a value is replaced by where its name or its shape says that it is one."""

from __future__ import annotations

import re

REDACTED = "<redacted>"

_SECRET_WORDS = frozenset(
    (
        "key",
        "apikey",
        "token",
        "secret",
        "password",
        "passwd",
        "pwd",
        "pass",
        "credential",
        "credentials",
        "private",
        "auth",
        "dsn",
        "cookie",
        "salt",
    )
)
_PLAIN_WORDS = frozenset(
    (
        "public",
        "path",
        "file",
        "dir",
        "url",
        "name",
        "length",
        "count",
        "limit",
        "size",
        "id",
        "header",
        "type",
        "method",
    )
)
_PLAIN_VALUE = re.compile(r"(?i)true|false|yes|no|on|off|none|null")
_KNOWN = re.compile(
    r"sk-[A-Za-z0-9_-]{16,}|sk_(?:live|test)_\w{8,}|gh[pousr]_\w{16,}|github_pat_\w+|hf_\w{16,}|gsk_\w{16,}"
    r"|xox[abprs]-[\w-]+|AKIA[0-9A-Z]{12,}|AIza[\w-]{30,}|eyJ[\w-]{10,}\.[\w-]+\.?[\w-]*|-----BEGIN[^\n]*PRIVATE KEY"
    r"|pcsk_\w{16,}|pypi-\w{16,}|lsv2_\w{16,}|AccountKey=[\w+/=]{16,}"
)
_LOOKED_AT = 4_000
"""Characters of a value that are looked at for the shape of a secret, which takes time that grows with the square."""
_USER_INFO = re.compile(r"(://[^\s:/@]*:)[^\s/@]+(?=@)")
_RUN = re.compile(r"[A-Za-z0-9+/=]{24,}")


def redacted(name: str, value: str) -> str:
    """The value of a setting as it may be kept: `<redacted>` for a secret, a URL without its password."""
    start = value[:_LOOKED_AT]
    if value and (_names_secret(name, value) or _KNOWN.search(start) or _looks_random(start)):
        return REDACTED
    return _USER_INFO.sub(rf"\1{REDACTED}", value)


def _names_secret(name: str, value: str) -> bool:
    """Whether a name says secret. `MAX_TOKENS` and `TOKENIZER_NAME` do not, nor does a flag such as `AUTH=false`."""
    words = re.sub(r"([a-z])([A-Z])", r"\1_\2", name).lower()
    parts = re.split(r"[^a-z0-9]+", words)
    is_plain = parts[-1] in _PLAIN_WORDS or _PLAIN_VALUE.fullmatch(value)
    return not is_plain and any(part in _SECRET_WORDS for part in parts)


def _looks_random(value: str) -> bool:
    """Whether a stretch of 24 letters and digits has no words in it: both cases and digits, or hexadecimal."""
    for match in _RUN.finditer(value):
        run = match.group()
        digits = sum(character.isdigit() for character in run)
        mixed = run != run.lower() and run != run.upper()
        if digits >= 3 and (mixed or re.fullmatch(r"[0-9a-fA-F]+", run)):
            return True
    return False
