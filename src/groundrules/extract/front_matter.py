"""Settings in front of a text, between two lines of `---`: of prompt files, data cards and documents."""

from __future__ import annotations

import re

from groundrules.domain.value import Mapping, Value
from groundrules.extract import yaml
from groundrules.extract.decoding import UnreadableError

_FRONT_MATTER = re.compile(r"\s*---[ \t]*\n(?P<settings>(?:.*\n)*?)---[ \t]*(?:\n|$)")


def front_matter(text: str) -> tuple[tuple[Value, ...], int]:
    """The settings in front of a text, and the offset where the text itself begins.

    Nothing and 0 where there are none; what is no mapping of settings belongs to the text.
    """
    front = _FRONT_MATTER.match(text)
    if front is None:
        return (), 0
    start, end = front.span("settings")
    # what comes before is blanked, not cut, so that lines stay those of the file
    before = re.sub(r"[^\n]", " ", text[:start])
    try:
        found = tuple(yaml.documents(before + text[start:end]))
    except UnreadableError:
        return (), 0
    return (found, front.end()) if found and isinstance(found[0], Mapping) else ((), 0)
