"""A made-up run over a small support bot: everything that a report can show, once."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

from groundrules.domain.catalogue import Guidance, Statement
from groundrules.domain.dataset import DatasetProfile, Interval, LlmTokens
from groundrules.domain.evaluation import ContinuousRun, Evaluation
from groundrules.domain.finding import Finding, Related, SuppressedBy
from groundrules.domain.fine_tune_job import FineTuneJob
from groundrules.domain.location import Location
from groundrules.domain.model_call import ModelCall, Prompt
from groundrules.domain.outcome import AssetCount, Coverage, Outcome, UnusedSuppression
from groundrules.domain.project import Project
from groundrules.domain.record import Contradiction, Cue, RecordSample, Repetition, SensitiveData
from groundrules.domain.rule import Rule
from groundrules.domain.source import LeftOut, Skipped
from groundrules.domain.training_data import Dataset, DataSource
from groundrules.domain.unknown import known, unknown
from groundrules.domain.vector_store import Embedding, Ingestion, RefreshSign, Retrieval, VectorStore

HOSTILE_NAME = "evil\n::error file=x::pwned\x1b[31m[red],100%.py"
JOB_LINE = '    job = client.fine_tuning.jobs.create(training_file=faq_id, model="gpt-4o-mini-2024-07-18")'

FILES = {
    "train/job.py": "\n" * 13 + JOB_LINE + "\n",
    "data/faq.jsonl": "\n" * 11 + json.dumps({"text": "mail bob@acme.example, Pro plan is $49 a month"}) + "\n",
    "app/日本語.py": (
        '\tprompt = "営業時間は" + hours  # 全角\r\nanswer = ask(\n    prompt,\n    model=MODEL,\n    n=1,\n)\n'
    ),
    "app/long.py": "call(" + "a, " * 200 + 'model="o1", ' + "b, " * 200 + ")\n",
    "notes.ipynb": json.dumps(
        {"cells": [{"cell_type": "markdown", "source": "# notes"}, {"source": ["import x\n", "ask(temperature=0)\n"]}]}
    ),
    HOSTILE_NAME: "x = '[bold]\x1b]0;title\x07[/bold]'\n",
}


def write_files(root: Path) -> None:
    """Lay the audited tree out on disk."""
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())


def finding(rule: str, location: Location, **changes: object) -> Finding:
    """A finding of plain kind, with some fields changed."""
    fields: dict[str, object] = {
        "rule": rule,
        "family": "fine-tuning",
        "severity": "warning",
        "confidence": "high",
        "persona": "regular",
        "title": "a title that is not shown",
        "message": f"what {rule} has to say",
        "instead": "do it another way",
        "guidance": ("thesis.default",),
        "location": location,
        "fingerprint": f"fp-{rule}",
        "project": "support",
    }
    return Finding(**{**fields, **changes})  # type: ignore[arg-type]


def _findings() -> list[Finding]:
    return [
        finding(
            "volatile-facts-in-training",
            Location("train/job.py", 14, 11, 14, 41),
            severity="error",
            message="this fine-tune teaches facts that change",
            label="trained here",
            guidance=("need.fresh-facts", "thesis.default"),
            instead="serve these answers from an index or a tool;\n  keep the fine-tune for tone and format\n",
            related=(
                Related(
                    Location("data/faq.jsonl", 12),
                    "at least 38 % of 899 records state such a value (sample of 899; price, opening hours, date)",
                ),
            ),
            evidence={"share": 0.38, "cues": ["price", "date"], "records": 899},
        ),
        finding(
            "volatile-facts-in-prompt",
            Location("app/日本語.py", 1, 11, 1, 18),
            family="prompting",
            label="opening hours are written here",
            guidance=("need.fresh-facts",),
        ),
        finding("multi-line-call", Location("app/日本語.py", 2, 10, 6, 2), family="model-calls", label="called here"),
        finding(
            "hard-coded-model",
            Location("app/long.py", 1, 606, 1, 616),
            family="model-calls",
            severity="note",
            confidence="medium",
            label="a model without a snapshot, which may change under a running product without notice",
        ),
        finding(
            "temperature-zero",
            Location("notes.ipynb", 2, 5, 2, 18, cell=2, file_line=1),
            family="model-calls",
            severity="note",
            label="set here",
            related=tuple(Related(Location("app/long.py", 1, 1, 1, 5), f"place {number}") for number in range(7)),
        ),
        finding(
            "injected-name",
            Location(HOSTILE_NAME, 1, 5, 1, 10),
            message="'a\n::error::b' says\x1b[2J [red]100%[/red], see [here](1) and {0} ##[add-mask]x",
        ),
        finding("vanished-file", Location("gone.py", 3, 1, 3, 4), label="stood here"),
    ]


def _suppressed() -> list[Finding]:
    return [
        finding(
            "no-validation-data",
            Location("train/job.py", 14, 11, 14, 41),
            suppressed=SuppressedBy("inline", "the platform splits", "2027-01-31", Location("train/job.py", 14, 93)),
        ),
        finding("few-records", Location("train/job.py", 14), suppressed=SuppressedBy("baseline")),
    ]


def _project() -> Project:
    profile = DatasetProfile(
        paths=("data/faq.jsonl",),
        format="openai-chat",
        records=899,
        sampled=899,
        task="closed-book-organisation",
        language="en",
        organisation="Acme",
        organisation_share=0.81,
        changing_facts=Interval(380, 899, 0.39099, 0.45532),
        top_cues=(("money", 301), ("opening-hours", 96), ("date", 12)),
        median_target_characters=112,
        surveyed=899,
        repetition=Repetition(899, True, 31, 4),
        contradiction=Contradiction(899, True, 1, 2),
        personal_data=SensitiveData(899, 41, 0, (("e-mail address", 38), ("IBAN", 3)), (("e-mail address", 2),)),
        secrets=SensitiveData(899),
        llm_tokens=LlmTokens((0, 512, 4096), (880, 16, 3), ((4_410, "data/faq.jsonl", 77),)),
        malformed_count=2,
        malformed_kinds=(("placeholder-target", 2),),
        changing_samples=(
            RecordSample(
                "data/faq.jsonl",
                12,
                '… "Our Pro plan is $49 a month, call 555-010-4477 or bob@acme.example" …',
                (Cue("price", "$49 a month", 2.0), Cue("present", "is", 0.5)),
            ),
        ),
    )
    at = Location
    dataset = Dataset(
        id="dataset:faq", kind="dataset", product="jsonl", product_id="jsonl", location=at("data/faq.jsonl"),
        name="faq.jsonl", split="training", paths=("data/faq.jsonl",), profile=profile,
        sources=[DataSource(kind="documents", location=at("data/build.py", 7), detail="policies/")],
    )  # fmt: skip
    call = ModelCall(
        id="call:answer", kind="model_call", product="OpenAI", product_id="openai.chat", provider="openai",
        location=at("app/日本語.py", 2), model=known("gpt-4o-mini", at("app/config.py", 1), "configuration"),
        temperature=unknown("set at run time"), in_loop=True,
        values={"api_key": known("sk-abcdefghijklmnopqrstuvwx1234")},
    )  # fmt: skip
    evaluation = Evaluation(
        id="evaluation:promptfoo", kind="evaluation", product="promptfoo", product_id="promptfoo",
        location=at("promptfooconfig.yaml"), role="evaluation", name="promptfooconfig.yaml", covers=("prompt",),
        runs=[ContinuousRun(location=at(".github/workflows/ci.yml", 9), triggers=("push",), guards=True)],
    )  # fmt: skip
    prompt = Prompt(
        id="prompt:answer", kind="prompt", product="text", product_id="text", location=at("app/日本語.py"),
        name="prompt", text="営業時間は{hours}", variables=("hours",), is_static=False, calls=[call],
    )  # fmt: skip
    job = FineTuneJob(
        id="job:faq", kind="fine_tune_job", product="OpenAI fine-tuning", product_id="openai.fine-tuning",
        location=at("train/job.py", 14, 11), base_model=known("gpt-4o-mini-2024-07-18"), dataset=dataset,
        max_length=known(2048),
    )  # fmt: skip
    embedding = Embedding(
        id="embedding:1", kind="embedding", product="OpenAI", product_id="openai.embedding",
        location=at("app/index.py", 3), model=known("text-embedding-3-small"),
    )  # fmt: skip
    store = VectorStore(
        id="store:docs", kind="vector_store", product="Chroma", product_id="chroma", location=at("app/index.py", 9),
        name="docs", persistent=True, ingest_embedding=embedding,
        ingestions=[Ingestion(id="ingestion:1", kind="ingestion", product="Chroma", product_id="chroma",
                              location=at("app/index.py", 12), embedding=embedding)],
        retrievals=[Retrieval(id="retrieval:1", kind="retrieval", product="Chroma", product_id="chroma",
                              location=at("app/answer.py", 5), top_k=known(4))],
        refreshed_by=[RefreshSign(kind="schedule", location=at(".github/workflows/index.yml", 4), detail="nightly")],
    )  # fmt: skip
    return Project(
        path="support", name="acme-support", location=at("support/pyproject.toml"), jobs=[job], datasets=[dataset],
        vector_stores=[store], embeddings=[embedding], model_calls=[call], prompts=[prompt], evaluations=[evaluation],
        is_served=True,
    )  # fmt: skip


def _coverage() -> Coverage:
    return Coverage(
        files_read=312,
        files_with_llm_code=48,
        skipped=[
            Skipped("data/huge.jsonl", "too large", "2.1 GB"),
            Skipped("data/wide.csv", "too large"),
            Skipped("src/latin.py", "not UTF-8", line=7),
        ],
        left_out=[LeftOut("-", "pyvenv.cfg", 16_800)],
        assets=[
            AssetCount("fine_tune_job", 1, 1),
            AssetCount("model_call", 57, 41, {"set at run time": 10, "imported from elsewhere": 6}),
            AssetCount("vector_store", 3, 1, {"path computed": 2}),
        ],
        poisoned={"embedding-model-mismatch": 2},
        catalogue_date="2026-11-15",
        models_date="2026-11-15",
        guidance_date="2026-06",
        seconds={"discover": 0.05, "extract": 0.1, "link": 0.04, "check": 0.02},
    )


def _rules() -> dict[str, Rule]:
    rule = Rule(
        id="volatile-facts-in-training",
        title="training records teach facts that change",
        severity="error",
        persona="regular",
        since="0.1.0",
        guidance=("need.fresh-facts", "thesis.default"),
        judges="fine_tune_job",
        when="job.dataset",
        at="job.location",
        message="this fine-tune teaches facts that change",
        why="A fine-tune goes stale the day a price changes.\n",
        instead="Serve the facts from an index.\n",
        references=("https://example.com/fine-tuning",),
        family="fine-tuning",
        silent_when=("fewer than 12 records",),
    )
    return {rule.id: rule}


def sample_outcome(root: Path) -> Outcome:
    """The run. Its files are those of `write_files`."""
    guidance = Guidance(
        "Fine-tuning, retrieval or prompt",
        "a guide",
        "2026-06",
        (
            Statement("thesis.default", says="Most teams need retrieval or a better prompt."),
            Statement(
                "need.fresh-facts",
                need="facts that must be up to date (prices, APIs)",
                best="retrieval or tool calls; a fine-tune goes stale",
            ),
        ),
    )
    return Outcome(
        root=str(root),
        findings=_findings(),
        suppressed=_suppressed(),
        projects=[_project()],
        coverage=_coverage(),
        rules=_rules(),
        guidance=guidance,
        version="0.1.0",
        unused_suppressions=[UnusedSuppression(Location("app/long.py", 9, 4), ("some-rule",), "silences nothing")],
        hidden={"pedantic": 3, "auditor": 12},
        today=datetime.date(2026, 12, 1),
    )
