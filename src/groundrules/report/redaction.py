"""Personal data and secrets masked before anything of a file is shown. Masks keep the length, so columns hold."""

from __future__ import annotations

import re

MASK = "•"

_KEY = re.compile(
    r"""
      \b(?:sk|pk|rk)[-_][A-Za-z0-9_-]{16,}                      # OpenAI, Anthropic, Stripe
    | \b(?:gh[pousr]|github_pat|glpat|hf|gsk|r8|pplx|nvapi|xai|pcsk|tvly|lsv2|dop_v1|npm|pypi)[-_][A-Za-z0-9_-]{16,}
    | \bxox[abeoprs]-[A-Za-z0-9-]{10,}                          # Slack
    | \b(?:AKIA|ASIA)[A-Z0-9]{16}\b                             # AWS
    | \bAIza[A-Za-z0-9_-]{30,}                                  # Google
    | \beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}(?:\.[A-Za-z0-9_-]*)?   # JSON web tokens
    | -----BEGIN[ ][A-Z ]{0,40}PRIVATE[ ]KEY-----.*
    """,
    re.VERBOSE,
)
_NAMED_SECRET = re.compile(
    r"""(?i)(?:api_?key|secret|password|passwd|access_?token|auth_?token)["']?\s{0,4}[=:]\s{0,4}(["'])([^"'\s]{12,})\1"""
)
_URL_PASSWORD = re.compile(r"(?<=://)[^\s/@:{}$]{0,100}:[^\s/@{}$]{1,200}(?=@)")
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}")
_PHONE = re.compile(
    r"""
      (?<![\w.,])(?:
        \+\d{1,3}(?:[ .-]?\(\d{1,5}\))?(?:[ .-]?\d{2,8}){1,6}      # +1 (555) 010-4477
      | \(\d{1,5}\)(?:[ .-]?\d{2,8}){1,6}                          # (020) 7946 0958
      | \d{2,5}([ .-])\d{2,8}(?:\1\d{2,8}){0,4}                    # 555-010-4477: one kind of separator
      )(?!\w|,\d)
    """,
    re.VERBOSE,
)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}|(?:(?:19|20)\d{2}[ .-]?)+$")
_DIGITS = re.compile(r"\d{9,}")
_LONG_TOKEN = re.compile(r"(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{24,}(?![A-Za-z0-9_-])")


def mask_keys(text: str) -> str:
    """The text with key-shaped strings masked, at the same length. For lines of code."""
    masked = _URL_PASSWORD.sub(_mask, _KEY.sub(_mask, text))
    return _NAMED_SECRET.sub(_mask_second_group, masked)


def redact(text: str) -> str:
    """The text with keys, e-mail addresses, phone numbers and long digit runs masked, at the same length. For data."""
    masked = _EMAIL.sub(_mask, mask_keys(text))
    masked = _LONG_TOKEN.sub(_mask_random_token, masked)
    return _DIGITS.sub(_mask, _PHONE.sub(_mask_phone, masked))


def mask_value(text: str) -> str:
    """One value masked: prose as data, a single word (a name, path, address) for keys and e-mail addresses alone."""
    if any(character.isspace() for character in text):
        return redact(text)
    return _EMAIL.sub(_mask, mask_keys(text))


def _mask(match: re.Match[str]) -> str:
    return MASK * len(match[0])


def _mask_second_group(match: re.Match[str]) -> str:
    start, end = match.start(2) - match.start(), match.end(2) - match.start()
    return match[0][:start] + MASK * (end - start) + match[0][end:]


def _mask_phone(match: re.Match[str]) -> str:
    """A date, a span of years and a short number are evidence, not phone numbers."""
    found = match[0]
    digits = sum(character.isdigit() for character in found)
    enough = 7 if found.startswith(("+", "(")) else 9
    return found if digits < enough or _DATE.match(found) else MASK * len(found)


def _mask_random_token(match: re.Match[str]) -> str:
    """Long tokens of capitals, small letters and digits, and hexadecimal ones, are keys; words and slugs are not."""
    token = match[0]
    digits = sum(character.isdigit() for character in token)
    mixed = digits >= 3 and any(map(str.isupper, token)) and any(map(str.islower, token))
    hexadecimal = digits >= 3 and len(token) >= 32 and not token.lower().strip("0123456789abcdef-")
    return MASK * len(token) if mixed or hexadecimal else token
