"""A rule ready to run: its condition compiled, the rest compiled when it first speaks."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from groundrules.check.expression import Expression, Scope, compile_condition, compile_expression
from groundrules.check.message import Message, compile_message
from groundrules.check.place import is_place, is_places
from groundrules.domain.errors import GroundrulesError, nearest
from groundrules.domain.rule import CONFIDENCES, JUDGED, ConfidenceName, Family, Persona, Rule, Severity

T = TypeVar("T")


class CompiledRule:
    """A rule with its expressions compiled; each mistake in one has the rule's path and the line of its key."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        if rule.judges not in JUDGED:
            problem = f"nothing is called {rule.judges!r}{nearest(rule.judges, JUDGED)}"
            raise self._mistake(GroundrulesError(problem), "judges")
        if rule.family is None:
            raise self._mistake(GroundrulesError("a rule stands in the folder of its family"), "id")
        self.family: Family = rule.family
        self.scope = Scope.of(rule.judges)
        self.when = self._at("when", compile_condition, rule.when)

    @functools.cached_property
    def at(self) -> Expression:
        """Where a finding stands."""
        return self._place("at", self.rule.at, is_place, "a place")

    @functools.cached_property
    def message(self) -> Message:
        """What a finding says."""
        return self._at("message", compile_message, self.rule.message)

    @functools.cached_property
    def label(self) -> Message:
        """What stands beside the place."""
        return self._at("label", compile_message, self.rule.label)

    @functools.cached_property
    def related(self) -> list[tuple[Expression, Message]]:
        """Further places, each with its message."""
        return [
            (
                self._place(f"related.{source}", source, is_places, "a place or a list of places"),
                self._at(f"related.{source}", compile_message, text),
            )
            for source, text in self.rule.related.items()
        ]

    @functools.cached_property
    def evidence(self) -> list[tuple[str, Expression]]:
        """Named values."""
        return [
            (name, self._at(f"evidence.{name}", compile_expression, source))
            for name, source in self.rule.evidence.items()
        ]

    @functools.cached_property
    def severity_when(self) -> list[tuple[Severity, Expression]]:
        """Conditions of another severity, in order."""
        return self._levels("severity_when", self.rule.severity_when)

    @functools.cached_property
    def persona_when(self) -> list[tuple[Persona, Expression]]:
        """Conditions of another persona, in order."""
        return self._levels("persona_when", self.rule.persona_when)

    @functools.cached_property
    def confidence_when(self) -> list[tuple[ConfidenceName, Expression]]:
        """Conditions of another confidence, in order."""
        return self._levels("confidence_when", self.rule.confidence_when)

    @functools.cached_property
    def confidence(self) -> Expression | None:
        """The expression of the confidence; None where the rule states a level."""
        if self.rule.confidence in CONFIDENCES:
            return None
        expression = self._at("confidence", compile_expression, self.rule.confidence)
        shape = expression.shape
        if not shape.words or shape.anything or not shape.words <= set(CONFIDENCES):
            problem = f"a confidence is {', '.join(CONFIDENCES)}, or an expression that gives one of them"
            raise self._mistake(GroundrulesError(problem), "confidence")
        return expression

    def verify(self) -> None:
        """Compile everything now. Errors: `GroundrulesError` with the rule's path and line."""
        for name, member in vars(CompiledRule).items():
            if isinstance(member, functools.cached_property):
                getattr(self, name)

    def _levels(self, key: str, conditions: Mapping[T, str]) -> list[tuple[T, Expression]]:
        return [(level, self._at(f"{key}.{level}", compile_condition, source)) for level, source in conditions.items()]

    def _place(self, key: str, source: str, fits: Callable[..., bool], wanted: str) -> Expression:
        expression = self._at(key, compile_expression, source)
        if not fits(expression.shape):
            raise self._mistake(GroundrulesError(f"`{source}` is not {wanted}"), key)
        return expression

    def _at(self, key: str, compile_it: Callable[[str, Scope], T], source: str) -> T:
        try:
            return compile_it(source, self.scope)
        except GroundrulesError as error:
            raise self._mistake(error, key) from None

    def _mistake(self, error: GroundrulesError, key: str) -> GroundrulesError:
        lines = self.rule.lines
        line = lines.get(key) or lines.get(key.partition(".")[0]) or 1
        return GroundrulesError(f"{key.partition('.')[0]}: {error.message}", self.rule.path or self.rule.id, line)


def verify_rules(rules: Iterable[Rule]) -> None:
    """Compile every part of rules, also what would be compiled only once they speak: for packs, and for our tests.

    Errors: `GroundrulesError` with the rule's path and line.
    """
    for rule in rules:
        CompiledRule(rule).verify()
