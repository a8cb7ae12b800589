"""Where help is wanted: each kind of gap with the one thing to do, and the places where it is to be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cruxbase.analysis.content_gaps import ContentGap, GapKind, content_gaps
from cruxbase.reasoning.on_graph import ON_RECORD
from cruxbase.site import formatting
from cruxbase.site.context import PageContext, Ref, SiteContext, Values
from cruxbase.site.pairs import pair_address, pair_key

PlainGap = tuple[GapKind, Sequence[str], float]
"""A `ContentGap` as it is kept."""

_SHOWN = 10
_KINDS_ON_HOME = 4


class Wanting(NamedTuple):
    """How a kind of gap is told.

    Attributes:
        title: what is missing.
        why: why that matters.
        do: the one thing to do.
        form: the form that does it for one record, or empty.
        word: what the link to the form says.
    """

    title: str
    why: str
    do: str
    form: str = ""
    word: str = ""


WANTING: Mapping[GapKind, Wanting] = {
    "silent-sides": Wanting(
        "Sides of a crux that nobody argues for",
        "A crux with a silent side settles nothing.",
        "Add the best reason for it, even if you hold the other.",
        "claim",
        "give a reason",
    ),
    "untaken-cruxes": Wanting(
        "Cruxes of which nobody on record takes a side",
        "Without somebody on each side, nothing can be said of who would change their mind.",
        "Name somebody who took a side in writing, or say what you think.",
        "my-view",
        "name someone who takes a side",
    ),
    "unexplained-differences": Wanting(
        "Differences that no recorded reason explains",
        "Two are on record with different numbers, and recorded reasons account for less than half of what lies between them.",
        "Find the reason that one of them gives and the other does not, and add it.",
    ),
    "unanswered-objections": Wanting(
        "Objections that nobody has answered",
        "A claim stands here though what was raised against it was never granted nor answered.",
        "Write the answer, or say why the objection holds.",
        "objection",
        "write the answer",
    ),
    "unanswered": Wanting(
        "Questions without an answer",
        "Nothing can be weighed where there is nothing to weigh.",
        "Add a claim that answers one.",
        "claim",
        "answer",
    ),
    "single-answers": Wanting(
        "Questions with one answer only",
        "A question with one answer is a claim in disguise.",
        "Add its strongest rival.",
        "claim",
        "add a rival",
    ),
    "bare": Wanting(
        "Claims that bear on others and for which no reason is given",
        "Everything above them hangs in the air.",
        "Add one reason for or against one of them.",
        "claim",
        "give a reason",
    ),
    "one-sided": Wanting(
        "Claims with reasons for them and none against",
        "A case is as good as the best objection that it has met.",
        "Look for the strongest objection, and add it.",
        "objection",
        "object",
    ),
    "unread": Wanting(
        "Sources that no editor has read",
        "What is taken from them may be wrong.",
        "Read one, correct what it is taken to say, and raise its grade.",
        "correction",
        "correct it",
    ),
}
"""The nine kinds of gap, in the order in which they are shown."""


class Place(NamedTuple):
    """Where a gap is.

    Attributes:
        name: of the record or of the two people.
        href: of its page.
        remark: why it is listed.
        form: where the form is filled in that mends it, or empty.
    """

    name: str
    href: str
    remark: str
    form: str


class Wanted(NamedTuple):
    """A kind of gap with its places.

    Attributes:
        id: for links.
        words: how it is told.
        number: how many places there are.
        places: some or all of them, the gravest first.
    """

    id: str
    words: Wanting
    number: int
    places: tuple[Place, ...]


def wanted(page_context: PageContext, most: int | None = None) -> list[Wanted]:
    """The kinds of which the base has any, with at most so many places of each."""
    by_kind: dict[str, list[ContentGap]] = {}
    for gap in _gaps(page_context.context):
        by_kind.setdefault(gap.kind, []).append(gap)
    return [
        Wanted(kind, words, len(gaps), tuple(_place(page_context, gap, words) for gap in gaps[:most]))
        for kind, words in WANTING.items()
        if (gaps := by_kind.get(kind))
    ]


def _gaps(context: SiteContext) -> list[ContentGap]:
    """The gaps of the base, worked out anew only where more than a text has changed: two people are compared for some."""

    def work() -> list[PlainGap]:
        return [(gap.kind, gap.ids, gap.weight) for gap in content_gaps(context.kb)]

    return [ContentGap(kind, tuple(ids), weight) for kind, ids, weight in context.of_structure("content gaps", work)]


def _place(page_context: PageContext, gap: ContentGap, words: Wanting) -> Place:
    context = page_context.context
    ref: Ref = page_context.ref(gap.ids[0])
    topics = context.kb.graph.links_from("topic", ref.id)
    answers = {"topic": topics[0].end} if topics and words.form != "correction" else {}
    form = context.site.form_address(words.form, about=ref.id, **answers) if words.form else ""
    if gap.kind == "unexplained-differences":
        return _difference(page_context, gap)
    if gap.kind == "silent-sides":
        remark = f"a side of “{page_context.ref(gap.ids[1]).title}”"
    elif gap.kind == "unanswered-objections":
        first, *others = _unanswered(context, ref.id)
        named = " and ".join(f"“{page_context.ref(one).title}”" for one in first)
        remark = f"not answered: {named}{f' and {len(others)} more' if others else ''}"
    elif gap.kind == "unread":
        checked = formatting.CHECKED[str(context.data(ref.id)["checked"])]
        remark = f"{checked}; cited {formatting.several(int(gap.weight), 'time')}"
    else:
        remark = f"bears on {formatting.several(int(gap.weight), 'claim')}" if gap.weight else ""
    return Place(ref.title, ref.href, remark, form)


def _unanswered(context: SiteContext, id: str) -> list[list[str]]:
    """The claims of each objection to a claim that nobody answered, at face value."""
    kept = context.of_structure("unanswered objections", dict[str, list[list[str]]])
    if id not in kept:
        kept[id] = [list(one.claims) for one in context.kb.statuses()[ON_RECORD].of(id).unanswered]
        context.added.add("unanswered objections")
    return kept[id]


def _difference(page_context: PageContext, gap: ContentGap) -> Place:
    pair = (gap.ids[0], gap.ids[1])
    people = page_context.refs(pair)
    name = " and ".join(person.title for person in people)
    has_page = pair_key(pair) in page_context.context.pairs
    href = page_context.root + pair_address(pair) if has_page else people[0].href
    return Place(name, href, "", "")


def help_wanted(page_context: PageContext) -> Values:
    """What the page takes."""
    found = wanted(page_context)
    there = {kind.id for kind in found}
    none_of = [words.title for kind, words in WANTING.items() if kind not in there]
    return {"gaps": found, "shown": _SHOWN, "none_of": none_of}


def help_wanted_short(page_context: PageContext) -> Values:
    """What home takes: the first kinds, each with one place."""
    found = wanted(page_context, 1)
    return {"gaps": found[:_KINDS_ON_HOME], "more": max(len(found) - _KINDS_ON_HOME, 0)}
