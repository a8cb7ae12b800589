"""Several files changed together, all of them or none, whatever happens in between.

The new contents are first written beside the files that they are for, and synced. Then a journal that says what is to be
moved where is written and synced: from that moment on the change counts as made. Only then are names changed. Whoever
comes next, and finds the journal of a process that is gone, finishes the change if the journal was complete, and takes
the new contents away if not. The journal lies in the user's cache folder, so no tree can bring one along.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import secrets
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from cruxbase.support.atomic_files import PREFIX, sweep, sync_folder, write_whole
from cruxbase.support.kept_data import digest_of, kept_bytes, read_kept
from cruxbase.support.regular_files import read_regular
from cruxbase.support.user_cache import cache_folder

FOLDER = "changes"
"""Below the cache folder of a base; empty unless a change is being made, or was interrupted."""

_NAME = "journal"
_LIMIT = 1024 * 1024 * 1024  # bytes


class Write(NamedTuple):
    """A file that is to have a content.

    Attributes:
        target: where it is or will be.
        content: all of it.
        mode: its permissions.
        is_new: whether it must not be there yet.
    """

    target: Path
    content: bytes
    mode: int
    is_new: bool = False


class Recovered(NamedTuple):
    """What was done about a change that was interrupted.

    Attributes:
        what: the command that was interrupted.
        outcome: `finished`, `undone` (it had changed nothing), or `left` (files have changed since, and stay as they are).
        files: how many files it was to change.
    """

    what: str
    outcome: str
    files: int


class _Move(NamedTuple):
    """A new content on its way: its place of waiting, its target, and digests of what the target holds before and after."""

    waiting: str
    target: str
    before: bytes
    after: bytes
    mode: int
    is_new: bool


def change_together(tree: Path | None, what: str, writes: Sequence[Write], removals: Sequence[Path] = ()) -> None:
    """Write some files and delete some others; after a failure all is as it was.

    Args:
        tree: the folder of the base, under which the journal is found again; None keeps none.
        what: the command, for whoever has to finish it.
        writes: what to write.
        removals: what to delete after that.

    Raises:
        FileExistsError: a new file is there already.
        OSError: something cannot be written or deleted.
    """
    with _journal_of(tree) as journal:
        if journal is not None and journal.exists():
            _recover(journal)
        _change(journal, what, writes, removals)


def recover(tree: str | os.PathLike[str]) -> Recovered | None:
    """Finish or undo a change to a base that was interrupted; None where there is none, or a process is still at it."""
    folder = cache_folder(tree, FOLDER)
    if folder is None:
        return None
    journal = Path(folder, _NAME)
    with contextlib.suppress(BlockingIOError), _lock(journal.parent, wait=False):
        sweep(folder)
        return _recover(journal) if journal.exists() else None
    return None


@contextlib.contextmanager
def _journal_of(tree: Path | None) -> Iterator[Path | None]:
    folder = cache_folder(tree, FOLDER) if tree is not None else None
    if folder is None:
        yield None
        return
    with _lock(Path(folder), wait=True):
        sweep(folder)
        yield Path(folder, _NAME)


@contextlib.contextmanager
def _lock(folder: Path, *, wait: bool) -> Iterator[None]:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(handle)


def _change(journal: Path | None, what: str, writes: Sequence[Write], removals: Sequence[Path]) -> None:
    for write in writes:
        if write.is_new and os.path.lexists(write.target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), os.fspath(write.target))
    moves = [_move(write) for write in writes]
    before = {path: _content(path) for path in (*(m.target for m in moves if not m.is_new), *map(os.fspath, removals))}
    made = [os.fspath(folder) for write in writes for folder in _missing(write.target.parent)]
    note = {
        "what": what,
        "moves": moves,
        "removals": [os.fspath(path) for path in removals],
        "made": made,
    }
    try:
        _note(journal, {**note, "complete": False})
        for write, move in zip(writes, moves, strict=True):
            write.target.parent.mkdir(parents=True, exist_ok=True)
            _write_waiting(move.waiting, write.content, write.mode)
        _note(journal, {**note, "complete": True})
        _carry_out(moves, removals)
    except BaseException:
        _restore(moves, before, made)
        _forget(journal)
        raise
    if _tidied(moves):
        _forget(journal)  # else it stays, and the next command takes away what is left


def _carry_out(moves: Sequence[_Move], removals: Sequence[Path]) -> None:
    for move in moves:
        if move.is_new:  # a link fails where the name is taken; a rename would overwrite
            _link_new(move)
    for move in moves:
        if not move.is_new:
            os.replace(move.waiting, move.target)
    for path in removals:
        path.unlink(missing_ok=True)
    for folder in {os.path.dirname(move.target) for move in moves} | {os.path.dirname(path) for path in removals}:
        sync_folder(Path(folder))


def _tidied(moves: Sequence[_Move]) -> bool:
    """Whether the second names of new files could be taken away. All targets hold what they shall: nothing is undone now."""
    for move in moves:
        with contextlib.suppress(OSError):
            if move.is_new:
                os.unlink(move.waiting)
    return not any(os.path.lexists(move.waiting) for move in moves)


def _link_new(move: _Move) -> None:
    try:
        os.link(move.waiting, move.target)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        handle = os.open(move.target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, move.mode)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_content(move.waiting) or b"")
                file.flush()
                os.fchmod(handle, move.mode)
                os.fsync(handle)
        except BaseException:
            os.unlink(move.target)
            raise


def _restore(moves: Sequence[_Move], before: dict[str, bytes | None], made: Sequence[str]) -> None:
    """Undo a change that failed: give every target what it held, and take the waiting contents away."""
    for path, content in before.items():
        with contextlib.suppress(OSError):
            if content is not None and _content(path) != content:
                write_whole(path, content)
    for move in moves:
        with contextlib.suppress(OSError):
            if move.is_new and _is_ours(move):
                os.unlink(move.target)
        with contextlib.suppress(OSError):
            os.unlink(move.waiting)
    _remove_made(made)


def _is_ours(move: _Move) -> bool:
    """Whether a new file is the one that waited, or a copy of it where the file system has no hard links."""
    return os.path.samefile(move.waiting, move.target) or digest_of(_content(move.target) or b"") == move.after


def _recover(journal: Path) -> Recovered:
    noted = read_kept(journal)[1]
    moves = [_Move(*move) for move in noted.get("moves", ())]
    removals = [Path(path) for path in noted.get("removals", ())]
    outcome = "undone"
    if noted.get("complete"):
        outcome = "finished" if all(map(_is_on_its_way, moves)) else "left"
    if outcome == "finished":
        _finish(moves, removals)
    for move in moves:
        with contextlib.suppress(OSError):
            os.unlink(move.waiting)
    if outcome == "undone":
        _remove_made(noted.get("made", ()))
    _forget(journal)
    return Recovered(str(noted.get("what", "")), outcome, len(moves))


def _is_on_its_way(move: _Move) -> bool:
    """Whether a target holds what it held and its new content waits, or holds the new one: nobody else has been there."""
    now = _content(move.target)
    digest = digest_of(now) if now is not None else b""
    return digest == move.after or (digest == move.before and os.path.lexists(move.waiting))


def _finish(moves: Sequence[_Move], removals: Sequence[Path]) -> None:
    for move in moves:
        now = _content(move.target)
        if now is None or digest_of(now) != move.after:
            os.replace(move.waiting, move.target)
    for path in removals:
        path.unlink(missing_ok=True)


def _move(write: Write) -> _Move:
    waiting = write.target.parent / f"{PREFIX}{secrets.token_hex(8)}"
    held = None if write.is_new else _content(os.fspath(write.target))
    before = digest_of(held) if held is not None else b""
    return _Move(
        os.fspath(waiting), os.fspath(write.target), before, digest_of(write.content), write.mode, write.is_new
    )


def _write_waiting(path: str, content: bytes, mode: int) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fchmod(handle, mode)
        os.fsync(handle)


def _content(path: str) -> bytes | None:
    try:
        return read_regular(path, _LIMIT)
    except FileNotFoundError:
        return None


def _missing(folder: Path) -> Iterator[Path]:
    """The folders that have to be made, the innermost first."""
    while not folder.exists():
        yield folder
        folder = folder.parent


def _remove_made(folders: Sequence[str]) -> None:
    for folder in folders:
        with contextlib.suppress(OSError):
            os.rmdir(folder)


def _note(journal: Path | None, noted: Mapping[str, object]) -> None:
    if journal is not None:
        write_whole(journal, kept_bytes(noted))


def _forget(journal: Path | None) -> None:
    """Delete the journal; where it stays, the next command finds that there is nothing left to do."""
    if journal is not None:
        with contextlib.suppress(OSError):
            journal.unlink(missing_ok=True)
        sync_folder(journal.parent)
