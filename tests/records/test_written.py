"""The shapes of records as they are written say what the schema says."""

from __future__ import annotations

import types
import typing

import pytest
from pydantic import BaseModel

from cruxbase import records
from cruxbase.records import RECORD_TYPES, Credence, ShortForm, written


def written_types(annotation: object) -> set[object]:
    """What may stand in a file where the schema has a field of this type."""
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if annotation is Credence:
        return {str, list[str]}
    if origin is typing.Annotated:
        return written_types(arguments[0])
    if origin in (typing.Union, types.UnionType):
        return {one for part in arguments if part is not types.NoneType for one in written_types(part)}
    if origin is tuple:
        return {list[union(written_types(arguments[0]))]}
    if origin is dict:
        return {dict[str, union(written_types(arguments[1]))]}
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        shape = getattr(written, f"Written{annotation.__name__}")
        first = next(iter(annotation.model_fields.values())).annotation
        return {shape, *(written_types(first) if issubclass(annotation, ShortForm) else ())}
    return {str}


def union(parts: set[object]) -> object:
    return typing.Union[tuple(sorted(parts, key=str))]  # noqa: UP007 - made of as many as there are


def parts_of(shape: type) -> dict[str, set[object]]:
    """The types of the values of a TypedDict, by key."""
    hints = typing.get_type_hints(shape)
    return {key: set(typing.get_args(hint)) if is_union(hint) else {hint} for key, hint in hints.items()}


def is_union(hint: object) -> bool:
    return typing.get_origin(hint) in (typing.Union, types.UnionType)


def fields_of(model: type[BaseModel]) -> dict[str, set[object]]:
    return {field.alias or name: written_types(field.annotation) for name, field in model.model_fields.items()}


SHAPES = [name for name in vars(written) if name.startswith("Written") and isinstance(getattr(written, name), type)]
PARTS = [name for name in SHAPES if name not in ("WrittenRecord", "WrittenBelief")]


def model_of(name: str) -> type[BaseModel]:
    """The part of a record that a shape is the written form of."""
    return getattr(records, name.removeprefix("Written"))


@pytest.mark.parametrize("name", PARTS)
def test_a_part_as_written_has_the_keys_and_shapes_of_its_model(name):
    """Adding a key to a part of a record, or changing its shape, is noticed here."""
    assert parts_of(getattr(written, name)) == fields_of(model_of(name))


def test_a_record_as_written_has_the_keys_and_shapes_of_all_models():
    """A key that several types of records have may have the shape that any of them gives it."""
    keys: dict[str, set[object]] = {}
    for model in RECORD_TYPES.values():
        for key, shapes in fields_of(model).items():
            keys.setdefault(key, set()).update(shapes)
    assert parts_of(written.WrittenRecord) == keys


def test_every_part_of_a_record_has_a_written_shape():
    """Whatever a record may hold has its shape in the list."""
    assert {"WrittenStep", "WrittenCitation", "WrittenTable"} <= set(PARTS)
    assert len(PARTS) == 21
