"""What a page has much of: it is counted, divided or told once, and never drawn or listed without end."""

from __future__ import annotations

import re

import pytest

from cruxbase.loading.loading import load
from cruxbase.site import formatting
from cruxbase.site.context import SiteContext
from cruxbase.site.records.record_pages import record_page
from cruxbase.site.settings import Site
from support import REPOSITORY

MANY_HOLDERS = "existential-catastrophe-from-ai-by-2100"
LONG_SOURCE = "mallen-comments"
QUESTION = "which-news-by-2030-would-change-minds-on-ai-risk"


@pytest.fixture(scope="module")
def context() -> SiteContext:
    return SiteContext(load(REPOSITORY / "claims").knowledge_base, Site("A base", url="https://example.org/b/"))


def test_a_long_list_of_a_source_is_divided_by_topic(context: SiteContext) -> None:
    """Of 161 rows each stands in the fold of its topic, which says how many it has."""
    body = record_page(context, LONG_SOURCE)[0].body
    says = body.partition('id="says"')[2].partition("<h2")[0]
    total = re.search(r"(\d+) entries", says)
    folds = re.findall(r'<details class="cb-details cb-fold">.*?class="cb-count">(\d+)<.*?</details>', says, re.DOTALL)
    rows = [fold.count("<tr>") - 1 for fold in re.findall(r"<details.*?</details>", says, re.DOTALL)]
    assert total is not None
    assert [int(number) for number in folds] == rows == sorted(rows, reverse=True)
    assert sum(rows) == int(total[1]) > 60


def test_no_page_of_a_source_has_a_place_in_shorthand(context: SiteContext) -> None:
    """P35 and ¶2 are paragraphs 35 and 2 on every page of a source."""
    for source in context.kb.graph.ids("source"):
        places = re.findall(r'class="cb-at">([^<]*)<', record_page(context, source)[0].body)
        assert [at for at in places if re.search(r"(?<!\w)[P¶]\d+(?!\w)", at)] == [], source


def test_a_sentence_that_stands_beside_many_views_is_told_once(context: SiteContext) -> None:
    """Sixteen members of a study share a sentence in their notes; the page says it once, and of how many it holds."""
    page = record_page(context, MANY_HOLDERS)[0].body
    held = page.partition('id="held"')[2].partition("<h2")[0]
    notes = [belief.entry.note or "" for belief in context.kb.claim(MANY_HOLDERS).held_by]
    number = sum("does not say which came last" in note for note in notes)
    assert number > 10
    assert held.count("does not say which came last") == 1
    assert f"Of {number} of these: The file does not say" in held


def test_a_card_is_no_higher_than_its_frame(context: SiteContext) -> None:
    """The card of a claim with 24 views draws eight of them, the lowest and the highest among them, and says so."""
    beliefs = context.kb.claim(MANY_HOLDERS).held_by
    card = record_page(context, MANY_HOLDERS)[0].embeds[0]
    wide = re.findall(r'<svg class="cb-strip cb-wide".*?</svg>', card.document, re.DOTALL)
    drawn = re.findall(r'class="cb-name"', wide[0])
    ends = [(one.credence.low + one.credence.high, one.viewpoint.id) for one in beliefs if one.credence is not None]
    assert len(drawn) == 8 < len(beliefs)
    assert f"8 of {len(beliefs)} views" in card.document
    assert all(f"/{id}/" in wide[0] for _, id in (min(ends), max(ends)))
    assert card.height < 640


def test_answers_that_are_a_mere_list_are_not_drawn(context: SiteContext) -> None:
    """The thirteen answers that bear on nothing else are counted below the picture and stand in its list."""
    page = record_page(context, "ai-risk-adversarial-collaboration")[0].body
    picture = page.partition('id="picture"')[2].partition("<figcaption")[0]
    caption, listed = page.partition("<figcaption")[2].partition("</figcaption>")[::2]
    left = [
        id
        for id in context.kb.record("ai-risk-adversarial-collaboration").record.backbone
        if id.startswith("fri-crux-")
    ]
    assert left
    assert [id for id in left if f"/{id}/" in picture] == []
    assert f"{len(left)} answers to" in caption
    assert all(f"/{id}/" in listed for id in left)


def test_the_name_of_a_topic_is_found_before_what_lies_in_it(context: SiteContext) -> None:
    """Who searches for scheming finds the topic of that name before its claims."""
    assert context.kb.search("scheming")[0].record.id == "scheming-risk"


def test_a_probability_is_per_cent_on_the_whole_page_of_a_model(context: SiteContext) -> None:
    """Carlsmith's model comes to 5.1%, in the table of outputs, in the bars and in the diagram."""
    page = record_page(context, "carlsmith-power-seeking-model")[0].body
    assert ">5.1%<" in page.partition('id="outputs"')[2].partition("<h3")[0]
    assert "0% → 13%" in page
    assert "0.0514" not in page


def test_what_was_measured_stands_with_its_unit_and_condition(context: SiteContext) -> None:
    """A recall of 0.02 is told as 2%, with what it was measured under, in a topic as on the claim's page."""
    measured = next(
        one for one in context.kb.claim("cot-monitor-training-hides-hacking").record.measurements if one.unit
    )
    words = formatting.measured(measured.value, measured.low, measured.high, measured.unit)
    assert words.startswith("2%")
    topics = [record_page(context, id)[0].body for id in context.kb.graph.ids("topic")]
    told = [body for body in topics if f"{measured.name}: {words}; {measured.conditions}" in body]
    assert told
