"""The collector is as it was after a run, whatever happened in between."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from groundrules.pipeline.collector import collector_paused


@pytest.fixture(params=[True, False])
def was_enabled(request: pytest.FixtureRequest) -> Iterator[bool]:
    enabled = gc.isenabled()
    (gc.enable if request.param else gc.disable)()
    yield bool(request.param)
    (gc.enable if enabled else gc.disable)()


def test_it_stands_still_inside_and_is_as_before_after(was_enabled: bool) -> None:
    with collector_paused():
        assert not gc.isenabled()
    assert gc.isenabled() is was_enabled


def test_a_mistake_inside_leaves_it_as_before(was_enabled: bool) -> None:
    with pytest.raises(ZeroDivisionError), collector_paused():
        _ = 1 / 0
    assert gc.isenabled() is was_enabled
