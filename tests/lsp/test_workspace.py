"""The base behind an editor says what `check` says."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Mapping
from pathlib import Path

import pytest

pytest.importorskip("pygls")

from cruxbase.loading.loading import load
from cruxbase.lsp.workspace import Workspace
from cruxbase.parsing.base import BaseRead, LiveBase
from cruxbase.parsing.files import FileResult
from support import EXAMPLES


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(EXAMPLES / "valid" / "claims", tmp_path / "claims")
    return tmp_path / "claims"


BROKEN = {
    "monitoring/one.yaml": "type: claim\ntitle: One.\ntopic: monitoring\nstatement: No.\nsupports: [nowhere-at-all]\n",
    "monitoring/two.yaml": "type: claim\ntitle: Two\ntopic: nothing\nsupported_by: [one]\n",
    "monitoring/three.yaml": "type: claim\ntitle: 'Three\n",
}


def test_findings_are_those_of_check(root: Path) -> None:
    """Read from disk or typed into buffers, the same files give the same findings."""
    typed = Workspace(root)
    typed.analysed()
    for path, text in BROKEN.items():
        typed.put(f"claims/{path}", text)
    typed.analysed()
    for path, text in BROKEN.items():
        (root / path).write_text(text)
    expected = load(root).diagnostics
    assert len({finding.code for finding in expected}) > 3
    assert {f for path in typed.live.results for f in typed.file_findings(path)} == set(expected)


def test_a_buffer_that_is_closed_gives_way_to_the_disk(root: Path) -> None:
    """What was typed and not saved is forgotten."""
    made = Workspace(root)
    path = next(path for path in made.live.results if path.endswith("deploy-with-monitors.yaml"))
    before = made.file_findings(path)
    made.put(path, "type: claim")
    assert made.file_findings(path) != before
    made.drop(path)
    assert made.file_findings(path) == before


def test_a_record_keeps_its_title_while_it_is_half_typed(root: Path) -> None:
    """One letter too many does not take a record out of completion."""
    made = Workspace(root)
    made.put("claims/monitoring/deploy-with-monitors.yaml", "type: cl")
    record = made.named("deploy-with-monitors")
    assert record is not None
    assert record.title


class SlowBase(LiveBase):
    """A base that is put together only when a test says so."""

    begun: threading.Event
    may_go_on: threading.Event

    def read(self, results: Mapping[str, FileResult] | None = None) -> BaseRead:
        """As the base does, once the test has looked."""
        self.begun.set()
        assert self.may_go_on.wait(30)
        return super().read(results)


def test_a_keystroke_does_not_wait_for_the_whole_base(root: Path) -> None:
    """While a thread puts the base together, what is typed is taken, and is left for the next look at the base."""
    made = Workspace(root)
    made.live.__class__ = SlowBase
    assert isinstance(made.live, SlowBase)
    made.live.begun, made.live.may_go_on = threading.Event(), threading.Event()
    thread = threading.Thread(target=made.analysed)
    thread.start()
    assert made.live.begun.wait(30)
    path = "claims/monitoring/deploy-with-monitors.yaml"
    made.put(path, "type: claim")
    assert [finding.code for finding in made.file_findings(path)] == ["schema/missing-key"] * 3
    made.live.may_go_on.set()
    thread.join()
    assert made.knowledge_base is not None
    assert "deploy-with-monitors" in made.knowledge_base.corpus
