"""What was probably meant: words of other formats and other programs, and identifiers in other forms."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from decimal import Decimal

from cruxbase.parsing.relation_words import relation_word
from cruxbase.records import RELATIONS, step_name
from cruxbase.support.letters import id_of
from cruxbase.support.suggestions import suggestion

_NO_SLIPS = frozenset(("defines", "inquires", "acquires"))
"""Words of their own that are one letter from a relation."""

_LONGEST = 100  # characters; a longer word is no slip, and comparing it would take long

_KEYS = {
    "name": ("title",),
    "title": ("name",),
    "headline": ("title",),
    "text": ("statement", "question", "summary", "notes"),
    "body": ("statement", "question", "summary", "notes"),
    "content": ("statement", "question", "summary", "notes"),
    "description": ("statement", "question", "summary", "notes"),
    "claim": ("statement",),
    "summary": ("statement", "question", "notes"),
    "statement": ("question", "summary"),
    "category": ("topic",),
    "subject": ("topic",),
    "references": ("sources",),
    "citations": ("sources",),
    "cites": ("sources",),
    "refs": ("sources",),
    "reason": ("because",),
    "why": ("because",),
    "warrant": ("because",),
    "weight": ("strength",),
    "page": ("at",),
    "pages": ("at",),
    "section": ("at",),
    "locator": ("at",),
    "location": ("at",),
    "comment": ("note", "notes"),
    "remark": ("note", "notes"),
    "confidence": ("credence",),
    "probability": ("credence",),
    "author": ("authors", "holder"),
    "published": ("issued",),
    "year": ("issued",),
    "date": ("issued",),
    "link": ("url",),
    "person": ("holder",),
}
_VALUES = {
    "paper": ("article", "paper-conference"),
    "preprint": ("article",),
    "blog": ("post-weblog",),
    "blog-post": ("post-weblog",),
    "tweet": ("post",),
    "comment": ("post",),
    "journal": ("article-journal",),
    "website": ("webpage",),
    "podcast": ("interview",),
    "medium": ("moderate",),
    "normal": ("moderate",),
    "high": ("strong",),
    "low": ("weak",),
    "says": ("asserts",),
    "claims": ("asserts",),
    "states": ("asserts",),
    "deprecated": ("retired",),
    "thesis": ("claim",),
    "premise": ("claim",),
    "conclusion": ("claim",),
    "proposition": ("claim",),
    "statement": ("claim",),
    "assertion": ("claim",),
    "fact": ("evidence",),
    "observation": ("evidence",),
    "experiment": ("evidence",),
    "result": ("evidence",),
    "study": ("evidence",),
    "article": ("source",),
    "book": ("source",),
    "reference": ("source",),
    "citation": ("source",),
    "author": ("person",),
    "organization": ("organisation", "person"),
    "organisation": ("person",),
    "forecast": ("prediction",),
    "value": ("norm",),
    "principle": ("norm",),
    "policy": ("proposal",),
    "plan": ("proposal",),
    "term": ("definition",),
    "theme": ("topic",),
}
_ARROW = re.compile(r"\s*(?:→|⟶|⇒|=>|[–—]>|--+>)\s*")
_ARROW_BACK = re.compile(r"\s*(?:←|⟵|⇐|<=|<[–—]|<-+)\s*")
_NUMBER_AND_MORE = re.compile(
    r"[~≈]?\s*(?P<digits>-?[0-9]+(?:,[0-9]+)*(?:\.[0-9]+)?)(?P<more>\s*[^\W\d_][\w ]{0,30}|\s*%|)"
)
_GROUPED = re.compile(r"-?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_MULTIPLES: Mapping[str, Decimal] = {
    **dict.fromkeys(("%", "percent", "per cent"), Decimal("0.01")),
    **dict.fromkeys(("k", "K", "thousand"), Decimal(1000)),
    **dict.fromkeys(("M", "million"), Decimal(10**6)),
}
_DOI = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)(10\.\d{4,9}/\S+)$", re.IGNORECASE)
_ARXIV = re.compile(
    r"^(?:https?://arxiv\.org/(?:abs|pdf)/|arxiv:\s*)(\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7}(?:v\d+)?)(?:\.pdf)?$",
    re.IGNORECASE,
)


def meant_key(written: str, known: Collection[str]) -> str | None:
    """The key among those known that a contributor probably meant.

    >>> meant_key("statments", ["statement", "notes"]), meant_key("references", ["sources", "notes"])
    ('statement', 'sources')
    >>> (
    ...     meant_key("supported_by", ["supports"]),
    ...     meant_key("refutes", ["attacks", "refines"]),
    ...     meant_key("defines", ["refines"]),
    ... )
    (None, 'attacks', None)
    >>> meant_key("nonsense", ["sources", "notes"]) is None
    True
    """
    if (word := relation_word(written)) is not None:
        return word.relation if word.inverse is False and word.relation in known else None
    near = _meant(written, known, _KEYS)
    # Likeness of letters never pairs two relations: 'refutes' is no slip of 'refines'.
    return near if near not in RELATIONS or _is_slip_of(written, near) else None


def meant_value(written: str, known: Collection[str]) -> str | None:
    """The value among those allowed that a contributor probably meant.

    >>> meant_value("Strong", ["weak", "strong"]), meant_value("medium", ["weak", "moderate"])
    ('strong', 'moderate')
    """
    return _meant(written, known, _VALUES)


def _meant(written: str, known: Collection[str], words: dict[str, tuple[str, ...]]) -> str | None:
    low = written.strip().lower()
    if len(low) > _LONGEST:
        return None
    if low in known:
        return low
    same = next((word for space in "_-" for word in words.get(low.replace(" ", space), ()) if word in known), None)
    return same or suggestion(low, known)


def _is_slip_of(written: str, relation: str) -> bool:
    """Whether a key is a relation's with one slip of the pen, or without its s; nothing that is only like it."""
    from rapidfuzz.distance import OSA

    low = written.strip().lower()
    return not low.endswith("ed") and low not in _NO_SLIPS and OSA.distance(low, relation) <= 1


def meant_step(written: str) -> str | None:
    """The name of a step that was written with another arrow.

    >>> meant_step("a → b"), meant_step("a => b (second)"), meant_step("a or b") is None
    ('a -> b', 'a -> b (second)', True)
    """
    name = step_name(_ARROW.sub(" -> ", written))
    return str(name) if name is not None and name.end else None


def turned_step(written: str) -> str | None:
    """The name of a step whose arrow points back, with the arrow the right way round; it is the same step.

    >>> turned_step("b <- a"), turned_step("b ← a (second)"), turned_step("a -> b") is None
    ('a -> b', 'a -> b (second)', True)
    """
    end, arrow, rest = _ARROW_BACK.sub("\0", written.strip(), count=1).partition("\0")
    start, space, which = rest.partition(" ")
    return meant_step(f"{start} -> {end}{space}{which}") if arrow else None


def hyphened_step(written: str) -> str | None:
    """The name of a step whose ids were written with spaces, capitals or underscores.

    >>> hyphened_step("Trips take longer -> the_town"), hyphened_step("a") is None
    ('trips-take-longer -> the-town', True)
    """
    start, arrow, end = _ARROW.sub(" -> ", written).partition("->")
    ends = id_of(start), id_of(end)
    return f"{ends[0]} -> {ends[1]}" if arrow and all(ends) else None


def meant_number(written: str) -> str | None:
    """The digits that were probably meant by a number with something about it that belongs elsewhere.

    >>> meant_number("80%"), meant_number("1,000"), meant_number("0,5"), meant_number("5 years"), meant_number("~3")
    ('0.8', '1000', '0.5', '5', '3')
    >>> meant_number("10k"), meant_number("high") is None
    ('10000', True)
    >>> meant_number("80 percent"), meant_number("5 million years") is None
    ('0.8', True)
    """
    match = _NUMBER_AND_MORE.fullmatch(written.strip())
    if match is None:
        return None
    digits, more = match["digits"], match["more"].strip()
    if more not in _MULTIPLES and more.split(" ")[0] in _MULTIPLES:
        return None  # '5 million years' is a number and a unit, too much for one value
    if _GROUPED.fullmatch(digits):
        digits = digits.replace(",", "")
    number = Decimal(digits.replace(",", ".")) * _MULTIPLES.get(more, 1)
    return f"{number.normalize():f}"


def meant_name(written: str) -> str:
    """The name in a model's expressions nearest to what was written.

    >>> meant_name("gain-from-waiting"), meant_name("Gain from waiting")
    ('gain_from_waiting', 'gain_from_waiting')
    """
    return id_of(written).replace("-", "_")


def meant_identifier(key: str, written: str) -> str | None:
    """A DOI or arXiv identifier without the address or the prefix it was written with.

    >>> meant_identifier("doi", "https://doi.org/10.1000/182"), meant_identifier("arxiv", "arXiv:2412.14093v2")
    ('10.1000/182', '2412.14093v2')
    """
    found = {"doi": _DOI, "arxiv": _ARXIV}[key].match(written.strip()) if key in ("doi", "arxiv") else None
    return found[1] if found is not None else None
