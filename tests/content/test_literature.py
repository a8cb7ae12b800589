"""The texts around the seed: all there, under their own names and numbers, and none graded higher than it was read.

`literature.tsv` gives for each entry of the editors' reading list the source record, how far the entry was checked when
the list was made (V1 read, V2 an excerpt read, V3 at second hand, V4 title or identifier only, U unconfirmed), and identifiers.
`opened_people.tsv` gives identifiers of the texts that people's published numbers come from, each opened or seen named in
November 2026.
"""

from __future__ import annotations

import re

import pytest

from content.shipped import record, records
from content.tables import rows
from cruxbase.records import Evidence, Source

GRADES = {"V1": "read", "V2": "excerpt", "V3": "secondary", "V4": "identifier-only", "U": "unverified"}

READ_SINCE = {
    "aisi-em-replication": "excerpt",
    "mallen-fitness-seeking-risk": "excerpt",
    "probes-catch-sleeper-agents": "excerpt",
    "anti-scheming-training": "excerpt",
    "in-context-scheming": "excerpt",
    "ai-control": "excerpt",
    "sgd-bayesian-sampler": "excerpt",
    "no-cot-horizon": "excerpt",
    "many-arguments-wrong": "excerpt",
    "cohen-hutter-osborne-2022": "excerpt",
    "targeted-manipulation": "excerpt",
    "carlsmith-power-seeking": "excerpt",
    "claudes-constitution": "excerpt",
    "corrigibility-2015": "excerpt",
    "obfuscation-atlas": "excerpt",
    "ai-enabled-coups": "excerpt",
    "kokotajlo-secret-agi": "excerpt",
}
READ_SINCE |= {row["id"]: row["checked"] for row in rows("read_since.tsv")}
"""Opened after the list was made, in stored public copies; each record's notes say what was read, and when."""

GRADED_LOWER = {
    "terrified-comments-prologue": (
        "identifier-only",
        "of two posts under one entry, this is the one that was not opened",
    ),
}

IN_THE_LIST = {
    "claudes-constitution": "https://www.anthropic.com/constitution",
    "hacker-opus": "https://alignment.anthropic.com/2026/reward-seeker",
}
"""Addresses outside forums that the reading list itself gives."""

SEEN_SINCE = {
    ("ai-enabled-coups", "url"): (
        "https://www.forethought.org/research/ai-enabled-coups-how-a-small-group-could-use-ai-to-seize-power"
    ),
    ("allyn-feuer-sanders", "arxiv"): "2306.02519",
    ("carlsmith-human-like-motivations", "url"): (
        "https://joecarlsmith.com/2025/11/12/how-human-like-do-safe-ai-motivations-need-to-be"
    ),
    ("carlsmith-scheming-ais", "url"): (
        "https://joecarlsmith.com/2023/11/15/"
        "new-report-scheming-ais-will-ais-fake-alignment-during-training-in-order-to-get-power/"
    ),
    ("carlsmith-superforecasters-2023", "forum_id"): "voABShdmY6A9hMFnG",
    ("corrigibility-2015", "url"): "https://intelligence.org/files/Corrigibility.pdf",
    ("kokotajlo-secret-agi", "forum_id"): "FGqfdJmB8MSH5LKGc",
    ("mallen-fitness-seeking-risk", "url"): (
        "https://blog.redwoodresearch.org/p/risk-from-fitness-seeking-ais-mechanisms"
    ),
    ("metr-before-deployment", "url"): (
        "https://metr.org/blog/2025-01-17-ai-models-dangerous-before-public-deployment"
    ),
    ("no-cot-horizon", "forum_id"): "Ty5Bmg7P6Tciy2uj2",
    ("no-cot-horizon", "url"): "https://blog.redwoodresearch.org/p/measuring-no-cot-math-time-horizon",
    ("opus-gradient-hacking-2026", "forum_id"): "ioZxrP7BhS5ArK59w",
    ("probes-catch-sleeper-agents", "forum_id"): "gknc6NWCNuTCe8ekp",
    ("probes-catch-sleeper-agents", "url"): "https://www.anthropic.com/research/probes-catch-sleeper-agents",
    ("sgd-bayesian-sampler", "url"): "https://jmlr.org/papers/v22/20-676.html",
    ("shlegeris-catching-escape", "forum_id"): "YTZAmJKydD5hdRSeG",
}
SEEN_SINCE |= {(row["id"], row["field"]): row["value"] for row in rows("identifiers_seen.tsv")}
"""Identifiers that the list lacks, each seen in stored public texts that name the work by it (looked up in November 2026)."""

OPENED_FOR_THE_DISPUTES = {(row["id"], row["field"]): row["value"] for row in rows("opened_disputes.tsv")}
"""Identifiers of the texts that the disputes of the field were written from, each opened or seen in November 2026."""

_FORUMS = ("https://www.lesswrong.com/posts/", "https://www.alignmentforum.org/posts/")


def listed_identifiers() -> dict[tuple[str, str], str]:
    """(source, field) → value, as the reading list and the list of texts with people's numbers give them."""
    found = {(id_, "url"): address for id_, address in IN_THE_LIST.items()}
    for row in rows("literature.tsv"):
        pairs = row["identifiers"].split(";") if row["identifiers"] != "-" else []
        for field, value in (pair.split("=", 1) for pair in pairs):
            found[record(row["id"]).id, field] = value
    return found | {(row["id"], row["field"]): row["value"] for row in rows("opened_people.tsv")}


def test_no_identifier_is_invented() -> None:
    """Every identifier of a source is in the reading list, was seen since, or is a forum address made of a forum's id."""
    known = listed_identifiers() | SEEN_SINCE | OPENED_FOR_THE_DISPUTES
    invented = []
    for found in records().values():
        if not isinstance(found, Source):
            continue
        for field in ("arxiv", "doi", "forum_id", "url"):
            value = getattr(found, field)
            if value is None or known.get((found.id, field)) == value:
                continue
            if field == "url" and found.forum_id and value in {forum + found.forum_id for forum in _FORUMS}:
                continue
            invented.append((found.id, field, value))
    assert [] == invented


def test_what_was_seen_since_is_in_use_and_not_in_the_list() -> None:
    """No entry of the table is idle, and none hides a difference from the reading list."""
    seen = SEEN_SINCE | OPENED_FOR_THE_DISPUTES
    assert [] == [key for key, value in seen.items() if getattr(record(key[0]), key[1]) != value]
    assert not seen.keys() & listed_identifiers().keys()


@pytest.mark.parametrize("row", rows("literature.tsv"), ids=lambda row: f"{row['entry']}-{row['id']}")
def test_source_is_graded_as_it_was_checked(row: dict[str, str]) -> None:
    """A source has a grade of its entry, or one that its notes account for."""
    source = record(row["id"])
    if source.id in READ_SINCE:
        assert READ_SINCE[source.id] == source.checked
        assert re.search(r"\bread\b.* in November 2026", source.notes or "")
    elif source.id in GRADED_LOWER:
        assert GRADED_LOWER[source.id][0] == source.checked
    else:
        assert source.checked in {GRADES[grade] for grade in row["grade"].split(",")}


@pytest.mark.parametrize(
    "row", [row for row in rows("literature.tsv") if row["identifiers"] != "-"], ids=lambda row: row["id"]
)
def test_source_has_the_identifiers_of_its_entry(row: dict[str, str]) -> None:
    """Numbers on arXiv, DOIs and the names of forum posts are those of the list."""
    given = dict(pair.split("=", 1) for pair in row["identifiers"].split(";"))
    source = record(row["id"])
    assert given == {key: getattr(source, key) for key in given}


def test_exceptions_are_for_entries_of_the_list() -> None:
    """No exception outlives the entry that it is for."""
    assert READ_SINCE.keys() | GRADED_LOWER.keys() <= {row["id"] for row in rows("literature.tsv")}


def test_sources_outside_the_list_say_how_they_were_read() -> None:
    """A source that is on no list of ours says in its notes what of it was read."""
    listed = {row["id"] for row in rows("literature.tsv")}
    others = [found for found in records().values() if isinstance(found, Source) and found.id not in listed]
    assert [] == [found.id for found in others if "read" not in (found.notes or "") and found.checked != "read"]


def test_no_number_comes_from_a_text_that_nobody_opened() -> None:
    """Measurements never rest on a source of which only the identifier is known, or less."""
    unopened = {
        found.id
        for found in records().values()
        if isinstance(found, Source) and found.checked in ("identifier-only", "unverified")
    }
    wrong = [
        found.id
        for found in records().values()
        if isinstance(found, Evidence)
        if unopened & {measured.source or found.sources[0].source for measured in found.measurements}
    ]
    assert [] == wrong


def test_every_number_has_a_place_and_conditions() -> None:
    """Each measurement says where in the source it stands and under which conditions it was obtained."""
    wrong = [
        (found.id, measured.name)
        for found in records().values()
        if isinstance(found, Evidence)
        for measured in found.measurements
        if not (measured.at and measured.conditions)
    ]
    assert [] == wrong
