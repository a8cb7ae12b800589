"""What viewpoints say besides credences is on their pages and on those of the questions."""

from __future__ import annotations

import pytest

import cruxbase
from cruxbase.site.context import PageContext, SiteContext
from cruxbase.site.records.claim_pages import claim_page
from cruxbase.site.records.forecasts import conditional_rows, estimates_for
from cruxbase.site.records.people_pages import viewpoint_page
from cruxbase.site.settings import Site
from support import REPOSITORY


@pytest.fixture(scope="module")
def pages() -> SiteContext:
    return SiteContext(cruxbase.load(REPOSITORY / "claims").knowledge_base, Site())


def test_each_row_of_conditionals_keeps_its_own_numbers(pages: SiteContext) -> None:
    """Ash gives 0.15% with a prior of 0.1% in one row, and 0.25% with a prior of 0.2% in the next."""
    rows = conditional_rows(PageContext(pages, "../../"), pages.kb.viewpoint("fri-ash-2023"))
    assert [(row.believed, row.supposed, row.credence) for row in rows[:2]] == [
        ("0.1%", "20%", "0.15%"),
        ("0.2%", "3%", "0.25%"),
    ]


def test_an_end_that_nobody_gave_is_not_filled_in(pages: SiteContext) -> None:
    """The survey of 2023 gives the 10 per cent year and no 90 per cent year."""
    rows = estimates_for(PageContext(pages, "../../"), "when-machines-outperform-humans-at-every-task")
    row = next(row for row in rows if row.about.id == "ai-impacts-2023")
    assert row.median == "2047"
    assert row.interval.startswith("from 2027; no upper end given")


def test_viewpoints_and_questions_show_estimates_and_conditionals(pages: SiteContext) -> None:
    """The blocks stand on the pages."""
    ash, _ = viewpoint_page(pages, pages.kb.viewpoint("fri-ash-2023"))
    erdil, _ = viewpoint_page(pages, pages.kb.viewpoint("erdil-2023-11"))
    question, _ = claim_page(pages, pages.kb.claim("when-remote-jobs-can-be-automated"))
    assert 'id="conditionals"' in ash.body
    assert "40 years" in erdil.body
    assert "40 years" in question.body
