"""`groundrules rules`: every rule, as a table or as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from groundrules.domain.rule import Rule

SCHEMA = "groundrules-rules/1"


@click.command()
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="Table or JSON [text].")
def rules(form: str) -> None:
    """List the rules: severity, persona and what each one says."""
    from groundrules.cli.terminal import write_stdout
    from groundrules.knowledge import load_rules, rules_root

    loaded = list(load_rules(rules_root()).values())
    write_stdout(as_json(loaded) if form == "json" else as_table(loaded), "utf-8" if form == "json" else None)


def as_table(loaded: Sequence[Rule]) -> str:
    """A block a family: id, severity, persona, title in columns."""
    width = max((len(rule.id) for rule in loaded), default=0)
    lines: list[str] = []
    for family in dict.fromkeys(rule.family for rule in loaded):
        members = [rule for rule in loaded if rule.family == family]
        rows = [f"  {rule.id:<{width}}  {rule.severity:<7}  {rule.persona:<8}  {rule.title}" for rule in members]
        lines += [f"{family} ({len(members)})", *rows, ""]
    return "\n".join([*lines, f"{len(loaded)} rules; `groundrules explain RULE` tells more", ""])


def as_json(loaded: Sequence[Rule]) -> str:
    """One object: `schema`, and `rules` with every key of their files."""
    import msgspec

    document = {"schema": SCHEMA, "rules": [_entry(rule) for rule in loaded]}
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n"


def _entry(rule: Rule) -> dict[str, Any]:
    """The rule as its file states it, with its family; where its keys stand is nobody's business here."""
    import msgspec

    stated: dict[str, Any] = msgspec.to_builtins(rule)
    return {name: value for name, value in stated.items() if name not in ("path", "lines")}
