"""Argdown as text.

The syntax is that of https://argdown.org/syntax: statements in square brackets, arguments in angle brackets, relations in
lists below what they are about, premise-conclusion structures, headings. The reader is our own; Argdown's is in
TypeScript. A line that it cannot place is named in the report, and reading goes on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from cruxbase.exchange.arguments.argdown_model import ARGUMENT, INFERENCE, STATEMENT, ArgdownModel, PcsInference
from cruxbase.exchange.arguments.document import Document, one_line
from cruxbase.parsing.plain_yaml import plain_yaml

_FRONTMATTER = re.compile(r"\A\s*={3,}[ \t]*\n(.*?)\n={3,}[ \t]*(?:\n|\Z)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)|/\*.*?(?:\*/|\Z)|(?<![:\w/])//[^\n]*", re.DOTALL)
_HEADING = re.compile(r"(#{1,6})\s+(.*)")
_PCS = re.compile(r"\((\d+)\)\s*(.*)")
_RELATION = re.compile(r"(\+>|<\+|->|<-|_>|<_|><|\+|-|_)\s+(?=\S)(.*)")
_COLLAPSED = re.compile(r"-{3,}\s*")
_DELIMITER = re.compile(r"-{2}\s*")
_INLINE_RULES = re.compile(r"-{2,}\s+(\S.*?)\s+-{2,}\s*")
_TITLED = re.compile(r"(\[|<)([^\]\[<>]+?)(\]|>)\s*(:)?\s*(.*)", re.DOTALL)
_ELEMENT = re.compile(r"(?:\[[^\]\[]+\]|<[^<>]+>)\s*(?::.*)?(?:\ue000\d+\ue001)?\s*")
_LIST_ITEM = re.compile(r"(?:\*|\d+\.)\s+(.*)")
_TAG = re.compile(r"(?<![\w&/])#(?:\(([^)\n]+)\)|([\w][\w-]*))")
_MENTION = re.compile(r"@(?:\[([^\]]+)\]|<([^>]+)>)")
_DATA = re.compile("\ue000(\\d+)\ue001")
_OUR_ID = re.compile(r"\{id: ([a-z0-9]+(?:-[a-z0-9]+)*)\}")
_SKIPPED, _NEWLINE = "\ue002", "\ue003"
_TYPES = {"+": "support", "-": "attack", "_": "undercut", "><": "contradictory"}


class _Line(NamedTuple):
    number: int
    indent: int
    text: str


class _Member(NamedTuple):
    """An element that relations below it can be about."""

    indent: int
    kind: str
    key: str


def read_argdown(text: str, name: str) -> Document:
    """The document that an Argdown text is.

    Args:
        text: of the file.
        name: of the file, for places.
    """
    return _Reader(text, name).read()


class _Reader:
    def __init__(self, text: str, name: str) -> None:
        self.model = ArgdownModel(name)
        self.report = self.model.document.report
        self.data: list[str] = []
        self.strict = False
        self.lines = self._lines(text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff"))
        self.groups: list[tuple[int, str]] = []
        self.members: list[_Member] = []
        self.last: _Member | None = None
        self.top: _Member | None = None
        self.pcs: _Pcs | None = None
        self.element: list[str] = []
        self.start = 0
        self.begun: tuple[str, int, str] | None = None
        self.id = ""

    # the text without what is no argument

    def _lines(self, text: str) -> list[_Line | None]:
        """The lines that count; None stands for an empty one, where a block ends."""
        front = _FRONTMATTER.match(text)
        offset = 0
        if front:
            self._frontmatter(front[1])
            offset = text[: front.end()].count("\n")
            text = text[front.end() :]
        for _ in _COMMENT.findall(text):
            self.report.changed("comment", "is no part of the argument, and is left out")
        text = _COMMENT.sub(lambda match: _SKIPPED + _NEWLINE * match[0].count("\n"), text)
        text = self._without_data(text)
        lines: list[_Line | None] = []
        number = offset + 1
        for raw in text.split("\n"):
            line = raw.expandtabs(4)
            plain = line.replace(_SKIPPED, "").replace(_NEWLINE, "")
            if plain.strip():
                lines.append(_Line(number, len(plain) - len(plain.lstrip()), plain.strip()))
            elif _SKIPPED not in line:
                lines.append(None)
            number += 1 + line.count(_NEWLINE)
        return [*lines, None]

    def _frontmatter(self, written: str) -> None:
        content = plain_yaml(written)
        if not isinstance(content, Mapping):
            self.report.dropped("front matter", "it is no YAML", self.model.document.place(1))
            return
        self.model.document.title = one_line(content.get("title") or "")
        settings = content.get("model")
        self.strict = isinstance(settings, Mapping) and settings.get("mode") == "strict"
        for key in sorted(set(map(str, content)) - {"title", "model"}):
            self.report.dropped(f"front matter {key}", "a base has no place for it", self.model.document.place(1))

    def _without_data(self, text: str) -> str:
        """The text with YAML in braces set aside, so that its lines are not taken for the document's."""
        made: list[str] = []
        at = 0
        while (start := text.find("{", at)) >= 0:
            end = closing_brace(text, start)
            if end < 0 or (start and text[start - 1] in "\\$"):
                made.append(text[at : start + 1])
                at = start + 1
                continue
            block = text[start:end]
            self.data.append(block)
            made.append(f"{text[at:start]}\ue000{len(self.data) - 1}\ue001{_NEWLINE * block.count(chr(10))}")
            at = end
        return "".join([*made, text[at:]])

    # blocks

    def read(self) -> Document:
        for line in self.lines:
            if line is None:
                self._flush()
                self._end_block()
            else:
                self._line(line)
        self._end_pcs()
        return self.model.finish()

    def _line(self, line: _Line) -> None:
        text = line.text
        if self.pcs is not None and self.pcs.rules is not None and not _DELIMITER.fullmatch(text):
            self.pcs.rules.append(text)  # between the two lines of an inference
            return
        if self._inference(line):
            return
        heading, numbered = _HEADING.fullmatch(text), _PCS.fullmatch(text)
        relation = _RELATION.fullmatch(text)
        item = _LIST_ITEM.fullmatch(text)
        if heading and not line.indent:
            self._flush()
            self._heading(len(heading[1]), heading[2], line.number)
        elif numbered:
            self._flush()
            self._begin(("pcs", line.indent, numbered[1]), numbered[2], line.number)
        elif relation:
            self._flush()
            self._begin(("relation", line.indent, relation[1]), relation[2], line.number)
        elif item and (self.begun is None or self.begun[0] == "item"):
            self._flush()
            self._begin(("item", line.indent, ""), item[1], line.number)
        elif self.begun is None or (_ELEMENT.fullmatch(text) and line.indent <= self.begun[1]):
            self._flush()
            self._begin(("top", line.indent, ""), text, line.number)
        else:
            self.element.append(text)

    def _begin(self, begun: tuple[str, int, str], text: str, number: int) -> None:
        self.begun, self.element, self.start = begun, [text], number

    def _flush(self) -> None:
        """End the element that is being read."""
        if self.begun is None:
            return
        (kind, indent, sign), self.begun = self.begun, None
        written, self.element = "\n".join(self.element), []
        if kind == "pcs":
            self._pcs_statement(indent, sign, written)
        elif kind == "relation":
            self._relation(indent, sign, written)
        else:
            member = self._element(written, indent)
            if kind == "item":
                self.report.changed("list item", "is a statement of its own", self.model.document.place(self.start))
            if member is not None:
                self._end_pcs()
                self.members = [member]
                self.last = self.top = member

    def _end_block(self) -> None:
        if self.pcs is not None and self.pcs.has_conclusion:
            self._end_pcs()

    def _heading(self, level: int, title: str, number: int) -> None:
        self._end_pcs()
        title = self._plain(title, number)[0] or "A heading"
        while self.groups and self.groups[-1][0] >= level:
            self.groups.pop()
        key = f"heading {number}"
        self.model.group(key, title, self.groups[-1][1] if self.groups else "")
        self.groups.append((level, key))
        self.last, self.top, self.members = None, None, []

    @property
    def group(self) -> str:
        return self.groups[-1][1] if self.groups else ""

    # elements

    def _plain(self, written: str, number: int) -> tuple[str, list[str]]:
        """A text without tags and data, and its tags."""
        tags = [one_line(hyphenated or bracketed) for bracketed, hyphenated in _TAG.findall(written)]
        self.id = ""
        for index in _DATA.findall(written):
            block = self.data[int(index)]
            if match := _OUR_ID.fullmatch(block):
                self.id = match[1]
            elif block.strip("{} \n"):
                self.report.dropped("data in braces", "a base has no place for it", self.model.document.place(number))
        text = _TAG.sub("", _DATA.sub("", written))
        text = _MENTION.sub(lambda match: match[1] or match[2], text)
        text = re.sub(r"\\([\\\[\]<>(){}#@*_+\-:.])", r"\1", text)
        return one_line(text.replace("\ue000", "{").replace("\ue001", "}")), tags

    def _element(self, written: str, indent: int) -> _Member | None:
        """A statement or an argument: defined, referred to, or without a title."""
        number = self.start
        titled = _TITLED.fullmatch(written.strip())
        if titled and (titled[1] == "[") == (titled[3] == "]") and not titled[5].startswith("("):
            rest = titled[5] if titled[4] else ""
            text, tags = self._plain(titled[5], number)
            title = one_line(titled[2])
            is_argument = titled[1] == "<"
            if not titled[4] and text:  # a link, or words behind a reference
                if rest or not is_argument:
                    return self._untitled(written, indent)
                text = ""
            if is_argument:
                argument = self.model.argument(title, title, text, f"<{title}>", number, self.group)
                argument.tags.extend(tags)
                return _Member(indent, ARGUMENT, title)
            statement = self.model.statement(f"[{title}]", title, text, f"[{title}]", number, self.group)
            statement.tags.extend(tags)
            statement.id = statement.id or self.id
            return _Member(indent, STATEMENT, statement.key)
        return self._untitled(written, indent)

    def _untitled(self, written: str, indent: int) -> _Member | None:
        text, tags = self._plain(written, self.start)
        if not text:
            return None
        key = f"line {self.start}"
        while key in self.model.document.statements:
            key += "'"
        statement = self.model.statement(key, "", text, f"line {self.start}", self.start, self.group)
        statement.tags.extend(tags)
        return _Member(indent, STATEMENT, key)

    # relations

    def _relation(self, indent: int, sign: str, written: str) -> None:
        number = self.start
        member = self._element(written, indent)
        if member is None:
            self.report.dropped("relation", "it leads to nothing", self.model.document.place(number))
            return
        while self.members and self.members[-1].indent >= indent and len(self.members) > 1:
            self.members.pop()
        if not self.members:
            self.report.dropped("relation", "nothing stands above it", self.model.document.place(number))
            self.members, self.last, self.top = [member], member, member
            return
        parent = self.members[-1]
        self.members.append(member)
        self.last = member
        self._relate(parent, member, sign, number)

    def _relate(self, parent: _Member, child: _Member, sign: str, number: int) -> None:
        type = _TYPES["><" if sign == "><" else sign.strip("<>")]
        outgoing = sign.endswith(">") and sign != "><"  # from what stands above
        start, end = (parent, child) if outgoing else (child, parent)
        between_statements = start.kind == end.kind == STATEMENT
        if self.strict and between_statements and type in ("support", "attack"):
            type = "entails" if type == "support" else "contrary"
        if start.kind == INFERENCE:
            self.report.dropped(type, "it starts from an inference", self.model.document.place(number))
            return
        if self.pcs is not None and end.kind == INFERENCE and type != "undercut":
            why = "only an undercut can be about an inference"
            self.report.dropped(type, why, self.model.document.place(number))
            return
        self.model.relation(type, (start.kind, start.key), (end.kind, end.key), number)

    # premise-conclusion structures

    def _inference(self, line: _Line) -> bool:
        """Take a line that belongs to the mark of an inference."""
        inline = _INLINE_RULES.fullmatch(line.text)
        collapsed, delimiter = _COLLAPSED.fullmatch(line.text), _DELIMITER.fullmatch(line.text)
        if not (inline or collapsed or delimiter) or (
            self.pcs is None and (self.begun is None or self.begun[0] != "pcs")
        ):
            return False
        self._flush()
        if self.pcs is None:
            self.report.dropped(
                "mark of an inference", "it stands in no argument", self.model.document.place(line.number)
            )
            return True
        if self.pcs.rules is not None:
            self.pcs.infer("\n".join(self.pcs.rules), line.number)
            self.pcs.rules = None
        elif delimiter:
            self.pcs.rules = []
            return True
        else:
            self.pcs.infer(inline[1] if inline else "", line.number)
        self.members = [_Member(line.indent, INFERENCE, self.pcs.next_key)]
        return True

    def _pcs_statement(self, indent: int, number: str, written: str) -> None:
        if self.pcs is None or (number == "1" and self.pcs.statements):
            self._end_pcs()
            above = (
                self.last if indent else self.top
            )  # an indented one belongs to the element above it, of whatever level
            self.pcs = _Pcs(above.key if above is not None and above.kind == ARGUMENT else "", self.start)
        statement = self._element(written, indent)
        if statement is None or statement.kind != STATEMENT:
            self.report.dropped("statement of an argument", "it is no statement", self.model.document.place(self.start))
            return
        self.pcs.add(number, statement.key)
        self.members = [statement]

    def _end_pcs(self) -> None:
        """Give the argument its inferences."""
        pcs, self.pcs = self.pcs, None
        if pcs is None:
            return
        self.top = None
        place = self.model.document.place(pcs.line)
        if not pcs.inferences:
            self.report.dropped("premise-conclusion structure", "it has no inference; its statements are kept", place)
            return
        key = pcs.argument or f"argument {pcs.line}"
        title = pcs.argument
        argument = self.model.argument(
            key, title, "", f"<{title}>" if title else f"line {pcs.line}", pcs.line, self.group
        )
        if argument.inferences:
            self.report.dropped(
                "premise-conclusion structure", "the argument has one already; its statements are kept", place
            )
            return
        for inference in pcs.inferences:
            inference.place = inference.place or place
            rules, data = inference.rules, _DATA.findall(inference.rules)
            if data:
                self._uses(inference, pcs, self.data[int(data[0])])
                inference.rules = _DATA.sub("", rules)
        argument.inferences = pcs.inferences
        self._name_inferences(key, pcs)
        for _ in pcs.premises[1:]:
            self.report.dropped("premise", "no inference uses it; the statement is kept", place)

    def _name_inferences(self, key: str, pcs: _Pcs) -> None:
        """Let undercuts of this argument's inferences know the keys that these will have."""
        keys = {}
        for number, temporary in enumerate(pcs.keys, start=1):
            keys[temporary] = f"<{key}>" if number == len(pcs.inferences) else f"<{key}>.{number}"
        for relation in self.model.relations:
            if relation.end[0] == INFERENCE and relation.end[1] in keys:
                relation.end = (INFERENCE, keys[relation.end[1]])

    def _uses(self, inference: PcsInference, pcs: _Pcs, block: str) -> None:
        content: object = plain_yaml(block)
        uses = content.get("uses") if isinstance(content, Mapping) else None
        keys = (
            [pcs.numbers[str(one)] for one in uses or () if str(one) in pcs.numbers] if isinstance(uses, list) else []
        )
        if keys:
            inference.premises = [key for key in keys if key != inference.conclusion]
        for key in sorted(set(map(str, content)) - {"uses"}) if isinstance(content, Mapping) else ():
            self.report.dropped(f"{key} of an inference", "a base has no place for it", inference.place)


class _Pcs:
    """A premise-conclusion structure that is being read."""

    def __init__(self, argument: str, line: int) -> None:
        self.argument = argument
        self.line = line
        self.statements = 0
        self.numbers: dict[str, str] = {}
        self.premises: list[str] = []
        self.inferences: list[PcsInference] = []
        self.keys: list[str] = []
        self.rules: list[str] | None = None
        self.waiting: str | None = None
        self.has_conclusion = False

    @property
    def next_key(self) -> str:
        """The key by which an undercut may name the inference that was marked last."""
        return f"inference {self.line}.{len(self.keys)}"

    def infer(self, rules: str, line: int) -> None:
        """The mark of an inference; the next statement is its conclusion."""
        self.waiting = rules
        self.keys.append(f"inference {self.line}.{len(self.keys) + 1}")

    def add(self, number: str, key: str) -> None:
        """A premise, or the conclusion of an inference, which is a premise of the next."""
        self.statements += 1
        self.numbers[number] = key
        if self.waiting is None:
            self.premises.append(key)
            return
        self.inferences.append(PcsInference(self.premises, key, self.waiting))
        self.waiting, self.premises, self.has_conclusion = None, [key], True


def closing_brace(text: str, start: int) -> int:
    """Where a brace that opens is closed; -1 where it is not."""
    depth, at, quote = 0, start, ""
    while at < len(text):
        sign = text[at]
        if quote:
            quote = "" if sign == quote else quote
        elif sign == '"':
            quote = sign
        elif sign in "{}":
            depth += 1 if sign == "{" else -1
            if depth == 0:
                return at + 1
        elif sign == "\n" and text[at : at + 2] == "\n\n" and depth == 1 and "\n" not in text[start:at]:
            return -1
        at += 1
    return -1
