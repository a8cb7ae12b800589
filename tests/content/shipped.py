"""The shipped base, loaded once, and the questions that the tests of its content ask."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, cast

from cruxbase.knowledge_base import KnowledgeBase
from cruxbase.loading.loading import load
from cruxbase.records import Argument, Citation, ClaimLike, Record, Viewpoint

CLAIMS = Path(__file__).resolve().parents[2] / "claims"
SEED = "mallen-comments"
"""The page that the base began from; its paragraphs are cited as P1 to P52."""


@cache
def base() -> KnowledgeBase:
    """The shipped base."""
    return load(CLAIMS, cache=False).knowledge_base


@cache
def records() -> Mapping[str, Record]:
    """Every record by its id."""
    return {id_: base().record(id_).record for id_ in base().corpus}


@cache
def as_written() -> Mapping[str, Mapping[str, Any]]:
    """The plain data of every record by its id."""
    return {id_: base().corpus.entry(id_).data for id_ in base().corpus}


def record(id_: str) -> Any:
    """The record with this id, or this former id."""
    return base().record(id_).record


def claim(id_: str) -> ClaimLike:
    """The claim-like record with this id, or this former id."""
    return cast(ClaimLike, record(id_))


def viewpoint(id_: str) -> Viewpoint:
    """The viewpoint with this id."""
    return cast(Viewpoint, record(id_))


def claims() -> Iterator[ClaimLike]:
    """Every claim-like record."""
    yield from (found for found in records().values() if isinstance(found, ClaimLike))


def kind(id_: str) -> str:
    """The value of a record's `type`."""
    return str(base().record(id_).type)


def seed_citations(id_: str) -> list[Citation]:
    """Where a claim cites the seed."""
    return [cited for cited in claim(id_).sources if cited.source == SEED]


def places(id_: str, paragraph: str) -> list[Citation]:
    """Where a claim cites exactly this paragraph of the seed."""
    return [cited for cited in seed_citations(id_) if cited.at == paragraph]


def roles(id_: str, paragraph: str) -> set[str]:
    """The roles in which a claim cites exactly this paragraph of the seed."""
    return {cited.role for cited in places(id_, paragraph)}


def roles_at(paragraph: str) -> dict[str, str]:
    """Claim → role, for every claim that cites exactly this paragraph of the seed."""
    return {found.id: cited.role for found in claims() for cited in places(found.id, paragraph)}


def targets(id_: str, relation: str) -> set[str]:
    """The ids, or names of steps, to which a record's relation of this name leads."""
    found = record(id_)
    written = getattr(found, relation, ())
    if isinstance(found, Argument) and isinstance(written, str):
        return {written}
    key = {"undercuts": "step", "refines": "record", "answers": "question"}.get(relation, "claim")
    return {getattr(entry, key) for entry in written or ()}


def reasons(id_: str, relation: str) -> set[str]:
    """The records that support, or attack, a claim: starts of steps, linked premises, and premises of arguments."""
    return {premise for step in base().graph.steps_into(id_) if step.kind == relation for premise in step.premises}


def said(holder: str) -> dict[str, str]:
    """Claim → what a holder says of it, later dates winning: a credence as written, or holds, rejects, suspends."""
    found: dict[str, str] = {}
    views = [view for view in records().values() if isinstance(view, Viewpoint) and view.holder == holder]
    for view in sorted(views, key=lambda view: view.date):
        found |= {id_: entry.credence.written for id_, entry in view.credences.items()}
        for stance in ("holds", "rejects", "suspends"):
            found |= {entry.claim: stance for entry in getattr(view, stance)}
    return found


def stances(viewpoint_id: str) -> set[str]:
    """Every claim of which a viewpoint says anything."""
    view = viewpoint(viewpoint_id)
    return set(view.credences) | {entry.claim for entry in (*view.holds, *view.rejects, *view.suspends)}


def believed(viewpoint_id: str) -> set[str]:
    """The claims that a viewpoint holds, or gives a credence to."""
    view = viewpoint(viewpoint_id)
    return set(view.credences) | {entry.claim for entry in view.holds}
