"""Whether the beliefs of a viewpoint fit together; each finding lies at a belief.

A holder may have reasons that are not on record, and texts publish numbers that do not multiply to their own total. So a
'note' on the belief, which says how the two go together, answers a finding.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cruxbase.checks.signatures import Found
from cruxbase.diagnostics import Related, Span, diagnostic
from cruxbase.graph import ArgumentGraph, BeliefLink
from cruxbase.graph.written_beliefs import belief_fields
from cruxbase.records.wording import wording_mark
from cruxbase.support.figures import plain_number, probability

if TYPE_CHECKING:
    from cruxbase.reasoning.coherence import AboveRequirement, Contradiction, Implied, NotFollowed, SidesExceedOne
    from cruxbase.reasoning.perspective import Perspective


def coherence(graph: ArgumentGraph) -> Found:
    """A viewpoint's beliefs do not exclude each other, follow the strong steps on record, and fit together as numbers."""
    from cruxbase.reasoning.coherence import view_coherence  # here: after most edits there is nothing to reason about
    from cruxbase.reasoning.perspective import perspective

    for id in graph.asked_ids("viewpoint"):
        view = perspective(graph, [id], id)
        found = view_coherence(graph, view)
        yield from _contradictions(graph, view, found.contradictions)
        yield from _steps(graph, view, found.not_followed)
        yield from _numbers(graph, view, found.implied)
        yield from _sides(graph, view, found.sides)
        yield from _requirements(graph, view, found.above_requirements)


def _contradictions(graph: ArgumentGraph, view: Perspective, several: Iterable[Contradiction]) -> Found:
    for found in several:
        one, other = sorted((view.origins[claim] for claim in found.claims), key=lambda belief: _place(graph, belief))
        if found.crux and one.stance == other.stance:
            continue  # credence/both-sides-held and credence/sides-exceed-one tell it
        if _is_explained(graph, one, other):
            continue
        related = [Related(_place(graph, one), "the other")]
        if found.crux:
            related.append(Related(graph.corpus.span(found.crux, ("sides",), key=True), f"the sides of {found.crux!r}"))
        yield diagnostic(
            "credence/contradiction-held",
            f"this is held, and so is {one.claim!r}, which excludes it",
            _place(graph, other),
            related=tuple(related),
            help="read the view again; if it does hold both, say in a 'note' on the belief how they go together",
        )


def _steps(graph: ArgumentGraph, view: Perspective, several: Iterable[NotFollowed]) -> Found:
    for found in several:
        premises = [view.origins[premise] for premise in found.step.premises]
        conclusion = view.origins[found.step.conclusion]
        if _is_explained(graph, conclusion, *premises):
            continue
        done = "rejected" if found.step.kind == "supports" else "held"
        bears = "for" if found.step.kind == "supports" else "against"
        yield diagnostic(
            "credence/step-not-followed",
            f"this is {done}, though all premises of a strong reason {bears} it are held",
            _place(graph, conclusion),
            related=tuple(Related(_place(graph, premise), "a premise") for premise in premises),
            help="read the view again; if it resists the step, record the reason as an undercut, or say it in a 'note' "
            "on the belief; if the step is not that strong, lower its strength",
        )


def _numbers(graph: ArgumentGraph, view: Perspective, several: Iterable[Implied]) -> Found:
    for found in several:
        belief = view.origins[found.claim]
        if not found.is_far or _is_explained(graph, belief):
            continue
        yield diagnostic(
            "credence/implied-otherwise",
            f"{_written(found.stated)} is stated, and the other credences come to {_written(found.computed)}",
            _place(graph, belief),
            related=tuple(Related(_place(graph, view.origins[claim]), "goes in") for claim in found.inputs),
            help=f"{found.by!r} computes it; correct the slip, or say in a 'note' on the credence that the text has both",
        )


def _sides(graph: ArgumentGraph, view: Perspective, several: Iterable[SidesExceedOne]) -> Found:
    for found in several:
        first = max(found.sides, key=lambda side: view.credences[side].low)
        most = view.credences[first].low
        beliefs = sorted((view.origins[side] for side in found.sides), key=lambda belief: _place(graph, belief))
        yield diagnostic(
            "credence/sides-exceed-one",
            f"credences over the sides of {found.crux!r} come to {plain_number(found.total)} at least",
            _place(graph, beliefs[-1]),
            related=(
                *(Related(_place(graph, belief), "another side") for belief in beliefs[:-1]),
                Related(graph.corpus.span(found.crux, ("sides",), key=True), f"the sides of {found.crux!r}"),
            ),
            help=f"believing {first!r} at {probability(most)} leaves at most {probability(1 - most)} for the other "
            "sides: lower some, or mend the sides of the crux if they can hold together",
        )


def _requirements(graph: ArgumentGraph, view: Perspective, several: Iterable[AboveRequirement]) -> Found:
    for found in several:
        belief, required = view.origins[found.claim], view.origins[found.required]
        if _is_explained(graph, belief, required):
            continue
        yield diagnostic(
            "credence/above-requirement",
            f"{_written(found.stated)} is believed of this, and {_written(found.required_stated)} of {found.required!r}, "
            "which it requires",
            _place(graph, belief),
            related=(Related(_place(graph, required), "what it requires"),),
            help="what requires something is at most as likely as that: correct the slip, write the requirement as a "
            "support if the claim can stand without it, or say in a 'note' how the two go together",
        )


def older_wordings(graph: ArgumentGraph) -> Found:
    """Beliefs about a wording of their claim that is gone, and that nobody has held against the present one."""
    for claim in graph.claim_ids():
        data = graph.corpus.entry(claim).data
        reworded = data.get("reworded")
        for belief in graph.beliefs_in(claim):
            entry = belief_fields(graph, belief)
            if "for" in entry:
                yield from _other_wording(graph, belief, str(entry["for"]), wording_mark(data))
                continue
            read = entry.get("reread") or graph.corpus.entry(belief.viewpoint).data["date"]
            if reworded is not None and str(read) < str(reworded):  # a date less precise counts as earlier
                yield diagnostic(
                    "credence/older-wording",
                    f"this is of {read}, and {claim!r} was reworded in {reworded}",
                    _place(graph, belief),
                    related=(Related(graph.corpus.span(claim, ("reworded",), key=True), "since then it says this"),),
                    help="hold the belief against the new statement, correct it if need be, and add 'reread: DATE'",
                )


def _other_wording(graph: ArgumentGraph, belief: BeliefLink, carried: str, mark: str) -> Found:
    if carried != mark:
        yield diagnostic(
            "credence/suspect",
            f"this was given for another wording of {belief.claim!r}",
            _place(graph, belief),
            related=(Related(graph.corpus.span(belief.claim).first_line(), "now it says this"),),
            help=f"hold it against the new wording, correct it if need be, and run 'cruxbase confirm {belief.viewpoint} "
            f"{belief.claim}'; add --spelling-only where the claim says what it said",
        )


def _is_explained(graph: ArgumentGraph, *beliefs: BeliefLink) -> bool:
    """Whether a note on one of the beliefs says how they go together."""
    return any(belief_fields(graph, belief).get("note") for belief in beliefs)


def _written(ends: tuple[float, float]) -> str:
    low, high = map(plain_number, ends)
    return low if low == high else f"{low} to {high}"


def _place(graph: ArgumentGraph, belief: BeliefLink) -> Span:
    return graph.corpus.span(belief.viewpoint, belief.where, key=belief.stance == "credence").first_line()
