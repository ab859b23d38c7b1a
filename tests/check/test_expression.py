from __future__ import annotations

import ast
import contextlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundrules.check.expression import LONGEST, Scope, compile_condition, compile_expression
from groundrules.check.runtime import RUNTIME
from groundrules.domain.dataset import DatasetProfile
from groundrules.domain.errors import GroundrulesError
from groundrules.domain.evaluation import Evaluation
from groundrules.domain.training_data import Dataset
from groundrules.domain.unknown import UNSET, UnknownTouchedError, known, unknown
from tests.check.example import job, place, project

_SCOPE = Scope.of("fine_tune_job")
_PROJECT = project(name="shop")


def _evaluation(name: str, **fields: Any) -> Evaluation:
    plain = {"id": name, "kind": "evaluation", "product": "p", "product_id": "p", "location": place(9), "name": name}
    return Evaluation(**{**plain, **fields})


_DATASET = Dataset(
    id="d",
    kind="dataset",
    product="p",
    product_id="p",
    location=place(2),
    name="faq",
    profile=DatasetProfile(("faq.jsonl",), records=400, top_cues=(("price", 7), ("date", 2))),
)
_JOB = job(
    base_model=known("m-1"),
    epochs=known(3),
    seed=unknown("from the environment"),
    dataset=_DATASET,
    has_validation=False,
    evaluations=[_evaluation("one", covers=("model",)), _evaluation("two", covers=("prompt",), is_smoke_run=True)],
    values={"suffix": known("v2")},
)
_EMPTY = job()


def _value(source: str, entity: object = _JOB) -> Any:
    return compile_expression(source, _SCOPE).value(entity, _PROJECT)


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("job.family == 'hosted'", True),
        ("job.base_name", "m-1"),
        ("job.epochs", 3),
        ("job.epochs == 3 and not job.epochs != 3", True),
        ("1 < job.epochs <= 3", True),
        ("1 < job.epochs < 3", False),
        ("3 > job.epochs", False),
        ("3 >= job.epochs >= 3", True),
        ("job.epochs in (1, 3)", True),
        ("job.epochs not in [1, 3]", False),
        ("job.epochs + 1 - 2 * 3 / 4", 2.5),
        ("-job.epochs", -3),
        ("job.early_stopping or 'nothing'", "nothing"),
        ("job.early_stopping is None", True),
        ("job.dataset is not None", True),
        ("job.dataset.profile.records < 1000", True),
        ("len(job.evaluations)", 2),
        ("len(job.base_name)", 3),
        ("any(e.is_smoke_run for e in job.evaluations)", True),
        ("all('model' in e.covers for e in job.evaluations)", False),
        ("any('model' in e.covers for e in job.evaluations if not e.is_smoke_run)", True),
        ("any(w == 'prompt' for e in job.evaluations for w in e.covers)", True),
        ("any(name == 'price' and n > 5 for name, n in job.dataset.profile.top_cues)", True),
        ("max(n for name, n in job.dataset.profile.top_cues)", 7),
        ("min(job.epochs, 2)", 2),
        ("round(10 / 3, 2)", 3.33),
        ("'many' if job.epochs > 10 else 'few'", "few"),
        ("job.values['suffix']", "v2"),
        ("job.values['other'] is None", True),
        ("'hop' in project.name", True),
        ("job.epochs.is_set and job.epochs.is_known and job.epochs.state == 'set'", True),
        ("job.seed.is_known", False),
        ("job.seed.text", "unknown"),
        ("project.uses_structured_output", False),
        ("(job.epochs == 3\n  and job.family == 'hosted')  # as in the guide", True),
        ("job.epochs == 3\nand True", True),
    ],
)
def test_the_language(source: str, value: object) -> None:
    assert _value(source) == value


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("job.dataset.profile.records", None),
        ("job.dataset.profile.records < 1000", False),
        ("job.dataset.profile.records >= 0", False),
        ("job.default_epochs > 1 or job.default_epochs <= 1", False),
        ("job.epochs < 'a'", False),
        ("job.base_name > 3", False),
        ("job.base_name < job.data_name", True),
        ("job.epochs + 1", None),
        ("job.base_model + 1 if job.base_model is not None else 0", 0),
        ("1 / 0", None),
        ("len(job.dataset.paths)", None),
        ("len(job.dataset.paths) == 0", False),
        ("any(p == 'x' for p in job.dataset.paths)", False),
        ("'x' in job.dataset.paths", False),
        ("'x' not in job.dataset.paths", True),
        ("3 in job.base_name", False),
        ("min(n for name, n in job.dataset.profile.top_cues)", None),
        ("max(job.epochs, 3)", None),
        ("round(job.default_epochs, 1)", None),
        ("99999999999 * 1e299 * 1e299", None),
    ],
)
def test_what_is_missing_or_does_not_fit_raises_nothing(source: str, value: object) -> None:
    assert _value(source, _EMPTY) == value


@pytest.mark.parametrize(
    "source",
    [
        "job.seed == 3",
        "job.seed is None",
        "not job.seed",
        "job.seed > 3",
        "job.seed in (1, 2)",
        "job.seed + 1 > 2",
        "len(job.seed) > 2",
        "job.stops_early",
        "not job.stops_early",
        "job.stops_early == False",
        "job.dataset.records < 10",
        "job.seed",
        "any(x == 1 for x in job.seed)",
        "any(e.name == job.seed for e in job.evaluations)",
        "max(job.seed, 1) > 2",
        "(job.seed, 1) == (1, 1)",
    ],
)
def test_unknown_poisons_what_touches_it(source: str) -> None:
    unsure = job(
        seed=unknown("from the environment"),
        stops_early=unknown("not told").read(),
        evaluations=[_evaluation("one")],
        dataset=Dataset(id="d", kind="dataset", product="p", product_id="p", location=place()),
    )
    with pytest.raises(UnknownTouchedError):
        compile_condition(source, _SCOPE).holds(unsure, _PROJECT)


@pytest.mark.parametrize("source", ["job.epochs == 4 and job.seed == 1", "job.epochs == 3 or job.seed == 1"])
def test_unknown_that_is_not_reached_poisons_nothing(source: str) -> None:
    assert compile_condition(source, _SCOPE).holds(_JOB, _PROJECT) is ("or" in source)


def test_a_setting_can_be_given_as_such() -> None:
    assert compile_expression("job.early_stopping", _SCOPE).evaluate(_JOB, _PROJECT) is UNSET
    assert compile_expression("job.seed", _SCOPE).evaluate(_JOB, _PROJECT) is _JOB.seed


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("job.familly", "`job` has no field 'familly' (did you mean 'family'?)"),
        ("jb.family", "nothing is called 'jb' here (did you mean 'job'?)"),
        ("job.family == 'hostd'", "'hostd' is none of 'hosted', 'local' (did you mean 'hosted'?)"),
        ("'hostd' == job.family", "did you mean 'hosted'"),
        ("job.family in ('hosted', 'lokal')", "did you mean 'local'"),
        ("job.evaluations.name", "holds many: ask any(... for x in job.evaluations)"),
        ("job.base_name.upper", "`job.base_name` has no fields"),
        ("job.epochs.value", "`job.epochs` has no field 'value'"),
        ("job.__class__", "no field '__class__'"),
        ("job._touched", "no field '_touched'"),
        ("any(e.__dict__ for e in job.evaluations)", "no field '__dict__'"),
        ("any(e.nam == 'x' for e in job.evaluations)", "did you mean 'name'"),
        ("any(job for job in job.evaluations)", "a loop cannot call its variable 'job'"),
        ("any(_e for _e in job.evaluations)", "a loop cannot call its variable '_e'"),
        ("any(e for e in job.splits_by_itself)", "is no list to loop over"),
        ("any(a == b for a, b in job.evaluations)", "does not fit what the loop gives"),
        ("any(e for e in job.evaluations) and e", "nothing is called 'e'"),
        ("any(job.evaluations)", "any() takes a loop"),
        ("any(True for x in job.evaluations for y in z)", "nothing is called 'z'"),
        ("open('/etc/passwd')", "the only calls are"),
        ("job.epochs.read()", "the only calls are"),
        ("anyy(e for e in job.evaluations)", "did you mean 'any'"),
        ("len(job.evaluations, 2)", "len() takes one argument"),
        ("len()", "at least one"),
        ("max(1, key=len)", "by position"),
        ("max(job.epochs)", "two values or more"),
        ("len(job.is_documented_only)", "has no length"),
        ("round(1, -10000000)", "0 to 10 digits"),
        ("(x for x in job.evaluations)", "`GeneratorExp`"),
        ("[x for x in job.evaluations]", "`ListComp`"),
        ("lambda: 1", "`Lambda`"),
        ("f'{job}'", "`JoinedStr`"),
        ("(x := 1)", "`NamedExpr`"),
        ("{1: 2}", "`Dict`"),
        ("2 ** 99", "`Pow`"),
        ("~1", "`Invert`"),
        ("'x' * 3", "`'x'` is no number"),
        ("job.evaluations[0]", "is no mapping"),
        ("job.values[job.base_name]", "a key is a text literal"),
        ("job.base_name is job.data_name", "`is` asks for None only"),
        ("b'x'", "a literal is"),
        ("...", "a literal is"),
        ("1j", "a literal is"),
        ("await job", "`Await`"),
        ("*job", "not an expression"),
        ("job.family =", "not an expression"),
        ("a) or (b", "unbalanced parenthesis"),
        ("", "an expression is missing"),
        ("# nothing", "an expression is missing"),
        ("x\x00", "not an expression"),
        ("'\\d' == 'x'", "not an expression"),
        ("(" * 300 + "1" + ")" * 300, "not an expression"),
        ("not " * 100 + "True", "nested too deeply"),
        ("-" * 1900 + "1", ""),
        ("1" * (LONGEST + 1), "at most 2000 characters"),
    ],
)
def test_whatever_is_outside_the_language_is_refused(source: str, words: str) -> None:
    with pytest.raises(GroundrulesError) as caught:
        compile_expression(source, _SCOPE)
    assert words in caught.value.message


def test_conditions_run_without_builtins() -> None:
    expression = compile_expression("any(e.is_smoke_run for e in job.evaluations)", _SCOPE)
    assert expression.function.__globals__["__builtins__"] == {}
    assert set(expression.function.__globals__) == set(RUNTIME)


_ATOMS = st.sampled_from(
    [
        "job",
        "project",
        "job.epochs",
        "job.seed",
        "job.dataset.profile",
        "job.evaluations",
        "1",
        "'a'",
        "None",
        "()",
        "x",
        "__import__('os')",
        "job.__class__",
        "print",
        "open",
        "type(job)",
        "job.values['a']",
        "True",
        "-1.5",
    ]
)
_FORMS = st.sampled_from(
    [
        "{} and {}",
        "{} < {}",
        "{} == {}",
        "{} in {}",
        "{} + {}",
        "({}, {})",
        "{}({})",
        "{}[{}]",
        "{} if {} else 1",
        "any({} for x in {})",
        "len({}) > {}",
        "max({}, {})",
        "lambda: ({}, {})",
        "[{} for x in {}]",
        "{} is {}",
        "f'{{{}}}{}'",
        "{} ** {}",
        "not {} or {}",
        "(y := {}) or {}",
        "round({}, {})",
        "{} / {}",
        "{} * {}",
    ]
)
_SOURCES = st.recursive(
    _ATOMS, lambda inner: st.builds(lambda form, a, b: form.format(a, b), _FORMS, inner, inner), max_leaves=8
)
_ALLOWED = {*RUNTIME, "job", "project", "x"} - {"__builtins__"}


@given(_SOURCES | st.text(max_size=40))
@settings(max_examples=300)
def test_random_expressions_compile_safely_or_are_refused(source: str) -> None:
    try:
        expression = compile_expression(source, _SCOPE)
    except GroundrulesError:
        return
    assert set(_names(expression.function.__code__)) <= _ALLOWED | _fields(source)
    with contextlib.suppress(UnknownTouchedError):
        expression.value(_JOB, _PROJECT)


def _names(code: Any) -> list[str]:
    nested = [name for constant in code.co_consts if hasattr(constant, "co_names") for name in _names(constant)]
    return [*code.co_names, *nested]


def _fields(source: str) -> set[str]:
    """Public attributes that the source itself writes out."""
    tree = ast.parse(f"({source}\n)", mode="eval")
    attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    return {name for name in attributes if not name.startswith("_")}
