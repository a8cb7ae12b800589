"""Forms for people without git, and what a filled one says as a record.

A forge shows a form as fields and keeps what was filled in as Markdown, each field under a heading with its label. The forms
are defined here, so that what is asked, what is read back, and what findings call the fields cannot differ.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from cruxbase.editing.creating import folder_for, record_text, suggested_id
from cruxbase.editing.formatting import quoted
from cruxbase.records import is_id, slug
from cruxbase.records.identifiers import arxiv_in, doi_in
from cruxbase.support.errors import CruxbaseError

_HEADING = re.compile(r"^###[ \t]+(.+?)[ \t]*$", re.MULTILINE)
_EMPTY = "_No response_"
_BELIEF = re.compile(r"^[-*\s]*`?([a-z0-9]+(?:-[a-z0-9]+)*)`?\s*(?:[:=]|\s-\s)\s*(.+?)\s*$")
_ADDRESS = re.compile(r"^https?://\S+/([a-z0-9-]+)/?(?:[?#]\S*)?$")


class CannotRead(CruxbaseError):
    """The text is no filled form; the message says what it lacks."""


class Field(NamedTuple):
    """One question of a form.

    Attributes:
        id: its name, which also fills it by an address.
        label: what is asked.
        help: what to write.
        is_long: whether several lines are expected.
        is_needed: whether it must be filled in.
        choices: the answers there are, with what each means; none where the answer is free.
        key: the key of the record that it becomes, for findings.
    """

    id: str
    label: str
    help: str = ""
    is_long: bool = False
    is_needed: bool = False
    choices: Mapping[str, str] = {}
    key: str = ""


class Form(NamedTuple):
    """One form.

    Attributes:
        name: its file without the suffix.
        title: what it is for.
        description: one sentence.
        fields: what is asked.
    """

    name: str
    title: str
    description: str
    fields: tuple[Field, ...]


class Filled(NamedTuple):
    """What a filled form comes to.

    Attributes:
        form: which one.
        path: of the new record, below the base's folder; empty where it asks for no new record.
        text: of the record, or what an editor is to look at.
        labels: key of the record → label of the field that it came from.
    """

    form: Form
    path: str
    text: str
    labels: Mapping[str, str]


_TITLE = Field(
    "title",
    "The thought in one line",
    "At most 90 characters, stated flat, without a full stop.",
    is_needed=True,
    key="title",
)
_STATEMENT = Field(
    "statement",
    "The thought in full",
    "One thought, in one to three sentences of your own, that a careful reader outside the field understands alone.",
    is_long=True,
    is_needed=True,
    key="statement",
)
_BECAUSE = Field(
    "because",
    "Why it bears on that",
    "The line that others will argue with. Do not repeat the thought.",
    is_long=True,
    key="because",
)
_SOURCE = Field(
    "source",
    "Which source says so",
    "The id at the end of the source's page, its DOI, ISBN or address, or author and title. Empty for your own thought.",
    key="sources",
)
_PLACE = Field("place", "Where in the source", "Such as §3.2, p. 12 or Fig. 6.", key="at")
_TOPIC = Field("topic", "Topic", "The id at the end of the topic's page.", is_needed=True, key="topic")

_BEARS = {
    "It supports it": "supports",
    "It attacks it": "attacks",
    "It answers it": "answers",
    "It bears on nothing yet": "",
}
_OBJECTS = {
    "What the record says is false": "attacks",
    "A reason on the page fails, though what it says and what it is for may both be true": "undercuts",
}
_KINDS = {
    "Article in a journal": "article-journal",
    "Preprint": "article",
    "Book": "book",
    "Report": "report",
    "Post on a forum or blog": "post-weblog",
    "Web page": "webpage",
    "Talk": "speech",
    "Something else": "document",
}
_CHECKED = {
    "I read it": "read",
    "I read a part": "excerpt",
    "I know it from another text": "secondary",
    "I only know that it exists": "unverified",
}

FORMS: tuple[Form, ...] = (
    Form(
        "claim",
        "A claim that is missing",
        "One thought that the base should hold.",
        (
            _TITLE,
            _STATEMENT,
            _TOPIC,
            Field("about", "Which record does it bear on", "The id at the end of its page's address.", key="claim"),
            Field("how", "How does it bear on it", choices=_BEARS, is_needed=True),
            _BECAUSE,
            _SOURCE,
            _PLACE,
        ),
    ),
    Form(
        "objection",
        "An objection",
        "Something that speaks against a record, or against a reason.",
        (
            Field(
                "about",
                "Which record is it against",
                "The id at the end of its page's address, or a reason's name, `a -> b`.",
                is_needed=True,
                key="claim",
            ),
            Field("how", "What is wrong", choices=_OBJECTS, is_needed=True),
            _TITLE,
            _STATEMENT,
            _BECAUSE._replace(is_needed=True),
            _TOPIC,
            _SOURCE,
            _PLACE,
        ),
    ),
    Form(
        "source",
        "A source",
        "A text that the base should cite.",
        (
            Field("title", "Title of the text", is_needed=True, key="title"),
            Field("authors", "Authors", "One a line.", is_long=True, key="authors"),
            Field(
                "issued", "Date of publication", "As exactly as you know: 2024, 2024-05 or 2024-05-17.", key="issued"
            ),
            Field("kind", "What is it", choices=_KINDS, is_needed=True, key="kind"),
            Field("url", "Address", "Beginning with https://", key="url"),
            Field("doi", "DOI", "Without the resolver, such as 10.1162/tacl_a_00562.", key="doi"),
            Field(
                "identifiers",
                "Other identifiers",
                "One a line, its kind first, such as isbn: 978-0-19-967811-2 or arxiv: 2412.14093.",
                is_long=True,
                key="identifiers",
            ),
            Field("checked", "How far did you get", choices=_CHECKED, is_needed=True, key="checked"),
            Field("summary", "What it says, in your own words", is_long=True, key="summary"),
        ),
    ),
    Form(
        "correction",
        "The base gets something wrong",
        "A text, a person or a number is not rendered faithfully.",
        (
            Field("about", "Which record", "The id at the end of its page's address.", is_needed=True),
            Field(
                "says",
                "What should it say, and why",
                "For a text: the place in it and a short quotation.",
                is_long=True,
                is_needed=True,
            ),
        ),
    ),
    Form(
        "my-view",
        "My view",
        "How far you believe some of the claims. It is published under your name.",
        (
            Field("name", "Your name", "As you want it to be shown.", is_needed=True, key="holder"),
            Field("date", "As of when", "Such as 2026-11.", is_needed=True, key="date"),
            Field(
                "credences",
                "What you believe",
                "One claim a line: its id, a colon, and a number, a range or a word: `some-claim: 70%`.",
                is_long=True,
                is_needed=True,
                key="credences",
            ),
            Field(
                "source",
                "Where you have said so",
                "The id of a source, its DOI or its address, if you have.",
                key="sources",
            ),
        ),
    ),
)


def form_text(form: Form) -> str:
    """The file that tells a forge what to ask."""
    lines = [f"name: {form.title}", f"description: {form.description}", "labels: [content]", "body:"]
    for field in form.fields:
        kind = "dropdown" if field.choices else "textarea" if field.is_long else "input"
        lines += [f"  - type: {kind}", f"    id: {field.id}", "    attributes:", f"      label: {field.label}"]
        if field.help:
            lines.append(f"      description: {quoted(field.help)}")
        if field.choices:
            lines += ["      options:", *(f"        - {choice}" for choice in field.choices)]
        if field.is_needed:
            lines += ["    validations:", "      required: true"]
    return "\n".join(lines) + "\n"


def form_files() -> dict[str, str]:
    """The files of all forms, by name."""
    return {f"{form.name}.yml": form_text(form) for form in FORMS}


def filled(
    markdown: str, taken: frozenset[str] = frozenset(), source_of: Callable[[str], str | None] | None = None
) -> Filled:
    """What a filled form comes to.

    Args:
        markdown: the text of the issue, as the forge keeps it.
        taken: ids that a new record cannot have.
        source_of: the id of the source that an identifier or address names, or None where there is none.

    Raises:
        CannotRead: it is none of the forms, or lacks what it needs.
    """
    sections = _sections(markdown)
    form = max(FORMS, key=lambda form: len(sections.keys() & {field.label for field in form.fields}))
    known = {field.label: field for field in form.fields}
    if len(sections.keys() & known.keys()) < 2:
        raise CannotRead("this is no filled form: each answer stands under a heading such as '### The thought in full'")
    values = {field.id: sections.get(field.label, "") for field in form.fields}
    if source_of is not None and values.get("source"):
        values["source"] = source_of(values["source"].strip().strip("`")) or values["source"]
    for field in form.fields:
        if field.is_needed and not values[field.id]:
            raise CannotRead(f"{field.label!r} is not filled in")
        if field.choices and values[field.id] not in field.choices:
            raise CannotRead(
                f"{field.label!r} has the answer {values[field.id]!r}, and the answers are: {'; '.join(field.choices)}"
            )
    labels = {field.key: field.label for field in form.fields if field.key}
    if form.name == "correction":
        return Filled(form, "", f"look at {_id_in(values['about'])!r}:\n{values['says']}\n", labels)
    kind, data = _DATA[form.name](values)
    id = suggested_id(kind, data, taken)
    path = "/".join(filter(None, (folder_for(kind, data), f"{id}.yaml")))
    return Filled(form, path, record_text({key: value for key, value in data.items() if value}), labels)


def _sections(markdown: str) -> dict[str, str]:
    """What stands under each heading; headings that are no field's belong to the answer above them."""
    labels = {field.label for form in FORMS for field in form.fields}
    text = markdown.replace("\r\n", "\n")
    heads = [match for match in _HEADING.finditer(text) if match[1] in labels]
    found: dict[str, str] = {}
    for place, match in enumerate(heads):
        end = heads[place + 1].start() if place + 1 < len(heads) else len(text)
        answer = text[match.end() : end].strip()
        found.setdefault(match[1], "" if answer == _EMPTY else answer)
    return found


def _id_in(answer: str) -> str:
    """The id in an answer that may be an id, in backquotes, or the address of a page."""
    answer = answer.strip().strip("`").strip()
    address = _ADDRESS.match(answer)
    return address[1] if address else answer


def _flat(text: str) -> str:
    return " ".join(text.split())


def _cited(values: Mapping[str, str]) -> list[dict[str, str]]:
    source = _id_in(values.get("source", ""))
    if not source:
        return []
    # What has not the form of an id becomes one, so that the check says that this source is not in the base yet.
    cited: dict[str, str] = {"source": source if is_id(source) else slug(source)}
    return [cited | {"at": values["place"]}] if values.get("place") else [cited]


def _claim(values: Mapping[str, str]) -> tuple[str, dict[str, object]]:
    relation = {**_BEARS, **_OBJECTS}[values["how"]]
    about, sources = _id_in(values["about"]), _cited(values)
    data: dict[str, object] = {
        "type": "claim",
        "title": _flat(values["title"]).rstrip("."),
        "topic": _id_in(values["topic"]),
        "origin": "" if sources else "reconstructed",
        "statement": _flat(values["statement"]),
        "sources": sources,
    }
    if relation and about:
        key = {"undercuts": "step", "answers": "question"}.get(relation, "claim")
        data[relation] = [{key: about, "because": _flat(values["because"])} if values["because"] else {key: about}]
    return "claim", data


def _source(values: Mapping[str, str]) -> tuple[str, dict[str, object]]:
    data: dict[str, object] = {
        "type": "source",
        "title": _flat(values["title"]),
        "kind": _KINDS[values["kind"]],
        "authors": [name.strip("-* ") for name in values["authors"].splitlines() if name.strip("-* ")],
        "issued": values["issued"],
        "url": values["url"],
        **_identifiers(values["doi"], values["identifiers"]),
        "checked": _CHECKED[values["checked"]],
        "summary": _flat(values["summary"]),
    }
    return "source", data


def _identifiers(doi: str, further: str) -> dict[str, object]:
    """The DOI without its resolver, and further identifiers under the keys that the format or the base has for them."""
    known: dict[str, object] = {"doi": doi_in([doi]) or doi}
    others: dict[str, str] = {}
    for line in filter(None, (line.strip("-* \t") for line in further.splitlines())):
        kind, colon, value = (part.strip() for part in line.partition(":"))
        if not (colon and value and is_id(slug(kind))):
            raise CannotRead(
                f"in 'Other identifiers' the line {line!r} is no kind, colon and identifier, such as 'isbn: 978-0-19-967811-2'"
            )
        if kind.casefold() in ("arxiv", "doi"):
            known[kind.casefold()] = (arxiv_in([line]) if kind.casefold() == "arxiv" else doi_in([line])) or value
        else:
            others[slug(kind)] = value
    return known | {"identifiers": others}


def _view(values: Mapping[str, str]) -> tuple[str, dict[str, object]]:
    beliefs: dict[str, object] = {}
    for line in values["credences"].splitlines():
        match = _BELIEF.match(line)
        if match is not None:
            beliefs[match[1]] = {"credence": match[2], "basis": "stated"}
        elif line.strip():
            raise CannotRead(
                f"in 'What you believe' the line {line.strip()!r} is no id, colon and number, such as 'some-claim: 70%'"
            )
    data: dict[str, object] = {
        "type": "viewpoint",
        "title": f"{_flat(values['name'])}, {values['date']}",
        "holder": slug(values["name"]),
        "date": values["date"],
        "method": "given by the holder, in a form",
        "sources": _cited(values),
        "credences": beliefs,
    }
    return "viewpoint", data


_DATA: Mapping[str, Callable[[Mapping[str, str]], tuple[str, dict[str, object]]]] = {
    "claim": _claim,
    "objection": _claim,
    "source": _source,
    "my-view": _view,
}
