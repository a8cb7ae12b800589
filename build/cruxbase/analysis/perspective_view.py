"""The base as someone sees it: what stands, how strongly, what is contested, what does not fit together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from cruxbase.analysis.entities import Belief, Claim, LinkedRecords, Step, Viewer
from cruxbase.analysis.viewers import perspective_of, viewpoints_of
from cruxbase.reasoning.labels import Label, Proof
from cruxbase.reasoning.on_graph import ON_RECORD, framework, weighed_status
from cruxbase.reasoning.perspective import THRESHOLD, Perspective
from cruxbase.reasoning.status import WeighedLabelling, weighed_labelling
from cruxbase.reasoning.support_closure import SupportClosure, known
from cruxbase.reasoning.weighing_problem import ClaimStatus
from cruxbase.support.errors import CruxbaseError, WrongArgument, WrongValue
from cruxbase.support.memoized import memoized_on_base
from cruxbase.support.results import PlainDict, Result, ResultTable, plain_value

if TYPE_CHECKING:
    from cruxbase.reasoning.abstract_framework import Verdict
    from cruxbase.reasoning.coherence import (
        AboveRequirement,
        Implied,
        OtherSideOfEven,
        SidesExceedOne,
        UnfitConditional,
    )
    from cruxbase.reasoning.jeffrey import AnchoredView, JeffreyStrengths
    from cruxbase.reasoning.labelling_search import Budget
    from cruxbase.reasoning.qbaf import StrengthBounds, Strengths
    from cruxbase.records import Credence

DEFAULT_SEMANTICS = "jeffrey"
COHERENCE_SEMANTICS = "logodds"


class Status(ResultTable, Mapping[str, Label]):
    """Whether each claim is in, out or undecided by the weight of the reasons, for one reading.

    Attributes:
        labelling: the labels of claims and steps, with their proofs.
        threshold: θ, from which credence on a claim is what is held.
        semantics: always `preponderance`.
    """

    __slots__ = ("_kb", "_labels", "labelling", "threshold")

    def __init__(self, kb: LinkedRecords, labelling: WeighedLabelling, threshold: float) -> None:
        self._kb = kb
        self._labels = labelling.claims()
        self.labelling = labelling
        self.threshold = threshold

    @property
    def semantics(self) -> str:
        """The name of the semantics."""
        return self.labelling.semantics

    def __getitem__(self, id: str) -> Label:
        return self._labels[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._labels)

    def __len__(self) -> int:
        return len(self._labels)

    def __repr__(self) -> str:
        counts = {label: sum(1 for name in self if self[name] is label) for label in Label}
        return f"<Status: {', '.join(f'{number} {label}' for label, number in counts.items())}>"

    def label_of(self, id: str) -> Label | None:
        """The label of a claim; None where no claim that can stand or fall has this id."""
        return self._labels.get(id)

    def of(self, id: str) -> ClaimStatus:
        """The label of a claim with its flags: whether anybody argued it, what challenges it, what nobody answered.

        Raises:
            UnknownName: no claim that can stand or fall has this id.
        """
        return self.labelling.status_of(id)

    def to_dict(self) -> PlainDict:
        """Claim → the word that is shown for its status."""
        return {id: self.word(id) for id in self}

    def _table(self) -> list[dict[str, object]]:
        return [{"id": id, "status": self.word(id)} for id in self]

    def word(self, id: str) -> str:
        """The label as it is shown: `unargued` in place of `in` where no reason bears on the claim; see `ClaimStatus`."""
        return self.of(id).word if self[id] is Label.IN else str(self[id])

    def explain(self, id: str) -> Proof:
        """Why a claim has its label: a proof with what was weighed, or what leaves it undecided.

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
        distance: how far apart the two ranges are, above 0.
        distance_log_odds: the same on the scale of log-odds; 0 and 1 count as .001 and .999.
        by: id of the model record that computes it, or the name of a gradual semantics. A difference from a model is
            arithmetic; one from a semantics hangs on the weights of the steps, which are the editors'.
        inputs: the claims whose credences went in.
        belief: where it was stated; None for a view that is given in Python.
    """

    claim: Claim
    stated: tuple[float, float]
    computed: tuple[float, float]
    distance: float
    distance_log_odds: float
    by: str
    inputs: tuple[Claim, ...]
    belief: Belief | None


@dataclass(frozen=True, slots=True)
class HeldTogether:
    """Two claims that exclude each other and are both held.

    Attributes:
        one: the first.
        other: the second.
        crux: the crux whose sides they are; None where strong steps lead from each against the other.
    """

    one: Claim
    other: Claim
    crux: Claim | None


@dataclass(frozen=True, slots=True)
class Coherence(ResultTable):
    """Where the beliefs of one view do not fit together. Reported, never mended.

    It goes through its `gaps` when it is looped over, and has their number as length.

    Attributes:
        gaps: claims whose stated credence the other credences do not yield: by models first, farthest apart first.
        contradictions: claims that exclude each other, both held.
        not_followed: strong steps whose premises are all held, and whose conclusion goes the other way.
        threshold: θ, from which credence on a claim counts as held.
        semantics: of the gaps that no model computes.
        above_requirements: claims believed more than something that they require.
        sides: cruxes over whose sides the credences come to more than 1.
        conditionals: conditional credences that no joint distribution has together with the rest.
        questions: stated credences on the other side of even from what follows; to be asked about, and no fault.
    """

    _rows_in: ClassVar[str] = "gaps"

    gaps: tuple[CoherenceGap, ...]
    contradictions: tuple[HeldTogether, ...]
    not_followed: tuple[Step, ...]
    threshold: float
    semantics: str
    above_requirements: tuple[AboveRequirement, ...] = ()
    sides: tuple[SidesExceedOne, ...] = ()
    conditionals: tuple[UnfitConditional, ...] = ()
    questions: tuple[OtherSideOfEven, ...] = ()

    def __iter__(self) -> Iterator[CoherenceGap]:
        return iter(self.gaps)

    def __len__(self) -> int:
        return len(self.gaps)

    @property
    def is_clean(self) -> bool:
        """Whether nothing at all was found; questions are none."""
        found = (
            self.gaps,
            self.contradictions,
            self.not_followed,
            self.above_requirements,
            self.sides,
            self.conditionals,
        )
        return not any(found)


@dataclass(frozen=True, slots=True)
class ClaimInView(Result):
    """One claim in somebody's view.

    Attributes:
        claim: its id.
        stated: what was said of it, low to high; None where nothing was.
        value: how far it is believed: the number stated, or what follows; None where nothing that was said bears on it.
        range: from how little to how much it may be believed; all that is possible where nothing is known.
        from_reasons: what the recorded reasons alone would give; None where no known reason bears on it.
        own_reason: in log-odds, what was stated less what the recorded reasons give; None where nothing was stated.
        suspended: whether judgement is suspended on it.
    """

    claim: str
    stated: tuple[float, float] | None
    value: float | None
    range: tuple[float, float]
    from_reasons: float | None
    own_reason: float | None
    suspended: bool


class PerspectiveView:
    """The base read with someone's credences, or at face value.

    Made by `KnowledgeBase.view`; it never changes.

    Attributes:
        kb: the base.
        perspective: whose credences; empty when the record is read at face value.
        threshold: θ: a claim believed at least this much is assumed, at most 1 − θ rejected.
    """

    __slots__ = ("_anchored", "_face_value", "_status", "kb", "perspective", "threshold")

    def __init__(self, kb: LinkedRecords, view: Perspective, threshold: float, *, face_value: bool = False) -> None:
        self.kb = kb
        self.perspective = view
        self.threshold = threshold
        self._face_value = face_value
        self._status: Status | None = None
        self._anchored: AnchoredView | None = None

    def to_dict(self) -> PlainDict:
        """Whose view it is, and what was stated, as data that `json.dumps` writes."""
        said = self.perspective
        return {
            "name": self.name,
            "threshold": self.threshold,
            "credences": plain_value(said.credences),
            "stances": plain_value(said.stances),
        }

    def __repr__(self) -> str:
        return f"<PerspectiveView {self.name}: {len(self.perspective.claims)} beliefs, θ = {self.threshold:g}>"

    @property
    def name(self) -> str:
        """Id of the viewpoint or person, or `on-record`."""
        return self.perspective.name

    def status(self) -> Status:
        """Which claims stand (in), fall (out) or are left open (undecided), by the weight of the reasons.

        See `cruxbase.reasoning.weighed_labelling` for the definition. What the holder said stands for them; of what they
        said nothing, the reasons decide that they hold. At face value every claim has a presumption, and falls to
        objections that outweigh it and the reasons for it.
        """
        if self._status is None:
            view = None if self._face_value else self.perspective
            self._status = Status(self.kb, weighed_status(self.kb.graph, view, self.threshold), self.threshold)
        return self._status

    def why(self, claim: str) -> Proof:
        """Why a claim has its label: the proof with what was weighed; see `Status.explain` and, for objections, `Status.of`.

        Raises:
            UnknownName: no claim that can stand or fall has this id.
        """
        return self.status().explain(claim)

    def contested(self, budget: Budget | None = None) -> Mapping[str, Verdict]:
        """For each undecided claim, whether a reasonable reader could accept it and another not.

        A claim is contested when it is in some preferred labelling and not in all (credulously, not sceptically
        accepted). Past the budget the verdict is "not computed".
        """
        from cruxbase.reasoning.weighing_search import contested

        status = self.status()
        problem = status.labelling.problem
        return {claim: contested(problem, claim, budget) for claim in status if status[claim] is Label.UNDECIDED}

    def known(self) -> SupportClosure:
        """The claims that can be computed with: stated, or reached from what is stated."""
        return known(self.kb.graph, self.perspective.claims)

    @property
    def stated(self) -> Mapping[str, Credence]:
        """Claim → the credence that the person themselves said; a bare stance is none."""
        return self.perspective.credences

    @property
    def anchored(self) -> AnchoredView:
        """The argument graph in the light of what was said, every stated credence met; see `cruxbase.reasoning.jeffrey`."""
        if self._anchored is None:
            from cruxbase.reasoning.anchoring import anchored_view

            self._anchored = anchored_view(self.kb.graph, self.perspective)
        return self._anchored

    def of(self, claim: str) -> ClaimInView:
        """A claim in this view: what was stated, what the recorded reasons alone would give, and the own reason.

        Raises:
            UnknownRecord: there is no such claim.
            UnknownName: it can be neither true nor false, or is retired.
        """
        id, view = self.kb.claim(claim).id, self.anchored
        value = view.strength(id)
        return ClaimInView(
            id,
            self.perspective.range_of(id),
            value,
            view.bounds[id] if value is not None else (0.0, 1.0),
            view.from_reasons(id),
            view.own_reason(id),
            id in view.withheld,
        )

    def strengths(self, semantics: str = DEFAULT_SEMANTICS, *, no_opinion: float = 0.5) -> Strengths | JeffreyStrengths:
        """How far each known claim is believed: what was stated stands, and the rest follows.

        Claims on which nothing that was said bears have no strength. For what the ranges leave open, see
        `strength_bounds`.

        Args:
            semantics: `jeffrey`; or a gradual semantics of abstract argumentation (`logodds`, `dfquad`, `squared-dfquad`,
                `quadratic-energy`, `euler-based` or `euler-based-top`), under which stated credences that nothing stated
                bears on are base scores, all else is computed, and only `logodds` uses the weights of steps.
            no_opinion: the base score of derived claims under those.
        """
        if semantics == DEFAULT_SEMANTICS:
            return self.anchored.strengths
        reach = self.known()
        points = {claim: self.perspective.number_for(claim) for claim in reach.leaves}
        scores = {**points, **dict.fromkeys(reach.derived)}
        return framework(self.kb.graph, scores, reach.claims, reach.leaves).strengths(semantics, no_opinion=no_opinion)

    def strength_bounds(self, semantics: str = DEFAULT_SEMANTICS, *, no_opinion: float | None = None) -> StrengthBounds:
        """From how little to how much each known claim may be believed, given the ranges that were stated.

        Args:
            semantics: as for `strengths`.
            no_opinion: the base score of derived claims, but under `jeffrey`; None leaves it unknown, from 0 to 1.
        """
        if semantics == DEFAULT_SEMANTICS:
            from cruxbase.reasoning.qbaf import StrengthBounds

            bounds = self.anchored.bounds
            attained = frozenset(claim for claim, (low, high) in bounds.items() if low == high)
            return StrengthBounds(semantics, "intervals", attained | self.anchored.stated.keys(), bounds)
        reach = self.known()
        ranges = {claim: self.perspective.range_of(claim) for claim in reach.leaves}
        scores = {**ranges, **dict.fromkeys(reach.derived, no_opinion)}
        return framework(self.kb.graph, scores, reach.claims, reach.leaves).bounds(semantics)

    def coherence(self, semantics: str = COHERENCE_SEMANTICS, *, no_opinion: float = 0.5) -> Coherence:
        """Where the holder's beliefs do not fit together: numbers, held opposites, strong steps not followed.

        Reported, never mended: the holder may have reasons that are not on record. What a model computes is not scored
        again by the graph.

        Args:
            semantics: of what no model computes.
            no_opinion: the base score of derived claims.
        """
        from cruxbase.reasoning.coherence import implied_by_graph, other_side_of_even, view_coherence

        graph, view = self.kb.graph, self.perspective
        found = view_coherence(graph, view, viewpoints_of(self.kb, view.name), self.threshold)
        computed = {implied.claim for implied in found.implied}
        by_graph = [
            implied for implied in implied_by_graph(graph, view, semantics, no_opinion) if implied.claim not in computed
        ]
        gaps = [
            self._gap(implied)
            for part in (found.implied, by_graph)
            for implied in sorted(part, key=lambda implied: (-implied.distance, implied.claim))
            if implied.distance > 0
        ]
        held = (
            HeldTogether(self.kb.claim(one), self.kb.claim(other), self.kb.claim(pair.crux) if pair.crux else None)
            for pair in found.contradictions
            for one, other in (pair.claims,)
        )
        return Coherence(
            tuple(gaps),
            tuple(held),
            tuple(Step(self.kb, broken.step) for broken in found.not_followed),
            self.threshold,
            semantics,
            found.above_requirements,
            found.sides,
            found.conditionals,
            tuple(other_side_of_even(graph, view)),
        )

    def is_by_model(self, claim: str) -> bool:
        """Whether a model of whose inputs the holder has spoken computes a claim, so that the graph does not."""
        return any(
            any(output.claim == claim for output in model.record.outputs)
            and any(given.claim in self.perspective for given in model.record.inputs)
            for model in self.kb.claim(claim).models
        )

    def _gap(self, implied: Implied) -> CoherenceGap:
        origin = self.perspective.origins.get(implied.claim)
        return CoherenceGap(
            self.kb.claim(implied.claim),
            implied.stated,
            implied.computed,
            implied.distance,
            implied.distance_log_odds,
            implied.by,
            tuple(self.kb.claim(claim) for claim in implied.inputs),
            Belief(self.kb, origin) if origin is not None else None,
        )


def perspective_view(kb: LinkedRecords, who: Viewer | None, threshold: float = THRESHOLD) -> PerspectiveView:
    """The base as a viewpoint or a person sees it, or at face value; kept where it is asked for by id.

    Args:
        kb: the base.
        who: whose, as for `cruxbase.analysis.viewers.perspective_of`; or None.
        threshold: θ, above 0.5 and at most 1.

    Raises:
        UnknownRecord: there is no such viewpoint or person.
        ValueError: the threshold is out of range.
    """
    checked_threshold(threshold)
    if who is None or isinstance(who, str):
        return _view_on_record(kb, who, threshold)
    return PerspectiveView(kb, perspective_of(kb, who), threshold)


@memoized_on_base
def _view_on_record(kb: LinkedRecords, who: str | None, threshold: float) -> PerspectiveView:
    if who is None or who == ON_RECORD:
        return PerspectiveView(kb, Perspective(ON_RECORD), threshold, face_value=True)
    return PerspectiveView(kb, perspective_of(kb, who), threshold)


def checked_threshold(threshold: float) -> float:
    """θ itself.

    Raises:
        ValueError: it is not above 0.5 and at most 1.

    >>> checked_threshold(0.8)
    0.8
    """
    if not isinstance(threshold, (int, float)):
        raise WrongArgument("the threshold is a number above 0.5 and at most 1", threshold)
    if not 0.5 < threshold <= 1:
        raise WrongValue(f"the threshold is {threshold}, and must be above 0.5 and at most 1")
    return threshold


@dataclass(frozen=True, slots=True)
class Change:
    """What a supposition does to one claim.

    Attributes:
        claim: the claim.
        label_before: its status before.
        label_after: its status after.
        word_before: the status before as it is shown; see `ClaimStatus.word`.
        word_after: the same after.
        strength_before: its strength before; None where it was not known.
        strength_after: its strength after.
    """

    claim: Claim
    label_before: Label
    label_after: Label
    word_before: str
    word_after: str
    strength_before: float | None
    strength_after: float | None


@dataclass(frozen=True, slots=True)
class WhatIf(ResultTable):
    """What would change if some credences were other than they are. Nothing is edited.

    Attributes:
        reading: the reading that was varied.
        supposed: claim → the credence supposed.
        changes: the claims whose status or strength differs, largest change of strength first. A supposed claim is
            among them where its own status or strength changes.
        semantics: of the strengths.
        unsettled: claims that have no strength before or after, because an iteration did not settle.
    """

    _rows_in: ClassVar[str] = "changes"

    reading: PerspectiveView
    supposed: Mapping[str, float]
    changes: tuple[Change, ...]
    semantics: str
    unsettled: tuple[Claim, ...]

    def __iter__(self) -> Iterator[Change]:
        return iter(self.changes)

    def __len__(self) -> int:
        return len(self.changes)


def what_if(
    kb: LinkedRecords, supposed: Mapping[str, float], who: Viewer | None, semantics: str = DEFAULT_SEMANTICS
) -> WhatIf:
    """The effect of supposing some credences.

    A supposed claim is set by hand, whatever bears on it, as for a flip crux. A supposed credence between the thresholds
    leaves the claim undecided.

    Args:
        kb: the base.
        supposed: claim → credence from 0 to 1.
        who: the viewpoint or person to vary; None varies the record at face value, where there are no credences and so
            only statuses change.
        semantics: of the strengths.

    Raises:
        UnknownRecord: a claim, viewpoint or person does not exist.
        NoTruthValue: a claim is a question, a crux or retired, and can be neither true nor false.
        ValueError: a credence is not from 0 to 1.
    """
    from cruxbase.reasoning.perspective import label_at

    if not isinstance(supposed, Mapping):
        raise WrongArgument("what is supposed is a mapping of claims to credences", supposed)
    fixed = {kb.claim(claim).id: value for claim, value in supposed.items()}
    before = perspective_view(kb, who)
    status = before.status()
    problem = status.labelling.problem
    for claim, value in fixed.items():
        if claim not in status:
            raise NoTruthValue(claim, kb.graph.kind(claim))
        if not isinstance(value, (int, float)):
            raise WrongArgument(f"the credence supposed for {claim!r} is a number from 0 to 1", value)
        if not 0 <= value <= 1:
            raise WrongValue(f"the credence supposed for {claim!r} is {value}, and must be from 0 to 1")
        problem = problem.forced(claim, label_at(value, before.threshold))
    after_labels = Status(kb, weighed_labelling(problem), before.threshold)
    after = PerspectiveView(kb, before.perspective.supposing(fixed), before.threshold)
    was, now = before.strengths(semantics), _forced_strengths(before, after, fixed, semantics)
    if not before.perspective.claims:  # nobody's credences: strengths would come from the supposition alone
        now = was
    changes = [
        Change(
            kb.claim(claim),
            *(status[claim], after_labels[claim]),
            *(status.word(claim), after_labels.word(claim)),
            *(was.get(claim), now.get(claim)),
        )
        for claim in status
        if status[claim] is not after_labels[claim] or _differ(was.get(claim), now.get(claim))
    ]
    changes.sort(key=_size_of_change)
    unsettled = [claim for claim in status if claim in was.unsettled or claim in now.unsettled]
    return WhatIf(before, fixed, tuple(changes), semantics, tuple(map(kb.claim, unsettled)))


class NoTruthValue(CruxbaseError, ValueError):
    """A credence was supposed in something that is neither true nor false."""

    def __init__(self, claim: str, kind: str) -> None:
        self.claim = claim
        what = f"a {kind}" if kind in ("question", "crux", "argument") else f"a retired {kind}"
        super().__init__(f"{claim!r} is {what}, in which there is no credence to suppose")


def _size_of_change(change: Change) -> tuple[bool, float, bool, str]:
    """First what has a strength before and after, by how much it moves; then what is gained or lost; then the rest."""
    before, after = change.strength_before, change.strength_after
    moved = 0.0 if before is None or after is None else abs(after - before)
    return before is None or after is None, -moved, change.label_before is change.label_after, change.claim.id


def _forced_strengths(
    before: PerspectiveView, view: PerspectiveView, fixed: Mapping[str, float], semantics: str
) -> Strengths | JeffreyStrengths:
    """Strengths with what bears on the supposed claims cut, so that they keep the credence supposed."""
    if semantics == DEFAULT_SEMANTICS:
        return before.anchored.supposing(fixed)
    reach = view.known()
    leaves = tuple(claim for claim in reach.claims if claim in fixed or claim in reach.leaves)
    scores = {claim: view.perspective.number_for(claim) if claim in leaves else None for claim in reach.claims}
    return framework(view.kb.graph, scores, reach.claims, leaves).strengths(semantics, no_opinion=0.5)


def _differ(was: float | None, now: float | None) -> bool:
    if was is None or now is None:
        return was is not now
    return abs(was - now) > 1e-9


@plain_value.register
def _(value: PerspectiveView) -> str:
    return value.name
