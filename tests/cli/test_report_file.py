from __future__ import annotations

from pathlib import Path

import pytest

from groundrules.cli.option import ReportFile
from groundrules.cli.report_file import check_writable, write_file
from groundrules.domain.errors import GroundrulesError


def test_a_file_is_replaced_whole_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = tmp_path / "audit.json"
    path.write_text("old")
    write_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert [found.name for found in tmp_path.iterdir()] == ["audit.json"]


def test_permissions_are_those_of_any_new_file_or_of_the_old_one(tmp_path: Path) -> None:
    reference, new, old = tmp_path / "reference", tmp_path / "new", tmp_path / "old"
    reference.touch()
    old.touch()
    old.chmod(0o640)
    write_file(new, b"")
    write_file(old, b"")
    assert new.stat().st_mode == reference.stat().st_mode
    assert old.stat().st_mode & 0o777 == 0o640


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "target.json", tmp_path / "link.json"
    target.touch()
    link.symlink_to(target)
    write_file(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_what_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    with pytest.raises(GroundrulesError, match="cannot write"):
        write_file(tmp_path / "taken", b"new")
    assert [found.name for found in tmp_path.iterdir()] == ["taken"]


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (("a.json", "a.json"), "names '.*a.json' twice"),
        (("folder",), "'.*folder' is a folder"),
        (("absent/a.json",), "there is no folder '.*absent' to write 'a.json' to"),
    ],
)
def test_reports_that_could_not_be_written_are_refused_first(
    files: tuple[str, ...], message: str, tmp_path: Path
) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(GroundrulesError, match=message):
        check_writable([ReportFile("json", tmp_path / file) for file in files])
