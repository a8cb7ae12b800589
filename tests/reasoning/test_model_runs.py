"""Models over a space of inputs: state, samples, sensitivity, thresholds, comparisons, and what is refused."""

from __future__ import annotations

import math
import time
import tracemalloc
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest

from cruxbase.checks.models import computable
from cruxbase.loading.loading import load
from cruxbase.reasoning.computing import ComputableModel
from cruxbase.reasoning.model_implementations import implementation_named
from cruxbase.reasoning.model_runs import RunnableModel
from cruxbase.reasoning.model_sensitivity import morris_effects, sobol_indices
from cruxbase.reasoning.model_space import BadDistribution, OutsideRange, expectation_results
from cruxbase.reasoning.model_values import model_outcome
from cruxbase.reasoning.names import UnknownName
from cruxbase.records import Model
from support import REPOSITORY


def model(inputs: list[dict[str, Any]], variables: list[dict[str, Any]], **more: Any) -> Model:
    """A model of inputs and variables; its outputs are all variables."""
    return Model.model_validate(
        {
            "id": "m",
            "type": "model",
            "title": "T",
            "topic": "t",
            "summary": "S",
            "inputs": [{key: str(value) for key, value in entry.items()} for entry in inputs],
            "variables": variables,
            "outputs": [{"variable": variable["name"]} for variable in variables],
            **more,
        }
    )


def runnable(*parts: Any, **more: Any) -> RunnableModel:
    return RunnableModel(ComputableModel(model(*parts, **more)))


SVG = "{http://www.w3.org/2000/svg}"
A = {"name": "a", "low": 0, "high": 1}
B = {"name": "b", "low": 0, "high": 2}
REPLICATOR = (
    [{"name": "s", "low": 0.1, "high": 0.9}, {"name": "d", "low": 0, "high": 1}],
    [
        {"name": "share", "expression": "s", "next": "share * (1 + d) / average"},
        {"name": "average", "expression": "share * (1 + d) + (1 - share)"},
    ],
)


def test_state_is_carried_on_step_by_step() -> None:
    """After n replicator steps the odds of a share are (1 + d)^n times what they were."""
    outcome = model_outcome(model(*REPLICATOR, horizon="3"), {"s": 0.5, "d": 1})
    assert outcome.values["share"] == pytest.approx(8 / 9)
    assert [round(step["share"], 4) for step in outcome.steps] == [0.5, 0.6667, 0.8, 0.8889]


def test_arrays_and_numbers_come_to_the_same_with_state() -> None:
    """A sample's columns are what the model comes to at each point by itself."""
    record = model(*REPLICATOR, horizon="12")
    sample = runnable(*REPLICATOR, horizon="12").sample(50, 1)
    for row in range(50):
        given = {name: float(sample.columns[name][row]) for name in ("s", "d")}
        assert sample.columns["share"][row] == pytest.approx(model_outcome(record, given).values["share"], rel=1e-13)


def test_a_missing_value_says_why() -> None:
    """What has no number says which input is lacking, or what is undefined."""
    record = model([{"name": "a"}], [{"name": "x", "expression": "1 / a"}, {"name": "y", "expression": "x + 1"}])
    assert model_outcome(record).missing == {
        "a": "no value is given",
        "x": "a has no value",
        "y": "x has no value",
    }
    assert model_outcome(record, {"a": 0}).missing["x"] == "undefined: division by 0"


@pytest.mark.parametrize("shape", ["uniform", "triangular", "beta", "normal", "loguniform", "lognormal"])
def test_every_distribution_stays_within_its_range(shape: str) -> None:
    """All values drawn lie between low and high, and the middle half of chances is the middle of the values."""
    one = runnable([{"name": "a", "low": 1, "high": 4, "distribution": shape}], [{"name": "x", "expression": "a"}])
    values = one.sample(5_000, 0).columns["a"]
    assert 1 <= values.min() < 2 < values.max() <= 4


@pytest.mark.parametrize(
    "entry",
    [
        {"name": "a"},
        {"name": "a", "low": -1e300, "high": 1e300},
        {"name": "a", "low": 0, "high": 1, "distribution": "loguniform"},
        {"name": "a", "low": 2, "high": 1},
        {"name": "a", "low": 0, "high": 1, "distribution": "point"},
    ],
)
def test_what_nothing_can_be_drawn_from_is_refused(entry: dict[str, Any]) -> None:
    """No range, a boundless one, one that runs down, and a shape that it does not fit are refused."""
    with pytest.raises(BadDistribution):
        runnable([entry], [{"name": "x", "expression": "a"}])


def test_an_input_outside_its_range_is_refused_with_the_range() -> None:
    """The message names the input and both ends."""
    with pytest.raises(OutsideRange, match="'a' cannot be 3: it lies between 0 and 1"):
        runnable([A], [{"name": "x", "expression": "a"}]).run({"a": 3})
    with pytest.raises(OutsideRange):
        runnable([A], [{"name": "x", "expression": "a"}]).run({"a": math.nan})


def test_a_model_without_defaults_answers_with_an_interval() -> None:
    """A uniform input runs from its 5th to its 95th percentile, and is said to be assumed."""
    run = runnable([A], [{"name": "x", "expression": "2 * a"}]).run({}, samples=20_000)
    assert run["x"].value == 1
    assert (run["x"].low, run["x"].high) == pytest.approx((0.1, 1.9), abs=0.02)
    assert run.assumed == ("a",)


def test_what_a_text_states_is_a_point() -> None:
    """An input with a default and no distribution is held fixed in intervals, and free in sensitivity."""
    one = runnable([{**A, "default": 0.25}], [{"name": "x", "expression": "2 * a"}])
    assert (one.run({})["x"].low, one.run({})["x"].high) == (0.5, 0.5)
    assert one.sensitivity("x", {}).indices["a"].first == pytest.approx(1, abs=0.05)  # type: ignore[union-attr]


def test_sobol_indices_of_ishigami_s_function() -> None:
    """The indices of Ishigami and Homma (1990) lie within the intervals, and the estimates within .03."""

    def ishigami(rows: Any) -> Any:
        x = -np.pi + 2 * np.pi * rows
        return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])

    found = sobol_indices(ishigami, 3, samples=4096)
    assert [index.first for index in found] == pytest.approx([0.3139, 0.4424, 0.0], abs=0.03)
    assert [index.total for index in found] == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.03)
    for index, first in zip(found, [0.3139, 0.4424, 0.0], strict=True):
        assert index.first_low - 0.01 <= first <= index.first_high + 0.01


def test_sobol_indices_of_the_g_function() -> None:
    """Sobol's g with the usual coefficients; exact values are products of 1 / (3 (1 + a)²)."""
    a = np.array([0, 1, 4.5, 9, 99, 99, 99, 99])
    parts = 1 / (3 * (1 + a) ** 2)
    variance = np.prod(1 + parts) - 1
    first = parts / variance
    total = np.array([parts[i] * np.prod(np.delete(1 + parts, i)) for i in range(8)]) / variance
    found = sobol_indices(lambda rows: np.prod((np.abs(4 * rows - 2) + a) / (1 + a), axis=1), 8, samples=4096)
    assert [index.first for index in found] == pytest.approx(first, abs=0.02)
    assert [index.total for index in found] == pytest.approx(total, abs=0.02)


def test_sobol_indices_agree_with_an_independent_library() -> None:
    """SALib's estimates for the g-function are within both libraries' error of ours."""
    sobol = pytest.importorskip("SALib.analyze.sobol")
    from SALib.sample import sobol as sampler

    problem = {"num_vars": 3, "names": ["a", "b", "c"], "bounds": [[0, 1]] * 3}
    a = np.array([0, 1, 4.5])

    def g(rows: Any) -> Any:
        return np.prod((np.abs(4 * rows - 2) + a) / (1 + a), axis=1)

    theirs = sobol.analyze(problem, g(sampler.sample(problem, 2048, seed=1)), seed=1)
    ours = sobol_indices(g, 3, samples=2048)
    assert [index.first for index in ours] == pytest.approx(list(theirs["S1"]), abs=0.05)
    assert [index.total for index in ours] == pytest.approx(list(theirs["ST"]), abs=0.05)


def test_morris_ranks_inputs_as_their_slopes_do() -> None:
    """The mean absolute effect of a linear function is the size of each slope."""
    found = morris_effects(lambda rows: rows @ np.array([5.0, -2.0, 0.0]), 3)
    assert [effect.mean_absolute for effect in found] == pytest.approx([5, 2, 0])
    assert [effect.mean for effect in found] == pytest.approx([5, -2, 0])


def test_the_nearest_crossing_of_each_input_is_named() -> None:
    """a·b reaches .5 from .5·1 … at b = 1 held at a = .25: at a = .5, and at b = 2."""
    one = runnable([{**A, "default": 0.25}, {**B, "default": 1}], [{"name": "x", "expression": "a * b"}])
    found = {crossing.input: crossing.crossing for crossing in one.threshold("x", 0.5, {})}
    assert found["a"] == pytest.approx(0.5)
    assert found["b"] == pytest.approx(2)
    assert {c.crossing for c in one.threshold("x", 5, {})} == {None}


def test_shares_of_a_difference_sum_to_it() -> None:
    """Shapley values of the inputs that differ add up to the gap of the output."""
    one = runnable([A, B], [{"name": "x", "expression": "a * b"}])
    gap = one.compare("x", {"a": 0.2, "b": 1}, {"a": 0.6, "b": 2})
    assert gap.gap == pytest.approx(1.0)
    assert sum(row.share for row in gap.shares) == pytest.approx(gap.gap)
    assert {row.input: round(row.share, 9) for row in gap.shares} == {"a": 0.6, "b": 0.4}


def test_the_share_of_the_space_in_which_something_holds() -> None:
    """A uniform input is below .3 in .3 of the space, and a condition on a name that is not there is refused."""
    one = runnable([A], [{"name": "x", "expression": "a"}])
    assert one.share("x < 0.3", {}, samples=20_000) == pytest.approx(0.3, abs=0.01)
    with pytest.raises(UnknownName):
        one.share("y < 0.3", {})


def test_a_sweep_follows_one_input_and_frees_the_rest() -> None:
    """The value is with the rest in the middle, the interval with the rest anywhere."""
    points = runnable([A, B], [{"name": "x", "expression": "a * b"}]).sweep("x", "a", [0, 1], {})
    assert [(point.at, point.value) for point in points] == [(0, 0), (1, 1)]
    assert (points[0].low, points[0].high) == (0, 0)
    assert points[1].high is not None
    assert points[1].high > 1.8


def test_only_a_registered_implementation_is_run() -> None:
    """A name that no installed package registers is refused, whatever a base says."""
    with pytest.raises(UnknownName):
        implementation_named("os:system")


def test_an_implementation_stands_in_for_expressions() -> None:
    """A function of arrays computes the outputs, with intervals and sensitivity as for expressions."""
    record = ComputableModel(model([A], [{"name": "x", "expression": "a"}]))
    one = RunnableModel(record, lambda columns: {"x": 10 * columns["a"]})
    assert one.run({"a": 0.5})["x"].value == 5
    assert one.share("x > 5", {}, samples=20_000) == pytest.approx(0.5, abs=0.02)


@pytest.mark.parametrize(
    ("that", "where", "holds"),
    [
        ("x > 2 * a", "all", False),
        ("x >= a", "all", True),
        ("x > 1", "most", False),
        ("x > 0.5", "most", True),
        ("x > 1", {"share": ["0.2", "0.6"]}, True),
        ("x > 1", {"share": ["0.9", "1"]}, False),
    ],
)
def test_expectations_over_the_space(that: str, where: Any, holds: bool) -> None:
    """`in` says in how much of the space an expectation holds; x = a·b with a to 1 and b from 1 to 3 is over 1 in .45 of it."""
    record = model(
        [A, {"name": "b", "low": 1, "high": 3}],
        [{"name": "x", "expression": "a * b"}],
        expectations=[{"that": that, "in": where}],
    )
    (result,) = expectation_results(ComputableModel(record))
    assert result.holds is holds, result.why_not


class _NoSpans:
    def value(self, path: Any) -> Any:
        from cruxbase.diagnostics import Span

        return Span("m.yaml", 1, 1, 1, 2)

    key = value

    def written(self, path: Any) -> str:
        return ""


@pytest.mark.parametrize(
    ("inputs", "variables", "more"),
    [
        ([A], [{"name": "x", "expression": "a", "next": "x ^ x ^ x ^ x"}], {"horizon": "1000"}),
        ([A], [{"name": "x", "expression": "a", "next": "exp(exp(x))"}], {"horizon": "1000"}),
        ([{"name": "a", "low": 0, "high": 1e308}], [{"name": "x", "expression": "a * a"}], {}),
        (
            [A],
            [{"name": f"v{i}", "expression": "a", "next": " + ".join([f"v{i}"] * 150)} for i in range(60)],
            {"horizon": "1000"},
        ),
        (
            [{"name": f"a{i}", "low": 0, "high": 1} for i in range(150)],
            [{"name": "x", "expression": "sum(a1, a2)"}],
            {},
        ),
    ],
)
def test_hostile_models_are_checked_in_bounded_time(inputs: Any, variables: Any, more: Any) -> None:
    """Towers of powers, boundless ranges, long horizons and many inputs give findings or none within seconds."""
    record = model(inputs, variables, expectations=[{"that": f"{variables[0]['name']} < 1", "in": "all"}], **more)
    started = time.perf_counter()
    list(computable(record, _NoSpans))  # type: ignore[arg-type,return-value]
    assert time.perf_counter() - started < 10


def test_directions_along_many_inputs_of_a_long_model_are_not_tried() -> None:
    """Each direction costs a run of the model: where that would take long, the answer says so within seconds and little memory."""
    inputs = [{"name": f"a{number}", "low": 0, "high": 1} for number in range(200)]
    names = [entry["name"] for entry in inputs]
    variable = {"name": "x", "expression": "a0", "next": f"x + sum({', '.join(names)})"}
    record = model(inputs, [variable], horizon="1000", expectations=[{"that": "x", "rises_with": names}])
    started = time.perf_counter()
    tracemalloc.start()
    (result,) = expectation_results(ComputableModel(record))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (result.holds, "too many operations" in result.why_not) == (None, True)
    assert time.perf_counter() - started < 10
    assert most < 200_000_000


@pytest.mark.slow
def test_a_million_samples_of_the_legibility_model_take_two_seconds() -> None:
    """Three times that is allowed, for a machine that is busy with others."""
    record = load(REPOSITORY / "claims").knowledge_base.model("legibility-model").record
    one = RunnableModel(ComputableModel(record))
    started = time.perf_counter()
    sample = one.sample(1_000_000, 1, {}, ["value_legible"])
    assert time.perf_counter() - started < 6
    assert len(sample.columns["value_legible"]) == 1_000_000


MOVES = (
    [A, B, {"name": "c", "low": 0, "high": 1}],
    [
        {"name": "up", "expression": "a * b"},
        {"name": "hill", "expression": "(a - 0.5)^2"},
        {"name": "flat", "expression": "c"},
    ],
)


@pytest.mark.parametrize(
    ("expectation", "holds"),
    [
        ({"that": "up", "rises_with": ["a", "b"], "unmoved_by": ["c"]}, True),
        ({"that": "up", "falls_with": ["a"]}, False),
        ({"that": "0 - up", "falls_with": ["a"]}, True),
        ({"that": "up", "rises_with": ["a"], "given": {"b": 0}}, False),
        ({"that": "up", "unmoved_by": ["a"], "given": {"b": 0}}, True),
        ({"that": "up", "unmoved_by": ["a"]}, False),
        ({"that": "hill", "rises_with": ["a"]}, False),
        ({"that": "hill", "rises_with": ["a"], "in": {"share": [0.4, 0.6]}}, True),
        ({"that": "hill", "falls_with": ["a"], "in": {"share": [0.8, 1]}}, False),
    ],
)
def test_expectations_of_direction(expectation: dict[str, Any], holds: bool) -> None:
    """A quantity rises with an input if it rises somewhere and falls nowhere while all others stay."""
    record = model(*MOVES, expectations=[expectation])
    (result,) = expectation_results(ComputableModel(record))
    assert result.holds is holds
    assert (result.why_not == "") is holds


def test_a_direction_along_no_input_cannot_be_tried() -> None:
    """An expectation that names no input of the model has no answer, and says the name."""
    record = model(*MOVES, expectations=[{"that": "up", "rises_with": ["nothing"]}])
    (result,) = expectation_results(ComputableModel(record))
    assert result.holds is None
    assert "nothing" in result.why_not


def test_shares_of_many_differing_inputs_are_sampled_and_sum_to_the_difference() -> None:
    """With sixteen inputs orders are drawn, and shares of a product still sum to what it changes by."""
    names = [f"x{number}" for number in range(16)]
    inputs = [{"name": name, "low": 0, "high": 2} for name in names]
    gap = runnable(inputs, [{"name": "all", "product": names}]).compare(
        "all", dict.fromkeys(names, 1.0), dict.fromkeys(names, 1.1)
    )
    assert gap.method == "shapley, sampled orders"
    assert math.fsum(row.share for row in gap.shares) == pytest.approx(gap.gap)


def drawn(result: Any) -> ElementTree.Element:
    return ElementTree.fromstring(result._repr_html_())  # noqa: S314 - we have just made it


def test_runs_sweeps_and_sensitivities_draw_themselves() -> None:
    """Each is an SVG that is well-formed XML, with a mark for every output, point or input, and names escaped."""
    one = runnable([A, B], [{"name": "x", "expression": "a * b"}, {"name": "y", "expression": "1 / (a - 0.5)"}])
    run = drawn(one.run({"a": 0.5}))
    assert len(run.findall(f"{SVG}circle")) == 1  # y is undefined there
    assert "undefined" in "".join(run.itertext())
    swept = one.sweep("y", "a", [0, 0.25, 0.5, 0.75, 1], {})
    assert len(drawn(swept).findall(f"{SVG}polyline")) == 2
    assert len(drawn(one.sensitivity("x", {})).findall(f"{SVG}circle")) == 2
    assert [point.at for point in swept] == [0, 0.25, 0.5, 0.75, 1]


def test_an_output_is_a_belief_with_a_sign() -> None:
    """`when` counts the space in which it holds, and `credence` is a mean with an interval; what is bound to no claim is none."""
    outputs = [
        {"variable": "x", "claim": "low", "when": "x < 0.2"},
        {"variable": "x", "claim": "likely", "credence": "1 - x / 4"},
        {"variable": "x"},
    ]
    one = runnable([A], [{"name": "x", "expression": "a"}], outputs=outputs)
    seldom, likely = one.beliefs({})
    assert (seldom.claim, seldom.sign, seldom.low) == ("low", -1, None)
    assert seldom.credence == pytest.approx(0.2, abs=0.03)
    assert (likely.claim, likely.sign) == ("likely", 1)
    assert [likely.low, likely.credence, likely.high] == pytest.approx([0.7625, 0.875, 0.9875], abs=0.01)
    assert [belief.sign for belief in one.beliefs({"a": 0.1})] == [1, 1]
