"""The one error for a name that is not there, with the nearest one as a hint."""

from __future__ import annotations

from collections.abc import Collection

from cruxbase.support.errors import CruxbaseError
from cruxbase.support.suggestions import suggestion


class UnknownName(CruxbaseError, KeyError):
    """Something was asked for by a name that nothing here has.

    >>> print(UnknownName("argument", "chinchila", ["chinchilla", "gopher"]))
    no argument is called 'chinchila' among 2; the nearest is 'chinchilla'
    """

    def __init__(self, kind: str, name: str, known: Collection[str]) -> None:
        self.kind = kind
        self.name = name
        self.nearest = suggestion(name, known)
        hint = f"; the nearest is {self.nearest!r}" if self.nearest else ""
        self.sentence = f"no {kind} is called {name!r} among {len(known)}{hint}"
        super().__init__(self.sentence)

    def __str__(self) -> str:
        return self.sentence  # a KeyError would show the quoted sentence
