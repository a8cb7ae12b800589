"""What one record rests on: citations, measurements, identifiers, dates."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from cruxbase.checks.places import place_of
from cruxbase.checks.signatures import Found, Spans, type_of
from cruxbase.diagnostics import Related, diagnostic

if TYPE_CHECKING:
    from cruxbase.parsing.located import Path
    from cruxbase.records import (
        Asserted,
        ClaimLike,
        Crux,
        Evidence,
        Measurement,
        Prediction,
        Question,
        Source,
        Viewpoint,
    )

SAYS_NOTHING = frozenset(("asks", "background"))
_NEEDS_NO_ADDRESS = frozenset(("book", "chapter", "interview", "personal_communication", "speech", "thesis"))
RATES = frozenset(("trials", "runs", "samples", "items", "questions", "prompts", "tasks", "people", "pairs"))
_FIGURE = re.compile(
    r"\b[0-9]+(?:[.,][0-9]+)? ?(?:%|per ?cent\b)|\b0?\.[0-9]+\b|\b[0-9]+\.[0-9]+\b|\b[0-9]+ of (?:the )?[0-9]+\b"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)", re.IGNORECASE)
PERCENT = frozenset(("percent", "%", "per cent", "pct"))
ALL = 100  # per cent
_MAY_EXCEED_ALL = re.compile(
    r"increas|decreas|chang|grow|drop|differ|gain|more|less|fewer|higher|lower|uplift|improve|reduc|relative|speed|error|fold|over|point",
    re.IGNORECASE,
)

_SEVERAL_AUTHORS = re.compile(r"\bet al\b\.?|;| & |(?<=\w) and (?=[A-Z])", re.IGNORECASE)


def stated_somewhere(record: Asserted, spans: Spans) -> Found:
    """A stated claim cites a text that says it; a definition, at least one that uses the term."""
    if record.origin != "stated":
        return
    if not record.sources:
        yield diagnostic(
            "source/unsourced",
            "the record counts as stated and cites nothing",
            spans().top(),
            help="add 'sources', or say 'origin: implied' or 'origin: reconstructed' if no text states it",
        )
    elif type_of(record) != "definition" and all(citation.role in SAYS_NOTHING for citation in record.sources):
        roles = " and ".join(sorted({citation.role for citation in record.sources}))
        yield diagnostic(
            "source/not-asserted",
            f"the record counts as stated, but the role of every citation is {roles}",
            spans().key(("sources",)),
            help="cite a text that asserts it, correct a role, or say 'origin: implied' or 'origin: reconstructed'",
        )


def asked_somewhere(record: Question | Crux, spans: Spans) -> Found:
    """A question that counts as stated cites a text that raises it."""
    if record.origin == "stated" and not record.sources:
        yield diagnostic(
            "source/unsourced",
            f"the {record.type} counts as asked in a text and cites nothing",
            spans().top(),
            help="add 'sources', or say 'origin: implied' where texts only answer it, and cite those with 'role: background'",
        )


def origin_explained(record: ClaimLike, spans: Spans) -> Found:
    """What the editors supply says what it was inferred from."""
    if record.origin != "stated" and not record.sources and record.notes is None:
        yield diagnostic(
            "source/origin-unexplained",
            f"nothing shows what this {record.origin} record was inferred from",
            spans().value(("origin",)),
            help="cite the place with 'role: background', or say in 'notes' why the argument needs it",
        )


def repeated_citations(record: ClaimLike, spans: Spans) -> Found:
    """No place is cited twice."""
    seen: dict[tuple[str, str | None, str], int] = {}
    for index, citation in enumerate(record.sources):
        first = seen.setdefault((citation.source, citation.at, citation.role), index)
        if first != index:
            yield diagnostic(
                "source/cited-twice",
                f"{citation.source!r}" + (f" at {citation.at}" if citation.at else "") + " is cited twice",
                spans().value(("sources", index)).first_line(),
                related=(Related(spans().value(("sources", first)).first_line(), "first cited here"),),
                help="remove one, or give each its own locator",
            )


def evidence_located(record: Evidence, spans: Spans) -> Found:
    """Evidence says where it is reported."""
    if not any(citation.at for citation in record.sources):
        yield diagnostic(
            "source/evidence-without-locator",
            "no citation of this evidence says where in the text it is reported",
            spans().value(("sources", 0)).first_line(),
            help=f"add 'at', such as '{{source: {record.sources[0].source}, at: §4.2}}'",
        )


def measurements(record: Evidence, spans: Spans) -> Found:
    """A measurement has numbers that agree, its conditions, and a place to look it up."""
    located = any(citation.at for citation in record.sources)
    for index, measurement in enumerate(record.measurements):
        path: Path = ("measurements", index)
        yield from _numbers(measurement, path, spans)
        if measurement.conditions is None:
            yield diagnostic(
                "source/measurement-without-conditions",
                f"the measurement {measurement.name!r} does not say under what conditions",
                spans().value((*path, "name")),
                help="add 'conditions': model, setting, training and comparison",
            )
        # Where no citation has a locator either, that finding is enough.
        if measurement.at is None and located and len(record.measurements) + len(record.sources) > 2:
            yield diagnostic(
                "source/measurement-without-locator",
                f"the measurement {measurement.name!r} does not say where it stands",
                spans().value((*path, "name")),
                help="add 'at': the table, figure or section",
            )


def _numbers(measurement: Measurement, path: Path, spans: Spans) -> Found:
    numbers = {
        key: getattr(measurement, key) for key in ("low", "value", "high") if getattr(measurement, key) is not None
    }
    if not numbers:
        yield diagnostic(
            "source/measurement-without-number",
            f"the measurement {measurement.name!r} has no number",
            spans().value((*path, "name")),
            help="add 'value', or 'low' and 'high'",
        )
    in_order = list(numbers.items())
    for (lower, smaller), (upper, larger) in pairwise(in_order):
        if smaller > larger:
            yield diagnostic(
                "source/measurement-contradicts",
                f"{lower!r} is {smaller:g} and {upper!r} is {larger:g}",
                spans().value((*path, upper)),
                related=(Related(spans().value((*path, lower)), f"{lower!r} is here"),),
                help="low ≤ value ≤ high: correct the number that slipped",
            )
    if measurement.unit in PERCENT and not _MAY_EXCEED_ALL.search(f"{measurement.name} {measurement.conditions or ''}"):
        for key, number in numbers.items():
            if not 0 <= number <= ALL:
                yield diagnostic(
                    "source/measurement-out-of-range",
                    f"{number:g} percent is not a share of anything",
                    spans().value((*path, key)),
                    help="check the number and the unit; if it is a change, say so in 'name' ('increase in …')",
                )


def shares(record: Evidence, spans: Spans) -> Found:
    """The n of a percentage is what the percentage is a share of."""
    for index, measurement in enumerate(record.measurements):
        if measurement.unit not in PERCENT or measurement.n is None:
            continue
        whole = measurement.n_of
        if whole in RATES:
            continue
        counted = measurement.n * (measurement.value or 0) / 100
        if whole is not None and (
            measurement.value is None or abs(counted - round(counted)) <= measurement.n * 0.005 + 1e-9
        ):
            continue  # three of five models are sixty per cent of them
        yield diagnostic(
            "source/share-of-what",
            f"a percentage, and n is {measurement.n:,} {whole}"
            if whole
            else f"n is {measurement.n:,}, and nothing says of what",
            spans().value(("measurements", index, "n")),
            help="add 'n_of': trials, questions, items, people …; where n does not count what the percentage is a share of, leave "
            "it out or say it in 'conditions'",
        )


def figure_in(statement: str) -> re.Match[str] | None:
    """The first figure that a statement reports."""
    return _FIGURE.search(statement)


def unmeasured_numbers(record: Evidence, spans: Spans) -> Found:
    """The figures of evidence stand under 'measurements', with conditions and a place."""
    figure = figure_in(record.statement) if not record.measurements else None
    if figure is not None:
        yield diagnostic(
            "source/numbers-unmeasured",
            f"the statement reports {figure[0]!r}, and there are no 'measurements'",
            place_of(spans(), ("statement",), figure[0]),
            help="add 'measurements' with name, value, unit, conditions and 'at'",
        )


def is_address(at: str) -> bool:
    """Whether a locator is an address of the web."""
    return _ADDRESS.match(at) is not None


def addresses_as_locators(record: ClaimLike | Viewpoint, spans: Spans) -> Found:
    """A locator says where in the text; the text's address stands on its source."""
    for index, citation in enumerate(record.sources):
        if citation.at is not None and is_address(citation.at):
            yield diagnostic(
                "source/address-as-locator",
                "'at' is an address and not a place in the text",
                spans().value(("sources", index, "at")),
                help="write the paragraph, section, figure or page, such as P35 or §3.2; the address of a comment or part makes a "
                "source of its own, with 'part_of'",
            )


def prediction_terms(record: Prediction, spans: Spans) -> Found:
    """A prediction can turn out false."""
    if record.by is None and record.condition is None:
        yield diagnostic(
            "source/open-prediction",
            "the prediction says neither by when nor under what condition",
            spans().top(),
            help="add 'by' (a date) or 'condition'; without either it is a 'claim'",
        )


def sign_of_several(author: str) -> re.Match[str] | None:
    """What shows that the name of an author names several."""
    return _SEVERAL_AUTHORS.search(author)


def one_author_an_entry(record: Source, spans: Spans) -> Found:
    """Each author has an entry, so that a text stands on the page of each."""
    for index, author in enumerate(record.authors):
        if not isinstance(author, str) or (match := sign_of_several(author)) is None:
            continue
        parts = [part.strip(" ,") for part in _SEVERAL_AUTHORS.split(author) if part and part.strip(" ,")]
        yield diagnostic(
            "source/authors-in-one",
            f"{author!r} is no one author",
            spans().value(("authors", index)),
            help="leave it out, and write 'et_al: true' below 'authors'"
            if match[0].strip().lower().startswith("et al") and len(parts) < 2
            else f"write each by themselves, [{', '.join(parts)}], and 'et_al: true' where there are more",
        )


def findable(record: Source, spans: Spans) -> Found:
    """A reader can get at the text."""
    if (
        record.url
        or record.doi
        or record.arxiv
        or record.forum_id
        or record.part_of
        or record.kind in _NEEDS_NO_ADDRESS
    ):
        return
    if record.checked in ("identifier-only", "unverified") or (record.notes or record.summary):
        return
    yield diagnostic(
        "source/not-findable",
        "the source has no address and no identifier",
        spans().value(("title",)).first_line(),
        help="add 'url', 'doi', 'arxiv', 'forum_id' or 'part_of', or say in 'notes' how the text can be had",
    )
