"""Model records with full tables over claims come to what an independent library makes of the same rows."""

from __future__ import annotations

import itertools
import random
import warnings
from typing import Any

import numpy as np
import pytest

from cruxbase.reasoning.computing import ComputableModel
from cruxbase.records import Model
from random_cases import random_cases


def random_record(source: random.Random) -> Model:
    """A model of up to three inputs and four claims with a table each over those before it."""
    inputs = [f"i{number}" for number in range(source.randrange(1, 4))]
    variables: list[dict[str, Any]] = []
    for number in range(source.randrange(1, 5)):
        before = [*inputs, *(str(variable["name"]) for variable in variables)]
        given = source.sample(before, source.randrange(1, min(3, len(before)) + 1))
        keys = ("".join(letters) for letters in itertools.product("tf", repeat=len(given)))
        rows = {key: str(round(source.random(), 3)) for key in keys}
        variables.append({"name": f"v{number}", "claim": f"claim-{number}", "table": {"given": given, "rows": rows}})
    return Model.model_validate(
        {
            "id": "tables",
            "type": "model",
            "title": "Tables",
            "topic": "a-topic",
            "summary": "Claims that depend on one another.",
            "inputs": [
                {"name": name, "claim": f"on-{name}", "default": str(round(source.random(), 3))} for name in inputs
            ],
            "variables": variables,
            "outputs": [{"variable": variables[-1]["name"]}],
        }
    )


def by_pyagrum(record: Model, target: str) -> float:
    """The target's probability, from a network written out row by row here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # SWIG's types lack a module, and importing them warns
        import pyagrum

    network = pyagrum.BayesNet()
    for part in (*record.inputs, *record.variables):
        network.add(pyagrum.LabelizedVariable(part.name, "", 2))
    for given in record.inputs:
        network.cpt(given.name).fillWith([1 - float(given.default), float(given.default)])  # type: ignore[arg-type]  # numbers here
    for variable in record.variables:
        assert variable.table is not None
        for parent in variable.table.given:
            network.addArc(parent, variable.name)
    for variable in record.variables:
        assert variable.table is not None
        for key, probability in variable.table.rows.items():
            state = {parent: int(letter == "t") for parent, letter in zip(variable.table.given, key, strict=True)}
            network.cpt(variable.name)[state] = [1 - float(probability), float(probability)]
    inference = pyagrum.LazyPropagation(network)
    inference.makeInference()
    return float(inference.posterior(target)[1])


@random_cases(150)
def test_full_tables_over_claims_agree_with_pyagrum(count: int) -> None:
    """Every variable's probability, and with it what crux analysis starts from, is that of exact inference elsewhere."""
    source = random.Random(1)
    for _ in range(count):
        record = random_record(source)
        computable = ComputableModel(record)
        target = source.choice(record.variables).name
        expected = by_pyagrum(record, target)
        assert computable.value(target, {}) == pytest.approx(expected, abs=1e-9)
        response = computable.response(target)
        point = {**computable.defaults, **computable.constants}  # inputs, and the rows of the tables
        now = response.values(np.array([[point[name] for name in response.names]]))
        assert float(now[0]) == pytest.approx(expected, abs=1e-9)
