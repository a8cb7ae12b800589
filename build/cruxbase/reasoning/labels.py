"""Labels, and proofs of them: what every way of labelling claims answers with."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass

from cruxbase.support.results import Result


class Label(enum.StrEnum):
    """The three labels of Caminada (2006): accepted, rejected, and neither."""

    IN = "in"
    OUT = "out"
    UNDECIDED = "undecided"


class Reason(enum.StrEnum):
    """Why a node has its label: the rule of the definition that applied."""

    ASSUMED = "assumed"
    GROUNDED = "grounded"
    REJECTED = "rejected"
    ATTACKED = "attacked"
    NEED_FAILS = "need-fails"
    GROUNDLESS = "groundless"
    OPEN = "open"
    WAITS = "waits"
    STATED = "stated"
    PRESUMED = "presumed"
    OUTWEIGHS = "outweighs"
    OUTWEIGHED = "outweighed"
    RIVAL = "rival"
    BALANCED = "balanced"


@dataclass(frozen=True, slots=True)
class Weighing:
    """What speaks for and against a claim, by weight.

    Attributes:
        presumption: p, the weight that the claim has of itself; 0 where it was held or denied outright.
        supporting: F+, the weight of the steps for it that are IN.
        supporting_at_most: F?, that of the steps for it that are not OUT.
        attacking: A+, the weight of the steps against it that are IN.
        attacking_at_most: A?, that of the steps against it that are not OUT.
    """

    presumption: float
    supporting: float
    supporting_at_most: float
    attacking: float
    attacking_at_most: float


@dataclass(frozen=True, slots=True)
class ProofStep:
    """One node of a proof: its label, the rule that gave it, the nodes the rule used, and what a claim's reasons weigh."""

    name: str
    label: Label
    reason: Reason
    because: tuple[str, ...]
    weighing: Weighing | None = None


@dataclass(frozen=True, slots=True)
class Proof(Result):
    """Why a node has its label: steps from that node down to what needs no reason.

    Each node appears once, before what it rests on, so the steps are a tree with shared branches. For an
    undecided node the steps follow one undecided input after the other, and `cycle` holds those that wait for
    each other; it is empty when the trail ends at a node the viewpoint leaves open.
    """

    steps: tuple[ProofStep, ...]
    cycle: tuple[str, ...] = ()

    def __getitem__(self, name: str) -> ProofStep:
        for step in self.steps:
            if step.name == name:
                return step
        raise KeyError(name)

    def lines(self) -> Iterator[tuple[int, ProofStep, bool]]:
        """The proof as an indented tree: (depth, step, whether it was shown in full before).

        >>> from cruxbase.reasoning.grounded import LabellingProblem, grounded_labelling
        >>> problem = LabellingProblem(("a", "b"), attacks=(("a", "b"),), stances={"a": Label.IN, "b": Label.IN})
        >>> [(depth, step.name) for depth, step, shown in grounded_labelling(problem).why("b").lines()]
        [(0, 'b'), (1, 'a')]
        """
        by_name = {step.name: step for step in self.steps}
        shown: set[str] = set()
        stack = [(0, self.steps[0].name)]
        while stack:
            depth, name = stack.pop()
            yield depth, by_name[name], name in shown
            if name not in shown:
                shown.add(name)
                stack.extend((depth + 1, reason) for reason in reversed(by_name[name].because) if reason in by_name)
