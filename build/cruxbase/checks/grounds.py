"""What claims rest on: steps, the values behind what ought to be, and records that bear on nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

from cruxbase.checks.cycles import loops, shortest_circle
from cruxbase.checks.signatures import Found
from cruxbase.checks.texts import repeats, same_words
from cruxbase.checks.wording import repeated_warrant
from cruxbase.diagnostics import Related, diagnostic
from cruxbase.graph import ArgumentGraph, StepNode
from cruxbase.records import RELATIONS, marked_retired

Claim = TypeVar("Claim", bound=Hashable)

_ARGUMENTATIVE = frozenset(("requires", "refines", "answers", "side", "decides", "model", "backbone"))
_MAKES_RELATIONS = (*RELATIONS, "sides", "premises")
_MAY_STAND_ALONE = frozenset(("definition", "question"))  # a question without an answer has a finding of its own
_GROUND_IN_ITSELF = frozenset(("evidence",))


def orphans(graph: ArgumentGraph) -> Found:
    """Every claim bears on something, or something on it, if only to somebody who believes one given the other."""
    related = {end for link in graph.parts.links if link.kind in _ARGUMENTATIVE for end in (link.start, link.end)}
    for step in graph.parts.steps:
        related.update(step.premises)
        related.add(step.conclusion)
        related.add(step.start)
    for undercut in graph.parts.undercuts:
        related.add(undercut.start)
    related.update(end for conditional in graph.parts.conditionals for end in (conditional.of, conditional.given))
    alone = [id for id in graph.claim_ids() if id not in related and graph.corpus.asks(id)]
    premises = _written_premises(graph) if alone else frozenset()
    for id in alone:
        if id in premises:
            continue
        kind, data = graph.corpus.entry(id)[1:]
        # A relation that leads nowhere has a finding of its own.
        if kind in _MAY_STAND_ALONE or marked_retired(data) or any(key in data for key in _MAKES_RELATIONS):
            continue
        yield diagnostic(
            "argument/orphan",
            f"this {kind} is related to no other record",
            graph.corpus.span(id),
            help="say what it supports, attacks, answers or refines, or name it where it is a reason",
        )


def _written_premises(graph: ArgumentGraph) -> frozenset[str]:
    """The premises of all steps, those included that lead nowhere, which is said where they stand."""
    found: set[str] = set()
    for id in graph.claim_ids():
        data = graph.corpus.entry(id).data
        found.update(data.get("premises", ()))
        for written in (data.get("supports", ()), data.get("attacks", ())):
            if not isinstance(written, str):
                found.update(premise for e in written if not isinstance(e, str) for premise in e.get("with", ()))
    return frozenset(found)


def circular_support(graph: ArgumentGraph) -> Found:
    """Chains of reasons begin somewhere.

    A claim is founded if nothing supports it (it is taken as given), if it is evidence, or if all premises of
    some step for it are founded: the least set of this kind, by a linear worklist. The rest rests on itself.
    """
    supports = [step for step in graph.parts.steps if step.kind == "supports" and step.conclusion not in step.premises]
    unfounded = unfounded_among(
        ((s.premises, s.conclusion) for s in supports), lambda claim: is_ground(graph.kind(claim))
    )
    if not unfounded:
        return
    reasons: dict[str, list[str]] = defaultdict(list)
    by_ends: dict[tuple[str, str], StepNode] = {}
    for step in supports:
        if step.conclusion in unfounded:
            for premise in step.premises:
                if premise in unfounded:
                    reasons[premise].append(step.conclusion)
                    by_ends.setdefault((premise, step.conclusion), step)
    for group in loops(reasons):
        circle = shortest_circle(group, reasons)
        pairs = list(zip(circle, (*circle[1:], circle[0]), strict=True))
        step = by_ends[pairs[0]]
        yield diagnostic(
            "argument/begs-the-question",
            f"these claims rest only on each other: {' → '.join((*circle, circle[0]))}",
            graph.corpus.span(step.start, step.where).first_line(),
            related=tuple(
                Related(graph.corpus.span(other.start, other.where).first_line(), f"reason for {end!r}")
                for (_, end), other in ((pair, by_ends[pair]) for pair in pairs[1:])
            ),
            help="give one of them a ground from outside: evidence, or a claim that does not rest on these",
        )


def is_ground(kind: str) -> bool:
    """Whether records of a type need no reasons, whatever supports them."""
    return kind in _GROUND_IN_ITSELF


def unfounded_among(
    supports: Iterable[tuple[tuple[Claim, ...], Claim]], is_ground: Callable[[Claim], bool]
) -> set[Claim]:
    """The claims that rest on themselves only.

    Args:
        supports: the premises and the conclusion of each step for a claim that is not among its own premises.
        is_ground: whether a claim needs no reasons.

    >>> sorted(unfounded_among([(("a",), "b"), (("b",), "a"), (("c",), "d")], lambda claim: False))
    ['a', 'b']
    """
    conclusions: list[Claim] = []
    sets: list[tuple[Claim, ...]] = []
    for premises, conclusion in supports:
        conclusions.append(conclusion)
        sets.append(premises if len(premises) == 1 else tuple(set(premises)))
    unfounded = {claim for claim in set(conclusions) if not is_ground(claim)}
    missing: list[int] = []
    ready: list[int] = []
    waiting_for: dict[Claim, list[int]] = defaultdict(list)
    for number, premises in enumerate(sets):
        missing.append(0)
        for premise in premises:
            if premise in unfounded:
                missing[number] += 1
                waiting_for[premise].append(number)
        if not missing[number]:
            ready.append(number)
    while ready:
        claim = conclusions[ready.pop()]
        if claim in unfounded:
            unfounded.discard(claim)
            for number in waiting_for[claim]:
                missing[number] -= 1
                if missing[number] == 0:
                    ready.append(number)
    return unfounded


def values_behind_norms(graph: ArgumentGraph) -> Found:
    """Some reason for a norm has a norm among its premises."""
    for id in graph.asked_ids("norm"):
        reasons = [step for step in graph.steps_into(id) if step.kind == "supports"]
        grounds = {premise for step in reasons for premise in step.premises}
        grounds.update(link.end for link in graph.links_from("requires", id))
        if reasons and not any(graph.kind(ground) == "norm" for ground in grounds):
            yield diagnostic(
                "argument/is-ought",
                "this norm is supported by no norm",
                graph.corpus.span(id),
                related=(
                    Related(
                        graph.corpus.span(reasons[0].start, reasons[0].where).first_line(),
                        "supported from here",
                    ),
                ),
                help="is–ought: add the value premise, the norm that together with these reasons yields this one",
            )


def attacked_requirements(graph: ArgumentGraph) -> Found:
    """What a claim cannot stand without is not what it speaks against."""
    for step in graph.parts.steps:
        if step.kind != "attacks" or step.is_argument:
            continue
        for link in graph.links_from("requires", step.start):
            if link.end == step.conclusion:
                yield diagnostic(
                    "argument/attacks-its-requirement",
                    f"{step.start!r} speaks against {step.conclusion!r}, without which it cannot stand",
                    graph.corpus.span(step.start, step.where).first_line(),
                    related=(Related(graph.corpus.span(step.start, link.where).first_line(), "required here"),),
                    help="keep one of the two: if it is right, what it requires is in doubt, and so it is itself",
                )


def attacked_definitions(graph: ArgumentGraph) -> Found:
    """Definitions are not attacked: they are neither true nor false."""
    for step in graph.parts.steps:
        if step.kind != "attacks" or not graph.corpus.asks(step.start):
            continue
        if graph.kind(step.conclusion) == "definition":
            yield diagnostic(
                "argument/attacks-definition",
                f"{step.conclusion!r} is a definition, and definitions are not false",
                graph.corpus.span(step.start, step.where).first_line(),
                related=(Related(graph.corpus.span(step.conclusion), "this definition"),),
                help="write a rival definition of the same term, or undercut a step that uses the term otherwise",
            )


def same_reasons(graph: ArgumentGraph) -> Found:
    """No set of premises leads to the same conclusion twice, nor a record to it from both sides."""
    by_premises: dict[tuple[Hashable, str, str], StepNode] = {}
    by_start: dict[tuple[str, str], StepNode] = {}
    for step in graph.parts.steps:
        premises = step.premises if len(step.premises) == 1 else frozenset(step.premises)
        first = by_premises.setdefault((premises, step.conclusion, step.kind), step)
        if (
            first is not step
            and not (first.group and first.group == step.group)
            and _one_record_says_no_more(first, step)
        ):
            yield diagnostic(
                "argument/same-reason-twice",
                f"the same premises already lead to {step.conclusion!r}",
                graph.corpus.span(step.start, step.where).first_line(),
                related=(
                    Related(graph.corpus.span(first.start, first.where).first_line(), f"the step '{first.name}'"),
                ),
                help="remove one of the two: a linked step is written once; or give both the same 'group'",
            )
        if step.is_argument:
            continue
        other = by_start.setdefault((step.start, step.conclusion), step)
        if other.kind != step.kind:
            yield diagnostic(
                "argument/supports-and-attacks",
                f"{step.start!r} both supports and attacks {step.conclusion!r}",
                graph.corpus.span(step.start, step.where).first_line(),
                related=(Related(graph.corpus.span(other.start, other.where).first_line(), "first given here"),),
                help="decide which, or split the record into the part that speaks for and the part that speaks against",
            )


def _one_record_says_no_more(first: StepNode, second: StepNode) -> bool:
    """Two steps of one record with ids of their own are told apart by their warrants, if they have any."""
    return not (first.start == second.start and first.because and second.because and first.because != second.because)


def warrants_and_conclusions(graph: ArgumentGraph) -> Found:
    """A step's warrant says more than its conclusion."""
    corpus = graph.corpus
    data = {id: corpus.entry(id).data for id in graph.claim_ids()}
    texts = {id: (one["title"], one.get("statement", "")) for id, one in data.items()}
    for step in graph.parts.steps:
        because = step.because
        if not because or not corpus.asks(step.start):
            continue
        title, statement = texts[step.conclusion]
        is_title = same_words(because, title)
        # Only texts of like length can say the same; comparing words is the slow part.
        if not is_title and not 0.5 <= len(because) / (len(statement) or 1) <= 1.6:
            continue
        if is_title or repeats(because, statement):
            where = ("because",) if step.is_argument else (*step.where, "because")
            yield repeated_warrant(corpus.span(step.start, where), "conclusion")
