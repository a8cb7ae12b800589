"""What checks that follow relations through the whole base would find, told from a table of numbers.

None of them makes a finding: it says whether the findings before an edit still stand, as they nearly always do. Where they may
not, the check itself runs over the base.
"""

from __future__ import annotations

from collections.abc import Sequence

from cruxbase.checks.backing import is_one_sided
from cruxbase.checks.cycles import lead_round
from cruxbase.checks.disputes import bears_on
from cruxbase.checks.grounds import is_ground, unfounded_among
from cruxbase.graph.relation_table import RelationTable

CIRCLES = "cycles.circles"
CIRCULAR_SUPPORT = "grounds.circular_support"
IDLE_CRUXES = "disputes.idle_cruxes"
ONE_SIDED_TOPICS = "backing.one_sided_topics"


def stands(name: str, tables: tuple[RelationTable, RelationTable], kinds: Sequence[str], any_found: bool) -> bool:
    """Whether what a check found still stands after an edit of relations; False also where that is not known.

    Args:
        name: of the check.
        tables: the relations before and after.
        kinds: the types of the records.
        any_found: whether it found anything.
    """
    before, after = tables
    if name == IDLE_CRUXES:
        return _idle(before) == _idle(after)
    if name == ONE_SIDED_TOPICS:
        return one_sided(before, kinds) == one_sided(after, kinds)
    if any_found:
        return False
    if name == CIRCLES:
        return not any(lead_round(after.ends(kind)) for kind in ("requires", "refines"))
    return name == CIRCULAR_SUPPORT and not unfounded_among(after.supports(), lambda claim: is_ground(kinds[claim]))


def _idle(table: RelationTable) -> list[tuple[int, list[int], list[int]]]:
    """The cruxes whose sides bear on nothing that they decide, with both."""
    sides, decided = table.ends("side"), table.ends("decides")
    dependants = table.dependants() if sides else {}
    return [
        (crux, starts, decided[crux])
        for crux, starts in sides.items()
        if crux in decided and not bears_on(starts, set(decided[crux]), lambda node: dependants.get(node, ()))
    ]


def one_sided(table: RelationTable, kinds: Sequence[str]) -> dict[int, tuple[int, int]]:
    """The topics with too few reasons against their claims, with the reasons for and against."""
    found = table.reasons()
    return {topic: found[topic] for topic in sorted(found) if kinds[topic] == "topic" and is_one_sided(*found[topic])}
