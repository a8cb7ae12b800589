"""Lists of numbers and of words as strings that compress well: what the pieces of the search's index are written in.

The other side of these forms is `frontend/files/search/compact.js`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import TypedDict

FIRST_SIGN = 0x28
"""Code of the sign for 0: from here on, without the backslash, signs stand in a script as they are."""

BACKSLASH = 0x5C - FIRST_SIGN
"""The number that would have the backslash as its sign: it and all above have the next one."""

LARGEST_SIGN = 50_000
"""Numbers below this have a sign of their own."""

ESCAPE_SIGN = 0xD7FF
"""Code of the sign before a number that has none, which is written as two; the last before the surrogates."""

FIRST_SHARED = 0x41
"""Code of the sign for no shared letter: "A"."""

_ESCAPE = chr(ESCAPE_SIGN)
_LONGEST_SHARED = 57  # up to the sign "z"


class RankedNumbers(TypedDict):
    """Numbers of which few are different.

    Attributes:
        values: those that occur, the most frequent first.
        ranks: for each of the numbers its place among those, as `written`.
    """

    values: list[float]
    ranks: str


def _sign(number: int) -> str:
    return chr(FIRST_SIGN + number + (number >= BACKSLASH))


_SMALL = tuple(map(_sign, range(1000)))  # nearly all numbers are; to look them up is three times as fast


def written(numbers: Sequence[int]) -> str:
    r"""Whole numbers from 0 on as signs, one for each below 50,000: half of what digits and commas come to, compressed.

    >>> written([0, 1, 52, 60]), read(written([0, 52, 49_999, 50_000, 123_456]))
    ('()]e', [0, 52, 49999, 50000, 123456])
    """
    try:
        return "".join(map(_SMALL.__getitem__, numbers))
    except IndexError:
        pass
    return "".join(
        _sign(number)
        if number < LARGEST_SIGN
        else f"{_ESCAPE}{_sign(number // LARGEST_SIGN)}{_sign(number % LARGEST_SIGN)}"
        for number in numbers
    )


def read(signs: str) -> list[int]:
    """The numbers that were `written`."""
    numbers: list[int] = []
    codes = map(ord, signs)
    for code in codes:
        if code == ESCAPE_SIGN:
            high, low = _number(next(codes)), _number(next(codes))
            numbers.append(high * LARGEST_SIGN + low)
        else:
            numbers.append(_number(code))
    return numbers


def _number(code: int) -> int:
    number = code - FIRST_SIGN
    return number - (number > BACKSLASH)


def ranked(numbers: Sequence[float]) -> RankedNumbers:
    """Numbers of which few are different, with short signs for the frequent ones.

    >>> ranked([250.0, 30.0, 250.0])
    {'values': [250.0, 30.0], 'ranks': '()('}
    >>> unranked(ranked([250.0, 30.0, 250.0]))
    [250.0, 30.0, 250.0]
    """
    values = [value for value, _ in sorted(Counter(numbers).items(), key=lambda item: (-item[1], item[0]))]
    place = {value: rank for rank, value in enumerate(values)}
    return {"values": values, "ranks": written([place[number] for number in numbers])}


def unranked(both: RankedNumbers) -> list[float]:
    """The numbers that `ranked` took."""
    return [both["values"][rank] for rank in read(both["ranks"])]


def differences(numbers: Sequence[int]) -> str:
    """Rising numbers, each as its difference from the one before, `written`.

    >>> list(accumulated(differences([3, 4, 60_000])))
    [3, 4, 60000]
    """
    return written([number - before for before, number in zip((0, *numbers), numbers, strict=False)])


def accumulated(signs: str) -> Iterable[int]:
    """The numbers that `differences` took."""
    return accumulate(read(signs))


def front_coded(words: Sequence[str]) -> str:
    r"""Sorted words, each without the letters that it shares with the one before: how many stands as a sign before it.

    Front coding as in Witten, Moffat and Bell (1999), *Managing Gigabytes*, section 4.1.

    >>> front_coded(["care", "cared", "cat"])
    'Acare Ed Ct'
    >>> words_in("Acare Ed Ct"), words_in(front_coded(["\U0001d4ea\U0001d4eb", "\U0001d4ea\U0001d4ec", "日本", "日没"]))
    (['care', 'cared', 'cat'], ['𝓪𝓫', '𝓪𝓬', '日本', '日没'])
    """
    parts = []
    before = ""
    for word in words:
        shared = 0
        for one, other in zip(before[:_LONGEST_SHARED], word, strict=False):
            if one != other or one > "\uffff":  # scripts count letters beyond as two
                break
            shared += 1
        parts.append(f"{chr(FIRST_SHARED + shared)}{word[shared:]}")
        before = word
    return " ".join(parts)


def words_in(coded: str) -> list[str]:
    """The words that `front_coded` took."""
    words: list[str] = []
    before = ""
    for part in coded.split(" ") if coded else ():
        before = before[: ord(part[0]) - FIRST_SHARED] + part[1:]
        words.append(before)
    return words
