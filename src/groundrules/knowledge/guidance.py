"""The statements that the audit judges by."""

from __future__ import annotations

from pathlib import Path

from groundrules.domain.catalogue import Guidance
from groundrules.domain.errors import GroundrulesError
from groundrules.knowledge.conversion import convert
from groundrules.knowledge.document import read_document
from groundrules.knowledge.file import read_text, shown


def load_guidance(root: Path) -> Guidance:
    """Read `guidance.yaml`; its ids are unique.

    Errors: `GroundrulesError` with path and line.
    """
    path = root / "guidance.yaml"
    document = read_document(read_text(path), shown(path, root))
    guidance = convert(document, Guidance)
    seen: set[str] = set()
    for position, statement in enumerate(guidance.statements):
        if statement.id in seen:
            line = document.line(("statements", position, "id"))
            raise GroundrulesError(f"the statement {statement.id!r} stands here twice", document.path, line)
        if not (statement.says or (statement.need and statement.best)):
            line = document.line(("statements", position))
            raise GroundrulesError(f"{statement.id!r} needs 'says', or 'need' and 'best'", document.path, line)
        seen.add(statement.id)
    return guidance
