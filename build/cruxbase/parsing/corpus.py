"""The records of a base, found by id, with the way back to where each was written."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeVar, cast

from cruxbase.diagnostics import Diagnostic, Edit, Fix, Related, Span, diagnostic
from cruxbase.parsing.raw_text import Text
from cruxbase.support.errors import WrongValue

if TYPE_CHECKING:
    from cruxbase.parsing.located import Path, SpanTable
    from cruxbase.records import Citation, Record
    from cruxbase.records.written import WrittenRecord

RecordT = TypeVar("RecordT", bound="Record")

_RESERVED = frozenset(
    ("con", "prn", "aux", "nul", *(f"{device}{number}" for device in ("com", "lpt") for number in range(10)))
)
"""What Windows takes for a device, whatever the suffix."""

_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Entry(NamedTuple):
    """One valid record before it is made into a model.

    Attributes:
        path: its file.
        kind: the value of its `type`.
        data: its plain data, known to be valid.
    """

    path: str
    kind: str
    data: WrittenRecord


class NeedsWholeBase(Exception):
    """Something was asked of a part of a base that only the whole of it can answer."""


class Whole(NamedTuple):
    """What a part of a base knows of the whole.

    Attributes:
        kinds: the type of each of its records, by id, in order.
        aliases: former id → id, of all records.
        claims: how many of the records are claim-like.
        asked: ids of the records of the part at which something is to be found; the others are there for their sake.
    """

    kinds: Mapping[str, str]
    aliases: Mapping[str, str]
    claims: int
    asked: frozenset[str]


def part_of_corpus(entries: Mapping[str, Entry], read: Callable[[str], bytes], whole: Whole) -> Corpus:
    """Some of a base's records, with what is known of all: a reference may lead to one that is not read."""
    part = Corpus(entries, (), read)
    part.whole, part.aliases = whole, whole.aliases
    return part


class Corpus:
    """All valid records of a base.

    Records are made from their plain data when they are asked for: most questions need few of them. Positions live
    beside the records, not in them, so that two equal claims are equal wherever they were written.
    """

    def __init__(
        self,
        entries: Mapping[str, Entry],
        failed: Iterable[tuple[str, str]],
        read: Callable[[str], bytes],
    ) -> None:
        """A corpus of `entries` by id.

        Args:
            entries: the valid records.
            failed: (id, path) of the files that hold no valid record; references to them are not reported as unknown.
            read: the bytes of a file, by its path, for positions.
        """
        self.entries: Mapping[str, Entry] = MappingProxyType(dict(entries))
        self.failed: Mapping[str, str] = MappingProxyType(dict(failed))
        self.whole: Whole | None = None
        self._read = read
        self._records: dict[str, Record] = {}
        self._citations: dict[str, tuple[Citation, ...]] = {}
        self._spans: dict[str, SpanTable] = {}
        self.aliases: Mapping[str, str] = {
            alias: id
            for id, entry in self.entries.items()
            for alias in entry.data.get("aliases", ())
            if alias not in self.entries  # a record is never another one that claims its name
        }

    def __reduce__(self) -> tuple[object, ...]:
        """Pickled without the way back to the files: positions in a copy are the beginnings of files."""
        return Corpus, (dict(self.entries), tuple(self.failed.items()), _out_of_reach)

    def __deepcopy__(self, memo: object) -> Corpus:
        return self  # it never changes

    def __len__(self) -> int:
        return len(self.entries)

    def __iter__(self) -> Iterator[str]:
        return iter(self.entries)

    def __contains__(self, id: object) -> bool:
        return id in self.entries

    @property
    def ids(self) -> Mapping[str, object]:
        """The ids of all records of the base, in order, also where this is a part of it."""
        return self.entries if self.whole is None else self.whole.kinds

    @property
    def kinds(self) -> Mapping[str, str]:
        """The types of all records of the base by id, in order, also where this is a part of it."""
        if self.whole is not None:
            return self.whole.kinds
        return {id: entry.kind for id, entry in self.entries.items()}

    def asks(self, id: str) -> bool:
        """Whether findings at a record are wanted: at all, but in a part of a base."""
        return self.whole is None or id in self.whole.asked

    def kind_of(self, id: str) -> str:
        """The type of one record, also where it is not in this part of the base.

        Raises:
            KeyError: no record has this id.
        """
        entry = self.entries.get(id)
        if entry is not None or self.whole is None:
            return self.entries[id].kind
        return self.whole.kinds[id]

    def entry(self, id: str) -> Entry:
        """The plain data of one record.

        In a part of a base, as checks after an edit have it, a record outside the part asks for the whole.

        Raises:
            KeyError: no record has this id.
        """
        entry = self.entries.get(id)
        if entry is None:
            self._missing(id)
            return self.entries[id]
        return entry

    def _missing(self, id: str) -> None:
        """Let a check be made again over the whole base where it asks for a record that is not in this part."""
        if self.whole is not None and id in self.whole.kinds:
            raise NeedsWholeBase

    def record(self, id: str) -> Record:
        """One record as a model.

        Raises:
            KeyError: no record has this id.
        """
        if id not in self._records:
            entry = self.entry(id)
            from cruxbase.records import RECORD_TYPES  # here: most that is asked of a base asks for plain data

            self._records[id] = RECORD_TYPES[entry.kind].model_validate({"id": id, **entry.data})
        return self._records[id]

    def citations(self, id: str) -> tuple[Citation, ...]:
        """What a record as a whole cites, as `Record.sources` has it, without making a model of all of it.

        Raises:
            KeyError: no record has this id.
        """
        if id not in self._citations:
            from cruxbase.records import Citation

            written = self.entry(id).data.get("sources", ())
            self._citations[id] = tuple(map(Citation.model_validate, cast("Iterable[object]", written)))
        return self._citations[id]

    def record_of(self, id: str, model: type[RecordT]) -> RecordT:
        """One record as a model of the type that it is known to have.

        Raises:
            KeyError: no record has this id.
            WrongValue: it is of another type.
        """
        record = self.record(id)
        if not isinstance(record, model):
            raise WrongValue(f"{id!r} is no {model.__name__.lower()}")
        return record

    def origin_of(self, id: str) -> str:
        """The path of the file that holds a record, such as `claims/legibility/a.yaml`."""
        return self.entries[id].path

    def span(self, id: str, path: Path = (), *, key: bool = False) -> Span:
        """Where the value at `path` of a record stands, or its key."""
        table = spans_of(self, id)
        if not path:
            return table.top()
        return table.key(path) if key else table.value(path)

    def _span_table(self, id: str) -> SpanTable:
        if id not in self._spans:
            from cruxbase.parsing.located import (
                SpanTable,  # here: a YAML parser, for which there is nothing to do without findings
            )

            path = self.entry(id).path
            try:
                content = self._read(path).decode()
            except (OSError, UnicodeDecodeError):
                content = ""
            self._spans[id] = SpanTable(Text(path, content))
        return self._spans[id]

    def named_by_failed(self) -> frozenset[str]:
        """The records that files without a valid record name by id or by title, as far as they can be read."""
        found: set[str] = set()
        texts = []
        for path in self.failed.values():
            with contextlib.suppress(OSError):
                texts.append(self._read(path).decode(errors="replace"))
                found.update(_WORD.findall(texts[-1]))
        for id, entry in self.entries.items() if texts else ():
            name = entry.data.get("name", entry.data.get("title"))
            if name is not None and any(name in text for text in texts):
                found.add(id)
        return frozenset(found)


def _out_of_reach(path: str) -> bytes:
    raise FileNotFoundError(path)


def spans_of(corpus: Corpus, id: str) -> SpanTable:
    """Where everything in one record stands, from its file as it is now."""
    return corpus._span_table(id)  # noqa: SLF001 - the parser's own table is kept off the corpus's public face


def corpus(
    entries: Iterable[tuple[str, Entry]], failed: Iterable[tuple[str, str]], read: Callable[[str], bytes]
) -> tuple[Corpus, tuple[Diagnostic, ...]]:
    """The corpus of (id, entry) pairs in the order of their paths, and a finding for every id given twice.

    Ids that differ only by case count as the same, since some file systems cannot hold both.

    Args:
        entries: the valid records.
        failed: (id, path) of the files that hold none; their ids are taken all the same.
        read: the bytes of a file, by its path.
    """
    kept: dict[str, Entry] = {}
    first: dict[str, str] = {}
    problems = []
    for id, entry in entries:
        earlier = first.setdefault(id.lower(), entry.path)
        if earlier != entry.path:
            problems.append(_taken_id(id, entry.path, earlier))
        else:
            kept[id] = entry
    lost = list(failed)
    problems += _impossible_names([*((id, entry.path) for id, entry in kept.items()), *lost])
    for id, path in lost:
        earlier = first.setdefault(id.lower(), path)
        if earlier != path:
            problems.append(_taken_id(id, path, earlier))
    made = Corpus(kept, lost, read)
    for id, entry in kept.items():
        for index, alias in enumerate(entry.data.get("aliases", ())):
            if alias in kept or made.aliases[alias] != id:
                owner = alias if alias in kept else made.aliases[alias]
                problems.append(_taken_alias(made, id, index, alias, owner))
    return made, tuple(problems)


def _impossible_names(files: Iterable[tuple[str, str]]) -> Iterator[Diagnostic]:
    """A finding for each file or folder whose name Windows cannot hold, and for folders that differ by capitals only."""
    folders: dict[str, list[str]] = {}
    for id, path in files:
        if id in _RESERVED:
            yield diagnostic(
                "schema/bad-file-name",
                f"Windows can have no file called {id + '.yaml'!r}: the name is reserved",
                Span(path),
                help=f"rename it, such as 'cruxbase rename {id} {id}-…'",
            )
        folders.setdefault(path.rpartition("/")[0], []).append(path)
    first: dict[str, str] = {}
    for folder, paths in sorted(folders.items(), key=lambda item: -len(item[1])):
        path = paths[0]
        name = folder.rpartition("/")[2]
        if name.lower() in _RESERVED:
            yield diagnostic(
                "schema/bad-file-name",
                f"Windows can have no folder called {name!r}: the name is reserved",
                Span(path),
                help="rename the folder; where a record lies means nothing to the program",
            )
        earlier = first.setdefault(folder.lower(), folder)
        if earlier != folder:
            yield diagnostic(
                "schema/bad-file-name",
                f"the folders {earlier!r} and {folder!r} differ by capitals only",
                Span(path),
                help="many file systems cannot hold both: rename one",
            )


def _taken_id(id: str, path: str, earlier: str) -> Diagnostic:
    return diagnostic(
        "schema/duplicate-id",
        f"the id {id!r} is taken",
        Span(path),
        related=(Related(Span(earlier), "first used here"),),
        help="rename this file; ids are unique in the whole base, whatever the folder, type or capitals",
    )


def _taken_alias(made: Corpus, id: str, index: int, alias: str, owner: str) -> Diagnostic:
    """The finding for an alias that leads to two records.

    A file whose name is a former id of another record is blamed itself: aliases come from renaming, so it came later.
    """
    itself = owner == id
    spans = spans_of(made, id)
    if not itself and owner == alias:
        return diagnostic(
            "schema/duplicate-id",
            f"{alias!r} is a former id of {id!r}, and links to it lead there",
            made.span(owner),
            related=(Related(spans.value(("aliases", index)), "the alias"),),
            help="give this file another name; or, if nothing should lead to the other record under it, remove the alias there",
        )
    line = spans.entry(("aliases", index))
    alone_on_its_line = spans.written(("aliases",)).startswith("-") and line.end_line == line.line + 1
    leaves_others = len(made.entry(id).data["aliases"]) > 1
    return diagnostic(
        "schema/duplicate-id",
        f"the alias {alias!r} is the record's own id" if itself else f"the alias {alias!r} is taken by {owner!r}",
        made.span(id, ("aliases", index)),
        related=() if itself else (Related(made.span(owner), "this record"),),
        help="remove the alias: an id leads to one record only",
        fix=Fix("Remove the alias", (Edit(line, ""),), safe=False) if alone_on_its_line and leaves_others else None,
    )
