"""What is remembered between two runs, so that an unchanged base costs a look at its files and no more.

Two files stand in `.cruxbase/` beside the base. `index` says for each file its time, size and digest, and holds the
findings of the last whole check; `records` holds each file's plain data and own findings. Both are thrown away
whenever they are damaged or another version of cruxbase wrote them. They are written to a fresh file that takes the
old one's place, so that two processes may run at once.

A file whose time is not older than the index is read again whatever its time says: it may have changed within the
clock's tick (the *racy timestamp* rule of git's index).
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import msgpack

from cruxbase.diagnostics import Diagnostic, as_plain, from_plain
from cruxbase.reading.tree import SourceFile

FOLDER = ".cruxbase"
FORMAT = 1

_RACY_NS = 20_000_000  # coarser than the clock tick of any file system we know of (10 ms)


class Known(NamedTuple):
    """What the index says about one file."""

    mtime_ns: int
    size: int
    digest: bytes


class Index(NamedTuple):
    """The state of the files at the last run.

    Attributes:
        files: by path.
        written_ns: when the index was written.
        policy: digest of the settings under which `findings` were made.
        findings: of the last whole check; None where none was made for exactly these files.
    """

    files: Mapping[str, Known]
    written_ns: int
    policy: bytes
    findings: tuple[Diagnostic, ...] | None

    def unchanged(self, file: SourceFile) -> bool:
        """Whether a file is certainly the one that the index describes."""
        known = self.files.get(file.path)
        return (
            known is not None
            and known[0] == file.mtime_ns
            and known[1] == file.size
            and file.mtime_ns < self.written_ns - _RACY_NS
        )

    def matches(self, files: Sequence[SourceFile]) -> bool:
        """Whether the files are exactly those of the index, all unchanged."""
        return len(files) == len(self.files) and all(map(self.unchanged, files))


EMPTY_INDEX = Index({}, 0, b"", None)


class Cache:
    """The remembered state of one base.

    Args:
        folder: where to keep it; None keeps nothing.
        version: of the program and its schema; what another version wrote is not read.
    """

    def __init__(self, folder: str | None, version: str) -> None:
        self.folder = folder
        self.version = f"{FORMAT} {version}"

    def index(self) -> Index:
        """The index of the last run, or an empty one."""
        plain = self._read("index")
        try:
            files = {path: Known(*known) for path, known in plain["files"].items()}
            findings = plain["findings"]
            made = None if findings is None else tuple(from_plain(finding) for finding in findings)
            return Index(files, plain["written_ns"], plain["policy"], made)
        except (KeyError, TypeError, ValueError, AttributeError):
            return EMPTY_INDEX

    def records(self) -> dict[str, list[Any]]:
        """By path: digest, plain data or None, plain findings."""
        plain = self._read("records")
        records = plain.get("records")
        return records if isinstance(records, dict) else {}

    def store_index(self, index: Index) -> None:
        """Remember the state of the files."""
        findings = None if index.findings is None else [as_plain(finding) for finding in index.findings]
        self._write(
            "index",
            {"files": index.files, "written_ns": index.written_ns, "policy": index.policy, "findings": findings},
        )

    def store_records(self, records: Mapping[str, Sequence[Any]]) -> None:
        """Remember the data of the files."""
        self._write("records", {"records": records})

    def _read(self, name: str) -> dict[str, Any]:
        if self.folder is None:
            return {}
        try:
            with open(os.path.join(self.folder, name), "rb") as file:
                raw = file.read()
            # The digest guards against a damaged file that still unpacks.
            if hashlib.blake2b(raw[16:], digest_size=16).digest() != raw[:16]:
                return {}
            plain = msgpack.unpackb(raw[16:], use_list=True, strict_map_key=False)
        except (OSError, ValueError, msgpack.UnpackException):
            return {}
        if not isinstance(plain, dict) or plain.get("version") != self.version:
            return {}
        return plain

    def _write(self, name: str, plain: Mapping[str, Any]) -> None:
        """Write one file in one step; a base that cannot be written to is read all the same."""
        if self.folder is None:
            return
        body = msgpack.packb({"version": self.version, **plain})
        temporary = None
        try:
            os.makedirs(self.folder, exist_ok=True)
            _keep_out_of_git(self.folder)
            handle, temporary = tempfile.mkstemp(prefix=name + "-", dir=self.folder)
            with os.fdopen(handle, "wb") as file:
                file.write(hashlib.blake2b(body, digest_size=16).digest())
                file.write(body)
            os.replace(temporary, os.path.join(self.folder, name))
        except OSError:
            if temporary is not None:
                with contextlib.suppress(OSError):
                    os.unlink(temporary)


def _keep_out_of_git(folder: str) -> None:
    ignore = os.path.join(folder, ".gitignore")
    if not os.path.exists(ignore):
        with open(ignore, "w", encoding="utf-8") as file:
            file.write("*\n")


def digest_of(raw: bytes) -> bytes:
    """The fingerprint of a file's content."""
    return hashlib.blake2b(raw, digest_size=16).digest()


def plain_findings(findings: Iterable[Diagnostic]) -> list[list[object]]:
    """Findings as the records file keeps them."""
    return [as_plain(finding) for finding in findings]
