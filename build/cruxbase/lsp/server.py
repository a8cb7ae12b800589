"""The language server over the protocol: what editors send in, and what they are sent."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from cruxbase import __version__
from cruxbase.diagnostics import Diagnostic, Edit, Span
from cruxbase.lsp import answers
from cruxbase.lsp.cursor import word_at
from cruxbase.lsp.workspace import Workspace
from cruxbase.records import CLAIM_LIKE

if TYPE_CHECKING:
    from cruxbase.editing.renaming import Renamed

PAUSE = 0.25  # seconds without a keystroke before the whole base is looked at
_TRIGGERS = ["-", " ", ":", "[", "{", ","]


class BaseServer(LanguageServer):
    """A language server for the base in the folder that an editor has open.

    Args:
        root: the base; by default `claims` in the editor's folder or above.
    """

    def __init__(self, root: Path | None = None) -> None:
        super().__init__("cruxbase", __version__)
        self._root = root
        self.base: Workspace | None = None
        self._due: asyncio.TimerHandle | None = None
        self._task: asyncio.Task[None] | None = None
        self._again = False

    # places

    def lines(self, path: str) -> list[str]:
        """The lines of a buffer or file, with their ends."""
        return self.base.text(path).splitlines(keepends=True) if self.base is not None else []

    def uri(self, path: str) -> str:
        """The address of a path."""
        assert self.base is not None
        return from_fs_path(os.fspath(self.base.location_of(path))) or ""

    def path(self, uri: str) -> str | None:
        """The path of an address; None for what is no record of the base."""
        file = to_fs_path(uri)
        return self.base.path_of(file) if file and self.base is not None else None

    def sent(self, path: str, place: types.Range) -> types.Range:
        """A range counted in characters, as the editor counts."""
        return self.workspace.position_codec.range_to_client_units(self.lines(path) or [""], place)

    def location(self, span: Span) -> types.Location:
        """A span as the editor counts."""
        return types.Location(self.uri(span.path), self.sent(span.path, answers.span_range(span)))

    def received(self, path: str, position: types.Position) -> tuple[list[str], int, int]:
        """The lines of a text, and a line and column in characters."""
        lines = self.lines(path)
        if position.line >= len(lines):
            return lines, position.line, 0
        place = self.workspace.position_codec.position_from_client_units(lines, position)
        return lines, place.line, place.character

    # the base

    def open_base(self, folder: str | None) -> None:
        """Read the base of an editor's folder, if there is one."""
        root = self._root or _nearest(Path(folder) if folder else Path.cwd())
        if root is not None and root.is_dir():
            self.base = Workspace(root)

    def typed(self, uri: str) -> None:
        """Take what an editor has of a file in place of the file."""
        path = self.path(uri)
        if path is not None and self.base is not None:
            self.base.put(path, self.workspace.get_text_document(uri).source)
            self.publish([path])
            self.analyse_soon()

    def on_disk(self, uri: str) -> None:
        """Go back to what the disk has of a file."""
        path = self.path(uri)
        if path is not None and self.base is not None:
            self.base.drop(path)
            self.publish([path])
            self.analyse_soon()

    def publish(self, paths: Sequence[str]) -> None:
        """Send the findings of some files."""
        base = self.base
        if base is None:
            return
        for path in paths:
            findings = base.file_findings(path)
            sent = [answers.diagnostic_of(finding, self.uri) for finding in findings]
            for finding in sent:
                finding.range = self.sent(path, finding.range)
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(self.uri(path), sent))

    def analyse_soon(self, pause: float = PAUSE) -> None:
        """Look at the whole base when nothing has been typed for a while."""
        if self._due is not None:
            self._due.cancel()
        self._due = asyncio.get_running_loop().call_later(pause, self._analyse)

    def _analyse(self) -> None:
        if self._task is not None and not self._task.done():
            self._again = True
            return
        self._task = asyncio.get_running_loop().create_task(self._analysed())

    async def _analysed(self) -> None:
        base = self.base
        if base is None:
            return
        changed = await asyncio.get_running_loop().run_in_executor(None, base.analysed)
        self.publish(sorted(changed))
        if self._again:
            self._again = False
            self.analyse_soon()


def _nearest(start: Path) -> Path | None:
    for folder in (start, *start.parents):
        if folder.name == "claims" and folder.is_dir():
            return folder
        if (folder / "claims").is_dir():
            return folder / "claims"
    return None


def server(root: Path | None = None) -> BaseServer:
    """A server that is ready to be started."""
    made = BaseServer(root)
    for add in (_add_documents, _add_completion, _add_words, _add_views, _add_renaming, _add_actions):
        add(made)
    return made


def _add_documents(made: BaseServer) -> None:
    """What editors tell of their buffers."""

    @made.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        folders = params.workspace_folders or []
        uri = folders[0].uri if folders else params.root_uri
        made.open_base(to_fs_path(uri) if uri else params.root_path)

    @made.feature(types.INITIALIZED)
    async def initialized(_params: types.InitializedParams) -> None:
        made.analyse_soon(0)

    @made.feature(types.TEXT_DOCUMENT_DID_OPEN)
    async def opened(params: types.DidOpenTextDocumentParams) -> None:
        made.typed(params.text_document.uri)

    @made.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def typed(params: types.DidChangeTextDocumentParams) -> None:
        made.typed(params.text_document.uri)

    @made.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    async def closed(params: types.DidCloseTextDocumentParams) -> None:
        made.on_disk(params.text_document.uri)

    @made.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def watched(params: types.DidChangeWatchedFilesParams) -> None:
        for change in params.changes:
            if change.uri not in made.workspace.text_documents:
                made.on_disk(change.uri)


def _add_completion(made: BaseServer) -> None:
    """What may be typed at a place."""

    @made.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=_TRIGGERS))
    def complete(params: types.CompletionParams) -> types.CompletionList | None:
        path = made.path(params.text_document.uri)
        if path is None or made.base is None:
            return None
        lines, line, column = made.received(path, params.position)
        items = answers.completions(made.base, lines, line, column)
        if items:
            for item in items:
                assert isinstance(item.text_edit, types.TextEdit)
            place = made.sent(path, items[0].text_edit.range)  # type: ignore[union-attr] # looked at above
            for item in items:
                item.text_edit = types.TextEdit(place, item.text_edit.new_text)  # type: ignore[union-attr] # likewise
        return types.CompletionList(is_incomplete=len(items) >= answers.MOST, items=items)


def _add_words(made: BaseServer) -> None:
    """What is asked of the word at a place."""

    @made.feature(types.TEXT_DOCUMENT_HOVER)
    def hover(params: types.HoverParams) -> types.Hover | None:
        path = made.path(params.text_document.uri)
        if path is None or made.base is None:
            return None
        shown = answers.hover(made.base, *made.received(path, params.position))
        if shown is not None and shown.range is not None:
            shown.range = made.sent(path, shown.range)
        return shown

    @made.feature(types.TEXT_DOCUMENT_DEFINITION)
    def definition(params: types.DefinitionParams) -> types.Location | None:
        path = made.path(params.text_document.uri)
        if path is None or made.base is None:
            return None
        span = answers.definition(made.base, *made.received(path, params.position))
        return None if span is None else made.location(span)

    @made.feature(types.TEXT_DOCUMENT_REFERENCES)
    def references(params: types.ReferenceParams) -> list[types.Location]:
        path = made.path(params.text_document.uri)
        if path is None or made.base is None:
            return []
        id = answers.subject(made.base, path, *made.received(path, params.position))
        record = made.base.named(id)
        own = [Span(record.path)] if record is not None and params.context.include_declaration else []
        return [made.location(span) for span in (*own, *made.base.references_to(id))] if id else []


def _add_views(made: BaseServer) -> None:
    """What is shown beside a text."""

    @made.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def outline(params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
        path = made.path(params.text_document.uri)
        symbols = answers.outline(made.lines(path)) if path is not None else []
        for symbol in symbols:
            assert path is not None
            symbol.range = made.sent(path, symbol.range)
            symbol.selection_range = made.sent(path, symbol.selection_range)
        return symbols

    @made.feature(types.TEXT_DOCUMENT_INLAY_HINT)
    def hints(params: types.InlayHintParams) -> list[types.InlayHint]:
        path = made.path(params.text_document.uri)
        if path is None or made.base is None:
            return []
        lines = made.lines(path)
        shown = answers.inlay_hints(made.base, path, lines, params.range.start.line, params.range.end.line)
        for hint in shown:
            hint.position = made.workspace.position_codec.position_to_client_units(lines, hint.position)
        return shown


def _add_renaming(made: BaseServer) -> None:
    """Another id for a record, everywhere."""

    @made.feature(types.TEXT_DOCUMENT_RENAME)
    def rename(params: types.RenameParams) -> types.WorkspaceEdit | None:
        from pygls.exceptions import JsonRpcInvalidParams

        from cruxbase.editing.renaming import CannotRename

        path = made.path(params.text_document.uri)
        if path is None or made.base is None:
            return None
        old = answers.subject(made.base, path, *made.received(path, params.position))
        try:
            plan = _renaming(made, old, params.new_name)
        except CannotRename as problem:
            raise JsonRpcInvalidParams(str(problem)) from None
        edits: list[types.TextDocumentEdit | types.CreateFile | types.RenameFile | types.DeleteFile] = [
            types.TextDocumentEdit(
                types.OptionalVersionedTextDocumentIdentifier(made.uri(at)), [types.TextEdit(_whole(made, at), text)]
            )
            for at, text in plan.changed.items()
        ]
        for location, text in plan.pages.items():  # links in prose, outside the base
            everything = types.Range(
                types.Position(0, 0), types.Position(location.read_text("utf-8").count("\n") + 1, 0)
            )
            page = types.OptionalVersionedTextDocumentIdentifier(from_fs_path(os.path.abspath(location)) or "")
            edits.append(types.TextDocumentEdit(page, [types.TextEdit(everything, text)]))
        edits.append(types.RenameFile(made.uri(plan.old_path), made.uri(plan.new_path)))
        return types.WorkspaceEdit(document_changes=edits)


def _add_actions(made: BaseServer) -> None:
    """Changes that are offered at a place."""

    @made.feature(types.TEXT_DOCUMENT_CODE_ACTION)
    def actions(params: types.CodeActionParams) -> list[types.CodeAction]:
        path = made.path(params.text_document.uri)
        if path is None or made.base is None:
            return []
        _, line, _ = made.received(path, params.range.start)
        _, end, _ = made.received(path, params.range.end)
        here = [f for f in made.base.file_findings(path) if f.span.line - 1 <= end and f.span.end_line - 1 >= line]
        found = [action for finding in here for action in _for_finding(made, path, finding)]
        return [*found, *_for_place(made, path, params.range.start)]


def _renaming(made: BaseServer, old: str, new: str) -> Renamed:
    """What the renaming would do.

    Raises:
        CannotRename: the cursor is on no id, something is not saved, or the new id will not do.
    """
    from cruxbase.editing.renaming import CannotRename, renamed

    assert made.base is not None
    if not old:
        raise CannotRename("put the cursor on an id, or on the title of the record")
    unsaved = [p for p in map(made.path, made.workspace.text_documents) if p and _is_unsaved(made.base, p)]
    if unsaved:
        raise CannotRename(f"save {', '.join(unsaved)} first: other files are changed as well")
    return renamed(made.base.root, old, new)


def _is_unsaved(base: Workspace, path: str) -> bool:
    try:
        return base.location_of(path).read_text(encoding="utf-8") != base.text(path)
    except (OSError, UnicodeDecodeError):
        return True


def _whole(made: BaseServer, path: str) -> types.Range:
    return types.Range(types.Position(0, 0), types.Position(len(made.lines(path)) + 1, 0))


def _for_finding(made: BaseServer, path: str, finding: Diagnostic) -> list[types.CodeAction]:
    """The change that a finding carries, and the record that it misses."""
    assert made.base is not None
    shown = answers.diagnostic_of(finding, made.uri)
    shown.range = made.sent(path, shown.range)
    found = []
    if finding.fix is not None:
        found.append(
            types.CodeAction(
                finding.fix.title,
                kind=types.CodeActionKind.QuickFix,
                diagnostics=[shown],
                is_preferred=finding.fix.safe,
                edit=_edits(made, finding.fix.edits),
            )
        )
    if finding.code.startswith("link/unknown-"):
        lines = made.lines(path)
        text = lines[finding.span.line - 1][finding.span.column - 1 :] if finding.span.line <= len(lines) else ""
        missing, _, _ = word_at([text.lstrip("\"'")], 0, 0)
        if missing and made.base.named(missing) is None and finding.code == "link/unknown-claim":
            topic = str(made.base.data(path).get("topic") or "")
            found.append(_creating(made, "Create this claim", *answers.new_claim(missing, path, topic)))
    return found


def _for_place(made: BaseServer, path: str, position: types.Position) -> list[types.CodeAction]:
    """The objection to the claim that the cursor is on, or that the file holds."""
    assert made.base is not None
    id = answers.subject(made.base, path, *made.received(path, position)) or path.rpartition("/")[2].removesuffix(
        ".yaml"
    )
    record = made.base.named(id)
    if record is None or record.kind not in CLAIM_LIKE:
        return []
    topic = str(made.base.data(record.path).get("topic") or "")
    target, text = answers.new_objection(record.id, record.kind, record.path, topic)
    if made.base.location_of(target).exists():
        return []
    return [_creating(made, f"Add an objection to {record.id}", target, text)]


def _edits(made: BaseServer, edits: Sequence[Edit]) -> types.WorkspaceEdit:
    changes: dict[str, Sequence[types.TextEdit]] = {}
    for path, some in answers.edit_of(edits).items():
        changes[made.uri(path)] = [types.TextEdit(made.sent(path, edit.range), edit.new_text) for edit in some]
    return types.WorkspaceEdit(changes=changes)


def _creating(made: BaseServer, title: str, path: str, text: str) -> types.CodeAction:
    """An action that makes a new file; nothing is ever overwritten."""
    uri, start = made.uri(path), types.Position(0, 0)
    document = types.OptionalVersionedTextDocumentIdentifier(uri)
    return types.CodeAction(
        title,
        kind=types.CodeActionKind.QuickFix,
        edit=types.WorkspaceEdit(
            document_changes=[
                types.CreateFile(uri, options=types.CreateFileOptions(overwrite=False, ignore_if_exists=True)),
                types.TextDocumentEdit(document, [types.TextEdit(types.Range(start, start), text)]),
            ]
        ),
    )
