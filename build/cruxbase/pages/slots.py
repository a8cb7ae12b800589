"""Generated parts of hand-written pages.

A page of docs/ says where a part goes with `<div data-cruxbase="cruxes"></div>`; the part is put in after the generator has
rendered the page. So the generator need not run again when only records have changed, and nothing that contributors write
passes through a generator's Markdown.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from cruxbase.diagnostics import CATALOGUE
from cruxbase.knowledge_base.coverage import coverage
from cruxbase.pages import words
from cruxbase.pages.book import Book, Leaf, Ref
from cruxbase.pages.history import Change
from cruxbase.pages.pair_pages import pair_rows
from cruxbase.pages.topic_pages import Telling, strongest
from cruxbase.records import CREDENCE_WORDS, SCHEMES

SLOT = re.compile(r'<div data-cruxbase="([a-z-]+)">\s*</div>')
_LEADING = 5
_FEW = 6


class UnknownSlot(ValueError):
    """A page asks for a part that there is none of."""

    def __init__(self, name: str, page: str) -> None:
        super().__init__(f"{page} asks for the part {name!r}; there are: {', '.join(sorted(SLOTS))}")


class CruxRow(NamedTuple):
    """A crux in a list.

    Attributes:
        ref: the crux.
        topic: id of its topic.
        sides: its sides, each with its strongest reason and the viewpoints that take it.
        decides: how many claims turn on it.
        weight: how many claims lean on what it decides.
        split: whether viewpoints are on different sides.
    """

    ref: Ref
    topic: str
    sides: tuple[tuple[Ref, Telling | None, tuple[Ref, ...]], ...]
    decides: int
    weight: int
    split: bool


def crux_rows(leaf: Leaf) -> list[CruxRow]:
    """The cruxes of a base, those on which most hangs first; of equals, those on which people differ."""
    book, graph = leaf.book, leaf.book.kb.graph
    found = []
    for id in graph.ids("crux"):
        if book.data(id).get("status") == "retired":
            continue
        sides = []
        for link in graph.links_from("side", id):
            takers = tuple(leaf.ref(viewpoint) for viewpoint in _takers(book, link.end))
            sides.append((leaf.ref(link.end), strongest(leaf, link.end, "supports"), takers))
        decided = [link.end for link in graph.links_from("decides", id)]
        weight = sum(1 + book.leanings[claim].total for claim in decided)
        split = sum(bool(takers) for _, _, takers in sides) > 1
        topics = graph.links_from("topic", id)
        found.append(CruxRow(leaf.ref(id), topics[0].end if topics else "", tuple(sides), len(decided), weight, split))
    return sorted(found, key=lambda row: (-row.weight - 10 * row.split, row.ref.id))


def _takers(book: Book, claim: str) -> list[str]:
    """The viewpoints that hold a claim, or give it more than a half."""
    found = []
    for belief in book.kb.claim(claim).held_by:
        credence = belief.credence
        if belief.stance == "holds" or (credence is not None and credence.low > 0.5):
            found.append(belief.viewpoint.id)
    return found


def _counts(leaf: Leaf) -> dict[str, Any]:
    graph = leaf.book.kb.graph
    kinds = Counter(leaf.book.kind(id) for id in leaf.book.kb.corpus)
    return {"claims": sum(1 for _ in graph.claim_ids()), "steps": len(graph.steps), "kinds": kinds}


def _leading(leaf: Leaf) -> dict[str, Any]:
    rows = crux_rows(leaf)
    chosen: list[CruxRow] = []
    for row in rows:  # one a topic first, so that no single topic fills the page
        if row.topic not in {other.topic for other in chosen}:
            chosen.append(row)
    chosen += [row for row in rows if row not in chosen]
    return {"rows": chosen[:_LEADING], "topics": _topic_refs(leaf), "more": len(rows) - _LEADING}


def _cruxes(leaf: Leaf) -> dict[str, Any]:
    rows = crux_rows(leaf)
    return {"groups": _by_topic(leaf, rows, lambda row: row.topic), "count": len(rows)}


def _topic_refs(leaf: Leaf) -> dict[str, Ref]:
    return {id: leaf.ref(id) for id in leaf.book.kb.graph.ids("topic")}


def _by_topic(leaf: Leaf, rows: Sequence[Any], topic: Callable[[Any], str]) -> list[tuple[Ref, list[Any]]]:
    """Rows under their topics, in the order of the topics' titles."""
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(topic(row), []).append(row)
    return sorted(((leaf.ref(id), rows) for id, rows in found.items() if id), key=lambda pair: pair[0].title.casefold())


def _topics(leaf: Leaf) -> dict[str, Any]:
    book = leaf.book
    rows: dict[str, tuple[Ref, Any, Counter[str]]] = {}
    for id in book.kb.graph.ids("topic"):
        kinds = Counter(book.kind(claim) for claim in book.reading_order.get(id, ()))
        rows[id] = (leaf.ref(id), leaf.blocks(str(book.data(id)["summary"])), kinds)
    parents = {id: (links[0].end if (links := book.kb.graph.links_from("topic", id)) else "") for id in rows}
    tops = [id for id in rows if parents[id] not in rows]
    ordered: list[tuple[int, tuple[Ref, Any, Counter[str]]]] = []

    def add(id: str, depth: int) -> None:
        ordered.append((depth, rows[id]))
        for child in sorted(
            (c for c in rows if parents[c] == id and depth < 5), key=lambda c: rows[c][0].title.casefold()
        ):
            add(child, depth + 1)

    for id in sorted(tops, key=lambda id: rows[id][0].title.casefold()):
        add(id, 0)
    return {"rows": ordered}


def _people(leaf: Leaf) -> dict[str, Any]:
    book, graph = leaf.book, leaf.book.kb.graph
    groups: dict[str, list[Any]] = {"person": [], "organisation": [], "participant": [], "position": [], "author": []}
    for view in book.kb.people():
        viewpoints = view.viewpoints
        kind = str(book.data(view.id).get("kind", "person"))
        group = "organisation" if kind in ("organisation", "group") else kind
        if not viewpoints and group == "person":
            group = "author"
        beliefs = sum(len(graph.beliefs_of(one.id)) for one in viewpoints)
        groups[group].append((leaf.ref(view.id), [(leaf.ref(one.id), one.date) for one in viewpoints], beliefs))
    order = (
        ("person", "People whose views are recorded"),
        ("organisation", "Organisations and groups"),
        ("participant", "Participants in studies, under aliases"),
        ("position", "Positions without a known holder"),
        ("author", "Authors"),
    )
    return {"groups": [(group, heading, sorted(groups[group], key=_name)) for group, heading in order if groups[group]]}


def _pairs(leaf: Leaf) -> dict[str, Any]:
    return {"rows": pair_rows(leaf, leaf.book.pairs.values()), "more": 0}


def _pairs_leading(leaf: Leaf) -> dict[str, Any]:
    pairs = list(leaf.book.pairs.values())
    return {"rows": pair_rows(leaf, pairs[:_LEADING]), "more": len(pairs) - _LEADING}


def _name(row: Any) -> str:
    return str(row[0].title).rpartition(" ")[2].casefold()


def _sources(leaf: Leaf) -> dict[str, Any]:
    book, graph = leaf.book, leaf.book.kb.graph
    rows = []
    for id in graph.ids("source"):
        cited = len({citation.record for citation in graph.citations_of(id)})
        rows.append((leaf.ref(id), book.short(id), book.data(id), cited))
    rows.sort(key=lambda row: (row[1].casefold(), row[0].title.casefold()))
    return {"rows": rows, "checked": Counter(str(row[2]["checked"]) for row in rows)}


def _definitions(leaf: Leaf) -> dict[str, Any]:
    book = leaf.book
    rows = [
        (str(book.data(id)["term"]), leaf.ref(id), book.data(id))
        for id in book.kb.graph.ids("definition")
        if book.data(id).get("status") != "retired"
    ]
    rows.sort(key=lambda row: row[0].casefold())
    letters: dict[str, list[Any]] = {}
    for row in rows:
        letters.setdefault(row[0][:1].upper(), []).append(row)
    return {"letters": list(letters.items())}


def _questions(leaf: Leaf) -> dict[str, Any]:
    book, graph = leaf.book, leaf.book.kb.graph
    rows = []
    for id in graph.ids("question"):
        answers = leaf.refs(link.start for link in graph.links_to("answers", id))
        topics = graph.links_from("topic", id)
        rows.append((leaf.ref(id), answers, topics[0].end if topics else ""))
    return {"groups": _by_topic(leaf, rows, lambda row: str(row[2])), "book": book}


def _evidence(leaf: Leaf) -> dict[str, Any]:
    book, graph = leaf.book, leaf.book.kb.graph
    rows = []
    for id in graph.ids("evidence"):
        bears = [(step.kind, leaf.ref(step.conclusion)) for step in graph.steps_from(id)]
        sources = [book.short(source) for source in dict.fromkeys(c.source for c in graph.citations_by(id))]
        topics = graph.links_from("topic", id)
        rows.append(
            (leaf.ref(id), sources, len(book.data(id).get("measurements", ())), bears, topics[0].end if topics else "")
        )
    return {"groups": _by_topic(leaf, rows, lambda row: str(row[4])), "count": len(rows)}


def _models(leaf: Leaf) -> dict[str, Any]:
    book, graph = leaf.book, leaf.book.kb.graph
    rows = []
    for id in graph.ids("model"):
        data = book.data(id)
        topics = graph.links_from("topic", id)
        rows.append(
            (
                leaf.ref(id),
                leaf.blocks(str(data["summary"])),
                len(data.get("inputs", ())),
                topics[0].end if topics else "",
            )
        )
    return {"rows": rows}


class Wanted(NamedTuple):
    """A kind of gap in the base.

    Attributes:
        id: for links.
        title: what is missing, in a few words.
        why: why it matters and what to do.
        refs: where, with a remark.
    """

    id: str
    title: str
    why: str
    refs: tuple[tuple[Ref, str], ...]


def gaps(leaf: Leaf) -> list[Wanted]:
    """Where the base is thin, the gravest gaps first in each list."""
    book, graph = leaf.book, leaf.book.kb.graph
    standing = [id for id in graph.claim_ids() if book.data(id).get("status") != "retired"]
    by_weight = sorted(standing, key=lambda id: (-book.leanings[id].total, id))

    def leaning(id: str) -> str:
        return words.several(book.leanings[id].total, "claim leans", "claims lean") + " on it"

    arguable = [id for id in by_weight if book.kind(id) in ("claim", "hypothesis", "norm", "proposal", "prediction")]
    steps = {id: Counter(step.kind for step in graph.steps_into(id)) for id in arguable}
    bare = [id for id in arguable if not steps[id] and not graph.links_from("requires", id) and book.leanings[id].total]
    one_sided = [id for id in arguable if steps[id]["supports"] > 1 and not steps[id]["attacks"]]
    sides = {link.end: link.start for link in graph.parts.links if link.kind == "side"}
    silent = [id for id in arguable if id in sides and not steps[id]["supports"]]
    unanswered = [id for id in standing if book.kind(id) == "question" and not graph.links_to("answers", id)]
    alone = [id for id in standing if book.kind(id) == "question" and len(graph.links_to("answers", id)) == 1]
    unread = sorted(
        (
            id
            for id in graph.ids("source")
            if book.data(id)["checked"] in ("secondary", "identifier-only", "unverified")
        ),
        key=lambda id: (-len(graph.citations_of(id)), id),
    )
    wanted = [
        Wanted(
            "silent-sides",
            "Sides of a crux that nobody argues for",
            "A crux with a silent side settles nothing. Add the best reason for it, even if you hold the other.",
            tuple((leaf.ref(id), leaf.ref(sides[id]).title) for id in silent),
        ),
        Wanted(
            "unanswered",
            "Questions without an answer",
            "Add a claim or hypothesis that answers one.",
            tuple((leaf.ref(id), "") for id in unanswered),
        ),
        Wanted(
            "single-answers",
            "Questions with one answer only",
            "A question with one answer is a claim in disguise. Add its rival.",
            tuple((leaf.ref(id), "") for id in alone),
        ),
        Wanted(
            "bare",
            "Claims on which much leans and for which no reason is given",
            "Add a reason for or against one of these.",
            tuple((leaf.ref(id), leaning(id)) for id in bare),
        ),
        Wanted(
            "one-sided",
            "Claims with reasons for them and none against",
            "Look for the strongest objection, and add it.",
            tuple((leaf.ref(id), leaning(id)) for id in one_sided),
        ),
        Wanted(
            "unread",
            "Sources that no editor has read",
            "Read one, correct what it is taken to say, and raise its grade.",
            tuple(
                (
                    leaf.ref(id),
                    f"{words.CHECKED[str(book.data(id)['checked'])]}; cited {len(graph.citations_of(id))} times",
                )
                for id in unread
            ),
        ),
    ]
    return [one for one in wanted if one.refs]


def _help_wanted(leaf: Leaf) -> dict[str, Any]:
    return {"gaps": gaps(leaf)}


def _thin(leaf: Leaf) -> dict[str, Any]:
    return {"gaps": [(one, one.refs[:2]) for one in gaps(leaf)][:_FEW]}


def _coverage(leaf: Leaf) -> dict[str, Any]:
    """The texts cited as P1, P2 …, and which claims take up each of their paragraphs."""
    texts = []
    for id in leaf.book.kb.graph.ids("source"):
        paragraphs = [
            (f"P{number}", [(leaf.ref(one.id), words.ROLE[role] if role != "asserts" else "") for one, role in claims])
            for number, claims in coverage(leaf.book.kb, id)
        ]
        if paragraphs:
            texts.append((leaf.ref(id), paragraphs, [mark for mark, rows in paragraphs if not rows]))
    return {"texts": texts}


def _diagnostics(leaf: Leaf) -> dict[str, Any]:  # noqa: ARG001 - every slot is asked so
    families: dict[str, list[Any]] = {}
    for code, kind in sorted(CATALOGUE.items()):
        families.setdefault(code.partition("/")[0], []).append((code, kind))
    return {"families": list(families.items())}


def _schemes(leaf: Leaf) -> dict[str, Any]:  # noqa: ARG001 - every slot is asked so
    return {"schemes": sorted(SCHEMES.items(), key=lambda item: item[1].title)}


def _credence_words(leaf: Leaf) -> dict[str, Any]:  # noqa: ARG001 - every slot is asked so
    return {"rows": list(CREDENCE_WORDS.items())}


def _map(leaf: Leaf) -> dict[str, Any]:
    from cruxbase.pages.explorer import map_html

    return {"map": Markup(map_html(leaf.book.kb, leaf.href, root=leaf.root))}  # noqa: S704 - `explorer` escapes what it draws


def _your_view(leaf: Leaf) -> dict[str, Any]:
    from cruxbase.pages.your_view import view_start

    return view_start(leaf)


def _map_home(leaf: Leaf) -> dict[str, Any]:
    from cruxbase.pages.explorer import legend_html, map_pictures

    lit = next((row.ref for row in crux_rows(leaf)), None)
    pictures = map_pictures(leaf.book.kb, leaf.href, lit=lit.id if lit else "")
    legend = legend_html(dots=True)
    return {"map": Markup(pictures), "lit": lit, "legend": Markup(legend)}  # noqa: S704 - `explorer` escapes what it draws


def _legend(_leaf: Leaf) -> dict[str, Any]:
    from cruxbase.pages.explorer import legend_html

    return {"legend": Markup(legend_html())}  # noqa: S704 - our own marks


def _nothing(leaf: Leaf) -> dict[str, Any]:  # noqa: ARG001 - every slot is asked so
    return {}


SLOTS: Mapping[str, Callable[[Leaf], dict[str, Any]]] = {
    "counts": _counts,
    "coverage": _coverage,
    "credence-words": _credence_words,
    "cruxes": _cruxes,
    "cruxes-leading": _leading,
    "definitions": _definitions,
    "diagnostics": _diagnostics,
    "evidence": _evidence,
    "help-wanted": _help_wanted,
    "legend": _legend,
    "map": _map,
    "map-home": _map_home,
    "models": _models,
    "pairs": _pairs,
    "pairs-leading": _pairs_leading,
    "people": _people,
    "questions": _questions,
    "recent": _nothing,
    "recent-short": _nothing,
    "schemes": _schemes,
    "search": _nothing,
    "sources": _sources,
    "thin": _thin,
    "topics": _topics,
    "your-view": _your_view,
}
"""The parts by name: what each takes from the base for its template, `slots/<name>.html`."""


def filled(document: str, page: str, root: str, book: Book, changes: Sequence[Change]) -> str:
    """A page with its parts put in.

    Args:
        document: the page as the generator rendered it.
        page: its address, for messages.
        root: what leads from it to the site's root.
        book: what the parts are made from.
        changes: recent commits.

    Raises:
        UnknownSlot: it asks for a part that there is none of.
    """
    leaf = Leaf(book, root)

    def part(match: re.Match[str]) -> str:
        name = match[1]
        if name not in SLOTS:
            raise UnknownSlot(name, page)
        shown = [
            (change, [leaf.ref(id) for id in change.ids if id in book.kb.corpus])
            for change in (changes[:_FEW] if name == "recent-short" else changes)
        ]
        return leaf.written(f"slots/{name}.html", changes=shown, **SLOTS[name](leaf))

    return SLOT.sub(part, document)
