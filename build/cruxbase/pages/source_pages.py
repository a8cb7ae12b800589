"""The page of a source: what it is, how far it was checked, and what it is taken to say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup

from cruxbase.pages import words
from cruxbase.pages.book import Book, Leaf, Ref
from cruxbase.pages.citations import bibtex
from cruxbase.pages.claim_pages import ROOT
from cruxbase.pages.linked_data import source_data
from cruxbase.pages.shell import Page
from cruxbase.records import CLAIM_LIKE, name_text

if TYPE_CHECKING:
    from cruxbase.knowledge_base.views import SourceView

_PARTS = re.compile(r"(\d+)")


class Taken(NamedTuple):
    """One thing that a source is taken to say in one place: a claim, a step that the claim makes, or both."""

    ref: Ref
    role: str
    wording: str
    notes: tuple[Markup, ...]
    claim: bool
    step: bool


def source_page(book: Book, view: SourceView) -> tuple[Page, Leaf]:
    """The page of one source, and what it depends on."""
    leaf = Leaf(book, ROOT, view.id)
    record = view.record
    authors: list[Any] = []
    for author in map(name_text, record.authors):
        known = book.person(author)
        authors.append(leaf.ref(book.kb.record(author).id) if known is not None else author)
    taken, viewpoints, models = _taken(leaf, view)
    values: dict[str, Any] = {
        "view": view,
        "record": record,
        "title": leaf.ref(view.id).title,
        "kind": words.SOURCE_KIND.get(record.kind, record.kind),
        "authors": authors,
        "short": book.short(view.id),
        "citation": book.citations[view.id],
        "bibtex": bibtex(view.id, book.data(view.id), book.person),
        "summary": leaf.blocks(record.summary),
        "notes": leaf.blocks(record.notes),
        "part_of": leaf.ref(view.part_of.id) if view.part_of else None,
        "parts": leaf.refs(part.id for part in view.parts),
        "earlier": leaf.refs(link.end for link in book.kb.graph.links_from("refines", view.id)),
        "later": leaf.refs(link.start for link in book.kb.graph.links_to("refines", view.id)),
        "taken": taken,
        "viewpoints": viewpoints,
        "models": models,
        "edit": book.site.edit_address(view.path),
    }
    page = Page(
        path=book.address(view.id),
        title=values["title"],
        description=" ".join((record.summary or book.citations[view.id].striptags()).split())[:300],
        body=leaf.written("source.html", **values),
        edit=values["edit"],
        section="sources/",
        data=source_data(book, view),
    )
    return page, leaf


def _taken(leaf: Leaf, view: SourceView) -> tuple[list[tuple[str, list[Taken]]], list[Ref], list[Ref]]:
    """What the source is taken to say, by locator in their order; and the viewpoints and models it is cited for."""
    claims: dict[tuple[str, str], Taken] = {}
    others: dict[str, list[Ref]] = {"viewpoint": [], "model": []}
    for citation in view.cited_by:
        record = citation.part.record
        kind = leaf.book.kind(record)
        if kind in others:
            if leaf.ref(record) not in others[kind]:
                others[kind].append(leaf.ref(record))
        elif kind in CLAIM_LIKE and citation.part.where[0] != "measurements":
            entry = citation.entry
            key = (getattr(entry, "at", None) or "", record)
            known = claims.get(key)
            step = citation.part.where[0] in ("supports", "attacks", "undercuts")
            note = leaf.inline(getattr(entry, "note", None))
            claims[key] = Taken(
                ref=leaf.ref(record),
                role=known.role if known and step else words.ROLE[citation.role],
                wording=getattr(entry, "wording", None) or (known.wording if known else ""),
                notes=tuple(dict.fromkeys(part for part in (*(known.notes if known else ()), note) if part)),
                claim=not step or (known is not None and known.claim),
                step=step or (known is not None and known.step),
            )
    places: dict[str, list[Taken]] = {}
    for at, record in sorted(claims, key=lambda key: (not key[0], locator_order(key[0]), leaf.ref(key[1]).title)):
        places.setdefault(at, []).append(claims[at, record])
    return list(places.items()), others["viewpoint"], others["model"]


def locator_order(at: str) -> tuple[tuple[int, int, str], ...]:
    """A key that puts locators in the order of the text.

    >>> sorted(["P35", "P4", "§3.2", "P3", "§3"], key=locator_order)
    ['P3', 'P4', 'P35', '§3', '§3.2']
    """
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part.casefold()) for part in _PARTS.split(at) if part)
