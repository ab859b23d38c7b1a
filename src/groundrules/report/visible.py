"""Control characters made visible: nothing that an audited file or file name holds acts on a terminal."""

from __future__ import annotations

import re

# C0 and C1 controls, characters that hide or reorder text, line separators, lone surrogates (bytes of file names that
# are not UTF-8), and the tag block, with which text is hidden from people but not from language models.
_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)

# Commands that build servers read from a job's log: `::error ...` at the start of a line, `##[error]`, `##vso[...]`,
# `##teamcity[...]` anywhere. The arrow of our own drawings, `::: path`, is none.
_COLON_COMMAND = re.compile(r"^(\s*)::(?!: )")
_HASH_COMMAND = re.compile(r"##(?=\w*\[)")


def _shown(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"<U+{code:04X}>"


def visible(text: str) -> str:
    """The text with every control or hidden character shown: ESC as `␛`, a line feed as `␊`, others as `<U+202E>`."""
    return _HIDDEN.sub(lambda match: _shown(match[0]), text) if _HIDDEN.search(text) else text


def sentence(text: str) -> str:
    """The text as one visible line: runs of white space become one space."""
    return visible(" ".join(text.split()))


def inert(line: str) -> str:
    """A line of a report that no build server takes for a command: look-alike characters, the same length."""
    return _HASH_COMMAND.sub("#⌗", _COLON_COMMAND.sub(r"\1∶∶", line))


def encodable(text: str) -> str:
    """The text with lone surrogates written out, so that it can be encoded as UTF-8."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
