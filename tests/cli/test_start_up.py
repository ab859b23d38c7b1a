"""What `--version` and `--help` load: click, and nothing of the audit."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = {
    "libcst", "msgspec", "pathspec", "re2", "rich", "tomli", "tree_sitter", "tree_sitter_javascript",
    "tree_sitter_python", "tree_sitter_typescript", "yaml",
}  # fmt: skip


def loaded(*arguments: str, entry: str) -> set[str]:
    """Top-level modules, and our own modules, that a command has loaded when it ends."""
    script = (
        "import sys\n"
        f"from {entry} import {entry.rpartition('.')[2].replace('group', 'main')} as command\n"
        "try:\n"
        f"    command({list(arguments)!r})\n"
        "except SystemExit as end:\n"
        "    assert not end.code, end.code\n"
        "print('\\n'.join(sys.modules), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


@pytest.mark.parametrize("entry", ["groundrules.cli.audit", "groundrules.cli.group"])
@pytest.mark.parametrize("argument", ["--version", "--help"])
def test_questions_about_the_program_load_no_stage(entry: str, argument: str) -> None:
    modules = loaded(argument, entry=entry)
    assert not HEAVY & modules
    ours = {name for name in modules if name.startswith("groundrules.") and not name.startswith("groundrules.cli")}
    assert not ours


def test_an_audit_never_loads_libcst(tmp_path: object) -> None:
    modules = loaded("--isolated", "--quiet", "--color", "never", str(tmp_path), entry="groundrules.cli.audit")
    assert "groundrules.pipeline" in modules
    assert "libcst" not in modules
