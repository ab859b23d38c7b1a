"""A file's facts, looked up: scopes, cells, attributes, calls."""

from __future__ import annotations

from groundrules.domain.value import Member, Reference, Value
from groundrules.link.value.code import CodeFile, receiver_of, tail_of
from tests.link.tree import evidence_of, notebook

TEXT = """\
top = 1
class C:
    field = 2
    def __init__(self):
        self.made = 3
    @staticmethod
    def still(x): ...
    def method(self, a, *rest, key=1, **more):
        def inner(b):
            return b
        return inner
def function(c): ...
"""


def file_of(text: str, path: str = "a.py") -> CodeFile:
    return evidence_of({path: text}).sources.files[path]


def scope(file: CodeFile, name: str) -> int:
    return next(number for number, item in enumerate(file.facts.scopes) if item.name == name)


def test_names_of_a_method_are_looked_up_past_its_class() -> None:
    file = file_of(TEXT)
    assert file.chain(scope(file, "inner")) == [scope(file, "inner"), scope(file, "method"), 0]
    assert file.chain(scope(file, "C")) == [scope(file, "C"), 0]


def test_the_class_around() -> None:
    file = file_of(TEXT)
    assert file.class_around(scope(file, "inner")) == scope(file, "C")
    assert file.class_around(scope(file, "function")) is None


def test_who_takes_self() -> None:
    file = file_of(TEXT)
    takes = {name: file.takes_self(scope(file, name)) for name in ("method", "still", "inner", "function")}
    assert takes == {"method": True, "still": False, "inner": False, "function": False}


def test_parameters_by_their_bare_names() -> None:
    file = file_of(TEXT)
    names = [name for number, name in file.parameters if number == scope(file, "method")]
    assert names == ["self", "a", "rest", "key", "more"]


def test_attributes_of_the_body_and_of_methods() -> None:
    file = file_of(TEXT)
    assert [len(file.attribute_assignments(scope(file, "C"), name)) for name in ("field", "made", "none")] == [1, 1, 0]


def test_calls_by_name_and_tail() -> None:
    file = file_of("a.b.run()\nrun()\nf().run()\n")
    assert len(file.calls_by_tail["run"]) == 3
    assert len(file.calls_by_name["a.b.run"]) == 1


def test_cells_of_values_and_of_what_is_made_of_them() -> None:
    file = file_of(notebook("x = 1", "client.chat.create(x)"), "a.ipynb")
    callee = file.facts.calls[0].callee
    receiver = receiver_of(callee)
    assert receiver is not None
    assert (file.cell_of(callee), file.cell_of(receiver), file.cell_of(file.facts.assignments[0].value)) == (2, 2, 1)
    assert file_of("x = y").cell_of(file_of("x = y").facts.assignments[0].value) is None


def test_what_is_called_on_what() -> None:
    file = file_of("a.b.run()\nrun()\nf().run()\n")
    callees: list[Value] = [call.callee for call in file.facts.calls if tail_of(call.callee) == "run"]
    receivers = [receiver_of(callee) for callee in callees]
    assert [type(item) for item in callees] == [Reference, Reference, Member]
    assert getattr(receivers[0], "name", "") == "a.b"
    assert receivers[1] is None
