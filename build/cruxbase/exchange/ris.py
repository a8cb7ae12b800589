"""Bibliographies in RIS, the tagged form of reference managers and publishers, as CSL-JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from cruxbase.citation.csl import Item
from cruxbase.citation.names import Name, parsed_name
from cruxbase.exchange.dates import date_of_text
from cruxbase.exchange.losses import LossReport
from cruxbase.exchange.sources import Bibliography, Entry

_KINDS = {
    **dict.fromkeys(("JOUR", "EJOUR", "JFULL", "ABST", "INPR"), "article-journal"),
    **dict.fromkeys(("MGZN", "NEWS"), "article-magazine"),
    **dict.fromkeys(("BOOK", "EBOOK", "EDBOOK"), "book"),
    **dict.fromkeys(("CHAP", "ECHAP", "ENCYC", "DICT"), "chapter"),
    **dict.fromkeys(("CONF", "CPAPER"), "paper-conference"),
    **dict.fromkeys(("RPRT", "STAND", "GOVDOC"), "report"),
    **dict.fromkeys(("ELEC", "WEB", "ICOMM"), "webpage"),
    "THES": "thesis",
    "COMP": "software",
    "DATA": "dataset",
    "UNPB": "article",
    "BLOG": "post-weblog",
    "PCOMM": "personal_communication",
}
_TEXTS = {
    "title": ("TI", "T1", "CT", "BT"),
    "container-title": ("JO", "JF", "T2", "JA", "J2", "BT"),
    "publisher": ("PB",),
    "volume": ("VL",),
    "issue": ("IS",),
    "DOI": ("DO",),
    "URL": ("UR", "L2"),
    "version": ("ET",),
    "note": ("N1",),
}
_READ = frozenset(
    (
        *(tag for tags in _TEXTS.values() for tag in tags),
        "TY",
        "ER",
        "AU",
        "A1",
        "PY",
        "Y1",
        "DA",
        "SP",
        "EP",
        "ID",
        "LK",
    )
)
_LINE = re.compile(r"^\ufeff?([A-Z][A-Z0-9])  ?-(?: (.*))?$")


def read_ris(text: str, name: str) -> Bibliography:
    """The entries of a RIS file; one that does not end, or holds nothing, is a line of the report.

    The form is a tag, two spaces, a hyphen and a value a line, from `TY` to `ER`. The package `rispy` stops at the first
    line that is none of that; here the entry is told and the next one is read.

    Args:
        text: of the file.
        name: of the file, for places.
    """
    report = LossReport()
    entries: list[Entry] = []
    tags: dict[str, list[str]] = {}
    start, last = 0, ""
    for number, line in enumerate(text.splitlines(), start=1):
        match = _LINE.match(line.rstrip())
        if match is None:
            if line.strip() and last:
                tags[last][-1] = f"{tags[last][-1]} {line.strip()}".strip()
            elif line.strip():
                report.dropped("line", "it stands in no entry", f"{name}:{number}")
            continue
        tag, value = match[1], (match[2] or "").strip()
        if tag == "TY":
            if tags:
                report.dropped("entry", "it does not end with ER", f"{name}:{start}")
            tags, start, last = {"TY": [value]}, number, "TY"
        elif not tags:
            report.dropped("line", "it stands in no entry", f"{name}:{number}")
        elif tag == "ER":
            entries.append(_entry(tags, f"{name}:{start}", report))
            report.kept("entry")
            tags, last = {}, ""
        else:
            tags.setdefault(tag, []).append(value)
            last = tag
    if tags:
        report.dropped("entry", "it does not end with ER", f"{name}:{start}")
    return Bibliography(tuple(entries), report)


def _entry(tags: Mapping[str, list[str]], place: str, report: LossReport) -> Entry:
    kind = tags["TY"][0].upper()
    item: Item = {"type": _KINDS.get(kind, "document")}
    if kind not in (*_KINDS, "GEN"):
        report.changed(f"type {kind}", "is called document", place)
    for target, sought in _TEXTS.items():
        value = next(iter(_firsts(tags, sought)), None)
        if value and value != item.get("title"):
            item[target] = value
    pages = _firsts(tags, ("SP", "EP"))
    if pages:
        item["page"] = "–".join(dict.fromkeys(pages))
    names = [name for tag in ("AU", "A1") for name in tags.get(tag, ()) if name]
    if names:
        item["author"] = [_name(name).csl() for name in names]
    item |= _issued(tags, place, report)
    key = (tags.get("ID") or [""])[0]
    if key:
        item["id"] = key
    for tag in sorted(set(tags) - _READ):
        report.dropped(f"tag {tag}", "a source record has no place for it", place)
    texts = tuple(
        value for tag, values in tags.items() if tag not in ("AB", "N2", "TI", "T1") for value in values if value
    )
    return Entry(key, place, item, texts)


def _firsts(tags: Mapping[str, list[str]], names: Iterable[str]) -> list[str]:
    """The first value of each of some tags that has any."""
    return [tags[tag][0] for tag in names if any(tags.get(tag, ()))]


def _issued(tags: Mapping[str, list[str]], place: str, report: LossReport) -> dict[str, object]:
    """The date: `DA` where it agrees with the year and says more."""
    written = [text.rstrip("/ ") for text in _firsts(tags, ("PY", "Y1", "DA"))]
    dates = [date_of_text(re.sub(r"/+(?=[^\d]|$).*", "", text)) for text in written]
    good = sorted((date for date in dates if date.date), key=lambda date: -len(date.date))
    if written and not good:
        report.dropped("date", "no year", place)
    if not good:
        return {}
    if good[0].change:
        report.changed("date", good[0].change, place)
    return {"issued": {"date-parts": [[int(part) for part in good[0].date.split("-")]]}}


def _name(written: str) -> Name:
    """A name as RIS has it: `Family, Given, Suffix`."""
    parts = [part.strip() for part in written.split(",") if part.strip()]
    if len(parts) < 2:
        return (
            parsed_name(written) if " " in written.strip() and "," not in written else Name(literal=written.strip(" ,"))
        )
    return Name(parts[0], parts[1], suffix=", ".join(parts[2:]))
