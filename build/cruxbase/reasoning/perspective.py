"""What someone believes, as one mapping: the dated viewpoints of a holder laid over one another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from cruxbase.graph import ArgumentGraph, Belief
from cruxbase.reasoning.status import Label
from cruxbase.records import Credence

THRESHOLD = 0.8
"""θ: a claim believed at least this much is assumed, one believed at most 1 − θ is rejected."""


@dataclass(frozen=True, slots=True)
class Perspective:
    """Beliefs by claim. What nobody said is absent: it is unknown, not one half.

    Attributes:
        name: Whose, for results: id of a viewpoint or of a person.
        credences: Claim → (low, mid, high).
        stances: Claim → `holds`, `rejects` or `suspends`, where no number was given.
        origins: Claim → the belief as written, with its viewpoint and place.
    """

    name: str
    credences: Mapping[str, Credence] = field(default_factory=dict)
    stances: Mapping[str, str] = field(default_factory=dict)
    origins: Mapping[str, Belief] = field(default_factory=dict)

    def __contains__(self, claim: object) -> bool:
        return claim in self.origins

    def range_of(self, claim: str) -> tuple[float, float] | None:
        """From how little to how much the claim is believed; None where nothing was said.

        Held without a number means more likely than not, rejected less likely than not; suspended says that the claim
        was weighed, and leaves the whole range.

        >>> Perspective("someone", stances={"a": "holds"}, origins={"a": None}).range_of("a")
        (0.5, 1.0)
        """
        if claim in self.credences:
            return self.credences[claim].low, self.credences[claim].high
        return _STANCE_RANGES.get(self.stances.get(claim, ""))

    def point_of(self, claim: str) -> float | None:
        """The best single number for the claim; None where none was given."""
        return self.credences[claim].mid if claim in self.credences else None

    def label_of(self, claim: str, threshold: float = THRESHOLD) -> Label | None:
        """Whether the claim is assumed, rejected or left open; None where nothing was said.

        Args:
            claim: id of a claim.
            threshold: θ, above one half and at most 1.
        """
        if claim in self.credences:
            return label_at(self.credences[claim].mid, threshold)
        return _STANCE_LABELS.get(self.stances.get(claim, ""))


_STANCE_RANGES = {"holds": (0.5, 1.0), "rejects": (0.0, 0.5), "suspends": (0.0, 1.0)}
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

    Args:
        graph: the linked base.
        viewpoints: ids of viewpoint records.
        name: whose perspective it is, for results.
    """
    credences: dict[str, Credence] = {}
    stances: dict[str, str] = {}
    origins: dict[str, Belief] = {}
    dated = sorted((str(graph.corpus.entry(id).data["date"]), id) for id in viewpoints)
    for _, id in dated:
        for belief in graph.beliefs_of(id):
            origins[belief.claim] = belief
            credences.pop(belief.claim, None)
            stances.pop(belief.claim, None)
            if belief.stance == "credence":
                credences[belief.claim] = credence_of(graph, belief)
            else:
                stances[belief.claim] = belief.stance
    return Perspective(name, credences, stances, origins)


def credence_of(graph: ArgumentGraph, belief: Belief) -> Credence:
    """The credence of a belief, from its record's plain data."""
    written = graph.corpus.entry(belief.viewpoint).data["credences"][belief.where[1]]
    return Credence.parse(written["credence"] if isinstance(written, dict) else written)
