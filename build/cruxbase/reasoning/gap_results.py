"""What divides two people on a claim, as a result for tables, JSON, pages and pictures; `gap_analysis` works it out.

It stands apart so that what was kept can be read and shown without the arrays that it was worked out with.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from cruxbase.reasoning.statement import Basis
from cruxbase.support.errors import CruxbaseError
from cruxbase.support.results import PlainDict, ResultTable

Range = tuple[float, float]

Closures = Literal["all", "cruxes", "double cruxes"]
"""Of which claims a result says what they close: of all; of double and near cruxes; or of double cruxes only."""


@dataclass(frozen=True, slots=True)
class PremiseShare:
    """What a premise or an undercutter does to the gap on the target.

    Attributes:
        claim: the claim.
        role: `premise`, `undercutter`, `requirement` or `input` (of a model).
        share: in log-odds of the target, B less A.
        credence_a: what A's view gives it in this step; None where nothing that A said bears on it.
        credence_b: what B's does.
        share_in_probability: of a model's input, its share of the gap on the scale of probability; else None.
        below: how the share divides further; None where the claim is an end.
        basis_a: what A's number rests on: `credence`, `reading` (an editor's), `holds` or `rejects` (a stance, for which
            .75 or .25 stands in), `suspends` or `follows`; None where there is none.
        basis_b: what B's does.
    """

    claim: str
    role: str
    share: float
    credence_a: float | None
    credence_b: float | None
    share_in_probability: float | None = None
    below: GapNode | None = None
    basis_a: Basis | None = None
    basis_b: Basis | None = None


@dataclass(frozen=True, slots=True)
class ReasonShare:
    """What one step does to the gap.

    Attributes:
        step: the name of the step; of a model, its id; of a cap, the claim required or the sides' crux.
        kind: `supports`, `attacks`, `cap` (a requirement, or the other side of a crux) or `model`.
        share: in log-odds of the target, B less A.
        premises: the same divided among what the step rests on; sums to the share.
    """

    step: str
    kind: str
    share: float
    premises: tuple[PremiseShare, ...]


@dataclass(frozen=True, slots=True)
class GapNode:
    """A claim in the tree of what divides two people.

    Attributes:
        claim: the claim.
        gap: B less A on it, in log-odds.
        share: what it does to the gap on the target, in log-odds of the target.
        reasons: the share divided among the steps into it, largest first.
        own_reason: what own reasons beyond the record do, in log-odds of the target.
    """

    claim: str
    gap: float
    share: float
    reasons: tuple[ReasonShare, ...]
    own_reason: float

    def walk(self) -> Iterator[tuple[int, GapNode]]:
        """This claim and all those below that are divided, each with its depth."""
        waiting = [(0, self)]
        while waiting:
            depth, node = waiting.pop()
            yield depth, node
            below = [part.below for row in node.reasons for part in row.premises if part.below is not None]
            waiting += [(depth + 1, child) for child in reversed(below)]


@dataclass(frozen=True, slots=True)
class EndShare:
    """Where a part of the gap comes from in the end.

    Attributes:
        claim: the claim.
        kind: `credence` (nothing on record bears on it, or too little to follow), `own-reason` (beyond the record),
            `met-again` (on a cycle), `cap` or `input`.
        share: in log-odds of the target, B less A. The shares of all ends sum to the gap.
    """

    claim: str
    kind: str
    share: float


@dataclass(frozen=True, slots=True)
class Closure:
    """What would become of the gap if one person came to the other's credence in one claim, all else following.

    Attributes:
        claim: the claim.
        from_a: the part of the gap that closes when A comes to B's credence; negative where the gap grows; None where
            B takes no side, or there is no gap.
        from_b: the same from B's side.
        near_from_a: the part that closes between the near ends of both ranges, in A's view.
        near_from_b: the same in B's.
        basis_a: what A's credence rests on; see `PremiseShare`.
        basis_b: what B's does.
    """

    claim: str
    from_a: float | None
    from_b: float | None
    near_from_a: float | None
    near_from_b: float | None
    basis_a: Basis | None = None
    basis_b: Basis | None = None


@dataclass(frozen=True, slots=True)
class NearCrux:
    """A claim that moves the gap for one of the two, and is no double crux.

    Attributes:
        claim: the claim.
        lacks: what it lacks: `a-silent`, `b-silent`, `a-suspends`, `b-suspends`, `agreed` (ranges overlap or are near),
            `moves-a-too-little`, `moves-b-too-little`, `ranges-too-near` (at their near ends it moves too little).
    """

    claim: str
    lacks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OneSided:
    """A reason that only one of the two gives.

    Attributes:
        step: the name of the step.
        by: whose reason it is.
        share: what it does to the gap, in log-odds.
    """

    step: str
    by: str
    share: float


@dataclass(frozen=True, slots=True)
class GapAnalysis(ResultTable):
    """All there is to say of what divides two views on one claim.

    Attributes:
        target: the claim.
        a: whose view the first is.
        b: whose the second is.
        stated_a: what A said of the target, low to high; None where A said nothing and it follows from the rest.
        stated_b: what B said.
        value_a: A's credence.
        value_b: B's.
        basis_a: what A's credence rests on; see `PremiseShare`.
        basis_b: what B's does.
        gap: B less A in log-odds.
        gap_in_probability: B less A.
        agreed: whether the two agree: their ranges overlap or are less than half a unit of log-odds apart.
        reasons: a row a step, the largest share first. With `own_reason` the shares sum to the gap.
        own_reason: what the own reasons beyond the record make of the gap, in log-odds.
        ends: where the gap comes from in the end, the largest share first; they sum to the gap.
        closures: for each claim that bears on the target and of which one has spoken, what it would close; where there are
            more than forty, for the forty that would close most by slopes.
        double_cruxes: ids of claims on which both spoke and differ, and over which either would come a good part of the way.
        near_cruxes: claims that move one of them that far, with what each lacks.
        one_sided: reasons that only one of them gives.
        method: `rescale`, `shapley`, or how a model's shares were found.
        guarantee: `acyclic` or `contraction` where no other solution exists for either view; else `none`.
        tree: the target and all that its gap comes from, down to the ends.
    """

    _rows_in: ClassVar[str] = "ends"

    target: str
    a: str
    b: str
    stated_a: Range | None
    stated_b: Range | None
    value_a: float
    value_b: float
    basis_a: Basis | None
    basis_b: Basis | None
    gap: float
    gap_in_probability: float
    agreed: bool
    reasons: tuple[ReasonShare, ...]
    own_reason: float
    ends: tuple[EndShare, ...]
    closures: tuple[Closure, ...]
    double_cruxes: tuple[str, ...]
    near_cruxes: tuple[NearCrux, ...]
    one_sided: tuple[OneSided, ...]
    method: str
    guarantee: str
    tree: GapNode

    @property
    def explained(self) -> float | None:
        """The part of the gap that the recorded reasons account for; None where there is no gap."""
        return None if self.gap == 0 else 1 - self.own_reason / self.gap

    def part(self, share: float) -> float | None:
        """A share as a part of the gap; None where there is no gap."""
        return None if self.gap == 0 else share / self.gap

    def to_dict(self) -> PlainDict:
        """The result as plain data, for JSON."""
        return {**super(GapAnalysis, self).to_dict(), "explained": self.explained}

    @classmethod
    def from_dict(cls, data: PlainDict) -> GapAnalysis:
        """The result that `to_dict` wrote, also after a way through JSON, which knows lists only."""
        tree = _node_from(data["tree"])
        stated = {name: None if data[name] is None else tuple(data[name]) for name in ("stated_a", "stated_b")}
        rows: PlainDict = {
            "reasons": tree.reasons,
            "tree": tree,
            "ends": tuple(EndShare(**row) for row in data["ends"]),
            "closures": tuple(Closure(**row) for row in data["closures"]),
            "double_cruxes": tuple(data["double_cruxes"]),
            "near_cruxes": tuple(NearCrux(row["claim"], tuple(row["lacks"])) for row in data["near_cruxes"]),
            "one_sided": tuple(OneSided(**row) for row in data["one_sided"]),
        }
        names = [field.name for field in dataclasses.fields(cls)]
        return cls(**{name: data[name] for name in names if name not in rows} | stated | rows)


def _node_from(data: PlainDict) -> GapNode:
    rows = (ReasonShare(**{**row, "premises": tuple(map(_premise_from, row["premises"]))}) for row in data["reasons"])
    return GapNode(**{**data, "reasons": tuple(rows)})


def _premise_from(data: PlainDict) -> PremiseShare:
    return PremiseShare(**{**data, "below": None if data["below"] is None else _node_from(data["below"])})


class Unsettleable(CruxbaseError, ValueError):
    """The gap was asked for of a claim that has no strength in one of the views."""

    def __init__(self, target: str, name: str) -> None:
        self.target = target
        super().__init__(f"{target!r} has no value for {name!r}: the claims on its cycle do not settle")
