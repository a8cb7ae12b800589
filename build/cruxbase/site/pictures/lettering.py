"""Text in pictures: how wide it is, and where it breaks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import repeat

# Advance widths of Helvetica in thousandths of the font size (Adobe's metrics of the PostScript core fonts).
_WIDTHS = {
    **dict.fromkeys("ijl'", 222),
    **dict.fromkeys(" !,./:;I[]\\ft|", 278),
    **dict.fromkeys("()-r`{}", 333),
    **dict.fromkeys("ckszJvxy", 500),
    **dict.fromkeys("abdeghnopqu0123456789?#$L_", 556),
    **dict.fromkeys("+<=>~TFZ", 600),
    **dict.fromkeys("ABEKPSVXY&", 667),
    **dict.fromkeys("wCDHNRU", 722),
    **dict.fromkeys("GOQ", 778),
    **dict.fromkeys("mM%", 860),
    **dict.fromkeys("W@", 980),
}
_AFTER_HYPHEN = re.compile(r"(?<=\w-)(?=\w)")
_OTHER = 620
_ASCII = [_WIDTHS.get(chr(code), _OTHER) for code in range(128)]
_WIDE = 1000  # ideographs and other full-width signs
_MARGIN = 1.12  # the widest sans-serif that a reader's system is likely to have, against Helvetica


def width(text: str, size: float) -> float:
    """How wide a line of text may turn out, in the unit of `size`.

    The page uses the reader's own sans-serif font; the estimate is on the safe side of the common ones.

    >>> width("iii", 10) < width("mmm", 10)
    True
    """
    return _reach(_thousandths(text), size)


def _reach(thousandths: int, size: float) -> float:
    return thousandths / 1000 * size * _MARGIN


@lru_cache(maxsize=65536)
def _thousandths(text: str) -> int:
    if text.isascii():
        return sum(map(_ASCII.__getitem__, text.encode()))
    return sum([_WIDTHS.get(sign, _WIDE if ord(sign) > 0x2E80 else _OTHER) for sign in text])


def lines(text: str, size: float, room: float, most: int) -> list[str]:
    """The text broken into at most `most` lines no wider than `room`, the last ending in an ellipsis if cut.

    >>> lines("a thought that is long", 10, 60, 2)
    ['a thought', 'that is long']
    >>> lines("well-meaning", 10, 50, 2)
    ['well-', 'meaning']
    """
    return list(_broken(text, size, room, most))


@lru_cache(maxsize=65536)  # the same titles stand in many pictures
def _broken(text: str, size: float, room: float, most: int) -> tuple[str, ...]:
    broken: list[str] = []
    line, taken, most_taken = "", 0, _fitting(size, room)
    for word, gap in _pieces(text, size, room):
        across = _thousandths(word)
        longer = taken + _thousandths(gap) + across if line else across
        if longer <= most_taken:
            line, taken = f"{line}{gap}{word}" if line else word, longer
            continue
        if line:
            broken.append(line)
        line, taken = word, across
        if across > most_taken:
            line = _shortened(word, size, room)
            taken = _thousandths(line)
        if len(broken) == most:
            break
    if line and len(broken) < most:
        broken.append(line)
        line = ""
    if len("".join("".join(broken).split())) < len("".join(text.split())):
        broken[-1] = _shortened(broken[-1], size, room)
    return tuple(broken)


@lru_cache(maxsize=256)
def _fitting(size: float, room: float) -> int:
    """The widest line that has room, in thousandths of the size of its letters."""
    widest = int(room / size / _MARGIN * 1000) + 2
    while _reach(widest, size) > room:
        widest -= 1
    return widest


def _pieces(text: str, size: float, room: float) -> Iterable[tuple[str, str]]:
    """The words, each with what parts it from the one before; one that fits no line is split at its hyphens."""
    words = text.split()
    return _with_hyphens(words, size, room) if "-" in text else zip(words, repeat(" "))


def _with_hyphens(words: Iterable[str], size: float, room: float) -> Iterator[tuple[str, str]]:
    for word in words:
        if "-" not in word or width(word, size) <= room:
            yield word, " "
            continue
        gap = " "
        for part in _AFTER_HYPHEN.split(word):
            yield part, gap
            gap = ""


def _shortened(text: str, size: float, room: float) -> str:
    kept = text.removesuffix("…").rstrip()
    taken, most_taken = _thousandths(kept), _fitting(size, room) - _thousandths("…")
    while kept and taken > most_taken:
        shorter = kept[:-1].rstrip()
        taken -= _thousandths(kept[len(shorter) :])
        kept = shorter
    return kept + "…"
