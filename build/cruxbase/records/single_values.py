"""What the schema has against a value under one key, while the rest of the record is not there yet."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any

from pydantic import BaseModel, TypeAdapter, ValidationError


def problem_with(model: type[BaseModel], key: str, value: object) -> str | None:
    """What is wrong with a value under a key of a record or part; None where it will do.

    Args:
        model: of the record or part.
        key: the name of one of its fields.
        value: as it would stand in a file.

    >>> from cruxbase.records import RECORD_TYPES
    >>> problem_with(RECORD_TYPES["source"], "doi", "10.1000/182"), problem_with(RECORD_TYPES["topic"], "title", "")
    (None, 'String should have at least 1 character')
    """
    try:
        _adapter(model, key).validate_python(value)
    except ValidationError as problem:
        return str(problem.errors()[0]["msg"])
    return None


@cache
def _adapter(model: type[BaseModel], key: str) -> TypeAdapter[object]:
    field = model.model_fields[key]
    annotation: Any = field.annotation  # a type that is known only when the program runs
    return TypeAdapter(Annotated[annotation, *field.metadata] if field.metadata else annotation)
