"""What people said of a claim beside what the recorded reasons give, and what their difference on a crux moves."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from cruxbase.reasoning.agreement import EVEN, distance_on, side_of, statement_on, takes_side
from cruxbase.reasoning.gap_results import Unsettleable
from cruxbase.reasoning.statement import Statement
from cruxbase.site.context import PageContext, Ref, SiteContext
from cruxbase.site.pairs import pair_address, pair_key
from cruxbase.site.records.gap_view import CruxLine, crux_line, is_rough, said_or_follows
from cruxbase.support import figures

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cruxbase.analysis.entities import Claim
    from cruxbase.reasoning.gap_results import Closure, GapAnalysis
    from cruxbase.reasoning.perspective import Perspective

MOST_PAIRS = 8
"""A crux page shows so many pairs of people."""

MOST_HOLDERS = 12

Followed = tuple[Sequence[object], float, float | None]
"""A `Statement`, what the recorded reasons alone give, and the own reason that meets what was said, in log-odds."""

_CLEAR = 0.1
_NEITHER = 0.02


class Account(NamedTuple):
    """What somebody says of a claim, and what the reasons on record would give from the rest of what they say.

    Attributes:
        who: the person.
        said: what they say.
        follows: what the recorded reasons alone give; only its direction where the person gave no number to set it beside.
        own: what own reasons beyond the record do, as a ratio of odds in words; only the direction likewise.
    """

    who: Ref
    said: str
    follows: str
    own: str


def accounts(page_context: PageContext, claim: Claim) -> tuple[Account, ...]:
    """For each person who spoke of a claim on which their other beliefs bear: what they said, and what follows."""
    rows = []
    for who in _holders(page_context.context, claim.id):
        row = _followed(page_context.context, who).get(claim.id)
        if row is None:
            continue
        stated, follows, own = Statement._make(row[0]), row[1], row[2]
        if stated.is_stance:
            computed = _direction(follows), _needed(follows, (stated.low, stated.high))
        elif stated.number is None:
            computed = figures.about(follows), "only a bound was given, so nothing can be said of them"
        else:
            computed = figures.about(follows), _own(own)
        perspective = page_context.context.perspective(who)
        rows.append(Account(page_context.ref(who), said_or_follows(page_context, perspective, claim.id), *computed))
    return tuple(rows[:MOST_HOLDERS])


def unaccounted(page_context: PageContext, claim: Claim) -> int:
    """How many spoke of a claim and have no account: they take no side, or nothing else that they said bears on it."""
    context = page_context.context
    return sum(claim.id not in _followed(context, who) for who in _holders(context, claim.id))


def _followed(context: SiteContext, who: str) -> Mapping[str, Followed]:
    """The claims that somebody took a side on and known reasons bear on: what they said, and what follows."""

    def work() -> dict[str, Followed]:
        view = context.kb.view(who).anchored
        rows = ((claim, said, view.from_reasons(claim), view.own_reason(claim)) for claim, said in view.stated.items())
        return {claim: (tuple(said), follows, own) for claim, said, follows, own in rows if follows is not None}

    return context.of_structure(f"what follows for {who}", work)


def _direction(follows: float) -> str:
    """Which way the recorded reasons point.

    >>> _direction(0.72), _direction(0.31), _direction(0.51)
    ('they speak for it', 'they speak against it', 'they point neither way')
    """
    if abs(follows - EVEN) < _NEITHER:
        return "they point neither way"
    return "they speak for it" if follows > EVEN else "they speak against it"


def _needed(follows: float, room: tuple[float, float]) -> str:
    """Whether a stance needs own reasons beyond those on record: not where these lead to the same side.

    >>> _needed(0.72, (0.5, 1.0)), _needed(0.31, (0.5, 1.0)), _needed(0.72, (0.0, 0.5))
    ('none needed', 'raise it', 'lower it')
    """
    low, high = room
    return "raise it" if follows < low else "lower it" if follows > high else "none needed"


def _own(log_odds: float | None) -> str:
    """What own reasons do to the odds: with one digit, as the strengths that it is worked out from are an editor's.

    >>> _own(-0.05), _own(4.6), _own(-0.4)
    ('next to nothing', 'multiply the odds by about 100', 'lower the odds a little')
    """
    if log_odds is None or abs(log_odds) < _CLEAR:
        return "next to nothing"
    times = figures.times_the_odds(log_odds, rough=True).removesuffix(" times the odds")
    if times.endswith("the odds"):  # less than twice
        return f"{'raise' if log_odds > 0 else 'lower'} the odds a little"
    return f"{'multiply' if log_odds > 0 else 'divide'} the odds by {times}"


def _holders(context: SiteContext, *claims: str) -> list[str]:
    """The people who have spoken of any of some claims, in the order of the base; groups speak for their members."""
    graph = context.kb.graph
    found = {
        link.end
        for claim in claims
        for belief in graph.beliefs_in(claim)
        for link in graph.links_from("holder", belief.viewpoint)
    }
    return sorted(found)


class Moves(NamedTuple):
    """What a difference on a crux moves on one conclusion: the closure of the side that closes most, and who gives which odds."""

    conclusion: Ref
    apart: str
    line: CruxLine
    more: str
    less: str


class CruxPair(NamedTuple):
    """Two people who took sides on a crux, and what their difference there moves.

    Attributes:
        a: the first.
        b: the second.
        page: address of their page; empty where they have none.
        said: for each side of which both spoke, what each says.
        moves: the conclusions whose gap their difference on this question bears on, the one it closes most of first.
        missing: where there are none, what is missing and from whom.
    """

    a: Ref
    b: Ref
    page: str
    said: tuple[tuple[Ref, str, str], ...]
    moves: tuple[Moves, ...]
    missing: str


def crux_pairs(page_context: PageContext, crux: Claim) -> tuple[tuple[CruxPair, ...], int]:
    """The pairs of people who took different sides on a crux, those between whom it moves most first; and how many more."""
    context = page_context.context
    sides = [side.id for side in crux.sides]
    people = [who for who in _holders(context, *sides) if _has_sided(context, who, sides)]
    apart = [
        (context.ranks.get(pair_key(pair), inf), pair)
        for pair in itertools.combinations(people, 2)
        if _differ(context, pair, sides)
    ]
    apart.sort()
    targets = [claim.id for claim in crux.decides]
    rows = [_crux_pair(page_context, pair, sides, targets) for _, pair in apart[:MOST_PAIRS]]
    rows.sort(key=lambda row: not row.moves)
    return tuple(rows), max(len(apart) - MOST_PAIRS, 0)


def _has_sided(context: SiteContext, who: str, sides: list[str]) -> bool:
    view = context.perspective(who)
    return any(takes_side(view, side) for side in sides)


def _differ(context: SiteContext, pair: tuple[str, str], sides: list[str]) -> bool:
    """Whether two people disagree on some side of which both spoke, or each takes another side."""
    one, other = (context.perspective(who) for who in pair)
    apart = [distance_on(one, other, side) for side in sides]
    if any(row is not None for row in apart):
        return any(row is not None and not row.agreed for row in apart)
    taken = [{side for side in sides if _is_for(view, side)} for view in (one, other)]
    return bool(taken[0] and taken[1]) and taken[0].isdisjoint(taken[1])


def _is_for(view: Perspective, side: str) -> bool:
    statement = statement_on(view, side)
    return statement is not None and side_of(statement) == "for"


def _crux_pair(page_context: PageContext, pair: tuple[str, str], sides: list[str], targets: list[str]) -> CruxPair:
    context = page_context.context
    views = [context.perspective(who) for who in pair]
    refs = [page_context.ref(who) for who in pair]
    names = (refs[0].title, refs[1].title)
    said = [
        (
            page_context.ref(side),
            said_or_follows(page_context, views[0], side),
            said_or_follows(page_context, views[1], side),
        )
        for side in sides
        if any(side in view for view in views)
    ]
    both = [target for target in targets if all(takes_side(view, target) for view in views)]
    gaps = [gap for target in both if (gap := gap_of(context, pair, target)) is not None]
    moves = [row for gap in gaps if (row := _moves(page_context, gap, sides, names)) is not None]
    return CruxPair(
        refs[0],
        refs[1],
        page_context.root + pair_address(pair) if pair_key(pair) in context.pairs else "",
        tuple(said),
        tuple(moves),
        "" if moves else _missing(names, views, targets, gaps),
    )


def _moves(page_context: PageContext, gap: GapAnalysis, sides: list[str], names: tuple[str, str]) -> Moves | None:
    """The side whose adoption closes most of a gap: one question is one row."""
    lacking = {one.claim: one.lacks for one in gap.near_cruxes}
    closures = [one for one in gap.closures if one.claim in sides and _most(one) >= _CLEAR]
    if not closures:
        return None
    best = max(closures, key=lambda one: (one.claim in gap.double_cruxes, _most(one)))
    line = crux_line(page_context, best, lacking.get(best.claim, ()), names)
    double = best.claim in gap.double_cruxes
    lacks = () if double else line.lacks or ("it closes too little for a double crux",)
    apart = figures.times_the_odds(gap.gap, rough=is_rough(gap))
    less, more = names if gap.gap > 0 else names[::-1]
    return Moves(page_context.ref(gap.target), apart, line._replace(lacks=lacks), more, less)


def _most(closure: Closure) -> float:
    return max(closure.from_a or 0.0, closure.from_b or 0.0)


def _missing(names: tuple[str, str], views: list[Perspective], targets: list[str], gaps: list[GapAnalysis]) -> str:
    """Why nothing can be said of what their difference moves."""
    if not targets:
        return "The crux does not say what it decides."
    if gaps:
        return "Their difference here moves next to nothing of what it decides."
    silent = [name for name, view in zip(names, views, strict=True) if not any(takes_side(view, t) for t in targets)]
    if silent:
        return f"Nothing can be computed: {' and '.join(silent)} took no side on what it decides."
    return "Nothing can be computed: of what it decides, there is no claim on which both took a side and differ."


def gap_of(context: SiteContext, pair: tuple[str, str], target: str) -> GapAnalysis | None:
    """What divides two people on a conclusion; None where nothing can be computed."""
    from cruxbase.analysis.target import NothingToCompute

    try:
        return context.kb.cruxes_between(target, *pair)
    except (NothingToCompute, Unsettleable):
        return None
