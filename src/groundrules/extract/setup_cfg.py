"""setup.cfg: `install_requires` and the extras."""

from __future__ import annotations

import re

from groundrules.domain.facts import Dependency, FileFacts
from groundrules.extract.comment import suppressions
from groundrules.extract.lines import Lines
from groundrules.extract.requirement import requirement

_SECTION = re.compile(r"\[([^\]]+)\]")
_OPTION = re.compile(r"([\w.-]+)[ \t]*[=:]")


def fill(text: str, facts: FileFacts) -> None:
    """Add dependencies and suppressions to the facts of a setup.cfg."""
    facts.suppressions = suppressions(text, facts.kind)
    found: list[Dependency] = []
    section = option = ""
    lines = Lines(text)
    for number, line in enumerate(text.split("\n"), 1):
        content = line
        if match := _SECTION.match(line):
            section, option = match[1].strip(), ""
            continue
        if match := _OPTION.match(line):
            option, content = match[1], line[match.end() :]
        group = _group(section, option)
        content = content.split(" #")[0].strip()
        if group is not None and content and not content.startswith("#"):
            start = lines.offset(number) + line.index(content)
            dependency = requirement(content, lines.span(start, start + len(content)), group)
            found += [dependency] if dependency else []
    facts.dependencies = tuple(found)


def _group(section: str, option: str) -> str | None:
    """The group that an option of a section fills; None where it names no packages."""
    if section == "options" and option in ("install_requires", "tests_require"):
        return "" if option == "install_requires" else "test"
    return option if section == "options.extras_require" and option else None
