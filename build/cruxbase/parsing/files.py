"""From the bytes of many files to their data and findings, in several processes where that pays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, cast

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


NO_RESULT = FileResult(b"", None, [])
"""What is known of a file that is still to be read."""


def unmarked(_: WrittenRecord) -> bytes:
    """No marks, for whoever keeps no index."""
    return b""


def never_usual(_data: WrittenRecord, _id: str, _text: Text) -> None:
    """For whoever has a check of models only."""


def file_result(
    raw: bytes, path: str, check: RecordCheck, marks: Marks = unmarked, usual: UsualCheck = never_usual
) -> FileResult:
    """What one file holds, and everything that can be said about it without the others.

    Args:
        raw: the bytes of the file.
        path: the file, for the spans of findings.
        check: applied to the record.
        marks: read off the record.
        usual: asked first, where neither a YAML parser nor a model may be needed.
    """
    text = text_of(raw, path)
    digest = digest_of(raw)
    if isinstance(text, Diagnostic):
        return FileResult(digest, None, plain_findings([text]))
    stem = path.rpartition("/")[2].removesuffix(".yaml")
    plain = data_in_plain_layout(text.content)
    if plain is not None and is_composed(text.content):
        written = cast("WrittenRecord", plain)  # it has the shape, if anything comes of it
        usual_findings = usual(written, stem, text)
        if usual_findings is not None:
            return FileResult(digest, written, plain_findings(capped(usual_findings)), marks(written))
    # Here: most records need neither a YAML parser nor models, which take long to import.
    from cruxbase.parsing.located import located
    from cruxbase.parsing.validation import validated

    read = located(text, plain)
    record, problems = validated(read, text, stem)
    if record is None:
        return FileResult(digest, None, plain_findings(capped(problems)))
    found = [*problems, *check(record, text)]
    data = cast("WrittenRecord", read.data)  # a record could be made of it, so it has the shape
    return FileResult(digest, data, plain_findings(capped(found)), marks(data))


def read_and_check(
    file: SourceFile, check: RecordCheck, marks: Marks = unmarked, usual: UsualCheck = never_usual
) -> FileResult:
    """What one file on disk holds; a file that cannot be opened gets a finding. See `file_result`."""
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
    return file_result(raw, file.path, check, marks, usual)


def file_results(
    files: Sequence[SourceFile], check: RecordCheck, marks: Marks = unmarked, usual: UsualCheck = never_usual
) -> list[FileResult]:
    """What each of the files holds, in their order. See `file_result`."""

    def work(some: Sequence[SourceFile]) -> list[FileResult]:
        return [read_and_check(file, check, marks, usual) for file in some]

    step = max(1, len(files) // _SAMPLE)
    results: list[FileResult] = [NO_RESULT] * len(files)
    results[::step] = work(files[::step])
    rest = [number for number in range(len(files)) if number % step]
    shares = map_in_processes([files[number] for number in rest], work, above=SHARE)
    for first, share in enumerate(shares):  # they took turns
        for number, result in zip(rest[first :: len(shares)], share, strict=True):
            results[number] = result
    return results
