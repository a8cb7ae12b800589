"""The scalar types that records are made of: ids, titles, prose, dates and step names.

Every scalar arrives from YAML as a string; these types alone decide what it means. A type raises
`PydanticCustomError` with a diagnostic code as its error type, so that a problem reaches the contributor under the
name that `cruxbase explain` knows.
"""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from cruxbase.records.choices import LANGUAGE_PATTERN, MAX_LANGUAGE, MAX_URL, MAX_WORD, URL_PATTERN
from cruxbase.records.ids import DATE, ID_PATTERN, MAX_TITLE, is_date, is_id, is_visible, slug, step_name


def _checked_id(value: str) -> str:
    if not is_id(value):
        raise PydanticCustomError(
            "schema/bad-id",
            "{shown} is not an id",
            {
                "shown": repr(value),
                "help": f"ids are lower-case words joined by hyphens, such as {slug(value) or 'my-claim'!r}",
            },
        )
    return value


def _checked_visible(value: str) -> str:
    if not is_visible(value):
        raise PydanticCustomError(
            "schema/blank",
            "the text has no letter or digit that can be seen",
            {"help": "write it, or leave the key out; characters without a shape often come along with copied text"},
        )
    return value


_YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[T ].*)?")
_MONTH_NAMED = re.compile(r"(?:([0-9]{1,2})\.? )?([A-Za-z]{3,9})\.? (?:([0-9]{1,2}),? )?([0-9]{4})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _date_help(value: str) -> str:
    """What to write in place of a date in another form, where that form can be read in one way only.

    >>> _date_help("2022/3/4"), _date_help("4 March 2022"), _date_help("March 2022")
    ('write 2022-03-04', 'write 2022-03-04', 'write 2022-03')
    """
    form = "write it as precisely as known: 2023, 2023-05 or 2023-05-17"
    if match := _YEAR_FIRST.fullmatch(value.strip()):
        year, month, day = match.groups()
        meant = f"{year}-{int(month):02}-{int(day):02}"
        return f"write {meant}" if DATE.fullmatch(meant) and int(month) <= 12 and int(day) <= 31 else form
    if (match := _MONTH_NAMED.fullmatch(value.strip())) and match[2][:3].lower() in _MONTHS:
        number = _MONTHS.index(match[2][:3].lower()) + 1
        day = match[1] or match[3]
        return f"write {match[4]}-{number:02}{f'-{int(day):02}' if day else ''}"
    return form


def _checked_date(value: str) -> str:
    if not is_date(value):
        raise PydanticCustomError(
            "schema/bad-date",
            "{shown} is not a date",
            {"shown": repr(value), "help": _date_help(value)},
        )
    return value


def _checked_step(value: str) -> str:
    name = step_name(value)
    if name is None:
        raise PydanticCustomError(
            "schema/bad-step-name",
            "{shown} does not name a step",
            {"shown": repr(value), "help": "name a step as 'from-id -> to-id', or an argument record by its id"},
        )
    return str(name)


def _checked_flag(value: object) -> object:
    if isinstance(value, str) and value not in ("true", "false"):
        raise PydanticCustomError(
            "schema/unknown-value",
            "{shown} is neither true nor false",
            {"shown": repr(value), "help": "write true or false"},
        )
    return value


RecordId = Annotated[
    str,
    AfterValidator(_checked_id),
    WithJsonSchema({"type": "string", "pattern": ID_PATTERN}),
]
"""An id: the file's name without `.yaml`."""

LanguageTag = Annotated[str, StringConstraints(pattern=LANGUAGE_PATTERN, max_length=MAX_LANGUAGE)]
"""A language as BCP 47 writes it: `ar`, `pt-BR`, `zh-Hant`."""

Title = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_TITLE),
    AfterValidator(_checked_visible),
]
Prose = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_checked_visible)]
Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_WORD)]
PartialDate = Annotated[
    str,
    AfterValidator(_checked_date),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"},
                {"type": "integer", "minimum": 1, "maximum": 9999},
            ]
        }
    ),
]
"""A date as precise as known: `2023`, `2023-05` or `2023-05-17`."""

WordingMark = Annotated[
    str, StringConstraints(pattern=r"^[0-9a-f]{8}$"), WithJsonSchema({"type": "string", "pattern": "^[0-9a-f]{8}$"})
]
"""Eight hexadecimal digits that stand for what a record says; see `cruxbase.records.wording`."""

PersonName = Annotated[Word, AfterValidator(_checked_visible)]
StepText = Annotated[str, AfterValidator(_checked_step)]
Number = Annotated[float, Field(allow_inf_nan=False)]
Flag = Annotated[bool, BeforeValidator(_checked_flag)]
Url = Annotated[
    str,
    StringConstraints(strip_whitespace=True, pattern=URL_PATTERN, max_length=MAX_URL),
]
