"""What git knows about a folder, asked so that nothing in a repository can run a program.

A repository's own configuration can name programs: for signatures, pages, differences, hooks, file systems, transports.
It is therefore never read. Git is given a fresh, empty repository of ours, made for one question, whose references are
copied as text from the real one and whose objects *are* the real one's; hence no setting, hook, attribute, mail map or
remote of a stranger counts, whichever git is installed.

Only the repository that a folder lies in is asked, found from that folder upwards by an entry `.git`, which git never
puts under version control. A bare repository among the records is just files.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from cruxbase.support.errors import CruxbaseError
from cruxbase.support.regular_files import read_regular

_ID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_HEADER = re.compile(r"\x01([0-9a-f]{40,64})\x1f([^\x1f]*)\x1f([^\x1f]*)\x1f([^\x1f]*)\x1f(.*)", re.DOTALL)
_FORMAT = "%x01%H%x1f%cs%x1f%cI%x1f%an%x1f%s"
_SECONDS = 20
_MOST_REFERENCES = 20_000
_MOST_OUTPUT = 256 * 1024 * 1024  # bytes
_SMALL = 64 * 1024  # bytes: more than any reference or pointer needs
_PACKED = 16 * 1024 * 1024  # bytes


class UnknownRevision(CruxbaseError):
    """The repository has no such commit."""

    def __init__(self, revision: str, *, shallow: bool = False) -> None:
        cut = "; its history is cut short (a shallow clone): 'git fetch --unshallow' gets the rest" if shallow else ""
        super().__init__(f"the repository has no revision {revision!r}{cut}")
        self.revision = revision


class GitFailed(CruxbaseError):
    """Git is not installed, took too long, or found the repository damaged."""


class Commit(NamedTuple):
    """A commit.

    Attributes:
        id: its full name.
        date: its day, as `2026-01-31`.
        moment: its time with its zone, as RFC 3339 has it.
        author: the author's name.
        summary: the first line of its message.
        paths: the files that it touched below the folder that was asked about, relative to the repository's top.
        added: those of them that were not there before.
    """

    id: str
    date: str
    moment: str
    author: str
    summary: str
    paths: tuple[str, ...] = ()
    added: tuple[str, ...] = ()


class FileChange(NamedTuple):
    """A file that a commit touched.

    Attributes:
        path: relative to the repository's top.
        before: the name of its content before; empty where there was no such file.
        after: the same after it; empty where there is none any more.
    """

    path: str
    before: str
    after: str


class StoredFile(NamedTuple):
    """A file as a revision has it.

    Attributes:
        path: relative to the repository's top.
        blob: the name of its content.
        size: in bytes.
    """

    path: str
    blob: str
    size: int


@dataclass(frozen=True, slots=True)
class Repository:
    """A git repository with a work tree.

    Attributes:
        top: the folder of the work tree.
        own: the folder with `HEAD`: `.git`, or that of a linked work tree.
        common: the folder with references and objects.
    """

    top: Path
    own: Path
    common: Path

    @property
    def is_shallow(self) -> bool:
        """Whether its history is cut short, as after `git clone --depth`."""
        return (self.common / "shallow").is_file()

    @property
    def cut_commits(self) -> frozenset[str]:
        """The commits whose parents are missing because the history is cut short there."""
        lines = _text(self.common / "shallow", _PACKED).split()
        return frozenset(line for line in lines if _ID.fullmatch(line))

    def path_of(self, location: str | os.PathLike[str]) -> str | None:
        """A location relative to the top, with forward slashes; empty for the top, None outside."""
        inner = os.path.relpath(os.path.realpath(location), os.path.realpath(self.top)).replace(os.sep, "/")
        if inner == ".":
            return ""
        return None if inner == ".." or inner.startswith("../") else inner

    def commit_id(self, revision: str = "HEAD") -> str:
        """The full name of the commit that a revision means: a name, a tag, a branch, `HEAD~3`.

        Raises:
            UnknownRevision: there is none.
            GitFailed: git cannot be asked.
        """
        try:
            said = self._output("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        except _Refused:
            raise UnknownRevision(revision, shallow=self.is_shallow) from None
        found = said.decode("ascii", "replace").strip()
        if not _ID.fullmatch(found):
            raise UnknownRevision(revision, shallow=self.is_shallow)
        return found

    def history(self, path: str = "", revision: str = "HEAD", limit: int | None = None) -> tuple[Commit, ...]:
        """The commits that touched a file or folder, newest first, each with the paths that it touched there.

        Args:
            path: relative to the top; empty for everything.
            revision: where to begin.
            limit: the most commits; None for all.

        Raises:
            UnknownRevision: there is no such revision.
            GitFailed: git cannot be asked.
        """
        commit = self.commit_id(revision)
        most = () if limit is None else (f"--max-count={limit}",)
        said = self._output(
            "log", "-z", "--name-status", "--no-renames", f"--format={_FORMAT}", *most, commit, "--", *_spec(path)
        )
        return tuple(_commits(said.decode("utf-8", "replace")))

    def versions(self, path: str = "", revision: str = "HEAD") -> tuple[tuple[Commit, tuple[FileChange, ...]], ...]:
        """The commits that touched a folder, newest first, each with the contents that it put there and took away.

        Args:
            path: relative to the top; empty for everything.
            revision: where to begin.

        Raises:
            UnknownRevision: there is no such revision.
            GitFailed: git cannot be asked.
        """
        commit = self.commit_id(revision)
        said = self._output(
            "log", "-z", "--raw", "--no-abbrev", "--no-renames", f"--format={_FORMAT}", commit, "--", *_spec(path)
        )
        return tuple(
            (one, tuple(_file_changes(touched))) for one, touched in _touching(said.decode("utf-8", "replace"))
        )

    def folder_contents(self, commits: Sequence[str], folder: str) -> Mapping[str, tuple[str, str]]:
        """The names of the content of a folder before and after some commits, by the commit.

        Those whose first parent is not there, or has no such folder, are left out.

        Args:
            commits: full names.
            folder: relative to the top; empty for everything.

        Raises:
            GitFailed: git cannot be asked.
        """
        asked = "".join(f"{commit}^:{folder}\n{commit}:{folder}\n" for commit in commits)
        if not asked:
            return {}
        lines = self._output("cat-file", "--batch-check", given=asked.encode()).decode("utf-8", "replace").splitlines()
        trees = [line.split()[0] if line.split()[1:2] == ["tree"] else "" for line in lines]
        pairs = zip(commits, trees[::2], trees[1::2], strict=True)
        return {commit: (before, after) for commit, before, after in pairs if before and after}

    def blobs(self, names: Sequence[str], limit: int) -> Mapping[str, bytes]:
        """Contents by their names; those with more than `limit` bytes, and those that are missing, are left out.

        Raises:
            GitFailed: git cannot be asked.
        """
        if not names:
            return {}
        said = self._output("cat-file", "--batch", given="".join(f"{name}\n" for name in names).encode())
        contents: dict[str, bytes] = {}
        at = 0
        for name in names:
            end = said.find(b"\n", at)
            if end < 0:
                break
            head = said[at:end].split()
            at = end + 1
            if len(head) != 3 or head[1] != b"blob":
                continue  # "<name> missing"
            size = int(head[2])
            if size <= limit:
                contents[name] = said[at : at + size]
            at += size + 1
        return contents

    def files_at(self, revision: str, folder: str = "") -> tuple[StoredFile, ...]:
        """The files below a folder as a revision has them, in the order of their paths; links and submodules are left out.

        Raises:
            UnknownRevision: there is no such revision.
            GitFailed: git cannot be asked.
        """
        commit = self.commit_id(revision)
        said = self._output("ls-tree", "-r", "-z", "-l", "--full-tree", commit, "--", *_spec(folder))
        files = []
        for entry in said.decode("utf-8", "replace").split("\0"):
            head, tab, path = entry.partition("\t")
            fields = head.split()
            if tab and len(fields) == 4 and fields[0] in ("100644", "100755") and fields[3].isdigit():
                files.append(StoredFile(path, fields[2], int(fields[3])))
        return tuple(sorted(files))

    def contents(self, files: Sequence[StoredFile], limit: int) -> Mapping[str, bytes]:
        """The contents of stored files, by path; those with more than `limit` bytes are left out.

        Raises:
            GitFailed: git cannot be asked, or an object is missing.
        """
        wanted = [file for file in files if file.size <= limit]
        blobs = self.blobs([file.blob for file in wanted], limit)
        for file in wanted:
            if file.blob not in blobs:
                raise GitFailed(f"the repository lacks the content of {file.path!r}")
        return {file.path: blobs[file.blob] for file in wanted}

    def _output(self, command: str, *arguments: str, given: bytes = b"") -> bytes:
        git = _git()
        if git is None:
            raise GitFailed("git is not installed")
        with tempfile.TemporaryDirectory(prefix="cruxbase-git-") as folder:
            self._fill(Path(folder))
            return _run(
                [git, "--no-pager", "--literal-pathspecs", command, *arguments], self._environment(folder), given
            )

    def _environment(self, folder: str) -> dict[str, str]:
        return {
            "PATH": os.defpath,
            "HOME": folder,
            "LC_ALL": "C",
            "TZ": "UTC0",
            "GIT_DIR": folder,
            "GIT_OBJECT_DIRECTORY": os.fspath(self.common / "objects"),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_SYSTEM": os.devnull,
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_ATTR_NOSYSTEM": "1",
            "GIT_NO_LAZY_FETCH": "1",
            "GIT_NO_REPLACE_OBJECTS": "1",
            "GIT_OPTIONAL_LOCKS": "0",
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_ALLOW_PROTOCOL": "",
            "GIT_PAGER": "cat",
        }

    def _fill(self, folder: Path) -> None:
        """Make an empty folder a bare repository with the same references and the same cuts in history."""
        references = dict(_references(self.common))
        head = _text(self.own / "HEAD")
        names = [*references.values(), head]
        sha256 = any(len(name) == 64 and _ID.fullmatch(name) for name in names)
        settings = "[core]\n\trepositoryformatversion = 1\n\tbare = true\n[safe]\n\tbareRepository = explicit\n"
        if sha256:
            settings += "[extensions]\n\tobjectFormat = sha256\n"
        (folder / "config").write_text(settings, encoding="utf-8")
        (folder / "refs").mkdir()
        target = head.removeprefix("ref:").strip()
        commit = references.get(target, "") if head.startswith("ref:") else head
        (folder / "HEAD").write_text(
            f"{commit if _ID.fullmatch(commit) else 'ref: refs/heads/none'}\n", encoding="utf-8"
        )
        lines = [f"{id} {name}\n" for name, id in sorted(references.items())]
        (folder / "packed-refs").write_text("".join(["# pack-refs with: sorted\n", *lines]), encoding="utf-8")
        if self.is_shallow:
            (folder / "shallow").write_text("".join(f"{cut}\n" for cut in sorted(self.cut_commits)), encoding="utf-8")


def repository_of(folder: str | os.PathLike[str]) -> Repository | None:
    """The repository whose work tree a folder lies in; None where there is none, or where what looks like one is not.

    Args:
        folder: of the configuration, or the one that holds the base; never one among the records.
    """
    start = Path(os.path.abspath(folder))
    for top in (start, *start.parents):
        entry = top / ".git"
        if not os.path.lexists(entry):
            continue
        if entry.is_symlink():
            return None
        own = entry if entry.is_dir() else _pointed_to(entry)
        if own is None:
            return None
        shared = _text(own / "commondir")
        common = own / shared if shared else own
        fit = (own / "HEAD").is_file() and (common / "objects").is_dir()
        return Repository(top, own, common) if fit else None
    return None


def _pointed_to(entry: Path) -> Path | None:
    """The git folder that a file `.git` names, if that folder knows of this work tree: a file alone proves nothing."""
    written = _text(entry)
    if not written.startswith("gitdir:"):
        return None
    own = Path(os.path.normpath(entry.parent / written.removeprefix("gitdir:").strip()))
    back = _text(own / "gitdir")
    if back and os.path.realpath(own / back) == os.path.realpath(entry):
        return own  # a linked work tree
    of_a_submodule = any(own.is_relative_to(parent / ".git" / "modules") for parent in entry.parent.parents)
    return own if of_a_submodule else None


def _spec(path: str) -> tuple[str, ...]:
    return (path,) if path else ()


def _commits(said: str) -> Iterator[Commit]:
    return (commit for commit, _ in _touching(said))


def _touching(said: str) -> Iterator[tuple[Commit, Mapping[str, str]]]:
    """Commits, each with what git says before the path of a file that it touched, by these paths: how it was touched, last."""
    commit: Commit | None = None
    touched: dict[str, str] = {}
    letter = ""
    for piece in said.split("\0"):
        if letter:
            touched[piece] = letter
            letter = ""
            continue
        head = _HEADER.fullmatch(piece)
        if head is None:
            letter = piece.lstrip("\n")
            continue
        if commit is not None:
            yield _with_paths(commit, touched), touched
        id, date, moment, author, summary = head.groups()
        commit, touched = Commit(id, date, moment, author, summary), {}
    if commit is not None:
        yield _with_paths(commit, touched), touched


def _with_paths(commit: Commit, touched: Mapping[str, str]) -> Commit:
    added = tuple(path for path, letter in touched.items() if letter.endswith("A"))
    return commit._replace(paths=tuple(touched), added=added)


def _file_changes(touched: Mapping[str, str]) -> Iterator[FileChange]:
    """The touched files of a commit, by path from `:100644 100644 <before> <after> M`."""
    for path, head in touched.items():
        fields = head.lstrip(":").split()
        if len(fields) == 5:
            before, after = ("" if not name.strip("0") else name for name in fields[2:4])
            yield FileChange(path, before, after)


def _references(common: Path) -> Iterator[tuple[str, str]]:
    """The names and commits of branches and tags, the packed ones first, so that a later one counts."""
    number = 0
    for line in _text(common / "packed-refs", _PACKED).splitlines():
        id, _, name = line.partition(" ")
        if _ID.fullmatch(id) and _is_reference(name):
            yield name, id
    for folder, folders, names in os.walk(common / "refs"):
        folders.sort()
        for name in sorted(names):
            location = Path(folder, name)
            reference = location.relative_to(common).as_posix()
            id = _text(location)
            if _ID.fullmatch(id) and _is_reference(reference):
                yield reference, id
            number += 1
            if number > _MOST_REFERENCES:
                return


def _is_reference(name: str) -> bool:
    return name.startswith("refs/") and not re.search(r"[\x00-\x20\x7f~^:?*\[\\]|\.\.|//|@\{|\.lock$|/$|/\.", name)


def _text(location: Path, limit: int = _SMALL) -> str:
    """The text of a small file, without white space around it; empty where there is none, or a link, or a pipe."""
    try:
        return read_regular(location, limit, follow=False).decode("utf-8", "replace").strip()
    except OSError:
        return ""


def _git() -> str | None:
    """The program, from the absolute folders of the path only: not from a folder that happens to be the current one."""
    path = os.environ.get("PATH", os.defpath)
    return shutil.which("git", path=os.pathsep.join(part for part in path.split(os.pathsep) if os.path.isabs(part)))


class _Refused(GitFailed):
    """Git ended with an error."""


def _run(command: Sequence[str], environment: Mapping[str, str], given: bytes) -> bytes:
    try:
        with tempfile.TemporaryFile() as output:
            done = subprocess.run(  # noqa: S603 - a fixed program and command; nothing from a repository chooses either
                command,
                input=given,
                stdout=output,
                stderr=subprocess.DEVNULL,
                env=environment,
                cwd=environment["GIT_DIR"],
                timeout=_SECONDS,
                check=False,
            )
            if done.returncode:
                raise _Refused(f"git {command[3]} ended with status {done.returncode}")
            if output.tell() > _MOST_OUTPUT:
                raise GitFailed(f"git {command[3]} says more than can be read")
            output.seek(0)
            return output.read()
    except subprocess.TimeoutExpired:
        raise GitFailed(f"git {command[3]} took more than {_SECONDS} s") from None
    except OSError as error:
        raise GitFailed(f"git cannot be run: {error.strerror or error}") from None
