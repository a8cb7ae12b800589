"""What Argdown exports as JSON, with a map or without."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from cruxbase.exchange.arguments.argdown_model import ARGUMENT, STATEMENT, ArgdownModel, PcsInference
from cruxbase.exchange.arguments.document import Document, JsonMapping, UnreadableDocument, json_content, one_line
from cruxbase.support.plain_data import list_or_empty, mapping_or_empty

_TYPES = {"entails": "entails", "support": "support", "attack": "attack", "undercut": "undercut"} | {
    name: name for name in ("contrary", "contradictory")
}
_ARGUMENTS = frozenset(("argument", "argument-map-node"))


def read_argdown_json(text: str, name: str) -> Document:
    """The document that a JSON export of Argdown describes.

    Args:
        text: of the file.
        name: of the file, for places.

    Raises:
        UnreadableDocument: it is no such file.
    """
    content = json_content(text)
    if not isinstance(content, Mapping) or not ("statements" in content or "map" in content):
        raise UnreadableDocument("it has neither statements nor a map")
    model = ArgdownModel(name)
    reader = _Reader(model)
    if content.get("statements") or content.get("arguments"):
        reader.groups(content.get("sections"), "")
        reader.statements(_items(content.get("statements")))
        reader.arguments(_items(content.get("arguments")))
        reader.relations(content.get("relations"))
    else:
        reader.map(content["map"])
    return model.finish()


def _words(text: object) -> str:
    """A text without its tags, which stand beside it too, and without the brackets of mentions."""
    without = re.sub(r"(?<![\w&/])#(?:\([^)\n]+\)|\w[\w-]*)", "", str(text or ""))
    return one_line(re.sub(r"@(?:\[([^\]]+)\]|<([^>]+)>)", lambda match: match[1] or match[2], without))


def _items(value: object) -> list[tuple[str, JsonMapping]]:
    if isinstance(value, Mapping):
        return [(str(key), one) for key, one in value.items() if isinstance(one, Mapping)]
    return [(str(one.get("title") or number), one) for number, one in enumerate(_maps(value))]


def _maps(value: object) -> Iterator[JsonMapping]:
    if isinstance(value, list):
        yield from (one for one in value if isinstance(one, Mapping))


class _Reader:
    def __init__(self, model: ArgdownModel) -> None:
        self.model = model
        self.report = model.document.report
        self.sections: list[tuple[int, str]] = []  # first lines of sections, in order

    def groups(self, sections: object, parent: str) -> None:
        for section in _maps(sections):
            key = str(section.get("id") or section.get("title") or len(self.model.document.groups))
            self.model.group(key, one_line(section.get("title") or key), parent)
            line = section.get("startLine")
            if isinstance(line, int):
                self.sections.append((line, key))
            self.groups(section.get("children"), key)

    def _group(self, one: JsonMapping) -> str:
        section = one.get("section")
        if isinstance(section, Mapping):
            section = section.get("id")
        if isinstance(section, str) and section in self.model.document.groups:
            return section
        line = one.get("startLine")
        before = [key for start, key in sorted(self.sections) if isinstance(line, int) and start <= line]
        return before[-1] if before else ""

    def statements(self, classes: Iterable[tuple[str, JsonMapping]]) -> None:
        for title, one in classes:
            shown = "" if title.startswith("Untitled ") else title
            members = list(_maps(one.get("members")))
            texts = [_words(member.get("text")) for member in members]
            first = next((member for member in members if member.get("text")), members[0] if members else {})
            at = f"[{title}]"
            line = first.get("startLine") or title
            group = self._group(first)
            statement = self.model.statement(f"[{title}]", shown, "", at, line, group)
            statement.place = self.model.document.place(line)
            for text in texts:
                if text:
                    self.model.statement(f"[{title}]", shown, text, at, line, group)
            statement.tags.extend(str(tag) for tag in list_or_empty(one.get("tags")))
            if one.get("data"):
                self.report.dropped("data in braces", "a base has no place for it", statement.place)

    def arguments(self, arguments: Iterable[tuple[str, JsonMapping]]) -> None:
        for key, one in arguments:
            title = "" if key.startswith("Untitled ") else key
            members = list(_maps(one.get("members") or one.get("descriptions")))
            line = next((member["startLine"] for member in members if member.get("startLine")), key)
            at = f"<{key}>"
            argument = self.model.argument(key, title, "", at, line, self._group(members[0]) if members else "")
            for member in members:
                self.model.argument(key, title, _words(member.get("text")), at, line)
            argument.tags.extend(str(tag) for tag in list_or_empty(one.get("tags")))
            self._pcs(argument.inferences, list(_maps(one.get("pcs"))), argument.place)

    def _pcs(self, inferences: list[PcsInference], members: list[JsonMapping], place: str) -> None:
        premises: list[str] = []
        for number, member in enumerate(members):
            title = str(member.get("title") or "")
            key = f"[{title}]"
            if key not in self.model.document.statements:
                text = _words(member.get("text")) or one_line(title)
                key = key if title else f"{place} ({number + 1})"
                self.model.statement(key, title, text, key, place)
            if "conclusion" in str(member.get("role", "")):
                inference = member.get("inference")
                rules = inference.get("inferenceRules") if isinstance(inference, Mapping) else None
                if premises:
                    inferences.append(PcsInference(premises, key, ", ".join(map(str, list_or_empty(rules))), place))
                else:
                    self.report.dropped("inference of a premise-conclusion structure", "it has no premise", place)
                premises = [key]
            else:
                premises.append(key)

    def relations(self, relations: object) -> None:
        for number, one in enumerate(_maps(relations)):
            self._relation(
                str(one.get("relationType")), self._end(one, "from"), self._end(one, "to"), f"relations[{number}]"
            )

    def _end(self, one: JsonMapping, side: str) -> tuple[str, str]:
        kind, title = str(one.get(f"{side}Type")), str(one.get(side))
        if kind == "inference":
            return ("argument", title)
        return (ARGUMENT, title) if kind in _ARGUMENTS else (STATEMENT, f"[{title}]")

    def _relation(self, type: str, start: tuple[str, str], end: tuple[str, str], place: str) -> None:
        if type not in _TYPES:
            self.report.dropped(f"relation {type}"[:60], "it is none of Argdown's", self.model.document.place(place))
        elif not (self._is_there(start) and self._is_there(end)):
            self.report.dropped(type, "one of its ends is not there", self.model.document.place(place))
        else:
            self.model.relation(_TYPES[type], start, end, place)

    def _is_there(self, end: tuple[str, str]) -> bool:
        return end[1] in (self.model.arguments if end[0] == ARGUMENT else self.model.document.statements)

    def map(self, content: object) -> None:
        """A map alone: nodes and edges."""
        ends: dict[str, tuple[str, str]] = {}
        whole = mapping_or_empty(content)
        self._map_nodes(whole.get("nodes"), "", ends)
        for number, edge in enumerate(_maps(whole.get("edges"))):
            sides = [edge.get(side) for side in ("from", "to")]
            ids = [str(side.get("id")) if isinstance(side, Mapping) else str(side) for side in sides]
            place = f"edges[{number}]"
            if ids[0] not in ends or ids[1] not in ends:
                self.report.dropped("edge", "one of its ends is not there", self.model.document.place(place))
                continue
            self._relation(str(edge.get("relationType")), ends[ids[0]], ends[ids[1]], place)

    def _map_nodes(self, nodes: object, group: str, ends: dict[str, tuple[str, str]]) -> None:
        for node in _maps(nodes):
            id, title = str(node.get("id")), one_line(node.get("title") or node.get("labelTitle") or "")
            text = one_line(node.get("labelText") or "")
            if node.get("type") == "group-map-node":
                self.model.group(id, title or id, group)
                self._map_nodes(node.get("children"), id, ends)
            elif node.get("type") in _ARGUMENTS:
                key = title or id
                self.model.argument(key, title, text, f"<{key}>", id, group).tags.extend(
                    map(str, list_or_empty(node.get("tags")))
                )
                ends[id] = (ARGUMENT, key)
            else:
                key = f"[{title or id}]"
                statement = self.model.statement(key, title, text or title, key, id, group)
                statement.tags.extend(map(str, list_or_empty(node.get("tags"))))
                ends[id] = (STATEMENT, key)
