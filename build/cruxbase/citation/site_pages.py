"""A page of the site as other texts cite it: with the day and the name of its version, where git has them."""

from __future__ import annotations

import json
from typing import NamedTuple

from cruxbase.citation.bibtex import bibtex_fields, escaped
from cruxbase.citation.csl import Item

_ENCODE = json.JSONEncoder(ensure_ascii=False).encode
"""`json.dumps` would set up an encoder for each page."""


class CitedPage(NamedTuple):
    """A page to be cited.

    Attributes:
        id: of the record, or another name that the site has once.
        title: of the page.
        site: the name of the site.
        address: of the page; empty where the site has none.
        date: the day of its version, as `2026-01-31`; empty where git does not have it.
        version: the commit that made this version, or its beginning; empty as the date.
    """

    id: str
    title: str
    site: str
    address: str
    date: str = ""
    version: str = ""


def page_plain(page: CitedPage) -> str:
    """The page in one line of text.

    >>> page_plain(CitedPage("a", "A thought", "A base", "https://e.org/claims/a/", "2026-01-31", "1a2b3c4"))
    'A base, “A thought”, version 1a2b3c4 of 2026-01-31, https://e.org/claims/a/.'
    """
    version = f"version {page.version} of {page.date}" if page.version else ""
    parts = (page.site, f"“{page.title}”", version, page.address)
    return ", ".join(part for part in parts if part) + "."


def page_bibtex(page: CitedPage) -> str:
    """The page as an entry of BibTeX."""
    year, month, day = (*page.date.split("-"), "", "", "")[:3]
    fields = {
        "title": f"{{{escaped(page.title)}}}",
        "howpublished": f"{escaped(page.site)}, a knowledge base of arguments",
        "year": year,
        "month": month,
        "day": day,
        "version": page.version,
        "url": page.address,
    }
    return bibtex_fields("misc", f"{page.site}-{page.id}", fields)


def page_csl(page: CitedPage) -> Item:
    """The page as an item of CSL-JSON."""
    item: Item = {
        "id": f"{page.site}-{page.id}",
        "type": "webpage",
        "title": page.title,
        "container-title": page.site,
        "version": page.version,
        "URL": page.address,
    }
    if page.date:
        item["issued"] = {"date-parts": [[int(part) for part in page.date.split("-")]]}
    return {key: value for key, value in item.items() if value}


def page_csl_json(page: CitedPage) -> str:
    """The same as text: a list with one item, as reference managers take it."""
    return _ENCODE([page_csl(page)])
