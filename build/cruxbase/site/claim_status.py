"""Where a claim stands for each view, and why, one step deep: what its page says of its status.

The labels are those of `KnowledgeBase.statuses`, and the reason is the first step of the proof (`Status.explain`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from cruxbase.reasoning.labels import Label, Reason
from cruxbase.reasoning.on_graph import ON_RECORD

if TYPE_CHECKING:
    from cruxbase.analysis.status_table import StatusRow
    from cruxbase.knowledge_base import KnowledgeBase
    from cruxbase.reasoning.weighing_network import WeighingNetwork
    from cruxbase.reasoning.weighing_problem import Objection


class Ground(NamedTuple):
    """One thing that settles a status, that it waits for, or that speaks against it.

    Attributes:
        claims: the premises of a step, an undercutter, a rival side, or what the claim requires.
        step: name of the step, or empty.
        kind: `supports`, `attacks`, `undercuts`, `requires` or `rival`.
    """

    claims: tuple[str, ...]
    step: str
    kind: str


class Why(NamedTuple):
    """The first step of why a claim has its label.

    Attributes:
        reason: the rule that gave it.
        grounds: what the rule used: what supports or outweighs the claim, or what it waits for.
        defeated: how many objections there are that all fail, where the claim stands.
        objections: what stands against the claim though it is in.
        unanswered: what was raised against it, where it is in, and is neither granted nor answered.
    """

    reason: Reason
    grounds: tuple[Ground, ...]
    defeated: int
    objections: tuple[Ground, ...]
    unanswered: tuple[Ground, ...]


class Verdict(NamedTuple):
    """The status of a claim for one view.

    Attributes:
        who: id of a person or viewpoint, or `on-record`.
        label: in, out or undecided.
        word: the label as it is shown; see `ClaimStatus.word`.
        said: how far they believe it, low to high; None where they are silent.
        why: the first step of the reason.
    """

    who: str
    label: Label
    word: str
    said: tuple[float, float] | None
    why: Why


def verdicts(kb: KnowledgeBase, claim: str) -> tuple[Verdict, ...]:
    """Where a claim stands on record and for each person who spoke of it or settles it otherwise.

    A viewpoint is listed beside its holder only where the two differ: where somebody changed their mind.
    """
    rows = kb.statuses().of(claim)
    people = {row.who: row for row in rows if row.who != ON_RECORD and kb.graph.kind(row.who) == "person"}
    shown = [row for row in rows if row.who in people or row.who == ON_RECORD or _differs(kb, row, people)]
    return tuple(Verdict(row.who, row.label, row.status.word, row.said, why(kb, row)) for row in shown)


_PlainGround = tuple[list[str], str, str]
_PlainWhy = tuple[str, list[_PlainGround], int, list[_PlainGround], list[_PlainGround]]
PlainVerdict = tuple[str, str, str, tuple[float, float] | None, _PlainWhy]
"""A verdict as msgpack gives it back."""


def verdicts_from(plain: Iterable[PlainVerdict]) -> tuple[Verdict, ...]:
    """The verdicts that were packed, and came back as plain data.

    >>> import msgpack
    >>> why = Why(Reason.OUTWEIGHS, (Ground(("a", "b"), "s", "supports"),), 0, (), ())
    >>> verdict = Verdict("on-record", Label.IN, "in", (0.2, 0.4), why)
    >>> verdicts_from(msgpack.unpackb(msgpack.packb([verdict]))) == (verdict,)
    True
    """
    return tuple(
        Verdict(
            who,
            Label(label),
            word,
            None if said is None else (said[0], said[1]),
            Why(Reason(reason), _grounds(near), defeated, _grounds(objections), _grounds(unanswered)),
        )
        for who, label, word, said, (reason, near, defeated, objections, unanswered) in plain
    )


def _grounds(plain: Iterable[_PlainGround]) -> tuple[Ground, ...]:
    return tuple(Ground(tuple(claims), step, kind) for claims, step, kind in plain)


def _differs(kb: KnowledgeBase, row: StatusRow, people: Mapping[str, StatusRow]) -> bool:
    holders = kb.graph.links_from("holder", row.who)
    holder = people.get(holders[0].end) if holders else None
    return holder is None or holder.label is not row.label


_SHOWN = {Reason.OUTWEIGHS: ("supports",), Reason.OUTWEIGHED: ("attacks",), Reason.PRESUMED: ()}


def why(kb: KnowledgeBase, standing: StatusRow) -> Why:
    """The rule that gave a claim its label, and what it used; see `cruxbase.reasoning.weighed_labelling`."""
    labelling = kb.statuses()[standing.who].labelling
    network, step = labelling.problem.network, labelling.step(standing.claim)
    place = network.place[standing.claim]
    failing = [
        number
        for number in network.steps_into[place]
        if not network.steps[number].supports and labelling[network.steps[number].name] is Label.OUT
    ]
    near = tuple(_near(network, standing.claim, step.because))
    wanted = _SHOWN.get(step.reason, ("supports", "attacks", "requires", "rival"))
    return Why(
        step.reason,
        tuple(one for one in near if one.kind in wanted),
        len(failing) if standing.label is Label.IN else 0,
        tuple(map(_ground_of, standing.status.objections)),
        tuple(map(_ground_of, standing.status.unanswered)),
    )


def _ground_of(objection: Objection) -> Ground:
    return Ground(objection.claims, objection.step, objection.kind)


def _near(network: WeighingNetwork, claim: str, names: Iterable[str]) -> Iterator[Ground]:
    """What a rule used, as grounds; steps that bear on a rival are left to the rival."""
    place = network.place[claim]
    needs = {network.claims[need] for need in network.needs[place]}
    for name in names:
        if name in network.place:
            yield Ground((name,), "", "requires" if name in needs else "rival")
            continue
        step = network.steps[network.number[name] - len(network.claims)]
        if step.conclusion == claim:
            yield Ground(step.premises, step.name, "supports" if step.supports else "attacks")
