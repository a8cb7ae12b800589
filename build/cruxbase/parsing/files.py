"""From the bytes of many files to their data and findings, in several processes where that pays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, cast

from cruxbase.diagnostics import Diagnostic, Span, capped, diagnostic
from cruxbase.parsing.cache import plain_findings
from cruxbase.parsing.file_listing import SourceFile
from cruxbase.parsing.raw_text import MAX_BYTES, Text, text_of, too_large
from cruxbase.support.kept_data import digest_of
from cruxbase.support.processes import map_in_processes
from cruxbase.support.regular_files import TooLarge, read_regular

if TYPE_CHECKING:
    from cruxbase.records import Record
    from cruxbase.records.written import WrittenRecord

RecordCheck: TypeAlias = "Callable[[Record, Text], Iterable[Diagnostic]]"
"""A check that needs one record and the text of its file only."""

Marks: TypeAlias = "Callable[[WrittenRecord], bytes]"
"""What an index has of a record: that by which it is found when another one changes, read off its plain data alone."""

SHARE = 150
"""Another process is worth it for so many files."""


_FREQUENT = ("claim", "source")
"""Types of which any base has many."""


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


def unmarked(_: WrittenRecord) -> bytes:
    """No marks, for whoever keeps no index."""
    return b""


def file_result(raw: bytes, path: str, check: RecordCheck, marks: Marks = unmarked) -> FileResult:
    """What one file holds, and everything that can be said about it without the others."""
    # Here: an edit of a record in the usual form needs neither a YAML parser nor models.
    from cruxbase.parsing.located import located
    from cruxbase.parsing.validation import validated

    text = text_of(raw, path)
    digest = digest_of(raw)
    if isinstance(text, Diagnostic):
        return FileResult(digest, None, plain_findings([text]))
    read = located(text)
    stem = path.rpartition("/")[2].removesuffix(".yaml")
    record, problems = validated(read, text, stem)
    if record is None:
        return FileResult(digest, None, plain_findings(capped(problems)))
    found = [*problems, *check(record, text)]
    data = cast("WrittenRecord", read.data)  # a record could be made of it, so it has the shape
    return FileResult(digest, data, plain_findings(capped(found)), marks(data))


def read_and_check(file: SourceFile, check: RecordCheck, marks: Marks = unmarked) -> FileResult:
    """What one file on disk holds; a file that cannot be opened gets a finding."""
    try:
        raw = read_regular(file.location, MAX_BYTES)
    except TooLarge as problem:
        return FileResult(
            digest_of(f"{problem.size} bytes".encode()), None, plain_findings([too_large(file.path, problem.size)])
        )
    except OSError as error:
        finding = diagnostic(
            "yaml/unreadable",
            f"cannot be read: {error.strerror or error}",
            Span(file.path),
            help="check the permissions of the file",
        )
        return FileResult(b"", None, plain_findings([finding]))
    return file_result(raw, file.path, check, marks)


def file_results(files: Sequence[SourceFile], check: RecordCheck, marks: Marks = unmarked) -> list[FileResult]:
    """What each of the files holds, in their order."""

    def work(some: Sequence[SourceFile]) -> list[FileResult]:
        return [read_and_check(file, check, marks) for file in some]

    if files:
        _load_models()
    shares = map_in_processes(files, work, above=SHARE)
    results = [result for share in shares for result in share]
    for first, share in enumerate(shares):  # they took turns
        results[first :: len(shares)] = share
    return results


def _load_models() -> None:
    """Make, before the work is shared, what each process would make for itself."""
    from cruxbase.records import RECORD_TYPES

    for kind in _FREQUENT:
        RECORD_TYPES[kind].model_rebuild()
