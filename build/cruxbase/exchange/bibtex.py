"""Sources as BibTeX, and BibTeX as CSL-JSON, from which a source is made."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from cruxbase.exchange.csl_json import Item, csl_json, split_name
from cruxbase.support.errors import CruxbaseError

if TYPE_CHECKING:
    from cruxbase.analysis.entities import Source

_TYPES = {
    "article-journal": "article",
    "article-magazine": "article",
    "paper-conference": "inproceedings",
    "book": "book",
    "chapter": "incollection",
    "thesis": "phdthesis",
    "report": "techreport",
}
_KINDS = {
    **{bibtex: csl for csl, bibtex in _TYPES.items() if csl != "article-magazine"},
    "conference": "paper-conference",
    "inbook": "chapter",
    "mastersthesis": "thesis",
    "online": "webpage",
    "electronic": "webpage",
    "www": "webpage",
    "software": "software",
    "dataset": "dataset",
    "unpublished": "article",
}
_CONTAINERS = {"article": "journal", "inproceedings": "booktitle", "incollection": "booktitle"}
_PUBLISHERS = {"techreport": "institution", "phdthesis": "school"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SPECIAL = {
    "{": r"\{",
    "}": r"\}",
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
} | {sign: f"\\{sign}" for sign in "&%$#_"}
_ACCENTS = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    '"': "\u0308",
    "=": "\u0304",
    ".": "\u0307",
    "u": "\u0306",
    "v": "\u030c",
    "H": "\u030b",
    "c": "\u0327",
    "k": "\u0328",
    "r": "\u030a",
    "d": "\u0323",
    "b": "\u0331",
}
_LETTERS = {"ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł"}
_SIGNS = {"textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^", "textendash": "–", "textemdash": "—"}
_SYMBOLS = {**_LETTERS, **_SIGNS, "aa": "å", "AA": "Å", "i": "ı", "j": "ȷ", "ldots": "…", "dots": "…"}


class BadBibTeX(CruxbaseError, ValueError):
    """A text is not BibTeX; says where."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(f"line {line}: {what}")


def bibtex(sources: Iterable[Source]) -> str:
    """The sources as a BibTeX database."""
    return "\n".join(map(bibtex_entry, sources))


def bibtex_entry(source: Source) -> str:
    """One source as a BibTeX entry. The field `csltype`, which styles pass over, keeps the exact kind."""
    item = csl_json(source)
    kind = _TYPES.get(item["type"], "misc")
    fields: dict[str, str] = {}
    names = [_bibtex_name(name) for name in item.get("author", ())]
    if names:
        more = ["others"] if source.record.et_al else []
        fields["author"] = " and ".join(names + more)
    fields["title"] = f"{{{_escaped(item['title'])}}}"
    for key, name in (
        ("container-title", _CONTAINERS.get(kind, "howpublished")),
        ("publisher", _PUBLISHERS.get(kind, "publisher")),
    ):
        if key in item:
            fields[name] = _escaped(item[key])
    for key, name in (("volume", "volume"), ("issue", "number"), ("page", "pages"), ("version", "version")):
        if key in item:
            fields[name] = _escaped(item[key]).replace("–", "--")
    fields |= _date_fields(item)
    if source.record.arxiv:
        fields |= {"eprint": source.record.arxiv, "archiveprefix": "arXiv"}
    for key, name in (("DOI", "doi"), ("URL", "url")):
        if key in item:
            fields[name] = item[key]
    fields["csltype"] = item["type"]
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
    return f"@{kind}{{{source.id},\n" + "\n".join(lines) + "\n}\n"


def _date_fields(item: Item) -> dict[str, str]:
    if "issued" not in item:
        return {}
    parts = item["issued"]["date-parts"][0]
    fields = {"year": f"{parts[0]:04}"}
    if len(parts) > 1:
        fields["month"] = f"{parts[1]:02}"
    if len(parts) > 2:
        fields["day"] = f"{parts[2]:02}"
    return fields


def _bibtex_name(name: dict[str, str]) -> str:
    if "literal" in name:
        return f"{{{_escaped(name['literal'])}}}"
    return f"{_escaped(name['family'])}, {_escaped(name['given'])}"


def _escaped(text: str) -> str:
    return "".join(_SPECIAL.get(character, character) for character in text)


def csl_of_bibtex(text: str) -> list[Item]:
    r"""The entries of a BibTeX database as CSL-JSON.

    Raises:
        BadBibTeX: an entry is broken; entries of kinds that hold no text, such as @comment, are passed over.

    >>> csl_of_bibtex('@book{x, title = {The {Art} of {\\\\"U}bung}, author = "Lee, Ann and {A B}", year = 2020}')[0][
    ...     "author"
    ... ]
    [{'family': 'Lee', 'given': 'Ann'}, {'literal': 'A B'}]
    """
    macros = {month: str(number) for number, month in enumerate(_MONTHS, start=1)}
    items = []
    for kind, key, fields in _Entries(text, macros):
        items.append(_item(kind, key, fields))
    return items


def _item(kind: str, key: str, fields: dict[str, str]) -> Item:
    plain = {name: _decoded(value) for name, value in fields.items()}
    item: Item = {"id": key, "type": plain.get("csltype") or _KINDS.get(kind, "document")}
    if kind == "misc" and "csltype" not in plain:
        item["type"] = "article" if "eprint" in plain else "webpage" if "url" in plain else "document"
    for target, names in (
        ("title", ("title",)),
        ("container-title", ("journal", "journaltitle", "booktitle", "howpublished")),
        ("publisher", ("publisher", "institution", "school", "organization")),
        ("volume", ("volume",)),
        ("issue", ("number", "issue")),
        ("page", ("pages",)),
        ("version", ("version",)),
        ("DOI", ("doi",)),
        ("URL", ("url",)),
    ):
        found = next((plain[name] for name in names if plain.get(name)), None)
        if found:
            item[target] = found if target in ("DOI", "URL") else found.replace("--", "–")
    names_of = [_csl_name(name) for name in _split_names(fields.get("author", fields.get("editor", "")))]
    if names_of:
        item["author"] = [name for name in names_of if name != {"literal": "others"}]
        if item["author"] != names_of:
            item["custom"] = {"et_al": "true"}
    date = _date(plain)
    if date:
        item["issued"] = {"date-parts": [date]}
    if "eprint" in plain and plain.get("archiveprefix", plain.get("eprinttype", "arxiv")).lower() == "arxiv":
        item["number"] = f"arXiv:{plain['eprint'].removeprefix('arXiv:')}"
    return item


def _date(plain: dict[str, str]) -> list[int]:
    found = re.match(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", plain.get("date", plain.get("year", "")))
    if found is None:
        return []
    parts = [int(part) for part in found.groups() if part]
    month = plain.get("month", "")[:3].lower()
    number = _MONTHS.index(month) + 1 if month in _MONTHS else int(month) if month.isdigit() else 0
    if len(parts) == 1 and 1 <= number <= 12:
        parts.append(number)
        if plain.get("day", "").isdigit():
            parts.append(int(plain["day"]))
    return parts


def _split_names(written: str) -> Iterator[str]:
    """The names in a list joined by `and`, where that does not stand in braces."""
    depth = 0
    start = 0
    for match in re.finditer(r"\\.|[{}]|\s+and\s+", written):
        if match[0] in "{}":
            depth += 1 if match[0] == "{" else -1
        elif depth == 0 and match[0][0] != "\\":
            yield written[start : match.start()]
            start = match.end()
    if written[start:].strip():
        yield written[start:]


def _csl_name(written: str) -> dict[str, str]:
    name = written.strip()
    if name.startswith("{") and name.endswith("}") and name.count("{") == name.count("}") == 1:
        return {"literal": _decoded(name)}
    parts = [_decoded(part) for part in name.split(",")]
    if len(parts) == 1:
        return split_name(parts[0])
    family, given = parts[0], parts[-1]
    return {"family": family, "given": given} if given else {"literal": family}


def _decoded(written: str) -> str:
    """LaTeX as plain text: accents and symbols are put together, braces fall away."""
    text = re.sub(r"\\([`'^~\"=.])\s*\{?\\?([A-Za-z])\}?", _accented, written)
    text = re.sub(r"\\([uvHckrdb])(?:\s+|\{)\\?([A-Za-z])\}?", _accented, text)
    text = re.sub(r"\\([A-Za-z]+)(?:\{\}|\s+|(?![A-Za-z]))", lambda m: _SYMBOLS.get(m[1], ""), text)
    text = re.sub(r"\\([&%$#_{}])", lambda m: f"\0{ord(m[1])}\0", text)
    text = (
        text.replace("{", "")
        .replace("}", "")
        .replace("~", " ")
        .replace("---", "—")
        .replace("``", "“")
        .replace("''", "”")
    )
    return " ".join(re.sub("\0(\\d+)\0", lambda m: chr(int(m[1])), text).split())


def _accented(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", match[2] + _ACCENTS[match[1]])


class _Entries:
    """Reads the entries of a database one after the other."""

    def __init__(self, text: str, macros: dict[str, str]) -> None:
        self.text = text
        self.macros = macros
        self.at = 0

    def __iter__(self) -> Iterator[tuple[str, str, dict[str, str]]]:
        while (start := self.text.find("@", self.at)) >= 0:
            self.at = start + 1
            kind = self._word().lower()
            if kind in ("comment", "preamble") or not kind:
                self._skip_group()
            elif kind == "string":
                self._open()
                self.macros.update(self._fields())
            else:
                self._open()
                key = self._until(",}")
                if not key or re.search(r"[\s={]", key):
                    raise self._problem("an entry begins with '@type{key,'")
                if self.text[self.at - 1 : self.at] == "}":
                    yield kind, key, {}
                else:
                    yield kind, key, self._fields()

    def _problem(self, what: str) -> BadBibTeX:
        return BadBibTeX(self.text.count("\n", 0, self.at) + 1, what)

    def _space(self) -> None:
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1

    def _next(self) -> str:
        self._space()
        return self.text[self.at : self.at + 1]

    def _word(self) -> str:
        self._space()
        found = re.compile(r"[^\s{}(),=#\"@]*").match(self.text, self.at)
        assert found is not None
        self.at = found.end()
        return found[0]

    def _open(self) -> None:
        if self._next() not in ("{", "("):
            raise self._problem("an entry begins with '@type{'")
        self.at += 1

    def _skip_group(self) -> None:
        if self._next() in ("{", "("):
            self._braced() if self.text[self.at] == "{" else self._until(")")

    def _until(self, ends: str) -> str:
        start = self.at
        while self.at < len(self.text) and self.text[self.at] not in ends:
            self.at += 1
        if self.at == len(self.text):
            raise self._problem("the entry does not end")
        self.at += 1
        return self.text[start : self.at - 1].strip()

    def _fields(self) -> dict[str, str]:
        fields: dict[str, str] = {}
        while True:
            sign = self._next()
            if sign in ("}", ")"):
                self.at += 1
                return fields
            if sign == ",":
                self.at += 1
                continue
            name = self._word().lower()
            if not name or self._next() != "=":
                raise self._problem("a field is 'name = {value}', and fields are separated by commas")
            self.at += 1
            fields[name] = self._value()

    def _value(self) -> str:
        pieces = [self._piece()]
        while self._next() == "#":
            self.at += 1
            pieces.append(self._piece())
        return "".join(pieces)

    def _piece(self) -> str:
        sign = self._next()
        if sign == "{":
            return self._braced()
        if sign == '"':
            return self._quoted()
        word = self._word()
        if not word:
            raise self._problem('a value is {text}, "text", a number or the name of a @string')
        return word if word.isdigit() else self.macros.get(word.lower(), word)

    def _braced(self) -> str:
        start = self.at
        depth = 0
        while self.at < len(self.text):
            sign = self.text[self.at]
            self.at += 2 if sign == "\\" else 1
            depth += (sign == "{") - (sign == "}")
            if depth == 0:
                return self.text[start + 1 : self.at - 1]
        raise self._problem("a brace is not closed")

    def _quoted(self) -> str:
        self.at += 1
        start = self.at
        depth = 0
        while self.at < len(self.text):
            sign = self.text[self.at]
            if sign == '"' and depth == 0:
                self.at += 1
                return self.text[start : self.at - 1]
            self.at += 2 if sign == "\\" else 1
            depth += (sign == "{") - (sign == "}")
        raise self._problem("a quotation mark is not closed")
