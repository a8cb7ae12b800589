"""The forms of ids, of names of steps and of addresses of records: what can be told without a model of a record."""

from __future__ import annotations

import re
from typing import NamedTuple

from cruxbase.support.letters import id_of

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
MAX_TITLE = 90


_ID = re.compile(ID_PATTERN)
# Letters by name that have no shape: the fillers of Hangul and the inherent vowels of Khmer.
_VISIBLE = re.compile("(?![\u115f\u1160\u3164\uffa0\u17b4\u17b5])[^\\W_]")
DATE = re.compile(r"^([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?$")  # not \d, which is any script's digits
_STEP = re.compile(r"^\s*(?P<start>[a-z0-9-]+)\s*->\s*(?P<end>[a-z0-9-]+)\s*(?:\(\s*(?P<id>[a-z0-9-]+)\s*\))?\s*$")

_MONTHS, _FEBRUARY = 12, 2
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


RECORD_ADDRESS = re.compile(
    r"(?:\.{0,2}/)*(?:claims|sources|people|viewpoints|topics|models)/(?:[a-z0-9-]+/)*(?P<id>[\w-]+)(?P<end>\.yaml|/?)(?:#[^\s]*)?"
)
"""A local address of a record: of its page, or of its file below the repository, whose last part is its id."""


def is_id(text: str) -> bool:
    """Whether `text` has the form of a record id: lower-case words joined by hyphens.

    >>> is_id("wei-dai"), is_id("Wei Dai")
    (True, False)
    """
    return _ID.fullmatch(text) is not None  # `match` would let a line end through


def slug(text: str) -> str:
    """The nearest well-formed id to `text`, accents taken off.

    >>> slug("Work on legible problems, first!"), slug("Müller")
    ('work-on-legible-problems-first', 'muller')
    """
    return id_of(text)


def is_visible(text: str) -> bool:
    """Whether a text has a letter or digit that can be seen.

    >>> is_visible("a"), is_visible(" : "), is_visible("")
    (True, False, False)
    """
    return _VISIBLE.search(text) is not None


def is_date(text: str) -> bool:
    """Whether a text is a date as precise as known, and one that there is.

    >>> is_date("2024"), is_date("2024-02-29"), is_date("2023-02-29"), is_date("2024-13")
    (True, True, False, False)
    """
    match = DATE.fullmatch(text)
    if match is None:
        return False
    year, month, day = (int(part) if part else 1 for part in match.groups())
    if year < 1 or not 1 <= month <= _MONTHS:
        return False
    leap = month == _FEBRUARY and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 1 <= day <= _DAYS[month - 1] + leap


class StepName(NamedTuple):
    """The name of a step, `from -> to`, or of an argument record, which is its id alone.

    Attributes:
        start: the record that the step is written on.
        end: the claim it bears on; empty where an argument is named by its id.
        id: the step's own id, where one record has several steps to one claim.
    """

    start: str
    end: str = ""
    id: str = ""

    def __str__(self) -> str:
        if not self.end:
            return self.start
        return f"{self.start} -> {self.end}" + (f" ({self.id})" if self.id else "")


def step_name(text: str) -> StepName | None:
    """The step that `text` names, or None where it has neither form.

    >>> str(step_name("a->b (second)"))
    'a -> b (second)'
    >>> step_name("an-argument")
    StepName(start='an-argument', end='', id='')
    >>> step_name("a => b") is None
    True
    """
    if is_id(text.strip()):
        return StepName(text.strip())
    match = _STEP.fullmatch(text)
    if match is None or not (is_id(match["start"]) and is_id(match["end"])):
        return None
    return StepName(match["start"], match["end"], match["id"] or "")
