"""What is remembered between two runs, so that an unchanged base costs a look at its files and no more.

Up to eight files stand in a folder of the user's own cache, never in the tree, which may be a stranger's. `index` says for
each file its times, size and digest, and holds the findings of the last check; `last` holds these with one digest of the times
and sizes of all files, which is all that a check needs where nothing changed. `records` holds each file's plain data and
own findings, and `changes` the same for the files that changed since `records` was written, so that one edit does not write
everything again; `places` says where in `records` each file's part stands, so that an edit need not read everything either.
`traces` holds what each check found, and what that depends on (see `loading.traces`), and `relations` all relations in
numbers; `search` is the index of `cruxbase find` (see `analysis.search`). All are thrown away whenever they are damaged or
another version of cruxbase wrote them. They are written to a fresh file that takes the old one's place, so that two
processes may run at once.

A file is taken to be unchanged if its size, its times and its number in the file system are those of the index. The time of
the last change of anything about it cannot be set by a program, so an edit shows even where an archive, `touch -r` or a
checkout has clamped the other one. A file whose times are not older than the index is read again whatever they say: it may
have changed within the clock's tick (the *racy timestamp* rule of git's index).
"""

from __future__ import annotations

import contextlib
import os
import zlib
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

import msgpack

from cruxbase.diagnostics import Diagnostic, as_plain, from_plain
from cruxbase.parsing.file_listing import SourceFile
from cruxbase.support.atomic_files import sweep, write_parts
from cruxbase.support.fingerprint import FINDINGS, fingerprint
from cruxbase.support.kept_data import DIGEST_SIZE, Kept, digest_of, kept_bytes, read_kept, with_digest
from cruxbase.support.regular_files import read_parts
from cruxbase.support.user_cache import cache_folder

FORMAT = 4

_PART_IN_CHANGES = 8
"""Once more than one record in so many changed, all are written again."""

_FORGOTTEN = 3600.0  # seconds after which a file that waits for its place belongs to a process that is gone

_RACY_NS = 20_000_000  # coarser than the clock tick of any file system we know of (10 ms)


class Known(NamedTuple):
    """What the index says about one file."""

    mtime_ns: int
    size: int
    ctime_ns: int
    inode: int
    digest: bytes

    @classmethod
    def of(cls, file: SourceFile, digest: bytes) -> Known:
        """What is to be known of a file whose content has this digest."""
        return cls(file.mtime_ns, file.size, file.ctime_ns, file.inode, digest)


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
            and known[:4] == file[2:]
            and max(file.mtime_ns, file.ctime_ns) < self.written_ns - _RACY_NS
        )


class LastCheck(NamedTuple):
    """The last whole check.

    Attributes:
        listing: a digest of what the file system said of all files.
        written_ns: when it began.
        policy: digest of the settings under which the findings were made.
        findings: of it.
    """

    listing: bytes
    written_ns: int
    policy: bytes
    findings: tuple[Diagnostic, ...]

    def is_of(self, files: Sequence[SourceFile]) -> bool:
        """Whether it was of exactly these files, which are all unchanged."""
        if not files:
            return self.listing == _listing((), ())
        paths, _, *stats = zip(*files, strict=True)
        newest = max(map(max, (stats[0], stats[2])))
        return newest < self.written_ns - _RACY_NS and self.listing == _listing(paths, stats)


def _listing(paths: Iterable[str], stats: Iterable[Iterable[int]]) -> bytes:
    """A digest of some paths, and of what stands in each column of what is known of the files."""
    return digest_of(msgpack.packb([list(paths), *map(list, stats)]))


class Remembered(NamedTuple):
    """What is known about the files' records from earlier runs.

    Attributes:
        records: by path: digest, plain data or None, plain findings.
        whole: digest of the file that holds most of them; empty where there is none.
        changed: the paths that changed since that file was written.
    """

    records: Mapping[str, Sequence[object]]
    whole: bytes
    changed: frozenset[str]


NOTHING_REMEMBERED = Remembered({}, b"", frozenset())
NOTHING_PACKED: Mapping[str, bytes] = MappingProxyType({})
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
        self._index: Index | None = None
        self._changes: Remembered | None = None
        self._places: Kept | None = None

    def index(self) -> Index:
        """The index of the last run, or an empty one; read once."""
        if self._index is None:
            self._index = self._index_as_written()
        return self._index

    def last_check(self) -> LastCheck | None:
        """The last whole check; None where none was made, or it was not of all files."""
        plain = self._read("last")[1]
        try:
            findings = tuple(map(from_plain, plain["findings"]))
            return LastCheck(plain["listing"], plain["written_ns"], plain["policy"], findings)
        except (KeyError, TypeError, ValueError, AttributeError):
            return None

    def _index_as_written(self) -> Index:
        plain = self._read("index")[1]
        try:
            files = {path: Known(*known) for path, known in plain["files"].items()}
            findings = plain["findings"]
            made = None if findings is None else tuple(from_plain(finding) for finding in findings)
            return Index(files, plain["written_ns"], plain["policy"], made)
        except (KeyError, TypeError, ValueError, AttributeError):
            return EMPTY_INDEX

    def records(self) -> Remembered:
        """What is known about the files' records."""
        self._changes = self._places = None  # whoever asks for all may bring them up to date, if in another process
        whole, plain = self._read("records")
        records = plain.get("records")
        if not isinstance(records, dict):
            return NOTHING_REMEMBERED
        later = self._read("changes")[1]
        changes = later.get("records")
        if later.get("of") != whole or not isinstance(changes, dict):
            return Remembered(records, whole, frozenset())
        records.update(changes)
        for path in [path for path, record in changes.items() if record is None]:
            del records[path]
        return Remembered(records, whole, frozenset(changes))

    def some_records(self, paths: Iterable[str]) -> dict[str, Sequence[object]]:
        """What is known about the records of some files, without reading what is known of the others; see `records`."""
        changes = self.changes()
        known = {path: changes.records[path] for path in paths if path in changes.records}
        wanted = [path for path in paths if path not in known]
        if not wanted:
            return known
        if self._places is None:
            self._places = self._read("places")[1]
        places = self._places.get("places")
        if self.folder is None or self._places.get("of") != changes.whole or not isinstance(places, dict):
            return known
        try:
            at = {path: places[path] for path in wanted if path in places}
            parts = [(0, DIGEST_SIZE), *((start, length) for start, length, _ in at.values())]
            whole, *raws = read_parts(os.path.join(self.folder, "records"), parts)
            for path, raw in zip(at, raws, strict=True) if whole == changes.whole else ():
                if zlib.crc32(raw) == at[path][2]:
                    known[path] = msgpack.unpackb(raw, use_list=True, strict_map_key=False)
        except (OSError, ValueError, TypeError, msgpack.UnpackException):
            return {}
        return known

    def changes(self) -> Remembered:
        """What is known about the records of the files that changed since those of all were written; read once."""
        if self._changes is None:
            plain = self._read("changes")[1]
            records, whole = plain.get("records"), plain.get("of")
            if isinstance(records, dict) and isinstance(whole, bytes):
                self._changes = Remembered(records, whole, frozenset(records))
            else:
                self._changes = NOTHING_REMEMBERED
        return self._changes

    def store_changes(self, records: Mapping[str, Sequence[object]], number: int) -> bool:
        """Remember the data of some more files; False where so many have changed that all should be written again.

        Args:
            records: of the files that changed, by path.
            number: of all files.
        """
        earlier = self.changes()
        changed = {**earlier.records, **records}
        if not earlier.whole or len(changed) * _PART_IN_CHANGES > number:
            return False
        self._changes = None
        self._write("changes", {"of": earlier.whole, "records": changed})
        return True

    def derived(self, name: str) -> Kept:
        """What was worked out of the base and stored under a name, such as `traces` of checks; or nothing."""
        return self._read(name)[1]

    def store_derived(self, name: str, plain: Mapping[str, object]) -> None:
        """Remember what was worked out of the base."""
        self._write(name, plain)

    def store_index(self, index: Index) -> None:
        """Remember the state of the files."""
        self._index = None
        findings = None if index.findings is None else [as_plain(finding) for finding in index.findings]
        self._write(
            "index",
            {"files": index.files, "written_ns": index.written_ns, "policy": index.policy, "findings": findings},
        )
        *stats, _ = zip(*index.files.values(), strict=True) if index.files else ((),)
        last = {"written_ns": index.written_ns, "policy": index.policy, "findings": findings}
        self._write("last", {"listing": _listing(index.files, stats), **last})

    def store_records(
        self,
        records: Mapping[str, Sequence[object]],
        changed: Iterable[str] = (),
        earlier: Remembered = NOTHING_REMEMBERED,
        packed: Mapping[str, bytes] = NOTHING_PACKED,
    ) -> None:
        """Remember the data of the files.

        Args:
            records: of all files.
            changed: the paths whose records differ from what was known.
            earlier: what was known.
            packed: the records that are packed already.
        """
        changes = earlier.changed.union(changed, earlier.records.keys() - records.keys())
        self._changes = None
        if earlier.whole and len(changes) * _PART_IN_CHANGES <= len(records):
            self._write("changes", {"of": earlier.whole, "records": {path: records.get(path) for path in changes}})
        else:
            self._write_records(records, packed)
            if self.folder is not None:
                sweep(self.folder, _FORGOTTEN)

    def _write_records(self, records: Mapping[str, Sequence[object]], packed: Mapping[str, bytes]) -> None:
        """Write the data of all files, with where each has its part."""
        pack = msgpack.Packer(autoreset=True)
        parts = [pack.pack_map_header(2), *map(pack.pack, ("version", self.version, "records"))]
        parts.append(pack.pack_map_header(len(records)))
        at = DIGEST_SIZE + sum(map(len, parts))
        places: dict[str, tuple[int, int, int]] = {}
        for path, record in records.items():
            key, value = pack.pack(path), packed.get(path) or pack.pack(record)
            places[path] = (at + len(key), len(value), zlib.crc32(value))
            at += len(key) + len(value)
            parts += (key, value)
        whole, *_ = parts = with_digest(parts)
        self._places = None
        self._write_raw("records", parts)
        self._write("places", {"of": whole, "places": places})
        self._write("changes", {"of": whole, "records": {}})

    def _read(self, name: str) -> tuple[bytes, Kept]:
        """The digest and the content of one file; of one that cannot be used, nothing."""
        if self.folder is None:
            return b"", {}
        digest, plain = read_kept(os.path.join(self.folder, name))
        return (digest, plain) if plain.get("version") == self.version else (b"", {})

    def _write(self, name: str, plain: Mapping[str, object]) -> None:
        """Write one file in one step; a base that cannot be written to is read all the same."""
        if self.folder is not None:
            self._write_raw(name, [kept_bytes({"version": self.version, **plain})])

    def _write_raw(self, name: str, parts: Sequence[bytes]) -> None:
        if self.folder is not None:
            with contextlib.suppress(OSError):
                write_parts(os.path.join(self.folder, name), parts, sync=False)


def plain_findings(findings: Iterable[Diagnostic]) -> list[list[object]]:
    """Findings as the records file keeps them."""
    return [as_plain(finding) for finding in findings]


def cache_of(root: str | os.PathLike[str], *, enabled: bool = True) -> Cache:
    """The memory of a base, in the user's cache folder."""
    top = os.path.abspath(os.fspath(root))
    folder = cache_folder(os.path.dirname(top), f"check-{os.path.basename(top)}") if enabled else None
    return Cache(folder, fingerprint(FINDINGS))
