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

from cruxbase.pages.book import Book, page_address
from cruxbase.pages.explorer.files import handed_over
from cruxbase.pages.explorer.script import joined
from cruxbase.pages.prose import harmless
from cruxbase.pages.static import FOLDER
from cruxbase.pages.words import KINDS
from cruxbase.records import CLAIM_LIKE, name_text

if TYPE_CHECKING:
    from cruxbase.graph import ArgumentGraph

SEARCH_SCRIPTS = ("assets/search/index.js", "assets/search/search.js")
"""Addresses of the scripts of the search page below the site's; the header's box loads them when it is first used."""

SEARCH_STYLES = ("assets/search/search.css",)
"""Addresses of its style sheets."""

BOX_SCRIPT, BOX_STYLE = "assets/search/box.js", "assets/search/box.css"
"""What every page needs for the box in its header."""

_SHARED = ("elements", "search")
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


def search_files(book: Book, pages: Iterable[WrittenPage]) -> Mapping[str, bytes]:
    """The files to put under the site, by address."""
    folder = FOLDER / "search"
    own = (BOX_STYLE, BOX_SCRIPT, *SEARCH_STYLES)
    return {
        **{address: (folder / address.rpartition("/")[2]).read_bytes() for address in own},
        "assets/search/index.js": handed_over("search", search_data(book, pages)),
        "assets/search/search.js": search_script().encode(),
    }


def search_script() -> str:
    """The modules of the search as one script."""
    modules = {
        path.stem: path.read_text("utf-8") for path in sorted((FOLDER / "search").glob("*.js")) if path.stem != "box"
    }
    modules |= {name: (FOLDER / "map" / f"{name}.js").read_text("utf-8") for name in _SHARED}
    return joined(modules, "main")


def search_data(book: Book, pages: Iterable[WrittenPage] = ()) -> dict[str, Any]:
    """Titles, texts and facets of every record and written page, a column a field."""
    graph, pages = book.kb.graph, tuple(pages)
    ids = list(book.kb.corpus)
    sources, people, topics = (list(graph.ids(kind)) for kind in ("source", "person", "topic"))
    kinds = sorted({book.kind(id) for id in ids} | {_PAGE})
    holders = _holders(graph, people)
    cited = {id: number for number, id in enumerate(sources)}
    rows = [_row(book, id, topics, holders, cited) for id in ids]
    rows += [("", page.title, page.text, -1, 0, [], []) for page in pages]
    names, titles, texts, topic, status, held, leant = zip(*rows, strict=True) if rows else ([],) * 7
    return {
        "version": 1,
        "words": {**{kind: list(both) for kind, both in KINDS.items()}, _PAGE: ["guide", "guide pages"]},
        "folders": {kind: page_address(kind, "").split("/", maxsplit=1)[0] for kind in kinds if kind != _PAGE},
        "kinds": kinds,
        "statuses": list(_STATUSES),
        "topics": [[id, harmless(graph.title(id))] for id in topics],
        "people": [[id, harmless(graph.title(id))] for id in people],
        "cited": [_source_words(book, id) for id in sources],
        "records": {
            "id": [*ids, *(page.address for page in pages)],
            "kind": [kinds.index(book.kind(id)) for id in ids] + [kinds.index(_PAGE)] * len(pages),
            "title": list(titles),
            "text": list(texts),
            "names": list(names),
            "topic": list(topic),
            "status": list(status),
            "holders": list(held),
            "sources": list(leant),
        },
    }


Row = tuple[str, str, str, int, int, list[int], list[int]]


def _row(book: Book, id: str, topics: Sequence[str], holders: Mapping[str, list[int]], cited: Mapping[str, int]) -> Row:
    """Further names, title, text, topic, status, holders and sources of a record."""
    graph, data, kind = book.kb.graph, book.data(id), book.kind(id)
    links = graph.links_from("topic", id)
    text = str(data.get("statement") or data.get("question") or data.get("summary") or data.get("notes") or "")
    status = _STATUSES.index(str(data.get("status", "draft"))) if kind in CLAIM_LIKE else 0
    used = [cited[id]] if kind == "source" else sorted({cited[c.source] for c in graph.citations_by(id)})
    return (
        harmless(" ".join(_names(book, id))),
        harmless(graph.title(id)),
        harmless(" ".join(text.split())),
        topics.index(links[0].end) if links and links[0].end in topics else -1,
        status,
        holders.get(id, []),
        used,
    )


def _names(book: Book, id: str) -> list[str]:
    """What else a record is called, and the identifiers of a source."""
    data = book.data(id)
    found = [str(data[key]) for key in ("term", "arxiv", "doi", "forum_id", "affiliation") if key in data]
    for key in ("also", "aliases", "tags"):
        found += [str(name) for name in data.get(key, ())]
    return [name for name in found if name != book.kb.graph.title(id)]


def _source_words(book: Book, id: str) -> str:
    """Who wrote a source, when, and where it appeared."""
    data = book.data(id)
    people = [
        str(book.data(author)["name"]) if book.person(author) else author
        for author in map(name_text, data.get("authors", ()))
    ]
    parts = [", ".join(people), str(data.get("issued", "")), str(data.get("container", ""))]
    return harmless(" · ".join(part for part in parts if part))


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
