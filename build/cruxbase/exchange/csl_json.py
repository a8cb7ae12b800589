"""Sources as CSL-JSON, and CSL-JSON as sources.

The mapping loses nothing: what CSL has no word for (how far an editor got, the forum's id, ids of people) stands in the
item's `custom` object, which the CSL-JSON schema (version 1.0.2) sets aside for that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, get_args

from cruxbase.records import NameParts
from cruxbase.records.literature import SourceKind

if TYPE_CHECKING:
    from cruxbase.knowledge_base.views import PersonView, SourceView

Item = dict[str, Any]

_SAME = {
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
}
_OURS = (
    "type",
    "authors",
    "et_al",
    "arxiv",
    "forum_id",
    "part_of",
    "checked",
    "summary",
    "refines",
    "notes",
    "tags",
    "aliases",
)
_KINDS = frozenset(get_args(SourceKind))
_ARXIV = re.compile(
    r"(?:arxiv\.org/(?:abs|pdf)/|arxiv:\s*|10\.48550/arxiv\.)((?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?)",
    re.IGNORECASE,
)
_FORUM = re.compile(
    r"(?:lesswrong\.com|alignmentforum\.org|forum\.effectivealtruism\.org)/(?:posts|s/\w+/p)/(\w{10,24})"
)
_MAX_WORD = 200


def csl_items(sources: Iterable[SourceView]) -> list[Item]:
    """The sources as a CSL-JSON bibliography."""
    return [csl_json(source) for source in sources]


def csl_json(source: SourceView) -> Item:
    """A source as an item of CSL-JSON, from which `source_data` makes the same source again."""
    data = source.kb.corpus.entry(source.id).data
    item: Item = {"id": source.id}
    for ours, theirs in _SAME.items():
        if ours in data:
            item[theirs] = data[ours]
    names = [_name(*pair) for pair in zip(source.authors, source.record.authors, strict=True)]
    if names:
        item["author"] = names
    if "issued" in data:
        item["issued"] = {"date-parts": [[int(part) for part in str(data["issued"]).split("-")]]}
    if "arxiv" in data:
        item["number"] = f"arXiv:{data['arxiv']}"
    custom = {key: data[key] for key in _OURS if key in data and key != "type"}
    item["custom"] = {"cruxbase": custom}
    return item


def _name(author: PersonView | str, written: str | NameParts) -> dict[str, str]:
    if isinstance(written, NameParts):
        return _parts(written)
    if isinstance(author, str):
        return split_name(author)
    record = author.record
    return split_name(record.name, record.family) if record.kind == "person" else {"literal": record.name}


def _parts(name: NameParts) -> dict[str, str]:
    """A name in parts under the keys that CSL has for them."""
    keys = {"particle": "non-dropping-particle", "dropping_particle": "dropping-particle"}
    return {keys.get(part, part): text for part, text in name.model_dump(exclude_none=True).items()}


def split_name(name: str, family: str | None = None) -> dict[str, str]:
    """A name as CSL has it: the last word is the family name, unless it is said which part is.

    >>> split_name("Wei Dai"), split_name("Ho Chi Minh", "Ho"), split_name("Anthropic")
    ({'family': 'Dai', 'given': 'Wei'}, {'family': 'Ho', 'given': 'Chi Minh'}, {'literal': 'Anthropic'})
    """
    last = family or name.rpartition(" ")[2]
    if last == name or last not in name:
        return {"literal": name}
    given = name.removesuffix(last) if name.endswith(last) else name.removeprefix(last)
    return {"family": last, "given": given.strip()} if given != name else {"literal": name}


def source_data(item: Mapping[str, Any], person: Callable[[str], str | None] | None = None) -> dict[str, Any]:
    """The plain data of the source record that an item of CSL-JSON describes.

    What a record cannot hold is left out. A source that did not come from a cruxbase base is `checked: unverified`.

    Args:
        item: one item of a bibliography.
        person: gives the id of the person with a name, or None.
    """
    own = item.get("custom", {}).get("cruxbase") if isinstance(item.get("custom"), Mapping) else None
    data: dict[str, Any] = {"type": "source"}
    for ours, theirs in _SAME.items():
        value = item.get(theirs)
        if isinstance(value, (str, int)) and str(value).strip():
            data[ours] = _clean(ours, " ".join(str(value).split()))
    data = {key: value for key, value in data.items() if value}
    if data.get("kind") not in _KINDS:
        data["kind"] = "document"
    data.setdefault("title", "Untitled")
    issued = _date(item.get("issued"))
    if issued:
        data["issued"] = issued
    if isinstance(own, Mapping):
        return {**data, **{key: own[key] for key in _OURS if key in own}}
    names = list(_names(item.get("author", ())))
    if names:
        data["authors"] = [(person(name) if person is not None else None) or name for name in names]
        if isinstance(item.get("custom"), Mapping) and item["custom"].get("et_al"):
            data["et_al"] = "true"
    return {**data, **_identifiers(item), "checked": "unverified"}


def _clean(key: str, value: str) -> str:
    """A value as a record may hold it; empty where it may not."""
    if key == "doi":
        found = re.search(r"10\.\d{4,9}/\S+", value)
        return found[0] if found else ""
    if key == "url":
        return value if re.match(r"^https?://[^\s<>\"]+$", value) else ""
    return value[:_MAX_WORD].strip()


def _date(issued: Any) -> str:
    """A date as precise as it is given."""
    if not isinstance(issued, Mapping):
        return ""
    parts = issued.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list):
        numbers = [str(part) for part in parts[0][:3] if str(part).isdigit()]
    else:
        found = re.match(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", str(issued.get("raw") or issued.get("literal") or ""))
        numbers = [part for part in found.groups() if part] if found else []
    if not numbers or len(numbers[0]) != 4:
        return ""
    return "-".join([numbers[0], *(f"{int(part):02}" for part in numbers[1:])])


def _names(authors: Any) -> Iterator[str]:
    for author in authors if isinstance(authors, list) else ():
        if not isinstance(author, Mapping):
            continue
        particle = author.get("non-dropping-particle") or author.get("dropping-particle") or ""
        parts = (author.get("given"), particle, author.get("family"), author.get("suffix"))
        name = str(author.get("literal") or " ".join(str(part) for part in parts if part)).strip()
        if name:
            yield name[:_MAX_WORD]


def _identifiers(item: Mapping[str, Any]) -> dict[str, str]:
    """Identifiers that other programs keep in places of their own choice."""
    places = " ".join(str(item.get(key, "")) for key in ("number", "archive_location", "DOI", "URL", "note", "eprint"))
    found = {}
    if arxiv := _ARXIV.search(places):
        found["arxiv"] = arxiv[1]
    if forum := _FORUM.search(str(item.get("URL", ""))):
        found["forum_id"] = forum[1]
    return found
