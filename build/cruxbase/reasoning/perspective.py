"""What someone believes, as one mapping: the dated viewpoints of a holder laid over one another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from cruxbase.graph import ArgumentGraph, BeliefLink
from cruxbase.graph.written_beliefs import written_credence
from cruxbase.reasoning.labels import Label
from cruxbase.reasoning.statement import is_bound
from cruxbase.records import Credence

THRESHOLD = 0.8
"""θ: a claim believed at least this much is assumed, one believed at most 1 − θ is rejected."""


@dataclass(frozen=True, slots=True)
class Perspective:
    """Beliefs by claim. What nobody said is absent: it is unknown, not one half.

    Attributes:
        name: whose, for results: id of a viewpoint or of a person.
        credences: claim → (low, mid, high).
        stances: claim → `holds`, `rejects` or `suspends`, where no number was given.
        origins: claim → the belief as written, with its viewpoint and place; a supposed credence has none.
    """

    name: str
    credences: Mapping[str, Credence] = field(default_factory=dict)
    stances: Mapping[str, str] = field(default_factory=dict)
    origins: Mapping[str, BeliefLink] = field(default_factory=dict)

    def __contains__(self, claim: object) -> bool:
        return claim in self.credences or claim in self.stances

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims spoken of."""
        return (*self.credences, *self.stances)

    def range_of(self, claim: str) -> tuple[float, float] | None:
        """From how little to how much the claim is believed; None where nothing was said.

        Held without a number means more likely than not, rejected less likely than not; suspended says that the claim
        was weighed, and leaves the whole range.

        >>> Perspective("someone", stances={"a": "holds"}).range_of("a")
        (0.5, 1.0)
        """
        if claim in self.credences:
            return self.credences[claim].low, self.credences[claim].high
        return STANCE_RANGES.get(self.stances.get(claim, ""))

    def number_for(self, claim: str) -> float | None:
        """The single number to compute with; None where nothing was said.

        For a stance without a number it is the middle of what the stance leaves open: a stand-in, which results that
        use it must name (`stances` tells which).

        >>> someone = Perspective("someone", {"a": Credence.parse("likely")}, {"b": "rejects"})
        >>> someone.number_for("a"), someone.number_for("b"), someone.number_for("c")
        (0.68, 0.25, None)
        """
        if claim in self.credences:
            return self.credences[claim].mid
        ends = self.range_of(claim)
        return None if ends is None else (ends[0] + ends[1]) / 2

    def label_of(self, claim: str, threshold: float = THRESHOLD) -> Label | None:
        """Whether the claim is assumed, rejected or left open; None where nothing was said.

        Of a bound, such as at least 10 %, the middle stands for nothing: it is assumed or rejected only as a whole.

        Args:
            claim: id of a claim.
            threshold: θ, above one half and at most 1.
        """
        if claim in self.credences:
            credence = self.credences[claim]
            if not (credence.is_bound or is_bound(credence.low, credence.high)):
                return label_at(credence.mid, threshold)
            ends = {label_at(end, threshold) for end in (credence.low, credence.high)}
            return ends.pop() if len(ends) == 1 else Label.UNDECIDED
        return _STANCE_LABELS.get(self.stances.get(claim, ""))

    def supposing(self, credences: Mapping[str, float]) -> Perspective:
        """The same beliefs but for some credences.

        >>> Perspective("someone", stances={"a": "holds"}).supposing({"a": 0.1}).number_for("a")
        0.1
        """
        supposed = {claim: Credence(value, value, value, f"{value:g}") for claim, value in credences.items()}
        return Perspective(
            self.name,
            {**self.credences, **supposed},
            {claim: stance for claim, stance in self.stances.items() if claim not in supposed},
            {claim: belief for claim, belief in self.origins.items() if claim not in supposed},
        )


STANCE_RANGES = {"holds": (0.5, 1.0), "rejects": (0.0, 0.5), "suspends": (0.0, 1.0)}
"""The credences that a bare stance allows."""

_STANCE_LABELS = {"holds": Label.IN, "rejects": Label.OUT, "suspends": Label.UNDECIDED}


def label_at(credence: float, threshold: float = THRESHOLD) -> Label:
    """What a credence amounts to at a threshold θ.

    >>> [str(label_at(c)) for c in (0.8, 0.5, 0.2)]
    ['in', 'undecided', 'out']
    """
    # The middle of a range such as .8 may come out a rounding short of it.
    if credence >= threshold - 1e-9:
        return Label.IN
    return Label.OUT if credence <= 1 - threshold + 1e-9 else Label.UNDECIDED


def perspective(graph: ArgumentGraph, viewpoints: Iterable[str], name: str) -> Perspective:
    """The viewpoints laid over one another: claim by claim, the latest word counts.

    A later viewpoint replaces what an earlier one says of a claim, a number by a bare stance too. A date that is less
    precise counts as earlier (2025 before 2025-03); on the same date the order of ids decides, and `cruxbase check`
    reports two values. Within one viewpoint a credence counts for more than a stance, which says less.

    Args:
        graph: the linked base.
        viewpoints: ids of viewpoint records.
        name: whose perspective it is, for results.

    >>> from cruxbase import load
    >>> graph = load("claims").knowledge_base.graph
    >>> target = "existential-catastrophe-from-power-seeking-by-2070"
    >>> perspective(graph, ["carlsmith-2022", "carlsmith-2022-05"], "joe-carlsmith").range_of(target)
    (0.1, 1.0)
    """
    credences: dict[str, Credence] = {}
    stances: dict[str, str] = {}
    origins: dict[str, BeliefLink] = {}
    for _, id in sorted((str(graph.corpus.entry(id).data["date"]), id) for id in viewpoints):
        for belief in sorted(graph.beliefs_of(id), key=lambda belief: belief.stance == "credence"):
            origins[belief.claim] = belief
            credences.pop(belief.claim, None)
            stances.pop(belief.claim, None)
            if belief.stance == "credence":
                credences[belief.claim] = credence_of(graph, belief)
            else:
                stances[belief.claim] = belief.stance
    return Perspective(name, credences, stances, origins)


def credence_of(graph: ArgumentGraph, belief: BeliefLink) -> Credence:
    """The credence of a belief, from its record's plain data."""
    return Credence.parse(written_credence(graph, belief))
