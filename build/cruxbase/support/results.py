"""What every result can do: turn into plain data, into a data frame, and into a table in a notebook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import singledispatch
from html import escape
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

if TYPE_CHECKING:
    import pandas

PlainDict: TypeAlias = dict[str, Any]
"""What `to_dict` gives: data that `json.dumps` writes, whose keys are documented with the class it belongs to."""

_SHOWN = 25
"""Rows of a table in a notebook; a data frame has them all."""


@singledispatch
def plain_value(value: object) -> object:
    """A value as data that `json.dumps` writes: records as their ids, labels as words, sets in order.

    Entities register themselves here. What a result keeps for itself (fields that begin with an underscore, and the
    knowledge base) is left out.

    >>> plain_value({"a": (1, frozenset({"y", "x"}))})
    {'a': [1, ['x', 'y']]}
    """
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if is_dataclass(value):
        return {
            field.name: plain_value(getattr(value, field.name))
            for field in fields(value)
            if not field.name.startswith("_") and field.name != "kb"
        }
    if hasattr(value, "_asdict"):
        return {name: plain_value(part) for name, part in value._asdict().items()}
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    if hasattr(value, "tolist"):  # numbers and arrays of numpy, which this floor does not import
        return value.tolist()
    if isinstance(value, Mapping):
        return {str(key): plain_value(part) for key, part in value.items()}
    if isinstance(value, AbstractSet):
        return sorted(map(plain_value, value), key=str)
    if isinstance(value, Iterable):
        return [plain_value(part) for part in value]
    return str(value)


@plain_value.register
def _(value: str) -> str:
    return str(value.value) if isinstance(value, Enum) else value


@plain_value.register
def _(value: Enum) -> str:
    return str(value.value)


@plain_value.register
def _(value: date) -> str:
    return value.isoformat()


class Result:
    """An answer of the package. It is frozen, can be pickled and copied, and turns into plain data."""

    __slots__ = ()

    def to_dict(self) -> PlainDict:
        """The fields as data that `json.dumps` writes, with records as their ids."""
        if isinstance(self, Mapping):
            return {str(key): plain_value(value) for key, value in self.items()}
        data = plain_value.dispatch(object)(self)
        assert isinstance(data, dict), "an answer has fields"
        return data


class ResultTable(Result):
    """An answer with rows, which turns into a pandas data frame and shows itself as a table in a notebook."""

    __slots__ = ()
    _rows_in: ClassVar[str] = "rows"
    """The attribute that holds the rows; a mapping has a row a key."""

    def _table(self) -> list[dict[str, object]]:
        if isinstance(self, Mapping):
            rows = [(str(key), plain_value(value)) for key, value in self.items()]
            return [{"id": key, **(value if isinstance(value, dict) else {"value": value})} for key, value in rows]
        rows_of: Iterable[object] = getattr(self, self._rows_in)
        return [row if isinstance(row, dict) else {"id": row} for row in map(plain_value, rows_of)]

    def to_frame(self) -> pandas.DataFrame:
        """The rows as a pandas data frame, one a row, with records as their ids.

        Raises:
            ModuleNotFoundError: pandas is not installed.
        """
        import pandas

        return pandas.DataFrame(self._table())

    def _repr_html_(self) -> str:
        rows = self._table()
        names = list(dict.fromkeys(name for row in rows for name in row))
        head = "".join(f"<th>{escape(name)}</th>" for name in names)
        body = "".join(
            f"<tr>{''.join(f'<td>{escape(_cell(row.get(name)))}</td>' for name in names)}</tr>" for row in rows[:_SHOWN]
        )
        more = f"<p>and {len(rows) - _SHOWN} more</p>" if len(rows) > _SHOWN else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, list):
        return ", ".join(map(_cell, value))
    return str(value)
