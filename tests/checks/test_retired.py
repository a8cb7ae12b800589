"""Retired records, and what still depends on them."""

from __future__ import annotations

import pytest

from support import findings_beside, findings_in, marked, mended, texts_from, valid_texts

CLAIM = """
# claims/monitoring/{id}.yaml
type: claim
title: Title of {id}
topic: monitoring
origin: implied
statement: What {id} states.
notes: For this test.
{more}
"""
OLD = CLAIM.format(id="old", more="status: retired\nreplaced_by: new\nsupports: [deploy-with-monitors]")
QUIET = CLAIM.format(id="old", more="status: retired\nreplaced_by: new")
NEW = CLAIM.format(id="new", more="supports: [deploy-with-monitors]")


def user(more: str) -> str:
    """A record in use with these relations."""
    return CLAIM.format(id="user", more=more)


@pytest.mark.parametrize(
    "more",
    [
        "supports: [old]",
        "attacks: [{claim: old, because: Another rule forbids such shortcuts.}]",
        "supports: [{claim: deploy-with-monitors, with: [old]}]",
        "requires: [old]",
        "requires: [{claim: old}]",
    ],
)
def test_reference_to_a_retired_record_is_told_with_its_successor(more: str):
    """A record in use that depends on a retired one is told at the reference, and what to refer to."""
    written = QUIET + NEW + user(more)
    (found,) = findings_beside(written)
    texts = texts_from(written)
    assert (found.code, found.span.path) == ("argument/retired-in-use", "claims/monitoring/user.yaml")
    assert marked(found.span, texts[found.span.path]) == "old"
    assert "'new'" in found.help
    assert found.fix is not None
    assert not found.fix.safe
    assert findings_in(mended({**valid_texts(), **texts}, found.fix)) == ()


def test_steps_of_a_retired_record_still_count_and_are_told():
    """A retired record that still supports something is told at its step."""
    (found,) = findings_beside(OLD + NEW)
    assert (found.code, found.span.path) == ("argument/retired-in-use", "claims/monitoring/old.yaml")


def test_retired_records_may_lean_on_each_other():
    """What is out of use may keep its relations to what is out of use."""
    other = CLAIM.format(id="other", more="status: retired\nsupports: [old]")
    assert findings_beside(QUIET + NEW + other) == ()


def test_undercut_of_a_retired_step_is_told():
    """An undercut in use that hits the step of a retired record has nothing to hit."""
    found = findings_beside(OLD + NEW + user("undercuts: [old -> deploy-with-monitors]"))
    assert [d.code for d in found] == ["argument/retired-in-use"] * 2


def test_views_of_retired_claims_stay():
    """What someone believed of a claim that was retired later is history and no finding."""
    view = """
# claims/viewpoints/v.yaml
type: viewpoint
title: Ada Quill in 2025
holder: ada-quill
date: 2025
sources: [quill-monitors-2024]
credences: {old: 0.3}
"""
    assert findings_beside(QUIET + NEW + view) == ()


def test_retired_record_may_say_in_notes_why():
    """A retired record without a successor is told unless its notes explain it."""
    bare = QUIET.replace("replaced_by: new\n", "")
    assert findings_beside(bare) == ()
    silent = bare.replace("notes: For this test.\n", "sources: [{source: quill-monitors-2024, role: background}]\n")
    assert [d.code for d in findings_beside(silent)] == ["argument/retired-without-successor"]
