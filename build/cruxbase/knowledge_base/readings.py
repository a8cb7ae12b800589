"""The base as someone sees it: what stands, how strongly, what is contested, what does not fit together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cruxbase.reasoning.known import Known, known
from cruxbase.reasoning.on_graph import ON_RECORD, framework, labelling_problem
from cruxbase.reasoning.perspective import THRESHOLD, Perspective, perspective
from cruxbase.reasoning.status import Label, Labelling, Proof, grounded_labelling

if TYPE_CHECKING:
    from cruxbase.knowledge_base.base import KnowledgeBase
    from cruxbase.knowledge_base.views import BeliefView, ClaimView
    from cruxbase.reasoning.abstract_framework import Verdict
    from cruxbase.reasoning.labelling_search import Budget
    from cruxbase.reasoning.qbaf import StrengthBounds, Strengths

DEFAULT_SEMANTICS = "logodds"


class Status(Mapping[str, Label]):
    """Whether each claim is in, out or undecided, for one reading.

    Attributes:
        labelling: the labels of claims and steps, with their proofs.
        threshold: θ, from which credence on a claim is assumed.
        semantics: always `grounded`.
    """

    __slots__ = ("_kb", "labelling", "threshold")

    def __init__(self, kb: KnowledgeBase, labelling: Labelling, threshold: float) -> None:
        self._kb = kb
        self.labelling = labelling
        self.threshold = threshold

    @property
    def semantics(self) -> str:
        """The name of the semantics."""
        return self.labelling.semantics

    def __getitem__(self, id: str) -> Label:
        if id not in self._kb.graph.corpus:
            raise KeyError(id)
        return self.labelling[id]

    def __iter__(self) -> Iterator[str]:
        return (name for name in self.labelling if name in self._kb.graph.corpus and name not in self._kb.graph.steps)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __repr__(self) -> str:
        counts = {label: sum(1 for name in self if self[name] is label) for label in Label}
        return f"<Status: {', '.join(f'{number} {label}' for label, number in counts.items())}>"

    def explain(self, id: str) -> Proof:
        """Why a claim has its label: a proof from what needs no reason, or the cycle that leaves it undecided.

        Raises:
            UnknownName: no claim has this id.
        """
        return self.labelling.why(id)


@dataclass(frozen=True, slots=True)
class CoherenceGap:
    """A claim whose stated credence differs from what the holder's other credences yield.

    Attributes:
        claim: the claim.
        stated: the stated credence, low to high.
        computed: what follows from the rest, low to high.
        distance: how far apart the two ranges are; 0 where they overlap.
        belief: where it was stated.
    """

    claim: ClaimView
    stated: tuple[float, float]
    computed: tuple[float, float]
    distance: float
    belief: BeliefView


class Reading:
    """The base read with someone's credences, or at face value.

    Made by `KnowledgeBase.view`; it never changes.

    Attributes:
        kb: the base.
        perspective: whose credences; empty when the record is read at face value.
        threshold: θ: a claim believed at least this much is assumed, at most 1 − θ rejected.
    """

    __slots__ = ("_face_value", "kb", "perspective", "threshold")

    def __init__(self, kb: KnowledgeBase, view: Perspective, threshold: float, *, face_value: bool = False) -> None:
        self.kb = kb
        self.perspective = view
        self.threshold = threshold
        self._face_value = face_value

    def __repr__(self) -> str:
        return f"<Reading {self.name}: {len(self.perspective.origins)} beliefs, θ = {self.threshold:g}>"

    @property
    def name(self) -> str:
        """Id of the viewpoint or person, or `on-record`."""
        return self.perspective.name

    def status(self) -> Status:
        """Which claims stand (in), fall (out) or are left open (undecided), by the grounded labelling.

        See `cruxbase.reasoning.grounded_labelling` for the definition. A claim of which the holder said nothing is
        open unless the graph settles it; at face value every claim is assumed and falls only to what is said against it.
        """
        view = None if self._face_value else self.perspective
        problem = labelling_problem(self.kb.graph, view, threshold=self.threshold)
        return Status(self.kb, grounded_labelling(problem), self.threshold)

    def contested(self, budget: Budget | None = None) -> Mapping[str, Verdict]:
        """For each undecided claim, whether a reasonable reader could accept it and another not.

        A claim is contested when it is in some preferred labelling and not in all (credulously, not sceptically
        accepted). Past the budget the verdict is "not computed".
        """
        from cruxbase.reasoning.abstract_framework import contested

        status = self.status()
        problem = status.labelling.problem
        wiring = problem.wiring()
        index = {name: position for position, name in enumerate(problem.names)}
        return {claim: contested(wiring, index[claim], budget) for claim in status if status[claim] is Label.UNDECIDED}

    def known(self) -> Known:
        """The claims that can be computed with: stated, or reached from what is stated."""
        return known(self.kb.graph, tuple(self.perspective.origins))

    def strengths(self, semantics: str = DEFAULT_SEMANTICS, *, no_opinion: float = 0.5) -> Strengths:
        """How strong each known claim is under a gradual semantics, at the middle of every range.

        Stated credences that nothing stated bears on go in as base scores. A derived claim has no prior opinion on
        record: it starts from `no_opinion`, and the result lists which did (`filled`). For what the ranges leave open,
        see `strength_bounds`.

        Args:
            semantics: `logodds`, `dfquad`, `squared-dfquad`, `quadratic-energy`, `euler-based` or `euler-based-top`.
            no_opinion: the base score of derived claims.
        """
        reach = self.known()
        points = {claim: self.number_for(claim) for claim in reach.leaves}
        scores = {**points, **dict.fromkeys(reach.derived)}
        return framework(self.kb.graph, scores, reach.claims, reach.leaves).strengths(semantics, no_opinion=no_opinion)

    def strength_bounds(self, semantics: str = DEFAULT_SEMANTICS, *, no_opinion: float | None = None) -> StrengthBounds:
        """From how weak to how strong each known claim may be, given the ranges of the stated credences.

        Args:
            semantics: as for `strengths`.
            no_opinion: the base score of derived claims; None leaves it unknown, from 0 to 1.
        """
        reach = self.known()
        ranges = {claim: self.perspective.range_of(claim) for claim in reach.leaves}
        scores = {**ranges, **dict.fromkeys(reach.derived, no_opinion)}
        return framework(self.kb.graph, scores, reach.claims, reach.leaves).bounds(semantics)

    def coherence(self, semantics: str = DEFAULT_SEMANTICS, *, no_opinion: float = 0.5) -> tuple[CoherenceGap, ...]:
        """The claims whose stated credence the holder's other credences do not yield, farthest apart first.

        Reported, never mended: the holder may have reasons that are not on record.
        """
        from cruxbase.knowledge_base.views import BeliefView

        bounds = self.strength_bounds(semantics, no_opinion=no_opinion)
        gaps = []
        for claim in self.known().derived:
            stated = self.perspective.range_of(claim)
            if stated is None:
                continue
            computed = bounds[claim]
            distance = max(stated[0] - computed[1], computed[0] - stated[1], 0.0)
            if distance > 0:
                belief = BeliefView(self.kb, self.perspective.origins[claim])
                gaps.append(CoherenceGap(self.kb.claim(claim), stated, computed, round(distance, 12), belief))
        return tuple(sorted(gaps, key=lambda gap: (-gap.distance, gap.claim.id)))

    def number_for(self, claim: str) -> float:
        """The single number that stands for the holder's belief in a claim; a half where nothing was said."""
        point = self.perspective.number_for(claim)
        if point is not None:
            return point
        low, high = self.perspective.range_of(claim) or (0.0, 1.0)
        return (low + high) / 2


def reading(kb: KnowledgeBase, who: str | None, threshold: float = THRESHOLD) -> Reading:
    """The base as a viewpoint or a person sees it, or at face value.

    Args:
        kb: the base.
        who: id of a viewpoint record; or of a person, whose viewpoints are laid over one another, the latest word on
            each claim counting; or None.
        threshold: θ, above 0.5 and at most 1.

    Raises:
        UnknownRecord: there is no such viewpoint or person.
        ValueError: the threshold is out of range.
    """
    checked_threshold(threshold)
    if who is None or who == ON_RECORD:
        return Reading(kb, Perspective(ON_RECORD), threshold, face_value=True)
    return Reading(kb, perspective_of(kb, who), threshold)


def checked_threshold(threshold: float) -> float:
    """θ itself.

    Raises:
        ValueError: it is not above 0.5 and at most 1.

    >>> checked_threshold(0.8)
    0.8
    """
    if not 0.5 < threshold <= 1:
        raise ValueError(f"the threshold is {threshold}, and must be above 0.5 and at most 1")
    return threshold


def perspective_of(kb: KnowledgeBase, who: str) -> Perspective:
    """The credences of a viewpoint or person.

    Raises:
        UnknownRecord: there is no such viewpoint or person.
    """
    from cruxbase.knowledge_base.base import UnknownRecord
    from cruxbase.knowledge_base.views import PersonView, ViewpointView

    view = kb.record(who) if who in kb else None
    if isinstance(view, PersonView):
        return perspective(kb.graph, [viewpoint.id for viewpoint in view.viewpoints], view.id)
    if isinstance(view, ViewpointView):
        return perspective(kb.graph, [view.id], view.id)
    raise UnknownRecord("viewpoint or person", who, kb.nearest(who, "viewpoint", "person"))


@dataclass(frozen=True, slots=True)
class Change:
    """What a supposition does to one claim.

    Attributes:
        claim: the claim.
        label_before: its status before.
        label_after: its status after.
        strength_before: its strength before; None where it was not known.
        strength_after: its strength after.
    """

    claim: ClaimView
    label_before: Label
    label_after: Label
    strength_before: float | None
    strength_after: float | None


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What would change if some credences were other than they are. Nothing is edited.

    Attributes:
        reading: the reading that was varied.
        supposed: the credences supposed.
        changes: the claims whose status or strength differs, largest change of strength first.
        semantics: of the strengths.
    """

    reading: Reading
    supposed: Mapping[str, float]
    changes: tuple[Change, ...]
    semantics: str


def what_if(
    kb: KnowledgeBase, supposed: Mapping[str, float], who: str | None, semantics: str = DEFAULT_SEMANTICS
) -> WhatIf:
    """The effect of supposing some credences.

    A supposed claim is set by hand: what bears on it is cut, as for a flip crux.

    Args:
        kb: the base.
        supposed: claim → credence from 0 to 1.
        who: the viewpoint or person to vary; None varies the record at face value.
        semantics: of the strengths.

    Raises:
        UnknownRecord: a claim, viewpoint or person does not exist.
        ValueError: a credence is not from 0 to 1.
    """
    from cruxbase.reasoning.perspective import label_at
    from cruxbase.records import Credence

    fixed = {kb.claim(claim).id: value for claim, value in supposed.items()}
    for claim, value in fixed.items():
        if not 0 <= value <= 1:
            raise ValueError(f"the credence supposed for {claim!r} is {value}, and must be from 0 to 1")
    before = reading(kb, who)
    status = before.status()
    problem = status.labelling.problem
    for claim, value in fixed.items():
        problem = problem.forced(claim, label_at(value, before.threshold))
    after_labels = grounded_labelling(problem)
    view = before.perspective
    credences = {
        **view.credences,
        **{claim: Credence(value, value, value, f"{value:g}") for claim, value in fixed.items()},
    }
    stances = {claim: stance for claim, stance in view.stances.items() if claim not in fixed}
    origins = {**view.origins, **{claim: view.origins.get(claim) for claim in fixed}}
    after = Reading(kb, Perspective(view.name, credences, stances, origins), before.threshold)  # type: ignore[arg-type] # a supposed claim has no place
    was, now = before.strengths(semantics), _forced_strengths(after, frozenset(fixed), semantics)
    changes = [
        Change(kb.claim(claim), status[claim], after_labels[claim], was.get(claim), now.get(claim))
        for claim in status
        if status[claim] is not after_labels[claim] or _differ(was.get(claim), now.get(claim))
    ]
    changes.sort(key=lambda c: (-abs((c.strength_after or 0) - (c.strength_before or 0)), c.claim.id))
    return WhatIf(before, fixed, tuple(changes), semantics)


def _forced_strengths(view: Reading, fixed: frozenset[str], semantics: str) -> Strengths:
    reach = view.known()
    leaves = tuple(claim for claim in reach.claims if claim in fixed or claim in reach.leaves)
    scores = {claim: view.number_for(claim) if claim in leaves else None for claim in reach.claims}
    return framework(view.kb.graph, scores, reach.claims, leaves).strengths(semantics, no_opinion=0.5)


def _differ(was: float | None, now: float | None) -> bool:
    if was is None or now is None:
        return was is not now
    return abs(was - now) > 1e-9
