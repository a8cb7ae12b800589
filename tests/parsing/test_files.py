"""Files read in several processes give what they give in one."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import pytest

from cruxbase.checks.on_records import findings_in_usual_form, record_findings
from cruxbase.diagnostics import Diagnostic
from cruxbase.parsing import files as files_module
from cruxbase.parsing.base import base_of_texts, base_read
from cruxbase.parsing.cache import Cache
from cruxbase.parsing.file_listing import FileListing, tree
from cruxbase.parsing.files import FileResult, file_results, never_usual
from support import valid_texts

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked where the system can")


@pytest.fixture
def listed(tmp_path: Path) -> FileListing:
    """A base of a few hundred files, some of them broken."""
    good = list(valid_texts().items())
    for number in range(40):
        for path, text in good[:10]:
            target = tmp_path / f"{path.removesuffix('.yaml')}-{number}.yaml"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text if number % 7 else text.replace("title:", "tilte:"), encoding="utf-8")
    (tmp_path / "claims" / "binary.yaml").write_bytes(bytes(range(256)))
    return tree(tmp_path / "claims")


def shared(listed: FileListing, monkeypatch: pytest.MonkeyPatch, processes: int) -> list[FileResult]:
    """What the files hold when so many processes share them."""
    monkeypatch.setattr(files_module, "SHARE", 1)
    monkeypatch.setattr(os, "cpu_count", lambda: processes)
    monkeypatch.setattr(threading, "active_count", lambda: 1)  # whatever servers other tests have left
    return [result for result, _ in file_results(listed.files, record_findings, usual=findings_in_usual_form)]


@pytest.mark.parametrize("processes", [2, 3, 8])
def test_processes_change_nothing(listed: FileListing, monkeypatch: pytest.MonkeyPatch, processes: int):
    """Shared among processes the files give the same data and findings in the same order."""
    alone = shared(listed, monkeypatch, 1)
    assert shared(listed, monkeypatch, processes) == [FileResult(*entry) for entry in alone]
    assert any(result.findings for result in alone)


def test_process_that_comes_to_harm_is_made_up_for(listed: FileListing, monkeypatch: pytest.MonkeyPatch):
    """Where a forked process dies, its share is read here."""
    expected = shared(listed, monkeypatch, 1)
    parent = os.getpid()

    def dying(record: object, spans: object) -> list[Diagnostic]:
        if os.getpid() != parent:
            os._exit(9)
        return list(record_findings(record, spans))  # type: ignore[arg-type] # passed through

    monkeypatch.setattr(os, "cpu_count", lambda: 3)
    assert [result for result, _ in file_results(listed.files, dying)] == expected


def test_records_in_their_usual_form_are_read_as_by_models(listed: FileListing):
    """Whether it is told by its plain data or by a model, a file holds the same."""
    short, long = (
        file_results(listed.files, record_findings, usual=way) for way in (findings_in_usual_form, never_usual)
    )
    assert short == long


def test_mistake_in_a_check_is_not_swallowed(listed: FileListing, monkeypatch: pytest.MonkeyPatch):
    """A programming mistake in a check raises, also when processes share the work."""
    monkeypatch.setattr(files_module, "SHARE", 1)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)

    def mistaken(*_: object) -> list[Diagnostic]:
        raise LookupError("a mistake in a check")

    with pytest.raises(LookupError):
        file_results(listed.files, mistaken)


def test_memory_and_disk_give_the_same_base(listed: FileListing):
    """A base of texts is the base of the files that hold them."""
    read = base_read(listed, Cache(None, ""), record_findings)
    texts = {file.path: Path(file.location).read_bytes().decode(errors="surrogateescape") for file in listed.files}
    in_memory = base_of_texts({path: text for path, text in texts.items() if "binary" not in path}, record_findings)
    assert list(read.corpus) == list(in_memory.corpus)
    assert [d for d in read.diagnostics if "binary" not in d.span.path] == list(in_memory.diagnostics)


def test_no_processes_where_a_gui_framework_forbids_them(listed: FileListing, monkeypatch: pytest.MonkeyPatch):
    """On macOS with Objective-C loaded forking is not safe and not done."""
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setitem(sys.modules, "objc", sys)
    monkeypatch.setattr(os, "fork", None)
    assert len(shared(listed, monkeypatch, 4)) == len(listed.files)
