"""The verdict: figures where they can be had, reasons for and against a fine-tune, and unknown for the rest."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from groundrules.domain.catalogue import Guidance, Statement
from groundrules.domain.dataset import DatasetProfile, Interval, LlmTokens
from groundrules.domain.location import Location
from groundrules.domain.outcome import Outcome
from groundrules.domain.project import Project
from groundrules.domain.retrieval_step import RetrievalStep
from groundrules.domain.rule import Family
from groundrules.domain.unknown import UNSET, UnknownType, known, unknown
from groundrules.knowledge import load_guidance, rules_root
from groundrules.report.needs import Need
from groundrules.report.verdict.concern import Concern
from groundrules.report.verdict.cost import estimated_llm_tokens, fine_tune_cost, retrieval_cost, training_phrase
from groundrules.report.verdict.judgement import Judgement
from groundrules.report.verdict.page import page_of
from tests.report.sample_outcome import finding


@pytest.fixture
def project(outcome: Outcome) -> Project:
    outcome.findings = []
    outcome.guidance = load_guidance(rules_root())
    return outcome.projects[0]


def judged(project: Project, outcome: Outcome) -> Judgement:
    (judgement,) = page_of(project, outcome).fine_tunes
    return judgement


def concern(project: Project, outcome: Outcome, name: str, layer: str) -> Concern:
    return next(one for one in page_of(project, outcome).concerns if (one.name, one.layer) == (name, layer))


def need(project: Project, outcome: Outcome, name: str) -> Need | None:
    return next((one for one in page_of(project, outcome).needs if one.id == name), None)


def profile(**changes: object) -> DatasetProfile:
    told: dict[str, object] = {
        "paths": ("data/faq.jsonl",), "format": "openai-chat", "records": 4_000, "sampled": 4_000, "surveyed": 4_000,
        "task": "persona", "changing_facts": Interval(3, 4_000, 0.0003, 0.002),
        "llm_tokens": LlmTokens((100, 200), (3_000, 1_000), ((210, "data/faq.jsonl", 1),)),
    }  # fmt: skip
    return DatasetProfile(**{**told, **changes})  # type: ignore[arg-type]


def test_training_is_counted_in_llm_tokens_times_epochs(project: Project) -> None:
    (job,) = project.jobs
    project.datasets[0].profile = profile()
    job.epochs = known(3)
    at_least = "train/job.py:14 trains on at least 500,000 llm tokens an epoch (estimate by characters)"
    assert training_phrase(job) == f"{at_least}, 3 epochs, 1,500,000 in all"
    job.epochs = unknown("set at run time")
    assert training_phrase(job) == f"{at_least}, epochs unknown"
    job.epochs, job.default_epochs = UNSET, 1.0
    assert training_phrase(job) == f"{at_least}, 1 epoch"
    job.epochs = known("auto")
    assert training_phrase(job) == f"{at_least}, epochs unknown"


def test_records_that_were_not_looked_at_count_in_proportion(project: Project) -> None:
    project.datasets[0].profile = profile(records=40_000)
    assert "at least 5,000,000 llm tokens an epoch" in training_phrase(project.jobs[0])


def test_data_that_was_not_read_has_no_figure(project: Project) -> None:
    project.datasets[0].profile = None
    told = "train/job.py:14 trains on an unknown number of llm tokens (data not read)"
    assert training_phrase(project.jobs[0]) == told
    project.jobs[0].dataset = None
    assert training_phrase(project.jobs[0]) == told


def test_prompt_length_knows_scripts_that_take_more(project: Project) -> None:
    assert estimated_llm_tokens("a" * 400) == 100
    assert estimated_llm_tokens("営業時間") == 4
    assert estimated_llm_tokens("") == 1


def step(size: int, unit: str = "characters") -> RetrievalStep:
    place = Location("app/index.py", 8)
    return RetrievalStep(name="split", product="x", location=place, chunk_size=known(size), chunk_unit=unit)


def test_chunks_of_a_prompt_are_estimated_where_both_figures_are_certain(project: Project) -> None:
    assert "size of a chunk unknown" in retrieval_cost(project)
    project.retrieval_steps = [step(1_000)]
    assert retrieval_cost(project).endswith(
        "chunks of 1,000 characters; top_k 4; up to about 1,000 llm tokens of chunks in a prompt (estimate)"
    )
    project.vector_stores[0].retrievals[0].top_k = unknown("parameter")
    assert retrieval_cost(project).endswith("chunks of 1,000 characters; top_k unknown")
    project.vector_stores[0].retrievals[0].top_k = UNSET
    assert retrieval_cost(project).endswith("chunks of 1,000 characters; top_k not seen")
    project.retrieval_steps = [step(1_000), step(500)]
    assert "size of a chunk unknown" in retrieval_cost(project)
    project.retrieval_steps = [step(512, "llm_tokens")]
    assert "chunks of 512 llm tokens" in retrieval_cost(project)
    assert "number unknown (documents are not read)" in retrieval_cost(project)


def test_fine_tune_on_form_with_thousands_of_records_and_an_evaluation_is_the_right_tool(
    project: Project, outcome: Outcome
) -> None:
    (job,) = project.jobs
    project.datasets[0].profile = profile()
    project.datasets[0].provenance = ("data/README.md",)
    job.is_scored = True
    found = judged(project, outcome)
    assert found.fit == "right tool"
    assert found.speaks_for == (
        "4,000 records of the wanted input and output",
        "the records teach style or format (a persona) rather than facts",
        "an evaluation scores the tuned model",
        "the origin of the data is told in data/README.md",
    )
    assert found.speaks_against == ()
    assert found.unknown == ("the latency budget",)


@pytest.mark.parametrize(
    "changes",
    [
        {"records": 400, "sampled": 400},
        {"task": "closed-book"},
        {"task": "code"},
        {"organisation": "Acme", "organisation_share": 0.7},
        {"task": "unknown"},
        {"changing_facts": Interval(800, 4_000, 0.19, 0.21)},
        {"changing_facts": Interval(4, 40, 0.04, 0.23)},
        {"exact": False},
        {"unread": "too large"},
    ],
)
def test_anything_less_is_not_called_right(changes: dict[str, object], project: Project, outcome: Outcome) -> None:
    project.datasets[0].profile = profile(**changes)
    project.jobs[0].is_scored = True
    assert judged(project, outcome).fit == "unknown"


@pytest.mark.parametrize("scored", [False, UnknownType("evaluation not read")])
def test_no_fine_tune_is_right_without_an_evaluation(
    scored: bool | UnknownType, project: Project, outcome: Outcome
) -> None:
    project.datasets[0].profile = profile()
    project.jobs[0].is_scored = scored
    found = judged(project, outcome)
    assert found.fit == "unknown"
    assert any("whether the tuned model is evaluated" in one for one in found.unknown) == (scored is not False)


@pytest.mark.parametrize(
    ("cited", "fit"),
    [("need.fresh-facts", "wrong tool"), ("finetune-wrong.no-evals", "too early"), ("thesis.default", "right tool")],
)
def test_findings_at_the_job_or_in_its_data_decide(cited: str, fit: str, project: Project, outcome: Outcome) -> None:
    project.datasets[0].profile = profile()
    project.jobs[0].is_scored = True
    for place in (Location("train/job.py", 14, 3), Location("data/faq.jsonl", 9)):
        outcome.findings = [finding("some-rule", place, guidance=(cited,))]
        assert judged(project, outcome).fit == fit
    elsewhere = [finding("x", Location("train/other.py", 14), guidance=(cited,))]
    of_another_project = [finding("x", Location("train/job.py", 14), guidance=(cited,), project="web")]
    of_a_prompt = [finding("x", Location("train/job.py", 14), guidance=(cited,), family="prompting")]
    for others in (elsewhere, of_another_project, of_a_prompt):
        outcome.findings = others
        assert judged(project, outcome).fit == "right tool"


def test_needs_are_shown_by_assets_without_any_finding(project: Project, outcome: Outcome) -> None:
    found = need(project, outcome, "need.private-documents")
    assert found is not None
    assert (found.rules, found.findings, found.standing) == ((), 0, "unknown")
    assert found.taken == ("fine-tune", "retrieval")
    assert found.seen_in == (
        "docs in Chroma, filled at app/index.py:12, asked at app/answer.py:5",
        "faq.jsonl: the records answer on an organisation, with no document given",
    )
    project.datasets[0].profile = profile()
    found = need(project, outcome, "need.private-documents")
    assert found is not None and (found.taken, found.standing) == (("retrieval",), "as advised")


@pytest.mark.parametrize(
    ("cited", "family", "standing"),
    [
        ("need.private-documents", "retrieval", "as advised"),
        ("need.private-documents", "prompting", "partly as advised"),
        ("need.fresh-facts", "retrieval", "as advised"),
        ("need.fresh-facts", "prompting", "not as advised"),
        ("need.output-format", "retrieval", "not as advised"),
    ],
)
def test_findings_in_a_retrieval_say_how_it_is_done_and_not_that_it_is_wrong(
    cited: str, family: Family, standing: str, project: Project, outcome: Outcome
) -> None:
    project.datasets[0].profile = None
    outcome.findings = [finding("x", Location("a.py"), family=family, guidance=(cited,))]
    found = need(project, outcome, cited)
    assert found is not None and (found.standing, found.findings) == (standing, 1)


def test_half_a_retrieval_shows_no_need(project: Project, outcome: Outcome) -> None:
    project.datasets[0].profile = None
    project.vector_stores[0].retrievals = []
    assert need(project, outcome, "need.private-documents") is None


def test_need_that_the_guidance_does_not_know_is_left_out(project: Project, outcome: Outcome) -> None:
    outcome.guidance = Guidance("t", "s", "2026-06", (Statement("need.private-documents", says="no row"),))
    assert page_of(project, outcome).needs == ()


def test_structured_output_is_as_advised_and_words_alone_are_not_known_to_be(
    project: Project, outcome: Outcome
) -> None:
    (call,) = project.model_calls
    call.structured_output = known("schema")
    found = need(project, outcome, "need.output-format")
    assert found is not None and (found.taken, found.standing) == (("prompt",), "as advised")
    call.structured_output = UNSET
    assert need(project, outcome, "need.output-format") is None
    project.prompts[0].asks_for_json = True
    call.prompts = project.prompts
    found = need(project, outcome, "need.output-format")
    assert found is not None and found.standing == "unknown"
    call.structured_output = unknown("parameter")
    assert need(project, outcome, "need.output-format") is None


def test_concerns_answer_for_every_layer_that_was_found(project: Project, outcome: Outcome) -> None:
    concerns = page_of(project, outcome).concerns
    layers = ("prompt", "retrieval", "fine-tune")
    names = ("cost", "latency", "failure", "compliance")
    assert [(one.name, one.layer) for one in concerns] == [(name, layer) for name in names for layer in layers]
    assert all(one.says for one in concerns)
    project.jobs = []
    assert "fine-tune" not in {one.layer for one in page_of(project, outcome).concerns}


def test_concerns_name_the_rules_that_found_something(project: Project, outcome: Outcome) -> None:
    place = Location("app/index.py", 9)
    outcome.findings = [finding("open-index", place, family="retrieval", guidance=("production.compliance",))]
    assert concern(project, outcome, "compliance", "retrieval").rules == ("open-index",)
    assert concern(project, outcome, "compliance", "fine-tune").rules == ()
    assert concern(project, outcome, "failure", "retrieval").rules == ()


def test_what_was_not_resolved_is_said_to_be_unknown(project: Project, outcome: Outcome) -> None:
    (job,), (retrieval,) = project.jobs, project.vector_stores[0].retrievals
    job.has_validation, job.stops_early = UnknownType("parameter"), False
    retrieval.threshold, retrieval.filter = unknown("parameter"), unknown("parameter")
    assert concern(project, outcome, "failure", "fine-tune").says == (
        "validation data: unknown; stops early or keeps the best checkpoint: no; no evaluation of it was seen"
    )
    assert concern(project, outcome, "failure", "retrieval").says == (
        "a threshold was seen at 0 of 1 lookup, 1 unknown; no evaluation of it was seen"
    )
    assert concern(project, outcome, "compliance", "retrieval").says == (
        "who may read what is indexed is unknown; a filter was seen at 0 of 1 lookup, 1 unknown"
    )
    assert concern(project, outcome, "latency", "fine-tune").says == (
        "size of the base model unknown; where the tuned model is called is unknown"
    )
    project.datasets[0].profile = None
    assert concern(project, outcome, "compliance", "fine-tune").says == (
        "faq.jsonl: built from documents (policies/), origin told in no file, personal data unknown (data not read)"
    )


def test_jobs_that_differ_are_counted_apart(project: Project, outcome: Outcome) -> None:
    (job,) = project.jobs
    project.jobs = [job, replace(job, has_validation=True, location=Location("b.py"))]
    assert concern(project, outcome, "failure", "fine-tune").says.startswith("validation data: yes for 1, no for 1;")


def test_evaluation_that_may_score_the_tuned_model_leaves_it_unknown(project: Project, outcome: Outcome) -> None:
    project.jobs[0].is_scored = UnknownType("target not resolved")
    page = page_of(project, outcome)
    assert page.layers[2].evaluated_by == "unknown: target not resolved"
    assert "whether it is evaluated is unknown" in concern(project, outcome, "failure", "fine-tune").says


def test_what_a_finding_says_is_said_once(project: Project, outcome: Outcome) -> None:
    assert judged(project, outcome).speaks_against == (
        "at least 39 % of the records state facts that change", "899 records, expected thousands",
    )  # fmt: skip
    place = Location("train/job.py", 14)
    outcome.findings = [finding("x", place, message="it teaches facts that change", guidance=("need.fresh-facts",))]
    assert judged(project, outcome).speaks_against == (
        "it teaches facts that change", "899 records, expected thousands",
    )  # fmt: skip


def test_page_is_plain_data(project: Project, outcome: Outcome) -> None:
    page = page_of(project, outcome)
    assert msgspec.json.decode(msgspec.json.encode(page), type=type(page)) == page


def test_jobs_whose_data_is_not_read_are_counted(project: Project) -> None:
    (job,) = project.jobs
    project.datasets[0].profile = profile()
    assert fine_tune_cost(project).count("not read") == 0
    unread = [replace(job, location=Location(f"train/{number}.py", 3), dataset=None) for number in range(3)]
    project.jobs = [job, unread[0]]
    assert "train/0.py:3 trains on an unknown number of llm tokens (data not read)" in fine_tune_cost(project)
    project.jobs = [job, *unread]
    told = fine_tune_cost(project)
    assert told.endswith("; 3 jobs on an unknown number of llm tokens (data not read)") and "train/job.py:14" in told
    project.jobs = [replace(job, location=Location(f"train/{number}.py", 3)) for number in range(5)]
    assert fine_tune_cost(project).endswith("; 2 more jobs")
