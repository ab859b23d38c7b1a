"""The stage: every rule about every entity it judges, and what remains to be shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from groundrules.check.baseline import gone, part
from groundrules.check.compiled import CompiledRule
from groundrules.check.fingerprint import tell_apart
from groundrules.check.group import grouped
from groundrules.check.judgement import judge
from groundrules.check.selection import is_heard, is_under, is_wanted, selected
from groundrules.check.suppress import Asked, suppress
from groundrules.domain.facts import Suppression
from groundrules.domain.finding import Finding
from groundrules.domain.outcome import UnusedSuppression
from groundrules.domain.project import Project
from groundrules.domain.rule import Rule
from groundrules.domain.settings import Settings
from groundrules.domain.unknown import UnknownTouchedError

_ENTITIES = {
    "fine_tune_job": "jobs",
    "dataset": "datasets",
    "vector_store": "vector_stores",
    "retrieval_step": "retrieval_steps",
    "retrieval_pipeline": "retrieval_pipelines",
    "embedding": "embeddings",
    "model_call": "model_calls",
    "prompt": "prompts",
    "evaluation": "own_evaluations",
}
"""The field of a project that holds the entities of a kind."""

_HEARD_ROLES = ("product", "evaluation")


@dataclass(slots=True)
class Checked:
    """What the rules have to say.

    `findings` are to be shown, by path, line and rule; `ungrouped` are those one by one, with those of the baseline;
    `suppressed` were silenced by the user, each saying by what. `poisoned` counts by rule the entities of which
    something asked for is not known; `hidden` counts what this persona does not hear, by the persona that would.
    """

    findings: list[Finding] = field(default_factory=list)
    suppressed: list[Finding] = field(default_factory=list)
    unused_suppressions: list[UnusedSuppression] = field(default_factory=list)
    ungrouped: list[Finding] = field(default_factory=list)
    poisoned: dict[str, int] = field(default_factory=dict)
    hidden: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Run:
    findings: list[Finding] = field(default_factory=list)
    poisoned: Counter[str] = field(default_factory=Counter)
    asked: Asked = field(default_factory=Asked)


def check(
    projects: Iterable[Project],
    rules: Mapping[str, Rule],
    settings: Settings,
    suppressions: Mapping[str, Sequence[Suppression]] | None = None,
) -> Checked:
    """Judge projects by rules, and leave out what the user has silenced or does not want to see.

    `suppressions` are those of each file by its path.
    Errors: `GroundrulesError` for a rule whose condition is not in the language, or a selection that names no rule.
    """
    run = _ask_all(list(projects), selected(rules, settings), settings)
    ordered = tell_apart(sorted(run.findings, key=_place))
    open_findings, silenced, unused = suppress(ordered, suppressions or {}, rules, settings, run.asked)
    every = [finding for finding in open_findings if is_wanted(finding, settings)]
    new, accepted = part(every, settings.baseline)
    silenced = sorted([*silenced, *accepted], key=_place)
    unused = [*unused, *gone(ordered, settings.baseline, rules, run.asked, settings.only)]
    wanted = grouped(new, rules)
    return Checked(
        sorted((finding for finding in wanted if is_heard(finding.persona, settings)), key=_place),
        [finding for finding in silenced if is_wanted(finding, settings) and is_heard(finding.persona, settings)],
        [problem for problem in unused if is_under(problem.location.path, settings.only)],
        [finding for finding in every if is_heard(finding.persona, settings)],
        {rule: count for rule, count in sorted(run.poisoned.items()) if count},
        dict(Counter(finding.persona for finding in wanted if not is_heard(finding.persona, settings))),
    )


def _ask_all(projects: list[Project], rules: list[Rule], settings: Settings) -> _Run:
    """Ask every rule, also those that this persona does not hear: what is hidden is counted, and known to be asked."""
    run = _Run()
    for rule in rules:
        run.asked.rules.add(rule.id)
        judged = [(entity, project) for project in projects for entity in entities_of(project, rule.judges)]
        compiled = CompiledRule(rule) if judged else None
        for entity, project in judged:
            if compiled is not None:
                _ask(run, compiled, entity, project, settings)
    return run


def _ask(run: _Run, compiled: CompiledRule, entity: Any, project: Project, settings: Settings) -> None:
    for_auditor = is_for_auditor(entity, project)
    rule = compiled.rule
    try:
        finding = judge(compiled, entity, project, for_auditor)
    except UnknownTouchedError:
        run.asked.poisoned.add((rule.id, entity.location.path))
        personas = ("auditor",) if for_auditor else (rule.persona, *rule.persona_when)
        run.poisoned[rule.id] += any(is_heard(persona, settings) for persona in personas)
        return
    if finding is not None:
        run.findings.append(finding)


def entities_of(project: Project, judges: str) -> Iterator[Any]:
    """The entities of a project that a rule of this kind judges."""
    if judges == "project":
        yield project
    else:
        yield from getattr(project, _ENTITIES[judges])


def is_for_auditor(entity: Any, project: Project) -> bool:
    """Whether only the auditor hears of it: tests, examples and the like, and everything in a library."""
    return project.kind == "library" or getattr(entity, "role", "product") not in _HEARD_ROLES


def _place(finding: Finding) -> tuple[str, int, int, int, str]:
    place = finding.location
    return place.path, place.cell or 0, place.line, place.column, finding.rule
