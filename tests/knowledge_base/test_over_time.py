"""Views as of a date, changes of mind and what they move, and the scores of forecasts that came due."""

from __future__ import annotations

import datetime
import math

import pytest

from cruxbase.knowledge_base.base import KnowledgeBase
from support import knowledge_base_from

_BASE = """
# claims/topics/t.yaml
type: topic
title: T
summary: S.
# claims/people/ann.yaml
type: person
name: Ann
# claims/people/bo.yaml
type: person
name: Bo
# claims/t/rain.yaml
type: prediction
title: Rain
topic: t
statement: It rains in 2024.
by: 2024-12-31
resolution: {outcome: "true", date: 2024-11-05}
# claims/t/snow.yaml
type: prediction
title: Snow
topic: t
statement: It snows in 2024.
by: 2024-12-31
resolution: {outcome: "false", date: 2024-12-31}
# claims/t/hail.yaml
type: prediction
title: Hail
topic: t
statement: It hails in 2024.
by: 2024-12-31
resolution: {outcome: mixed, date: 2024-12-31}
# claims/t/fog.yaml
type: prediction
title: Fog
topic: t
statement: There is fog in 2030.
by: 2030-12-31
# claims/t/damp.yaml
type: claim
title: Damp
topic: t
statement: It is damp.
supports: [{claim: mould, strength: strong}]
# claims/t/mould.yaml
type: claim
title: Mould
topic: t
statement: There is mould.
# claims/viewpoints/ann-2023.yaml
type: viewpoint
title: Ann, 2023
holder: ann
date: 2023
credences: {rain: 0.6, snow: 0.5, hail: 0.5, fog: 0.5, damp: 0.5}
# claims/viewpoints/ann-2024-10.yaml
type: viewpoint
title: Ann, October 2024
holder: ann
date: 2024-10-01
credences: {rain: 0.9, damp: 0.9}
# claims/viewpoints/ann-2025.yaml
type: viewpoint
title: Ann, 2025
holder: ann
date: 2025-01
credences: {rain: 1}
# claims/viewpoints/bo-2024.yaml
type: viewpoint
title: Bo, 2024
holder: bo
date: 2024-01
credences: {rain: 0, snow: [0.1, 1]}
"""


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return knowledge_base_from(_BASE)


def test_forecasts_are_scored_by_the_last_word_before_the_outcome(kb: KnowledgeBase) -> None:
    """Ann: rain .9 and true, snow .5 and false; what is mixed, still open, or said afterwards does not count."""
    scores = kb.person("ann").scores
    assert {"rain": 0.9, "snow": 0.5} == {one.claim.id: one.credence for one in scores.forecasts}
    assert 2 == scores.number
    assert pytest.approx((0.01 + 0.25) / 2) == scores.brier
    assert pytest.approx((math.log(0.9) + math.log(0.5)) / 2) == scores.log
    assert {"rain": "ann-2024-10", "snow": "ann-2023"} == {one.claim.id: one.viewpoint.id for one in scores.forecasts}


def test_a_certainty_that_failed_has_no_finite_log_score(kb: KnowledgeBase) -> None:
    """Bo ruled rain out: a Brier score of 1 and minus infinity; a bound such as more than 10 % is not scored."""
    scores = kb.person("bo").scores
    assert (1, 1.0, -math.inf) == (scores.number, scores.brier, scores.log)


def test_a_view_as_of_a_date_has_what_was_said_by_then(kb: KnowledgeBase) -> None:
    """A year takes in all of it; a day is a day; before anything was said, nothing is known."""
    said = {
        date: kb.view("ann", as_of=date).perspective.number_for("rain")
        for date in ("2022", "2023", "2024-09", "2024", datetime.date(2024, 10, 1), "2030-01-01")
    }
    assert [None, 0.6, 0.6, 0.9, 0.9, 1.0] == list(said.values())
    assert "ann" == kb.view("ann", as_of="2023").name


def test_changes_tell_what_was_believed_when_and_what_that_moved(kb: KnowledgeBase) -> None:
    """In October 2024 Ann came to believe in damp, and with it mould follows."""
    first, second = kb.person("ann").changes
    assert ("2024-10-01", "2025-01") == (first.date, second.date)
    assert {"rain": ((0.6, 0.6), (0.9, 0.9)), "damp": ((0.5, 0.5), (0.9, 0.9))} == {
        one.claim.id: (one.before, one.after) for one in first.beliefs
    }
    (moved,) = first.moved
    assert ("mould", "undecided", "in") == (moved.claim.id, str(moved.label_before), str(moved.label_after))
    assert (moved.credence_after or 0) > (moved.credence_before or 1)
    assert () == second.moved
    assert () == kb.person("bo").changes
