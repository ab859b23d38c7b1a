"""Assets as records: each once, under an id of its own, in the project it stands in, with nothing secret."""

from __future__ import annotations

from groundrules.domain.evaluation import Evaluation
from groundrules.domain.location import Location
from groundrules.domain.model_call import ModelCall
from groundrules.domain.project import Project
from groundrules.domain.unknown import Setting, known, unknown
from groundrules.report.asset import records_of
from groundrules.report.asset_value import plain, values_of


def call(place: str, **values: Setting) -> ModelCall:
    path, _, line = place.partition(":")
    return ModelCall(
        id="call:x", kind="model_call", product="OpenAI", product_id="openai", location=Location(path, int(line)),
        model=known("gpt-4o-mini"), values=values,
    )  # fmt: skip


def project(path: str, *calls: ModelCall, evaluations: list[Evaluation], own: list[Evaluation]) -> Project:
    return Project(
        path=path, name=path, location=Location(path), model_calls=list(calls), evaluations=evaluations,
        own_evaluations=own,
    )  # fmt: skip


def test_assets_that_share_an_id_are_told_apart_by_their_places() -> None:
    found = records_of([project(".", call("b.py:1"), call("a.py:1"), evaluations=[], own=[])])
    assert [(record.id, record.location.path) for record in found] == [("call:x", "a.py"), ("call:x#2", "b.py")]


def test_an_evaluation_around_several_projects_is_told_once_and_in_its_own() -> None:
    evaluation = Evaluation(
        id="evaluation:top", kind="evaluation", product="promptfoo", product_id="promptfoo", location=Location("e.yaml")
    )
    inner = project("app", call("app/a.py:1"), evaluations=[evaluation], own=[])
    outer = project("outer", evaluations=[evaluation], own=[evaluation])
    assert [(record.id, record.project) for record in records_of([inner, outer])] == [
        ("call:x", "app"), ("evaluation:top", "outer"),
    ]  # fmt: skip


def test_a_field_knows_more_than_the_catalogue_unless_it_is_not_set() -> None:
    asset = call("a.py:1", model=known("of the catalogue"), temperature=unknown("computed"))
    values = values_of(asset)
    assert (values["model"].value, values["temperature"].state) == ("gpt-4o-mini", "unknown")
    assert list(values) == sorted(values)


def test_what_goes_by_the_name_of_a_secret_is_masked_whatever_it_looks_like() -> None:
    values = values_of(call("a.py:1", api_key=known("plain words"), max_tokens=known(5)))
    assert set(values["api_key"].value) == {"•"}
    assert values["max_tokens"].value == 5
    assert plain({"headers": {"Authorization": "Bearer x"}, "tokens": "many"}) == {
        "headers": {"Authorization": "••••••••"}, "tokens": "many",
    }  # fmt: skip
