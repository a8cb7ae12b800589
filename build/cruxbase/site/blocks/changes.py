"""What changed lately, in readers' words: which records are new and which were revised, day by day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cruxbase.site import formatting
from cruxbase.site.context import PageContext, Ref, Values
from cruxbase.site.history import Change

MOST_NAMED = 60
"""Of so many records the page names each that came on a day, or was revised; the others are counted."""

_ORDER = tuple(formatting.KINDS)


class Day(NamedTuple):
    """What one day's commits did to the records.

    Attributes:
        date: the day.
        new: the records that came, those that a reader looks for first in front.
        revised: those that were there before and were changed.
        gone: how many went or have another name by now.
    """

    date: str
    new: tuple[Ref, ...]
    revised: tuple[Ref, ...]
    gone: int


def recent(page_context: PageContext) -> Values:  # noqa: ARG001 - every slot is asked so
    """What the page of recent changes takes besides the days."""
    return {"most": MOST_NAMED}


def days(page_context: PageContext, changes: Sequence[Change]) -> list[Day]:
    """The days of some commits, newest first. A record that came and was revised on one day is new."""
    by_day: dict[str, tuple[dict[str, None], set[str]]] = {}
    for change in changes:
        ids, added = by_day.setdefault(change.date, ({}, set()))
        ids.update(dict.fromkeys(change.ids))
        added.update(change.added)
    corpus = page_context.context.kb.corpus
    rows = []
    for date, (ids, added) in by_day.items():
        refs = sorted((page_context.ref(id) for id in ids if id in corpus), key=lambda ref: _ORDER.index(ref.kind))
        new = tuple(ref for ref in refs if ref.id in added)
        rows.append(Day(date, new, tuple(ref for ref in refs if ref.id not in added), len(ids) - len(refs)))
    return rows


def counted(refs: Iterable[Ref], most: int = 4) -> str:
    """How many records of the commonest types there are, and of all others together: `12 claims, 3 sources, 4 others`."""
    return formatting.counts_in_words(Counter(ref.kind for ref in refs), most)
