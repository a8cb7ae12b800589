from __future__ import annotations

from pathlib import Path

import pytest

from cruxbase.diagnostics import Diagnostic, Edit, Span
from cruxbase.editing.fixing import fixed
from cruxbase.editing.texts import edited, overlapping

TOPIC = "type: topic\ntitle: A topic\nsummary: What it is about.\n"


def base_with(folder: Path, **files: str | bytes) -> Path:
    """A base with one topic and the given claims, in files named by their keys."""
    root = folder / "claims"
    for name, content in {"topics/a-topic": TOPIC, **files}.items():
        location = root / f"{name.replace('_', '-')}.yaml"
        location.parent.mkdir(parents=True, exist_ok=True)
        location.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def safe(finding: Diagnostic) -> bool:
    return finding.fix is not None and finding.fix.safe


def any_fix(_: Diagnostic) -> bool:
    return True


CLAIM = "type: claim\ntitle: One thing\ntopic: a-topic\nstatement: One thing.\n"


def test_applies_safe_fixes_only_where_asked(tmp_path: Path) -> None:
    """A fix that may change the meaning waits until unsafe fixes are wanted."""
    root = base_with(tmp_path, one=CLAIM.replace("statement:", "statment:"))
    assert {} == fixed(root, safe).changed
    assert {"claims/one.yaml": CLAIM} == fixed(root, any_fix).changed


def test_changes_nothing_outside_the_fixed_places(tmp_path: Path) -> None:
    """Odd spaces, comments and line ends around a fix stay byte for byte."""
    written = CLAIM.replace("type: claim\n", "id:   two   # odd\ntype:   claim  # kept  \n").replace("\n", "\r\n")
    result = fixed(base_with(tmp_path, one=written), safe)
    assert {"claims/one.yaml": written.removeprefix("id:   two   # odd\r\n")} == result.changed


def test_a_fix_may_bring_another_to_light(tmp_path: Path) -> None:
    """Rounds go on until nothing is left: the misspelt key is seen only once the byte order mark is gone."""
    written = "\ufeff" + CLAIM.replace("statement:", "statment:")
    result = fixed(base_with(tmp_path, one=written), any_fix)
    assert ["yaml/byte-order-mark", "schema/unknown-key"] == [finding.code for finding in result.applied]
    assert CLAIM == result.changed["claims/one.yaml"]


def test_files_that_are_not_text_are_left_alone(tmp_path: Path) -> None:
    """A file that is not UTF-8 is neither read nor rewritten, and references to it are not touched."""
    root = base_with(tmp_path, one=CLAIM + "supports: [broken-one]\n", **{"broken-one": b"\xff\xfe\x00"})
    assert {} == fixed(root, any_fix).changed


def test_an_unfixable_base_comes_back_as_it_is(tmp_path: Path) -> None:
    """Where no finding has a fix, nothing changes and nothing is applied."""
    result = fixed(base_with(tmp_path, one="type: claim\n"), any_fix)
    assert ({}, ()) == (result.changed, result.applied)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((1, 1, 1, 4), (1, 4, 1, 6), False),
        ((1, 1, 1, 4), (1, 3, 1, 6), True),
        ((1, 1, 2, 1), (1, 5, 1, 6), True),
        ((1, 2, 1, 2), (1, 2, 1, 2), True),
        ((1, 1, 1, 2), (2, 1, 2, 2), False),
    ],
)
def test_edits_overlap_where_they_share_a_character(
    one: tuple[int, int, int, int], other: tuple[int, int, int, int], expected: bool
) -> None:
    """Neighbours do not overlap; two insertions at one place do, since their order would be arbitrary."""
    assert expected == overlapping(Edit(Span("f", *one), ""), Edit(Span("f", *other), ""))


def test_several_edits_apply_whatever_their_order() -> None:
    """Edits are given in the coordinates of the text as it was."""
    edits = [
        Edit(Span("f", 2, 1, 2, 2), "second"),
        Edit(Span("f", 1, 1, 1, 2), "first"),
        Edit(Span("f", 3, 1, 3, 1), "!"),
    ]
    assert "first\nsecond\n!" == edited("a\nb\n", edits)
