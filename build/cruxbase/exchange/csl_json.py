"""Bibliographies in CSL-JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from cruxbase.citation.csl import Item, csl_item
from cruxbase.exchange.losses import LossReport
from cruxbase.exchange.sources import Bibliography, Entry

if TYPE_CHECKING:
    from cruxbase.analysis.entities import LinkedRecords, Source
    from cruxbase.records.written import WrittenRecord

_PLAIN_ID = re.compile(r"(?!\d+$)[^\s,{}()\"#%~\\'=/]{1,100}")


def csl_items(sources: Iterable[Source]) -> list[Item]:
    """The sources as a CSL-JSON bibliography."""
    return [csl_json(source) for source in sources]


def csl_json(source: Source) -> Item:
    """A source as an item of CSL-JSON, from which `source_data` makes the same source again."""
    data = source.kb.corpus.entry(source.id).data
    return csl_item(source.id, data, lambda id: person_data(source.kb, id))


def person_data(kb: LinkedRecords, author: str) -> WrittenRecord | None:
    """The data of the person with an id; None for a name."""
    known = kb.known(author, "person") if re.fullmatch(r"[a-z0-9-]+", author) else None
    return kb.corpus.entry(known).data if known is not None else None


def read_csl_json(text: str, name: str) -> Bibliography:
    """The entries of a bibliography in CSL-JSON.

    Args:
        text: of the file.
        name: of the file, for places.

    Raises:
        ValueError: it is not JSON.
    """
    content = json.loads(text)
    if isinstance(content, Mapping) and isinstance(content.get("items"), list):
        content = content["items"]  # as Zotero's own API and some exports wrap them
    report = LossReport()
    entries = []
    for number, item in enumerate(content if isinstance(content, list) else [content], start=1):
        place = f"{name}#{number}"
        if not isinstance(item, Mapping):
            report.dropped("entry", "it is no object", place)
            continue
        report.kept("entry")
        own = isinstance(item.get("custom"), Mapping) and "cruxbase" in item["custom"]
        key = str(item.get("citation-key") or ("" if own else item.get("id", "")))
        entries.append(Entry(key if _PLAIN_ID.fullmatch(key) else "", place, dict(item)))
    return Bibliography(tuple(entries), report)
