"""What two camps would learn, on the page of their topic: the same order as the study that asked them reports."""

from __future__ import annotations

import pytest

from cruxbase.analysis.learning import information, median_lessons
from cruxbase.analysis.viewers import members_of
from cruxbase.knowledge_base import KnowledgeBase
from cruxbase.loading.loading import load
from cruxbase.site.context import PageContext, SiteContext
from cruxbase.site.records.lessons import learning
from cruxbase.site.settings import Site
from cruxbase.support import figures
from support import REPOSITORY

TOPIC = "ai-risk-adversarial-collaboration"


@pytest.fixture(scope="module")
def shipped() -> KnowledgeBase:
    return load(REPOSITORY / "claims").knowledge_base


def test_the_order_is_that_of_the_study(shipped: KnowledgeBase) -> None:
    """The concerned learn most from transformative growth, the sceptics from other forecasters; ARC evaluations divide most."""
    context = SiteContext(shipped, Site())
    found = learning(PageContext(context, "../../"), context.reading_order[TOPIC])
    assert found is not None
    first = [[row.claim.id.removeprefix("fri-crux-") for row in ranking.rows] for ranking in found.rankings]
    concerned = ["platform-transformative-growth", "alignment-researchers-changing-minds", "major-powers-war"]
    assert [*concerned, "platform-arc-evals"] == first[0][:4]
    assert ["supers-changing-minds", "platform-arc-evals"] == [first[1][0], first[2][0]]
    assert "platform-arc-evals-divides-the-camps-most" in [ref.id for ref in found.reported]


def test_the_story_says_where_the_study_and_this_site_part(shipped: KnowledgeBase) -> None:
    """Lethal technologies come second in the study and eighth here: the site takes the lower of two medians, the study the higher."""
    id = "fri-crux-progress-in-lethal-technologies"
    rows = [row.claim.id for row in median_lessons(shipped, "existential-catastrophe-from-ai-by-2100", "fri-sceptics")]
    assert rows.index(id) + 1 == 8
    study = 7.174e-6
    worth = sorted(
        value.log
        for who in members_of(shipped, "fri-sceptics", silent=False)
        if (value := information(shipped, "existential-catastrophe-from-ai-by-2100", id, who)).log is not None
    )
    assert len(worth) == 8
    assert worth[4] == pytest.approx(study, rel=1e-3)
    assert "come eighth" in " ".join(str(shipped.record(TOPIC).record.story).split())


def test_the_figures_fall_from_row_to_row(shipped: KnowledgeBase) -> None:
    """Rows are in the order of the one figure that they show, for each camp and for the two."""
    context = SiteContext(shipped, Site())
    learned = learning(PageContext(context, "../../"), context.reading_order[TOPIC])
    assert learned is not None
    for ranking in learned.rankings:
        shown = [float(row.worth.replace(figures.MINUS, "-")) for row in ranking.rows]
        assert sorted(shown, reverse=True) == shown
        assert len(shown) > 3


def test_a_topic_without_two_groups_has_none(shipped: KnowledgeBase) -> None:
    """Where no members stated conditionals there is nothing to rank."""
    context = SiteContext(shipped, Site())
    assert learning(PageContext(context, "../../"), context.reading_order["legibility"]) is None
