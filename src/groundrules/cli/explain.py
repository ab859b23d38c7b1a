"""`groundrules explain RULE`."""

from __future__ import annotations

import click


@click.command()
@click.argument("rule")
@click.option("--color", type=click.Choice(("auto", "always", "never")), default="auto", help="Colour [auto].")
def explain(rule: str, color: str) -> None:
    """Tell what a rule judges, why, when it stays silent, and show an example of each kind."""
    import os
    import sys

    from groundrules.cli.explanation import explanation
    from groundrules.cli.terminal import text_width, wants_color, write_stdout
    from groundrules.domain.errors import GroundrulesError, nearest
    from groundrules.knowledge import load_guidance, load_rules, rules_root

    root = rules_root()
    guidance = load_guidance(root)
    known = load_rules(root, guidance=guidance)
    if rule not in known:
        hint = nearest(rule, known) or "; `groundrules rules` lists them"
        raise GroundrulesError(f"no rule is called {rule!r}{hint}")
    is_terminal = sys.stdout.isatty()
    text = explanation(known[rule], guidance, root.parent / "fixtures" / "rules", text_width(os.environ, is_terminal))
    write_stdout(text if wants_color(color, os.environ, is_terminal) else click.unstyle(text))
