"""The root of every exception that the package raises."""

from __future__ import annotations

from typing import Any


class CruxbaseError(Exception):
    """Something that was asked of cruxbase cannot be done; the message is one sentence that says why.

    What users wrote in records never raises: it becomes a finding. Every exception of the package descends from this one,
    and from the builtin that fits, so that `except KeyError` and `except CruxbaseError` both work. All can be pickled and
    copied, whatever facts their constructors take, and so cross from one process to another.
    """

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuilt, (type(self), self.args, self.__dict__)


def _rebuilt(kind: type[CruxbaseError], args: tuple[Any, ...], facts: dict[str, Any]) -> CruxbaseError:
    """An error with the message and the facts that it had, without a second call of its constructor."""
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(facts)
    return error
