"""Models come to the same in Python and in the browser's modules, run by Node where it is installed."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np

from cruxbase.loading.loading import load
from cruxbase.reasoning.computing import ComputableModel
from cruxbase.reasoning.model_space import model_space, sampled_inputs
from cruxbase.reasoning.model_values import model_values
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
