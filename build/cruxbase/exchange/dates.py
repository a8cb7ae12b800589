"""Dates of bibliographies as a record holds them: a year, a month or a day."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = re.compile(r"\s*(-?\d{4,})(?:[-/](\d{1,2})(?!\d)(?:[-/](\d{1,2})(?!\d))?)?")


class PartialDate(NamedTuple):
    """A date as precise as known.

    Attributes:
        date: `2024`, `2024-05` or `2024-05-17`; empty where there is none that a record can hold.
        change: what of the original it does not say; empty where it says all.
    """

    date: str
    change: str = ""


def partial_date(parts: Sequence[int]) -> PartialDate:
    """A date of year, month and day; what is no month or day of the calendar is left out.

    >>> partial_date([2021, 2, 30]), partial_date([2021, 21])
    (PartialDate(date='2021-02', change='no such day'), PartialDate(date='2021', change='no such month'))
    """
    if not parts or not 1 <= parts[0] <= 9999:
        return PartialDate("", "no year between 1 and 9999")
    year = f"{parts[0]:04}"
    if len(parts) == 1:
        return PartialDate(year)
    if not 1 <= parts[1] <= 12:
        return PartialDate(year, "a season" if 13 <= parts[1] <= 16 else "no such month")
    month = f"{year}-{parts[1]:02}"
    if len(parts) == 2:
        return PartialDate(month)
    if not 1 <= parts[2] <= calendar.monthrange(parts[0], parts[1])[1]:
        return PartialDate(month, "no such day")
    return PartialDate(f"{month}-{parts[2]:02}")


def date_of_text(text: str) -> PartialDate:
    """A date as EDTF and BibLaTeX write it; of a range the beginning.

    >>> date_of_text("2020-03-05T10:00"), date_of_text("2019/2021").change
    (PartialDate(date='2020-03-05', change=''), 'the end of a range')
    """
    match = _DATE.match(text.replace("\u2013", "/"))
    if match is None:
        other = re.search(r"(?<!\d)\d{4}(?!\d)", text)
        if other is None:
            return PartialDate("", "no year")
        return PartialDate(partial_date([int(other[0])]).date, "more than a year")
    found = partial_date([int(part) for part in match.groups() if part])
    rest = text[match.end() :].strip()
    if found.change or not rest or rest.startswith("T"):
        return found
    if rest[0] in "/\u2013-" and not re.match(r"-\d{1,2}$", rest):
        return PartialDate(found.date, "the end of a range")
    return PartialDate(found.date, "uncertain" if rest[0] in "?~%" else "more than a date")


def date_of_fields(fields: Mapping[str, str]) -> PartialDate:
    """The date of an entry of BibTeX or BibLaTeX, from `date`, or `year`, `month` and `day`."""
    written = fields.get("date") or fields.get("year", "")
    if not written.strip():
        return PartialDate("")
    found = date_of_text(written)
    month = fields.get("month", "").strip().lower()
    if len(found.date) != 4 or not month:
        return found
    number = MONTHS.index(month[:3]) + 1 if month[:3] in MONTHS else 0
    number = number or next((MONTHS.index(name) + 1 for name in MONTHS if re.search(rf"\b{name}", month)), 0)
    number = number or (int(month) if month.isascii() and month.isdigit() else 0)
    if not number:
        return PartialDate(found.date, "a month in other words")
    days = re.findall(r"(?<!\d)\d{1,2}(?!\d)", fields.get("day", "") or (month if not month.isdigit() else ""))
    return partial_date([int(found.date), number, *(int(day) for day in days[:1])])


def date_of_csl(issued: object) -> PartialDate:
    """The date of an item of CSL-JSON; of a range the beginning."""
    if isinstance(issued, (str, int)):
        return date_of_text(str(issued))
    if not isinstance(issued, Mapping):
        return PartialDate("", "no date")
    dates = issued.get("date-parts")
    if not (isinstance(dates, list) and dates and isinstance(dates[0], list) and dates[0]):
        return date_of_text(str(issued.get("raw") or issued.get("literal") or ""))
    numbers = []
    for part in dates[0][:3]:
        if not re.fullmatch(r"-?\d{1,6}", str(part)):
            break
        numbers.append(int(part))
    while numbers and numbers[-1] == 0:
        numbers.pop()
    found = partial_date(numbers)
    if found.change:
        return found
    change = "the end of a range" if len(dates) > 1 else "uncertain" if issued.get("circa") else ""
    return PartialDate(found.date, change or ("a season" if issued.get("season") else ""))
