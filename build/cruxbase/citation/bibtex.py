"""Sources as entries of BibTeX."""

from __future__ import annotations

from collections.abc import Mapping

from cruxbase.citation.names import Name, People, name_of
from cruxbase.records.written import WrittenRecord

TYPES = {
    "article-journal": "article",
    "article-magazine": "article",
    "paper-conference": "inproceedings",
    "book": "book",
    "chapter": "incollection",
    "thesis": "phdthesis",
    "report": "techreport",
}
"""Kinds of sources, and the type of BibTeX entry of each; any other is a `misc`."""

_CONTAINERS = {"article": "journal", "inproceedings": "booktitle", "incollection": "booktitle"}
_PUBLISHERS = {"techreport": "institution", "phdthesis": "school"}
_SPECIAL = str.maketrans(
    {
        "{": r"\{",
        "}": r"\}",
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
    | {sign: f"\\{sign}" for sign in "&%$#_"}
)


def bibtex_entry(id: str, source: WrittenRecord, person: People) -> str:
    """A source as an entry of BibTeX, under the key by which people cite it, else its id.

    The field `csltype`, which styles pass over, keeps the exact kind.

    Args:
        id: of the record.
        source: the record's plain data.
        person: gives the data of people by their ids.
    """
    kind = TYPES.get(str(source["kind"]), "misc")
    fields: dict[str, str] = {}
    names = [_name(name_of(author, person)) for author in source.get("authors", ())]
    if names:
        more = ["others"] if str(source.get("et_al", "")).lower() == "true" else []
        fields["author"] = " and ".join(names + more)
    fields["title"] = f"{{{escaped(source['title'])}}}"
    values: Mapping[str, object] = source
    for ours, theirs in (
        ("container", _CONTAINERS.get(kind, "howpublished")),
        ("publisher", _PUBLISHERS.get(kind, "publisher")),
        ("volume", "volume"),
        ("issue", "number"),
        ("pages", "pages"),
        ("version", "version"),
    ):
        if ours in values:
            fields[theirs] = escaped(values[ours])
    if "pages" in fields:
        fields["pages"] = fields["pages"].replace("–", "--")
    fields |= _date(str(source.get("issued", "")))
    if "arxiv" in source:
        fields |= {"eprint": str(source["arxiv"]), "archiveprefix": "arXiv"}
    fields |= {key: str(values[key]) for key in ("doi", "url") if key in values}
    fields["csltype"] = str(source["kind"])
    return bibtex_fields(kind, str(source.get("citation_key") or id), fields)


def bibtex_fields(kind: str, key: str, fields: Mapping[str, str]) -> str:
    """An entry of BibTeX with the fields that are not empty, whose values are escaped already."""
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{kind}{{{key},", *lines, "}"])


def _date(issued: str) -> dict[str, str]:
    parts = issued.split("-") if issued else []
    return dict(zip(("year", "month", "day"), (parts[0].zfill(4), *parts[1:]) if parts else (), strict=False))


def _name(name: Name) -> str:
    if name.literal:
        return f"{{{escaped(name.literal)}}}"
    family = escaped(name.family)
    if _reads_otherwise(name.family):
        family = f"{{{family}}}"
    particles = " ".join(word for word in (name.dropping, name.particle) if word)
    if particles:
        family = f"{escaped(particles)} {family}"
    parts = [family, *([escaped(name.suffix)] if name.suffix else []), _braced(name.given)]
    return ", ".join(parts) if name.given or name.suffix else f"{{{family}}}"


def _reads_otherwise(family: str) -> bool:
    """Whether BibTeX would split a family name: at a comma, at `and`, or after a small word, as a particle."""
    words = family.split(" ")
    return "," in family or "and" in family.lower().split() or any(word[:1].islower() for word in words[:-1])


def _braced(given: str) -> str:
    return f"{{{escaped(given)}}}" if "," in given or "and" in given.lower().split() else escaped(given)


def escaped(text: object) -> str:
    """A text with the signs that mean something to TeX written so that they are shown."""
    return str(text).translate(_SPECIAL)
