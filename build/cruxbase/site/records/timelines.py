"""Who said what when: of a claim by person, and of a person by claim."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from markupsafe import Markup

from cruxbase.analysis.over_time import MOVED
from cruxbase.reasoning.statement import is_bound
from cruxbase.site import formatting
from cruxbase.site.context import PageContext
from cruxbase.site.formatting import belief_in_words
from cruxbase.site.pictures.timeline import Moment, TimelineRow, month_of, timeline_key, timeline_svg
from cruxbase.site.records.belief_words import basis_on
from cruxbase.support import figures

if TYPE_CHECKING:
    from cruxbase.analysis.entities import Belief, ChangeOfMind, Person, Viewpoint

_MOST_PEOPLE = 12
_MOST_CLAIMS = 8
_MOST_FOLLOWING = 4
_ENOUGH = 2


class TimelineDrawn(NamedTuple):
    """A picture of who said what when, in both cuts, and what its marks mean."""

    drawn: Markup
    key: str


def claim_timeline(page_context: PageContext, beliefs: Sequence[Belief]) -> TimelineDrawn | None:
    """What each person said of a claim, and when; nothing where all said it at once, or where they are too many to draw."""
    by_holder: dict[str, list[Belief]] = defaultdict(list)
    for belief in beliefs:
        viewpoint = belief.viewpoint
        by_holder[viewpoint.holder.id if viewpoint.holder is not None else viewpoint.id].append(belief)
    months = [month_of(belief.viewpoint.date) for belief in beliefs]
    if not months or max(months) - min(months) < 1 or len(by_holder) > _MOST_PEOPLE:
        return None
    rows = [_row(page_context, holder, said) for holder, said in by_holder.items()]
    rows.sort(key=lambda row: month_of(row.moments[0].date))
    return _drawn(rows, "Who said what of it, and when")


def person_timeline(
    page_context: PageContext, person: Person, viewpoints: Sequence[Viewpoint], claims: Iterable[str]
) -> TimelineDrawn | None:
    """A person's dated views, a mark for each, and below what they said of the claims of which they spoke more than once.

    Args:
        page_context: the page.
        person: whose views they are.
        viewpoints: oldest first.
        claims: the claims of which several of them speak, in the order of the rows.
    """
    if len(viewpoints) < _ENOUGH:
        return None
    most = max(len(view.beliefs) for view in viewpoints) or 1
    views = tuple(_view(page_context, view, most) for view in viewpoints)
    rows = [TimelineRow(f"What {person.title} spoke of", "", views, joined=False)]
    said = defaultdict(list)
    for view in viewpoints:
        for belief in view.beliefs:
            said[belief.part.claim].append(belief)
    rows += [_row(page_context, claim, said[claim]) for claim in list(claims)[:_MOST_CLAIMS]]
    rows += _following(page_context, person.changes, viewpoints)
    return _drawn(rows, f"The dated views of {person.title}")


def _following(
    page_context: PageContext, changes: Sequence[ChangeOfMind], viewpoints: Sequence[Viewpoint]
) -> list[TimelineRow]:
    """The claims that a person's changes of mind moved without a word on them, a mark for each value that followed."""
    before = {view.id: earlier for earlier, view in pairwise(viewpoints)}
    moments: dict[str, dict[str, Moment]] = defaultdict(dict)
    far: dict[str, float] = defaultdict(float)
    for change in changes:
        for one in change.moved:
            if one.credence_before is None or one.credence_after is None:
                continue
            if abs(one.credence_after - one.credence_before) < MOVED:
                continue  # only its status is another
            far[one.claim.id] += abs(one.credence_after - one.credence_before)
            ends = ((before[change.viewpoint.id], one.credence_before), (change.viewpoint, one.credence_after))
            for view, value in ends:
                moments[one.claim.id][view.id] = _followed(page_context, view, value)
    moving = [claim for claim in far if len({month_of(one.date) for one in moments[claim].values()}) > 1]
    order = sorted(moving, key=lambda claim: (-far[claim], claim))[:_MOST_FOLLOWING]
    return [
        TimelineRow((ref := page_context.ref(claim)).title, ref.href, tuple(moments[claim].values())) for claim in order
    ]


def _followed(page_context: PageContext, view: Viewpoint, value: float) -> Moment:
    words = figures.about(value)
    title = f"{formatting.date(view.date)}: {words} followed from what they had said by then"
    return Moment(view.date, words, title, page_context.ref(view.id).href, 0.25, "follows")


def _view(page_context: PageContext, view: Viewpoint, most: int) -> Moment:
    number = len(view.beliefs)
    ref = page_context.ref(view.id)
    title = f"{ref.title}: speaks of {formatting.several(number, 'claim')}"
    return Moment(view.date, "", title, ref.href, math.sqrt(number / most), "view")


def _row(page_context: PageContext, record: str, beliefs: Iterable[Belief]) -> TimelineRow:
    """What was said, oldest first, on a row that is called after a person or a claim."""
    ref = page_context.ref(record)
    moments = [
        _moment(page_context, belief) for belief in sorted(beliefs, key=lambda one: month_of(one.viewpoint.date))
    ]
    return TimelineRow(ref.title, ref.href, tuple(moments))


def _moment(page_context: PageContext, belief: Belief) -> Moment:
    words = belief_in_words(belief)
    viewpoint = belief.viewpoint
    title = f"{formatting.date(viewpoint.date)}: {words} ({basis_on(page_context, belief)})"
    kind: Literal["stated", "reading", "bound"] = "stated" if belief.entry.basis == "stated" else "reading"
    if belief.credence is not None and is_bound(belief.credence.low, belief.credence.high):
        kind = "bound"
    return Moment(viewpoint.date, words.partition(" (")[0], title, page_context.ref(viewpoint.id).href, 0.25, kind)


def _drawn(rows: Sequence[TimelineRow], label: str) -> TimelineDrawn:
    drawn = Markup("".join(timeline_svg(rows, label, wide=wide) for wide in (True, False)))  # noqa: S704 - escaped there
    return TimelineDrawn(drawn, timeline_key(rows))
