"""Views side by side: where two agree, where they part, which pairs share enough to compare, and who is nearest."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from cruxbase.analysis.entities import Claim, LinkedRecords, Viewer
from cruxbase.analysis.perspective_view import perspective_view
from cruxbase.analysis.viewers import members_of, perspective_of, viewpoints_of
from cruxbase.reasoning.agreement import Distance, distance_on
from cruxbase.reasoning.gap_results import GapAnalysis, Unsettleable
from cruxbase.reasoning.perspective import Perspective
from cruxbase.support.memoized import memoized_by_graph, memoized_on_base
from cruxbase.support.results import Result, ResultTable

if TYPE_CHECKING:
    from cruxbase.analysis.gaps import GapAnalyser
    from cruxbase.reasoning.gap_results import Closures

ENOUGH = 3
"""Views that have both spoken of this many claims have enough in common to be compared."""

MOST = 150
"""So many pairs are worth comparing at most: the most instructive ones."""

MOST_OF_A_STUDY = 12
"""So many of them may come from one study, such as a survey whose respondents all answered the same questions."""

INSTRUCTIVE = 0.1
"""Fewer shared claims will do where recorded reasons account for this part of a gap on one of them."""

MOST_DIVIDED = 40
"""Of so many claims on which two differ, those of the largest gaps, it is worked out what divides them."""

MIN_GAP = 1e-9
"""Of a smaller gap in log-odds there is nothing to explain."""


@dataclass(frozen=True, slots=True)
class SharedClaim:
    """A claim of which both views have spoken.

    Attributes:
        claim: the claim.
        range_a: what A says, low to high.
        range_b: what B says.
        distance: how far apart the two are, by the nearest ends of their ranges; None where one suspends judgement.
    """

    claim: Claim
    range_a: tuple[float, float]
    range_b: tuple[float, float]
    distance: Distance | None

    @property
    def difference(self) -> float | None:
        """The distance, below 0 where B believes it less; 0 where they overlap; None where one suspends judgement."""
        if self.distance is None:
            return None
        sign = 1 if sum(self.range_b) >= sum(self.range_a) else -1
        return round(sign * self.distance.probability, 12)


@dataclass(frozen=True, slots=True)
class Comparison(ResultTable):
    """Where two views agree, where they differ, and where only one has spoken.

    Attributes:
        a: name of the first view.
        b: name of the second.
        agreements: claims on which they agree, smallest distance first; see `cruxbase.reasoning.agreement`.
        disagreements: claims on which both take sides and do not agree, largest distance in log-odds first.
        suspended: claims of which both have spoken and on which one suspends judgement.
        only_a: claims of which only A has spoken.
        only_b: claims of which only B has.
        conclusions: what divides them on each claim on which they do not agree and something on record bears, largest
            gap first; on as many as were asked for.
        undivided: ids of the other such claims, largest gap first: recorded reasons weigh differently there.
    """

    _rows_in: ClassVar[str] = "shared"

    a: str
    b: str
    agreements: tuple[SharedClaim, ...]
    disagreements: tuple[SharedClaim, ...]
    suspended: tuple[SharedClaim, ...]
    only_a: tuple[Claim, ...]
    only_b: tuple[Claim, ...]
    conclusions: tuple[GapAnalysis, ...]
    undivided: tuple[str, ...] = ()

    @property
    def shared(self) -> tuple[SharedClaim, ...]:
        """All claims of which both have spoken: disagreements, agreements, and where one suspends judgement."""
        return (*self.disagreements, *reversed(self.agreements), *self.suspended)

    @property
    def mean_difference(self) -> float | None:
        """Mean distance over the claims on which both take sides; None where there are none."""
        apart = [row.distance.probability for row in self.shared if row.distance is not None]
        return sum(apart) / len(apart) if apart else None

    @property
    def double_cruxes(self) -> tuple[str, ...]:
        """The double cruxes of all conclusions, each once, those of the largest gaps first."""
        return tuple(dict.fromkeys(crux for gap in self.conclusions for crux in gap.double_cruxes))


@dataclass(frozen=True, slots=True)
class RankedPair(Result):
    """Two people who are worth comparing, and how instructive that is.

    Attributes:
        a: id of the first person.
        b: id of the second.
        shared: of how many claims both have spoken.
        numbered: to how many of them both gave a number.
        parted: on how many of those they do not agree.
        explained: over those, how much of the gaps the recorded reasons account for: the sum of parts from 0 to 1.
        study: id of a source that both were read from, so that they answered the same questions; or empty.
        participants: how many of the two took part in a study under an alias.
    """

    a: str
    b: str
    shared: int
    numbered: int
    parted: int
    explained: float
    study: str
    participants: int


@dataclass(frozen=True, slots=True)
class Neighbour(Result):
    """Another view, and how near it is.

    Attributes:
        who: id of a person or viewpoint.
        distance: mean distance of the ranges, over the shared claims.
        shared: the claims on which both take sides, those on which they differ first, largest distance first; A is the one
            asked about. A distance over one or two claims says little.
    """

    who: str
    distance: float
    shared: tuple[SharedClaim, ...]

    @property
    def agreed(self) -> int:
        """On how many of the shared claims the two agree."""
        return sum(row.distance is not None and row.distance.agreed for row in self.shared)


def compare(kb: LinkedRecords, a: Viewer, b: Viewer, most: int | None = MOST_DIVIDED) -> Comparison:
    """Two views side by side; kept where both are asked for by id.

    Args:
        kb: the base.
        a: a viewpoint or person, or credences; as for `cruxbase.analysis.viewers.perspective_of`.
        b: another.
        most: on how many claims, those of the largest gaps, it is worked out what divides them; on all where None.

    Raises:
        UnknownRecord: a viewpoint or person does not exist.
    """
    if isinstance(a, str) and isinstance(b, str):
        return _compared_by_id(kb, a, b, most)
    return _compared(kb, a, b, most)


@memoized_on_base
def _compared_by_id(kb: LinkedRecords, a: str, b: str, most: int | None) -> Comparison:
    return _compared(kb, a, b, most)


def _compared(kb: LinkedRecords, a: Viewer, b: Viewer, most: int | None) -> Comparison:
    from cruxbase.analysis.gaps import GapAnalyser

    analyser = GapAnalyser(kb, a, b)
    return _side_by_side(analyser, lambda dividing: _divided(analyser, dividing, most))


def outline(kb: LinkedRecords, a: str, b: str, shown: int, most: int = MOST_DIVIDED) -> Comparison:
    """Two views side by side, with what divides them on the claims of the largest gaps only, and as far as it is shown.

    Their conclusions have the closures of double cruxes, and no others; the verdicts are those of `compare`.

    Args:
        kb: the base.
        a: id of a viewpoint or person.
        b: another.
        shown: on how many claims it is worked out what divides them.
        most: among how many claims these are looked for, as for `compare`.

    Raises:
        UnknownRecord: a viewpoint or person does not exist.
    """
    from cruxbase.analysis.gaps import GapAnalyser

    analyser = GapAnalyser(kb, a, b)
    return _side_by_side(analyser, lambda dividing: _outlined(analyser, dividing, shown, most))


_Divided = tuple[list[GapAnalysis], list[str]]
"""What divides two views on some claims, and the ids of those on which that was not worked out."""


def _side_by_side(analyser: GapAnalyser, divide: Callable[[list[str]], _Divided]) -> Comparison:
    kb, (first, second) = analyser.kb, analyser.views
    shared = _shared_claims(kb, first, second)
    sided = [row for row in shared if row.distance is not None]
    parted = [row for row in sided if row.distance is not None and not row.distance.agreed]
    gaps, undivided = divide(analyser.with_reasons(row.claim.id for row in parted))
    gaps.sort(key=lambda gap: (-abs(gap.gap), gap.target))
    return Comparison(
        first.name,
        second.name,
        tuple(row for row in reversed(sided) if row.distance is not None and row.distance.agreed),
        tuple(parted),
        tuple(row for row in shared if row.distance is None),
        tuple(kb.claim(claim) for claim in sorted(first.claims) if claim not in second),
        tuple(kb.claim(claim) for claim in sorted(second.claims) if claim not in first),
        tuple(gaps),
        tuple(undivided),
    )


def _divided(analyser: GapAnalyser, dividing: list[str], most: int | None) -> _Divided:
    chosen = dividing[:most]
    analyser.together(chosen)
    gaps = [gap for claim in chosen if (gap := _gap(analyser, claim)) is not None]
    return gaps, dividing[len(chosen) :]


def _outlined(analyser: GapAnalyser, dividing: list[str], shown: int, most: int) -> _Divided:
    chosen = dividing[:most]
    by_models = {claim: _gap(analyser, claim) for claim in chosen if analyser.has_model(claim)}
    sizes = {claim: abs(gap.gap) for claim, gap in by_models.items() if gap is not None}
    sizes |= {claim: size for claim in chosen if claim not in by_models and (size := analyser.size_of_gap(claim))}
    largest = sorted(sizes, key=lambda claim: (-sizes[claim], claim))
    analyser.together(claim for claim in largest[:shown] if claim not in by_models)
    gaps = [by_models.get(claim) or _gap(analyser, claim, "double cruxes") for claim in largest[:shown]]
    return [gap for gap in gaps if gap is not None], largest[shown:] + dividing[len(chosen) :]


def pairs(kb: LinkedRecords, least: int = ENOUGH) -> tuple[Comparison, ...]:
    """The pairs of people worth comparing, the most instructive first; see `ranked_pairs`.

    Args:
        kb: the base.
        least: of how many claims both must have spoken; of fewer where recorded reasons divide them on one.

    Raises:
        ValueError: `least` is not positive.
    """
    if least < 1:
        raise ValueError(f"{least} claims are asked for, and a comparison needs 1 at least")
    return tuple(compare(kb, pair.a, pair.b) for pair in ranked_pairs(kb, least))


@memoized_by_graph
def ranked_pairs(kb: LinkedRecords, least: int = ENOUGH) -> tuple[RankedPair, ...]:
    """The pairs of people worth comparing, the most instructive first; at most `MOST`, and `MOST_OF_A_STUDY` of a study.

    Those come first who gave numbers to the same claims and differ on some for recorded reasons; of equals, those who
    share most. Of the pairs of one study those come first that are no pair of participants.

    Args:
        kb: the base.
        least: of how many claims both must have spoken; of fewer where recorded reasons account for a part of the gap on
            one of them (`INSTRUCTIVE`).
    """
    people = {id: perspective_of(kb, id) for id in sorted(kb.graph.ids("person")) if kb.graph.links_to("holder", id)}
    spoken = {id: frozenset(view.claims) for id, view in people.items()}
    several = (
        _ranked(kb, people[a], people[b], shared)
        for a, b in itertools.combinations(people, 2)
        if (shared := spoken[a] & spoken[b])
    )
    ranked = [pair for pair in several if pair.shared >= least or pair.explained >= INSTRUCTIVE]
    ranked.sort(key=lambda pair: (pair.participants, -pair.explained, -pair.parted, -pair.shared, pair.a, pair.b))
    taken: Counter[str] = Counter()
    kept = []
    for pair in ranked:
        taken[pair.study] += bool(pair.study)
        if taken[pair.study] <= MOST_OF_A_STUDY:
            kept.append(pair)
    return tuple(kept[:MOST])


def of_each_study(pairs: Iterable[RankedPair], most: int) -> tuple[RankedPair, ...]:
    """The first pairs of each study, and all that come from no common one: for short lists."""
    taken: Counter[str] = Counter()
    kept = []
    for pair in pairs:
        taken[pair.study] += bool(pair.study)
        if taken[pair.study] <= most:
            kept.append(pair)
    return tuple(kept)


def _ranked(kb: LinkedRecords, one: Perspective, other: Perspective, shared: Collection[str]) -> RankedPair:
    numbered = [claim for claim in sorted(shared) if claim in one.credences and claim in other.credences]
    parted = [claim for claim in numbered if (apart := distance_on(one, other, claim)) is not None and not apart.agreed]
    read_from = [_sources_of(kb, view.name) for view in (one, other)]
    return RankedPair(
        one.name,
        other.name,
        len(shared),
        len(numbered),
        len(parted),
        round(sum(_explained(kb, one.name, other.name, claim) for claim in parted), 9),
        min(read_from[0] & read_from[1], default=""),
        sum(kb.corpus.entry(view.name).data.get("kind") == "participant" for view in (one, other)),
    )


def _explained(kb: LinkedRecords, a: str, b: str, claim: str) -> float:
    """The part of a gap that recorded reasons account for, from 0 to 1; at a first glance, without dividing it."""
    from cruxbase.analysis.target import model_conclusion

    readings = [perspective_view(kb, who) for who in (a, b)]
    views = [reading.anchored for reading in readings]
    if claim not in views[0].graph.index:
        return 0.0
    if model_conclusion(kb, claim, (readings[0].perspective, readings[1].perspective)) is not None:
        return 1.0
    place = views[0].place(claim)
    gap = float(views[1].levels[place] - views[0].levels[place])
    reasons = float(views[1]._solved.total[place, 0] - views[0]._solved.total[place, 0])
    return min(max(reasons / gap, 0.0), 1.0) if abs(gap) > MIN_GAP else 0.0


@memoized_by_graph
def _sources_of(kb: LinkedRecords, who: str) -> frozenset[str]:
    """The texts that a person's viewpoints were read from, or those of a group's members."""
    viewpoints = [one for person in (who, *members_of(kb, who)) for one in viewpoints_of(kb, person)]
    return frozenset(citation.source for id in viewpoints for citation in kb.viewpoint(id).record.sources)


def neighbours(kb: LinkedRecords, to: Viewer) -> tuple[Neighbour, ...]:
    """The people who have spoken of the same claims, nearest first; after them those who share only one or two claims.

    Nearest is who agrees on the largest part of what both take sides on, and of equals whose ranges are nearest on
    average: whoever takes the other side is not near, however little lies between the ends of the two ranges.

    Args:
        kb: the base.
        to: a person or viewpoint, or credences, as for `cruxbase.analysis.viewers.perspective_of`. A person is not
            their own neighbour, nor is the holder of a viewpoint.

    Raises:
        UnknownRecord: a claim, or the viewpoint or person, does not exist.
        ValueError: a credence is not from 0 to 1.
    """
    own, left_out = _asked(kb, to)
    found = []
    for who in sorted(kb.graph.ids("person")):
        if who == left_out or not kb.graph.links_to("holder", who):
            continue
        shared = tuple(row for row in _shared_claims(kb, own, perspective_of(kb, who)) if row.distance is not None)
        if shared:
            distance = sum(row.distance.probability for row in shared if row.distance is not None) / len(shared)
            found.append(Neighbour(who, round(distance, 12), shared))
    return tuple(sorted(found, key=_nearest))


def _nearest(row: Neighbour) -> tuple[bool, float, float, int, str]:
    return len(row.shared) < ENOUGH, -row.agreed / len(row.shared), row.distance, -len(row.shared), row.who


def _asked(kb: LinkedRecords, to: Viewer) -> tuple[Perspective, str]:
    """Whose neighbours are asked for, and the person who is left out."""
    own = perspective_of(kb, to)
    holders = kb.graph.links_from("holder", own.name) if own.name in kb else ()
    return own, holders[0].end if holders else own.name


def _gap(analyser: GapAnalyser, claim: str, closures: Closures = "all") -> GapAnalysis | None:
    """What divides the two on a claim; None where nothing on record bears on it, or it has no value for one of them."""
    from cruxbase.analysis.target import NothingToCompute

    try:
        found = analyser.analysis(claim, closures=closures)
    except (NothingToCompute, Unsettleable):
        return None
    return found if found.reasons else None


def _shared_claims(kb: LinkedRecords, a: Perspective, b: Perspective) -> tuple[SharedClaim, ...]:
    """The claims of which both have spoken, largest distance first."""
    rows = []
    for claim in (claim for claim in a.claims if claim in b):
        ranges = a.range_of(claim), b.range_of(claim)
        if ranges[0] is not None and ranges[1] is not None:
            rows.append(SharedClaim(kb.claim(claim), ranges[0], ranges[1], distance_on(a, b, claim)))
    return tuple(sorted(rows, key=_farthest))


def _farthest(row: SharedClaim) -> tuple[float, float, bool, str]:
    if row.distance is None:
        return 0.0, 0.0, True, row.claim.id
    return -row.distance.log_odds, -row.distance.probability, row.distance.agreed, row.claim.id
