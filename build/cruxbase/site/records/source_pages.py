"""The page of a source: what it is, how far it was checked, what it says, and what the editors built on it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from cruxbase.citation import bibtex_entry
from cruxbase.records import CLAIM_LIKE, name_text
from cruxbase.site import formatting
from cruxbase.site.context import PageContext, Ref, SiteContext, Values
from cruxbase.site.data.linked_data import source_data
from cruxbase.site.records.claim_pages import ROOT
from cruxbase.site.sharing.ways_out import ways_out
from cruxbase.site.template.page_template import Page

if TYPE_CHECKING:
    from cruxbase.analysis.entities import Source

_PARTS = re.compile(r"(\d+)")


class Taken(NamedTuple):
    """One thing that a source is cited for in one place: a claim, a step that the claim makes, or both."""

    ref: Ref
    role: str
    wording: str
    notes: tuple[Markup, ...]
    claim: bool
    step: bool


def source_page(context: SiteContext, view: Source) -> tuple[Page, PageContext]:
    """The page of one source, and what it depends on."""
    page_context = PageContext(context, ROOT, view.id)
    record = view.record
    authors: list[Ref | str] = []
    for author in map(name_text, record.authors):
        known = context.person(author)
        authors.append(page_context.ref(context.kb.record(author).id) if known is not None else author)
    said, built, viewpoints, models = _taken(page_context, view)
    values: Values = {
        "view": view,
        "record": record,
        "title": (title := page_context.ref(view.id).title),
        "kind": formatting.SOURCE_KIND.get(record.kind, record.kind),
        "authors": authors,
        "short": page_context.short(view.id),
        "citation": context.citation(view.id),
        "bibtex": bibtex_entry(view.id, context.data(view.id), context.person),
        "summary": page_context.blocks(record.summary),
        "notes": page_context.blocks(record.notes),
        "part_of": page_context.ref(view.part_of.id) if view.part_of else None,
        "parts": page_context.refs(part.id for part in view.parts),
        "earlier": page_context.refs(link.end for link in context.kb.graph.links_from("refines", view.id)),
        "later": page_context.refs(link.start for link in context.kb.graph.links_to("refines", view.id)),
        "said": _parts(page_context, said),
        "built": _parts(page_context, built),
        "viewpoints": viewpoints,
        "models": models,
        "edit": (edit := context.site.edit_address(view.path)),
        "ways_out": ways_out(page_context, view.id, page_context.ref(view.id).title),
    }
    page = Page(
        path=context.address(view.id),
        title=title,
        description=" ".join((record.summary or context.citation(view.id).striptags()).split())[:300],
        body=page_context.written("source.html", **values, identifier_kinds=context.kb.vocabulary.identifiers),
        edit=edit,
        section="sources/",
        data=source_data(context, view),
    )
    return page, page_context


Places = list[tuple[str, list[Taken]]]
"""What a source is cited for, by locator, in the order of the text."""

_MOST_IN_ONE_TABLE = 60  # rows; a longer table is divided by topic


class TakenPart(NamedTuple):
    """What a source is cited for within a topic, or at all where that is little.

    Attributes:
        topic: the topic; None where the whole is one part or the claims have none.
        number: of the rows.
        places: the rows by place, as it is said in words.
    """

    topic: Ref | None
    number: int
    places: Places


def _parts(page_context: PageContext, places: Places) -> list[TakenPart]:
    """The rows of a table in one part, or, of a long one, in a part for each topic, the largest first."""
    number = sum(len(rows) for _, rows in places)
    if number <= _MOST_IN_ONE_TABLE:
        return [TakenPart(None, number, _in_words(places))] if places else []
    topics: dict[str | None, Places] = {}
    for at, rows in places:
        for row in rows:
            topic = page_context.context.kb.claim(row.ref.id).topic
            part = topics.setdefault(topic.id if topic else None, [])
            if not part or part[-1][0] != at:
                part.append((at, []))
            part[-1][1].append(row)
    parts = [
        TakenPart(page_context.ref(id) if id else None, sum(len(rows) for _, rows in part), _in_words(part))
        for id, part in topics.items()
    ]
    return sorted(parts, key=lambda part: (part.topic is None, -part.number))


def _in_words(places: Places) -> Places:
    return [(formatting.place(at), rows) for at, rows in places]


def _taken(page_context: PageContext, view: Source) -> tuple[Places, Places, list[Ref], list[Ref]]:
    """What the source says; what was built on it, for which it is background; the viewpoints and models that cite it."""
    claims: dict[tuple[bool, str, str], Taken] = {}
    others: dict[str, list[Ref]] = {"viewpoint": [], "model": []}
    for citation in view.cited_by:
        record = citation.part.record
        kind = page_context.context.kind(record)
        if kind in others:
            if page_context.ref(record) not in others[kind]:
                others[kind].append(page_context.ref(record))
        elif kind in CLAIM_LIKE and citation.part.where[0] != "measurements":
            entry = citation.entry
            key = (citation.role == "background", getattr(entry, "at", None) or "", record)
            known = claims.get(key)
            step = citation.part.where[0] in ("supports", "attacks", "undercuts")
            note = page_context.inline(getattr(entry, "note", None))
            claims[key] = Taken(
                ref=page_context.ref(record),
                role=known.role if known and step else formatting.ROLE[citation.role],
                wording=getattr(entry, "wording", None) or (known.wording if known else ""),
                notes=tuple(dict.fromkeys(part for part in (*(known.notes if known else ()), note) if part)),
                claim=not step or (known is not None and known.claim),
                step=step or (known is not None and known.step),
            )
    return _by_place(claims, False), _by_place(claims, True), others["viewpoint"], others["model"]


def _by_place(claims: Mapping[tuple[bool, str, str], Taken], is_background: bool) -> Places:
    """Those of the entries for which the source is background, or those for which it is not, by locator."""
    places: dict[str, list[Taken]] = {}
    keys = [key for key in claims if key[0] == is_background]
    for key in sorted(keys, key=lambda key: (not key[1], locator_order(key[1]), claims[key].ref.title)):
        places.setdefault(key[1], []).append(claims[key])
    return list(places.items())


def locator_order(at: str) -> tuple[tuple[int, int, str], ...]:
    """A key that puts locators in the order of the text.

    >>> sorted(["P35", "P4", "§3.2", "P3", "§3"], key=locator_order)
    ['P3', 'P4', 'P35', '§3', '§3.2']
    """
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part.casefold()) for part in _PARTS.split(at) if part)
