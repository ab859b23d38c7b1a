"""Examples of JSON that prompts show and that are none: those of which one slip is all that is wrong."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable

from groundrules.domain.location import Location
from groundrules.domain.prompt_fault import InvalidExample
from groundrules.link.calling.json_request import asking_position
from groundrules.link.calling.text_place import place_in

LONGEST = 6_000
"""Characters of an example that are looked at."""
SHOWN = 60
MOST = 20
"""Examples that are looked at in one prompt."""
BARE_KEY = re.compile(r"([{,]\s*)([A-Za-z_]\w*)(\s*:)")
TRAILING_COMMA = re.compile(r",(\s*[}\]])")
MISSING_COMMA = re.compile(r'(["\d\]}]|true|false|null)(\s*\n\s*")')
PYTHON_WORD = re.compile(r"(?<=[:\[,])(\s*)(True|False|None)(?=\s*[,}\]])")
NOTATION = re.compile(r"\.\.\.|…|<[^>\n]*>|//|\{\{?\s*[A-Za-z_][\w.]*\s*\}\}?|\$\{|%s|\[[A-Z_ ]+\]")
"""What shows a form to fill in, and no example."""
LABEL = re.compile(
    r"(?i)(?:outputs?|responses?|answers?|results?|json|examples?|formats?|structures?|returns?|this|that|follow\w*|"
    r"templates?|below|schema|keys|objects?|e\.g|ausgabe|antwort|beispiel|salida|respuesta|ejemplo|sortie|exemple)"
    r"\W*(?:\d+\W*)?$"
)
"""What an example of output follows on; a block after another word may be an input."""
WORDS = {"True": "true", "False": "false", "None": "null"}


def invalid_example(text: str, location: Location) -> InvalidExample | None:
    """The first example after the words that ask for JSON that one slip keeps from being JSON; None where none is."""
    start = asking_position(text)
    if start is None:
        return None
    for begin, end in _blocks(text, start)[:MOST]:
        labelled = LABEL.search(text[max(0, begin - 40) : begin])
        problem = labelled and _problem(_single_braces(text[begin:end]))
        if problem:
            shown = " ".join(text[begin:end].split())
            place = place_in(text, begin, end, location)
            return InvalidExample(problem=problem, text=shown[:SHOWN], location=place)
    return None


def _blocks(text: str, start: int) -> list[tuple[int, int]]:
    """The outermost braces that are closed, as positions."""
    blocks: list[tuple[int, int]] = []
    depth, begin = 0, 0
    for position in range(start, len(text)):
        if text[position] == "{":
            begin = position if depth == 0 else begin
            depth += 1
        elif text[position] == "}" and depth:
            depth -= 1
            if depth == 0 and position - begin < LONGEST:
                blocks.append((begin, position + 1))
    return blocks


def _single_braces(block: str) -> str:
    """A block as it is sent, where a template doubles its braces."""
    return block.replace("{{", "{").replace("}}", "}") if block.startswith("{{") and block.endswith("}}") else block


def _problem(block: str) -> str:
    """The slip in words; empty where the block is JSON, a notation, or nothing that can be told."""
    if ":" not in block or NOTATION.search(block[1:-1]) or _parses(block):
        return ""
    return next((words for words, mended in SLIPS if (text := mended(block)) != block and _parses(text)), "")


def _double_quotes(block: str) -> str:
    """A Python literal as JSON; the block itself where it is none."""
    try:
        return json.dumps(ast.literal_eval(block))
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return block


SLIPS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("a comma after the last item", lambda block: TRAILING_COMMA.sub(r"\1", block)),
    ("a comma is missing", lambda block: MISSING_COMMA.sub(r"\1,\2", block)),
    ("keys without quotes", lambda block: BARE_KEY.sub(r'\1"\2"\3', block)),
    ("a word of Python's", lambda block: PYTHON_WORD.sub(lambda match: match[1] + WORDS[match[2]], block)),
    ("single quotes", _double_quotes),
)
"""What goes wrong by hand, and how the block reads without it: only what is JSON afterwards was meant as JSON."""


def _parses(block: str) -> bool:
    try:
        return isinstance(json.loads(block, strict=False), dict)
    except (ValueError, RecursionError):
        return False
