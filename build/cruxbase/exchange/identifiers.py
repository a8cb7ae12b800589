"""Identifiers of texts, wherever people put them: in the field for the journal, in a note, in an address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

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


def plain_identifier(key: str, value: str) -> str:
    """An identifier as it is compared: without case, version of a preprint, protocol and closing slash."""
    text = re.sub(r"v\d+$", "", value) if key == "arxiv" else value
    text = re.sub(r"^https?://(www\.)?", "", text) if key == "url" else text
    return text if key == "forum_id" else text.rstrip("/").casefold()


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
