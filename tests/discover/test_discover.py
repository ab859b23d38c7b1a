from __future__ import annotations

import os
from pathlib import Path

import pytest

from groundrules.discover import DEFAULT, Limits, discover
from groundrules.domain.source import LeftOut, Skipped, SourceFile
from tests.discover.forest import git, repository, write


@pytest.fixture(params=[True, False], ids=["git", "walk"])
def with_git(request: pytest.FixtureRequest) -> bool:
    """Whether the tree is a git work tree."""
    return bool(request.param)


def make(root: Path, files: dict[str, str | bytes], with_git: bool) -> Path:
    return repository(root, files) if with_git else write(root, files)


def test_files_come_sorted_with_kind_role_and_size(tmp_path: Path, with_git: bool) -> None:
    files: dict[str, str | bytes] = {
        "src/b.py": "x = 1", "src/a.py": "", "src-old/c.py": "", "tests/test_b.py": "", "logo.png": b"\x89PNG",
        "LICENSE": "", "index.faiss": b"\0\0",
    }  # fmt: skip
    tree = discover(make(tmp_path, files, with_git))
    assert (tree.root, tree.from_git, tree.skipped, tree.left_out) == (os.path.realpath(tmp_path), with_git, [], [])
    assert [(file.path, file.kind, file.role, file.size_bytes) for file in tree.files] == [
        ("index.faiss", "other", "product", 2),
        ("src-old/c.py", "python", "product", 0),
        ("src/a.py", "python", "product", 0),
        ("src/b.py", "python", "product", 5),
        ("tests/test_b.py", "python", "test", 0),
    ]
    assert all((file.blob_id is not None) is with_git for file in tree.files)


def test_folders_above_the_root_say_nothing(tmp_path: Path, with_git: bool) -> None:
    root = make(tmp_path / "examples" / "node_modules" / "tests" / "app", {"a.py": ""}, with_git)
    assert [(file.path, file.role) for file in discover(root).files] == [("a.py", "product")]
    assert discover(root).left_out == []


def test_a_committed_virtual_environment_is_left_out(tmp_path: Path, with_git: bool) -> None:
    files: dict[str, str | bytes] = {
        "-/pyvenv.cfg": "", "-/Lib/site-packages/openai/client.py": "", "-/Lib/site-packages/x.py": "",
        "-/Scripts/a.py": "", "app.py": "",
    }  # fmt: skip
    tree = discover(make(tmp_path, files, with_git))
    assert [file.path for file in tree.files] == ["app.py"]
    assert tree.left_out == [LeftOut("-", "pyvenv.cfg", 3)]


def test_what_is_excluded_is_as_if_it_were_not_there(tmp_path: Path, with_git: bool) -> None:
    files: dict[str, str | bytes] = {
        "a.py": "", "old/b.py": "", "new/old/c.py": "", "new/d.sql": "", "new/node_modules/e.js": "",
        "big.py": b"x" * 99, "new/f.py": "",
    }  # fmt: skip
    root = make(tmp_path, files, with_git)
    (root / "link.py").symlink_to("a.py")
    tree = discover(
        root, exclude=["./old/", "*.sql", "node_modules/", "big.py", "link.py"], limits=Limits(code_size_bytes=9)
    )
    assert [file.path for file in tree.files] == ["a.py", "new/f.py"]
    assert (tree.skipped, tree.left_out) == ([], [])


def test_each_kind_has_its_limit(tmp_path: Path, with_git: bool) -> None:
    names = ("a.py", "b.toml", "c.ipynb", "d.jsonl", "e.json", "f.md", "g.parquet", "h.pkl")
    files: dict[str, str | bytes] = dict.fromkeys(names, b"x" * 50)
    limits = Limits(code_size_bytes=49, config_size_bytes=49, notebook_size_bytes=50)
    tree = discover(make(tmp_path, files, with_git), limits=limits)
    assert [(file.path, file.kind) for file in tree.files] == [
        ("c.ipynb", "notebook"), ("d.jsonl", "jsonl"), ("e.json", "data"), ("g.parquet", "data"), ("h.pkl", "other"),
    ]  # fmt: skip
    detail = "50 bytes, the limit is 49"
    assert tree.skipped == [Skipped(name, "too large", detail) for name in ("a.py", "b.toml", "f.md")]
    assert (DEFAULT.of("python"), DEFAULT.of("yaml"), DEFAULT.of("notebook")) == (2_000_000, 5_000_000, 30_000_000)


def test_names_that_would_spoil_a_report_are_skipped(tmp_path: Path, with_git: bool) -> None:
    names = [b"a\nb.py", b"bad\xff.py", b"esc\x1b[31m.py", "rtl\u202eyp.py".encode(), "\u00e9.py".encode()]
    try:
        for name in names:
            Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_bytes(b"")
    except OSError:
        pytest.skip("this file system refuses such names")
    tree = discover(make(tmp_path, {"c.py": ""}, with_git))
    assert [file.path for file in tree.files] == ["c.py", "é.py"]
    assert [(skip.path, skip.reason) for skip in tree.skipped] == [
        ("a\\nb.py", "unreadable"),
        ("bad\\udcff.py", "not UTF-8"),
        ("esc\\x1b[31m.py", "unreadable"),
        ("rtl\\u202eyp.py", "unreadable"),
    ]


def test_links_are_skipped_with_where_they_lead(tmp_path: Path, with_git: bool) -> None:
    root = tmp_path / "root"
    write(tmp_path, {"outside.py": "", "root-too/x.py": "", "root/a.py": ""})
    (root / "in.py").symlink_to("a.py")
    (root / "out.py").symlink_to("../outside.py")
    (root / "near").symlink_to("../root-too")
    (root / "loop").symlink_to("loop")
    tree = discover(make(root, {}, with_git))
    assert [file.path for file in tree.files] == ["a.py"]
    assert tree.skipped == [
        Skipped("in.py", "symlink"),
        Skipped("loop", "symlink"),
        Skipped("near", "symlink out of the tree"),
        Skipped("out.py", "symlink out of the tree"),
    ]


def test_an_untracked_link_is_skipped_too(tmp_path: Path) -> None:
    root = repository(tmp_path / "root", {"a.py": ""})
    (root / "data").symlink_to("/")
    assert discover(root).skipped == [Skipped("data", "symlink out of the tree")]


def test_a_folder_that_became_a_link_is_not_followed(tmp_path: Path) -> None:
    root = repository(tmp_path / "root", {"a/b/c.py": "", "d.py": ""})
    (root / "a").rename(tmp_path / "moved")
    (root / "a").symlink_to(tmp_path / "moved")
    tree = discover(root)
    assert [file.path for file in tree.files] == ["d.py"]
    assert Skipped("a/b/c.py", "symlink", "a folder on the way") in tree.skipped


def test_a_tracked_file_that_is_gone_is_counted(tmp_path: Path) -> None:
    root = repository(tmp_path, {"a.py": "", "b.py": "", "c.png": ""})
    (root / "b.py").unlink()
    (root / "c.png").unlink()
    tree = discover(root)
    assert [file.path for file in tree.files] == ["a.py"]
    assert [(skip.path, skip.reason) for skip in tree.skipped] == [("b.py", "vanished")]


def test_a_tracked_file_that_became_a_pipe_is_counted(tmp_path: Path) -> None:
    root = repository(tmp_path, {"a.py": ""})
    (root / "a.py").unlink()
    os.mkfifo(root / "a.py")
    assert discover(root).skipped == [Skipped("a.py", "not a regular file")]


def test_an_executable_without_a_suffix_is_read_by_its_first_line(tmp_path: Path, with_git: bool) -> None:
    script = "#!/usr/bin/env python3\nprint('x')\n"
    write(tmp_path, {"bin/train": script, "bin/notes": script, "bin/tool.sh.in": script, "bin/elf": b"\x7fELF"})
    for name in ("train", "tool.sh.in", "elf"):
        (tmp_path / "bin" / name).chmod(0o755)
    tree = discover(make(tmp_path, {}, with_git))
    assert [(file.path, file.kind) for file in tree.files] == [("bin/train", "python")]


def test_a_sub_folder_of_a_work_tree_is_read_alone(tmp_path: Path) -> None:
    root = repository(tmp_path, {"a.py": "", "tests/app/b.py": "", "tests/app/c/d.py": ""})
    tree = discover(root / "tests" / "app")
    assert tree.from_git
    assert [(file.path, file.role) for file in tree.files] == [("b.py", "product"), ("c/d.py", "product")]


def test_a_damaged_repository_is_walked(tmp_path: Path) -> None:
    root = repository(tmp_path, {"a.py": "", ".gitignore": "b.py\n"})
    write(root, {"b.py": ""})
    (root / ".git" / "index").write_bytes(b"DIRC")
    tree = discover(root)
    assert (tree.from_git, [file.path for file in tree.files]) == (False, ["a.py"])


def test_a_root_that_is_gone_is_an_empty_tree(tmp_path: Path) -> None:
    tree = discover(tmp_path / "gone")
    assert (tree.files, [(skip.path, skip.reason) for skip in tree.skipped]) == ([], [(".", "vanished")])


def test_the_blob_is_that_of_the_index(tmp_path: Path) -> None:
    root = repository(tmp_path, {"a.py": "x"})
    blob = git(root, "rev-parse", ":a.py").strip()
    assert discover(root).files == [SourceFile("a.py", "python", "product", 1, blob)]
