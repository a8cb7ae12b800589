"""From the bytes of many files to their data and findings, in several processes where that pays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, cast

import msgpack

from cruxbase.diagnostics import Diagnostic, Span, capped, diagnostic
from cruxbase.parsing.cache import plain_findings
from cruxbase.parsing.file_listing import SourceFile
from cruxbase.parsing.plain_layout import data_in_plain_layout
from cruxbase.parsing.raw_text import MAX_BYTES, Text, is_composed, text_of, too_large
from cruxbase.support.kept_data import digest_of
from cruxbase.support.processes import map_in_processes
from cruxbase.support.regular_files import TooLarge, read_regular

if TYPE_CHECKING:
    from cruxbase.records import Record
    from cruxbase.records.written import WrittenRecord
    from cruxbase.support.plain_data import WrittenMapping

RecordCheck: TypeAlias = "Callable[[Record, Text], Iterable[Diagnostic]]"
"""A check that needs one record and the text of its file only."""

UsualCheck: TypeAlias = "Callable[[WrittenRecord, str, Text], Iterable[Diagnostic] | None]"
"""The same, asked of the plain data, with the record's id; None where the record must be validated and made into a model."""

Marks: TypeAlias = "Callable[[WrittenRecord], bytes]"
"""What an index has of a record: that by which it is found when another one changes, read off its plain data alone."""

SHARE = 150
"""Another process is worth it for so many files."""

_SAMPLE = 40
"""So many files are read before the others are shared: what they import, each process would import for itself."""


class FileResult(NamedTuple):
    """What one file holds.

    Attributes:
        digest: of its bytes.
        data: the valid record's plain data; None where there is no valid record.
        findings: as nested lists, see `as_plain`.
        marks: what an index has of the record.
    """

    digest: bytes
    data: WrittenRecord | None
    findings: list[list[object]]
    marks: bytes = b""


_BATCH = 64
"""So many files are taken through each step together."""


def unmarked(_: WrittenRecord) -> bytes:
    """No marks, for whoever keeps no index."""
    return b""


def never_usual(_data: WrittenRecord, _id: str, _text: Text) -> None:
    """For whoever has a check of models only."""


def file_result(
    raw: bytes, path: str, check: RecordCheck, marks: Marks = unmarked, usual: UsualCheck = never_usual
) -> FileResult:
    """What one file holds, and everything that can be said about it without the others; see `results_of`."""
    return results_of([(path, raw)], check, marks, usual)[0]


def results_of(
    contents: Sequence[tuple[str, bytes]], check: RecordCheck, marks: Marks = unmarked, usual: UsualCheck = never_usual
) -> list[FileResult]:
    """What some files hold, and everything that can be said about each without the others.

    Each step is done for all of them before the next, which takes a fifth less than one file after the other: what a step
    needs stays in the processor's cache.

    Args:
        contents: path, for the spans of findings, and bytes of each.
        check: applied to each record.
        marks: read off each record.
        usual: asked first, where neither a YAML parser nor a model may be needed.
    """
    texts = [text_of(raw, path) for path, raw in contents]
    digests = [digest_of(raw) for _, raw in contents]
    plains = [data_in_plain_layout(text.content) if isinstance(text, Text) else None for text in texts]
    known = [
        usual(cast("WrittenRecord", plain), _stem(text.path), text)
        if plain is not None and isinstance(text, Text) and is_composed(text.content)
        else None
        for text, plain in zip(texts, plains, strict=True)
    ]
    results: list[FileResult] = []
    for text, digest, plain, findings in zip(texts, digests, plains, known, strict=True):
        if isinstance(text, Diagnostic):
            results.append(FileResult(digest, None, plain_findings([text])))
            continue
        data, found = _validated(text, plain, check) if findings is None else (cast("WrittenRecord", plain), findings)
        kept = plain_findings(capped(found)) if found else []
        results.append(FileResult(digest, data, kept, b"" if data is None else marks(data)))
    return results


def _stem(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".yaml")


def _validated(
    text: Text, plain: WrittenMapping | None, check: RecordCheck
) -> tuple[WrittenRecord | None, Sequence[Diagnostic]]:
    """The data of a record that takes a model to tell whether it is valid, if it is, and the findings."""
    # Here: most records need neither a YAML parser nor models, which take long to import.
    from cruxbase.parsing.located import located
    from cruxbase.parsing.validation import validated

    read = located(text, plain)
    record, problems = validated(read, text, _stem(text.path))
    if record is None:
        return None, problems
    return cast("WrittenRecord", read.data), (
        *problems,
        *check(record, text),
    )  # a record was made of it: it has the shape


def read_and_check(
    file: SourceFile, check: RecordCheck, marks: Marks = unmarked, usual: UsualCheck = never_usual
) -> FileResult:
    """What one file on disk holds; a file that cannot be opened gets a finding. See `results_of`."""
    return _read_and_checked([file], check, marks, usual)[0]


def _read_and_checked(
    files: Sequence[SourceFile], check: RecordCheck, marks: Marks, usual: UsualCheck
) -> list[FileResult]:
    read = [_content(file) for file in files]
    contents = [(file.path, raw) for file, raw in zip(files, read, strict=True) if isinstance(raw, bytes)]
    results = iter(results_of(contents, check, marks, usual))
    return [next(results) if isinstance(raw, bytes) else raw for raw in read]


def _content(file: SourceFile) -> bytes | FileResult:
    """The bytes of a file, or what is to be said of one that cannot be read."""
    try:
        return read_regular(file.location, MAX_BYTES)
    except TooLarge as problem:
        digest = digest_of(f"{problem.size} bytes".encode())
        return FileResult(digest, None, plain_findings([too_large(file.path, problem.size)]))
    except OSError as error:
        finding = diagnostic(
            "yaml/unreadable",
            f"cannot be read: {error.strerror or error}",
            Span(file.path),
            help="check the permissions of the file",
        )
        return FileResult(b"", None, plain_findings([finding]))


class PackedResult(NamedTuple):
    """What one file holds, and the same as bytes: it is packed once, to come from another process and to be kept.

    Attributes:
        result: what the file holds.
        packed: the same, as MessagePack has it.
    """

    result: FileResult
    packed: bytes


class _Share:
    """What some files hold. From one process to another only what is packed goes, which is what will be written anyway."""

    def __init__(self, packed: list[bytes], results: list[FileResult] | None = None) -> None:
        self.packed = packed
        self.results = list(map(_unpacked, packed)) if results is None else results

    def __reduce__(self) -> tuple[type[_Share], tuple[list[bytes]]]:
        return _Share, (self.packed,)


def _unpacked(packed: bytes) -> FileResult:
    return FileResult._make(msgpack.unpackb(packed, use_list=True, strict_map_key=False))


def file_results(
    files: Sequence[SourceFile], check: RecordCheck, marks: Marks = unmarked, usual: UsualCheck = never_usual
) -> list[PackedResult]:
    """What each of the files holds, in their order. See `results_of`."""

    def work(some: Sequence[SourceFile]) -> _Share:
        batches = (some[first : first + _BATCH] for first in range(0, len(some), _BATCH))
        results = [result for batch in batches for result in _read_and_checked(batch, check, marks, usual)]
        return _Share(list(map(msgpack.packb, results)), results)

    if not files:
        return []
    step = max(1, len(files) // _SAMPLE)
    rest = [number for number in range(len(files)) if number % step]
    sample, others = work(files[::step]), map_in_processes([files[number] for number in rest], work, above=SHARE)
    made: dict[int, PackedResult] = {}
    shared: list[tuple[Sequence[int], _Share]] = [(range(0, len(files), step), sample)]
    shared += [(rest[first :: len(others)], share) for first, share in enumerate(others)]  # they took turns
    for numbers, share in shared:
        made.update(zip(numbers, map(PackedResult, share.results, share.packed), strict=True))
    return list(map(made.__getitem__, range(len(files))))
