"""Full-text search with ranking, tolerant of slips of spelling.

Ranking is BM25F (Zaragoza, Craswell, Taylor, Saria & Robertson 2004): word counts are weighted by field before BM25's
saturation (Robertson & Walker 1994), so that a word in a title counts more than one in the notes. A word of the query
that the base does not contain is replaced by the nearest words that it does. Text that is written without spaces is indexed by
pairs of neighbouring characters, as is usual for Chinese and Japanese (Nie, Gao, Zhang & Zhou 2000).
"""

from __future__ import annotations

import math
import re
import unicodedata
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import msgpack

from cruxbase.analysis.entities import Entity, LinkedRecords
from cruxbase.records import name_text
from cruxbase.records.identifiers import identifiers_in, identifiers_of, names
from cruxbase.support.kept_data import DIGEST_SIZE, digest_of
from cruxbase.support.memoized import memoized_by_graph
from cruxbase.support.plain_data import list_or_empty
from cruxbase.support.results import Result

if TYPE_CHECKING:
    from cruxbase.graph import ArgumentGraph
    from cruxbase.parsing.cache import Cache

RANKING: Mapping[str, float] = {
    "saturation": 1.2,  # k1 and b of BM25, at their customary values
    "length_share": 0.75,
    "in_title": 4,
    "in_names": 3,
    "in_text": 2,
    "in_rest": 1,
    "in_sources": 1,
    "prefix": 0.8,  # a word of which the query's is the beginning
    "near": 0.5,  # a word that is spelt nearly so, where the base has none of the query's
    "phrase": 1.5,  # a title that has the whole query
    "topic": 4,  # where that is the title of a topic: the query names what a reader would open to begin with
    "definition": 2.5,
}
"""The weights of ranking, for `cruxbase find` and, handed over with the site's index, for the browser."""

_NAMES = ("term", "name", "arxiv", "doi", "forum_id", "affiliation")
_LISTED_NAMES = ("also", "aliases", "tags")
_TEXT = ("statement", "question", "summary")
_REST = ("notes", "condition", "would_settle", "because")
_WORD = re.compile(r"[^\W_]+")
_PLAIN_WORD = re.compile("[a-z0-9]+")
_MARKS = re.compile("[\u0300-\u036f]")
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d"
_RUNS = re.compile(f"[{UNSPACED}]+|[^{UNSPACED}]+")
_STARTS_UNSPACED = re.compile(f"[{UNSPACED}]")
_PART_ANEW = 8
"""Once more than one record in so many had to be indexed anew, the index is written again."""

ENDINGS = ("ings", "ing", "edly", "ed", "ies", "es", "ly", "s", "y", "e")
_DOUBLED = re.compile(r"([^aeiouls])\1$")


@dataclass(frozen=True, slots=True, repr=False)
class Hit(Result):
    """A record that a search found.

    Attributes:
        record: the record.
        score: how well it matches; comparable within one search only.
        words: the stems of the words of the base that matched.
    """

    record: Entity
    score: float
    words: tuple[str, ...]

    def __repr__(self) -> str:
        return f"<hit {self.record.id}: {self.score:.3g} for {', '.join(self.words)}>"


class SearchTexts(NamedTuple):
    """The texts by which a record is found, from the weightiest to the lightest; see `RANKING`.

    Attributes:
        title: its title; for a person the name.
        names: what else it is called: terms, former ids, tags, identifiers. The id itself comes on top.
        text: what it says.
        rest: notes, conditions, and what would settle it.
        sources: who wrote the sources it cites, when, and where they appeared; for a source of itself.
    """

    title: str
    names: str
    text: str
    rest: str
    sources: tuple[str, ...]


def search_texts(graph: ArgumentGraph, id: str) -> SearchTexts:
    """The texts by which a record is found."""
    data: Mapping[str, object] = graph.corpus.entry(id).data
    title = graph.title(id)
    names = [str(data[key]) for key in _NAMES if key in data]
    names += [str(name) for key in _LISTED_NAMES for name in list_or_empty(data.get(key))]
    text = next((str(data[key]) for key in _TEXT if data.get(key)), "")
    rest = [str(data[key]) for key in _REST if isinstance(data.get(key), str)]
    if not text and rest and data.get("notes"):
        text, rest = rest[0], rest[1:]
    return SearchTexts(
        title,
        " ".join(name for name in names if name != title),
        " ".join(text.split()),
        " ".join(" ".join(rest).split()),
        tuple(source_words(graph, source) for source in sources_of(graph, id)),
    )


def sources_named(graph: ArgumentGraph, text: str) -> tuple[str, ...]:
    """The sources that have the identifier or address of which a text consists, in the order of the base.

    >>> import cruxbase
    >>> graph = cruxbase.example().graph
    >>> sources_named(graph, "https://example.org/no-such-text"), sources_named(graph, "words")
    ((), ())
    """
    wanted = identifiers_in(text)
    if not wanted:
        return ()
    return tuple(id for id in graph.ids("source") if names(wanted, identifiers_of(graph.corpus.entry(id).data)))


def sources_of(graph: ArgumentGraph, id: str) -> tuple[str, ...]:
    """The sources by whose authors a record is found: those it cites, in the order of the base; a source by its own."""
    if graph.kind(id) == "source":
        return (id,)
    cited = {citation.source for citation in graph.citations_by(id)}
    place = _places_of_sources(graph)
    return tuple(sorted((source for source in cited if source in place), key=place.__getitem__))


@memoized_by_graph
def _places_of_sources(graph: ArgumentGraph) -> dict[str, int]:
    """Each source's place in the order of the base."""
    return {id: place for place, id in enumerate(graph.ids("source"))}


def source_words(graph: ArgumentGraph, id: str) -> str:
    """Who wrote a source, when, and where it appeared."""
    data = graph.corpus.entry(id).data
    people = [
        graph.title(author) if author in graph and graph.kind(author) == "person" else author
        for author in map(name_text, data.get("authors", ()))
    ]
    parts = [", ".join(people), str(data.get("issued", "")), str(data.get("container", ""))]
    return " · ".join(part for part in parts if part)


def folded(text: str) -> str:
    """A text without case and accents, composed, so that any spelling of the same letters is the same.

    >>> folded("Élan"), folded("E\u0301lan"), folded("Straße")
    ('elan', 'elan', 'strasse')
    """
    marks_off = _MARKS.sub("", unicodedata.normalize("NFD", text.casefold()))
    return unicodedata.normalize("NFC", marks_off)


def words_of(text: str) -> list[str]:
    """The words of a text without case and accents; of text that is written without spaces, every two neighbours.

    >>> words_of("Schemers' goals, 2025"), words_of("敵対的")
    (['schemers', 'goals', '2025'], ['敵対', '対的'])
    """
    if text.isascii():  # as nearly all are: nothing to compose or to take off, and no script without spaces
        return _PLAIN_WORD.findall(text.lower())
    plain = folded(text)
    if _STARTS_UNSPACED.search(plain) is None:
        return _WORD.findall(plain)
    words = []
    for word in _WORD.findall(plain):
        for run in _RUNS.findall(word):
            if len(run) > 2 and _STARTS_UNSPACED.match(run):
                words += [run[place : place + 2] for place in range(len(run) - 1)]
            else:
                words.append(run)
    return words


def stem(word: str) -> str:
    """A word without the endings that English puts on it, so that `models` finds `modelling`.

    >>> [stem(word) for word in ("models", "modelling", "schemers", "ai")]
    ['model', 'modell', 'schemer', 'ai']
    """
    for ending in ENDINGS:
        if len(word) - len(ending) >= 4 and word.endswith(ending):
            rest = word[: -len(ending)]
            return rest[:-1] if _DOUBLED.search(rest) else rest
    return word


class SearchMemory(NamedTuple):
    """Where the index of a base is kept between processes.

    Attributes:
        memory: what is remembered of the base.
        digests: of its files, by path: a record whose file has another one is indexed anew.
    """

    memory: Cache
    digests: Mapping[str, bytes]


class SearchIndex:
    """An inverted index over one base. `records_index.js` is the same in the browser, and a test holds them together.

    Args:
        kb: the base.
        kept: where it is kept; without it everything is indexed. What is kept stays as it is until a good part has changed.
    """

    def __init__(self, kb: LinkedRecords, kept: SearchMemory | None = None) -> None:
        self._kb = kb
        self._ids = list(kb.corpus)
        self._titles = [""] * len(self._ids)
        self._lengths = array("d", bytes(8 * len(self._ids)))
        self._kept: Mapping[str, Sequence[bytes]] = {}
        self._fresh: dict[str, dict[int, float]] = defaultdict(dict)
        self._known: dict[str, dict[int, float]] = {}
        self._stale = frozenset(range(len(self._ids)) if kept is None else self._changed(kept))
        for number in self._stale:
            self._index(number)
        self._words = [*self._kept, *(word for word in self._fresh if word not in self._kept)]
        self._mean_length = sum(self._lengths) / max(len(self._lengths), 1)
        if kept is not None and len(self._stale) * _PART_ANEW > len(self._ids):
            self._keep(kept)

    def _index(self, number: int) -> None:
        """Put one record into the index."""
        id = self._ids[number]
        texts = search_texts(self._kb.graph, id)
        weights: dict[str, float] = defaultdict(float)
        for weight, text in _weighted(id, texts):
            for word in words_of(text):
                weights[stem(word)] += weight
        self._titles[number] = folded(texts.title)
        self._lengths[number] = sum(weights.values())
        for word, weight in weights.items():
            self._fresh[word][number] = weight

    def _changed(self, kept: SearchMemory) -> Iterable[int]:
        """The records that differ from those of the kept index, which is taken for the others; all where there is none.

        The words of a record are its own and those of the sources that it cites.
        """
        plain = kept.memory.derived("search")
        if plain.get("frame") != self._frame() or len(plain.get("marks", b"")) != DIGEST_SIZE * len(self._ids):
            return range(len(self._ids))
        self._kept, self._titles = plain["words"], plain["titles"]
        self._lengths = array("d", plain["lengths"])
        corpus, graph, marks = self._kb.corpus, self._kb.graph, self._marks(kept)
        numbers = {id: number for number, id in enumerate(self._ids)}
        changed = {
            n for n in range(len(self._ids)) if marks[n] != plain["marks"][DIGEST_SIZE * n : DIGEST_SIZE * (n + 1)]
        }
        kinds = {corpus.entry(self._ids[number]).kind for number in changed}
        if "person" in kinds:  # who wrote what is said at sources, and at what cites them
            self._kept = {}
            return range(len(self._ids))
        citing = (link.record for n in changed if "source" in kinds for link in graph.citations_of(self._ids[n]))
        return changed.union(numbers[id] for id in citing)

    def _frame(self) -> bytes:
        """What tells whether records, sources, people and former ids are the same ones."""
        graph = self._kb.graph
        names = [
            self._ids,
            list(graph.ids("source")),
            list(graph.ids("person")),
            sorted(self._kb.corpus.aliases.items()),
        ]
        return digest_of(msgpack.packb(names))

    def _marks(self, kept: SearchMemory) -> list[bytes]:
        return [kept.digests.get(entry.path, b"") for entry in self._kb.corpus.entries.values()]

    def _keep(self, kept: SearchMemory) -> None:
        """Write the index for the next process."""
        found = ((word, self._postings(word)) for word in self._words)
        words = {
            word: [array("I", postings).tobytes(), array("d", postings.values()).tobytes()]
            for word, postings in found
            if postings
        }
        marks = b"".join(mark.ljust(DIGEST_SIZE, b"\0") for mark in self._marks(kept))
        plain = {"frame": self._frame(), "marks": marks, "titles": self._titles, "words": words}
        kept.memory.store_derived("search", {**plain, "lengths": self._lengths.tobytes()})

    def _postings(self, word: str) -> dict[int, float]:
        """How much a word of the index counts in each record that has it."""
        if word not in self._known:
            numbers, weights = array("I"), array("d")
            if word in self._kept:
                numbers.frombytes(self._kept[word][0])
                weights.frombytes(self._kept[word][1])
            postings = {n: w for n, w in zip(numbers, weights, strict=True) if n not in self._stale}
            self._known[word] = postings | self._fresh.get(word, {})
        return self._known[word]

    def hits(self, text: str, *, limit: int, type: str | None, topics: frozenset[str] | None) -> tuple[Hit, ...]:
        """The sources whose identifier the query is, and the records with the most words of it, best first."""
        hits = self._hits_by_words(text, limit, type, topics)
        named = [id for id in sources_named(self._kb.graph, text) if self._fits(id, type, topics)]
        if not named:
            return hits
        best = round(max((hit.score for hit in hits), default=0.0) + 1, 6)
        exact = [Hit(self._kb.record(id), best, (text.strip(),)) for id in named]
        return (*exact, *(hit for hit in hits if hit.record.id not in named))[:limit]

    def _hits_by_words(self, text: str, limit: int, type: str | None, topics: frozenset[str] | None) -> tuple[Hit, ...]:
        """The records with the most words of the query, best first; equal scores in the order of the base."""
        scores: dict[int, float] = defaultdict(float)
        matched: dict[int, list[str]] = defaultdict(list)
        for word in dict.fromkeys(words_of(text)):
            for number, (score, known) in self._scores(word).items():
                if self._fits(self._ids[number], type, topics):
                    scores[number] += score
                    matched[number].append(known)
        most = max(map(len, matched.values()), default=0)
        phrase = folded(text.strip())
        ranked = []
        for number, words in matched.items():
            if len(words) == most:
                has_all = len(phrase) > 3 and phrase in self._titles[number]
                kind = self._kb.corpus.entry(self._ids[number]).kind or ""
                share = RANKING["phrase"] * RANKING.get(kind, 1) if has_all else 1
                ranked.append((-round(scores[number] * share, 9), number))
        return tuple(
            Hit(self._kb.record(self._ids[number]), round(-score, 6), tuple(matched[number]))
            for score, number in sorted(ranked)[:limit]
        )

    def _scores(self, word: str) -> dict[int, tuple[float, str]]:
        """What each record scores for one word of a query, and by which word of the base."""
        saturation, length_share = RANKING["saturation"], RANKING["length_share"]
        best: dict[int, tuple[float, str]] = {}
        for known, share in self._standing_for(word):
            postings = self._postings(known)
            rarity = math.log(1 + (len(self._lengths) - len(postings) + 0.5) / (len(postings) + 0.5))
            for number, weight in postings.items():
                length = 1 - length_share + length_share * self._lengths[number] / self._mean_length
                score = share * rarity * weight * (saturation + 1) / (weight + saturation * length)
                if score > best.get(number, (0.0, ""))[0]:
                    best[number] = score, known
        return best

    def _fits(self, id: str, type: str | None, topics: frozenset[str] | None) -> bool:
        entry = self._kb.corpus.entry(id)
        return (type is None or entry.kind == type) and (topics is None or entry.data.get("topic") in topics)

    def _standing_for(self, word: str) -> Iterator[tuple[str, float]]:
        """The words of the index that a word of the query stands for, each with its weight."""
        root = stem(word)
        is_there = bool(self._postings(root))
        if is_there:
            yield root, 1.0
        longer = []
        if len(word) > 1 or _STARTS_UNSPACED.match(word):
            begins = (word, root) if len(root) > 3 else (word,)
            longer = [known for known in self._beginning(begins) if known != root]
            yield from ((known, RANKING["prefix"]) for known in longer)
        if is_there or longer or len(word) < 4:
            return
        from rapidfuzz.distance import OSA

        # One slip is likelier than two: words that are two away count only where none is nearer.
        for most in (1,) if len(word) < 8 else (1, 2):
            near = [
                known
                for known in self._words
                if len(known) > 3 and OSA.distance(root, known, score_cutoff=most) <= most and self._postings(known)
            ]
            yield from ((known, RANKING["near"]) for known in near)
            if near:
                return

    def _beginning(self, begins: tuple[str, ...]) -> list[str]:
        """The words of the index that begin so."""
        return [known for known in self._words if known.startswith(begins) and self._postings(known)]


def _weighted(id: str, texts: SearchTexts) -> Iterator[tuple[float, str]]:
    yield RANKING["in_title"], texts.title
    yield RANKING["in_names"], f"{texts.names} {id.replace('-', ' ')}"
    yield RANKING["in_text"], texts.text
    yield RANKING["in_rest"], texts.rest
    yield from ((RANKING["in_sources"], words) for words in texts.sources)
