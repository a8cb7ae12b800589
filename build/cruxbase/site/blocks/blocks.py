"""Generated parts of hand-written pages.

A page of docs/ says where a part goes with `<div data-cruxbase="cruxes"></div>`; the part is put in after the generator has
rendered the page. So the generator need not run again when only records have changed, and nothing that contributors write
passes through a generator's Markdown.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from markupsafe import Markup

from cruxbase.analysis.coverage import coverage
from cruxbase.analysis.statements import statement_counts
from cruxbase.diagnostics import CATALOGUE, DiagnosticKind
from cruxbase.graph.dependents import count_turning
from cruxbase.records import CREDENCE_WORDS, marked_retired
from cruxbase.site import formatting
from cruxbase.site.blocks.changes import counted, days, recent
from cruxbase.site.blocks.help_wanted import help_wanted, help_wanted_short
from cruxbase.site.blocks.tour import dispute_shown, doors, tour
from cruxbase.site.context import PageContext, Ref, SiteContext, Values
from cruxbase.site.history import Change
from cruxbase.site.records.pair_pages import pair_rows
from cruxbase.site.records.sides import CruxPair, crux_pairs
from cruxbase.site.records.topic_pages import Telling, strongest
from cruxbase.site.sharing.embeds import map_embed, quotations
from cruxbase.support.errors import CruxbaseError

SLOT = re.compile(r'<div data-cruxbase="([a-z-]+)">\s*</div>')
_LEADING = 5
_FLOWS = 8

Row = TypeVar("Row")


class UnknownBlock(CruxbaseError, ValueError):
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
        weight: how many claims it decides, and how many depend on these, each counted once.
        split: whether viewpoints are on different sides.
        pair: two people on different sides between whom this moves a conclusion, the first of those on its page; None
            where there are none, or it was not asked for.
        names: of each side, who takes it, each person once.
        divides: whether named people are on different sides, and not only positions that the editors reconstruct.
    """

    ref: Ref
    topic: str
    sides: tuple[tuple[Ref, Telling | None, tuple[Ref, ...]], ...]
    decides: int
    weight: int
    split: bool
    pair: CruxPair | None = None
    names: tuple[tuple[str, ...], ...] = ()
    divides: bool = False


def crux_rows(page_context: PageContext) -> list[CruxRow]:
    """The cruxes of a base, those on which most hangs first; of equals, those on which people differ."""
    context, graph = page_context.context, page_context.context.kb.graph
    found = []
    for id in graph.ids("crux"):
        if marked_retired(context.data(id)):
            continue
        sides = []
        for link in graph.links_from("side", id):
            takers = tuple(page_context.ref(viewpoint) for viewpoint in _takers(context, link.end))
            sides.append((page_context.ref(link.end), strongest(page_context, link.end, "supports"), takers))
        decided = [link.end for link in graph.links_from("decides", id)]
        split = sum(bool(takers) for _, _, takers in sides) > 1
        topics = graph.links_from("topic", id)
        found.append(
            CruxRow(
                page_context.ref(id),
                topics[0].end if topics else "",
                tuple(sides),
                len(decided),
                count_turning(graph, id),
                split,
                names=tuple(tuple(dict.fromkeys(_holder(context, one) for one in takers)) for _, _, takers in sides),
                divides=sum(any(_is_named(context, one.id) for one in takers) for _, _, takers in sides) > 1,
            )
        )
    return sorted(found, key=lambda row: (-row.weight - 10 * row.split, row.ref.id))


def _is_named(context: SiteContext, viewpoint: str) -> bool:
    """Whether a viewpoint is somebody's: a person's or an organisation's, and no reconstructed position."""
    holders = context.kb.graph.links_from("holder", viewpoint)
    return bool(holders) and context.data(holders[0].end).get("kind", "person") != "position"


def _holder(context: SiteContext, viewpoint: Ref) -> str:
    """Whose viewpoint it is, with the co-authors that its title has; its own title where it is nobody's."""
    holders = context.kb.graph.links_from("holder", viewpoint.id)
    if not holders:
        return viewpoint.title
    name = context.kb.graph.title(holders[0].end)
    return f"{name} and co-authors" if "co-authors" in viewpoint.title and "authors" not in name else name


def _takers(context: SiteContext, claim: str) -> list[str]:
    """The viewpoints that are on the side of a claim; see `Belief.side`."""
    return [belief.viewpoint.id for belief in context.kb.claim(claim).held_by if belief.side == "for"]


def _counts(page_context: PageContext) -> Values:
    kb = page_context.context.kb
    kinds = Counter(kb.graph.kind(id) for id in kb.corpus)
    stated = statement_counts(kb)
    return {
        "claims": stated.total(),
        "kinds_of": [formatting.of_kind(number, kind) for kind, number in stated.most_common()],
        "steps": len(kb.graph.steps),
        "kinds": kinds,
    }


def _leading_rows(page_context: PageContext, rows: Iterable[CruxRow]) -> list[CruxRow]:
    """The cruxes that home shows, of all.

    Those that divide named people come first: what a question turns on is seen where somebody takes either side.
    """
    dividing = sorted(rows, key=lambda row: not row.divides)
    chosen: list[CruxRow] = []
    for row in dividing:  # one a topic first, so that no single topic fills the page
        if row.topic not in {other.topic for other in chosen}:
            chosen.append(row)
    chosen += [row for row in dividing if row not in chosen]
    return [row._replace(pair=_pair_moved(page_context, row.ref.id)) for row in chosen[:_LEADING]]


def leading_cruxes(page_context: PageContext) -> Values:
    """The cruxes that home shows, each with what it closes between two people where that is known."""
    rows = crux_rows(page_context)
    leading = _leading_rows(page_context, rows)
    return {"rows": leading, "topics": _topic_refs(page_context), "more": len(rows) - _LEADING}


def _pair_moved(page_context: PageContext, crux: str) -> CruxPair | None:
    """The first pair of people on different sides of a crux who both spoke on what would move a conclusion between them."""
    pairs, _ = crux_pairs(page_context, page_context.context.kb.claim(crux))
    for pair in pairs:
        moves = tuple(one for one in pair.moves if one.line.a and one.line.b)
        if moves:
            return pair._replace(moves=moves)
    return None


def _cruxes(page_context: PageContext) -> Values:
    rows = crux_rows(page_context)
    return {"groups": _by_topic(page_context, rows, lambda row: row.topic), "count": len(rows)}


def _topic_refs(page_context: PageContext) -> dict[str, Ref]:
    return {id: page_context.ref(id) for id in page_context.context.kb.graph.ids("topic")}


def _by_topic(
    page_context: PageContext, rows: Sequence[Row], topic: Callable[[Row], str]
) -> list[tuple[Ref, list[Row]]]:
    """Rows under their topics, in the order of the topics' titles."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(topic(row), []).append(row)
    return sorted(
        ((page_context.ref(id), rows) for id, rows in found.items() if id), key=lambda pair: pair[0].title.casefold()
    )


def _topics(page_context: PageContext) -> Values:
    context = page_context.context
    rows: dict[str, tuple[Ref, Markup, Counter[str]]] = {}
    for id in context.kb.graph.ids("topic"):
        kinds = Counter(context.kind(claim) for claim in context.reading_order.get(id, ()))
        rows[id] = (page_context.ref(id), page_context.blocks(str(context.data(id)["summary"])), kinds)
    parents = {id: (links[0].end if (links := context.kb.graph.links_from("topic", id)) else "") for id in rows}
    tops = [id for id in rows if parents[id] not in rows]
    ordered: list[tuple[int, tuple[Ref, Markup, Counter[str]]]] = []

    def add(id: str, depth: int) -> None:
        ordered.append((depth, rows[id]))
        for child in sorted(
            (c for c in rows if parents[c] == id and depth < 5), key=lambda c: rows[c][0].title.casefold()
        ):
            add(child, depth + 1)

    for id in sorted(tops, key=lambda id: rows[id][0].title.casefold()):
        add(id, 0)
    return {"rows": ordered}


PersonRow = tuple[Ref, list[tuple[Ref, str]], int]
"""A person or the like, their viewpoints with dates, and of how many claims they speak, each counted once."""


def _people(page_context: PageContext) -> Values:
    context = page_context.context
    kinds = ("person", "organisation", "participant", "position", "author")
    groups: dict[str, list[PersonRow]] = {kind: [] for kind in kinds}
    for view in context.kb.people():
        viewpoints = view.viewpoints
        kind = str(context.data(view.id).get("kind", "person"))
        group = "organisation" if kind in ("organisation", "group") else kind
        if not viewpoints and group == "person":
            group = "author"
        spoken = len(context.perspective(view.id).claims) if viewpoints else 0
        groups[group].append(
            (page_context.ref(view.id), [(page_context.ref(one.id), one.date) for one in viewpoints], spoken)
        )
    order = (
        ("person", "People whose views are recorded"),
        ("organisation", "Organisations and groups"),
        ("participant", "Participants in studies, under aliases"),
        ("position", "Positions without a known holder"),
        ("author", "Authors"),
    )
    return {"groups": [(group, heading, sorted(groups[group], key=_name)) for group, heading in order if groups[group]]}


def _pairs(page_context: PageContext) -> Values:
    return {"rows": pair_rows(page_context, page_context.context.pairs.values()), "more": 0}


def _pairs_leading(page_context: PageContext) -> Values:
    context = page_context.context
    shown = context.leading_pairs[:_LEADING]
    return {"rows": pair_rows(page_context, shown), "more": len(context.pairs) - len(shown)}


def _name(row: PersonRow) -> str:
    return row[0].title.rpartition(" ")[2].casefold()


def _sources(page_context: PageContext) -> Values:
    context, graph = page_context.context, page_context.context.kb.graph
    rows = []
    for id in graph.ids("source"):
        cited = len({citation.record for citation in graph.citations_of(id)})
        rows.append((page_context.ref(id), context.short(id), context.data(id), cited))
    rows.sort(key=lambda row: (row[1].casefold(), row[0].title.casefold()))
    return {"rows": rows, "checked": Counter(str(row[2]["checked"]) for row in rows)}


def _definitions(page_context: PageContext) -> Values:
    context = page_context.context
    rows = [
        (str(context.data(id)["term"]), page_context.ref(id), context.data(id))
        for id in context.kb.graph.ids("definition")
        if not marked_retired(context.data(id))
    ]
    rows.sort(key=lambda row: row[0].casefold())
    letters: dict[str, list[tuple[str, Ref, Mapping[str, object]]]] = {}
    for row in rows:
        letters.setdefault(row[0][:1].upper(), []).append(row)
    return {"letters": list(letters.items())}


def _questions(page_context: PageContext) -> Values:
    context, graph = page_context.context, page_context.context.kb.graph
    rows = []
    for id in graph.ids("question"):
        answers = page_context.refs(link.start for link in graph.links_to("answers", id))
        topics = graph.links_from("topic", id)
        rows.append((page_context.ref(id), answers, topics[0].end if topics else ""))
    return {"groups": _by_topic(page_context, rows, lambda row: str(row[2])), "book": context}


def _evidence(page_context: PageContext) -> Values:
    context, graph = page_context.context, page_context.context.kb.graph
    rows = []
    for id in graph.ids("evidence"):
        bears = [(step.kind, page_context.ref(step.conclusion)) for step in graph.steps_from(id)]
        sources = [page_context.short(source) for source in dict.fromkeys(c.source for c in graph.citations_by(id))]
        topics = graph.links_from("topic", id)
        rows.append(
            (
                page_context.ref(id),
                sources,
                len(context.data(id).get("measurements", ())),
                bears,
                topics[0].end if topics else "",
            )
        )
    return {"groups": _by_topic(page_context, rows, lambda row: str(row[4])), "count": len(rows)}


def _models(page_context: PageContext) -> Values:
    context, graph = page_context.context, page_context.context.kb.graph
    rows = []
    for id in graph.ids("model"):
        data = context.data(id)
        topics = graph.links_from("topic", id)
        rows.append(
            (
                page_context.ref(id),
                page_context.blocks(str(data["summary"])),
                len(data.get("inputs", ())),
                topics[0].end if topics else "",
            )
        )
    return {"rows": rows}


def _coverage(page_context: PageContext) -> Values:
    """The texts cited as P1, P2 …, and which claims take up each of their paragraphs."""
    texts = []
    for id in page_context.context.kb.graph.ids("source"):
        paragraphs = [
            (
                f"P{number}",
                [
                    (page_context.ref(one.id), formatting.ROLE[role] if role != "asserts" else "")
                    for one, role in claims
                ],
            )
            for number, claims in coverage(page_context.context.kb, id)
        ]
        if paragraphs:
            texts.append((page_context.ref(id), paragraphs, [mark for mark, rows in paragraphs if not rows]))
    return {"texts": texts}


def _diagnostics(page_context: PageContext) -> Values:  # noqa: ARG001 - every slot is asked so
    families: dict[str, list[tuple[str, DiagnosticKind]]] = {}
    for code, kind in sorted(CATALOGUE.items()):
        families.setdefault(code.partition("/")[0], []).append((code, kind))
    return {"families": list(families.items())}


def _schemes(page_context: PageContext) -> Values:
    return {"schemes": sorted(page_context.context.kb.vocabulary.schemes.items(), key=lambda item: item[1].title)}


def _credence_words(page_context: PageContext) -> Values:  # noqa: ARG001 - every slot is asked so
    return {"rows": list(CREDENCE_WORDS.items())}


def _map(page_context: PageContext) -> Values:
    from cruxbase.site.map import map_html

    drawn = Markup(map_html(page_context.context.kb, page_context.href, root=page_context.root))  # noqa: S704 - `map_html` escapes
    context = page_context.context
    return {"map": drawn, "quotations": quotations(page_context, [map_embed(context)], "", context.site.name, "map/")}


def _api_reference(page_context: PageContext) -> Values:  # noqa: ARG001 - every slot is asked so
    from cruxbase.site.blocks.api_reference import api_reference

    return {"modules": api_reference()}


def _your_view(page_context: PageContext) -> Values:
    from cruxbase.site.blocks.your_view import view_start

    return view_start(page_context)


def _map_home(page_context: PageContext) -> Values:
    from cruxbase.site.map import legend_html, strata_picture

    lit = next(iter(_leading_rows(page_context, crux_rows(page_context))), None)
    kb = page_context.context.kb
    picture = strata_picture(
        kb, page_context.href, lit=lit.ref.id if lit else "", dots=lambda id: page_context.ref(id).href
    )
    return {
        "map": Markup(picture),  # noqa: S704 - `strata_picture` escapes what it draws
        "lit": lit,
        "legend": Markup(legend_html(dots=True)),  # noqa: S704 - our own marks
        **_broad_flows(page_context),
    }


def _broad_flows(page_context: PageContext) -> Values:
    """The flows between topics by which most reasons run, for phones: a list says what small dots cannot."""
    from cruxbase.site.map.flows import topic_flows
    from cruxbase.site.map.strata import topics_in

    graph = page_context.context.kb.graph
    _, topics = topics_in(graph)
    flows = [flow for flow in topic_flows(graph) if topics[flow.start] in graph and topics[flow.end] in graph]
    flows.sort(key=lambda flow: -(flow.supports + flow.attacks))
    rows = [(page_context.ref(topics[one.start]), page_context.ref(topics[one.end]), one) for one in flows[:_FLOWS]]
    return {
        "flows": rows,
        "more_flows": len(flows) - len(rows),
        "most": flows[0].supports + flows[0].attacks if flows else 1,
    }


def _legend(_leaf: PageContext) -> Values:
    from cruxbase.site.map import legend_html

    return {"legend": Markup(legend_html())}  # noqa: S704 - our own marks


def _nothing(page_context: PageContext) -> Values:  # noqa: ARG001 - every slot is asked so
    return {}


SLOTS: Mapping[str, Callable[[PageContext], Values]] = {
    "api-reference": _api_reference,
    "counts": _counts,
    "coverage": _coverage,
    "credence-words": _credence_words,
    "cruxes": _cruxes,
    "cruxes-leading": leading_cruxes,
    "cruxes-short": leading_cruxes,
    "definitions": _definitions,
    "diagnostics": _diagnostics,
    "dispute": dispute_shown,
    "doors": doors,
    "evidence": _evidence,
    "help-wanted": help_wanted,
    "legend": _legend,
    "map": _map,
    "map-home": _map_home,
    "models": _models,
    "pairs": _pairs,
    "pairs-leading": _pairs_leading,
    "people": _people,
    "questions": _questions,
    "recent": recent,
    "recent-short": _nothing,
    "schemes": _schemes,
    "search": _nothing,
    "sources": _sources,
    "thin": help_wanted_short,
    "topics": _topics,
    "tour": tour,
    "your-view": _your_view,
}
"""The parts by name: what each takes from the base for its template, `blocks/<name>.html`."""


TRACED = frozenset(
    (
        *("api-reference", "counts", "coverage", "credence-words", "cruxes", "cruxes-leading", "cruxes-short"),
        *("definitions", "diagnostics", "dispute", "doors", "evidence", "help-wanted", "legend", "map-home", "models"),
        *("pairs", "pairs-leading", "people", "questions", "recent", "recent-short", "schemes", "search", "sources"),
        *("thin", "topics", "tour", "your-view"),
    )
)
"""Parts that show texts of those records only that they name by `PageContext`; with relations they may do what they like."""


def shows_whole(document: str) -> bool:
    """Whether a page has a part that may change with the title or text of any record."""
    return not TRACED.issuperset(SLOT.findall(document))


def filled(document: str, page: str, page_context: PageContext, changes: Sequence[Change]) -> str:
    """A page with its parts put in.

    Args:
        document: the page as the generator rendered it.
        page: its address, for messages.
        page_context: names the records that the parts show.
        changes: the commits of the last days.

    Raises:
        UnknownSlot: it asks for a part that there is none of.
    """

    def part(match: re.Match[str]) -> str:
        name = match[1]
        if name not in SLOTS:
            raise UnknownBlock(name, page)
        shown = days(page_context, changes) if name.startswith("recent") else []
        return page_context.written(f"blocks/{name}.html", days=shown, counted=counted, **SLOTS[name](page_context))

    return SLOT.sub(part, document)
