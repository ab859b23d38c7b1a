"""One `git log`, asked of a git that the audited repository cannot steer."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from dataclasses import dataclass

MOST_COMMITS = 20_000
MOST_BYTES = 48 * 1024 * 1024
TIMEOUT_S = 30.0
START = "//"
"""What a commit begins with in the output; no path in git does."""

# Whatever a repository's own configuration could start (a signature checker, a monitor, a hook), open or connect to is
# switched off. No blob is needed: renames are told by their ids alone, so that nothing missing is asked for.
_OPTIONS = (
    "--no-pager",
    "--no-replace-objects",
    "-c", "core.fsmonitor=",
    "-c", f"core.hooksPath={os.devnull}",
    "-c", f"core.attributesFile={os.devnull}",
    "-c", "diff.external=",
    "-c", "log.showSignature=false",
    "-c", "log.showRoot=true",
    "-c", "mailmap.file=",
    "-c", "mailmap.blob=",
    "-c", "protocol.allow=never",
    "-c", "safe.directory=*",
    "-c", "safe.bareRepository=explicit",
)  # fmt: skip
_LOG = (
    "log", "-z", "--name-status", "--find-renames=100%", "--relative", "--no-ext-diff", "--no-textconv",
    "--no-show-signature", "--no-color", "--no-notes", "--ignore-submodules=all", f"-O{os.devnull}",
    "--decorate-refs=refs/tags/*", f"--max-count={MOST_COMMITS + 1}", f"--format={START}%ct%n%P%n%aE%n%aN%n%D", "HEAD",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """What git wrote, or why there is nothing (`problem`). `is_cut` says that more was to come."""

    output: bytes = b""
    is_cut: bool = False
    problem: str = ""


def ask(root: str, *, timeout_s: float = TIMEOUT_S, most_bytes: int = MOST_BYTES) -> Answer:
    """The log of the work tree that holds `root`, newest commit first, with paths relative to `root`."""
    git = _program(root)
    if git is None:
        return Answer(problem="no git")
    try:
        process = subprocess.Popen(
            (git, *_OPTIONS, "-C", root, *_LOG),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        )
    except (OSError, ValueError):
        return Answer(problem="no git")
    return _read(process, timeout_s, most_bytes)


def _read(process: subprocess.Popen[bytes], timeout_s: float, most_bytes: int) -> Answer:
    """Read to the end, to the most that is kept, or until time is up (which tells nothing: it may differ tomorrow)."""
    late = threading.Event()

    def stop() -> None:
        late.set()
        process.kill()

    timer = threading.Timer(timeout_s, stop)
    timer.start()
    with process:
        assert process.stdout is not None, "asked for above"
        output = process.stdout.read(most_bytes + 1)
        is_cut = len(output) > most_bytes
        if is_cut:
            process.kill()
    timer.cancel()
    if late.is_set():
        return Answer(problem="git took too long")
    if process.returncode != 0 and not is_cut:
        return Answer(problem="no commits that git can read")
    return Answer(output[:most_bytes], is_cut)


def _program(root: str) -> str | None:
    """Find git on the PATH, but never one that the audited tree brings along."""
    found = shutil.which("git")
    if found is None:
        return None
    # Only the folder's links are followed: git itself is often a link to a program that looks at its own name.
    folder = os.path.realpath(os.path.dirname(found))  # noqa: PTH120 - text throughout, as the paths of git are
    real_root = os.path.realpath(root)
    if folder == real_root or folder.startswith(real_root.rstrip(os.sep) + os.sep):
        return None
    return os.path.join(folder, os.path.basename(found))  # noqa: PTH118, PTH119


def _environment() -> dict[str, str]:
    """Our environment without anything that steers git: a hook that starts the audit sets GIT_DIR, for one."""
    kept = {name: value for name, value in os.environ.items() if not name.upper().startswith("GIT_")}
    return kept | {
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
    }
