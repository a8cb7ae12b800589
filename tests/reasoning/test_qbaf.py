"""Gradual semantics: published values, axioms, brute force, contributions, bounds and the `.bag` format."""

from __future__ import annotations

import itertools
import math
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cruxbase.reasoning import QBAF, MalformedText, Sampling, UnknownName, strength_kernel
from cruxbase.reasoning.contributions import SelfContribution, UnknownKind, shapley_contributions
from cruxbase.reasoning.gradual_semantics import SEMANTICS, UnknownSemantics
from cruxbase.reasoning.qbaf import BadScore, NotExpressible, UnknownBaseScore, UnknownEdge
from cruxbase.reasoning.settled_strengths import Unsettled
from random_cases import random_cases

NAMES = tuple(SEMANTICS)
KINDS = ("removal", "intrinsic-removal", "shapley", "gradient")
DUAL = ("logodds", "dfquad", "squared-dfquad", "quadratic-energy")
"""Semantics under which turning attacks into supports and τ into 1 − τ turns σ into 1 − σ; Euler-based ones do not."""


# Published vectors -----------------------------------------------------------------------------------------------

EXAMPLE_3_1 = QBAF({"a": 0.5, "b": 0.5, "c": 0.5}, attacks=[("b", "a")], supports=[("c", "b")])
FIGURE_1 = QBAF(
    {"a": 0.5, "b": 0.0, "c": 0.0, "d": 0.0, "e": 0.5},
    attacks=[("c", "a"), ("d", "a")],
    supports=[("e", "b"), ("e", "c"), ("e", "d"), ("b", "a")],
)
MOVIE = QBAF(
    {"m": 0.79, "fW": 0.02, "fD": 0.05, "fA": 0.16, "A1": 0.05, "A2": 0.07},
    attacks=[("fW", "m")],
    supports=[("fD", "m"), ("fA", "m"), ("A1", "fA"), ("A2", "fA")],
)


def test_kampik_example_3_1_strengths() -> None:
    """Kampik et al. 2024 (arXiv 2401.08879), Example 3.1, DF-QuAD."""
    assert dict(EXAMPLE_3_1.strengths("dfquad")) == pytest.approx({"a": 0.125, "b": 0.75, "c": 0.5}, abs=1e-6)


@pytest.mark.parametrize(
    ("framework", "source", "target", "expected", "digits"),
    [
        pytest.param(EXAMPLE_3_1, "b", "a", (-0.375, -0.25, -0.3125, -0.25), 1e-6, id="Example 3.1, b to a"),
        pytest.param(EXAMPLE_3_1, "c", "a", (-0.125, -0.125, -0.0625, -0.25), 1e-6, id="Example 3.1, c to a"),
        pytest.param(FIGURE_1, "e", "a", (-0.125, None, -0.083333, 0.0), 1e-6, id="Figure 1, e to a"),
        pytest.param(MOVIE, "fA", "m", (0.051443, 0.03192, 0.044726, 0.176258), 1e-6, id="Table 5, fA to m"),
        pytest.param(MOVIE, "fW", "m", (-0.0042, -0.0042, -0.00807, -0.21), 5e-6, id="Table 5, fW to m"),
    ],
)
def test_kampik_contributions(
    framework: QBAF, source: str, target: str, expected: tuple[float | None, ...], digits: float
) -> None:
    """Kampik et al. 2024 (arXiv 2401.08879), Example 3.1, Figure 1 and Table 5, DF-QuAD."""
    for kind, value in zip(KINDS, expected, strict=True):
        if value is not None:
            assert framework.contribution(source, target, kind, "dfquad").value == pytest.approx(value, abs=digits)


def test_kampik_strengths_of_figure_1_and_the_movie() -> None:
    """Kampik et al. 2024, Figure 1: σ(a) = .375; the movie of Table 5: σ(m) = .847743, σ(fA) = .25786."""
    assert FIGURE_1.strengths("dfquad")["a"] == pytest.approx(0.375, abs=1e-6)
    movie = MOVIE.strengths("dfquad")
    assert (movie["m"], movie["fA"]) == pytest.approx((0.847743, 0.25786), abs=1e-6)


# Brute force: the table of section 2, one node at a time ---------------------------------------------------------


def logit(p: float) -> float:
    """Log-odds."""
    return math.log(p / (1 - p))


def strength_by_definition(semantics: str, base: float, attackers: list[float], supporters: list[float]) -> float:
    """One node's strength, for edges of weight 1 (or reasons already weighed, under `logodds`)."""
    if semantics in ("dfquad", "squared-dfquad"):
        total = math.prod(1 - a for a in attackers) - math.prod(1 - s for s in supporters)
    elif semantics == "euler-based-top":
        total = max([0.0, *supporters]) - max([0.0, *attackers])
    else:
        total = sum(supporters) - sum(attackers)
    if semantics == "logodds":
        return 1 / (1 + math.exp(-(logit(min(0.999, max(0.001, base))) + total)))
    if semantics.startswith("euler"):
        return 1 - (1 - base**2) / (1 + base * math.exp(total))

    def push(x: float) -> float:
        x = max(0.0, x)
        return {"dfquad": x, "squared-dfquad": x / (1 + x), "quadratic-energy": x**2 / (1 + x**2)}[semantics]

    return base - base * push(-total) + (1 - base) * push(total)


def strengths_by_definition(framework: QBAF, semantics: str, steps: int) -> dict[str, float]:
    """Plain iteration from the base scores, with premises, defeaters, weights and groups as documented."""
    weights = framework.weights if semantics == "logodds" else {}
    strengths = {name: float(score) for name, score in framework.base_scores.items()}  # type: ignore[arg-type]  # numbers here
    group_of = {edge: group for group, edges in framework.groups.items() for edge in edges}

    def reasons(name: str, edges: tuple[tuple[str, str], ...]) -> list[float]:
        units: dict[object, float] = {}
        for edge in edges:
            if edge[1] == name:
                unit = group_of.get(edge, edge)
                units[unit] = max(units.get(unit, 0.0), strengths[edge[0]] * weights.get(edge, 1.0))
        return list(units.values())

    for _ in range(steps):
        after = {}
        for name, score in framework.base_scores.items():
            base = float(score)  # type: ignore[arg-type]  # numbers here
            base *= math.prod(strengths[premise] for premise in framework.links.get(name, ()))
            base *= math.prod(1 - strengths[defeater] for defeater in framework.defeaters.get(name, ()))
            attackers, supporters = reasons(name, framework.attacks), reasons(name, framework.supports)
            is_step = name in framework.links or name in framework.defeaters
            if is_step and not attackers and not supporters:
                after[name] = base
            else:
                after[name] = strength_by_definition(semantics, base, attackers, supporters)
        strengths = after
    return strengths


def random_framework(source: random.Random, *, acyclic: bool, most: int = 7, plain: bool = False) -> QBAF:
    """A framework with certain base scores too, and unless `plain` with weights, steps, defeaters and a group."""
    count = source.randrange(1, most + 1)
    names = [f"n{number}" for number in range(count)]
    pairs = [(a, b) for a, b in itertools.product(names, names) if not acyclic or a < b]
    density = source.choice((0.2, 0.4))
    attacks = [pair for pair in pairs if source.random() < density]
    supports = [pair for pair in pairs if source.random() < density]
    scores = {name: source.choice((0.0, 1.0, source.random(), source.random(), source.random())) for name in names}
    if plain:
        return QBAF(scores, attacks, supports)
    weights = {edge: source.choice((0.5, 1.0, 2.0)) for edge in dict.fromkeys((*attacks, *supports))}
    links = {b: [a for a in names[: names.index(b)] if source.random() < 0.3] for b in names if source.random() < 0.3}
    defeaters = {
        b: [a for a in names[: names.index(b)] if source.random() < 0.2] for b in names if source.random() < 0.2
    }
    groups = {"study": [edge for edge in dict.fromkeys((*attacks, *supports)) if source.random() < 0.4]}
    return QBAF(scores, attacks, supports, weights, links=links, defeaters=defeaters, groups=groups)


@pytest.mark.parametrize("semantics", NAMES)
def test_acyclic_strengths_agree_with_the_definition_on_1000_random_frameworks(semantics: str) -> None:
    """One topological pass gives what iterating the definition gives."""
    source = random.Random(1)
    for _ in range(1000):
        framework = random_framework(source, acyclic=True, most=6)
        strengths = framework.strengths(semantics)
        expected = strengths_by_definition(framework, semantics, len(framework.arguments) + 1)
        assert dict(strengths) == pytest.approx(expected, abs=1e-12)
        assert (strengths.converged, strengths.guarantee, strengths.method) == (True, "acyclic", "topological")


@pytest.mark.parametrize("semantics", NAMES)
def test_cyclic_strengths_are_fixpoints_on_1000_random_frameworks(semantics: str) -> None:
    """Whatever settles is a fixpoint of the definition; where it must settle, it does."""
    source = random.Random(2)
    settled = 0
    for _ in range(1000):
        framework = random_framework(source, acyclic=False, most=5)
        strengths = framework.strengths(semantics)
        assert strengths.converged == (not strengths.unsettled)
        assert strengths.converged or strengths.guarantee == "none"
        if strengths.converged:
            settled += 1
            moved = framework.with_base_scores({})
            after = one_step(moved, semantics, dict(strengths))
            assert dict(strengths) == pytest.approx(after, abs=1e-9)
    assert settled > 900


def one_step(framework: QBAF, semantics: str, strengths: dict[str, float]) -> dict[str, float]:
    """What the definition makes of some strengths."""
    group_of = {edge: group for group, edges in framework.groups.items() for edge in edges}
    weights = framework.weights if semantics == "logodds" else {}
    after = {}
    for name, score in framework.base_scores.items():
        base = float(score)  # type: ignore[arg-type]  # numbers here
        base *= math.prod(strengths[premise] for premise in framework.links.get(name, ()))
        base *= math.prod(1 - strengths[defeater] for defeater in framework.defeaters.get(name, ()))
        sides = []
        for edges in (framework.attacks, framework.supports):
            units: dict[object, float] = {}
            for edge in edges:
                if edge[1] == name:
                    unit = group_of.get(edge, edge)
                    units[unit] = max(units.get(unit, 0.0), strengths[edge[0]] * weights.get(edge, 1.0))
            sides.append(list(units.values()))
        plain = (name in framework.links or name in framework.defeaters) and not any(sides)
        after[name] = base if plain else strength_by_definition(semantics, base, *sides)
    return after


# Axioms ----------------------------------------------------------------------------------------------------------

scores = st.floats(0, 1).map(lambda x: round(x, 3))
small = st.integers(1, 5)


@st.composite
def frameworks(draw: st.DrawFn) -> QBAF:
    """Small frameworks without cycles."""
    count = draw(small)
    names = [f"n{number}" for number in range(count)]
    pairs = st.sampled_from([(a, b) for a, b in itertools.product(names, names) if a < b] or [None])
    attacks = draw(st.lists(pairs, max_size=6))
    supports = draw(st.lists(pairs, max_size=6))
    base = {name: draw(scores) for name in names}
    return QBAF(base, [e for e in attacks if e], [e for e in supports if e])


semantics_names = st.sampled_from(NAMES)


@settings(max_examples=150, deadline=None)
@given(frameworks(), semantics_names)
def test_strengths_are_between_0_and_1(framework: QBAF, semantics: str) -> None:
    """Every strength is from 0 to 1."""
    assert all(-1e-12 <= strength <= 1 + 1e-12 for strength in framework.strengths(semantics).values())


@settings(max_examples=150, deadline=None)
@given(scores, st.lists(scores, max_size=4), semantics_names)
def test_balance(base: float, reasons: list[float], semantics: str) -> None:
    """Equal reasons for and against leave the base score, as none do (balance, stability); `logodds` clamps it."""
    names = [f"r{number}" for number in range(len(reasons))]
    framework = QBAF(
        {"t": base, **{f"{name}+": score for name, score in zip(names, reasons, strict=True)}}
        | {f"{name}-": score for name, score in zip(names, reasons, strict=True)},
        attacks=[(f"{name}-", "t") for name in names],
        supports=[(f"{name}+", "t") for name in names],
    )
    expected = min(0.999, max(0.001, base)) if semantics == "logodds" else base
    assert framework.strengths(semantics)["t"] == pytest.approx(expected, abs=1e-9)


@settings(max_examples=150, deadline=None)
@given(frameworks(), semantics_names, scores)
def test_monotony(framework: QBAF, semantics: str, score: float) -> None:
    """One more supporter never weakens an argument, and one more attacker never strengthens it."""
    target = framework.arguments[-1]
    before = framework.strengths(semantics)[target]
    scores_with = {**framework.base_scores, "new": score}
    supported = QBAF(scores_with, framework.attacks, [*framework.supports, ("new", target)])
    attacked = QBAF(scores_with, [*framework.attacks, ("new", target)], framework.supports)
    assert supported.strengths(semantics)[target] >= before - 1e-12
    assert attacked.strengths(semantics)[target] <= before + 1e-12


@settings(max_examples=150, deadline=None)
@given(frameworks(), semantics_names, scores)
def test_monotony_in_base_scores(framework: QBAF, semantics: str, score: float) -> None:
    """A higher base score never makes an argument itself weaker, nor what it alone supports directly."""
    first = framework.arguments[0]
    raised = framework.with_base_scores({first: max(score, float(framework.base_scores[first]))})  # type: ignore[arg-type]  # numbers here
    before, after = framework.strengths(semantics), raised.strengths(semantics)
    assert after[first] >= before[first] - 1e-12
    for name in framework.arguments:
        reasons = [edge for edge in (*framework.attacks, *framework.supports) if edge[1] == name]
        if reasons == [(first, name)] and (first, name) in framework.supports:
            assert after[name] >= before[name] - 1e-12


@settings(max_examples=150, deadline=None)
@given(frameworks(), semantics_names, scores)
def test_directionality(framework: QBAF, semantics: str, score: float) -> None:
    """What an argument does not bear on is not moved by it."""
    changed = framework.with_base_scores({framework.arguments[-1]: score})  # edges go from earlier to later names
    before, after = framework.strengths(semantics), changed.strengths(semantics)
    for name in framework.arguments[:-1]:
        assert before[name] == after[name]


@settings(max_examples=100, deadline=None)
@given(frameworks(), st.sampled_from(DUAL))
def test_duality(framework: QBAF, semantics: str) -> None:
    """Where it holds: swapping τ with 1 − τ and attacks with supports swaps the influence of the same reasons.

    Reasons keep their strengths, so it is a property of one node with its reasons as leaves (Potyka 2018).
    """
    target = framework.arguments[-1]
    strengths = framework.strengths(semantics)
    leaves = {name: strengths[name] for name in framework.arguments if name != target}
    attacks = [edge for edge in framework.attacks if edge[1] == target]
    supports = [edge for edge in framework.supports if edge[1] == target]
    base = framework.base_scores[target]
    assert isinstance(base, float)
    one = QBAF({**leaves, target: base}, attacks, supports).strengths(semantics)[target]
    dual = QBAF({**leaves, target: 1 - base}, supports, attacks).strengths(semantics)[target]
    assert one + dual == pytest.approx(1, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(frameworks(), semantics_names)
def test_shapley_contributions_are_efficient(framework: QBAF, semantics: str) -> None:
    """They sum to the strength with everyone less the strength alone."""
    target = framework.arguments[-1]
    total = sum(row.value or 0.0 for row in shapley_contributions(framework, target, semantics).values())
    alone = QBAF({target: framework.base_scores[target]}).strengths(semantics)[target]
    assert total == pytest.approx(framework.strengths(semantics)[target] - alone, abs=1e-9)


# Contributions and slopes ----------------------------------------------------------------------------------------


def without(framework: QBAF, removed: set[str]) -> QBAF:
    """The framework built anew without some arguments."""
    kept = {name: score for name, score in framework.base_scores.items() if name not in removed}
    return QBAF(
        kept,
        [(a, b) for a, b in framework.attacks if a in kept and b in kept],
        [(a, b) for a, b in framework.supports if a in kept and b in kept],
    )


@random_cases(60)
@pytest.mark.parametrize("semantics", NAMES)
def test_contributions_agree_with_removing_arguments_on_random_frameworks(semantics: str, count: int) -> None:
    """Removal, intrinsic removal and Shapley contributions are those of frameworks built anew without the arguments."""
    source = random.Random(3)
    for _ in range(count):
        framework = random_framework(source, acyclic=True, most=5, plain=True)
        target = framework.arguments[-1]
        others = [name for name in framework.arguments if name != target]
        worth = {
            some: without(framework, set(others) - set(some)).strengths(semantics)[target]
            for size in range(len(others) + 1)
            for some in itertools.combinations(others, size)
        }
        for name in others:
            rest = [other for other in others if other != name]
            shapley = 0.0
            for size in range(len(rest) + 1):
                weight = math.factorial(size) * math.factorial(len(rest) - size) / math.factorial(len(others))
                for some in itertools.combinations(rest, size):
                    joined = tuple(other for other in others if other in (*some, name))
                    shapley += weight * (worth[joined] - worth[some])
            assert framework.contribution(name, target, "shapley", semantics).value == pytest.approx(shapley, abs=1e-9)
            removal = worth[tuple(others)] - worth[tuple(rest)]
            assert framework.contribution(name, target, "removal", semantics).value == pytest.approx(removal, abs=1e-9)
            cut = QBAF(
                framework.base_scores,
                [edge for edge in framework.attacks if edge[1] != name],
                [edge for edge in framework.supports if edge[1] != name],
            )
            intrinsic = cut.strengths(semantics)[target] - without(cut, {name}).strengths(semantics)[target]
            found = framework.contribution(name, target, "intrinsic-removal", semantics).value
            assert found == pytest.approx(intrinsic, abs=1e-9)


@random_cases(60)
@pytest.mark.parametrize("semantics", NAMES)
def test_contributions_on_cycles_agree_with_removing_arguments(semantics: str, count: int) -> None:
    """Where a cyclic framework has one solution only, contributions are those of frameworks built anew, too."""
    source = random.Random(7)
    compared = 0
    while compared < count:
        framework = random_framework(source, acyclic=False, most=4, plain=True)
        strengths = framework.strengths(semantics)
        if strengths.guarantee != "contraction":
            continue
        target, *others = framework.arguments
        compared += 1
        for name in others:
            removed = without(framework, {name}).strengths(semantics)
            row = framework.contribution(name, target, "removal", semantics)
            assert row.value == pytest.approx(strengths[target] - removed[target], abs=1e-8)
        total = sum(row.value or 0.0 for row in shapley_contributions(framework, target, semantics).values())
        alone = without(framework, set(others)).strengths(semantics)[target]
        assert total == pytest.approx(strengths[target] - alone, abs=1e-8)


@random_cases(60)
@pytest.mark.parametrize("semantics", NAMES)
def test_gradients_agree_with_differences_on_random_frameworks(semantics: str, count: int) -> None:
    """The adjoint gives the slopes that moving each base score a little gives, on cycles too."""
    source = random.Random(4)
    compared = 0
    for number in range(count):
        framework = random_framework(source, acyclic=number % 2 == 0, most=5)
        inner = {name: 0.1 + 0.8 * float(score) for name, score in framework.base_scores.items()}  # type: ignore[arg-type]  # numbers here
        framework = framework.with_base_scores(inner)
        target = framework.arguments[-1]
        slopes = framework.gradient(target, semantics)
        if slopes is None or not framework.contribution(target, target, "gradient", semantics).smooth:
            continue
        for name in framework.arguments:
            ends = [
                framework.with_base_scores({name: inner[name] + step}).strengths(semantics) for step in (1e-5, -1e-5)
            ]
            if all(end.converged for end in ends):
                difference = (ends[0][target] - ends[1][target]) / 2e-5
                assert slopes[name] == pytest.approx(difference, abs=2e-4)
                compared += 1
    assert compared > 1.5 * count


def test_gradient_at_a_kink_is_the_mean_of_both_sides_and_says_so() -> None:
    """Where DF-QuAD's influence bends, the gradient is no derivative, and the result tells."""
    framework = QBAF({"t": 0.8, "for": 0.5, "against": 0.5}, [("against", "t")], [("for", "t")])
    row = framework.contribution("for", "t", "gradient", "dfquad")
    assert row.value == pytest.approx(0.5)  # the mean of 0.2 on one side and 0.8 on the other
    assert not row.smooth


def test_sampled_shapley_values_come_with_errors() -> None:
    """With many arguments Shapley values are sampled from a seed, near the truth by their standard errors."""
    names = [f"s{number}" for number in range(24)]
    framework = QBAF({"t": 0.5, **dict.fromkeys(names, 0.3)}, supports=[(name, "t") for name in names])
    rows = [framework.contribution(name, "t", "shapley", "dfquad", sampling=Sampling(200, 7)) for name in names[:2]]
    exact = (1 - 0.7**24) * 0.5 / 24
    for row in rows:
        assert (row.method, row.seed) == ("antithetic permutations", 7)
        assert row.standard_error > 0
        assert abs((row.value or 0.0) - exact) < 4 * row.standard_error
    assert rows[0] == framework.contribution("s0", "t", "shapley", "dfquad", sampling=Sampling(200, 7))


def test_what_does_not_bear_on_the_target_contributes_nothing() -> None:
    """An argument without a path to the target has contribution 0 of every kind."""
    framework = QBAF({"t": 0.5, "x": 0.5}, attacks=[("t", "x")])
    assert [framework.contribution("x", "t", kind).value for kind in KINDS] == [0, 0, 0, 0]


# Corner cases ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("semantics", NAMES)
def test_empty_framework_has_no_strengths(semantics: str) -> None:
    """Without arguments there is nothing to settle, and it has."""
    strengths = QBAF({}).strengths(semantics)
    assert (dict(strengths), strengths.converged, strengths.guarantee) == ({}, True, "acyclic")
    assert dict(QBAF({}).bounds(semantics)) == {}


@pytest.mark.parametrize(
    ("semantics", "expected"),
    [
        ("logodds", (0.000677, 0.999323)),
        ("dfquad", (0.0, 1.0)),
        ("squared-dfquad", (0.0, 1.0)),
        ("quadratic-energy", (0.0, 1.0)),
        ("euler-based", (0.0, 1.0)),
        ("euler-based-top", (0.0, 1.0)),
    ],
)
def test_base_scores_of_0_and_1_with_reasons_the_same_way(semantics: str, expected: tuple[float, float]) -> None:
    """An argument sure to be false and attacked stays false, and one sure to be true and supported stays true."""
    framework = QBAF(
        {"no": 0.0, "yes": 1.0, "r": 0.5 if semantics != "logodds" else 0.39},
        attacks=[("r", "no")],
        supports=[("r", "yes")],
    )
    strengths = framework.strengths(semantics)
    assert (strengths["no"], strengths["yes"]) == pytest.approx(expected, abs=5e-6)


def test_logodds_lets_evidence_move_the_certain() -> None:
    """A base score of 0 counts as .001 under `logodds`, so support raises it."""
    framework = QBAF({"no": 0.0, "r": 1.0}, supports=[("r", "no")], weights={("r", "no"): 2.0})
    assert framework.strengths("logodds")["no"] == pytest.approx(1 / (1 + math.exp(-(logit(0.001) + 2 * 0.999))))


def test_self_attack_settles_at_its_fixpoint() -> None:
    """s = τ(1 − s) under DF-QuAD: τ/(1 + τ), found with a damped step as the plain one swings for ever."""
    strengths = QBAF({"a": 1.0}, attacks=[("a", "a")]).strengths("dfquad")
    assert strengths["a"] == pytest.approx(0.5)
    assert strengths.method == "damped iteration, step 0.9"


def test_newton_s_method_finishes_what_no_step_settles() -> None:
    """Where even small steps swing there is a solution all the same, and it is found and checked."""
    heavy = {("b", "a"): 100.0, ("half", "b"): 100.0, ("a", "b"): 100.0, ("half", "a"): 100.0}
    framework = QBAF(
        {"a": 0.6, "b": 0.5, "half": 0.5},
        attacks=[("b", "a"), ("half", "b")],
        supports=[("a", "b"), ("half", "a")],
        weights=heavy,
    )
    strengths = framework.strengths("logodds")
    assert strengths.method.endswith("then Newton")
    assert dict(strengths) == pytest.approx(one_step(framework, "logodds", dict(strengths)), abs=1e-8)


def test_not_settling_is_a_result_and_not_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing settles, the arguments and what depends on them have no strength, and say so; the rest has."""
    monkeypatch.setattr(strength_kernel, "NEWTON_STEPS", 0)
    heavy = {("b", "a"): 100.0, ("half", "b"): 100.0, ("a", "b"): 100.0, ("half", "a"): 100.0}
    framework = QBAF(
        {"a": 0.6, "b": 0.5, "half": 0.5, "after": 0.5},
        attacks=[("b", "a"), ("half", "b")],
        supports=[("a", "b"), ("half", "a"), ("a", "after")],
        weights=heavy,
    )
    strengths = framework.strengths("logodds")
    assert not strengths.converged
    assert strengths.guarantee == "none"
    assert strengths.unsettled == {"a", "b", "after"}
    assert dict(strengths) == {"half": pytest.approx(0.5)}
    with pytest.raises(Unsettled, match="'after' has no strength"):
        strengths["after"]
    assert strengths.get("after") is None
    assert strengths.residual > 1e-3
    settled = [framework.contribution("a", "after", kind).value is not None for kind in KINDS]
    assert settled == [False, True, False, False]  # without what bears on it, `a` is out of the cycle


@pytest.mark.parametrize("semantics", NAMES)
@pytest.mark.parametrize("base", [0.0, 0.5, 1.0])
def test_self_attack_and_self_support_have_a_strength_under_every_semantics(semantics: str, base: float) -> None:
    """An argument that bears on itself, even one sure to be true or false, settles where the definition holds."""
    for edges in ({"attacks": [("a", "a")]}, {"supports": [("a", "a")]}):
        framework = QBAF({"a": base}, **edges)
        strengths = framework.strengths(semantics)
        assert strengths.converged
        assert dict(strengths) == pytest.approx(one_step(framework, semantics, dict(strengths)), abs=1e-9)


@pytest.mark.parametrize("semantics", NAMES)
def test_bounds_where_nothing_is_known(semantics: str) -> None:
    """With every base score unknown, each argument may have any strength its semantics gives at the ends."""
    framework = QBAF({"a": None, "b": None, "t": None}, attacks=[("a", "t")], supports=[("b", "t")])
    corners = [
        framework.with_base_scores(dict(zip("abt", ends, strict=True))).strengths(semantics)["t"]
        for ends in itertools.product((0.0, 1.0), repeat=3)
    ]
    assert framework.unknown == ("a", "b", "t")
    assert framework.bounds(semantics)["t"] == pytest.approx((min(corners), max(corners)))


def test_contraction_is_guaranteed_below_a_total_weight_of_4() -> None:
    """Under `logodds` a cycle has one solution when the weights into every node total less than 4."""
    scores_ab = {"a": 0.5, "b": 0.5}
    for weight, guarantee in ((3.9, "contraction"), (4.0, "none")):
        edges = {("a", "b"): weight, ("b", "a"): weight}
        assert QBAF(scores_ab, attacks=edges, weights=edges).strengths().guarantee == guarantee


def test_groups_count_once() -> None:
    """Two supports from one study count as the stronger of them."""
    framework = QBAF(
        {"t": 0.5, "x": 0.9, "y": 0.6}, supports=[("x", "t"), ("y", "t")], groups={"study": [("x", "t"), ("y", "t")]}
    )
    assert framework.strengths("dfquad")["t"] == pytest.approx(0.5 + 0.5 * 0.9)


def test_links_multiply_premises_and_defeaters_take_away() -> None:
    """A step is as strong as the product of its premises and of one less each undercutter."""
    framework = QBAF(
        {"p": 0.8, "q": 0.5, "u": 0.25, "step": 1.0, "t": 0.5},
        supports=[("step", "t")],
        links={"step": ["p", "q"]},
        defeaters={"step": ["u"]},
    )
    assert framework.strengths("dfquad")["step"] == pytest.approx(0.3)
    assert framework.strengths("dfquad")["t"] == pytest.approx(0.65)


# Unknown base scores ---------------------------------------------------------------------------------------------


@random_cases(60)
@pytest.mark.parametrize("semantics", NAMES)
def test_bounds_hold_and_are_attained_where_they_say(semantics: str, count: int) -> None:
    """No choice of the unknown base scores leaves the bounds; attained ones are reached by choices at the ends."""
    source = random.Random(5)
    for number in range(count):
        framework = random_framework(source, acyclic=number % 2 == 0, most=5)
        unknown = source.sample(framework.arguments, min(2, len(framework.arguments)))
        open_framework = framework.with_base_scores(dict.fromkeys(unknown, (0.2, 0.7)))
        bounds = open_framework.bounds(semantics)
        seen: dict[str, list[float]] = {name: [] for name in framework.arguments}
        for choice in itertools.product((0.2, 0.45, 0.7), repeat=len(unknown)):
            strengths = framework.with_base_scores(dict(zip(unknown, choice, strict=True))).strengths(semantics)
            for name, strength in strengths.items():
                assert bounds[name][0] - 1e-9 <= strength <= bounds[name][1] + 1e-9
                seen[name].append(strength)
        for name in bounds.attained:
            if len(seen[name]) == 3 ** len(unknown) and number % 2 == 0:
                assert bounds[name] == pytest.approx((min(seen[name]), max(seen[name])), abs=1e-9)


def test_unknown_base_scores_stay_unknown() -> None:
    """Without an opinion there is no strength, only bounds, unless the caller asks for one; then the result tells."""
    framework = QBAF({"a": None, "b": 0.5}, attacks=[("a", "b")])
    with pytest.raises(UnknownBaseScore):
        framework.strengths()
    assert framework.bounds("dfquad")["b"] == (0.0, 0.5)
    filled = framework.strengths("dfquad", no_opinion=0.5)
    assert (filled["b"], filled.no_opinion) == (0.25, {"a"})
    with pytest.raises(UnknownBaseScore):
        QBAF({"a": (0.2, 0.4)}).strengths(no_opinion=0.5)


def test_bounds_say_when_an_unknown_bears_both_ways() -> None:
    """An argument that an unknown supports and attacks has bounds that hold and may be wider than the truth."""
    framework = QBAF({"u": None, "x": 0.0, "t": 0.5}, attacks=[("u", "t")], supports=[("u", "x"), ("x", "t")])
    bounds = framework.bounds("dfquad")
    assert bounds["t"] == (0.0, 1.0)
    assert bounds.attained == {"u", "x"}


# Mistakes and the format -----------------------------------------------------------------------------------------


def test_programmers_mistakes_raise() -> None:
    """Names, scores, weights, semantics and kinds that cannot be are refused."""
    with pytest.raises(UnknownName):
        QBAF({"a": 0.5}, attacks=[("a", "b")])
    for score in (1.1, -0.1, math.nan, (0.5, 0.4)):
        with pytest.raises(BadScore):
            QBAF({"a": score})
    with pytest.raises(BadScore):
        QBAF({"a": 0.5}, attacks=[("a", "a")], weights={("a", "a"): -1.0})
    with pytest.raises(UnknownEdge, match="neither an attack nor a support"):
        QBAF({"a": 0.5, "b": 0.5}, attacks=[("a", "b")], weights={("b", "a"): 1.0})
    framework = QBAF({"a": 0.5, "b": 0.5})
    with pytest.raises(UnknownSemantics):
        framework.strengths("dfquat")
    with pytest.raises(UnknownKind):
        framework.contribution("a", "b", "removed")
    with pytest.raises(SelfContribution):
        framework.contribution("a", "a")
    for source, target in (("x", "a"), ("a", "x")):
        for kind in KINDS:
            with pytest.raises(UnknownName):
                framework.contribution(source, target, kind)
    for question in (
        lambda: framework.gradient("x"),
        lambda: framework.response("x"),
        lambda: framework.bearing_on("x"),
        lambda: framework.without_inputs("x"),
        lambda: framework.with_base_scores({"x": 0.5}),
    ):
        with pytest.raises(UnknownName):
            question()


def test_bag_files_round_trip(tmp_path: Path) -> None:
    """What is written to a `.bag` file is read back the same."""
    framework = QBAF({"a": 0.5, "b": 1 / 3}, attacks=[("a", "b")], supports=[("b", "a")])
    path = tmp_path / "small.bag"
    framework.write(path)
    assert QBAF.read(path) == framework


def test_bag_without_full_stops_and_with_comments() -> None:
    """The spellings of both libraries that share the format are read."""
    text = "% e-democracy\narg(A1,0.5)\narg(C1, 0.2).\n\natt(C1, A1).  sup(A1, C1)"
    assert QBAF.parse(text) == QBAF({"A1": 0.5, "C1": 0.2}, [("C1", "A1")], [("A1", "C1")])


@pytest.mark.parametrize(
    ("text", "line"),
    [("arg(a, x).", 1), ("arg(a, 0.5).\narg(b, 1.5).", 2), ("arg(a, 0.5).\natt(a, b).", 2), ("arg(a).", 1)],
)
def test_malformed_bag_is_told_with_its_line(text: str, line: int) -> None:
    """Text that is not in the format raises an error that knows the line."""
    with pytest.raises(MalformedText) as raised:
        QBAF.parse(text)
    assert line == raised.value.line


def test_what_bag_cannot_say_is_refused() -> None:
    """Weights, links, defeaters, groups, ranges and odd names are not dropped in silence."""
    edge = ("a", "a")
    for framework in (
        QBAF({"a": 0.5}, [edge], weights={edge: 2.0}),
        QBAF({"a": 0.5}, links={"a": []}),
        QBAF({"a": 0.5}, defeaters={"a": []}),
        QBAF({"a": 0.5}, [edge], groups={"g": [edge]}),
        QBAF({"a": None}),
        QBAF({"a b": 0.5}),
    ):
        with pytest.raises(NotExpressible):
            framework.bag()
