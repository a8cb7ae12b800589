"""Records merged, retired, split, and steps moved: references follow, comments survive, the base stays clean."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cruxbase.analysis.base_comparison import compare_bases
from cruxbase.editing.refactoring import CannotRefactor, Refactored, merged, retired, split, step_moved
from cruxbase.editing.renaming import renamed
from cruxbase.loading.loading import load
from support import texts_from, valid_texts

HEAD = """
# claims/t.yaml
type: topic
title: Locks
summary: About locks, such as [[rust]].
# claims/s.yaml
type: source
title: A paper
authors: [Ann Author]
issued: 2024
kind: report
url: https://example.org/paper
checked: read
# claims/r.yaml
type: source
title: A reply
authors: [Ann Author]
issued: 2024
kind: report
url: https://example.org/reply
checked: read
# claims/ann.yaml
type: person
name: Ann Author
"""
RECORDS = {
    "rust": "sources: [s]\nsupports:\n  # why rust\n  - claim: fail\n    because: Rust jams locks.  # first\n",
    "corrosion": "sources:\n  - {source: r, at: §2}\nsupports: [brass]\n",
    "fail": "sources: [s]\nsupports:\n  - brass  # obvious\nnotes: See [[rust|rust]] and [[corrosion]].\n",
    "salt": "sources: [s]\nsupports:\n  - claim: fail\n    with: [rust]\n    id: sea\n",
    "brass": "sources: [s]\n",
    "oil": "sources: [s]\nundercuts: [rust -> fail]\n",
}


def texts() -> dict[str, str]:
    written = {
        f"claims/{id}.yaml": f"type: claim\ntitle: About {id}\ntopic: t\nstatement: It is a matter of {id}.\n{rest}"
        for id, rest in RECORDS.items()
    }
    viewpoint = "type: viewpoint\ntitle: Ann\nholder: ann\ndate: 2024\nsources: [s]\ncredences:\n  rust: 0.9  # sure\n  oil: 0.2\n"
    return {**texts_from(HEAD), **written, "claims/ann-2024.yaml": viewpoint}


def base_of(folder: Path, written: Mapping[str, str]) -> Path:
    for path, text in written.items():
        location = folder / path
        location.parent.mkdir(parents=True, exist_ok=True)
        location.write_text(text, encoding="utf-8")
    return folder / "claims"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "page.md").write_text("On [[rust]], [[rust|it]] and [[oil]].\n")
    (tmp_path / "README.md").write_text("Begin with [[rust]].\n")
    return base_of(tmp_path, texts())


def clean(root: Path) -> list[str]:
    return [f"{one.code} {one.span}" for one in load(root, cache=False).diagnostics if one.severity == "error"]


def text(root: Path, id: str) -> str:
    return (root / f"{id}.yaml").read_text(encoding="utf-8")


def test_the_base_is_clean(root: Path):
    """The tests begin with a base without errors."""
    assert [] == clean(root)


def test_a_merge_moves_relations_and_references(root: Path):
    """Sources, steps, undercuts, beliefs, links and linked premises all lead to the record that stays."""
    merged(root, "rust", "corrosion").write()
    assert [] == clean(root)
    assert not (root / "rust.yaml").exists()
    after = text(root, "corrosion")
    assert "  - {source: r, at: §2}\n  - s\n" in after
    assert "  - claim: fail\n    because: Rust jams locks.  # first\n" in after
    assert "aliases: [rust]" in after
    assert "undercuts: [corrosion -> fail]\n" in text(root, "oil")
    assert "    with: [corrosion]\n" in text(root, "salt")
    assert "  corrosion: 0.9  # sure\n" in text(root, "ann-2024")
    assert "See [[corrosion|rust]] and [[corrosion]]." in text(root, "fail")
    assert "On [[corrosion]], [[corrosion|it]] and [[oil]].\n" == (root.parent / "docs/page.md").read_text()
    assert "Begin with [[corrosion]].\n" == (root.parent / "README.md").read_text()


def test_a_merge_is_seen_as_one(root: Path):
    """`compare_bases` says what was merged into what."""
    before = load(root, cache=False).knowledge_base
    merged(root, "rust", "corrosion").write()
    found = compare_bases(before, load(root, cache=False).knowledge_base)
    assert [("rust", "merged", "corrosion")] == [
        (one.id, one.sort, one.into) for one in found.records if one.sort == "merged"
    ]


def test_a_merge_drops_what_would_lead_to_itself(root: Path):
    """A step between the two is no step of one record."""
    result = merged(root, "fail", "brass")
    result.write()
    assert [] == clean(root)
    assert ("supports: brass",) == result.dropped


def test_two_different_credences_are_to_be_decided_first(root: Path):
    """Nobody's number is chosen for them."""
    before = text(root, "ann-2024")
    with pytest.raises(CannotRefactor, match="says different things"):
        merged(root, "rust", "oil")
    assert before == text(root, "ann-2024")


def test_the_two_sides_of_a_crux_are_not_merged(root: Path):
    """The crux would be left with one side."""
    (root / "c.yaml").write_text(
        "type: crux\ntitle: C\ntopic: t\nquestion: Is it?\nsides: [rust, corrosion]\ndecides: [brass]\nsources: [s]\n"
    )
    with pytest.raises(CannotRefactor, match="two sides of the crux"):
        merged(root, "rust", "corrosion")


def test_retiring_for_another(root: Path):
    """Steps and references go to the other; the belief stays with the wording that it is of."""
    retired(root, "rust", "corrosion").write()
    assert [] == clean(root)
    assert "status: retired\n" in text(root, "rust")
    assert "replaced_by: corrosion\n" in text(root, "rust")
    assert "supports" not in text(root, "rust")
    assert "undercuts: [corrosion -> fail]\n" in text(root, "oil")
    assert "  rust: 0.9  # sure\n" in text(root, "ann-2024")


def test_retiring_what_is_in_use_is_refused(root: Path):
    """Without a record to use instead, what depends on it would hang in the air."""
    with pytest.raises(CannotRefactor, match="'rust' is in use"):
        retired(root, "rust")


def test_retiring_what_nothing_leans_on(root: Path):
    """One key is added, and no other file touched."""
    (root / "alone.yaml").write_text("type: claim\ntitle: Alone\ntopic: t\nstatement: Alone.\n# the end\n")
    assert ["claims/alone.yaml"] == list(retired(root, "alone").changed)
    retired(root, "alone").write()
    assert "# the end" in text(root, "alone")


def test_a_step_moves_with_its_comments(root: Path):
    """Warrant and comments go along, and the undercut names the step as it is called now."""
    step_moved(root, "rust -> fail", "corrosion").write()
    assert [] == clean(root)
    assert "supports:\n  - brass\n  - claim: fail\n    because: Rust jams locks.  # first\n" in text(root, "corrosion")
    assert "supports" not in text(root, "rust")
    assert "undercuts: [corrosion -> fail]\n" in text(root, "oil")


@pytest.mark.parametrize(
    ("step", "to", "expected"),
    [
        ("rust -> brass", "oil", "there is no step 'rust -> brass'"),
        ("rust -> fail", "fail", "'fail' is an end of the step already"),
        ("corrosion -> brass", "fail", "'fail' has a step to 'brass' already"),
        ("rust", "oil", "'rust' does not name a step, as 'from-id -> to-id'"),
        ("salt -> fail (sea)", "rust", "'rust' is a premise of the step already"),
    ],
)
def test_steps_that_cannot_move(root: Path, step: str, to: str, expected: str):
    """What would make no step, or a second one, is refused with the reason."""
    with pytest.raises(CannotRefactor) as refusal:
        step_moved(root, step, to)
    assert expected == str(refusal.value)


def test_a_split_takes_what_it_is_told(root: Path):
    """The second record has type, topic and sources of the first, and the step."""
    split(root, "rust", "jam", title="Locks jam", text="Locks jam.", take=["rust -> fail"]).write()
    assert [] == clean(root)
    assert text(root, "jam").startswith(
        "type: claim\ntitle: Locks jam\ntopic: t\nstatement: Locks jam.\nsources: [s]\n"
    )
    assert "because: Rust jams locks." in text(root, "jam")
    assert "undercuts: [jam -> fail]\n" in text(root, "oil")


def test_a_split_needs_a_free_id(root: Path):
    """A taken id is refused."""
    with pytest.raises(CannotRefactor, match="the id 'oil' is taken"):
        split(root, "rust", "oil", title="T", text="T.")


CHANGES: dict[str, Callable[[Path], Refactored]] = {
    "merge": lambda root: merged(root, "rust", "corrosion"),
    "retire": lambda root: retired(root, "rust", "corrosion"),
    "move-step": lambda root: step_moved(root, "rust -> fail", "corrosion"),
    "split": lambda root: split(root, "rust", "jam", title="Jam", text="Jam.", take=["rust -> fail"]),
}


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("call", ["replace", "link", "unlink", "fsync"])
def test_a_failed_write_leaves_the_base_as_it_was(root: Path, name: str, call: str, monkeypatch: pytest.MonkeyPatch):
    """At whichever call the disk fails, every file holds what it held, or all hold the new texts."""
    import os

    result = CHANGES[name](root)
    before = {path.name: path.read_bytes() for path in root.iterdir()}
    real = getattr(os, call)
    for failing in range(3):
        calls = iter(range(100))

        def fails(*arguments: object, failing: int = failing, calls: object = calls, **options: object) -> object:
            if next(calls) == failing:  # type: ignore[call-overload]
                raise OSError(28, "No space left on device")
            return real(*arguments, **options)

        monkeypatch.setattr(os, call, fails)
        try:
            result.write()
        except OSError:
            monkeypatch.setattr(os, call, real)
            assert before == {path.name: path.read_bytes() for path in root.iterdir()}
        else:
            monkeypatch.setattr(os, call, real)
            return  # it was done, for there are no more such calls


STEPS = [
    ("rust -> fail", "corrosion"),
    ("rust -> fail", "oil"),
    ("corrosion -> brass", "oil"),
    ("fail -> brass", "salt"),
]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(STEPS))
def test_moving_a_step_back_is_its_inverse(move: tuple[str, str]):
    """There and back, every record says what it said."""
    step, to = move
    start, _, end = step.partition(" -> ")
    with TemporaryDirectory() as folder:
        root = base_of(Path(folder), texts())
        before = load(root, cache=False).knowledge_base
        step_moved(root, step, to).write()
        assert [] == clean(root)
        step_moved(root, f"{to} -> {end}", start).write()
        assert compare_bases(before, load(root, cache=False).knowledge_base).is_same


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(Path(path).stem for path in valid_texts())))
def test_renaming_back_is_its_inverse(id: str):
    """There and back, every file but the record's own is the same to the byte, and that one has an alias more."""
    with TemporaryDirectory() as folder:
        root = base_of(Path(folder), valid_texts())
        before = {path.relative_to(root): path.read_bytes() for path in root.rglob("*.yaml") if path.stem != id}
        renamed(root, id, "quite-another-name").write()
        renamed(root, "quite-another-name", id).write()
        after = {path.relative_to(root): path.read_bytes() for path in root.rglob("*.yaml") if path.stem != id}
        assert before == after
        assert () == load(root, cache=False).diagnostics


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(RECORDS)), st.sampled_from(sorted(RECORDS)))
def test_a_merge_or_retirement_keeps_the_base_clean_or_is_refused(old: str, new: str):
    """Whatever two records are named, no error comes of it."""
    for change in (merged, retired):
        with TemporaryDirectory() as folder:
            root = base_of(Path(folder), texts())
            try:
                change(root, old, new).write()
            except CannotRefactor:
                continue
            assert [] == clean(root)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(RECORDS)), st.booleans())
def test_merging_what_was_split_off_is_the_inverse_of_splitting(id: str, takes_steps: bool):
    """There and back, nothing is said otherwise, and the record has the other's id as an alias."""
    with TemporaryDirectory() as folder:
        root = base_of(Path(folder), texts())
        before = load(root, cache=False).knowledge_base
        steps = [step.name for step in before.graph.steps_from(id) if step.start == id] if takes_steps else []
        split(root, id, "second-half", title="The second half", text="It is the second half.", take=steps).write()
        assert [] == clean(root)
        merged(root, "second-half", id).write()
        assert [] == clean(root)
        change = compare_bases(before, load(root, cache=False).knowledge_base)
        assert {(one.id, one.sort, one.parts) for one in change.records} <= {(id, "about", ("aliases",))}
        assert change.steps == ()
