"""Sources as lines of a bibliography."""

from __future__ import annotations

import pytest

from cited import PAPER, PEOPLE
from cruxbase.site import citations
from cruxbase.site.citations import bibliography, shown_item
from hostile_base import SHORT


def test_a_line_of_the_bibliography() -> None:
    """Names, year, title, journal; a sign that means something to HTML is shown as itself."""
    (line,) = bibliography([shown_item("x", PAPER, PEOPLE.get)], {}).values()
    assert "Dai, W." in line
    assert "(2024)" in line
    assert "<i>Journal of Things</i>" in line
    assert "&lt;certainty&gt;" in line


def test_lines_are_kept_and_made_again_when_a_source_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    """What an earlier build made is used, for the same data and no others."""
    kept: dict[str, str] = {}
    first = bibliography([shown_item("x", PAPER, PEOPLE.get)], kept)
    monkeypatch.setattr(citations, "_rendered", lambda items: {item["id"]: "again" for item in items})
    assert bibliography([shown_item("x", PAPER, PEOPLE.get)], kept) == first
    assert bibliography([shown_item("x", {**PAPER, "title": "Other"}, PEOPLE.get)], kept) == {"x": "again"}


@pytest.mark.parametrize("attack", SHORT)
def test_no_attack_gets_through_a_citation(attack: str) -> None:
    """citeproc-py reads some markup in titles; only italics and the like are left of it."""
    source = {**PAPER, "title": attack, "container": attack, "publisher": attack, "authors": [attack, "wei-dai"]}
    (line,) = bibliography([shown_item("x", source, PEOPLE.get)], {}).values()
    for element in ("<script", "<img", "<svg", "<a", "<div", "<style", "<b onclick"):
        assert element not in line
