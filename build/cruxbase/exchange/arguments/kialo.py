"""Discussions of Kialo, as its text export writes them.

    Discussion Title: …

    1. The thesis.
    1.1. Pro: A reason for it.
    1.1.1. Con: A reason against that reason.
    1.2. Con: -> See 1.1.1.

A claim is for or against the claim whose number is its own without the last part. `-> See` says that the claim is one
that stands elsewhere, which so bears on two.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from cruxbase.exchange.arguments.document import Document, Inference, Polarity, Statement, UnreadableDocument, clean

_LINE = re.compile(r"(\d+(?:\.\d+)*)\.?(?:\s+|$)(?:(Pro|Con)\s*:\s*)?(.*)", re.DOTALL)
_START = re.compile(r"^\s*\d+(?:\.\d+)*\.(?:\s+|$)")
_SEE = re.compile(r"\s*-+>\s*See\s+(\d+(?:\.\d+)*)\.?\s*", re.IGNORECASE)
_TITLE = re.compile(r"\s*Discussion(?:\s+Title|\s+Name)?\s*:\s*(.*)", re.IGNORECASE)
_SOURCES = re.compile(r"\s*Sources?\s*:?\s*", re.IGNORECASE)
_FOOTNOTE = re.compile(r"\s*\[\d+\]\s+\S")


class _Claim(NamedTuple):
    number: str
    side: str
    text: str
    line: int


def read_kialo(text: str, name: str) -> Document:
    """The document that a text export of Kialo is.

    Args:
        text: of the file.
        name: of the file, for places.

    Raises:
        UnreadableDocument: no line of it has a number.
    """
    document = Document(name, "Kialo")
    claims = _claims(text, document)
    if not claims:
        raise UnreadableDocument("no line begins with a number such as 1.2.")
    links = _links(claims, document)
    for claim in claims.values():
        if claim.number in links:
            continue
        at = claim.number if not claim.number.isdigit() else f"thesis {claim.number}"
        text_of = clean(claim.text)
        document.statements[claim.number] = Statement(claim.number, text_of, at, document.place(claim.line))
        word = "claim" if claim.side else "thesis"
        if text_of:
            document.report.kept(word)
        else:
            document.report.changed(word, "it has no words, and is named by its number", document.place(claim.line))
    for claim in claims.values():
        _step(claim, claims, links, document)
    return document


def _claims(text: str, document: Document) -> dict[str, _Claim]:
    claims: dict[str, _Claim] = {}
    last = ""
    notes = False
    for number, line in enumerate(text.splitlines(), start=1):
        title = _TITLE.fullmatch(line)
        match = _LINE.fullmatch(line.strip()) if _START.match(line) else None
        if match and match[1] not in claims:
            last, notes = match[1], False
            claims[last] = _Claim(last, match[2] or "", match[3], number)
        elif match:
            document.report.dropped("claim", "its number is another's", document.place(number))
            last = ""
        elif title and not claims:
            document.title = clean(title[1])
        elif title:
            document.report.dropped("title", "one file is one discussion, and has its title", document.place(number))
            last = ""
        elif _SOURCES.fullmatch(line) and claims:
            notes = True
        elif notes or (_FOOTNOTE.match(line) and claims):
            if line.strip():
                document.report.dropped("footnote", "the words it belongs to keep its number", document.place(number))
        elif line.strip() and last:
            claims[last] = claims[last]._replace(text=f"{claims[last].text}\n{line.strip()}")
        elif line.strip():
            document.report.dropped("line", "it belongs to no claim", document.place(number))
    return claims


def _links(claims: dict[str, _Claim], document: Document) -> dict[str, str]:
    """For each claim that only points elsewhere, the claim that it is."""
    links: dict[str, str] = {}
    for claim in claims.values():
        see = _SEE.fullmatch(claim.text)
        if see is None:
            continue
        target, seen = see[1], {claim.number}
        while target in claims and target not in seen and (further := _SEE.fullmatch(claims[target].text)):
            seen.add(target)
            target = further[1]
        if target in claims and target not in seen:
            links[claim.number] = target
            document.report.changed(
                "-> See", "the claim that it leads to has one more conclusion", document.place(claim.line)
            )
        else:
            links[claim.number] = ""
            document.report.dropped("-> See", "it leads to no claim", document.place(claim.line))
    return links


def _step(claim: _Claim, claims: dict[str, _Claim], links: dict[str, str], document: Document) -> None:
    above = claim.number.rpartition(".")[0]
    place = document.place(claim.line)
    if not claim.side:
        if above in claims and claim.number not in links:
            why = "neither Pro nor Con says how it bears on the claim above"
            document.report.dropped("place below a claim", why, place)
        return
    start, end = links.get(claim.number, claim.number), links.get(above, above)
    if not start:
        return
    if end not in document.statements:
        document.report.dropped(claim.side, "there is no claim above it", place)
        return
    polarity: Polarity = "supports" if claim.side == "Pro" else "attacks"
    document.steps[claim.number] = Inference(claim.number, [start], end, polarity, "", place)
    document.report.kept(claim.side)
