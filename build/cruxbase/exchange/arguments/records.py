"""Records made of documents: the one writer, whatever the format they came in.

A base holds statements, steps and undercuts of steps; whatever a document has besides is named in the report.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from cruxbase.exchange.arguments.document import Document, Inference, Part, Statement, clean, one_line
from cruxbase.exchange.losses import LossReport
from cruxbase.records import MAX_TITLE, is_id, slug
from cruxbase.support.plain_data import list_or_empty, mapping_or_empty

_MAX_STATEMENT = 60_000
_MAX_WORD = 200

SuggestedId = Callable[[str, Mapping[str, object]], str]
"""An id for a record of a type, made from its data, whether taken or not."""


class NewRecord(NamedTuple):
    """A record to be written.

    Attributes:
        kind: its type.
        id: its id.
        data: its plain data.
    """

    kind: str
    id: str
    data: Part


@dataclass(slots=True)
class ExistingRecords:
    """What an import must know of the base that it writes into.

    Attributes:
        taken: ids that new records cannot have.
        topics: ids of topics.
        kinds: the type of each record.
        texts: id of the record that a source and a statement, or a source and a place, belong to.
        statements: what each claim-like record says, by id.
        steps: names of steps by kind, premises and conclusion.
        undercuts: start and name of step.
        links: kind, start and end.
        modelled: sources of which there is a model.
    """

    taken: set[str] = field(default_factory=set)
    topics: set[str] = field(default_factory=set)
    kinds: dict[str, str] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    statements: dict[str, str] = field(default_factory=dict)
    steps: dict[tuple[str, frozenset[str], str], str] = field(default_factory=dict)
    undercuts: set[tuple[str, str]] = field(default_factory=set)
    links: set[tuple[str, str, str]] = field(default_factory=set)
    modelled: set[str] = field(default_factory=set)


class RecordWriter:
    """Makes records of documents, one after the other.

    Args:
        existing: what the base holds.
        suggested_id: gives ids.
        topic: id of the topic for what stands in no group, and its title should it have to be made.
        date: of the import, for viewpoints made of a document's numbers.
    """

    def __init__(self, existing: ExistingRecords, suggested_id: SuggestedId, topic: tuple[str, str], date: str) -> None:
        self.existing = existing
        self.report = LossReport()
        self.records: list[NewRecord] = []
        self._suggested_id = suggested_id
        self.date = date
        self._topic = topic[0]
        self._topic_title = topic[1] or topic[0].replace("-", " ").capitalize()
        self._numbers: dict[str, int] = {}
        self._refines: dict[str, set[str]] = {}
        self._topic_made = topic[0] in existing.topics

    def add(self, document: Document) -> None:
        """Make the records of a document."""
        _DocumentWriter(self, document).write()
        self.report.add(document.report)

    def new_id(self, kind: str, data: Mapping[str, object], wanted: str = "") -> str:
        """An id that no record has yet, with a number where the wanted one is taken."""
        base = wanted if is_id(wanted) else self._suggested_id(kind, data)
        id, number = base, self._numbers.get(base, 1)
        while id in self.existing.taken:
            number += 1
            id = f"{base}-{number}"
        self._numbers[base] = number
        self.existing.taken.add(id)
        return id

    def put(self, kind: str, id: str, data: Part) -> None:
        """Add a record to those to be written."""
        self.records.append(NewRecord(kind, id, data))
        self.existing.kinds[id] = kind

    def default_topic(self) -> str:
        """The topic for what stands in no group, made when it is needed first."""
        if not self._topic_made:
            self._topic_made = True
            summary = "What was imported under this heading. Say here what is at issue."
            self.existing.taken.add(self._topic)
            self.existing.topics.add(self._topic)
            self.put("topic", self._topic, {"type": "topic", "title": title_of(self._topic_title), "summary": summary})
        return self._topic

    def closes_a_circle(self, kind: str, start: str, end: str) -> bool:
        """Whether one more `refines` or `requires` would lead round; if not, it is remembered."""
        links = self._refines
        key_start, key_end = f"{kind} {start}", f"{kind} {end}"
        waiting, seen = [key_end], {key_end}
        while waiting:
            here = waiting.pop()
            if here == key_start:
                return True
            for there in links.get(here, ()):
                if there not in seen:
                    seen.add(there)
                    waiting.append(there)
        links.setdefault(key_start, set()).add(key_end)
        return False


class _DocumentWriter:
    """Makes the records of one document."""

    def __init__(self, writer: RecordWriter, document: Document) -> None:
        self.writer = writer
        self.existing = writer.existing
        self.document = document
        self.report = document.report
        self.ids: dict[str, str] = {}
        self.new: dict[str, Part] = {}
        self.lists: dict[tuple[str, str], list[Part]] = {}  # parts of new records, by the record and the key
        self.names: dict[str, str] = {}
        self.topics: dict[str, str] = {}
        self.source = ""
        self.polarity: dict[tuple[str, str], str] = {}

    def write(self) -> None:
        self._records_of_ours()
        self._source()
        self._groups()
        for statement in self.document.statements.values():
            self._statement(statement)
        for step in self.document.steps.values():
            self._step(step)
        self._undercuts()
        self._relations()
        for statement in self.document.statements.values():
            id = self.ids[statement.key]
            if id in self.new:
                self.writer.put(statement.kind, id, _tidied(self.new[id]))
        self._weights()
        self._models()

    # what the document is

    def _records_of_ours(self) -> None:
        for id, data in self.document.records.items():
            if id in self.existing.taken:
                self.report.kept(f"{data.get('type', 'record')} (in the base already)")
                continue
            self.existing.taken.add(id)
            self.report.kept(str(data.get("type", "record")))
            self.writer.put(str(data["type"]), id, {key: value for key, value in data.items() if key != "id"})

    def _source(self) -> None:
        document = self.document
        if not (document.statements or document.steps or document.models):
            return
        title = one_line(document.title or document.name)[:_MAX_WORD].strip() or "A document"
        wanted = slug(f"{document.name.rpartition('.')[0] or document.name} {document.format}")[:60].strip("-")
        self.source = wanted if self.existing.kinds.get(wanted) == "source" else ""
        if not self.source:
            data: Part = {"type": "source", "title": title, "kind": "document"}
            if re.fullmatch(r"https?://[^\s<>\"]+", document.url):
                data["url"] = document.url
            data |= {
                "checked": "unverified",
                "notes": f"Imported from {one_line(document.name)}, in {document.format}.",
            }
            self.source = self.writer.new_id("source", data, wanted)
            self.writer.put("source", self.source, data)

    def _groups(self) -> None:
        for group in self.document.groups.values():
            title = title_of(group.title) or "A group"
            wanted = slug(group.title)[:60].strip("-")
            if wanted and wanted in self.existing.topics:
                self.topics[group.key] = wanted
                continue
            data: Part = {"type": "topic", "title": title}
            if group.parent in self.topics:
                data["parent"] = self.topics[group.parent]
            data["summary"] = clean(group.summary) or "What was imported under this heading. Say here what is at issue."
            id = self.writer.new_id("topic", data, wanted)
            self.topics[group.key] = id
            self.existing.topics.add(id)
            self.writer.put("topic", id, data)

    def _topic(self, group: str) -> str:
        return self.topics.get(group) or self.writer.default_topic()

    # statements

    def _statement(self, statement: Statement) -> None:
        text = clean(statement.text)
        known = self._known(statement, text)
        if known:
            self.ids[statement.key] = known
            self.report.kept("statement (in the base already)")
            return
        title = title_of(statement.title or text) or f"{statement.at} of {self.document.name}"[:MAX_TITLE]
        data: Part = {"type": statement.kind, "title": title, "topic": self._topic(statement.group)}
        if statement.origin != "stated":
            data["origin"] = statement.origin
        if len(text) > _MAX_STATEMENT:
            text = text[:_MAX_STATEMENT].rsplit(" ", 1)[0]
            self.report.changed("statement", "its text is cut", statement.place)
        data["question" if statement.kind in ("question", "crux") else "statement"] = text or title
        data["sources"] = self._citations(statement)
        if statement.notes:
            data["notes"] = "\n\n".join(clean(note) for note in statement.notes)
        tags = list(dict.fromkeys(tag for tag in map(_tag, statement.tags) if tag))
        if tags:
            data["tags"] = tags
        id = self.writer.new_id(statement.kind, data, statement.id)
        self.ids[statement.key] = id
        self.new[id] = data
        self.existing.kinds[id] = statement.kind

    def _known(self, statement: Statement, text: str) -> str:
        """The record that a statement is already: by its id in a base, or by the same words from the same source."""
        if statement.id and self.existing.statements.get(statement.id) == _squeezed(text):
            return statement.id
        for what in (f"at {statement.at}", f"says {_squeezed(text)}"):
            known = self.existing.texts.get((self.source, what))
            if known is not None and (what.startswith("says") or not statement.at.startswith("line ")):
                same = self.existing.statements.get(known) == _squeezed(text)
                if (same or what.startswith("at ")) and known not in self.ids.values():
                    return known
        return ""

    def _citations(self, statement: Statement) -> list[dict[str, str]]:
        role = "asserts" if statement.origin == "stated" else "background"
        citations: dict[str, dict[str, str]] = {}
        for said in statement.said:
            citation = {"source": self.source, **_locator(said.at)}
            if said.role != "asserts":
                citation["role"] = said.role
            if said.note:
                citation["note"] = clean(said.note)
            citations.setdefault(said.at, citation)
        own = {"source": self.source, **_locator(statement.at)}
        if role != "asserts":
            own["role"] = role
        return [citations.pop(statement.at, own), *citations.values()]

    # steps

    def _step(self, step: Inference) -> None:
        word = f"step that {step.polarity}"
        premises = list(dict.fromkeys(self.ids[key] for key in step.premises if key in self.ids))
        conclusion = self.ids.get(step.conclusion, "")
        if not premises or not conclusion or len(premises) < len({*step.premises}):
            self.report.dropped(word, "a premise or the conclusion is no statement", step.place)
            return
        if conclusion in premises:
            self.report.dropped(word, "its conclusion is one of its premises", step.place)
            return
        key = (step.polarity, frozenset(premises), conclusion)
        if key in self.existing.steps:
            self.names[step.key] = self.existing.steps[key]
            self.report.kept(f"{word} (said before)")
            return
        self.report.kept(word)
        start = next(
            (id for id in premises if id in self.new and not self._is_taken(id, conclusion, step.polarity)), None
        )
        if step.title or start is None:
            name = self._argument(step, premises, conclusion)
        else:
            name = self._entry(step, start, [id for id in premises if id != start], conclusion)
        self.names[step.key] = self.existing.steps[key] = name

    def _is_taken(self, start: str, conclusion: str, polarity: str) -> bool:
        """Whether a record already has a step of the other kind to the conclusion, so that one more would contradict it."""
        return self.polarity.get((start, conclusion), polarity) != polarity

    def _entry(self, step: Inference, start: str, others: list[str], conclusion: str) -> str:
        """A step written on its first premise."""
        entries = self._parts(start, step.polarity)
        self.polarity[start, conclusion] = step.polarity
        entry: Part = {"claim": conclusion}
        if others:
            entry["with"] = others
        if step.strength and step.strength != "moderate":
            entry["strength"] = step.strength
        if clean(step.because):
            entry["because"] = clean(step.because)
        if step.scheme:
            entry["scheme"] = step.scheme
        if step.at:
            entry["sources"] = [{"source": self.source, **_locator(step.at)}]
        same = sum(other["claim"] == conclusion for other in entries)
        if same:
            entry["id"] = f"step-{same + 1}"
        entries.append(entry)
        return f"{start} -> {conclusion}" + (f" ({entry['id']})" if same else "")

    def _argument(self, step: Inference, premises: list[str], conclusion: str) -> str:
        """A step that is a record of its own: it has a name, or no premise that it could be written on."""
        title = title_of(step.title) or title_of(f"An argument from {step.place or self.document.name}")
        data: Part = {"type": "argument", "title": title, "topic": self._topic(step.group)}
        data["sources"] = [{"source": self.source, **_locator(step.at or step.title or step.key)}]
        data |= {"premises": premises, step.polarity: conclusion}
        if clean(step.because):
            data["because"] = clean(step.because)
        if step.scheme:
            data["scheme"] = step.scheme
        if step.strength and step.strength != "moderate":
            data["strength"] = step.strength
        if step.notes:
            data["notes"] = "\n\n".join(clean(note) for note in step.notes)
        id = self.writer.new_id("argument", data, step.id)
        self.writer.put("argument", id, data)
        return id

    def _parts(self, id: str, key: str) -> list[Part]:
        """The list under a key of a new record, to be added to."""
        parts = self.lists.setdefault((id, key), [])
        self.new[id][key] = parts
        return parts

    # what is no step

    def _undercuts(self) -> None:
        for undercut in self.document.undercuts:
            start, name = self.ids.get(undercut.start, ""), self.names.get(undercut.step, "")
            if not start or not name:
                self.report.dropped("undercut", "its step or its start is not written", undercut.place)
            elif (start, name) in self.existing.undercuts:
                self.report.kept("undercut (said before)")
            elif start not in self.new:
                why = "its start is in the base already; add it there by hand"
                self.report.dropped("undercut", why, undercut.place)
            else:
                self.existing.undercuts.add((start, name))
                entry: Part = {"step": name}
                entry |= {"because": clean(undercut.because)} if undercut.because else {}
                self._parts(start, "undercuts").append(entry)
                self.report.kept("undercut")

    def _relations(self) -> None:
        keys = {"requires": "claim", "refines": "record", "answers": "question"}
        for relation in self.document.relations:
            start, end = self.ids.get(relation.start, ""), self.ids.get(relation.end, "")
            if not start or not end:
                self.report.dropped(relation.kind, "one of its ends is no statement", relation.place)
            elif start == end:
                self.report.dropped(relation.kind, "it leads from a statement to itself", relation.place)
            elif (relation.kind, start, end) in self.existing.links:
                self.report.kept(f"{relation.kind} (said before)")
            elif start not in self.new:
                self.report.dropped(
                    relation.kind, "its start is in the base already; add it there by hand", relation.place
                )
            elif relation.kind != "answers" and self.writer.closes_a_circle(relation.kind, start, end):
                self.report.dropped(relation.kind, "it would lead round in a circle", relation.place)
            else:
                self.existing.links.add((relation.kind, start, end))
                entry: Part = {keys[relation.kind]: end}
                if relation.because:
                    entry["because"] = clean(relation.because)
                self._parts(start, relation.kind).append(entry)
                self.report.kept(relation.kind)

    def _weights(self) -> None:
        for weights in self.document.weights:
            credences = {self.ids[key]: value for key, value in weights.credences.items() if key in self.ids}
            lists = {
                name: list(dict.fromkeys(self.ids[key] for key in keys if key in self.ids))
                for name, keys in (("holds", weights.holds), ("rejects", weights.rejects))
            }
            if not credences and not any(lists.values()):
                continue
            name = one_line(weights.title)[:_MAX_WORD]
            person: Part = {"type": "person", "name": name, "kind": "position"}
            person["notes"] = f"Nobody in particular: {one_line(weights.method)}."
            wanted = slug(name)[:60].strip("-")
            if self.existing.kinds.get(wanted) == "person" and self.existing.kinds.get(f"{wanted}-view") == "viewpoint":
                self.report.kept("weight (in the base already)", len(credences) + sum(map(len, lists.values())))
                continue
            holder = self.writer.new_id("person", person, wanted)
            self.writer.put("person", holder, person)
            data: Part = {"type": "viewpoint", "title": title_of(name), "holder": holder}
            data |= {"date": self.writer.date, "method": one_line(weights.method)[:_MAX_WORD], "sources": [self.source]}
            if credences:
                data["credences"] = {
                    id: {"credence": value, "basis": "stated"} for id, value in sorted(credences.items())
                }
            data |= {name: ids for name, ids in lists.items() if ids}
            self.writer.put("viewpoint", self.writer.new_id("viewpoint", data, f"{holder}-view"), data)
            self.report.kept("weight", len(credences) + sum(map(len, lists.values())))

    def _models(self) -> None:
        for model in self.document.models:
            data: Part = {"type": "model", "topic": self._topic("")}
            data |= {key: value for key, value in model._asdict().items() if value}
            for part in (*model.inputs, *model.variables, *model.outputs):
                part["claim"] = self.ids.get(str(part.get("claim")), "")
                if not part["claim"]:
                    del part["claim"]
            data["sources"] = [self.source]
            if self.source in self.existing.modelled:
                self.report.kept("model (in the base already)")
                continue
            self.writer.put("model", self.writer.new_id("model", data), _in_order(data))
            self.report.kept("model")


def _in_order(data: Mapping[str, object]) -> Part:
    from cruxbase.records import KEY_ORDER

    return dict(sorted(data.items(), key=lambda pair: KEY_ORDER.index(pair[0])))


def _tidied(data: Part) -> Part:
    """Short forms where a part says nothing but whom it is about."""
    for key in ("supports", "attacks", "undercuts", "requires", "refines", "answers"):
        if key in data:
            data[key] = [
                next(iter(part.values())) if len(part) == 1 else part
                for part in map(mapping_or_empty, list_or_empty(data[key]))
            ]
    return data


def _tag(written: str) -> str:
    return re.sub(r"\s+", "-", one_line(written).lower())[:_MAX_WORD]


def _squeezed(text: str) -> str:
    return " ".join(text.split()).casefold()


def _locator(text: str) -> dict[str, str]:
    """The place in a source, as part of a citation; nothing where the place has no name that can be seen."""
    at = one_line(clean(text))[:_MAX_WORD].strip()
    return {"at": at} if at else {}


def title_of(text: str) -> str:
    """A title made of a text: its first words, with a capital and without a full stop.

    >>> title_of("  the market is efficient. ")
    'The market is efficient'
    """
    title = one_line(text)
    if len(title) > MAX_TITLE:
        title = title[: MAX_TITLE - 2].rsplit(" ", 1)[0].rstrip(" ,;:–-") + " …"
    while title.endswith(".") and not title.endswith(".."):
        title = title[:-1].rstrip()
    return title[:1].upper() + title[1:] if re.match(r"[a-z]+(?=[\s,;:]|$)", title) else title
