"""What people believed when: views as of a date, changes of mind, and the scores of forecasts that came due."""

from __future__ import annotations

import datetime
from math import inf, log

from cruxbase.analysis.entities import (
    ChangedBelief,
    ChangeOfMind,
    LinkedRecords,
    MovedClaim,
    Person,
    ScoredForecast,
    Scores,
)
from cruxbase.analysis.viewers import median_perspective, members_of, perspective_of, viewpoints_of
from cruxbase.reasoning.perspective import Perspective, perspective
from cruxbase.reasoning.statement import is_bound

MOVED = 0.05
"""What follows from a change of mind is told where it moves a credence by at least this, or a status."""

Date = str | datetime.date


def is_by(written: str, as_of: Date) -> bool:
    """Whether a date, which may be a year or a month only, is no later than another; 2024 takes in all of that year.

    >>> is_by("2024-05", "2024"), is_by("2025", "2024-12-31"), is_by("2024", "2024-03")
    (True, False, True)
    """
    limit = str(as_of)
    return written <= limit or written.startswith(f"{limit}-")


def perspective_as_of(kb: LinkedRecords, who: str, as_of: Date) -> Perspective:
    """What somebody had said by a date, claim by claim the latest word.

    Raises:
        UnknownRecord: there is no such viewpoint or person.
    """
    several = members_of(kb, who)
    if several:
        return median_perspective([perspective_as_of(kb, one, as_of) for one in several], who)
    ids = [id for id in viewpoints_of(kb, who) if is_by(str(kb.corpus.entry(id).data["date"]), as_of)]
    return perspective(kb.graph, ids, perspective_of(kb, who).name)


def scores_of(person: Person) -> Scores:
    """How a person's forecasts turned out.

    Each prediction with the outcome `true` or `false` counts once, by the last credence given before the outcome was known;
    bounds and stances without a number are not scored.
    """
    kb, forecasts = person.kb, []
    for claim in kb.claims(type="prediction"):
        resolution = getattr(claim.record, "resolution", None)
        if resolution is None or resolution.outcome not in ("true", "false"):
            continue
        view = perspective_as_of(kb, person.id, str(resolution.date))
        credence = view.credences.get(claim.id)
        if credence is None or is_bound(credence.low, credence.high):
            continue
        came_true = resolution.outcome == "true"
        chance = credence.mid if came_true else 1 - credence.mid
        forecasts.append(
            ScoredForecast(
                claim,
                kb.viewpoint(view.origins[claim.id].viewpoint),
                credence.mid,
                came_true,
                (1 - chance) ** 2,
                log(chance) if chance > 0 else -inf,
            )
        )
    number = len(forecasts)
    if not number:
        return Scores(0, None, None, ())
    brier, logarithmic = (sum(getattr(one, name) for one in forecasts) / number for name in ("brier", "log"))
    return Scores(number, brier, logarithmic, tuple(forecasts))


def changes_of(person: Person) -> tuple[ChangeOfMind, ...]:
    """Every viewpoint after the first that says something new, oldest first."""
    found, said = [], list(person.viewpoints)
    for place in range(1, len(said)):
        before = perspective(person.kb.graph, [view.id for view in said[:place]], person.id)
        after = perspective(person.kb.graph, [view.id for view in said[: place + 1]], person.id)
        beliefs = tuple(_changed(person.kb, before, after))
        if beliefs:
            changed = {belief.claim.id for belief in beliefs}
            moved = _moved(person.kb, before, after, changed)
            found.append(ChangeOfMind(said[place], str(said[place].record.date), beliefs, moved))
    return tuple(found)


def _changed(kb: LinkedRecords, before: Perspective, after: Perspective) -> list[ChangedBelief]:
    changed = []
    for claim in after.claims:
        was, now = before.range_of(claim), after.range_of(claim)
        if now is not None and (was != now or before.stances.get(claim) != after.stances.get(claim)):
            changed.append(ChangedBelief(kb.claim(claim), was, now))
    return changed


def _moved(kb: LinkedRecords, before: Perspective, after: Perspective, changed: set[str]) -> tuple[MovedClaim, ...]:
    from cruxbase.reasoning.anchoring import anchored_view
    from cruxbase.reasoning.on_graph import weighed_status

    views = [anchored_view(kb.graph, view) for view in (before, after)]
    labels = [weighed_status(kb.graph, view).claims() for view in (before, after)]
    rows = []
    for claim in labels[0]:
        if claim in changed:
            continue
        was, now = (view.strength(claim) for view in views)
        row = MovedClaim(kb.claim(claim), was, now, labels[0][claim], labels[1][claim])
        if row.label_before is not row.label_after or (was is None) != (now is None) or _distance(row) >= MOVED:
            rows.append(row)
    return tuple(sorted(rows, key=lambda row: (-_distance(row), row.claim.id)))


def _distance(row: MovedClaim) -> float:
    """How far a credence moved; from one half where nothing was known."""
    before, after = (0.5 if one is None else one for one in (row.credence_before, row.credence_after))
    return abs(after - before)
