"""Command lines run inside tests."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NamedTuple

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
