"""Views side by side: where two agree, where they part, which pairs share enough to compare, and who is nearest."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from cruxbase.analysis.gaps import GapAnalyser
from cruxbase.analysis.target import NothingToCompute
from cruxbase.analysis.viewers import perspective_of
from cruxbase.reasoning.agreement import Distance, distance_on
from cruxbase.reasoning.gap_analysis import GapAnalysis, Unsettleable
from cruxbase.reasoning.perspective import Perspective
from cruxbase.support.results import Result, ResultTable

if TYPE_CHECKING:
    from cruxbase.analysis.entities import Claim
    from cruxbase.knowledge_base import KnowledgeBase

ENOUGH = 3
"""Views that have both spoken of this many claims have enough in common to be compared."""


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
        """B's nearest end less A's, 0 where the ranges overlap; None where one suspends judgement."""
        if self.distance is None:
            return None
        if self.distance.near is None or self.distance.other is None:
            return 0.0
        return round(self.distance.other - self.distance.near, 12)


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
            gap first.
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
class Neighbour(Result):
    """Another view, and how near it is.

    Attributes:
        who: id of a person or viewpoint.
        distance: mean distance of the ranges, over the shared claims.
        shared: the claims on which both take sides, largest distance first; A is the one asked about. A distance over
            one or two claims says little.
    """

    who: str
    distance: float
    shared: tuple[SharedClaim, ...]


def compare(kb: KnowledgeBase, a: Any, b: Any) -> Comparison:
    """Two views side by side.

    Args:
        kb: the base.
        a: a viewpoint or person, or credences; as for `cruxbase.analysis.viewers.perspective_of`.
        b: another.

    Raises:
        UnknownRecord: a viewpoint or person does not exist.
    """
    analyser = GapAnalyser(kb, a, b)
    first, second = analyser.views
    shared = _shared_claims(kb, first, second)
    sided = [row for row in shared if row.distance is not None]
    parted = [row for row in sided if row.distance is not None and not row.distance.agreed]
    gaps = [found for row in parted if (found := _gap(analyser, row.claim.id)) is not None]
    gaps.sort(key=lambda found: (-abs(found.gap), found.target))
    return Comparison(
        first.name,
        second.name,
        tuple(row for row in reversed(sided) if row.distance is not None and row.distance.agreed),
        tuple(parted),
        tuple(row for row in shared if row.distance is None),
        tuple(kb.claim(claim) for claim in sorted(first.claims) if claim not in second),
        tuple(kb.claim(claim) for claim in sorted(second.claims) if claim not in first),
        tuple(gaps),
    )


def pairs(kb: KnowledgeBase, least: int = ENOUGH) -> tuple[Comparison, ...]:
    """The pairs of people who have both spoken of enough claims to be compared, those who share most first.

    Args:
        kb: the base.
        least: how many claims are enough.

    Raises:
        ValueError: `least` is not positive.
    """
    if least < 1:
        raise ValueError(f"{least} claims are asked for, and a comparison needs 1 at least")
    people = {id: perspective_of(kb, id) for id in sorted(kb.graph.ids("person")) if kb.graph.links_to("holder", id)}
    counts = {
        (a, b): sum(1 for claim in people[a].claims if claim in people[b]) for a, b in itertools.combinations(people, 2)
    }
    enough = sorted((pair for pair, count in counts.items() if count >= least), key=lambda pair: (-counts[pair], pair))
    return tuple(kb.compare(a, b) for a, b in enough)


def neighbours(kb: KnowledgeBase, to: Any) -> tuple[Neighbour, ...]:
    """The people who have spoken of the same claims, nearest first.

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
    return tuple(sorted(found, key=lambda row: (row.distance, -len(row.shared), row.who)))


def _asked(kb: KnowledgeBase, to: Any) -> tuple[Perspective, str]:
    """Whose neighbours are asked for, and the person who is left out."""
    own = perspective_of(kb, to)
    holders = kb.graph.links_from("holder", own.name) if own.name in kb else ()
    return own, holders[0].end if holders else own.name


def _gap(analyser: GapAnalyser, claim: str) -> GapAnalysis | None:
    """What divides the two on a claim; None where nothing on record bears on it, or it has no value for one of them."""
    try:
        found = analyser.analysis(claim)
    except (NothingToCompute, Unsettleable):
        return None
    return found if found.reasons else None


def _shared_claims(kb: KnowledgeBase, a: Perspective, b: Perspective) -> tuple[SharedClaim, ...]:
    """The claims of which both have spoken, largest distance first."""
    rows = []
    for claim in a.claims:
        ranges = a.range_of(claim), b.range_of(claim)
        if ranges[0] is not None and ranges[1] is not None:
            rows.append(SharedClaim(kb.claim(claim), ranges[0], ranges[1], distance_on(a, b, claim)))
    return tuple(sorted(rows, key=_farthest))


def _farthest(row: SharedClaim) -> tuple[float, float, str]:
    if row.distance is None:
        return 0.0, 0.0, row.claim.id
    return -row.distance.log_odds, -row.distance.probability, row.claim.id
