"""The format of records as JSON Schema, for editors and for whoever writes records with a program.

The models are the schema; what is published follows from them. It describes a file as YAML 1.2 reads it, and so differs
in a few points from what pydantic emits: the id need not be written, an empty value is no value, short forms are
strings, and a number may stand where text is wanted, because unquoted 2023 is a number to YAML.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Annotated, Any, Union

from pydantic import Field, TypeAdapter

from cruxbase.analysis.records_json import SCHEMA_FILE, schema_text
from cruxbase.records import RECORD_TYPES, SCHEMES
from cruxbase.records.base import Part, ShortForm
from cruxbase.records.vocabulary import BUILT_IN, IdentifierKind, Vocabulary

Schema = dict[str, Any]

FILES = {"record.schema.json": "2020-12", "record.draft-07.schema.json": "draft-07", SCHEMA_FILE: "base"}
"""The files that are published, and what each holds: records as written in a dialect, or the base as exported."""

_TITLE = "A record of a cruxbase knowledge base"
_NUMERAL = r"^[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?$"


def json_schema_text(dialect: str, vocabulary: Vocabulary = BUILT_IN) -> str:
    """The schema in a dialect, as the text of a file.

    Args:
        dialect: `2020-12` or `draft-07`; or `base` for the schema of what `cruxbase export json` writes.
        vocabulary: the schemes and kinds of identifiers of the base that the schema is for.
    """
    if dialect == "base":
        return schema_text()
    schema: Schema = _with_words(json_schema() if dialect == "2020-12" else draft_07(), vocabulary)
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _with_words(schema: Schema, vocabulary: Vocabulary) -> Schema:
    """The schema with the schemes and the kinds of identifiers that a base adds."""
    if vocabulary == BUILT_IN:
        return schema
    built_in = list(SCHEMES)

    def with_schemes(part: Schema) -> Schema:
        return {**part, "enum": list(vocabulary.schemes)} if part.get("enum") == built_in else part

    changed = _rewritten(schema, lambda part: part)
    for definitions in ("$defs", "definitions"):
        for name, part in changed.get(definitions, {}).items():
            changed[definitions][name] = _rewritten(part, with_schemes)
    source = changed["$defs" if "$defs" in changed else "definitions"]["Source"]["properties"]
    source["identifiers"] = {
        "type": "object",
        "description": source["identifiers"]["description"],
        "additionalProperties": False,
        "properties": {name: _identifier(kind) for name, kind in vocabulary.identifiers.items()},
    }
    return changed


def _identifier(kind: IdentifierKind) -> Schema:
    described: Schema = {"type": ["string", "number"], "description": kind.title}
    if kind.pattern:
        described["pattern"] = f"^(?:{kind.pattern})$"
    return {**described, "examples": [kind.example]} if kind.example else described


def json_schema() -> Schema:
    """The schema as JSON Schema 2020-12: one of the record types, told apart by `type`."""
    union = Union[tuple(RECORD_TYPES.values())]  # type: ignore[valid-type] # noqa: UP007 - a tuple cannot be written with |
    adapter: TypeAdapter[object] = TypeAdapter(Annotated[union, Field(discriminator="type")])  # type: ignore[arg-type]
    emitted = adapter.json_schema(by_alias=True)
    parts = {name: _part(schema) for name, schema in emitted.pop("$defs").items()}
    for model in _short_forms():
        if model.__name__ in parts:
            parts[model.__name__] = _with_short_form(parts[model.__name__])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": _TITLE,
        **emitted,
        "$defs": dict(sorted(parts.items())),
    }


def draft_07() -> Schema:
    """The schema as draft-07, for the YAML language server, which reads that and older.

    The type is looked at first, and only the keys of that type are offered and checked: one misspelt key then gives one
    message, not one for each type.
    """
    schema = json_schema()
    definitions = {name: _rewritten(part, _for_draft_07) for name, part in schema["$defs"].items()}
    kinds = schema["discriminator"]["mapping"]
    names = {kind: reference.rpartition("/")[2] for kind, reference in kinds.items()}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": _TITLE,
        "type": "object",
        "required": ["type"],
        "properties": {"type": {"description": _kinds_described(definitions, names), "enum": list(RECORD_TYPES)}},
        "allOf": [
            {
                "if": {"properties": {"type": {"const": kind}}, "required": ["type"]},
                "then": {"$ref": f"#/definitions/{names[kind]}"},
            }
            for kind in RECORD_TYPES
        ],
        "definitions": definitions,
    }


def _kinds_described(definitions: Schema, names: dict[str, str]) -> str:
    lines = [f"{kind}: {definitions[names[kind]]['description']}" for kind in RECORD_TYPES]
    return "The kind of record.\n\n" + "\n\n".join(lines)


def _short_forms() -> list[type[Part]]:
    waiting: list[type[Part]] = [ShortForm]
    found: list[type[Part]] = []
    while waiting:
        model = waiting.pop()
        found.append(model)
        waiting.extend(model.__subclasses__())
    return found


def _part(schema: Schema) -> Schema:
    """A model's schema as a file has it."""
    part = _rewritten(schema, _as_written)
    required = [name for name in part.get("required", ()) if not (name == "id" and "type" in part["properties"])]
    part.pop("required", None)
    return {**part, **({"required": required} if required else {})}


def _with_short_form(part: Schema) -> Schema:
    """Either the value of the first field, or the whole mapping."""
    first = next(iter(part["properties"].values()))
    described = {"description": part["description"]}
    short = {key: value for key, value in first.items() if key != "description"}
    return {**described, "anyOf": [short, {key: part[key] for key in part if key != "description"}]}


def _rewritten(schema: Schema, change: Callable[[Schema], Schema]) -> Schema:
    """A schema with a change applied to every schema in it, the innermost first; names of properties are no schemas."""
    made: Schema = {}
    for key, value in schema.items():
        if key in ("properties", "patternProperties"):
            made[key] = {name: _in_value(inner, change) for name, inner in value.items()}
        elif key in ("enum", "const", "default", "required", "description"):
            made[key] = value
        else:
            made[key] = _in_value(value, change)
    return change(made)


def _in_value(value: object, change: Callable[[Schema], Schema]) -> object:
    """What stands under a key, with the change applied to every schema in it."""
    if isinstance(value, list):
        return [_in_value(item, change) for item in value]
    return _rewritten(value, change) if isinstance(value, dict) else value


def _as_written(schema: Schema) -> Schema:
    """One schema, of a value as YAML reads it from a file."""
    if "exactly" in schema:  # the type knows how its value looks in a file
        return {key: value for key, value in schema.items() if key != "exactly"}
    schema = {key: value for key, value in schema.items() if key != "title" and not _is_empty_default(key, value)}
    if "anyOf" in schema:
        schema = _without_null(schema)
    if "patternProperties" in schema:
        schema["additionalProperties"] = False
    kind = schema.get("type")
    if kind == "string" and "enum" not in schema and "const" not in schema:
        schema["type"] = ["string", "number"]
    elif kind in ("number", "integer"):
        schema["type"] = [kind, "string"]
        schema["pattern"] = _NUMERAL
    return schema


def _is_empty_default(key: str, value: object) -> bool:
    return key == "default" and value in (None, [], "")


def _without_null(schema: Schema) -> Schema:
    options = [option for option in schema["anyOf"] if option.get("type") != "null"]
    rest = {key: value for key, value in schema.items() if key != "anyOf"}
    return {**rest, **options[0]} if len(options) == 1 else {**rest, "anyOf": options}


def _for_draft_07(schema: Schema) -> Schema:
    """One schema in the older dialect: definitions by their old name, and nothing beside a reference."""
    schema = dict(schema)
    if "$ref" in schema:
        reference = {"$ref": schema.pop("$ref").replace("#/$defs/", "#/definitions/")}
        return {**schema, "allOf": [reference]} if schema else reference
    return schema
