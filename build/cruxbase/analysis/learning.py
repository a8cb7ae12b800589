"""What people would learn about a claim from others: stated conditionals where there are any, else what follows."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from math import isnan
from statistics import median_low
from typing import TYPE_CHECKING, Literal, NamedTuple

from cruxbase.analysis.entities import Claim, LinkedRecords, Viewer
from cruxbase.analysis.viewers import members_of, perspective_of
from cruxbase.reasoning.information import InformationValue, value_of_disagreement, value_of_information
from cruxbase.records import Person, Viewpoint
from cruxbase.support.results import Result

if TYPE_CHECKING:
    from cruxbase.reasoning.jeffrey import AnchoredView
    from cruxbase.records import Conditional, Credence

Measure = Literal["information", "disagreement", "share"]


class Outlook(NamedTuple):
    """What someone believes of a target and of a claim, and of the target given the claim.

    Attributes:
        p_u: P(U), the credence in the target.
        p_c: P(c), that in the claim.
        p_u_given_c: P(U|c).
        p_u_given_not_c: P(U|¬c); None where it was not stated, and so follows from the others.
        stated: whether the conditionals were stated; otherwise they are what the anchored view gives with c set to 1 and 0,
            and P(U) is their mean.
    """

    p_u: float
    p_c: float
    p_u_given_c: float
    p_u_given_not_c: float | None
    stated: bool


@dataclass(frozen=True, slots=True)
class Lesson(Result):
    """How much one claim would tell about a target.

    Attributes:
        claim: the claim.
        value: by each measure; None with the reason where the numbers allow none.
        outlooks: what went in, one person's or two.
    """

    claim: Claim
    value: InformationValue
    outlooks: tuple[Outlook, ...]


def outlooks(kb: LinkedRecords, target: str, givens: Iterable[str] | None, who: Viewer) -> dict[str, Outlook]:
    """Someone's outlook on a target by each of some claims; claims of which too little is known are left out.

    For a group that stated no conditional itself, each number is the lower median of its members'.

    Args:
        kb: the base.
        target: id of the target.
        givens: ids of the claims; all that bear on the target, or are supposed in a stated conditional, where not given.
        who: a viewpoint, a person, a group or a mapping, as for `KnowledgeBase.view`.

    Raises:
        UnknownRecord: a claim, viewpoint or person does not exist.
    """
    goal = kb.claim(target).id
    wanted = None if givens is None else [kb.claim(given).id for given in givens]
    several = members_of(kb, who, silent=False)
    if several and not any(True for _ in _conditionals(kb, who)):
        return _medians([outlooks(kb, goal, wanted, member) for member in several])
    stated = _stated(kb, goal, who)
    following = _following(kb, goal, None if wanted is None else [one for one in wanted if one not in stated], who)
    found = {**following, **stated}
    return found if wanted is None else {given: found[given] for given in wanted if given in found}


def information(kb: LinkedRecords, target: str, given: str, who: Viewer) -> InformationValue:
    """What someone expects to learn about a target from a claim; see `cruxbase.reasoning.value_of_information`."""
    return _information(outlooks(kb, target, [given], who).get(kb.claim(given).id))


def disagreement(kb: LinkedRecords, target: str, given: str, a: Viewer, b: Viewer) -> InformationValue:
    """How far a claim would bring two people together; see `cruxbase.reasoning.value_of_disagreement`."""
    id = kb.claim(given).id
    return _disagreement(*(outlooks(kb, target, [given], who).get(id) for who in (a, b)))


def lessons(kb: LinkedRecords, target: str, views: tuple[Viewer, ...], by: Measure) -> tuple[Lesson, ...]:
    """All claims that have a value for one person or for two, the most valuable first.

    Args:
        kb: the base.
        target: id of the target.
        views: one view for the value of information; two for that of disagreement, or, by `information`, for the mean of
            what each would learn.
        by: `information`, `disagreement`, or `share` of the most that there is to learn or to settle.

    Raises:
        UnknownRecord: a claim, viewpoint or person does not exist.
        ValueError: disagreement is asked about, and there are not two views.
    """
    if by == "disagreement" and len(views) != 2:
        raise ValueError("the value of disagreement is between two views")
    found = [outlooks(kb, target, None, who) for who in views]
    rows = []
    for claim in found[0]:
        if any(claim not in one for one in found):
            continue
        several = tuple(one[claim] for one in found)
        if len(views) == 1:
            value = _information(several[0])
        elif by == "information":
            value = _mean(_information(several[0]), _information(several[1]))
        else:
            value = _disagreement(*several)
        rows.append(Lesson(kb.claim(claim), value, several))

    def rank(row: Lesson) -> tuple[bool, float, str]:
        worth = row.value.share_of_maximum if by == "share" else row.value.log
        return worth is None, -(worth or 0.0), row.claim.id

    return tuple(sorted(rows, key=rank))


@dataclass(frozen=True, slots=True)
class MedianLesson:
    """How much one claim would tell the members of one group, or of two, about a target.

    Attributes:
        claim: the claim.
        log: the lower median of the values, in log10 units; over members, or over pairs of one of each group.
        share_of_maximum: the lower median of the parts of the most that there is; None where no value has one.
        number: of how many members or pairs.
    """

    claim: Claim
    log: float
    share_of_maximum: float | None
    number: int


def median_lessons(kb: LinkedRecords, target: str, *groups: str) -> tuple[MedianLesson, ...]:
    """What the members of a group would learn by what they stated; or, of two groups, what would bring pairs together.

    Unlike `lessons`, which takes medians of what goes in, this takes them of what comes out, as the Forecasting Research
    Institute's study (2023) does. Only stated conditionals count.

    Args:
        kb: the base.
        target: id of the target.
        groups: ids of one group or two.

    Raises:
        UnknownRecord: a claim or group does not exist.
    """
    goal = kb.claim(target).id
    stated = [[_stated(kb, goal, member) for member in members_of(kb, group, silent=False)] for group in groups]
    values: dict[str, list[InformationValue]] = {}
    for several in itertools.product(*stated):
        for claim in several[0]:
            if all(claim in one for one in several):
                found = [one[claim] for one in several]
                value = _information(found[0]) if len(found) == 1 else _disagreement(found[0], found[1])
                if value.log is not None:
                    values.setdefault(claim, []).append(value)
    rows = []
    for claim, listed in values.items():
        shares = [value.share_of_maximum for value in listed if value.share_of_maximum is not None]
        median = median_low(value.log for value in listed if value.log is not None)
        rows.append(MedianLesson(kb.claim(claim), median, median_low(shares) if shares else None, len(listed)))
    return tuple(sorted(rows, key=lambda row: (-row.log, row.claim.id)))


def _information(outlook: Outlook | None) -> InformationValue:
    if outlook is None:
        return _nothing()
    return value_of_information(outlook.p_u, outlook.p_u_given_c, outlook.p_c, outlook.p_u_given_not_c)


def _disagreement(a: Outlook | None, b: Outlook | None) -> InformationValue:
    if a is None or b is None:
        return _nothing()
    one, other = ((x.p_u, x.p_c, x.p_u_given_c, x.p_u_given_not_c) for x in (a, b))
    return value_of_disagreement(one, other)


def _nothing() -> InformationValue:
    return InformationValue(None, None, None, None, None, "too little is known of what they believe of the two claims")


def _mean(one: InformationValue, other: InformationValue) -> InformationValue:
    def mean(name: str) -> float | None:
        pair = getattr(one, name), getattr(other, name)
        return None if None in pair else sum(pair) / 2

    return InformationValue(
        mean("log"),
        mean("absolute"),
        mean("quadratic"),
        mean("share_of_maximum"),
        (_single(one.p_u_given_not_c), _single(other.p_u_given_not_c)),
        one.because or other.because,
    )


def _single(value: object) -> float | None:
    return value if isinstance(value, float) else None


def _stated(kb: LinkedRecords, target: str, who: Viewer) -> dict[str, Outlook]:
    """The outlooks that someone stated, by the claim supposed; the latest word counts."""
    view, found = perspective_of(kb, who), {}
    for conditional in _conditionals(kb, who):
        if conditional.of != target:
            continue
        p_u = _number(conditional.of_credence, view.number_for(target))
        p_c = _number(conditional.given_credence, view.number_for(conditional.given))
        if p_u is not None and p_c is not None:
            otherwise = _number(conditional.otherwise, None)
            found[conditional.given] = Outlook(p_u, p_c, conditional.credence.mid, otherwise, stated=True)
    return found


def _number(stated: Credence | None, otherwise: float | None) -> float | None:
    return otherwise if stated is None else float(stated.mid)


def _conditionals(kb: LinkedRecords, who: Viewer) -> Iterable[Conditional]:
    """What someone said of claims given others, the oldest first."""
    record: object = kb.record(who).record if isinstance(who, str) else getattr(who, "record", who)
    if isinstance(record, Person):
        return [one for view in kb.person(record.id).viewpoints for one in view.record.conditionals]
    return record.conditionals if isinstance(record, Viewpoint) else ()


def _following(kb: LinkedRecords, target: str, givens: list[str] | None, who: Viewer) -> dict[str, Outlook]:
    """The outlooks that follow from the anchored view, by setting each claim to 1 and to 0."""
    from cruxbase.reasoning.anchoring import anchored_view
    from cruxbase.reasoning.gap_analysis import PairOfViews, TwoViews
    from cruxbase.reasoning.gap_results import Unsettleable

    view: AnchoredView = anchored_view(kb.graph, perspective_of(kb, who))
    if target not in view.graph.index or not view.knows(target):
        return {}
    try:
        two = TwoViews(PairOfViews(view, view), target)
    except Unsettleable:
        return {}
    tried = sorted(itertools.compress(view.graph.claims, two.bearing)) if givens is None else givens
    known = [one for one in tried if one != target and one in view.graph.index and view.strength(one) is not None]
    levels = two.forced(view, [(claim, value) for claim in known for value in (1.0, 0.0)])
    found = {}
    for claim, (if_so, if_not) in zip(known, levels.reshape(-1, 2).tolist(), strict=True):
        p_c, p_u_given_c, p_u_given_not_c = view.strength(claim) or 0.0, _probability(if_so), _probability(if_not)
        p_u = p_c * p_u_given_c + (1 - p_c) * p_u_given_not_c
        if not isnan(p_u):  # what does not settle
            found[claim] = Outlook(p_u, p_c, p_u_given_c, p_u_given_not_c, stated=False)
    return found


def _probability(log_odds: float) -> float:
    from cruxbase.reasoning.slopes import logistic

    return float(logistic(log_odds))


def _medians(several: list[dict[str, Outlook]]) -> dict[str, Outlook]:
    """Number by number, the lower median over the members of a group who have the claim."""
    found = {}
    for claim in dict.fromkeys(claim for one in several for claim in one):
        rows = [one[claim] for one in several if claim in one]
        otherwise = [row.p_u_given_not_c for row in rows if row.p_u_given_not_c is not None]
        found[claim] = Outlook(
            median_low(row.p_u for row in rows),
            median_low(row.p_c for row in rows),
            median_low(row.p_u_given_c for row in rows),
            median_low(otherwise) if len(otherwise) == len(rows) and not all(row.stated for row in rows) else None,
            all(row.stated for row in rows),
        )
    return found
