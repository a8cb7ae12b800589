"""The base as plain tables, for CSV and for spreadsheets."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from cruxbase.knowledge_base import KnowledgeBase

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")


class Table(NamedTuple):
    """Rows under named columns.

    Attributes:
        name: of the table.
        columns: their names.
        rows: one value a column; None where there is none.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

    def csv(self) -> str:
        r"""The table as CSV with a heading, by RFC 4180, with the line ends of Unix.

        >>> Table("t", ("a", "b"), ((1, None), ('x"y', "z"))).csv()
        'a,b\n1,\n"x""y",z\n'
        >>> Table("t", ("a", "b"), (("=1+1", "-0.5"),)).csv()
        "a,b\n'=1+1,-0.5\n"
        """
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows(tuple(map(_cell, row)) for row in self.rows)
        return out.getvalue()


def _cell(value: Any) -> Any:
    """A value as a cell that no spreadsheet runs: text that would be a formula is made plain text by an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(_FORMULA) and not _NUMBER.fullmatch(value):
        return f"'{value}"
    return value


def tables(kb: KnowledgeBase) -> tuple[Table, ...]:
    """All of the base: claims, steps, undercuts, links, citations, beliefs and measurements."""
    return (_claims(kb), _steps(kb), _undercuts(kb), _links(kb), _citations(kb), _beliefs(kb), _measurements(kb))


def _table(name: str, columns: Sequence[str], rows: Iterator[tuple[Any, ...]]) -> Table:
    return Table(name, tuple(columns), tuple(rows))


def _claims(kb: KnowledgeBase) -> Table:
    columns = ("id", "type", "title", "text", "topic", "status", "origin", "path")
    rows = (
        (v.id, v.type, v.title, v.text, v.record.topic, v.record.status, v.record.origin, v.path) for v in kb.claims()
    )
    return _table("claims", columns, rows)


def _steps(kb: KnowledgeBase) -> Table:
    columns = ("name", "start", "premises", "conclusion", "kind", "strength", "scheme", "group", "because")
    rows = (
        (s.name, s.start, " ".join(s.premises), s.conclusion, s.kind, s.strength, s.scheme, s.group, s.because)
        for s in kb.graph.steps.values()
    )
    return _table("steps", columns, rows)


def _undercuts(kb: KnowledgeBase) -> Table:
    return _table(
        "undercuts", ("start", "step", "because"), ((u.start, u.step, u.because) for u in kb.graph.parts.undercuts)
    )


def _links(kb: KnowledgeBase) -> Table:
    rows = ((link.kind, link.start, link.end, link.because) for link in kb.graph.parts.links)
    return _table("links", ("kind", "start", "end", "because"), rows)


def _citations(kb: KnowledgeBase) -> Table:
    rows = ((c.record.id, c.source.id, c.at, c.role, c.note) for source in kb.sources() for c in source.cited_by)
    return _table("citations", ("record", "source", "at", "role", "note"), rows)


def _beliefs(kb: KnowledgeBase) -> Table:
    def rows() -> Iterator[tuple[Any, ...]]:
        for viewpoint in kb.viewpoints():
            for belief in viewpoint.beliefs:
                credence = belief.credence
                ends = (credence.low, credence.middle, credence.high) if credence is not None else (None, None, None)
                holder = viewpoint.record.holder
                yield (viewpoint.id, holder, viewpoint.date, belief.claim.id, belief.stance, *ends, belief.entry.basis)

    columns = ("viewpoint", "holder", "date", "claim", "stance", "low", "mid", "high", "basis")
    return _table("beliefs", columns, rows())


def _measurements(kb: KnowledgeBase) -> Table:
    columns = ("name", "value", "low", "high", "unit", "n", "n_of", "conditions", "source", "at", "method")

    def rows() -> Iterator[tuple[Any, ...]]:
        for id in kb.graph.ids("evidence"):
            measured: Sequence[Mapping[str, Any]] = kb.corpus.entry(id).data.get("measurements", ())
            for measurement in measured:
                yield (id, *(measurement.get(column) for column in columns))

    return _table("measurements", ("record", *columns), rows())
