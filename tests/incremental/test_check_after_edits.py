"""What `check` finds after edits is what a check finds that remembers nothing."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from cruxbase.checks import duplicates
from cruxbase.checks.policy import policy_of
from cruxbase.diagnostics import Diagnostic, as_plain
from cruxbase.graph.relation_table import RelationTable
from cruxbase.loading import after_edit, checking
from cruxbase.loading.checking import checked_base
from cruxbase.loading.findings import findings
from cruxbase.loading.surroundings import EditedBase
from cruxbase.loading.traces import known, relations_of
from cruxbase.parsing.cache import cache_of
from cruxbase.parsing.file_listing import tree
from edited_bases import RandomBase, RelatedBase, write


def as_json(found: tuple[Diagnostic, ...]) -> str:
    """Findings to the last byte."""
    return json.dumps([as_plain(one) for one in found], indent=1)


def kept_and_clean(folder: Path, seed: int, edits: int, kind: type[RandomBase] = RandomBase) -> tuple[int, int]:
    """Hold a sequence of edits against clean checks; how many checks there were, and how many read a part of the base only."""
    base = kind(seed)
    write(base.texts(), folder)
    findings(folder / "claims")
    parts = 0

    def counted(*arguments):
        nonlocal parts
        before = wholes
        found = quick(*arguments)
        parts += found is not None and wholes == before
        return found

    def whole(base):
        nonlocal wholes
        wholes += 1
        return linked(base)

    wholes = 0
    quick, linked = after_edit.findings_after_edit, EditedBase.whole
    after_edit.findings_after_edit = counted
    EditedBase.whole = whole
    try:
        done = []
        for _ in range(edits):
            done.append([base.edit() for _ in range(base.random.choice((1, 1, 1, 2)))])
            write(base.texts(), folder)
            found = as_json(findings(folder / "claims").diagnostics)
            assert found == as_json(findings(folder / "claims", cache=False).diagnostics), (seed, done)
            assert_relations_are_kept(folder / "claims", (seed, done))
    finally:
        after_edit.findings_after_edit = quick
        EditedBase.whole = linked
    return edits, parts


def six_sequences(folder: Path, kind: type[RandomBase]) -> tuple[int, int]:
    """Hold six sequences of six edits against clean checks; what `kept_and_clean` counts, in all."""
    checks = parts = 0
    for seed in range(6):
        (folder / str(seed)).mkdir()
        number, quick = kept_and_clean(folder / str(seed), seed, 6, kind)
        checks, parts = checks + number, parts + quick
    return checks, parts


def assert_relations_are_kept(root: Path, what: object) -> None:
    """The table of relations that belongs to the findings is the one that the whole base gives."""
    memory = cache_of(root)
    traces = known(memory, memory.index(), policy_of(root))
    if traces is not None:
        clean = RelationTable.of(checked_base(tree(root), policy_of(root), cache_of(root, enabled=False)).graph)
        kept = relations_of(memory, traces)._replace(joint=())
        joint = tuple(sorted(relations_of(memory, traces).joint))
        assert (kept.plain(), joint) == (clean._replace(joint=()).plain(), tuple(sorted(clean.joint))), what


@pytest.fixture(params=[4000, 0])
def few_claims(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """In a small base all statements are held against each other; with 0, as in a large one, only equal ones."""
    monkeypatch.setattr(duplicates, "_FEW_CLAIMS", request.param)
    return int(request.param)


def test_findings_after_edits_are_those_of_a_clean_check(tmp_path: Path, few_claims: int):
    """After each of some random edits, kept and new findings together are byte for byte those of a clean check."""
    assert few_claims in (0, 4000)
    checks, parts = six_sequences(tmp_path, RandomBase)
    assert parts * 10 > checks  # or little would be shown by this


def test_findings_after_edits_of_relations_are_those_of_a_clean_check(tmp_path: Path, few_claims: int):
    """The same where nearly all edits are of relations, between records of every type that has any."""
    assert few_claims in (0, 4000)
    checks, parts = six_sequences(tmp_path, RelatedBase)
    assert parts * 8 > checks


def test_two_processes_find_what_one_finds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Half of the checks in another process, which also writes what is remembered: the findings are the same, and kept."""
    base = RandomBase(3)
    for _ in range(12):
        base.edit()
    write(base.texts(), tmp_path)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    alone = as_json(findings(tmp_path / "claims", cache=False).diagnostics)
    monkeypatch.setattr(checking, "SHARE", 1)
    assert alone == as_json(findings(tmp_path / "claims").diagnostics)
    again = findings(tmp_path / "claims")
    assert alone == as_json(again.diagnostics)
    files = {path for path in base.texts() if path.endswith(".yaml")}
    assert cache_of(tmp_path / "claims").records().records.keys() == files


@pytest.mark.slow
def test_findings_after_very_many_edits_are_those_of_a_clean_check(tmp_path: Path, few_claims: int):
    """The same over sequences of 1 to 20 edits; `CRUXBASE_SEQUENCES` says how many of them."""
    assert few_claims in (0, 4000)
    total = [0, 0]
    for seed in range(100, 100 + int(os.environ.get("CRUXBASE_SEQUENCES", "25"))):
        for kind in (RandomBase, RelatedBase):
            folder = tmp_path / f"{kind.__name__}-{seed}"
            folder.mkdir()
            found = kept_and_clean(folder, seed, seed * 7 % 20 + 1, kind)
            total = [a + b for a, b in zip(total, found, strict=True)]
    print(f"{total[0]} checks, {total[1]} of a part only")  # noqa: T201 - for whoever runs it by hand, with -s
    assert total[1] * 10 > total[0]
