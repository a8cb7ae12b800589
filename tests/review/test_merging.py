"""Two changes of one record, joined."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from cruxbase.editing.merging import merged_record

BASE = """\
type: claim
title: A title
topic: t
statement: >-
  It is so.
sources:
  - source: a
    at: §1
supports:
  # first
  - claim: c
    strength: weak
requires: [r]
"""
VIEW = "type: viewpoint\ntitle: V\nholder: h\ndate: 2024\ncredences:\n  a: 0.1\n  b: 0.2  # said twice\n"


def joined(base: str, ours: str, theirs: str) -> tuple[str, tuple[str, ...]]:
    merged = merged_record(base, ours, theirs)
    assert merged is not None
    return merged.text, merged.conflicts


def changed(old: str, new: str, text: str = BASE) -> str:
    assert old in text
    return text.replace(old, new)


def test_two_sources_are_both_there():
    """Each side added one at the same place."""
    ours = changed("    at: §1\n", "    at: §1\n  - b\n")
    theirs = changed("    at: §1\n", "    at: §1\n  - source: d\n    at: p. 3  # see\n")
    text, conflicts = joined(BASE, ours, theirs)
    assert ((), True) == (conflicts, "  - b\n  - source: d\n    at: p. 3  # see\n" in text)


def test_a_premise_and_a_reason():
    """A linked premise on our side and a new step on theirs."""
    ours = changed("    strength: weak\n", "    strength: weak\n    with: [p]\n")
    theirs = changed("requires:", "  - x\nrequires:")
    text, conflicts = joined(BASE, ours, theirs)
    assert () == conflicts
    assert "  # first\n  - claim: c\n    strength: weak\n    with: [p]\n  - x\n" in text


def test_each_side_adds_a_list():
    """A key that neither had before."""
    text, conflicts = joined(BASE, BASE + "attacks: [x]\n", BASE + "attacks: [y]\n")
    assert ((), True) == (conflicts, "attacks: [x, y]\n" in text)


def test_different_keys():
    """A title here and a statement there."""
    text, conflicts = joined(BASE, changed("A title", "Our title"), changed("It is so.", "It is not so."))
    assert ((), True, True) == (conflicts, "title: Our title" in text, "It is not so." in text)


def test_what_one_side_took_away_stays_away():
    """A requirement that they removed is gone, whatever we added elsewhere."""
    text, conflicts = joined(BASE, changed("A title", "Our title"), changed("requires: [r]\n", ""))
    assert ((), False) == (conflicts, "requires" in text)


def test_both_made_the_same_change():
    """There is nothing to decide."""
    both = changed("A title", "Our title")
    assert (both, ()) == joined(BASE, both, both)


def test_a_real_conflict_is_shown_by_its_key():
    """Both versions of the statement stand between git's marks, and all else is joined."""
    text, conflicts = joined(BASE, changed("It is so.", "It is so here."), changed("It is so.", "It is so there."))
    assert ("statement",) == conflicts
    shown = (
        "<<<<<<< ours: statement\nstatement: >-\n  It is so here.\n=======\nstatement: >-\n  It is so there.\n"
        ">>>>>>> theirs: statement\n"
    )
    assert shown in text


def test_one_reason_changed_by_both_is_named():
    """The conflict says which step, not only that the list differs."""
    ours, theirs = (changed("strength: weak", f"strength: {one}") for one in ("moderate", "strong"))
    assert ("supports: c",) == joined(BASE, ours, theirs)[1]


def test_credences_of_different_claims():
    """Entries of a mapping are told apart by their keys, and comments stay."""
    ours = VIEW.replace("a: 0.1", "a: 0.3")
    theirs = VIEW + "  c: 0.5  # new\n"
    text, conflicts = joined(VIEW, ours, theirs)
    assert ((), "  a: 0.3\n  b: 0.2  # said twice\n  c: 0.5  # new\n") == (conflicts, text.partition("credences:\n")[2])


def test_one_credence_changed_by_both():
    """Nobody's number is chosen for them."""
    assert ("credences: a",) == joined(VIEW, VIEW.replace("0.1", "0.3"), VIEW.replace("0.1", "0.4"))[1]


def test_broken_yaml_is_left_to_people():
    """What is no YAML cannot be joined by keys."""
    assert None is merged_record(BASE, BASE, "type: [")


def test_git_merges_two_branches_that_add_a_source(tmp_path: Path):
    """With the driver set as the documentation says, git merges what its lines could not."""

    def git(*arguments: str) -> int:
        identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
        return subprocess.run(["git", *identity, *arguments], cwd=tmp_path, check=False, capture_output=True).returncode

    record = tmp_path / "claims" / "one.yaml"
    record.parent.mkdir()
    record.write_text(BASE)
    git("init", "-q", "-b", "main")
    git("config", "merge.cruxbase.driver", f"{sys.executable} -m cruxbase merge-driver %O %A %B %P")
    (tmp_path / ".git" / "info").mkdir(exist_ok=True)
    (tmp_path / ".git" / "info" / "attributes").write_text("claims/**/*.yaml merge=cruxbase\n")
    git("add", "-A")
    git("commit", "-qm", "base")
    git("switch", "-qc", "other")
    record.write_text(changed("    at: §1\n", "    at: §1\n  - d\n"))
    git("commit", "-qam", "other")
    git("switch", "-q", "main")
    record.write_text(changed("    at: §1\n", "    at: §1\n  - b\n"))
    git("commit", "-qam", "ours")
    assert 0 == git("merge", "-q", "--no-edit", "other")
    assert "  - b\n  - d\n" in record.read_text()


@pytest.mark.parametrize("side", [0, 1])
def test_a_side_without_changes_gives_way(side: int):
    """The other side's text is taken, item by item, to the same content."""
    change = changed("requires: [r]", "requires: [r, q]")
    versions = (BASE, change) if side else (change, BASE)
    assert (change, ()) == joined(BASE, *versions)
