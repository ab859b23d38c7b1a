"""Hooks of pre-commit: what runs before every commit."""

from __future__ import annotations

from groundrules.domain.facts import Command
from groundrules.domain.value import Literal, Value
from groundrules.extract.ci.run import Run
from groundrules.extract.tree import at, items, text, texts


def describe(document: Value, run: Run) -> None:
    """Tell a run which hooks there are. Hooks of the manual stage alone do not run by themselves."""
    run.system = "pre-commit"
    run.trigger("pre-commit")
    for repository in items(at(document, "repos")):
        address = at(repository, "repo")
        if isinstance(address, Literal) and isinstance(address.value, str) and address.value not in ("local", "meta"):
            revision = text(at(repository, "rev"))
            run.use(f"{address.value}@{revision}" if revision else address.value, address.span)
        for hook in items(at(repository, "hooks")):
            if set(texts(at(hook, "stages"))) != {"manual"}:
                _hook(hook, run)


def _hook(hook: Value, run: Run) -> None:
    """A hook's own entry with its arguments; the entry of a hook from elsewhere is not in the file."""
    arguments = texts(at(hook, "args"))
    before = len(run.commands)
    run.script(at(hook, "entry"), text(at(hook, "id")) or "")
    if arguments and len(run.commands) > before:
        last = run.commands.pop()
        run.command(Command((*last.words, *arguments), last.span, last.where, last.job))
