"""The layers of a project as a picture: who feeds whom, drawn from its own assets, with the gaps left visible."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from groundrules.domain.asset import Asset
from groundrules.domain.evaluation import Evaluation
from groundrules.domain.project import Project
from groundrules.domain.vector_store import Retrieval, VectorStore
from groundrules.report.html.graph import Graph, Node
from groundrules.report.layers import NOTHING_SEEN
from groundrules.report.verdict.own import own, short_place
from groundrules.report.verdict.page import Page
from groundrules.report.wording import count, listed

COLUMNS = ("sources", "index and data", "lookup", "prompt and fine-tune", "model", "evaluation")
WIDTH, HEIGHT, ACROSS, DOWN, TOP = 184, 46, 34, 12, 52
"""Of a box, of the space between boxes, and of the line of headings. Units: pixels at full size."""

_LANES = {"retrieval": (26, -6), "prompt": (33, 0), "fine-tune": (40, 6)}
"""Where lines run that pass over a column: from the top, and beside the middle between columns. Units: pixels."""


@dataclass(frozen=True, slots=True)
class Box:
    """A node where it stands."""

    x: int
    y: int
    node: Node


@dataclass(frozen=True, slots=True)
class LayerMap:
    """A drawing: boxes, lines between them as paths, the headings of its columns, and the same in words."""

    width: int
    height: int
    boxes: list[Box]
    lines: list[tuple[str, str]]
    headings: list[tuple[int, str]]
    words: list[str]


def layer_map(project: Project, page: Page) -> LayerMap:
    """The map of a project: retrieval above, prompts in the middle, fine-tunes below."""
    graph = graph_of(project, page)
    columns = [graph.column(column) for column in range(len(COLUMNS))]
    rows = max(map(len, columns))
    boxes = {box.node.key: box for nodes in columns for box in _stacked(nodes, rows)}
    lines = [(_path(boxes[start], boxes[end]), boxes[start].node.layer) for start, end in graph.edges()]
    x_of = [column * (WIDTH + ACROSS) for column in range(len(COLUMNS))]
    words = [f"{boxes[start].node.title} feeds {boxes[end].node.title}" for start, end in graph.edges()]
    height = TOP + rows * (HEIGHT + DOWN)
    return LayerMap(x_of[-1] + WIDTH, height, list(boxes.values()), lines, list(zip(x_of, COLUMNS, strict=True)), words)


def graph_of(project: Project, page: Page) -> Graph:
    """The nodes and edges of a project, and a gap wherever something that was looked for is missing."""
    graph = Graph()
    for draw in (_retrieval, _prompts, _fine_tunes):
        draw(graph, project)
    _evaluations(graph, project, page)
    return graph


def _key(asset: Asset) -> str:
    return f"{id(asset)}"


def _retrieval(graph: Graph, project: Project) -> None:
    for store in own(project.vector_stores):
        embedding = store.ingest_embedding or store.query_embedding
        told = f"{store.product}, {embedding.name if embedding else 'embedding unknown'}"
        graph.add(Node(_key(store), 1, "retrieval", store.name or store.product, told))
        for ingestion in store.ingestions:
            place = short_place(ingestion.location)
            graph.add(Node(f"in:{place}", 0, "retrieval", "documents", f"written at {place}"))
            graph.join(f"in:{place}", _key(store))
        if not store.ingestions:
            graph.add(Node(f"in:{_key(store)}", 0, "retrieval", "documents", "who fills it was not seen", True))
            graph.join(f"in:{_key(store)}", _key(store))
        if store.retrievals:
            asked = f"{_top_k_words(store.retrievals)}, {short_place(store.retrievals[0].location)}"
            graph.add(Node(_lookup_key(store), 2, "retrieval", count(len(store.retrievals), "lookup"), asked))
            graph.join(_key(store), _lookup_key(store))
        if not store.retrievals:
            graph.add(Node(_lookup_key(store), 2, "retrieval", "lookup", "who asks it was not seen", True))
            graph.join(_key(store), _lookup_key(store))


def _top_k_words(retrievals: Sequence[Retrieval]) -> str:
    told = sorted({retrieval.top_k.text for retrieval in retrievals if retrieval.top_k.is_set})
    return f"top_k {listed(told)}" if told else "top_k not seen"


def _lookup_key(store: VectorStore) -> str:
    return f"ask:{_key(store)}"


def _prompts(graph: Graph, project: Project) -> None:
    calls = own(project.model_calls)
    for call in calls:
        name = call.model_name if call.model.is_known else "model unknown"
        same = [one for one in calls if (one.model_name, one.product) == (call.model_name, call.product)]
        told = f"{call.product}, {count(len(same), 'call')}"
        graph.add(Node(_model_key(name, call.product), 4, "prompt", name, told))
    for prompt in own(project.prompts):
        graph.add(Node(_key(prompt), 3, "prompt", prompt.name or "prompt", short_place(prompt.location)))
        for call in prompt.calls:
            name = call.model_name if call.model.is_known else "model unknown"
            graph.join(_key(prompt), _model_key(name, call.product))
    for way in own(project.retrieval_pipelines):
        if way.store is not None:
            for prompt in [way.chunk_prompt] if way.chunk_prompt is not None else way.prompts:
                graph.join(_lookup_key(way.store), _key(prompt))
    if calls and not own(project.prompts):
        graph.add(Node("no prompt", 3, "prompt", "prompts", "no prompt text could be resolved", True))


def _model_key(name: str, product: str) -> str:
    return f"model:{name}:{product}"


def _fine_tunes(graph: Graph, project: Project) -> None:
    for job in own(project.jobs):
        graph.add(Node(_key(job), 3, "fine-tune", job.base_name, f"{job.product}, {short_place(job.location)}"))
        if job.dataset is None:
            graph.add(Node(f"data:{_key(job)}", 1, "fine-tune", "training data", "not resolved", True))
            graph.join(f"data:{_key(job)}", _key(job))
        for dataset in filter(None, (job.dataset, job.validation_dataset)):
            records = dataset.records
            told = count(records, "record") if isinstance(records, int) else "records unknown"
            graph.add(Node(_key(dataset), 1, "fine-tune", dataset.name or "training data", told))
            graph.join(_key(dataset), _key(job))
            for source in dataset.sources:
                place = short_place(source.location)
                key = f"source:{source.kind}:{place}"
                graph.add(Node(key, 0, "fine-tune", source.detail or source.kind, f"{source.kind}, read at {place}"))
                graph.join(key, _key(dataset))
        for call in job.serving_calls:
            name = call.model_name if call.model.is_known else "model unknown"
            graph.join(_key(job), _model_key(name, call.product))


def _evaluations(graph: Graph, project: Project, page: Page) -> None:
    for evaluation in project.evaluations:
        told = "guards changes in CI" if evaluation.guards_changes else "not in CI"
        name = evaluation.name or short_place(evaluation.location)
        graph.add(Node(_key(evaluation), 5, _scored_layer(project, evaluation), name, told))
        for start in _scored(project, evaluation.covers):
            graph.join(start, _key(evaluation))
    for prompt in own(project.prompts):
        for evaluation in prompt.evaluations:
            graph.join(_key(prompt), _key(evaluation))
    for job in own(project.jobs):
        for evaluation in job.evaluations:
            graph.join(_key(job), _key(evaluation))
    for found in page.layers:
        if found.found and found.evaluated_by == NOTHING_SEEN:
            graph.add(Node(f"gap:{found.name}", 5, found.name, f"{found.name} layer", "no evaluation seen", True))


def _scored_layer(project: Project, evaluation: Evaluation) -> str:
    if any(evaluation in job.evaluations for job in own(project.jobs)):
        return "fine-tune"
    return "retrieval" if evaluation.covers == ("retrieval",) else "prompt"


def _scored(project: Project, covers: Sequence[str]) -> Iterator[str]:
    """The nodes of what an evaluation covers by its kind: lookups, where it scores retrieval."""
    if "retrieval" in covers:
        yield from (_lookup_key(store) for store in own(project.vector_stores) if store.retrievals)


def _stacked(nodes: Sequence[Node], rows: int) -> list[Box]:
    """The boxes of a column, in the middle of the height that the tallest one takes."""
    above = TOP + (rows - len(nodes)) * (HEIGHT + DOWN) // 2
    return [Box(node.column * (WIDTH + ACROSS), above + row * (HEIGHT + DOWN), node) for row, node in enumerate(nodes)]


def _path(start: Box, end: Box) -> str:
    """A curve to the next column; to one further off by a lane above all boxes, so that no line seems to end in one."""
    x1, y1, x2, y2 = start.x + WIDTH, start.y + HEIGHT // 2, end.x, end.y + HEIGHT // 2
    half = ACROSS // 2
    if end.node.column == start.node.column + 1:
        return f"M{x1} {y1} C{x1 + half} {y1} {x2 - half} {y2} {x2} {y2}"
    lane, shift = _LANES[start.node.layer]
    up, down = x1 + half + shift, x2 - half + shift
    rise = f"M{x1} {y1} C{up} {y1} {up} {y1} {up} {y1 - half} L{up} {lane}"
    fall = f"L{down} {lane} L{down} {y2 - half} C{down} {y2} {down} {y2} {x2} {y2}"
    return f"{rise} {fall}"
