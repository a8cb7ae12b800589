"""How much a base states: one answer for every place that says so."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cruxbase.records import ASSERTABLE

if TYPE_CHECKING:
    from cruxbase.analysis.entities import LinkedRecords


def statement_counts(kb: LinkedRecords) -> Counter[str]:
    """How many records of each type state something that may be so, retired ones among them.

    The word "claims" is for those of that type alone; all of them together are statements.

    >>> import cruxbase
    >>> statement_counts(cruxbase.example())
    Counter({'claim': 3, 'proposal': 1})
    """
    kinds = Counter(kb.graph.kind(id) for id in kb.corpus)
    return Counter({kind: number for kind, number in kinds.items() if kind in ASSERTABLE})
