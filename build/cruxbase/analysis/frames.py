"""The base as pandas data frames."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from cruxbase.analysis.entities import LinkedRecords
from cruxbase.records import Evidence

if TYPE_CHECKING:
    import pandas


class Frames(NamedTuple):
    """One data frame a kind of thing.

    Attributes:
        claims: a row a claim-like record, indexed by id: type, title, text, topic, status, origin.
        steps: a row a step, indexed by name: start, conclusion, kind, strength, scheme, premises.
        undercuts: a row an undercut: start, step, because.
        links: a row a relation: kind, start, end.
        citations: a row a citation: record, source, at, role.
        credences: a row a belief: viewpoint, holder, date, claim, stance, low, mid, high, basis.
        measurements: a row a measurement: record, name, value, low, high, unit, n, n_of, conditions, source, at.
    """

    claims: pandas.DataFrame
    steps: pandas.DataFrame
    undercuts: pandas.DataFrame
    links: pandas.DataFrame
    citations: pandas.DataFrame
    credences: pandas.DataFrame
    measurements: pandas.DataFrame


def frames(kb: LinkedRecords) -> Frames:
    """The data frames of a base."""
    graph = kb.graph
    claims = [
        {
            "id": view.id,
            "type": view.type,
            "title": view.title,
            "text": view.text,
            "topic": view.record.topic,
            "status": view.record.status,
            "origin": view.record.origin,
        }
        for view in kb.claims()
    ]
    steps = [
        {
            "name": step.name,
            "start": step.start,
            "conclusion": step.conclusion,
            "kind": step.kind,
            "strength": step.strength,
            "scheme": step.scheme,
            "premises": step.premises,
        }
        for step in graph.steps.values()
    ]
    citations = [
        {"record": view.part.record, "source": view.part.source, "at": view.at, "role": view.role}
        for source in kb.sources()
        for view in source.cited_by
    ]
    return Frames(
        _frame(claims, "id", "type", "title", "text", "topic", "status", "origin").set_index("id"),
        _frame(steps, "name", "start", "conclusion", "kind", "strength", "scheme", "premises").set_index("name"),
        _frame([undercut._asdict() for undercut in graph.parts.undercuts], "start", "step", "because"),
        _frame([link._asdict() for link in graph.parts.links], "kind", "start", "end"),
        _frame(citations, "record", "source", "at", "role"),
        _frame(
            _credence_rows(kb),
            "viewpoint",
            "holder",
            "date",
            "claim",
            "stance",
            "low",
            "mid",
            "high",
            "basis",
        ),
        _frame(_measurement_rows(kb), "record", *_MEASURED),
    )


_MEASURED = ("name", "value", "low", "high", "unit", "n", "n_of", "conditions", "source", "at")


def _frame(rows: Sequence[Mapping[str, object]], *columns: str) -> pandas.DataFrame:
    import pandas

    return pandas.DataFrame(rows, columns=list(columns))


def _credence_rows(kb: LinkedRecords) -> Sequence[Mapping[str, object]]:
    rows = []
    for viewpoint in kb.viewpoints():
        for belief in viewpoint.beliefs:
            credence = belief.credence
            rows.append(
                {
                    "viewpoint": viewpoint.id,
                    "holder": viewpoint.record.holder,
                    "date": viewpoint.date,
                    "claim": belief.part.claim,
                    "stance": belief.stance,
                    "low": credence.low if credence else None,
                    "mid": credence.middle if credence else None,
                    "high": credence.high if credence else None,
                    "basis": belief.entry.basis,
                }
            )
    return rows


def _measurement_rows(kb: LinkedRecords) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for view in kb.claims(type="evidence"):
        assert isinstance(view.record, Evidence)
        rows.extend(
            {"record": view.id, **{name: getattr(measurement, name) for name in _MEASURED}}
            for measurement in view.record.measurements
        )
    return rows
