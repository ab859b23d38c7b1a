"""A model that several calls of a project name is spoken of once."""

from __future__ import annotations

from collections import defaultdict

from groundrules.domain.model_call import ModelCall
from groundrules.domain.project import Project

JUDGED = ("product", "evaluation")
"""Roles that everybody hears of; what tests and examples name is told apart by itself."""


def tell_models_apart(project: Project) -> None:
    """Joins the calls that name one model: the first of them speaks, product code before evaluations and the rest."""
    groups: dict[tuple[str, bool], list[ModelCall]] = defaultdict(list)
    for call in sorted(project.model_calls, key=lambda call: (call.role != "product", call.location.cell is not None)):
        if call.model.state == "set" and call.retires:
            groups[_named(call), call.role in JUDGED].append(call)
    for first, *others in groups.values():
        first.same_model = others
        for call in others:
            call.repeats_model = True


def _named(call: ModelCall) -> str:
    """The model whatever it is written as; a fine-tuned one is its own."""
    return call.retiring_name if call.model_facts is None or call.is_fine_tuned else call.model_facts.name
