from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from cruxbase.editing.files import Moved, create, replace, replace_all


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_replacing_keeps_the_mode(tmp_path: Path) -> None:
    """A file that others may not read stays so."""
    location = tmp_path / "a.yaml"
    location.write_text("old")
    location.chmod(0o640)
    replace(location, b"new")
    assert (b"new", 0o640) == (location.read_bytes(), stat.S_IMODE(location.stat().st_mode))
    assert ["a.yaml"] == names_in(tmp_path)


def test_replacing_through_a_link_keeps_the_link(tmp_path: Path) -> None:
    """The file that a link leads to is written, and the link stays one."""
    (tmp_path / "real.yaml").write_text("old")
    (tmp_path / "link.yaml").symlink_to("real.yaml")
    replace(tmp_path / "link.yaml", b"new")
    assert (tmp_path / "link.yaml").is_symlink()
    assert b"new" == (tmp_path / "real.yaml").read_bytes()


def test_creating_never_overwrites(tmp_path: Path) -> None:
    """Where the name is taken, the file there is untouched and no temporary file is left."""
    location = tmp_path / "a.yaml"
    location.write_text("old")
    with pytest.raises(FileExistsError):
        create(location, b"new")
    assert b"old" == location.read_bytes()
    assert ["a.yaml"] == names_in(tmp_path)


def test_creating_obeys_the_umask(tmp_path: Path) -> None:
    """A new file may be read by whom the user's settings allow, though it is made as a temporary one."""
    before = os.umask(0o027)
    try:
        create(tmp_path / "new" / "a.yaml", b"x")
    finally:
        os.umask(before)
    assert 0o640 == stat.S_IMODE((tmp_path / "new" / "a.yaml").stat().st_mode)


def test_several_files_change_together_or_not_at_all(tmp_path: Path) -> None:
    """When the last step fails, the files already written get their old content back."""
    first, second = tmp_path / "a.yaml", tmp_path / "b.yaml"
    first.write_text("a")
    second.write_text("b")
    (tmp_path / "taken.yaml").write_text("t")
    with pytest.raises(FileExistsError):
        replace_all({first: b"A", second: b"B"}, Moved(second, tmp_path / "taken.yaml"))
    assert ["a", "b", "t"] == [(tmp_path / name).read_text() for name in ("a.yaml", "b.yaml", "taken.yaml")]


def test_a_move_takes_the_new_content_along(tmp_path: Path) -> None:
    """A file may be rewritten and renamed in one go."""
    old = tmp_path / "a.yaml"
    old.write_text("a")
    replace_all({old: b"A"}, Moved(old, tmp_path / "b.yaml"))
    assert (["b.yaml"], "A") == (names_in(tmp_path), (tmp_path / "b.yaml").read_text())
