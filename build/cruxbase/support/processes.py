"""Work shared among forked processes, one a processor."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import warnings
from collections.abc import Callable, Sequence
from typing import Generic, Self, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

MAX_PROCESSES = 8


def map_in_processes(
    items: Sequence[Item], work: Callable[[Sequence[Item]], Result], *, above: int, most: int | None = None
) -> list[Result]:
    """What `work` makes of each share of some items; with two shares, one has the first, third, fifth … of them.

    One share is worked on here, the others in forked processes, which know all that this one does and send back what
    they made. Whatever goes wrong in one of those is done again here, and fails here if it must. With few items, where
    processes cannot be forked, or with threads that may hold locks, there is one share.

    Args:
        items: what there is to do.
        work: does a share; its result must be picklable.
        above: another process is worth it for so many items.
        most: processes at most; by default as many as there are processors.

    >>> map_in_processes([1, 2, 3], list, above=300)
    [[1, 2, 3]]
    >>> sum(map_in_processes(range(10), sum, above=5, most=2))
    45
    """
    processes = min(most or os.cpu_count() or 1, MAX_PROCESSES, max(1, len(items) // above))
    if processes == 1 or not _can_fork():
        return [work(items)]
    shares = [items[first::processes] for first in range(processes)]
    children = [_Child(share, work) for share in shares[1:]]
    try:
        return [work(shares[0]), *(child.result() for child in children)]
    except BaseException:
        for child in children:
            child.stop()
        raise


class Beside(Generic[Result]):
    """Work that goes on in a process of its own while this one does something else.

    Where there is one processor, or none can be forked, it is done here once its result is asked for.

    Args:
        work: what is to be done; its result must be picklable.

    >>> with Beside(lambda: sum(range(10))) as adding:
    ...     adding.result()
    45
    """

    def __init__(self, work: Callable[[], Result]) -> None:
        self._work = work
        several = (os.cpu_count() or 1) > 1 and _can_fork()
        self._child: _Child[None, Result] | None = _Child((), lambda _: work()) if several else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._child is not None:
            self._child.stop()

    def result(self) -> Result:
        """What it made; made again here where the process came to harm."""
        child, self._child = self._child, None
        return self._work() if child is None else child.result()


def _can_fork() -> bool:
    import threading  # here, as nothing else of a check needs it

    forks = hasattr(os, "fork") and threading.active_count() == 1
    return forks and not (sys.platform == "darwin" and "objc" in sys.modules)


class _Child(Generic[Item, Result]):
    """A forked process that does one share and sends back what it made."""

    def __init__(self, items: Sequence[Item], work: Callable[[Sequence[Item]], Result]) -> None:
        self.items = items
        self.work = work
        self.pipe, writing = os.pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of threads that are not ours, such as numpy's
            self.pid = os.fork()
        if self.pid:
            os.close(writing)
            return
        import pickle

        status = 1
        try:
            os.close(self.pipe)
            with os.fdopen(writing, "wb") as out:
                pickle.dump(work(items), out, protocol=pickle.HIGHEST_PROTOCOL)
            status = 0
        finally:
            os._exit(status)

    def result(self) -> Result:
        """What it made; made again here where the process came to harm."""
        import pickle

        made: list[Result] = []
        with os.fdopen(self.pipe, "rb") as source:
            with contextlib.suppress(EOFError, pickle.UnpicklingError):  # it came to harm before, or while it wrote
                made.append(pickle.load(source))  # noqa: S301 - from our own process; read as it comes, never whole
            source.read()
        _, status = os.waitpid(self.pid, 0)
        return self.work(self.items) if status or not made else made[0]

    def stop(self) -> None:
        """End the process and forget what it was doing."""
        try:
            os.close(self.pipe)
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        except OSError:
            pass
