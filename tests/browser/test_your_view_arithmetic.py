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

from cruxbase.analysis.loading import load, load_texts
from cruxbase.graph import ArgumentGraph
from cruxbase.knowledge_base import KnowledgeBase
from cruxbase.reasoning.computing import ComputableModel, Incomputable
from cruxbase.reasoning.cruxes import ask_next, gap, leverages
from cruxbase.reasoning.expressions import Expression, Undefined
from cruxbase.reasoning.on_graph import framework, statements, working_steps
from cruxbase.reasoning.perspective import Perspective, perspective
from cruxbase.reasoning.support_closure import known
from cruxbase.site.data.your_view_data import view_data
from cruxbase.site.frontend import assets
from support import REPOSITORY

CLOSE = 1e-9


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


# the argument graph


def bearing(graph: ArgumentGraph, spoken: set[str], target: str) -> tuple[list[str], list[str], list[str]]:
    """The definition of `bearing` in `argument_graph.js`: leaves, derived and unknown claims, going back from a conclusion."""
    allowed = set(statements(graph))
    reach = known(graph, spoken - {target}, derive=(target,))
    steps = working_steps(graph, allowed)
    derived, leaves, unknown = {target: None}, dict[str, None](), dict[str, None]()
    for claim in derived_order(derived):
        grounds: list[str] = []
        for step in steps:
            if step.conclusion == claim:
                grounds += [*step.premises, *(cut.start for cut in graph.undercuts_of(step.name))]
        grounds += [link.end for link in graph.links_from("requires", claim)]
        for ground in grounds:
            if ground not in allowed:
                continue
            kind = leaves if ground in reach.leaves else derived if ground in reach.derived else unknown
            kind[ground] = None
    return list(leaves), list(derived), list(unknown)


def derived_order(derived: dict[str, None]) -> Iterator[str]:
    """The keys of a mapping that grows while it is read."""
    at = 0
    while at < len(derived):
        yield list(derived)[at]
        at += 1


def graph_vector(kb: KnowledgeBase, target: str, one: Perspective, other: Perspective) -> dict[str, Any] | None:
    """What Python makes of a conclusion for one view, and between two; None where nothing bears on it."""
    graph, number = kb.graph, {id: place for place, id in enumerate(statements(kb.graph))}
    spoken = {claim for claim in one.claims if claim in number}
    leaves, derived, unknown = bearing(graph, spoken, target)
    settled = framework(graph, dict.fromkeys([*derived, *leaves], 0.5), [*derived, *leaves], leaves)
    bears = {name for name in settled.bearing_on(target).arguments if name in leaves}
    if not bears:
        return None
    points = {claim: middle(one, claim) for claim in leaves}
    strengths = settled.with_base_scores(points).strengths()
    whole = framework(
        graph, {**dict.fromkeys(derived, 0.5), **dict.fromkeys([*leaves, *unknown], 0.5)},
        [*derived, *leaves, *unknown], [*leaves, *unknown],
    )  # fmt: skip
    ranges = {claim: one.range_of(claim) or (0.0, 1.0) for claim in [*leaves, *unknown]}
    response = whole.response(target)
    asked = ask_next(response, {name: ranges.get(name, whole.base_scores[name]) for name in response.names})
    settled_response = settled.response(target)
    found = leverages(settled_response, {**settled.base_scores, **points})
    made: dict[str, Any] = {
        "target": number[target],
        "leaves": sorted(number[claim] for claim in bears),
        "derived": sorted(number[claim] for claim in derived),
        "unknown": sorted(number[claim] for claim in unknown),
        "strengths": {str(number[claim]): strengths[claim] for claim in derived},
        "value": found.value,
        "range": [asked.low, asked.high],
        "leverages": {
            str(number[row.name]): [row.swing, row.value_of_information, row.unary_crux]
            for row in found.rows if row.name in bears
        },
        "ask": {str(number[row.name]): [row.narrowing, row.low, row.high] for row in asked.rows},
    }  # fmt: skip
    return {**made, "gap": graph_gap(kb, target, one, other)}


def graph_gap(kb: KnowledgeBase, target: str, one: Perspective, other: Perspective) -> dict[str, Any] | None:
    """The shares of a gap, as `cruxes_between` finds them; None where more claims differ than the browser lists."""
    graph, number = kb.graph, {id: place for place, id in enumerate(statements(kb.graph))}
    spoken = {claim for claim in (*one.claims, *other.claims) if claim in number}
    leaves, derived, _ = bearing(graph, spoken, target)
    part = framework(graph, dict.fromkeys([*derived, *leaves], 0.5), [*derived, *leaves], leaves).bearing_on(target)
    leaves = [claim for claim in leaves if claim in part.base_scores]
    points = []
    for view, second in ((one, other), (other, one)):
        points.append({**part.base_scores, **{c: middle(view if c in view else second, c) for c in leaves}})
    if sum(points[0][claim] != points[1][claim] for claim in leaves) > 10:
        return None
    found = gap(part.response(target), *points)
    return {
        "from": found.from_value,
        "to": found.to_value,
        "shares": {str(number[row.name]): row.share for row in found.rows},
        "double": sorted(number[row.name] for row in found.rows if row.double_crux),
    }


def middle(view: Perspective, claim: str) -> float:
    point = view.number_for(claim)
    if point is not None:
        return point
    low, high = view.range_of(claim) or (0.0, 1.0)
    return (low + high) / 2


GRAPH_JS = """async ([data, cases]) => {
  const { ArgumentGraph } = await import("http://modules.test/view/argument_graph.js");
  const { GraphProblem, publishedView } = await import("http://modules.test/view/problems.js");
  const { askNext, gap, leverages } = await import("http://modules.test/view/cruxes.js");
  const graph = new ArgumentGraph(data);
  const views = new Map(data.viewpoints.map((viewpoint) => [viewpoint.id, publishedView(viewpoint)]));
  const sorted = (several) => [...several].sort((a, b) => a - b);
  return cases.map(([target, one, other, hasGap]) => {
    const [mine, theirs] = [views.get(one), views.get(other)];
    const problem = new GraphProblem(graph, target, [mine]);
    const point = problem.point(mine);
    const found = leverages(problem, point);
    const asked = askNext(problem, problem.ranges(mine));
    const strengths = problem.strengths(problem.scores(mine));
    const between = new GraphProblem(graph, target, [mine, theirs]);
    const shares = hasGap ? gap(between, between.point(mine), between.point(theirs)) : null;
    return {
      target,
      leaves: sorted(problem.names),
      derived: sorted(problem.derived),
      unknown: sorted(problem.unknown),
      strengths: Object.fromEntries([...problem.derived].map((claim) => [claim, strengths.get(claim)])),
      value: found.value,
      range: [asked.low, asked.high],
      leverages: Object.fromEntries(found.rows.map((row) => [row.name, [row.swing, row.information, row.crossing]])),
      ask: Object.fromEntries(asked.rows.map((row) => [row.name, [row.narrowing, row.low, row.high]])),
      gap: shares && {
        from: shares.from,
        to: shares.to,
        shares: Object.fromEntries(shares.rows.map((row) => [row.name, row.share])),
        double: sorted(shares.rows.filter((row) => row.double).map((row) => row.name)),
      },
    };
  });
}"""


def compared_on_graph(kb: KnowledgeBase, page: Page, cases: list[tuple[str, str, str]]) -> int:
    """Compare both sides case by case; how many there were."""
    number = {id: place for place, id in enumerate(statements(kb.graph))}
    expected, asked = [], []
    for target, one, other in cases:
        vector = graph_vector(kb, target, perspective(kb.graph, [one], one), perspective(kb.graph, [other], other))
        if vector is not None:
            expected.append(vector)
            asked.append([number[target], one, other, vector["gap"] is not None])
    found = page.evaluate(GRAPH_JS, [view_data(kb), asked])
    for case, mine, theirs in zip(asked, found, expected, strict=True):
        assert_close(mine, theirs, str(case))
    return len(expected)


def test_the_graph_gives_the_same_numbers_for_every_published_view(kb: KnowledgeBase, modules: Page) -> None:
    """For each viewpoint and conclusion: what is known, strengths, bounds, leverages, shares, and what to ask next."""
    choose = random.Random(5)
    viewpoints = [viewpoint.id for viewpoint in kb.viewpoints()]
    cases = []
    for viewpoint in viewpoints:
        spoken = {belief.claim.id for belief in kb.viewpoint(viewpoint).beliefs}
        targets = [c for c in statements(kb.graph) if spoken.intersection(kb.graph.grounds(c))]
        for target in choose.sample(targets, min(len(targets), 2)):
            others = [v for v in viewpoints if v != viewpoint]
            cases.append((target, viewpoint, choose.choice(others)))
    assert compared_on_graph(kb, modules, cases) > 60


def random_base(seed: int) -> dict[str, str]:
    """A small base with cycles, groups, undercuts, needs and linked premises, and two viewpoints."""
    choose = random.Random(seed)
    names = [f"c{letter}" for letter in "abcdefghij"]
    files = {
        "topics/t.yaml": "type: topic\ntitle: T\nsummary: S\n",
        "people/p.yaml": "type: person\nname: P\n",
        "sources/s.yaml": "type: source\ntitle: S\nkind: post\nurl: https://example.org/\nchecked: read\n",
    }
    pairs: list[tuple[str, str]] = []
    for at, name in enumerate(names):
        lines = ["type: claim", f"title: Claim {name} says something", f"statement: Claim {name} says something.",
                 "topic: t", "sources: [s]"]  # fmt: skip
        for kind in ("supports", "attacks"):
            ends = choose.sample([other for other in names if other != name], choose.choice((0, 1, 1, 2)))
            rows = []
            for end in ends:
                if (name, end) in pairs:
                    continue
                pairs.append((name, end))
                parts = [f"claim: {end}", f"strength: {choose.choice(('weak', 'moderate', 'strong'))}", "because: so"]
                if choose.random() < 0.3:
                    parts.append(f"group: g{choose.randrange(2)}")
                if choose.random() < 0.3:
                    parts.append(f"with: [{choose.choice([o for o in names if o not in (name, end)])}]")
                rows.append("{" + ", ".join(parts) + "}")
            if rows:
                lines.append(f"{kind}: [{', '.join(rows)}]")
        if pairs and choose.random() < 0.4:
            start, end = choose.choice(pairs)
            if name not in (start, end):
                lines.append(f"undercuts: [{{step: {start} -> {end}, because: so}}]")
        if at and choose.random() < 0.3:
            lines.append(f"requires: [{choose.choice(names[:at])}]")
        files[f"t/{name}.yaml"] = "\n".join(lines) + "\n"
    for view in ("va", "vb"):
        credences = [f"  {n}: {choose.choice(('0.1', '0.75', '1', '0', '[0.2, 0.6]', 'likely'))}"
                     for n in choose.sample(names, 5)]  # fmt: skip
        files[f"viewpoints/{view}.yaml"] = (
            f"type: viewpoint\ntitle: V\nholder: p\ndate: 2025\nsources: [s]\nholds: [{choose.choice(names)}]\n"
            "credences:\n" + "\n".join(credences) + "\n"
        )
    return files


def test_the_graph_gives_the_same_numbers_on_random_bases(modules: Page) -> None:
    """Cycles, groups, undercuts, needs, linked premises, ranges and certainty do not part the two."""
    compared = 0
    for seed in range(12):
        loaded = load_texts(random_base(seed))
        kb = loaded.knowledge_base
        assert len(list(statements(kb.graph))) == 10, loaded.diagnostics[:3]
        compared += compared_on_graph(kb, modules, [(target, "va", "vb") for target in statements(kb.graph)])
    assert compared > 80


# models

MODEL_JS = """async ([data, cases]) => {
  const { Model } = await import("http://modules.test/view/models.js");
  const { ModelProblem } = await import("http://modules.test/view/problems.js");
  const { gap, leverages } = await import("http://modules.test/view/cruxes.js");
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
      leverages: Object.fromEntries(found.rows.map((row) => [row.name, [row.swing, row.information]])),
      shares: Object.fromEntries(shares.rows.map((row) => [row.name, row.share])),
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
    shares = gap(response, {n: full[n] for n in response.names}, {n: second[n] for n in response.names})
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


def compared_on_models(kb: KnowledgeBase, page: Page, seed: int, tries: int) -> int:
    choose = random.Random(seed)
    expected, asked = [], []
    for model in view_data(kb)["models"]:
        record = kb.model(model["id"]).record
        computable = ComputableModel(record)
        for (target, _, _), _ in itertools.product(model["outputs"], range(tries)):
            point, other = ({name: drawn(choose, computable.range_of_input(name)) for name in computable.input_names}
                            for _ in range(2))  # fmt: skip
            spans = {name: computable.range_of_input(name) or (0.5, 3.0) for name in computable.input_names}
            ranges = {name: sorted(drawn(choose, span) for _ in range(2)) for name, span in spans.items()
                      if choose.random() < 0.6 or computable.range_of_input(name) is None}  # fmt: skip
            vector = model_vector(record, target, point, other, {name: tuple(ends) for name, ends in ranges.items()})
            if None in vector["shares"].values() or any(None in row for row in vector["leverages"].values()):
                continue  # undefined somewhere between the two: the browser shows nothing there
            asked.append([model["id"], target, point, other, ranges])
            expected.append(vector)
    found = page.evaluate(MODEL_JS, [view_data(kb), asked])
    for case, mine, theirs in zip(asked, found, expected, strict=True):
        assert_close(mine, theirs, str(case[:2]))
    return len(expected)


def drawn(choose: random.Random, span: tuple[float, float] | None) -> float:
    low, high = span or (0.5, 3.0)
    return choose.choice((low, high, round(choose.uniform(low, high), 3), round(choose.uniform(low, high), 3)))


def test_every_shipped_model_gives_the_same_numbers(kb: KnowledgeBase, modules: Page) -> None:
    """Values, bounds, swings and shares of every output that follows from inputs."""
    assert compared_on_models(kb, modules, 11, 4) > 60


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
    assert compared_on_models(kb, modules, 3, 6) == 12
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
