"""Versions of packages: what a manifest's specifier lets in."""

from __future__ import annotations

import re
from itertools import zip_longest

CLAUSE = re.compile(r"(===|==|=|~=|~|\^|<=|<|>=|>|!=)?\s*v?(\d+(?:\.(?:\d+|\*|x))*)")
Version = tuple[int, ...]


def admits(specifier: str, boundary: str) -> bool:
    """Whether a specifier (`>=0.27,<1`, `^3.2`, `1.4.0`, empty) lets in some version from `boundary` on."""
    return any(_all_admit(part, numbers(boundary)) for part in specifier.split("||"))


def requires(specifier: str, boundary: str) -> bool:
    """Whether a specifier lets in no version from before `boundary`."""
    least = numbers(boundary)
    return all(
        any(match[1] not in ("<", "<=", "!=") and reaches(numbers(match[2]), least) for match in CLAUSE.finditer(part))
        for part in specifier.split("||")
    )


def numbers(version: str) -> Version:
    """The numbers that a version begins with: (1, 29, 0)."""
    match = re.match(r"\D{0,2}(\d+(?:\.\d+)*)", version.strip())
    return tuple(int(part) for part in match[1].split(".")) if match else ()


def reaches(version: Version, boundary: Version) -> bool:
    """Whether a version is a boundary, or above it."""
    for one, other in zip_longest(version, boundary, fillvalue=0):
        if one != other:
            return one > other
    return True


def _all_admit(specifier: str, boundary: Version) -> bool:
    return all(_admits(match[1] or "==", numbers(match[2]), boundary) for match in CLAUSE.finditer(specifier))


def _admits(operator: str, version: Version, boundary: Version) -> bool:
    if operator in (">=", ">", "!="):
        return True
    if operator in ("==", "===", "=", "<="):
        return reaches(version, boundary)
    return not reaches(boundary, version if operator == "<" else _end(operator, version))


def _end(operator: str, version: Version) -> Version:
    """The first version that a range of compatible ones leaves out."""
    if operator == "~=":
        position = max(len(version) - 2, 0)
    elif operator == "~":
        position = min(1, len(version) - 1)
    else:
        position = next((place for place, number in enumerate(version) if number), len(version) - 1)
    return (*version[:position], version[position] + 1)
