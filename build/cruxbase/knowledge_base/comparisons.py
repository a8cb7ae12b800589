"""Views side by side: where two agree, where they part, which pairs share enough to compare, and who is nearest."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cruxbase.knowledge_base.conclusions import NothingToCompute
from cruxbase.knowledge_base.divisions import Division, division
from cruxbase.knowledge_base.readings import DEFAULT_SEMANTICS, perspective_of
from cruxbase.reasoning.perspective import Perspective

if TYPE_CHECKING:
    from cruxbase.knowledge_base.base import KnowledgeBase
    from cruxbase.knowledge_base.views import ClaimView

ENOUGH = 3
"""Views that have both spoken of this many claims have enough in common to be compared."""

_AGREED = 0.1


@dataclass(frozen=True, slots=True)
class SharedClaim:
    """A claim of which both views have spoken.

    Attributes:
        claim: the claim.
        range_a: what A says, low to high.
        range_b: what B says.
        difference: B's middle less A's.
    """

    claim: ClaimView
    range_a: tuple[float, float]
    range_b: tuple[float, float]
    difference: float


@dataclass(frozen=True, slots=True)
class SharedConclusion:
    """A claim of which both views have spoken, and which other claims that they differ over move apart.

    Attributes:
        claim: the conclusion.
        difference: B's computed value less A's; None where an iteration did not settle.
        double_cruxes: claims over which either could change its mind and come a good part of the way.
        largest: the claim with the largest share of the gap.
        division: what else there is to say of the gap.
    """

    claim: ClaimView
    difference: float | None
    double_cruxes: tuple[ClaimView, ...]
    largest: ClaimView
    division: Division = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Where two views agree, where they differ, and where only one has spoken.

    Attributes:
        a: name of the first view.
        b: name of the second.
        agreements: claims on which their ranges overlap or their middles are within a tenth, smallest difference first.
            Judgement that is suspended overlaps with nothing.
        disagreements: the others of which both have spoken, largest difference first.
        only_a: claims of which only A has spoken.
        only_b: claims of which only B has.
        conclusions: shared conclusions with their cruxes, largest gap first.
    """

    a: str
    b: str
    agreements: tuple[SharedClaim, ...]
    disagreements: tuple[SharedClaim, ...]
    only_a: tuple[ClaimView, ...]
    only_b: tuple[ClaimView, ...]
    conclusions: tuple[SharedConclusion, ...]

    @property
    def shared(self) -> tuple[SharedClaim, ...]:
        """All claims of which both have spoken, largest difference first."""
        return (*self.disagreements, *reversed(self.agreements))

    @property
    def mean_difference(self) -> float | None:
        """Mean absolute difference over the claims of which both have spoken; None where there are none."""
        return sum(abs(row.difference) for row in self.shared) / len(self.shared) if self.shared else None

    @property
    def double_cruxes(self) -> tuple[ClaimView, ...]:
        """The double cruxes of all shared conclusions, each once, those of the largest gaps first."""
        return tuple(dict.fromkeys(crux for found in self.conclusions for crux in found.double_cruxes))


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another view, and how near it is.

    Attributes:
        who: id of a person or viewpoint.
        distance: mean absolute difference of the middles, over the shared claims.
        shared: the claims of which both have spoken, largest difference first; A is the one asked about. A distance
            over one or two claims says little.
    """

    who: str
    distance: float
    shared: tuple[SharedClaim, ...]


def compare(kb: KnowledgeBase, a: str, b: str, *, semantics: str = DEFAULT_SEMANTICS) -> Comparison:
    """Two views side by side.

    Args:
        kb: the base.
        a: id of a viewpoint or person.
        b: id of another.
        semantics: of the graph, for conclusions that no model computes.

    Raises:
        UnknownRecord: a viewpoint or person does not exist.
    """
    first, second = perspective_of(kb, a), perspective_of(kb, b)
    shared = _shared_claims(kb, first, second)
    conclusions = [found for row in shared if (found := _conclusion(kb, row.claim.id, a, b, semantics)) is not None]
    conclusions.sort(key=lambda found: (-abs(found.difference or 0.0), found.claim.id))
    return Comparison(
        first.name,
        second.name,
        tuple(row for row in reversed(shared) if _agree(row)),
        tuple(row for row in shared if not _agree(row)),
        tuple(kb.claim(claim) for claim in sorted(first.claims) if claim not in second),
        tuple(kb.claim(claim) for claim in sorted(second.claims) if claim not in first),
        tuple(conclusions),
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


def neighbours(kb: KnowledgeBase, to: str | Mapping[str, float]) -> tuple[Neighbour, ...]:
    """The people who have spoken of the same claims, nearest first.

    Args:
        kb: the base.
        to: id of a person or viewpoint; or credences, claim → number from 0 to 1. A person is not their own neighbour,
            nor is the holder of a viewpoint.

    Raises:
        UnknownRecord: a claim, or the viewpoint or person, does not exist.
        ValueError: a credence is not from 0 to 1.
    """
    own, left_out = _asked(kb, to)
    found = []
    for who in sorted(kb.graph.ids("person")):
        if who == left_out or not kb.graph.links_to("holder", who):
            continue
        shared = _shared_claims(kb, own, perspective_of(kb, who))
        if shared:
            distance = sum(abs(row.difference) for row in shared) / len(shared)
            found.append(Neighbour(who, round(distance, 12), shared))
    return tuple(sorted(found, key=lambda row: (row.distance, -len(row.shared), row.who)))


def _asked(kb: KnowledgeBase, to: str | Mapping[str, float]) -> tuple[Perspective, str]:
    """Whose neighbours are asked for, and the person who is left out."""
    if isinstance(to, str):
        own = perspective_of(kb, to)
        holders = kb.graph.links_from("holder", own.name)
        return own, holders[0].end if holders else own.name
    for claim, credence in to.items():
        if not 0 <= credence <= 1:
            raise ValueError(f"the credence given for {claim!r} is {credence}, and must be from 0 to 1")
    return Perspective("").supposing({kb.claim(claim).id: credence for claim, credence in to.items()}), ""


def _conclusion(kb: KnowledgeBase, claim: str, a: str, b: str, semantics: str) -> SharedConclusion | None:
    """A conclusion with its cruxes; None where nothing that the two differ on moves it."""
    try:
        parted = division(kb, claim, a, b, semantics=semantics)
    except NothingToCompute:
        return None
    found = parted.shares
    if not found.rows or found.difference == 0:
        return None
    double = tuple(kb.claim(name) for name in found.double_cruxes)
    return SharedConclusion(kb.claim(claim), found.difference, double, kb.claim(found.rows[0].name), parted)


def _shared_claims(kb: KnowledgeBase, a: Perspective, b: Perspective) -> tuple[SharedClaim, ...]:
    """The claims of which both have spoken, largest difference first."""
    rows = []
    for claim in a.claims:
        ranges, numbers = (a.range_of(claim), b.range_of(claim)), (a.number_for(claim), b.number_for(claim))
        if ranges[0] is None or ranges[1] is None or numbers[0] is None or numbers[1] is None:
            continue
        rows.append(SharedClaim(kb.claim(claim), ranges[0], ranges[1], round(numbers[1] - numbers[0], 12)))
    return tuple(sorted(rows, key=lambda row: (-abs(row.difference), row.claim.id)))


def _agree(row: SharedClaim) -> bool:
    if abs(row.difference) <= _AGREED:
        return True
    if (0.0, 1.0) in (row.range_a, row.range_b):
        return False
    low, high = max(row.range_a[0], row.range_b[0]), min(row.range_a[1], row.range_b[1])
    # Held and rejected meet at a half, and do not agree there; a number inside a range does agree with it.
    inside = any(ends[0] < low == high < ends[1] for ends in (row.range_a, row.range_b))
    return low < high or inside
