"""No run of seven words of the base stands in the document that it began from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from content import seed_shingles
from content.shipped import as_written

ALLOWED = {
    "The behavioral selection model for predicting AI motivations": "the title of a post that the base cites",
    "Inoculation prompting: Instructing models to misbehave at train-time can improve run-time behavior": (
        "the title of a post that the base cites"
    ),
}
"""Phrases that may stand in the base as they stand in the source document, each with the reason."""


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _texts(part)


def test_no_run_of_seven_words_is_copied_from_the_seed() -> None:
    """No value of any record has seven words in a row that stand in a row in the source document too."""
    known = set(seed_shingles.HASHES.read_text(encoding="utf-8").split())
    allowed = {run for phrase in ALLOWED for run in seed_shingles.runs(phrase)}
    copied = [
        f"{name}: {run}"
        for name, record in as_written().items()
        for text in _texts(record)
        for run in seed_shingles.runs(text)
        if run not in allowed and seed_shingles.salted_hash(run) in known
    ]
    assert [] == copied


def test_a_copied_run_would_be_noticed() -> None:
    """A run that stands in the document is found whatever its case and punctuation."""
    document = seed_shingles.hashes_of("The quick, brown fox jumps over the lazy dog.\n\nAnother line.")
    copied = next(seed_shingles.runs("He said: the QUICK brown fox jumps over the lazy"), "")
    assert "he said the quick brown fox jumps" == copied
    hits = [
        run
        for run in seed_shingles.runs("He said: the QUICK brown fox jumps over the lazy")
        if seed_shingles.salted_hash(run) in document
    ]
    assert ["the quick brown fox jumps over the", "quick brown fox jumps over the lazy"] == hits


def test_the_hashes_cover_a_document_of_the_seeds_size() -> None:
    """The committed hashes are those of a text of about two thousand words, not of a truncated one."""
    hashes = seed_shingles.HASHES.read_text(encoding="utf-8").split()
    assert 1500 < len(hashes) < 2036
    assert {12} == {len(value) for value in hashes}


def test_every_allowed_phrase_is_needed() -> None:
    """Each phrase that may be repeated does occur in the base; one that no longer does leaves the list."""
    everything = " ".join(text for record in as_written().values() for text in _texts(record)).casefold()
    assert [] == [phrase for phrase in ALLOWED if phrase.casefold() not in everything]
