"""`cruxbase cruxes --by`: claims ranked by what learning them would teach or settle."""

from __future__ import annotations

import pytest

from running import Run


@pytest.mark.usefixtures("dispute_base")
def test_command_ranks_claims(run: Run) -> None:
    """`cruxes --by` prints a row a claim, and refuses disagreement with one view."""
    shown = run("cruxes", "buy-steel", "--between", "ann", "bo", "--by", "disagreement")
    assert (0, "") == (shown.status, shown.err)
    assert {"steel-is-cheap", "steel-rusts"} <= {line.split()[0] for line in shown.lines if line.strip()}
    assert 2 == run("cruxes", "buy-steel", "--view", "ann", "--by", "disagreement").status
    assert run("cruxes", "buy-steel", "--view", "ann", "--by", "share", "--json").json["claims"][0]["log"] is not None
