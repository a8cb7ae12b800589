"""Names of authors in parts, from whatever a record writes: an id, a plain name, or the parts themselves."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from cruxbase.records.written import WrittenNameParts, WrittenRecord

People = Callable[[str], WrittenRecord | None]
"""The data of the person record with an id; None where an author is no such id."""

Author = str | WrittenNameParts
"""An author as a record writes it: a person's id, a name, or its parts."""

SUFFIX = re.compile(r"(?:Jr|Sr)\.?|I{2,3}|IV|VI{0,3}", re.IGNORECASE)
"""What may follow a name after a comma, and is none of the given names."""

_FAMILY_FIRST = ("CJK", "HANGUL", "HIRAGANA", "KATAKANA")
_CSL_PARTS = {
    "family": "family",
    "given": "given",
    "particle": "non-dropping-particle",
    "dropping": "dropping-particle",
    "suffix": "suffix",
    "literal": "literal",
}


class Name(NamedTuple):
    """A name in parts, as CSL and BibLaTeX tell them apart.

    Attributes:
        family: all words of the family name; empty where `literal` holds the name.
        given: given names or initials.
        particle: stays with the family name: `van` in "van Beethoven".
        dropping: falls away when the family name stands alone: `von` in "Goethe, J. W. von".
        suffix: what follows: `Jr.`.
        literal: a whole name that has no parts, as an organisation's.
    """

    family: str = ""
    given: str = ""
    particle: str = ""
    dropping: str = ""
    suffix: str = ""
    literal: str = ""

    def __str__(self) -> str:
        if self.literal:
            return self.literal
        words = (self.given, self.dropping, self.particle, self.family)
        if is_family_first(self.family) and self.given:
            words = (self.family, self.given, "", "")
        plain = " ".join(word for word in words if word)
        return f"{plain}, {self.suffix}" if self.suffix else plain

    @property
    def short(self) -> str:
        """The family name as it stands alone: `van Beethoven`; a literal name whole."""
        return self.literal or " ".join(word for word in (self.particle, self.family) if word)

    def csl(self) -> dict[str, str]:
        """The name as an object of CSL-JSON."""
        return {theirs: part for ours, theirs in _CSL_PARTS.items() if (part := str(getattr(self, ours)))}

    def written(self) -> str | dict[str, str]:
        """The name as a record writes it: plainly where that is read back as the same parts, else in parts.

        >>> Name("Hovens", "Jana", "van den").written(), Name("La Motte", "Nicole").written()
        ('Jana van den Hovens', {'family': 'La Motte', 'given': 'Nicole'})
        """
        if parsed_name(str(self)) == self and not _looks_like_an_id(str(self)):
            return str(self)
        ours = {"dropping": "dropping_particle"}
        return {ours.get(part, part): text for part, text in self._asdict().items() if text}


def _looks_like_an_id(name: str) -> bool:
    return re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) is not None


def parsed_name(name: str, family: str | None = None) -> Name:
    """The parts of a name written plainly: the last word is the family name, small words before it are its particle.

    Chinese, Japanese and Korean names have the family name first. One word is a literal name.

    Args:
        name: as usually written.
        family: the family name where it is known.

    >>> (
    ...     tuple(parsed_name("Ludwig van Beethoven"))[:3],
    ...     parsed_name("Ho Chi Minh", "Ho").given,
    ...     parsed_name("Plato").literal,
    ... )
    (('Beethoven', 'Ludwig', 'van'), 'Chi Minh', 'Plato')
    """
    text = " ".join(name.split())
    body, comma, suffix = text.rpartition(", ")
    if not (comma and SUFFIX.fullmatch(suffix)):
        body, suffix = text, ""
    if family is not None:
        return _with_family(body, family, suffix)
    words = body.split(" ")
    if len(words) == 1:
        return Name(literal=text)
    if is_family_first(body):
        return Name(words[0], " ".join(words[1:]), suffix=suffix)
    start = len(words) - 1
    while start > 1 and words[start - 1][:1].islower():
        start -= 1
    if start == len(words) - 1 or not words[-1][:1].isupper():
        return Name(words[-1], " ".join(words[:-1]), suffix=suffix)
    return Name(words[-1], " ".join(words[:start]), " ".join(words[start:-1]), suffix=suffix)


def _with_family(name: str, family: str, suffix: str) -> Name:
    if name == family or not (name.startswith(f"{family} ") or name.endswith(f" {family}")):
        return Name(literal=name) if not suffix else Name(family, suffix=suffix)
    given = name.removesuffix(f" {family}") if name.endswith(f" {family}") else name.removeprefix(f"{family} ")
    return Name(family, given, suffix=suffix)


def is_family_first(name: str) -> bool:
    """Whether a name is in a script whose names begin with the family name."""
    letters = [sign for sign in name if sign.isalpha()]
    return bool(letters) and all(unicodedata.name(sign, "").startswith(_FAMILY_FIRST) for sign in letters)


def name_of(author: Author, person: People) -> Name:
    """The name of an author of a record.

    Args:
        author: as the record writes it.
        person: gives the data of people by their ids.
    """
    if not isinstance(author, str):
        parts = {key.removesuffix("_particle"): str(part) for key, part in author.items()}
        return Name(**{key: part for key, part in parts.items() if key in Name._fields})
    data = person(author)
    if data is None:
        return parsed_name(author)
    if data.get("kind", "person") != "person":
        return Name(literal=str(data["name"]))
    family = data.get("family")
    return parsed_name(str(data["name"]), None if family is None else str(family))


def author_names(source: WrittenRecord, person: People) -> list[str]:
    """The names of a source's authors as they are usually written."""
    names = []
    for author in source.get("authors", ()):
        data = person(author) if isinstance(author, str) else None
        names.append(str(data["name"]) if data else str(name_of(author, person)))
    return names
