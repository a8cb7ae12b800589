"""Records in their usual form as the checks of one record ask for them, made without the models.

After an edit of one record, importing what makes models takes longer than everything else. So the keys that most claims have
are read here, by the same rules: whatever is rare or may be amiss is left to the models. What is read is held against them by
tests, field by field.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType, SimpleNamespace
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, cast

from cruxbase.records.ids import MAX_TITLE, is_id, is_visible, step_name

if TYPE_CHECKING:
    from cruxbase.records import Record

_MAX_WORD = 200


class _Unusual(Exception):
    """A value that is for a model to read."""


Reader: TypeAlias = Callable[[object], object]


def _text(value: object, most: int = 0) -> str:
    """A text without space around it, of so many characters at most if any are said."""
    if not isinstance(value, str) or not value or value != value.strip() or (most and len(value) > most):
        raise _Unusual
    if not value.isascii() and any("\ud800" <= character <= "\udfff" for character in value):
        raise _Unusual
    return value


def _word(value: object) -> str:
    return _text(value, _MAX_WORD)


def _prose(value: object) -> str:
    text = _text(value)
    if not is_visible(text):
        raise _Unusual
    return text


def _title(value: object) -> str:
    return _text(_prose(value), MAX_TITLE)


def _id(value: object) -> str:
    if not isinstance(value, str) or not is_id(value):
        raise _Unusual
    return value


def _step(value: object) -> str:
    name = step_name(value) if isinstance(value, str) else None
    if name is None or str(name) != value:
        raise _Unusual
    return str(name)


def _rare(_: object) -> object:
    raise _Unusual


def _one_of(*values: str) -> Reader:
    def read(value: object) -> object:
        if value not in values:
            raise _Unusual
        return value

    return read


def _several(one: Reader, least: int = 0) -> Reader:
    def read(value: object) -> object:
        if not isinstance(value, list) or len(value) < least:
            raise _Unusual
        return tuple(map(one, value))

    return read


class _Key(NamedTuple):
    """A key of a record or a part.

    Attributes:
        read: reads what stands under it.
        default: where it is not written; `...` where it must be.
        name: of the attribute; the key itself where it is empty.
    """

    read: Reader
    default: object = None
    name: str = ""


def _part(**keys: _Key) -> Reader:
    """A part of a record; a text alone is the first key."""
    first = next(iter(keys))

    def read(value: object) -> object:
        return _read({first: value} if isinstance(value, str) else value, keys)

    return read


def _read(value: object, keys: Mapping[str, _Key]) -> SimpleNamespace:
    if not isinstance(value, dict) or not value.keys() <= keys.keys():
        raise _Unusual
    made = SimpleNamespace()
    for key, (read, default, name) in keys.items():
        if key not in value and default is ...:
            raise _Unusual
        setattr(made, name or key, read(value[key]) if key in value else default)
    return made


_BECAUSE = _Key(_prose)
_STRENGTH = _Key(_one_of("weak", "moderate", "strong"), "moderate")
_CITATION = _part(
    source=_Key(_id, ...),
    at=_Key(_word),
    role=_Key(_one_of("asserts", "reports", "quotes", "concedes", "asks", "background"), "asserts"),
    wording=_Key(_word),
    quote=_Key(_word),
    note=_Key(_prose),
)
_CITATIONS = _Key(_several(_CITATION), ())
_STEP_KEYS: dict[str, _Key] = {
    "claim": _Key(_id, ...),
    "with": _Key(_several(_id), (), "with_"),
    "strength": _STRENGTH,
    "because": _BECAUSE,
    "scheme": _Key(_rare),
    "group": _Key(_id),
    "sources": _CITATIONS,
    "id": _Key(_id),
}
_STEPS = _Key(_several(_part(**_STEP_KEYS)), ())
_ANSWER = _part(question=_Key(_id, ...), because=_BECAUSE)

_CLAIM_LIKE: dict[str, _Key] = {
    "aliases": _Key(_several(_id), ()),
    "tags": _Key(_several(_word), ()),
    "lang": _Key(_rare),
    "title": _Key(_title, ...),
    "topic": _Key(_id, ...),
    "sources": _CITATIONS,
    "notes": _Key(_prose),
    "status": _Key(_one_of("draft", "reviewed", "disputed", "retired"), "draft"),
    "replaced_by": _Key(_id),
    "origin": _Key(_one_of("stated", "implied", "reconstructed"), "stated"),
    "undercuts": _Key(_several(_part(step=_Key(_step, ...), because=_BECAUSE, sources=_CITATIONS)), ()),
    "refines": _Key(_several(_part(record=_Key(_id, ...), because=_BECAUSE)), ()),
}
_ASSERTED = _CLAIM_LIKE | {
    "statement": _Key(_prose, ...),
    "reworded": _Key(_rare),
    "requires": _Key(_several(_part(claim=_Key(_id, ...), because=_BECAUSE)), ()),
    "answers": _Key(_several(_ANSWER), ()),
}
_ARGUABLE = _ASSERTED | {"supports": _STEPS, "attacks": _STEPS}
_USUAL: Mapping[str, Mapping[str, _Key]] = MappingProxyType(
    {
        **dict.fromkeys(("claim", "norm", "proposal"), _ARGUABLE),
        "hypothesis": _ARGUABLE | {"answers": _Key(_several(_ANSWER, 1), ...)},
        "evidence": _ARGUABLE | {"sources": _Key(_several(_CITATION, 1), ...), "measurements": _Key(_rare, ())},
        "question": _CLAIM_LIKE | {"question": _Key(_prose, ...), "quantity": _Key(_rare)},
        "crux": _CLAIM_LIKE
        | {
            "question": _Key(_prose, ...),
            "sides": _Key(_several(_id, 2), ...),
            "decides": _Key(_several(_id, 1), ...),
            "would_settle": _Key(_several(_prose), ()),
        },
    }
)


def usual_record(data: Mapping[str, object], stem: str) -> Record | None:
    """A record with the attributes that its model would have; None where a model is to read it.

    Args:
        data: the plain data of the record's file.
        stem: the file's name without its suffix.
    """
    kind = data.get("type")
    if not isinstance(kind, str) or kind not in _USUAL or not is_id(stem):
        return None
    try:
        record = _read({key: value for key, value in data.items() if key != "type"}, _USUAL[kind])
    except _Unusual:
        return None
    record.type, record.id = kind, stem
    return cast("Record", record)
