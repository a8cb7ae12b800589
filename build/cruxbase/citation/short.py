"""Sources as they are cited in running text."""

from __future__ import annotations

from cruxbase.citation.names import People, name_of
from cruxbase.records.written import WrittenRecord


def short_citation(source: WrittenRecord, person: People) -> str:
    """Family names and year: `Dai 2025`, `Mallen and Hebbar 2025`, `Greenblatt et al. 2024`.

    >>> short_citation({"title": "T", "authors": ["Wei Dai", "Al Bo"], "issued": "2025-11-04"}, lambda id: None)
    'Dai and Bo 2025'
    """
    families = [name_of(author, person).short for author in source.get("authors", ())]
    if not families:
        who = str(source.get("container") or source.get("publisher") or _clipped(str(source["title"])))
    elif len(families) > 2 or str(source.get("et_al", "")).lower() == "true":
        who = f"{families[0]} et al."
    else:
        who = " and ".join(families)
    year = str(source.get("issued", ""))[:4]
    return f"{who}{f' {year}' if year else ', undated'}"


def _clipped(title: str) -> str:
    return title if len(title) < 40 else title[:38].rsplit(" ", 1)[0] + " …"
