"""A topic as a booklet: all that is filed under it on one page without a script, made to be printed or kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from cruxbase.site import formatting
from cruxbase.site.context import PageContext, Ref, SiteContext
from cruxbase.site.sharing.embeds import EMBED_POLICY
from cruxbase.support.fingerprint import PAGES, fingerprint
from cruxbase.support.kept_data import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cruxbase.records import Citation

BOOKLET_STYLE = "assets/cruxbase/booklet.css"
BOOKLET_ROOT = "../../../"
"""What leads from a booklet to the site's root."""


class BookletReason(NamedTuple):
    """A reason for or against a record.

    Attributes:
        kind: `supports` or `attacks`.
        premises: what it rests on, as links, each with its number where it stands in the booklet.
        because: why it bears on that.
        undercuts: what breaks it, likewise; empty where nothing does.
    """

    kind: str
    premises: Markup
    because: Markup
    undercuts: Markup


class BookletEntry(NamedTuple):
    """A record of the topic.

    Attributes:
        number: its place in the booklet, from 1.
        ref: the record.
        text: what it says.
        reasons: what speaks for and against it.
        held: who believes it, how much, as of when.
        cited: sources with locators, by family names and year.
    """

    number: int
    ref: Ref
    text: Markup
    reasons: tuple[BookletReason, ...]
    held: tuple[tuple[Ref, str, str], ...]
    cited: tuple[tuple[str, str], ...]


def booklet_address(topic: str) -> str:
    """The address of a topic's booklet below the site's.

    >>> booklet_address("a")
    'topics/a/booklet/'
    """
    return f"topics/{topic}/booklet/"


def booklet_basis(context: SiteContext, topic: str, bearing: Mapping[str, str]) -> str:
    """What tells whether a topic's booklet shows other records or relations: with their texts, it is all that it shows.

    Args:
        context: what all pages share.
        topic: its id.
        bearing: a digest of each record without the texts that are only shown.
    """
    graph = context.kb.graph
    shown = dict.fromkeys((topic, *context.reading_order.get(topic, ())))
    for id in tuple(shown):
        for step in graph.steps_into(id):
            shown.update(dict.fromkeys((step.start, *step.premises)))
            shown.update(dict.fromkeys(undercut.start for undercut in graph.undercuts_of(step.name)))
        for belief in graph.beliefs_in(id):
            holders = (link.end for link in graph.links_from("holder", belief.viewpoint))
            shown.update(dict.fromkeys((belief.viewpoint, *holders)))
        shown.update(dict.fromkeys(source for source, _ in _cited(context, id)))
    known = [(id, bearing.get(id, "")) for id in shown]
    code = fingerprint(PAGES)
    return digest(repr((known, code, context.glossary.fingerprint, context.site, _version(context, topic))).encode())


def booklet(page_context: PageContext, topic: str) -> bytes:
    """The booklet of a topic as a page of its own."""
    context = page_context.context
    ids = [id for id in context.reading_order.get(topic, ()) if context.data(id).get("status") != "retired"]
    numbers = {id: number for number, id in enumerate(ids, 1)}
    entries = [_entry(page_context, id, numbers) for id in ids]
    sources = dict.fromkeys(source for id in ids for source, _ in _cited(context, id))
    data = context.data(topic)
    written = page_context.written(
        "sharing/booklet.html",
        policy=EMBED_POLICY,
        style=BOOKLET_STYLE,
        oembed="",
        topic=page_context.ref(topic),
        summary=page_context.blocks(str(data["summary"])),
        told=page_context.blocks(str(data.get("story") or "")),
        entries=entries,
        sources=sorted((context.citation(id) for id in sources), key=lambda line: str(line).casefold()),
        version=_version(context, topic),
        canonical=context.site.address(context.address(topic)),
        address=context.site.address(booklet_address(topic)),
    )
    return written.encode()


def _version(context: SiteContext, topic: str) -> tuple[str, str]:
    """The day and the name of the last commit that touched a record of the topic; empty where git was not asked."""
    ids = {topic, *context.reading_order.get(topic, ())}
    for change in context.history.changes:
        if not ids.isdisjoint(change.ids):
            return change.date, change.commit[:10]
    return "", ""


def _cited(context: SiteContext, id: str) -> list[tuple[str, Citation]]:
    """What a record cites, each with the present id of the source; without sources that are broken."""
    known = ((context.kb.known(one.source, "source"), one) for one in context.kb.corpus.citations(id))
    return [(source, one) for source, one in known if source is not None]


def _way_to(number: int) -> str:
    """The number of an entry of the booklet, which leads to it; nothing for a record that stands elsewhere."""
    return f' <a class="no" href="#n{number}">({number})</a>' if number else ""


def _entry(page_context: PageContext, id: str, numbers: Mapping[str, int]) -> BookletEntry:
    context, graph = page_context.context, page_context.context.kb.graph
    data = context.data(id)

    def numbered(ids: Iterable[str]) -> Markup:
        links = (f'<span dir="auto">{page_context.ref(one).link}</span>{_way_to(numbers.get(one, 0))}' for one in ids)
        return Markup(" and ".join(links))  # noqa: S704 - links are escaped where they are made

    reasons = tuple(
        BookletReason(
            step.kind,
            numbered(step.premises),
            page_context.inline(step.because),
            numbered(undercut.start for undercut in graph.undercuts_of(step.name)),
        )
        for step in sorted(graph.steps_into(id), key=lambda step: step.kind != "supports")
    )
    held = []
    for belief in context.kb.claim(id).held_by:
        who = belief.viewpoint.holder or belief.viewpoint
        held.append((page_context.ref(who.id), formatting.belief_in_words(belief), belief.viewpoint.date))
    cited = [(page_context.short(source), formatting.place(one.at)) for source, one in _cited(context, id)]
    text = page_context.plain(str(data.get("statement") or data.get("question") or ""))
    return BookletEntry(numbers[id], page_context.ref(id), text, reasons, tuple(held), tuple(cited))
