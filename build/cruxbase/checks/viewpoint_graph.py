"""Whether a viewpoint agrees with itself, and with others of the same holder and date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from cruxbase.checks.signatures import Found
from cruxbase.diagnostics import Diagnostic, Related, Span, diagnostic
from cruxbase.graph import ArgumentGraph, BeliefLink

_TOLERANCE = 1e-9


def claims_twice(graph: ArgumentGraph) -> Found:
    """A viewpoint speaks of a claim once, or at least with one voice."""
    for viewpoint in graph.ids("viewpoint"):
        first: dict[str, BeliefLink] = {}
        for belief in graph.beliefs_of(viewpoint):
            earlier = first.setdefault(belief.claim, belief)
            if earlier is belief:
                continue
            if _contradict(_interval(graph, earlier), _interval(graph, belief), {earlier.stance, belief.stance}):
                code, message = (
                    "credence/contradicts-stance",
                    f"this contradicts what is said of {belief.claim!r} above",
                )
                help_text = "correct one of them; for a view that changed, write a second viewpoint with its own date"
            else:
                code, message = "credence/claim-twice", f"{belief.claim!r} is spoken of twice"
                help_text = "keep one; a credence says more than a bare stance"
            yield diagnostic(
                code,
                message,
                _place(graph, belief),
                related=(Related(_place(graph, earlier), "first here"),),
                help=help_text,
            )


def sides_of_cruxes(graph: ArgumentGraph) -> Found:
    """Beliefs in the sides of a crux, which exclude each other, amount to 1 at most."""
    crux_of: dict[str, list[str]] = defaultdict(list)
    for crux in graph.ids("crux"):
        for link in graph.links_from("side", crux):
            crux_of[link.end].append(crux)
    for viewpoint in graph.asked_ids("viewpoint"):
        about: dict[str, dict[str, BeliefLink]] = defaultdict(dict)
        for belief in graph.beliefs_of(viewpoint):
            for crux in crux_of.get(belief.claim, ()):
                about[crux].setdefault(belief.claim, belief)
        for crux, beliefs in about.items():
            if len(beliefs) > 1:
                yield from _exclusive(graph, crux, list(beliefs.values()))


def _exclusive(graph: ArgumentGraph, crux: str, beliefs: list[BeliefLink]) -> Iterator[Diagnostic]:
    held = [belief for belief in beliefs if belief.stance == "holds"]
    sides = Related(graph.corpus.span(crux, ("sides",), key=True), f"the sides of {crux!r}")
    if len(held) > 1:
        yield diagnostic(
            "credence/both-sides-held",
            f"{held[0].claim!r} and {held[1].claim!r} are sides of one crux, and both are held",
            _place(graph, held[1]),
            related=(Related(_place(graph, held[0]), "the other side"), sides),
            help="read the view again; if the two can hold together, mend the sides of the crux",
        )


def same_date(graph: ArgumentGraph) -> Found:
    """A holder has one credence for a claim on one date."""
    first: dict[tuple[str, str, str], BeliefLink] = {}
    for viewpoint in graph.ids("viewpoint"):
        holders = graph.links_from("holder", viewpoint)
        date = graph.corpus.entry(viewpoint).data["date"]
        for belief in graph.beliefs_of(viewpoint) if holders else ():
            earlier = first.setdefault((holders[0].end, date, belief.claim), belief)
            if earlier.viewpoint == viewpoint or earlier.stance == belief.stance != "credence":
                continue
            if _differ(_interval(graph, earlier), _interval(graph, belief), {earlier.stance, belief.stance}):
                yield diagnostic(
                    "credence/two-values",
                    f"{holders[0].end!r} has another credence for {belief.claim!r} in {earlier.viewpoint!r}, "
                    "of the same date",
                    _place(graph, belief),
                    related=(Related(_place(graph, earlier), "the other"),),
                    help="merge the two viewpoints, or give their dates more precisely",
                )


def _interval(graph: ArgumentGraph, belief: BeliefLink) -> tuple[float, float] | None:
    """From how little to how much a belief may come; None for judgement withheld."""
    if belief.stance != "credence":
        return {"holds": (0.5, 1.0), "rejects": (0.0, 0.5)}.get(belief.stance)
    from cruxbase.reasoning.perspective import credence_of  # here: after most edits there is nothing to reason about

    credence = credence_of(graph, belief)
    return credence.low, credence.high


def _contradict(one: tuple[float, float] | None, other: tuple[float, float] | None, stances: set[str]) -> bool:
    if one is None or other is None:
        # Judgement cannot be withheld and given; a credence beside it only makes it more exact.
        return one != other and "credence" not in stances
    if stances == {"credence"}:
        return one != other
    return one[1] < other[0] or other[1] < one[0] or stances == {"holds", "rejects"}


def _differ(one: tuple[float, float] | None, other: tuple[float, float] | None, stances: set[str]) -> bool:
    if stances == {"credence"} and one is not None and other is not None:
        return max(abs(a - b) for a, b in zip(one, other, strict=True)) > _TOLERANCE
    return _contradict(one, other, stances)


def _place(graph: ArgumentGraph, belief: BeliefLink) -> Span:
    return graph.corpus.span(belief.viewpoint, belief.where, key=belief.stance == "credence").first_line()
