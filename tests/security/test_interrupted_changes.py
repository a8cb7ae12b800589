"""Commands that write, killed at every system call that writes: afterwards the base is as before or as after."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cruxbase.cli import main
from cruxbase.support import journal
from cruxbase.support.user_cache import cache_folder
from faults import UNREACHED, killed_at, restored, run_with
from sites import files_below
from support import valid_texts

RENAME = ("rename", "deploy-with-monitors", "use-monitors")
FMT = ("fmt",)
FIX = ("fix",)
NEW = ("new", "person", "--title", "Zoe Zed", "--no-input")
IMPORT = ("import", "argdown", "../debate.argdown", "--into", "imported")
CONFIRM = ("confirm", "quill-2024", "monitors-catch-most-attempts")
DEBATE = "# Watching\n\n[Watch]: Monitors should run.\n  + [Catch]: Monitors catch attempts.\n  - <Cost>: Monitors cost much.\n"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The valid base, some of it laid out otherwise than `fmt` would and with something that `fix` mends."""
    for path, text in valid_texts().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    for number, path in enumerate(sorted(tmp_path.glob("claims/monitoring/*.yaml"))[:4]):
        path.write_text(path.read_text(encoding="utf-8") + "\n" * number, encoding="utf-8")
    for path in (tmp_path / "claims/people").glob("*.yaml"):
        path.write_text(f"id: another\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    (tmp_path / "debate.argdown").write_text(DEBATE, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "claims")
    return tmp_path / "claims"


@pytest.mark.parametrize("dies", [True, False], ids=["killed", "full disk"])
@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(RENAME, id="rename"),
        pytest.param(NEW, id="new"),
        pytest.param(IMPORT, id="import"),
        pytest.param(CONFIRM, id="confirm"),
        pytest.param(FMT, id="fmt", marks=pytest.mark.slow),
        pytest.param(FIX, id="fix", marks=pytest.mark.slow),
    ],
)
def test_at_every_fault_the_base_is_as_before_or_as_after(
    root: Path, arguments: tuple[str, ...], dies: bool, capfd: pytest.CaptureFixture[str]
) -> None:
    """Whatever call fails or never returns, the next command of any kind finds the one base or the other, and no rest."""
    with restored(root) as before:
        assert run_with({}, arguments) == 0
        after = files_below(root)
    assert before != after
    outcomes = set()
    for count in range(1, 400):
        with restored(root):
            status = run_with(killed_at(count, dies=dies), arguments)
            main(["check"])
            now = files_below(root)
            assert now in (before, after), count
            outcomes.add(now == after)
        if os.waitstatus_to_exitcode(status) == UNREACHED:
            break
    else:
        pytest.fail("the command never came to its end")
    assert outcomes == {True, False}
    folder = cache_folder(root, "changes")
    assert folder is not None
    assert os.listdir(folder) == []
    assert not dies or "had been interrupted" in capfd.readouterr().err


def test_what_was_changed_since_is_left_alone(root: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A change that was interrupted among its moves, of which somebody has undone a part, is not finished."""
    for count in range(1, 400):
        with restored(root) as before:
            run_with(killed_at(count, dies=True), RENAME)
            now = files_below(root)
            changed = [path for path, content in before.items() if path in now and now[path] != content]
            if changed:
                (root / changed[0]).write_bytes(before[changed[0]])  # as `git checkout` would
            capfd.readouterr()
            main(["check"])
            if changed:
                assert "left as they are" in capfd.readouterr().err
                assert files_below(root)[changed[0]] == before[changed[0]]
                assert list(root.rglob(".cruxbase-*")) == []
                return
    pytest.fail("no file was changed")


def test_a_journal_in_the_tree_does_nothing(root: Path, tmp_path: Path) -> None:
    """No file of the tree is taken for a journal, wherever it lies."""
    before = files_below(root)
    for folder in (root, tmp_path, tmp_path / ".cruxbase/changes"):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "journal").write_bytes(b"\x00" * 64)
    main(["check"])
    assert {path: content for path, content in files_below(root).items() if path != "journal"} == before


def test_a_change_that_is_being_made_is_not_taken_for_an_interrupted_one(root: Path) -> None:
    """While a process is at work its journal is left to it."""
    folder = cache_folder(root, "changes")
    assert folder is not None
    with journal._lock(Path(folder), wait=True):
        Path(folder, "journal").write_bytes(b"x")
        assert journal.recover(root) is None
        assert Path(folder, "journal").exists()
        Path(folder, "journal").unlink()


def test_a_new_record_is_not_written_through_a_link(root: Path, tmp_path: Path) -> None:
    """Where the folder of people is a link that leads out, no person is written there."""
    outside = tmp_path / "outside"
    outside.mkdir()
    for path in (root / "people").iterdir():
        path.unlink()
    (root / "people").rmdir()
    (root / "people").symlink_to(outside)
    assert main(NEW) == 2
    assert list(outside.iterdir()) == []
