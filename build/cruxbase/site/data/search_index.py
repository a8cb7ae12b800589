"""What the search of the site is made from: titles, texts and facets of all records and written pages, in a compact form.

The modules under `frontend/files/search/` are the other side of this form: they fetch pieces of the index as words are typed.
"""

from __future__ import annotations

import functools
import html
import itertools
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypedDict

from cruxbase.analysis.search import RANKING, folded, search_texts, source_words, sources_of, stem, words_of
from cruxbase.records import CLAIM_LIKE, name_text
from cruxbase.records.identifiers import identifiers_of
from cruxbase.site.context import SiteContext, page_address
from cruxbase.site.formatting import KINDS
from cruxbase.site.frontend.assets import FOLDER, modules
from cruxbase.site.map.files import handed_over
from cruxbase.site.map.script import joined
from cruxbase.site.prose import harmless
from cruxbase.support.compact_lists import differences, front_coded, ranked, written

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
HEAD = "assets/search/index.js"
"""Address of the head of the index."""

FEW = 2000
"""Records up to which all titles are one piece: a reader soon has them all."""

TEXTS_OF_FEW, AT_ONCE_OF_FEW = 64, 30
"""How many records a piece of texts has in a small base, and how many results are shown at once."""

PIECE, AT_ONCE = 16, 10
"""How many records a piece of titles or of texts has in a large one, and how many results are shown: each may be in a piece of
its own."""

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
    head, pieces = search_pieces(search_data(context, pages))
    return {**search_program(), HEAD: handed_over("search", head), **piece_files(pieces)}


def search_program() -> dict[str, bytes]:
    """Scripts and style sheets of the search, by address."""
    folder = FOLDER / "search"
    own = (BOX_STYLE, BOX_SCRIPT, *SEARCH_STYLES)
    files = {address: (folder / address.rpartition("/")[2]).read_bytes() for address in own}
    return {**files, "assets/search/search.js": search_script().encode()}


def piece_files(pieces: Mapping[str, object]) -> dict[str, bytes]:
    """The files of some pieces of the index, by address."""
    return {piece_address(name): handed_over(piece_name(name), piece) for name, piece in pieces.items()}


def piece_address(name: str) -> str:
    """The address of a piece of the index below the site's."""
    return f"assets/search/{name}.js"


def piece_name(name: str) -> str:
    """The name by which a piece of the index hands itself over."""
    return name.replace("/", "")


def search_pieces(data: SearchData) -> tuple[dict[str, object], dict[str, object]]:
    """The index of `search_data` as a head and pieces by name.

    `titles/N` has the ids and titles of the Nth so many records, `texts/N` their texts (see `piece_sizes`), and `words/N` for
    each word of the Nth group of the vocabulary the numbers of the records that have it, as differences, and what it counts
    in each; see `marked`.
    """
    return pieces_of(data, list(word_weights(data)))


class PieceSizes(NamedTuple):
    """How many records the pieces of an index have.

    Attributes:
        titles: records a piece of ids and titles.
        texts: records a piece of texts.
    """

    titles: int
    texts: int


def piece_sizes(count: int) -> PieceSizes:
    """How many records a piece has, of an index of so many."""
    return PieceSizes(max(count, 1), TEXTS_OF_FEW) if count <= FEW else PieceSizes(PIECE, PIECE)


def pieces_of(data: SearchData, weights: Sequence[Mapping[str, int]]) -> tuple[dict[str, object], dict[str, object]]:
    """The same, given what the words of each record count, as `word_weights` has it."""
    records = data["records"]
    count = len(records["id"])
    sizes = piece_sizes(count)
    postings = _inverted(weights)
    groups = grouped({word: len(postings[word][0]) for word in sorted(postings)})
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
        "lengths": ranked([length_of(one) for one in weights]),
        "vocabulary": [front_coded(group) for group in groups],
        "pieces": sizes._asdict(),
        "shown": AT_ONCE_OF_FEW if count <= FEW else AT_ONCE,
    }
    shown = [
        data["cited"][used[0]] if used and data["kinds"][kind] == "source" else text
        for text, used, kind in zip(records["text"], records["sources"], records["kind"], strict=True)
    ]
    pieces: dict[str, object] = {"identifiers": data["identifiers"]}
    for number in range(-(-count // sizes.titles)):
        part = slice(number * sizes.titles, (number + 1) * sizes.titles)
        pieces[f"titles/{number}"] = {"id": records["id"][part], "title": records["title"][part]}
    for number in range(-(-count // sizes.texts)):
        pieces[f"texts/{number}"] = shown[number * sizes.texts : (number + 1) * sizes.texts]
    for number, group in enumerate(groups):
        pieces[f"words/{number}"] = [posting_list(*postings[word]) for word in group]
    return head, pieces


def grouped(sizes: Mapping[str, int]) -> list[list[str]]:
    """Words in groups of at most some 8,000 postings, each group a piece, so that an edit changes few of them.

    A group that is too large is divided by the next letter, and neighbours that are small together stay together: so what
    one word gains moves no boundary but those among words that begin as it does.

    Args:
        sizes: how many records have each word, in the order of the words.

    >>> grouped({"a": 5000, "ab": 5000, "b": 10, "c": 20})
    [['a'], ['ab'], ['b', 'c']]
    """
    words, ends = list(sizes), [0, *itertools.accumulate(sizes.values())]
    return [words[start:end] for start, end in _groups(words, ends, 0, len(words), 0)]


def _groups(words: Sequence[str], ends: Sequence[int], start: int, end: int, depth: int) -> Iterator[tuple[int, int]]:
    """Where groups of some words begin and end, of which all have the first `depth` letters in common."""
    if ends[end] - ends[start] <= _GROUP or end - start == 1:
        if end > start:
            yield start, end
        return
    held = start  # from here on are words that have not been put into a group
    at = start
    while at < end:
        letter = words[at][: depth + 1]
        stop = bisect_left(words, True, at, end, key=lambda word: word[: depth + 1] > letter)
        if ends[stop] - ends[held] > _GROUP:
            if at > held:
                yield held, at
            held = at
            if ends[stop] - ends[at] > _GROUP:
                yield from _groups(words, ends, at, stop, depth + 1)
                held = stop
        at = stop
    if end > held:
        yield held, end


def _inverted(weights: Iterable[Mapping[str, int]]) -> dict[str, tuple[list[int], list[int]]]:
    """For each stem the records that have it, and what it counts in each."""
    postings: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for number, words in enumerate(weights):
        for word, weight in words.items():
            numbers, counts = postings[word]
            numbers.append(number)
            counts.append(weight)
    return postings


def word_weights(data: SearchData) -> Iterator[dict[str, int]]:
    """For each record the stems of the words that it has, with how much each counts there, `marked`."""
    records = data["records"]
    cited = [Counter(map(stem_of, words_of(words))) for words in data["cited"]]
    for number, id in enumerate(records["id"]):
        spoken = "" if data["kinds"][records["kind"][number]] == _PAGE else id.replace("-", " ")
        title = records["title"][number]
        weights = weighed(
            title,
            f"{records['names'][number]} {spoken}",
            records["text"][number],
            records["rest"][number],
            [cited[source] for source in records["sources"][number]],
        )
        yield marked(weights, title)


stem_of = functools.lru_cache(maxsize=1 << 18)(stem)
"""The stem of a word, as `stem` has it."""


def weighed(title: str, names: str, text: str, rest: str, cited: Iterable[Mapping[str, int]]) -> dict[str, float]:
    """The stems of the words of a record, with how much each counts.

    Args:
        title: of the record.
        names: what else it is called, its id among that.
        text: what it says.
        rest: what else its file says.
        cited: of each source that it cites, how often it has each stem.
    """
    weights: dict[str, float] = defaultdict(float)
    for field, written_text in (("in_title", title), ("in_names", names), ("in_text", text), ("in_rest", rest)):
        for word in words_of(written_text):
            weights[stem_of(word)] += RANKING[field]
    for words in cited:
        for word, count in words.items():
            weights[word] += count * RANKING["in_sources"]
    return weights


def marked(weights: Mapping[str, float], title: str) -> dict[str, int]:
    """For each stem twice its weight, and one more where the title has its first four letters, be it inside another word.

    A title that has a whole query ranks higher, and titles come late. Where the mark is missing for a word of four letters or
    more, no title need be asked: the words that stand for a word of a query begin with its first letters, and what contains
    the word contains those.

    >>> marked({"power": 2.0, "gain": 4.0}, "Disempowerment")
    {'power': 5, 'gain': 8}
    """
    plain = folded(title)
    return {word: 2 * int(weight) + (word[:4] in plain) for word, weight in weights.items()}


def length_of(weights: Mapping[str, int]) -> int:
    """How many words a record has, each counted by its weight, of what is `marked`."""
    return sum(weight >> 1 for weight in weights.values())


def posting_list(numbers: Sequence[int], weights: Sequence[int]) -> tuple[str, str]:
    """The records that have a word, and what it counts in each, as two strings of signs."""
    return differences(numbers), written(weights)


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
    number_of = {id: number for number, id in enumerate(topics)}
    rows = [_row(context, id, number_of, holders, cited) for id in ids]
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
    context: SiteContext,
    id: str,
    topics: Mapping[str, int],
    holders: Mapping[str, list[int]],
    cited: Mapping[str, int],
) -> Row:
    """Further names, title, text, the rest, topic, status, holders and sources of a record."""
    graph, data, kind = context.kb.graph, context.data(id), context.kind(id)
    links, texts = graph.links_from("topic", id), search_texts(graph, id)
    status = _STATUSES.index(str(data.get("status", "draft"))) if kind in CLAIM_LIKE else 0
    topic = topics.get(links[0].end, -1) if links else -1
    return (
        harmless(texts.names),
        harmless(texts.title),
        harmless(texts.text),
        harmless(texts.rest),
        topic,
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
