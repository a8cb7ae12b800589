"""A file's bytes as text, with everything refused that must not reach the parser.

libyaml composes recursively and crashes the whole process on deep nesting, so depth is looked at before composing.
"""

from __future__ import annotations

import codecs
import re
import string
import unicodedata
from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple

from cruxbase.diagnostics import Diagnostic, Edit, Fix, Span, diagnostic

MAX_BYTES = 256 * 1024
MAX_DEPTH = 32
_LINE_END = re.compile("\n")
_USUAL = (string.ascii_lowercase + string.digits + " \n.,:;-_>'\"()/").encode()


class Text(NamedTuple):
    """The text of one file, able to turn character offsets into spans.

    Attributes:
        path: the file, for spans.
        content: its whole text.
    """

    path: str
    content: str

    def span(self, start: int, end: int) -> Span:
        """The stretch from one character offset up to another."""
        content = self.content
        start = min(max(start, 0), len(content))
        end = min(max(end, start), len(content))
        starts = _line_starts(content)
        line = bisect_right(starts, start)
        end_line = bisect_right(starts, end)
        return Span(self.path, line, start - starts[line - 1] + 1, end_line, end - starts[end_line - 1] + 1)


@lru_cache(maxsize=2)
def _line_starts(content: str) -> tuple[int, ...]:
    """The offset of the first character of each line: a file with many findings is looked through once."""
    return (0, *(match.end() for match in _LINE_END.finditer(content)))


@lru_cache(maxsize=160)  # of a batch of files, which are looked at once for their layout and once for what is unclean
def unusual(content: str) -> str:
    """The characters of a text without those of which nearly every text is full: a few dozen.

    What holds an unusual character is in the text only if it is here, and to look here costs a hundredth. Neighbours here
    need not be neighbours there.

    >>> unusual("title: See [this](a) & that")
    'S[]&'
    """
    rest = content.encode(errors="surrogatepass").translate(None, _USUAL)
    return rest.decode(errors="surrogatepass")


def is_latin_1(text: str) -> bool:
    """Whether all characters are among the first 256, none of which looks like one of them or is put together of two."""
    if text.isascii():
        return True
    try:
        text.encode("latin-1")  # far faster than a look at each character
    except UnicodeEncodeError:
        return False
    return True


def is_composed(text: str) -> bool:
    """Whether no letter is written as a letter and a mark (Unicode's normal form C)."""
    return is_latin_1(text) or unicodedata.is_normalized("NFC", text)


def text_of(raw: bytes, path: str) -> Text | Diagnostic:
    """The decoded text of a file, or the finding that says why it cannot be read.

    Args:
        raw: the bytes of the file.
        path: the file, for the finding's span.
    """
    if len(raw) > MAX_BYTES:
        return too_large(path, len(raw))
    if raw.startswith(codecs.BOM_UTF8):
        return _with_byte_order_mark(path)
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in raw[:4]:
        return diagnostic(
            "yaml/not-utf8",
            "the file is UTF-16 or UTF-32, not UTF-8",
            Span(path),
            help="save it again with the encoding UTF-8",
        )
    try:
        return Text(path, raw.decode())
    except UnicodeDecodeError as error:
        before = Text(path, raw[: error.start].decode())
        at = before.span(len(before.content), len(before.content))
        return diagnostic(
            "yaml/not-utf8",
            f"the byte 0x{raw[error.start]:02x} is not UTF-8",
            at._replace(end_column=at.column + 1),
            help="save the file with the encoding UTF-8",
        )


def too_large(path: str, size: int) -> Diagnostic:
    """The finding about a file of more bytes than a record may have, which need not be read for it."""
    written = f"{size // 1024:,} KiB, the limit is {MAX_BYTES // 1024}"
    return diagnostic(
        "yaml/too-large", f"the file is too large: {written}", Span(path), help="split it: one record a file"
    )


def _with_byte_order_mark(path: str) -> Diagnostic:
    mark = Span(path, 1, 1, 1, 2)
    return diagnostic(
        "yaml/byte-order-mark",
        "the file begins with a byte order mark",
        mark,
        help="save it as UTF-8 without BOM",
        fix=Fix("Remove the byte order mark", (Edit(mark, ""),)),
    )


def may_be_deep(content: str) -> bool:
    """Whether nesting could go beyond what the composer survives, judged without parsing.

    Block nesting needs indentation, which the size limit bounds; only brackets and indicators that nest on one line
    (`- - -`, `? ? ?`) can go deep cheaply.
    """
    return (
        content.count("[") + content.count("{") > MAX_DEPTH
        or "\t" in content
        or "- -" in content
        or ("?" in content and ("- ?" in content or "? -" in content or "? ?" in content))
    )
