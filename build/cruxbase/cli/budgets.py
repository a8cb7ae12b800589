"""A bound on the time and memory of a whole command, so that a stranger's base cannot stall whoever checks it.

`CRUXBASE_MAX_SECONDS` bounds the time on the clock, and the processor time of each process; `CRUXBASE_MAX_MEMORY` the memory
of the command's own process, in MiB. Where a bound is reached the command ends with a sentence and the status of a wrong
command line.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import FrameType

from cruxbase.cli.problems import WrongUsage

SECONDS = "CRUXBASE_MAX_SECONDS"
MEMORY = "CRUXBASE_MAX_MEMORY"
_TICK = 0.1
"""Seconds from one look at the clock and the memory to the next."""

_GRACE = 5
"""Seconds of processor time beyond the bound after which the system ends a process that cannot be interrupted."""

_KIB = 1 if sys.platform != "darwin" else 1024
"""In what unit the system gives the memory, in KiB or, on macOS, in bytes."""


class BudgetSpent(WrongUsage):
    """A command took more time or memory than it may."""


@contextmanager
def within_budget(environment: Mapping[str, str] | None = None) -> Iterator[None]:
    """Carry out a command within the bounds that the environment sets, if it sets any.

    Raises:
        WrongUsage: a bound is no positive number.
        BudgetSpent: one was reached.
    """
    variables = os.environ if environment is None else environment
    seconds, memory = (_number(variables, name) for name in (SECONDS, MEMORY))
    if (seconds is None and memory is None) or threading.current_thread() is not threading.main_thread():
        yield
        return
    if seconds is not None:
        _bound_processor_time(int(seconds) + _GRACE)
    started = time.monotonic()

    def look(_signal: int, _frame: FrameType | None) -> None:
        if seconds is not None and time.monotonic() - started > seconds:
            raise BudgetSpent(f"the command takes longer than {SECONDS} allows ({seconds:g} s)")
        if memory is not None and resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KIB > memory * 1024:
            raise BudgetSpent(f"the command takes more memory than {MEMORY} allows ({memory:g} MiB)")

    before = signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, _TICK, _TICK)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _number(variables: Mapping[str, str], name: str) -> float | None:
    written = variables.get(name, "").strip()
    if not written:
        return None
    try:
        number = float(written)
    except ValueError:
        number = 0.0
    if not 0 < number < 1e9:
        raise WrongUsage(f"{name} is {written!r}; write a positive number")
    return number


def _bound_processor_time(seconds: int) -> None:
    """For this process and those that it starts, unless there is a lower bound."""
    soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    bounds = [seconds, *(one for one in (soft, hard) if one != resource.RLIM_INFINITY)]
    resource.setrlimit(resource.RLIMIT_CPU, (min(bounds), hard))
