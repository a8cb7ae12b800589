"""What follows from a change of a base: for whom which conclusions moved, what divides people now, what does not fit.

Only what the change can reach is worked out: from the claims that it touches forwards, along steps, undercuts,
requirements, the sides of cruxes and models; and only for the people who have said something that bears on it.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from cruxbase.analysis.comparison_parts import (
    BeliefChange,
    CoherenceChange,
    GapChange,
    GapSort,
    ModelChange,
    RecordChange,
    StatusChange,
    StepChange,
    StrengthChange,
)
from cruxbase.analysis.entities import LinkedRecords
from cruxbase.analysis.perspective_view import perspective_view
from cruxbase.analysis.record_changes import TwoStates
from cruxbase.analysis.viewers import members_of, perspective_of, viewpoints_of
from cruxbase.graph import ArgumentGraph, StepNode
from cruxbase.reasoning.agreement import distance_on
from cruxbase.reasoning.on_graph import ON_RECORD, statements
from cruxbase.reasoning.status import WeighedLabelling
from cruxbase.records import CLAIM_LIKE
from cruxbase.support.processes import map_in_processes

if TYPE_CHECKING:
    from cruxbase.analysis.gaps import GapAnalyser
    from cruxbase.reasoning.gap_results import GapAnalysis
    from cruxbase.reasoning.perspective import Perspective

SMALLEST_STRENGTH = 0.005
"""A strength that moves less than this stays the same to two places, and is not reported."""

SMALLEST_GAP = 0.1
"""A gap that moves less than this, in log-odds, is not reported, unless its sign or its double cruxes change."""

LARGE = 30_000
"""So many records times people are worth another process."""

Analysers = dict[tuple[ArgumentGraph, str, str], "GapAnalyser"]

_INERT = frozenset(("wording", "about", "renamed", "merged"))


@dataclass(frozen=True)  # no slots: what was worked out is kept
class Reach:
    """What a change can have moved.

    Attributes:
        states: the two states.
        bases: the same as knowledge bases.
        claims: present ids of claims that may have another status or strength for everybody.
        believed: person → claims of which they say something else now.
        starts: the claims that the change bears on first, for everybody.
    """

    states: TwoStates
    bases: tuple[LinkedRecords, LinkedRecords]
    claims: frozenset[str]
    believed: Mapping[str, frozenset[str]]
    starts: frozenset[str]

    @cached_property
    def people(self) -> tuple[str, ...]:
        """Present ids of the people whose view may have moved: they spoke of what bears on what the change reaches."""
        relevant = _behind(self.states, self.claims)

        def is_reached(person: str) -> bool:
            return bool(self.believed.get(person)) or not relevant.isdisjoint(self._spoken(person))

        return tuple(person for person in self._all_people() if is_reached(person))

    def of(self, person: str) -> frozenset[str]:
        """The claims that may have moved for a person."""
        if person not in self._of:
            own = self.believed.get(person, frozenset())
            self._of[person] = self.claims | reached(self.states, own) if own else self.claims
        return self._of[person]

    @cached_property
    def analysers(self) -> Analysers:
        """The pairs of views that were asked about, each made once."""
        return {}

    @cached_property
    def _of(self) -> dict[str, frozenset[str]]:
        return {}

    def _all_people(self) -> tuple[str, ...]:
        before, after = self.states.before, self.states.after
        then = (self.states.now(id) for id in before.ids("person") if _speaks(self.bases[0], id))
        now = (id for id in after.ids("person") if _speaks(self.bases[1], id))
        return tuple(sorted(dict.fromkeys((*then, *now))))

    def _spoken(self, person: str) -> set[str]:
        former = self.states.then(person)
        said = {self.states.now(claim) for claim in view_in(self.bases[0], former).claims}
        return said | set(view_in(self.bases[1], person).claims)


def _speaks(kb: LinkedRecords, person: str) -> bool:
    return bool(kb.graph.links_to("holder", person) or members_of(kb, person))


def view_in(kb: LinkedRecords, who: str) -> Perspective:
    """What somebody believes in one state; nothing where that state does not have them."""
    from cruxbase.reasoning.perspective import Perspective

    return perspective_of(kb, who) if who in kb and kb.known(who, "person") else Perspective(who)


def reach_of(
    states: TwoStates,
    bases: tuple[LinkedRecords, LinkedRecords],
    records: Iterable[RecordChange],
    steps: Iterable[StepChange],
    beliefs: Iterable[BeliefChange],
) -> Reach:
    """What a change can have moved."""
    starts: set[str] = set()
    for change in records:
        if change.sort not in _INERT and change.type in CLAIM_LIKE and change.sort != "substance":
            starts.add(change.id)
        if change.sort == "substance" and "type" in change.parts:
            starts.add(change.id)
        if change.sort == "merged":
            starts.add(change.into)
        if change.type == "model":
            starts.update(_claims_of_model(states, change.id))
    for step in steps:
        starts.update(_ends(states, step))
    by_person: dict[str, set[str]] = {}
    for belief in beliefs:
        for holder in _holders(states, belief.viewpoint):
            by_person.setdefault(holder, set()).add(belief.claim)
    believed = {person: frozenset(claims) for person, claims in by_person.items()}
    return Reach(states, bases, reached(states, starts), believed, frozenset(starts))


def _claims_of_model(states: TwoStates, id: str) -> Iterator[str]:
    for graph, named in ((states.before, states.now), (states.after, str)):
        for link in graph.links_from("model", states.then(id) if graph is states.before else id):
            yield named(link.end)


def _holders(states: TwoStates, viewpoint: str) -> set[str]:
    """The people whose word a viewpoint is: its holders in both states, and groups that speak through them."""
    found = {states.now(link.end) for link in states.before.links_from("holder", states.then(viewpoint))}
    found |= {link.end for link in states.after.links_from("holder", viewpoint)}
    groups = {link.start for person in found for link in states.after.links_to("member", person)}
    return found | groups


def _ends(states: TwoStates, change: StepChange) -> set[str]:
    """The claims that a changed relation bears on first."""
    if change.relation in ("supports", "attacks"):
        return {step.conclusion for step in _both(states, change.name)}
    start, _, end = change.name.partition(f" —{change.relation}→ ")
    if change.relation == "undercuts":
        return {step.conclusion for step in _both(states, end)}
    if change.relation == "requires":
        return {start}
    return _sides(states, start) if change.relation == "side" else set()


def _both(states: TwoStates, name: str) -> Iterator[StepNode]:
    if name in states.after.steps:
        yield states.after.steps[name]
    for step in (states.before.steps.get(name),):
        if step is not None:
            yield step._replace(conclusion=states.now(step.conclusion))
    if states.moved and name not in states.before.steps:
        start, arrow, end = name.partition(" -> ")
        former = f"{states.then(start)}{arrow}{states.then(end)}"
        if former in states.before.steps:
            yield states.before.steps[former]._replace(conclusion=states.now(states.before.steps[former].conclusion))


def _sides(states: TwoStates, crux: str) -> set[str]:
    old = {states.now(link.end) for link in states.before.links_from("side", states.then(crux))}
    return old | {link.end for link in states.after.links_from("side", crux)}


def reached(states: TwoStates, starts: Iterable[str]) -> frozenset[str]:
    """The claims that some claims bear on, directly or through others; themselves included.

    The later state is walked: what a relation led to that is gone is itself among the claims that a change starts from.
    """
    corpus, graph = states.after.corpus, states.after
    seen = set(starts)
    waiting = list(seen)
    while waiting:
        id = waiting.pop()
        for other in _bears_on(graph, id) if id in corpus else ():
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    return frozenset(seen)


def _behind(states: TwoStates, claims: Iterable[str]) -> frozenset[str]:
    """The claims from which some claims can be reached in either state, themselves included."""
    seen = set(claims)
    waiting = list(seen)
    while waiting:
        id = waiting.pop()
        then = states.then(id)
        others = list(_grounds(states.after, id)) if id in states.after.corpus else []
        if then in states.before.corpus:
            others += [states.now(other) for other in _grounds(states.before, then)]
        for other in others:
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    return frozenset(seen)


def _bears_on(graph: ArgumentGraph, id: str) -> Iterator[str]:
    yield from graph.dependants(id)
    yield from _neighbours(graph, id)


def _grounds(graph: ArgumentGraph, id: str) -> Iterator[str]:
    yield from graph.grounds(id)
    yield from _neighbours(graph, id)


def _neighbours(graph: ArgumentGraph, id: str) -> Iterator[str]:
    """Other sides of the same cruxes, and what the same models compute or take in."""
    for link in graph.links_to("side", id):
        for side in graph.links_from("side", link.start):
            yield side.end
    for link in graph.links_to("model", id):
        if graph.kind(link.start) == "model":
            for other in graph.links_from("model", link.start):
                yield other.end


# statuses and strengths


class View(NamedTuple):
    """What somebody's view comes to in one state, under that state's ids; nothing where the state does not have them.

    Attributes:
        labels: claim → label, of the claims that the change reaches; None where the state does not have the person.
        challenged: those on which the change bears directly, and that are in with an objection that stands.
        strengths: claim → strength.
    """

    labels: Mapping[str, str] | None
    challenged: frozenset[str]
    strengths: Mapping[str, float]


def views_of_both(reach: Reach) -> tuple[dict[str, View], dict[str, View]]:
    """Who → their view, before and after, at face value first; where the base is large, worked out in two processes."""
    everyone = (ON_RECORD, *reach.people) if reach.claims else reach.people

    def work(sides: Sequence[int]) -> list[dict[str, View]]:
        return [{who: _view(reach, who, side) for who in everyone} for side in sides]

    large = len(everyone) * len(reach.states.after.corpus) > LARGE
    shares = map_in_processes((0, 1), work, above=1 if large else 3, most=2)
    both = [one for share in shares for one in share]
    return both[0], both[1]


def _view(reach: Reach, who: str, side: int) -> View:
    kb, name = reach.bases[side], _names(reach, who)[side]
    labelling = _labelling(kb, name)
    if labelling is None:
        return View(None, frozenset(), {})
    present = reach.claims if who == ON_RECORD else reach.of(who)
    claims = [claim if side else reach.states.then(claim) for claim in present]
    labels = {claim: str(labelling[claim]) for claim in claims if claim in labelling.problem.network.place}
    starts = [claim if side else reach.states.then(claim) for claim in reach.starts]
    challenged = (claim for claim in starts if labels.get(claim) == "in" and labelling.status_of(claim).challenged)
    strengths = {} if who == ON_RECORD else dict(_strengths_in(kb, name))
    return View(labels, frozenset(challenged), strengths)


Views = tuple[Mapping[str, View], Mapping[str, View]]


def status_changes(reach: Reach, views: Views) -> tuple[StatusChange, ...]:
    """Conclusions whose label changed, or that are challenged now or no longer, on record first, flips first."""
    found = [change for who in views[1] for change in _statuses(reach, who, views[0][who], views[1][who])]
    return tuple(sorted(found, key=lambda change: not change.is_flip))


def _statuses(reach: Reach, who: str, old: View, new: View) -> Iterator[StatusChange]:
    claims = reach.claims if who == ON_RECORD else reach.of(who)
    is_new = old.labels is None or new.labels is None
    for claim in sorted(claims):
        then = reach.states.then(claim)
        if then not in reach.states.before.corpus or claim not in reach.states.after.corpus:
            continue  # what came or went is among the records
        before, after = (old.labels or {}).get(then), (new.labels or {}).get(claim)
        if who != ON_RECORD and is_new and {before, after} <= {None, "undecided"}:
            continue
        challenged = (then in old.challenged, claim in new.challenged)
        if before != after:
            yield StatusChange(claim, who, before, after, (False, False))
        elif before == "in" and challenged[0] != challenged[1]:
            yield StatusChange(claim, who, before, after, challenged)


def _names(reach: Reach, who: str) -> tuple[str, str]:
    return (ON_RECORD, ON_RECORD) if who == ON_RECORD else (reach.states.then(who), who)


def _labelling(kb: LinkedRecords, who: str) -> WeighedLabelling | None:
    if who == ON_RECORD:
        return perspective_view(kb, None).status().labelling
    return perspective_view(kb, who).status().labelling if kb.known(who, "person") and _speaks(kb, who) else None


def strength_changes(reach: Reach, views: Views) -> tuple[StrengthChange, ...]:
    """Conclusions that people believe more or less than before, the largest change in log-odds first."""
    found = [
        change
        for person in reach.people
        for change in _strengths(reach, person, views[0][person].strengths, views[1][person].strengths)
    ]
    return tuple(sorted(found, key=lambda change: (-_moved(change), change.claim, change.who)))


def _strengths(
    reach: Reach, person: str, old: Mapping[str, float], new: Mapping[str, float]
) -> Iterator[StrengthChange]:
    stated = reach.believed.get(person, frozenset())
    said = view_in(reach.bases[1], person)
    for claim in sorted(reach.of(person)):
        before, after = old.get(reach.states.then(claim)), new.get(claim)
        if (before is None and after is None) or claim not in reach.states.after.corpus:
            continue
        if before is None or after is None or abs(after - before) >= SMALLEST_STRENGTH:
            yield StrengthChange(claim, person, before, after, claim in stated or claim in said)


def _strengths_in(kb: LinkedRecords, person: str) -> Mapping[str, float]:
    if not kb.known(person, "person") or not _speaks(kb, person):
        return {}
    return perspective_view(kb, person).anchored.strengths


def _moved(change: StrengthChange) -> float:
    if change.before is None or change.after is None:
        return 0.0
    return abs(_logit(change.after) - _logit(change.before))


def _logit(value: float) -> float:
    clamped = min(max(value, 0.001), 0.999)
    return math.log(clamped / (1 - clamped))


# what divides people


def gap_changes(reach: Reach) -> tuple[GapChange, ...]:
    """What divides the pairs that share enough claims, where that changed; turned signs first, then the largest changes."""
    found = [
        change
        for a, b in _pairs(reach)
        for target in _targets(reach, a, b)
        if (change := _gap_change(reach, a, b, target)) is not None
    ]
    order = ("turned", "appears", "vanishes", "re-ranked", "moved")
    return tuple(
        sorted(found, key=lambda change: (order.index(change.sort), -_difference(change), change.target, change.a))
    )


def _difference(change: GapChange) -> float:
    return abs((change.after or 0.0) - (change.before or 0.0))


def _pairs(reach: Reach) -> Iterator[tuple[str, str]]:
    """The pairs of people, of whom one is reached, that share enough claims in one of the states."""
    from cruxbase.analysis.people import ENOUGH

    moved = set(reach.people)
    if not moved:
        return
    said = {person: [_said(reach, person, side) for side in (0, 1)] for person in reach._all_people()}  # noqa: SLF001 - its own
    for a, b in itertools.combinations(said, 2):
        if (a in moved or b in moved) and any(len(said[a][side] & said[b][side]) >= ENOUGH for side in (0, 1)):
            yield a, b


def _said(reach: Reach, person: str, side: int) -> frozenset[str]:
    if side == 0:
        then = view_in(reach.bases[0], reach.states.then(person)).claims
        return frozenset(map(reach.states.now, then))
    return frozenset(view_in(reach.bases[1], person).claims)


def _targets(reach: Reach, a: str, b: str) -> Iterator[str]:
    """The claims of which both spoke in one of the states, and for one of whom something that bears on it moved."""
    shared = (_said(reach, a, 0) & _said(reach, b, 0)) | (_said(reach, a, 1) & _said(reach, b, 1))
    return iter(sorted(shared & (reach.of(a) | reach.of(b))))


def _gap_change(reach: Reach, a: str, b: str, target: str) -> GapChange | None:
    old = _gap(reach.analysers, reach.bases[0], *(reach.states.then(id) for id in (a, b, target)))
    new = _gap(reach.analysers, reach.bases[1], a, b, target)
    if old is None and new is None:
        return None
    ranks = (
        () if old is None else tuple(map(reach.states.now, old.double_cruxes)),
        () if new is None else new.double_cruxes,
    )
    before, after = (None if one is None else one.gap for one in (old, new))
    sort: GapSort
    if before is None or after is None:
        sort = "appears" if before is None else "vanishes"
    elif before * after < 0:
        sort = "turned"
    elif ranks[0] != ranks[1]:
        sort = "re-ranked"
    elif abs(after - before) >= SMALLEST_GAP:
        sort = "moved"
    else:
        return None
    return GapChange(target, a, b, sort, before, after, *ranks)


def _gap(analysers: Analysers, kb: LinkedRecords, a: str, b: str, target: str) -> GapAnalysis | None:
    """What divides two people on a claim; None where they agree, or one of them says nothing that bears on it."""
    if not (kb.known(a, "person") and kb.known(b, "person") and target in statements(kb.graph)):
        return None
    from cruxbase.analysis.gaps import GapAnalyser  # here, as most changes move no gap, and it brings much along
    from cruxbase.analysis.target import NothingToCompute

    views = [perspective_of(kb, who) for who in (a, b)]
    apart = distance_on(views[0], views[1], target)
    if apart is None or apart.agreed:
        return None
    try:
        if (kb.graph, a, b) not in analysers:
            analysers[kb.graph, a, b] = GapAnalyser(kb, a, b)
        return analysers[kb.graph, a, b].analysis(target)
    except NothingToCompute:
        return None


# what does not fit together, and what models come to


def coherence_changes(reach: Reach) -> tuple[CoherenceChange, ...]:
    """Findings about beliefs that do not fit together that opened, then those that closed."""
    found: list[CoherenceChange] = []
    for person in reach.people:
        old = {key: key for key in _incoherent(reach.bases[0], reach.states.then(person), reach.states.now)}
        new = {key: key for key in _incoherent(reach.bases[1], person, str)}
        found += [CoherenceChange(person, "opened", *key) for key in new if key not in old]
        found += [CoherenceChange(person, "closed", *key) for key in old if key not in new]
    return tuple(sorted(found, key=lambda change: change.sort == "closed"))


_Key = tuple[str, tuple[str, ...], str]


def _incoherent(kb: LinkedRecords, person: str, named: Callable[[str], str]) -> Iterator[_Key]:
    from cruxbase.reasoning.coherence import view_coherence

    if not kb.known(person, "person"):
        return
    found = view_coherence(kb.graph, view_in(kb, person), viewpoints_of(kb, person))
    for implied in found.implied:
        if implied.is_far:
            yield "implied-otherwise", (named(implied.claim),), named(implied.by)
    for both in found.contradictions:
        yield "contradiction-held", tuple(sorted(map(named, both.claims))), named(both.crux) if both.crux else ""
    for followed in found.not_followed:
        yield "step-not-followed", (named(followed.step.conclusion),), _step_named(followed.step.name, named)
    for above in found.above_requirements:
        yield "above-requirement", (named(above.claim), named(above.required)), ""
    for sides in found.sides:
        yield "sides-exceed-one", tuple(sorted(map(named, sides.sides))), named(sides.crux)
    for unfit in found.conditionals:
        yield "unfit-conditional", (named(unfit.of), named(unfit.given)), named(unfit.viewpoint)


def _step_named(name: str, named: Callable[[str], str]) -> str:
    start, arrow, rest = name.partition(" -> ")
    end, bracket, own = rest.partition(" (")
    return f"{named(start)}{arrow}{named(end) if arrow else ''}{bracket}{own}"


def model_changes(reach: Reach, records: Iterable[RecordChange]) -> tuple[ModelChange, ...]:
    """What models come to now: those that changed, for the published numbers; and for people whose inputs did."""
    changed = {change.id for change in records if change.type == "model" and change.sort in ("substance", "wording")}
    found = [change for model in sorted(changed) for change in _model_change(reach, model, None)]
    graph = reach.states.after
    for person in reach.people:
        spoken = reach.believed.get(person, frozenset())
        models = {link.start for claim in spoken if claim in graph.corpus for link in graph.links_to("model", claim)}
        for model in sorted(models | changed):
            if graph.kind(model) == "model":
                found += _model_change(reach, model, person)
    return tuple(found)


def _model_change(reach: Reach, model: str, person: str | None) -> Iterator[ModelChange]:
    old = _outputs(reach.bases[0], reach.states.then(model), None if person is None else reach.states.then(person))
    new = _outputs(reach.bases[1], model, person)
    for name in dict.fromkeys((*old, *new)):
        before, after = old.get(name), new.get(name)
        if before != after and not (before is not None and after is not None and math.isclose(before, after)):
            yield ModelChange(model, name, person or "published", before, after)


def _outputs(kb: LinkedRecords, model: str, person: str | None) -> dict[str, float | None]:
    from cruxbase.reasoning.computing import Incomputable
    from cruxbase.reasoning.names import UnknownName

    if kb.known(model, "model") is None or (person is not None and kb.known(person, "person") is None):
        return {}
    found: dict[str, float | None] = {}
    for output in kb.model(model).record.outputs:
        try:
            found[output.variable] = kb.answer(model, output.variable, view=person).value
        except (Incomputable, UnknownName):
            found[output.variable] = None
    return found
