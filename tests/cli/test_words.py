"""The options' words are written out where they are cheap to import: here they are held against their owners."""

from __future__ import annotations

from groundrules.cli import option
from groundrules.domain import rule
from groundrules.report import FORMATS


def test_words_are_those_of_the_domain() -> None:
    assert option.PERSONAS == rule.PERSONAS
    assert option.SEVERITIES == rule.SEVERITIES
    assert option.CONFIDENCES == rule.CONFIDENCES


def test_formats_are_those_of_the_report() -> None:
    assert list(option.FORMATS) == list(FORMATS)
