"""Tables that can be sorted and taken away."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

TABLE = "viewpoints/carlsmith-2022/"


def column(page: Page, number: int) -> list[str]:
    """The texts of a column of the first table."""
    return page.eval_on_selector_all(
        f".cb-beliefs >> nth=0 >> tbody tr td:nth-child({number})", "cells => cells.map(cell => cell.innerText.trim())"
    )


def test_a_table_sorts_both_ways(page: Page, site: Any) -> None:
    """A press on a heading sorts by its column, a second one the other way round; the heading says which."""
    page.goto(site.url + TABLE)
    before = column(page, 2)
    page.click(".cb-sort:has-text('Credence') >> nth=0")
    expect(page.locator("th[aria-sort=ascending]")).to_have_count(1)
    numbers = [float(text.strip("%~<>").split("–")[0].strip("%")) for text in column(page, 2)]
    assert numbers == sorted(numbers)
    page.click(".cb-sort:has-text('Credence') >> nth=0")
    expect(page.locator("th[aria-sort=descending]")).to_have_count(1)
    numbers = [float(text.strip("%~<>").split("–")[0].strip("%")) for text in column(page, 2)]
    assert numbers == sorted(numbers, reverse=True)
    assert sorted(column(page, 2)) == sorted(before)


def test_a_table_is_taken_away_as_csv_and_json(page: Page, site: Any, tmp_path: Path) -> None:
    """Both files hold a row for each row of the table, under its headings."""
    page.goto(site.url + TABLE)
    rows = page.locator(".cb-beliefs >> nth=0 >> tbody tr").count()
    page.evaluate("for (const folded of document.querySelectorAll('article details')) folded.open = true")
    for label in ("CSV", "JSON"):
        with page.expect_download() as waited:
            page.click(f".cb-take button:has-text('{label}') >> nth=0")
        target = tmp_path / label
        waited.value.save_as(target)
        text = target.read_text(encoding="utf-8")
        records = list(csv.DictReader(text.splitlines())) if label == "CSV" else json.loads(text)
        assert len(records) == rows
        assert list(records[0]) == ["Claim", "Credence", "On what basis"]


def test_what_the_script_adds_to_tables_moves_nothing(page: Page, site: Any) -> None:
    """Neither the headings' buttons nor the line below a table takes room: the page is as high as without a script."""
    page.goto(site.url + TABLE)
    high = page.evaluate("document.querySelector('article').scrollHeight")
    page.evaluate("""document.querySelectorAll('.cb-take').forEach(line => line.remove());
        document.querySelectorAll('.cb-sort').forEach(button => button.replaceWith(...button.childNodes));""")
    assert abs(page.evaluate("document.querySelector('article').scrollHeight") - high) <= 1


@pytest.mark.browser_context_args(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
def test_a_table_sorts_on_a_phone(page: Page, site: Any) -> None:
    """Where each row is a paragraph a choice of 44 pixels stands above them, sorts both ways, and moves nothing when it comes."""
    page.goto(site.url + TABLE)
    choice = page.locator(".cb-sort-by").first
    box = choice.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    assert box["x"] + box["width"] <= 360
    before = page.evaluate("document.querySelector('article').scrollHeight")
    for way, down in (("Credence ↑", False), ("Credence ↓", True)):
        choice.select_option(label=way)
        expect(page.locator(f"th[aria-sort={'descending' if down else 'ascending'}]")).to_have_count(1)
        numbers = [float(text.strip("%~<>").split("–")[0].strip("%")) for text in column(page, 2)]
        assert numbers == sorted(numbers, reverse=down)
    page.evaluate("document.querySelectorAll('.cb-sort-by').forEach(choice => choice.remove())")
    assert page.evaluate("document.querySelector('article').scrollHeight") == before


@pytest.mark.browser_context_args(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
def test_equations_are_whole_on_a_phone(page: Page, site: Any) -> None:
    """Each is a line of text that breaks: nothing of it lies outside the page."""
    for path in sorted((site.folder / "models").glob("*/index.html")):
        page.goto(f"{site.url}models/{path.parent.name}/")
        assert (
            page.eval_on_selector_all(
                ".cb-equations", "parts => parts.filter(part => part.scrollWidth > part.clientWidth + 1).length"
            )
            == 0
        ), path.parent.name
