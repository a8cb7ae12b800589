"""What the page of a source says that the source says."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from cruxbase.site.build.generators import Generator
from cruxbase.site.formatting import KINDS, several
from sites import Project
from support import valid_texts

BUILT_ON = """
type: claim
title: Monitors could be sold
topic: monitoring
statement: A firm could live by selling monitors.
origin: reconstructed
notes: No text says so.
sources: [{source: quill-monitors-2024, at: §9, role: background}]
supports: [deploy-with-monitors]
"""
RTL = """
type: claim
title: المراقبة تكشف معظم المحاولات
topic: monitoring
statement: نظام ثان يقرأ كل إجراء (AI control) يلاحظ معظم المحاولات.
origin: reconstructed
notes: x
supports: [deploy-with-monitors]
"""


def _section(page: str, id: str) -> str:
    """What stands between a heading and the next one; empty where there is no such heading."""
    found = re.search(rf'<h2 id="{id}".*?(?=<h2 |<footer)', page, re.DOTALL)
    return found[0] if found else ""


def test_background_is_not_what_a_source_says(rendered: Callable[[Generator], Project], tmp_path: Path) -> None:
    """A claim to which a source is background stands under what was built on it; one that it asserts, under what it says."""
    project = rendered("mkdocs").copied(tmp_path / "p").write(valid_texts())
    project.write({"claims/monitoring/monitors-could-be-sold.yaml": BUILT_ON.lstrip()}).build()
    page = project.page("sources/quill-monitors-2024")
    stands = {
        (id, section)
        for section in ("says", "built")
        for id in ("monitors-could-be-sold", "monitors-catch-most-attempts")
        if f"claims/{id}/" in _section(page, section)
    }
    assert stands == {("monitors-could-be-sold", "built"), ("monitors-catch-most-attempts", "says")}


def test_texts_declare_their_direction_and_language(rendered: Callable[[Generator], Project], tmp_path: Path) -> None:
    """Title and statement find their direction by their own letters, and a script that is not Latin is declared."""
    project = rendered("mkdocs").copied(tmp_path / "p").write(valid_texts())
    project.write({"claims/monitoring/rtl.yaml": RTL.lstrip()}).build()
    page = project.page("claims/rtl")
    marks = [(name, dir, lang) for name, dir, lang in re.findall(r'<(h1|div)[^>]* dir="(\w+)" lang="([\w-]+)"', page)]
    assert marks == [("h1", "auto", "und-Arab"), ("div", "auto", "und-Arab")]


def test_claims_are_counted_apart(rendered: Callable[[Generator], Project], tmp_path: Path) -> None:
    """Home counts statements of all types together, and says how many of each; "claims" are those of that type only."""
    texts = valid_texts()
    project = rendered("mkdocs").copied(tmp_path / "p").write(texts)
    project.build()
    kinds = ("claim", "hypothesis", "prediction", "norm", "proposal")
    expected = {kind: sum(text.startswith(f"type: {kind}\n") for text in texts.values()) for kind in kinds}
    shown = re.search(r'cb-counts">(\d+) statements \(([^)]*)\)', project.page(""))
    assert shown is not None
    assert sum(expected.values()) == int(shown[1])
    parts = {several(number, *KINDS[kind]) for kind, number in expected.items() if number}
    assert parts == set(re.split(", | and ", shown[2]))
    embed = (project.site / "embed/map/index.html").read_text(encoding="utf-8")
    assert f"{sum(expected.values())} statements in" in embed
