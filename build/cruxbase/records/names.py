"""The names of authors: an id, a name as usually written, or the parts that bibliographies tell apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from cruxbase.records.base import Part
from cruxbase.records.name_texts import name_text
from cruxbase.records.text import Word


class NameParts(Part):
    """A name in parts, as CSL and BibTeX have it: a family name and what goes with it, or one literal name."""

    family: Word | None = Field(None, description="Family name, all of its words, particle and suffix left out.")
    given: Word | None = Field(None, description="Given names or initials.")
    particle: Word | None = Field(
        None, description="Particle that stays with the family name: 'van' in 'van Beethoven', 'de' in 'de Raedt'."
    )
    dropping_particle: Word | None = Field(
        None, description="Particle that falls away when the family name stands alone: 'von' in 'Goethe, J. W. von'."
    )
    suffix: Word | None = Field(None, description="What follows the name: Jr., III.")
    literal: Word | None = Field(None, description="The whole name of an organisation, or one that has no parts.")

    @model_validator(mode="after")
    def _whole(self) -> NameParts:
        parts = [self.family, self.given, self.particle, self.dropping_particle, self.suffix]
        if (self.literal is None) == (self.family is None) or (self.literal is not None and any(parts)):
            raise PydanticCustomError(
                "schema/wrong-shape",
                "a name in parts has a family name, or is one literal name",
                {"help": "write {family: …, given: …}, or {literal: …} for an organisation, or the name as plain text"},
            )
        return self

    def __str__(self) -> str:
        return name_text(self.model_dump(exclude_none=True))


def _form_of_author(value: object) -> str:
    return PARTS if isinstance(value, (Mapping, NameParts)) else PLAIN


PARTS = "[parts]"
PLAIN = "[plain]"
"""The two forms of an author, in brackets so that places of problems can leave them out."""

Author = Annotated[
    Annotated[Word, Tag(PLAIN)] | Annotated[NameParts, Tag(PARTS)],
    Discriminator(_form_of_author),
]
"""A person's id, a name as usually written, or a name in parts."""
