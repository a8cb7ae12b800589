"""What the language server answers, as the protocol's values, with columns counted in characters.

Nothing here raises because of what is typed: a half-typed text gives fewer answers, and no error.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from lsprotocol import types

from cruxbase.diagnostics import Diagnostic, Edit, Span
from cruxbase.editing.creating import record_text
from cruxbase.lsp.cursor import Cursor, cursor, word_at
from cruxbase.lsp.schema_words import STEPS, ids_are_keys, keys_at, leads_to, values_at
from cruxbase.lsp.workspace import Named, Workspace
from cruxbase.records import CLAIM_LIKE
from cruxbase.records.placeholders import OBJECTION_BECAUSE, OBJECTION_ID, OBJECTION_STATEMENT, OBJECTION_TITLE

_SEVERITIES = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "note": types.DiagnosticSeverity.Information,
}
_TOP_KEY = re.compile(r"^([a-z_]+)[ ]*:[ ]*(.*)$")
_ID = re.compile(r"(?<![\w/-])[a-z0-9]+(?:-[a-z0-9]+)+(?![\w-])")
MOST = 400
"""So many ids are offered at once; the editor asks again as more is typed."""

_HINT = 48  # characters of a title beside an id


def span_range(span: Span) -> types.Range:
    """A span as a range; columns stay characters."""
    return types.Range(
        types.Position(span.line - 1, span.column - 1), types.Position(span.end_line - 1, span.end_column - 1)
    )


def diagnostic_of(finding: Diagnostic, uri_of: Callable[[str], str]) -> types.Diagnostic:
    """A finding as the protocol has it."""
    help_text = f"\n{finding.help}" if finding.help else ""
    return types.Diagnostic(
        range=span_range(finding.span),
        message=f"{finding.message}{help_text}",
        severity=_SEVERITIES[finding.severity],
        code=finding.code,
        source="cruxbase",
        related_information=[
            types.DiagnosticRelatedInformation(
                types.Location(uri_of(related.span.path), span_range(related.span)), related.label
            )
            for related in finding.related
        ],
    )


# completion


def completions(workspace: Workspace, lines: Sequence[str], line: int, column: int) -> list[types.CompletionItem]:
    """What may be typed at a place: keys by type, the values that the schema lists, ids with their titles, step names."""
    here = cursor(lines, line, column)
    start = types.Position(line, column - len(here.word))
    place = types.Range(start, types.Position(line, column))
    items: list[types.CompletionItem] = []
    if here.in_key and ids_are_keys(here.path):
        items += [_id_item(record, place, ": ") for record in _matching(workspace, here, leads_to(here.path))]
    elif here.in_key:
        items += _keys(here, place)
        if here.kind == "source" and tuple(here.path) == ("identifiers",):
            kinds = workspace.vocabulary.identifiers.items()
            items += [
                _item(name, types.CompletionItemKind.Property, place, detail=kind.title, after=": ")
                for name, kind in kinds
                if name not in here.siblings
            ]
    if not here.in_key or here.in_list:
        if here.path and here.path[-1] in STEPS:
            items += _steps(workspace, here, place)
        items += [_id_item(record, place) for record in _matching(workspace, here, leads_to(here.path))]
    if not here.in_key:
        items += [
            _item(value, types.CompletionItemKind.EnumMember, place)
            for value in values_at(here.kind, here.path, workspace.vocabulary)
        ]
    return items


def _item(
    text: str, kind: types.CompletionItemKind, place: types.Range, *, detail: str = "", after: str = "", order: str = ""
) -> types.CompletionItem:
    return types.CompletionItem(
        label=text,
        kind=kind,
        detail=detail or None,
        filter_text=f"{text} {detail}" if kind is types.CompletionItemKind.Reference else text,
        sort_text=order or None,
        text_edit=types.TextEdit(place, text + after),
    )


def _keys(here: Cursor, place: types.Range) -> Iterator[types.CompletionItem]:
    kind = here.kind
    words = keys_at(kind, here.path) if kind else keys_at("claim", ())[:1]
    for number, word in enumerate(word for word in words if word.name not in here.siblings):
        item = _item(word.name, types.CompletionItemKind.Property, place, after=": ", order=f"{number:03}")
        item.documentation = word.description
        yield item


def _matching(workspace: Workspace, here: Cursor, kinds: frozenset[str]) -> list[Named]:
    """The records that what is typed may mean: their ids or titles hold all of its words."""
    if not kinds:
        return []
    wanted = [word for word in re.split(r"[\s-]+", here.word.lower()) if word]
    found: list[Named] = []
    for record in workspace.records(kinds):
        haystack = f"{record.id} {record.title.lower()}"
        if all(word in haystack for word in wanted):
            found.append(record)
    found.sort(key=lambda record: (not record.id.startswith(here.word.lower()), record.id))
    return found[:MOST]


def _id_item(record: Named, place: types.Range, after: str = "") -> types.CompletionItem:
    return _item(record.id, types.CompletionItemKind.Reference, place, detail=record.title, after=after)


def _steps(workspace: Workspace, here: Cursor, place: types.Range) -> Iterator[types.CompletionItem]:
    kb = workspace.knowledge_base
    if kb is None:
        return
    number = 0
    for step in kb.graph.steps.values():
        if here.word in step.name and number < MOST:
            number += 1
            detail = f"{kb.graph.title(step.start)} {'for' if step.kind == 'supports' else 'against'} {step.conclusion}"
            yield _item(step.name, types.CompletionItemKind.Reference, place, detail=detail)


# what stands somewhere


def hover(workspace: Workspace, lines: Sequence[str], line: int, column: int) -> types.Hover | None:
    """What the id or the key under the cursor means."""
    word, start, end = word_at(lines, line, column)
    place = types.Range(types.Position(line, start), types.Position(line, end))
    record = workspace.named(word) if word else None
    if record is not None:
        return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, _described(workspace, record)), place)
    text = lines[line] if line < len(lines) else ""
    key = re.match(r"^[ ]*(?:-[ ]+)*([a-z_]+)[ ]*:", text)
    if key is None or not key.start(1) <= column <= key.end(1):
        return None
    here = cursor(lines, line, key.end(1))
    known = next((k for k in keys_at(here.kind, here.path) if k.name == key[1]), None)
    if known is None or not known.description:
        return None
    place = types.Range(types.Position(line, key.start(1)), types.Position(line, key.end(1)))
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, f"**{key[1]}**: {known.description}"), place)


def _described(workspace: Workspace, record: Named) -> str:
    """A record's title, type, text, where it stands, and who holds it."""
    from cruxbase.analysis.status_table import is_matter_of_odds

    data = workspace.data(record.path)
    text = data.get("statement") or data.get("question") or data.get("summary") or data.get("notes") or ""
    parts = [f"**{record.title}** ({record.kind})", " ".join(str(text).split())]
    kb = workspace.knowledge_base
    if kb is not None and record.kind in CLAIM_LIKE and record.id in kb:
        label = None if is_matter_of_odds(kb, record.id) else kb.statuses()["on-record"].get(record.id)
        parts += [f"On record: {label}"] if label is not None else []
        said = [
            f"{belief.viewpoint.holder.title if belief.viewpoint.holder else belief.viewpoint.id}: "
            f"{belief.credence.written if belief.credence is not None else belief.stance}"
            for belief in kb.claim(record.id).held_by
        ]
        if said:
            parts.append("Held: " + "; ".join(said[:8]) + (f"; and {len(said) - 8} more" if len(said) > 8 else ""))
    return "\n\n".join(part for part in parts if part)


def definition(workspace: Workspace, lines: Sequence[str], line: int, column: int) -> Span | None:
    """Where the record under the cursor is written."""
    word, _, _ = word_at(lines, line, column)
    record = workspace.named(word) if word else None
    return None if record is None else Span(record.path)


def subject(workspace: Workspace, path: str, lines: Sequence[str], line: int, column: int) -> str:
    """The id that the cursor is on; else that of the record one is in, where the cursor is on its first lines; else empty."""
    word, _, _ = word_at(lines, line, column)
    record = workspace.named(word) if word else None
    if record is not None:
        return record.id
    text = lines[line] if line < len(lines) else ""
    return _id_of(path) if re.match(r"(type|title|name|term|id)[ ]*:", text) else ""


def _id_of(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".yaml")


def outline(lines: Sequence[str]) -> list[types.DocumentSymbol]:
    """The keys at the left margin, each with what stands below it; told from the lines alone."""
    starts = [(number, match) for number, text in enumerate(lines) if (match := _TOP_KEY.match(text.rstrip("\n")))]
    symbols = []
    for place, (number, match) in enumerate(starts):
        after = starts[place + 1][0] if place + 1 < len(starts) else max(len(lines), number + 1)
        last = max(after - 1, number)
        end = types.Position(last, len(lines[last].rstrip("\n")))
        symbols.append(
            types.DocumentSymbol(
                name=match[1],
                detail=match[2][:80] or None,
                kind=types.SymbolKind.Array if not match[2] else types.SymbolKind.Property,
                range=types.Range(types.Position(number, 0), end),
                selection_range=types.Range(types.Position(number, 0), types.Position(number, len(match[1]))),
            )
        )
    return symbols


def inlay_hints(workspace: Workspace, path: str, lines: Sequence[str], first: int, last: int) -> list[types.InlayHint]:
    """Titles after the ids in some lines."""
    own, hints = _id_of(path), []
    for number in range(max(first, 0), min(last + 1, len(lines))):
        for match in _ID.finditer(lines[number]):
            record = workspace.named(match[0]) if match[0] != own else None
            if record is not None and record.title:
                title = record.title if len(record.title) <= _HINT else record.title[: _HINT - 1].rstrip() + "…"
                hints.append(types.InlayHint(types.Position(number, match.end()), title, padding_left=True))
    return hints


# actions


def edit_of(edits: Sequence[Edit]) -> dict[str, list[types.TextEdit]]:
    """Edits by path."""
    by_path: dict[str, list[types.TextEdit]] = {}
    for edit in edits:
        by_path.setdefault(edit.span.path, []).append(types.TextEdit(span_range(edit.span), edit.replacement))
    return by_path


def new_claim(id: str, beside: str, topic: str) -> tuple[str, str]:
    """Path and text of a new claim whose id is named already, in the folder of the record that names it."""
    title = id.replace("-", " ").capitalize()
    text = record_text({"type": "claim", "title": title, "topic": topic or "topic", "statement": f"{title}."})
    return f"{beside.rpartition('/')[0]}/{id}.yaml", text


def new_objection(id: str, kind: str, beside: str, topic: str) -> tuple[str, str]:
    """Path and text of a new record that speaks against a claim, for a contributor to fill in."""
    relation, key = {
        "question": ("answers", "question"),
        "crux": ("answers", "question"),
        "argument": ("undercuts", "step"),
    }.get(kind, ("attacks", "claim"))
    data = {
        "type": "claim",
        "title": OBJECTION_TITLE,
        "topic": topic,
        "statement": OBJECTION_STATEMENT,
        relation: [{key: id, "because": OBJECTION_BECAUSE}],
    }
    return f"{beside.rpartition('/')[0]}/{OBJECTION_ID}{id}.yaml", record_text(data)
