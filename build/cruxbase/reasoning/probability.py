"""Published numeric arguments over true-or-false claims: products, noisy-ors and tables, exactly."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cruxbase.reasoning.mechanisms import (
    WIDEST,
    Mechanism,
    NoisyOr,
    Prior,
    Product,
    Table,
    TooEntangled,
    chance_of,
    parameter_name,
    states,
)
from cruxbase.reasoning.model_response import ModelResponse, joint_probability
from cruxbase.reasoning.names import UnknownName
from cruxbase.reasoning.response import Response
from cruxbase.support.errors import CruxbaseError

if TYPE_CHECKING:
    import pyagrum


class BadProbability(CruxbaseError, ValueError):
    """A parameter of a model is not a probability."""

    def __init__(self, name: str, value: object) -> None:
        self.name = name
        self.value = value
        super().__init__(f"the probability {name} is {value}, and must be from 0 to 1")


class BadTable(CruxbaseError, ValueError):
    """A conditional table does not have one row for each state of its parents."""

    def __init__(self, variable: str, rows: int, parents: int) -> None:
        self.variable = variable
        super().__init__(f"the table of {variable!r} has {rows} rows, and its {parents} parents need {2**parents}")


class CircularModel(CruxbaseError, ValueError):
    """A variable depends on itself, so the model has no meaning."""

    def __init__(self, cycle: Sequence[str]) -> None:
        self.cycle = tuple(cycle)
        super().__init__(f"each of these depends on the next, and the last on the first: {', '.join(self.cycle)}")


class ImpossibleEvidence(CruxbaseError, ValueError):
    """What was given as known has probability 0 in the model."""

    def __init__(self, evidence: Mapping[str, bool]) -> None:
        self.evidence = dict(evidence)
        super().__init__(f"the model gives probability 0 to {self.evidence}")


@dataclass(frozen=True, slots=True)
class CoherenceGap:
    """A stated probability that differs from what the model's own parameters imply.

    Attributes:
        stated: What was stated: a number, or a range.
        implied: What the model gives.
        difference: Implied less stated, or less the nearer end of the range.
    """

    name: str
    stated: float | tuple[float, float]
    implied: float
    difference: float


@dataclass(frozen=True, slots=True)
class ProbabilityModel:
    """Claims that depend on one another by products, noisy-ors and tables: a Bayesian network.

    Args:
        variables: For every claim, what it depends on and how.

    Raises:
        UnknownName: When a parent is not a variable.
        BadProbability: When a parameter is not from 0 to 1.
        BadTable: When a table lacks rows or has too many.
        CircularModel: When a claim depends on itself.

    >>> model = ProbabilityModel({"a": Prior(0.6), "b": Prior(0.4), "both": Product(("a", "b"))})
    >>> model.probability("both")
    0.24
    """

    variables: Mapping[str, Mechanism]
    order: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "variables", dict(self.variables))
        for variable, mechanism in self.variables.items():
            for parent in mechanism.parents:
                if parent not in self.variables:
                    raise UnknownName("variable", parent, self.variables)
            if isinstance(mechanism, Table) and set(mechanism.rows) != set(states(len(mechanism.parents))):
                raise BadTable(variable, len(mechanism.rows), len(mechanism.parents))
        for name, value in self.parameters.items():
            if not 0 <= value <= 1:
                raise BadProbability(name, value)
        object.__setattr__(self, "order", tuple(_in_order(self.variables)))

    def __hash__(self) -> int:
        return hash(tuple(self.parameters.items()))

    @classmethod
    def product(cls, target: str, factors: Mapping[str, float]) -> ProbabilityModel:
        """A chain of conditions, all needed: each factor is the probability of one given those before it.

        >>> steps = {
        ...     "timelines": 0.65,
        ...     "incentives": 0.80,
        ...     "difficulty": 0.40,
        ...     "impact": 0.65,
        ...     "disempowerment": 0.40,
        ...     "catastrophe": 0.95,
        ... }  # Carlsmith 2022, arXiv 2206.13353, section 8
        >>> round(ProbabilityModel.product("by-2070", steps).probability("by-2070"), 6)
        0.051376
        """
        priors: dict[str, Mechanism] = {name: Prior(factor) for name, factor in factors.items()}
        return cls({**priors, target: Product(tuple(factors))})

    @classmethod
    def noisy_or(cls, target: str, causes: Mapping[str, tuple[float, float]], leak: float = 0.0) -> ProbabilityModel:
        """Independent causes, any of which may bring the target about, with probability and strength of each.

        >>> round(ProbabilityModel.noisy_or("t", {"a": (0.5, 0.8), "b": (0.5, 0.5)}).probability("t"), 6)
        0.55
        """
        priors: dict[str, Mechanism] = {name: Prior(probability) for name, (probability, _) in causes.items()}
        strengths = {name: strength for name, (_, strength) in causes.items()}
        return cls({**priors, target: NoisyOr(strengths, leak)})

    @property
    def parameters(self) -> dict[str, float]:
        """Every parameter by name: `a` of a prior, `t<-a` and `t<-` of a noisy-or, `t|a=1,b=0` of a table.

        >>> ProbabilityModel.noisy_or("t", {"a": (0.5, 0.8)}).parameters
        {'a': 0.5, 't<-a': 0.8, 't<-': 0.0}
        """
        found: dict[str, float] = {}
        for variable, mechanism in self.variables.items():
            found.update(mechanism.parameters(variable))
        return found

    @property
    def claims(self) -> dict[str, tuple[str, ...]]:
        """For every claim that has parameters, their names: what crux analysis moves together.

        >>> ProbabilityModel.noisy_or("t", {"a": (0.5, 0.8)}).claims
        {'a': ('a',), 't': ('t<-a', 't<-')}
        """
        owned = {variable: tuple(mechanism.parameters(variable)) for variable, mechanism in self.variables.items()}
        return {variable: names for variable, names in owned.items() if names}

    def with_parameters(self, parameters: Mapping[str, float]) -> ProbabilityModel:
        """The model with some parameters replaced.

        >>> ProbabilityModel({"a": Prior(0.6)}).with_parameters({"a": 0.1}).probability("a")
        0.1
        """
        known = self.parameters
        for name in parameters:
            if name not in known:
                raise UnknownName("parameter", name, known)
        values = {**known, **parameters}
        changed: dict[str, Mechanism] = {}
        for variable, mechanism in self.variables.items():
            if isinstance(mechanism, Prior):
                changed[variable] = Prior(values[variable])
            elif isinstance(mechanism, NoisyOr):
                strengths = {parent: values[f"{variable}<-{parent}"] for parent in mechanism.parents}
                changed[variable] = NoisyOr(strengths, values[f"{variable}<-"])
            elif isinstance(mechanism, Table):
                names = {state: parameter_name(variable, mechanism.parents, state) for state in mechanism.rows}
                changed[variable] = Table(mechanism.parents, {state: values[name] for state, name in names.items()})
            else:
                changed[variable] = mechanism
        return ProbabilityModel(changed)

    def do(self, settings: Mapping[str, bool]) -> ProbabilityModel:
        """The model with some claims set by hand, what bears on them cut (Pearl 2009, definition 3.2.1).

        >>> ProbabilityModel.product("t", {"a": 0.5, "b": 0.4}).do({"a": True}).probability("t")
        0.4
        """
        for name in settings:
            self._check(name)
        fixed: dict[str, Mechanism] = {name: Prior(float(value)) for name, value in settings.items()}
        return ProbabilityModel({**self.variables, **fixed})

    def probability(self, target: str, given: Mapping[str, bool] | None = None) -> float:
        """The probability of a claim, given others where wanted; exact.

        By variable elimination, with noisy-ors and products taken one parent at a time, so that hundreds of
        parents are no trouble (Heckerman and Breese 1996, causal independence).

        Raises:
            UnknownName: When a claim does not exist.
            ImpossibleEvidence: When what is given has probability 0.
            TooEntangled: When exact inference is out of reach.

        >>> model = ProbabilityModel({"a": Prior(0.5), "b": Prior(0.5), "both": Product(("a", "b"))})
        >>> round(model.probability("a", given={"both": False}), 6)
        0.333333
        """
        self._check(target)
        for name in given or {}:
            self._check(name)
        if not given:
            return joint_probability(self, {target: True})
        if target in given:
            return float(given[target])
        evidence = joint_probability(self, given)
        if evidence == 0:
            raise ImpossibleEvidence(given)
        return min(1.0, joint_probability(self, {**given, target: True}) / evidence)

    def value_of_information(self, target: str, variable: str) -> float:
        """How far learning a claim would move the target's probability on average: E |P(t given c) − P(t)|.

        >>> ProbabilityModel.product("t", {"a": 0.5, "b": 0.4}).value_of_information("t", "a")
        0.2
        """
        now, credence = self.probability(target), self.probability(variable)
        moved = 0.0
        for value, weight in ((True, credence), (False, 1 - credence)):
            if weight > 0:
                moved += weight * abs(self.probability(target, given={variable: value}) - now)
        return moved

    def response(self, target: str) -> Response:
        """The target's probability as a function of the parameters, for crux analysis; affine in each.

        >>> import numpy as np
        >>> ProbabilityModel.product("t", {"a": 0.5, "b": 0.4}).response("t").values(np.array([[0.5, 0.4]])).tolist()
        [0.2]
        """
        self._check(target)
        return ModelResponse.of(self, target)

    def coherence(
        self, stated: Mapping[str, float | tuple[float, float]], tolerance: float = 0.01
    ) -> tuple[CoherenceGap, ...]:
        """The claims whose stated probability differs from what the model implies by more than a tolerance.

        Args:
            stated: For each claim a number or a range (low, high).
            tolerance: The largest difference that is not reported.

        >>> model = ProbabilityModel.product("t", {"a": 0.5, "b": 0.4})
        >>> [(gap.name, round(gap.difference, 3)) for gap in model.coherence({"t": 0.3, "a": (0.4, 0.6)})]
        [('t', -0.1)]
        """
        gaps = []
        for name, value in stated.items():
            low, high = value if isinstance(value, tuple) else (value, value)
            implied = self.probability(name)
            difference = implied - low if implied < low else max(0.0, implied - high)
            if abs(difference) > tolerance + 1e-12:  # a difference of exactly the tolerance is within it
                gaps.append(CoherenceGap(name, value, implied, difference))
        return tuple(gaps)

    def bayesian_network(self) -> pyagrum.BayesNet:
        """The model as a `pyagrum` Bayesian network, to go on with in that library.

        >>> ProbabilityModel.product("t", {"a": 0.5, "b": 0.4}).bayesian_network().size()
        3

        Raises:
            TooEntangled: When a claim has too many parents for one table.
        """
        with warnings.catch_warnings():
            # SWIG's types warn of a missing __module__, and the import crashes Python where warnings are errors.
            warnings.simplefilter("ignore", DeprecationWarning)
            import pyagrum

        network = pyagrum.BayesNet()  # type: ignore[no-untyped-call]  # pyagrum has no types
        for variable in self.order:
            if len(self.variables[variable].parents) >= WIDEST:
                raise TooEntangled(len(self.variables[variable].parents) + 1)
            network.add(pyagrum.LabelizedVariable(variable, "", 2))  # type: ignore[no-untyped-call]  # as above
        for variable, mechanism in self.variables.items():
            for parent in mechanism.parents:
                network.addArc(parent, variable)
        for variable, mechanism in self.variables.items():
            for state in states(len(mechanism.parents)):
                chance = chance_of(mechanism, state)
                places = {parent: int(value) for parent, value in zip(mechanism.parents, state, strict=True)}
                network.cpt(variable)[places] = [1 - chance, chance]
        return network

    def _check(self, name: str) -> None:
        if name not in self.variables:
            raise UnknownName("variable", name, self.variables)


def _in_order(variables: Mapping[str, Mechanism]) -> Iterator[str]:
    """The variables, each after its parents (Kahn 1962)."""
    waiting = {name: set(mechanism.parents) for name, mechanism in variables.items()}
    children: dict[str, list[str]] = {name: [] for name in variables}
    for name, parents in waiting.items():
        for parent in parents:
            children[parent].append(name)
    ready = [name for name, parents in waiting.items() if not parents]
    for name in ready:  # grows while it is read
        yield name
        for child in children[name]:
            waiting[child].discard(name)
            if not waiting[child]:
                ready.append(child)
    if len(ready) < len(variables):
        left = {name for name, parents in waiting.items() if parents}
        trail = [min(left)]
        while trail[-1] not in trail[:-1]:
            trail.append(min(waiting[trail[-1]] & left))
        raise CircularModel(trail[trail.index(trail[-1]) : -1])
