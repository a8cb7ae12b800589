"""What the schema allows at a place of a record: keys, values, and the types of record that an id may lead to."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple

from pydantic import BaseModel

from cruxbase.records import ARGUABLE, CLAIM_LIKE, KEY_ORDER, RECORD_TYPES
from cruxbase.records.vocabulary import BUILT_IN, Vocabulary

_LEADS_TO: dict[str, frozenset[str]] = {
    "topic": frozenset(("topic",)),
    "parent": frozenset(("topic",)),
    "holder": frozenset(("person",)),
    "members": frozenset(("person",)),
    "authors": frozenset(("person",)),
    "source": frozenset(("source",)),
    "sources": frozenset(("source",)),
    "part_of": frozenset(("source",)),
    "question": frozenset(("question", "crux")),
    "answers": frozenset(("question", "crux")),
    **dict.fromkeys(
        ("claim", "with", "premises", "sides", "decides", "supports", "attacks", "requires", "credences", "holds"),
        ARGUABLE,
    ),
    **dict.fromkeys(("rejects", "suspends", "given", "conclusion", "replaced_by", "refines"), CLAIM_LIKE),
}
STEPS = frozenset(("step", "undercuts"))
"""Keys whose values are names of steps."""

_BY_KEY = frozenset(("credences",))
"""Keys below which ids are keys."""


class Word(NamedTuple):
    """A key or a value that may stand somewhere.

    Attributes:
        name: as it is written.
        description: what it is for.
        is_list: whether a list follows.
        is_needed: whether a record is not valid without it.
    """

    name: str
    description: str = ""
    is_list: bool = False
    is_needed: bool = False


def leads_to(path: Sequence[str]) -> frozenset[str]:
    """The types of record that an id at a path of keys may lead to; empty where no id stands."""
    return _LEADS_TO.get(path[-1], frozenset()) if path else frozenset()


def ids_are_keys(path: Sequence[str]) -> bool:
    """Whether the keys of the mapping at a path are ids of claims."""
    return bool(path) and path[-1] in _BY_KEY


def keys_at(kind: str, path: Sequence[str]) -> tuple[Word, ...]:
    """The keys that the mapping at a path of keys may have, needed ones first; none where the schema knows no such place."""
    model = _model_at(kind, tuple(path))
    if model is None:
        return ()
    words = [
        Word(field.alias or name, field.description or "", _is_list(field.annotation), field.is_required())
        for name, field in model.model_fields.items()
        if name != "id"
    ]
    order = {key: place for place, key in enumerate(KEY_ORDER)}
    return tuple(sorted(words, key=lambda word: (not word.is_needed, order.get(word.name, 99))))


def values_at(kind: str, path: Sequence[str], vocabulary: Vocabulary = BUILT_IN) -> tuple[str, ...]:
    """The values that the key at the end of a path may have, where the schema lists them."""
    if tuple(path) == ("type",):
        return tuple(RECORD_TYPES)
    if not path:
        return ()
    if path[-1] == "scheme":
        return tuple(vocabulary.schemes)
    model = _model_at(kind, tuple(path[:-1]))
    if model is None:
        return ()
    for name, field in model.model_fields.items():
        if (field.alias or name) == path[-1]:
            return tuple(str(value) for part in _parts(field.annotation) for value in _literals(part))
    return ()


@cache
def _model_at(kind: str, path: tuple[str, ...]) -> type[BaseModel] | None:
    model: type[BaseModel] | None = RECORD_TYPES.get(kind)
    at = 0
    while model is not None and at < len(path):
        annotation = next(
            (field.annotation for name, field in model.model_fields.items() if (field.alias or name) == path[at]), None
        )
        if annotation is None:
            return None
        at += 1
        if at < len(path) and any(typing.get_origin(part) is dict for part in _parts(annotation)):
            at += 1  # past the key, which is an id or a name
        model = next(
            (part for part in _parts(annotation) if isinstance(part, type) and issubclass(part, BaseModel)), None
        )
    return model


def _parts(annotation: object) -> Iterator[object]:
    """A type and all that it is made of."""
    yield annotation
    if typing.get_origin(annotation) is not Literal:
        for inner in typing.get_args(annotation):
            if isinstance(inner, type) or typing.get_origin(inner) is not None or isinstance(inner, types.UnionType):
                yield from _parts(inner)


def _literals(part: object) -> tuple[object, ...]:
    return typing.get_args(part) if typing.get_origin(part) is Literal else ()


def _is_list(annotation: object) -> bool:
    return any(typing.get_origin(part) is tuple for part in _parts(annotation))
