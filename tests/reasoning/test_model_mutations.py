"""Breaking one equation of a shipped model at a time breaks an expectation, or is caught by a finding."""

from __future__ import annotations

from typing import Any

import pytest

from cruxbase.checks.models import computable
from cruxbase.knowledge_base import KnowledgeBase
from cruxbase.loading.loading import load
from cruxbase.parsing.corpus import spans_of
from cruxbase.reasoning.computing import ComputableModel
from cruxbase.reasoning.model_space import judged
from cruxbase.records import Model
from expression_mutants import mutants
from support import REPOSITORY

TWELVE = (
    "behavioural-selection-model",
    "danger-ranking-model",
    "aligned-schemer-persistence-model",
    "anti-persuasion-model",
    "priors-table-model",
    "contingency-model",
    "oversight-robustness-model",
    "critical-period-model",
    "legibility-model",
    "inoculation-mechanism-model",
    "ambitious-inoculation-model",
    "secret-explosion-model",
)
REQUIRED = 0.9


@pytest.fixture(scope="module")
def shipped() -> KnowledgeBase:
    return load(REPOSITORY / "claims").knowledge_base


def broken_models(model: Model) -> list[Model]:
    """The model with one equation changed, in every way that `mutants` knows."""
    found = []
    for index, variable in enumerate(model.variables):
        for key in ("expression", "next"):
            text = getattr(variable, key)
            for other in mutants(text) if text else ():
                changed: dict[str, Any] = {key: other}
                variables = list(model.variables)
                variables[index] = variable.model_copy(update=changed)
                found.append(model.model_copy(update={"variables": tuple(variables)}))
    return found


def is_noticed(model: Model, spans: Any, before: frozenset[str]) -> bool:
    """Whether an expectation of the model fails, or it has a finding that the sound one has not."""
    computing = ComputableModel(model)
    cases = sorted(model.expectations, key=lambda one: one.space is not None)
    if any(judged(computing, one).holds is not True for one in cases):
        return True
    return not {finding.code for finding in computable(model, lambda: spans)} <= before


@pytest.mark.slow
@pytest.mark.parametrize("id", TWELVE)
def test_nine_of_ten_mutants_are_noticed(shipped: KnowledgeBase, id: str, record_property: Any) -> None:
    """At least 90 % of the models with one sign, operand or constant changed fail an expectation or have a finding."""
    model, spans = shipped.model(id).record, spans_of(shipped.corpus, id)
    before = frozenset(finding.code for finding in computable(model, lambda: spans))
    broken = broken_models(model)
    noticed = sum(is_noticed(one, spans, before) for one in broken)
    record_property("mutants", f"{noticed} of {len(broken)}")
    assert noticed >= REQUIRED * len(broken), f"{noticed} of {len(broken)}"
