"""What divides two views on a conclusion in the former sense: kept only for the pages of two people.

`cruxbase.knowledge_base.gaps` has taken its place everywhere else, and the pages are to follow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from cruxbase.knowledge_base.conclusions import Basis, Conclusion, NothingToCompute, Range, conclusion
from cruxbase.knowledge_base.viewers import perspective_of
from cruxbase.reasoning.cruxes import CruxSet, Gap, gap, minimal_crux_set
from cruxbase.reasoning.perspective import Perspective
from cruxbase.reasoning.section import Watched
from cruxbase.reasoning.shapley import Sampling

if TYPE_CHECKING:
    from cruxbase.knowledge_base.base import KnowledgeBase

Points = tuple[Mapping[str, float], Mapping[str, float]]
Told = Callable[[str, int, int], None]
"""Is told what is being done, and how many of how many parts are."""

WORK = 40_000_000
"""So many numbers are computed for shares, and as many for a crux set: some ten seconds where the graph is large. Past it
shares are sampled, and sampled less; their standard errors say what that costs."""

FEWEST_PAIRS = 16
"""Shares are sampled from so many pairs of orders at least."""


@dataclass(frozen=True)  # no slots: what was worked out is kept
class Division:
    """The gap between two views on a conclusion, in shares: claim by claim.

    Attributes:
        views: the two views.
        found: the conclusion, as a function of the credences.
        points: the credences of each view.
        sampling: how shares are sampled where there are too many sets of claims.
        response: the conclusion, which keeps the settings that were tried.
    """

    views: tuple[Perspective, Perspective]
    found: Conclusion
    points: Points
    sampling: Sampling
    response: Watched

    @cached_property
    def shares(self) -> Gap:
        """The gap on the probability scale."""
        return gap(self.response, *self.points, sampling=self.sampling)

    @cached_property
    def odds(self) -> Gap:
        """The gap on the scale of log-odds."""
        return gap(self.response, *self.points, sampling=self.sampling, scale="log-odds")

    @cached_property
    def minimal(self) -> CruxSet:
        """A small set of claims that closes nine tenths of the gap."""
        return minimal_crux_set(self.response, *self.points, most=min(20_000, WORK // self.found.size))

    @cached_property
    def ranges(self) -> tuple[Range, Range]:
        """From how little to how much the conclusion can be for each view."""
        first, second = (self.found.range(view) for view in self.views)
        return widened(first, self.shares.from_value), widened(second, self.shares.to_value)

    @property
    def stated(self) -> tuple[Range | None, Range | None]:
        """What each view says of the conclusion, if anything."""
        return self.views[0].range_of(self.found.target), self.views[1].range_of(self.found.target)

    @property
    def share_log_odds(self) -> dict[str, float | None]:
        """The share of each claim on the scale of log-odds."""
        return {row.name: row.share for row in self.odds.rows}

    @property
    def minimal_is_smallest(self) -> bool:
        """Whether no smaller set closes as much."""
        return self.minimal.names is not None and self.minimal.method == "smallest"

    @property
    def basis(self) -> Basis:
        """How the conclusion was computed."""
        return self.found.basis(self.views)


def division(  # noqa: PLR0913 - two views, and how to compute
    kb: KnowledgeBase,
    target: str,
    a: str,
    b: str,
    *,
    semantics: str = "logodds",
    seed: int = 0,
    sampling: Sampling | None = None,
    told: Told | None = None,
) -> Division:
    """The gap between two views on a conclusion; arguments and errors are those of `cruxes_between`."""
    views = (perspective_of(kb, a), perspective_of(kb, b))
    found = conclusion(kb, kb.claim(target).id, views, semantics)
    points = (found.point(views[0]), found.point(views[1]))
    chosen = sampling or _affordable(found, points, seed)
    return Division(views, found, points, chosen, Watched(found.response, told, *_amount(points, chosen)))


def divisions(kb: KnowledgeBase, a: str, b: str, claims: Iterable[str]) -> tuple[Division, ...]:
    """The divisions on some claims that something moves apart, largest gap first."""
    parted = []
    for claim in claims:
        try:
            one = division(kb, claim, a, b)
        except NothingToCompute:
            continue
        if one.shares.rows and one.shares.difference != 0:
            parted.append(one)
    return tuple(sorted(parted, key=lambda one: (-abs(one.shares.difference or 0.0), one.found.target)))


def widened(bounds: Range, value: float | None) -> Range:
    """Bounds that hold the value too: claims of which nobody spoke count for nothing in it, not even for .001."""
    return bounds if value is None else (min(bounds[0], value), max(bounds[1], value))


def _affordable(found: Conclusion, points: Points, seed: int) -> Sampling:
    """How shares are sampled, and from how many claims on, so that no more is computed than `WORK`."""
    settings = max(WORK // found.size, 1)
    pairs = settings // (2 * (_differing(points) + 1))
    return Sampling(min(max(pairs, FEWEST_PAIRS), 500), seed, min(settings.bit_length() - 1, 20))


def _amount(points: Points, sampling: Sampling) -> tuple[str, int]:
    """What is mostly done for shares, and how many settings are tried for it."""
    count = _differing(points)
    if count <= sampling.exact:
        return "trying sets of claims", 1 << count
    return "sampling orders of claims", 2 * sampling.pairs * (count + 1)


def _differing(points: Points) -> int:
    return sum(1 for claim, credence in points[0].items() if credence != points[1][claim])
