"""What "your view" computes with in the browser: claims, steps, models and published views in a compact form.

Claims are numbers in the order of the base, and only those are here that can be true or false. The modules under `assets/view/`
are the other side of this form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from cruxbase.graph.dependents import dependents_of_each
from cruxbase.reasoning.computing import ComputableModel
from cruxbase.reasoning.expressions import Expression
from cruxbase.reasoning.model_values import is_network, row_keys
from cruxbase.reasoning.on_graph import WEIGHTS, is_retired, statements, working_steps
from cruxbase.reasoning.perspective import credence_of
from cruxbase.records import ARGUABLE, CREDENCE_WORDS
from cruxbase.site.prose import harmless
from cruxbase.support.memoized import memoized_by_graph

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cruxbase.graph import ArgumentGraph, BeliefLink
    from cruxbase.knowledge_base import KnowledgeBase
    from cruxbase.records import Input, Output, Variable

VERSION = 1


class ModelInView(TypedDict):
    """A model as a reader's view computes it.

    Attributes:
        id: of the model.
        title: of the model.
        topic: number of its topic, or -1.
        network: whether it is a network of propositions.
        horizon: how many steps it runs for, or 0.
        inputs: its inputs, as controls show them.
        variables: what follows from them, as `view/models.js` computes it.
        outputs: for each the variable, the number of its claim or -1, and what it says.
    """

    id: str
    title: str
    topic: int
    network: bool
    horizon: int
    inputs: list[dict[str, object]]
    variables: list[dict[str, object]]
    outputs: list[tuple[str, int, str]]


class ViewData(TypedDict):
    """All that a reader's view is computed from.

    Attributes:
        version: of this form.
        words: the ends of each word for a credence.
        claims: columns of ids, titles, topics, and whether readers are asked.
        steps: each step as a row.
        requires: pairs of claims of which the first requires the second.
        topics: for each its id, its title, and its conclusions, best first.
        cruxes: for each its id, its title, and its sides.
        models: those that can be computed.
        viewpoints: the published views.
        people: ids and names.
    """

    version: int
    words: dict[str, list[float]]
    claims: dict[str, list[str] | list[int]]
    steps: list[tuple[int, float, int, int, list[int], list[int]]]
    requires: list[tuple[int, int]]
    topics: list[tuple[str, str, list[int]]]
    cruxes: list[tuple[str, str, list[int]]]
    models: list[ModelInView]
    viewpoints: list[dict[str, object]]
    people: list[tuple[str, str]]


@memoized_by_graph
def view_data(kb: KnowledgeBase) -> ViewData:
    """All that a reader's view is computed from, as JSON-ready values."""
    graph = kb.graph
    ids = statements(graph)
    number = {id: place for place, id in enumerate(ids)}
    topics = {id: place for place, id in enumerate(graph.ids("topic"))}
    return {
        "version": VERSION,
        "words": {word: list(ends) for word, ends in CREDENCE_WORDS.items()},
        "claims": {
            "id": list(ids),
            "title": [harmless(graph.title(id)) for id in ids],
            "topic": [_topic(graph, id, topics) for id in ids],
            "askable": [int(graph.kind(id) in ARGUABLE) for id in ids],
        },
        "steps": _steps(graph, number),
        "requires": [
            (number[link.start], number[link.end])
            for link in graph.parts.links
            if link.kind == "requires" and link.start in number and link.end in number
        ],
        "topics": [(id, harmless(graph.title(id)), conclusions(graph, id, number)) for id in topics],
        "cruxes": _cruxes(graph, number),
        "models": [_model(kb, id, number) for id in models_in_view(kb)],
        "viewpoints": [_viewpoint(graph, id, number) for id in graph.ids("viewpoint")],
        "people": [(id, harmless(graph.title(id))) for id in graph.ids("person")],
    }


def models_in_view(kb: KnowledgeBase) -> list[str]:
    """The models that can be computed."""
    return [id for id in kb.graph.ids("model") if _outputs(kb, id)]


def view_texts(kb: KnowledgeBase) -> list[str]:
    """What the claims of `view_data` say in full, in its order."""
    return [view_text(kb, id) for id in statements(kb.graph)]


def view_text(kb: KnowledgeBase, id: str) -> str:
    """What one of them says in full."""
    return harmless(" ".join(str(kb.corpus.entry(id).data.get("statement", "")).split()))


def conclusions(graph: ArgumentGraph, topic: str, number: Mapping[str, int]) -> list[int]:
    """The claims of a topic that reasons bear on, best conclusion first.

    Those that a crux of the topic decides come before others, and those on which more claims bear before those on which
    fewer do.
    """
    own = [link.start for link in graph.links_to("topic", topic)]
    decided = {
        link.end for id in own if graph.kind(id) == "crux" and not is_retired(graph, id)
        for link in graph.links_from("decides", id)
    }  # fmt: skip
    bearing = bearing_on_each(graph)
    found = [id for id in own if id in number and graph.kind(id) in ARGUABLE and graph.steps_into(id)]
    found.sort(key=lambda id: (id not in decided, -bearing[id], id))
    return [number[id] for id in found]


@memoized_by_graph
def bearing_on_each(graph: ArgumentGraph) -> dict[str, int]:
    """How many claims bear on each claim, directly or through others: the other way round from what depends on it."""
    bearing = dependents_of_each({id: graph.grounds(id) for id in graph.claim_ids()})
    return {id: row.total for id, row in bearing.items()}


def _topic(graph: ArgumentGraph, id: str, topics: Mapping[str, int]) -> int:
    links = graph.links_from("topic", id)
    return topics[links[0].end] if links else -1


def _steps(graph: ArgumentGraph, number: Mapping[str, int]) -> list[tuple[int, float, int, int, list[int], list[int]]]:
    """Each step: whether it attacks, its weight, its group or -1, conclusion, premises, and what undercuts it."""
    groups: dict[str, int] = {}
    return [
        (
            int(step.kind == "attacks"),
            WEIGHTS[step.strength],
            groups.setdefault(step.group, len(groups)) if step.group else -1,
            number[step.conclusion],
            [number[premise] for premise in step.premises],
            [number[cut.start] for cut in graph.undercuts_of(step.name) if cut.start in number],
        )
        for step in working_steps(graph, number)
    ]


def _cruxes(graph: ArgumentGraph, number: Mapping[str, int]) -> list[tuple[str, str, list[int]]]:
    return [
        (id, harmless(graph.title(id)), [number[s.end] for s in graph.links_from("side", id) if s.end in number])
        for id in graph.ids("crux")
        if not is_retired(graph, id)
    ]


def _viewpoint(graph: ArgumentGraph, id: str, number: Mapping[str, int]) -> dict[str, object]:
    holder = graph.links_from("holder", id)
    return {
        "id": id,
        "title": harmless(graph.title(id)),
        "date": str(graph.corpus.entry(id).data["date"]),
        "holder": holder[0].end if holder else "",
        "beliefs": [_belief(graph, belief, number) for belief in _one_each(graph, id) if belief.claim in number],
    }


def _one_each(graph: ArgumentGraph, viewpoint: str) -> list[BeliefLink]:
    """Its beliefs, one a claim: a credence says more than a bare stance."""
    beliefs = sorted(graph.beliefs_of(viewpoint), key=lambda belief: belief.stance == "credence")
    return list({belief.claim: belief for belief in beliefs}.values())


def _belief(graph: ArgumentGraph, belief: BeliefLink, number: Mapping[str, int]) -> list[object]:
    claim = number[belief.claim]
    if belief.stance != "credence":
        return [claim, belief.stance]
    low, mid, high, written = credence_of(graph, belief)
    return [claim, [low, mid, high, *([written] if written in CREDENCE_WORDS else [])]]


# models


def _outputs(kb: KnowledgeBase, id: str) -> list[Output]:
    """The outputs of a model that follow from its inputs by formulas."""
    record = kb.model(id).record
    computable = ComputableModel(record)
    defined = {*computable.input_names, *computable.formulas}
    return [output for output in record.outputs if _is_computable(computable, output.variable, defined)]


def _is_computable(computable: ComputableModel, name: str, defined: set[str]) -> bool:
    return name in computable.formulas and all(
        other in defined for variable in _order(computable, name) for other in computable.formulas[variable].names
    )


def _order(computable: ComputableModel, name: str) -> list[str]:
    """The variables with a formula on the way to one, in order."""
    wanted = {name}
    for variable in reversed(computable.record.variables):
        if variable.name in wanted and variable.name in computable.formulas:
            wanted.update(computable.formulas[variable.name].names)
    return [v.name for v in computable.record.variables if v.name in wanted and v.name in computable.formulas]


def _model(kb: KnowledgeBase, id: str, number: Mapping[str, int]) -> ModelInView:
    record = kb.model(id).record
    computable = ComputableModel(record)
    topics = {one: place for place, one in enumerate(kb.graph.ids("topic"))}
    return {
        "id": id,
        "title": harmless(kb.graph.title(id)),
        "topic": _topic(kb.graph, id, topics),
        "network": is_network(record),
        "horizon": computable.steps,
        "inputs": [_input(computable, entry, number) for entry in record.inputs],
        "variables": [variable_data(computable, entry, number) for entry in record.variables],
        "outputs": [
            (output.variable, number.get(output.claim or "", -1), harmless(output.description or ""))
            for output in _outputs(kb, id)
        ],
    }


def _input(computable: ComputableModel, entry: Input, number: Mapping[str, int]) -> dict[str, object]:
    span = computable.range_of_input(entry.name)
    return {
        "name": entry.name,
        "label": harmless(entry.label or entry.name.replace("_", " ")),
        "description": harmless(entry.description or ""),
        "claim": number.get(entry.claim or "", -1),
        "isCredence": entry.unit == "probability" or (entry.claim is not None and entry.unit is None),
        "unit": harmless(entry.unit or ""),
        "default": entry.default,
        "range": list(span) if span else None,
    }


def variable_data(computable: ComputableModel, entry: Variable, number: Mapping[str, int]) -> dict[str, object]:
    """A variable as `view/models.js` computes it."""
    formula = computable.formulas.get(entry.name)
    following = computable.next_formulas.get(entry.name)
    order = _order(computable, entry.name) if formula else []
    made: dict[str, object] = {
        "name": entry.name,
        "label": harmless(entry.label or entry.name.replace("_", " ")),
        "claim": number.get(entry.claim or "", -1),
        "isCredence": entry.unit == "probability" or (entry.claim is not None and entry.unit is None),
        "unit": harmless(entry.unit or ""),
        "stated": entry.stated,
        "formula": formula.to_json() if formula else None,
        "names": list(dict.fromkeys((*(formula.names if formula else ()), *(following.names if following else ())))),
        "affine": not computable.steps and _is_affine([computable.formulas[name] for name in order]),
    }
    if following is not None:
        made["next"] = following.to_json()
    if entry.product:
        made["product"] = list(entry.product)
    elif entry.noisy_or is not None:
        made["noisyOr"] = {
            "causes": [list(pair) for pair in entry.noisy_or.causes.items()],
            "leak": entry.noisy_or.leak,
        }
    elif entry.table is not None:
        rows = entry.table.rows
        keys = sorted(row_keys(len(entry.table.given)), key=lambda key: [letter == "t" for letter in key])
        made["table"] = {"given": list(entry.table.given), "rows": [rows[key] for key in keys]}
    return made


def _is_affine(formulas: Sequence[Expression]) -> bool:
    """Whether a chain of formulas is affine in each input: each is, and no quantity is used along two ways."""
    used = [name for formula in formulas for name in formula.names]
    return len(used) == len(set(used)) and all(formula.multi_affine for formula in formulas)
