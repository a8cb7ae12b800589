"""Sources made, or brought up to date, from bibliographies: what `new --from` and `import` have in common."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cruxbase.cli import terminal
from cruxbase.cli.bases import Place
from cruxbase.cli.problems import WrongUsage
from cruxbase.cli.writing import Draft, checked, write_drafts

if TYPE_CHECKING:
    from cruxbase.exchange.living import Written
    from cruxbase.exchange.losses import LossReport
    from cruxbase.exchange.sources import Bibliography, Entry
    from cruxbase.knowledge_base import KnowledgeBase

FORMATS = {".bib": "bibtex", ".json": "csl", ".ris": "ris"}
"""Formats of bibliographies by the ends of files' names."""


class SourceDraft(NamedTuple):
    """A source about to be written."""

    id: str
    data: dict[str, object]


class SourceUpdate(NamedTuple):
    """A source about to be brought up to date.

    Attributes:
        id: of the record.
        location: of its file.
        content: that the file is to have.
        keys: that change.
    """

    id: str
    location: Path
    content: str
    keys: tuple[str, ...]


class SourcePlan(NamedTuple):
    """What an import of bibliographies is to do.

    Attributes:
        drafts: new sources.
        updates: sources to be brought up to date.
        known: key of an entry and the id of the source that it is already; nothing is done about these.
        memory: the text of the file that remembers what was written.
        report: what was changed or dropped.
    """

    drafts: tuple[SourceDraft, ...]
    updates: tuple[SourceUpdate, ...]
    known: tuple[tuple[str, str], ...]
    memory: str
    report: LossReport


def bibliography(location: Path, format: str | None = None) -> Bibliography:
    """The entries of a file.

    Args:
        location: of the file.
        format: `bibtex`, `csl` or `ris`; by the end of its name where left out.

    Raises:
        WrongUsage: it cannot be read, or is no bibliography.
    """
    from cruxbase.exchange.bibtex import read_bibtex
    from cruxbase.exchange.csl_json import read_csl_json
    from cruxbase.exchange.ris import read_ris

    try:
        content = location.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise WrongUsage(f"cannot read {str(location)!r}: {reason}") from None
    readers = {"bibtex": read_bibtex, "csl": read_csl_json, "ris": read_ris}
    try:
        return readers[format or FORMATS.get(location.suffix.lower(), "bibtex")](content, location.name)
    except ValueError as error:
        raise WrongUsage(f"{location}: {error}") from None


def planned(
    kb: KnowledgeBase, place: Place, entries: Sequence[Entry], report: LossReport, id: str | None
) -> SourcePlan:
    """What is to be done about the entries of a bibliography.

    Args:
        kb: the base.
        place: where it lies.
        entries: of the bibliography.
        report: of reading it; more is added.
        id: that the one new source is to have; made from authors, title and year where left out.
    """
    from cruxbase.editing.creating import suggested_id
    from cruxbase.exchange.living import ImportMemory, KnownSources, Written
    from cruxbase.exchange.sources import source_of

    people = _people(kb)
    memory = ImportMemory.read(place.folder)
    sources = KnownSources((one, kb.corpus.entry(one).data) for one in kb.graph.ids("source"))
    taken = {*kb.corpus, *kb.corpus.failed, *kb.corpus.aliases}
    drafts: list[SourceDraft] = []
    updates: list[SourceUpdate] = []
    known: list[tuple[str, str]] = []
    for entry in entries:
        data = source_of(entry, report, lambda name: people.get(name.casefold()))
        remembered = f"{entry.place.rpartition(':')[0] or entry.place.rpartition('#')[0]}#{entry.key}"
        earlier = memory.entries.get(remembered) if entry.key else None
        if earlier is not None and earlier.id in kb and kb.record(earlier.id).type == "source":
            update = _update(kb, place, earlier, data, report)
            if update is not None:
                updates.append(update)
                memory.entries[remembered] = Written(earlier.id, data)
            else:
                known.append((entry.key, earlier.id))
            continue
        same = sources.same_as(data)
        if same is not None:
            known.append((entry.key or "an entry", same))
            continue
        new = id if id is not None else suggested_id("source", data, taken)
        if new in taken:
            raise WrongUsage(f"the id {new!r} is taken")
        taken.add(new)
        sources.add(new, data)
        drafts.append(SourceDraft(new, data))
        if entry.key:
            memory.entries[remembered] = Written(new, data)
    return SourcePlan(tuple(drafts), tuple(updates), tuple(known), memory.text(), report)


def _people(kb: KnowledgeBase) -> dict[str, str]:
    """Ids of people by their names, where a name is one person's only."""
    people: dict[str, str] = {}
    for person in kb.people():
        for name in (person.title, *person.record.also):
            people[name.casefold()] = "" if people.get(name.casefold(), person.id) != person.id else person.id
    return {name: id for name, id in people.items() if id}


def _update(
    kb: KnowledgeBase, place: Place, earlier: Written, data: dict[str, object], report: LossReport
) -> SourceUpdate | None:
    from cruxbase.editing.updating import updated_text
    from cruxbase.exchange.living import merged

    current = kb.corpus.entry(earlier.id)
    result = merged(earlier.data, current.data, data)
    for key in result.kept:
        report.changed(f"field {key}", "an editor changed it, and it stays", earlier.id)
    if not result.changes:
        return None
    location = place.folder / current.path
    content = updated_text(location.read_text(encoding="utf-8"), result.changes)
    if content is None:
        report.dropped("update", "the file's layout does not allow it", earlier.id)
        return None
    return SourceUpdate(earlier.id, location, content, tuple(result.changes))


def carried_out(
    plan: SourcePlan, place: Place, dry_run: bool, *, quiet: bool = False, folder: str | None = None
) -> int:
    """Write new sources, bring others up to date, remember it, and tell what was left alone, changed or dropped.

    Args:
        plan: from `planned`.
        place: the base.
        dry_run: whether to print new sources instead of writing anything.
        quiet: whether somebody else prints the report, and nothing is printed here.
        folder: for new sources, below the base; the conventional one where left out.

    Returns:
        1 where the check finds an error in what was written, else 0.
    """
    from cruxbase.editing.files import Task, replace_all
    from cruxbase.exchange.living import FILE
    from cruxbase.support.atomic_files import write_whole

    for key, id in () if quiet else plan.known:
        terminal.warn(f"{key} is in the base already, as {id!r}")
    for update in () if quiet else plan.updates:
        verb = "would be" if dry_run else "is"
        terminal.warn(f"{update.id} {verb} brought up to date: {', '.join(update.keys)}")
    if not quiet and (plan.report.total("changed") or plan.report.total("dropped")):
        for line in plan.report.lines():
            terminal.warn(line)
    drafts = [Draft("source", draft.data, draft.id, folder) for draft in plan.drafts]
    status = write_drafts(place, drafts, dry_run, quiet=quiet)
    if dry_run:
        return status
    try:
        updates = {update.location: update.content.encode() for update in plan.updates}
        replace_all(updates, task=Task(place.root, "import"))
        if plan.drafts or plan.updates:
            write_whole(place.folder / FILE, plan.memory.encode())
    except OSError as error:
        raise WrongUsage(f"cannot write: {error.strerror}") from None
    return max(status, checked(place, [update.location for update in plan.updates], quiet=quiet))
