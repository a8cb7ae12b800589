"""The files of a base: every `.yaml` below its folder, each with what tells whether it changed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cruxbase.diagnostics import Diagnostic, Span, diagnostic

_FOREIGN = {
    ".argdown": "argdown",
    ".bag": "bag",
    ".bib": "bibtex",
    ".csv": "csv",
    ".json": "FORMAT",
    ".ris": "ris",
}
"""Endings of files that can be brought in, and the format to name; of .json there are several."""


class SourceFile(NamedTuple):
    """One file as the file system describes it.

    Attributes:
        path: relative to the folder that holds the base, with forward slashes: `claims/legibility/a.yaml`.
        location: where to open it.
        mtime_ns: time of the last change of its content, in nanoseconds.
        size: in bytes.
        ctime_ns: time of the last change of anything about it, in nanoseconds, which no program can set.
        inode: its number in the file system.
    """

    path: str
    location: str
    mtime_ns: int
    size: int
    ctime_ns: int = 0
    inode: int = 0

    @property
    def stem(self) -> str:
        """The file's name without its suffix."""
        return self.path.rpartition("/")[2].removesuffix(".yaml")


class FileListing(NamedTuple):
    """The files of a base in the order of their paths, and findings about the folder itself."""

    files: tuple[SourceFile, ...]
    diagnostics: tuple[Diagnostic, ...]


def tree(root: str | os.PathLike[str]) -> FileListing:
    """The files below `root`.

    Hidden files and folders are passed over, and files called README. A link that leads out of the base is not followed
    and is reported, as is whatever else is no record: one finding a folder.

    Raises:
        NotADirectoryError: `root` is not a folder.
    """
    top = os.path.abspath(os.fspath(root))
    if not os.path.isdir(top):
        raise NotADirectoryError(top)
    walk = _Walk(os.path.realpath(top))
    walk.folder(top, os.path.basename(top))
    walk.files.sort()
    walk.problems.extend(_strays(walk.strays, walk.files))
    walk.problems.extend(_foreign(walk.foreign))
    return FileListing(tuple(walk.files), tuple(walk.problems))


class _Walk:
    def __init__(self, real_top: str) -> None:
        self.real_top = real_top
        self.files: list[SourceFile] = []
        self.problems: list[Diagnostic] = []
        self.strays: list[str] = []
        self.foreign: list[str] = []

    def folder(self, location: str, path: str) -> None:
        try:
            with os.scandir(location) as entries:
                for entry in entries:
                    if not entry.name.startswith("."):
                        self._entry(entry, f"{path}/{entry.name}")
        except OSError as error:
            self._unreadable(path, error)

    def _entry(self, entry: os.DirEntry[str], path: str) -> None:
        if not entry.name.isascii() and (shown := entry.name.encode(errors="backslashreplace").decode()) != entry.name:
            self._nameless(f"{path.removesuffix(entry.name)}{shown}")
            return
        try:
            if entry.is_symlink() and not self._stays_inside(entry.path):
                self.problems.append(
                    diagnostic(
                        "yaml/outside-link",
                        "this link leads out of the base, or nowhere",
                        Span(path),
                        help="put the record itself here; links inside the base are followed only to files",
                    )
                )
            elif entry.is_dir(follow_symlinks=False):
                self.folder(entry.path, path)
            elif entry.name.endswith(".yaml") and entry.is_file():
                stat = entry.stat()
                self.files.append(
                    SourceFile(path, entry.path, stat.st_mtime_ns, stat.st_size, stat.st_ctime_ns, stat.st_ino)
                )
            elif entry.name.endswith(".yaml"):
                self.problems.append(
                    diagnostic(
                        "yaml/unreadable",
                        "it is a pipe, a socket or a device, and is not read",
                        Span(path),
                        help="put a file with the record in its place",
                    )
                )
            elif entry.name.lower().endswith((".yml", ".yaml")):
                self.problems.append(
                    diagnostic(
                        "yaml/wrong-suffix",
                        f"{entry.name!r} does not end in .yaml",
                        Span(path),
                        help="rename it so that it ends in .yaml; otherwise it is not read",
                    )
                )
            elif entry.name.lower().endswith(tuple(_FOREIGN)):
                self.foreign.append(path)
            elif not entry.name.startswith("README"):
                self.strays.append(path)
        except OSError as error:
            self._unreadable(path, error)

    def _nameless(self, path: str) -> None:
        self.problems.append(
            diagnostic(
                "yaml/unreadable",
                "the name is not UTF-8, and cannot be passed on",
                Span(path),
                help="rename it: lower-case words joined by hyphens",
            )
        )

    def _stays_inside(self, location: str) -> bool:
        target = os.path.realpath(location)
        return os.path.isfile(target) and target.startswith(self.real_top + os.sep)

    def _unreadable(self, path: str, error: OSError) -> None:
        self.problems.append(
            diagnostic(
                "yaml/unreadable",
                f"cannot be read: {error.strerror or error}",
                Span(path),
                help="check the permissions of the file and its folder",
            )
        )


def _strays(strays: Iterable[str], files: Iterable[SourceFile]) -> Iterator[Diagnostic]:
    """A finding for each folder with files that are no records; for a folder without any record, one for all of it."""
    with_records: set[str] = set()
    for file in files:
        folder = file.path.rpartition("/")[0]
        while folder and folder not in with_records:
            with_records.add(folder)
            folder = folder.rpartition("/")[0]
    by_folder: dict[str, list[str]] = {}
    for path in strays:
        folder = path.rpartition("/")[0]
        while "/" in folder and (parent := folder.rpartition("/")[0]) not in with_records and "/" in parent:
            folder = parent
        by_folder.setdefault(folder, []).append(path)
    for _, paths in sorted(by_folder.items()):
        first, *others = sorted(paths)
        rest = f", nor {'is 1 other' if len(others) == 1 else f'are {len(others):,} others'} in its folder"
        yield diagnostic(
            "yaml/stray-file",
            f"{first.rpartition('/')[2]!r} is no record{rest if others else ''}",
            Span(first),
            help="the base is for records and READMEs; keep other files elsewhere",
        )


def _foreign(paths: Iterable[str]) -> Iterator[Diagnostic]:
    """A finding for each folder and ending of files that hold claims or sources in another form."""
    together: dict[tuple[str, str], list[str]] = {}
    for path in paths:
        together.setdefault((path.rpartition("/")[0], f".{path.rpartition('.')[2].lower()}"), []).append(path)
    for (_, suffix), several in sorted(together.items()):
        first, *others = sorted(several)
        more = f", and so {'is 1 other' if len(others) == 1 else f'are {len(others):,} others'} in its folder"
        which = ": aif, argdown-json, csl, json or sadface" if _FOREIGN[suffix] == "FORMAT" else ""
        yield diagnostic(
            "yaml/foreign-file",
            f"{first.rpartition('/')[2]!r} is in another form than records are{more if others else ''}",
            Span(first),
            help=f"bring it in with 'cruxbase import {_FOREIGN[suffix]} {first}'{which}; then keep it elsewhere",
        )
