"""Records that do not fit: targets left as placeholders, template variables left in, formats mixed."""

from __future__ import annotations

import re

from groundrules.datasets.record import Problem, Record
from groundrules.domain.dataset import RecordFormat

_WORDS = r"(?:ideal|generated|your|insert|add|answer|response|expected|placeholder|completion|text here|output|reply)"
_PLACEHOLDER = re.compile(
    rf"""(?ix) \s* (?:
      <[^<>/]*\b{_WORDS}\b[^<>/]*>                              # <ideal generated text>
    | [(\[] \s* (?:insert|add|provide|write|your)\b[^()\[\]]*
        \b(?:here|answer|response|reply|text|content)\b[^()\[\]]*[)\]]
    | [(\[] \s* insert\s[^()\[\]]{{3,}} [)\]]                    # (Insert appropriate response)
    | (?:high|low|good|bad|poor|medium)[- ]quality\ (?:response|answer|completion)\ ?\d*
    | (?:chosen|rejected|preferred|sample|example|dummy|test)\ (?:response|answer|completion|output)\ ?\d*
    | your\ (?:answer|response|text|output)\ (?:goes\ )?here
    | (?:lorem\ ipsum\b.*) | todo:?.{{0,40}} | tbd | fixme:?.{{0,40}} | \.\.\. | … | placeholder
    ) \s* (?:END|\#\#\#)? \s*"""
)
_VARIABLE = re.compile(r"\{\{\s*([A-Za-z_][\w.]{0,60})\s*\}\}")
_TEMPLATING = re.compile(
    r"(?i)jinja|mustache|handlebars|template|liquid|helm|ansible|angular|vue|django|twig|placeholder|\{%|\bdbt\b|</|`"
    r"|workflow|github actions|\bv-(?:if|for)\b"
)


def problems_of(record: Record, wanted: RecordFormat | None) -> tuple[Problem, ...]:
    """Everything wrong with a normalised record, those of its shape first. `wanted` is the provider's format."""
    problems = [*record.problems]
    if wanted and record.format != wanted and record.format not in {"unknown", "columns"}:
        problems.append(("wrong-format", f"the record is written as {record.format}; the provider takes {wanted}"))
    if _PLACEHOLDER.fullmatch(record.target[:400]) and record.target.strip():
        problems.append(("placeholder-target", f"the target is '{record.target.strip()[:60]}'"))
    problems.extend(_left_over(record))
    return tuple(problems)


def _left_over(record: Record) -> list[Problem]:
    given = f"{record.system}\n{record.prompt}"
    if ("{{" not in record.target and "{{" not in given) or _TEMPLATING.search(f"{given}\n{record.target}"):
        return []
    in_target = set(_VARIABLE.findall(record.target))
    in_prompt = set(_VARIABLE.findall(given))
    # A variable on both sides is kept on purpose: translating or rewriting a text that has one.
    left = sorted(in_target ^ in_prompt)
    if not left:
        return []
    return [("template-variable", f"'{{{{{left[0]}}}}}' was never filled in")]
