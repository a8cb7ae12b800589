"""Letters of any Latin spelling as the plain ones that ids are made of."""

from __future__ import annotations

import re
import unicodedata

# Letters that Unicode does not take apart into a plain letter and a mark.
_WHOLE = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "Æ": "AE",
        "œ": "oe",
        "Œ": "OE",
        "ø": "o",
        "Ø": "O",
        "đ": "d",
        "Đ": "D",
        "ð": "d",
        "Ð": "D",
        "þ": "th",
        "Þ": "Th",
        "ł": "l",
        "Ł": "L",
        "ı": "i",
        "ħ": "h",
        "’": "",
        "'": "",
    }
)


def plain_letters(text: str) -> str:
    """A text with accents taken off and ligatures written out; letters of other scripts stay.

    >>> plain_letters("Müller, Łukasz & Søren")
    'Muller, Lukasz & Soren'
    """
    if text.isascii():
        return text.replace("'", "")
    decomposed = unicodedata.normalize("NFKD", text.translate(_WHOLE))
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def id_of(text: str) -> str:
    """The id nearest to a text: its words in plain lower-case letters, joined by hyphens; empty where it has none.

    >>> id_of("Work on legible problems, first!"), id_of("Müller's_view"), id_of("見る")
    ('work-on-legible-problems-first', 'mullers-view', '')
    """
    return "-".join(re.findall(r"[a-z0-9]+", plain_letters(text).lower()))
