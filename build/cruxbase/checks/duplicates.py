"""The same thing written twice: titles, statements and sources."""

from __future__ import annotations

import functools
import operator
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from cruxbase.checks.plain_statements import are_related
from cruxbase.checks.signatures import Found
from cruxbase.checks.texts import bag_of, title_content, title_words
from cruxbase.diagnostics import Diagnostic, Related, diagnostic
from cruxbase.graph import ArgumentGraph
from cruxbase.parsing.corpus import NeedsWholeBase
from cruxbase.records import CLAIM_LIKE, marked_retired
from cruxbase.records.vocabulary import Vocabulary
from cruxbase.records.wording import turned_words
from cruxbase.support.memoized import memoized_by_graph

if TYPE_CHECKING:
    from cruxbase.records.identifiers import Identifier
    from cruxbase.records.written import WrittenRecord

_ASKING = frozenset(("question", "crux"))
_LEAST_WORDS = 6
_FIRST_WORDS = 8
_FEW_CLAIMS = 4000
_LISTED = frozenset(("topic", "viewpoint", "model"))


def title_family(kind: str) -> str:
    """Titles of one family stand in the same lists."""
    if kind in CLAIM_LIKE:
        return "question" if kind in _ASKING else "argument" if kind == "argument" else "claim"
    return kind


def titles(graph: ArgumentGraph) -> Found:
    """Titles tell records apart."""
    exact: dict[tuple[str, tuple[str, ...]], str] = {}
    loose: dict[tuple[str, tuple[str, ...]], str] = {}
    of_title, contents = title_words(graph), title_content(graph)
    for id, (_, kind, data) in graph.corpus.entries.items():
        if (kind not in CLAIM_LIKE and kind not in _LISTED) or marked_retired(data):
            continue
        family, said = title_family(kind), of_title[id]
        first = exact.setdefault((family, tuple(said)), id)
        if first != id:
            yield _twice(graph, "style/same-title", "title", first, id, "the title is that of {!r}")
            continue
        words = contents[id]
        if kind in CLAIM_LIKE and len(words) > 2:
            near = loose.setdefault((family, words), id)
            if near != id:
                yield _twice(graph, "style/similar-title", "title", near, id, "the title is nearly that of {!r}")


def title_keys(kind: str, data: WrittenRecord, said: Sequence[str], words: Sequence[str]) -> Iterator[str]:
    """What records share whose titles `titles` takes for the same or nearly so.

    Args:
        kind: the record's type.
        data: its plain data.
        said: the words of its title.
        words: those of them that carry meaning.
    """
    if (kind in CLAIM_LIKE or kind in _LISTED) and not marked_retired(data):
        near = kind in CLAIM_LIKE and len(words) > 2  # then the same titles are nearly the same too
        yield f"title {title_family(kind)} {' '.join(words if near else said)}"


def statement_keys(kind: str, data: WrittenRecord) -> Iterator[str]:
    """What records share whose statements `statements` takes for the same: the first words, which few others share."""
    if kind in CLAIM_LIKE and "statement" in data and not marked_retired(data):
        yield f"statement {' '.join(data['statement'].split(None, _FIRST_WORDS)[:_FIRST_WORDS]).casefold()}"


def statements(graph: ArgumentGraph) -> Found:
    """No two records state the same."""
    alike: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for id in graph.claim_ids():
        data = graph.corpus.entry(id).data
        text = data.get("statement")
        if text is not None and not marked_retired(data):
            # Few begin with the same three words; only those are compared whole.
            alike[" ".join(text.split(None, 3)[:3]).casefold()].append((id, text))
    for group in alike.values():
        seen: dict[str, str] = {}
        for id, text in group if len(group) > 1 else ():
            first = seen.setdefault(" ".join(text.split()).casefold(), id)
            if first != id:
                yield _twice(graph, "style/same-statement", "statement", first, id, "the statement is that of {!r}")


def are_few(claims: int) -> bool:
    """Whether of so many claims all statements are held against each other."""
    return claims <= _FEW_CLAIMS


def paraphrases_of_few(graph: ArgumentGraph) -> Found:
    """See `paraphrases`; in a large base only what changed is looked at, by `check --since`, since every text must be cut up."""
    whole = graph.corpus.whole
    if not are_few(whole.claims if whole is not None else sum(1 for _ in graph.claim_ids())):
        return
    if whole is not None:
        raise NeedsWholeBase
    yield from paraphrases(graph)


def paraphrases(graph: ArgumentGraph, only: Collection[str] | None = None) -> Found:
    """No two statements have the same words in another order, or but for one, unless a relation says how they differ.

    Sets of words are looked up by the exclusive or of the hashes of their words (Zobrist 1970), from which one word is taken
    away in one operation.

    Args:
        graph: of the base.
        only: ids of the claims to hold against the others; all where it is None.
    """
    same = alike_statements(graph) if only is None else alike_statements(graph, tuple(only))
    order = {id: place for place, id in enumerate(same)}
    for id in order if only is None else [id for id in only if id in same]:
        other = next((other for other in same[id] if not are_related(graph, id, other)), None)
        if other is not None:
            first, second = sorted((id, other), key=order.__getitem__) if only is None else (other, id)
            yield _twice(
                graph,
                "style/same-statement",
                "statement",
                first,
                second,
                "the statement has the words of that of {!r}",
            )


@memoized_by_graph
def alike_statements(graph: ArgumentGraph, only: tuple[str, ...] | None = None) -> dict[str, tuple[str, ...]]:
    """The claims whose statements have the words of others, with those, but where a word of theirs turns the sense.

    In the order of the base, with those others; relations are not asked.

    Args:
        graph: of the base.
        only: ids of the claims to hold against the others; all where it is None.
    """
    bags: dict[str, frozenset[str]] = {}
    by_key: dict[int, str] = {}
    keys: dict[str, int] = {}
    for id in graph.claim_ids():
        data = graph.corpus.entry(id).data
        if "statement" in data and data.get("status") != "retired":
            bag = bag_of(data["statement"])
            if len(bag) >= _LEAST_WORDS:
                bags[id], keys[id] = bag, functools.reduce(operator.xor, map(hash, bag))
                by_key.setdefault(keys[id], id)
    found: dict[str, list[str]] = defaultdict(list)
    for id in bags if only is None else [id for id in only if id in bags]:
        bag = bags[id]
        for key in (keys[id], *(keys[id] ^ hash(word) for word in bag)):
            other = by_key.get(key)
            if other is not None and other != id and len(bag ^ bags[other]) < 2 and _say_the_same(graph, id, other):
                found[id].append(other)
    order = {id: place for place, id in enumerate(bags)}
    known = sorted({*found, *(other for others in found.values() for other in others)}, key=order.__getitem__)
    return {id: tuple(found.get(id, ())) for id in known}


def _say_the_same(graph: ArgumentGraph, one: str, other: str) -> bool:
    """Whether no turn of sense tells two statements of the same words apart."""
    texts = [graph.corpus.entry(id).data["statement"] for id in (one, other)]
    if " ".join(texts[0].split()).casefold() == " ".join(texts[1].split()).casefold():
        return False  # said of the same statement
    return turned_words({"statement": texts[0]}, {"statement": texts[1]}) is None


def alike_in_few(graph: ArgumentGraph) -> tuple[tuple[str, str], ...]:
    """The pairs of claims that `paraphrases_of_few` takes for the same unless a relation joins them."""
    if not are_few(sum(1 for _ in graph.claim_ids())):
        return ()
    return tuple((id, other) for id, others in alike_statements(graph).items() for other in others)


def _twice(graph: ArgumentGraph, code: str, key: str, first: str, second: str, message: str) -> Diagnostic:
    helps = {
        "style/same-title": "let the titles differ, or merge the records and keep the other id in 'aliases'",
        "style/similar-title": "merge them if they say the same; if one is narrower, write 'refines' on it",
        "style/same-statement": "merge them and keep the other id in 'aliases', or state how they differ",
    }
    return diagnostic(
        code,
        message.format(first),
        graph.corpus.span(second, (key,)).first_line(),
        related=(Related(graph.corpus.span(first, (key,)).first_line(), "first written here"),),
        help=helps[code],
    )


def sources(graph: ArgumentGraph, words: Vocabulary) -> Found:
    """One text has one source record."""
    from cruxbase.records.identifiers import identifiers_of  # here: most edits are of no source

    by_identifier: dict[tuple[str, str], list[tuple[str, Identifier]]] = defaultdict(list)
    for id in graph.ids("source"):
        for one in identifiers_of(graph.corpus.entry(id).data):
            if one.kind not in words.shared_identifiers:
                by_identifier[one.kind, one.plain].append((id, one))
    told: set[tuple[str, str]] = set()
    for (kind, _), known in by_identifier.items():
        first, given = known[0]
        for second, again in known[1:]:
            if (first, second) in told or _versions(graph, first, second):
                continue
            told.add((first, second))
            yield diagnostic(
                "source/duplicate",
                f"{second!r} has the same {kind} as {first!r}",
                graph.corpus.span(second, again.where),
                related=(Related(graph.corpus.span(first, given.where), "first given here"),),
                help="merge the two and keep the other id in 'aliases'; use 'refines' for a later version, "
                "'part_of' for a part",
            )


def _versions(graph: ArgumentGraph, first: str, second: str) -> bool:
    """Whether two sources say themselves how they belong together: as versions, or as parts of one text."""
    for one, other in ((first, second), (second, first)):
        if any(link.end == other for link in (*graph.links_from("refines", one), *graph.links_from("part_of", one))):
            return True
    wholes = [{link.end for link in graph.links_from("part_of", id)} for id in (first, second)]
    return bool(wholes[0] & wholes[1])
