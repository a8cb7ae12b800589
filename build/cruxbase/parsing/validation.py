"""Plain data as records, each problem walked back to the place where it was written."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from cruxbase.diagnostics import MOST_OF_A_KIND, Diagnostic, Edit, Fix, Span, diagnostic, others_of
from cruxbase.parsing.annotations import arguments_of, model_inside
from cruxbase.parsing.key_advice import locator, where_to_write
from cruxbase.parsing.located import LoadedYaml, Path, SpanTable
from cruxbase.parsing.raw_text import Text
from cruxbase.parsing.relation_words import RelationWord, advice, relation_word
from cruxbase.parsing.suggestions import (
    hyphened_step,
    meant_identifier,
    meant_key,
    meant_name,
    meant_number,
    meant_step,
    meant_value,
    turned_step,
)
from cruxbase.parsing.syntax import DASH_AND_LOOKALIKE, look_alike
from cruxbase.records import RECORD_TYPES, RELATIONS, Record, is_id, slug
from cruxbase.records.names import PARTS, PLAIN
from cruxbase.support.plain_data import value_at
from cruxbase.support.suggestions import suggestion


class Validated(NamedTuple):
    """A record, or the findings that say why there is none."""

    record: Record | None
    diagnostics: tuple[Diagnostic, ...] = ()


def validated(read: LoadedYaml, text: Text, stem: str) -> Validated:
    """The record that one file's data make.

    Args:
        read: the file's data.
        text: the file's text, looked at again only where there is a finding.
        stem: the file's name without its suffix, which is the record's id.
    """
    if read.data is None:
        return Validated(None, read.problems)
    kind = read.data.get("type")
    model = RECORD_TYPES.get(kind) if isinstance(kind, str) else None
    if model is None:
        return Validated(None, (*read.problems, *_type_problem(read, text)))
    try:
        record = model.model_validate({"id": stem, **read.data})
    except ValidationError as error:
        found = _Findings(text, model, read).of(error)
        return Validated(None, (*read.problems, *found))
    if record.id != stem:
        return Validated(None, (*read.problems, _id_problem(record, text, stem)))
    unusable = any(problem.severity == "error" for problem in read.problems)
    return Validated(None if unusable else record, read.problems)


def _type_problem(read: LoadedYaml, text: Text) -> tuple[Diagnostic, ...]:
    assert read.data is not None
    spans = SpanTable(text)
    known = ", ".join(RECORD_TYPES)
    if ("type",) in read.empty:
        return ()
    if "type" not in read.data:
        return (
            diagnostic(
                "schema/missing-type",
                "the record does not say its type",
                text.span(0, max(text.content.find("\n"), 1)),
                help=f"begin with 'type: ' and one of: {known}",
            ),
        )
    written = str(read.data["type"])
    advice_on_type = _TYPES.get(written.strip().lower(), "")
    near = meant_value(written, RECORD_TYPES) if not advice_on_type else None
    span = spans.value(("type",))
    return (
        diagnostic(
            "schema/unknown-type",
            f"{written!r} is not a type of record",
            span,
            label="unknown type",
            help=advice_on_type + (f"did you mean {near!r}? " if near else "") + f"the types are: {known}",
            fix=Fix(f"Write {near!r}", (Edit(span, near),), safe=False) if near else None,
        ),
    )


def _id_problem(record: Record, text: Text, stem: str) -> Diagnostic:
    spans = SpanTable(text)
    line = spans.entry(("id",))
    return diagnostic(
        "schema/id-differs",
        f"the id {record.id!r} differs from the file's name {stem!r}",
        spans.value(("id",)),
        help="a record's id is its file's name: remove the line, or rename the file",
        fix=Fix("Remove the id line", (Edit(line, ""),)),
    )


def model_at(model: type[BaseModel], path: Path) -> type[BaseModel] | None:
    """The part of a record's model that describes the mapping at `path`."""
    current: object = model
    for key in path:
        part = model_inside(current, BaseModel)
        if part is not None and isinstance(key, str):
            field = next((f for n, f in part.model_fields.items() if key in (n, f.alias)), None)
            if field is None:
                return None
            current = field.annotation
        else:
            current = next((a for a in reversed(arguments_of(current)) if a not in (str, type(None), ...)), None)
    return model_inside(current, BaseModel)


_NO_KEYS = frozenset(("[key]", PARTS, PLAIN))
"""What pydantic puts into the place of a problem beside keys and numbers."""


_TYPES: Mapping[str, str] = {
    **dict.fromkeys(
        ("objection", "counterargument", "counterclaim", "rebuttal", "refutation", "critique", "criticism", "attack"),
        "an objection is a claim that says against what it speaks: 'type: claim' with 'attacks: [id-of-the-claim]', or "
        "'undercuts: [from-id -> to-id]' where only the step from a reason to it fails; ",
    ),
    **dict.fromkeys(
        ("support", "reason", "pro"),
        "a reason is a claim that says what it speaks for: 'type: claim' with 'supports: [id]'; ",
    ),
    **dict.fromkeys(
        ("belief", "credence", "opinion", "view", "stance"),
        "what somebody believes goes into a record of type viewpoint; ",
    ),
}
"""What to write for words that are no type of record."""

_LINK_MARKS = re.compile(r"\[\[\s*([a-z0-9-]+)\s*\]\]")
_MAPPINGS_OF_IDS = frozenset(("credences", "estimates"))


class _Findings:
    """Translates pydantic's errors on one file into findings at their places."""

    def __init__(self, text: Text, model: type[Record], read: LoadedYaml) -> None:
        self.text = text
        self.model = model
        self.read = read
        self.stem = text.path.rpartition("/")[2].removesuffix(".yaml")
        self.spans = SpanTable(text)

    def of(self, error: ValidationError) -> tuple[Diagnostic, ...]:
        problems = error.errors(include_url=False)
        paths: list[Path] = [tuple(key for key in problem["loc"] if key not in _NO_KEYS) for problem in problems]
        misspelt = self._misspelt(
            path for path, problem in zip(paths, problems, strict=True) if problem["type"] == "extra_forbidden"
        )
        findings: list[Diagnostic] = []
        numbers: Counter[str] = Counter()
        last: dict[str, Diagnostic] = {}
        for path, problem in zip(paths, problems, strict=True):
            kind = problem["type"]
            if self._is_reported_elsewhere(path, problem, misspelt):
                continue
            if (deep := self._too_deep(path)) is not None:
                findings += [deep] if deep not in findings else []
                continue
            numbers[kind] += 1
            if numbers[kind] <= MOST_OF_A_KIND:
                last[kind] = self._finding(kind, path, problem)
                findings.append(last[kind])
        for kind, number in numbers.items():
            if number > MOST_OF_A_KIND:
                findings.append(others_of(last[kind], number - MOST_OF_A_KIND))
        return tuple(findings)

    def _misspelt(self, unknown: Iterable[Path]) -> frozenset[Path]:
        """The keys that are probably meant by keys that there are not."""
        meant: set[Path] = set()
        for path in itertools.islice(unknown, MOST_OF_A_KIND):
            if (near := self._nearest_key(path)) is not None:
                meant.add((*path[:-1], near))
            if _is_end_of_undercut(path):
                meant.add((*path[:-1], "step"))
        return frozenset(meant)

    def _is_reported_elsewhere(self, path: Path, problem: ErrorDetails, misspelt: frozenset[Path]) -> bool:
        """Whether something has a finding of its own where it stands: a value that is empty, or a key that is misspelt."""
        if any(path[:length] in self.read.empty for length in range(1, len(path) + 1)):
            return True
        return (problem["type"] == "missing" and path in misspelt) or _counts_only_valid(problem)

    def _too_deep(self, path: Path) -> Diagnostic | None:
        """The finding for a key of the record that stands among the ids of a mapping such as `credences`."""
        if len(path) < 2 or path[0] not in _MAPPINGS_OF_IDS or path[1] not in self._keys_at(()):
            return None
        return diagnostic(
            "schema/unknown-key",
            f"{path[1]!r} is a key of the record and stands in {path[0]!r}",
            self.spans.key(path[:2]),
            label="one level too deep",
            help=f"take away its indentation: under {path[0]!r} stand ids only",
        )

    def _nearest_key(self, path: Path) -> str | None:
        siblings = self._siblings(path[:-1])
        return meant_key(str(path[-1]), [key for key in self._keys_at(path[:-1]) if key not in siblings])

    def _keys_at(self, parent: Path) -> list[str]:
        model = model_at(self.model, parent)
        return [f.alias or n for n, f in model.model_fields.items()] if model is not None else []

    def _finding(self, kind: str, path: Path, problem: ErrorDetails) -> Diagnostic:
        context = problem.get("ctx", {})
        if kind == "missing":
            return self._missing(path)
        if kind == "extra_forbidden":
            return self._unknown_key(path)
        if kind == "literal_error":
            return self._unknown_value(path, problem["input"], context["expected"])
        if "/" in kind:
            return self._own(kind, path, problem)
        if kind in ("tuple_type", "list_type"):
            return self._not_a_list(path, problem["input"])
        if kind == "string_pattern_mismatch" and isinstance(problem["input"], str):
            return self._bad_form(path, problem["input"])
        if kind in _SHAPES:
            return self._wrong_shape(path, problem["input"], _SHAPES[kind])
        name = self._name(path)
        for kinds, code, message, help_text in _PLAIN:
            if kind in kinds:
                filled = {**context, "name": name, "input": _short(problem["input"])}
                filled["length"] = len(problem["input"]) if hasattr(problem["input"], "__len__") else 0
                return diagnostic(
                    code,
                    message.format_map(filled),
                    self.spans.value(path),
                    help=_number_help(code, problem["input"]) or help_text.format_map(filled) or self._about(path),
                )
        return diagnostic(
            "schema/bad-form", f"{name}: {problem['msg']}", self.spans.value(path), help=self._about(path)
        )

    def _own(self, code: str, path: Path, problem: ErrorDetails) -> Diagnostic:
        context = problem["ctx"]
        message = problem["msg"]
        at_key = problem["loc"][-1] == "[key]" or path == ("id",)
        span = self.spans.key(path) if at_key else self.spans.value(path)
        if path == ("id",) and ("id" not in (self.read.data or {})):
            better = slug(str(problem["input"])) or "my-claim"
            return diagnostic(
                "schema/bad-file-name",
                f"the file's name {problem['input']!r} is not an id",
                self.spans.top(),
                help=f"rename the file to {better}.yaml: lower-case words joined by hyphens",
            )
        fix, help_text = None, _where_ids_are(code, path) or context.get("help", "")
        if code == "schema/bad-step-name" and (better_name := meant_step(str(problem["input"]))) is not None:
            fix = Fix(f"Write '{better_name}'", (Edit(span, better_name),))
        elif code == "schema/bad-step-name" and (turned := turned_step(str(problem["input"]))) is not None:
            help_text = f"the arrow runs from the reason to its conclusion: write '{turned}'"
        elif code == "schema/bad-step-name" and (hyphened := hyphened_step(str(problem["input"]))) is not None:
            help_text = f"ids are lower-case words joined by hyphens: write '{hyphened}'"
        return diagnostic(code, message, span, help=help_text, fix=fix)

    def _bad_form(self, path: Path, written: str) -> Diagnostic:
        span = self.spans.value(path)
        if "causes" in path or path[-1] == "name":
            return self._bad_name(path, written, span)
        better = meant_identifier(str(path[-1]), written)
        address = path[-1] == "url" and re.fullmatch(r"(?:www\.)?[\w-]+(?:\.[\w-]+)+(?:/\S*)?", written) is not None
        return diagnostic(
            "schema/bad-form",
            f"{_short(written)} does not have the form of {self._name(path)}",
            span,
            help=f"write https://{written}" if address else self._about(path),
            fix=Fix(f"Write {better!r}", (Edit(span, f'"{better}"' if str(path[-1]) == "arxiv" else better),))
            if better is not None
            else None,
        )

    def _bad_name(self, path: Path, written: str, span: Span) -> Diagnostic:
        """The finding on a name of a model's quantity that expressions could not use."""
        data = self.read.data or {}
        quantities = [one for key in ("inputs", "variables") for one in data.get(key, ()) if isinstance(one, dict)]
        names = [str(one.get("name")) for one in quantities]
        better = meant_name(written)
        if path[-1] != "name" and better not in names:
            better = suggestion(better, names) or ""
        about = "a name has lower-case letters, digits and '_', where an id has '-'"
        return diagnostic(
            "schema/bad-form",
            f"{_short(written)} does not have the form of {self._name(path)}",
            span,
            help=f"{about}: write {better!r}" if better else f"{about}; the names here are: {', '.join(names[:8])}",
        )

    def _missing(self, path: Path) -> Diagnostic:
        parent, key = path[:-1], path[-1]
        kind = (self.read.data or {}).get("type")
        owner = self._name(parent) if parent else f"a record of type {kind}"
        span = self.spans.top() if not parent else self.spans.value(parent).first_line()
        about = self._about(path)
        return diagnostic(
            "schema/missing-key",
            f"{owner} needs {key!r}",
            span,
            label=f"{key!r} is missing",
            help=f"{key}: {about}" if about else "",
        )

    def _unknown_key(self, path: Path) -> Diagnostic:
        parent, key = path[:-1], str(path[-1])
        fields = self._keys_at(parent)
        span = self.spans.key(path)
        kind = str((self.read.data or {}).get("type"))
        if not parent and key in RELATIONS:
            allowed = [name for name in RELATIONS if name in fields]
            return diagnostic(
                "link/wrong-start",
                f"a {kind} cannot be the start of {key!r}",
                span,
                help=f"a {kind} may start: {', '.join(allowed)}"
                if allowed
                else f"a {kind} starts no relations; write it on a claim",
            )
        word = relation_word(key)
        if word is not None and word.inverse is not False and not parent and kind != "viewpoint":
            return self._inverse_relation(key, word, span)
        near = self._nearest_key(path)
        where = locator(key, self._siblings(parent)[key]) if near == "at" else None
        if where is not None:
            return diagnostic(
                "schema/unknown-key",
                f"there is no key {key!r} here",
                span,
                label="unknown key",
                help=f"where in the source it stands is one text: write 'at: {where}'",
                fix=Fix(f"Write 'at: {where}'", (Edit(span, "at"), Edit(self.spans.value(path), where)), safe=False),
            )
        return diagnostic(
            "schema/unknown-key",
            f"there is no key {key!r} here",
            span,
            label="unknown key",
            help=f"did you mean {near!r}?" if near is not None else self._where_key_belongs(path, kind),
            fix=Fix(f"Rename {key!r} to {near!r}", (Edit(span, near),), safe=False) if near is not None else None,
        )

    def _step_of_undercut(self, path: Path) -> str:
        """What to write for an undercut that names a claim in place of a step."""
        target = str(value_at(self.read.data, path))
        step = target if "->" in target else f"{target} -> the-conclusion"
        return f"an undercut hits a step: write 'step: {step}'; to speak against {target!r} itself, use 'attacks'"

    def _where_key_belongs(self, path: Path, kind: str) -> str:
        """What to do with a key that is like none of those that may stand where it does."""
        parent, key = path[:-1], str(path[-1])
        if _is_end_of_undercut(path):
            return self._step_of_undercut(path)
        owners = [name for name, model in RECORD_TYPES.items() if key in model.model_fields] if not parent else []
        inside = [name for name, keys in self._keys_of_entries.items() if key in keys] if not parent else []
        advice_on_key = where_to_write(key, kind, self.stem) if not parent else None
        if advice_on_key is not None:
            return advice_on_key
        if key == "credence" and parent and parent[0] in ("holds", "rejects", "suspends"):
            return "a belief with a number goes into 'credences': 'id-of-the-claim: {credence: 0.8, at: …}'"
        if inside:
            return f"{key!r} belongs to an entry of {inside[0]!r}: indent it below that entry"
        if parent and key in self._keys_at(()):
            return f"{key!r} is a key of the record: take away its indentation"
        if owners:
            return f"{key!r} is a key of: {', '.join(owners)}; is the type right?"
        return "the keys here are: " + ", ".join(self._keys_at(parent))

    @cached_property
    def _keys_of_entries(self) -> dict[str, list[str]]:
        """For each list of the record that is written, the keys that its entries may have."""
        known = self._keys_at(())
        return {name: self._keys_at((name, 0)) for name in self._siblings(()) if name in known}

    def _inverse_relation(self, key: str, word: RelationWord, span: Span) -> Diagnostic:
        """The finding for a word that says a relation from its other end; no fix, for a renamed key would turn it round."""
        written = (self.read.data or {})[key]
        entries = written if isinstance(written, list) else [written]
        ids = [str(e) if not isinstance(e, dict) else str(e.get("claim", e.get("record", ""))) for e in entries]
        return diagnostic(
            "schema/unknown-key",
            f"there is no key {key!r} here",
            span,
            label="written from the other end" if word.inverse else "unknown key",
            help=advice(key, word, self.stem, [id for id in ids if is_id(id)]),
        )

    def _siblings(self, parent: Path) -> Mapping[str, object]:
        at = value_at(self.read.data, parent)
        return at if isinstance(at, dict) else {}

    def _unknown_value(self, path: Path, written: object, expected: str) -> Diagnostic:
        choices = [choice.strip(" '") for choice in expected.replace(" or ", ", ").split(",")]
        near = meant_value(written, choices) if isinstance(written, str) else None
        span = self.spans.value(path)
        return diagnostic(
            "schema/unknown-value",
            f"{_short(written)} is not a value of {self._name(path)}",
            span,
            help=(f"did you mean {near!r}? " if near else "") + f"the values are: {', '.join(choices)}",
            fix=Fix(f"Write {near!r}", (Edit(span, near),), safe=False) if near else None,
        )

    def _not_a_list(self, path: Path, written: object) -> Diagnostic:
        span = self.spans.value(path)
        text = self.spans.written(path)
        if DASH_AND_LOOKALIKE.match(text):
            start = self.spans.offset(path)
            return look_alike(self.text, start + 1, start + 2)
        plain = isinstance(written, str) and "\n" not in text and not set(text) & set(",[]{}#:")
        first = next(iter(written), "") if isinstance(written, dict) else ""
        return diagnostic(
            "schema/wrong-shape",
            f"{self._name(path)} is a list, and {_kind(written)} is written",
            span,
            help=_as_list(path, written, str(first)),
            fix=Fix("Make it a list of one", (Edit(span, f"[{text}]"),)) if plain and text else None,
        )

    def _wrong_shape(self, path: Path, written: object, wanted: str) -> Diagnostic:
        linked = _LINK_MARKS.fullmatch(self.spans.written(path).strip()) if wanted == "text" else None
        return diagnostic(
            "schema/wrong-shape",
            f"{self._name(path)} is {wanted}, and {_kind(written)} is written",
            self.spans.value(path).first_line(),
            help=f"[[…]] is for prose: write the id alone, {linked[1]!r}"
            if linked is not None
            else _instead_of_shape(path, written) or self._about(path) + (_SHAPE_HELP.get(wanted, "")),
        )

    def _name(self, path: Path) -> str:
        names = [str(key) for key in path if isinstance(key, str)]
        if not names:
            return "the record"
        last = f"'{'.'.join(names)}'"
        return f"an entry of {last}" if isinstance(path[-1], int) else last

    def _about(self, path: Path) -> str:
        """What the schema says of a value; of the list or mapping it stands in where it says nothing of its own."""
        for length in range(len(path), 0, -1):
            model = model_at(self.model, path[: length - 1])
            fields = model.model_fields.items() if model is not None else ()
            field = next((f for n, f in fields if path[length - 1] in (n, f.alias)), None)
            if field is not None:
                return field.description or ""
        return ""


def _is_end_of_undercut(path: Path) -> bool:
    """Whether an unknown key of an undercut names the claim that was probably meant by its step."""
    return len(path) == 3 and path[0] == "undercuts" and path[2] in ("claim", "record", "target", "reason")


def _as_list(path: Path, written: object, first: str) -> str:
    """How to write a list in place of a text or a mapping."""
    if first and is_id(first) and path[-1] in RELATIONS:
        key = {"answers": "question", "refines": "record", "undercuts": "step"}.get(str(path[-1]), "claim")
        return f"each entry begins with '- ': write '- {key}: {first}', and below it 'because: …'"
    if first:
        return f"each entry begins with '- ': write '- {first}: …', and indent the keys below it as far as {first!r}"
    parts = [part.strip() for part in written.split(",")] if isinstance(written, str) else []
    if len(parts) > 1 and all(is_id(part) for part in parts):
        return f"write [{', '.join(parts)}]"
    return "put each entry on a line of its own after '- ', or write [one, two]"


def _instead_of_shape(path: Path, written: object) -> str:
    """What to write where a list or a number stands for something of another shape; empty where that is not clear."""
    key = path[-1]
    if isinstance(written, list):
        if key == "holder":
            return "a viewpoint has one holder: write one for each, or a person of 'kind: group' with them as 'members'"
        if key == "source" and all(isinstance(one, str) for one in written):
            return f"an entry cites one source: write {' and '.join(f'{{source: {one}}}' for one in written[:3])}"
        if key == "credences":
            return "under 'credences' stand ids and no list: 'some-claim: {credence: 0.4, at: §2}', one a line"
    if len(path) == 2 and path[0] == "estimates" and not isinstance(written, (list, dict)):
        return f"write '{key}: {{median: {written}}}'"
    return ""


def _number_help(code: str, written: object) -> str:
    """Which digits to write for a number with something about it; empty where that is not clear."""
    if code == "schema/not-a-number" and isinstance(written, str) and re.fullmatch(r"[0-9]{4}-[0-9-]{2,5}", written):
        return f"write the year as a number, {written[:4]}, or {written[:4]}.5 for the middle of it"
    number = meant_number(written) if code == "schema/not-a-number" and isinstance(written, str) else None
    return f"write {number}: digits only, with a point for decimals; units go in 'unit'" if number is not None else ""


def _counts_only_valid(problem: ErrorDetails) -> bool:
    """Whether a list is called too short only because entries of it, which have findings of their own, do not count."""
    return problem["type"] == "too_short" and len(problem["input"]) >= int(problem["ctx"]["min_length"])


def _where_ids_are(code: str, path: Path) -> str:
    """Where to look for the id that should stand here, where that is clear."""
    keys = [key for key in path if isinstance(key, str)]
    if code != "schema/bad-id" or not keys:
        return ""
    if keys[-1] in ("source", "part_of"):
        return "write the id of a source: the name of its file under claims/sources/, without .yaml"
    if keys[-1] == "holder":
        return "write the id of a person: the name of their file under claims/people/, without .yaml"
    return ""


_SHAPES = {
    "string_type": "text",
    "bool_type": "true or false",
    "dict_type": "a mapping of keys to values",
    "model_type": "a mapping of keys to values",
    "model_attributes_type": "a mapping of keys to values",
}

_SHAPE_HELP = {
    "text": " Put text that begins with [ or {, or has ': ' in it, in quotes.",
    "a mapping of keys to values": " Write one 'key: value' a line.",
}

_PLAIN: tuple[tuple[tuple[str, ...], str, str, str], ...] = (
    (
        ("string_too_long",),
        "schema/too-long",
        "{name} has {length} characters, the limit is {max_length}",
        "say it shorter; details belong in 'statement' or 'notes'",
    ),
    (("string_too_short",), "schema/blank", "{name} is blank", "write it, or leave the key out"),
    (
        ("too_short",),
        "schema/too-few",
        "{name} has too few entries: {length}, and it needs at least {min_length}",
        "",
    ),
    (("too_long",), "schema/too-many", "{name} has {actual_length} entries, the limit is {max_length}", ""),
    (
        (
            "float_parsing",
            "float_type",
            "int_parsing",
            "int_type",
            "int_from_float",
            "finite_number",
            "int_parsing_size",
        ),
        "schema/not-a-number",
        "{input} is not a number for {name}",
        "write digits only, with a point for decimals; units go in 'unit'",
    ),
    (
        ("greater_than_equal",),
        "schema/out-of-range",
        "{input} is out of range for {name}, which is at least {ge:g}",
        "",
    ),
    (("less_than_equal",), "schema/out-of-range", "{input} is out of range for {name}, which is at most {le:g}", ""),
    (("greater_than",), "schema/out-of-range", "{input} is out of range for {name}, which is above {gt:g}", ""),
    (("less_than",), "schema/out-of-range", "{input} is out of range for {name}, which is below {lt:g}", ""),
)


def _kind(written: object) -> str:
    if isinstance(written, dict):
        return "a mapping"
    return "a list" if isinstance(written, (list, tuple)) else "text"


def _short(written: object) -> str:
    shown = repr(written)
    return shown if len(shown) <= 60 else shown[:57] + "…" + shown[-1]
