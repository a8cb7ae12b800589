"""All checks that need one record only. They run once a changed file, and what they find is remembered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from cruxbase.checks import citing, conditionals, estimating, plain_statements, relations, wording
from cruxbase.checks.signatures import Found, OneRecordCheck, Spans, type_of
from cruxbase.diagnostics import Diagnostic
from cruxbase.parsing.raw_text import Text
from cruxbase.records.kinds import ARGUABLE, CLAIM_LIKE, RECORD_KINDS

if TYPE_CHECKING:
    from cruxbase.parsing.located import SpanTable
    from cruxbase.records import Model, Record, Viewpoint


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


def record_findings(record: Record, text: Text) -> Iterable[Diagnostic]:
    """What can be said about one record without the others.

    Args:
        record: a valid record.
        text: that of its file, in which places are looked up where there is something to say.
    """
    places, kind = _Once(text), type_of(record)
    # Going through every text of a record costs more than all other checks: nearly every file shows that it need not be.
    unclean = list(wording.text_hygiene(record, places)) if wording.may_be_unclean(text.content) else []
    found = [finding for check in _CHECKS_OF[kind] for finding in check(record, places)]
    return [*unclean, *found, *wording.misfiled(kind, text.path, places)]


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
