"""Identifiers of texts, wherever people put them: in the field for the journal, in a note, in an address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

_NUMBER = r"(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?"
ARXIV = re.compile(
    rf"(?:arxiv\.org/(?:abs|pdf|html|format)/|alphaxiv\.org/abs/|arxiv[:\s]\s*|10\.48550/arxiv\.|\babs/)({_NUMBER})",
    re.IGNORECASE,
)
DOI = re.compile(r"(?<![\d.])10\.\d{4,9}/[^\s\"<>{}\\]+[^\s\"<>{}\\.,;:)\]]\)?|(?<![\d.])10\.\d{4,9}/\S")
URL = re.compile(r"https?://[^\s<>\"{}\\]+[^\s<>\"{}\\.,;:!?)\]]|https?://[^\s<>\"{}\\]")
_FORUMS = r"(?:lesswrong\.com|alignmentforum\.org|forum\.effectivealtruism\.org)"
_COMMENT = re.compile(rf"{_FORUMS}/\S*[?&#](?:amp;)?(?:commentId=|comment-)?([A-Za-z0-9]{{17}})(?![A-Za-z0-9])")
_POST = re.compile(rf"{_FORUMS}/(?:posts|s/\w+/p|p|events/\w+)/([A-Za-z0-9]{{10,24}})(?![A-Za-z0-9])")
_AT_DOI = re.compile(r"https?://(?:dx\.|www\.)?doi\.org/", re.IGNORECASE)
_ISBN_10 = re.compile(r"[0-9]{9}[0-9x]")
_KIND_AND_VALUE = re.compile(r"(?P<kind>[A-Za-z][A-Za-z-]{1,30})(?:\s*:\s*|\s+)(?P<value>[\w./-]*[0-9][\w./-]*)")
_DIGITS = re.compile(r"[0-9][0-9 -]{4,30}[0-9xX]")
_ONLY_ARXIV = re.compile(
    rf"(?:arxiv|corr)(?:\.org)?(?:\s*(?:e-?prints?|preprints?))?[\s,]*(?:arxiv)?[:\s]*(?:{_NUMBER})?(?:\s*\[[\w.-]+\])?",
    re.IGNORECASE,
)


def arxiv_in(texts: Iterable[str]) -> str | None:
    """The first arXiv identifier in some texts.

    >>> arxiv_in(["CoRR", "abs/2301.00011"]), arxiv_in(["https://arxiv.org/html/2301.00011v2"])
    ('2301.00011', '2301.00011v2')
    """
    return next((match[1] for text in texts if (match := ARXIV.search(text))), None)


def doi_in(texts: Iterable[str]) -> str | None:
    """The first DOI in some texts, without that which arXiv gives every preprint.

    >>> doi_in(["see https://doi.org/10.1000/a_b(c)."])
    '10.1000/a_b(c)'
    """
    for text in texts:
        for match in DOI.finditer(text):
            if not match[0].lower().startswith("10.48550/arxiv."):
                return match[0]
    return None


def url_in(texts: Iterable[str]) -> str | None:
    """The first address in some texts.

    >>> url_in(["Blog post, https://example.org/a."])
    'https://example.org/a'
    """
    return next((match[0] for text in texts if (match := URL.search(text))), None)


def forum_id_in(texts: Iterable[str]) -> str | None:
    """The id of a comment on LessWrong and its sisters, else of a post.

    >>> forum_id_in(["https://www.lesswrong.com/posts/qqqqqqqqqqqqqqqqq/x?commentId=aaaaaaaaaaaaaaaaa"])
    'aaaaaaaaaaaaaaaaa'
    """
    several = list(texts)
    for pattern in (_COMMENT, _POST):
        for text in several:
            if match := pattern.search(text):
                return match[1]
    return None


def only_says_arxiv(container: str) -> bool:
    """Whether what stands as journal is nothing but arXiv and a number.

    >>> only_says_arxiv("arXiv preprint arXiv:2301.00011"), only_says_arxiv("CoRR"), only_says_arxiv("Nature")
    (True, True, False)
    """
    return _ONLY_ARXIV.fullmatch(container.strip()) is not None


class Identifier(NamedTuple):
    """What a text is known by, as it is compared.

    Attributes:
        kind: doi, arxiv, forum_id, url, or a kind that the base describes; empty where a reader did not say.
        plain: the identifier in the one form that all its spellings have in common.
        where: the path of what was written.
    """

    kind: str
    plain: str
    where: tuple[str, ...] = ()


def plain_identifier(key: str, value: str) -> str:
    """An identifier as it is compared: without case, version of a preprint, protocol and closing slash.

    Of kinds that a base describes itself, spaces and hyphens do not count; an ISBN of ten digits is that of thirteen.

    >>> plain_identifier("url", "http://www.example.org/A/"), plain_identifier("arxiv", "2301.00011v2")
    ('example.org/a', '2301.00011')
    >>> plain_identifier("isbn", "0-19-967811-1"), plain_identifier("isbn", "978-0-19-967811-2")
    ('9780199678112', '9780199678112')
    """
    if key == "forum_id":
        return value
    if key == "arxiv":
        return re.sub(r"v\d+$", "", value).casefold()
    if key == "url":
        return re.sub(r"^https?://(www\.)?", "", value, flags=re.IGNORECASE).rstrip("/").casefold()
    if key == "doi":
        return value.rstrip("/").casefold()
    plain = re.sub(r"[\s‐‑–-]", "", value).casefold()
    return _of_thirteen(plain) if key.startswith("isbn") or not key else plain


def _of_thirteen(plain: str) -> str:
    """An ISBN of ten digits as the one of thirteen that the same book has; anything else as it is (ISO 2108)."""
    if _ISBN_10.fullmatch(plain) is None:
        return plain
    digits = [10 if sign == "x" else int(sign) for sign in plain]
    if sum(weight * digit for weight, digit in zip(range(10, 0, -1), digits, strict=True)) % 11:
        return plain
    first = f"978{plain[:9]}"
    total = sum(int(sign) * (3 if place % 2 else 1) for place, sign in enumerate(first))
    return f"{first}{-total % 10}"


def identifiers_of(source: Mapping[str, object]) -> tuple[Identifier, ...]:
    """What a source is known by, each once: an address at doi.org is a DOI, and the DOI of a preprint its arXiv number.

    >>> [f"{one.kind} {one.plain}" for one in identifiers_of({"url": "https://doi.org/10.48550/arXiv.2301.00011"})]
    ['arxiv 2301.00011', 'url doi.org/10.48550/arxiv.2301.00011']
    """
    known: dict[tuple[str, str], Identifier] = {}
    for key in ("doi", "arxiv", "forum_id", "url"):
        if key in source:
            for one in _read(key, str(source[key])):
                known.setdefault(one[:2], one)
    further = source.get("identifiers")
    for key, value in further.items() if isinstance(further, Mapping) else ():
        one = Identifier(str(key), plain_identifier(str(key), str(value)), ("identifiers", str(key)))
        known.setdefault(one[:2], one)
    return tuple(known.values())


def _read(key: str, value: str) -> Iterator[Identifier]:
    """What one of the format's own identifiers comes to, the most telling first."""
    if key in ("doi", "url") and (number := arxiv_in([value])) is not None:
        yield Identifier("arxiv", plain_identifier("arxiv", number), (key,))
    elif key == "url" and _AT_DOI.match(value) and (doi := doi_in([value])) is not None:
        yield Identifier("doi", plain_identifier("doi", doi), (key,))
    elif key == "url" and (id := forum_id_in([value])) is not None:
        yield Identifier("forum_id", id, (key,))
    yield Identifier(key, plain_identifier(key, value), (key,))


def identifiers_in(text: str) -> tuple[Identifier, ...]:
    """What somebody may mean who writes nothing but an identifier or an address; none where the text is something else.

    >>> identifiers_in("https://doi.org/10.1000/a_b")[0][:2], identifiers_in("arXiv:2301.00011v1")[0][:2]
    (('doi', '10.1000/a_b'), ('arxiv', '2301.00011'))
    >>> identifiers_in("ISBN 978-0-19-967811-2")[0][:2], identifiers_in("10 reasons"), identifiers_in("pmid:1")[0][:2]
    (('isbn', '9780199678112'), (), ('pmid', '1'))
    """
    text = text.strip()
    if URL.fullmatch(text):
        return tuple(_read("url", text))
    bare = re.sub(r"^(?:doi|arxiv)[:\s]\s*", "", text, flags=re.IGNORECASE)
    if DOI.fullmatch(bare):
        return tuple(_read("doi", bare))
    if re.fullmatch(_NUMBER, bare, re.IGNORECASE):
        return tuple(_read("arxiv", bare))
    if (match := _KIND_AND_VALUE.fullmatch(text)) is not None:
        kind = match["kind"].casefold()
        return (Identifier(kind, plain_identifier(kind, match["value"])),)
    if _DIGITS.fullmatch(text):
        return (Identifier("", plain_identifier("", text)),)
    return ()


def names(wanted: Iterable[Identifier], known: Iterable[Identifier]) -> bool:
    """Whether one of the identifiers that somebody wrote is one of those of a source.

    >>> source = identifiers_of({"identifiers": {"isbn": "978-0-19-967811-2"}})
    >>> names(identifiers_in("0199678111"), source), names(identifiers_in("0199678112"), source)
    (True, False)
    """
    several = list(known)
    return any(
        one.plain == other.plain and (one.kind == other.kind or not one.kind) for one in wanted for other in several
    )


def same_text(first: Mapping[str, object], second: Mapping[str, object]) -> bool:
    """Whether two sources are one text: by an identifier that both have; by title, authors and year where none is shared.

    Different identifiers rule out a match of titles; a title alone does not tell two introductions apart.
    """
    for key in ("doi", "arxiv", "forum_id", "url"):
        if key in first and key in second:
            one, other = (plain_identifier(key, str(source[key])) for source in (first, second))
            if one == other:
                return True
            if key != "url":
                return False
    shared = "url" in first and "url" in second
    return not shared and _title(first) == _title(second) and _agree(first, second)


def _title(source: Mapping[str, object]) -> str:
    return re.sub(r"[\W_]+", " ", str(source.get("title", ""))).strip().casefold()


def _agree(first: Mapping[str, object], second: Mapping[str, object]) -> bool:
    """Whether year and authors, as far as both are known, do not tell two texts apart."""
    years = {str(source["issued"])[:4] for source in (first, second) if source.get("issued")}
    names = [source["authors"] for source in (first, second) if source.get("authors")]
    return len(years) < 2 and (len(names) < 2 or _first_author(names[0]) == _first_author(names[1]))


def _first_author(authors: object) -> str:
    first = authors[0] if isinstance(authors, (list, tuple)) else authors
    name = str(first.get("family") or first.get("literal")) if isinstance(first, Mapping) else str(first)
    return re.split(r"[\s-]+", name.strip())[-1].casefold()
