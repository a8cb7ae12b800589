"""Records laid out in one way: keys in order, prose folded, comments kept where they belong.

The layout never changes what a record says. A text whose new layout would not read back equal is left as it
is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from cruxbase.diagnostics import Diagnostic
from cruxbase.editing.comments import Attached, Path, attached
from cruxbase.parsing.layout import Collection, Entry, Layout, Node, Scalar, layout
from cruxbase.parsing.located import Path as KeyPath
from cruxbase.parsing.located import located
from cruxbase.parsing.raw_text import Text, text_of
from cruxbase.parsing.validation import model_at
from cruxbase.records import KEY_ORDER, RECORD_TYPES, Record, step_name

WIDTH = 100
_INDENT = "  "
_BREAK = re.compile(r"(?<=[^ ]) (?=[^ ])")
_UNFIT_FOR_BLOCKS = re.compile(r"[\t\r\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
_ODD_BREAKS = re.compile(r"[\x85\u2028\u2029]")


def formatted(content: str, path: str = "") -> str:
    r"""The text of a record laid out in the one way; the same text where it cannot be read.

    Args:
        content: the text.
        path: its file, which no one sees.

    >>> print(formatted("title: A claim\ntype: claim\nsources: [ a,b ]\n"), end="")
    type: claim
    title: A claim
    sources: [a, b]
    """
    crlf = "\r\n" in content
    plain = content.replace("\r\n", "\n").replace("\r", "\n") if "\r" in content else content
    if _ODD_BREAKS.search(plain):
        return content
    decoded = text_of(plain.encode(errors="surrogatepass"), path)
    if isinstance(decoded, Diagnostic):
        return content
    read = located(decoded)
    if read.data is None or any(problem.severity == "error" for problem in read.problems):
        return content
    taken = layout(decoded)
    writing = _Writing(taken, plain, RECORD_TYPES.get(str(read.data.get("type"))))
    made = "\n".join(writing.lines()) + "\n"
    if made == plain or not _says_the_same(made, read.data, taken, path):
        return content
    return made.replace("\n", "\r\n") if crlf else made


def _says_the_same(made: str, data: object, before: Layout, path: str) -> bool:
    text = Text(path, made)
    again = located(text)
    if again.data != data or any(problem.severity == "error" for problem in again.problems):
        return False
    kept = Counter(comment.text for comment in layout(text).comments)
    return kept == Counter(comment.text for comment in before.comments)


class _Writing:
    """Writes one record anew."""

    def __init__(self, taken: Layout, content: str, model: type[Record] | None) -> None:
        self.root = taken.root
        self.content = content
        self.model = model
        self.comments: Attached = attached(taken, content)

    def lines(self) -> Iterator[str]:
        """The lines of the whole text."""
        if self.comments.header:
            yield from self.comments.header
            yield ""
        yield from self._collection(self.root, (), (), "")

    def _collection(self, node: Collection, path: Path, keys: KeyPath, indent: str) -> Iterator[str]:
        """The entries of a collection in block style, then what stands at its end."""
        for place, number in enumerate(self._order(node, keys)):
            here = (*path, number)
            entry = node.entries[number]
            head = self.comments.head.get(here, [])
            tail = self.comments.tail.get(here, "")
            below: KeyPath = (*keys, entry.name if entry.key is not None else number)
            own = list(self._entry(entry, here, below, indent))
            while _is_comment(own[0]):
                head = [*head, own.pop(0).strip()]
            if tail and not self._takes_tail(entry, own[0]):
                head, tail = [*head, tail], ""
            while place == 0 and head and not head[0]:
                head = head[1:]
            yield from (indent + line if line else "" for line in head)
            yield own[0] + (f"  {tail}" if tail else "")
            yield from own[1:]
        foot = self.comments.foot.get(path, [])
        yield from (indent + line if line else "" for line in foot)

    def _takes_tail(self, entry: Entry, first_line: str) -> bool:
        """Whether a comment after the first line is still a comment, and about the same entry."""
        if entry.key is None and isinstance(entry.value, Collection):
            return entry.value.flow and first_line.rstrip().endswith(("]", "}"))
        return True

    def _order(self, node: Collection, keys: KeyPath) -> list[int]:
        """The numbers of the entries in the order in which they are written."""
        numbers = list(range(len(node.entries)))
        if not node.is_mapping:
            return numbers
        known = self._known_keys(keys)
        if not known:
            return numbers
        rank = {name: place for place, name in enumerate(known)}
        return sorted(numbers, key=lambda number: rank.get(node.entries[number].name, len(rank)))

    def _known_keys(self, keys: KeyPath) -> Sequence[str]:
        if not keys:
            return KEY_ORDER
        part = model_at(self.model, keys) if self.model is not None else None
        if part is None:
            return ()
        return [field.alias or name for name, field in part.model_fields.items()]

    def _entry(self, entry: Entry, path: Path, keys: KeyPath, indent: str) -> Iterator[str]:
        """The lines of one entry, without the comments above it and after its first line."""
        start = indent + (f"{self._slice(entry.key)}:" if entry.key is not None else "-")
        value = entry.value
        if isinstance(value, Scalar):
            yield from self._scalar(value, start, indent)
            return
        if value.flow:
            line = self._flow(value, path, keys)
            if line is not None and len(start) + 1 + len(line) <= WIDTH:
                yield f"{start} {line}"
                return
        if entry.key is not None:
            yield start
            yield from self._collection(value, path, keys, indent + _INDENT)
            return
        inner = list(self._collection(value, path, keys, indent + _INDENT))
        while _is_comment(inner[0]):  # above the first key of an item: it goes above the dash
            yield inner.pop(0)
        yield f"{start} {inner[0][len(indent) + len(_INDENT) :]}"
        yield from inner[1:]

    # values on one line

    def _flow(self, node: Node, path: Path, keys: KeyPath) -> str | None:
        """A value as it stands inside brackets on one line; None where it cannot."""
        if isinstance(node, Scalar):
            written = self._slice(node)
            return written if node.style not in ("|", ">") and "\n" not in written else None
        if path in self.comments.unfolded or not node.flow:
            return None
        parts = []
        for number in self._order(node, keys):
            entry = node.entries[number]
            below: KeyPath = (*keys, entry.name if entry.key is not None else number)
            value = self._flow(entry.value, (*path, number), below)
            if value is None:
                return None
            parts.append(value if entry.key is None else f"{self._slice(entry.key)}: {value}")
        joined = ", ".join(parts)
        return f"{{{joined}}}" if node.is_mapping else f"[{joined}]"

    def _slice(self, scalar: Scalar) -> str:
        return self.content[scalar.start : scalar.end]

    # texts

    def _scalar(self, scalar: Scalar, start: str, indent: str) -> Iterator[str]:
        """A text after its key or dash: as it was where that fits, folded where it does not."""
        written = self._slice(scalar)
        fits = "\n" not in written and len(start) + 1 + len(written) <= WIDTH
        if scalar.style not in ("|", ">") and (fits or not self._may_fold(scalar)):
            yield f"{start} {written if chr(10) not in written else quoted(scalar.value)}".rstrip()
            return
        block = self._literal(scalar, indent) if scalar.style == "|" else folded(scalar.value, indent + _INDENT)
        if block is not None:
            yield f"{start} {block[0]}"
            yield from block[1:]
        else:
            yield f"{start} {quoted(scalar.value)}"

    def _may_fold(self, scalar: Scalar) -> bool:
        """Whether a long text is prose. The name of a step is one word, however long."""
        return " " in scalar.value.strip() and step_name(scalar.value) is None

    def _literal(self, scalar: Scalar, indent: str) -> list[str] | None:
        """A text whose own line breaks are kept."""
        value = scalar.value
        body = value.rstrip("\n")
        if _UNFIT_FOR_BLOCKS.search(value) or not body or body[0] in " \n":
            return None
        ending = len(value) - len(body)
        sign = {0: "|-", 1: "|"}.get(ending, "|+")
        lines = body.split("\n") + [""] * (ending - 1)
        return [sign, *(indent + _INDENT + line if line else "" for line in lines)]


def _is_comment(line: str) -> bool:
    return not line or line.lstrip().startswith("#")


def folded(value: str, indent: str) -> list[str] | None:
    """A text folded to the width; None where folding could not give it back."""
    body = value.rstrip("\n")
    ending = len(value) - len(body)
    if ending > 1 or not body or _UNFIT_FOR_BLOCKS.search(value):
        return None
    paragraphs = body.split("\n")
    if any(paragraph.startswith(" ") or paragraph.endswith(" ") for paragraph in paragraphs):
        return None
    lines = [">-" if ending == 0 else ">"]
    for number, paragraph in enumerate(paragraphs):
        if number:
            lines.append("")
        if paragraph:
            lines.extend(_wrapped(paragraph, indent))
    return lines


def _wrapped(paragraph: str, indent: str) -> Iterator[str]:
    """A paragraph as lines of at most the width, broken only at single spaces."""
    line = ""
    for word in _BREAK.split(paragraph):
        if line and len(indent) + len(line) + 1 + len(word) > WIDTH:
            yield indent + line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield indent + line


_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def quoted(value: str) -> str:
    """A text in double quotes on one line; anything can be said so."""
    return '"' + "".join(_ESCAPES.get(character) or _escaped(character) for character in value) + '"'


def _escaped(character: str) -> str:
    if not _UNFIT_FOR_BLOCKS.match(character):
        return character
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
