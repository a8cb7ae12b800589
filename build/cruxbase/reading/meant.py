"""What was probably meant: words of other formats and other programs, and identifiers in other forms."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection

from cruxbase.records import step_name

_LEAST = 0.7  # below this, similar letters mean nothing: 'nonsense' is no 'notes', a 'paper' no 'chapter'

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
    "objects_to": ("attacks",),
    "opposes": ("attacks",),
    "contradicts": ("attacks",),
    "rebuts": ("attacks",),
    "depends_on": ("requires",),
    "assumes": ("requires",),
    "author": ("authors", "holder"),
    "published": ("issued",),
    "year": ("issued",),
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
}
_ARROW = re.compile(r"\s*(?:→|⟶|⇒|=>|[–—]>|--+>)\s*")
_DOI = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)(10\.\d{4,9}/\S+)$", re.IGNORECASE)
_ARXIV = re.compile(
    r"^(?:https?://arxiv\.org/(?:abs|pdf)/|arxiv:\s*)(\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7}(?:v\d+)?)(?:\.pdf)?$",
    re.IGNORECASE,
)


def meant_key(written: str, known: Collection[str]) -> str | None:
    """The key among those known that a contributor probably meant.

    >>> meant_key("statments", ["statement", "notes"]), meant_key("references", ["sources", "notes"])
    ('statement', 'sources')
    >>> meant_key("nonsense", ["sources", "notes"]) is None
    True
    """
    return _meant(written, known, _KEYS)


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
    same = next((word for word in words.get(low.replace(" ", "_"), ()) if word in known), None)
    near = difflib.get_close_matches(low, known, n=1, cutoff=_LEAST)
    return same or (near[0] if near else None)


def meant_step(written: str) -> str | None:
    """The name of a step that was written with another arrow.

    >>> meant_step("a → b"), meant_step("a => b (second)"), meant_step("a or b") is None
    ('a -> b', 'a -> b (second)', True)
    """
    name = step_name(_ARROW.sub(" -> ", written))
    return str(name) if name is not None and name.end else None


def meant_identifier(key: str, written: str) -> str | None:
    """A DOI or arXiv identifier without the address or the prefix it was written with.

    >>> meant_identifier("doi", "https://doi.org/10.1000/182"), meant_identifier("arxiv", "arXiv:2412.14093v2")
    ('10.1000/182', '2412.14093v2')
    """
    found = {"doi": _DOI, "arxiv": _ARXIV}[key].match(written.strip()) if key in ("doi", "arxiv") else None
    return found[1] if found is not None else None
