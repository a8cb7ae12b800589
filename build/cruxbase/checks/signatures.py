"""What a check takes and gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from cruxbase.diagnostics import Diagnostic
from cruxbase.graph import ArgumentGraph
from cruxbase.parsing.located import SpanTable

Spans = Callable[[], SpanTable]
"""Gives the places of a record's keys and values; asked for only when there is something to say."""

Found = Iterator[Diagnostic]
"""What a check yields."""

OneRecordCheck = Callable[[Any, Spans], Iterable[Diagnostic]]
"""A check of one record of the types it is listed for in `on_records`."""

GraphCheck = Callable[[ArgumentGraph], Iterable[Diagnostic]]
"""A check of the whole base."""
