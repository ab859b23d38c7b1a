"""The html report stands alone, shows what others wrote as text, and draws what the project holds."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from groundrules.domain.outcome import Outcome
from groundrules.domain.retrieval_pipeline import RetrievalPipeline
from groundrules.domain.unknown import UnknownType
from groundrules.report import render
from groundrules.report.html.graph import Graph, Node
from groundrules.report.html.layer_map import ACROSS, HEIGHT, TOP, WIDTH, layer_map
from groundrules.report.html.view import view_of
from groundrules.report.verdict.page import page_of
from tests.report.test_report_visible import ANY_TEXT, HARSH_TEXT, hostile_outcome, raw_controls

VOID = {"meta", "input", "br", "link", "img"}


class Reader(HTMLParser):
    """Collects elements and their attributes; `open` must be empty at the end."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def read(report: str) -> Reader:
    reader = Reader()
    reader.feed(report)
    reader.close()
    assert reader.open == []
    return reader


def skeleton(report: str) -> list[str]:
    """The elements by name, and those of their attributes that could act."""
    acting = ("href", "src", "style", "srcset", "action", "formaction", "xlink:href", "data")
    return [
        f"{tag} {sorted(name for name in attributes if name in acting or name.startswith('on'))}"
        for tag, attributes in read(report).elements
    ]


def test_policy_allows_what_is_inside_and_nothing_else(outcome: Outcome) -> None:
    report = render(outcome, "html")
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', report)
    assert found is not None
    policy = found[1].replace("&#39;", "'")
    for name in ("style", "script"):
        inside = re.findall(rf"<{name}>(.*?)</{name}>", report, re.DOTALL)
        assert len(inside) == 1
        digest = base64.b64encode(hashlib.sha256(inside[0].encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy


def test_nothing_is_fetched(outcome: Outcome) -> None:
    elements = read(render(outcome, "html")).elements
    assert not {"link", "img", "iframe", "object", "embed", "base", "video", "audio"} & {tag for tag, _ in elements}
    links = [attributes["href"] or "" for _, attributes in elements if "href" in attributes]
    assert all(link.startswith("#") for link in links)
    assert not any(name in attributes for _, attributes in elements for name in ("src", "style", "srcset"))


@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=25)
@given(text=ANY_TEXT | HARSH_TEXT)
def test_any_text_is_shown_and_never_acts(text: str, tmp_path: Path) -> None:
    report = render(hostile_outcome(tmp_path, text), "html")
    assert raw_controls(report) == []
    report.encode("utf-8")
    read(report)


@pytest.mark.parametrize(
    "text",
    ["</style><script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "' onmouseover='x", "{{ 7 * 7 }}{% raw %}",
     "<!--", "]]>", "</title></svg><script>", "&lt;b&gt;", "javascript:alert(1)"],
)  # fmt: skip
def test_markup_of_others_makes_no_element(text: str, tmp_path: Path) -> None:
    report = render(hostile_outcome(tmp_path, text), "html")
    assert skeleton(report) == skeleton(render(hostile_outcome(tmp_path, "plain"), "html"))
    assert html.escape(text).replace("&#x27;", "&#39;").replace("&quot;", "&#34;") in report


def test_code_has_its_keys_masked_and_data_is_redacted(outcome: Outcome) -> None:
    root = Path(outcome.root)
    (root / "gone.py").write_text('a\nb\nkey = "sk-abcdefghijklmnopqrstuvwx1234"\n', encoding="utf-8")
    report = render(outcome, "html")
    assert "sk-abcdef" not in report
    assert "bob@acme.example" not in report
    assert "555-010-4477" not in report
    assert "$49 a month" in report


def test_ids_and_labels_lead_somewhere(outcome: Outcome) -> None:
    elements = read(render(outcome, "html")).elements
    ids = [attributes["id"] for _, attributes in elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    wanted = [attributes.get(name) or "" for _, attributes in elements for name in ("aria-labelledby", "for")]
    wanted += [(attributes.get("href") or "").removeprefix("#") for _, attributes in elements]
    assert {one for names in wanted for one in names.split()} <= set(ids)


def test_map_shows_who_feeds_whom_and_what_is_missing(outcome: Outcome) -> None:
    (project,) = outcome.projects
    drawn = layer_map(project, page_of(project, outcome))
    assert drawn.words == [
        "documents feeds docs", "docs feeds 1 lookup", "prompt feeds gpt-4o-mini",
        "faq.jsonl feeds gpt-4o-mini-2024-07-18", "policies/ feeds faq.jsonl",
    ]  # fmt: skip
    assert [box.node.title for box in drawn.boxes if box.node.is_gap] == ["retrieval layer", "fine-tune layer"]
    assert len(drawn.lines) == len(drawn.words)


def test_halves_of_a_retrieval_are_gaps(outcome: Outcome) -> None:
    (project,) = outcome.projects
    project.vector_stores[0].ingestions, project.vector_stores[0].retrievals = [], []
    project.jobs[0].dataset, project.prompts = None, []
    gaps = [box.node for box in layer_map(project, page_of(project, outcome)).boxes if box.node.is_gap]
    assert [(node.title, node.told) for node in gaps[:4]] == [
        ("documents", "who fills it was not seen"), ("training data", "not resolved"),
        ("lookup", "who asks it was not seen"), ("prompts", "no prompt text could be resolved"),
    ]  # fmt: skip


def test_lookups_feed_the_prompts_that_receive_their_chunks(outcome: Outcome) -> None:
    (project,) = outcome.projects
    (store,), (prompt,) = project.vector_stores, project.prompts
    way = RetrievalPipeline(
        id="pipeline:1", kind="retrieval_pipeline", product="Chroma", product_id="chroma", location=prompt.location,
        store=store, retrievals=store.retrievals, prompts=[prompt], task="answer", cites=True,
    )  # fmt: skip
    project.retrieval_pipelines = [way]
    page = page_of(project, outcome)
    assert "1 lookup feeds prompt" in layer_map(project, page).words
    (failure,) = (one for one in page.concerns if (one.name, one.layer) == ("failure", "retrieval"))
    assert failure.says.startswith("answers name their sources: yes; anything sifts the chunks: unknown; ")
    way.task = UnknownType("not resolved")
    assert "sources" not in "".join(one.says for one in page_of(project, outcome).concerns if one.name == "failure")


def test_no_line_runs_behind_a_box(outcome: Outcome) -> None:
    (project,) = outcome.projects
    drawn = layer_map(project, page_of(project, outcome))
    for path, _ in drawn.lines:
        numbers = [int(number) for number in re.findall(r"\d+", path)]
        x, y = numbers[::2], numbers[1::2]
        for box in drawn.boxes:
            inside = [
                one for one in zip(x, y, strict=True)
                if box.x < one[0] < box.x + WIDTH and box.y < one[1] < box.y + HEIGHT
            ]  # fmt: skip
            assert not inside
        assert max(x) - min(x) == ACROSS or min(y) < TOP


def test_boxes_never_overlap(outcome: Outcome) -> None:
    (project,) = outcome.projects
    project.prompts = project.prompts * 30
    boxes = [(box.x, box.y) for box in layer_map(project, page_of(project, outcome)).boxes]
    assert len(set(boxes)) == len(boxes)


def test_many_nodes_stand_together_in_one() -> None:
    graph = Graph()
    graph.add(Node("model", 3, "prompt", "model", ""))
    for number in range(9):
        graph.add(Node(f"{number}", 2, "prompt", f"prompt {number}", ""))
        graph.join(f"{number}", "model")
    graph.join("model", "0")
    graph.join("gone", "model")
    assert [node.title for node in graph.column(2)] == [*(f"prompt {number}" for number in range(5)), "and 4 more"]
    assert graph.edges() == [*((f"{number}", "model") for number in range(5)), ("more:2:prompt", "model")]


def test_charts_hold_shares(outcome: Outcome) -> None:
    (card,) = view_of(outcome).projects[0].cards
    titles = [chart.title for chart in card.charts]
    assert titles == ["changing facts", "signs of changing facts", "records with something wrong"]
    assert all(0 <= bar.sure <= bar.likely <= 100 for chart in card.charts for bar in chart.bars)


def test_nothing_found_is_said(outcome: Outcome) -> None:
    outcome.findings, outcome.suppressed, outcome.projects = [], [], []
    report = render(outcome, "html")
    assert "no prompt, retrieval or fine-tune was found" in report
    assert 'id="filters"' not in report
