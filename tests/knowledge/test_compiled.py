"""A compiled catalogue says what the YAML says, and is used only where it was made of what is there."""

from __future__ import annotations

import shutil
from pathlib import Path

import msgspec
import pytest

from groundrules.knowledge import load_catalogue, rules_root
from groundrules.knowledge.catalogue import read_entries
from groundrules.knowledge.compiled import NAME, Compiled, compiled, digest_of, read_compiled
from tests.knowledge.pack import write

ENTRY = "- {id: acme-jobs, kind: fine_tune_job, product: Acme}\n"
OTHER = "- {id: other-jobs, kind: fine_tune_job, product: Other}\n"


def pack(folder: Path) -> Path:
    """A catalogue of one file, with what was compiled of it."""
    root = write(folder / "rules", {"catalog/acme.yaml": ENTRY})
    (root / NAME).write_bytes(compiled(root, read_entries(root).values()))
    return root


def test_the_whole_catalogue_comes_back_as_it_was(tmp_path: Path) -> None:
    root = tmp_path / "rules"
    shutil.copytree(rules_root(), root)
    (root / NAME).write_bytes(compiled(root, read_entries(root).values()))
    assert read_compiled(root) == read_entries(rules_root())
    assert load_catalogue(root) == load_catalogue(rules_root())


def test_it_is_used_where_it_fits(tmp_path: Path) -> None:
    root = pack(tmp_path)
    entry = msgspec.structs.replace(read_entries(root)["acme-jobs"], product="from the compiled file")
    (root / NAME).write_bytes(msgspec.msgpack.encode(Compiled(digest_of(root), (entry,))))
    assert load_catalogue(root).entries["acme-jobs"].product == "from the compiled file"


@pytest.mark.parametrize("change", [{"catalog/acme.yaml": OTHER}, {"catalog/more.yaml": OTHER}])
def test_a_change_of_the_files_leaves_it_unused(change: dict[str, str], tmp_path: Path) -> None:
    root = write(pack(tmp_path), change)
    assert read_compiled(root) is None
    assert "other-jobs" in load_catalogue(root).entries


@pytest.mark.parametrize(
    "content", [b"", b"\xc1", b"not msgpack", msgspec.msgpack.encode({"digest": 1, "entries": []})]
)
def test_what_is_broken_is_not_used(content: bytes, tmp_path: Path) -> None:
    root = pack(tmp_path)
    (root / NAME).write_bytes(content)
    assert read_compiled(root) is None
    assert "acme-jobs" in load_catalogue(root).entries


def test_a_checkout_has_none() -> None:
    assert not (rules_root() / NAME).exists()
