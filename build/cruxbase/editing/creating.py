"""New records: what they need, where they go, what they are called, and how they are written."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from cruxbase.editing.formatting import WIDTH, folded, formatted, quoted
from cruxbase.records import ARGUABLE, CLAIM_LIKE, KEY_ORDER, RECORD_TYPES, is_id, name_text, slug, step_name
from cruxbase.records.folders import FOLDERS
from cruxbase.support.plain_data import list_or_empty, mapping_or_empty

if TYPE_CHECKING:
    from cruxbase.analysis.entities import Entity
    from cruxbase.knowledge_base import KnowledgeBase

Data = Mapping[str, object]

_LEADS_TO = {
    "topic": frozenset(("topic",)),
    "holder": frozenset(("person",)),
    "sources": frozenset(("source",)),
    "answers": frozenset(("question", "crux")),
    "sides": ARGUABLE,
    "decides": ARGUABLE,
    "premises": ARGUABLE,
}
_DATES = frozenset(("by", "issued", "date"))
_NEVER_ASKED = frozenset(("type", "id"))
_LEFT_OUT_OF_IDS = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "by",
        "for",
        "from",
        "in",
        "is",
        "it",
        "its",
        "of",
        "on",
        "or",
        "that",
        "the",
        "their",
        "this",
        "to",
        "was",
        "with",
    ]
)
_MAX_ID = 60
_WORDS_OF_A_THOUGHT = 4
_ALIKE = 68  # of 100, by rapidfuzz's token_set_ratio; below it titles share words and not a thought
_PLAIN = re.compile(r"[^\W\d_](?:[^\n:#]|:(?=\S)|(?<=\S)#)*")
_BLOCK = re.compile(r"[^\t\r\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]*")
_WORDS_WITH_MEANING = re.compile(r"(?i)null|true|false|yes|no|on|off|y|n|\.inf|\.nan")


class Field(NamedTuple):
    """A key that a new record needs.

    Attributes:
        name: the key.
        description: what it is for, as the schema says.
        many: whether it is a list.
        choices: the values allowed; none where it is free.
        leads_to: the types of record that it may name; none where it names no record.
    """

    name: str
    description: str
    many: bool
    choices: tuple[str, ...]
    leads_to: frozenset[str]


def needed(kind: str) -> tuple[Field, ...]:
    """The keys without which a record of a type is not valid, in the order in which they are written."""
    model = RECORD_TYPES[kind]
    fields = []
    for name, field in model.model_fields.items():
        if field.is_required() and name not in _NEVER_ASKED:
            fields.append(
                Field(
                    name,
                    field.description or "",
                    typing.get_origin(field.annotation) is tuple,
                    _choices(field.annotation),
                    _LEADS_TO.get(name, frozenset()),
                )
            )
    return tuple(sorted(fields, key=lambda field: KEY_ORDER.index(field.name)))


def _choices(annotation: object) -> tuple[str, ...]:
    return typing.get_args(annotation) if typing.get_origin(annotation) is Literal else ()


def folder_for(kind: str, data: Data) -> str:
    """The folder, below that of the base, in which a record belongs by convention."""
    return FOLDERS.get(kind) or str(data.get("topic") or "")


def suggested_id(kind: str, data: Data, taken: typing.Container[str] = ()) -> str:
    """An id for a new record, made from its name, term or title; with a number where that is taken.

    >>> suggested_id("claim", {"title": "The best time to work on a problem is when it is most legible"})
    'best-time-work-problem-when-most-legible'
    >>> suggested_id("person", {"name": "Wei Dai"}, {"wei-dai"})
    'wei-dai-2'
    """
    if kind == "person":
        wanted = slug(str(data.get("name", "")))
    elif kind == "definition":
        wanted = slug(f"{data.get('term') or data.get('title', '')} defined")
    elif kind == "source":
        wanted = _source_id(data)
    elif kind in ("viewpoint", "topic", "model"):
        wanted = _clipped(slug(str(data.get("title", ""))).split("-"))
    else:
        words = slug(str(data.get("title", ""))).split("-")
        wanted = _clipped([word for word in words if word not in _LEFT_OUT_OF_IDS] or words)
    wanted = wanted or f"new-{kind}"
    made, number = wanted, 1
    while made in taken:
        number += 1
        made = f"{wanted}-{number}"
    return made


def _source_id(data: Data) -> str:
    first = next(iter(list_or_empty(data.get("authors"))), "")
    family = str(mapping_or_empty(first).get("family") or "")
    family = family or name_text(mapping_or_empty(first) or str(first)).replace("-", " ").split(" ")[-1]
    words = [word for word in slug(str(data.get("title", ""))).split("-") if word not in _LEFT_OUT_OF_IDS]
    year = str(data.get("issued", ""))[:4]
    return _clipped([part for part in (slug(family), *words[: 2 if family else 4], year) if part])


def _clipped(words: Sequence[str]) -> str:
    made = ""
    for word in words:
        longer = f"{made}-{word}" if made else word
        if len(longer) > _MAX_ID and made:
            break
        made = longer
    return made


def near_duplicates(kb: KnowledgeBase, kind: str, title: str, *, limit: int = 5) -> tuple[Entity, ...]:
    """Records of the same family whose titles say nearly the same, the nearest first."""
    from rapidfuzz import fuzz, utils

    family = CLAIM_LIKE if kind in CLAIM_LIKE else frozenset((kind,))
    likely = [hit.record for hit in kb.search(title, limit=40) if hit.record.type in family]

    def alike(view: Entity) -> float:
        whole = fuzz.token_sort_ratio(title, view.title, processor=utils.default_process)
        if len(title.split()) < _WORDS_OF_A_THOUGHT or len(view.title.split()) < _WORDS_OF_A_THOUGHT:
            return whole  # one short text is easily contained in another
        return max(whole, 0.95 * fuzz.token_set_ratio(title, view.title, processor=utils.default_process))

    scored = sorted(((alike(view), view) for view in likely), key=lambda pair: (-pair[0], pair[1].id))
    return tuple(view for score, view in scored if score >= _ALIKE)[:limit]


def record_text(data: Data) -> str:
    r"""A record as the text of its file.

    Texts come out as they went in, whatever they look like to YAML. Numbers stand for themselves.

    >>> print(record_text({"title": "A: b", "type": "topic", "summary": "No"}), end="")
    type: topic
    title: "A: b"
    summary: "No"
    """
    return formatted("".join(f"{line}\n" for line in _mapping_lines(data, "")))


def laid_out_text(data: Data) -> str:
    r"""A record as the text of its file, as `record_text` gives it, in a fifteenth of the time: for imports of many.

    The keys of parts must come in the order of the schema; top keys are put in order.

    >>> print(laid_out_text({"title": "A: b", "type": "topic", "summary": "No"}), end="")
    type: topic
    title: "A: b"
    summary: "No"
    """
    lines: list[str] = []
    for key in sorted(data, key=_rank):
        _lay_out(lines, f"{key}:", data[key], "", date=key in _DATES)
    return "\n".join(lines) + "\n"


_RANKS = {key: rank for rank, key in enumerate(KEY_ORDER)}


def _rank(key: str) -> int:
    return _RANKS.get(key, len(_RANKS))


def _lay_out(lines: list[str], start: str, value: object, indent: str, *, date: bool = False) -> None:
    """Add the lines of a value after its key or dash."""
    if isinstance(value, str):
        _lay_out_text(lines, start, value, indent, date)
    elif isinstance(value, Mapping):
        if start.endswith(":"):
            lines.append(start)
            for key, part in value.items():
                _lay_out(lines, f"{indent}  {key}:", part, indent + "  ")
            return
        for number, (key, part) in enumerate(value.items()):
            _lay_out(lines, f"{start} {key}:" if not number else f"{indent}  {key}:", part, indent + "  ")
    elif isinstance(value, Sequence):
        flow = f"{start} [{', '.join(map(str, value))}]"
        if len(flow) <= WIDTH and all(isinstance(item, str) and is_id(item) for item in value):
            lines.append(f"{start} [{', '.join(_scalar(item) for item in value)}]")
            return
        lines.append(start)
        for item in value:
            _lay_out(lines, f"{indent}  -", item, indent + "  ")
    else:
        lines.append(f"{start} {value}")


def _lay_out_text(lines: list[str], start: str, value: str, indent: str, date: bool) -> None:
    written = _scalar(value, date=date) if "\n" not in value else ""
    if written and (len(start) + 1 + len(written) <= WIDTH or " " not in value.strip() or step_name(value) is not None):
        lines.append(f"{start} {written}")
        return
    block = folded(value, indent + "  ") if "\n" not in value else None
    if block is None:
        lines.extend(_block_lines(start, value, indent))
        return
    lines.append(f"{start} {block[0]}")
    lines.extend(block[1:])


def _block_lines(start: str, value: str, indent: str) -> list[str]:
    """A text of several lines as it stands after its key; in quotes where a block could not give it back."""
    if "\n" not in value or value[0] in " \n" or value.endswith("\n") or not _BLOCK.fullmatch(value):
        return [f"{start} {quoted(value)}"]
    return [f"{start} |-", *(f"{indent}  {line}" if line else "" for line in value.split("\n"))]


def _mapping_lines(data: Data, indent: str) -> Iterator[str]:
    for key, value in data.items():
        start = f"{indent}{key}:"
        if isinstance(value, str) and "\n" in value and value[0] not in " \n" and not value.endswith("\n"):
            yield f"{start} |-"
            yield from (f"{indent}  {line}" if line else "" for line in value.split("\n"))
        elif isinstance(value, str):
            yield f"{start} {_scalar(value, date=key in _DATES)}"
        elif isinstance(value, Mapping):
            yield start
            yield from _mapping_lines(value, indent + "  ")
        elif isinstance(value, Sequence):
            if value and all(isinstance(item, str) and is_id(item) for item in value):
                yield f"{start} [{', '.join(_scalar(item) for item in value)}]"
            else:
                yield start
                for item in value:
                    yield from _item_lines(item, indent + "  ")
        else:
            yield f"{start} {value}"


def _item_lines(item: object, indent: str) -> Iterator[str]:
    if isinstance(item, Mapping):
        first, *rest = _mapping_lines(item, indent + "  ")
        yield f"{indent}- {first.strip()}"
        yield from rest
    else:
        yield f"{indent}- {_scalar(str(item))}"


def _scalar(value: str, *, date: bool = False) -> str:
    """A text as it stands after a key, quoted where YAML would read something else."""
    if date and re.fullmatch(r"\d{4}(-\d{2}){0,2}", value):
        return value
    plain = _PLAIN.fullmatch(value) and value == value.strip() and not _WORDS_WITH_MEANING.fullmatch(value)
    return value if plain and not value.endswith(":") else quoted(value)
