"""Bibliographies in BibTeX and BibLaTeX, as CSL-JSON.

`bibtexparser` finds the entries and goes on behind a broken one; `pylatexenc` reads the LaTeX in them. Ours are the
types and fields of BibLaTeX, inheritance, and the word of what was lost.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from cruxbase.citation.bibtex import TYPES, bibtex_entry
from cruxbase.citation.csl import Item
from cruxbase.citation.names import Name
from cruxbase.exchange.csl_json import person_data
from cruxbase.exchange.dates import MONTHS, date_of_fields
from cruxbase.exchange.latex import plain_text
from cruxbase.exchange.losses import LossReport
from cruxbase.exchange.sources import Bibliography, Entry
from cruxbase.support.errors import CruxbaseError

if TYPE_CHECKING:
    from bibtexparser.model import Entry as Block

    from cruxbase.analysis.entities import Source

_KINDS = {
    **{bibtex: csl for csl, bibtex in TYPES.items() if csl != "article-magazine"},
    **dict.fromkeys(("mvbook", "collection", "mvcollection", "reference", "mvreference", "proceedings"), "book"),
    **dict.fromkeys(("mvproceedings", "periodical", "booklet"), "book"),
    **dict.fromkeys(("inbook", "bookinbook", "suppbook", "suppcollection", "inreference"), "chapter"),
    **dict.fromkeys(("online", "electronic", "www"), "webpage"),
    **dict.fromkeys(("report", "manual", "standard"), "report"),
    **dict.fromkeys(("thesis", "mastersthesis", "bachelorsthesis"), "thesis"),
    **dict.fromkeys(("conference",), "paper-conference"),
    **dict.fromkeys(("suppperiodical", "review"), "article-journal"),
    "article": "article-journal",
    "unpublished": "article",
    "preprint": "article",
    "software": "software",
    "dataset": "dataset",
    "data": "dataset",
    "letter": "personal_communication",
}
_CONTAINED = frozenset(
    ("inbook", "bookinbook", "suppbook", "incollection", "inproceedings", "conference", "inreference")
)
_TEXTS = (
    ("container-title", ("journaltitle", "journal", "booktitle", "maintitle", "eventtitle", "howpublished")),
    ("publisher", ("publisher", "institution", "school", "organization")),
    ("volume", ("volume",)),
    ("issue", ("number", "issue")),
    ("page", ("pages", "eid")),
    ("version", ("version",)),
    ("DOI", ("doi",)),
    ("note", ("note", "addendum")),
)
_READ_ELSEWHERE = frozenset(
    (
        *(
            "author",
            "editor",
            "title",
            "subtitle",
            "date",
            "year",
            "month",
            "day",
            "url",
            "crossref",
            "xdata",
            "csltype",
        ),
        *("archiveprefix", "eprinttype", "eprint", "journalsubtitle", "booksubtitle"),
    )
)
_NOT_INHERITED = frozenset(("crossref", "xref", "xdata", "label", "options", "ids", "keywords", "shorttitle"))
_LITERAL = re.compile(r"\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}")


class BadBibTeX(CruxbaseError, ValueError):
    """No entry of a text could be read; says where the first broken one stands."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(f"line {line}: {what}")


class _Raw(NamedTuple):
    kind: str
    key: str
    line: int
    fields: dict[str, str]


def bibtex(sources: Iterable[Source]) -> str:
    """The sources as a BibTeX database."""
    return "\n".join(bibtex_of(source) + "\n" for source in sources)


def bibtex_of(source: Source) -> str:
    """One source as a BibTeX entry."""
    data = source.kb.corpus.entry(source.id).data
    return bibtex_entry(source.id, data, lambda id: person_data(source.kb, id))


def csl_of_bibtex(text: str) -> list[Item]:
    """The entries of a BibTeX database as CSL-JSON; broken ones are left out."""
    return [entry.item for entry in read_bibtex(text, "").entries]


def read_bibtex(text: str, name: str) -> Bibliography:
    """The entries of a BibTeX or BibLaTeX database; a broken entry is a line of the report.

    Args:
        text: of the file.
        name: of the file, for places.
    """
    report = LossReport()
    raw = _raw_entries(text, name, report)
    by_key = {entry.key: entry for entry in reversed(raw)}
    entries = []
    for one in raw:
        if one.kind == "xdata":
            report.changed("xdata", "its fields stand in the entries that name it", f"{name}:{one.line}")
            continue
        fields = _with_inherited(one, by_key, f"{name}:{one.line}", report, ())
        entries.append(_entry(one, fields, f"{name}:{one.line}", report))
        report.kept("entry")
    return Bibliography(tuple(entries), report)


# the entries


def _raw_entries(text: str, name: str, report: LossReport) -> list[_Raw]:
    from bibtexparser import model
    from bibtexparser.entrypoint import parse_string

    logger = logging.getLogger("bibtexparser")
    level = logger.level
    logger.setLevel(logging.CRITICAL)  # what it would say of broken entries, the report says
    try:
        library = parse_string(text, parse_stack=[])
    finally:
        logger.setLevel(level)
    macros = {month: month for month in MONTHS}
    entries: list[_Raw] = []
    for block in library.blocks:
        line = (block.start_line or 0) + 1
        if isinstance(block, model.String):
            macros[block.key.lower()] = _value(block.value, macros) or ""
        elif isinstance(block, model.ParsingFailedBlock):
            inner = block.ignore_error_block
            if not isinstance(inner, model.Entry):
                report.dropped("entry", "it cannot be read: a brace, a comma or a key is missing", f"{name}:{line}")
                continue
            report.changed("entry", "a key or a field that comes twice; the first field counts", f"{name}:{line}")
            entries += _checked(inner, line, macros, name, report)
        elif isinstance(block, model.Entry):
            entries += _checked(block, line, macros, name, report)
    return entries


def _checked(entry: Block, line: int, macros: Mapping[str, str], name: str, report: LossReport) -> Iterator[_Raw]:
    if not entry.key or re.search(r"[\s={}\"]", entry.key):
        report.dropped("entry", "it has no key", f"{name}:{line}")
        return
    fields: dict[str, str] = {}
    for field in entry.fields:
        value = _value(field.value, macros)
        if value is None:
            place = f"{name}:{(field.start_line or 0) + 1}"
            report.dropped(f"field {field.key.lower()}", "a comma or a brace is missing", place)
        elif value.strip():
            fields.setdefault(field.key.lower(), value)
    if not fields and entry.fields:
        report.dropped("entry", "it says nothing", f"{name}:{line}")
        return
    yield _Raw(entry.entry_type.lower(), entry.key, line, fields)


def _value(written: str, macros: Mapping[str, str]) -> str | None:
    """The value of a field: texts in braces or quotes, numbers and names of strings, joined by #; None if it is none of that."""
    pieces: list[str] = []
    rest = written.strip()
    while rest:
        end = _end_of_piece(rest)
        piece, rest = rest[:end].strip(), rest[end:].strip()
        if piece[:1] in ("{", '"'):
            if len(piece) < 2 or piece[-1] != ("}" if piece[0] == "{" else '"'):
                return None
            pieces.append(piece[1:-1])
        elif re.fullmatch(r"[^\s{}\",#]+", piece):
            pieces.append(macros.get(piece.lower(), piece))
        else:
            return None
        if rest:
            if rest[0] != "#" or not rest[1:].strip():
                return None
            rest = rest[1:].strip()
    return "".join(pieces)


def _end_of_piece(text: str) -> int:
    depth = 0
    for at, sign in enumerate(text):
        if at and text[at - 1] == "\\" and sign in '{}"':
            continue
        if sign == "{":
            depth += 1
        elif sign == "}":
            depth -= 1
            if depth == 0 and text[0] == "{":
                return at + 1
        elif depth == 0 and ((sign == '"' and at and text[0] == '"') or (sign in "# \n\t" and text[0] not in '{"')):
            return at + (sign == '"')
    return len(text)


def _with_inherited(
    one: _Raw, by_key: Mapping[str, _Raw], place: str, report: LossReport, above: tuple[str, ...]
) -> dict[str, str]:
    """An entry's fields, with those of the entries that it names; its own count more."""
    fields = dict(one.fields)
    for link in ("xdata", "crossref"):
        for key in filter(None, (part.strip() for part in one.fields.get(link, "").split(","))):
            parent = by_key.get(key)
            if parent is None or key in (*above, one.key):
                report.dropped(link, "it names no other entry", place)
                continue
            inherited = _with_inherited(parent, by_key, place, report, (*above, one.key))
            for field, value in inherited.items():
                if field not in _NOT_INHERITED:
                    fields.setdefault(_inherited_as(field, one.kind) if link == "crossref" else field, value)
            report.kept(link)
    return fields


def _inherited_as(field: str, kind: str) -> str:
    """The field in which a part shows its whole's: the title of proceedings is the booktitle of a paper."""
    if kind in _CONTAINED and field in ("title", "subtitle"):
        return f"book{field}"
    return f"journal{field}" if kind in ("article", "suppperiodical") and field in ("title", "subtitle") else field


# what an entry says


def _entry(one: _Raw, fields: dict[str, str], place: str, report: LossReport) -> Entry:
    def plain(field: str) -> str:
        shown = plain_text(fields.get(field, ""))
        for command in shown.unknown:
            report.changed(f"command \\{command}", "only its argument is kept", place)
        return shown.text

    item: Item = {"id": one.key, "type": plain("csltype") or _kind(one.kind, fields)}
    title = _joined(plain("title"), plain("subtitle"))
    if title:
        item["title"] = title
    read = {target: field for target, names in _TEXTS for field in names[::-1] if fields.get(field)}
    for target, field in read.items():
        value = plain(field)
        if field in ("howpublished", "note") and re.fullmatch(r"<?https?://\S+>?", value):
            continue  # it is found as an address
        subtitle = {"journaltitle": "journalsubtitle", "booktitle": "booksubtitle"}.get(field)
        item[target] = _joined(value, plain(subtitle)) if subtitle else value
    if fields.get("url"):
        item["URL"] = _address(fields["url"])
    item |= _issued({name: plain(name) for name in ("date", "year", "month", "day")}, place, report)
    item |= _eprint(plain("eprint"), plain("archiveprefix") or plain("eprinttype"))
    authors, et_al = _names(fields, place, report)
    if authors:
        item["author"] = [author.csl() for author in authors]
    for field in sorted(set(fields) - set(read.values()) - _READ_ELSEWHERE):
        report.dropped(f"field {field}", "a source record has no place for it", place)
    texts = (
        str(item.get("URL", "")),
        *(_address(value) for field, value in fields.items() if field not in ("title", "abstract")),
    )
    return Entry(one.key, place, item, tuple(text for text in texts if text), et_al)


def _issued(fields: Mapping[str, str], place: str, report: LossReport) -> Item:
    """The date of an entry, where it has one."""
    date = date_of_fields(fields)
    if date.change:
        (report.changed if date.date else report.dropped)("date", date.change, place)
    return {"issued": {"date-parts": [[int(part) for part in date.date.split("-")]]}} if date.date else {}


def _kind(kind: str, fields: Mapping[str, str]) -> str:
    if kind in ("misc", "other", "unpublished") or kind not in _KINDS:
        return (
            "article" if "eprint" in fields or kind == "unpublished" else "webpage" if "url" in fields else "document"
        )
    return _KINDS[kind]


def _joined(title: str, subtitle: str) -> str:
    if not subtitle or not title:
        return title or subtitle
    return f"{title} {subtitle}" if title.endswith((":", "?", "!", ".")) else f"{title}: {subtitle}"


def _address(written: str) -> str:
    r"""A text in which an address may stand, with what LaTeX escapes in addresses put back."""
    return re.sub(r"\\([%#&_$~])", r"\1", re.sub(r"\\(?:url|href)\s*\{([^{}]*)\}", r" \1 ", written)).strip()


def _eprint(number: str, archive: str) -> dict[str, str]:
    if not number or archive.lower() not in ("", "arxiv"):
        return {}
    return {"number": f"arXiv:{re.sub('^arxiv:', '', number, flags=re.IGNORECASE)}"}


# names


def _names(fields: Mapping[str, str], place: str, report: LossReport) -> tuple[list[Name], bool]:
    written = fields.get("author", "")
    if not written and fields.get("editor"):
        written = fields["editor"]
        report.changed("editors", "stand as authors", place)
    elif fields.get("editor"):
        report.dropped("field editor", "a source record has no place for it", place)
    names: list[Name] = []
    et_al = False
    for one in split_names(written):
        if one.lower() in ("others", "et al.", "et al"):
            et_al = True
        elif (name := bibtex_name(one)) is not None:
            names.append(name)
        else:
            report.dropped("author", "no name", place)
    return names, et_al


def split_names(written: str) -> Iterator[str]:
    """The names of a list joined by `and` in any case, where that does not stand in braces.

    >>> list(split_names("Anne Leeds AND {Barnes and Noble}"))
    ['Anne Leeds', '{Barnes and Noble}']
    """
    depth, start = 0, 0
    for match in re.finditer(r"\\.|[{}]|\s+and(?=\s)", written + " ", re.IGNORECASE | re.DOTALL):
        if match[0] in ("{", "}"):
            depth += 1 if match[0] == "{" else -1
        elif depth == 0 and match[0][0] != "\\":
            if written[start : match.start()].strip():
                yield written[start : match.start()].strip()
            start = match.end()
    if written[start:].strip():
        yield written[start:].strip()


def bibtex_name(written: str) -> Name | None:
    r"""A name as BibTeX or BibLaTeX writes it; None where it is none.

    >>> bibtex_name("Doe, Jr., P. Q.").suffix, bibtex_name("family=Hovens, given=Jana, prefix=van den").dropping
    ('Jr.', 'van den')
    """
    if re.search(r"(?:^|,)\s*family\s*=", written):
        return _extended_name(written)
    if _LITERAL.fullmatch(written):
        literal = plain_text(written).text
        return Name(literal=literal) if literal else None
    from bibtexparser.middlewares.names import parse_single_name_into_parts

    try:
        parts = parse_single_name_into_parts(written, strict=False)
    except (ValueError, IndexError):
        literal = plain_text(written).text
        return Name(literal=literal) if literal else None
    family, given, particle, suffix = (
        plain_text(" ".join(words)).text for words in (parts.last, parts.first, parts.von, parts.jr)
    )
    if not family or (not given and "," not in written and not particle):
        literal = " ".join(part for part in (given, particle, family, suffix) if part)
        return Name(literal=literal) if literal else None
    return Name(family, given, particle, "", suffix)


def _extended_name(written: str) -> Name | None:
    parts: dict[str, str] = {}
    for piece in re.split(r",(?![^{]*\})", written):
        key, _, value = piece.partition("=")
        parts[key.strip().lower()] = plain_text(value.strip().strip('"')).text
    if not parts.get("family"):
        return None
    prefix = parts.get("prefix", "")
    stays = parts.get("useprefix", "").lower() == "true"
    given = parts.get("given", "")
    return Name(parts["family"], given, prefix if stays else "", "" if stays else prefix, parts.get("suffix", ""))
