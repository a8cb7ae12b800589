"""YAML text as plain data, with a span for every key and value.

All scalars come out as strings: `no`, `12:30` and `0x10` mean what they say, and the schema alone decides types. What
later stages could not see (duplicate keys, anchors, tags, several documents) is found here.
"""

from __future__ import annotations

import gc
import operator
import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

import yaml

from cruxbase.diagnostics import Diagnostic, Edit, Fix, Related, Span, diagnostic
from cruxbase.parsing.plain_layout import data_in_plain_layout
from cruxbase.parsing.raw_text import MAX_DEPTH, Text, is_composed, may_be_deep
from cruxbase.parsing.syntax import first_look_alike, syntax_finding
from cruxbase.support.plain_data import WrittenMapping, WrittenValue

try:
    from yaml.cyaml import CParser  # type: ignore[attr-defined] # the stubs do not re-export it

    class _Composer(CParser):
        """libyaml's composer, without the tag resolution that we do not want."""

        def __init__(self, stream: str) -> None:
            CParser.__init__(self, stream)

        def resolve(self, kind: object, value: object, implicit: object) -> None:
            return None

        # Called for every node and to no purpose here, so by builtins that take as many arguments and cost nothing.
        descend_resolver = operator.is_
        ascend_resolver = gc.isenabled

except ImportError:  # PyYAML built without libyaml
    from yaml.composer import Composer
    from yaml.parser import Parser
    from yaml.reader import Reader
    from yaml.scanner import Scanner

    class _Composer(Reader, Scanner, Parser, Composer):  # type: ignore[no-redef]
        """PyYAML's own composer, without the tag resolution that we do not want."""

        def __init__(self, stream: str) -> None:
            Reader.__init__(self, stream)
            Scanner.__init__(self)
            Parser.__init__(self)
            Composer.__init__(self)

        def resolve(self, kind: object, value: object, implicit: object) -> None:
            return None

        def descend_resolver(self, current_node: object, current_index: object) -> None:
            return None

        def ascend_resolver(self) -> None:
            return None


Path = tuple[str | int, ...]

_Scalar = yaml.ScalarNode

_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_COMMENT_AFTER = re.compile(r"[ \t]+#[^\n]*")
_NO_SPACE = re.compile(r"(?:#.*\n|\s)*\w+:\S")
_END_OF_PIECE = re.compile(r" *(?:[,}]|\Z)")
_LETTER_AND_MARKS = re.compile(r"[^\x00-\x7f]|[^\W_][^\x00-\x7f]+")
_TAG = re.compile(r"![^\s,\[\]{}]*")

_COMMENTED = re.compile(r": +#\w")
"""A value that became a comment: `at: #3`. A remark has a space after its sign."""


class LoadedYaml(NamedTuple):
    """The data of one file and what is wrong with its YAML.

    Attributes:
        data: a mapping of plain strings, lists and mappings; None where nothing could be read.
        problems: findings, in the order of the text.
        empty: paths of the keys that were written without a value and are absent from `data`.
    """

    data: WrittenMapping | None
    problems: tuple[Diagnostic, ...] = ()
    empty: frozenset[Path] = frozenset()


class _Refused(Exception):
    """Ends the reading of a file with one finding."""

    def __init__(self, finding: Diagnostic) -> None:
        super().__init__(finding.message)
        self.finding = finding


def located(text: Text, plain: WrittenMapping | None = None) -> LoadedYaml:
    """The data in one file's text.

    Valid files take a short way: most need no YAML parser, the others are composed once, into strings without positions.
    Letters that are written as a letter and a mark come out as one character (Unicode's normal form C), so that what looks
    the same is the same.

    Args:
        text: of the file.
        plain: the data of it that were read without a parser, where that was tried before and went well.
    """
    read = _as_written(text) if plain is None else LoadedYaml(plain)
    if is_composed(text.content):
        return read
    data = None if read.data is None else _composed_mapping(read.data)
    return LoadedYaml(data, (*read.problems, _decomposed(text)), frozenset(map(_composed_path, read.empty)))


def _composed(value: WrittenValue) -> WrittenValue:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    return _composed_mapping(value) if isinstance(value, dict) else list(map(_composed, value))


def _composed_mapping(data: WrittenMapping) -> WrittenMapping:
    return {unicodedata.normalize("NFC", key): _composed(value) for key, value in data.items()}


def _composed_path(path: Path) -> Path:
    return tuple(unicodedata.normalize("NFC", key) if isinstance(key, str) else key for key in path)


def _decomposed(text: Text) -> Diagnostic:
    stretches = [match.span() for match in _LETTER_AND_MARKS.finditer(text.content)]
    edits = tuple(
        Edit(text.span(start, end), unicodedata.normalize("NFC", text.content[start:end]))
        for start, end in stretches
        if not unicodedata.is_normalized("NFC", text.content[start:end])
    )
    letter = edits[0].replacement if edits else ""
    return diagnostic(
        "yaml/decomposed-letters",
        f"{letter!r} is written as a letter and a mark" if edits else "letters are not in Unicode's normal form",
        edits[0].span if edits else text.span(0, 1),
        help="write it as one character; 'cruxbase fix' does it for the whole file",
        fix=Fix("Write each such letter as one character", edits) if edits else None,
    )


def _as_written(text: Text) -> LoadedYaml:
    data = data_in_plain_layout(text.content)
    return _parsed(text) if data is None else LoadedYaml(data)


def _parsed(text: Text) -> LoadedYaml:
    """What a YAML parser makes of a text."""
    try:
        problems = tuple(_token_problems(text))
        root = _root(text)
    except _Refused as refusal:
        return LoadedYaml(None, (refusal.finding,))
    try:
        if not _may_hide_text(text.content):
            return LoadedYaml(_plain_mapping(root, 1), problems)
    except _NeedsCare:
        pass
    builder = _Builder(text)
    try:
        data = builder.mapping(root, (), 1)
    except _Refused as refusal:
        return LoadedYaml(None, (*problems, *builder.problems, refusal.finding))
    return LoadedYaml(data, (*problems, *builder.problems), frozenset(builder.empty))


def _may_hide_text(content: str) -> bool:
    """Whether what was meant as text may have become a comment; plain search is far faster than a regex here."""
    return " #" in content or "\t#" in content


def _root(text: Text) -> yaml.MappingNode:
    try:
        composer = _Composer(text.content)
        root = composer.get_single_node()
    except yaml.YAMLError as error:
        raise _Refused(syntax_finding(text, error)) from None
    except RecursionError:
        raise _Refused(_too_deep(text.span(0, 1))) from None
    if root is None:
        raise _Refused(
            diagnostic(
                "yaml/no-record", "the file holds no record", text.span(0, 0), help="write a record, or delete the file"
            )
        )
    if not isinstance(root, yaml.MappingNode):
        if (typed := first_look_alike(text, 0, len(text.content))) is not None:
            raise _Refused(typed)
        raise _Refused(
            diagnostic(
                "yaml/no-record",
                "a record is a mapping of keys to values",
                _node_span(text, root).first_line(),
                help="put a space after each colon, as in 'type: claim'"
                if _NO_SPACE.match(text.content)
                else "begin with 'type: claim' (or another type), one key a line",
            )
        )
    return root


def _token_problems(text: Text) -> Iterator[Diagnostic]:
    """What only the event stream shows: anchors, aliases, further documents, deep nesting."""
    content = text.content
    if not ("&" in content or "*" in content or "---" in content or "..." in content or may_be_deep(content)):
        return
    depth = 0
    documents = 0
    parser = _Composer(content)
    try:
        while (event := parser.get_event()) is not None:
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > MAX_DEPTH:
                    raise _Refused(_too_deep(_event_span(text, event)))
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            elif isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents == 2:
                    raise _Refused(
                        diagnostic(
                            "yaml/several-documents",
                            "the file holds more than one document",
                            _event_span(text, event),
                            help="move what follows '---' into a file of its own",
                        )
                    )
            elif isinstance(event, yaml.AliasEvent):
                raise _Refused(_anchor_finding(text, event, "an alias"))
            if isinstance(event, yaml.NodeEvent) and event.anchor:
                yield _anchor_finding(text, event, "an anchor")
    except yaml.YAMLError as error:
        raise _Refused(syntax_finding(text, error)) from None


def _anchor_finding(text: Text, event: yaml.NodeEvent, what: str) -> Diagnostic:
    span = _event_span(text, event)
    return diagnostic(
        "yaml/anchor",
        f"{what} is not allowed here",
        span._replace(end_line=span.line, end_column=span.column + 1 + len(event.anchor or "")),
        label=what,
        help="write the value out where it is needed; put text that begins with & or * in quotes",
    )


def _too_deep(span: Span) -> Diagnostic:
    return diagnostic(
        "yaml/too-deep",
        f"values are nested more than {MAX_DEPTH} levels deep",
        span,
        help="no record needs more than five",
    )


class _NeedsCare(Exception):
    """Something in the nodes that the short way does not handle."""


def _plain_mapping(node: yaml.Node, depth: int) -> WrittenMapping:
    """The mapping of a node in which nothing is amiss; otherwise raises `_NeedsCare`."""
    if node.tag or depth > MAX_DEPTH or not node.value:
        raise _NeedsCare
    data: WrittenMapping = {}
    for key, value in node.value:
        if key.tag or type(key) is not _Scalar:
            raise _NeedsCare
        name = key.value
        if name in data or name == "<<":
            raise _NeedsCare
        # Nearly every value is a scalar: a call for each would be the largest cost here.
        if type(value) is _Scalar and not value.tag and (value.style or value.value not in _NULLS):
            data[name] = value.value
        else:
            data[name] = _plain_value(value, depth + 1)
    return data


def _plain_value(node: yaml.Node, depth: int) -> WrittenValue:
    if type(node) is _Scalar:
        if node.tag or (not node.style and node.value in _NULLS):
            raise _NeedsCare
        text: str = node.value
        return text
    if type(node) is yaml.MappingNode:
        return _plain_mapping(node, depth)
    if node.tag or depth > MAX_DEPTH or not node.value:
        raise _NeedsCare
    return [_plain_value(item, depth + 1) for item in node.value]


class _Builder:
    """Turns composed nodes into plain data and notes what it must refuse."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.problems: list[Diagnostic] = []
        self.empty: set[Path] = set()
        self._above_empty: set[Path] = set()
        self.may_hide_text = _may_hide_text(text.content)

    def mapping(self, node: yaml.Node, path: Path, depth: int) -> WrittenMapping:
        if depth > MAX_DEPTH:
            raise _Refused(_too_deep(_node_span(self.text, node).first_line()))
        if node.tag:
            self._refuse_tag(node)
        data: WrittenMapping = {}
        first: dict[str, yaml.Node] = {}
        for key_node, value_node in node.value:
            if type(key_node) is not yaml.ScalarNode:
                raise _Refused(self._complex_key(key_node))
            if key_node.tag:
                self._refuse_tag(key_node)
            key = key_node.value
            first.setdefault(key, key_node)
            if key in data or (*path, key) in self.empty:
                self._duplicate(first[key], key, key_node)
            elif key == "<<":
                self._merge_key(key_node)
            else:
                value = self._value(value_node, (*path, key), depth, key_node)
                if value is not None:
                    data[key] = value
        return data

    def _value(self, node: yaml.Node, path: Path, depth: int, key_node: yaml.Node | None) -> WrittenValue | None:
        if type(node) is yaml.ScalarNode:
            value: str = node.value
            if node.tag:
                self._refuse_tag(node)
                if not value:  # '!important' reads as a tag with nothing after it
                    self._note_empty(path)
                    return None
            if not node.style and value in _NULLS:
                self._empty(node, path, key_node)
                return None
            if self.may_hide_text and not node.style:
                self._look_for_comment(node)
            return value
        if type(node) is yaml.MappingNode:
            mapping = self.mapping(node, path, depth + 1)
            if not mapping:
                self._empty(node, path, key_node)
            return mapping or None
        if depth >= MAX_DEPTH:
            raise _Refused(_too_deep(_node_span(self.text, node).first_line()))
        if node.tag:
            self._refuse_tag(node)
        items = [self._value(item, (*path, i), depth + 1, None) for i, item in enumerate(node.value)]
        # An empty entry keeps its place, so that the entries after it keep their paths.
        if not items:
            self._empty(node, path, key_node)
        return ["" if item is None else item for item in items] or None

    def _empty(self, node: yaml.Node, path: Path, key_node: yaml.Node | None) -> None:
        has_empty_parts = path in self._above_empty
        self._note_empty(path)
        if has_empty_parts:
            return
        at = key_node if key_node is not None else node
        name = f"{path[-1]!r}" if isinstance(path[-1], str) else "this entry"
        span = _node_span(self.text, at).first_line()
        help_text = "leave the key out where there is nothing to say; quote the word if you mean the text itself"
        if self._is_commented_out(at):
            help_text = "what begins with # is a comment: put the text in quotes"
        if self._is_piece(at):
            help_text = (
                "between { and } a comma ends a value: put text with a comma in quotes, and write decimals with a point"
            )
        self.problems.append(diagnostic("yaml/empty-value", f"{name} has no value", span, help=help_text))

    def _note_empty(self, path: Path) -> None:
        self.empty.add(path)
        while path not in self._above_empty:
            self._above_empty.add(path)
            path = path[:-1]

    def _is_commented_out(self, key_node: yaml.Node) -> bool:
        """Whether what stands on the line of a key without a value is a comment that begins like a number or a word."""
        end = key_node.end_mark.index
        line = self.text.content[end : self.text.content.find("\n", end)]
        return _COMMENTED.match(line) is not None

    def _is_piece(self, key_node: yaml.Node) -> bool:
        """Whether a key without a value is rather what follows a comma in the value before it."""
        content, start = self.text.content, key_node.start_mark.index
        while start and content[start - 1] == " ":
            start -= 1
        return content[max(start - 1, 0) : start] == "," and bool(_END_OF_PIECE.match(content, key_node.end_mark.index))

    def _duplicate(self, first: yaml.Node, key: str, key_node: yaml.Node) -> None:
        self.problems.append(
            diagnostic(
                "yaml/duplicate-key",
                f"the key {key!r} is given twice",
                _node_span(self.text, key_node),
                label="second time",
                related=(Related(_node_span(self.text, first), "first given here"),),
                help="keep one of them, or make one list of both",
            )
        )

    def _merge_key(self, key_node: yaml.Node) -> None:
        self.problems.append(
            diagnostic(
                "yaml/merge-key",
                "merge keys are not allowed",
                _node_span(self.text, key_node),
                help="write the values out: each record is read alone",
            )
        )

    def _complex_key(self, key_node: yaml.Node) -> Diagnostic:
        return diagnostic(
            "yaml/complex-key",
            "a key must be plain text",
            _node_span(self.text, key_node).first_line(),
            help="a '{', '[' or '?' at the start of a value begins a structure; quote the text if you mean it literally",
        )

    def _refuse_tag(self, node: yaml.Node) -> None:
        start = node.start_mark.index
        written = _TAG.match(self.text.content, start)
        end = written.end() if written else start + 1
        self.problems.append(
            diagnostic(
                "yaml/tag",
                f"the tag {self.text.content[start:end]!r} is not allowed",
                self.text.span(start, end),
                help="remove it: the schema decides types; quote text that begins with '!'",
            )
        )

    def _look_for_comment(self, node: yaml.Node) -> None:
        end = node.end_mark.index
        match = _COMMENT_AFTER.match(self.text.content, end)
        if match is None:
            return
        start = node.start_mark.index
        whole = self.text.content[start : match.end()]
        quoted = '"' + whole.replace("\\", "\\\\").replace('"', '\\"') + '"'
        self.problems.append(
            diagnostic(
                "yaml/comment-after-text",
                "what follows ' #' is a comment and not part of the text",
                self.text.span(end, match.end()),
                label="not read",
                help="put the text in quotes if it belongs there, or give the comment a line of its own",
                fix=Fix("Quote the text", (Edit(self.text.span(start, match.end()), quoted),), safe=False)
                if "\n" not in whole
                else None,
            )
        )


def _node_span(text: Text, node: yaml.Node) -> Span:
    start, end = node.start_mark.index, node.end_mark.index
    return _visible_span(text, start, start + len(text.content[start:end].rstrip()))


def _event_span(text: Text, event: yaml.Event) -> Span:
    start, end = event.start_mark, event.end_mark
    assert start is not None, "libyaml marks every event"
    assert end is not None, "libyaml marks every event"
    return _visible_span(text, start.index, end.index).first_line()


def _visible_span(text: Text, start: int, end: int) -> Span:
    """A stretch of at least one character: the last visible one before, where nothing follows on the line."""
    content = text.content
    if end <= start:
        line, stop = content.rfind("\n", 0, start) + 1, content.find("\n", start)
        visible = len(content[line:start].rstrip())
        if visible and not content[start : stop if stop >= 0 else None].strip():
            return text.span(line + visible - 1, line + visible)
    return text.span(start, max(end, start + 1))


class SpanTable:
    """Where every key and value of one text stands.

    It is made only when a finding needs a place: keeping positions for all files would double the memory.
    """

    def __init__(self, text: Text) -> None:
        self._text = text
        self._keys: dict[Path, tuple[int, int]] = {}
        self._values: dict[Path, tuple[int, int]] = {}
        try:
            root = _Composer(text.content).get_single_node()
        except (yaml.YAMLError, RecursionError):
            root = None
        if isinstance(root, yaml.MappingNode):
            self._walk(root, ())

    def _walk(self, node: yaml.Node, path: Path) -> int:
        """Note the places in a node; the end of the node."""
        end = node.end_mark.index
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if isinstance(key, yaml.ScalarNode) and (*path, key.value) not in self._keys:
                    self._keys[(*path, key.value)] = (key.start_mark.index, key.end_mark.index)
                    last = self._walk(value, (*path, key.value))
                else:
                    last = value.end_mark.index
        elif isinstance(node, yaml.SequenceNode):
            for i, item in enumerate(node.value):
                last = self._walk(item, (*path, i))
        # A block goes on, for the parser, up to the next key, comments included: its last entry says where it ends.
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            end = last
        self._values[path] = (node.start_mark.index, end)
        return int(end)

    def value(self, path: Path) -> Span:
        """The place of the value at `path`, or of its nearest ancestor that is written."""
        while path not in self._values and path:
            path = path[:-1]
        if path not in self._values or not path:
            return self.top()
        start, end = self._values[path]
        content = self._text.content[start:end].rstrip()
        return self._text.span(start, start + max(len(content), 1))

    def key(self, path: Path) -> Span:
        """The place of the key at the end of `path`; of its value where it is a list's entry."""
        while path and path not in self._keys:
            if path in self._values:
                return self.value(path).first_line()
            path = path[:-1]
        if not path:
            return self.top()
        return self._text.span(*self._keys[path])

    def top(self) -> Span:
        """The value of `type`, which stands for the record as a whole, or else the file's first character."""
        if ("type",) in self._values:
            return self._text.span(*self._values[("type",)])
        return self._text.span(0, 1)

    def entry(self, path: Path) -> Span:
        """The whole lines of the key and value at `path`, for deleting them."""
        start = self._keys.get(path, self._values.get(path, (0, 0)))[0]
        end = self._values.get(path, (0, 0))[1]
        content = self._text.content
        start = content.rfind("\n", 0, start) + 1
        while end > start and content[end - 1] in " \n\r":
            end -= 1
        newline = content.find("\n", end)
        return self._text.span(start, len(content) if newline < 0 else newline + 1)

    def offset(self, path: Path) -> int:
        """How many characters stand before the value at `path`; 0 where it is not written."""
        return self._values.get(path, (0, 0))[0]

    def written(self, path: Path) -> str:
        """The text of the value at `path` as it stands in the file; empty where it is not written."""
        if path not in self._values:
            return ""
        start, end = self._values[path]
        return self._text.content[start:end].rstrip()
