"""Beliefs that remember the wording that they were given for."""

from __future__ import annotations

from pathlib import Path

import pytest

from cruxbase.checks.on_graph import graph_findings
from cruxbase.editing.confirming import CannotConfirm, confirmed
from cruxbase.loading.loading import load
from cruxbase.records.wording import wording_mark
from support import texts_from

TEXT = """
# claims/t.yaml
type: topic
title: T
summary: S
# claims/ann.yaml
type: person
name: Ann
# claims/one.yaml
type: claim
title: It goes up
topic: t
statement: It goes up in time.
# claims/two.yaml
type: claim
title: It is red
topic: t
statement: It is red at night.
reworded: 2025
# claims/ann-2024.yaml
type: viewpoint
title: Ann
holder: ann
date: 2024
credences:
  one: 0.9   # kept
  two: [0.2, 0.4]
holds:
  - claim: t-three
    note: Yes.
# claims/t-three.yaml
type: claim
title: Three
topic: t
statement: Three.
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for path, text in texts_from(TEXT).items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path / "claims"


def confirm(root: Path, *claims: str, today: str | None = None) -> tuple[str, ...]:
    result = confirmed(load(root, cache=False).knowledge_base, root, "ann-2024", claims or None, today=today)
    result.write()
    return result.claims


def suspects(root: Path) -> list[tuple[str, int]]:
    graph = load(root, cache=False).knowledge_base.graph
    wanted = ("credence/suspect", "credence/older-wording")
    return [(found.code, found.span.line) for found in graph_findings(graph) if found.code in wanted]


def mark(root: Path, claim: str) -> str:
    return wording_mark(load(root, cache=False).knowledge_base.corpus.entry(claim).data)


def test_what_was_reworded_is_confirmed_without_being_named(root: Path):
    """The belief older than its claim's wording gets mark and date, in its own line, and is no finding any more."""
    assert [("credence/older-wording", 7)] == suspects(root)
    assert ("two",) == confirm(root, today="2026-01-02")
    text = (root / "ann-2024.yaml").read_text()
    assert "  one: 0.9   # kept\n" in text
    assert f"two: {{credence: [0.2, 0.4], reread: 2026-01-02, for: {mark(root, 'two')}}}" in text.replace("'", "")
    assert [] == suspects(root)


def test_a_marked_belief_is_suspect_once_its_claim_changes(root: Path):
    """After 'up' became 'down' the marked belief is a finding, and no longer once it is confirmed."""
    confirm(root, "one", today=None)
    assert "reread" not in (root / "ann-2024.yaml").read_text()
    (root / "one.yaml").write_text((root / "one.yaml").read_text().replace("goes up", "goes down"))
    assert ("credence/suspect", 6) in suspects(root)
    confirm(root, "one", today="2026-01-02")
    assert ("credence/suspect", 6) not in suspects(root)
    assert "# kept" in (root / "ann-2024.yaml").read_text()


def test_spelling_makes_a_marked_belief_no_suspect(root: Path):
    """Capitals and punctuation are no part of what a claim says."""
    confirm(root, "one")
    (root / "one.yaml").write_text(
        (root / "one.yaml").read_text().replace("It goes up in time.", "It goes up, in time!")
    )
    assert ("credence/suspect", 6) not in suspects(root)


def test_a_stance_written_over_lines_is_confirmed(root: Path):
    """The mark stands beside the note."""
    confirm(root, "t-three")
    assert f"    note: Yes.\n    for: {mark(root, 't-three')}\n" in (root / "ann-2024.yaml").read_text().replace(
        "'", ""
    )


def test_confirming_twice_writes_one_mark(root: Path):
    """A mark is replaced, not added."""
    confirm(root, "one")
    before = (root / "ann-2024.yaml").read_text()
    confirm(root, "one")
    assert before == (root / "ann-2024.yaml").read_text()


def test_a_claim_of_which_nothing_is_said(root: Path):
    """There is nothing to confirm."""
    (root / "four.yaml").write_text("type: claim\ntitle: Four\ntopic: t\nstatement: Four.\n")
    with pytest.raises(CannotConfirm) as refusal:
        confirm(root, "four")
    assert "'ann-2024' says nothing of 'four'" == str(refusal.value)
