"""The pieces of the search's index that an edit of texts changes, without reading the words of what did not change.

Of each record is kept which words it has and how much each counts there, and of each word how many records have it. The
pieces themselves are kept by the site: one is taken for what we wrote if its digest says so. What comes out is, to the byte,
what `search_index` makes of the whole base.
"""

from __future__ import annotations

import itertools
from array import array
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict, cast

import msgpack

from cruxbase.analysis.search import search_texts, words_of
from cruxbase.site.context import SiteContext
from cruxbase.site.data.search_index import (
    HEAD,
    WrittenPage,
    grouped,
    length_of,
    marked,
    piece_address,
    piece_files,
    piece_name,
    piece_sizes,
    pieces_of,
    posting_list,
    search_data,
    stem_of,
    weighed,
    word_weights,
)
from cruxbase.site.map.files import handed_over, taken_back
from cruxbase.site.prose import harmless
from cruxbase.support.atomic_files import write_whole
from cruxbase.support.compact_lists import RankedNumbers, accumulated, front_coded, ranked, read, unranked, words_in
from cruxbase.support.kept_data import digest, kept_bytes, read_kept

_PART_ANEW = 8
"""Where more than one entry in so many has changed, everything is made again."""

Reader = Callable[[str], bytes | None]
"""What the site has at an address, if it is certain that we made it."""


@dataclass(slots=True)
class KeptIndex:
    """What is kept of the index of the search.

    Attributes:
        frame: a digest of what must be as it was for anything kept to hold.
        marks: a digest of each record and written page.
        weights: of each the stems of its words, and how much each counts, `marked` and packed.
        sizes: how many entries have each stem, in the order of the stems.
    """

    frame: str
    marks: list[str]
    weights: list[bytes]
    sizes: dict[str, int]

    @classmethod
    def read(cls, path: Path | None) -> KeptIndex | None:
        """What an earlier build left in a file; None where there is nothing whole."""
        data = read_kept(path)[1] if path is not None else {}
        try:
            counts = array("I")
            counts.frombytes(data["counts"])
            sizes = dict(zip(data["words"].split(" "), counts, strict=True))
            return cls(data["frame"], data["marks"], data["weights"], sizes)
        except (KeyError, TypeError, ValueError, AttributeError):
            return None

    def write(self, path: Path | None) -> None:
        """Have it kept for the next build, once the site has the files that it tells of: see `accept`."""
        if path is None:
            return
        plain = {
            "frame": self.frame,
            "marks": self.marks,
            "weights": self.weights,
            "words": " ".join(self.sizes),
            "counts": array("I", self.sizes.values()).tobytes(),
        }
        write_whole(_pending(path), kept_bytes(plain), sync=False)

    @staticmethod
    def discard(path: Path) -> None:
        """Forget what a build wrote that ended before its files stood in the site."""
        _pending(path).unlink(missing_ok=True)

    @staticmethod
    def accept(path: Path) -> None:
        """Take what was written for what the site has now."""
        with suppress(FileNotFoundError):
            _pending(path).replace(path)


def _pending(path: Path) -> Path:
    return path.with_name(f"{path.name}.pending")


class SearchFiles:
    """The files of the search, all of them or those that an edit changes.

    Args:
        context: what all pages share.
        pages: written pages, and those of two people.
        structure: a digest of the base without its texts.
        records: a digest of each record.
        path: where the index is kept; None where it is not.
    """

    def __init__(
        self,
        context: SiteContext,
        pages: Sequence[WrittenPage],
        structure: str,
        records: Mapping[str, str],
        path: Path | None,
    ) -> None:
        self._context = context
        self._pages = pages
        self._path = path
        self._ids = list(context.kb.corpus)
        named = [(page.address, page.kind) for page in pages]
        self._frame = digest(repr((structure, self._ids, named)).encode())
        self._marks = [records[id] for id in self._ids] + [digest(repr(page).encode()) for page in pages]

    def all(self) -> dict[str, bytes]:
        """All files of the index, by address."""
        data = search_data(self._context, self._pages)
        weights = list(word_weights(data))
        head, pieces = pieces_of(data, weights)
        sizes = Counter(itertools.chain.from_iterable(weights))
        kept = [_packed(one) for one in weights]
        KeptIndex(self._frame, self._marks, kept, {word: sizes[word] for word in sorted(sizes)}).write(self._path)
        return {HEAD: handed_over("search", head), **piece_files(pieces)}

    def edited(self, read: Reader) -> dict[str, bytes | None] | None:
        """The files of the site by address, those that stay as they are without their content; None where that cannot be said.

        Args:
            read: reads what the site has.
        """
        kept = KeptIndex.read(self._path)
        if kept is None or kept.frame != self._frame or len(kept.marks) != len(self._marks):
            return None
        changed = [n for n, (one, other) in enumerate(zip(kept.marks, self._marks, strict=True)) if one != other]
        if len(changed) * _PART_ANEW > len(self._marks):
            return None
        pieces = _Pieces(read)
        try:
            files = self._edited(kept, changed, pieces)
        except _NotThere:
            return None
        kept.marks = self._marks
        kept.write(self._path)
        return files

    def _edited(self, kept: KeptIndex, changed: Sequence[int], pieces: _Pieces) -> dict[str, bytes | None]:
        head = cast("_Head", pieces.data("search", HEAD))
        count, sizes = len(self._marks), piece_sizes(len(self._marks))
        files: dict[str, bytes | None] = {
            piece_address(f"{kind}/{number}"): None
            for kind, size in sizes._asdict().items()
            for number in range(-(-count // size))
        }
        files[piece_address("identifiers")] = None
        moved: dict[str, dict[int, int]] = {}
        lengths = unranked(head["lengths"])
        for number in changed:
            title, text, weights = self._entry(number)
            pieces.titles(number // sizes.titles)["title"][number % sizes.titles] = title
            pieces.texts(number // sizes.texts)[number % sizes.texts] = text
            for word, weight in _moved(_unpacked(kept.weights[number]), weights).items():
                moved.setdefault(word, {})[number] = weight
            kept.weights[number] = _packed(weights)
            lengths[number] = length_of(weights)
        head["lengths"] = ranked(lengths)
        files |= self._words(kept, head, moved, pieces)
        graph = self._context.kb.graph
        head["topics"] = [(id, harmless(graph.title(id))) for id, _ in head["topics"]]
        head["people"] = [(id, harmless(graph.title(id))) for id, _ in head["people"]]
        return {**files, **piece_files(pieces.shown), HEAD: handed_over("search", head)}

    def _entry(self, number: int) -> tuple[str, str, dict[str, int]]:
        """Title and shown text of an entry, and what its words count, `marked`."""
        if number >= len(self._ids):
            page = self._pages[number - len(self._ids)]
            spoken = "" if page.kind == "page" else page.address.replace("-", " ")
            weights = weighed(page.title, f" {spoken}", page.text, "", ())
            return page.title, page.text, marked(weights, page.title)
        id = self._ids[number]
        texts = search_texts(self._context.kb.graph, id)
        cited = [harmless(words) for words in texts.sources]
        names, title, text, rest = map(harmless, (texts.names, texts.title, texts.text, texts.rest))
        counts = [Counter(map(stem_of, words_of(words))) for words in cited]
        shown = cited[0] if cited and self._context.kind(id) == "source" else text
        weights = weighed(title, f"{names} {id.replace('-', ' ')}", text, rest, counts)
        return title, shown, marked(weights, title)

    def _words(
        self, kept: KeptIndex, head: _Head, moved: Mapping[str, Mapping[int, int]], pieces: _Pieces
    ) -> dict[str, bytes | None]:
        """The pieces of words; the head's vocabulary and how many entries have each word are brought up to date."""
        before = [words_in(group) for group in head["vocabulary"]]
        place = {word: (piece, at) for piece, group in enumerate(before) for at, word in enumerate(group)}
        found: dict[str, list[tuple[int, int]]] = {}
        for word, weights in moved.items():
            now = dict(pieces.postings(*place[word])) if word in place else {}
            now.update(weights)
            found[word] = sorted((number, weight) for number, weight in now.items() if weight)
            kept.sizes[word] = len(found[word])
        kept.sizes = {word: kept.sizes[word] for word in sorted(kept.sizes) if kept.sizes[word]}
        groups = grouped(kept.sizes)
        head["vocabulary"] = [front_coded(group) for group in groups]
        touched = {place[word][0] for word in moved if word in place}
        files: dict[str, bytes | None] = {}
        for number, group in enumerate(groups):
            name = f"words/{number}"
            if number < len(before) and number not in touched and before[number] == group:
                files[piece_address(name)] = None
                continue
            lists = [
                _posting_list(found[word]) if word in found else pieces.posting_list(*place[word]) for word in group
            ]
            files[piece_address(name)] = handed_over(piece_name(name), lists)
        return files


class _Head(TypedDict):
    """What changes of the head of the index with an edit of texts; see `search_pieces`."""

    lengths: RankedNumbers
    topics: list[tuple[str, str]]
    people: list[tuple[str, str]]
    vocabulary: list[str]


class _Titles(TypedDict):
    """A piece of ids and titles."""

    id: list[str]
    title: list[str]


class _NotThere(Exception):
    """A piece is not as an earlier build left it."""


class _Pieces:
    """The pieces of the index as the site has them."""

    def __init__(self, read: Reader) -> None:
        self._read = read
        self._lists: dict[int, list[tuple[str, str]]] = {}
        self.shown: dict[str, object] = {}

    def data(self, name: str, address: str) -> object:
        """What a piece hands over under a name."""
        content = self._read(address)
        if content is None:
            raise _NotThere(address)
        return taken_back(name, content)

    def titles(self, piece: int) -> _Titles:
        """A piece of ids and titles, to be changed in place."""
        return cast("_Titles", self._shown(f"titles/{piece}"))

    def texts(self, piece: int) -> list[str]:
        """A piece of texts, to be changed in place."""
        return cast("list[str]", self._shown(f"texts/{piece}"))

    def _shown(self, name: str) -> object:
        if name not in self.shown:
            self.shown[name] = self.data(piece_name(name), piece_address(name))
        return self.shown[name]

    def posting_list(self, piece: int, at: int) -> tuple[str, str]:
        """The entries that have the word at a place of a piece of words, with what it counts in each, as the piece has it."""
        if piece not in self._lists:
            data = self.data(f"words{piece}", piece_address(f"words/{piece}"))
            self._lists[piece] = cast("list[tuple[str, str]]", data)
        return self._lists[piece][at]

    def postings(self, piece: int, at: int) -> list[tuple[int, int]]:
        """The same as numbers of entries and what the word counts in each."""
        numbers, weights = self.posting_list(piece, at)
        return list(zip(accumulated(numbers), read(weights), strict=True))


def _moved(before: Mapping[str, int], after: Mapping[str, int]) -> dict[str, int]:
    """What words count now of those that count another amount; nothing for one that is gone."""
    return {word: after.get(word, 0) for word in before.keys() | after.keys() if before.get(word) != after.get(word)}


def _posting_list(postings: Sequence[tuple[int, int]]) -> tuple[str, str]:
    return posting_list([number for number, _ in postings], [weight for _, weight in postings])


def _packed(weights: Mapping[str, int]) -> bytes:
    raw: bytes = msgpack.packb(dict(weights))
    return raw


def _unpacked(raw: bytes) -> dict[str, int]:
    weights: dict[str, int] = msgpack.unpackb(raw)
    return weights
