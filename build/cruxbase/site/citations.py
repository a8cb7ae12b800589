"""The lines of a bibliography.

`citeproc-py` renders them. It takes a millisecond or two an entry, so what it made is kept between builds.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator, MutableMapping, Sequence
from contextlib import contextmanager

import nh3
from markupsafe import Markup

from cruxbase.citation.csl import Item, csl_item
from cruxbase.citation.names import Name, People, is_family_first, name_of
from cruxbase.records.written import WrittenRecord
from cruxbase.support.processes import map_in_processes

STYLE = (
    "harvard-cite-them-right"  # the one that citeproc-py brings along; readers outside one journal's field can read it
)
ITEMS_A_PROCESS = 100
"""Another process is worth it for so many sources, which take a millisecond each."""


def shown_item(id: str, source: WrittenRecord, person: People) -> Item:
    """A source as the item of CSL-JSON that a line of the bibliography is made of.

    It says what a reader needs and the exact item need not: an address for a preprint, "and others". Names that begin
    with the family name are one word to citeproc-py, which would turn them round and abbreviate them.
    """
    item = csl_item(id, source, person)
    del item["custom"]
    names = [name_of(author, person) for author in source.get("authors", ())]
    if names:
        others = [{"literal": "others"}] if str(source.get("et_al", "")).lower() == "true" else []
        item["author"] = [*map(_shown_name, names), *others]
    if "url" not in source and "arxiv" in source:
        item["URL"] = f"https://arxiv.org/abs/{source['arxiv']}"
    return item


def _shown_name(name: Name) -> dict[str, str]:
    return {"literal": str(name)} if is_family_first(name.family) or not name.given else name.csl()


def line_key(item: Item) -> str:
    """What a line of a bibliography is made of, under which it is kept."""
    return repr(sorted(item.items()))


def bibliography(items: list[Item], kept: MutableMapping[str, str]) -> dict[str, Markup]:
    """The line of a bibliography for each item of CSL-JSON, by id.

    Args:
        items: the sources.
        kept: lines made earlier, by what they were made of; the new ones are added.
    """
    keys = {str(item["id"]): line_key(item) for item in items}
    missing = [item for item in items if keys[str(item["id"])] not in kept]
    for lines in map_in_processes(missing, _rendered, above=ITEMS_A_PROCESS):
        kept.update({keys[id]: lines[id] for id in lines})
    return {id: Markup(kept[key]) for id, key in keys.items()}  # noqa: S704 - `_rendered` cleans every line


def _rendered(items: Sequence[Item]) -> dict[str, str]:
    if not items:
        return {}
    import warnings

    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON

    with warnings.catch_warnings(), _searches_remembered():
        warnings.simplefilter("ignore")  # citeproc-py warns of every field that it does not know
        style = CitationStylesStyle(STYLE, validate=False)
        escaped = [_escaped(item) for item in items]
        entries = CitationStylesBibliography(style, CiteProcJSON(escaped), formatter.html)
        for item in items:
            entries.register(Citation([CitationItem(item["id"])]))
        made = [str(line) for line in entries.bibliography()]
    cleaner = nh3.Cleaner(tags={"i", "b", "em", "sup", "sub"}, attributes={})
    return {str(item["id"]): _tidied(cleaner.clean(line)) for item, line in zip(items, made, strict=True)}


@contextmanager
def _searches_remembered() -> Iterator[None]:
    """While this lasts, citeproc-py looks for each macro and term of a style once, and not for each entry: a third of its time.

    It searches nothing but the trees of the style and of its locales, which stay as they were read.
    """
    from citeproc.model import CitationStylesElement

    search = CitationStylesElement.xpath_search
    known: dict[tuple[object, str], object] = {}

    def remembered(element: object, expression: str) -> object:
        key = (element, expression)
        if key not in known:
            known[key] = search(element, expression)
        return known[key]

    CitationStylesElement.xpath_search = remembered
    try:
        yield
    finally:
        CitationStylesElement.xpath_search = search


def _escaped(value: object) -> object:
    """The item with its texts escaped: citeproc-py reads markup in titles, and takes a bare `&` or `<` amiss."""
    if isinstance(value, dict):
        return {key: _escaped(part) if key not in ("id", "type") else part for key, part in value.items()}
    if isinstance(value, list):
        return [_escaped(part) for part in value]
    return html.escape(value, quote=False) if isinstance(value, str) else value


def _tidied(line: str) -> str:
    """What the style leaves untidy: two full stops, `and others`, and a title that stands in for an author and comes twice."""
    line = re.sub(r"(?<!\.)\.\.(?!\.)", ".", unicodedata.normalize("NFC", line))
    line = re.sub(r"^([“<].+?[”>]) \(([^)]*)\) \1", r"\1 (\2)", line)
    return re.sub(r"\band others\b", "<i>et al.</i>", line)
