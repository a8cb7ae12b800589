"""What one asks of a base, as relational expressions: filters, facets, reach, disagreements, coherence by relation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from cruxbase.scale.tables import ScaledBase, number_of

if TYPE_CHECKING:
    from ibis.expr.types import NumericColumn, Table

CERTAIN = 1e-10
"""Log-odds are taken of credences no nearer to 0 and 1 than this."""

AGREED = 0.5
"""People whose ranges are nearer than this in log-odds agree; see `cruxbase.reasoning.agreement`."""

TOUCHING = 1e-9
"""Ends of ranges no farther apart than this are one and the same number; see there."""

ROUNDING = 1e-6
ROUNDING_LOG_ODDS = 0.1


def filtered(base: ScaledBase, fields: Mapping[str, str | Sequence[str]], text: str = "") -> Table:
    """The claims with some values in their fields, and a text in title or statement, whatever its case.

    Args:
        base: the tables.
        fields: column of `claims` → the value, or one of several values.
        text: what must occur.
    """
    claims = base.claims
    for column, wanted in fields.items():
        claims = claims.filter(claims[column].isin([wanted] if isinstance(wanted, str) else list(wanted)))
    if text:
        lowered = text.lower()
        claims = claims.filter(claims.title.lower().contains(lowered) | claims.text.lower().contains(lowered))
    return claims


def facet(claims: Table, column: str) -> Table:
    """How many claims have each value of a column: `value` and `claims`, the commonest first."""
    counted = claims.select(value=claims[column]).group_by("value").agg(claims=lambda table: table.count())
    return counted.order_by(counted.claims.desc(), "value")


def reach(base: ScaledBase, claim: str, direction: Literal["dependents", "grounds"]) -> Table:
    """What depends on a claim, or what it depends on, at any distance: `claim` and `distance`, from 1.

    By steps whatever their kind, by undercuts and by requirements, as `ArgumentGraph.dependants` has it.

    Args:
        base: the tables.
        claim: id of the claim.
        direction: `dependents` or `grounds`.
    """
    import ibis

    steps, cuts = base.table("steps"), base.table("undercuts")
    held = base.all_premises.join(steps, base.all_premises.step == steps.name)
    edges = held.select(source=held.claim, target=held.conclusion)
    cut = cuts.join(steps.select("name", "conclusion"), cuts.step == steps.name)
    edges = edges.union(cut.select(source=cut.start, target=cut.conclusion))
    edges = edges.union(base.pairs("requires").select(source="end", target="start"))
    if direction == "grounds":
        edges = edges.select(source="target", target="source")
    reached = closure(base, base.kept(edges.distinct()), ibis.memtable({"claim": [claim]}))
    return reached.filter(reached.distance > 0)


def closure(base: ScaledBase, edges: Table, start: Table) -> Table:
    """What edges lead to from some claims, these included: `claim` and `distance`, the fewest edges, from 0.

    One join a distance (a breadth-first search); only what was reached last is followed.

    Args:
        base: where rounds are kept.
        edges: the columns `source` and `target`.
        start: the column `claim`.
    """
    import ibis

    seen = latest = base.kept(start.distinct().mutate(distance=ibis.literal(0, "int64")))
    distance = 0
    while True:
        distance += 1
        following = edges.semi_join(latest, edges.source == latest.claim).select(claim="target").distinct()
        latest = base.kept(following.anti_join(seen, "claim").mutate(distance=ibis.literal(distance, "int64")))
        if not number_of(latest.count()):
            return seen
        seen = base.kept(seen.union(latest))


def disagreements(base: ScaledBase, one: str, other: str) -> Table:
    """The claims that two people say different things of, the farthest apart in log-odds first.

    The cruxes between them as far as statements go; what closes how much of a gap is the work of `gap_analysis`. As
    `cruxbase.reasoning.agreement.distance` has it: ranges are as far apart as their nearest ends, and such as only meet
    agree on one side of even odds, or by their numbers or middles; a stance and a statement without a number on the other
    side of even odds are apart by the middles of what they leave open.

    Args:
        base: the tables.
        one: id of a person.
        other: id of another.

    Returns:
        The columns `claim` and `log_odds`.
    """
    import ibis

    first, second = (base.stated(person).filter(lambda table: table.basis != "suspends") for person in (one, other))
    both = first.join(second, "claim", rname="{name}_other")
    below = both.low + both.high < both.low_other + both.high_other
    near = ibis.ifelse(below, both.high, both.low)
    far = ibis.ifelse(below, both.low_other, both.high_other)
    stances = ("holds", "rejects")
    bare, bare_other = (basis.isin(stances) for basis in (both.basis, both.basis_other))
    silent = (bare | both.number.isnull()) & (bare_other | both.number_other.isnull())
    opposed = (bare | bare_other) & silent
    opposed &= ibis.ifelse(below, both.high, both.high_other) <= 0.5
    opposed &= ibis.ifelse(below, both.low_other, both.low) >= 0.5
    middles = _level((both.low + both.high) / 2) - _level((both.low_other + both.high_other) / 2)
    overlap = ibis.least(both.high, both.high_other) - ibis.greatest(both.low, both.low_other)
    meet = (overlap.abs() <= TOUCHING) & (both.low < both.high) & (both.low_other < both.high_other)
    near_number = ibis.ifelse(meet, (both.low + both.high) / 2, near)
    far_number = ibis.ifelse(meet, (both.low_other + both.high_other) / 2, far)
    said = ibis.ifelse(bare | both.number.isnull(), near_number, both.number)
    said_other = ibis.ifelse(bare_other | both.number_other.isnull(), far_number, both.number_other)
    sides = [_side(table, suffix) for table, suffix in ((both, ""), (both, "_other"))]
    same_side = meet & (sides[0] != 0) & (sides[0] == sides[1])
    agreed = ~opposed & (
        ((overlap >= -TOUCHING) & ~meet) | same_side | ((_level(said) - _level(said_other)).abs() < AGREED)
    )
    apart = ibis.ifelse(opposed, middles, _level(near) - _level(far)).abs()
    both = both.select("claim", log_odds=apart, agreed=agreed)
    return both.filter(~both.agreed).select("claim", "log_odds").order_by(ibis.desc("log_odds"), "claim")


def _side(said: Table, suffix: str) -> NumericColumn:
    """1 for a claim, -1 against it, 0 for neither; see `cruxbase.reasoning.agreement.side_of`."""
    import ibis

    low, high = said[f"low{suffix}"], said[f"high{suffix}"]
    middle = ibis.coalesce(said[f"number{suffix}"], ibis.literal(0.5))
    is_for, is_against = (low >= 0.5) | (middle > 0.5), (high <= 0.5) | (middle < 0.5)
    return is_for.cast("int64") - is_against.cast("int64")


def _level(credence: NumericColumn) -> NumericColumn:
    import ibis

    clamped = ibis.least(ibis.greatest(credence, CERTAIN), 1 - CERTAIN)
    return (clamped / (1 - clamped)).ln()


def above_requirements(base: ScaledBase) -> Table:
    """The claims that someone believes more than something they require: `person`, `claim`, `need`, and both numbers.

    At the ends of ranges that are nearest: `low` is above `most`, by more than rounding explains; see
    `cruxbase.reasoning.coherence.above_requirements`.
    """
    said = _spoken(base)
    pairs = base.requirements.join(said.select("person", "claim", "low"), "claim")
    others = said.select("person", need="claim", most="high")
    pairs = pairs.join(others, ["person", "need"])
    apart = _level(pairs.low) - _level(pairs.most)
    return pairs.filter(apart > ROUNDING_LOG_ODDS).select("person", "claim", "need", "low", "most")


def sides_in_excess(base: ScaledBase) -> Table:
    """The cruxes whose sides someone gives credences of more than 1 together: `person`, `crux`, `sides` and `total`."""
    said = _spoken(base)
    numbers = said.filter(said.basis.isin(("credence", "reading")))
    sides = base.sides.join(numbers.select("person", "claim", "low"), "claim").group_by("person", "crux")
    sides = sides.agg(sides=lambda table: table.count(), total=lambda table: table.low.sum())
    return sides.filter(sides.sides > 1, sides.total > 1 + ROUNDING)


def both_sides_held(base: ScaledBase, threshold: float = 0.8) -> Table:
    """The pairs of sides of one crux that someone holds: `person`, `crux`, `claim` and `other`, each pair once.

    Args:
        base: the tables.
        threshold: θ: a claim believed at least this much is held, and so is what is held without a number.
    """
    said = _spoken(base)
    middle = said.number.fill_null((said.low + said.high) / 2)
    held = said.filter((said.basis == "holds") | (middle >= threshold)).select("person", "claim")
    sides = base.sides.join(held, "claim").select("person", "crux", "claim")
    others = sides.select("person", "crux", other="claim")
    pairs = sides.join(others, ["person", "crux"])
    return pairs.filter(pairs.claim < pairs.other).select("person", "crux", "claim", "other")


def _spoken(base: ScaledBase) -> Table:
    said = base.table("strengths")
    said = said.filter(~said.basis.isin(("follows", "suspends")))
    return said.semi_join(base.statements, "claim")
