"""Git and the walk see the same tree: the one is the other's witness."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from groundrules.discover import discover
from groundrules.discover.git import list_git
from groundrules.discover.walk import walk
from groundrules.domain.source import Tree
from tests.discover.forest import git, repository, write

NAMES = st.sampled_from(
    ["a", "b c", "é", "[x]", "tests", "evals", "node_modules", "lib", "vendor", "prompts", "#h", "!n", "-", ".x"]
)
FILES = st.sampled_from(
    ["a.py", "b.txt", "c.jsonl", "pyvenv.cfg", "LICENSE", "package.json", "test_a.py", "*.md", "d", ".env", "x.log"]
)
Folder = dict[str, object]
TREES: st.SearchStrategy[Folder] = st.recursive(
    st.dictionaries(FILES, st.just(""), max_size=3),
    lambda inner: st.builds(
        lambda files, folders: {**files, **folders},
        st.dictionaries(FILES, st.just(""), max_size=3),
        st.dictionaries(NAMES, inner, max_size=3),
    ),
    max_leaves=8,
)
PATTERNS = st.lists(
    st.sampled_from(
        ["*.py", "*.log", "!a.py", "/a", "a/", "!a/", "b c", "**/tests", "tests/**", "a/*", "!a/b c", "/*", "!/lib",
         "\\#h", "\\!n", "# comment", "", "   ", "lib/a.py", "x.lo?", "[a-c].*", "*", "!*/", "!*.py", "a/**/c.jsonl",
         "d ", "é", "\\[x\\]", "**", "/**/d"]
    ),
    max_size=4,
)  # fmt: skip


def flat(folder: Folder, above: str = "") -> dict[str, str]:
    files: dict[str, str] = {}
    for name, content in folder.items():
        if isinstance(content, dict):
            files |= flat(content, f"{above}{name}/")
        else:
            files[above + name] = ""
    return files


def seen(tree: Tree) -> object:
    files = [(file.path, file.kind, file.role, file.size_bytes) for file in tree.files]
    return files, tree.skipped, tree.left_out


@settings(max_examples=40, deadline=None)
@given(TREES)
def test_git_and_walk_find_the_same_tree(folder: Folder) -> None:
    with tempfile.TemporaryDirectory() as place:
        root = repository(Path(place), {"first.py": "", **flat(folder)})
        by_git = discover(root)
        (root / ".git").rename(root.parent / f"{root.name}.git")
        by_walk = discover(root)
        (root.parent / f"{root.name}.git").rename(root / ".git")
    assert by_git.from_git
    assert not by_walk.from_git
    assert seen(by_git) == seen(by_walk)


@settings(max_examples=60, deadline=None)
@given(TREES, PATTERNS, PATTERNS)
def test_git_and_walk_ignore_the_same_files(folder: Folder, outer: list[str], inner: list[str]) -> None:
    with tempfile.TemporaryDirectory() as place:
        root = write(Path(place), {**flat(folder), ".gitignore": "\n".join(outer), "a/.gitignore": "\n".join(inner)})
        git(root, "init", "-q")
        git(root, "add", "-f", ".gitignore")  # so that git lists something, whatever is ignored
        by_git, by_walk = list_git(str(root)), walk(str(root))
    assert by_git is not None
    left_out = tuple(f"{left.path}/" for left in by_walk.left_out)
    expected = {entry.path for entry in by_git.entries if not entry.path.startswith(left_out)}
    assert {entry.path for entry in by_walk.entries} | {".gitignore"} == expected


@settings(max_examples=25, deadline=None)
@given(TREES, st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=4))
def test_links_between_any_two_places_end(folder: Folder, links: list[tuple[int, int]]) -> None:
    with tempfile.TemporaryDirectory() as place:
        root = write(Path(place), {"first.py": "", **flat(folder)})
        folders = [root, *sorted(path for path in root.rglob("*") if path.is_dir())]
        before = discover(root)
        for number, (source, target) in enumerate(links):
            (folders[source % len(folders)] / f"link{number}").symlink_to(folders[target % len(folders)])
        after = discover(root)
    assert after.files == before.files
    assert all(skip.reason == "symlink" for skip in after.skipped)
