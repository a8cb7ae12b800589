"""Quantitative bipolar argumentation frameworks: how strong arguments are once for and against count."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np

from cruxbase.reasoning.compiled_framework import BaseScore
from cruxbase.reasoning.components import index_array
from cruxbase.reasoning.contributions import Contribution, contribution, gradient
from cruxbase.reasoning.facts import MalformedText, facts, is_name, text_of
from cruxbase.reasoning.gradual_semantics import Numbers, semantics_named
from cruxbase.reasoning.names import UnknownName
from cruxbase.reasoning.settled_strengths import SettledStrengths
from cruxbase.reasoning.shapley import DEFAULT_SAMPLING, Sampling
from cruxbase.reasoning.strength_kernel import Edges, Kernel
from cruxbase.reasoning.strength_response import StrengthResponse
from cruxbase.support.errors import CruxbaseError
from cruxbase.support.results import ResultTable

if TYPE_CHECKING:
    from cruxbase.reasoning.response import Response

Edge = tuple[str, str]
DEFAULT_SEMANTICS = "logodds"
Guarantee = Literal["acyclic", "contraction", "none"]


class BadScore(CruxbaseError, ValueError):
    """A base score or a weight is not a number that can be one."""

    def __init__(self, what: str, name: object, value: object, allowed: str) -> None:
        self.name = name
        self.value = value
        super().__init__(f"the {what} of {name} is {value}, and must be {allowed}")


class UnknownBaseScore(CruxbaseError, ValueError):
    """Strengths were asked for although some base scores are ranges or unknown."""

    def __init__(self, names: Collection[str]) -> None:
        self.names = tuple(names)
        shown = ", ".join(self.names[:3]) + (" …" if len(self.names) > 3 else "")
        super().__init__(f"{len(self.names)} base scores are not single numbers ({shown}): ask for bounds instead")


class UnknownEdge(CruxbaseError, ValueError):
    """A weight was given for an edge that is not there."""

    def __init__(self, edge: Edge) -> None:
        self.edge = edge
        super().__init__(f"a weight is given for {edge[0]!r} → {edge[1]!r}, which is neither an attack nor a support")


class NotExpressible(CruxbaseError, ValueError):
    """A framework holds something that the `.bag` format has no way to say."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(f"the .bag format cannot express {what}")


@dataclass(frozen=True, slots=True, eq=False)  # compared as the mapping it is
class Strengths(SettledStrengths):
    """The strength of every argument whose strength settled, and how it was found.

    Where an iteration does not settle there is no strength: the arguments concerned, and all that depend on
    them, are in `unsettled` and not in the mapping.

    Attributes:
        semantics: Name of the gradual semantics.
        method: `topological` without cycles, otherwise `damped iteration` and its smallest step, finished by `Newton` where
            no step settles.
        converged: Whether every argument settled.
        iterations: The most iterations a cyclic part took.
        residual: The largest distance any strength would still move.
        guarantee: `acyclic` and `contraction` mean that no other solution exists; `none` that one was found
            from the base scores, and others may exist.
        unsettled: Arguments without a strength.
        no_opinion: Arguments whose unknown base score was filled in because the caller asked for it.
    """

    semantics: str
    method: str
    converged: bool
    iterations: int
    residual: float
    guarantee: Guarantee
    unsettled: frozenset[str]
    no_opinion: frozenset[str]
    _values: Mapping[str, float] = field(repr=False)

    @property
    def weighted(self) -> bool:
        """Whether the semantics uses the weights of edges; where not, it says nothing of how heavy reasons are."""
        return semantics_named(self.semantics).weighted


@dataclass(frozen=True, slots=True, eq=False)  # compared as the mapping it is
class StrengthBounds(ResultTable, Mapping[str, tuple[float, float]]):
    """For every argument, bounds that hold whatever the unknown base scores are.

    Attributes:
        semantics: Name of the gradual semantics.
        method: How the bounds were found.
        attained: Arguments whose bounds are reached, and so cannot be narrower. For the others the truth may
            be narrower, as an unknown bears on them both for and against, or a cycle does.
    """

    semantics: str
    method: str
    attained: frozenset[str]
    _values: Mapping[str, tuple[float, float]] = field(repr=False)

    def __getitem__(self, name: str) -> tuple[float, float]:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


def _method(acyclic: bool, damping: float, newton: bool) -> str:
    if acyclic:
        return "topological"
    return f"damped iteration, step {damping:g}" + (", then Newton" if newton else "")


@dataclass(frozen=True, init=False)  # no slots: the compiled graph of each semantics is kept
class QBAF:
    """Arguments with base scores, attacks and supports (Baroni, Rago and Toni 2019, definition 1).

    Args:
        base_scores: For every argument a number from 0 to 1, a range, or None for unknown.
        attacks: Pairs (attacker, attacked).
        supports: Pairs (supporter, supported).
        weights: Weights of edges, not negative; 1 where not given. Only `logodds` uses them.
        links: Arguments that are steps from several premises taken together: their base score is multiplied
            by the product of the premises' strengths (give 1 for nothing but that product).
        defeaters: What undercuts an argument: its base score is multiplied by one less the strength of each.
        groups: Edges that rest on the same study or data: those of one group to one target, with one sign,
            count once, as the heaviest of them.

    Raises:
        UnknownName: When an edge, weight, link or group names an argument without a base score.
        BadScore: When a base score is not within 0 and 1, or a weight is negative or not finite.
        UnknownEdge: When a weight is given for an edge that is not there.

    >>> framework = QBAF({"a": 0.5, "b": 0.5, "c": 0.5}, attacks=[("b", "a")], supports=[("c", "b")])
    >>> dict(framework.strengths("dfquad"))
    {'a': 0.125, 'b': 0.75, 'c': 0.5}
    """

    base_scores: Mapping[str, BaseScore]
    attacks: tuple[Edge, ...]
    supports: tuple[Edge, ...]
    weights: Mapping[Edge, float]
    links: Mapping[str, tuple[str, ...]]
    defeaters: Mapping[str, tuple[str, ...]]
    groups: Mapping[str, tuple[Edge, ...]]

    def __init__(  # noqa: PLR0913  # the parts of a framework; the rarer ones are keywords
        self,
        base_scores: Mapping[str, BaseScore],
        attacks: Iterable[Edge] = (),
        supports: Iterable[Edge] = (),
        weights: Mapping[Edge, float] | None = None,
        *,
        links: Mapping[str, Iterable[str]] | None = None,
        defeaters: Mapping[str, Iterable[str]] | None = None,
        groups: Mapping[str, Iterable[Edge]] | None = None,
    ) -> None:
        fields = {
            "base_scores": dict(base_scores),
            "attacks": tuple(dict.fromkeys(attacks)),
            "supports": tuple(dict.fromkeys(supports)),
            "weights": dict(weights or {}),
            "links": {link: tuple(premises) for link, premises in (links or {}).items()},
            "defeaters": {step: tuple(several) for step, several in (defeaters or {}).items()},
            "groups": {group: tuple(edges) for group, edges in (groups or {}).items()},
        }
        for name, value in fields.items():
            object.__setattr__(self, name, value)
        self._check()

    def _check(self) -> None:
        known = self.base_scores
        named = [name for edges in (self.attacks, self.supports, self.weights) for edge in edges for name in edge]
        for several in (self.links, self.defeaters):
            named += [name for step, others in several.items() for name in (step, *others)]
        named += [name for edges in self.groups.values() for edge in edges for name in edge]
        for name in named:
            if name not in known:
                raise UnknownName("argument", name, known)
        for name, score in known.items():
            low, high = _range(score)
            if not 0 <= low <= high <= 1:
                raise BadScore("base score", name, score, "from 0 to 1, a range within it, or None")
        edges = {*self.attacks, *self.supports}
        for edge, weight in self.weights.items():
            if edge not in edges:
                raise UnknownEdge(edge)
            if not (math.isfinite(weight) and weight >= 0):
                raise BadScore("weight", edge, weight, "a finite number that is not negative")

    def __hash__(self) -> int:
        return hash((frozenset(self.base_scores.items()), frozenset(self.attacks), frozenset(self.supports)))

    def __repr__(self) -> str:
        counts = f"{len(self.base_scores)} arguments, {len(self.attacks)} attacks, {len(self.supports)} supports"
        return f"QBAF({counts})"

    @property
    def arguments(self) -> tuple[str, ...]:
        """The arguments' names, in the order given.

        >>> QBAF({"b": 0.5, "a": 0.5}).arguments
        ('b', 'a')
        """
        return tuple(self.base_scores)

    @property
    def unknown(self) -> tuple[str, ...]:
        """The arguments whose base score is a range or not known.

        >>> QBAF({"a": 0.5, "b": None, "c": (0.2, 0.4)}).unknown
        ('b', 'c')
        """
        return tuple(name for name, score in self.base_scores.items() if not isinstance(score, (int, float)))

    @classmethod
    def read(cls, path: str | Path) -> QBAF:
        """The framework in a `.bag` file, the format of Potyka's Attractor and Uncertainpy.

        >>> import tempfile
        >>> path = Path(tempfile.mkdtemp()) / "small.bag"
        >>> QBAF({"a": 0.5, "b": 0.7}, attacks=[("a", "b")]).write(path)
        >>> QBAF.read(path).attacks
        (('a', 'b'),)

        Raises:
            MalformedText: When the text is not in the format, with the line.
            OSError: When the file cannot be read.
        """
        return cls.parse(text_of(Path(path)))

    @classmethod
    def parse(cls, text: str) -> QBAF:
        """The framework in a text of facts: `arg(a, 0.5)`, `att(a, b)`, `sup(b, a)`, each with a full stop.

        Raises:
            MalformedText: When the text is not in the format, with the line.

        >>> QBAF.parse("arg(a, 0.5). arg(b, 0.7). att(a, b).")
        QBAF(2 arguments, 1 attacks, 0 supports)
        """
        scores: dict[str, BaseScore] = {}
        edges: dict[str, list[Edge]] = {"att": [], "sup": []}
        lines: list[tuple[int, Edge]] = []
        for line, predicate, (first, second) in facts(text, {"arg": 2, "att": 2, "sup": 2}):
            if predicate != "arg":
                edges[predicate].append((first, second))
                lines.append((line, (first, second)))
                continue
            try:
                score = float(second)
            except ValueError:
                score = math.nan
            if not 0 <= score <= 1:
                raise MalformedText(line, f"the base score of {first} is {second}, and must be from 0 to 1")
            scores[first] = score
        for line, edge in lines:
            for name in edge:
                if name not in scores:
                    raise MalformedText(line, f"{name!r} is nowhere declared as an argument")
        return cls(scores, edges["att"], edges["sup"])

    def bag(self) -> str:
        """The framework as text in the `.bag` format, which `parse` reads back to an equal one.

        Raises:
            NotExpressible: When it has weights, links, defeaters, groups, ranges, or names that the format
                cannot hold.

        >>> print(QBAF({"a": 0.5, "b": 0.7}, attacks=[("a", "b")]).bag(), end="")
        arg(a, 0.5).
        arg(b, 0.7).
        att(a, b).
        """
        if self.unknown:
            raise NotExpressible("base scores that are ranges or unknown")
        for what in ("weights", "links", "defeaters", "groups"):
            if getattr(self, what):
                raise NotExpressible(what)
        for name in self.base_scores:
            if not is_name(name):
                raise NotExpressible(f"the name {name!r}")
        lines = [f"arg({name}, {score!r})." for name, score in self.base_scores.items()]
        lines += [f"att({source}, {target})." for source, target in self.attacks]
        lines += [f"sup({source}, {target})." for source, target in self.supports]
        return "".join(line + "\n" for line in lines)

    def write(self, path: str | Path) -> None:
        """Put the framework into a `.bag` file; `read` has an example.

        Raises:
            NotExpressible: As for `bag`.
        """
        Path(path).write_text(self.bag(), encoding="utf-8")

    def with_base_scores(self, scores: Mapping[str, BaseScore]) -> QBAF:
        """The framework with some base scores replaced.

        >>> QBAF({"a": 0.5, "b": 0.7}).with_base_scores({"a": 0.9}).base_scores
        {'a': 0.9, 'b': 0.7}
        """
        for name in scores:
            if name not in self.base_scores:
                raise UnknownName("argument", name, self.base_scores)
        changed = self._like({**self.base_scores, **scores}, lambda _: True)
        changed.__dict__["_kernels"] = self._kernels  # a compiled graph holds no base scores, so both can use it
        return changed

    def bearing_on(self, target: str) -> QBAF:
        """The part of the framework that bears on one argument: it, and all from which edges lead to it.

        The rest cannot change its strength under any of the semantics (directionality).

        >>> QBAF({"a": 0.5, "b": 0.5, "c": 0.5}, attacks=[("a", "b"), ("b", "c")]).bearing_on("b").arguments
        ('a', 'b')
        """
        if target not in self.base_scores:
            raise UnknownName("argument", target, self.base_scores)
        sources: dict[str, list[str]] = {}
        for source, aim in (*self.attacks, *self.supports):
            sources.setdefault(aim, []).append(source)
        for several in (self.links, self.defeaters):
            for step, others in several.items():
                sources.setdefault(step, []).extend(others)
        kept = {target}
        queue = [target]
        for name in queue:  # grows while it is read
            fresh = dict.fromkeys(source for source in sources.get(name, ()) if source not in kept)
            kept.update(fresh)
            queue.extend(fresh)
        scores = {name: score for name, score in self.base_scores.items() if name in kept}
        return self._like(scores, kept.__contains__)

    def without_inputs(self, argument: str) -> QBAF:
        """The framework with everything cut that bears on one argument directly.

        >>> QBAF({"a": 0.5, "b": 0.5}, attacks=[("a", "b")]).without_inputs("b").attacks
        ()
        """
        if argument not in self.base_scores:
            raise UnknownName("argument", argument, self.base_scores)
        return self._like(self.base_scores, lambda target: target != argument)

    def _like(self, scores: Mapping[str, BaseScore], keeps: Callable[[str], bool]) -> QBAF:
        """A framework with these base scores and what bears on the arguments that `keeps` chooses."""

        def kept(edges: Iterable[Edge]) -> list[Edge]:
            return [edge for edge in edges if keeps(edge[1])]

        return QBAF(
            scores,
            kept(self.attacks),
            kept(self.supports),
            {edge: self.weights[edge] for edge in kept(self.weights) if edge[0] in scores},
            links={link: premises for link, premises in self.links.items() if keeps(link)},
            defeaters={step: several for step, several in self.defeaters.items() if keeps(step)},
            groups={group: [edge for edge in kept(edges) if edge[0] in scores] for group, edges in self.groups.items()},
        )

    def strengths(self, semantics: str = DEFAULT_SEMANTICS, *, no_opinion: float | None = None) -> Strengths:
        """The strength of every argument under a gradual semantics.

        Each semantics is an aggregation of reasons and an influence on the base score (Mossakowski and Neuhaus
        2018), and names its own work (`gradual_semantics.SEMANTICS`). Parts without cycles are solved in one
        pass. Cyclic parts are iterated from the base scores, s ← s + d·(F(s) − s), with d from 1 down to 0.1
        until it settles. Under `logodds` a base score of 0 or 1 counts as .001 or .999, so that evidence can
        still move it.

        Args:
            semantics: `logodds`, `dfquad`, `squared-dfquad`, `quadratic-energy`, `euler-based` or
                `euler-based-top`.
            no_opinion: A base score for the arguments whose own is unknown; the result lists them.

        Raises:
            UnknownSemantics: When there is no such semantics.
            UnknownBaseScore: When base scores are unknown and `no_opinion` is not given, or are ranges.

        >>> QBAF({"a": 0.5, "b": 0.5}, attacks=[("a", "b"), ("b", "a")]).strengths("quadratic-energy").guarantee
        'contraction'
        """
        kernel = self._kernel(semantics)
        filled = frozenset(name for name, score in self.base_scores.items() if score is None)
        if no_opinion is None or len(filled) < len(self.unknown):
            if self.unknown:
                raise UnknownBaseScore(self.unknown)
            filled = frozenset()
        elif not 0 <= no_opinion <= 1:
            raise BadScore("base score", "no opinion", no_opinion, "from 0 to 1")
        base = self._base_column(kernel, dict.fromkeys(filled, no_opinion))
        solution = kernel.solve(base)
        values = solution.strengths[kernel.place, 0].tolist()
        settled = {name: value for name, value in zip(self.base_scores, values, strict=True) if not math.isnan(value)}
        acyclic = not np.any(kernel.cyclic)
        guarantee: Guarantee = "acyclic" if acyclic else "contraction" if kernel.contracts(base) else "none"
        return Strengths(
            semantics,
            _method(acyclic, solution.damping, solution.newton),
            len(settled) == len(values),
            solution.iterations,
            solution.residual,
            guarantee,
            frozenset(self.base_scores.keys() - settled.keys()),
            filled,
            settled,
        )

    def bounds(self, semantics: str = DEFAULT_SEMANTICS) -> StrengthBounds:
        """Bounds of every strength when base scores are ranges or unknown; unknown means from 0 to 1.

        Every semantics rises with base scores and supporters and falls with attackers, so ranges are carried
        along edges with their ends swapped at attacks. The bounds hold for every solution, on cycles too.

        >>> QBAF({"a": None, "b": 0.5}, attacks=[("a", "b")]).bounds("dfquad")["b"]
        (0.0, 0.5)
        """
        kernel = self._kernel(semantics)
        ranges = np.array([_range(score) for score in self.base_scores.values()]).reshape(-1, 2)[kernel.order]
        low, high = kernel.bounds(ranges[:, :1], ranges[:, 1:])
        pairs = zip(low[kernel.place, 0].tolist(), high[kernel.place, 0].tolist(), strict=True)
        values = dict(zip(self.base_scores, pairs, strict=True))
        return StrengthBounds(semantics, "ranges along signed edges", self._attained(kernel), values)

    def contribution(
        self,
        source: str,
        target: str,
        kind: str = "removal",
        semantics: str = DEFAULT_SEMANTICS,
        *,
        sampling: Sampling = DEFAULT_SAMPLING,
    ) -> Contribution:
        """How much one argument contributes to another's strength.

        Kampik, Potyka, Yin, Čyras and Toni (2024, arXiv 2401.08879), equations 1 to 5: `removal` is the
        target's strength less its strength without the source; `intrinsic-removal` the same with what comes
        in to the source cut first; `shapley` its mean over all orders in which arguments could be removed;
        `gradient` the slope in the source's base score. No one of them has all good properties (their Table
        1).

        Args:
            source: The argument that contributes.
            target: The argument whose strength is contributed to.
            kind: `removal`, `intrinsic-removal`, `shapley` or `gradient`.
            semantics: The gradual semantics.
            sampling: How Shapley values are sampled, where more than 16 arguments bear on the target.

        Raises:
            UnknownName: When an argument does not exist.
            ValueError: When the kind does not exist, or source and target are the same and it is not
                `gradient`.

        >>> framework = QBAF({"a": 0.5, "b": 0.5, "c": 0.5}, attacks=[("b", "a")], supports=[("c", "b")])
        >>> framework.contribution("b", "a", "shapley", "dfquad").value
        -0.3125
        """
        return contribution(self, source, target, kind, semantics, sampling)

    def gradient(self, target: str, semantics: str = DEFAULT_SEMANTICS) -> Mapping[str, float] | None:
        """The slope of one argument's strength in every base score at once; None when it has none.

        One adjoint solve (I − Jᵀ)λ = e_t for all base scores together.

        >>> QBAF({"a": 0.5, "b": 0.5}, attacks=[("a", "b")]).gradient("b", "dfquad")
        {'a': -0.5, 'b': 0.5}
        """
        slopes, _ = gradient(self, target, semantics)
        return slopes

    def response(self, target: str, semantics: str = DEFAULT_SEMANTICS) -> Response:
        """One argument's strength as a function of the base scores that bear on it, for crux analysis.

        >>> QBAF({"a": 0.5, "b": 0.5}, attacks=[("a", "b")]).response("b", "dfquad").values(
        ...     np.array([[1.0, 0.5]])
        ... ).tolist()
        [0.0]
        """
        return StrengthResponse(self.bearing_on(target), target, semantics)

    def _kernel(self, semantics: str = DEFAULT_SEMANTICS) -> Kernel:
        """The compiled graph for a semantics, kept for the next time.

        >>> QBAF({"a": 0.5, "b": 0.5}, attacks=[("a", "b")])._kernel("dfquad").size
        2
        """
        kernels = self._kernels
        if semantics not in kernels:
            kernels[semantics] = self._compiled(semantics)
        return kernels[semantics]

    def _base_column(self, kernel: Kernel, filled: Mapping[str, BaseScore] | None = None) -> Numbers:
        """The base scores as one column in the kernel's order."""
        scores = {**self.base_scores, **(filled or {})}
        return np.array(list(scores.values()), dtype=np.float64).reshape(-1, 1)[kernel.order]

    @cached_property
    def _kernels(self) -> dict[str, Kernel]:
        return {}

    @cached_property
    def index(self) -> dict[str, int]:
        """The position of every argument in `arguments`."""
        return {name: position for position, name in enumerate(self.base_scores)}

    def _compiled(self, semantics: str) -> Kernel:
        rule = semantics_named(semantics)
        index, weights = self.index, self.weights
        grouped = {edge: number for number, edges in enumerate(self.groups.values()) for edge in edges}

        def edges(pairs: Collection[Edge]) -> Edges:
            sources = index_array([index[source] for source, _ in pairs])
            targets = index_array([index[target] for _, target in pairs])
            group = np.arange(len(pairs)) + len(self.groups)
            if grouped:
                group = index_array([grouped.get(edge, own) for edge, own in zip(pairs, group.tolist(), strict=True)])
            weight = np.array([weights.get(edge, 1.0) for edge in pairs]) if weights else np.ones(len(pairs))
            return Edges(sources, targets, weight.astype(np.float64), group)

        factors = [(index[premise], index[link], 1.0) for link, others in self.links.items() for premise in others]
        factors += [(index[other], index[step], -1.0) for step, others in self.defeaters.items() for other in others]
        source, target, sign = np.array(factors).reshape(-1, 3).T
        product = Edges(source.astype(np.int64), target.astype(np.int64), sign, np.arange(len(factors)))
        links = index_array(sorted({index[step] for step in (*self.links, *self.defeaters)}))
        return Kernel(len(index), edges(self.attacks), edges(self.supports), links, product, rule)

    def _attained(self, kernel: Kernel) -> frozenset[str]:
        """The arguments on which no unknown bears both for and against, nor through a cycle."""
        position = {name: bit for bit, name in enumerate(self.unknown)}
        raising = [0] * len(self.base_scores)
        lowering = [0] * len(self.base_scores)
        for name, bit in position.items():
            raising[self.index[name]] |= 1 << bit
        incoming: list[list[tuple[int, bool]]] = [[] for _ in self.base_scores]
        for pairs, helps in ((self.supports, True), (self.attacks, False)):
            for source, target in pairs:
                incoming[self.index[target]].append((self.index[source], helps))
        for link, premises in self.links.items():
            incoming[self.index[link]] += [(self.index[premise], True) for premise in premises]
        for step, others in self.defeaters.items():
            incoming[self.index[step]] += [(self.index[other], False) for other in others]
        everything = (1 << len(position)) - 1
        cyclic = kernel.cyclic[kernel.place]
        for node in kernel.order.tolist() if position else ():
            for source, helps in incoming[node]:
                raising[node] |= raising[source] if helps else lowering[source]
                lowering[node] |= lowering[source] if helps else raising[source]
            if cyclic[node]:
                raising[node] = lowering[node] = everything
        names = self.arguments
        return frozenset(names[node] for node in range(len(names)) if not raising[node] & lowering[node])


def _range(score: BaseScore) -> tuple[float, float]:
    if score is None:
        return 0.0, 1.0
    if isinstance(score, tuple):
        return score
    return score, score
