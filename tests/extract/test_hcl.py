"""HCL: blocks and their attributes, variables with defaults, and whatever else somebody may write."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundrules.domain.value import Unknown, Value, walk
from tests.extract.reading import plain, read

SOURCE = """
# a comment { "
variable "base" {
  type    = string
  default = "amazon.nova-lite-v1:0"
}
resource "aws_bedrock_custom_model" "support" { // another
  base_model_identifier = var.base
  custom_model_name     = "support-${var.stage}"
  hyperparameters = { "epochCount" = "2", rate : 0.5, deep = [1, "two", true] }
  training_data_config {
    s3_uri = "s3://bucket/${"a"}/train.jsonl"
  }
  job_name = lower(join("-", ["a", { b = 1 }]))
  tags     = merge(
    { a = 1 },
    {},
  )
  /* none = 1 */
  note = <<-EOT
    x = "y"
    EOT
  last = "${var.base}"
}
"""


def documents(source: str) -> list[object]:
    return [plain(item) for item in read("main.tf", "hcl", source).documents]


def test_a_resource_with_its_attributes() -> None:
    _, resource = documents(SOURCE)
    assert isinstance(resource, dict)
    body = resource["resource"]["aws_bedrock_custom_model"]["support"]
    assert body["base_model_identifier"] == body["last"] == "amazon.nova-lite-v1:0"
    assert body["hyperparameters"] == {"epochCount": "2", "rate": 0.5, "deep": [1, "two", True]}
    assert body["note"] == '    x = "y"'
    assert "none" not in body


def test_what_is_computed_is_unknown() -> None:
    _, document = read("main.tf", "hcl", SOURCE).documents
    assert reasons(document) == ["expression of Terraform"] * 4


def reasons(value: Value) -> list[str]:
    return [item.reason for item in walk(value) if isinstance(item, Unknown)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('region = "eu"\ncount = 2\n', [{"region": "eu", "count": 2}]),
        ('a "b" {}\n', [{"a": {"b": {}}}]),
        ('a {\n  b = "x\n  c = 1\n}\n', [{"a": {"b": "x", "c": 1}}]),
        ("a {\n  b = [\n    1,\n    2,\n  ]\n}", [{"a": {"b": [1, 2]}}]),
        ('a {\n  b = "say \\"hi\\""\n}', [{"a": {"b": 'say "hi"'}}]),
        ("}}} = = {", []),
    ],
)
def test_a_file(source: str, expected: list[object]) -> None:
    assert documents(source) == expected


@pytest.mark.parametrize("opening", ["a {\n", "a = [", "a = {", "a = (", '"${', "<<E\n", "/*", 'a "b" "c" {', '"\\'])
def test_hostile_texts_come_to_an_end(opening: str) -> None:
    problems = read("a.tf", "hcl", opening * 20_000).problems
    assert {item.reason for item in problems} <= {"nested too deeply", "line too long"}


FRAGMENTS = [
    "a", ' "b"', " {", "}", "[", "]", "(", ")", "=", ",", "\n", '"', "${", "$${", "\\", "<<EOT\n",
    "<<-EOT\n", "\nEOT\n",
    "#", "//", "/*", "*/", "1", "1.5", "true", "null", "var.a", 'variable "a" {\n default = 1\n}\n',
    ":", "?", "é", "\u2028",
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=3), max_size=40).map("".join))
def test_anything_is_read_inside_the_file(source: str) -> None:
    for document in read("a.tf", "hcl", source).documents:
        assert all(item.span.line >= 1 for item in walk(document))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_bytes_never_raise(source: bytes) -> None:
    assert {item.reason for item in read("a.tf", "hcl", source).problems} <= {"not UTF-8", "binary"}
