"""What a check takes and gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

from cruxbase.diagnostics import Diagnostic
from cruxbase.graph import ArgumentGraph

if TYPE_CHECKING:
    from cruxbase.parsing.located import SpanTable
    from cruxbase.records import Record

Spans: TypeAlias = "Callable[[], SpanTable]"
"""Gives the places of a record's keys and values; asked for only when there is something to say."""

Found = Iterator[Diagnostic]
"""What a check yields."""

OneRecordCheck = Callable[[Any, Spans], Iterable[Diagnostic]]
"""A check of one record of the types it is listed for in `on_records`."""

GraphCheck = Callable[[ArgumentGraph], Iterable[Diagnostic]]
"""A check of the whole base."""


def type_of(record: Record) -> str:
    """The type of a record as its file says it; asking for its class would load all models."""
    return str(record.__dict__["type"])
