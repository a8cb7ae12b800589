"""Links to records that stand in running text: `[[id]]`, and Markdown links to the page or the file of a record."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

import msgpack

from cruxbase.checks.places import place_of
from cruxbase.checks.signatures import Found
from cruxbase.checks.wording import without_code
from cruxbase.diagnostics import Diagnostic, Edit, Fix, diagnostic
from cruxbase.graph import ArgumentGraph
from cruxbase.parsing.corpus import NeedsWholeBase, spans_of
from cruxbase.records.ids import RECORD_ADDRESS, slug
from cruxbase.support.suggestions import suggestion

if TYPE_CHECKING:
    from cruxbase.parsing.located import Path

_WIKI = re.compile(r"\[\[([\w-]+)(?=\]\]|\|)")
_HALF_CLOSED = re.compile(r"\[\[([\w-]+)(\|[^\[\]]*)?\](?![\](])")
_HALF_OPEN = re.compile(r"(?<!\[)\[([\w-]+)(\|[^\[\]]*)?\]\]")
_NEVER_CLOSED = re.compile(r"\[\[([\w-]+)(?![\w-])[^\[\]]*(?=\[|\Z)")
_BARE_ADDRESS = re.compile(r"(?<!!)\[([^\[\]]+)\]\(\s*<?([a-z0-9]+(?:-[a-z0-9]+)*)>?\s*\)")
_PHRASE = re.compile(r"\[\[([^\[\]|]*[^\w\[\]|-][^\[\]|]*)(\|[^\[\]]*)?\]\]")
_SENTENCE = 3  # words from which a near title is one, and no chance
_MARKDOWN = re.compile(r"\]\(\s*<?([^\s()<>]+)")


class TextLink(NamedTuple):
    """A link to a record in a text.

    Attributes:
        id: what it names, which may be no record's id.
        written: the part of the text that holds it, by which its place is found.
    """

    id: str
    written: str


def unknown_in_text(graph: ArgumentGraph) -> Found:
    """Every link to a record that stands in a text leads to one, by its present id."""
    corpus = graph.corpus
    titles = functools.cache(functools.partial(_titles, graph))
    for id in filter(corpus.asks, corpus):
        data = corpus.entry(id).data
        for path, text in _linking(data, ()) if _may_link(data) else ():
            yield from (_misformed(graph, id, path, slip) for slip in _slips(graph, without_code(text), titles))
            for link in text_links(text):
                if link.id in corpus.ids or link.id in corpus.failed:
                    continue
                now = corpus.aliases.get(link.id)
                near = now or suggestion(link.id, corpus.ids)
                spans = spans_of(corpus, id)
                whole = place_of(spans, path, link.written)
                exact = place_of(spans, path, link.id) if spans.written(path).count(link.id) == 1 else None
                yield diagnostic(
                    "link/former-id" if now else "link/unknown-in-text",
                    f"{link.id!r} is now called {now!r}" if now else f"no record is called {link.id!r}",
                    whole,
                    help=f"did you mean {near!r}?" if near and not now else ("write the present id" if now else _HELP),
                    fix=Fix(f"Write {near!r}", (Edit(exact, near),), safe=bool(now)) if near and exact else None,
                )


class _Slip(NamedTuple):
    """A link to a record that is written in a form that is none.

    Attributes:
        written: the link as it stands.
        meant: the link that names the same record.
        message: what is wrong.
        help: what to do, where it is not certain that `meant` was meant; then there is no fix.
    """

    written: str
    meant: str
    message: str
    help: str = ""


def _slips(graph: ArgumentGraph, text: str, titles: Callable[[], Mapping[str, str]]) -> Iterator[_Slip]:
    """The links of a text that only look like links: a bracket is missing, a path, or a title stands for the id."""
    corpus = graph.corpus
    for match in (*_HALF_CLOSED.finditer(text), *_HALF_OPEN.finditer(text)):
        id, words = corpus.aliases.get(match[1], match[1]), match[2] or ""
        if id in corpus.ids:
            yield _Slip(match[0], f"[[{id}{words}]]", f"the link to {id!r} lacks a bracket")
    for match in _NEVER_CLOSED.finditer(text):
        if (id := corpus.aliases.get(match[1], match[1])) in corpus.ids:
            opening, whole = f"[[{match[1]}", f"[[{id}]]"
            yield _Slip(opening, whole, f"the link to {id!r} is never closed", f"write {whole!r}, or '[[{id}|words]]'")
    for match in _BARE_ADDRESS.finditer(text):
        id = corpus.aliases.get(match[2], match[2])
        near = id if id in corpus.ids else suggestion(id, corpus.ids) if "-" in id else None
        if near is not None:
            yield _Slip(match[0], f"[[{near}|{match[1]}]]", f"{match[2]!r} alone is no address of a page")
    for match in _PHRASE.finditer(text):
        if (named := _titled(match[1], titles())) is not None:
            yield _Slip(
                match[0],
                f"[[{named}{match[2] or ''}]]",
                f"{match[1]!r} is a title, and a link names a record by its id",
            )


def _titles(graph: ArgumentGraph) -> Mapping[str, str]:
    """The records by their titles, in the form of an id."""
    if graph.corpus.whole is not None:
        raise NeedsWholeBase
    return {slug(graph.title(id)): id for id in reversed(tuple(graph.corpus))}


def names_by_title(data: Mapping[str, object]) -> bool:
    """Whether a record's texts hold a link that may name another by its title."""
    return _may_link(data) and any(_PHRASE.search(text) for _, text in _linking(data, ()))


def _titled(words: str, titles: Mapping[str, str]) -> str | None:
    """The record whose title, or name, `words` are, but for a slip where they are several."""
    near = slug(words)
    if near not in titles and len(words.split()) >= _SENTENCE:
        near = suggestion(near, titles) or near
    return titles.get(near)


def _misformed(graph: ArgumentGraph, id: str, path: Path, slip: _Slip) -> Diagnostic:
    spans = spans_of(graph.corpus, id)
    place = place_of(spans, path, slip.written)
    once = spans.written(path).count(slip.written) == 1
    return diagnostic(
        "link/unknown-in-text",
        slip.message,
        place,
        help=slip.help or f"write {slip.meant!r}",
        fix=Fix(f"Write {slip.meant!r}", (Edit(place, slip.meant),), safe=False) if once and not slip.help else None,
    )


_HELP = "name a record by its id, as the name of its file is without '.yaml', or write the words without a link"


def text_links(text: str) -> Iterator[TextLink]:
    """The links to records in a Markdown text, outside code.

    >>> [link.id for link in text_links("See [[a-b]], [[c|words]] and [this](../d-e/); not [x](claims/f.yaml) `[[g]]`")]
    ['a-b', 'c', 'f']
    """
    text = without_code(text)
    for match in _WIKI.finditer(text):
        yield TextLink(match[1], match[0])
    for match in _MARKDOWN.finditer(text):
        if (address := RECORD_ADDRESS.fullmatch(match[1])) is not None:
            yield TextLink(address["id"], match[1])


def _may_link(data: Mapping[str, object]) -> bool:
    """Whether some text in a record's data may hold a link: packed, it is looked through at once."""
    packed = msgpack.packb(data)
    return b"[" in packed or b"]" in packed  # single bytes are found ten times as fast as pairs


def _linking(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    """The texts in a record's data that hold a link, with their paths."""
    if isinstance(value, str):
        if "[[" in value or "](" in value or "]]" in value:
            yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _linking(item, (*path, key))
    elif isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            yield from _linking(item, (*path, index))
