"""Lock files: names and locked versions, by line, without reading megabytes of them as trees."""

from __future__ import annotations

import re
from collections.abc import Iterator

from groundrules.domain.facts import Dependency, FileFacts
from groundrules.domain.source import SourceFile
from groundrules.extract.decoding import UnreadableError, read_text
from groundrules.extract.lines import Lines
from groundrules.extract.requirement import normalised

_TOML_PACKAGE = re.compile(
    r"^\[\[package\]\]\n(?:[^\[\n]*\n){0,20}?name = \"([^\"\n]+)\"\n(?:[^\[\n]*\n){0,20}?version = \"([^\"\n]+)\"",
    re.MULTILINE,
)
_NPM_PACKAGE = re.compile(
    r"\"node_modules/((?:@[\w.-]+/)?[\w.-]+)\"\s*:\s*\{\s*(?:\"name\"\s*:\s*\"[^\"]*\"\s*,\s*)?\"version\"\s*:\s*\"([^\"]+)\""
)
_NPM_1_PACKAGE = re.compile(r"^    \"((?:@[\w.-]+/)?[\w.-]+)\": \{\n      \"version\": \"([^\"]+)\"", re.MULTILINE)
_PIPFILE_PACKAGE = re.compile(
    r"^        \"([\w.-]+)\": \{\n((?:            [^\n]*\n)*?) {12}\"version\": \"==([^\"]+)\"", re.MULTILINE
)
_YARN_PACKAGE = re.compile(r"^\"?((?:@[\w.-]+/)?[\w.-]+)@[^\n]*:\n  version:? \"?([^\"\s]+)", re.MULTILINE)

_PATTERNS = {
    "uv.lock": (_TOML_PACKAGE,),
    "poetry.lock": (_TOML_PACKAGE,),
    "pdm.lock": (_TOML_PACKAGE,),
    "package-lock.json": (_NPM_PACKAGE, _NPM_1_PACKAGE),
    "npm-shrinkwrap.json": (_NPM_PACKAGE, _NPM_1_PACKAGE),
    "pipfile.lock": (_PIPFILE_PACKAGE,),
    "yarn.lock": (_YARN_PACKAGE,),
    "pnpm-lock.yaml": (re.compile(r"^  '?/?((?:@[\w.-]+/)?[\w.-]+)[@/](\d[^:(\s']*)[':(]", re.MULTILINE),),
    "bun.lock": (re.compile(r"^    \"((?:@[\w.-]+/)?[\w.-]+)\": \[\"@?[^\"@]+@([^\"]+)\"", re.MULTILINE),),
}
_NPM = frozenset(("package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock"))


def is_lock_file(path: str) -> bool:
    """Whether a path is that of a lock file we know."""
    return path.lower().rpartition("/")[2] in _PATTERNS


def read(source: bytes, file: SourceFile) -> FileFacts:
    """The locked versions of a lock file; packages nested below another npm package are left out."""
    return read_text(source, file, fill)


def fill(text: str, facts: FileFacts) -> None:
    """Add dependencies to the facts of a file. Raises `UnreadableError`."""
    name = facts.path.lower().rpartition("/")[2]
    found: tuple[Dependency, ...] = ()
    for pattern in _PATTERNS[name]:
        found = found or tuple(_locked(pattern, text, name in _NPM))
    if not found and len(text) > 1_000:
        raise UnreadableError("not parseable", "a lock file of an unknown form")
    facts.dependencies = found


def _locked(pattern: re.Pattern[str], text: str, is_npm: bool) -> Iterator[Dependency]:
    lines = Lines(text)
    for match in pattern.finditer(text):
        name = match[1].lower() if is_npm else normalised(match[1])
        span = lines.span(*match.span(1))
        yield Dependency(name, "npm" if is_npm else "pypi", "", match[pattern.groups], span, "lock")
