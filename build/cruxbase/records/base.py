"""What every record and every part of one has in common."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field, model_validator

from cruxbase.records.text import LanguageTag, RecordId, Word


class Part(BaseModel):
    """A frozen part of a record that refuses keys it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, defer_build=True)


class ShortForm(Part):
    """A part that may be written as a plain string: the value of its first field."""

    @model_validator(mode="before")
    @classmethod
    def _expand(cls, value: object) -> object:
        if isinstance(value, str):
            return {next(iter(cls.model_fields)): value}
        return value


class Record(Part):
    """One YAML file under `claims/`: something with an id."""

    id: RecordId = Field(description="The file's name without .yaml. It need not be written; if it is, it must agree.")
    aliases: tuple[RecordId, ...] = Field(
        (), description="Former ids of this record. References and links to them keep working."
    )
    tags: tuple[Word, ...] = Field((), description="Free keywords, to find and group records by.")
    lang: LanguageTag | None = Field(
        None,
        description="Language of the record's prose where it is not that of the base, as a tag such as ar or pt-BR.",
    )
