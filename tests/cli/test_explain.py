from __future__ import annotations

from pathlib import Path

import pytest

from groundrules.cli.explanation import explanation
from groundrules.domain.catalogue import Guidance, Statement
from groundrules.domain.rule import Rule
from groundrules.knowledge import load_guidance, load_rules, rules_root
from tests.cli.project import run_group

RULES = load_rules(rules_root())


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_every_rule_is_explained_whole(rule: Rule) -> None:
    result = run_group("explain", rule.id)
    assert result.exit_code == 0
    said = " ".join(result.stdout.split())
    assert said.startswith(f"{rule.id}: {rule.title}")
    for text in (rule.why, rule.instead, *rule.silent_when, *rule.known_misses):
        assert " ".join(text.split()) in said.replace(" - ", " ") or " ".join(text.split()) in said
    for statement in load_guidance(rules_root()).statements:
        assert (f"{statement.id}: " in said) == (statement.id in rule.guidance)
    for reference in rule.references:
        assert reference in said


def test_an_unknown_rule_is_answered_with_the_nearest() -> None:
    result = run_group("explain", "no-eval")
    assert result.exit_code == 2
    assert result.stderr == "error: no rule is called 'no-eval' (did you mean 'no-evals'?)\n"


def rule() -> Rule:
    return Rule(
        id="no-words",
        title="a title",
        severity="warning",
        persona="regular",
        since="0.1.0",
        guidance=("need.one",),
        judges="fine_tune_job",
        when="job.records < 10\nand project.is_served",
        at="job.location",
        message="m",
        why="First paragraph.\n\nSecond paragraph, which is long enough that it has to be folded at forty columns.",
        instead="do less",
        references=("https://example.com/a",),
        family="fine-tuning",
        severity_when={"error": "job.records < 3"},
        silent_when=("it is a demonstration that is long enough to be folded",),
    )


GUIDANCE = Guidance("the guide", "s", "2026-06", (Statement("need.one", need="a thing", best="another"),))


def case(fixtures: Path, name: str, files: dict[str, str]) -> None:
    for file, text in files.items():
        path = fixtures / "fine-tuning" / "no-words" / name / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def test_the_page_of_a_rule(tmp_path: Path) -> None:
    case(
        tmp_path,
        "bad-many",
        {"a.py": "first = 1\n", "train.py": "job = 1\n", "expected.txt": "train.py:1:1 no-words\n"},
    )
    case(tmp_path, "bad-other", {"b.py": "other = 1\n"})
    case(tmp_path, "good-few", {"data.jsonl": "\n".join(f'{{"n": {n}}}' for n in range(9))})
    assert explanation(rule(), GUIDANCE, tmp_path, 44) == (
        "\x1b[1mno-words\x1b[0m: a title\n"
        "  warning, persona regular, fine-tuning, since 0.1.0, fix: none\n"
        "\n"
        "\x1b[1mJudges\x1b[0m\n"
        "  every fine tune job where:\n"
        "    job.records < 10\n"
        "    and project.is_served\n"
        "\n"
        "\x1b[1mSeverity\x1b[0m\n"
        "  error where job.records < 3\n"
        "  else warning\n"
        "\n"
        "\x1b[1mWhy\x1b[0m\n"
        "  First paragraph.\n"
        "\n"
        "  Second paragraph, which is long enough\n"
        "  that it has to be folded at forty columns.\n"
        "\n"
        "\x1b[1mInstead\x1b[0m\n"
        "  do less\n"
        "\n"
        "\x1b[1mGuidance (the guide, 2026-06)\x1b[0m\n"
        "  - need.one: a thing → another\n"
        "\n"
        "\x1b[1mSilent when\x1b[0m\n"
        "  - it is a demonstration that is long\n"
        "    enough to be folded\n"
        "\n"
        "\x1b[1mA bad example\x1b[0m (bad-many)\n"
        "  \x1b[4mtrain.py\x1b[0m\n"
        "  | job = 1\n"
        "  \x1b[4ma.py\x1b[0m\n"
        "  | first = 1\n"
        "\n"
        "\x1b[1mA good example: silence\x1b[0m (good-few)\n"
        "  \x1b[4mdata.jsonl\x1b[0m\n"
        '  | {"n": 0}\n'
        '  | {"n": 1}\n'
        '  | {"n": 2}\n'
        '  | {"n": 3}\n'
        "  | … 5 more lines\n"
        "\n"
        "\x1b[1mReferences\x1b[0m\n"
        "  https://example.com/a\n"
    )


def test_without_fixtures_there_are_no_examples(tmp_path: Path) -> None:
    assert "example:" not in explanation(rule(), GUIDANCE, tmp_path / "absent", 80)


def test_colour_is_kept_for_who_asks() -> None:
    assert "\x1b[1m" in run_group("explain", "no-evals", "--color", "always").stdout
    assert "\x1b" not in run_group("explain", "no-evals").stdout
