"""The best case for a claim and the best case against it: a few steps, each resting on the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from cruxbase.analysis.status_table import out_on_record
from cruxbase.reasoning.on_graph import is_retired
from cruxbase.support.memoized import memoized_on_base
from cruxbase.support.results import Result, ResultTable

if TYPE_CHECKING:
    from cruxbase.analysis.entities import Claim, LinkedRecords
    from cruxbase.graph import StepNode
    from cruxbase.graph.parts import StepKind

CaseSide = Literal["for", "against"]
"""On which side of a claim a case is made."""

LONGEST = 3
"""A case has at most so many steps unless more are asked for."""

_STRENGTHS = {"strong": 3.0, "moderate": 2.0, "weak": 1.0}
_AN_UNDERCUT = 0.5
_NO_TRUTH_VALUE = ("crux", "question")


@dataclass(frozen=True, slots=True)
class CaseStep(Result):
    """One step of a case.

    Attributes:
        claims: what is said: the premises of a step, needed together, or the record that undercuts one.
        relation: `supports`, `attacks`, `undercuts`, or `excludes` for another side of a crux.
        on: the claim that it supports, attacks or excludes, or the conclusion of the step that it undercuts.
        step: name of the step that it makes or undercuts; empty for another side of a crux.
        because: why it bears on that; empty where nobody wrote it.
        reply: the strongest thing on record against this step or what it says; None where there is none.
    """

    claims: tuple[Claim, ...]
    relation: Literal["supports", "attacks", "undercuts", "excludes"]
    on: Claim
    step: str
    because: str
    reply: Claim | None


@dataclass(frozen=True, slots=True, repr=False)
class BestCase(ResultTable):
    """The best case on one side of a claim.

    Attributes:
        target: the claim.
        side: `for` or `against`.
        steps: the strongest reason on that side, then what best supports that, and so on; empty where there is no reason.
    """

    _rows_in: ClassVar[str] = "steps"

    target: Claim
    side: CaseSide
    steps: tuple[CaseStep, ...]

    def __len__(self) -> int:
        return len(self.steps)

    def __repr__(self) -> str:
        return f"<best case {self.side} {self.target.id}: {len(self.steps)} steps>"

    def __str__(self) -> str:
        lines = [f"{self.target.title} ({self.target.id})"]
        for number, step in enumerate(self.steps, 1):
            said = " together with ".join(f"{claim.title} ({claim.id})" for claim in step.claims)
            lines.append(f"  {number}. {step.relation} {step.on.id}: {said}")
            if step.reply is not None:
                lines.append(f"     the reply: {step.reply.title} ({step.reply.id})")
        return "\n".join(lines)


@memoized_on_base
def best_case(kb: LinkedRecords, id: str, side: CaseSide, *, longest: int = LONGEST) -> BestCase:
    """The best case for or against a claim, by the record at face value.

    It begins with the strongest reason on that side (see `strongest_step`). Where no reason is against a claim, the case
    against it is that for another side of a crux, which excludes it, where that side has reasons; or else the best
    undercut of its own strongest reason, or the best reason against what that reason says. Each further step is the
    strongest reason for what the step before says.

    Args:
        kb: the base.
        id: of a claim-like record; a crux or a question has no truth value, and so no case.
        side: `for` or `against`.
        longest: the most steps, from 1.
    """
    claim = kb.claim(id)
    if claim.type in _NO_TRUTH_VALUE:
        return BestCase(claim, side, ())
    seen = {claim.id}
    steps: list[CaseStep] = []
    following = _first(kb, claim.id, side)
    while following is not None and len(steps) < longest:
        steps.append(following)
        seen.update(one.id for one in following.claims)
        following = _behind(kb, following, seen)
    return BestCase(claim, side, tuple(steps))


@memoized_on_base
def strongest_step(kb: LinkedRecords, id: str, kind: StepKind) -> StepNode | None:
    """The strongest step of one kind into a claim; None where there is none.

    A step whose premises all stand, or are open, comes before one of which a premise is out on record. Then counts its
    strength, less half a degree for each undercut that is not out, and then how many reasons its premises have.
    """
    steps = [step for step in kb.graph.steps_into(id) if step.kind == kind]
    return _strongest(kb, steps)


def by_strength(kb: LinkedRecords, steps: Iterable[StepNode]) -> list[StepNode]:
    """Some steps, the strongest first, as `strongest_step` has it."""
    return sorted(steps, key=lambda step: _weight(kb, step.name), reverse=True)


def _strongest(kb: LinkedRecords, steps: Iterable[StepNode]) -> StepNode | None:
    return max(steps, key=lambda step: _weight(kb, step.name), default=None)


@memoized_on_base  # each is asked for by the pages of both its ends, and of what rests on its conclusion
def _weight(kb: LinkedRecords, name: str) -> tuple[bool, float, int, int]:
    graph, step = kb.graph, kb.graph.steps[name]
    undercuts = sum(not _is_out(kb, undercut.start) for undercut in graph.undercuts_of(step.name))
    backing = sum(len(graph.steps_into(premise)) for premise in step.premises)
    stands = not any(_is_out(kb, premise) for premise in step.premises)
    return stands, _STRENGTHS[step.strength] - _AN_UNDERCUT * undercuts, backing, len(step.because)


def _is_out(kb: LinkedRecords, id: str) -> bool:
    return id in out_on_record(kb)


def _first(kb: LinkedRecords, id: str, side: CaseSide) -> CaseStep | None:
    step = strongest_step(kb, id, "supports" if side == "for" else "attacks")
    if step is not None:
        return _case_step(kb, step.name)
    if side == "for":
        return None
    rivals = _other_sides(kb, id)
    argued = [rival for rival in rivals if strongest_step(kb, rival, "supports") is not None]
    rival = _rival_step(kb, id, argued or rivals)
    return rival if argued else _against_reasons(kb, id) or rival


def _other_sides(kb: LinkedRecords, id: str) -> list[str]:
    """The claims that exclude a claim: the other sides of its cruxes."""
    graph = kb.graph
    cruxes = [link.start for link in graph.links_to("side", id)]
    sides = (link.end for crux in cruxes if not is_retired(graph, crux) for link in graph.links_from("side", crux))
    return [side for side in dict.fromkeys(sides) if side != id and not is_retired(graph, side)]


def _rival_step(kb: LinkedRecords, id: str, rivals: list[str]) -> CaseStep | None:
    if not rivals:
        return None
    best = max(rivals, key=lambda rival: (not _is_out(kb, rival), len(kb.graph.steps_into(rival))))
    return CaseStep((kb.claim(best),), "excludes", kb.claim(id), "", "", _reply_to(kb, (best,), ""))


def _against_reasons(kb: LinkedRecords, id: str) -> CaseStep | None:
    """What is said against the strongest reason for a claim: that it shows nothing, or that its premise is false."""
    reason = strongest_step(kb, id, "supports")
    if reason is None:
        return None
    undercut = _best_undercut(kb, reason)
    if undercut is not None:
        return undercut
    attacks = (strongest_step(kb, premise, "attacks") for premise in reason.premises)
    against = _strongest(kb, (attack for attack in attacks if attack is not None))
    return None if against is None else _case_step(kb, against.name)


def _best_undercut(kb: LinkedRecords, step: StepNode) -> CaseStep | None:
    """The undercut of a step that does best: one that is not out, then one with the most reasons behind it."""
    undercuts = kb.graph.undercuts_of(step.name)
    if not undercuts:
        return None
    best = max(undercuts, key=lambda one: (not _is_out(kb, one.start), len(kb.graph.steps_into(one.start))))
    claim = kb.claim(best.start)
    reply = _reply_to(kb, (claim.id,), "")
    return CaseStep((claim,), "undercuts", kb.claim(step.conclusion), step.name, best.because, reply)


@memoized_on_base  # it stands in the cases of its conclusion and of what rests on that
def _case_step(kb: LinkedRecords, name: str) -> CaseStep:
    step = kb.graph.steps[name]
    claims = tuple(map(kb.claim, step.premises))
    reply = _reply_to(kb, step.premises, step.name)
    return CaseStep(claims, step.kind, kb.claim(step.conclusion), step.name, step.because, reply)


def _reply_to(kb: LinkedRecords, premises: Iterable[str], step: str) -> Claim | None:
    """The best of what is said against some premises or the step from them: what is not out comes first."""
    replies = list(_replies(kb, premises, step))
    if not replies:
        return None
    best = max(replies, key=lambda id: (not _is_out(kb, id), len(kb.graph.steps_into(id))))
    return kb.claim(best)


def _replies(kb: LinkedRecords, premises: Iterable[str], step: str) -> Iterator[str]:
    for undercut in kb.graph.undercuts_of(step) if step else ():
        yield undercut.start
    for premise in premises:
        against = strongest_step(kb, premise, "attacks")
        if against is not None:
            yield against.premises[0]


def _behind(kb: LinkedRecords, step: CaseStep, seen: set[str]) -> CaseStep | None:
    """The strongest reason for anything that a step says, which says nothing that was said before."""
    reasons = (
        reason
        for claim in step.claims
        for reason in kb.graph.steps_into(claim.id)
        if reason.kind == "supports" and seen.isdisjoint(reason.premises)
    )
    best = _strongest(kb, reasons)
    return None if best is None else _case_step(kb, best.name)
