"""From the bytes of many files to their data and findings, in several processes where that pays."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import msgpack

from cruxbase.diagnostics import Diagnostic, Span, diagnostic
from cruxbase.reading.cache import digest_of, plain_findings
from cruxbase.reading.located import SpanTable, located
from cruxbase.reading.raw_text import text_of
from cruxbase.reading.tree import SourceFile
from cruxbase.reading.validation import validated
from cruxbase.records import Record

RecordCheck = Callable[[Record, Callable[[], SpanTable]], Iterable[Diagnostic]]
"""A check that needs one record only; it asks for the places when it has something to say."""

FORK_ABOVE = 300
MAX_PROCESSES = 8


class FileResult(NamedTuple):
    """What one file holds.

    Attributes:
        digest: of its bytes.
        data: the valid record's plain data; None where there is no valid record.
        findings: as nested lists, see `as_plain`.
    """

    digest: bytes
    data: dict[str, Any] | None
    findings: list[Any]


def file_result(raw: bytes, path: str, check: RecordCheck) -> FileResult:
    """What one file holds, and everything that can be said about it without the others."""
    text = text_of(raw, path)
    digest = digest_of(raw)
    if isinstance(text, Diagnostic):
        return FileResult(digest, None, plain_findings([text]))
    read = located(text)
    stem = path.rpartition("/")[2].removesuffix(".yaml")
    record, problems = validated(read, text, stem)
    if record is None:
        return FileResult(digest, None, plain_findings(problems))
    found = [*problems, *check(record, lambda: SpanTable(text))]
    return FileResult(digest, read.data, plain_findings(found))


def read_and_check(file: SourceFile, check: RecordCheck) -> FileResult:
    """What one file on disk holds; a file that cannot be opened gets a finding."""
    try:
        with open(file.location, "rb") as handle:
            raw = handle.read()
    except OSError as error:
        finding = diagnostic(
            "yaml/unreadable",
            f"cannot be read: {error.strerror or error}",
            Span(file.path),
            help="check the permissions of the file",
        )
        return FileResult(b"", None, plain_findings([finding]))
    return file_result(raw, file.path, check)


def file_results(files: Sequence[SourceFile], check: RecordCheck) -> list[FileResult]:
    """What each of the files holds, in their order.

    Above some 300 files the work is shared among forked processes, one a processor.
    """
    processes = min(os.cpu_count() or 1, MAX_PROCESSES, 1 + len(files) // FORK_ABOVE)
    if processes == 1 or not hasattr(os, "fork") or (sys.platform == "darwin" and "objc" in sys.modules):
        return [read_and_check(file, check) for file in files]
    share = -(-len(files) // processes)
    parts = [files[start : start + share] for start in range(0, len(files), share)]
    children = [_Child(part, check) for part in parts[1:]]
    try:
        results = [read_and_check(file, check) for file in parts[0]]
        for child in children:
            results.extend(child.results())
    except BaseException:
        for child in children:
            child.stop()
        raise
    return results


class _Child:
    """A forked process that reads its share of the files and sends back what they hold."""

    def __init__(self, files: Sequence[SourceFile], check: RecordCheck) -> None:
        self.files = files
        self.check = check
        self.pipe, writing = os.pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        self.pid = os.fork()
        if self.pid:
            os.close(writing)
            return
        status = 1
        try:
            os.close(self.pipe)
            with os.fdopen(writing, "wb") as out:
                out.write(msgpack.packb([read_and_check(file, check) for file in files]))
            status = 0
        finally:
            os._exit(status)

    def results(self) -> list[FileResult]:
        """What the share holds; done again here where the process came to harm."""
        with os.fdopen(self.pipe, "rb") as source:
            raw = source.read()
        _, status = os.waitpid(self.pid, 0)
        if status != 0:
            return [read_and_check(file, self.check) for file in self.files]
        return [FileResult(*plain) for plain in msgpack.unpackb(raw)]

    def stop(self) -> None:
        """End the process and forget what it was doing."""
        try:
            os.close(self.pipe)
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        except OSError:
            pass
