"""The name of an argumentation scheme as a type of the models."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from cruxbase.records.schemes import SCHEMES, near_scheme

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def _known_scheme(value: str) -> str:
    if value not in SCHEMES and not _NAME.fullmatch(value):  # a name that has the form may be one of the base's own
        raise PydanticCustomError(
            "schema/unknown-value",
            "{shown} is not an argumentation scheme",
            {"shown": repr(value), "help": near_scheme(value, SCHEMES)},
        )
    return value


SchemeName = Annotated[str, AfterValidator(_known_scheme), WithJsonSchema({"type": "string", "enum": list(SCHEMES)})]
