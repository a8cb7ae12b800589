"""Running a model: at a point, over its space, along one input, and between two sets of inputs."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import numpy as np

from cruxbase.reasoning.computing import ComputableModel
from cruxbase.reasoning.expressions import Expression
from cruxbase.reasoning.gradual_semantics import Numbers
from cruxbase.reasoning.model_implementations import Implementation
from cruxbase.reasoning.model_pictures import Bar, Spot, bars_svg, curve_svg
from cruxbase.reasoning.model_sensitivity import MOST_SOBOL, MorrisEffect, SobolIndex, morris_effects, sobol_indices
from cruxbase.reasoning.model_space import (
    SEED,
    InputSpace,
    affordable,
    model_space,
    sampled_inputs,
    truths,
    within_range,
)
from cruxbase.reasoning.model_values import model_outcome, parsed
from cruxbase.reasoning.names import UnknownName
from cruxbase.reasoning.shapley import exact_values, sampled_values
from cruxbase.support.results import PlainDict

if TYPE_CHECKING:
    import pandas

INTERVAL = (5.0, 95.0)
"""The percentiles that an interval runs between."""

SAMPLES = 4_000
MOST_SAMPLES = 5_000_000
MOST_POINTS = 1_000
_SCAN = 65
_BISECTIONS = 60
_MOST_EXACT = 14


@dataclass(frozen=True, slots=True)
class Quantity:
    """What one quantity of a model comes to.

    Attributes:
        name: of the input or variable.
        value: at the point: given inputs, defaults, and the middle of its range for an input without either. None where
            it is undefined there.
        low: the 5th percentile over the space of the inputs that were not given; None where it is undefined everywhere.
        median: the 50th.
        high: the 95th.
        defined: the share of the space in which it has a number.
        why_not: why `value` is None; empty where it is not.
    """

    name: str
    value: float | None
    low: float | None
    median: float | None
    high: float | None
    defined: float
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class ModelRun:
    """A model at a point and around it.

    Attributes:
        model: id of the record.
        given: the inputs that were set.
        assumed: the inputs that nobody gave a value: the middle of their range is in the point, all of it in the interval.
        quantities: every quantity by name, inputs first.
        outputs: names of what the model is for.
        steps: values at each step, of a stateful model; else empty.
    """

    model: str
    given: dict[str, float]
    assumed: tuple[str, ...]
    quantities: dict[str, Quantity]
    outputs: tuple[str, ...]
    steps: tuple[dict[str, float], ...] = ()

    def __getitem__(self, name: str) -> Quantity:
        return self.quantities[name]

    def to_dict(self) -> PlainDict:
        """JSON-ready values."""
        return {**asdict(self), "outputs": list(self.outputs), "assumed": list(self.assumed), "steps": list(self.steps)}

    def to_frame(self) -> pandas.DataFrame:
        """A row a quantity."""
        import pandas

        return pandas.DataFrame([asdict(one) for one in self.quantities.values()]).set_index("name")

    def to_svg(self) -> str:
        """The outputs, each at the point and with its interval."""
        rows = [self.quantities[name] for name in self.outputs if name in self.quantities]
        return bars_svg(self.model, [Bar(one.name, one.value, one.low, one.high) for one in rows])

    def _repr_html_(self) -> str:
        return self.to_svg()


@dataclass(frozen=True, slots=True)
class ModelSample:
    """A model at many points of its space.

    Attributes:
        model: id of the record.
        seed: of the random numbers.
        columns: quantity → its value at each point; NaN where it is undefined.
    """

    model: str
    seed: int
    columns: dict[str, Numbers]

    def interval(self, name: str) -> tuple[float, float, float] | None:
        """The 5th, 50th and 95th percentile of a quantity; None where it is undefined at every point."""
        return percentiles(self.columns[name])

    def to_frame(self) -> pandas.DataFrame:
        """A row a point, a column a quantity."""
        import pandas

        return pandas.DataFrame(self.columns)


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """Which inputs move an output.

    Attributes:
        output: the quantity.
        method: `sobol` or `morris`.
        samples: base points or trajectories.
        indices: input → its index; a `SobolIndex` or a `MorrisEffect`.
    """

    output: str
    method: str
    samples: int
    indices: dict[str, SobolIndex | MorrisEffect]

    def to_dict(self) -> PlainDict:
        """JSON-ready values."""
        indices = {name: index._asdict() for name, index in self.indices.items()}
        return {"output": self.output, "method": self.method, "samples": self.samples, "indices": indices}

    def to_frame(self) -> pandas.DataFrame:
        """A row an input."""
        import pandas

        return pandas.DataFrame.from_dict({k: v._asdict() for k, v in self.indices.items()}, orient="index")

    def to_svg(self) -> str:
        """Inputs by how much they matter: total indices with their intervals, or mean absolute effects."""
        bars = [
            Bar(name, one.total, one.total_low, one.total_high)
            if isinstance(one, SobolIndex)
            else Bar(name, one.mean_absolute, 0.0, one.mean_absolute)
            for name, one in self.indices.items()
        ]
        return bars_svg(f"{self.output}: {self.method}", sorted(bars, key=lambda bar: -(bar.value or 0.0)))

    def _repr_html_(self) -> str:
        return self.to_svg()


@dataclass(frozen=True, slots=True)
class Crossing:
    """How far one input must move, all others held, for an output to cross a value.

    Attributes:
        input: its name.
        start: where it is.
        crossing: the nearest value at which the output reaches the threshold; None where no value of it does.
    """

    input: str
    start: float
    crossing: float | None


@dataclass(frozen=True, slots=True)
class Swing:
    """What an output does as one input goes from one end of its range to the other, all others held.

    Attributes:
        input: its name.
        at_low: the output at the input's low end; None where it is undefined.
        at_high: the output at its high end.
    """

    input: str
    at_low: float | None
    at_high: float | None


@dataclass(frozen=True, slots=True)
class SweepPoint:
    """An output at one value of an input.

    Attributes:
        at: the value of the input.
        value: the output at the point, others held; None where undefined.
        low: its 5th percentile over the space of the inputs that were not given.
        high: its 95th.
    """

    at: float
    value: float | None
    low: float | None
    high: float | None


class Sweep(tuple[SweepPoint, ...]):
    """An output along one input: the points in order, with a picture and a frame."""

    __slots__ = ()

    def to_frame(self) -> pandas.DataFrame:
        """A row a point.

        >>> Sweep([SweepPoint(0.0, 1.0, 0.5, 2.0)]).to_frame().loc[0.0, "value"].item()
        1.0
        """
        import pandas

        return pandas.DataFrame([asdict(one) for one in self]).set_index("at")

    def to_svg(self, across: str = "") -> str:
        """The output with the rest held, in the band of its intervals.

        Args:
            across: what to write below the horizontal axis.

        >>> Sweep([SweepPoint(0.0, 1.0, 0.5, 2.0)]).to_svg("input")[:4]
        '<svg'
        """
        return curve_svg("sweep", across, [Spot(one.at, one.value, one.low, one.high) for one in self])

    def _repr_html_(self) -> str:
        return self.to_svg()


@dataclass(frozen=True, slots=True)
class InputShare:
    """What the difference in one input does to the difference in an output, as `PremiseShare` has it for claims.

    Attributes:
        claim: the claim whose credence the input is; None for a mere parameter.
        input: its name.
        role: `input`.
        share: in the unit of the output, B less A; a Shapley value, so that shares sum to the gap.
        value_a: the input in A.
        value_b: the input in B.
    """

    claim: str | None
    input: str
    role: str
    share: float
    value_a: float
    value_b: float


@dataclass(frozen=True, slots=True)
class ModelGap:
    """Why two sets of inputs give an output two values.

    Attributes:
        output: the quantity.
        a: what it comes to with the first.
        b: with the second.
        shares: a row an input that differs, the largest first.
        method: `shapley`, or `shapley, sampled orders` where more than fourteen inputs differ.
    """

    output: str
    a: float
    b: float
    shares: tuple[InputShare, ...]
    method: str = "shapley"

    @property
    def gap(self) -> float:
        """B less A."""
        return self.b - self.a


@dataclass(frozen=True, slots=True)
class OutputBelief:
    """What a model's output amounts to as a belief in the claim that it bears on.

    Attributes:
        output: name of the output.
        claim: id of the claim.
        credence: by its `credence`, the mean over the space of what was not given; by its `when`, the share of the space in
            which that holds, so that a claim that is borne out nowhere has 0.
        low: the 5th percentile of a `credence`; None for a `when`.
        high: the 95th.
        reading: `when` or `credence`.
    """

    output: str
    claim: str
    credence: float
    low: float | None
    high: float | None
    reading: str

    @property
    def sign(self) -> int:
        """1 where the model speaks for the claim, -1 where it speaks against it, 0 where it is even."""
        return (self.credence > 0.5) - (self.credence < 0.5)


def percentiles(values: Numbers) -> tuple[float, float, float] | None:
    """The 5th, 50th and 95th percentile of what is defined."""
    numbers = values[np.isfinite(values)]
    if not len(numbers):
        return None
    low, middle, high = np.percentile(numbers, [INTERVAL[0], 50.0, INTERVAL[1]])
    return float(low), float(middle), float(high)


class RunnableModel:
    """A model with the space of its inputs, in expressions or by an installed implementation.

    Args:
        model: the model.
        implementation: a function that stands in for the expressions.

    Raises:
        BadDistribution: an input has neither a range nor a default.
    """

    def __init__(self, model: ComputableModel, implementation: Implementation | None = None) -> None:
        self.model = model
        self.space: dict[str, InputSpace] = model_space(model)
        self.outputs = tuple(dict.fromkeys(output.variable for output in model.record.outputs))
        self._implementation = implementation

    def arrays(self, columns: Mapping[str, Numbers | float], wanted: Sequence[str]) -> dict[str, Numbers]:
        """Quantities at points: input → values, and every wanted name is in what comes back."""
        size = max((np.size(column) for column in columns.values()), default=1)
        if self._implementation is not None:
            full = {name: np.array(np.broadcast_to(column, size)) for name, column in columns.items()}
            values: Mapping[str, Numbers | float] = {**full, **self._implementation(full)}
        else:
            variables = [name for name in wanted if name not in self.space]
            values = self.model.arrays(columns, variables) if variables else columns
        return {name: np.broadcast_to(np.asarray(values[name], dtype=np.float64), size) for name in wanted}

    def point(self, given: Mapping[str, float] | None = None) -> dict[str, float]:
        """The middle of the space, with some inputs set.

        Raises:
            UnknownName: there is no such input.
            OutsideRange: an input cannot have that value.
        """
        within_range(self.model, given or {})
        return {**{name: one.centre for name, one in self.space.items()}, **(given or {})}

    def run(self, given: Mapping[str, float], samples: int = SAMPLES, seed: int = SEED) -> ModelRun:
        """Every quantity at a point, with an interval over what was not given."""
        point = self.point(given)
        names = [*self.space, *(v.name for v in self.model.record.variables if self._computes(v.name))]
        outcome = model_outcome(self.model.record, point)
        sample = self.sample(samples, seed, given, names)
        if self._implementation is not None:
            single = self.arrays({name: np.array([value]) for name, value in point.items()}, names)
            at_point = {name: float(value[0]) for name, value in single.items()}
        else:
            at_point = outcome.values
        quantities = {}
        for name in names:
            value = at_point.get(name)
            ends = sample.interval(name)
            low, median, high = ends or (None, None, None)
            quantities[name] = Quantity(
                name,
                value if value is not None and math.isfinite(value) else None,
                low,
                median,
                high,
                float(np.mean(np.isfinite(sample.columns[name]))),
                "" if value is not None else outcome.missing.get(name, "it comes to no number"),
            )
        assumed = tuple(name for name, one in self.space.items() if not one.known and name not in given)
        steps = outcome.steps if self.model.steps and self._implementation is None else ()
        return ModelRun(self.model.record.id, dict(given), assumed, quantities, self.outputs, steps)

    def _computes(self, name: str) -> bool:
        try:
            self.model.needed_inputs(name)
        except ValueError:
            return False
        return self._implementation is None or name in self.outputs

    def sample(
        self, samples: int, seed: int, given: Mapping[str, float] | None = None, wanted: Sequence[str] | None = None
    ) -> ModelSample:
        """Quantities at independent points of the space."""
        if not 1 <= samples <= MOST_SAMPLES:
            raise ValueError(f"a sample has 1 to {MOST_SAMPLES:,} points, not {samples:,}")
        within_range(self.model, given or {})
        names = list(wanted if wanted is not None else dict.fromkeys((*self.space, *self.outputs)))
        columns = sampled_inputs(self.space, samples, seed, given)
        parts = []
        for start in range(0, samples, 1 << 16):  # parts that stay in the processor's cache
            part = {
                name: column[start : start + (1 << 16)] if isinstance(column, np.ndarray) else column
                for name, column in columns.items()
            }
            count = min(1 << 16, samples - start)
            parts.append({name: np.broadcast_to(one, count) for name, one in self.arrays(part, names).items()})
        joined = {name: np.concatenate([part[name] for part in parts]) for name in names}
        return ModelSample(self.model.record.id, seed, joined)

    def function(self, output: str, given: Mapping[str, float]) -> tuple[list[str], Callable[[Numbers], Numbers]]:
        """The inputs that move an output and that were not given, and the output as a function of the unit cube.

        Each input runs over its whole range, also one that a text gives a value: what it would change is asked.
        """
        needed = list(self.space) if self._implementation is not None else self._needed(output)
        free = [name for name in needed if name not in given and self._width(name) > 0]
        fixed = self.point(given)

        def function(rows: Numbers) -> Numbers:
            columns: dict[str, Numbers | float] = dict(fixed)
            for place, name in enumerate(free):
                columns[name] = self.space[name].spread().values(rows[:, place])
            return np.broadcast_to(self.arrays(columns, (output,))[output], len(rows))

        return free, function

    def _width(self, name: str) -> float:
        return self.space[name].high - self.space[name].low

    def _needed(self, output: str) -> list[str]:
        self.known(output)
        return [output] if output in self.space else list(self.model.needed_inputs(output))

    def known(self, name: str) -> str:
        """A quantity's name, if it is one.

        Raises:
            UnknownName: it is not.
        """
        names = [*self.space, *(variable.name for variable in self.model.record.variables)]
        if name not in names:
            raise UnknownName("quantity of the model", name, names)
        return name

    def sensitivity(
        self,
        output: str,
        given: Mapping[str, float],
        *,
        method: str | None = None,
        samples: int = 512,
        seed: int = SEED,
    ) -> Sensitivity:
        """Sobol indices of an output, or Morris's effects where there are many inputs."""
        free, function = self.function(output, given)
        chosen = method or ("sobol" if len(free) <= MOST_SOBOL else "morris")
        if chosen not in ("sobol", "morris"):
            raise ValueError(f"the method is 'sobol' or 'morris', not {chosen!r}")
        count = affordable(self.model, samples)
        indices: Sequence[SobolIndex | MorrisEffect]
        if chosen == "sobol":
            indices = sobol_indices(function, len(free), samples=count, seed=seed)
        else:
            count = max(10, count // 10)
            indices = morris_effects(function, len(free), trajectories=count, seed=seed)
        return Sensitivity(output, chosen, count, dict(zip(free, indices, strict=True)))

    def threshold(self, output: str, value: float, given: Mapping[str, float]) -> tuple[Crossing, ...]:
        """For each input by itself, the nearest value at which an output reaches a threshold."""
        point = self.point(given)
        return tuple(
            Crossing(name, point[name], self._crossing(output, value, name, point))
            for name in self._needed(output)
            if self._width(name) > 0
        )

    def _crossing(self, output: str, value: float, name: str, point: Mapping[str, float]) -> float | None:
        low, high = self.space[name].low, self.space[name].high
        grid = np.unique(np.append(np.linspace(low, high, _SCAN), point[name]))

        def above(at: Numbers) -> Numbers:
            return np.asarray(self.arrays({**point, name: at}, (output,))[output] - value)

        heights = above(grid)
        start = int(np.flatnonzero(grid == point[name])[0])
        if not np.isfinite(heights[start]):
            return None
        side = np.sign(heights[start])
        if side == 0:
            return point[name]
        crossed = [at for at in range(len(grid)) if np.isfinite(heights[at]) and np.sign(heights[at]) != side]
        nearest: list[float] = []
        for direction in (1, -1):
            beyond = [at for at in crossed if (at - start) * direction > 0]
            if beyond:
                outside = min(beyond, key=lambda at: abs(at - start))
                nearest.append(_bisected(above, float(grid[outside - direction]), float(grid[outside]), side))
        return min(nearest, key=lambda at: abs(at - point[name]), default=None)

    def swings(self, output: str, given: Mapping[str, float]) -> tuple[Swing, ...]:
        """A tornado: each input from end to end, the rest held; the widest swing first."""
        point = self.point(given)
        rows = []
        for name in self._needed(output):
            if name in given or self._width(name) == 0:
                continue
            ends = np.array([self.space[name].low, self.space[name].high])
            at = self.arrays({**point, name: ends}, (output,))[output]
            rows.append(Swing(name, *(float(one) if np.isfinite(one) else None for one in at)))
        return tuple(sorted(rows, key=_narrowness))

    def sweep(
        self, output: str, name: str, over: Sequence[float] | None, given: Mapping[str, float], samples: int = 500
    ) -> Sweep:
        """An output along one input."""
        if name not in self.space:
            raise UnknownName("input of the model", name, list(self.space))
        self.known(output)
        values = list(over) if over is not None else list(np.linspace(self.space[name].low, self.space[name].high, 21))
        if len(values) > MOST_POINTS:
            raise ValueError(f"a sweep has at most {MOST_POINTS:,} points, not {len(values):,}")
        points = []
        for value in map(float, values):
            here = {**given, name: value}
            at = model_outcome(self.model.record, self.point(here)).values.get(output)
            if self._implementation is not None:
                single = {key: np.array([one]) for key, one in self.point(here).items()}
                at = float(self.arrays(single, (output,))[output][0])
            ends = self.sample(affordable(self.model, samples), SEED, here, (output,)).interval(output)
            points.append(SweepPoint(value, at, ends[0] if ends else None, ends[2] if ends else None))
        return Sweep(points)

    def share(self, condition: str, given: Mapping[str, float], samples: int = SAMPLES, seed: int = SEED) -> float:
        """In what share of the space a condition holds; where it is undefined it does not hold.

        Raises:
            MalformedExpression: the condition cannot be read.
            UnknownName: it uses a name that the model does not have.
        """
        expression: Expression = parsed(condition)
        for name in expression.names:
            self.known(name)
        sample = self.sample(affordable(self.model, samples), seed, given, expression.names)
        size = len(next(iter(sample.columns.values()), np.zeros(1)))
        return float(np.mean(np.broadcast_to(truths(expression.root, sample.columns) == 1, size)))

    def beliefs(
        self, given: Mapping[str, float], *, samples: int = SAMPLES, seed: int = SEED
    ) -> tuple[OutputBelief, ...]:
        """What the outputs that are bound to claims amount to as beliefs in them; undefined ones are left out.

        Raises:
            UnknownName: there is no such input.
            OutsideRange: an input cannot have that value.
        """
        found = []
        for entry in self.model.record.outputs:
            text, reading = (entry.credence, "credence") if entry.credence else (entry.when, "when")
            if entry.claim is None or text is None:
                continue
            expression = parsed(text)
            columns = self.sample(affordable(self.model, samples), seed, given, expression.names).columns
            size = len(next(iter(columns.values()), np.zeros(1)))
            if reading == "when":
                share = float(np.mean(np.broadcast_to(truths(expression.root, columns) == 1, size)))
                found.append(OutputBelief(entry.variable, entry.claim, share, None, None, reading))
                continue
            values = np.broadcast_to(np.clip(expression.values(columns), 0.0, 1.0), size)
            ends = percentiles(values)
            if ends is not None:
                mean = float(np.mean(values[np.isfinite(values)]))
                found.append(OutputBelief(entry.variable, entry.claim, mean, ends[0], ends[2], reading))
        return tuple(found)

    def compare(self, output: str, a: Mapping[str, float], b: Mapping[str, float]) -> ModelGap:
        """Why two sets of inputs give an output two values, by Shapley values of the inputs that differ.

        Raises:
            ValueError: the output is undefined somewhere between the two.
        """
        ends = (self.point(a), self.point(b))
        needed = list(self.space) if self._implementation is not None else self._needed(output)
        differing = [name for name in needed if ends[0][name] != ends[1][name]]

        def worth(coalitions: Numbers) -> Numbers:
            columns: dict[str, Numbers | float] = dict(ends[0])
            for place, name in enumerate(differing):
                columns[name] = np.where(coalitions[:, place] == 1, ends[1][name], ends[0][name])
            return np.broadcast_to(self.arrays(columns, (output,))[output], len(coalitions))

        first, last = (float(self.arrays(end, (output,))[output].reshape(-1)[0]) for end in ends)
        exact = len(differing) <= _MOST_EXACT
        shares = exact_values(worth, len(differing)) if exact else sampled_values(worth, len(differing))[0]
        if not np.all(np.isfinite([first, last, *shares])):
            raise ValueError(f"{output!r} comes to no number somewhere between the two")
        claims = {entry.name: entry.claim for entry in self.model.record.inputs}
        rows = [
            InputShare(claims[name], name, "input", float(share), ends[0][name], ends[1][name])
            for name, share in zip(differing, shares, strict=True)
        ]
        ranked = tuple(sorted(rows, key=lambda row: -abs(row.share)))
        return ModelGap(output, first, last, ranked, "shapley" if exact else "shapley, sampled orders")


def _narrowness(swing: Swing) -> float:
    if swing.at_low is None or swing.at_high is None:
        return 0.0
    return -abs(swing.at_high - swing.at_low)


def _bisected(above: Callable[[Numbers], Numbers], inside: float, outside: float, side: float) -> float:
    for _ in range(_BISECTIONS):
        middle = inside + (outside - inside) / 2
        height = above(np.array([middle]))[0]
        if np.isfinite(height) and np.sign(height) == side:
            inside = middle
        else:
            outside = middle
    return outside
