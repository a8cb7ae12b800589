"""What somebody said of one claim, as numbers to compute with, and what kind of saying it was."""

from __future__ import annotations

from typing import Literal, NamedTuple

Kind = Literal["credence", "reading", "holds", "rejects"]
"""`credence`: a number or word of the text. `reading`: an editor's. `holds` and `rejects`: a stance without a number."""

Basis = Literal["credence", "reading", "holds", "rejects", "suspends", "follows"]
"""What a number in a result rests on: a statement of some kind, judgement suspended, or what follows from the rest."""

STANCES = ("holds", "rejects")


class Statement(NamedTuple):
    """What somebody said of a claim.

    Attributes:
        low: the least it may be.
        high: the most.
        number: the single number to compute with; None where only a bound was given, which keeps what follows from
            the rest between `low` and `high`. A stance has the middle of what it leaves open, which is nobody's number.
        kind: how it was said.
    """

    low: float
    high: float
    number: float | None
    kind: Kind = "credence"

    @classmethod
    def of(cls, value: float | Statement) -> Statement:
        """A number as a statement.

        Raises:
            ValueError: it is not from 0 to 1.

        >>> Statement.of(0.3)
        Statement(low=0.3, high=0.3, number=0.3, kind='credence')
        """
        if isinstance(value, Statement):
            return value
        if not 0 <= value <= 1:
            raise ValueError(f"a credence is from 0 to 1, and {value} is not")
        return cls(float(value), float(value), float(value))

    @property
    def is_stance(self) -> bool:
        """Whether it was held or rejected without a number."""
        return self.kind in STANCES

    @property
    def said_number(self) -> float | None:
        """The single number that was said; None of a bound and of a stance."""
        return None if self.is_stance else self.number


def is_bound(low: float, high: float) -> bool:
    """Whether a range is one-sided, such as more than 10 %: it bounds a credence, and its middle stands for nothing.

    >>> is_bound(0.1, 1.0), is_bound(0.0, 0.01), is_bound(0.0, 0.0), is_bound(0.2, 0.4)
    (True, True, False, False)
    """
    return low < high and (low == 0 or high == 1)
