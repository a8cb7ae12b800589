"""The map of a large base in a real browser, where relations come by topic: `test_map.py` holds too, with CRUXBASE_SMALL_PIECES."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cruxbase.loading.loading import load
from cruxbase.site.build.generators import Generator
from cruxbase.site.map import data as map_data
from support import REPOSITORY

BASE = REPOSITORY / "schema/examples/valid/claims"


@pytest.fixture(scope="module", params=["mkdocs"])
def site(request: pytest.FixtureRequest, made_site: Callable[[Path, Generator], Any]) -> Any:
    """The site of the example base, made as that of a large one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(map_data, "FEW", 0)
        return made_site(BASE, request.param)


def asked_for(page: Page) -> list[str]:
    """The pieces of relations that the page asks for from now on."""
    names: list[str] = []
    page.on("request", lambda request: names.extend(request.url.split("assets/map/relations")[1:]))
    return names


def settle(page: Page) -> None:
    expect(page.locator("#cruxbase-map[data-texts]")).to_be_attached()
    page.wait_for_function(
        "() => !cruxbase.map.base.isMissing && !cruxbase.map.pieces.pending && !cruxbase.map.overview.waiting"
    )


def step_of_the_base() -> tuple[str, str]:
    """A premise and its conclusion."""
    step = next(iter(load(BASE).knowledge_base.graph.steps.values()))
    return step.premises[0], step.conclusion


def test_relations_come_when_a_topic_is_opened(page: Page, site: Any) -> None:
    """The overview needs none; a topic needs the piece of its own, once."""
    names = asked_for(page)
    page.goto(f"{site.url}map/")
    settle(page)
    assert names == []
    page.evaluate("cruxbase.map.openTopic(0)")
    page.wait_for_function("() => cruxbase.map.overview.spots.size > 0")
    settle(page)
    assert names == ["/0.js"]


def test_what_surrounds_a_claim_comes_along_the_way(page: Page, site: Any) -> None:
    """A claim's premises are in its picture and its panel, in a copy on a disk too."""
    premise, conclusion = step_of_the_base()
    for root in (f"{site.url}map/", site.file("map/index.html")):
        page.goto(f"{root}#claim={conclusion}")
        expect(page.locator(f".cbm-picture .cbm-box[data-id='{premise}']")).to_be_visible()
        expect(page.locator(f".cbm-panel [data-id='{premise}']").first).to_be_visible()


def test_a_path_takes_all_relations_at_once(page: Page, site: Any) -> None:
    """They are one file, and the path is drawn when it has come; so do they for somebody's view."""
    premise, conclusion = step_of_the_base()
    names = asked_for(page)
    page.goto(f"{site.url}map/#from={premise}&to={conclusion}")
    expect(page.locator(".cbm-panel h2")).to_have_text("One way of 1 step")
    assert names == [".js"]
