"""Exact probability models: published numbers, listing all states, an independent library, and mistakes."""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest

from cruxbase.reasoning import NoisyOr, Prior, ProbabilityModel, Product, Table, UnknownName
from cruxbase.reasoning.mechanisms import Mechanism, TooEntangled, chance_of, states
from cruxbase.reasoning.probability import BadProbability, BadTable, CircularModel, ImpossibleEvidence
from random_cases import random_cases

CARLSMITH = {
    "timelines": 0.65,
    "incentives": 0.80,
    "alignment-difficulty": 0.40,
    "high-impact-failures": 0.65,
    "disempowerment": 0.40,
    "catastrophe": 0.95,
}
ALLYN_FEUER_SANDERS = (0.60, 0.40, 0.16, 0.60, 0.46, 0.70, 0.90, 0.70, 0.90, 0.95)


def random_model(source: random.Random, most: int = 6) -> ProbabilityModel:
    """A model of up to so many claims, with every mechanism and certain chances too."""
    names = [f"v{number}" for number in range(source.randrange(1, most + 1))]
    variables: dict[str, Mechanism] = {}
    for place, name in enumerate(names):
        parents = tuple(source.sample(names[:place], source.randrange(min(place, 3) + 1)))
        kind = source.choice(("product", "noisy-or", "table"))
        chance = lambda: source.choice((0.0, 1.0, source.random(), source.random(), source.random()))  # noqa: E731  # short
        if not parents:
            variables[name] = Prior(chance())
        elif kind == "product":
            variables[name] = Product(parents)
        elif kind == "noisy-or":
            variables[name] = NoisyOr({parent: chance() for parent in parents}, leak=chance())
        else:
            variables[name] = Table(parents, {state: chance() for state in states(len(parents))})
    return ProbabilityModel(variables)


def joint(model: ProbabilityModel, world: dict[str, bool]) -> float:
    """The probability of one state of everything: the product of each variable's chance given its parents."""
    probability = 1.0
    for name, mechanism in model.variables.items():
        chance = chance_of(mechanism, [world[parent] for parent in mechanism.parents])
        probability *= chance if world[name] else 1 - chance
    return probability


def worlds(model: ProbabilityModel) -> list[tuple[dict[str, bool], float]]:
    """Every state of everything, with its probability."""
    names = list(model.variables)
    listed = [dict(zip(names, state, strict=True)) for state in states(len(names))]
    return [(world, joint(model, world)) for world in listed]


def test_carlsmith_2022() -> None:
    """Carlsmith, arXiv 2206.13353, section 8: the six steps come to .051376."""
    assert ProbabilityModel.product("by-2070", CARLSMITH).probability("by-2070") == pytest.approx(0.051376, abs=1e-12)


def test_allyn_feuer_and_sanders_2023() -> None:
    """Allyn-Feuer and Sanders, arXiv 2306.02519: the ten steps come to .003996, printed as 0.4 %."""
    steps = {f"step-{number}": probability for number, probability in enumerate(ALLYN_FEUER_SANDERS, start=1)}
    assert ProbabilityModel.product("tagi", steps).probability("tagi") == pytest.approx(0.003996, abs=1e-6)


def test_probabilities_agree_with_listing_all_states_on_1000_random_models() -> None:
    """Marginals and conditionals are those of the joint distribution."""
    source = random.Random(1)
    for _ in range(1000):
        model = random_model(source, 5)
        everything = worlds(model)
        target, known = source.choice(list(model.variables)), source.choice(list(model.variables))
        expected = sum(p for world, p in everything if world[target])
        assert model.probability(target) == pytest.approx(expected, abs=1e-12)
        evidence = sum(p for world, p in everything if world[known])
        if evidence > 1e-12:
            both = sum(p for world, p in everything if world[known] and world[target])
            assert model.probability(target, given={known: True}) == pytest.approx(both / evidence, abs=1e-9)


def test_setting_by_hand_and_learning_agree_with_listing_all_states_on_1000_random_models() -> None:
    """What is set by hand no longer depends on anything; the value of information averages over what could be learnt."""
    source = random.Random(5)
    for _ in range(1000):
        model = random_model(source, 5)
        target, other = source.choice(list(model.variables)), source.choice(list(model.variables))
        value = source.random() < 0.5
        cut = 0.0
        for world in (dict(zip(model.variables, state, strict=True)) for state in states(len(model.variables))):
            if world[other] is value and world[target]:
                rest = [name for name in model.variables if name != other]
                chances = [
                    (chance_of(model.variables[name], [world[p] for p in model.variables[name].parents]), world[name])
                    for name in rest
                ]
                cut += float(np.prod([chance if true else 1 - chance for chance, true in chances]))
        assert model.do({other: value}).probability(target) == pytest.approx(cut, abs=1e-12)
        everything = worlds(model)
        now = sum(p for world, p in everything if world[target])
        expected = 0.0
        for learnt in (True, False):
            chance = sum(p for world, p in everything if world[other] is learnt)
            if chance > 1e-12:
                both = sum(p for world, p in everything if world[other] is learnt and world[target])
                expected += chance * abs(both / chance - now)
        assert model.value_of_information(target, other) == pytest.approx(expected, abs=1e-9)


@random_cases(200)
def test_models_agree_with_pyagrum(count: int) -> None:
    """An independent library's inference gives the same marginals, and the same once something is known."""
    source = random.Random(2)
    for _ in range(count):
        model = random_model(source, 6)
        network = model.bayesian_network()
        import pyagrum  # after the model has, which knows how to

        inference = pyagrum.LazyPropagation(network)
        inference.makeInference()
        for name in model.variables:
            assert model.probability(name) == pytest.approx(float(inference.posterior(name)[1]), abs=1e-9)
        known = source.choice(list(model.variables))
        if model.probability(known) > 1e-9:
            inference.setEvidence({known: 1})
            inference.makeInference()
            for name in model.variables:
                learnt = model.probability(name, given={known: True})
                assert learnt == pytest.approx(float(inference.posterior(name)[1]), abs=1e-8)


@random_cases(200)
def test_slopes_agree_with_differences_on_random_models(count: int) -> None:
    """The backward pass gives the slope that each parameter has; as f is affine, ends 0 and 1 are exact."""
    source = random.Random(3)
    for _ in range(count):
        model = random_model(source, 5)
        target = source.choice(list(model.variables))
        response = model.response(target)
        slopes = response.gradients(response.point[None, :])[0]
        for column, name in enumerate(response.names):
            ends = [model.with_parameters({name: value}).probability(target) for value in (1.0, 0.0)]
            assert slopes[column] == pytest.approx(ends[0] - ends[1], abs=1e-12)


def test_responses_take_many_settings_at_once() -> None:
    """A row per setting gives a value per setting, the same as one model per setting."""
    source = random.Random(4)
    for _ in range(100):
        model = random_model(source, 5)
        target = source.choice(list(model.variables))
        response = model.response(target)
        points = np.random.default_rng(0).random((7, len(response.names)))
        expected = [
            model.with_parameters(dict(zip(response.names, row, strict=True))).probability(target)
            for row in points.tolist()
        ]
        assert response.values(points) == pytest.approx(expected, abs=1e-12)


def test_hundreds_of_parents_are_exact() -> None:
    """Products and noisy-ors over 200 claims need no table over 200 claims."""
    factors = {f"c{number}": 1 - number / 10_000 for number in range(200)}
    product = ProbabilityModel.product("t", factors)
    assert product.probability("t") == pytest.approx(float(np.prod(list(factors.values()))))
    causes = {name: (0.01, probability) for name, probability in factors.items()}
    expected = 1 - 0.9 * float(np.prod([1 - 0.01 * probability for probability in factors.values()]))
    assert ProbabilityModel.noisy_or("t", causes, leak=0.1).probability("t") == pytest.approx(expected)


def test_setting_by_hand_differs_from_learning() -> None:
    """Learning that an effect holds raises its cause; setting it by hand does not."""
    model = ProbabilityModel({"cause": Prior(0.5), "effect": NoisyOr({"cause": 0.9}, leak=0.1)})
    assert model.probability("cause", given={"effect": True}) == pytest.approx(0.91 / 1.01)
    assert model.do({"effect": True}).probability("cause") == 0.5


def test_value_of_information_is_the_average_distance_moved() -> None:
    """For c of probability .25 that alone decides t: .25 · .75 + .75 · .25."""
    model = ProbabilityModel({"c": Prior(0.25), "t": Product(("c",))})
    assert model.value_of_information("t", "c") == pytest.approx(0.375)


def test_coherence_gaps_are_reported_beyond_the_tolerance() -> None:
    """A stated probability off by more than the tolerance is a gap; one within a stated range is none."""
    model = ProbabilityModel.product("t", CARLSMITH)
    (gap,) = model.coherence({"t": 0.10, "timelines": (0.6, 0.7), "incentives": 0.795})
    assert (gap.name, gap.stated) == ("t", 0.10)
    assert gap.implied == pytest.approx(0.051376)
    assert gap.difference == pytest.approx(0.051376 - 0.10)


def test_mistakes_in_models_raise() -> None:
    """Unknown parents, numbers that are no probabilities, incomplete tables and circles are refused."""
    with pytest.raises(UnknownName):
        ProbabilityModel({"a": Product(("b",))})
    with pytest.raises(BadProbability):
        ProbabilityModel({"a": Prior(1.2)})
    with pytest.raises(BadTable):
        ProbabilityModel({"a": Prior(0.5), "b": Table(("a",), {(True,): 0.5})})
    with pytest.raises(CircularModel) as circle:
        ProbabilityModel({"a": Product(("b",)), "b": Product(("c",)), "c": Product(("b",)), "d": Prior(0.5)})
    assert set(circle.value.cycle) == {"b", "c"}
    model = ProbabilityModel({"a": Prior(0.0), "b": Prior(0.5)})
    with pytest.raises(ImpossibleEvidence):
        model.probability("b", given={"a": True})
    for question in (
        lambda: model.probability("x"),
        lambda: model.do({"x": True}),
        lambda: model.with_parameters({"x": 1}),
    ):
        with pytest.raises(UnknownName):
            question()


def test_models_too_entangled_for_exact_inference_say_so() -> None:
    """A grid of 25 × 25 claims would need tables of millions of rows, and is refused."""
    variables: dict[str, Mechanism] = {}
    for row, column in itertools.product(range(25), repeat=2):
        parents = tuple(f"g{r}-{c}" for r, c in ((row - 1, column), (row, column - 1)) if r >= 0 and c >= 0)
        rows = {state: 0.2 + 0.3 * sum(state) for state in states(len(parents))}
        variables[f"g{row}-{column}"] = Table(parents, rows) if parents else Prior(0.5)
    with pytest.raises(TooEntangled):
        ProbabilityModel(variables).probability("g24-24")
