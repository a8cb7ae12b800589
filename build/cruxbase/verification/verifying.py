"""Does a citation's locator exist in the text, and do the quoted words occur there?

*Found* says that the place or the words are there. Whether they support what the record states is for a reader to judge.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from cruxbase.knowledge_base import KnowledgeBase
from cruxbase.verification.local_texts import CannotReadCopy, LocalText, NoPdfReader, local_text

Outcome = Literal["found", "missing", "unchecked", "none"]
"""`none` where nothing is given; `unchecked` where there is something and it cannot be looked up."""

_PARAGRAPH = re.compile(r"^(?:P|¶|para(?:graph)?\.?)\s*(\d+)(?:\s*[-–]\s*P?(\d+))?$", re.IGNORECASE)
_PAGE = re.compile(r"^(?:p|pp|page|pages)\.?\s*(\d+)(?:\s*[-–]\s*(\d+))?$")
_SECTION = re.compile(r"^(?:§+|sec(?:tion)?\.?|ch(?:apter)?\.?)\s*((?:\d+|[A-Z])(?:\.\d+)*)$", re.IGNORECASE)
_FLOAT = re.compile(
    r"^(fig(?:ure)?|tab(?:le)?|box|appendix|eq(?:uation)?)\.?\s*([A-Z]?\d+(?:\.\d+)*[a-z]?|[A-Z])$", re.IGNORECASE
)
_NAMED = re.compile(
    r"^(abstract|introduction|conclusions?|discussion|summary|tl;?dr|executive summary|appendix)$", re.IGNORECASE
)
_LEFT_OUT = re.compile(r"\s*(?:\[?(?:…|\.\.\.)\]?)\s*")
_HYPHENATED = re.compile(r"(?<=\w)[-\u00ad]\s*\n\s*(?=[a-z])")
_LETTERS = re.compile(r"[^\w%]+")


class Verified(NamedTuple):
    """What became of one citation.

    Attributes:
        record: id of the record that cites.
        source: id of the source.
        at: the locator, or empty.
        quote: the quoted words, or empty.
        locator: whether the place exists in the copy.
        words: whether the quoted words occur in the copy.
        why: why something could not be checked, or empty.
    """

    record: str
    source: str
    at: str
    quote: str
    locator: Outcome
    words: Outcome
    why: str = ""


def verified(kb: KnowledgeBase, folder: Path) -> Iterator[Verified]:
    """Hold every citation of a base that has a locator or a quote against the local copies in a folder."""
    for source in kb.sources():
        copy, why = _copy(folder, source.id)
        for citation in source.cited_by:
            at, quote = str(citation.at or ""), str(getattr(citation.entry, "quote", None) or "")
            if not at and not quote:
                continue
            if copy is None:
                outcome = [("unchecked" if given else "none") for given in (at, quote)]
                yield Verified(citation.record.id, source.id, at, quote, outcome[0], outcome[1], why)  # type: ignore[arg-type] # of the four
                continue
            place = locator_outcome(copy, at)
            said = f"the locator {at!r} is of no kind that can be looked up" if place == "unchecked" else ""
            yield Verified(citation.record.id, source.id, at, quote, place, quote_outcome(copy, quote), said)


def _copy(folder: Path, id: str) -> tuple[LocalText | None, str]:
    try:
        copy = local_text(folder, id)
    except (CannotReadCopy, NoPdfReader) as problem:
        return None, str(problem)
    if copy is None:
        return None, "no local copy"
    return (copy, "") if copy.text.strip() else (None, f"{copy.path.name} holds no text, as a scan does")


def locator_outcome(copy: LocalText, at: str) -> Outcome:
    r"""Whether a locator exists; of several, separated by commas, the worst that is known.

    >>> copy = LocalText(Path("a.txt"), ("1 One\n\nTwo\n\nFigure 3: x",), False)
    >>> [locator_outcome(copy, at) for at in ("P2", "P9", "§1", "Fig. 3", "p. 4", "somewhere", "")]
    ['found', 'missing', 'found', 'found', 'unchecked', 'unchecked', 'none']
    """
    parts = [part.strip() for part in re.split(r"[,;]| and ", at) if part.strip()]
    outcomes = {_place(copy, part) for part in parts}
    for outcome in ("missing", "unchecked", "found"):
        if outcome in outcomes:
            return outcome
    return "none"


def _place(copy: LocalText, at: str) -> Outcome:
    if match := _PARAGRAPH.match(at):
        return _known(max(int(number) for number in match.groups() if number) <= copy.paragraphs)
    if match := _PAGE.match(at):
        if not copy.has_pages:
            return "unchecked"
        numbers = [int(number) for number in match.groups() if number]
        # Pages of a journal are printed on them, and begin anywhere.
        printed = all(any(re.search(rf"(?m)^\s*{n}\s*$", page) for page in copy.pages) for n in numbers)
        return _known(printed or max(numbers) <= len(copy.pages))
    if match := _SECTION.match(at):
        number = re.escape(match[1])
        return _known(
            re.search(rf"(?mi)^\W*(?:section |chapter |appendix )?{number}[.):]?(?=\s|$)", copy.text) is not None
        )
    if match := _FLOAT.match(at):
        word = {"fig": "fig(?:ure|\\.)?", "tab": "table", "eq": "eq(?:uation|\\.)?"}.get(match[1].lower()[:3], match[1])
        return _known(re.search(rf"(?i)\b{word}\s*\(?{re.escape(match[2])}\b", copy.text) is not None)
    if _NAMED.match(at):
        return _known(re.search(rf"(?i)\b{re.escape(at)}\b", copy.text) is not None)
    return "unchecked"


def _known(there: bool) -> Outcome:
    return "found" if there else "missing"


def quote_outcome(copy: LocalText, quote: str) -> Outcome:
    r"""Whether quoted words occur, whatever their capitals, quotation marks, dashes and line ends; `…` stands for any words.

    >>> quote_outcome(
    ...     LocalText(Path("a.txt"), ("It is un-\nlikely – we think – to “work”.",), False), "unlikely … to 'work'"
    ... )
    'found'
    """
    if not quote:
        return "none"
    text = normalised(copy.text)
    at = 0
    for piece in filter(None, map(normalised, _LEFT_OUT.split(quote))):
        at = f" {text} ".find(f" {piece} ", at)
        if at < 0:
            return "missing"
        at += len(piece)
    return "found"


def normalised(text: str) -> str:
    """A text as words in small letters with one space between them."""
    text = _HYPHENATED.sub("", unicodedata.normalize("NFKC", text))
    return _LETTERS.sub(" ", text.casefold().replace("\u00ad", "")).strip()
