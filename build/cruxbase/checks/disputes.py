"""Questions, hypotheses and cruxes: whether there is something to choose between."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable
from typing import TypeVar

from cruxbase.checks.signatures import Found
from cruxbase.diagnostics import Related, diagnostic
from cruxbase.graph import ArgumentGraph
from cruxbase.records import marked_retired

Claim = TypeVar("Claim", bound=Hashable)

_ENOUGH = 2000


def unanswered_questions(graph: ArgumentGraph) -> Found:
    """A question has an answer, or somebody's estimate."""
    for id in graph.asked_ids("question"):
        if not (graph.links_to("answers", id) or graph.estimates_for(id) or _retired(graph, id)):
            quantity = "quantity" in graph.corpus.entry(id).data
            yield diagnostic(
                "argument/unanswered",
                "nothing answers this question yet",
                graph.corpus.span(id),
                help=f"write a claim or hypothesis with 'answers: [{id}]'"
                + (", or a viewpoint's 'estimates'" if quantity else ""),
            )


def lone_hypotheses(graph: ArgumentGraph) -> Found:
    """A hypothesis has a rival."""
    for id in graph.asked_ids("hypothesis"):
        questions = [link.end for link in graph.links_from("answers", id)]
        answers = {link.start for question in questions for link in graph.links_to("answers", question)}
        answers.update(link.end for question in questions for link in graph.links_from("side", question))
        if questions and answers <= {id} and not _retired(graph, id):
            link = graph.links_from("answers", id)[0]
            yield diagnostic(
                "argument/lone-hypothesis",
                f"this is the only answer to {link.end!r}",
                graph.corpus.span(id, link.where).first_line(),
                related=(Related(graph.corpus.span(link.end), "the question"),),
                help="add a rival: another claim or hypothesis that answers the same question",
            )


def unargued_sides(graph: ArgumentGraph) -> Found:
    """Somebody asserts, argues for or holds each side of a crux."""
    for id in graph.asked_ids("crux"):
        for link in graph.links_from("side", id):
            side = link.end
            if is_unargued(graph, side):
                yield diagnostic(
                    "argument/side-unargued",
                    f"nobody asserts, argues for or holds the side {side!r}",
                    graph.corpus.span(id, link.where),
                    related=(Related(graph.corpus.span(side), "this side"),),
                    help="write the best reason for it, as 'origin: reconstructed' where you supply it yourself",
                )


def is_unargued(graph: ArgumentGraph, side: str) -> bool:
    """Whether nobody asserts, argues for or believes a claim."""
    argued = any(step.kind == "supports" for step in graph.steps_into(side)) or _is_asserted(graph, side)
    return not argued and not graph.beliefs_in(side)


def answers_beside_sides(graph: ArgumentGraph) -> Found:
    """Every answer to a crux is one of its sides."""
    for id in graph.ids("crux"):
        sides = {link.end for link in graph.links_from("side", id)}
        for link in graph.links_to("answers", id):
            if link.start not in sides and not _sides_failed(graph, id) and not _refines(graph, link.start, sides):
                yield diagnostic(
                    "argument/answer-not-a-side",
                    f"{link.start!r} answers {id!r} and is not among its sides",
                    graph.corpus.span(link.start, link.where).first_line(),
                    related=(Related(graph.corpus.span(id, ("sides",), key=True), "its sides"),),
                    help="add it to the 'sides' of the crux, or let it answer a question instead",
                )


def rivals_that_support(graph: ArgumentGraph) -> Found:
    """No side of a crux is a reason for another, which it excludes."""
    for crux in graph.ids("crux"):
        sides = {link.end for link in graph.links_from("side", crux)}
        for side in sorted(sides):
            for step in graph.steps_from(side):
                if step.kind == "supports" and step.start == side and step.conclusion in sides - {side}:
                    yield diagnostic(
                        "argument/supports-its-denial",
                        f"{side!r} supports {step.conclusion!r}, its rival in {crux!r}",
                        graph.corpus.span(side, step.where).first_line(),
                        help=f"write 'attacks: [{step.conclusion}]' if it speaks against it; if both can hold, mend the sides",
                    )


def idle_cruxes(graph: ArgumentGraph) -> Found:
    """A chain of reasons joins the sides of a crux with each claim that it decides."""
    for id in graph.ids("crux"):
        sides = [link.end for link in graph.links_from("side", id)]
        decided = {link.end: link for link in graph.links_from("decides", id)}
        if sides and decided and not _retired(graph, id) and not bears_on(sides, set(decided), graph.dependants):
            yield diagnostic(
                "argument/crux-decides-nothing",
                "no step leads from its sides to anything that this crux decides",
                graph.corpus.span(id, ("decides",), key=True),
                help="write how a side bears on it: a 'supports', 'attacks', 'undercuts' or 'requires' on "
                "the way from "
                f"{sides[0]!r} to {next(iter(decided))!r}",
            )


def bears_on(
    starts: Iterable[Claim], wanted: Collection[Claim], dependants: Callable[[Claim], Iterable[Claim]]
) -> bool:
    """Whether a chain of dependence leads to any of the wanted claims, or is so long that this is taken for granted.

    >>> bears_on(["a"], {"c"}, {"a": ["b"], "b": ["c"]}.__getitem__)
    True
    """
    waiting = list(starts)
    seen = set(waiting)
    for node in waiting:
        if not seen.isdisjoint(wanted) or len(seen) > _ENOUGH:
            return True
        for following in dependants(node):
            if following not in seen:
                seen.add(following)
                waiting.append(following)
    return False


def _is_asserted(graph: ArgumentGraph, id: str) -> bool:
    data = graph.corpus.entry(id).data
    return "sources" in data and data.get("origin", "stated") == "stated"


def _refines(graph: ArgumentGraph, id: str, broader: set[str]) -> bool:
    return any(link.end in broader for link in graph.links_from("refines", id))


def _sides_failed(graph: ArgumentGraph, crux: str) -> bool:
    """Whether a side leads nowhere: what is amiss is then said there."""
    return len(graph.links_from("side", crux)) < len(graph.corpus.entry(crux).data["sides"])


def _retired(graph: ArgumentGraph, id: str) -> bool:
    return marked_retired(graph.corpus.entry(id).data)
