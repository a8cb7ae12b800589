"""Crux analysis: shares that sum, published comparison, brute force, scales, unknowns and corner cases."""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cruxbase.reasoning import (
    QBAF,
    FunctionResponse,
    ProbabilityModel,
    Sampling,
    UnknownName,
    ask_next,
    gap,
    leverages,
    minimal_crux_set,
    robust,
    strength_kernel,
)
from cruxbase.reasoning.cruxes import NOTICED
from random_cases import random_cases

CARLSMITH = {
    "timelines": 0.65,
    "incentives": 0.80,
    "difficulty": 0.40,
    "impact": 0.65,
    "disempowerment": 0.40,
    "end": 0.95,
}
"""Carlsmith 2022, arXiv 2206.13353, section 8."""

SUPERFORECASTERS = {
    "timelines": 0.80,
    "incentives": 0.65,
    "difficulty": 0.25,
    "impact": 0.10,
    "disempowerment": 0.05,
    "end": 0.40,
}
"""Made up in the spirit of the superforecasters of 2023: what is tested is the arithmetic."""

PRODUCT = ProbabilityModel.product("t", CARLSMITH)


def random_polynomial(source: random.Random, count: int) -> FunctionResponse:
    """A function of `count` credences, affine in each: a sum over sets of products."""
    names = tuple(f"p{number}" for number in range(count))
    terms = [(some, source.uniform(-1, 1)) for size in range(count + 1) for some in itertools.combinations(names, size)]

    def value(p: Mapping[str, float]) -> float:
        return sum(weight * math.prod(p[name] for name in some) for some, weight in terms)

    return FunctionResponse(value, names, multi_affine=True)


def shapley_by_orders(response: FunctionResponse, a: dict[str, float], b: dict[str, float]) -> dict[str, float]:
    """The definition: the mean, over all orders of changing minds, of what each claim adds."""
    shares = dict.fromkeys(response.names, 0.0)
    orders = list(itertools.permutations(response.names))
    for order in orders:
        now = dict(a)
        before = response.function(now)
        for name in order:
            now[name] = b[name]
            after = response.function(now)
            shares[name] += (after - before) / len(orders)
            before = after
    return shares


def test_carlsmith_against_another_forecast() -> None:
    """Shares sum to the gap, and both closures are those of changing one claim."""
    response = PRODUCT.response("t")
    found = gap(response, CARLSMITH, SUPERFORECASTERS)
    start, end = math.prod(CARLSMITH.values()), math.prod(SUPERFORECASTERS.values())
    assert found.from_value == pytest.approx(0.051376)
    assert found.difference == pytest.approx(end - start)
    assert sum(row.share or 0.0 for row in found.rows) == pytest.approx(end - start, abs=1e-15)
    assert found.positive + found.negative == pytest.approx(end - start, abs=1e-15)
    assert found.positive > 0 > found.negative
    for row in found.rows:
        only = math.prod({**CARLSMITH, row.name: SUPERFORECASTERS[row.name]}.values())
        back = math.prod({**SUPERFORECASTERS, row.name: CARLSMITH[row.name]}.values())
        assert row.closure_from_a == pytest.approx((only - start) / (end - start))
        assert row.closure_from_b == pytest.approx((end - back) / (end - start))


def test_shares_agree_with_all_orders_on_1000_random_functions() -> None:
    """Owen's integral and enumeration give the mean over all orders."""
    source = random.Random(1)
    for _ in range(1000):
        response = random_polynomial(source, source.randrange(1, 5))
        a, b = ({name: source.random() for name in response.names} for _ in range(2))
        expected = shapley_by_orders(response, a, b)
        by_owen = gap(response, a, b)
        start, end = response.function(a), response.function(b)
        for row in by_owen.rows:
            only, back = (
                response.function({**a, row.name: b[row.name]}),
                response.function({**b, row.name: a[row.name]}),
            )
            closures = ((only - start) / (end - start), (end - back) / (end - start))
            assert (row.closure_from_a, row.closure_from_b) == pytest.approx(closures, rel=1e-6, abs=1e-9)
            assert row.double_crux == (min(closures) >= 0.2) or min(closures) == pytest.approx(0.2)
        assert by_owen.method == "Owen, Gauss–Legendre"
        assert {row.name: row.share for row in by_owen.rows} == pytest.approx(expected, abs=1e-9)
        listed = gap(FunctionResponse(response.function, response.names), a, b)
        assert listed.method == "enumeration"
        assert {row.name: row.share for row in listed.rows} == pytest.approx(expected, abs=1e-9)


@random_cases(60)
@pytest.mark.parametrize("semantics", ["logodds", "dfquad", "quadratic-energy"])
def test_shares_of_frameworks_agree_with_all_orders(semantics: str, count: int) -> None:
    """A gradual semantics is not affine: sets are listed, and give the mean over all orders of changing minds."""
    source = random.Random(9)
    for _ in range(count):
        names = [f"n{number}" for number in range(source.randrange(2, 5))]
        edges = list(itertools.combinations(names, 2))
        attacks = [edge for edge in edges if source.random() < 0.4]
        framework = QBAF(
            dict.fromkeys(names, 0.5), attacks, [e for e in edges if e not in attacks and source.random() < 0.6]
        )
        response = framework.response(names[-1], semantics)
        plain = FunctionResponse(
            lambda p, f=framework, t=names[-1]: f.with_base_scores(p).strengths(semantics)[t], response.names
        )
        a, b = ({name: source.random() for name in response.names} for _ in range(2))
        found = gap(response, a, b)
        assert found.method == "enumeration"
        assert {row.name: row.share for row in found.rows} == pytest.approx(shapley_by_orders(plain, a, b), abs=1e-9)
        start, end = plain.function(a), plain.function(b)
        for row in found.rows if abs(end - start) > 1e-6 else ():
            only, back = plain.function({**a, row.name: b[row.name]}), plain.function({**b, row.name: a[row.name]})
            assert row.closure_from_a == pytest.approx((only - start) / (end - start), abs=1e-6)
            assert row.closure_from_b == pytest.approx((end - back) / (end - start), abs=1e-6)


def test_leverages_agree_with_the_definitions_on_1000_random_functions() -> None:
    """Slope, swing, unary crux and value of information of what is affine in each credence, straight from section 4."""
    source = random.Random(10)
    for _ in range(1000):
        response = random_polynomial(source, source.randrange(1, 5))
        credences = {name: source.random() for name in response.names}
        now = response.function(credences)
        threshold = now + source.uniform(-1, 1)
        for row in leverages(response, credences, threshold).rows:
            credence = credences[row.name]
            true, false = (response.function({**credences, row.name: end}) for end in (1.0, 0.0))
            assert (row.swing, row.sensitivity) == pytest.approx((true - false, true - false), abs=1e-9)
            information = credence * abs(true - now) + (1 - credence) * abs(false - now)
            assert row.value_of_information == pytest.approx(information, abs=1e-9)
            assert (row.unary_crux is not None) == (min(true, false) <= threshold <= max(true, false))
            if row.unary_crux is not None:
                there = response.function({**credences, row.name: row.unary_crux})
                assert there == pytest.approx(threshold, abs=1e-9)


def test_ask_next_agrees_with_all_corners_on_1000_random_functions() -> None:
    """The range of what is affine in each credence is that of its corners, now and with each unknown at its middle."""
    source = random.Random(11)
    for _ in range(1000):
        response = random_polynomial(source, source.randrange(1, 5))
        ends = {name: tuple(sorted((source.random(), source.random()))) for name in response.names}

        def corners(ends: dict[str, tuple[float, ...]], response: FunctionResponse = response) -> tuple[float, float]:
            values = [
                response.function(dict(zip(ends, corner, strict=True))) for corner in itertools.product(*ends.values())
            ]
            return min(values), max(values)

        found = ask_next(response, ends)  # type: ignore[arg-type]  # each is a pair
        low, high = corners(ends)
        assert (found.low, found.high) == pytest.approx((low, high), abs=1e-12)
        for row in found.rows:
            least, most = corners({**ends, row.name: (sum(ends[row.name]) / 2,)})
            assert (row.low, row.high) == pytest.approx((least, most), abs=1e-12)
            assert row.narrowing == pytest.approx((high - low) - (most - least), abs=1e-9)
        assert [row.narrowing for row in found.rows] == sorted((row.narrowing for row in found.rows), reverse=True)


credence = st.floats(0.01, 0.99)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(credence, credence), min_size=1, max_size=30), st.sampled_from(["probability", "log-odds"]))
def test_shares_sum_to_the_gap_on_both_scales(pairs: list[tuple[float, float]], scale: str) -> None:
    """Efficiency: however they are found, the shares sum to the gap."""
    names = [f"c{number}" for number in range(len(pairs))]
    a, b = ({name: pair[side] for name, pair in zip(names, pairs, strict=True)} for side in (0, 1))
    response = ProbabilityModel.noisy_or("t", {name: (a[name], 0.3) for name in names}, leak=0.1).response("t")
    fixed = {name: float(value) for name, value in zip(response.names, response.point, strict=True)}
    found = gap(response, {**fixed, **a}, {**fixed, **b}, scale=scale, sampling=Sampling(20))  # type: ignore[arg-type]  # the two names
    assert found.difference is not None
    assert sum(row.share or 0.0 for row in found.rows) == pytest.approx(found.difference, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(credence, credence), min_size=2, max_size=6))
def test_shares_turn_round_with_the_viewpoints(pairs: list[tuple[float, float]]) -> None:
    """From B to A every share is the negative of that from A to B, and the closures change sides."""
    names = [f"c{number}" for number in range(len(pairs))]
    a, b = ({name: pair[side] for name, pair in zip(names, pairs, strict=True)} for side in (0, 1))
    response = ProbabilityModel.product("t", a).response("t")
    there, back = gap(response, a, b), gap(response, b, a)
    turned = {row.name: row for row in back.rows}
    for row in there.rows:
        assert row.share == pytest.approx(-(turned[row.name].share or 0.0), abs=1e-12)
        assert row.double_crux == turned[row.name].double_crux or row.closure_from_a == pytest.approx(0.2)


def test_double_crux_needs_both_sides() -> None:
    """In a conjunction where B doubts both parts, neither alone closes much from B's side: no double crux."""
    both = FunctionResponse(lambda p: p["a"] * p["b"], ("a", "b"), multi_affine=True)
    found = gap(both, {"a": 1.0, "b": 1.0}, {"a": 0.1, "b": 0.1})
    assert [(row.closure_from_a, row.closure_from_b) for row in found.rows] == [
        pytest.approx((0.9 / 0.99, 0.09 / 0.99)),
        pytest.approx((0.9 / 0.99, 0.09 / 0.99)),
    ]
    assert found.double_cruxes == ()
    assert gap(both, {"a": 0.9, "b": 0.9}, {"a": 0.1, "b": 0.8}).double_cruxes == ("a",)


def test_no_gap_has_no_closures() -> None:
    """Where two viewpoints agree on the conclusion, there is nothing to close, and shares still cancel."""
    both = FunctionResponse(lambda p: p["a"] * p["b"], ("a", "b"), multi_affine=True)
    found = gap(both, {"a": 0.5, "b": 1.0}, {"a": 1.0, "b": 0.5})
    assert [(row.closure_from_a, row.double_crux) for row in found.rows] == [(None, False), (None, False)]
    assert (found.positive, found.negative) == pytest.approx((0.375, -0.375))
    rounded = gap(both, {"a": 0.5, "b": 0.01}, {"a": 0.01, "b": 0.5})  # the ends may differ in the last bit
    assert rounded.double_cruxes == ()
    tiny = gap(both, {"a": 1e-9, "b": 1e-9}, {"a": 2e-9, "b": 1e-9})  # small, and a gap all the same
    assert tiny.double_cruxes == ("a",)
    same = gap(both, {"a": 0.5, "b": 1.0}, {"a": 0.5, "b": 1.0})
    assert (same.rows, same.difference, same.positive) == ((), 0.0, 0.0)


def test_log_odds_of_a_certain_conclusion_are_undefined() -> None:
    """Where a mixture of the viewpoints makes the conclusion certain, log-odds have no shares, and it says so."""
    either = FunctionResponse(lambda p: p["a"], ("a",), multi_affine=True)
    found = gap(either, {"a": 0.0}, {"a": 0.5}, scale="log-odds")
    assert (found.method, found.from_value, found.difference) == ("undefined", None, None)
    assert [row.share for row in found.rows] == [None]


def test_sampled_shares_name_their_seed_and_repeat() -> None:
    """Beyond 20 claims, what is not affine is sampled: near the truth by its standard errors, and repeatable."""
    names = tuple(f"c{number:02}" for number in range(24))
    curved = FunctionResponse(lambda p: sum(p.values()) ** 2 / 576, names)  # all alike: each share is the gap / 24
    a, b = dict.fromkeys(names, 0.2), dict.fromkeys(names, 0.8)
    found = gap(curved, a, b, sampling=Sampling(50, 3))
    assert (found.method, found.sampling) == ("antithetic permutations", Sampling(50, 3))
    assert found.difference is not None
    for row in found.rows:
        assert abs((row.share or 0.0) - found.difference / 24) <= 5 * row.standard_error + 1e-12
    assert found == gap(curved, a, b, sampling=Sampling(50, 3))


def test_sampled_log_odds_agree_with_listing_all_sets() -> None:
    """Where f is affine, coalitions are sampled with one slope each: near the listed truth by their standard errors."""
    source = random.Random(8)
    distances = []
    for kind in (
        ProbabilityModel.product,
        lambda t, a: ProbabilityModel.noisy_or(t, {c: (p, 0.4) for c, p in a.items()}),
    ):
        for _ in range(10):
            names = [f"c{number}" for number in range(8)]
            a, b = ({name: source.uniform(0.05, 0.95) for name in names} for _ in range(2))
            model = kind("t", a)
            response, theirs = model.response("t"), {**model.parameters, **b}
            listed = gap(response, model.parameters, theirs, scale="log-odds")
            sampled = gap(response, model.parameters, theirs, scale="log-odds", sampling=Sampling(200, exact=0))
            assert (listed.method, sampled.method) == ("enumeration", "antithetic coalitions")
            assert sum(row.share or 0.0 for row in sampled.rows) == pytest.approx(listed.difference)
            truth = {row.name: row.share or 0.0 for row in listed.rows}
            distances += [((row.share or 0.0) - truth[row.name]) / row.standard_error for row in sampled.rows]
    assert max(map(abs, distances)) < 5
    assert 0.5 < float(np.std(distances)) < 1.3  # the standard errors are neither too small nor idle


def test_separation_is_by_two_standard_errors() -> None:
    """A clear leader is separated from the next; equals that were sampled are not."""
    names = tuple(f"c{number:02}" for number in range(24))
    curved = FunctionResponse(lambda p: (10 * p["c00"] + sum(p.values())) ** 2 / 1200, names)
    found = gap(curved, dict.fromkeys(names, 0.1), dict.fromkeys(names, 0.9), sampling=Sampling(60))
    assert found.rows[0].name == "c00"
    assert found.rows[0].separated
    assert not all(row.separated for row in found.rows[1:-1])


def test_claims_with_several_parameters_move_together() -> None:
    """A claim with a table changes with all its rows, and is one player."""
    from cruxbase.reasoning import Prior, Table

    def model(p: float, low: float, high: float) -> ProbabilityModel:
        return ProbabilityModel({"a": Prior(p), "t": Table(("a",), {(False,): low, (True,): high})})

    one, other = model(0.5, 0.1, 0.6), model(0.9, 0.2, 0.9)
    found = gap(one.response("t"), one.parameters, other.parameters, claims=one.claims)
    shares = {row.name: row.share for row in found.rows}
    mixed_table, mixed_prior = model(0.5, 0.2, 0.9).probability("t"), model(0.9, 0.1, 0.6).probability("t")
    start, end = one.probability("t"), other.probability("t")
    assert shares == pytest.approx(
        {"a": ((mixed_prior - start) + (end - mixed_table)) / 2, "t": ((mixed_table - start) + (end - mixed_prior)) / 2}
    )


def test_parameters_that_no_claim_owns_must_agree() -> None:
    """A difference that belongs to no claim would be lost from the shares, and is refused."""
    both = FunctionResponse(lambda p: p["a"] * p["b"], ("a", "b"), multi_affine=True)
    with pytest.raises(UnknownName):
        gap(both, {"a": 0.5, "b": 0.5}, {"a": 0.5, "b": 0.6}, claims={"a": ["a"]})
    with pytest.raises(UnknownName):
        gap(both, {"a": 0.5}, {"a": 0.5, "b": 0.6})


def test_leverages_of_a_product() -> None:
    """In Carlsmith's product every slope is the product of the others, and settling p moves t by 2p(1 − p) of it."""
    found = leverages(PRODUCT.response("t"), CARLSMITH, threshold=0.1)
    whole = math.prod(CARLSMITH.values())
    assert found.value == pytest.approx(0.051376)
    for row in found.rows:
        rest = whole / row.credence
        assert (row.sensitivity, row.swing) == pytest.approx((rest, rest))
        assert row.value_of_information == pytest.approx(2 * row.credence * (1 - row.credence) * rest)
        needed = 0.1 / rest
        assert row.unary_crux == (pytest.approx(needed) if needed <= 1 else None)
        assert row.sensitivity_log_odds == pytest.approx((1 - row.credence) / (1 - whole))
        assert row.swing_log_odds is None
    assert found.rows[0].name in ("difficulty", "disempowerment")


def test_leverages_of_a_framework_cut_what_bears_on_a_claim() -> None:
    """The swing of a claim in the middle ignores its supporters; its sensitivity is the slope in its base score."""
    framework = QBAF({"a": 0.5, "b": 0.5, "t": 0.5}, supports=[("a", "b"), ("b", "t")])
    found = leverages(framework.response("t", "dfquad"), {"a": 0.5, "b": 0.5, "t": 0.5}, threshold=0.9)
    rows = {row.name: row for row in found.rows}
    assert (rows["b"].swing, rows["b"].sensitivity) == pytest.approx((0.5, 0.25))
    assert rows["t"].swing == pytest.approx(1.0)
    assert rows["a"].unary_crux == pytest.approx(0.6)
    assert rows["t"].unary_crux == pytest.approx(0.6)


@random_cases(40)
def test_unary_cruxes_agree_with_looking_along_each_credence(count: int) -> None:
    """The nearest crossing found by bisection in a framework is where a fine grid first crosses."""
    source = random.Random(6)
    names = ["a", "b", "c", "t"]
    for _ in range(count):
        edges = [(x, y) for x, y in itertools.combinations(names, 2)]
        attacks = source.sample(edges, 2)
        framework = QBAF(
            {name: source.random() for name in names}, attacks, [edge for edge in edges if edge not in attacks][:3]
        )
        response = framework.response("t", "quadratic-energy")
        credences = {name: framework.base_scores[name] for name in response.names}
        threshold = source.random()
        found = leverages(response, credences, threshold)  # type: ignore[arg-type]  # all are numbers
        for row in found.rows:
            column = response.names.index(row.name)
            grid = np.tile(np.array(list(credences.values()), dtype=float), (2001, 1))
            grid[:, column] = np.linspace(0, 1, 2001)
            side = response.values(grid) >= threshold
            now = (found.value or 0.0) >= threshold
            crossed = np.flatnonzero(side != now)
            ends_cross = side[0] != now or side[-1] != now
            assert (row.unary_crux is not None) == bool(ends_cross)
            if row.unary_crux is not None and np.all(np.diff(side.astype(int)) >= 0):
                nearest = grid[crossed, column][np.argmin(np.abs(grid[crossed, column] - row.credence))]
                assert row.unary_crux == pytest.approx(nearest, abs=1e-3)


def test_minimal_crux_sets_are_smallest_on_1000_random_products() -> None:
    """No smaller set closes nine tenths of the gap, by listing all."""
    source = random.Random(7)
    for _ in range(1000):
        names = [f"c{number}" for number in range(5)]
        a, b = ({name: source.uniform(0.05, 1) for name in names} for _ in range(2))
        response = ProbabilityModel.product("t", a).response("t")
        start, end = math.prod(a.values()), math.prod(b.values())
        smallest = next(
            size
            for size in range(1, 6)
            for some in itertools.combinations(names, size)
            if abs(end - math.prod({**a, **{name: b[name] for name in some}}.values()))
            <= 0.1 * abs(end - start) + 1e-12
        )
        found = minimal_crux_set(response, a, b)
        assert found.names is not None
        assert (len(found.names), found.method) == (smallest, "smallest")


def test_minimal_crux_set_goes_on_greedily_past_its_limit() -> None:
    """With too many sets to try, one is built claim by claim and not called smallest."""
    names = [f"c{number}" for number in range(12)]
    a, b = dict.fromkeys(names, 0.9), dict.fromkeys(names, 0.6)
    found = minimal_crux_set(ProbabilityModel.product("t", a).response("t"), a, b, most=20)
    assert found.method == "greedy"
    assert found.closed is not None
    assert found.closed >= 0.9


def test_ask_next_names_the_unknown_that_widens_most() -> None:
    """Of two unknown steps, the one with the wider range is asked for; the known are not."""
    response = PRODUCT.response("t")
    found = ask_next(response, {**CARLSMITH, "impact": (0.0, 1.0), "end": (0.9, 1.0)})
    assert [row.name for row in found.rows] == ["impact", "end"]
    assert (found.low, found.method) == (0.0, "exact")
    assert found.high == pytest.approx(0.051376 / 0.65 / 0.95)
    assert found.rows[0].narrowing > found.rows[1].narrowing


def test_ask_next_of_an_all_unknown_viewpoint() -> None:
    """Where nothing is known the conclusion may be anything, and every credence is worth asking for."""
    found = ask_next(PRODUCT.response("t"), dict.fromkeys(CARLSMITH, (0.0, 1.0)))
    assert (found.low, found.high) == (0.0, 1.0)
    assert [row.narrowing for row in found.rows] == [pytest.approx(0.5)] * 6


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("limit", [1, 3, 10])
def test_the_best_few_questions_are_those_of_all(seed: int, limit: int):
    """Bounded in groups, the first unknowns are the same, and narrow as much, as when each is looked at."""
    chance = np.random.default_rng(seed)
    names = tuple(f"p{number}" for number in range(40))
    weights = chance.exponential(size=40) * 10.0 ** -chance.integers(0, 9, 40)

    class Sum(FunctionResponse):
        def bounds(self, low, high):  # type: ignore[no-untyped-def] # as in the class above
            return float(self.values(low[None, :])[0]), float(self.values(high[None, :])[0]), "exact"

    response = Sum(
        lambda p: 1 - np.exp(-sum(w * p[n] for w, n in zip(weights, names, strict=True))), names, vectorised=True
    )
    ends = dict.fromkeys(names, (0.0, 1.0))
    every, first = ask_next(response, ends), ask_next(response, ends, limit=limit)
    assert [row for row in every.rows[:limit] if row.narrowing >= NOTICED] == list(first.rows)
    assert (40, 40) == (every.unknown, first.unknown)


def test_ask_next_in_a_framework_says_how_good_its_bounds_are() -> None:
    """Bounds in a framework are exact where no unknown bears both ways, and `outer` where one does."""
    plain = QBAF({"a": 0.5, "t": 0.5}, supports=[("a", "t")])
    assert ask_next(plain.response("t", "dfquad"), {"a": (0, 1), "t": 0.5}).method == "exact"
    both_ways = QBAF({"a": 0.5, "x": 0.0, "t": 0.5}, attacks=[("a", "t")], supports=[("a", "x"), ("x", "t")])
    assert ask_next(both_ways.response("t", "dfquad"), {"a": (0, 1), "x": 0.0, "t": 0.5}).method == "outer"


def test_many_unknowns_are_climbed_and_called_inner() -> None:
    """With more ranges than corners can be listed for, the bounds are attained ones and say so."""
    names = [f"c{number}" for number in range(20)]
    response = ProbabilityModel.product("t", dict.fromkeys(names, 0.5)).response("t")
    found = ask_next(response, dict.fromkeys(names, (0.5, 1.0)))
    assert (found.low, found.high, found.method) == (pytest.approx(0.5**20), 1.0, "inner")


def test_unsettled_conclusions_have_no_shares(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the strength does not settle for some mixture, shares are undefined, not numbers."""
    monkeypatch.setattr(strength_kernel, "NEWTON_STEPS", 0)
    heavy = {("b", "a"): 100.0, ("half", "b"): 100.0, ("a", "b"): 100.0, ("half", "a"): 100.0}
    framework = QBAF(
        {"a": 0.6, "b": 0.5, "half": 0.5},
        attacks=[("b", "a"), ("half", "b")],
        supports=[("a", "b"), ("half", "a")],
        weights=heavy,
    )
    found = gap(framework.response("a"), {"a": 0.6, "b": 0.5, "half": 0.5}, {"a": 0.6, "b": 0.5, "half": 0.9})
    assert (found.method, [row.share for row in found.rows]) == ("undefined", [None])


def test_robust_claims_lead_under_every_semantics() -> None:
    """Robust is being among the first k everywhere."""
    rankings = {"logodds": ["a", "b", "c"], "dfquad": ["b", "a", "c"], "quadratic-energy": ["c", "b", "a"]}
    assert (robust(rankings, 1), robust(rankings, 2), robust({}, 3)) == ((), ("b",), ())
