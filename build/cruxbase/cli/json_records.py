"""Paths and trees of reasons as plain values, for `--json`; records are those of `cruxbase.analysis.records_json`.

The fields are a promise: none is removed or changes its meaning. `docs/command-line.md` lists them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cruxbase.analysis.records_json import brief_json

if TYPE_CHECKING:
    from cruxbase.analysis.structure import Hop, Reason, Reasons

Plain = dict[str, object]


def hop(part: Hop) -> Plain:
    """A stage of a path."""
    return {"start": part.start, "end": part.end, "edge": part.edge, "via": part.via or None}


def reasons(tree: Reasons) -> Plain:
    """A tree of reasons."""
    return {
        **brief_json(tree.claim),
        "supporting": [_reason(part) for part in tree.supporting],
        "attacking": [_reason(part) for part in tree.attacking],
        "requires": [reasons(part) for part in tree.requires],
        "repeated": tree.repeated,
        "cut": tree.cut,
    }


def _reason(part: Reason) -> Plain:
    return {
        "step": part.step.name,
        "strength": part.step.strength,
        "because": part.step.because or None,
        "premises": [reasons(premise) for premise in part.premises],
        "undercuts": [reasons(start) for start in part.undercuts],
    }
