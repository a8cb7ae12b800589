"""Work shared among processes: nothing is lost, whatever happens to one of them."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence

import pytest

from cruxbase.support.processes import map_in_processes

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked where the system can")


@pytest.fixture(autouse=True)
def alone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a process without threads, whatever servers other tests have left in this one."""
    if request.function is not test_nothing_is_forked_beside_threads:
        monkeypatch.setattr(threading, "active_count", lambda: 1)


def where(items: Sequence[int]) -> tuple[int, list[int]]:
    """The process that works on some items, and the items."""
    return os.getpid(), list(items)


def test_items_are_dealt_out_in_turn() -> None:
    """Neighbours go to different processes, so that one dear stretch is shared too; this process has the first share."""
    shares = map_in_processes(range(7), where, above=2, most=3)
    assert [items for _, items in shares] == [[0, 3, 6], [1, 4], [2, 5]]
    assert shares[0][0] == os.getpid()
    assert len({process for process, _ in shares}) == 3


@pytest.mark.parametrize(("count", "processes"), [(0, 1), (3, 1), (4, 2), (100, 4)])
def test_few_items_are_not_worth_a_process(count: int, processes: int) -> None:
    """There is a process for so many items, up to as many as may be had."""
    assert len(map_in_processes(range(count), where, above=2, most=4)) == processes


def test_a_share_that_came_to_harm_is_done_again() -> None:
    """A process that dies, or whose result cannot be sent, costs time only."""
    parent = os.getpid()

    def dying(items: Sequence[int]) -> int:
        if os.getpid() != parent:
            os._exit(9)
        return sum(items)

    assert sum(map_in_processes(range(10), dying, above=1, most=2)) == 45
    unsendable = map_in_processes(range(4), lambda items: lambda: sum(items), above=1, most=2)
    assert [made() for made in unsendable] == [2, 4]


def test_a_mistake_is_raised_here() -> None:
    """What raises in another process raises in this one."""

    def mistaken(items: Sequence[int]) -> None:
        if 1 in items:
            raise LookupError("a mistake")

    with pytest.raises(LookupError):
        map_in_processes(range(4), mistaken, above=1, most=2)


def test_nothing_is_forked_beside_threads() -> None:
    """Where another thread may hold a lock, all is done here."""
    held = threading.Event()
    thread = threading.Thread(target=held.wait)
    thread.start()
    try:
        assert map_in_processes(range(9), where, above=1, most=3) == [(os.getpid(), list(range(9)))]
    finally:
        held.set()
        thread.join()
