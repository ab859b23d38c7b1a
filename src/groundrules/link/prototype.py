"""What shows that a project has only begun: no sign is enough alone, so each is named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from groundrules.domain.history import RepositoryAge
from groundrules.domain.project import Project
from groundrules.domain.source import SourceFile
from groundrules.domain.value import Literal, Mapping, walk
from groundrules.link.boundary import covers, project_of
from groundrules.link.evidence import Evidence
from groundrules.link.product.configuration import at_key
from groundrules.link.value.code import written_values
from groundrules.link.value.sources import folders_upwards

FEWEST_COMMITS = 30
FEWEST_DAYS = 30
SNAPSHOT_COMMITS = 3
"""So few commits are as often a finished thing that was published in one piece."""
SHORT_README = 200
"""Characters of prose below which a README says nothing."""
READ_CHARACTERS = 600
CODE = ("python", "javascript", "typescript")
VERSIONS = (
    ("pyproject.toml", "project.version"),
    ("pyproject.toml", "tool.poetry.version"),
    ("package.json", "version"),
)
FIRST_VERSION = re.compile(r"0\.0\.[1-9]\d*\b")
"""0.0.0 is no version: release tools and private packages write it."""
README = re.compile(r"(?i)readme(?:\.(?:md|rst|txt|markdown))?")
BEGINNING = re.compile(
    r"(?i)\b(?:proto-?type|proof[- ]of[- ]concept|work[- ]in[- ]progress|hackathon|toy (?:project|example|model)"
    r"|to ?do:? (?:write|add|describe)|prueba de concepto|machbarkeitsstudie|preuve de concept)\b|\b(?:PoC|POC|WIP)\b"
)
PLACEHOLDER = re.compile(
    r"(?i)<?(?:insert|replace|add|put|enter)?[-_ ]?(?:with[-_ ])?(?:your|my)[-_ ](?:[\w-]*[-_ ])?(?:key|token|id|model"
    r"|bucket|project|endpoint|secret)(?:[-_ ]\w+)*>?|change[-_ ]?me"
)
AT_HOME = re.compile(
    r"(?i)/(?:home|Users)/(?!(?:runner|app|user|ubuntu|vscode|jovyan|node|circleci)/)\w[\w.-]*/\S*|[a-z]:\\+Users\\+\w.*"
)
LONGEST_PLACEHOLDER = 160


class Prototypes:
    """Looks for the signs of a beginning in a project and the repository around it."""

    def __init__(self, evidence: Evidence, folders: list[str]) -> None:
        self.evidence = evidence
        self.folders = folders

    def attach(self, project: Project) -> None:
        """Note the signs, in words; those of a history that is not known are left out."""
        folder = "" if project.path == "." else project.path
        project.written_prototype_signs = tuple(self._written(folder))
        project.prototype_signs = (*project.written_prototype_signs, *self._wanting(project, folder))

    def _written(self, folder: str) -> Iterator[str]:
        """What somebody wrote that shows it."""
        files = [item for item in self.evidence.sources.tree.files if project_of(item.path, self.folders) == folder]
        product = [item for item in files if item.role == "product"]
        if not any(item.kind in CODE for item in product) and any(item.kind == "notebook" for item in product):
            yield "code in notebooks only"
        version = self._version(folder)
        if version is not None and FIRST_VERSION.match(version):
            yield f"version {version}"
        readme = self._readme(folder)
        if readme is not None and (said := BEGINNING.search(readme)) is not None:
            yield f'a README that says "{said.group()}"'
        if (placeholder := self._placeholder(product)) is not None:
            yield f"{placeholder} in code"

    def _wanting(self, project: Project, folder: str) -> Iterator[str]:
        """What a project that has grown would have: a small tool that is finished may do without."""
        if not any(item.role == "test" and self._is_near(item, folder) for item in self.evidence.sources.tree.files):
            yield "no tests"
        if not project.ci_files:
            yield "no CI"
        if isinstance(project.age, RepositoryAge) and is_young(project.age):
            yield _history_in_words(project.age)
        readme = self._readme(folder)
        if readme is not None and len(readme.partition("\n")[2]) < SHORT_README:
            yield "a README of a few words" if readme else "no README"

    def _is_near(self, file: SourceFile, folder: str) -> bool:
        own = project_of(file.path, self.folders)
        return covers(own, folder) or covers(folder, own)

    def _version(self, folder: str) -> str | None:
        for name, key in VERSIONS:
            facts = self.evidence.facts.get(f"{folder}/{name}".lstrip("/"))
            for document in facts.documents if facts is not None else ():
                for value in at_key(document, key) if isinstance(document, Mapping) else ():
                    if isinstance(value, Literal) and isinstance(value.value, str):
                        return value.value
        return None

    def _readme(self, folder: str) -> str | None:
        """The heading and first prose of the nearest README; empty where there is none, None where it is not read."""
        paths = self.evidence.sources.paths
        for base in folders_upwards(folder):
            for path in sorted(item for item in paths if item.startswith(base) and README.fullmatch(item[len(base) :])):
                file = self.evidence.sources.file(path)
                if file is None or not path.lower().endswith(("md", "markdown")):
                    return None
                prose = "\n".join(block.text for block in file.facts.blocks if not block.language).strip()
                heading = file.facts.blocks[0].heading if file.facts.blocks else ""
                return f"{heading}\n{prose[:READ_CHARACTERS]}"
        return ""

    def _placeholder(self, product: list[SourceFile]) -> str | None:
        """A value that somebody was to fill in, or that holds on one machine only, in code that was read."""
        for item in product:
            file = self.evidence.sources.files.get(item.path)
            for _, value in written_values(file.facts) if file is not None else ():
                for part in walk(value):
                    text = part.value if isinstance(part, Literal) else None
                    if isinstance(text, str) and (said := _stand_in(text.strip())) is not None:
                        return said
        return None


def _stand_in(text: str) -> str | None:
    """A value to be filled in, in words; None for any other."""
    if len(text) > LONGEST_PLACEHOLDER:
        return None
    if PLACEHOLDER.fullmatch(text):
        return f"'{text}'"
    return "a path of somebody's home folder" if AT_HOME.fullmatch(text) else None


def is_young(age: RepositoryAge) -> bool:
    """Whether there are few commits, or few days between them; a snapshot of another repository tells nothing."""
    few = age.commits < FEWEST_COMMITS or age.days < FEWEST_DAYS
    return age.is_whole and few and age.commits > SNAPSHOT_COMMITS


def _history_in_words(age: RepositoryAge) -> str:
    commits = "1 commit" if age.commits == 1 else f"{age.commits} commits"
    return f"{commits} within {'a day' if age.days < 2 else f'{age.days} days'}"
