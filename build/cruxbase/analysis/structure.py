"""Questions about structure: reasons, paths, impact and neighbourhoods.

They say what bears on what. Whether a claim stands is a question to `cruxbase.reasoning`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import ClassVar, Literal

from cruxbase.analysis.entities import Claim, LinkedRecords, Step
from cruxbase.support.results import Result, ResultTable

Edge = Literal["supports", "attacks", "undercuts", "requires"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason in a tree of reasons.

    Attributes:
        step: the step.
        premises: each premise with the reasons for and against it; cut off at the depth asked for.
        undercuts: what speaks against the step, each with its own reasons.
    """

    step: Step
    premises: tuple[Reasons, ...]
    undercuts: tuple[Reasons, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Reasons(Result):
    """What speaks for and against a claim.

    Attributes:
        claim: the claim.
        supporting: reasons for it.
        attacking: reasons against it.
        requires: what it cannot stand without.
        repeated: True where the claim stands higher up or earlier in the tree and is not unfolded again.
        cut: True where there are reasons beyond the depth asked for.
    """

    claim: Claim
    supporting: tuple[Reason, ...] = ()
    attacking: tuple[Reason, ...] = ()
    requires: tuple[Reasons, ...] = ()
    repeated: bool = False
    cut: bool = False

    def __repr__(self) -> str:
        counts = f"{len(self.supporting)} for, {len(self.attacking)} against"
        return f"<reasons about {self.claim.id}: {counts}>"

    def __str__(self) -> str:
        return "\n".join(_lines(self))

    def _repr_html_(self) -> str:
        return f"<p><b>{escape(self.claim.title)}</b></p>{_html(self)}"


def _parts(tree: Reasons) -> Iterator[tuple[str, Reasons]]:
    """What stands directly under a claim, each with its sign."""
    for given, sign in ((tree.supporting, "+"), (tree.attacking, "-")):
        for reason in given:
            for number, premise in enumerate(reason.premises):
                yield "&" if number else sign, premise
            for undercut in reason.undercuts:
                yield "x", undercut
    for needed in tree.requires:
        yield "!", needed


def _lines(tree: Reasons) -> Iterator[str]:
    mark = " ↑" if tree.repeated else " …" if tree.cut else ""
    yield f"{tree.claim.title} ({tree.claim.id}){mark}"
    for sign, part in _parts(tree):
        first, *rest = _lines(part)
        yield f"  {sign} {first}"
        yield from (f"    {line}" for line in rest)


def _html(tree: Reasons) -> str:
    items = "".join(f"<li>{escape(sign)} {escape(part.claim.title)}{_html(part)}</li>" for sign, part in _parts(tree))
    return f"<ul style='list-style: none'>{items}</ul>" if items else ""


def reasons(kb: LinkedRecords, id: str, depth: int) -> Reasons:
    """The tree of reasons under a claim, each claim unfolded once."""
    seen: set[str] = set()

    def of(claim: str, left: int) -> Reasons:
        view = kb.claim(claim)
        steps = kb.graph.steps_into(claim)
        needs = kb.graph.links_from("requires", claim)
        if claim in seen and (steps or needs):
            return Reasons(view, repeated=True)
        if left == 0:
            return Reasons(view, cut=bool(steps or needs))
        seen.add(claim)

        def reason(step: Step) -> Reason:
            return Reason(
                step,
                tuple(of(premise, left - 1) for premise in step.part.premises),
                tuple(of(undercut.start, left - 1) for undercut in kb.graph.undercuts_of(step.name)),
            )

        return Reasons(
            view,
            tuple(reason(step) for step in view.supporting_steps),
            tuple(reason(step) for step in view.attacking_steps),
            tuple(of(link.end, left - 1) for link in needs),
        )

    return of(id, depth)


@dataclass(frozen=True, slots=True)
class Hop:
    """One stage of a path: how `start` bears on `end`.

    Attributes:
        start: the claim that bears on the next.
        end: the claim it bears on.
        edge: `supports`, `attacks`, `undercuts` (a step into `end`), or `requires` (`end` needs `start`).
        via: the step that leads there; empty for a requirement.
    """

    start: str
    end: str
    edge: Edge
    via: str


@dataclass(frozen=True, slots=True, repr=False)
class StepPath(ResultTable):
    """A way in which one claim bears on another.

    Attributes:
        hops: the stages, from premise to conclusion.
    """

    _rows_in: ClassVar[str] = "hops"

    hops: tuple[Hop, ...]

    def __len__(self) -> int:
        return len(self.hops)

    def __str__(self) -> str:
        return " ".join([self.hops[0].start, *(f"—{hop.edge}→ {hop.end}" for hop in self.hops)]) if self.hops else ""

    @property
    def against(self) -> bool:
        """Whether the start speaks against the end: an odd number of attacks and undercuts on the way."""
        return sum(hop.edge in ("attacks", "undercuts") for hop in self.hops) % 2 == 1

    def __repr__(self) -> str:
        return f"<path {self}>" if self.hops else "<path of no length>"


def hops_from(kb: LinkedRecords, id: str) -> tuple[Hop, ...]:
    """The ways in which a claim bears directly on others."""
    graph = kb.graph
    found = [Hop(id, step.conclusion, step.kind, step.name) for step in graph.steps_from(id)]
    found += [
        Hop(id, graph.steps[undercut.step].conclusion, "undercuts", undercut.step)
        for undercut in graph.undercuts_by(id)
    ]
    found += [Hop(id, link.start, "requires", "") for link in graph.links_to("requires", id)]
    return tuple(dict.fromkeys(found))


def step_paths(kb: LinkedRecords, start: str, end: str, limit: int) -> tuple[StepPath, ...]:
    """All shortest ways from one claim to another, found breadth first; at most `limit`."""
    if start == end:
        return (StepPath(()),)
    distance = {start: 0}
    arriving: dict[str, list[Hop]] = {}
    waiting = deque([start])
    while waiting:
        claim = waiting.popleft()
        if end in distance and distance[claim] >= distance[end]:
            break
        for hop in hops_from(kb, claim):
            if hop.end not in distance:
                distance[hop.end] = distance[claim] + 1
                waiting.append(hop.end)
            if distance[hop.end] == distance[claim] + 1:
                arriving.setdefault(hop.end, []).append(hop)
    if end not in distance:
        return ()
    found: list[StepPath] = []
    unfinished: list[tuple[Hop, ...]] = [(hop,) for hop in reversed(arriving[end])]
    while unfinished and len(found) < limit:
        path = unfinished.pop()
        if path[0].start == start:
            found.append(StepPath(path))
        else:
            unfinished.extend((hop, *path) for hop in reversed(arriving[path[0].start]))
    return tuple(found)


@dataclass(frozen=True, slots=True, repr=False)
class Impact(Result):
    """What depends on a claim.

    Attributes:
        claim: the claim.
        direct: what depends on it directly.
        indirect: what depends on it only through others, nearest first.
        conclusions: those on which nothing depends in turn.
    """

    claim: Claim
    direct: tuple[Claim, ...]
    indirect: tuple[Claim, ...]
    conclusions: tuple[Claim, ...]

    def __len__(self) -> int:
        return len(self.direct) + len(self.indirect)

    def __repr__(self) -> str:
        return f"<impact of {self.claim.id}: {len(self.direct)} directly, {len(self.indirect)} through others>"

    def _repr_html_(self) -> str:
        parts = (("directly", self.direct), ("through others", self.indirect))
        rows = "".join(f"<tr><td>{escape(c.title)}</td><td>{how}</td></tr>" for how, claims in parts for c in claims)
        return f"<p>What depends on <b>{escape(self.claim.title)}</b></p><table><tbody>{rows}</tbody></table>"


def impact(kb: LinkedRecords, id: str) -> Impact:
    """What depends on a claim, breadth first."""
    direct = [other for other in kb.graph.dependants(id) if other != id]
    order = list(direct)
    seen = {id, *order}
    for claim in order:  # grows while it is walked
        for other in kb.graph.dependants(claim):
            if other not in seen:
                seen.add(other)
                order.append(other)
    conclusions = [claim for claim in order if not kb.graph.dependants(claim)]
    return Impact(
        kb.claim(id),
        tuple(map(kb.claim, direct)),
        tuple(kb.claim(claim) for claim in order if claim not in direct),
        tuple(map(kb.claim, conclusions)),
    )


@dataclass(frozen=True, slots=True, repr=False)
class Neighbourhood(Result):
    """The surroundings of a claim.

    Attributes:
        centre: the claim.
        rank: for each claim in it the signed distance: negative for what the centre depends on, positive for what depends
            on the centre, 0 for the centre itself.
        hops: how the claims bear on each other.
    """

    centre: Claim
    rank: tuple[tuple[Claim, int], ...]
    hops: tuple[Hop, ...]

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims, the centre first, then by distance."""
        return tuple(claim for claim, _ in self.rank)

    def __repr__(self) -> str:
        return f"<neighbourhood of {self.centre.id}: {len(self.rank)} claims, {len(self.hops)} hops>"

    def _repr_html_(self) -> str:
        rows = "".join(f"<tr><td>{at:+d}</td><td>{escape(claim.title)}</td></tr>" for claim, at in self.rank)
        return f"<table><thead><tr><th>distance</th><th>claim</th></tr></thead><tbody>{rows}</tbody></table>"


def neighbourhood(kb: LinkedRecords, id: str, hops: int) -> Neighbourhood:
    """The claims within `hops` of a claim, in either direction."""
    rank = {id: 0}
    edge = [id]
    for _ in range(hops):
        following: list[str] = []
        for claim in edge:
            for others, direction in ((kb.graph.grounds(claim), -1), (kb.graph.dependants(claim), 1)):
                for other in others:
                    if other not in rank:
                        rank[other] = rank[claim] + direction
                        following.append(other)
        edge = following
    inside = tuple(hop for claim in rank for hop in hops_from(kb, claim) if hop.end in rank)
    return Neighbourhood(kb.claim(id), tuple((kb.claim(claim), distance) for claim, distance in rank.items()), inside)
