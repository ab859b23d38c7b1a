"""The patterns of .gitignore files, nested as git nests them."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

# More wildcards than a person writes: matching them by backtracking could take longer than the whole audit.
_MOST_STARS_A_PART = 4
_MOST_STARS = 12
_LONGEST_LINE = 1000


@dataclass(frozen=True, slots=True)
class IgnoreRules:
    """Patterns by the folder they were written in, outermost first. The innermost that has a say decides."""

    layers: tuple[tuple[str, GitIgnoreSpec], ...] = ()

    def nested(self, folder: str, lines: Iterable[str]) -> IgnoreRules:
        """Return these rules with those of `folder` (relative to the root, "" for it) inside them."""
        spec = compile_patterns(lines)
        if spec is None:
            return self
        return IgnoreRules((*self.layers, (f"{folder}/" if folder else "", spec)))

    def ignores(self, path: str) -> bool:
        """Whether `path` (a folder's ends in "/") is ignored, given that its parents are not."""
        for prefix, spec in reversed(self.layers):
            verdict = spec.check_file(path[len(prefix) :]).include
            if verdict is not None:
                return verdict
        return False


def compile_patterns(lines: Iterable[str]) -> GitIgnoreSpec | None:
    """Compile .gitignore lines, passing over those that are no pattern; None where none is left."""
    wanted = [line for line in lines if line.strip() and not line.startswith("#") and _is_reasonable(line)]
    if not wanted:
        return None
    with warnings.catch_warnings():
        # A pattern such as [[:alpha:]] makes `re` warn; it is the audited tree's, so nobody here can mend it.
        warnings.simplefilter("ignore")
        return _compiled(wanted) or _compiled([line for line in wanted if _compiled([line])])


def _compiled(lines: Sequence[str]) -> GitIgnoreSpec | None:
    from pathspec import GitIgnoreSpec  # only here: most runs ask git instead, and this import is slow

    try:
        return GitIgnoreSpec.from_lines(lines) if lines else None
    except Exception:  # its error classes differ by version and by the regular expression engine that is installed
        return None


def _is_reasonable(line: str) -> bool:
    if len(line) > _LONGEST_LINE:
        return False
    stars = [len(re.findall(r"\*+", part)) for part in line.split("/")]
    return max(stars) <= _MOST_STARS_A_PART and sum(stars) <= _MOST_STARS
