"""The `jeffrey` strengths as relational expressions: the definition of `cruxbase.reasoning.jeffrey`, a join a line.

A node is a claim, or a claim *without what one other gave it* where the two bear on each other (the cavity of
`cruxbase.reasoning.jeffrey_kernel`). Nodes and steps are numbered once, as rounds would else join on texts. A step with one
premise, which nothing undercuts and which shares its group with no other, is a *link*: a round joins it with the strength of
its premise and adds up what it gives where it leads, one join and one aggregation. For the others, slots are joined with
strengths and brought down to the evidence that the step gives, and that is joined with the nodes it bears on: two joins and two
aggregations more. All nodes move together, and further rounds move less, until none moves.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cruxbase.scale.queries import closure
from cruxbase.scale.tables import ScaledBase, number_of

if TYPE_CHECKING:
    from ibis.expr.types import NumericValue, Table

TOLERANCE = 1e-12
"""The iteration has settled once no strength would still move by more."""

DAMPINGS = (1.0, 0.5, 0.2, 0.1)
MOST_ROUNDS = 500
"""Rounds tried with each damping."""

PATIENCE = 40
"""A damping is given up when so many rounds have not halved the largest move."""

WEIGHTS = {"weak": 0.5, "moderate": 1.0, "strong": 2.0}
SMALLEST = 1e-300
"""Products are sums of logarithms, and a factor of 0 counts as this."""

LARGEST = 700.0
"""The most log-odds whose exponential is finite."""


@dataclass(frozen=True, slots=True)
class RelationalStrengths:
    """Strengths, and how they were found.

    Attributes:
        table: the columns `claim` and `strength`, a row for each claim of which something is known.
        rounds: how many rounds were worked out.
        moved: how far the farthest strength still moved in the last; not above `TOLERANCE` if it settled.
    """

    table: Table
    rounds: int
    moved: float

    @property
    def settled(self) -> bool:
        """Whether no strength moves any more."""
        return self.moved <= TOLERANCE


@dataclass(frozen=True, slots=True)
class Network:
    """What does not change from round to round; nodes and steps are numbers.

    Attributes:
        links: `source`, `target`, `sign`, `believed` and `denied`: what a step makes of its conclusion at the extremes.
        slots: `step`, `node` and `undercuts`, a row a premise or undercutter of a step that is no link.
        steps: `step`, `sign`, `believed` and `denied` of these.
        entries: `node`, `unit` and `step` of these: what adds up where; of one unit the largest of each sign counts.
        caps: `node` and `need`: the requirements that hold in this view.
        nodes: `node`, `fixed`, `low` and `high`.
        names: `node` and `claim`: the names of those nodes that are claims.
    """

    links: Table
    slots: Table
    steps: Table
    entries: Table
    caps: Table
    nodes: Table
    names: Table


def jeffrey_strengths(
    base: ScaledBase, stated: Table, progress: Callable[[int, float], None] | None = None
) -> RelationalStrengths:
    """The strength of every claim of which something is known, in the light of what somebody said.

    Args:
        base: the tables.
        stated: the columns `claim`, `basis`, `low`, `high` and `number`; `ScaledBase.stated` gives a person's.
        progress: called after each round with its number and the farthest move.
    """
    stated = base.kept(stated.semi_join(base.statements, "claim"))
    known = _known(base, stated)
    network = _network(base, stated, known)
    state, rounds, moved = _settled(base, network, progress)
    strengths = state.join(network.names, "node").select("claim", "strength")
    return RelationalStrengths(base.kept(strengths.semi_join(known, "claim")), rounds, moved)


def _known(base: ScaledBase, stated: Table) -> Table:
    """The claims that are stated, or reached by a step with such a premise or by a requirement of such a claim."""
    reached = base.premises.join(base.steps, base.premises.step == base.steps.name)
    edges = reached.select(source=reached.claim, target=reached.conclusion)
    edges = edges.union(base.requirements.select(source="need", target="claim"))
    withheld = stated.filter(stated.basis == "suspends").select("claim")
    edges = edges.anti_join(withheld, edges.target == withheld.claim)
    spoken = stated.filter(stated.basis != "suspends").select("claim")
    return closure(base, base.kept(edges.distinct()), spoken).select("claim")


def _network(base: ScaledBase, stated: Table, known: Table) -> Network:
    import ibis

    steps = _weighed(base)
    slots = base.premises.mutate(undercuts=False).union(base.undercutters.mutate(undercuts=True))
    slots = base.kept(
        slots.rename(name="step").join(steps.select("name", "step", other="conclusion"), "name").drop("name")
    )
    bearing = slots.filter(~slots.undercuts).select("claim", "other").distinct()
    turned = bearing.select(claim="other", other="claim")
    cavities = slots.select("claim", "other").distinct().semi_join(turned, ["claim", "other"])
    everywhere = base.statements.mutate(other=ibis.literal("")).union(cavities)
    numbered = everywhere.mutate(node=_numbers(ibis.row_number().over(order_by=["other", "claim"])))
    nodes = base.kept(numbered)
    names = base.kept(nodes.filter(nodes.other == "").select("claim", "node"))
    cavities = base.kept(nodes.filter(nodes.other != ""))
    placed = slots.left_join(cavities, ["claim", "other"]).select("step", "undercuts", "claim", "node")
    placed = placed.join(names.select("claim", whole="node"), "claim")
    placed = base.kept(placed.select("step", "undercuts", node=placed.node.fill_null(placed.whole)))
    bounded = base.kept(_bounded(base, stated, nodes.select("claim", "node")))
    free = bounded.filter(bounded.fixed.isnull()).select("node")
    entries = base.kept(
        _entries(steps, slots, names, cavities).semi_join(free, "node")
    )  # what is fixed needs no reasons
    simple = steps.filter(steps.alone).select("step", "sign", "believed", "denied")
    several = base.kept(
        steps.filter(~steps.alone).semi_join(entries, "step").select("step", "sign", "believed", "denied")
    )
    links = (
        placed.select("step", source="node").join(simple, "step").join(entries.select("step", target="node"), "step")
    )
    return Network(
        base.kept(links.select("source", "target", "sign", "believed", "denied")),
        base.kept(placed.semi_join(several, "step")),
        several,
        base.kept(entries.semi_join(several, "step")),
        base.kept(_caps(base, stated, known, (names, cavities)).semi_join(free, "node")),
        bounded,
        names,
    )


def _entries(steps: Table, slots: Table, names: Table, cavities: Table) -> Table:
    """The columns `node`, `unit` and `step`: each step at its conclusion, and at cavities of that which do not speak in it."""
    into = steps.select("unit", "step", claim="conclusion")
    echoed = cavities.join(into, "claim").select("node", "unit", "step", "other")
    heard = slots.filter(~slots.undercuts).select("step", other="claim")
    echoed = echoed.anti_join(heard, ["step", "other"])
    entries = into.join(names, "claim").select("node", "unit", "step")
    return entries.union(echoed.select("node", "unit", "step"))


def _numbers(places: NumericValue) -> NumericValue:
    """Numbers of one type on all engines."""
    return places.cast("int64")


def _weighed(base: ScaledBase) -> Table:
    """The steps with `step`, a number, `unit`, that of their group, and `alone`, whether they are links.

    And with `sign`, and `believed` and `denied`: what they make of a conclusion at the extremes.
    """
    import ibis

    counts = base.premises.group_by("step").agg(count=lambda table: table.step.count())
    steps = base.steps.join(counts, base.steps.name == counts.step)
    cut = base.undercutters.select(cut="step").distinct()
    steps = steps.left_join(cut, steps.name == cut.cut)
    weight = ibis.cases(*((steps.strength == name, value) for name, value in WEIGHTS.items()), else_=1.0)
    believed, unknown = 1 / (1 + (-weight).exp()), ibis.literal(0.5) ** steps["count"].cast("float64")
    steps = base.kept(
        steps.select(
            "name",
            "conclusion",
            "group",
            step=_numbers(ibis.row_number().over(order_by="name")),
            alone=(steps["count"] == 1) & steps.cut.isnull() & (steps.group == ""),
            sign=ibis.ifelse(steps.kind == "attacks", -1.0, 1.0),
            believed=believed,
            denied=(0.5 - unknown * believed) / (1 - unknown),
        )
    )
    units = steps.filter(steps.group != "").group_by("conclusion", "group").agg(first=lambda table: table.step.min())
    united = steps.left_join(units, ["conclusion", "group"])
    return base.kept(
        united.select(
            "name",
            "conclusion",
            "step",
            "alone",
            "sign",
            "believed",
            "denied",
            unit=ibis.coalesce(united["first"], united.step),
        )
    )


def _caps(base: ScaledBase, stated: Table, known: Table, nodes: tuple[Table, Table]) -> Table:
    """The requirements of claims of which nothing was said, as far as something is known of what they require."""
    names, cavities = nodes
    needs = base.requirements.semi_join(known.select(need="claim"), "need").anti_join(
        stated.filter(stated.basis != "suspends"), "claim"
    )
    of_cavities = needs.join(cavities, "claim")
    of_cavities = of_cavities.filter(of_cavities.other != of_cavities.need).select("need", "node")
    both = needs.join(names, "claim").select("need", "node").union(of_cavities).rename(claim="need")
    return both.join(names.select("claim", need="node"), "claim").select("need", "node")


def _bounded(base: ScaledBase, stated: Table, nodes: Table) -> Table:
    """The nodes with what was said of their claims, and with what the rivals of a side leave it."""
    import ibis

    spoken = stated.filter(stated.basis != "suspends")
    taken = base.sides.left_join(spoken, "claim").select("crux", "claim", taken=spoken.number.fill_null(0.0))
    of_crux = taken.group_by("crux").agg(total=taken.taken.sum())
    left = taken.join(of_crux, "crux")
    left = left.select("claim", rest=ibis.greatest(0.0, 1 - (left.total - left.taken)))
    left = left.group_by("claim").agg(rest=left.rest.min())
    said = stated.select(
        "claim",
        fixed=ibis.ifelse(stated.basis == "suspends", 0.5, stated.number),
        least=ibis.ifelse(stated.number.isnull(), stated.low, ibis.null("float64")),
        most=ibis.ifelse(stated.number.isnull(), stated.high, ibis.null("float64")),
    )
    whole = nodes.left_join(said, "claim").drop("claim_right").left_join(left, "claim").drop("claim_right")
    low = whole.least.fill_null(0.0)
    high = ibis.greatest(low, ibis.least(whole.most.fill_null(1.0), whole.rest.fill_null(1.0)))
    return whole.select("node", "fixed", low=low, high=high)


def _settled(
    base: ScaledBase, network: Network, progress: Callable[[int, float], None] | None
) -> tuple[Table, int, float]:
    """The state after rounds enough, their number, and the farthest move of the last."""
    import ibis

    nodes = network.nodes
    start = nodes.select("node", strength=nodes.fixed.fill_null(ibis.least(ibis.greatest(0.5, nodes.low), nodes.high)))
    start, rounds, moved = base.kept(start), 0, math.inf
    state = start
    for damping in DAMPINGS:
        best, since, state = math.inf, 0, start
        for _ in range(MOST_ROUNDS):
            before, state = state, base.kept(next_round(network, state, damping))
            if before is not start:
                base.dropped(before)
            rounds, moved = rounds + 1, number_of(state.moved.max())
            if progress is not None:
                progress(rounds, moved)
            if moved <= TOLERANCE:
                return state, rounds, moved
            best, since = (moved, 0) if moved < best / 2 else (best, since + 1)
            if since >= PATIENCE:
                break
    return state, rounds, moved


def next_round(network: Network, state: Table, damping: float) -> Table:
    """The columns `node`, `strength` and `moved` after one round.

    Args:
        network: what does not change from round to round.
        state: the columns `node` and `strength`.
        damping: how much of each move is made, above 0 and up to 1.
    """
    import ibis

    strengths = state.select("node", "strength")
    linked = network.links.join(strengths.select(source="node", strength="strength"), "source")
    left = linked.denied + linked.strength * (linked.believed - linked.denied)
    linked = linked.select(node="target", gives=linked.sign * (left / (1 - left)).ln())
    units = network.entries.join(_evidence(network, strengths), "step").group_by("node", "unit")
    units = units.agg(
        most=lambda table: ibis.greatest(table.evidence.max(), 0.0),
        least=lambda table: ibis.least(table.evidence.min(), 0.0),
    )
    given = linked.union(units.select("node", gives=units.most + units.least))
    totals = given.group_by("node").agg(total=lambda table: table.gives.sum())
    caps = network.caps.join(state, network.caps.need == state.node)
    caps = caps.select("strength", node=network.caps.node).group_by("node").agg(cap=lambda table: table.strength.min())
    whole = network.nodes.join(state.select("node", was="strength"), "node")
    whole = whole.left_join(totals, "node").drop("node_right").left_join(caps, "node").drop("node_right")
    total = ibis.least(ibis.greatest(whole.total.fill_null(0.0), -LARGEST), LARGEST)
    free = ibis.least(1 / (1 + (-total).exp()), whole.cap.fill_null(1.0))
    goal = whole.fixed.fill_null(ibis.least(ibis.greatest(free, whole.low), whole.high))
    move = goal - whole.was
    return whole.select("node", strength=whole.was + damping * move, moved=move.abs())


def _evidence(network: Network, strengths: Table) -> Table:
    """The columns `step` and `evidence`: the log-odds that each step that is no link gives its conclusion."""
    import ibis

    held = network.slots.join(strengths, "node")
    standing = 1 - ibis.greatest(0.0, 2 * held.strength - 1)
    held = held.select(
        "step",
        premise=_logarithm(ibis.ifelse(held.undercuts, 1.0, held.strength)),
        standing=_logarithm(ibis.ifelse(held.undercuts, standing, 1.0)),
    )
    slots = held.group_by("step")
    slots = slots.agg(premises=lambda table: table.premise.sum(), standing=lambda table: table.standing.sum())
    steps = slots.join(network.steps, "step")
    made = steps.denied + steps.premises.exp() * (steps.believed - steps.denied)
    left = made + (1 - steps.standing.exp()) * (0.5 - made)
    return steps.select("step", evidence=steps.sign * (left / (1 - left)).ln())


def _logarithm(factor: NumericValue) -> NumericValue:
    import ibis

    return ibis.greatest(factor, SMALLEST).ln()
