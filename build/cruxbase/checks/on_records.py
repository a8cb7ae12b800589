"""All checks that need one record only. They run once a changed file, and what they find is remembered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from cruxbase.checks import citing, conditionals, estimating, plain_statements, relations, wording
from cruxbase.checks.gates import GATES, Gate, unfit_viewpoint
from cruxbase.checks.signatures import Found, OneRecordCheck, Spans, type_of
from cruxbase.diagnostics import Diagnostic
from cruxbase.parsing.raw_text import Text
from cruxbase.records.kinds import ARGUABLE, CLAIM_LIKE, RECORD_KINDS
from cruxbase.records.usual import is_usual, usual_record

if TYPE_CHECKING:
    from cruxbase.parsing.located import SpanTable
    from cruxbase.records import Model, Record, Viewpoint
    from cruxbase.records.written import WrittenRecord


def _computable(record: Model, spans: Spans) -> Iterable[Diagnostic]:
    """See `models.computable`, which is loaded for model records only."""
    from cruxbase.checks.models import computable

    return computable(record, spans)


def _fit_viewpoint(record: Viewpoint, spans: Spans) -> Found:
    """See `viewpoint_records`, which is loaded for viewpoints only."""
    from cruxbase.checks import viewpoint_records

    yield from viewpoint_records.says_something(record, spans)
    yield from viewpoint_records.cites_something(record, spans)
    yield from viewpoint_records.inferences(record, spans)


_ASSERTED = ARGUABLE | {"definition"}

_CHECKS_FOR: tuple[tuple[Collection[str], tuple[OneRecordCheck, ...]], ...] = (
    (RECORD_KINDS, (wording.tags,)),
    ((*CLAIM_LIKE, "model", "topic", "viewpoint"), (wording.title_form,)),
    ((*CLAIM_LIKE, "source", "topic"), (relations.self_reference,)),
    (
        CLAIM_LIKE,
        (relations.own_undercuts, relations.retirement, citing.origin_explained, citing.repeated_citations),
    ),
    (
        _ASSERTED,
        (
            citing.stated_somewhere,
            wording.several_thoughts,
            plain_statements.flat,
            plain_statements.without_speaker,
            plain_statements.stands_alone,
            plain_statements.one_paragraph,
            plain_statements.sentence_as_title,
        ),
    ),
    (("claim",), (plain_statements.norm_as_claim,)),
    ((*CLAIM_LIKE, "viewpoint"), (citing.addresses_as_locators,)),
    (CLAIM_LIKE, (wording.template_name,)),
    (("claim", "hypothesis", "norm", "prediction"), (wording.joined_title,)),
    (ARGUABLE, (relations.linked_premises, wording.warrants)),
    (("evidence",), (citing.evidence_located, citing.measurements, citing.shares, citing.unmeasured_numbers)),
    (("prediction",), (citing.prediction_terms,)),
    (("question", "crux"), (wording.question_mark, citing.asked_somewhere)),
    (("question", "crux", "topic"), (wording.question_as_title,)),
    (("crux",), (relations.sides, relations.own_sides_decided)),
    (("argument",), (relations.argument_premises,)),
    (("source",), (citing.findable, citing.one_author_an_entry)),
    (("model",), (_computable,)),
    (
        ("viewpoint",),
        (
            _fit_viewpoint,
            estimating.intervals,
            conditionals.own_conditions,
        ),
    ),
    (("person",), (relations.members,)),
)

RECORD_CHECKS: tuple[OneRecordCheck, ...] = (
    wording.text_hygiene,
    *(check for _, checks in _CHECKS_FOR for check in checks),
)
"""Every check of one record."""

_CHECKS_OF: Mapping[str, tuple[OneRecordCheck, ...]] = {
    kind: tuple(check for kinds, checks in _CHECKS_FOR if kind in kinds for check in checks) for kind in RECORD_KINDS
}


_GATES: Mapping[OneRecordCheck, tuple[Gate, ...]] = {**GATES, _fit_viewpoint: (unfit_viewpoint,)}


def checks_of(kind: str) -> tuple[OneRecordCheck, ...]:
    """The checks of a record of some type, in the order in which they run."""
    return _CHECKS_OF[kind]


def record_findings(record: Record, text: Text) -> Iterable[Diagnostic]:
    """What can be said about one record without the others.

    Args:
        record: a valid record.
        text: that of its file, in which places are looked up where there is something to say.
    """
    places, kind = _Once(text), type_of(record)
    # Going through every text of a record costs more than all other checks: nearly every file shows that it need not be.
    unclean = list(wording.text_hygiene(record, places)) if wording.may_be_unclean(text.content) else []
    return [*unclean, *_found(_CHECKS_OF[kind], record, places), *wording.misfiled(kind, text.path, places)]


def findings_in_usual_form(data: WrittenRecord, id: str, text: Text) -> Iterable[Diagnostic] | None:
    """The same of a record in its usual form, mostly by a look at its plain data; None where a model is to be asked.

    Args:
        data: the record's plain data, as it was read.
        id: of the record.
        text: that of its file.
    """
    if wording.may_be_unclean(text.content) or not is_usual(data, id):
        return None
    kind, places = data["type"], _Once(text)
    found: list[Diagnostic] = []
    if checks := checks_worth_running(data, id, text):
        record = usual_record(data, id)
        if record is None:
            return None
        found = _found(checks, record, places)
    return [*found, *wording.misfiled(kind, text.path, places)] if wording.is_misfiled(kind, text.path) else found


def _found(checks: Iterable[OneRecordCheck], record: Record, places: Spans) -> list[Diagnostic]:
    return [finding for check in checks for finding in check(record, places)]


def checks_worth_running(data: WrittenRecord, id: str, text: Text) -> Sequence[OneRecordCheck]:
    """The checks that may find something in a record in its usual form, in the order in which they run.

    Args:
        data: the record's plain data.
        id: of the record.
        text: that of its file.
    """
    kind, content = data["type"], text.content
    passed = {check for gate, checks in _gates_of(kind) if gate(data, id, content) for check in checks}
    return [check for check in _CHECKS_OF[kind] if check in passed or check not in _GATES] if passed else _ungated(kind)


@cache
def _gates_of(kind: str) -> tuple[tuple[Gate, tuple[OneRecordCheck, ...]], ...]:
    """Each gate before the checks of a type, with the checks that it lets a record through to."""
    gated = [(gate, check) for check in _CHECKS_OF[kind] for gate in _GATES.get(check, ())]
    return tuple((gate, tuple(check for one, check in gated if one is gate)) for gate in dict(gated))


@cache
def _ungated(kind: str) -> tuple[OneRecordCheck, ...]:
    return tuple(check for check in _CHECKS_OF[kind] if check not in _GATES)


class _Once:
    """The places in a text, looked up when they are first asked for."""

    __slots__ = ("table", "text")

    def __init__(self, text: Text) -> None:
        self.text = text
        self.table: SpanTable | None = None

    def __call__(self) -> SpanTable:
        if self.table is None:
            from cruxbase.parsing.located import SpanTable

            self.table = SpanTable(self.text)
        return self.table
