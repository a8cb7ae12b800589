"""Which files make up a base, and what is said of those that cannot."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cruxbase.parsing.file_listing import tree
from support import codes


def base(folder: Path, *paths: str) -> Path:
    """A base in a folder, with empty files at these paths."""
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text("")
    return folder / "claims"


def test_files_come_in_the_order_of_their_paths(tmp_path: Path):
    """Files are listed with forward slashes, relative to the folder that holds the base, sorted."""
    root = base(tmp_path, "claims/b.yaml", "claims/a/c.yaml", "claims/a.yaml", "claims/A/d.yaml")
    assert [file.path for file in tree(root).files] == [
        "claims/A/d.yaml",
        "claims/a.yaml",
        "claims/a/c.yaml",
        "claims/b.yaml",
    ]


def test_other_files_and_hidden_ones_are_passed_over(tmp_path: Path):
    """README files and hidden files and folders are no records and no mistake."""
    root = base(tmp_path, "claims/README.md", "claims/.hidden.yaml", "claims/.git/x.yaml", "claims/a.yaml")
    listed = tree(root)
    assert [file.path for file in listed.files] == ["claims/a.yaml"]
    assert listed.diagnostics == ()


@pytest.mark.parametrize("name", ["a.yml", "a.YAML", "a.Yml"])
def test_near_miss_of_the_suffix_is_reported(tmp_path: Path, name: str):
    """A file that is meant as a record and would be overlooked is pointed out."""
    root = base(tmp_path, f"claims/{name}")
    assert [(d.code, d.span.path) for d in tree(root).diagnostics] == [("yaml/wrong-suffix", f"claims/{name}")]


def test_links_are_followed_to_files_inside_only(tmp_path: Path):
    """A link to a file of the base is followed; one that leads out, to a folder or nowhere is reported."""
    root = base(tmp_path, "claims/a.yaml", "outside.yaml", "claims/folder/b.yaml")
    (root / "inside.yaml").symlink_to(root / "a.yaml")
    (root / "out.yaml").symlink_to(tmp_path / "outside.yaml")
    (root / "folder-link").symlink_to(root / "folder")
    (root / "nowhere.yaml").symlink_to(root / "missing.yaml")
    (root / "loop.yaml").symlink_to(root / "loop.yaml")
    (root / "device.yaml").symlink_to("/dev/zero")
    listed = tree(root)
    assert [file.path for file in listed.files] == ["claims/a.yaml", "claims/folder/b.yaml", "claims/inside.yaml"]
    assert sorted(d.span.path for d in listed.diagnostics) == [
        f"claims/{name}" for name in ("device.yaml", "folder-link", "loop.yaml", "nowhere.yaml", "out.yaml")
    ]
    assert set(codes(listed.diagnostics)) == {"yaml/outside-link"}


def test_base_may_itself_be_reached_by_a_link(tmp_path: Path):
    """A linked base is read; its paths carry the link's name."""
    root = base(tmp_path, "claims/a.yaml")
    (tmp_path / "shortcut").symlink_to(root)
    listed = tree(tmp_path / "shortcut")
    assert [file.path for file in listed.files] == ["shortcut/a.yaml"]
    assert listed.diagnostics == ()


def test_pipes_and_sockets_are_no_files(tmp_path: Path):
    """A named pipe would block whoever reads it, so it is not read, and that is said."""
    root = base(tmp_path, "claims/a.yaml")
    os.mkfifo(root / "pipe.yaml")
    os.mkfifo(root / "pipe")
    listed = tree(root)
    assert [file.path for file in listed.files] == ["claims/a.yaml"]
    assert [(d.code, d.span.path) for d in listed.diagnostics] == [
        ("yaml/unreadable", "claims/pipe.yaml"),
        ("yaml/stray-file", "claims/pipe"),
    ]


def test_files_that_are_no_records_are_one_finding_a_folder(tmp_path: Path):
    """A bare repository among the records is reported: what lies beside records, and each folder without any."""
    paths = ("HEAD", "config", "objects/ab/1", "objects/cd/2", "objects/pack/3", "topic/a.yaml", "topic/a.pdf")
    root = base(tmp_path, *(f"claims/{path}" for path in paths))
    assert [(d.code, d.span.path, d.message.partition(",")[2]) for d in tree(root).diagnostics] == [
        ("yaml/stray-file", "claims/HEAD", " nor is 1 other in its folder"),
        ("yaml/stray-file", "claims/objects/ab/1", " nor are 2 others in its folder"),
        ("yaml/stray-file", "claims/topic/a.pdf", ""),
    ]


def test_strange_names_are_listed_and_then_reported_as_no_ids(tmp_path: Path):
    """A file name that is no id is a finding of its record, not a crash."""
    from cruxbase.loading.loading import load

    names = ["Über.yaml", "two words.yaml", "-.yaml", "a--b.yaml", "ends-.yaml", "under_score.yaml", "a.b.yaml"]
    root = base(tmp_path, *(f"claims/{name}" for name in names))
    for name in names:
        (root / name).write_text("type: person\nname: Somebody\n")
    found = load(root, cache=False).diagnostics
    assert codes(found) == ["schema/bad-file-name"] * len(names)


def test_name_that_is_no_unicode_is_a_finding(tmp_path: Path):
    """A file or folder whose name cannot be decoded is reported, and its report can be printed."""
    from cruxbase.loading.loading import load

    root = base(tmp_path, "claims/a.yaml")
    (root / "a.yaml").unlink()
    with open(os.fsencode(root) + b"/caf\xe9.yaml", "wb") as file:
        file.write(b"type: person\nname: Somebody\n")
    os.mkdir(os.fsencode(root) + b"/\xff")
    for cached in (True, False):
        found = load(root, cache=cached).diagnostics
        assert [(d.code, d.span.path) for d in found] == [
            ("yaml/unreadable", "claims/\\udcff"),
            ("yaml/unreadable", "claims/caf\\udce9.yaml"),
        ]


def test_folder_that_is_none_raises(tmp_path: Path):
    """A base that does not exist is the caller's mistake."""
    with pytest.raises(NotADirectoryError):
        tree(tmp_path / "nothing")
