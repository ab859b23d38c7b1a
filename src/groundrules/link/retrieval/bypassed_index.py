"""SQL that asks for nearest vectors in a way that the index on them cannot serve."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from groundrules.domain.facts import FileFacts, SqlStatement
from groundrules.domain.location import Location
from groundrules.domain.retrieval_step import RetrievalStep
from groundrules.domain.value import Literal
from groundrules.link.boundary import project_of
from groundrules.link.evidence import Evidence

STORE = "pgvector-store"
ROLES = ("product", "evaluation")


class Stated(NamedTuple):
    """A statement with the file that it stands in."""

    facts: FileFacts
    statement: SqlStatement

    def get(self, key: str) -> str | int | float | bool | None:
        """A detail that is written out; None where it is not, or is computed."""
        value = self.statement.get(key)
        return value.value if isinstance(value, Literal) else None

    @property
    def location(self) -> Location:
        """Where it stands."""
        return self.facts.location(self.statement.span)


class BypassedIndexes:
    """Holds the orderings of a project against its indexes, and the indexes against their columns."""

    def __init__(self, evidence: Evidence, folders: list[str]) -> None:
        stated = evidence.catalogue.entries[STORE].facts if STORE in evidence.catalogue.entries else {}
        self.metrics = _pairs(stated.get("operator_metrics"))
        self.most = {kind: int(most) for kind, most in _pairs(stated.get("most_indexed_dimensions")).items()}
        self.methods = _pairs(stated.get("index_methods"))
        self.by_project: dict[str, list[Stated]] = defaultdict(list)
        for facts in evidence.facts.values():
            if facts.role in ROLES:
                of_project = self.by_project[project_of(facts.path, folders)]
                of_project.extend(Stated(facts, statement) for statement in facts.statements)

    def build(self) -> list[RetrievalStep]:
        """A step for each ordering by distance and each vector index, with what is wrong with it."""
        return [step for stated in self.by_project.values() for step in self._steps(stated)]

    def _steps(self, stated: list[Stated]) -> list[RetrievalStep]:
        indexes = [
            item for item in stated if item.statement.action == "create index" and item.get("method") in self.methods
        ]
        columns = [item for item in stated if item.statement.action == "vector column"]
        steps = [_step(item, self._too_wide(item, columns)) for item in indexes]
        for order in stated:
            if order.statement.action == "order by" and order.get("operator") in self.metrics:
                of_column = [item for item in indexes if _is_same_column(item, order)]
                words = self._unserved(order, of_column) if of_column else ""
                steps.append(_step(order, words, of_column[0].location if words else None))
        return steps

    def _unserved(self, order: Stated, indexes: list[Stated]) -> str:
        """Why no index on its column can serve an ordering, in words; empty where one may."""
        if not (order.get("is_first") and order.get("is_limited")):
            return ""
        if order.get("is_wrapped"):
            return "orders by an expression made of the distance"
        if order.get("is_descending"):
            return "orders by the distance, the farthest first"
        classes = [self._metric(index) for index in indexes]
        asked = self.metrics[str(order.get("operator"))]
        if None in classes or asked in classes:
            return ""
        return f"orders by {order.get('operator')} ({asked}), the index is made for {classes[0]}"

    def _metric(self, index: Stated) -> str | None:
        """The metric that an index is made for: by its operator class, else the default of its method."""
        written = index.get("operator_class")
        if written is None and index.statement.get("operator_class") is None:
            return self.methods.get(str(index.get("method"))) or None
        parts = str(written).rpartition(".")[2].split("_")
        return parts[1] if len(parts) == 3 and parts[1] in self.metrics.values() else None

    def _too_wide(self, index: Stated, columns: list[Stated]) -> str:
        """How a column is too wide for its index, in words; empty where it is not, or is not known to be."""
        cast = index.get("cast")
        widths = {(item.get("type"), item.get("dimension")) for item in columns if _is_same_column(item, index)}
        if cast is not None:
            widths = {(cast, index.get("dimension"))}
        if len(widths) != 1:
            return ""
        kind, width = widths.pop()
        most = self.most.get(str(kind))
        if most is None or not isinstance(width, int) or width <= most:
            return ""
        return f"indexes a {kind} of {width} dimensions, an index takes {most} at most"


def _step(stated: Stated, words: str, index: Location | None = None) -> RetrievalStep:
    return RetrievalStep(
        name=str(stated.get("column") or stated.statement.name),
        product="pgvector",
        location=stated.location,
        role=stated.facts.role,
        bypass=words,
        bypassed_at=index,
    )


def _is_same_column(first: Stated, second: Stated) -> bool:
    """Whether two statements speak of one column of one table; a table may be left out, or named with its schema."""
    tables = [_bare(item.get("table")) for item in (first, second)]
    columns = [_bare(item.get("column")) for item in (first, second)]
    return bool(columns[0]) and columns[0] == columns[1] and (not all(tables) or tables[0] == tables[1])


def _bare(name: object) -> str:
    return str(name).rpartition(".")[2].strip('"').lower() if name is not None else ""


def _pairs(stated: object) -> dict[str, str]:
    """`a=b c=d` as a mapping; the key ends at the last equals sign, for operators hold one."""
    items = str(stated).split() if stated else []
    return {key: value for key, _, value in (item.rpartition("=") for item in items)}
