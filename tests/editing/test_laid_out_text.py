"""The quick writer of records lays them out as `fmt` does."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cruxbase.editing.creating import laid_out_text
from cruxbase.editing.formatting import formatted
from cruxbase.parsing.located import located
from cruxbase.parsing.raw_text import Text

SIGNS = st.sampled_from(list("ab cD:#-'\"\n\t.,>|[]{}é—0123~!&*%@`?x  "))
TEXTS = st.text(alphabet=SIGNS, min_size=1, max_size=160).filter(
    lambda text: bool(text.strip()) and text == text.strip()
)
IDS = st.sampled_from(["a", "b-c", "null", "no", "1-2", "true", "12", "a-very-long-id-that-goes-on-and-on-for-ever"])


@st.composite
def records(draw: st.DrawFn) -> dict[str, Any]:
    """Claims with all kinds of texts, lists and parts, keys of parts in the order of the schema."""
    data: dict[str, Any] = {"type": "claim", "title": draw(TEXTS), "topic": draw(IDS), "statement": draw(TEXTS)}
    citations = st.tuples(IDS, TEXTS, TEXTS).map(lambda parts: dict(zip(("source", "at", "note"), parts, strict=True)))
    data["sources"] = draw(st.lists(citations, min_size=1, max_size=2))
    steps = st.tuples(IDS, st.lists(IDS, min_size=1, max_size=4)).map(
        lambda parts: {"claim": parts[0], "with": parts[1]}
    )
    data["supports"] = draw(st.lists(st.one_of(IDS, steps), min_size=1, max_size=3))
    long = f"{'a-' * 30}a -> {'b-' * 30}b (step-2)"
    data["undercuts"] = draw(st.lists(st.sampled_from(["a -> b", long]), min_size=1, max_size=2))
    return data


@settings(max_examples=200, deadline=None)
@given(records())
def test_fmt_changes_nothing_and_nothing_is_lost(data: dict[str, Any]):
    """What is written is in the one layout, and reads back as it was."""
    text = laid_out_text(data)
    assert text == formatted(text)
    assert data == located(Text("", text)).data
