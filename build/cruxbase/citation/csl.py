"""Sources as CSL-JSON.

The mapping loses nothing: what CSL has no word for (how far an editor got, the forum's id, ids of people) stands in the
item's `custom` object, which the CSL-JSON schema (version 1.0.2) sets aside for that.
"""

from __future__ import annotations

from collections.abc import Mapping

from cruxbase.citation.names import People, name_of
from cruxbase.records.written import WrittenRecord

Item = dict[str, object]
"""One item of a bibliography in CSL-JSON."""

SHARED = {
    "title": "title",
    "kind": "type",
    "container": "container-title",
    "publisher": "publisher",
    "volume": "volume",
    "issue": "issue",
    "pages": "page",
    "version": "version",
    "url": "URL",
    "doi": "DOI",
    "citation_key": "citation-key",
}
"""Keys of a source record, and what CSL calls the same."""

OURS = (
    *(
        "authors",
        "et_al",
        "arxiv",
        "forum_id",
        "identifiers",
        "part_of",
        "checked",
        "summary",
        "refines",
        "notes",
        "tags",
        "aliases",
    ),
)
"""Keys of a source record that CSL has no word for, or holds less exactly."""


def csl_item(id: str, source: WrittenRecord, person: People) -> Item:
    """A source as an item of CSL-JSON, from which the same record can be made again.

    Args:
        id: of the record.
        source: the record's plain data.
        person: gives the data of people by their ids.

    >>> csl_item("x", {"title": "T", "kind": "book", "issued": "2025-03", "authors": ["Ann Lee"]}, lambda id: None)[
    ...     "issued"
    ... ]
    {'date-parts': [[2025, 3]]}
    """
    item: Item = {"id": id}
    values: Mapping[str, object] = source
    item.update({theirs: values[ours] for ours, theirs in SHARED.items() if ours in values})
    names = [name_of(author, person).csl() for author in source.get("authors", ())]
    if names:
        item["author"] = names
    if "issued" in source:
        item["issued"] = {"date-parts": [[int(part) for part in str(source["issued"]).split("-")]]}
    if "arxiv" in source:
        item["number"] = f"arXiv:{source['arxiv']}"
    item["custom"] = {"cruxbase": {key: values[key] for key in OURS if key in values}}
    return item
