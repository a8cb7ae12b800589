"""The root of every exception that the package raises."""

from __future__ import annotations

_SHOWN = 80
"""Characters of what was given that a message repeats."""


class CruxbaseError(Exception):
    """Something that was asked of cruxbase cannot be done; the message is one sentence that says why.

    What users wrote in records never raises: it becomes a finding. Every exception of the package descends from this one,
    and from the builtin that fits, so that `except KeyError` and `except CruxbaseError` both work. All can be pickled and
    copied, whatever facts their constructors take, and so cross from one process to another.
    """

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuilt, (type(self), self.args, self.__dict__)


class WrongArgument(CruxbaseError, TypeError):
    """A function was given something of a kind that it does not take."""

    def __init__(self, wanted: str, given: object) -> None:
        shown = repr(given)
        super().__init__(f"{wanted}, and not {shown if len(shown) <= _SHOWN else shown[:_SHOWN] + '…'}")


class WrongValue(CruxbaseError, ValueError):
    """An argument is of the right kind, and outside of what it can be."""


def _rebuilt(kind: type[CruxbaseError], args: tuple[object, ...], facts: dict[str, object]) -> CruxbaseError:
    """An error with the message and the facts that it had, without a second call of its constructor."""
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(facts)
    return error
