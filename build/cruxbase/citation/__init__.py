"""Sources as other programs cite them: names in parts, CSL-JSON, BibTeX, and "Dai 2025" in running text.

The one writer of each form; the site's pages and the commands show what it gives.
"""

from cruxbase.citation.bibtex import bibtex_entry
from cruxbase.citation.csl import Item, csl_item
from cruxbase.citation.names import People, author_names, name_of, parsed_name
from cruxbase.citation.short import short_citation
from cruxbase.citation.site_pages import CitedPage, page_bibtex, page_csl, page_csl_json, page_plain

__all__ = [
    "CitedPage",
    "Item",
    "People",
    "author_names",
    "bibtex_entry",
    "csl_item",
    "name_of",
    "page_bibtex",
    "page_csl",
    "page_csl_json",
    "page_plain",
    "parsed_name",
    "short_citation",
]
