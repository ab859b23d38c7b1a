"""Texts that were turned into tokens before a model was given them."""

from __future__ import annotations

import re

from groundrules.domain.facts import Call
from groundrules.domain.value import Value
from groundrules.link.value.code import receiver_of, tail_of

MOVES = {"to", "cuda", "cpu", "unsqueeze", "repeat", "long"}
"""Methods of tokens that give the same tokens, elsewhere or in another shape."""
ENCODES = {"apply_chat_template", "encode", "batch_encode_plus", "encode_plus"}
TOKENIZER = re.compile(r"(?i)(?:^|_)(?:tokenizer|tok|processor)$")
"""Names of what is called to make tokens."""


def tokenized(call: Call) -> Value | None:
    """The text or messages that a call made tokens of; None where it is no such call."""
    tail = tail_of(call.callee)
    if tail in MOVES:
        return receiver_of(call.callee)
    if tail not in ENCODES and not TOKENIZER.search(tail):
        return None
    named = [call.keyword(name) for name in ("text", "conversation", "messages")]
    return next((value for value in (*call.arguments[:1], *named) if value is not None), None)
