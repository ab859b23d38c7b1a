"""One requirement of a Python package as manifests write it: a name, extras, a specifier, markers, an address."""

from __future__ import annotations

import re

from groundrules.domain.facts import Dependency
from groundrules.domain.location import Span

_REQUIREMENT = re.compile(
    r"\s*(?P<name>[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(?:\[[^\]]*\])?\s*"
    r"(?:@\s*(?P<address>\S+)|\(?(?P<specifier>[^;#@()]*)\)?)"
)
_EGG = re.compile(r"[#&]egg=([A-Za-z0-9][\w.-]*)")
_ADDRESS = re.compile(r"(?:git|hg|svn|bzr)\+|https?://|file:|ssh://|git@")
_REPOSITORY = re.compile(r"/([\w.-]+?)(?:\.git)?(?:@[^/]*)?(?:#.*)?$")
_SPECIFIER = re.compile(r"(?:(?:===|==|~=|!=|<=|>=|<|>|=)\s*[\w.*+!-]+\s*,?\s*)*")
_PINNED = re.compile(r"={1,3}\s*([\w.+!-]+)")


def normalised(name: str) -> str:
    """A package name as PEP 503 compares it: small letters, one hyphen for each run of `-`, `_` and `.`."""
    return re.sub(r"[-_.]+", "-", name).lower()


def requirement(text: str, span: Span, group: str = "") -> Dependency | None:
    """The package that a requirement names, or None where it names none (an option, a path, an address without one).

    `version` is given where the requirement pins one exactly.
    """
    if _ADDRESS.match(text.strip()):
        return _of_address(text.strip(), span, group)
    match = _REQUIREMENT.match(text)
    if match is None:
        return None
    if match["address"]:
        return Dependency(normalised(match["name"]), "pypi", "@ " + match["address"], "", span, group)
    specifier = (match["specifier"] or "").strip()
    valid = _SPECIFIER.fullmatch(specifier)
    if valid is None:
        return None
    return Dependency(normalised(match["name"]), "pypi", specifier, pinned_version(specifier), span, group)


def pinned_version(specifier: str) -> str:
    """The version that a specifier allows alone, or empty."""
    match = _PINNED.fullmatch(specifier.strip())
    return match[1] if match and "*" not in specifier else ""


def _of_address(text: str, span: Span, group: str) -> Dependency | None:
    """A package by address: its name is in `#egg=`, or is taken to be that of its repository."""
    address = text.split()[0]
    name = _EGG.search(address) or (_REPOSITORY.search(address) if "git" in address else None)
    return Dependency(normalised(name[1]), "pypi", "@ " + address, "", span, group) if name else None
