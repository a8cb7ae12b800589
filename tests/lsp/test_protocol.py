"""The language server, driven by a real client over the real protocol."""

from __future__ import annotations

import asyncio
import shutil
import statistics
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

types = pytest.importorskip("lsprotocol.types")
from pygls.lsp.client import LanguageClient  # noqa: E402 - only where the extra is there

from running import run_async  # noqa: E402 - likewise
from support import EXAMPLES, REPOSITORY  # noqa: E402 - likewise


def bool_of_any(_codes: list[str]) -> bool:
    """Whatever was found, it was published."""
    return True


class Editor:
    """A client with one document open at a time."""

    def __init__(self, client: Any, folder: Path) -> None:
        self.client = client
        self.folder = folder
        self.findings: dict[str, list[Any]] = {}
        self.heard = asyncio.Event()
        self._version = 0

        @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def published(params: Any) -> None:
            self.findings[params.uri] = params.diagnostics
            self.heard.set()

    def uri(self, path: str) -> str:
        """The address of a file."""
        return (self.folder / path).as_uri()

    def open(self, path: str, text: str) -> None:
        """Open a file with a text."""
        document = types.TextDocumentItem(self.uri(path), "yaml", self._version, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(document))

    def replace(self, path: str, text: str) -> None:
        """Type: another text in its place."""
        self._version += 1
        document = types.VersionedTextDocumentIdentifier(self._version, self.uri(path))
        change = types.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))

    async def until(self, path: str, holds: Callable[[list[str]], bool]) -> list[Any]:
        """The findings of a file, once their codes are as awaited."""
        async with asyncio.timeout(30):
            while True:
                findings = self.findings.get(self.uri(path))
                if findings is not None and holds([finding.code for finding in findings]):
                    return findings
                self.heard.clear()
                await self.heard.wait()

    def at(self, path: str, line: int, column: int) -> dict[str, Any]:
        """A place in a file."""
        return {
            "text_document": types.TextDocumentIdentifier(self.uri(path)),
            "position": types.Position(line, column),
        }

    async def complete(self, path: str, line: int, column: int) -> list[str]:
        """What is offered at a place."""
        answer = await self.client.text_document_completion_async(types.CompletionParams(**self.at(path, line, column)))
        return [item.text_edit.new_text for item in answer.items]


@asynccontextmanager
async def editor(folder: Path) -> AsyncIterator[Editor]:
    client = LanguageClient("test", "1")
    made = Editor(client, folder)
    await client.start_io(sys.executable, "-m", "cruxbase", "lsp", "--stdio")
    capabilities = types.ClientCapabilities()
    await client.initialize_async(types.InitializeParams(capabilities, root_uri=folder.as_uri()))
    client.initialized(types.InitializedParams())
    try:
        yield made
    finally:
        await client.shutdown_async(None)
        client.exit(None)
        await client.stop()


def edit_with(folder: Path, work: Callable[[Editor], Awaitable[None]]) -> None:
    async def whole() -> None:
        async with editor(folder) as made:
            await work(made)

    run_async(whole())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(EXAMPLES / "valid", tmp_path / "base")
    return tmp_path / "base"


DETERRENCE = """type: claim
title: Deterrence works
topic: monitoring
statement: An AI that expects to be caught does not try, 𝄞 whatever it wants.
supports:
  - claim: deploy-with-monitors
    because: What does not try does no harm.
"""
PATH = "claims/monitoring/deterrence.yaml"


def test_findings_come_as_one_types(folder: Path) -> None:
    """The buffer counts and not the file: a wrong key is found, and found no longer when it is mended."""

    async def work(editor: Editor) -> None:
        editor.open(PATH, DETERRENCE.replace("statement:", "statment:"))
        findings = await editor.until(PATH, lambda codes: "schema/unknown-key" in codes)
        (finding,) = [f for f in findings if f.code == "schema/unknown-key"]
        assert (finding.range.start.line, finding.range.start.character, finding.range.end.character) == (3, 0, 8)
        editor.replace(PATH, DETERRENCE)
        await editor.until(PATH, lambda codes: "schema/unknown-key" not in codes)

    edit_with(folder, work)


def test_what_needs_the_whole_base_is_found_too(folder: Path) -> None:
    """An id that leads nowhere has the code that `check` gives it, and an action creates the claim."""

    async def work(editor: Editor) -> None:
        editor.open(PATH, DETERRENCE.replace("claim: deploy-with-monitors", "claim: no-such-claim-at-all"))
        await editor.until(PATH, lambda codes: "link/unknown-claim" in codes)
        params = types.CodeActionParams(
            types.TextDocumentIdentifier(editor.uri(PATH)),
            types.Range(types.Position(5, 12), types.Position(5, 12)),
            types.CodeActionContext([]),
        )
        actions = await editor.client.text_document_code_action_async(params)
        assert "Create this claim" in [action.title for action in actions]

    edit_with(folder, work)


def test_ids_keys_values_and_steps_are_completed(folder: Path) -> None:
    """Ids by what may stand there, keys by type, values of the schema, and names of steps below `undercuts`."""

    async def work(editor: Editor) -> None:
        editor.open(PATH, DETERRENCE)
        await editor.until(PATH, bool_of_any)
        await asyncio.wait_for(_analysed(editor), 30)
        assert await editor.complete(PATH, 5, len("  - claim: deploy")) == ["deploy-with-monitors"]
        editor.replace(PATH, DETERRENCE + "str")
        keys = await editor.complete(PATH, 7, 3)
        assert "sources: " in keys
        assert "statement: " not in keys
        editor.replace(PATH, DETERRENCE + "    strength: ")
        assert await editor.complete(PATH, 7, 14) == ["weak", "moderate", "strong"]
        editor.replace(PATH, DETERRENCE + "topic: ")
        assert await editor.complete(PATH, 7, 7) == ["monitoring"]
        editor.replace(PATH, DETERRENCE + "undercuts:\n  - step: ")
        assert any("->" in name for name in await editor.complete(PATH, 8, 10))

    edit_with(folder, work)


async def _analysed(editor: Editor) -> None:
    """Wait until the whole base is known: an orphan in a scratch file is something that only it can show."""
    path = "claims/monitoring/scratch.yaml"
    text = DETERRENCE.replace("deploy-with-monitors", "no-such-claim-at-all")
    editor.open(path, text)
    await editor.until(path, lambda codes: "link/unknown-claim" in codes)


def test_an_id_says_what_it_means_and_where_it_is(folder: Path) -> None:
    """Hover, definition, references, outline and hints, with columns as editors count them."""

    async def work(editor: Editor) -> None:
        editor.open(PATH, DETERRENCE)
        await _analysed(editor)
        place = editor.at(PATH, 5, 14)
        hover = await editor.client.text_document_hover_async(types.HoverParams(**place))
        assert "On record:" in hover.contents.value
        target = await editor.client.text_document_definition_async(types.DefinitionParams(**place))
        assert target.uri.endswith("/deploy-with-monitors.yaml")
        found = await editor.client.text_document_references_async(
            types.ReferenceParams(types.ReferenceContext(False), **place)
        )
        (own,) = [location for location in found if location.uri == editor.uri(PATH)]
        assert (own.range.start.line, own.range.start.character, own.range.end.character) == (5, 11, 31)
        symbols = await editor.client.text_document_document_symbol_async(
            types.DocumentSymbolParams(types.TextDocumentIdentifier(editor.uri(PATH)))
        )
        assert [symbol.name for symbol in symbols] == ["type", "title", "topic", "statement", "supports"]
        hints = await editor.client.text_document_inlay_hint_async(
            types.InlayHintParams(
                types.TextDocumentIdentifier(editor.uri(PATH)), types.Range(types.Position(0, 0), types.Position(6, 0))
            )
        )
        assert [(hint.position.line, hint.position.character) for hint in hints] == [(5, 31)]

    edit_with(folder, work)


def test_a_record_is_renamed_everywhere(folder: Path) -> None:
    """The edit names the new file, and all files that named the old one."""

    async def work(editor: Editor) -> None:
        target = "claims/monitoring/deploy-with-monitors.yaml"
        editor.open(target, (folder / target).read_text())
        await editor.until(target, bool_of_any)
        answer = await editor.client.text_document_rename_async(
            types.RenameParams(new_name="deploy-if-monitored", **editor.at(target, 0, 2))
        )
        *edits, moved = answer.document_changes
        assert moved.new_uri.endswith("/deploy-if-monitored.yaml")
        assert len(edits) > 1

    edit_with(folder, work)


def test_fixes_and_objections_are_offered(folder: Path) -> None:
    """The fix that a finding carries, and a new record that speaks against the claim."""

    async def work(editor: Editor) -> None:
        editor.open(PATH, DETERRENCE.replace("Deterrence works", "Deterrence works."))
        await editor.until(PATH, lambda codes: "style/title-full-stop" in codes)
        params = types.CodeActionParams(
            types.TextDocumentIdentifier(editor.uri(PATH)),
            types.Range(types.Position(1, 0), types.Position(1, 0)),
            types.CodeActionContext([]),
        )
        fix, *others = await editor.client.text_document_code_action_async(params)
        assert fix.edit.changes[editor.uri(PATH)][0].new_text == ""
        assert [action.title for action in others] == ["Add an objection to deterrence"]
        assert "attacks:" in others[0].edit.document_changes[1].edits[0].new_text

    edit_with(folder, work)


def test_every_keystroke_is_answered(folder: Path) -> None:
    """Typed letter by letter, a record gets an answer at each: completion, hover and outline never fail."""
    text = DETERRENCE + "undercuts:\n  - {step: a -> b, because: "

    async def work(editor: Editor) -> None:
        editor.open(PATH, "")
        for end in range(1, len(text) + 1):
            typed = text[:end]
            editor.replace(PATH, typed)
            line = typed.count("\n")
            column = len(typed[typed.rfind("\n") + 1 :].encode("utf-16-le")) // 2
            place = editor.at(PATH, line, column)
            await asyncio.gather(
                editor.client.text_document_completion_async(types.CompletionParams(**place)),
                editor.client.text_document_hover_async(types.HoverParams(**place)),
                editor.client.text_document_document_symbol_async(
                    types.DocumentSymbolParams(types.TextDocumentIdentifier(editor.uri(PATH)))
                ),
            )

    edit_with(folder, work)


@pytest.mark.slow
def test_it_is_quick_on_a_thousand_records(tmp_path: Path) -> None:
    """Ready within about a second, and an answer within 50 ms at the median, on a base of 1,000 records."""
    folder = tmp_path / "large"
    files = sorted((REPOSITORY / "claims").rglob("*.yaml"))
    for file in [*(f for f in files if f.parent.name in ("topics", "legibility")), *files][:1000]:
        target = folder / file.relative_to(REPOSITORY)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, target)
    path = "claims/legibility/a-new-thought.yaml"
    text = DETERRENCE.replace("monitoring", "legibility").replace("deploy-with-monitors", "legible-work-has-low-value")

    async def work() -> None:
        async with editor(folder):  # reads all files once
            pass
        started = time.perf_counter()
        async with editor(folder) as made:
            ready = time.perf_counter() - started
            made.open(path, text)
            await made.until(path, bool_of_any)
            times = []
            for end in range(20, len(text)):
                typed = text[:end]
                made.replace(path, typed)
                line, column = typed.count("\n"), end - typed.rfind("\n") - 1
                before = time.perf_counter()
                await made.complete(path, line, column)
                times.append(time.perf_counter() - before)
        assert statistics.median(times) < 0.05
        assert ready < 3  # a second on a quiet machine

    run_async(work())
