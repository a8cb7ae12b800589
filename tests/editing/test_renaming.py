from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from cruxbase.editing.renaming import CannotRename, renamed
from cruxbase.loading.loading import load
from cruxbase.parsing.references import Reference, references
from support import texts_from, valid_texts


def base_of(folder: Path, texts: Mapping[str, str]) -> Path:
    for path, text in texts.items():
        location = folder / path
        location.parent.mkdir(parents=True, exist_ok=True)
        location.write_text(text, encoding="utf-8")
    return folder / "claims"


def test_rewrites_every_form_of_reference(tmp_path: Path) -> None:
    """Short forms, parts, quoted and folded texts, keys, step names and authors all get the new id."""
    root = base_of(
        tmp_path,
        texts_from(
            """
            # claims/one.yaml
            type: claim
            supports: [two, "three"]
            tags: [one]
            notes: About one, and one-more.
            # claims/two.yaml
            type: claim
            supports:
              - claim: one
                with: [one]
                id: one
            undercuts:
              - step: >-
                  one ->
                  two
              - "two -> one (one)"
            # claims/three.yaml
            type: viewpoint
            credences:
              one: 0.5   # kept
              two: {credence: 0.1, source: one}
            # claims/four.yaml
            type: source
            authors: [one, One Person]
            part_of: 'one'
            """
        ),
    )
    result = renamed(root, "one", "uno")
    result.write()
    assert {"uno.yaml", "two.yaml", "three.yaml", "four.yaml"} == {path.name for path in root.iterdir()}
    assert "supports:\n  - claim: uno\n    with: [uno]\n    id: one\n" in (root / "two.yaml").read_text()
    assert '  - step: >-\n      uno ->\n      two\n  - "two -> uno (one)"\n' in (root / "two.yaml").read_text()
    assert "  uno: 0.5   # kept\n  two: {credence: 0.1, source: uno}\n" in (root / "three.yaml").read_text()
    assert "authors: [uno, One Person]\npart_of: 'uno'\n" in (root / "four.yaml").read_text()
    assert "tags: [one]\nnotes: About one, and one-more.\naliases: [one]\n" in (root / "uno.yaml").read_text()
    assert 8 == result.references


def test_a_renamed_base_is_as_clean_as_before(tmp_path: Path) -> None:
    """Each record of the example base in turn can be renamed without a new finding."""
    for path in sorted(valid_texts()):
        root = base_of(tmp_path / Path(path).stem, valid_texts())
        renamed(root, Path(path).stem, "quite-another-name").write()
        assert () == load(root, cache=False).diagnostics, path


def test_renaming_back_removes_the_alias(tmp_path: Path) -> None:
    """The id that a record has again is no former id any more."""
    root = base_of(tmp_path, {"claims/one.yaml": "type: person\nname: One\naliases:\n  - uno\n  - ein # comment\n"})
    renamed(root, "one", "uno").write()
    assert "type: person\nname: One\naliases:\n  - ein # comment\n  - one\n" == (root / "uno.yaml").read_text()


def test_nothing_is_written_before_write(tmp_path: Path) -> None:
    """A renaming is worked out in memory; looking at it changes no file."""
    root = base_of(tmp_path, {"claims/one.yaml": "type: person\nname: One\n"})
    assert ["claims/one.yaml"] == list(renamed(root, "one", "uno").changed)
    assert ["one.yaml"] == [path.name for path in root.iterdir()]


def test_prose_is_left_alone_and_listed(tmp_path: Path) -> None:
    """A mention in a text is the author's sentence; the place is named so that someone can look."""
    texts = {
        "claims/one.yaml": "type: person\nname: One\n",
        "claims/two.yaml": "type: person\nname: Two\nnotes: Like one.\n",
    }
    assert ("claims/two.yaml:3",) == renamed(base_of(tmp_path, texts), "one", "uno").mentions


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("nobody", "uno", "no record is called 'nobody'"),
        ("one", "two", "the id 'two' is taken by claims/two.yaml"),
        ("one", "zwei", "'zwei' is a former id of the record in claims/two.yaml, and links to it lead there"),
        ("one", "U no", "'U no' is not an id: lower-case words joined by hyphens"),
        ("one", "one", "the record is called 'one' already"),
    ],
)
def test_unfit_names_are_refused(tmp_path: Path, old: str, new: str, expected: str) -> None:
    """An id that is malformed, taken, or leads elsewhere is refused with the reason."""
    texts = {
        "claims/one.yaml": "type: person\nname: One\n",
        "claims/two.yaml": "type: person\nname: Two\naliases: [zwei]\n",
    }
    with pytest.raises(CannotRename) as refusal:
        renamed(base_of(tmp_path, texts), old, new)
    assert expected == str(refusal.value)


def test_references_are_told_by_the_schema() -> None:
    """In the data of each example record, what is a reference by its meaning is found as one."""
    found = {
        reference
        for data in (
            {"type": "crux", "topic": "a", "sides": ["b", "c"], "decides": ["d"], "answers": ["q"], "question": "why"},
            {"type": "argument", "premises": ["p"], "supports": "s", "group": "g", "replaced_by": "r"},
            {"type": "evidence", "measurements": [{"name": "m", "source": "s"}], "sources": ["t"]},
        )
        for reference in references(data)
    }
    expected = {
        Reference(("topic",), "a", "id"),
        Reference(("sides", 0), "b", "id"),
        Reference(("sides", 1), "c", "id"),
        Reference(("decides", 0), "d", "id"),
        Reference(("premises", 0), "p", "id"),
        Reference(("supports",), "s", "id"),
        Reference(("replaced_by",), "r", "id"),
        Reference(("measurements", 0, "source"), "s", "id"),
        Reference(("sources", 0), "t", "id"),
    }
    assert expected == found


def test_the_example_base_names_only_records_that_exist() -> None:
    """Every reference found in the clean example base leads to one of its records: none is a false find."""
    from cruxbase.parsing.located import located
    from cruxbase.parsing.raw_text import Text

    ids = {Path(path).stem for path in valid_texts()}
    for path, text in valid_texts().items():
        data = located(Text(path, text)).data
        assert data is not None
        assert set() == {reference.target for reference in references(data)} - ids, path


def test_conditionals_estimates_and_members_follow_a_renaming(tmp_path: Path) -> None:
    """Both ids of a conditional, the question of an estimate, and members get the new id."""
    root = base_of(
        tmp_path,
        texts_from(
            """
            # claims/one.yaml
            type: claim
            # claims/two.yaml
            type: viewpoint
            conditionals:
              - {of: one, given: two, credence: 0.1}
              - {of: two, given: one, credence: 0.1}
            estimates:
              one: {median: 1, source: one}
            # claims/three.yaml
            type: person
            members: [one, two]
            # claims/four.yaml
            type: source
            authors: [{family: one}, one]
            """
        ),
    )
    result = renamed(root, "one", "uno")
    assert 6 == result.references
    assert "- {of: uno, given: two, credence: 0.1}\n  - {of: two, given: uno" in result.changed["claims/two.yaml"]
    assert "  uno: {median: 1, source: uno}\n" in result.changed["claims/two.yaml"]
    assert "members: [uno, two]\n" in result.changed["claims/three.yaml"]
    assert "authors: [{family: one}, uno]\n" in result.changed["claims/four.yaml"]
