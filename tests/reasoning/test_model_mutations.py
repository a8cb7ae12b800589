"""Breaking one equation of a shipped model at a time breaks an expectation, or is caught by a finding.

The worked examples with numbers of our own are left out: what notices a mutant is an ordering, a direction, a limit or a share.
"""

from __future__ import annotations

from typing import Any

import pytest

from cruxbase.checks.models import computable
from cruxbase.knowledge_base import KnowledgeBase
from cruxbase.loading.loading import load
from cruxbase.parsing.corpus import spans_of
from cruxbase.reasoning.computing import ComputableModel
from cruxbase.reasoning.model_space import judged, judged_over_space
from cruxbase.records import Expectation, Model
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
STATED = 0.6
POINTS = 400
"""Of the space at which an expectation is tried for each mutant."""


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


def without_worked_examples(model: Model) -> Model:
    """The model without the expectations that only pin numbers of our own."""
    kept = [one for one in model.expectations if "A worked example" not in (one.because or "")]
    return model.model_copy(update={"expectations": tuple(kept)})


def says_who(expectation: Expectation) -> bool:
    """Whether an expectation is a text's and not ours."""
    return expectation.source is not None and "[ours]" not in (expectation.because or "")


def _holds(model: ComputableModel, expectation: Expectation) -> bool | None:
    if expectation.is_over_space:
        return judged_over_space(model, expectation, POINTS).holds
    return judged(model, expectation).holds


def is_noticed(model: Model, spans: Any, before: frozenset[str]) -> bool:
    """Whether an expectation of the model fails, or it has a finding that the sound one has not."""
    computing = ComputableModel(model)
    cases = sorted(model.expectations, key=lambda one: one.is_over_space)
    if any(_holds(computing, one) is not True for one in cases):
        return True
    return not {finding.code for finding in computable(model, lambda: spans)} <= before


def noticed_mutants(model: Model, spans: Any) -> tuple[int, int]:
    """How many mutants of a model are noticed, of how many."""
    before = frozenset(finding.code for finding in computable(model, lambda: spans))
    broken = broken_models(model)
    return sum(is_noticed(one, spans, before) for one in broken), len(broken)


@pytest.mark.slow
@pytest.mark.parametrize("id", TWELVE)
def test_nine_of_ten_mutants_are_noticed(shipped: KnowledgeBase, id: str, record_property: Any) -> None:
    """At least 90 % of the models with one sign, operand or constant changed fail an expectation or have a finding."""
    model, spans = shipped.model(id).record, spans_of(shipped.corpus, id)
    noticed, broken = noticed_mutants(without_worked_examples(model), spans)
    record_property("mutants", f"{noticed} of {broken}")
    assert noticed >= REQUIRED * broken, f"{noticed} of {broken}"


@pytest.mark.slow
@pytest.mark.parametrize("id", TWELVE)
def test_the_texts_alone_notice_most_mutants(shipped: KnowledgeBase, id: str, record_property: Any) -> None:
    """What texts say of a model notices at least 60 % of its mutants; the rest is in equations that no text speaks of."""
    model, spans = shipped.model(id).record, spans_of(shipped.corpus, id)
    stated = model.model_copy(update={"expectations": tuple(filter(says_who, model.expectations))})
    noticed, broken = noticed_mutants(stated, spans)
    record_property("mutants", f"{noticed} of {broken}")
    assert noticed >= STATED * broken, f"{noticed} of {broken}"
