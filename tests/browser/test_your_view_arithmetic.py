"""The arithmetic of "your view" gives in a real browser what it gives in Python.

Vectors are computed in Python from the shipped base and from random small cases, and handed to the same ES modules that the page
is made of.
"""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Route

from cruxbase.knowledge_base import KnowledgeBase
from cruxbase.loading.loading import load, load_texts
from cruxbase.reasoning.computing import ComputableModel, Incomputable
from cruxbase.reasoning.cruxes import gap, leverages
from cruxbase.reasoning.expression_nodes import Undefined
from cruxbase.reasoning.expressions import Expression
from cruxbase.reasoning.shapley import Sampling
from cruxbase.site.data.your_view_data import view_data
from cruxbase.site.frontend import assets
from random_bases import random_base
from support import REPOSITORY

CLOSE = 1e-9

AS_IN_THE_BROWSER = Sampling(pairs=150, seed=0, exact=12)
"""The settings of `cruxes.js`: up to so many differing inputs shares are exact; beyond, so many orders are drawn."""


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return load(REPOSITORY / "claims").knowledge_base


@pytest.fixture
def modules(context: BrowserContext) -> Iterator[Page]:
    """An empty page of an origin that serves the ES modules as they stand in the package."""

    def serve(route: Route) -> None:
        path = route.request.url.partition("://modules.test/")[2]
        if path.endswith(".js"):
            route.fulfill(path=assets.FOLDER / path, content_type="text/javascript")
        else:
            route.fulfill(body="<!doctype html><title>modules</title>", content_type="text/html")

    page = context.new_page()
    page.route("**/*", serve)
    page.goto("http://modules.test/")
    yield page
    page.close()


def assert_close(mine: Any, theirs: Any, path: str = "") -> None:
    """Two nested results agree to 1e-9."""
    if isinstance(theirs, float | int) and not isinstance(theirs, bool) and theirs is not None:
        assert mine is not None, f"{path}: nothing, and Python has {theirs}"
        assert math.isclose(mine, theirs, rel_tol=CLOSE, abs_tol=CLOSE), f"{path}: {mine}, and Python has {theirs}"
    elif isinstance(theirs, dict):
        assert mine.keys() == theirs.keys(), path
        for key, value in theirs.items():
            assert_close(mine[key], value, f"{path}.{key}")
    elif isinstance(theirs, list):
        assert len(mine) == len(theirs), f"{path}: {mine}, and Python has {theirs}"
        for at, (one, other) in enumerate(zip(mine, theirs, strict=True)):
            assert_close(one, other, f"{path}[{at}]")
    else:
        assert mine == theirs, path


# models

MODEL_JS = """async ([data, cases]) => {
  const { Model } = await import("http://modules.test/view/models.js");
  const { ModelProblem } = await import("http://modules.test/view/problems.js");
  const { gap, leverages } = await import("http://modules.test/view/cruxes.js");
  const orNull = (number) => (Number.isFinite(number) ? number : null);
  const models = new Map(data.models.map((model) => [model.id, new Model(model)]));
  return cases.map(([id, target, point, other, ranges]) => {
    const model = models.get(id);
    const exact = (values) => new Map(Object.entries(values).map(([name, value]) => [name, { low: value, mid: value, high: value }]));
    const [mine, theirs] = [exact(point), exact(other)];
    const problem = new ModelProblem(model, target, [mine]);
    const bounds = model.bounds(target, new Map(Object.entries(ranges)));
    problem.span = () => [0, 1];
    const found = leverages(problem, problem.point(mine));
    const shares = gap(problem, problem.point(mine), new ModelProblem(model, target, [theirs]).point(theirs));
    return {
      values: Object.fromEntries(model.values(new Map(Object.entries(point)))),
      bounds: bounds && [bounds.low, bounds.high, bounds.exact],
      leverages: Object.fromEntries(found.rows.map((row) => [row.name, [orNull(row.swing), orNull(row.information)]])),
      shares: Object.fromEntries(shares.rows.map((row) => [row.name, orNull(row.share)])),
    };
  });
}"""


def model_vector(model: Any, target: str, point: dict[str, float], other: dict[str, float], ranges: Any) -> Any:
    """What Python makes of a variable of a model."""
    computable = ComputableModel(model)
    names = computable.needed_inputs(target)
    response = computable.response(target)
    full = {**computable.constants, **point}
    second = {**computable.constants, **{name: other[name] if name in names else point[name] for name in point}}
    found = leverages(response, {name: full[name] for name in response.names})
    ends = [{name: values[name] for name in response.names} for values in (full, second)]
    shares = gap(response, *ends, sampling=AS_IN_THE_BROWSER)
    try:
        bounds: Any = computable.bounds(target, ranges)
        bounds = [bounds.low, bounds.high, bounds.method == "exact"]
    except Incomputable:
        bounds = None
    return {
        "values": computable.values(point),
        "bounds": bounds,
        "leverages": {row.name: [row.swing, row.value_of_information] for row in found.rows if row.name in names},
        "shares": {row.name: row.share for row in shares.rows if row.name in names},
    }


def compared_on_model(kb: KnowledgeBase, page: Page, data: Any, seed: int, tries: int) -> int:
    """Compare one model at random points of each of its outputs; how many points were compared."""
    choose = random.Random(f"{seed} {data['id']}")
    expected, asked = [], []
    record = kb.model(data["id"]).record
    computable = ComputableModel(record)
    spans = {name: computable.range_of_input(name) or (0.5, 3.0) for name in computable.input_names}
    for (target, _, _), _ in itertools.product(data["outputs"], range(tries)):
        point, other = ({name: drawn(choose, span) for name, span in spans.items()} for _ in range(2))
        ranges = {name: sorted(drawn(choose, span) for _ in range(2)) for name, span in spans.items()
                  if choose.random() < 0.6 or computable.range_of_input(name) is None}  # fmt: skip
        vector = model_vector(record, target, point, other, {name: tuple(ends) for name, ends in ranges.items()})
        asked.append([data["id"], target, point, other, ranges])
        expected.append(vector)
    found = page.evaluate(MODEL_JS, [{"models": [data]}, asked])
    for case, mine, theirs in zip(asked, found, expected, strict=True):
        if None in theirs["shares"].values():  # undefined somewhere between the two points
            assert None in mine.pop("shares").values(), str(case[:2])
            del theirs["shares"]
        assert_close(mine, theirs, str(case[:2]))
    return len(expected)


def drawn(choose: random.Random, span: tuple[float, float] | None) -> float:
    low, high = span or (0.5, 3.0)
    return choose.choice((low, high, round(choose.uniform(low, high), 3), round(choose.uniform(low, high), 3)))


SHIPPED_MODELS = tuple(sorted(path.stem for path in (REPOSITORY / "claims" / "models").glob("*.yaml")))


@pytest.mark.parametrize("id", SHIPPED_MODELS)
def test_a_shipped_model_gives_the_same_numbers(kb: KnowledgeBase, modules: Page, id: str) -> None:
    """Values, bounds, swings and shares of every output that follows from inputs, what is sampled from one sequence too."""
    (data,) = (model_as_data for model_as_data in view_data(kb)["models"] if model_as_data["id"] == id)
    assert compared_on_model(kb, modules, data, 11, 2 if data["horizon"] else 4) > 0


NETWORK = """
type: model
title: A network whose parts are not independent
topic: t
summary: S
sources: [s]
inputs:
  - {name: a, unit: probability}
  - {name: b, unit: probability}
variables:
  - {name: both, product: [a, b]}
  - {name: any_of, noisy_or: {causes: {a: 0.8, both: 0.4}, leak: 0.05}}
  - {name: last, table: {given: [any_of, b], rows: {tt: 0.9, tf: 0.3, ft: 0.5, ff: 0.1}}}
outputs: [{variable: last}, {variable: any_of}]
"""


def test_a_network_is_computed_exactly_where_its_parts_depend_on_each_other(modules: Page) -> None:
    """Products, noisy-ors and tables that share parents are summed out, as in Python."""
    kb = load_texts({**random_base(0), "models/m.yaml": NETWORK}).knowledge_base
    (data,) = view_data(kb)["models"]
    assert compared_on_model(kb, modules, data, 3, 6) == 12
    point = {"a": 0.5, "b": 0.4}
    independent = ComputableModel(kb.model("m").record).formulas["any_of"].value({"a": 0.5, "both": 0.2})
    exact = ComputableModel(kb.model("m").record).values(point)["any_of"]
    assert abs(independent - exact) > 0.01


EXPRESSIONS = (
    "a + b * c", "a / b", "-a^2", "2^-b", "(a - 1)^0.5", "min(a, b, c) - max(a, 0.2)", "if(a > b, a / b, c)",
    "if(a > 2, 1/0, 3)", "a and 1/0", "a or 1/0", "not (a < b) + (a == a)", "mean(a, b, c) * sum(a, b) / product(b, c)",
    "abs(a - b) + exp(c) - log(b)", "sqrt(a - b)", "logistic(3 * a - 1) + logit(c / 4)", "round(a * 3) + clamp(b, 0, c)",
    "clamp(a, b, c)", "a != b and b <= c", "exp(1000 * a)", "a - a", "(a - 2)^3", "(a - 1)^2", "1 / (a - b)",
)  # fmt: skip

EXPRESSION_JS = """async (cases) => {
  const { Undefined, boundsOf, valueOf } = await import("http://modules.test/view/expressions.js");
  const tried = (compute) => {
    try {
      return compute();
    } catch (problem) {
      if (problem instanceof Undefined) return null;
      throw problem;
    }
  };
  return cases.map(([node, values, ranges]) => [
    tried(() => valueOf(node, new Map(Object.entries(values)))),
    tried(() => boundsOf(node, new Map(Object.entries(ranges)))),
  ]);
}"""


def tried(compute: Callable[[], Any]) -> Any:
    try:
        found = compute()
    except Undefined:
        return None
    return list(found) if isinstance(found, tuple) else found


@pytest.mark.parametrize("seed", range(3))
def test_expressions_mean_the_same(modules: Page, seed: int) -> None:
    """Every operation has the same value, the same bounds, and is undefined in the same places."""
    choose = random.Random(seed)
    asked, expected = [], []
    for text in EXPRESSIONS:
        expression = Expression.parse(text)
        for _ in range(12):
            values = {name: choose.choice((0.0, 1.0, 2.0, choose.uniform(0, 3))) for name in "abc"}
            ranges = {name: sorted(choose.choice((0.0, 1.0, choose.uniform(0, 3))) for _ in "ab") for name in "abc"}
            asked.append([expression.to_json(), values, ranges])
            bounds = tried(lambda e=expression, r=ranges: e.bounds({n: tuple(ends) for n, ends in r.items()}))
            expected.append([tried(lambda e=expression, v=values: e.value(v)), bounds])
    found = modules.evaluate(EXPRESSION_JS, asked)
    for case, mine, theirs in zip(asked, found, expected, strict=True):
        assert_close(mine, theirs, str(case))
