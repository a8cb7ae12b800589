"""Hypothesis strategies for YAML texts of records, in all the ways in which people write them."""

from __future__ import annotations

import json

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

_WORDS = (
    "a",
    "claim",
    "of",
    "2023",
    "no",
    "x: y",
    "#1",
    "it's",
    '"so"',
    "- b",
    "[c]",
    "{d",
    "é",
    "漢字",
    "p->q",
    "0.5",
    "…",
)
_KEYS = (
    *("title", "type", "topic", "statement", "sources", "supports", "attacks", "aliases", "notes", "claim", "source"),
    *("at", "because", "with", "extra", "zeta"),
)
_PADDING = ("", "", "", " ", "  ", "\n")


@st.composite
def prose(draw: DrawFn) -> str:
    """A text of a few or many words, sometimes with line breaks and odd spaces."""
    words = draw(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=30))
    gaps = draw(
        st.lists(st.sampled_from((" ", " ", " ", " ", "  ", "\n", "\n\n")), min_size=len(words), max_size=len(words))
    )
    text = "".join(word + gap for word, gap in zip(words, gaps, strict=True)).strip()
    return draw(st.sampled_from(_PADDING)) + text + draw(st.sampled_from(_PADDING))


values: SearchStrategy[object] = st.recursive(
    prose(),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=4) | st.dictionaries(st.sampled_from(_KEYS), inner, min_size=1, max_size=4)
    ),
    max_leaves=8,
)


@st.composite
def record_texts(draw: DrawFn) -> str:
    """The text of a mapping; not all of them are valid YAML."""
    data = draw(st.dictionaries(st.sampled_from(_KEYS), values, min_size=1, max_size=6))
    writer = _Writer(draw)
    lines = [*writer.above(0), *writer.mapping(data, 0), *writer.above(0)]
    return "\n".join(lines) + draw(st.sampled_from(("\n", "", "\n\n", "\n# end\n", "\n  # end")))


class _Writer:
    def __init__(self, draw: DrawFn) -> None:
        self.draw = draw
        self.number = 0

    def comment(self) -> str:
        self.number += 1
        return f"# comment {self.number}"

    def above(self, indent: int) -> list[str]:
        kind = self.draw(st.sampled_from(("", "", "", "", "", "own", "blank", "deeper", "both", "top")))
        pad = " " * indent
        return {
            "": [],
            "own": [pad + self.comment()],
            "blank": [""],
            "deeper": [pad + "  " + self.comment()],
            "both": ["", pad + self.comment(), "", pad + self.comment()],
            "top": [self.comment()],
        }[kind]

    def tail(self) -> str:
        return self.draw(st.sampled_from(("", "", "", "", " "))) and f" {self.comment()}"

    def mapping(self, data: dict[str, object], indent: int) -> list[str]:
        lines: list[str] = []
        for key, value in data.items():
            lines += self.above(indent)
            lines += self.entry(f"{' ' * indent}{key}:", value, indent)
        return lines

    def entry(self, start: str, value: object, indent: int) -> list[str]:
        if isinstance(value, str):
            return self.text(start, value, indent)
        if self.draw(st.integers(0, 3)) == 0:
            return [f"{start} {self.flow(value, indent)}{self.tail()}"]
        deeper = indent + self.draw(st.sampled_from((1, 2, 2, 4)))
        if isinstance(value, dict):
            return [start + self.tail(), *self.mapping(value, deeper)]
        assert isinstance(value, list)
        below = indent if start.rstrip().endswith(":") and self.draw(st.booleans()) else deeper
        return [start + self.tail(), *self.items(value, below)]

    def items(self, values: list[object], indent: int) -> list[str]:
        lines: list[str] = []
        for value in values:
            lines += self.above(indent)
            dash = " " * indent + "-"
            if isinstance(value, dict) and self.draw(st.booleans()):
                first, *rest = self.mapping(value, indent + 2)
                if first.strip() and not first.strip().startswith("#"):
                    lines += [f"{dash} {first.lstrip()}", *rest]
                else:
                    lines += [dash, first, *rest]
            else:
                lines += self.entry(dash, value, indent)
        return lines

    def text(self, start: str, value: str, indent: int) -> list[str]:
        style = self.draw(st.sampled_from(("plain", "'", '"', "|", ">", "lines", "below")))
        pad = " " * (indent + self.draw(st.integers(1, 4)))
        body = value.strip("\n")
        if style == "plain":
            return [f"{start} {' '.join(value.split())}{self.tail()}"]
        if style == "below":
            return [start + self.tail(), f"{pad}{' '.join(value.split())}{self.tail()}"]
        if style == "'":
            quoted = body.replace("'", "''").replace("\n", "\n\n" + pad)
            return [f"{start} '{quoted}'{self.tail()}"]
        if style == '"':
            return [f"{start} {json.dumps(value, ensure_ascii=self.draw(st.booleans()))}{self.tail()}"]
        if style == "lines":
            return [f"{start} " + f"\n{pad}".join(value.split()) + self.tail()]
        sign = style + self.draw(st.sampled_from(("", "-", "+")))
        return [f"{start} {sign}{self.tail()}", *(pad + line if line else "" for line in body.split("\n"))]

    def flow(self, value: object, indent: int) -> str:
        gap = self.draw(
            st.sampled_from(("", "", " ", f"\n{' ' * (indent + 3)}", f" {self.comment()}\n{' ' * (indent + 3)}"))
        )
        if isinstance(value, str):
            return gap + json.dumps(value, ensure_ascii=False)
        if isinstance(value, dict):
            return "{" + ",".join(f"{gap}{key}: {self.flow(inner, indent)}" for key, inner in value.items()) + gap + "}"
        assert isinstance(value, list)
        return "[" + ",".join(gap + self.flow(inner, indent) for inner in value) + gap + "]"
