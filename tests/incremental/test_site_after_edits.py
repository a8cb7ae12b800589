"""What `build` makes after edits is, to the last byte, what a build makes that remembers nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cruxbase.records import RECORD_TYPES
from edited_sites import RandomSite
from site_campaign import Count, Generated, Sequence, compared


def test_the_random_sites_hold_every_type_of_record():
    """Whoever adds a type of record adds one to the valid examples, and its pages are compared too."""
    assert {data["type"] for seed in range(20) for data in RandomSite(seed).records.values()} == set(RECORD_TYPES)


def test_sites_after_edits_are_those_of_clean_builds(tmp_path: Path):
    """After each of some random edits every byte of the site is that of a clean build, and no second build writes any."""
    count = Sequence(tmp_path, 4, always=True).run()
    assert count.rendered < count.pages  # or little would be shown by this


@pytest.mark.slow
def test_sites_after_very_many_edits_are_those_of_clean_builds(tmp_path: Path):
    """The same over sequences of 1 to 20 steps, each compared after the last and after some others.

    `CRUXBASE_SEQUENCES` says how many there are, 12 by default, which take a minute; `CRUXBASE_SEED` from which on. A
    campaign of hours is better run by `python tests/site_campaign.py`, which goes on after a difference.
    """
    first = int(os.environ.get("CRUXBASE_SEED", "100"))
    total, generated = Count(), Generated(tmp_path / "generated")
    for seed in range(first, first + int(os.environ.get("CRUXBASE_SEQUENCES", "12"))):
        total += compared(tmp_path / "sequence", seed, generated)
    print(total)  # noqa: T201 - for whoever runs it by hand, with -s
    assert total.rendered < total.pages * 0.8
