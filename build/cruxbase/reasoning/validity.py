"""How well strengths describe people: each stated belief hidden in turn, and predicted from the person's others."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import correlation, mean, median

from cruxbase.graph import ArgumentGraph
from cruxbase.reasoning.anchoring import anchored_view, statements_of
from cruxbase.reasoning.perspective import Perspective
from cruxbase.support.results import Result


@dataclass(frozen=True, slots=True)
class Prediction:
    """One belief, and what the person's others make of it.

    Attributes:
        who: the person.
        claim: the claim.
        stated: what they said of it, as a number.
        predicted: what follows from the rest.
    """

    who: str
    claim: str
    stated: float
    predicted: float


@dataclass(frozen=True, slots=True)
class Fit:
    """How near predictions come to what was stated.

    Attributes:
        correlation: Pearson's; None where there are too few, or all are alike.
        error: the mean absolute error, in probability.
        right_side: the part of those not stated at even odds that were predicted on the right side of it.
    """

    correlation: float | None
    error: float
    right_side: float


@dataclass(frozen=True, slots=True)
class Validity(Result):
    """Leave-one-out over a base: each belief that some reason reaches, predicted without itself.

    Editors record a person's own reasons beside what they conclude, so that part of the agreement is built in.

    Attributes:
        semantics: of the strengths.
        predictions: a row a belief.
        fit: how near they come.
        constant: how near one number for all comes, the median of what the others stated.
        by_models: how many beliefs were left out because a model computes them from what the person said.
    """

    semantics: str
    predictions: tuple[Prediction, ...]
    fit: Fit
    constant: Fit
    by_models: int

    def __len__(self) -> int:
        return len(self.predictions)


def validity(
    graph: ArgumentGraph,
    views: Mapping[str, Perspective],
    *,
    semantics: str = "jeffrey",
    computed: Mapping[str, Container[str]] | None = None,
) -> Validity:
    """Hides each stated belief in turn and predicts it from the person's others.

    Args:
        graph: the linked base.
        views: person → what they believe.
        semantics: `jeffrey`, or a gradual semantics, which takes what nothing stated bears on as base scores.
        computed: person → claims that a model computes from what they said; these are left to the model.

    Raises:
        ValueError: no belief is reached by any reason.
    """
    predict = _by_evidence if semantics == "jeffrey" else _by_framework(semantics)
    rows: list[Prediction] = []
    left_out = 0
    for who, view in views.items():
        mine = (computed or {}).get(who, ())
        for claim, number in _numbers(view):
            predicted = predict(graph, view, claim)
            if predicted is None:
                continue
            if claim in mine:
                left_out += 1
                continue
            rows.append(Prediction(who, claim, number, predicted))
    if not rows:
        raise ValueError("no belief is reached by any reason from another")
    stated = [row.stated for row in rows]
    others = [median(stated[:place] + stated[place + 1 :] or stated) for place in range(len(stated))]
    return Validity(
        semantics, tuple(rows), _fit(stated, [row.predicted for row in rows]), _fit(stated, others), left_out
    )


def _numbers(view: Perspective) -> Iterator[tuple[str, float]]:
    for claim, statement in statements_of(view).items():
        if statement.number is not None:
            yield claim, statement.number


def _without(view: Perspective, claim: str) -> Perspective:
    return Perspective(
        view.name,
        {other: credence for other, credence in view.credences.items() if other != claim},
        {other: stance for other, stance in view.stances.items() if other != claim},
    )


def _by_evidence(graph: ArgumentGraph, view: Perspective, claim: str) -> float | None:
    rest = anchored_view(graph, _without(view, claim))
    if claim not in rest.graph.index or not rest.reached[rest.graph.index[claim]]:
        return None
    return rest.strength(claim)


def _by_framework(semantics: str) -> Callable[[ArgumentGraph, Perspective, str], float | None]:
    from cruxbase.reasoning.on_graph import framework
    from cruxbase.reasoning.support_closure import known

    def predict(graph: ArgumentGraph, view: Perspective, claim: str) -> float | None:
        rest = _without(view, claim)
        reach = known(graph, rest.claims)
        if claim not in reach.derived:
            return None
        scores = {**{leaf: rest.number_for(leaf) for leaf in reach.leaves}, **dict.fromkeys(reach.derived, 0.5)}
        return framework(graph, scores, reach.claims, reach.leaves).strengths(semantics).get(claim)

    return predict


def _fit(stated: Sequence[float], predicted: Sequence[float]) -> Fit:
    pairs = list(zip(stated, predicted, strict=True))
    sided = [(one > 0.5) == (other > 0.5) for one, other in pairs if one != 0.5]
    varied = len(set(stated)) > 1 and len(set(predicted)) > 1
    return Fit(
        correlation(stated, predicted) if varied else None,
        mean(abs(one - other) for one, other in pairs),
        mean(map(float, sided)) if sided else 1.0,
    )
