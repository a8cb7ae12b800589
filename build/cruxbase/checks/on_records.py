"""All checks that need one record only. They run once a changed file, and what they find is remembered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cruxbase.checks import citing, conditionals, estimating, plain_statements, relations, viewpoint_records, wording
from cruxbase.checks.signatures import OneRecordCheck, Spans
from cruxbase.diagnostics import Diagnostic
from cruxbase.parsing.located import SpanTable
from cruxbase.parsing.raw_text import Text
from cruxbase.records import (
    RECORD_TYPES,
    Arguable,
    Argument,
    Asserted,
    Claim,
    ClaimLike,
    Crux,
    Evidence,
    Hypothesis,
    Model,
    Norm,
    Person,
    Prediction,
    Question,
    Record,
    Source,
    Topic,
    Viewpoint,
)


def _computable(record: Model, spans: Spans) -> Iterable[Diagnostic]:
    """See `models.computable`, which is loaded for model records only."""
    from cruxbase.checks.models import computable

    return computable(record, spans)


_CHECKS_FOR: tuple[tuple[tuple[type[Record], ...], tuple[OneRecordCheck, ...]], ...] = (
    ((Record,), (wording.tags,)),
    ((ClaimLike, Model, Topic, Viewpoint), (wording.title_form,)),
    ((ClaimLike, Source, Topic), (relations.self_reference,)),
    (
        (ClaimLike,),
        (relations.own_undercuts, relations.retirement, citing.origin_explained, citing.repeated_citations),
    ),
    (
        (Asserted,),
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
    ((Claim,), (plain_statements.norm_as_claim,)),
    ((ClaimLike, Viewpoint), (citing.addresses_as_locators,)),
    ((ClaimLike,), (wording.template_name,)),
    ((Claim, Hypothesis, Norm, Prediction), (wording.joined_title,)),
    ((Arguable,), (relations.linked_premises, wording.warrants)),
    ((Evidence,), (citing.evidence_located, citing.measurements, citing.shares, citing.unmeasured_numbers)),
    ((Prediction,), (citing.prediction_terms,)),
    ((Question, Crux), (wording.question_mark, citing.asked_somewhere)),
    ((Question, Crux, Topic), (wording.question_as_title,)),
    ((Crux,), (relations.sides, relations.own_sides_decided)),
    ((Argument,), (relations.argument_premises,)),
    ((Source,), (citing.findable, citing.one_author_an_entry)),
    ((Model,), (_computable,)),
    (
        (Viewpoint,),
        (
            viewpoint_records.says_something,
            viewpoint_records.cites_something,
            viewpoint_records.inferences,
            estimating.intervals,
            conditionals.own_conditions,
        ),
    ),
    ((Person,), (relations.members,)),
)

RECORD_CHECKS: tuple[OneRecordCheck, ...] = (
    wording.text_hygiene,
    *(check for _, checks in _CHECKS_FOR for check in checks),
)
"""Every check of one record."""

_CHECKS_OF: Mapping[type[Record], tuple[OneRecordCheck, ...]] = {
    model: tuple(check for types, checks in _CHECKS_FOR if issubclass(model, types) for check in checks)
    for model in RECORD_TYPES.values()
}


_KIND_OF: Mapping[type[Record], str] = {model: kind for kind, model in RECORD_TYPES.items()}


def record_findings(record: Record, text: Text) -> Iterable[Diagnostic]:
    """What can be said about one record without the others.

    Args:
        record: a valid record.
        text: that of its file, in which places are looked up where there is something to say.
    """
    places = _Once(text)
    # Going through every text of a record costs more than all other checks: nearly every file shows that it need not be.
    unclean = list(wording.text_hygiene(record, places)) if wording.may_be_unclean(text.content) else []
    found = [finding for check in _CHECKS_OF[type(record)] for finding in check(record, places)]
    return [*unclean, *found, *wording.misfiled(_KIND_OF[type(record)], text.path, places)]


class _Once:
    """The places in a text, looked up when they are first asked for."""

    __slots__ = ("table", "text")

    def __init__(self, text: Text) -> None:
        self.text = text
        self.table: SpanTable | None = None

    def __call__(self) -> SpanTable:
        if self.table is None:
            self.table = SpanTable(self.text)
        return self.table
