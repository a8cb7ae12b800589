"""Which paragraphs of a text the base takes up, read off the locators of its citations."""

from __future__ import annotations

import re
from typing import NamedTuple

from cruxbase.analysis.entities import Claim, LinkedRecords
from cruxbase.records import CLAIM_LIKE

_LONGEST = 10_000
"""No text has more numbered paragraphs; a longer range is a slip of the pen and stands for its ends."""


class Paragraph(NamedTuple):
    """One numbered paragraph of a text, and what carries it.

    Attributes:
        number: its number.
        carried_by: each claim-like record that cites it, with what the text is said to do there; background last, and
            otherwise in the order of ids. A record that cites the paragraph in several places stands once, and its own
            citation goes before those of its steps.
    """

    number: int
    carried_by: tuple[tuple[Claim, str], ...]


def paragraph_numbers(at: str, mark: str = "P") -> tuple[int, ...]:
    """The numbers of the paragraphs that a locator names, ranges written out.

    >>> paragraph_numbers("P33-P35"), paragraph_numbers("P29, P30"), paragraph_numbers("P3–6")
    ((33, 34, 35), (29, 30), (3, 4, 5, 6))
    >>> paragraph_numbers("P36, and the last two sentences of P38")
    (36, 38)
    >>> paragraph_numbers("¶2, ¶4", mark="¶"), paragraph_numbers("§3.2")
    ((2, 4), ())
    """
    one = rf"(?<![^\W\d_]){re.escape(mark)}([0-9]+)(?![.\w])"
    found: set[int] = set()
    for match in re.finditer(rf"{one}(?:\s*[-–—]\s*(?:{re.escape(mark)})?([0-9]+)(?!\w))?", at):
        first, last = int(match[1]), int(match[2] or match[1])
        found.update(range(first, last + 1) if 0 <= last - first <= _LONGEST else (first, last))
    return tuple(sorted(found))


def coverage(kb: LinkedRecords, source: str, mark: str = "P") -> tuple[Paragraph, ...]:
    """Every paragraph of a text up to the last one cited; those that nothing cites have nothing that carries them.

    Viewpoints and models do not count: they cite whole threads, and a range from the first paragraph of a thread to the
    last would hide a paragraph whose thought no claim carries.

    Args:
        kb: the base.
        source: id of the source.
        mark: what stands before the number in locators: `P` in P35.
    """
    carried: dict[int, dict[str, tuple[int, str]]] = {}
    for citation in kb.source(source).cited_by:
        record, where = citation.part.record, citation.part.where
        if kb.graph.kind(record) not in CLAIM_LIKE:
            continue
        rank = 0 if where[0] == "sources" else 1
        for number in paragraph_numbers(citation.at or "", mark):
            known = carried.setdefault(number, {})
            if record not in known or rank < known[record][0]:
                known[record] = (rank, citation.role)
    return tuple(
        Paragraph(number, tuple((kb.claim(id), role) for role, id in _in_order(carried.get(number, {}))))
        for number in range(1, max(carried, default=0) + 1)
    )


def _in_order(known: dict[str, tuple[int, str]]) -> list[tuple[str, str]]:
    return sorted(((role, id) for id, (_, role) in known.items()), key=lambda pair: (pair[0] == "background", pair[1]))
