"""Full-text search with ranking, tolerant of slips of spelling.

Ranking is BM25F (Zaragoza, Craswell, Taylor, Saria & Robertson 2004): word counts are weighted by field before BM25's
saturation (Robertson & Walker 1994), so that a word in a title counts more than one in the notes. A word of the query
that the base does not contain is replaced by the nearest words that it does.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cruxbase.records import name_text
from cruxbase.support.results import Result

if TYPE_CHECKING:
    from cruxbase.analysis.entities import Entity
    from cruxbase.knowledge_base import KnowledgeBase

_WORD = re.compile(r"[^\W_]+")
_SATURATION = 1.2  # k1 and b of BM25, at their customary values
_LENGTH_SHARE = 0.75
_FIELDS = (
    (4.0, ("title", "term", "name", "also")),
    (3.0, ("id", "aliases", "tags")),
    (2.0, ("statement", "question", "summary")),
    (
        1.0,
        ("notes", "condition", "would_settle", "because", "authors", "container", "arxiv", "doi", "forum_id"),
    ),
)
_NEAR = 0.8  # least similarity of a word that stands in for an unknown one
_STAND_IN = 0.6  # weight of such a word beside an exact one
_PREFIX = 0.8  # weight of a word of which the query's is the beginning


@dataclass(frozen=True, slots=True, repr=False)
class Hit(Result):
    """A record that a search found.

    Attributes:
        record: the record.
        score: how well it matches; comparable within one search only.
        words: the words of the base that matched.
    """

    record: Entity
    score: float
    words: tuple[str, ...]

    def __repr__(self) -> str:
        return f"<hit {self.record.id}: {self.score:.3g} for {', '.join(self.words)}>"


def words_of(text: str) -> list[str]:
    """The words of a text, as the index holds them: lower case, without a plural's or possessive's s.

    >>> words_of("Schemers' goals, 2025")
    ['schemer', 'goal', '2025']
    """
    return [_stem(word) for word in _WORD.findall(unicodedata.normalize("NFC", text).casefold())]


def _stem(word: str) -> str:
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


class SearchIndex:
    """An inverted index over one base."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._postings: dict[str, dict[str, float]] = defaultdict(dict)
        self._length: dict[str, float] = {}
        for id in kb.corpus:
            weights: Counter[str] = Counter()
            for weight, text in _weighted_texts(id, kb.corpus.entry(id).data):
                for word in words_of(text):
                    weights[word] += weight  # type: ignore[assignment] # a Counter of weights
            self._length[id] = sum(weights.values())
            for word, weight in weights.items():
                self._postings[word][id] = weight
        self._mean_length = sum(self._length.values()) / max(len(self._length), 1)

    def hits(self, text: str, *, limit: int, type: str | None, topics: frozenset[str] | None) -> tuple[Hit, ...]:
        """The records that match, best first; equal scores in the order of ids."""
        scores: dict[str, float] = defaultdict(float)
        matched: dict[str, list[str]] = defaultdict(list)
        for word in dict.fromkeys(words_of(text)):
            best: dict[str, tuple[float, str]] = {}
            for known, share in self._standing_for(word):
                postings = self._postings[known]
                rarity = math.log(1 + (len(self._length) - len(postings) + 0.5) / (len(postings) + 0.5))
                for id, weight in postings.items():
                    length = 1 - _LENGTH_SHARE + _LENGTH_SHARE * self._length[id] / self._mean_length
                    score = share * rarity * weight * (_SATURATION + 1) / (weight + _SATURATION * length)
                    best[id] = max(best.get(id, (0.0, "")), (score, known))
            for id, (score, known) in best.items():
                scores[id] += score
                matched[id].append(known)
        fitting = [id for id in scores if self._fits(id, type, topics)]
        # More of the words beats more of one word.
        fitting.sort(key=lambda id: (-scores[id] * len(matched[id]), id))
        return tuple(
            Hit(self._kb.record(id), round(scores[id] * len(matched[id]), 6), tuple(matched[id]))
            for id in fitting[:limit]
        )

    def _fits(self, id: str, type: str | None, topics: frozenset[str] | None) -> bool:
        entry = self._kb.corpus.entry(id)
        return (type is None or entry.kind == type) and (topics is None or entry.data.get("topic") in topics)

    def _standing_for(self, word: str) -> Iterator[tuple[str, float]]:
        """The words of the index that a word of the query stands for, each with its weight."""
        if word in self._postings:
            yield word, 1.0
        longer = (
            [known for known in self._postings if known.startswith(word) and known != word] if len(word) > 2 else []
        )
        for known in longer:
            yield known, _PREFIX
        if word in self._postings or longer or len(word) < 4:
            return
        from rapidfuzz import process
        from rapidfuzz.distance import DamerauLevenshtein

        near = process.extract(
            word,
            list(self._postings),
            scorer=DamerauLevenshtein.normalized_similarity,
            score_cutoff=_NEAR - 0.05,
            limit=5,
        )
        for known, similarity, _ in near:
            yield known, _STAND_IN * similarity


def _weighted_texts(id: str, data: Mapping[str, Any]) -> Iterator[tuple[float, str]]:
    for weight, fields in _FIELDS:
        for field in fields:
            value = id.replace("-", " ") if field == "id" else data.get(field)
            if isinstance(value, str):
                yield weight, value
            elif isinstance(value, list):
                yield from ((weight, name_text(part)) for part in value if isinstance(part, str) or field == "authors")
