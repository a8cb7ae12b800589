"""A record, and the base, as JSON: the same for Python, for the command line and for the site.

The fields are a promise: none is removed or changes its meaning. Their JSON schema, `schema/base.schema.json`, follows from
the types here, and `docs/command-line.md` explains them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from json import encoder as json_encoder
from typing import TYPE_CHECKING, Literal

from typing_extensions import TypedDict  # pydantic makes a schema of these only, before Python 3.12

from cruxbase.analysis.entities import (
    Belief,
    Citation,
    Claim,
    Entity,
    LinkedRecords,
    Model,
    Person,
    Source,
    Step,
    Topic,
    Undercut,
    Viewpoint,
)
from cruxbase.analysis.status_table import status_table
from cruxbase.graph.dependents import dependents_in

if TYPE_CHECKING:
    pass

SCHEMA_FILE = "base.schema.json"

Written = dict[str, object]
"""The keys of a record as they are written in its file."""


class Brief(TypedDict):
    """What identifies a record: its id, its type, its title, and its file."""

    id: str
    type: str
    title: str
    path: str


class UndercutJson(TypedDict):
    """A reason why a step fails: the record that says so, the name of the step, and why."""

    start: str
    step: str
    because: str | None


class StepJson(TypedDict):
    """A reason for or against a claim: its premises are needed together."""

    name: str
    kind: Literal["supports", "attacks"]
    premises: list[str]
    conclusion: str
    strength: str
    because: str | None
    scheme: str | None
    group: str | None
    undercuts: list[UndercutJson]


class LinkJson(TypedDict):
    """A relation that joins two records directly."""

    kind: str
    start: str
    end: str
    because: str | None


class CitationJson(TypedDict):
    """A place in a record that cites a source: where in it, and what the source does there."""

    record: str
    source: str
    at: str | None
    role: str
    note: str | None


class BeliefJson(TypedDict):
    """What one viewpoint says of one claim; `low`, `mid` and `high` are null where no degree is given."""

    viewpoint: str
    holder: str | None
    date: str
    claim: str
    stance: str
    low: float | None
    mid: float | None
    high: float | None
    written: str | None
    basis: str | None
    at: str | None


class DependentsJson(TypedDict):
    """How many claims depend on a claim: directly, and in all, each counted once."""

    directly: int
    in_all: int


class RecordData(Brief):
    """A record as its file has it, and the address of its page below a site's."""

    page: str
    data: Written


class ClaimJson(RecordData):
    """A claim-like record with what bears on it and what it bears on."""

    text: str
    topic: str | None
    supporting: list[StepJson]
    attacking: list[StepJson]
    steps_made: list[StepJson]
    undercuts_made: list[UndercutJson]
    requires: list[str]
    required_by: list[str]
    refines: list[str]
    refined_by: list[str]
    answers: list[str]
    answered_by: list[str]
    sides: list[str]
    decides: list[str]
    in_cruxes: list[str]
    decided_by: list[str]
    citations: list[CitationJson]
    beliefs: list[BeliefJson]
    models: list[str]
    statuses: dict[str, str]
    dependents: DependentsJson


class SourceJson(RecordData):
    """A source with its authors by name, the source that it is part of, and what cites it."""

    authors: list[str]
    part_of: str | None
    cited_by: list[CitationJson]


class PersonJson(RecordData):
    """A person with their viewpoints, oldest first, and the sources that they wrote."""

    viewpoints: list[str]
    authored: list[str]


class ViewpointJson(RecordData):
    """A viewpoint with what it says."""

    holder: str | None
    date: str
    beliefs: list[BeliefJson]


class TopicJson(RecordData):
    """A topic with its place among topics, its claims, and those that tell its story."""

    parent: str | None
    children: list[str]
    claims: list[str]
    backbone: list[str]


class ModelJson(RecordData):
    """A model with its topic, the claims that it computes with, and the cruxes that it bears on."""

    topic: str | None
    claims: list[str]
    cruxes: list[str]


RecordJson = ClaimJson | SourceJson | PersonJson | ViewpointJson | TopicJson | ModelJson


class BaseJson(TypedDict):
    """All records, and how they bear on each other."""

    version: Literal[1]
    records: list[RecordData]
    steps: list[StepJson]
    undercuts: list[UndercutJson]
    links: list[LinkJson]
    citations: list[CitationJson]
    beliefs: list[BeliefJson]


_ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False)
"""`json.dumps` would set up an encoder for each value; without `indent` it is done in C. Our values hold no circles."""

_IN_C: Callable[[object, int], tuple[str, ...]] | None = (
    json_encoder.c_make_encoder  # type: ignore[attr-defined] # what `JSONEncoder.iterencode` calls each time
    and json_encoder.c_make_encoder(  # type: ignore[attr-defined]
        None, _ENCODER.default, json_encoder.encode_basestring, None, ": ", ", ", False, False, True
    )
)


def json_text(value: Mapping[str, object]) -> str:
    """A record or a base as the text of a file of JSON: a line a key, and a line an entry of its lists, for `diff`.

    >>> print(json_text({"id": "a", "beliefs": [{"low": 0.5}, {"low": 0.6}]}), end="")
    {
    "id": "a",
    "beliefs": [
    {"low": 0.5},
    {"low": 0.6}
    ]
    }
    """
    return "{\n" + ",\n".join(f"{_line(key)}: {_lines(part)}" for key, part in value.items()) + "\n}\n"


def _line(value: object) -> str:
    # What `encode` would set up anew for each value; there is none where Python has no encoder in C.
    return _ENCODER.encode(value) if _IN_C is None else "".join(_IN_C(value, 0))


def _lines(value: object) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + ",\n".join(map(_line, value)) + "\n]"
    return _line(value)


def schema_text() -> str:
    """The JSON Schema (2020-12) of the base, with that of a record as `#/$defs/Record`, as the text of a file."""
    from pydantic import TypeAdapter

    base = TypeAdapter(BaseJson).json_schema()
    record = TypeAdapter(RecordJson).json_schema()
    parts = {**base.pop("$defs"), **record.pop("$defs"), "Record": record}
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A cruxbase knowledge base as JSON",
        "description": "What `cruxbase export json` and `api/graph.json` of a site hold; a record of `cruxbase show --json` and of "
        "`api/records/<id>.json` is `#/$defs/Record`.",
        **{key: value for key, value in base.items() if key not in ("title", "description")},
        "$defs": dict(sorted(parts.items())),
    }
    return json.dumps(_closed(schema), ensure_ascii=False, indent=2) + "\n"


def _closed(schema: object) -> object:
    """A schema that allows no other keys, without the titles that pydantic makes of names."""
    if isinstance(schema, list):
        return [_closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: _closed(part) for key, part in schema.items()}
    if isinstance(kept.get("title"), str) and "$schema" not in kept:
        del kept["title"]
    if "properties" in kept and "additionalProperties" not in kept:
        kept["additionalProperties"] = False
    return kept


def brief_json(entity: Entity) -> Brief:
    """What identifies a record."""
    return {"id": entity.id, "type": entity.type, "title": entity.title, "path": entity.path}


def _written(entity: Entity) -> RecordData:
    return {**brief_json(entity), "page": entity.url, "data": dict(entity.kb.corpus.entry(entity.id).data)}


def ids_of(entities: Iterable[Entity]) -> list[str]:
    """The ids of records."""
    return [entity.id for entity in entities]


def step_json(step: Step) -> StepJson:
    """A step, with what undercuts it."""
    return {
        "name": step.name,
        "kind": step.part.kind,
        "premises": list(step.part.premises),
        "conclusion": step.part.conclusion,
        "strength": step.strength,
        "because": step.because or None,
        "scheme": step.scheme or None,
        "group": step.group or None,
        "undercuts": [undercut_json(part) for part in step.undercuts],
    }


def undercut_json(undercut: Undercut) -> UndercutJson:
    """An undercut: which record, which step, why."""
    return {"start": undercut.part.start, "step": undercut.part.step, "because": undercut.because or None}


def citation_json(citation: Citation) -> CitationJson:
    """A citation: where it is written, and where it leads."""
    entry = citation.entry
    return {
        "record": citation.part.record,
        "source": citation.part.source,
        "at": getattr(entry, "at", None),
        "role": getattr(entry, "role", "asserts"),
        "note": getattr(entry, "note", None),
    }


def belief_json(belief: Belief) -> BeliefJson:
    """A belief: whose, in what, how much."""
    credence, holder = belief.credence, belief.viewpoint.holder
    return {
        "viewpoint": belief.part.viewpoint,
        "holder": holder.id if holder is not None else None,
        "date": belief.date,
        "claim": belief.part.claim,
        "stance": belief.stance,
        "low": credence.low if credence is not None else None,
        "mid": credence.middle if credence is not None else None,
        "high": credence.high if credence is not None else None,
        "written": credence.written if credence is not None else None,
        "basis": belief.entry.basis,
        "at": belief.entry.at,
    }


def record_json(entity: Entity, words: Mapping[str, str] | None = None) -> RecordJson:
    """A record with what it leads to and what leads to it; `data` holds its keys as they are written.

    Args:
        entity: the record.
        words: of a claim, as `status_words` has them, where they are at hand.

    >>> import cruxbase
    >>> record = record_json(cruxbase.example().claim("trial"))
    >>> record["dependents"], record["statuses"]["on-record"]
    ({'directly': 1, 'in_all': 2}, 'unargued')
    """
    written = _written(entity)
    if isinstance(entity, Claim):
        return _claim(entity, written, status_words(entity) if words is None else words)
    if isinstance(entity, Source):
        authors = [author if isinstance(author, str) else author.title for author in entity.authors]
        cited_by = [citation_json(part) for part in entity.cited_by]
        return {**written, "authors": authors, "part_of": _id(entity.part_of), "cited_by": cited_by}
    if isinstance(entity, Person):
        return {**written, "viewpoints": ids_of(entity.viewpoints), "authored": ids_of(entity.authored)}
    if isinstance(entity, Viewpoint):
        beliefs = [belief_json(part) for part in entity.beliefs]
        return {**written, "holder": _id(entity.holder), "date": entity.date, "beliefs": beliefs}
    if isinstance(entity, Topic):
        return {
            **written,
            "parent": _id(entity.parent),
            "children": ids_of(entity.children),
            "claims": ids_of(entity.claims),
            "backbone": ids_of(entity.backbone),
        }
    assert isinstance(entity, Model)
    claims, cruxes = ids_of(entity.claims), ids_of(entity.cruxes)
    return {**written, "topic": _id(entity.topic), "claims": claims, "cruxes": cruxes}


def status_words(claim: Claim) -> dict[str, str]:
    """Where a claim stands on record and for each view that `StatusTable.of` lists: the word that is shown."""
    return {row.who: row.status.word for row in status_table(claim.kb).of(claim.id)}


def _claim(claim: Claim, written: RecordData, words: Mapping[str, str]) -> ClaimJson:
    depending = dependents_in(claim.kb.graph)[claim.id]
    return {
        **written,
        "text": claim.text,
        "topic": _id(claim.topic),
        "supporting": [step_json(part) for part in claim.supporting_steps],
        "attacking": [step_json(part) for part in claim.attacking_steps],
        "steps_made": [step_json(part) for part in claim.steps_made],
        "undercuts_made": [undercut_json(part) for part in claim.undercuts_made],
        "requires": ids_of(claim.requires),
        "required_by": ids_of(claim.required_by),
        "refines": ids_of(claim.refines),
        "refined_by": ids_of(claim.refined_by),
        "answers": ids_of(claim.answers),
        "answered_by": ids_of(claim.answered_by),
        "sides": ids_of(claim.sides),
        "decides": ids_of(claim.decides),
        "in_cruxes": ids_of(claim.in_cruxes),
        "decided_by": ids_of(claim.decided_by),
        "citations": [citation_json(part) for part in claim.cited_in],
        "beliefs": [belief_json(part) for part in claim.held_by],
        "models": ids_of(claim.models),
        "statuses": dict(words),
        "dependents": {"directly": depending.direct, "in_all": depending.total},
    }


def _id(entity: Entity | None) -> str | None:
    return entity.id if entity is not None else None


def base_json(kb: LinkedRecords) -> BaseJson:
    """The whole base: `records` with their `data`, and the `steps`, `undercuts`, `links`, `citations` and `beliefs`."""
    parts = kb.graph.parts
    return {
        "version": 1,
        "records": [_written(entity) for entity in kb],
        "steps": [step_json(kb.step(name)) for name in kb.graph.steps],
        "undercuts": [
            {"start": part.start, "step": part.step, "because": part.because or None} for part in parts.undercuts
        ],
        "links": list(_links(kb)),
        "citations": [citation_json(part) for source in kb.sources() for part in source.cited_by],
        "beliefs": [belief_json(part) for viewpoint in kb.viewpoints() for part in viewpoint.beliefs],
    }


def with_records(text: bytes, entities: Iterable[Entity], ids: Sequence[str]) -> bytes:
    """The text of a file of `base_json`, with other lines for some records, of which nothing that bears on others has changed.

    Args:
        text: as `json_text` made it of the base as it was.
        entities: the records as they are now.
        ids: of all records, in the order of the base.
    """
    lines = text.split(b"\n")
    first = lines.index(b'"records": [') + 1
    place = {id: first + number for number, id in enumerate(ids)}
    for entity in entities:
        comma = b"," if place[entity.id] < first + len(ids) - 1 else b""
        lines[place[entity.id]] = _line(_written(entity)).encode() + comma
    return b"\n".join(lines)


def _links(kb: LinkedRecords) -> Iterator[LinkJson]:
    for part in kb.graph.parts.links:
        yield {"kind": part.kind, "start": part.start, "end": part.end, "because": part.because or None}
