"""Mistakes by somebody who had not read the checks: found where they are, told what to write, offered nothing that inverts."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from checks.mistakes_of_an_insider import FURTHER
from checks.mistakes_of_newcomers import NEWCOMERS
from checks.mistakes_unseen import BASE, SLIPS, Slip
from cruxbase.diagnostics import Diagnostic
from cruxbase.editing.texts import edited
from support import findings_after, findings_in

ALL = (*SLIPS, *NEWCOMERS, *FURTHER)
DIRECTIONS = ("supports", "attacks", "undercuts", "requires", "holds", "rejects", "credences")


def _texts(slip: Slip | None) -> dict[str, str]:
    files = {**BASE, **(slip.files if slip is not None else {})}
    return {f"claims/{path}": text for path, text in sorted(files.items()) if text is not None}


def _found(slip: Slip, scratch: Path) -> tuple[Diagnostic, ...]:
    return findings_after(_texts(None), _texts(slip), scratch) if slip.since else findings_in(_texts(slip))


def test_nothing_is_found_before_the_mistakes() -> None:
    """The base in which the mistakes are made is clean."""
    assert findings_in(_texts(None)) == ()


def test_no_mistake_stands_in_the_table_twice() -> None:
    """There are over two hundred, each once."""
    assert len({slip.name for slip in ALL}) == len(ALL)
    assert len(ALL) > 200


@pytest.mark.parametrize("slip", ALL, ids=lambda slip: slip.name)
def test_a_mistake_is_found_where_it_is_and_says_what_to_write(slip: Slip, tmp_path: Path) -> None:
    """There is a finding of the right code, at the file and line where the mistake was made, and few others."""
    found = _found(slip, tmp_path)
    places = {(f.code, f"{f.span.path.removeprefix('claims/')}:{f.span.line}"): f for f in reversed(found)}
    assert (slip.code, slip.place) in places
    assert places[slip.code, slip.place].help.startswith(slip.says)
    assert len(found) == slip.others + 1


@pytest.mark.parametrize("slip", ALL, ids=lambda slip: slip.name)
def test_no_fix_turns_an_argument_or_a_belief_round(slip: Slip, tmp_path: Path) -> None:
    """After any fix on a readable record, what stands under each relation and belief is what stood there, or was nothing."""
    for finding in _found(slip, tmp_path):
        text = _texts(slip).get(finding.span.path, "")
        try:
            before = yaml.safe_load(text) if finding.fix is not None else None
        except yaml.YAMLError:
            continue  # what no parser reads has no meaning yet
        if before is not None and finding.fix is not None and not finding.code.startswith("schema/bad-"):
            after = yaml.safe_load(edited(text, finding.fix.edits))
            kept = [key for key in DIRECTIONS if key in before]
            assert [after.get(key) for key in kept] == [before[key] for key in kept]
