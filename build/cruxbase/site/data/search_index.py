"""What the search of the site is made from: titles, texts and facets of all records and written pages, in a compact form.

The modules under `frontend/files/search/` are the other side of this form: they fetch pieces of the index as words are typed.
"""

from __future__ import annotations

import functools
import html
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypedDict

from cruxbase.analysis.search import RANKING, search_texts, source_words, sources_of, stem, words_of
from cruxbase.records import CLAIM_LIKE, name_text
from cruxbase.records.identifiers import identifiers_of
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

SHORTEST_IDENTIFIER = 6
"""Signs from which on what somebody types may be an identifier, and no number in a text."""

_SIGNS = re.compile(r"[^a-z0-9]")
_STATUSES = ("", "draft", "reviewed", "disputed", "retired")
_PAGE, _PAIR = "page", "pair"
_PAGE_WORDS = {_PAGE: ["guide", "guide pages"], _PAIR: ["two views", "pairs of views"]}
_LONGEST = 1500
_GROUP = 8000  # postings a piece: some 20 kB compressed
TEXTS = 64
"""How many records a piece of texts has."""

_ARTICLE = re.compile(r"<article[^>]*>(.*)</article>", re.DOTALL)
_UNSAID = re.compile(r"<(script|style|svg|noscript)\b.*?</\1>", re.DOTALL)
_TAGS = re.compile(r"<[^>]+>")
_TITLE = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)


class SearchRecords(TypedDict):
    """What can be found, a column a field: ids, texts, and numbers of kinds, topics, statuses, people and sources."""

    id: list[str]
    kind: list[int]
    title: list[str]
    text: list[str]
    rest: list[str]
    names: list[str]
    topic: list[int]
    status: list[int]
    holders: list[list[int]]
    sources: list[list[int]]


class SearchData(TypedDict):
    """What the index of the search is made from.

    Attributes:
        version: of this form.
        ranking: how much a word counts in each field.
        words: singular and plural of each kind.
        folders: where the pages of each kind stand.
        kinds: of what can be found.
        statuses: of records.
        topics: ids and titles.
        people: ids and names.
        cited: the words of each source.
        identifiers: for each identifier of a source, letters and digits only, the numbers of the sources that have it.
        records: what can be found.
    """

    version: int
    ranking: dict[str, float]
    words: dict[str, list[str]]
    folders: dict[str, str]
    kinds: list[str]
    statuses: list[str]
    topics: list[tuple[str, str]]
    people: list[tuple[str, str]]
    cited: list[str]
    identifiers: dict[str, list[int]]
    records: SearchRecords


class WrittenPage(NamedTuple):
    """A page of no single record that can be found: a hand-written one, or that of two people.

    Attributes:
        address: below the site's; of two people what stands for them in it.
        title: of the page.
        text: what it says.
        kind: `page` or `pair`.
    """

    address: str
    title: str
    text: str
    kind: str = _PAGE


def written_page(address: str, document: str) -> WrittenPage | None:
    """What a page of the generator's says; None where it has no heading.

    >>> written_page("about/", "<article><h1>About</h1><p>Who &amp; why</p></article>")
    WrittenPage(address='about/', title='About', text='Who & why', kind='page')
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
    """The files to put under the site, by address.

    The index is in pieces: a head, which is all that is fetched before someone types, and then what the words that are typed
    ask for.
    """
    folder = FOLDER / "search"
    own = (BOX_STYLE, BOX_SCRIPT, *SEARCH_STYLES)
    head, pieces = search_pieces(search_data(context, pages))
    return {
        **{address: (folder / address.rpartition("/")[2]).read_bytes() for address in own},
        "assets/search/index.js": handed_over("search", head),
        **{f"assets/search/{name}.js": handed_over(name.replace("/", ""), piece) for name, piece in pieces.items()},
        "assets/search/search.js": search_script().encode(),
    }


def search_pieces(data: SearchData) -> tuple[dict[str, object], dict[str, object]]:
    """The index of `search_data` as a head and pieces by name.

    `titles` has the ids and titles of all records, `texts/N` the texts of the Nth `TEXTS` records, and `words/N` for each word
    of the Nth group of the vocabulary the numbers of the records that have it, as differences, each with its weight.
    """
    records = data["records"]
    postings, lengths = _inverted(data)
    groups: list[list[str]] = []
    size = _GROUP
    for word in sorted(postings):
        if size + len(postings[word]) > _GROUP:
            groups.append([])
            size = 0
        groups[-1].append(word)
        size += len(postings[word])
    head: dict[str, object] = {
        key: value for key, value in data.items() if key not in ("records", "cited", "identifiers")
    }
    head |= {
        "records": {
            "kind": records["kind"],
            "topic": records["topic"],
            "status": records["status"],
            "holders": records["holders"],
        },
        "lengths": lengths,
        "vocabulary": [" ".join(group) for group in groups],
        "texts": TEXTS,
    }
    shown = [
        data["cited"][used[0]] if used and data["kinds"][kind] == "source" else text
        for text, used, kind in zip(records["text"], records["sources"], records["kind"], strict=True)
    ]
    pieces: dict[str, object] = {
        "titles": {"id": records["id"], "title": records["title"]},
        "identifiers": data["identifiers"],
    }
    for number in range(-(-len(shown) // TEXTS)):
        pieces[f"texts/{number}"] = shown[number * TEXTS : (number + 1) * TEXTS]
    for number, group in enumerate(groups):
        pieces[f"words/{number}"] = [_differences(postings[word]) for word in group]
    return head, pieces


def _inverted(data: SearchData) -> tuple[dict[str, list[tuple[int, float]]], list[float]]:
    """For each stem the records that have it with its weight in each, and the summed weights of each record."""
    records, ranking = data["records"], data["ranking"]
    stems = functools.cache(stem)
    cited = [Counter(map(stems, words_of(words))) for words in data["cited"]]
    postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
    lengths = []
    for number, id in enumerate(records["id"]):
        spoken = "" if data["kinds"][records["kind"][number]] == _PAGE else id.replace("-", " ")
        weights: dict[str, float] = defaultdict(float)
        for field, text in (
            ("in_title", records["title"][number]),
            ("in_names", f"{records['names'][number]} {spoken}"),
            ("in_text", records["text"][number]),
            ("in_rest", records["rest"][number]),
        ):
            for word in words_of(text):
                weights[stems(word)] += ranking[field]
        for source in records["sources"][number]:
            for word, count in cited[source].items():
                weights[word] += count * ranking["in_sources"]
        lengths.append(sum(weights.values()))
        for word, weight in weights.items():
            postings[word].append((number, weight))
    return postings, lengths


def _differences(postings: Iterable[tuple[int, float]]) -> list[float]:
    """Numbers of records, each as the difference from the one before, and weights, by turns."""
    flat: list[float] = []
    before = 0
    for number, weight in postings:
        flat += (number - before, weight)
        before = number
    return flat


def search_script() -> str:
    """The modules of the search as one script."""
    return joined(modules("search", "map/elements", "map/search"), "main")


def search_data(context: SiteContext, pages: Iterable[WrittenPage] = ()) -> SearchData:
    """Titles, texts and facets of every record and written page, a column a field."""
    graph, pages = context.kb.graph, tuple(pages)
    ids = list(context.kb.corpus)
    sources, people, topics = (list(graph.ids(kind)) for kind in ("source", "person", "topic"))
    kinds = sorted({*map(context.kind, ids), *(page.kind for page in pages), _PAGE})
    holders = _holders(graph, people)
    cited = {id: number for number, id in enumerate(sources)}
    rows = [_row(context, id, topics, holders, cited) for id in ids]
    rows += [("", page.title, page.text, "", -1, 0, [], []) for page in pages]
    names, titles, texts, rest, topic, status, held, used = zip(*rows, strict=True) if rows else ([],) * 8
    return {
        "version": 1,
        "ranking": dict(RANKING),
        "words": {**{kind: list(both) for kind, both in KINDS.items()}, **_PAGE_WORDS},
        "folders": {kind: _folder(kind) for kind in kinds if kind != _PAGE},
        "kinds": kinds,
        "statuses": list(_STATUSES),
        "topics": [(id, harmless(graph.title(id))) for id in topics],
        "people": [(id, harmless(graph.title(id))) for id in people],
        "cited": [harmless(source_words(graph, id)) for id in sources],
        "identifiers": _identifiers(context, ids),
        "records": {
            "id": [*ids, *(page.address for page in pages)],
            "kind": [kinds.index(context.kind(id)) for id in ids] + [kinds.index(page.kind) for page in pages],
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


def _identifiers(context: SiteContext, ids: Iterable[str]) -> dict[str, list[int]]:
    """What sources are known by, by `identifiers_of`, each with the numbers of the sources that have it.

    Scripts compare letters and digits only, and take the names of registries off what is typed; see `#named` in `records_index.js`.
    """
    found: dict[str, list[int]] = defaultdict(list)
    for number, id in enumerate(ids):
        if context.kind(id) == "source":
            for key in {_SIGNS.sub("", one.plain.casefold()) for one in identifiers_of(context.data(id))}:
                found[key].append(number)
    return {key: numbers for key, numbers in sorted(found.items()) if len(key) >= SHORTEST_IDENTIFIER}


def _folder(kind: str) -> str:
    return "pairs" if kind == _PAIR else page_address(kind, "").split("/", maxsplit=1)[0]


def pages_of_pairs(context: SiteContext) -> list[WrittenPage]:
    """The pages of two people side by side, to be found by their names and by what they differ on."""
    rows = []
    for key, pair in context.pairs.items():
        title = " and ".join(harmless(context.kb.graph.title(who)) for who in pair)
        differed = "; ".join(harmless(context.kb.graph.title(claim)) for claim in context.between(pair).differed[:3])
        text = f"Two views side by side. They differ on: {differed}" if differed else "Two views side by side."
        rows.append(WrittenPage(key, title, text, _PAIR))
    return rows


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
