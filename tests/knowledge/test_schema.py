from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest

from groundrules.domain.rule import Rule
from groundrules.knowledge import rules_root
from groundrules.knowledge.document import read_document
from groundrules.knowledge.rule import FAMILIES, FILLED_IN
from groundrules.knowledge.schema import schemas, write_schemas
from tests.knowledge.pack import RULE


def _errors(schema: str, text: str) -> list[str]:
    validator: Any = jsonschema.Draft202012Validator(schemas()[schema])
    return [error.message for error in validator.iter_errors(read_document(text, "a.yaml").data)]


def test_the_shipped_schemas_are_those_of_the_structs(tmp_path: Path) -> None:
    write_schemas(tmp_path)
    shipped = rules_root() / "schema"
    for name in schemas():
        assert (shipped / name).read_text(encoding="utf-8") == (tmp_path / name).read_text(encoding="utf-8"), name


def test_every_key_of_a_rule_is_described() -> None:
    keys = schemas()["rule.schema.json"]["$defs"]["Rule"]["properties"]
    assert list(keys) == [name for name in Rule.__struct_fields__ if name not in FILLED_IN]
    assert all(key["description"] for key in keys.values())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("severity: warning", "severity: loud"),
        ("judges: vector_store", "judges: store"),
        ("references: [https://example.com/refresh]", "references: []"),
        ("references: [https://example.com/refresh]", "references: [somewhere]"),
        ("id: no-refresh", "id: No Refresh"),
        ("why: |", "path: x\nwhy: |"),
    ],
)
def test_the_schema_refuses_what_the_loader_refuses(old: str, new: str) -> None:
    assert _errors("rule.schema.json", RULE) == []
    assert _errors("rule.schema.json", RULE.replace(old, new))


def test_the_shipped_files_fit_their_schemas() -> None:
    root = rules_root()
    assert _errors("guidance.schema.json", (root / "guidance.yaml").read_text(encoding="utf-8")) == []
    for path in (root / "catalog").glob("*.yaml"):
        assert _errors("catalogue.schema.json", path.read_text(encoding="utf-8")) == [], path.name
    for path in (path for family in FAMILIES for path in (root / family).glob("*.yaml")):
        assert _errors("rule.schema.json", path.read_text(encoding="utf-8")) == [], path.name
