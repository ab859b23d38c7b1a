"""One `git log`, asked of a git that the audited repository cannot steer."""

from __future__ import annotations

import os
import subprocess
import threading
from dataclasses import dataclass

from groundrules import git

MOST_COMMITS = 20_000
MOST_BYTES = 48 * 1024 * 1024
TIMEOUT_S = 30.0
START = "//"
"""What a commit begins with in the output; no path in git does."""

# No blob is needed: renames are told by their ids alone, so that nothing missing is asked for.
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
    words = git.command(root, *_LOG)
    if words is None:
        return Answer(problem="no git")
    try:
        process = subprocess.Popen(
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=git.environment(),
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
