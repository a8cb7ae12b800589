"""The base as plain tables, for CSV and for spreadsheets."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from cruxbase.knowledge_base import KnowledgeBase

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")


class Column(NamedTuple):
    """A column of a table that is exported.

    Attributes:
        name: its heading.
        kind: `text`, or `number`, a double.
        meaning: what it holds, in words.
    """

    name: str
    kind: Literal["text", "number"]
    meaning: str


def _columns(**meanings: str) -> tuple[Column, ...]:
    """Columns from what they mean; a meaning that begins with a hash is that of a number."""
    return tuple(
        Column(name, "number" if meaning.startswith("#") else "text", meaning.removeprefix("#"))
        for name, meaning in meanings.items()
    )


SCHEMA: Mapping[str, tuple[Column, ...]] = {
    "claims": _columns(
        id="id of the record",
        type="`claim`, `hypothesis`, `evidence`, `definition`, `crux`, `question`, `argument` and so on",
        title="its title",
        text="its statement",
        topic="id of its topic",
        status="`draft`, `reviewed`, `disputed` or `retired`",
        origin="`stated`, `implied` or `reconstructed`",
        path="the file, from the base's folder",
    ),
    "steps": _columns(
        name="name of the step, unique",
        start="the record on which it is written",
        premises="ids of all premises, needed together, with spaces between",
        conclusion="the claim that it bears on",
        kind="`supports` or `attacks`",
        strength="`weak`, `moderate` or `strong`",
        scheme="its argumentation scheme, or empty",
        group="steps to one conclusion with one group count once; or empty",
        because="the warrant, or empty",
    ),
    "undercuts": _columns(
        start="the record that undercuts", step="name of the step that is undercut", because="why, or empty"
    ),
    "links": _columns(
        kind="`requires`, `refines`, `side`, `answers`, `topic` and so on",
        start="the record on which it is written",
        end="the record that it leads to",
        because="why, or empty",
    ),
    "citations": _columns(
        record="the record that cites",
        source="the source cited",
        at="the place in the source",
        role="`asserts`, `reports`, `disputes` and so on",
        note="a remark",
    ),
    "beliefs": _columns(
        viewpoint="id of the viewpoint",
        holder="id of the person whose it is",
        date="when it was stated",
        claim="the claim",
        stance="`credence`, `holds`, `rejects` or `suspends`",
        low="#the least it may be, from 0 to 1",
        mid="#the number for it",
        high="#the most it may be",
        basis="`stated`, or how an editor came to it",
    ),
    "measurements": _columns(
        record="the record of evidence",
        name="what was measured",
        value="#the number as reported",
        low="#the lower end of its interval",
        high="#the upper end",
        unit="its unit",
        n="#how many stand behind it",
        n_of="of what",
        conditions="model, setting, comparison",
        source="the source, where the record cites several",
        at="the place in the source",
        method="how it was obtained",
    ),
    "strengths": _columns(
        person="id of the person in whose view it is",
        claim="the claim",
        basis="`credence`, `reading`, `holds`, `rejects` or `suspends` of what was said, `follows` of the rest",
        low="#the least that what was said allows; none of what follows",
        high="#the most",
        number="#the number that was said; none of a bound and of what follows",
        strength="#the `jeffrey` strength, from 0 to 1; none where the iteration did not settle",
    ),
}
"""The tables and their columns, in order: what `cruxbase export csv` and `parquet` write, and `cruxbase.scale` reads."""


Row = tuple[object, ...]
"""One value a column; None where there is none."""


class Table(NamedTuple):
    """Rows under named columns.

    Attributes:
        name: of the table.
        columns: their names.
        rows: one value a column; None where there is none.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

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


def _cell(value: object) -> object:
    """A value as a cell that no spreadsheet runs: text that would be a formula is made plain text by an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(_FORMULA) and not _NUMBER.fullmatch(value):
        return f"'{value}"
    return value


def tables(kb: KnowledgeBase) -> tuple[Table, ...]:
    """All of the base: claims, steps, undercuts, links, citations, beliefs, measurements, and strengths by person."""
    rows = (_claims, _steps, _undercuts, _links, _citations, _beliefs, _measurements, _strengths)
    return tuple(
        Table(name, tuple(column.name for column in columns), tuple(rows_of(kb)))
        for (name, columns), rows_of in zip(SCHEMA.items(), rows, strict=True)
    )


def _claims(kb: KnowledgeBase) -> Iterator[Row]:
    for v in kb.claims():
        yield (v.id, v.type, v.title, v.text, v.record.topic, v.record.status, v.record.origin, v.path)


def _steps(kb: KnowledgeBase) -> Iterator[Row]:
    for s in kb.graph.steps.values():
        yield (s.name, s.start, " ".join(s.premises), s.conclusion, s.kind, s.strength, s.scheme, s.group, s.because)


def _undercuts(kb: KnowledgeBase) -> Iterator[Row]:
    return ((u.start, u.step, u.because) for u in kb.graph.parts.undercuts)


def _links(kb: KnowledgeBase) -> Iterator[Row]:
    return ((link.kind, link.start, link.end, link.because) for link in kb.graph.parts.links)


def _citations(kb: KnowledgeBase) -> Iterator[Row]:
    return ((c.record.id, c.source.id, c.at, c.role, c.note) for source in kb.sources() for c in source.cited_by)


def _beliefs(kb: KnowledgeBase) -> Iterator[Row]:
    for viewpoint in kb.viewpoints():
        for belief in viewpoint.beliefs:
            credence = belief.credence
            ends = (credence.low, credence.middle, credence.high) if credence is not None else (None, None, None)
            holder = viewpoint.record.holder
            yield (viewpoint.id, holder, viewpoint.date, belief.claim.id, belief.stance, *ends, belief.entry.basis)


def _measurements(kb: KnowledgeBase) -> Iterator[Row]:
    columns = [column.name for column in SCHEMA["measurements"][1:]]
    for id in kb.graph.ids("evidence"):
        measured: Sequence[Mapping[str, object]] = kb.corpus.entry(id).data.get("measurements", ())
        for measurement in measured:
            yield (id, *(measurement.get(column) for column in columns))


def _strengths(kb: KnowledgeBase) -> Iterator[Row]:
    """What each person said of each claim, as the numbers that are computed with, and what follows for the others."""
    people = set(kb.graph.ids("person"))
    for person in dict.fromkeys(viewpoint.record.holder for viewpoint in kb.viewpoints()):
        if person not in people:  # of a broken base
            continue
        view = kb.view(person).anchored
        for claim in view.graph.claims:
            statement = view.stated.get(claim)
            said: tuple[str, float | None, float | None, float | None]
            if statement is not None:
                said = (statement.kind, statement.low, statement.high, statement.number)
            elif claim in view.withheld:
                said = ("suspends", None, None, None)
            elif view.knows(claim):
                said = ("follows", None, None, None)
            else:
                continue
            yield (person, claim, *said, 0.5 if claim in view.withheld else view.strength(claim))
