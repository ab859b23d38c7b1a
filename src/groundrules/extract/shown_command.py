"""Commands that a document shows: blocks of shell, lines at prompts, unlabelled blocks that are clearly commands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from groundrules.domain.facts import Command, TextBlock
from groundrules.extract.lines import Lines
from groundrules.extract.shell import commands_in

_SHELLS = frozenset(
    ("sh", "bash", "shell", "zsh", "console", "terminal", "shell-session", "shellsession", "sh-session")
)
_UNLABELLED = frozenset(("text", "txt", "plain", "plaintext", "none"))
_PROMPT = re.compile(r"^[ \t]*(?:\([\w.-]+\)[ \t]*)?(?:[\w.-]+@[\w.-]+[^$#\n]{0,60})?(\$|%|❯|➜)[ \t]+(?=\S)")
# English words (make, just, source, inspect) are commands only where the line has the form of one
_PROGRAM = re.compile(
    r"(?:\./|(?:sudo[ \t]+)?(?:python[\d.]*|pip[\d.]*|pipx|uvx?|poetry|pdm|hatch|conda|mamba|npm|npx|pnpm|yarn|bunx?"
    r"|node|tsx|deno|docker|docker-compose|podman|kubectl|helm|git|cd|curl|wget|bash|sh|mkdir|cp|mv|chmod|apt|apt-get"
    r"|brew|openai|ollama|torchrun|accelerate|deepspeed|streamlit|uvicorn|flask|pytest|tox|nox|promptfoo|deepeval"
    r"|ragas|lm_eval|llamafactory-cli|axolotl|mlx_lm[\w.]*|huggingface-cli|hf|aws|gcloud|az|databricks|dvc|mlflow|wandb"
    r"|export(?=[ \t]+\w+=)|source(?=[ \t]+\S*[./])|(?:make|just)(?=(?:[ \t]+[\w./-]+)?[ \t]*$)"
    r"|inspect(?=[ \t]+eval)|modal(?=[ \t]+run)|llm(?=[ \t]+-))(?=[ \t]|$))"
)


def commands_shown(block: TextBlock) -> Iterator[Command]:
    """The commands of one block, each at its place; prompts and the output between commands are left out."""
    if block.language not in _SHELLS and block.language not in _UNLABELLED:
        return
    rows = block.text.split("\n")
    if any(_PROMPT.match(row) for row in rows):
        rows = _at_prompts(rows)
    elif block.language == "console" or (block.language in _UNLABELLED and not _are_commands(rows)):
        return
    text = "\n".join(rows)
    yield from commands_in(text, "markdown", lines=Lines(text, block.span.line, block.span.column))


def _at_prompts(rows: list[str]) -> list[str]:
    """The rows behind a prompt, and those that continue them; spaces keep the columns, blank rows the lines."""
    kept: list[str] = []
    continues = False
    for row in rows:
        prompt = _PROMPT.match(row)
        if prompt:
            row = " " * prompt.end() + row[prompt.end() :]
        kept.append(row if prompt or continues else "")
        continues = (prompt is not None or continues) and row.endswith("\\")
    return kept


def _are_commands(rows: list[str]) -> bool:
    """Whether every row that is not blank, a comment or a continuation begins with a program we know."""
    found = continues = False
    for row in rows:
        content = row.strip()
        if content and not continues and not content.startswith("#"):
            if not _PROGRAM.match(content):
                return False
            found = True
        continues = content.endswith("\\")
    return found
