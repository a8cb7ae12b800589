"""Strengths in the sense of Jeffrey are what their definition says, and what exact inference says on trees."""

from __future__ import annotations

import itertools
import math
import random
import warnings
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cruxbase.reasoning import gap_analysis, jeffrey_kernel
from cruxbase.reasoning.jeffrey import (
    AnchoredView,
    BadWeight,
    EvidenceGraph,
    Statement,
    Unsettled,
)
from cruxbase.reasoning.jeffrey_response import JeffreyResponse
from cruxbase.reasoning.names import UnknownName
from cruxbase.reasoning.weighing_network import WeighedStep
from random_cases import random_cases


def step(premises: str, conclusion: str, weight: float = 1.0, **more: Any) -> WeighedStep:
    """A step from claims of one letter each."""
    return WeighedStep(f"{premises} -> {conclusion} {more}", tuple(premises), conclusion, weight, **more)


def attack(premises: str, conclusion: str, weight: float = 1.0, **more: Any) -> WeighedStep:
    """A step against a claim."""
    return step(premises, conclusion, weight, attacks=True, **more)


# The definition, claim by claim --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("steps", "stated", "claim", "expected"),
    [
        ([step("a", "c")], {"a": 0.9}, "c", 0.684847),
        ([step("a", "c")], {"a": 1.0}, "c", 0.731059),
        ([step("a", "c")], {"a": 0.0}, "c", 0.268941),
        ([step("ab", "c", 2.0)], {"a": 0.9, "b": 0.8}, "c", 0.738633),
        ([step("a", "c", undercutters=("x",))], {"a": 1.0, "x": 0.75}, "c", 0.615529),
        ([step("a", "c", undercutters=("x",))], {"a": 1.0, "x": 0.5}, "c", 0.731059),
        ([step("a", "c"), attack("b", "c", 2.0)], {"a": 0.9, "b": 0.6}, "c", 0.615173),
        ([step("a", "b"), step("b", "a"), step("c", "a")], {"c": 1.0}, "a", 0.731059),
        ([step("a", "b"), step("b", "a"), step("c", "a")], {"c": 1.0}, "b", 0.606776),
        ([step("a", "c", group="g"), step("b", "c", group="g")], {"a": 1.0, "b": 1.0}, "c", 0.731059),
        ([step("a", "c", group="g"), step("b", "c", group="g")], {"a": 1.0, "b": 0.0}, "c", 0.5),
    ],
)
def test_vectors(steps: list[WeighedStep], stated: dict[str, float], claim: str, expected: float) -> None:
    """The worked vectors of the definition come out to a millionth."""
    assert EvidenceGraph("abcx", steps).strengths(stated)[claim] == pytest.approx(expected, abs=1e-6)


def test_a_chain_forgets() -> None:
    """Seven strong steps from .01 end at .427: a denied first premise says little of a far conclusion."""
    names = "abcdefgh"
    steps = [step(one, other, 2.0) for one, other in itertools.pairwise(names)]
    assert EvidenceGraph(names, steps).strengths({"a": 0.01})["h"] == pytest.approx(0.427, abs=5e-4)


def test_denying_the_only_reason_lowers_below_even_odds() -> None:
    """Who denies the only reason for a claim has less than even odds on it."""
    assert EvidenceGraph("ab", [step("a", "b")]).strengths({"a": 0.1})["b"] < 0.5


def test_requirement_caps() -> None:
    """A claim is no stronger than what it requires, where that is known."""
    graph = EvidenceGraph("acn", [step("a", "c", 2.0)], requires=[("c", "n")])
    assert graph.strengths({"a": 1.0, "n": 0.3})["c"] == 0.3
    assert graph.strengths({"a": 1.0})["c"] == pytest.approx(0.880797, abs=1e-6)


def test_sides_exclude_each_other() -> None:
    """What is said of one side of a crux caps the other at the rest."""
    graph = EvidenceGraph("axy", [step("a", "y", 2.0)], sides=["xy"])
    assert graph.strengths({"a": 1.0, "x": 0.9})["y"] == pytest.approx(0.1)


def test_suspended_judgement_passes_nothing_on() -> None:
    """What somebody suspends judgement on is nobody's number, and moves nothing."""
    view = EvidenceGraph("abc", [step("a", "b"), step("b", "c")]).anchored({"a": 1.0}, withheld={"b"})
    assert (view.strength("b"), view.strength("c"), view.strengths.unknown) == (None, None, frozenset("bc"))


def test_silence_is_no_number() -> None:
    """A claim that nothing stated bears on has no strength; claims that it bears on are left at even odds."""
    strengths = EvidenceGraph("ab", [step("a", "b")]).strengths({})
    assert not strengths
    assert strengths.unknown == frozenset("ab")


# Anchored views ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("said", [0.0, 1.0, 1e-9, 0.3, 0.999999, 1e-12])
def test_what_is_stated_stands(said: float) -> None:
    """A stated credence is met exactly whatever bears on it, and its own reason makes up for the rest."""
    view = EvidenceGraph("ab", [step("a", "b", 2.0)]).anchored({"a": 0.9, "b": said})
    assert view.strength("b") == pytest.approx(said, abs=1e-9)
    logit = math.log(max(said, 1e-10)) - math.log1p(-min(said, 1 - 1e-10))
    assert view.own_reason("b") == pytest.approx(logit - view._solved.evidence[0, 0], abs=1e-9)


def test_record_and_own_reason() -> None:
    """A view tells what was stated, what the recorded reasons alone give, and the own reason between the two."""
    view = EvidenceGraph("ab", [step("a", "b", 1.0)]).anchored({"a": 1.0, "b": 0.5})
    assert view.from_reasons("b") == pytest.approx(0.731059, abs=1e-6)
    assert view.own_reason("b") == pytest.approx(-1.0)
    assert view.from_reasons("a") is None


@pytest.mark.parametrize(("given", "expected"), [(1.0, 0.6), (0.0, 0.268941)])
def test_a_bound_bounds_what_follows(given: float, expected: float) -> None:
    """A bound of at most 60% leaves a claim to its reasons below 60%, and never stands for its middle."""
    graph = EvidenceGraph("ab", [step("a", "b")])
    view = graph.anchored({"a": given, "b": Statement(0.0, 0.6, None)})
    assert view.strength("b") == pytest.approx(expected, abs=1e-6)


@settings(deadline=None)
@given(st.integers(0, 10**9))
def test_every_statement_is_met(seed: int) -> None:
    """Every stated credence of any view on any graph is met to a billionth, also once set free with own reasons."""
    source = random.Random(seed)
    graph, stated = random_graph(source), {}
    for claim in source.sample(graph.claims, source.randrange(len(graph.claims) + 1)):
        stated[claim] = source.choice([source.random(), 0.0, 1.0])
    view = graph.anchored(stated)
    assert {claim: view.strength(claim) for claim in stated} == pytest.approx(stated, abs=1e-9)


# Ranges and slopes ---------------------------------------------------------------------------------------------------


@settings(deadline=None)
@given(st.integers(0, 10**9))
def test_bounds_hold_every_view_between(seed: int) -> None:
    """Whatever is believed within the stated ranges, strengths are within the bounds."""
    source = random.Random(seed)
    graph = random_graph(source)
    ranges = {}
    for claim in source.sample(graph.claims, source.randrange(1, len(graph.claims) + 1)):
        low, high = sorted((source.random(), source.random()))
        ranges[claim] = Statement(low, high, (low + high) / 2)
    bounds = graph.anchored(ranges).bounds
    for _ in range(5):
        inside = {claim: source.uniform(low, high) for claim, (low, high, *_) in ranges.items()}
        for claim, strength in graph.strengths(inside).items():
            assert bounds[claim][0] - 1e-9 <= strength <= bounds[claim][1] + 1e-9


@settings(deadline=None)
@given(st.integers(0, 10**9))
def test_slopes_are_differences(seed: int) -> None:
    """The adjoint's slopes are those of small differences where nothing has a kink."""
    source = random.Random(seed)
    graph = random_graph(source, plain=True)
    stated = {claim: source.uniform(0.1, 0.9) for claim in source.sample(graph.claims, 3)}
    view = graph.anchored(stated)
    target = source.choice([claim for claim in graph.claims if claim not in stated])
    if view.strengths.guarantee == "none" or view.strength(target) is None:
        return
    slopes = view.gradient(target)
    for claim, value in stated.items():
        above, below = (graph.strengths({**stated, claim: value + move})[target] for move in (1e-5, -1e-5))
        assert slopes[claim] == pytest.approx((above - below) / 2e-5, abs=1e-5)


# Properties ----------------------------------------------------------------------------------------------------------


@settings(deadline=None)
@given(st.integers(0, 10**9))
def test_even_odds_in_ignorance(seed: int) -> None:
    """With nothing stated, every claim is at even odds."""
    graph = random_graph(random.Random(seed))
    assert graph.anchored({})._solved.strengths == pytest.approx(0.5, abs=1e-12)


@settings(deadline=None)
@given(st.integers(0, 10**9), st.floats(0, 1), st.floats(0, 1))
def test_more_belief_in_a_reason_never_lowers(seed: int, one: float, other: float) -> None:
    """A claim that is only supported never loses when its reasons are believed more."""
    source = random.Random(seed)
    steps = [step("a", "b"), step("ab", "c", source.choice([0.5, 1.0, 2.0])), step("c", "d"), step("b", "d", group="g")]
    low, high = sorted((one, other))
    graph = EvidenceGraph("abcd", steps)
    assert graph.strengths({"a": low})["d"] <= graph.strengths({"a": high})["d"] + 1e-12


@settings(deadline=None)
@given(st.floats(0, 1), st.floats(0, 1))
def test_an_undercutter_below_even_odds_does_nothing(premise: float, undercutter: float) -> None:
    """What is not believed beyond even odds undercuts nothing; what is, draws its step towards even odds."""
    steps = [step("a", "b", 2.0, undercutters=("x",))]
    graph = EvidenceGraph("abx", steps)
    plain, cut = graph.strengths({"a": premise})["b"], graph.strengths({"a": premise, "x": undercutter})["b"]
    if undercutter <= 0.5:
        assert cut == pytest.approx(plain)
    else:
        assert abs(cut - 0.5) <= abs(plain - 0.5) + 1e-12


# Referees ------------------------------------------------------------------------------------------------------------


def random_graph(source: random.Random, *, plain: bool = False) -> EvidenceGraph:
    """A graph of up to nine claims with cycles, and unless `plain` with undercuts, groups, requirements and cruxes."""
    claims = "abcdefghi"[: source.randrange(4, 10)]
    steps = []
    for number in range(source.randrange(1, 3 * len(claims))):
        premises = tuple(source.sample(claims, min(len(claims) - 1, source.choice([1, 1, 1, 2, 3]))))
        conclusion = source.choice([claim for claim in claims if claim not in premises])
        extra = [claim for claim in claims if claim != conclusion]
        undercutters = tuple(source.sample(extra, source.choice([0, 0, 1, 2]))) if not plain else ()
        group = source.choice(["", "", "g", "h"]) if not plain else ""
        weight = source.choice([0.5, 1.0, 2.0])
        steps.append(WeighedStep(str(number), premises, conclusion, weight, source.random() < 0.4, undercutters, group))
    requires = [tuple(source.sample(claims, 2)) for _ in range(0 if plain else source.randrange(2))]
    sides = [source.sample(claims, 2) for _ in range(0 if plain else source.randrange(2))]
    return EvidenceGraph(claims, steps, requires, sides)  # type: ignore[arg-type]


def plain_strengths(view: AnchoredView) -> dict[str, float] | None:
    """The definition in plain Python: sweeps over claims and cavities until nothing moves; None where it goes on."""
    graph = view.graph
    fixed = {claim: statement.number for claim, statement in view.stated.items() if statement.number is not None}
    keys = [(claim, without) for claim in graph.claims for without in (None, *graph.claims)]
    values = {key: fixed.get(key[0], 0.5) for key in keys}
    known = {claim for claim in graph.claims if view.knows(claim)}

    def evidence(one: WeighedStep) -> float:
        weight = 1 / (1 + math.exp(-one.weight))
        unknown = 0.5 ** len(one.premises)
        denied = (0.5 - unknown * weight) / (1 - unknown)
        held = math.prod(values[premise, one.conclusion] for premise in one.premises)
        standing = math.prod(1 - max(0.0, 2 * values[x, one.conclusion] - 1) for x in one.undercutters)
        made = held * weight + (1 - held) * denied
        left = standing * made + (1 - standing) * 0.5
        return (-1 if one.attacks else 1) * math.log(left / (1 - left))

    def value(claim: str, without: str | None) -> float:
        if claim in fixed:
            return fixed[claim]
        units: dict[Any, list[float]] = {}
        for one in graph.steps:
            if one.conclusion == claim and without not in one.premises:
                units.setdefault(one.group or one, []).append(evidence(one))
        total = sum(max(0.0, *unit) + min(0.0, *unit) if len(unit) > 1 else unit[0] for unit in units.values())
        strength = 1 / (1 + math.exp(-total))
        for capped, need in graph.requires:
            if capped == claim and need != without and need in known:
                strength = min(strength, values[need, None])
        for several in graph.sides:
            if claim in several:
                strength = min(strength, max(0.0, 1 - sum(fixed.get(c, 0.0) for c in several if c != claim)))
        return strength

    for _ in range(3000):
        moved = {key: value(*key) for key in keys}
        if max(abs(moved[key] - values[key]) for key in keys) < 1e-13:
            return {claim: moved[claim, None] for claim in graph.claims}
        values = {key: 0.5 * values[key] + 0.5 * moved[key] for key in keys}
    return None


@random_cases(quick=60)
def test_agrees_with_the_plain_definition(count: int) -> None:
    """Random graphs with everything in them have the strengths of the definition in plain Python."""
    compared = 0
    for seed in range(count):
        source = random.Random(seed)
        graph = random_graph(source)
        stated = {claim: source.random() for claim in source.sample(graph.claims, 2)}
        view = graph.anchored(stated)
        plain = plain_strengths(view)
        if plain is None or (view.strengths.guarantee == "none" and view._solved.iterations):
            continue  # without a guarantee, another solution is no mistake
        compared += 1
        strengths = view._solved.strengths[:, 0]
        assert dict(zip(graph.claims, strengths.tolist(), strict=False)) == pytest.approx(plain, abs=1e-9), seed
    assert compared > count / 2


@random_cases(quick=20)
def test_what_settles_solves_the_definition(count: int) -> None:
    """Every solution returned is one of the definition, whether or not it is the only one."""
    for seed in range(count):
        source = random.Random(seed)
        view = random_graph(source).anchored({})
        stated = {claim: source.random() for claim in source.sample(view.graph.claims, 1)}
        solved = view.graph.anchored(stated)._solved
        again = view.graph._kernel.solve(view.graph.anchored(stated)._setting, solved.strengths)
        assert again.strengths == pytest.approx(solved.strengths, abs=1e-9, nan_ok=True), seed


def random_tree(source: random.Random) -> tuple[list[WeighedStep], dict[str, float], str]:
    """Steps that all lead to one root, each claim with one way to it; credences of its leaves."""
    steps: list[WeighedStep] = []
    stated: dict[str, float] = {}
    waiting, number = ["root"], 0
    while waiting:
        claim = waiting.pop()
        reasons = source.randrange(0, 4) if claim != "root" and number < 10 else (2 if claim == "root" else 0)
        if not reasons:
            stated[claim] = source.random()
        for _ in range(reasons):
            premises = tuple(f"c{number + place}" for place in range(source.choice([1, 1, 2, 3])))
            number += len(premises)
            weight = source.choice([0.5, 1.0, 2.0])
            steps.append(WeighedStep(f"s{len(steps)}", premises, claim, weight, source.random() < 0.4))
            waiting += premises
    return steps, stated, "root"


@pytest.mark.parametrize("count", [10, pytest.param(200, marks=pytest.mark.slow)])
def test_agrees_with_exact_inference_on_trees(count: int) -> None:
    """On trees the root is as probable as in a Bayesian network with even priors and evidence at the leaves."""
    pyagrum = pytest.importorskip("pyagrum", exc_type=ImportError)
    for seed in range(count):
        steps, stated, root = random_tree(random.Random(seed))
        claims = dict.fromkeys([root, *(claim for one in steps for claim in one.premises)])
        network = pyagrum.BayesNet()
        for claim in claims:
            network.add(pyagrum.LabelizedVariable(claim, claim, 2))
            network.cpt(claim)[:] = [0.5, 0.5]
        evidence: dict[str, Any] = {claim: [1 - value, value] for claim, value in stated.items()}
        for one in steps:
            weight = 1 / (1 + math.exp(-one.weight))
            unknown = 0.5 ** len(one.premises)
            made = {True: weight, False: (0.5 - unknown * weight) / (1 - unknown)}
            network.add(pyagrum.LabelizedVariable(one.name, one.name, 2))
            for claim in (*one.premises, one.conclusion):
                network.addArc(claim, one.name)
            for bits in np.ndindex(*(2,) * (len(one.premises) + 1)):
                likely = made[all(bits[:-1])]
                likely = likely if bits[-1] != one.attacks else 1 - likely
                where = dict(zip((*one.premises, one.conclusion), bits, strict=True))
                network.cpt(one.name)[where] = [1 - likely, likely]
            evidence[one.name] = 1
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            inference = pyagrum.LazyPropagation(network)
            inference.setEvidence(evidence)
            inference.makeInference()
        expected = float(inference.posterior(root)[1])
        assert EvidenceGraph(claims, steps).strengths(stated)[root] == pytest.approx(expected, abs=1e-9), seed


# Cycles --------------------------------------------------------------------------------------------------------------


def test_no_solution_is_passed_off_as_the_only_one() -> None:
    """A cycle of strong supports may have other solutions, and says so; one of moderate ones has none."""
    ring = [step(one, other, 2.0) for one, other in zip("abc", "bca", strict=True)]
    everyone = [step(one, other, 2.0) for one in "abcd" for other in "abcd" if one != other]
    assert EvidenceGraph("abc", ring).strengths({}).guarantee == "contraction"
    assert EvidenceGraph("abcd", everyone).strengths({}).guarantee == "none"


def test_a_statement_on_a_cycle_opens_it() -> None:
    """Where somebody spoke of a claim on a cycle, nothing goes round it any more."""
    steps = [step(one, other, 2.0) for one, other in zip("abc", "bca", strict=True)]
    assert EvidenceGraph("abc", steps).strengths({"a": 0.9}).guarantee == "acyclic"


def test_swinging_cycles_settle() -> None:
    """Three claims that attack each other round a cycle of great weight settle at even odds."""
    steps = [attack(one, other, 40.0) for one, other in zip("abc", "bca", strict=True)]
    strengths = EvidenceGraph("abcx", [*steps, step("x", "a")]).strengths({"x": 0.8})
    assert strengths.converged


def test_what_has_no_strength_says_so() -> None:
    """A claim whose cycle does not settle raises an error that says that, not that there is no such claim."""
    graph = EvidenceGraph("ab", [step("a", "b")])
    strengths = graph.strengths({"a": 0.9})
    without = type(strengths)("jeffrey", "Newton", False, 1, "none", frozenset("b"), frozenset(), {"a": 0.9})
    with pytest.raises(Unsettled, match="has no strength"):
        without["b"]
    assert without.get("b") is None


# Errors --------------------------------------------------------------------------------------------------------------


def test_mistakes_are_refused() -> None:
    """Unknown claims, weights that are none, steps without premises and credences out of range are errors."""
    with pytest.raises(UnknownName):
        EvidenceGraph("a", [step("b", "a")])
    with pytest.raises(BadWeight):
        EvidenceGraph("ab", [step("a", "b", 0.0)])
    with pytest.raises(BadWeight):
        EvidenceGraph("ab", [step("", "b")])
    with pytest.raises(ValueError, match="from 0 to 1"):
        EvidenceGraph("ab", []).strengths({"a": 1.2})
    with pytest.raises(UnknownName):
        EvidenceGraph("ab", []).strengths({"z": 0.2})


@pytest.mark.parametrize("seed", range(60))
def test_the_part_that_leads_to_a_claim_has_the_bounds_of_the_whole(seed: int):
    """With some credences fixed between corners, what does not lead to the target makes no difference to its bounds."""
    graph = random_graph(random.Random(seed))
    target, *names = graph.index
    response = JeffreyResponse(graph.anchored({}), target, tuple(names[::2]))
    numbers = np.array([graph.index[name] for name in response.names], dtype=np.int64)
    ends = np.sort(np.random.default_rng(seed).random((2, 5, len(numbers))), axis=0)
    low, high = (response.corner(rows, numbers) for rows in ends)
    below, above = graph._kernel.bounds(low, high)
    place = graph.index[target]
    least, most, _ = response.bounds_of_rows(*ends)
    np.testing.assert_allclose([least, most], [below[place], above[place]], atol=1e-10)
    inside = response.bounds_inside(ends[0].min(axis=0), ends[1].max(axis=0))(*ends)
    np.testing.assert_allclose(inside[:2], [below[place], above[place]], atol=1e-7)


@pytest.mark.parametrize("seed", range(40))
def test_large_cycles_come_to_the_same_piece_by_piece(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Strengths, bounds and closures of what is solved in pieces, from nearby, are those of the plain rounds."""
    found = []
    for large in (10**9, 4):
        monkeypatch.setattr(jeffrey_kernel, "LARGE", large)
        monkeypatch.setattr(gap_analysis, "LARGE", large)
        source = random.Random(seed)
        graph = random_graph(source)
        stated = [{c: round(source.uniform(0.05, 0.95), 2) for c in source.sample(graph.claims, 4)} for _ in range(2)]
        pair = gap_analysis.PairOfViews(*(graph.anchored(one) for one in stated))
        if any(view.strengths.guarantee == "none" or view.strengths.unsettled for view in pair.views):
            pytest.skip("other solutions may exist")
        rows = [list(dict(view.strengths).values()) for view in pair.views]
        rows += [[end for ends in view.bounds.values() for end in ends] for view in pair.views]
        for target in graph.claims:
            if all(view.knows(target) for view in pair.views) and abs(pair.gap_at(graph.index[target])) > 1e-3:
                closures = sorted(pair.analysis(target).closures, key=lambda row: row.claim)
                rows += [[part for part in row[1:5] if part is not None] for row in map(_fields, closures)]
        found.append(rows)
    assert [pytest.approx(row, abs=1e-6) for row in found[0]] == found[1]


@pytest.mark.parametrize("large", [10**9, 4])
@pytest.mark.parametrize("seed", range(25))
def test_verdicts_alone_are_those_of_the_whole_analysis(seed: int, large: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where only verdicts are asked for, they and the closures that come with them are those of the whole."""
    monkeypatch.setattr(jeffrey_kernel, "LARGE", large)
    monkeypatch.setattr(gap_analysis, "LARGE", large)
    source = random.Random(seed)
    graph = random_graph(source)
    stated = [
        {c: round(source.uniform(0.05, 0.95), 2) for c in source.sample(graph.claims, min(5, len(graph.claims)))}
        for _ in range(2)
    ]
    views = [graph.anchored(one) for one in stated]
    if any(view.strengths.guarantee == "none" or view.strengths.unsettled for view in views):
        pytest.skip("other solutions may exist")
    for target in graph.claims:
        if all(view.knows(target) for view in views):
            whole = gap_analysis.PairOfViews(*views).analysis(target)
            near = gap_analysis.PairOfViews(*views).analysis(target, closures="cruxes")
            double = gap_analysis.PairOfViews(*views).analysis(target, closures="double cruxes")
            named = {one.claim for one in whole.near_cruxes}.union(whole.double_cruxes)
            assert (whole.double_cruxes, whole.near_cruxes) == (near.double_cruxes, near.near_cruxes)
            assert (whole.double_cruxes, ()) == (double.double_cruxes, double.near_cruxes)
            assert [row.claim for row in whole.closures if row.claim in named] == [row.claim for row in near.closures]
            assert [pytest.approx(_numbers(row), abs=1e-6) for row in whole.closures if row.claim in named] == [
                _numbers(row) for row in near.closures
            ]


def _numbers(row: gap_analysis.Closure) -> list[float]:
    return [part for part in _fields(row)[1:] if part is not None]


def _fields(row: gap_analysis.Closure) -> tuple[Any, ...]:
    return (row.claim, row.from_a, row.from_b, row.near_from_a, row.near_from_b)
