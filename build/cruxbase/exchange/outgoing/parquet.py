"""The tables of a base as Parquet, by `pyarrow`."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from cruxbase.exchange.tables import SCHEMA

if TYPE_CHECKING:
    from cruxbase.exchange.tables import Table


def parquet(table: Table) -> bytes:
    """A table in Parquet, each column in the type that `SCHEMA` gives it, also where the table is empty.

    Raises:
        ModuleNotFoundError: `pyarrow` is not installed.
    """
    import pyarrow
    import pyarrow.parquet

    kinds = {"text": pyarrow.string(), "number": pyarrow.float64()}
    columns = {
        column.name: pyarrow.array([_cell(row[place], column.kind) for row in table.rows], type=kinds[column.kind])
        for place, column in enumerate(SCHEMA[table.name])
    }
    buffer = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table(columns), buffer)
    return buffer.getvalue()


def _cell(value: object, kind: str) -> str | float | None:
    if value is None:
        return None
    return float(value) if kind == "number" and isinstance(value, str | int | float) else str(value)
