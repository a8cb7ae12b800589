"""What can be said of one viewpoint without the others."""

from __future__ import annotations

from collections.abc import Iterator

from cruxbase.checks.signatures import Found, Spans
from cruxbase.diagnostics import diagnostic
from cruxbase.reading.located import Path
from cruxbase.records import Conditional, CredenceEntry, Estimate, Stance, Viewpoint

_Entry = CredenceEntry | Stance | Conditional | Estimate
_BY_ID = ("credences", "estimates")
_SAYS_NOTHING = frozenset(("asks", "background"))


def says_something(record: Viewpoint, spans: Spans) -> Found:
    """A viewpoint believes something."""
    if next(_entries(record), None) is None:
        yield diagnostic(
            "credence/empty-viewpoint",
            "the viewpoint says nothing about any claim",
            spans().top(),
            help="add 'credences', 'holds', 'rejects', 'suspends', 'conditionals' or 'estimates', or remove the record",
        )


def cites_something(record: Viewpoint, spans: Spans) -> Found:
    """A viewpoint can be checked."""
    if record.sources:
        if record.origin == "stated" and all(citation.role in _SAYS_NOTHING for citation in record.sources):
            yield diagnostic(
                "credence/stated-by-nobody",
                "the viewpoint counts as stated, and no citation says that its holder says so",
                spans().key(("sources",)),
                help="cite where the view is asserted, quoted or reported, or write 'origin: reconstructed'",
            )
        return
    if record.origin != "stated" and record.notes is not None:
        return
    if all(entry.basis == "editorial" for _, entry in _entries(record)) and record.notes is not None:
        return
    yield diagnostic(
        "credence/no-source",
        "the viewpoint cites nothing",
        spans().top(),
        help="add 'sources'; for a position that the editors put together, write 'origin: reconstructed' and "
        "explain it in 'notes'",
    )


def inferences(record: Viewpoint, spans: Spans) -> Found:
    """An inferred belief says what it was read from, and certainty is nobody's inference."""
    for path, entry in _entries(record):
        if entry.basis == "inferred" and not (entry.at or entry.wording or entry.note):
            yield diagnostic(
                "credence/no-place",
                f"nothing shows what the belief in {_claim(path, entry)!r} was inferred from",
                spans().key(path) if path[0] in _BY_ID else spans().value(path).first_line(),
                help="add 'at', 'wording' or 'note'",
            )
        if (
            isinstance(entry, CredenceEntry)
            and entry.basis != "stated"
            and entry.credence.is_exact
            and entry.credence.mid in (0, 1)
        ):
            word = "almost-certain" if entry.credence.mid else "almost-no-chance"
            yield diagnostic(
                "credence/certainty",
                f"a credence of exactly {entry.credence.mid:g} that the text does not state",
                spans().value((*path, "credence")),
                help=f"write {word}; if the text has the number, the basis is 'stated'",
            )


def _entries(record: Viewpoint) -> Iterator[tuple[Path, _Entry]]:
    for claim, entry in record.credences.items():
        yield ("credences", claim), entry
    for question, estimate in record.estimates.items():
        yield ("estimates", question), estimate
    for kind in ("holds", "rejects", "suspends", "conditionals"):
        for index, stance in enumerate(getattr(record, kind)):
            yield (kind, index), stance


def _claim(path: Path, entry: _Entry) -> str:
    if isinstance(entry, Conditional):
        return entry.of
    return entry.claim if isinstance(entry, Stance) else str(path[1])
