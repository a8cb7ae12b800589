"""Conditional credences that no probabilities fit are found at their place, with what would fit; bounds count at their end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cruxbase.reasoning.total_probability import fits, fitting_range
from support import codes, findings_beside

VIEW = """
# claims/viewpoints/quill-2023.yaml
type: viewpoint
title: Ada Quill on monitors, June 2024
holder: ada-quill
date: 2024-06
sources: [quill-monitors-2024]
"""
U, C = "deploy-with-monitors", "monitors-catch-most-attempts"
SMALL = st.floats(1e-9, 1 - 1e-9)


def conditional(numbers: str, credences: str = "") -> list[str]:
    """Codes of what is found about a viewpoint with a conditional of U given C."""
    stated = f"credences: {{{credences}}}\n" if credences else ""
    return codes(findings_beside(f"{VIEW}{stated}conditionals:\n  - {{of: {U}, given: {C}, {numbers}}}\n"))


@pytest.mark.parametrize(
    ("p_u", "p_c", "p_u_given_c", "possible"),
    [
        ("0.03", "0.15", "0.03", True),
        ("0.21", "0.2", "0.18", True),
        ("0.5", "0.5", "1", True),  # P(U|¬c) is 0
        ("0.3", "0.5", "0.9", False),
        ("0.9", "0.5", "0.1", False),
        ("1e-9", "0.01", "0.0001", False),  # P(U|c)·P(c) is 1e-6
        ("1e-9", "1e-6", "0.0001", True),
        ("<1%", "0.5", "0.9", False),
        (">1%", "0.5", "0.9", True),
        ("0.3", "<50%", "0.9", True),
        ("unlikely", "0.5", "0.9", True),  # up to .45
        ("very-unlikely", "0.5", "0.9", False),
    ],
)
def test_a_row_is_possible_if_some_joint_distribution_has_it(p_u: str, p_c: str, p_u_given_c: str, possible: bool):
    """P(U) lies between P(U|c)·P(c) and that plus 1 − P(c); of a range or bound, some value has to."""
    expected = [] if possible else ["credence/conditional-impossible"]
    own = f"credence: {p_u_given_c}, of_credence: {p_u!r}, given_credence: {p_c!r}"
    assert expected == conditional(own)
    assert expected == conditional(f"credence: {p_u_given_c}", f"{U}: {p_u!r}, {C}: {p_c!r}")


def test_a_row_counts_with_its_own_numbers():
    """What a row says of P(of) and P(given) comes before the viewpoint's credences."""
    assert ["credence/conditional-impossible"] == conditional("credence: 0.9", f"{U}: 0.3, {C}: 0.5")
    assert [] == conditional("credence: 0.9, of_credence: 0.6", f"{U}: 0.3, {C}: 0.5")
    assert [] == conditional("credence: 0.9, given_credence: 0.1", f"{U}: 0.3, {C}: 0.5")


def test_nothing_is_said_where_a_number_is_missing():
    """Without P(of) or P(given) any conditional is possible."""
    assert [] == conditional("credence: 0.9", f"{U}: 0.3")
    assert [] == conditional("credence: 0.9", f"{C}: 0.5")


def test_a_note_says_that_the_text_has_these_numbers():
    """A published row that fits no probabilities stays, as a note."""
    own = "credence: 0.9, of_credence: 0.3, given_credence: 0.5, note: So in Table 2."
    assert ["credence/conditional-as-published"] == conditional(own)


@pytest.mark.parametrize(
    ("p_u", "possible"), [("0.5", True), ("0.52", True), ("0.49", True), ("0.6", False), ("0.4", False)]
)
def test_both_conditionals_leave_one_number_and_rounding(p_u: str, possible: bool):
    """Where P(U|¬c) is stated too, P(U) is their mean, up to a tenth in log-odds."""
    own = f"credence: 0.9, otherwise: 0.1, of_credence: {p_u}, given_credence: 0.5"
    assert ([] if possible else ["credence/conditional-impossible"]) == conditional(own)


def test_a_conditional_is_of_another_claim_and_stands_once():
    """The condition is not the claim itself, and one pair has one row unless the row has its own numbers."""
    rows = "conditionals:\n" + f"  - {{of: {U}, given: {C}, credence: 0.2}}\n" * 2
    assert ["credence/claim-twice"] == codes(findings_beside(VIEW + rows))
    rows = rows.replace("0.2", "0.2, of_credence: 0.1", 1)
    assert [] == codes(findings_beside(VIEW + rows))
    rows = f"conditionals:\n  - {{of: {U}, given: {U}, credence: 1}}\n"
    assert ["link/self-reference"] == codes(findings_beside(VIEW + rows))


@given(SMALL, SMALL, SMALL)
def test_no_joint_distribution_is_called_impossible(p_c: float, if_true: float, if_false: float):
    """Whatever P(c), P(U|c) and P(U|¬c) are, the P(U) that follows fits, with P(U|¬c) known or not."""
    p_u = p_c * if_true + (1 - p_c) * if_false
    assert fits((p_u, p_u), fitting_range((p_c, p_c), (if_true, if_true)))
    assert fits((p_u, p_u), fitting_range((p_c, p_c), (if_true, if_true), (if_false, if_false)))


@given(SMALL, SMALL, SMALL)
def test_what_is_called_impossible_leaves_no_room_for_the_third_number(p_u: float, p_c: float, if_true: float):
    """Where it does not fit, P(U|¬c) would be below 0 or above 1."""
    if not fits((p_u, p_u), fitting_range((p_c, p_c), (if_true, if_true))):
        assert not 0 <= (p_u - p_c * if_true) / (1 - p_c) <= 1


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("0.9", "0.1", []),
        ("0.9", "0.2", ["credence/sides-exceed-one"]),
        ('">90%"', "0.2", ["credence/sides-exceed-one"]),
        ('">90%"', '">5%"', []),
        ('">90%"', '"<90%"', []),
        ('"<90%"', '"<90%"', []),
        ('">90%"', "likely", ["credence/sides-exceed-one"]),
        ("90-95%", "5-30%", []),
    ],
)
def test_belief_in_one_side_leaves_the_rest_for_the_others(one: str, other: str, found: list[str]):
    """The least that each side is believed sums to 1 at most; a bound from above leaves nothing certain."""
    beliefs = f"credences: {{{C}: {one}, monitors-miss-what-matters: {other}}}\n"
    assert found == codes(findings_beside(VIEW + beliefs))
