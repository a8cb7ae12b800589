"""Items of a bibliography as source records, with word of everything that a record cannot hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple, get_args

from cruxbase.citation.csl import OURS, SHARED, Item
from cruxbase.citation.names import Name, parsed_name
from cruxbase.exchange.dates import date_of_csl
from cruxbase.exchange.losses import LossReport
from cruxbase.records import Source
from cruxbase.records.choices import SourceKind
from cruxbase.records.identifiers import arxiv_in, doi_in, forum_id_in, only_says_arxiv, url_in
from cruxbase.records.single_values import problem_with

Person = Callable[[str], "str | None"]
"""Gives the id of the person with a name; None where the base has no such person."""

_KINDS = frozenset(get_args(SourceKind))
_MAX_WORD = 200
_OTHER_KINDS = {
    "article-newspaper": "article-magazine",
    "book-chapter": "chapter",
    "entry": "chapter",
    "entry-dictionary": "chapter",
    "entry-encyclopedia": "chapter",
    "manuscript": "article",
    "paper": "article",
    "preprint": "article",
    "review": "article-journal",
    "review-book": "article-journal",
    "standard": "report",
}
_READ = frozenset(
    (*SHARED.values(), "id", "author", "issued", "custom", "number", "note", "archive_location", "eprint", "archive")
)
_CITATION_KEY = re.compile(r"[^\s,{}()\"#%~\\'=]{1,200}")


class Entry(NamedTuple):
    """One entry of a bibliography.

    Attributes:
        key: by which people cite it; empty where it has none.
        place: where it stands: `library.bib:12`.
        item: what it says, in CSL-JSON.
        texts: where identifiers may stand besides the places that are made for them.
        et_al: whether it says that there are more authors.
    """

    key: str
    place: str
    item: Item
    texts: tuple[str, ...] = ()
    et_al: bool = False


class Bibliography(NamedTuple):
    """What reading a bibliography gives.

    Attributes:
        entries: those that could be read.
        report: what was dropped or changed; an entry that could not be read is one of its lines.
    """

    entries: tuple[Entry, ...]
    report: LossReport


def source_data(item: Mapping[str, object], person: Person | None = None) -> dict[str, object]:
    """The plain data of the source record that an item of CSL-JSON describes; what it cannot hold is left out.

    Args:
        item: one item of a bibliography.
        person: gives the id of the person with a name.
    """
    return source_of(Entry("", "", dict(item)), LossReport(), person)


def source_of(entry: Entry, report: LossReport, person: Person | None = None) -> dict[str, object]:
    """The plain data of the source record that an entry describes. It is always valid.

    A source that did not come from a cruxbase base is `checked: unverified`.

    Args:
        entry: of a bibliography.
        report: is told what the record does not say.
        person: gives the id of the person with a name.
    """
    item, custom = entry.item, entry.item.get("custom")
    own = custom.get("cruxbase") if isinstance(custom, Mapping) else None
    data = {"type": "source", **_plain_values(item)}
    if data.get("kind") not in _KINDS:
        data["kind"] = _kind(str(item.get("type", "")), entry, report)
    date = date_of_csl(item["issued"]) if item.get("issued") else None
    if date is not None:
        _report_date(date.date, date.change, entry, report)
        data |= {"issued": date.date} if date.date else {}
    if isinstance(own, Mapping):
        data |= {key: own[key] for key in OURS if own.get(key)}
        data.setdefault("checked", "unverified")
    else:
        data |= _authors(entry, report, person)
        data |= _identifiers(entry, data)
        data["checked"] = "unverified"
        _drop_arxiv_as_journal(data)
        for key in sorted(set(item) - _READ):
            if item[key]:
                report.dropped(f"field {key}", "a source record has no place for it", entry.place)
    if "title" not in data:
        data["title"] = str(data.get("container") or "Untitled")
        report.changed("entry without a title", "stands under another name", entry.place)
    return _valid(data, entry, report)


def _plain_values(item: Item) -> dict[str, object]:
    data: dict[str, object] = {}
    for ours, theirs in SHARED.items():
        value = item.get(theirs)
        if isinstance(value, (str, int)) and not isinstance(value, bool) and str(value).strip():
            data[ours] = " ".join(str(value).split())
    return data


def _kind(theirs: str, entry: Entry, report: LossReport) -> str:
    kind = _OTHER_KINDS.get(theirs, "document")
    if theirs:
        report.changed(f"type {theirs[:40]}", f"is called {kind}", entry.place)
    return kind


def _report_date(date: str, change: str, entry: Entry, report: LossReport) -> None:
    if change and date:
        report.changed("date", f"{change} is left out", entry.place)
    elif change:
        report.dropped("date", change, entry.place)


# names


def _authors(entry: Entry, report: LossReport, person: Person | None) -> dict[str, object]:
    authors: list[str | dict[str, str]] = []
    listed = entry.item.get("author")
    for written in listed if isinstance(listed, list) else ():
        name = name_of_csl(written)
        if name is None:
            report.dropped("author", "no name", entry.place)
            continue
        known = person(str(name)) if person is not None else None
        authors.append(known or _short(name, entry, report).written())
    data: dict[str, object] = {"authors": authors} if authors else {}
    if authors and entry.et_al:
        data["et_al"] = "true"
    return data


def _short(name: Name, entry: Entry, report: LossReport) -> Name:
    if all(len(part) <= _MAX_WORD for part in name) and len(str(name)) <= _MAX_WORD:
        return name
    report.changed("author", f"is cut to {_MAX_WORD} signs", entry.place)
    return Name(literal=str(name)[:_MAX_WORD].strip())


def name_of_csl(written: object) -> Name | None:
    """The name that an object of CSL-JSON describes, or a plain text; None where it holds none."""
    if isinstance(written, str):
        return parsed_name(written) if written.strip() else None
    if not isinstance(written, Mapping):
        return None

    def part(key: str) -> str:
        value = written.get(key)
        return " ".join(str(value).split()) if isinstance(value, (str, int)) and not isinstance(value, bool) else ""

    family, literal = part("family"), part("literal")
    if literal or not family:
        whole = literal or part("given")
        return Name(literal=whole) if whole else None
    particles = (part("non-dropping-particle"), part("dropping-particle"))
    return Name(family, part("given"), *particles, part("suffix"))


# identifiers


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Sequence):
        for part in value:
            yield from _texts(part)


def _identifiers(entry: Entry, data: Mapping[str, object]) -> dict[str, object]:
    """Identifiers that people and programs keep in places of their own choice, those made for them first."""
    keys = (
        "DOI",
        "URL",
        "number",
        "archive_location",
        "eprint",
        "note",
        "container-title",
        "volume",
        "publisher",
        "archive",
    )
    texts = [text for key in keys for text in _texts(entry.item.get(key))] + list(entry.texts)
    ids: dict[str, str | None] = {
        "arxiv": arxiv_in(texts),
        "doi": doi_in(texts),
        "url": url_in(texts),
        "forum_id": forum_id_in(texts),
    }
    chosen = {key: value for key, value in ids.items() if value}
    if data.get("url") and _is_url(str(data["url"])):
        chosen["url"] = str(data["url"])
    missing = {key: "" for key in ("doi", "url") if key in data and key not in chosen}
    key = entry.key or str(entry.item.get("citation-key") or "")
    if key and _CITATION_KEY.fullmatch(key):
        chosen["citation_key"] = key
    return {**chosen, **missing}


def _is_url(text: str) -> bool:
    return re.fullmatch(r"https?://[^\s<>\"]+", text) is not None


def _drop_arxiv_as_journal(data: dict[str, object]) -> None:
    """Take away a journal that only repeats the identifier, or an address."""
    container = str(data.get("container", ""))
    if "arxiv" in data and only_says_arxiv(container):
        data.pop("container")
        if data["kind"] == "article-journal":
            data["kind"] = "article"
        for key in ("volume", "issue"):
            if "arxiv" in str(data.get(key, "")).lower() or str(data.get(key, "")).startswith("abs/"):
                data.pop(key)
    elif container and container == data.get("url"):
        data.pop("container")


# what the schema allows


def _valid(data: dict[str, object], entry: Entry, report: LossReport) -> dict[str, object]:
    """The data without values that the schema refuses; one that is too long is cut."""
    for key in [key for key in data if key != "type"]:
        value = data[key]
        if isinstance(value, str) and not value:
            report.dropped(f"field {key}", "the schema refuses it", entry.place)
            del data[key]
        elif problem_with(Source, key, value):
            short = (
                value[:_MAX_WORD].rsplit(" ", 1)[0].strip() if isinstance(value, str) and len(value) > _MAX_WORD else ""
            )
            if short and problem_with(Source, key, short) is None:
                data[key] = short
                report.changed(f"field {key}", f"is cut to {_MAX_WORD} signs", entry.place)
                continue
            report.dropped(f"field {key}", "the schema refuses it", entry.place)
            del data[key]
    data.setdefault("title", "Untitled")
    data.setdefault("kind", "document")
    data.setdefault("checked", "unverified")
    return data
