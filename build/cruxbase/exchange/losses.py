"""What became of each construct on the way from one format to another: kept, changed, or dropped, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

Fate = Literal["kept", "changed", "dropped"]


class Loss(NamedTuple):
    """One line of a report.

    Attributes:
        construct: a word of the format: `undercut`, `field abstract`.
        fate: what became of it.
        how: how it was changed, or why it was dropped; empty where it was kept.
        number: how many there were.
        places: where they stand; none where they were kept.
    """

    construct: str
    fate: Fate
    how: str
    number: int
    places: tuple[str, ...]


class LossReport:
    """Counts constructs by what became of them.

    >>> report = LossReport()
    >>> report.kept("support", 2)
    >>> report.dropped("preference", "a base has no preferences", "a.json#7")
    >>> [tuple(loss)[:4] for loss in report]
    [('preference', 'dropped', 'a base has no preferences', 1), ('support', 'kept', '', 2)]
    """

    def __init__(self) -> None:
        self._counts: dict[tuple[str, Fate, str], int] = {}
        self._places: dict[tuple[str, Fate, str], list[str]] = {}

    def kept(self, construct: str, count: int = 1) -> None:
        """Count constructs that are as they were."""
        if count:
            key: tuple[str, Fate, str] = (construct, "kept", "")
            self._counts[key] = self._counts.get(key, 0) + count

    def changed(self, construct: str, how: str, place: str = "") -> None:
        """Count a construct that says nearly the same in another form."""
        self._add((construct, "changed", how), place)

    def dropped(self, construct: str, why: str, place: str = "") -> None:
        """Count a construct that is gone."""
        self._add((construct, "dropped", why), place)

    def _add(self, key: tuple[str, Fate, str], place: str) -> None:
        self._counts[key] = self._counts.get(key, 0) + 1
        if place:
            self._places.setdefault(key, []).append(place)

    def add(self, other: LossReport) -> None:
        """Count what another report counted."""
        for key, count in other._counts.items():
            self._counts[key] = self._counts.get(key, 0) + count
            if key in other._places:
                self._places.setdefault(key, []).extend(other._places[key])

    def __iter__(self) -> Iterator[Loss]:
        for key in sorted(self._counts):
            yield Loss(*key, self._counts[key], tuple(self._places.get(key, ())))

    def count(self, construct: str, fate: Fate | None = None) -> int:
        """How many of a construct there were, or how many had one fate."""
        return sum(loss.number for loss in self if loss.construct == construct and fate in (None, loss.fate))

    def total(self, fate: Fate) -> int:
        """How many constructs had one fate."""
        return sum(count for key, count in self._counts.items() if key[1] == fate)

    def to_dict(self) -> dict[str, object]:
        """The report as plain data, for JSON."""
        return {
            "kept": self.total("kept"),
            "changed": self.total("changed"),
            "dropped": self.total("dropped"),
            "constructs": [dict(loss._asdict()) for loss in self],
        }

    def lines(self, places: int = 3) -> Iterator[str]:
        """The report as text: what was kept in one line, what was not with its first places."""
        kept: Mapping[str, int] = {loss.construct: loss.number for loss in self if loss.fate == "kept"}
        if kept:
            yield "kept: " + ", ".join(f"{count} {name}" for name, count in kept.items())
        for fate in ("changed", "dropped"):
            for loss in self:
                if loss.fate == fate:
                    where = ", ".join(loss.places[:places])
                    more = f" and {len(loss.places) - places} more" if len(loss.places) > places else ""
                    yield f"{fate}: {loss.number} {loss.construct}: {loss.how}" + (f" ({where}{more})" if where else "")
