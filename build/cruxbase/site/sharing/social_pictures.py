"""The picture that other sites show beside a link to a page: what the page says, and its numbers, set in type.

Pillow draws it, in the one font that Pillow itself brings along (Aileron, dedicated to the public domain), so that nothing is
fetched and a page looks the same wherever it is built. A picture takes a third of a millisecond; ISA-L compresses it, in a
quarter of zlib's time and to less. It is no larger than those sites ask for that show it across a column (600 by 315 and
more). Of a small base every page has one of its own, of a large one those that are shared most. A page in a script that the
font has no letters for has none.
"""

from __future__ import annotations

import functools
import struct
import zlib
from typing import TYPE_CHECKING, Literal, NamedTuple

from cruxbase.records import CLAIM_LIKE
from cruxbase.site import formatting
from cruxbase.site.prose import harmless
from cruxbase.support.kept_data import digest

if TYPE_CHECKING:
    from collections.abc import Callable

    from PIL._imaging import ImagingCore
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

    from cruxbase.site.context import SiteContext

Pictures = Literal["auto", "all", "few", "none"]
"""Of which pages a picture is drawn: all of them, the few kinds that are shared most, or none; `auto` goes by their number."""

PICTURES: tuple[Pictures, ...] = ("auto", "all", "few", "none")
MOST_BY_THEMSELVES = 3000
"""With more records than this, `auto` draws pictures of the few kinds only."""

_FEW = ("crux", "model", "pair", "topic")
SIZE = (800, 420)

_EDGE = 48
_ROOM = SIZE[0] - 2 * _EDGE
_BAR = 10  # the width of the coloured bar at the left
_TITLE_SIZES = (43, 37, 32, 28)
_MOST_TITLE_LINES = 3
_TEXT_SIZE, _SMALL_SIZE = 22, 18
_PAPER = (0xFD, 0xFD, 0xFC)
_INK = (0x1D, 0x26, 0x30)
_SHADES = 8  # of each of the two colours; the last is the colour itself
_DARK, _MIDDLE, _LIGHT, _FAINT = 7, 5, 4, 1
_ROW_START = 2  # pixels before each row, two a byte: together the byte 0 that begins a row of a PNG
_BARS = {
    "crux": (0x1D, 0x26, 0x30),
    "pair": (0xC0, 0x4A, 0x00),
    "source": (0x8A, 0x3F, 0x75),
    "person": (0x00, 0x79, 0x5A),
    "topic": (0x00, 0x79, 0x5A),
}
_BAR_COLOUR = (0x00, 0x72, 0xB2)  # of claims and whatever else


class SocialPicture(NamedTuple):
    """What the picture of a page says.

    Attributes:
        kind: of the page; decides the colour of the bar.
        eyebrow: what the page is.
        title: its title.
        text: what it says.
        facts: its numbers.
        site: the name of the site.
    """

    kind: str
    eyebrow: str
    title: str
    text: str
    facts: str
    site: str

    @property
    def fingerprint(self) -> str:
        """What tells one picture from another without drawing it."""
        return digest(repr((tuple(self), _drawn_by())).encode())


def picture_address(page: str) -> str:
    """The address of a page's picture below the site's.

    >>> picture_address("claims/a/")
    'embed/claims/a/card.png'
    """
    return f"embed/{page}card.png"


def chosen_pictures(wanted: Pictures, records: int) -> Pictures:
    """Of which pages a picture is drawn in a base with so many records; `auto` is never the answer."""
    if not _can_draw():
        return "none"
    return wanted if wanted != "auto" else "all" if records <= MOST_BY_THEMSELVES else "few"


def social_picture(
    context: SiteContext, key: str, title: str, description: str, wanted: Pictures
) -> SocialPicture | None:
    """What the picture of a page says; None where none is to be drawn, or the font lacks its letters.

    Args:
        context: what all pages share.
        key: the id of the record, or the key of the pair of people.
        title: of their page.
        description: what the page says of itself to search engines.
        wanted: of which pages a picture is drawn.
    """
    kind = "pair" if key in context.pairs else context.kind(key)
    if wanted == "none" or (wanted == "few" and kind not in _FEW):
        return None
    eyebrow, facts = _facts(context, key, kind)
    text = "" if description == title else description
    eyebrow, title, text, facts, name = map(_plain, (eyebrow, title, text, facts, context.site.name))
    picture = SocialPicture(kind, eyebrow, title, text, facts, name)
    return picture if _has_letters(frozenset("".join(picture[1:]))) else None


def _plain(text: str) -> str:
    return " ".join(harmless(text).split())


def _facts(context: SiteContext, key: str, kind: str) -> tuple[str, str]:
    """What kind of page it is, in words, and the numbers that it shows."""
    graph = context.kb.graph
    if kind == "pair":
        between = context.between(context.pairs[key])
        both = formatting.several(len(between.shared), "claim")
        return "Two views side by side", f"Both speak of {both} · they differ on {len(between.differed) or 'none'}"
    word = formatting.KINDS[kind][0].capitalize()
    if kind == "topic":
        return word, formatting.several(len(context.reading_order.get(key, ())), "claim")
    if kind == "source":
        cited = {citation.record for citation in graph.citations_of(key)}
        return word, f"{context.short(key)} · cited by {formatting.several(len(cited), 'record')}"
    if kind == "viewpoint":
        return word, f"Speaks of {formatting.several(len(graph.beliefs_of(key)), 'claim')}"
    if kind not in CLAIM_LIKE:
        return word, ""
    topics = graph.links_from("topic", key)
    where = f"{word} in {graph.title(topics[0].end)}" if topics else word
    return where, " · ".join(_claim_facts(context, key, kind))


def _claim_facts(context: SiteContext, key: str, kind: str) -> list[str]:
    graph = context.kb.graph
    facts = []
    if kind == "crux":
        sides = list(graph.links_from("side", key))
        decided = len(list(graph.links_from("decides", key)))
        facts.append(formatting.several(len(sides), "side"))
        facts += [f"{formatting.several(decided, 'claim turns', 'claims turn')} on it"] if decided else []
    else:
        kinds = [step.kind for step in graph.steps_into(key)]
        if kinds:
            against = kinds.count("attacks") or "none"
            facts.append(f"{formatting.several(kinds.count('supports'), 'reason')} for it, {against} against")
        if graph.beliefs_in(key):
            facts.append(formatting.several(len(graph.beliefs_in(key)), "stated view"))
    depending = context.dependents_of_each[key].total
    if depending:
        facts.append(f"bears on {formatting.several(depending, 'claim')}")
    return facts


# Drawing


@functools.cache
def _can_draw() -> bool:
    """Whether Pillow is there, with the library that sets its font."""
    try:
        from PIL import features
    except ImportError:
        return False
    return bool(features.check("freetype2"))


@functools.cache
def _drawn_by() -> str:
    from PIL import __version__, features

    return f"{__version__} {features.version('freetype2')} {_compressing()[0]}"


@functools.cache
def _compressing() -> tuple[str, Callable[[bytes], bytes]]:
    """What compresses a picture, and the function that does: ISA-L, or zlib where that is not to be had.

    Both at their lowest level: the highest of zlib that pays takes twice the time for a tenth of the size.
    """
    try:
        from isal import __version__, isal_zlib
    except ImportError:
        return f"zlib {zlib.ZLIB_RUNTIME_VERSION}", functools.partial(zlib.compress, level=1)
    return f"isal {__version__}", functools.partial(isal_zlib.compress, level=1)


@functools.cache
def _font(size: int) -> FreeTypeFont:
    from PIL import ImageFont

    font = ImageFont.load_default(size)
    assert isinstance(font, ImageFont.FreeTypeFont)
    return font


@functools.cache
def _letter(sign: str) -> bytes:
    return bytes(_font(_TEXT_SIZE).getmask(sign))


@functools.lru_cache(maxsize=65536)
def _has_letter(sign: str) -> bool:
    """Whether the font has a sign: what it lacks is drawn as it draws a sign that no font has."""
    return sign.isspace() or (not _is_joined(sign) and _letter(sign) != _letter("\U000fffff"))


def _is_joined(sign: str) -> bool:
    """Whether a sign is of a script written from right to left or with joined letters, which need more than a font."""
    return "\u0590" <= sign <= "\u109f" or "\ufb1d" <= sign <= "\ufefc"


@functools.lru_cache(maxsize=65536)
def _has_letters(signs: frozenset[str]) -> bool:
    return all(map(_has_letter, signs))


def drawn(picture: SocialPicture) -> bytes:
    """The picture as a PNG of 16 colours, some 17 KB; the same picture gives the same bytes."""
    from PIL import Image, ImageDraw

    image = Image.new(
        "P", (_ROW_START + SIZE[0], SIZE[1]), 0
    )  # 0 is paper; up to _DARK shades of ink, from there of the bar
    pen = ImageDraw.Draw(image)
    pen.rectangle((_ROW_START, 0, _ROW_START + _BAR - 1, SIZE[1] - 1), fill=2 * _SHADES - 1)
    top = 42
    for line in _broken(picture.eyebrow, _SMALL_SIZE, 1):
        _line(pen, (_EDGE, top), line, _SMALL_SIZE, _LIGHT)
    top += 34
    size, lines = _fitted(picture.title)
    for number, line in enumerate(lines):
        _line(pen, (_EDGE, top + round(number * size * 1.2)), line, size, _DARK)
    top += round(len(lines) * size * 1.2) + 18
    foot = SIZE[1] - 62
    leading = _TEXT_SIZE * 1.36
    for number, line in enumerate(_broken(picture.text, _TEXT_SIZE, int((foot - 16 - top) // leading))):
        _line(pen, (_EDGE, top + round(number * leading)), line, _TEXT_SIZE, _MIDDLE)
    pen.rectangle((_ROW_START + _EDGE, foot, _ROW_START + SIZE[0] - _EDGE, foot), fill=_FAINT)
    name = _broken(picture.site, _SMALL_SIZE, 1, 240)
    taken = _width_of_line(name[0], _SMALL_SIZE) if name else 0.0
    for line in _broken(picture.facts, _SMALL_SIZE, 1, _ROOM - (taken + 28 if name else 0)):
        _line(pen, (_EDGE, foot + 18), line, _SMALL_SIZE, _MIDDLE)
    for line in name:
        _line(pen, (round(SIZE[0] - _EDGE - taken), foot + 18), line, _SMALL_SIZE, _LIGHT)
    return _png(image, _BARS.get(picture.kind, _BAR_COLOUR))


def _line(pen: ImageDraw, at: tuple[int, int], line: str, size: int, shade: int) -> None:
    """Draw a line word by word: most words of a base were drawn before, and setting type is most of the work."""
    left: float = _ROW_START + at[0]
    draw, gap = pen.draw.draw_bitmap, _width(" ", size)
    for word in line.split():
        mask, (right, down), width = _set_word(word, size)
        draw((round(left) + right, at[1] + down), mask, shade)
        left += width + gap


@functools.lru_cache(maxsize=8192)  # some 10 MB
def _set_word(word: str, size: int) -> tuple[ImagingCore, tuple[int, int], float]:
    """A word as ink, where it stands against the upper left corner of its line, and how far it reaches."""
    return *_font(size).getmask2(word, "L", anchor="la"), _width(word, size)


@functools.lru_cache(maxsize=8192)
def _width_of_line(line: str, size: int) -> float:
    words = line.split()
    return sum(_width(word, size) for word in words) + _width(" ", size) * max(len(words) - 1, 0)


def _fitted(title: str) -> tuple[int, list[str]]:
    """The size at which a title takes few lines, and those lines."""
    for size in _TITLE_SIZES:
        lines = _broken(title, size, _MOST_TITLE_LINES + 1)
        if len(lines) <= _MOST_TITLE_LINES - (size == _TITLE_SIZES[0]):
            return size, lines
    return _TITLE_SIZES[-1], _broken(title, _TITLE_SIZES[-1], _MOST_TITLE_LINES)


@functools.lru_cache(maxsize=65536)
def _width(text: str, size: int) -> float:
    """How far a text reaches, in pixels: its letters side by side, as the font has no pairs of letters that stand closer."""
    return sum(_width_of_letter(sign, size) for sign in text)


@functools.lru_cache(maxsize=65536)
def _width_of_letter(sign: str, size: int) -> float:
    return float(_font(size).getlength(sign))


def _broken(text: str, size: int, most: int, room: float = _ROOM) -> list[str]:
    """A text in at most so many lines, the last with an ellipsis if it is cut."""
    gap = _width(" ", size)
    lines: list[str] = []
    line: list[str] = []
    taken = 0.0
    words = text.split()
    for number, word in enumerate(words):
        across = _width(word, size)
        if line and taken + gap + across > room:
            lines.append(" ".join(line))
            line, taken = [], 0.0
            if len(lines) == most:
                return [*lines[:-1], _cut(f"{lines[-1]} {' '.join(words[number:])}", size, room)]
        taken += across + (gap if line else 0)
        line.append(word)
    lines += [" ".join(line)] if line else []
    return [_cut(one, size, room) for one in lines[: max(most, 0)]]


def _cut(text: str, size: int, room: float) -> str:
    """A line as much of it as there is room for."""
    if _width_of_line(text, size) <= room:
        return text
    left = room - _width_of_letter("…", size)
    for at, sign in enumerate(text):
        left -= _width_of_letter(sign, size)
        if left < 0:
            return text[:at].rstrip(" ,;:") + "…"
    return text


def _png(image: Image, bar: tuple[int, int, int]) -> bytes:
    """A picture in shades of ink and of a colour as a PNG of 4 bits a pixel (ISO/IEC 15948)."""
    rows = image.tobytes("raw", "P;4")  # two pixels a byte; the byte before each row is in the picture
    return b"".join((_head(bar), _chunk(b"IDAT", _compressing()[1](rows)), _chunk(b"IEND", b"")))


@functools.cache
def _head(bar: tuple[int, int, int]) -> bytes:
    """What all pictures with a bar of one colour begin with: their size and their colours."""
    palette = b"".join(_shade(_INK, number) for number in range(_SHADES))
    palette += b"".join(_shade(bar, number) for number in range(_SHADES))
    header = struct.pack(">IIBBBBB", *SIZE, 4, 3, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"PLTE", palette)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return b"".join((struct.pack(">I", len(body)), kind, body, struct.pack(">I", zlib.crc32(body, zlib.crc32(kind)))))


def _shade(colour: tuple[int, int, int], number: int) -> bytes:
    part = number / (_SHADES - 1)
    return bytes(round(paper + (ink - paper) * part) for paper, ink in zip(_PAPER, colour, strict=True))
