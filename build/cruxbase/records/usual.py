"""Records in their usual form, told valid by their plain data, and made as the checks of one record ask for them, without models.

Importing what makes models takes longer than checking an edit, and a third of the time that a small base takes from nothing.
So the usual forms of keys are read here, by the same rules: whatever is rare or may be amiss is left to the models. What fits
is held against them by tests, and what is made of it field by field.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType, SimpleNamespace
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, cast, get_args

from cruxbase.records import choices
from cruxbase.records.ids import ID_PATTERN, MAX_TITLE, is_date, is_id, is_visible, step_name

if TYPE_CHECKING:
    from cruxbase.records import Record

_SURROGATE = re.compile("[\ud800-\udfff]").search
_MOST = 1 << 30  # characters: as many as one likes
_AN_ID = re.compile(ID_PATTERN).fullmatch
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?").fullmatch
_COUNT = re.compile(r"[1-9][0-9]{0,8}").fullmatch
_CREDENCE = re.compile(choices.PLAIN_CREDENCE).fullmatch


Fits: TypeAlias = Callable[[object], bool]


def _as_it_is(value: object) -> object:
    return value


class _Form(NamedTuple):
    """A usual form of a value.

    Attributes:
        fits: whether a value has it, and is valid. This runs for each value of a base, so that loops are plain.
        made: what a model makes of a value that fits.
    """

    fits: Fits
    made: Callable[[object], object] = _as_it_is


def _text(most: int = _MOST, *, shown: bool = False) -> _Form:
    """A text without space around it, of so many characters at most, with something to be seen in it if that is asked."""

    def fits(value: object) -> bool:
        return (
            isinstance(value, str)
            and 0 < len(value) <= most
            and value == value.strip()
            and (value.isascii() or _SURROGATE(value) is None)
            and (not shown or (value[0].isalnum() and value.isascii()) or is_visible(value))
        )

    return _Form(fits)


def _of_pattern(pattern: str, most: int = _MOST) -> _Form:
    """A text of a certain form, in letters without accents: of others a model says whether they fit."""
    form = re.compile(pattern).fullmatch
    return _Form(
        lambda value: isinstance(value, str) and len(value) <= most and value.isascii() and form(value) is not None
    )


def _one_of(values: object) -> _Form:
    """One of the values of a `Literal`."""
    known = frozenset(get_args(values))
    return _Form(lambda value: isinstance(value, str) and value in known)


def _fits_id(value: object) -> bool:
    return isinstance(value, str) and _AN_ID(value) is not None


def _fits_step(value: object) -> bool:
    return isinstance(value, str) and str(step_name(value)) == value


def _several(one: _Form, least: int = 0, most: int = _MOST) -> _Form:
    """A list of values of one form."""

    def fits(value: object) -> bool:
        return isinstance(value, list) and least <= len(value) <= most and all(map(one.fits, value))

    return _Form(fits, lambda value: tuple(map(one.made, cast("list[object]", value))))


def _by_id(one: _Form) -> _Form:
    """Values of one form, by ids."""

    def fits(value: object) -> bool:
        return isinstance(value, dict) and all(map(_fits_id, value)) and all(map(one.fits, value.values()))

    return _Form(fits)


class _Key(NamedTuple):
    """A key of a record or a part.

    Attributes:
        form: of what stands under it.
        default: where it is not written; `...` where it must be.
        name: of the attribute; the key itself where it is empty.
    """

    form: _Form
    default: object = None
    name: str = ""


def _mapping(keys: Mapping[str, _Key], *, shortened: bool = False) -> _Form:
    """A mapping with some keys; one that may be shortened is also written as a text, which stands under the first key."""
    first = next(iter(keys))
    required = {key for key, (_, default, _) in keys.items() if default is ...}
    forms = {key: form.fits for key, (form, *_) in keys.items()}
    alone = forms[first] if shortened else None

    def fits(value: object) -> bool:
        if isinstance(value, dict):
            for key, item in value.items():
                form = forms.get(key)
                if form is None or not form(item):
                    return False
            return required <= value.keys()
        return alone is not None and isinstance(value, str) and alone(value)

    def made(value: object) -> object:
        written: dict[str, object] = value if isinstance(value, dict) else {first: value}
        part = SimpleNamespace()
        for key, (form, default, name) in keys.items():
            setattr(part, name or key, form.made(written[key]) if key in written else default)
        return part

    return _Form(fits, made)


def _part(**keys: _Key) -> _Form:
    """A part of a record that may be written as a text."""
    return _mapping(keys, shortened=True)


_WORD, _PROSE, _TITLE = _text(choices.MAX_WORD), _text(shown=True), _text(MAX_TITLE, shown=True)
_ID = _Form(_fits_id)
_DATE = _Form(lambda value: isinstance(value, str) and is_date(value))
_FLAG = _Form(lambda value: value in ("true", "false"), lambda value: value == "true")
_NUMERAL = _Form(lambda value: isinstance(value, str) and _NUMBER(value) is not None, lambda value: float(str(value)))
_TALLY = _Form(lambda value: isinstance(value, str) and _COUNT(value) is not None, lambda value: int(str(value)))
_BELIEF = _Form(lambda value: isinstance(value, str) and _CREDENCE(value) is not None)
_URL = _of_pattern(choices.URL_PATTERN, choices.MAX_URL)

_BECAUSE = _Key(_PROSE)
_NOTE = {"note": _Key(_PROSE)}
_CITATION = _part(
    source=_Key(_ID, ...),
    at=_Key(_WORD),
    role=_Key(_one_of(choices.CitationRole), "asserts"),
    wording=_Key(_WORD),
    quote=_Key(_WORD),
    note=_Key(_PROSE),
)
_CITATIONS = _Key(_several(_CITATION), ())
_STEP_KEYS: dict[str, _Key] = {
    "claim": _Key(_ID, ...),
    "with": _Key(_several(_ID), (), "with_"),
    "strength": _Key(_one_of(choices.Strength), "moderate"),
    "because": _BECAUSE,
    "scheme": _Key(_ID),
    "group": _Key(_ID),
    "sources": _CITATIONS,
    "id": _Key(_ID),
}
_STEPS = _Key(_several(_part(**_STEP_KEYS)), ())
_ANSWER = _part(question=_Key(_ID, ...), because=_BECAUSE)
_REFINEMENTS = _Key(_several(_part(record=_Key(_ID, ...), because=_BECAUSE)), ())

_RECORD: dict[str, _Key] = {
    "aliases": _Key(_several(_ID), ()),
    "tags": _Key(_several(_WORD), ()),
    "lang": _Key(_of_pattern(choices.LANGUAGE_PATTERN, choices.MAX_LANGUAGE)),
}
_CLAIM_LIKE = _RECORD | {
    "title": _Key(_TITLE, ...),
    "topic": _Key(_ID, ...),
    "sources": _CITATIONS,
    "notes": _Key(_PROSE),
    "status": _Key(_one_of(choices.ReviewStatus), "draft"),
    "replaced_by": _Key(_ID),
    "origin": _Key(_one_of(choices.Origin), "stated"),
    "undercuts": _Key(
        _several(_part(step=_Key(_Form(_fits_step), ...), because=_BECAUSE, sources=_CITATIONS)),
        (),
    ),
    "refines": _REFINEMENTS,
}
_ASSERTED = _CLAIM_LIKE | {
    "statement": _Key(_PROSE, ...),
    "reworded": _Key(_DATE),
    "requires": _Key(_several(_part(claim=_Key(_ID, ...), because=_BECAUSE)), ()),
    "answers": _Key(_several(_ANSWER), ()),
}
_ARGUABLE = _ASSERTED | {"supports": _STEPS, "attacks": _STEPS}
_MEASUREMENT = _mapping(
    {
        "name": _Key(_WORD, ...),
        **dict.fromkeys(("value", "low", "high"), _Key(_NUMERAL)),
        **dict.fromkeys(("unit", "at", "method"), _Key(_WORD)),
        "n": _Key(_TALLY),
        "n_of": _Key(_one_of(choices.Counted)),
        "conditions": _Key(_PROSE),
        "source": _Key(_ID),
    }
)
_SOURCE = _RECORD | {
    "title": _Key(_WORD, ...),
    "authors": _Key(_several(_WORD), ()),
    "et_al": _Key(_FLAG, False),
    "issued": _Key(_DATE),
    "kind": _Key(_one_of(choices.SourceKind), ...),
    **dict.fromkeys(("container", "publisher", "volume", "issue", "pages", "version"), _Key(_WORD)),
    "url": _Key(_URL),
    "doi": _Key(_of_pattern(choices.DOI_PATTERN)),
    "arxiv": _Key(_of_pattern(choices.ARXIV_PATTERN)),
    "forum_id": _Key(_of_pattern(choices.FORUM_PATTERN)),
    "part_of": _Key(_ID),
    "checked": _Key(_one_of(choices.Checked), ...),
    "summary": _Key(_PROSE),
    "refines": _REFINEMENTS,
    "notes": _Key(_PROSE),
}
_PERSON = _RECORD | {
    "name": _Key(_text(choices.MAX_WORD, shown=True), ...),
    "family": _Key(_WORD),
    "kind": _Key(_one_of(choices.PersonKind), "person"),
    "members": _Key(_several(_ID), ()),
    "affiliation": _Key(_WORD),
    "url": _Key(_URL),
    "also": _Key(_several(_WORD), ()),
    "notes": _Key(_PROSE),
}
_TOPIC = _RECORD | {
    "title": _Key(_TITLE, ...),
    "parent": _Key(_ID),
    "summary": _Key(_PROSE, ...),
    "story": _Key(_PROSE),
    "backbone": _Key(_several(_ID, most=choices.MOST_IN_BACKBONE), ()),
}
_ABOUT_BELIEF = {
    "basis": _Key(_one_of(choices.Basis), "stated"),
    "at": _Key(_WORD),
    "wording": _Key(_WORD),
    "source": _Key(_ID),
    "note": _Key(_PROSE),
    "reread": _Key(_DATE),
}
_STANCES = _Key(_several(_part(claim=_Key(_ID, ...), **_ABOUT_BELIEF)), ())
_VIEWPOINT = _RECORD | {
    "title": _Key(_TITLE, ...),
    "holder": _Key(_ID, ...),
    "date": _Key(_DATE, ...),
    "method": _Key(_WORD),
    "origin": _Key(_one_of(choices.Origin), "stated"),
    "sources": _CITATIONS,
    "credences": _Key(_by_id(_part(credence=_Key(_BELIEF, ...), **_ABOUT_BELIEF)), ()),
    **dict.fromkeys(("holds", "rejects", "suspends"), _STANCES),
    "notes": _Key(_PROSE),
}
_USUAL: Mapping[str, Mapping[str, _Key]] = MappingProxyType(
    {
        **dict.fromkeys(("claim", "norm", "proposal"), _ARGUABLE),
        "hypothesis": _ARGUABLE | {"answers": _Key(_several(_ANSWER, 1), ...)},
        "evidence": _ARGUABLE
        | {"sources": _Key(_several(_CITATION, 1), ...), "measurements": _Key(_several(_MEASUREMENT), ())},
        "prediction": _ARGUABLE | {"by": _Key(_DATE), "condition": _Key(_PROSE)},
        "definition": _ASSERTED | {"term": _Key(_WORD, ...), "also": _Key(_several(_WORD), ())},
        "question": _CLAIM_LIKE | {"question": _Key(_PROSE, ...)},
        "crux": _CLAIM_LIKE
        | {
            "question": _Key(_PROSE, ...),
            "sides": _Key(_several(_ID, 2), ...),
            "decides": _Key(_several(_ID, 1), ...),
            "would_settle": _Key(_several(_PROSE), ()),
        },
        "source": _SOURCE,
        "person": _PERSON,
        "topic": _TOPIC,
        "viewpoint": _VIEWPOINT,
    }
)
_UNREAD: Mapping[str, Mapping[str, object]] = MappingProxyType(
    {
        "question": {"quantity": None},
        "prediction": {"resolution": None},
        "source": {"citation_key": None, "identifiers": {}},
    }
)
"""What records in their usual form do not have, by type, as attributes of what is made of them."""


_ONLY_TOLD = frozenset(("viewpoint",))
"""Types of which it is only told whether a record is valid: checks ask for the classes of their parts."""


@lru_cache
def _form_of(kind: str) -> _Form | None:
    """The usual form of a type's records; made when the first is met."""
    return _mapping({"type": _Key(_ID), **_USUAL[kind]}) if kind in _USUAL else None


def is_usual(data: Mapping[str, object], stem: str) -> bool:
    """Whether a record has the usual form of its type, in which it is valid; where not, a model says what it is.

    Args:
        data: the plain data of the record's file.
        stem: the file's name without its suffix.

    >>> topic = {"type": "topic", "title": "Oversight", "summary": "Who watches?"}
    >>> is_usual(topic, "oversight"), is_usual(topic | {"title": ""}, "oversight"), is_usual(topic, "Oversight")
    (True, False, False)
    """
    kind = data.get("type")
    form = _form_of(kind) if isinstance(kind, str) else None
    return form is not None and is_id(stem) and form.fits(data)


def usual_record(data: Mapping[str, object], stem: str) -> Record | None:
    """A record with the attributes that its model would have; None where a model is to make it.

    Args:
        data: the plain data of the record's file.
        stem: the file's name without its suffix.
    """
    kind = str(data.get("type"))
    form = _form_of(kind)
    if form is None or kind in _ONLY_TOLD or not is_usual(data, stem):
        return None
    record = form.made(data)
    record.__dict__.update(_UNREAD.get(kind, {}), id=stem)
    return cast("Record", record)
