"""One table of marks, for pictures made here and for the browser: kinds of edge, types of record, status.

Kinds of edge differ by colour, dash and head, so that none depends on colour alone. Colours are Okabe and Ito's (*Color
Universal Design*, 2008), darkened or lightened to a contrast of 3 : 1 against the page in each palette.
"""

from __future__ import annotations

from typing import NamedTuple


class EdgeMark(NamedTuple):
    """How one kind of edge is drawn.

    Attributes:
        label: what it says, from start to end.
        light: colour on a light page.
        dark: colour on a dark page.
        dash: stroke-dasharray, or empty for a solid line.
        head: `triangle`, `bar`, `cross`, `diamond` or `open`.
    """

    label: str
    light: str
    dark: str
    dash: str
    head: str


class TypeMark(NamedTuple):
    """How one type of record is drawn.

    Attributes:
        label: its name.
        shape: `box`, `round`, `cut`, `diamond` or `fold`.
    """

    label: str
    shape: str


class StatusMark(NamedTuple):
    """How a status is shown: by a sign and a shape as well as a colour.

    Attributes:
        label: its name for readers.
        sign: one character.
        light: colour on a light page.
        dark: colour on a dark page.
        meaning: what it says of a claim.
    """

    label: str
    sign: str
    light: str
    dark: str
    meaning: str


EDGES: dict[str, EdgeMark] = {
    "supports": EdgeMark("supports", "#0072b2", "#56b4e9", "", "triangle"),
    "attacks": EdgeMark("attacks", "#c04a00", "#ff8c42", "7 4", "bar"),
    "undercuts": EdgeMark("undercuts", "#8a3f75", "#e08fc4", "2 3", "cross"),
    "requires": EdgeMark("requires, turns on", "#5f6368", "#a8adb3", "", "diamond"),
    "refines": EdgeMark("answers, refines", "#00795a", "#2fc39a", "8 3 2 3", "open"),
}
TYPES: dict[str, TypeMark] = {
    "claim": TypeMark("claim", "box"),
    "hypothesis": TypeMark("hypothesis", "round"),
    "evidence": TypeMark("evidence", "fold"),
    "prediction": TypeMark("prediction", "round"),
    "norm": TypeMark("norm", "box"),
    "definition": TypeMark("definition", "cut"),
    "proposal": TypeMark("proposal", "cut"),
    "question": TypeMark("question", "round"),
    "crux": TypeMark("crux", "diamond"),
    "argument": TypeMark("argument", "cut"),
}
STATUSES: dict[str, StatusMark] = {
    "in": StatusMark("in", "●", "#00664b", "#2fc39a", "in: what speaks for it outweighs what speaks against it"),
    "challenged": StatusMark("challenged", "◉", "#00664b", "#2fc39a", "in, though an objection to it stands"),
    "stated": StatusMark("stated", "◆", "#00664b", "#2fc39a", "believed; no reasons for or against it are on record"),
    "unargued": StatusMark("no reasons yet", "○", "#5f6368", "#a8adb3", "nobody has argued for or against it"),
    "out": StatusMark("out", "✕", "#a63f00", "#ff8c42", "out: outweighed, excluded, or it needs what falls"),
    "undecided": StatusMark("undecided", "◐", "#5f6368", "#a8adb3", "open: the reasons do not settle it"),
}


SMALLEST_DOT, DOT_GROWTH, LARGEST_DOT = 0.25, 0.03, 0.48
"""Radius in slots of a dot of the map on which nothing depends, what it grows by with the root of what does, and the largest."""


def css_variables(palette: str) -> str:
    """The colours as CSS custom properties of one palette, `light` or `dark`."""
    edges = [f"--cb-{kind}: {getattr(mark, palette)};" for kind, mark in EDGES.items()]
    statuses = [f"--cb-{kind}: {getattr(mark, palette)};" for kind, mark in STATUSES.items()]
    return " ".join(edges + statuses)


def as_plain() -> dict[str, dict[str, dict[str, str]]]:
    """The whole table for the browser, as JSON-ready mappings."""
    return {
        "edges": {kind: mark._asdict() for kind, mark in EDGES.items()},
        "types": {kind: mark._asdict() for kind, mark in TYPES.items()},
        "statuses": {kind: mark._asdict() for kind, mark in STATUSES.items()},
    }
