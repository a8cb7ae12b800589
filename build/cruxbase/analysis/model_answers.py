"""What a model record says of one of its quantities, for a view or by its published numbers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cruxbase.analysis.entities import (
    Claim,
    LinkedRecords,
    Model,
    ModelAnswer,
    ModelBelief,
    ModelInput,
    UnknownRecord,
    Viewer,
)
from cruxbase.analysis.viewers import perspective_of
from cruxbase.reasoning.computing import Bounds, ComputableModel, Incomputable
from cruxbase.reasoning.names import UnknownName
from cruxbase.reasoning.perspective import Perspective
from cruxbase.records import CLAIM_LIKE

PUBLISHED = "published"
_BELIEF_SAMPLES = 1_000


def answer(
    kb: LinkedRecords, model: Model, target: str, who: str | None, given: Mapping[str, float] | None = None
) -> ModelAnswer:
    """What a model comes to for one of its quantities.

    Args:
        kb: the base.
        model: the model.
        target: name of a variable or input, or id of the claim whose credence it is.
        who: id of a viewpoint or person, whose credences go in; None takes the published numbers.
        given: numbers for some inputs, by name or by claim, that go before all others.

    Raises:
        UnknownRecord: there is no such viewpoint or person.
        UnknownName: the model has no such variable or input.
        Incomputable: the model does not say how the quantity is computed.
    """
    computable = ComputableModel(model.record)
    variable = _variable_named(kb, computable, target)
    view = Perspective(PUBLISHED) if who is None else perspective_of(kb, who)
    supposed = {_input_named(kb, computable, name): value for name, value in (given or {}).items()}
    needed = (variable,) if variable in computable.input_names else computable.needed_inputs(variable)
    asked = _Asked(kb, computable, view, supposed, who is None)
    inputs = tuple(asked.input(name) for name in needed)
    value, bounds = _computed(computable, variable, inputs)
    claim = next((claim for claim, name in _claims_of(computable).items() if name == variable), None)
    published = next((entry.stated for entry in model.record.variables if entry.name == variable), None)
    return ModelAnswer(
        model,
        variable,
        _claim_on_record(kb, claim),
        view.name,
        value,
        None if bounds is None else (bounds.low, bounds.high),
        "" if bounds is None else bounds.method,
        None if claim is None else view.range_of(claim),
        published,
        inputs,
    )


def _computed(
    computable: ComputableModel, variable: str, inputs: Sequence[ModelInput]
) -> tuple[float | None, Bounds | None]:
    """The quantity at the numbers that go in, and its bounds; None where it has no value, such as 1 / 0."""
    numbers = {entry.name: entry.value for entry in inputs if entry.value is not None}
    try:
        value = computable.value(variable, numbers) if len(numbers) == len(inputs) else None
    except Incomputable:
        value = None
    try:
        return value, computable.bounds(
            variable, {entry.name: entry.range for entry in inputs if entry.range is not None}
        )
    except Incomputable:
        return value, None


class _Asked(NamedTuple):
    """Where the numbers that go into an answer may be from.

    Attributes:
        kb: the base.
        computable: the model.
        view: whose credences go in.
        supposed: numbers that go before all others, by name.
        at_published: whether the published numbers are asked for.
    """

    kb: LinkedRecords
    computable: ComputableModel
    view: Perspective
    supposed: Mapping[str, float]
    at_published: bool

    def input(self, name: str) -> ModelInput:
        """One quantity that goes in, and where its number is from."""
        claim = next((claim for claim, input in self.computable.inputs_by_claim.items() if input == name), None)
        shown = _claim_on_record(self.kb, claim)
        default, possible = self.computable.defaults.get(name), self.computable.range_of_input(name)
        if name in self.supposed:
            number = self.supposed[name]
            return ModelInput(name, shown, number, (number, number), "supposed")
        if claim is not None and claim in self.view:
            return ModelInput(name, shown, self.view.number_for(claim), self.view.range_of(claim), "stated")
        if default is None:
            return ModelInput(name, shown, None, possible, "unknown")
        # A parameter of the model is the model's to set; a claim of which the view said nothing stays unknown.
        fixed = self.at_published or claim is None
        return ModelInput(name, shown, default, (default, default) if fixed else possible, PUBLISHED)


def _claim_on_record(kb: LinkedRecords, claim: str | None) -> Claim | None:
    """The claim that a model names; None where it names none, or one that is gone or broken."""
    id = kb.known(claim)
    return kb.claim(id) if id is not None and kb.graph.kind(id) in CLAIM_LIKE else None


def _claims_of(computable: ComputableModel) -> dict[str, str]:
    outputs = {output.claim: output.variable for output in computable.record.outputs if output.claim is not None}
    return {**computable.inputs_by_claim, **computable.variables_by_claim, **outputs}


def _variable_named(kb: LinkedRecords, computable: ComputableModel, target: str) -> str:
    names = [*computable.input_names, *(variable.name for variable in computable.record.variables)]
    if target in names:
        return target
    by_claim = _claims_of(computable)
    found = by_claim.get(kb.corpus.aliases.get(target, target))
    if found is None:
        raise UnknownName("quantity of the model", target, [*names, *by_claim])
    return found


def _input_named(kb: LinkedRecords, computable: ComputableModel, name: str) -> str:
    by_claim = computable.inputs_by_claim
    found = name if name in computable.input_names else by_claim.get(kb.corpus.aliases.get(name, name))
    if found is None:
        raise UnknownName("input of the model", name, [*computable.input_names, *by_claim])
    return found


def inputs_of(kb: LinkedRecords, model: Model, who: Viewer) -> dict[str, float]:
    """The inputs that someone's view sets: the credences that are inputs, by name; see `Model.inputs_of`.

    Raises:
        UnknownRecord: there is no such viewpoint or person.
    """
    computable = ComputableModel(model.record)
    if isinstance(who, Mapping) and all(name in computable.input_names for name in who):
        return {str(name): float(value) for name, value in who.items() if isinstance(value, (int, float))}
    view = perspective_of(kb, who)
    numbers = {name: view.number_for(claim) for claim, name in computable.inputs_by_claim.items() if claim in view}
    return {name: number for name, number in numbers.items() if number is not None}


@dataclass(frozen=True, slots=True)
class InputEffect:
    """What a claim moves in a model in which it is an input.

    Attributes:
        model: the model.
        input: name of the input.
        claim: the claim whose credence it is.
        output: name of an output that hangs on it.
        at_low: the output with the input at the low end of its range and the rest in the middle; None where undefined.
        at_high: at the high end.
    """

    model: Model
    input: str
    claim: Claim
    output: str
    at_low: float | None
    at_high: float | None


def effects_in_models(kb: LinkedRecords, claims: Collection[str]) -> tuple[InputEffect, ...]:
    """What some claims, such as the sides of a crux, move in the models that take them as inputs.

    A model that cannot be run is left out; a finding says what is wrong with it.
    """
    effects = []
    for model in kb.models():
        inputs = {entry.name: entry.claim for entry in model.record.inputs if entry.claim in claims}
        if not inputs:
            continue
        try:
            runnable = model.runnable()
            swings = [(output, swing) for output in runnable.outputs for swing in runnable.swings(output, {})]
        except (ValueError, KeyError):  # UnknownName among them: an output that is no variable
            continue
        effects += [
            InputEffect(model, swing.input, kb.claim(str(inputs[swing.input])), output, swing.at_low, swing.at_high)
            for output, swing in swings
            if swing.input in inputs
        ]
    return tuple(effects)


def beliefs_from_models(kb: LinkedRecords, claim: str, who: str | None = None) -> tuple[ModelBelief, ...]:
    """What the models that bear on a claim come to as beliefs in it.

    Args:
        kb: the base.
        claim: its id.
        who: id of a viewpoint or person, whose credences go in; None leaves all inputs open.

    Raises:
        UnknownRecord: there is no such viewpoint or person.
    """
    beliefs = []
    for model in kb.models():
        if all(output.claim != claim for output in model.record.outputs):
            continue
        try:
            given = {} if who is None else inputs_of(kb, model, who)
            found = model.runnable().beliefs(given, samples=_BELIEF_SAMPLES)
        except UnknownRecord:
            raise
        except (ValueError, KeyError):  # a finding says what is wrong with it
            continue
        beliefs += [
            ModelBelief(model, kb.claim(claim), one.output, one.credence, one.low, one.high, one.reading)
            for one in found
            if one.claim == claim
        ]
    return tuple(beliefs)
