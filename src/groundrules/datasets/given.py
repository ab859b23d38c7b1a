"""What the prompt already says: a value that stands there is not taught by the target."""

from __future__ import annotations

import re

_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(r"\d[\d.,]*\d|\d")
_NO_CENTS = re.compile(r"[.,]0+$")


class Given:
    """The text of a prompt, with its numbers whole and in parts, however their thousands are set off."""

    def __init__(self, text: str) -> None:
        self._text = text.lower()
        numbers = {number.replace(",", "").replace(".", "") for number in _NUMBER.findall(text)}
        self._numbers = numbers | {number.lstrip("0") for number in _DIGITS.findall(text)}

    def holds(self, text: str) -> bool:
        """Whether a text, or all the numbers in it, stand in the prompt; 1350 and 1350.0 are the same."""
        if text.lower() in self._text:
            return True
        numbers = _NUMBER.findall(text)
        return bool(numbers) and all(map(self._holds_number, numbers))

    def _holds_number(self, number: str) -> bool:
        whole = _NO_CENTS.sub("", number)
        parts = {part.lstrip("0") for part in _DIGITS.findall(whole)}
        return whole.replace(",", "").replace(".", "") in self._numbers or parts <= self._numbers
