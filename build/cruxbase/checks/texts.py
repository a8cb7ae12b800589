"""The texts of a record, and what they have in common with each other."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from cruxbase.graph import ArgumentGraph
from cruxbase.support.memoized import memoized_by_graph

if TYPE_CHECKING:
    from pydantic import BaseModel

    from cruxbase.parsing.located import Path

# fmt: off
_STOP = frozenset((
        "a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "from", "with", "and", "or",
        "that", "which", "this", "these", "those", "it", "its", "is", "are", "was", "were", "be",
        "been", "being", "as", "than", "then", "so", "such", "there", "has", "have", "had", "will",
        "would", "can", "could", "may", "might", "do", "does", "did",
))
# fmt: on
_PUNCTUATION = str.maketrans(dict.fromkeys(".,;:!?\"'()[]{}«»„“”‘’…—–", " "))


class Phrases:
    r"""A pattern that is searched for only in texts that hold one of a few words; nearly none does.

    Searching for some words is ten times as fast as the pattern, and this runs for every record.

    Args:
        pattern: a regular expression, without regard to case.
        words: lower-case parts of texts, of which each text that fits the pattern has one.

    >>> phrases = Phrases(r"\bsee (?:above|below)\b", "above", "below")
    >>> phrases.search("See above")[0], phrases.search("Look above the line"), phrases.search("Nothing")
    ('See above', None, None)
    """

    def __init__(self, pattern: str, *words: str) -> None:
        self._pattern = re.compile(pattern, re.IGNORECASE)
        self.words = words

    def search(self, text: str) -> re.Match[str] | None:
        """Where the pattern first fits."""
        return self._pattern.search(text) if self._may_fit(text) else None

    def match(self, text: str) -> re.Match[str] | None:
        """The fit at the beginning of the text."""
        return self._pattern.match(text) if self._may_fit(text) else None

    def _may_fit(self, text: str) -> bool:
        return holds_any(text, self.words, _lower)


def holds_any(text: str, words: Iterable[str], lower_case: Callable[[str], str] = str.lower) -> bool:
    """Whether any of some lower-case words stands in a text without regard to case, or may stand there.

    Args:
        text: where to look.
        words: what for.
        lower_case: the text in small letters, of texts that are asked about more than once in a row.
    """
    if not text.isascii():  # letters outside ASCII may count as others in another case
        return True
    lower = lower_case(text)
    for word in words:  # noqa: SIM110 - a generator would cost more than the search
        if word in lower:
            return True
    return False


@lru_cache(maxsize=4)
def _lower(text: str) -> str:
    """A text in small letters; several checks ask for the same, one after the other."""
    return text.lower()


@memoized_by_graph
def title_words(graph: ArgumentGraph) -> dict[str, list[str]]:
    """The words of the title, or the name, of each record, by its id."""
    return {id: list(map(sys.intern, words_of(graph.title(id)))) for id in graph.corpus}


@memoized_by_graph
def title_content(graph: ArgumentGraph) -> dict[str, tuple[str, ...]]:
    """Those of the words of each title, or name, that carry its meaning, by its id."""
    return {id: content_of(words) for id, words in title_words(graph).items()}


def texts(part: BaseModel, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text in a record with its path, as written in the file."""
    for name, field in type(part).model_fields.items():
        value = getattr(part, name)
        if value is not None:
            yield from _texts_in(value, (*path, field.alias or name))


def _texts_in(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts_in(item, (*path, key))
    elif isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            yield from _texts_in(item, (*path, index))
    elif hasattr(type(value), "model_fields"):
        yield from texts(cast("BaseModel", value), path)


def words_of(text: str) -> list[str]:
    """The words of a text without case and punctuation, in order.

    >>> words_of('A  "title", so to speak.')
    ['a', 'title', 'so', 'to', 'speak']
    """
    return text.casefold().translate(_PUNCTUATION).split()


def bag_of(text: str) -> frozenset[str]:
    """The different words of a text that carry meaning, roughly: possessives as their nouns, plurals as singulars.

    >>> sorted(bag_of("The monitor's logs show most of the attempts"))
    ['attempt', 'log', 'monitor', 'most', 'show']
    """
    plain = text.casefold().replace("'s ", " ").replace("’s ", " ")
    return frozenset([w.rstrip("s") if len(w) > 3 else w for w in plain.translate(_PUNCTUATION).split()]) - _STOP


def content_words(text: str) -> tuple[str, ...]:
    """The words that carry a text's meaning, in order, plurals as singulars.

    >>> content_words("The monitors catch most of the attempts")
    ('monitor', 'catch', 'most', 'attempt')
    """
    return content_of(words_of(text))


def content_of(words: list[str]) -> tuple[str, ...]:
    """Those of some words that carry meaning; see `content_words`."""
    return tuple([stem for word in words if (stem := _stem(word)) is not None])


@lru_cache(maxsize=1 << 16)
def _stem(word: str) -> str | None:
    """A word that carries meaning, a plural as the singular; None for one that carries none. Most words of a base are few."""
    if word in _STOP:
        return None
    return word.rstrip("s") if len(word) > 3 else word


def brings_words(text: str, known: Sequence[Collection[str]], least: int) -> bool:
    """Whether a text has so many different content words that stand in none of the collections.

    >>> brings_words("Monitors see the logs.", [("monitor",), ("catch", "attempt")], 2)
    True
    """
    # A word between spaces that is all letters is a word however the text is cut: the first few mostly suffice.
    stems = map(_plain_stem, text.casefold().split())
    return _has_new(stems, known, least) or _has_new(map(_stem, words_of(text)), known, least)


def _has_new(stems: Iterable[str | None], known: Sequence[Collection[str]], least: int) -> bool:
    """Whether so many different words, of those that are some, stand in none of the collections; no more are looked at."""
    new: set[str] = set()
    for stem in stems:
        if stem is None or stem in new:
            continue
        for words in known:
            if stem in words:
                break
        else:
            new.add(stem)
            if len(new) >= least:
                return True
    return False


@lru_cache(maxsize=1 << 16)
def _plain_stem(word: str) -> str | None:
    """The same of what stands between two spaces; None also where that is not all letters and digits."""
    return _stem(word) if word.isalnum() else None


def same_words(text: str, other: str) -> bool:
    """Whether two texts have the same words, without regard to case and punctuation.

    >>> same_words("Monitors are fast.", "monitors are fast")
    True
    """
    return abs(len(text) - len(other)) <= 3 and words_of(text) == words_of(other)


def repeats(text: str, other: str) -> bool:
    """Whether a text says hardly more than another.

    >>> repeats("Monitors catch most attempts.", "The monitors catch most of the attempts")
    True
    >>> repeats("Monitors catch most attempts because they see every action.", "Monitors catch most attempts")
    False
    """
    # Texts of very different length cannot say the same; the words are only looked at where they might.
    if 3 * len(text) < len(other) or len(text) > 3 * len(other):
        return False
    said, known = content_words(text), content_words(other)
    if len(said) < 3:
        return said == known
    if len(said) * 2 < len(known):
        return False
    common = set(said) & set(known)
    return len(common) >= 0.9 * len(set(said)) and len(common) >= 0.6 * len(set(known))
