"""Results of reasoning as plain values, for `--json`.

As in `cruxbase.cli.json_records` the fields are a promise. `null` stands for what is not known or not defined, never for 0.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import TYPE_CHECKING

from cruxbase.analysis.records_json import brief_json, ids_of
from cruxbase.cli.json_records import hop

if TYPE_CHECKING:
    from cruxbase.analysis.crux_tables import LeverageTable, OpenQuestions
    from cruxbase.analysis.entities import ModelAnswer, ModelBelief
    from cruxbase.analysis.learning import Lesson
    from cruxbase.analysis.people import Comparison, SharedClaim
    from cruxbase.analysis.perspective_view import Coherence, WhatIf
    from cruxbase.analysis.status_table import StatusRow
    from cruxbase.analysis.structure import StepPath
    from cruxbase.analysis.target import Basis
    from cruxbase.reasoning.labels import Label, Proof
    from cruxbase.reasoning.weighing_problem import ClaimStatus, Objection

Plain = dict[str, object]


def proof(found: Proof) -> Plain:
    """Why something has its label: steps from it down to what needs no reason, or the cycle that leaves it undecided."""
    steps: list[Plain] = []
    for step in found.steps:
        plain: Plain = {"name": step.name, "label": str(step.label), "reason": str(step.reason)}
        plain["because"] = list(step.because)
        if step.weighing is not None:
            plain["weighing"] = dataclasses.asdict(step.weighing)
        steps.append(plain)
    return {"steps": steps, "cycle": list(found.cycle)}


def claim_status(found: ClaimStatus) -> Plain:
    """The label of a claim as it is shown, its flags, its objections by name, and what was weighed."""
    return {
        "label": found.word,
        "unargued": found.unargued,
        "challenged": found.challenged,
        "stated": found.stated,
        "follows": found.follows,
        "objections": [_objection(one) for one in found.objections],
        "unanswered": [_objection(one) for one in found.unanswered],
        "weighing": dataclasses.asdict(found.weighing),
    }


def lesson(found: Lesson) -> Plain:
    """How much one claim would tell about a target, and what went in."""
    value = dataclasses.asdict(found.value)
    return {"claim": found.claim.id, **value, "outlooks": [outlook._asdict() for outlook in found.outlooks]}


def _objection(found: Objection) -> Plain:
    return {"kind": found.kind, "step": found.step, "claims": list(found.claims)}


def standing(found: StatusRow) -> Plain:
    """The status of a claim for one view, and what the view says of it."""
    return {"view": found.who, "claim": found.claim, **claim_status(found.status), "said": _range(found.said)}


def basis(found: Basis) -> Plain:
    """How a conclusion was computed, and what stood in for what nobody said."""
    return {
        "kind": found.kind,
        "model": found.model or None,
        "semantics": found.semantics,
        "assumed": list(found.assumed),
        "borrowed": dict(found.borrowed),
        "published": dict(found.published),
        "unknown": list(found.unknown),
        "without_number": dict(found.without_number),
    }


def leverage_table(table: LeverageTable) -> Plain:
    """What one view's conclusion turns on."""
    return {
        "target": brief_json(table.target),
        "view": table.view,
        "value": table.value,
        "stated": _range(table.stated),
        "range": _range(table.range),
        "threshold": table.threshold,
        "method": table.method,
        "basis": basis(table.basis),
        "left_out": table.left_out,
        "rows": [
            {
                "claim": row.claim.id,
                "credence": row.credence,
                "sensitivity": row.sensitivity,
                "sensitivity_log_odds": row.sensitivity_log_odds,
                "swing": row.swing,
                "swing_log_odds": row.swing_log_odds,
                "unary_crux": row.unary_crux,
                "value_of_information": row.value_of_information,
                "flips": _labels(row.flips),
                "robust": row.robust,
                "path": _path(row.path),
            }
            for row in table
        ],
    }


def questions(found: OpenQuestions) -> Plain:
    """What to ask next about a conclusion."""
    return {
        "target": brief_json(found.target),
        "view": found.view,
        "low": found.low,
        "high": found.high,
        "method": found.method,
        "unknown": found.unknown,
        "basis": basis(found.basis),
        "rows": [
            {"claim": row.claim.id, "narrowing": row.narrowing, "low": row.low, "high": row.high} for row in found.rows
        ],
    }


def comparison(found: Comparison) -> Plain:
    """Two views side by side."""
    return {
        "a": found.a,
        "b": found.b,
        "mean_difference": found.mean_difference,
        "agreements": [_shared(row) for row in found.agreements],
        "disagreements": [_shared(row) for row in found.disagreements],
        "only_a": ids_of(found.only_a),
        "only_b": ids_of(found.only_b),
        "suspended": [_shared(row) for row in found.suspended],
        "conclusions": [gap.to_dict() for gap in found.conclusions],
        "undivided": list(found.undivided),
    }


def what_if(found: WhatIf) -> Plain:
    """What would change if some credences were other than they are."""
    return {
        "view": found.reading.name,
        "threshold": found.reading.threshold,
        "supposed": dict(found.supposed),
        "semantics": found.semantics,
        "unsettled": ids_of(found.unsettled),
        "changes": [
            {
                "claim": row.claim.id,
                "label_before": str(row.word_before),
                "label_after": str(row.word_after),
                "strength_before": row.strength_before,
                "strength_after": row.strength_after,
            }
            for row in found
        ],
    }


def model_belief(found: ModelBelief) -> Plain:
    """What a model comes to as a belief in a claim."""
    return {
        "model": found.model.id,
        "claim": found.claim.id,
        "output": found.output,
        "credence": found.credence,
        "range": None if found.low is None or found.high is None else [found.low, found.high],
        "reading": found.reading,
        "sign": found.sign,
    }


def answer(found: ModelAnswer) -> Plain:
    """What a model comes to, beside what was stated."""
    return {
        "model": brief_json(found.model),
        "variable": found.variable,
        "claim": found.claim.id if found.claim is not None else None,
        "view": found.view,
        "value": found.value,
        "range": _range(found.range),
        "method": found.method or None,
        "stated": _range(found.stated),
        "published": found.published,
        "difference": found.difference,
        "unknown": list(found.unknown),
        "inputs": [
            {
                "name": row.name,
                "claim": row.claim.id if row.claim is not None else None,
                "value": row.value,
                "range": _range(row.range),
                "basis": row.basis,
            }
            for row in found.inputs
        ],
    }


def coherence(found: Coherence) -> Plain:
    """Where the beliefs of one view do not fit together."""
    return {
        "threshold": found.threshold,
        "semantics": found.semantics,
        "gaps": [
            {
                "claim": row.claim.id,
                "viewpoint": None if row.belief is None else row.belief.viewpoint.id,
                "stated": _range(row.stated),
                "computed": _range(row.computed),
                "distance": row.distance,
                "distance_log_odds": row.distance_log_odds,
                "by": row.by,
                "inputs": ids_of(row.inputs),
            }
            for row in found.gaps
        ],
        "contradictions": [
            {"claims": [row.one.id, row.other.id], "crux": row.crux.id if row.crux is not None else None}
            for row in found.contradictions
        ],
        "not_followed": [row.name for row in found.not_followed],
        **{
            part: [dataclasses.asdict(row) for row in getattr(found, part)]
            for part in ("above_requirements", "sides", "conditionals", "questions")
        },
    }


def _shared(row: SharedClaim) -> Plain:
    return {
        "claim": row.claim.id,
        "range_a": _range(row.range_a),
        "range_b": _range(row.range_b),
        "difference": row.difference,
        "difference_log_odds": None if row.distance is None else row.distance.log_odds,
    }


def _range(ends: tuple[float, float] | None) -> list[float] | None:
    return None if ends is None else list(ends)


def _labels(labels: Iterable[Label]) -> list[str]:
    return [str(label) for label in labels]


def _path(path: StepPath | None) -> list[Plain] | None:
    return None if path is None else [hop(part) for part in path.hops]
