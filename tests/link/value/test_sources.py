"""Module names and written paths, and the files of the tree that they mean."""

from __future__ import annotations

import pytest

from groundrules.domain.facts import FileFacts
from groundrules.domain.source import SourceFile, Tree
from groundrules.link.value.sources import Sources, folders_upwards, normalised


def sources_of(*paths: str) -> Sources:
    files = [SourceFile(path, "python", "product", 0) for path in paths]
    return Sources(Tree("/tree", files), (), lambda path: FileFacts(path, "python", "product"))


MODULES: list[tuple[str, str, str, str | None]] = [
    ("config", "app.py", "config.py", "config.py"),
    ("config", "app/main.py", "app/config.py", "app/config.py"),
    ("app.config", "app/main.py", "app/config.py", "app/config.py"),
    ("app.config", "app/api/main.py", "app/config.py", "app/config.py"),
    ("app", "main.py", "app/__init__.py", "app/__init__.py"),
    (".config", "app/main.py", "app/config.py", "app/config.py"),
    ("..config", "app/api/main.py", "app/config.py", "app/config.py"),
    (".", "app/main.py", "app/__init__.py", "app/__init__.py"),
    ("mylib.config", "scripts/run.py", "src/mylib/config.py", "src/mylib/config.py"),
    ("openai", "app.py", "app/config.py", None),
    ("..config", "main.py", "app/config.py", None),
]


@pytest.mark.parametrize(("name", "importer", "there", "path"), MODULES)
def test_the_file_of_a_module(name: str, importer: str, there: str, path: str | None) -> None:
    assert sources_of(importer, there).module_path(name, importer) == path


def test_a_name_of_two_files_is_none_of_them() -> None:
    assert sources_of("a/x/config.py", "b/x/config.py").module_path("x.config", "main.py") is None


PATHS: list[tuple[str, str, str | None]] = [
    ("data/train.jsonl", "tune.py", "data/train.jsonl"),
    ("./data/train.jsonl", "tune.py", "data/train.jsonl"),
    ("../data/train.jsonl", "app/tune.py", "data/train.jsonl"),
    ("train.jsonl", "data/tune.py", "data/train.jsonl"),
    ("train.jsonl", "tune.py", "data/train.jsonl"),
    ("/home/me/project/data/train.jsonl", "tune.py", None),
    ("data\\train.jsonl", "tune.py", "data/train.jsonl"),
    ("../../../etc/passwd", "tune.py", None),
    ("", "tune.py", None),
]


@pytest.mark.parametrize(("written", "near", "path"), PATHS)
def test_the_file_of_a_written_path(written: str, near: str, path: str | None) -> None:
    assert sources_of("tune.py", "data/train.jsonl").find(written, near) == path


def test_the_folder_of_a_written_path_and_what_is_below() -> None:
    sources = sources_of("data/a.jsonl", "data/in/b.jsonl", "data.py", "dataset/c.jsonl", "data-old/d.jsonl")
    assert sources.folder("data", "tune.py") == "data"
    assert sources.folder("./data/in/", "tune.py") == "data/in"
    assert sources.folder("dat", "tune.py") is None
    assert sources.under("data") == ["data/a.jsonl", "data/in/b.jsonl"]


def test_a_file_is_read_when_it_is_asked_for_and_once() -> None:
    asked: list[str] = []

    def facts_of(path: str) -> FileFacts:
        asked.append(path)
        return FileFacts(path, "python", "product")

    sources = Sources(Tree("/tree", [SourceFile("a.py", "python", "product", 0)]), (), facts_of)
    assert sources.read_so_far() == []
    assert sources.file("a.py") is sources.file("a.py")
    assert sources.file("b.py") is None
    assert asked == ["a.py"]


def test_paths_are_made_plain() -> None:
    assert normalised("./a//b/../c") == "a/c"
    assert normalised("../a") == ""
    assert folders_upwards("a/b") == ["a/b/", "a/", ""]
