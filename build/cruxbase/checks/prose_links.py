"""Links to records that stand in running text: `[[id]]`, and Markdown links to the page or the file of a record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from cruxbase.checks.places import place_of
from cruxbase.checks.signatures import Found
from cruxbase.checks.wording import without_code
from cruxbase.diagnostics import Edit, Fix, diagnostic
from cruxbase.graph import ArgumentGraph
from cruxbase.parsing.corpus import spans_of
from cruxbase.parsing.located import Path
from cruxbase.records.text import RECORD_ADDRESS
from cruxbase.support.suggestions import suggestion

_WIKI = re.compile(r"\[\[([\w-]+)(?=\]\]|\|)")
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
    for id in corpus:
        for path, text in _linking(corpus.entry(id).data, ()):
            for link in text_links(text):
                if link.id in corpus or link.id in corpus.failed:
                    continue
                now = corpus.aliases.get(link.id)
                near = now or suggestion(link.id, corpus)
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


def _linking(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """The texts in a record's data that hold a link, with their paths."""
    if isinstance(value, str):
        if "[[" in value or "](" in value:
            yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _linking(item, (*path, key))
    elif isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            yield from _linking(item, (*path, index))
