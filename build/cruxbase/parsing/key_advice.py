"""Keys that no record of a type has, and where what was probably meant by them is written."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cruxbase.records import CLAIM_LIKE

_SPEAKER_KEYS = frozenset(("author", "authors", "by_whom", "holder", "said_by", "speaker", "who"))
_HOLDER_KEYS = frozenset(
    ("held_by", "believed_by", "endorsed_by", "defended_by", "accepted_by", "proponents", "holders")
)
_BELIEF_KEYS = frozenset(
    ("credence", "credences", "probability", "confidence", "likelihood", "belief", "certainty", "holds")
)
_DATE_KEYS = frozenset(("date", "year", "issued", "published", "created", "created_at", "updated", "when", "written"))
_STANCES: Mapping[str, str] = {
    **dict.fromkeys(
        (
            "accepts",
            "affirms",
            "agree",
            "agrees",
            "agrees_with",
            "believes",
            "beliefs",
            "endorses",
            "thinks",
            "asserts",
        ),
        "holds",
    ),
    **dict.fromkeys(
        (
            "denies",
            "disagree",
            "disagrees",
            "disagrees_with",
            "disbelieves",
            "opposes",
            "attacks",
            "refuses",
            "against",
        ),
        "rejects",
    ),
    **dict.fromkeys(
        ("agnostic", "open", "undecided", "unsure", "uncertain", "doubts", "neutral", "wonders"), "suspends"
    ),
}
_STANCE_HELP = {
    "holds": "where the holder believes it",
    "rejects": "where the holder believes that it is false",
    "suspends": "where the holder leaves it open",
}
_LOCATORS: Mapping[str, str] = {
    "page": "p. ",
    "pages": "pp. ",
    "section": "§",
    "paragraph": "¶",
    "para": "¶",
    "chapter": "ch. ",
    "figure": "Fig. ",
    "table": "Table ",
}
"""Keys that say where in a source, and what stands before their number in a locator."""


def locator(key: str, written: object) -> str | None:
    """The locator that a key such as `page` makes with its number; None where it makes none.

    >>> locator("page", 3), locator("section", "2.1"), locator("page", "p. 3"), locator("page", None) is None
    ('p. 3', '§2.1', 'p. 3', True)
    """
    if key not in _LOCATORS or isinstance(written, bool) or not isinstance(written, (str, int, float)):
        return None
    text = str(written).strip()
    return _LOCATORS[key] + text if re.match(r"[0-9]", text) else text or None


def where_to_write(key: str, kind: str, own_id: str) -> str | None:
    """What to write for a key of another record or another program, and where; None where nothing is known of it.

    Args:
        key: as it was written at the top of a record.
        kind: type of the record.
        own_id: its id.

    >>> where_to_write("date", "claim", "x").partition(";")[0]
    "the date of a text goes into its source, as 'issued'"
    """
    if kind in CLAIM_LIKE:
        return _beside_a_claim(key, own_id)
    stance = _STANCES.get(key.lower().replace("-", "_")) if kind == "viewpoint" else None
    if stance is not None:
        return (
            f"write '{stance}: [id-of-the-claim]' {_STANCE_HELP[stance]}; how sure they are goes into 'credences', "
            "'id-of-the-claim: 0.8'"
        )
    return None


def _beside_a_claim(key: str, own_id: str) -> str | None:
    if key in _SPEAKER_KEYS:
        return "who says it goes into 'sources'; who believes it, into a viewpoint with that 'holder'"
    if key in _HOLDER_KEYS:
        return f"who holds it says so in a viewpoint of theirs: there write 'holds: [{own_id}]', with its date"
    if key in _BELIEF_KEYS:
        return f"beliefs go into a viewpoint: there write 'credences: {{{own_id}: …}}', with its holder and date"
    if key in _DATE_KEYS:
        return (
            "the date of a text goes into its source, as 'issued'; that of a belief into its viewpoint, as 'date'; "
            "when this record was written is known from git"
        )
    return None
