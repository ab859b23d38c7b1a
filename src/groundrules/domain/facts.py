"""What one file says, whatever its language: pure data, msgpack-able, that names no other file's facts."""

from __future__ import annotations

from typing import Literal as OneOf

import msgspec

from groundrules.domain.location import Location, Span, location_of
from groundrules.domain.source import FileKind, FileRole, Skipped
from groundrules.domain.value import Entry, Value

LoopKind = OneOf["", "for", "while", "while true", "comprehension"]
Exit = OneOf["break", "return", "raise"]


class Import(msgspec.Struct, frozen=True):
    """A name brought in: `from openai import OpenAI as Client` binds `Client` to `openai.OpenAI`.

    A relative import keeps its dots (`..config.MODEL`). `from x import *` binds the name `*`. In JavaScript, whose
    module names hold dots, the target is `<module>:<member>` (`openai:default`, `./lib/prompts.js:SYSTEM`), and
    `openai:*` for the whole module.
    """

    name: str
    target: str
    scope: int
    span: Span
    cell: int | None = None


class Parameter(msgspec.Struct, frozen=True):
    """A parameter of a function, with its default and annotation as written. `*args` and `**more` keep their stars."""

    name: str
    default: Value | None = None
    annotation: str = ""


class Scope(msgspec.Struct, frozen=True):
    """A module, class or function. Scope 0 is the module; `parent` is the scope around it (-1 for the module).

    `decorators` are written values; `bases` are the base classes as dotted text; `returns` what it may give back
    (return and yield).
    """

    name: str
    kind: OneOf["module", "class", "function"]
    parent: int
    span: Span
    parameters: tuple[Parameter, ...] = ()
    decorators: tuple[Value, ...] = ()
    bases: tuple[str, ...] = ()
    returns: tuple[Value, ...] = ()
    docstring: str = ""
    cell: int | None = None


class Assignment(msgspec.Struct, frozen=True):
    """A value given to a name: `target` is dotted as written (`model`, `self.client`, `config.temperature`).

    An item has its key as JSON (`config["model"]`, `rows[0]`; `rows[]` where the key is not constant).
    Loop variables are assigned an `Element`; `with open(p) as f` assigns `f`; a class-level annotation without a
    value is an assignment of `Unknown("declared only")`. `cell` is the notebook cell.
    """

    target: str
    value: Value
    scope: int
    span: Span
    annotation: str = ""
    cell: int | None = None


class Call(msgspec.Struct, frozen=True):
    """A call as written.

    `callee` is a `Reference` (`client.chat.completions.create`), or a `Member` of another call's result
    (`OpenAI().chat...`, `splitter().split`). `keywords` are in order; `spreads` are `**` values; `starred` says that
    `*args` hides positional arguments. `loop` is the innermost loop around it within its function; `under_main` says
    that it stands under `if __name__ == "__main__"`; `handled` that a try block with an except clause is around it.
    """

    callee: Value
    scope: int
    span: Span
    arguments: tuple[Value, ...] = ()
    keywords: tuple[Entry, ...] = ()
    spreads: tuple[Value, ...] = ()
    starred: bool = False
    loop: LoopKind = ""
    under_main: bool = False
    handled: bool = False
    cell: int | None = None

    def keyword(self, name: str) -> Value | None:
        """The value given by keyword, if it is written out."""
        for entry in self.keywords:
            if entry.key == name:
                return entry.value
        return None


class Loop(msgspec.Struct, frozen=True):
    """A `while` (in JavaScript also a `do`, and a `for` without a condition), as far as it tells how it ends.

    `condition` is written text, empty where it goes on for ever; `exits` are the ways out in its own body (`raise` also
    for `throw`); `counts` says that a condition compares an amount or asks a name that is stepped in the loop;
    `goes_on_after_failure` that a handler in it neither leaves it nor raises. `names` are all names used in it.
    """

    span: Span
    scope: int
    condition: str = ""
    exits: tuple[Exit, ...] = ()
    counts: bool = False
    goes_on_after_failure: bool = False
    names: tuple[str, ...] = ()
    cell: int | None = None


class Command(msgspec.Struct, frozen=True):
    """A shell command: a script line, a Makefile recipe, `RUN`, a workflow's `run:`, `!pip` in a notebook, a README
    block, an npm script.

    `words` is the command split as a shell splits it, assignments of variables before it left out, line continuations
    joined. `where` names its container; `job` the CI job, make target or npm script it belongs to.
    `never_fails` says that its failure stops nothing (`|| true`, `continue-on-error`, `allow_failure`, `-` in make).
    """

    words: tuple[str, ...]
    span: Span
    where: OneOf["shell", "makefile", "dockerfile", "workflow", "notebook", "markdown", "npm script", "compose"]
    job: str = ""
    cell: int | None = None
    never_fails: bool = False


class Dependency(msgspec.Struct, frozen=True):
    """A package that a manifest or lock file names: normalised name, the specifier as written, the locked version."""

    name: str
    ecosystem: OneOf["pypi", "npm"]
    specifier: str = ""
    version: str = ""
    span: Span = Span(1)
    group: str = ""


class Workflow(msgspec.Struct, frozen=True):
    """CI configuration: what starts it, and the actions it uses. Its commands are in `FileFacts.commands`.

    `triggers` are GitHub's event names (`push`, `pull_request`, `schedule`, `workflow_dispatch`); other systems are
    mapped onto them. `uses` are actions and images with their spans.
    """

    system: OneOf["github", "gitlab", "circleci", "azure", "jenkins", "pre-commit", "other"]
    triggers: tuple[str, ...]
    uses: tuple[tuple[str, Span], ...] = ()
    never_fails: bool = False


class TextBlock(msgspec.Struct, frozen=True):
    """A stretch of prose or a fenced block of a document. `language` is empty for prose; `heading` is the one above."""

    text: str
    span: Span
    language: str = ""
    heading: str = ""
    cell: int | None = None


class SqlStatement(msgspec.Struct, frozen=True):
    """What an SQL statement says of vectors or models. `name` is as written, without quotes.

    `action` is what it does, and tells what `details` hold: "create extension"; "vector column" (table, column, type,
    dimension); "create index" (table, column, method, operator_class, cast, dimension, is_partial, and its options);
    "order by" a distance (column, cast, operator, given_as, is_descending, is_wrapped, is_limited, limit, is_first,
    table); "create model" (is_remote, is_tuned, and its options); "create cortex search service" (its settings);
    "call" of a function (arguments by position "0" and by name). What is not written is not there.
    """

    action: OneOf[
        "create extension", "vector column", "create index", "order by", "create model",
        "create cortex search service", "call",
    ]  # fmt: skip
    name: str
    span: Span
    details: tuple[Entry, ...] = ()

    def get(self, key: str) -> Value | None:
        """A detail; None where the statement does not say it."""
        return next((entry.value for entry in self.details if entry.key == key), None)


class Suppression(msgspec.Struct, frozen=True):
    """`groundrules: ignore[rule] reason` in a comment. `line` is the line covered; `until` an ISO date or empty."""

    rules: tuple[str, ...]
    line: int
    span: Span
    reason: str = ""
    until: str = ""
    cell: int | None = None


class FileFacts(msgspec.Struct):
    """Everything that one file says. Empty sections are the rule: a file fills those of its kind.

    `compared` are the names, dotted as written, and the keys that comparisons of code ask of;
    `documents` holds the roots of configuration (one a YAML document, one for JSON, TOML and .env);
    `blocks` the prose and fenced blocks of Markdown, or the whole text of a prompt file (one block);
    `statements` those of SQL files, and of the SQL in texts of code (each at the place of its text);
    `cell_lines` maps (cell, line) of a notebook to the line of the .ipynb file; `problems` says what could not
    be read.
    """

    path: str
    kind: FileKind
    role: FileRole
    imports: tuple[Import, ...] = ()
    scopes: tuple[Scope, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    calls: tuple[Call, ...] = ()
    loops: tuple[Loop, ...] = ()
    documents: tuple[Value, ...] = ()
    commands: tuple[Command, ...] = ()
    dependencies: tuple[Dependency, ...] = ()
    workflow: Workflow | None = None
    blocks: tuple[TextBlock, ...] = ()
    statements: tuple[SqlStatement, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    cell_lines: dict[str, int] = {}
    problems: tuple[Skipped, ...] = ()
    compared: tuple[str, ...] = ()

    def location(self, span: Span, cell: int | None = None) -> Location:
        """The place of a span of this file; in a notebook the span counts inside the cell."""
        file_line = self.cell_lines.get(f"{cell}:{span.line}") if cell else None
        return location_of(self.path, span, cell, file_line)
