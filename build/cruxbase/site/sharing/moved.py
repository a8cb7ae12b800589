"""What a change of a record moved, as its page tells it: what concerns the record first, and no more than a reader takes in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from cruxbase.reasoning.on_graph import ON_RECORD
from cruxbase.support import figures

if TYPE_CHECKING:
    from cruxbase.loading.commit_effects import CommitEffect, MovedGap, MovedStatus, MovedStrength
    from cruxbase.site.context import PageContext, Ref

_MOST = 3
"""So many statuses, and strengths, and gaps, are told of one change."""

STANDING = {"in": "it stands", "out": "it does not stand", "undecided": "undecided", None: "nothing was said"}
"""A label in words, as one state of two."""

GAPS = {
    "appears": "they part on it now",
    "vanishes": "they part on it no longer",
    "turned": "the other of the two believes it more now",
}
"""What became of a gap, by the sort of `GapChange`; one that only grew or shrank is told by its size."""


class MovedLine(NamedTuple):
    """One thing that a change moved.

    Attributes:
        sort: `status`, `strength` or `gap`.
        claim: the claim.
        people: for whom; nobody at face value.
        before: what was; empty where one sentence says it all.
        after: what is since.
        gone: cruxes between the two that are none any more.
        new: cruxes between the two that were none before.
    """

    sort: str
    claim: Ref
    people: tuple[Ref, ...]
    before: str
    after: str
    gone: tuple[Ref, ...] = ()
    new: tuple[Ref, ...] = ()


class Consequences(NamedTuple):
    """What a change moved.

    Attributes:
        lines: what moved, the most telling first.
        more: how many further statuses, strengths and gaps moved.
        numbers: how many results of models moved.
        others: how many other records the same commit changed.
    """

    lines: tuple[MovedLine, ...]
    more: int
    numbers: int
    others: int


def moved_by(page_context: PageContext, effect: CommitEffect, id: str) -> Consequences:
    """What a commit moved, on the page of one of the records that it changed.

    Records that are gone by now cannot be named and are only counted.
    """
    lines: list[MovedLine] = []
    for make in (_statuses, _strengths, _gaps):
        several = sorted(make(page_context, effect), key=lambda line: not _is_about(line, id))
        lines += several[:_MOST]
    total = len(effect.statuses) + len(effect.strengths) + len(effect.gaps) + effect.more
    return Consequences(tuple(lines), total - len(lines), effect.numbers, max(effect.records - 1, 0))


def _is_about(line: MovedLine, id: str) -> bool:
    return id in (line.claim.id, *(one.id for one in (*line.people, *line.new, *line.gone)))


def _there(page_context: PageContext, ids: Iterable[str]) -> bool:
    corpus = page_context.context.kb.corpus
    return all(id in corpus for id in ids if id != ON_RECORD)


def _statuses(page_context: PageContext, effect: CommitEffect) -> Iterator[MovedLine]:
    for one in effect.statuses:
        if _there(page_context, (one.claim, one.who)):
            yield _status(page_context, one)


def _status(page_context: PageContext, one: MovedStatus) -> MovedLine:
    people = () if one.who == ON_RECORD else (page_context.ref(one.who),)
    return MovedLine("status", page_context.ref(one.claim), people, STANDING[one.before], STANDING[one.after])


def _strengths(page_context: PageContext, effect: CommitEffect) -> Iterator[MovedLine]:
    for one in effect.strengths:
        if _there(page_context, (one.claim, one.who)):
            yield _strength(page_context, one)


def _strength(page_context: PageContext, one: MovedStrength) -> MovedLine:
    shown = figures.percent if one.stated else figures.about
    before, after = ("nothing" if value is None else shown(value) for value in (one.before, one.after))
    return MovedLine("strength", page_context.ref(one.claim), (page_context.ref(one.who),), before, after)


def _gaps(page_context: PageContext, effect: CommitEffect) -> Iterator[MovedLine]:
    for one in effect.gaps:
        if _there(page_context, (one.target, one.a, one.b)):
            yield _gap(page_context, one)


def _gap(page_context: PageContext, one: MovedGap) -> MovedLine:
    people = (page_context.ref(one.a), page_context.ref(one.b))
    gone, new = (
        tuple(page_context.refs(crux for crux in cruxes if _there(page_context, (crux,))))
        for cruxes in (one.cruxes_gone, one.cruxes_new)
    )
    before = after = ""
    if one.sort in GAPS:
        after = GAPS[one.sort]
    elif one.before is not None and one.after is not None and not (gone or new):
        before, after = (figures.times_the_odds(gap) for gap in (one.before, one.after))
    return MovedLine("gap", page_context.ref(one.target), people, before, after, gone, new)
