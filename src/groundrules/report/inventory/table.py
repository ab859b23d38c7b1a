"""The inventory that a person reads: projects and kinds counted in a table, then every asset with its joins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from groundrules.report.document import AssetRecord
from groundrules.report.inventory.document import Inventory, InventoryProject
from groundrules.report.inventory.joins import Joins
from groundrules.report.inventory.wish import Wish
from groundrules.report.inventory.wording import KINDS, place_words, product, short_title, states, title
from groundrules.report.text.paper import Paper
from groundrules.report.visible import inert, sentence
from groundrules.report.wording import count, listed

_SHOWN_ROLES = frozenset({"product", "evaluation"})
_LABEL_CELLS = 11
_MOST_SKIPPED = 6
_NO_MODEL = ("no model set", "unknown model")
_MOST_TITLE_CELLS = 44
_MOST_PRODUCT_CELLS = 30


def render(inventory: Inventory, wish: Wish) -> str:
    """Counts, then each project with its assets by kind, then what was read and what was not."""
    paper = Paper(wish.look)
    listed_assets = [asset for asset in inventory.assets if asset.kind in KINDS]
    shown = [asset for asset in listed_assets if wish.everything or asset.file_role in _SHOWN_ROLES]
    if listed_assets:
        _draw_counts(paper, inventory.projects, listed_assets)
    joins = Joins(inventory)
    for project in inventory.projects:
        members = [asset for asset in shown if asset.project == project.path]
        if members:
            _draw_project(paper, project, members, joins)
    _draw_ending(paper, inventory, len(listed_assets), len(listed_assets) - len(shown))
    return paper.text()


def _draw_counts(paper: Paper, projects: Sequence[InventoryProject], assets: Sequence[AssetRecord]) -> None:
    totals = Counter((asset.project, asset.kind) for asset in assets)
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("project", overflow="fold")
    for kind in KINDS.values():
        table.add_column(kind.column, justify="right", no_wrap=True)
    for project in projects:
        row = [totals[project.path, kind] for kind in KINDS]
        if any(row):
            path = project.name if project.path == "." else project.path
            table.add_row(Text(inert(sentence(path))), *(f"{total:,}" if total else "-" for total in row))
    paper.table(table)
    paper.line()


def _name(project: InventoryProject) -> str:
    path = project.name if project.path == "." else project.path
    return f"{sentence(path)} ({project.kind}{', served' if project.is_served else ''})"


def _draw_project(paper: Paper, project: InventoryProject, assets: Sequence[AssetRecord], joins: Joins) -> None:
    paper.line((_name(project), "bold underline"))
    if models := _models(assets):
        paper.flow(Text(f"{'models':<{_LABEL_CELLS}}", "dim"), Text(models))
    paper.line()
    for kind, words in KINDS.items():
        members = [asset for asset in assets if asset.kind == kind]
        if members:
            paper.line((f"  {words.heading} ({len(members):,})", "bold"))
            _draw_assets(paper, sorted(members, key=_order), joins)
            paper.line()


def _models(assets: Iterable[AssetRecord]) -> str:
    """Every model with the number of places that name it, most named first."""
    named = [asset for asset in assets if asset.kind in ("fine_tune_job", "embedding", "model_call")]
    totals = Counter(short_title(asset) for asset in named)
    largest_first = sorted(totals.items(), key=lambda pair: (pair[0] in _NO_MODEL, -pair[1], pair[0]))
    return listed([f"{name} ×{total:,}" for name, total in largest_first], most=12)


def _order(asset: AssetRecord) -> tuple[bool, str, int, int, int]:
    place = asset.location
    return (asset.file_role not in _SHOWN_ROLES, place.path, place.cell or 0, place.line, place.column)


def _draw_assets(paper: Paper, assets: Sequence[AssetRecord], joins: Joins) -> None:
    titles = min(max(cell_len(title(asset)) for asset in assets), _MOST_TITLE_CELLS)
    products = min(max(cell_len(product(asset)) for asset in assets), _MOST_PRODUCT_CELLS)
    for asset in assets:
        _draw_heading(paper, asset, titles, products)
        for label, text in _details(asset, joins):
            paper.flow(Text(f"      {label:<{_LABEL_CELLS}}", "dim"), Text(text))


def _draw_heading(paper: Paper, asset: AssetRecord, titles: int, products: int) -> None:
    """Title, product and place: in columns, else one after the other, else the place on a line of its own."""
    name, belongs = title(asset), product(asset)
    role = "" if asset.file_role in _SHOWN_ROLES else f" [{asset.file_role}]"
    place = f"{place_words(asset.location)}{role}"
    for title_cells, product_cells in ((titles, products), (0, 0)):
        left = f"  {_padded(belongs, product_cells)}" if belongs or product_cells else ""
        if cell_len(f"    {_padded(name, title_cells)}{left}  {place}") <= paper.width:
            paper.line("    ", (_padded(name, title_cells), "bold"), left, "  ", (place, "cyan"))
            return
    paper.flow(Text("    "), Text.assemble((name, "bold"), f"  {belongs}" if belongs else ""))
    paper.line("      ", (place, "cyan"))


def _padded(text: str, cells: int) -> str:
    return text + " " * max(cells - cell_len(text), 0)


def _details(asset: AssetRecord, joins: Joins) -> list[tuple[str, str]]:
    found = states(asset)
    values = (("set", found.set), ("not set", found.unset), ("unknown", found.unknown))
    return [*((label, ", ".join(phrases)) for label, phrases in values if phrases), *joins.phrases(asset)]


def _draw_ending(paper: Paper, inventory: Inventory, total: int, hidden: int) -> None:
    coverage = inventory.coverage
    if not total:
        nothing = "no fine-tuning job, dataset, vector store, embedding, model call, prompt or evaluation was found"
        unread = listed(coverage.not_covered)
        doubt = f", but {unread} are in languages that are not read: this proves nothing of them" if unread else ""
        paper.flow(Text(), Text(f"{nothing}{doubt}", "bold"))
    if hidden:
        verb = "is" if hidden == 1 else "are"
        elsewhere = f"{count(hidden, 'asset')} in tests, examples and documents {verb} counted above and not listed"
        paper.flow(Text(), Text(f"{elsewhere}: --all lists them"))
    if coverage.skipped:
        unread = listed([f"{one.path} ({one.reason})" for one in coverage.skipped], _MOST_SKIPPED)
        paper.flow(Text(), Text(f"not read, so what they hold is missing here: {unread}"))
    paper.flow(Text(), Text(sentence(coverage.line), "dim"))
