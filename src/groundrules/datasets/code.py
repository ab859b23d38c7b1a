"""Code in records: how much of a text is code, and which source files it names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_FENCE = re.compile(r"```(?:\w+)?\n(.*?)```", re.DOTALL)
_LINE = re.compile(
    r"""(?mx) ^\s* (?:
      (?:def|class)\s+\w+\s*[(:{] | (?:async\ def|from\ [\w.]+\ import|import\ [\w.{*])
    | (?:public|private|protected|static|function|const|let|var|fn|func|struct|impl|interface|enum)\b.*[{(=;]
    | \#include | (?:package|using|namespace)\ [\w.]+; | return\b.*;?$ | (?:if|for|while)\s*\(.*\)\s*\{
    | (?:SELECT|INSERT\ INTO|UPDATE|DELETE\ FROM|CREATE\ TABLE|WITH)\b.*(?:FROM|VALUES|SET|AS|\()?
    | .*[;{}]\s*$ | \w+\s*=\s*\w+\( | @\w+ | </?\w+[^>]*>\s*$ | \w[\w.]*\(.*\)\s*$ | \$\ ?\w+
    )"""
)
_SQL = re.compile(
    r"(?is)\s*(?:select\b.+\bfrom\b|insert\s+into\b|update\s+\w+\s+set\b|delete\s+from\b|create\s+table\b|with\s+\w+\s+as\s*\()"
)
_PATH = re.compile(
    r"(?<![\w/.])(?:[\w.-]+/)*[\w-]+\.(?:py|js|jsx|ts|tsx|java|kt|go|rs|rb|php|cs|cpp|hpp|cc|c|h|swift|scala|sql|hl|vue|svelte"
    r"|tf|proto|ipynb)\b(?!/|\.\w)"
)
_NOT_FILES = frozenset(
    {"node.js", "next.js", "vue.js", "nuxt.js", "express.js", "react.js", "three.js", "d3.js", "angular.js",
     "backbone.js", "ember.js", "p5.js", "discord.js", "chart.js", "vite.js", "moment.js", "socket.io.js"}
)  # fmt: skip
CODE_LINES_SHARE = 0.5
_READ_CHARACTERS = 4000
_SHOWN_PATHS = 50


def is_code(text: str) -> bool:
    """Whether a text is mostly code: a query, fenced blocks, or lines shaped like statements."""
    text = text[:_READ_CHARACTERS].strip()
    if not text or text.startswith(("{", "[")):
        return False
    if _SQL.match(text):
        return True
    fenced = sum(len(block) for block in _FENCE.findall(text))
    if fenced * 3 > len(text):
        return True
    lines = [line for line in text.splitlines() if line.strip()]
    hits = sum(bool(_LINE.match(line)) for line in lines)
    return len(lines) >= 2 and hits > CODE_LINES_SHARE * len(lines)


def paths_in(texts: Iterable[str]) -> tuple[str, ...]:
    """The source files that texts name, the commonest first."""
    found: Counter[str] = Counter()
    for text in texts:
        found.update({path for path in _PATH.findall(text) if path.lower() not in _NOT_FILES})
    return tuple(path for path, _ in found.most_common(_SHOWN_PATHS))
