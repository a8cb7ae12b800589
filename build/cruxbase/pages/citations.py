"""Sources as citations: CSL-JSON, a line of a bibliography, BibTeX, and "Dai 2025".

`citeproc-py` renders the bibliography. It takes some 3 ms an entry, so what it made is kept between builds.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from typing import Any

import nh3
from markupsafe import Markup

from cruxbase.reading.forking import shared_out
from cruxbase.records import name_text

STYLE = (
    "harvard-cite-them-right"  # the one that citeproc-py brings along; readers outside one journal's field can read it
)
ITEMS_A_PROCESS = 100
"""Another process is worth it for so many sources, which take a millisecond each."""

_BIBTEX_TYPES = {
    "article-journal": "article",
    "paper-conference": "inproceedings",
    "book": "book",
    "chapter": "incollection",
    "thesis": "phdthesis",
    "report": "techreport",
}
_BIBTEX_SPECIAL = {"\\": r"\textbackslash{}", **{sign: f"\\{sign}" for sign in "&%$#_{}"}, "~": r"\textasciitilde{}"}

Names = Callable[[str], "Mapping[str, Any] | None"]
"""The data of the person with an id; None where an author is a literal name."""


def author_names(source: Mapping[str, Any], person: Names) -> list[str]:
    """The names of a source's authors as they are usually written."""
    found = []
    for author in source.get("authors", ()):
        name = name_text(author)
        data = person(name)
        found.append(str(data["name"]) if data else name)
    return found


def short_citation(source: Mapping[str, Any], person: Names) -> str:
    """Family names and year: `Dai 2025`, `Mallen and Hebbar 2025`, `Greenblatt et al. 2024`.

    >>> short_citation({"title": "T", "authors": ["Wei Dai", "Al Bo"], "issued": "2025-11-04"}, lambda id: None)
    'Dai and Bo 2025'
    """
    families = [_family(author, person)[0] for author in source.get("authors", ())]
    if not families:
        who = str(source.get("container") or source.get("publisher") or _clipped(str(source["title"])))
    elif len(families) > 2 or (source.get("et_al") == "true"):
        who = f"{families[0]} et al."
    else:
        who = " and ".join(families)
    year = str(source.get("issued", ""))[:4]
    return f"{who} {year or 'n.d.'}"


def _clipped(title: str) -> str:
    return title if len(title) < 40 else title[:38].rsplit(" ", 1)[0] + " …"


def _family(author: str | Mapping[str, Any], person: Names) -> tuple[str, str]:
    """Family and given names; an organisation has the former only."""
    if not isinstance(author, str):
        before = " ".join(author[part] for part in ("particle", "family") if author.get(part))
        after = " ".join(author[part] for part in ("given", "dropping_particle", "suffix") if author.get(part))
        return str(author.get("literal") or before), after
    data = person(author)
    if data is None:
        name, family = str(author), None
    else:
        name, family = str(data["name"]), data.get("family")
        if data.get("kind", "person") != "person":
            return name, ""
    family = str(family or name.rpartition(" ")[2])
    return family, name.removesuffix(family).strip() if name != family else ""


def csl(id: str, source: Mapping[str, Any], person: Names) -> dict[str, Any]:
    """A source as an item of CSL-JSON.

    >>> csl("x", {"title": "T", "kind": "book", "issued": "2025-03", "authors": ["Ann Lee"]}, lambda id: None)["issued"]
    {'date-parts': [[2025, 3]]}
    """
    item: dict[str, Any] = {"id": id, "type": source["kind"], "title": source["title"]}
    authors: list[dict[str, str]] = []
    for author in source.get("authors", ()):
        family, given = _family(author, person)
        authors.append({"family": family, "given": given} if given else {"literal": family})
    if authors and source.get("et_al") == "true":
        authors.append({"literal": "others"})
    if authors:
        item["author"] = authors
    if "issued" in source:
        item["issued"] = {"date-parts": [[int(part) for part in str(source["issued"]).split("-")]]}
    same = ("publisher", "volume", "issue", "version")
    item.update({key: source[key] for key in same if key in source})
    renamed = {"container": "container-title", "pages": "page", "doi": "DOI", "url": "URL"}
    item.update({new: source[key] for key, new in renamed.items() if key in source})
    if "url" not in source and "arxiv" in source:
        item["URL"] = f"https://arxiv.org/abs/{source['arxiv']}"
    return item


def bibtex(id: str, source: Mapping[str, Any], person: Names) -> str:
    """A source as an entry of BibTeX."""
    names = []
    for author in source.get("authors", ()):
        family, given = _family(author, person)
        names.append(f"{_tex(family)}, {_tex(given)}" if given else f"{{{_tex(family)}}}")
    if names and source.get("et_al") == "true":
        names.append("others")
    issued = str(source.get("issued", "")).split("-")
    container = "booktitle" if source["kind"] in ("paper-conference", "chapter") else "journal"
    institution = "institution" if source["kind"] == "report" else "publisher"
    fields = {
        "author": " and ".join(names),
        "title": f"{{{_tex(source['title'])}}}",
        container: _tex(source.get("container", "")),
        institution: _tex(source.get("publisher", "")),
        "volume": _tex(source.get("volume", "")),
        "number": _tex(source.get("issue", "")),
        "pages": _tex(source.get("pages", "")).replace("-", "--"),
        "year": issued[0],
        "month": issued[1] if len(issued) > 1 else "",
        "doi": source.get("doi", ""),
        "url": source.get("url", ""),
        "eprint": source.get("arxiv", ""),
        "archiveprefix": "arXiv" if "arxiv" in source else "",
    }
    return _entry(_BIBTEX_TYPES.get(source["kind"], "misc"), id, fields)


def claim_bibtex(id: str, title: str, site: str, address: str) -> str:
    """The page of a claim as an entry of BibTeX."""
    fields = {
        "title": f"{{{_tex(title)}}}",
        "howpublished": f"{_tex(site)}, a knowledge base of arguments",
        "url": address,
    }
    return _entry("misc", f"{site}-{id}", fields)


def _entry(kind: str, key: str, fields: Mapping[str, str]) -> str:
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{kind}{{{key},", *lines, "}"])


def _tex(text: object) -> str:
    return "".join(_BIBTEX_SPECIAL.get(sign, sign) for sign in str(text))


def bibliography(items: list[dict[str, Any]], kept: MutableMapping[str, str]) -> dict[str, Markup]:
    """The line of a bibliography for each item of CSL-JSON, by id.

    Args:
        items: the sources.
        kept: lines made earlier, by what they were made of; the new ones are added.
    """
    keys = {item["id"]: repr(sorted(item.items())) for item in items}
    missing = [item for item in items if keys[item["id"]] not in kept]
    for lines in shared_out(missing, _rendered, above=ITEMS_A_PROCESS):
        kept.update({keys[id]: lines[id] for id in lines})
    return {id: Markup(kept[key]) for id, key in keys.items()}  # noqa: S704 - `_rendered` cleans every line


def _rendered(items: Sequence[dict[str, Any]]) -> dict[str, str]:
    if not items:
        return {}
    import warnings

    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # citeproc-py warns of every field that it does not know
        style = CitationStylesStyle(STYLE, validate=False)
        escaped = [_escaped(item) for item in items]
        entries = CitationStylesBibliography(style, CiteProcJSON(escaped), formatter.html)
        for item in items:
            entries.register(Citation([CitationItem(item["id"])]))
        made = [str(line) for line in entries.bibliography()]
    cleaner = nh3.Cleaner(tags={"i", "b", "em", "sup", "sub"}, attributes={})
    return {item["id"]: _tidied(cleaner.clean(line)) for item, line in zip(items, made, strict=True)}


def _escaped(value: Any) -> Any:
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
