"""Machines that fail: every call that writes can be the last one, or the first on a full disk."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from cruxbase.cli import main
from sites import files_below

UNREACHED = 99  # exit status of a command that made fewer calls than were to be counted
WRITING = ("replace", "link", "unlink", "fsync", "open", "rename", "mkdir", "rmdir")


def killed_at(count: int, *, dies: bool) -> dict[str, Any]:
    """The functions of `os` that write, of which the n-th call ends the process, or fails as on a full disk."""
    calls = 0

    def wrapped(real: Callable[..., Any], name: str) -> Callable[..., Any]:
        def call(*arguments: Any, **more: Any) -> Any:
            nonlocal calls
            if name == "open" and not arguments[1] & os.O_CREAT:
                return real(*arguments, **more)
            calls += 1
            if calls == count:
                if dies:
                    os.kill(os.getpid(), signal.SIGKILL)
                raise OSError(28, "No space left on device")
            return real(*arguments, **more)

        call.reached = lambda: calls >= count  # type: ignore[attr-defined] # to be asked afterwards
        return call

    return {name: wrapped(getattr(os, name), name) for name in WRITING}


def reached(functions: dict[str, Any]) -> bool:
    """Whether the call that is to fail has been made."""
    return bool(functions["open"].reached())


def run_with(functions: dict[str, Any], arguments: tuple[str, ...]) -> int:
    """The wait status of a process that carries out a command with these functions in the place of those of `os`."""
    child = os.fork()
    if not child:
        devnull = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(devnull, stream)
        for name, function in functions.items():
            setattr(os, name, function)
        status = main(arguments)
        os._exit(status if not functions or reached(functions) else UNREACHED)
    return os.waitpid(child, 0)[1]


@contextmanager
def restored(root: Path) -> Iterator[dict[str, bytes]]:
    """The files of a base, which are put back afterwards."""
    before = files_below(root)
    yield before
    for path in files_below(root).keys() - before.keys():
        (root / path).unlink()
    for path, content in before.items():
        (root / path).write_bytes(content)
