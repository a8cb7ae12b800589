"""Whether two people agree: numbers, ranges that touch and overlap, bounds, and stances without a number."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cruxbase.reasoning.agreement import HELD, REJECTED, distance, distance_on
from cruxbase.reasoning.perspective import Perspective
from cruxbase.reasoning.statement import Statement
from cruxbase.records import Credence

MIDDLES = math.log(3) - math.log(1 / 3)
"""From .25 to .75 in log-odds."""


def said(value: object) -> Perspective:
    """A view that says one thing of the claim `c`: a stance, or a credence as it is written."""
    if value in ("holds", "rejects", "suspends"):
        return Perspective("someone", stances={"c": str(value)})
    return Perspective("someone", {"c": Credence.parse(value)})


@pytest.mark.parametrize(
    ("one", "other", "apart", "agreed"),
    [
        ("holds", "holds", 0.0, True),
        ("holds", "rejects", 0.5, False),
        ("rejects", "holds", 0.5, False),
        ("holds", 0.9, 0.0, True),
        ("holds", 0.5, 0.0, True),
        ("holds", 0.45, 0.05, True),
        ("holds", 0.3, 0.2, False),
        ("rejects", 0.9, 0.4, False),
        ("holds", [0.2, 0.5], 0.0, False),
        ("holds", [0.1, 0.4], 0.1, False),
        ("holds", "<50%", 0.5, False),
        ("holds", "<1%", 0.745, False),
        ("rejects", ">10%", 0.0, True),
        ([0.2, 0.5], [0.5, 0.8], 0.0, False),
        ([0.2, 0.6], [0.5, 0.8], 0.0, True),
        ([0.2, 0.45], [0.55, 0.8], 0.1, False),
        ("unlikely", [0.45, 0.8], 0.0, False),
        ([0.49, 0.5], [0.5, 0.51], 0.0, True),
        ("likely", "very-likely", 0.0, True),
        ([0.05, 0.1], ">10%", 0.0, False),
        (0.45, [0.45, 0.8], 0.0, True),
        ("<50%", ">50%", 0.0, False),
        (0.45, 0.55, 0.1, True),
        (0.01, 0.05, 0.04, False),
        (">10%", 0.3, 0.0, True),
        (">10%", "<1%", 0.09, False),
    ],
)
def test_distance_is_between_nearest_ends_and_between_middles_of_opposed_stances(
    one: object, other: object, apart: float, agreed: bool
) -> None:
    """Ranges that overlap agree, or meet on one side; to hold a claim denies what one rejects, or believes to less than 50 %."""
    found = distance_on(said(one), said(other), "c")
    assert found is not None
    assert (found.probability, found.agreed) == (pytest.approx(apart), agreed)


def test_opposed_stances_are_as_far_apart_as_their_middles_in_log_odds() -> None:
    """From .25 to .75."""
    assert distance(HELD, REJECTED).log_odds == pytest.approx(MIDDLES)


def test_the_near_ends_of_opposed_stances_are_even_odds() -> None:
    """No number was given, so nothing says that they are further apart than that."""
    assert distance(HELD, REJECTED)[:2] == (0.5, 0.5)


@pytest.mark.parametrize("one", ["holds", "rejects", 0.3, "suspends"])
def test_who_suspends_judgement_is_at_no_distance(one: object) -> None:
    """Nor are two who both suspend it."""
    assert distance_on(said(one), said("suspends"), "c") is None


ends = st.floats(0.01, 0.99)
statements = st.one_of(
    st.sampled_from([HELD, REJECTED]),
    ends.map(lambda number: Statement(number, number, number)),
    st.tuples(ends, ends).map(lambda pair: Statement(min(pair), max(pair), sum(pair) / 2)),
    ends.map(lambda end: Statement(0.0, end, None)),
    ends.map(lambda end: Statement(end, 1.0, None)),
)


@given(statements, statements)
def test_distance_is_symmetric(one: Statement, other: Statement) -> None:
    """Either may be asked about first."""
    there, back = distance(one, other), distance(other, one)
    assert (there.probability, there.log_odds, there.agreed) == (back.probability, back.log_odds, back.agreed)


@given(statements, statements)
def test_who_is_at_no_distance_agrees_or_only_meets(one: Statement, other: Statement) -> None:
    """A disagreement is at the distance 0 only where one range ends where the other begins."""
    found = distance(one, other)
    assert found.agreed or found.probability > 0 or found.near == pytest.approx(found.other)


@given(statements)
def test_everyone_agrees_with_themselves(one: Statement) -> None:
    """Whatever they said."""
    assert distance(one, one).agreed
