"""Models come to the same in Python and in the browser's modules, run by Node where it is installed."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cruxbase.loading.loading import load
from cruxbase.reasoning.computing import ComputableModel
from cruxbase.reasoning.model_runs import RunnableModel
from cruxbase.reasoning.model_space import SEED, model_space, sampled_inputs
from cruxbase.reasoning.model_values import model_values
from cruxbase.reasoning.uniform_sequence import uniform_numbers
from cruxbase.records import Model
from cruxbase.site.data.model_data import model_data
from cruxbase.site.data.your_view_data import view_data
from javascript import by_script
from support import REPOSITORY

POINTS = 1_000
_PROGRAM = """
import { readFileSync } from "node:fs";
import { Model } from "./view/models.js";
const { models, points } = JSON.parse(readFileSync("given.json", "utf-8"));
const all = models.map((data) => {
  const model = new Model(data);
  return points[data.id].map((row) => Object.fromEntries(model.values(new Map(Object.entries(row)))));
});
console.log(JSON.stringify(all));
"""

_SEQUENCE = """
import { readFileSync } from "node:fs";
import { uniformNumbers } from "./view/uniform_sequence.js";
const all = JSON.parse(readFileSync("given.json", "utf-8")).map((seed) => {
  const random = uniformNumbers(seed);
  const numbers = Array.from({ length: 70_002 }, random);
  return [...numbers.slice(0, 3), ...numbers.slice(70_000)];
});
console.log(JSON.stringify(all));
"""
_SAMPLE = """
import { readFileSync } from "node:fs";
import { Model } from "./view/models.js";
import { interval, sample } from "./model/model_space.js";
const points = sample(new Model(JSON.parse(readFileSync("given.json", "utf-8"))), new Map());
console.log(JSON.stringify([points.map((point) => point.get("total")), interval(points, "total")]));
"""


@pytest.mark.slow
def test_python_and_browser_agree_at_a_thousand_points_of_each_model(tmp_path: Path) -> None:
    """Every quantity of every shipped model agrees to 1e-12 of its size at 1,000 random points, or has no value in both."""
    kb = load(REPOSITORY / "claims").knowledge_base
    models = view_data(kb)["models"]
    records = {data["id"]: kb.model(data["id"]).record for data in models}
    assert any(data["horizon"] for data in models)
    points: dict[str, list[dict[str, float]]] = {}
    for id, record in records.items():
        space = {name: one.spread() for name, one in model_space(ComputableModel(record)).items()}
        columns = sampled_inputs(space, POINTS, 7)
        points[id] = [
            {name: float(np.broadcast_to(c, POINTS)[row]) for name, c in columns.items()} for row in range(POINTS)
        ]
    theirs = by_script(_PROGRAM, {"models": models, "points": points}, tmp_path)
    for data, rows in zip(models, theirs, strict=True):
        record = records[data["id"]]
        for given, found in zip(points[data["id"]], rows, strict=True):
            ours = model_values(record, given)
            assert set(ours) == set(found)
            for name, value in ours.items():
                assert math.isclose(found[name], value, rel_tol=1e-12, abs_tol=1e-15), (data["id"], name, given)


def test_the_sequence_that_both_sides_sample_from_is_the_same(tmp_path: Path) -> None:
    """The numbers of a seed are equal to the last bit, far into the sequence too."""
    theirs = by_script(_SEQUENCE, [1, 20251204, 2**32 - 1], tmp_path)
    ours = [uniform_numbers(seed, 3).tolist() + uniform_numbers(seed, 2, 70_000).tolist() for seed in (1, 20251204, -1)]
    assert theirs == ours


def test_the_first_points_of_a_model_are_the_same(tmp_path: Path) -> None:
    """Outputs and their intervals over the first 300 points of the space agree to 1e-9, whatever shape the inputs have."""
    record = Model.model_validate(SPACE)
    runnable = RunnableModel(ComputableModel(record))
    sample = runnable.sample(300, SEED)
    values, ends = by_script(_SAMPLE, model_data(record), tmp_path)
    assert values == pytest.approx(sample.columns["total"].tolist(), rel=1e-9)
    low, _, high = sample.interval("total") or (None, None, None)
    assert ends == pytest.approx([low, high], rel=1e-9)


SPACE: dict[str, Any] = {
    "id": "m",
    "type": "model",
    "title": "T",
    "topic": "t",
    "summary": "S",
    "inputs": [
        {"name": "even", "low": "1", "high": "3"},
        {"name": "fixed", "default": "0.5", "low": "0", "high": "1"},
        {"name": "ratio", "low": "0.1", "high": "10", "distribution": "loguniform"},
        {"name": "peaked", "low": "0", "high": "4", "default": "1", "distribution": "triangular"},
    ],
    "variables": [{"name": "total", "expression": "even * ratio + peaked - fixed"}],
    "outputs": [{"variable": "total"}],
}
