"""What the types of a model's fields hold: looking into optional, annotated and listed ones."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable
from typing import TypeVar

from pydantic import BaseModel
from pydantic.fields import FieldInfo

Part = TypeVar("Part", bound=BaseModel)


def field_annotation(field: FieldInfo) -> object:
    """A field's type with the metadata that pydantic has taken off it."""
    annotation: object = field.annotation
    for metadata in field.metadata:
        annotation = typing.Annotated[annotation, metadata]
    return annotation


def arguments_of(annotation: object) -> tuple[object, ...]:
    """What stands in the brackets of a type, annotated or not."""
    if typing.get_origin(annotation) is typing.Annotated:
        return arguments_of(typing.get_args(annotation)[0])
    return typing.get_args(annotation)


def first_inside(annotation: object, fits: Callable[[object], bool]) -> object:
    """The first type inside optional and annotated ones that fits; None where none does."""
    if fits(annotation):
        return annotation
    origin = typing.get_origin(annotation)
    if origin in (typing.Union, types.UnionType):
        inner = typing.get_args(annotation)
    elif origin is typing.Annotated:
        inner = typing.get_args(annotation)[:1]
    else:
        return None
    return next((one for part in inner if (one := first_inside(part, fits)) is not None), None)


def model_inside(annotation: object, kind: type[Part]) -> type[Part] | None:
    """The first model of a kind inside optional and annotated types; None where there is none.

    >>> from cruxbase.records import Claim, Topic
    >>> model_inside(Topic | None, BaseModel), model_inside(Topic | None, Claim)
    (<class 'cruxbase.records.literature.Topic'>, None)
    """
    model = first_inside(annotation, lambda one: isinstance(one, type) and issubclass(one, kind))
    return model if isinstance(model, type) and issubclass(model, kind) else None
