"""What the search of the site is made from: titles, texts and facets of all records and written pages, in a compact form.

The index itself is made in the browser, when someone first searches. The modules under `assets/search/` are the other side of
this form.
"""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from cruxbase.analysis.search import RANKING, search_texts, source_words, sources_of
from cruxbase.records import CLAIM_LIKE, name_text
from cruxbase.site.context import SiteContext, page_address
from cruxbase.site.formatting import KINDS
from cruxbase.site.frontend.assets import FOLDER, modules
from cruxbase.site.map.files import handed_over
from cruxbase.site.map.script import joined
from cruxbase.site.prose import harmless

if TYPE_CHECKING:
    from cruxbase.graph import ArgumentGraph

SEARCH_SCRIPTS = ("assets/search/index.js", "assets/search/search.js")
"""Addresses of the scripts of the search page below the site's; the header's box loads them when it is first used."""

SEARCH_STYLES = ("assets/search/search.css",)
"""Addresses of its style sheets."""

BOX_SCRIPT, BOX_STYLE = "assets/search/box.js", "assets/search/box.css"
"""What every page needs for the box in its header."""

_STATUSES = ("", "draft", "reviewed", "disputed", "retired")
_PAGE = "page"
_LONGEST = 1500
_ARTICLE = re.compile(r"<article[^>]*>(.*)</article>", re.DOTALL)
_UNSAID = re.compile(r"<(script|style|svg|noscript)\b.*?</\1>", re.DOTALL)
_TAGS = re.compile(r"<[^>]+>")
_TITLE = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)


class WrittenPage(NamedTuple):
    """A hand-written page that can be found: its address below the site's, title and text."""

    address: str
    title: str
    text: str


def written_page(address: str, document: str) -> WrittenPage | None:
    """What a page of the generator's says; None where it has no heading.

    >>> written_page("about/", "<article><h1>About</h1><p>Who &amp; why</p></article>")
    WrittenPage(address='about/', title='About', text='Who & why')
    """
    article = _ARTICLE.search(document)
    heading = _TITLE.search(article[1]) if article else None
    if article is None or heading is None:
        return None
    text = _plain(article[1][heading.end() :])
    return WrittenPage(
        address, _plain(heading[1]), text[:_LONGEST].rpartition(" ")[0] if len(text) > _LONGEST else text
    )


def _plain(markup: str) -> str:
    return " ".join(html.unescape(_TAGS.sub(" ", _UNSAID.sub(" ", markup))).split())


def search_files(context: SiteContext, pages: Iterable[WrittenPage]) -> Mapping[str, bytes]:
    """The files to put under the site, by address."""
    folder = FOLDER / "search"
    own = (BOX_STYLE, BOX_SCRIPT, *SEARCH_STYLES)
    return {
        **{address: (folder / address.rpartition("/")[2]).read_bytes() for address in own},
        "assets/search/index.js": handed_over("search", search_data(context, pages)),
        "assets/search/search.js": search_script().encode(),
    }


def search_script() -> str:
    """The modules of the search as one script."""
    return joined(modules("search", "map/elements", "map/search"), "main")


def search_data(context: SiteContext, pages: Iterable[WrittenPage] = ()) -> dict[str, Any]:
    """Titles, texts and facets of every record and written page, a column a field."""
    graph, pages = context.kb.graph, tuple(pages)
    ids = list(context.kb.corpus)
    sources, people, topics = (list(graph.ids(kind)) for kind in ("source", "person", "topic"))
    kinds = sorted({context.kind(id) for id in ids} | {_PAGE})
    holders = _holders(graph, people)
    cited = {id: number for number, id in enumerate(sources)}
    rows = [_row(context, id, topics, holders, cited) for id in ids]
    rows += [("", page.title, page.text, "", -1, 0, [], []) for page in pages]
    names, titles, texts, rest, topic, status, held, used = zip(*rows, strict=True) if rows else ([],) * 8
    return {
        "version": 1,
        "ranking": dict(RANKING),
        "words": {**{kind: list(both) for kind, both in KINDS.items()}, _PAGE: ["guide", "guide pages"]},
        "folders": {kind: page_address(kind, "").split("/", maxsplit=1)[0] for kind in kinds if kind != _PAGE},
        "kinds": kinds,
        "statuses": list(_STATUSES),
        "topics": [[id, harmless(graph.title(id))] for id in topics],
        "people": [[id, harmless(graph.title(id))] for id in people],
        "cited": [harmless(source_words(graph, id)) for id in sources],
        "records": {
            "id": [*ids, *(page.address for page in pages)],
            "kind": [kinds.index(context.kind(id)) for id in ids] + [kinds.index(_PAGE)] * len(pages),
            "title": list(titles),
            "text": list(texts),
            "rest": list(rest),
            "names": list(names),
            "topic": list(topic),
            "status": list(status),
            "holders": list(held),
            "sources": list(used),
        },
    }


Row = tuple[str, str, str, str, int, int, list[int], list[int]]


def _row(
    context: SiteContext, id: str, topics: Sequence[str], holders: Mapping[str, list[int]], cited: Mapping[str, int]
) -> Row:
    """Further names, title, text, the rest, topic, status, holders and sources of a record."""
    graph, data, kind = context.kb.graph, context.data(id), context.kind(id)
    links, texts = graph.links_from("topic", id), search_texts(graph, id)
    status = _STATUSES.index(str(data.get("status", "draft"))) if kind in CLAIM_LIKE else 0
    return (
        harmless(texts.names),
        harmless(texts.title),
        harmless(texts.text),
        harmless(texts.rest),
        topics.index(links[0].end) if links and links[0].end in topics else -1,
        status,
        holders.get(id, []),
        [cited[source] for source in sources_of(graph, id)],
    )


def _holders(graph: ArgumentGraph, people: Sequence[str]) -> dict[str, list[int]]:
    """Who has spoken of each claim, whose each viewpoint is, and who wrote each source, as numbers of people."""
    number = {id: place for place, id in enumerate(people)}
    found: dict[str, set[int]] = defaultdict(set)
    for link in graph.parts.links:
        if link.kind == "holder" and link.end in number:
            found[link.start].add(number[link.end])
            for belief in graph.beliefs_of(link.start):
                found[belief.claim].add(number[link.end])
    for id in graph.ids("source"):
        authors = map(name_text, graph.corpus.entry(id).data.get("authors", ()))
        found[id].update(number[author] for author in authors if author in number)
    found.update({id: {place} for id, place in number.items()})
    return {id: sorted(several) for id, several in found.items()}
