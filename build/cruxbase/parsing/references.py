"""Where a record names other records: told by the schema, not by the names of keys."""

from __future__ import annotations

import typing
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Literal, NamedTuple

from pydantic import BaseModel

from cruxbase.parsing.annotations import field_annotation, first_inside, model_inside
from cruxbase.parsing.located import Path
from cruxbase.records import RECORD_TYPES, ShortForm, is_id, step_name
from cruxbase.records.text import RecordId, StepText
from cruxbase.support.plain_data import list_or_empty

_OWN_NAMES = frozenset(("id", "aliases", "group"))
"""Keys whose ids name the record itself, a step of it, or nothing that has a file."""


class Reference(NamedTuple):
    """A place where a record names another.

    Attributes:
        path: where in the record.
        target: the id that is named.
        form: `id`, or `step` where it is part of a step's name, or `key` where it is a key.
    """

    path: Path
    target: str
    form: Literal["id", "step", "key"]


def references(data: Mapping[str, object]) -> Iterator[Reference]:
    """The places where a record's plain data name other records.

    >>> [r.target for r in references({"type": "claim", "topic": "a", "supports": [{"claim": "b", "with": ["c"]}]})]
    ['a', 'b', 'c']
    """
    model = RECORD_TYPES.get(str(data.get("type")))
    if model is not None:
        yield from _in_part(model, data, ())
        if model is RECORD_TYPES["source"]:
            # An author that has the form of an id is a person; any other is a literal name.
            for index, author in enumerate(list_or_empty(data.get("authors"))):
                if isinstance(author, str) and is_id(author):
                    yield Reference(("authors", index), author, "id")


def _in_part(model: type[BaseModel], data: Mapping[str, object], path: Path) -> Iterator[Reference]:
    fields = _fields(model)
    for key, value in data.items():
        if key in fields and key not in _OWN_NAMES:
            yield from _in_value(fields[key], value, (*path, key))


def _in_value(annotation: object, value: object, path: Path) -> Iterator[Reference]:
    if isinstance(value, str):
        yield from _in_text(annotation, value, path)
    elif isinstance(value, list):
        item = first_inside(annotation, lambda a: typing.get_origin(a) is tuple)
        if item is not None:
            for index, inner in enumerate(value):
                yield from _in_value(typing.get_args(item)[0], inner, (*path, index))
    elif isinstance(value, dict):
        mapping = first_inside(annotation, lambda a: typing.get_origin(a) is dict)
        if mapping is not None:
            key_type, value_type = typing.get_args(mapping)
            for key, inner in value.items():
                if key_type == RecordId:
                    yield Reference((*path, key), key, "key")
                yield from _in_value(value_type, inner, (*path, key))
            return
        part = model_inside(annotation, BaseModel)
        if part is not None:
            yield from _in_part(part, value, path)


def _in_text(annotation: object, value: str, path: Path) -> Iterator[Reference]:
    short = model_inside(annotation, ShortForm)
    if short is not None:
        fields = _fields(short)
        annotation = fields[next(iter(fields))]
    if first_inside(annotation, lambda a: a == RecordId) is not None:
        yield Reference(path, value, "id")
    elif first_inside(annotation, lambda a: a == StepText) is not None:
        name = step_name(value)
        for end in (name.start, name.end) if name is not None else ():
            if end:
                yield Reference(path, end, "step")


@cache
def _fields(model: type[BaseModel]) -> dict[str, object]:
    return {field.alias or name: field_annotation(field) for name, field in model.model_fields.items()}
