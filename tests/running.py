"""Command lines and coroutines run inside tests."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple, TypeVar

T = TypeVar("T")

Run = Callable[..., "Ran"]


class Ran(NamedTuple):
    """What a command line came to.

    Attributes:
        status: the exit status.
        out: what was written to the standard output.
        err: what was written to the standard error.
    """

    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """The lines of the standard output."""
        return self.out.splitlines()

    @property
    def json(self) -> Any:
        """The standard output as the value it is in JSON."""
        return json.loads(self.out)


def run_async(coroutine: Coroutine[Any, Any, T]) -> T:
    """The result of a coroutine, run in a thread of its own.

    Playwright keeps an event loop running in the main thread once a browser test has run there, and `asyncio.run` refuses to
    start another in the same thread.
    """
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()
