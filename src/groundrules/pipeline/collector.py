"""Python's cycle collector, stopped for a while: facts have no cycles, and looking for some takes a third of a run."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Stop the collector inside a `with`, unless it stands still already; what is counted by reference goes as ever."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
