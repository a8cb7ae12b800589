"""The tables of a base as Parquet, by `pyarrow`."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cruxbase.exchange.tables import Table


def parquet(table: Table) -> bytes:
    """A table in Parquet: columns of numbers as numbers, all others as texts.

    Raises:
        ModuleNotFoundError: `pyarrow` is not installed.
    """
    import pyarrow
    import pyarrow.parquet

    columns = {}
    for number, name in enumerate(table.columns):
        values = [row[number] for row in table.rows]
        numeric = any(isinstance(value, (int, float)) for value in values)
        numeric = numeric and all(value is None or isinstance(value, (int, float)) for value in values)
        kind = pyarrow.float64() if numeric else pyarrow.string()
        plain = [value if value is None or numeric else str(value) for value in values]
        columns[name] = pyarrow.array(plain, type=kind)
    buffer = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table(columns), buffer)
    return buffer.getvalue()
