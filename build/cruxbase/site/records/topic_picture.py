"""The backbone of a topic as a picture, and as the list that says the same."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from cruxbase.records import CLAIM_LIKE
from cruxbase.site.map import legend_html
from cruxbase.site.pictures.backbone import Bond, Item, backbone_svg, tree

if TYPE_CHECKING:
    from cruxbase.graph import ArgumentGraph, StepNode
    from cruxbase.site.context import PageContext, Ref

WORDS = {
    "supports": "for",
    "attacks": "against",
    "refines": "answers",
    "requires": "turns on",
    "undercuts": "undercuts a step from it",
}
"""How a record bears on another, in a word."""

_MANY_ANSWERS = 6


class ListedRow(NamedTuple):
    """What bears on one record of the picture: kind, word and record of each, with the numbers that records have there."""

    end: Ref
    number: int | None
    bonds: tuple[tuple[str, str, Ref, int | None], ...]


class TopicPicture(NamedTuple):
    """The backbone as its page shows it.

    Attributes:
        wide: the picture for a wide page.
        narrow: the same for a phone.
        legend: what the kinds of line mean.
        rows: the list that says the same.
        apart: leading records that are bound to no other of them.
        counted: questions with the number of their answers that the list has and the picture leaves out.
    """

    wide: Markup
    narrow: Markup
    legend: Markup
    rows: tuple[ListedRow, ...]
    apart: tuple[Ref, ...]
    counted: tuple[tuple[Ref, int], ...]


def backbone_picture(page_context: PageContext, story: Sequence[str], title: str) -> TopicPicture | None:
    """The picture of the leading records of a topic; None where none of them bears on another.

    Args:
        page_context: the page.
        story: ids of the records, in the order of the story.
        title: of the topic, not escaped.
    """
    context = page_context.context
    graph = context.kb.graph
    ids = [id for id in dict.fromkeys(story) if context.kind(id) in CLAIM_LIKE]
    once = {(bond.start, bond.end, bond.kind, bond.step): bond for bond in bonds_among(graph, ids)}
    bonds = list(once.values())
    if not bonds:
        return None
    bound = {end for bond in bonds for end in (bond.start, bond.end)}
    page_context.linked.update(ids)
    lists = mere_lists(bonds)
    items, drawn = _drawn(page_context, ids, bonds, lists)
    wide, narrow = (backbone_svg(items, drawn, title, wide=wide) for wide in (True, False))
    number = {id: place for place, id in enumerate(tree([item.id for item in items], drawn), 1)}
    rows = _listed(page_context, tree([id for id in ids if id in bound], bonds), bonds, number)
    return TopicPicture(
        Markup(wide),  # noqa: S704 - `pictures` escapes what it draws
        Markup(narrow),  # noqa: S704 - as above
        Markup(legend_html(drawn=wide + narrow)),  # noqa: S704 - our own marks
        rows,
        tuple(page_context.refs(id for id in ids if id not in bound)),
        tuple((page_context.ref(end), len(starts)) for end, starts in lists.items()),
    )


def _drawn(
    page_context: PageContext, ids: Sequence[str], bonds: Sequence[Bond], lists: Mapping[str, Sequence[str]]
) -> tuple[list[Item], list[Bond]]:
    """What the picture has, without what is a mere list."""
    listed = frozenset(start for starts in lists.values() for start in starts)
    drawn = [bond for bond in bonds if bond.start not in listed]
    ends = {end for bond in drawn for end in (bond.start, bond.end)}
    refs = [page_context.ref(id) for id in ids if id in ends]
    return [
        Item(ref.id, page_context.context.kind(ref.id), ref.title, page_context.href(ref.id)) for ref in refs
    ], drawn


def _listed(
    page_context: PageContext, order: Iterable[str], bonds: Iterable[Bond], number: Mapping[str, int]
) -> tuple[ListedRow, ...]:
    below: dict[str, list[tuple[str, str, Ref, int | None]]] = defaultdict(list)
    for bond in bonds:
        below[bond.end].append((bond.kind, WORDS[bond.kind], page_context.ref(bond.start), number.get(bond.start)))
    return tuple(ListedRow(page_context.ref(id), number.get(id), tuple(below[id])) for id in order if id in below)


def mere_lists(bonds: Sequence[Bond]) -> dict[str, list[str]]:
    """What is a list and no picture: many records that only answer one question, by that question.

    >>> answers = [Bond(f"answer-{n}", "question", "refines", "", "") for n in range(_MANY_ANSWERS)]
    >>> reason = Bond("reason", "answer-0", "supports", "", "")
    >>> (
    ...     sorted(map(len, mere_lists([*answers, Bond("question", "claim", "refines", "", "")]).values())),
    ...     mere_lists([*answers, reason]),
    ... )
    ([6], {})
    """
    often = Counter(end for bond in bonds for end in {bond.start, bond.end})
    answers: dict[str, list[str]] = defaultdict(list)
    for bond in bonds:
        if bond.kind == "refines" and often[bond.start] == 1:
            answers[bond.end].append(bond.start)
    lists = {end: starts for end, starts in answers.items() if len(starts) >= _MANY_ANSWERS}
    left = sum(map(len, lists.values()))
    return lists if left < len(bonds) else {}


def bonds_among(graph: ArgumentGraph, ids: Sequence[str]) -> Iterator[Bond]:
    """How some records bear on each other: reasons, what undercuts those, requirements, sides, answers."""
    among = frozenset(ids)
    for end in ids:
        yield from _reasons(graph, end, among)
        for link in _links(graph, end):
            if link.start in among and link.end in among:
                yield link


def _reasons(graph: ArgumentGraph, end: str, among: frozenset[str]) -> Iterator[Bond]:
    for step in graph.steps_into(end):
        inside = _premises(step, among)
        for premise in inside:
            yield Bond(premise, end, step.kind, step.name, step.because)
        for undercut in graph.undercuts_of(step.name) if inside else ():
            if undercut.start in among and undercut.start != inside[0]:
                yield Bond(undercut.start, inside[0], "undercuts", step.name, undercut.because)


def _links(graph: ArgumentGraph, id: str) -> Iterator[Bond]:
    """The other ways in which a record is bound to others."""
    for link in graph.links_from("requires", id):
        yield Bond(link.end, id, "requires", "", link.because)
    for link in graph.links_to("decides", id):
        yield Bond(link.start, id, "requires", "", "turns on this crux")
    for link in graph.links_from("side", id):
        yield Bond(link.end, id, "refines", "", "is a side of this crux")
    for link in (*graph.links_to("answers", id), *graph.links_to("refines", id)):
        yield Bond(link.start, id, "refines", "", link.because)


def _premises(step: StepNode, among: frozenset[str]) -> list[str]:
    """The premises of a step that are among some records, the argument that states it first."""
    starts = (step.start, *step.premises) if step.is_argument else step.premises
    return [id for id in dict.fromkeys(starts) if id in among]
