"""What the page of a model computes with in the browser, and what it shows before a script has run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cruxbase.reasoning.computing import ComputableModel, ExpectationResult
from cruxbase.reasoning.expression_nodes import MalformedExpression
from cruxbase.reasoning.expressions import Expression
from cruxbase.reasoning.model_runs import ModelRun, RunnableModel, Sensitivity, Swing
from cruxbase.reasoning.model_space import BadDistribution, InputSpace, expectation_results, operations
from cruxbase.reasoning.model_values import is_network, parsed
from cruxbase.site.data.your_view_data import variable_data
from cruxbase.site.frontend.assets import modules
from cruxbase.site.map.script import joined
from cruxbase.site.prose import harmless

if TYPE_CHECKING:
    from cruxbase.records import Model

MODEL_SCRIPT = "assets/model/model.js"
"""Address of the script of a model's page below the site's."""

MOST_OPERATIONS = 200_000
"""A model of more operations than this has no sliders and no plots: they would keep reader and build waiting."""

_FORMULAS = frozenset(("point", "uniform", "loguniform", "triangular"))
"""Shapes whose quantiles `model_space.js` computes by the same formula; of others it has a table."""

_QUANTILES = 65
_SAMPLES = 2_000


class ModelFigures(NamedTuple):
    """What a model's page shows of its behaviour.

    Attributes:
        run: every quantity at the middle of the space, with its interval.
        swings: of the first output, the widest first.
        sensitivity: of the first output.
        shares: output → the share of the space in which its `when` holds.
        expectations: whether each holds.
    """

    run: ModelRun
    swings: tuple[Swing, ...]
    sensitivity: Sensitivity
    shares: dict[str, float]
    expectations: tuple[ExpectationResult, ...]


def model_figures(record: Model) -> ModelFigures | None:
    """The figures of a model's page; None where it cannot be run."""
    computable = ComputableModel(record)
    try:
        runnable = RunnableModel(computable)
        if not runnable.outputs or operations(computable) > MOST_OPERATIONS:
            return None
        run = runnable.run({}, _SAMPLES)
        first = runnable.outputs[0]
        shares = {
            output.variable: runnable.share(output.when, {}, _SAMPLES)
            for output in record.outputs
            if output.when is not None
        }
        return ModelFigures(
            run,
            runnable.swings(first, {}),
            runnable.sensitivity(first, {}, samples=256),
            shares,
            expectation_results(computable),
        )
    except (BadDistribution, MalformedExpression, ValueError, KeyError):
        return None  # a finding says what is wrong


def model_data(record: Model) -> dict[str, object]:
    """A model as `model/model_page.js` computes it."""
    computable = ComputableModel(record)
    runnable = RunnableModel(computable)
    units = {one.name: one.unit for one in record.inputs} | {one.name: one.unit for one in record.variables}
    return {
        "id": record.id,
        "network": is_network(record),
        "horizon": computable.steps,
        "inputs": [_input(computable, runnable.space[entry.name], record) for entry in record.inputs],
        "variables": [variable_data(computable, entry, {}) for entry in record.variables],
        "outputs": [[one.variable, _formula(one.when), units.get(one.variable) or ""] for one in record.outputs],
        "expectations": [
            [_formula(one.that), dict(one.given), one.within] for one in record.expectations if not one.is_over_space
        ],
    }


def _formula(text: str | None) -> object:
    return None if text is None else parsed(text).to_json()


def _input(computable: ComputableModel, one: InputSpace, record: Model) -> dict[str, object]:
    entry = next(entry for entry in record.inputs if entry.name == one.name)
    table = (
        None if one.shape in _FORMULAS else [float(f"{v:.9g}") for v in one.values(np.linspace(0.0, 1.0, _QUANTILES))]
    )
    return {
        "name": one.name,
        "label": harmless(entry.label or one.name.replace("_", " ")),
        "claim": entry.claim if one.name in computable.inputs_by_claim.values() else None,
        "range": [one.low, one.high],
        "centre": one.centre,
        "known": one.known,
        "shape": one.shape,
        "quantiles": table,
    }


def model_files() -> Mapping[str, bytes]:
    """The script of a model's page, by address."""
    return {
        MODEL_SCRIPT: joined(
            modules("view", "model", "map/elements", "shared/agreement", "shared/figures"), "model_page"
        ).encode()
    }


def expression_of(text: str) -> Expression | None:
    """An expression, or None where the text is none."""
    try:
        return parsed(text)
    except MalformedExpression:
        return None
