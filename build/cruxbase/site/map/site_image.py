"""The picture that other sites show beside a link to this one: the base's strata, a dot for each claim.

It is one picture for the whole site, without letters. A picture for each claim with its statement set in type would want a
font's outlines and a rasteriser, which no light dependency brings; the statement is in the card's text instead.
"""

from __future__ import annotations

import struct
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING

from cruxbase.site.map.static_map import radius
from cruxbase.site.map.strata import Strata

if TYPE_CHECKING:
    from cruxbase.graph import ArgumentGraph

IMAGE_ADDRESS = "assets/cruxbase/card.png"
IMAGE_SIZE = (1200, 630)
IMAGE_ALT = "A map of the base: a column for each topic, a dot for each claim, foundations at the bottom."

_MARGIN = 48
_PAPER = (0xFB, 0xFB, 0xF9)
_INKS = {"crux": (0xC0, 0x4A, 0x00), "definition": (0xA8, 0xAD, 0xB3), "question": (0xA8, 0xAD, 0xB3)}
_INK = (0x2F, 0x6D, 0x9E)  # of everything else
_SHADES = 8  # from paper to full ink, for smooth edges
_PHASES = 4  # places within a pixel at which a dot's middle may be


def site_image(layout: Strata, graph: ArgumentGraph) -> bytes:
    """The strata of a base as a PNG; the same base gives the same bytes.

    Args:
        layout: its strata.
        graph: tells the kinds of its records.
    """
    width, height = IMAGE_SIZE
    pixels = [bytearray(width) for _ in range(height)]
    inks = [_INK, *dict.fromkeys(_INKS.values())]
    scale = min((width - 2 * _MARGIN) / max(layout.width, 1), (height - 2 * _MARGIN) / max(layout.height, 1), 40.0)
    left, top = (width - layout.width * scale) / 2, (height - layout.height * scale) / 2
    for id, place in layout.places.items():
        kind = graph.kind(id)
        middle = left + (layout.columns[place.column].left + place.x) * scale, top + place.y * scale
        size = max(radius(place.weight) * scale, 0.27 * scale if kind == "crux" else 0.9)
        _stamp(pixels, middle, size, kind == "crux", inks.index(_INKS.get(kind, _INK)))
    return _png(pixels, inks)


def _stamp(pixels: list[bytearray], middle: tuple[float, float], size: float, diamond: bool, ink: int) -> None:
    """Put a dot or diamond down."""
    x, y = (round(value * _PHASES) for value in middle)
    column, phase_x = divmod(x, _PHASES)
    row, phase_y = divmod(y, _PHASES)
    base = ink * _SHADES
    for down, line in _coverage(round(size * 8), phase_x, phase_y, diamond):
        target = row + down
        if 0 <= target < len(pixels):
            for across, shade in line:
                at = column + across
                if 0 <= at < len(pixels[target]) and shade > pixels[target][at] % _SHADES:
                    pixels[target][at] = base + shade


@lru_cache(maxsize=4096)
def _coverage(
    eighths: int, phase_x: int, phase_y: int, diamond: bool
) -> tuple[tuple[int, tuple[tuple[int, int], ...]], ...]:
    """How much of each pixel around its middle a shape covers, row by row, as shades."""
    size, reach = eighths / 8, eighths // 8 + 2
    lines = []
    for down in range(-reach, reach + 1):
        line = []
        for across in range(-reach, reach + 1):
            x, y = across + 0.5 - phase_x / _PHASES, down + 0.5 - phase_y / _PHASES
            # The distance to the edge, along the normal, is near enough to the share of the pixel inside it.
            inside = (size - abs(x) - abs(y)) / 2**0.5 if diamond else size - (x * x + y * y) ** 0.5
            shade = round(min(max(inside + 0.5, 0.0), 1.0) * (_SHADES - 1))
            if shade:
                line.append((across, shade))
        if line:
            lines.append((down, tuple(line)))
    return tuple(lines)


def _png(pixels: list[bytearray], inks: list[tuple[int, int, int]]) -> bytes:
    """Rows of palette indices as a PNG (ISO/IEC 15948): header, palette, data, end."""
    palette = bytearray()
    for ink in inks:
        for shade in range(_SHADES):
            part = shade / (_SHADES - 1)
            palette += bytes(round(paper + (colour - paper) * part) for paper, colour in zip(_PAPER, ink, strict=True))
    header = struct.pack(">IIBBBBB", len(pixels[0]), len(pixels), 8, 3, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + row for row in pixels), 9)
    chunks = ((b"IHDR", header), (b"PLTE", bytes(palette)), (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )
