"""The value of information and of disagreement: published figures, edges of the scale, and properties."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cruxbase.reasoning import value_of_disagreement, value_of_information
from cruxbase.reasoning.information import incoherence
from cruxbase.reasoning.total_probability import fits, fitting_range

PROBABILITY = st.floats(0.0, 1.0)
INSIDE = st.floats(0.001, 0.999)


def test_what_changes_nothing_has_no_value() -> None:
    """P(U) .03, P(c) .15, P(U|c) .03: nothing is learned, to the last digit."""
    value = value_of_information(0.03, 0.03, 0.15)
    assert (0.0, 0.0, 0.0, 0.0) == (value.log, value.absolute, value.quadratic, value.share_of_maximum)


def test_published_example() -> None:
    """P(U) .21, P(c) .2, P(U|c) .18: P(U|¬c) is .2175 and the value .000302940."""
    value = value_of_information(0.21, 0.18, 0.2)
    assert pytest.approx(0.2175, abs=1e-12) == value.p_u_given_not_c
    assert 0.000302940 == round(value.log or 0, 9)


def test_a_claim_equivalent_to_the_target_gives_all_there_is() -> None:
    """P(U|c) 1 and P(U|¬c) 0: the share of the maximum is 1, and the value is the entropy of P(U)."""
    value = value_of_information(0.3, 1, 0.3)
    assert pytest.approx(1.0) == value.share_of_maximum
    assert pytest.approx(-(0.3 * math.log10(0.3) + 0.7 * math.log10(0.7))) == value.log


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ((0.1, 0.9, 0.5), "would be below 0"),
        ((0.9, 0.1, 0.5), "would be above 1"),
        ((0.5, 0.4, 1), "would be above 1"),
        ((0.5, 0.6, 1), "would be below 0"),
        ((0.5, 0.2, 0.5, 0.2), "P(c) · P(U|c) + P(¬c) · P(U|¬c) = 0.2"),
    ],
)
def test_numbers_that_fit_no_joint_distribution_give_none_and_a_reason(numbers: tuple[float, ...], words: str) -> None:
    """Every measure is None, and the reason says which way it fails."""
    value = value_of_information(*numbers)
    assert (None, None, None, None) == (value.log, value.absolute, value.quadratic, value.share_of_maximum)
    assert words in value.because


@pytest.mark.parametrize(
    ("numbers", "log", "share"),
    [
        ((0.0, 0.0, 0.4), 0.0, None),
        ((1.0, 1.0, 0.4), 0.0, None),
        ((0.3, 0.3, 1.0), 0.0, 0.0),
        ((0.3, 0.9, 0.0), 0.0, 0.0),
        ((0.3, 0.9, 0.0, 0.3), 0.0, 0.0),
    ],
)
def test_edges_of_the_scale(numbers: tuple[float, ...], log: float, share: float | None) -> None:
    """What is certain cannot be learned, and what cannot happen teaches nothing; no division by nought."""
    value = value_of_information(*numbers)
    assert ("", share) == (value.because, value.share_of_maximum)
    assert pytest.approx(log, abs=1e-12) == value.log


@pytest.mark.parametrize("numbers", [(1.1, 0.5, 0.5), (0.5, -0.1, 0.5), (0.5, 0.5, math.nan), (0.5, 0.5, 0.5, 2)])
def test_what_is_no_probability_is_a_mistake(numbers: tuple[float, ...]) -> None:
    """A number outside 0 to 1 raises, and is not called incoherent."""
    with pytest.raises(ValueError, match="from 0 to 1"):
        value_of_information(*numbers)


def test_stated_conditionals_may_be_rounded() -> None:
    """.3 · .2 + .7 · .06 is .102, and .1 was stated: near enough."""
    assert value_of_information(0.1, 0.2, 0.3, 0.06).log is not None


@given(INSIDE, INSIDE, INSIDE)
def test_value_is_between_nothing_and_everything(p_c: float, if_so: float, if_not: float) -> None:
    """For any joint distribution the value is at least 0 and the share at most 1."""
    value = value_of_information(p_c * if_so + (1 - p_c) * if_not, if_so, p_c, if_not)
    assert value.log is not None
    assert value.share_of_maximum is not None
    assert value.log >= -1e-12
    assert value.share_of_maximum <= 1 + 1e-9


@given(PROBABILITY, PROBABILITY, PROBABILITY)
def test_incoherent_exactly_where_outside_the_range_that_fits(p_u: float, if_so: float, p_c: float) -> None:
    """A number is given where P(U) is in the range that total probability leaves, and only there."""
    fitting = fitting_range((p_c, p_c), (if_so, if_so))
    value = value_of_information(p_u, if_so, p_c)
    assert fits((p_u, p_u), fitting) == (not value.because)
    assert value.because == incoherence(p_u, if_so, p_c)


def test_a_crux_that_ends_all_disagreement_has_a_share_of_one() -> None:
    """Both would believe the same whichever way c comes out, and differ only on c."""
    value = value_of_disagreement((0.74, 0.8, 0.9, 0.1), (0.26, 0.2, 0.9, 0.1))
    assert pytest.approx(1.0) == value.share_of_maximum
    assert pytest.approx(0.48) == value.absolute
    assert pytest.approx(0.48**2) == value.quadratic


def test_what_neither_learns_from_settles_nothing() -> None:
    """P(U|c) is P(U) for both: the value is 0 by each measure."""
    value = value_of_disagreement((0.2, 0.5, 0.2), (0.6, 0.3, 0.6))
    assert pytest.approx((0.0, 0.0, 0.0), abs=1e-12) == (value.log, value.absolute, value.quadratic)


def test_learning_may_drive_people_apart() -> None:
    """They agree now and read c in opposite ways: the value is below 0, and there is no share of a gap of 0."""
    value = value_of_disagreement((0.5, 0.5, 0.9), (0.5, 0.5, 0.1))
    assert pytest.approx(-0.8) == value.absolute
    assert value.log is not None
    assert value.log < 0
    assert value.share_of_maximum is None


def test_the_mean_of_odds_is_geometric() -> None:
    """Odds of c of 9 and 1/4 have the mean 1.5, a probability of .6."""
    a, b = (0.5, 0.9, 0.5, 0.5), (0.5, 0.2, 0.8, 0.425)
    expected = -0.6 * symmetric(0.5, 0.8) - 0.4 * symmetric(0.5, 0.425)
    assert pytest.approx(expected) == value_of_disagreement(a, b).log


def symmetric(p: float, q: float) -> float:
    """KL(p, q) + KL(q, p), base 10."""
    return (p - q) * (math.log10(p / (1 - p)) - math.log10(q / (1 - q)))


def test_certainty_against_doubt_has_no_logarithm() -> None:
    """One rules U out: the other measures stand, and the reason is given."""
    value = value_of_disagreement((0.0, 0.5, 0.0), (0.4, 0.5, 0.6))
    assert (None, True) == (value.log, "infinitely far" in value.because)
    assert pytest.approx(0.0) == value.absolute


def test_whose_numbers_are_incoherent_is_said() -> None:
    """The reason names the second person."""
    value = value_of_disagreement((0.2, 0.5, 0.2), (0.1, 0.5, 0.9))
    assert (None, True) == (value.absolute, value.because.startswith("the second: P(U)"))


PERSON = st.tuples(INSIDE, INSIDE, INSIDE).map(lambda one: (one[0] * one[1] + (1 - one[0]) * one[2], *one))


@given(PERSON, PERSON)
def test_value_of_disagreement_is_symmetric(
    a: tuple[float, float, float, float], b: tuple[float, float, float, float]
) -> None:
    """It does not matter who comes first."""
    one, other = value_of_disagreement(a, b), value_of_disagreement(b, a)
    assert pytest.approx(one.log) == other.log
    assert pytest.approx(one.absolute) == other.absolute
