"""Each of forty realistic mistakes is found where it is, is told what to write, and is offered nothing that inverts."""

from __future__ import annotations

import pytest
import yaml

from checks.forty_mistakes import SLIPS, Slip
from cruxbase.editing.texts import edited
from cruxbase.loading.loading import load_texts
from support import valid_texts

DIRECTIONS = ("supports", "attacks", "undercuts", "requires", "holds", "rejects")


def test_there_are_at_least_forty() -> None:
    """The table is as long as its name says, and nothing stands in it twice."""
    assert len({slip.name for slip in SLIPS}) == len(SLIPS)
    assert len(SLIPS) >= 40


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.name)
def test_a_mistake_is_found_where_it_is_and_says_what_to_write(slip: Slip) -> None:
    """The finding, or a place that it points to, is on the line of the mistake; few others come with it."""
    found = [f for f in load_texts({**valid_texts(), slip.path: slip.text}).diagnostics if f.code in slip.codes.split()]
    assert len(found) == 1
    spans = [found[0].span, *(related.span for related in found[0].related)]
    assert any(span.path == slip.path and abs(span.line - slip.line) <= 2 for span in spans)
    assert slip.says in f"{found[0].message} {found[0].help}"


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.name)
def test_a_mistake_sets_off_no_cascade(slip: Slip) -> None:
    """One mistake gives at most two findings."""
    assert len(load_texts({**valid_texts(), slip.path: slip.text}).diagnostics) <= 2


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.name)
def test_no_fix_turns_an_argument_round(slip: Slip) -> None:
    """After any fix that is offered, what stands under each relation is what stood there before."""
    before = yaml.safe_load(slip.text)
    for finding in load_texts({**valid_texts(), slip.path: slip.text}).diagnostics:
        if finding.fix is not None and finding.span.path == slip.path:
            after = yaml.safe_load(edited(slip.text, finding.fix.edits))
            assert [after.get(key) for key in DIRECTIONS] == [before.get(key) for key in DIRECTIONS]
