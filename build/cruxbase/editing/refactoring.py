"""Records merged, retired for others, split, and reasons moved between them: references follow, nothing is half done.

Each refactoring is worked out on the texts of the base in memory, so that comments and order stay; it refuses, with what
is to be decided first, wherever two records would say two things at one place.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from cruxbase.checks.policy import policy_of
from cruxbase.editing.creating import record_text
from cruxbase.editing.formatting import formatted
from cruxbase.editing.prose_links import prose_files, with_links
from cruxbase.editing.record_edits import edited_record, item_text, with_item, with_top_key, without
from cruxbase.editing.renaming import with_alias, with_references
from cruxbase.editing.texts import texts_of
from cruxbase.loading.loading import load, load_texts
from cruxbase.parsing.located import Path as Where
from cruxbase.parsing.located import located
from cruxbase.parsing.raw_text import Text
from cruxbase.parsing.references import Reference, references
from cruxbase.records import ARGUABLE, CLAIM_LIKE, StepName, is_id, marked_retired, step_name
from cruxbase.support.atomic_files import mode_of_new_files
from cruxbase.support.errors import CruxbaseError
from cruxbase.support.journal import Write, change_together
from cruxbase.support.plain_data import WrittenMapping, list_or_empty, mapping_or_empty, value_at

STEPS = ("supports", "attacks")
RELATIONS = (*STEPS, "undercuts", "requires", "refines", "answers")
_TARGETS = ("claim", "step", "question", "record", "source")
_BELIEFS = ("credences", "holds", "rejects", "suspends", "conditionals", "estimates")


class CannotRefactor(CruxbaseError):
    """The records cannot be changed so; the message is a sentence for whoever asked."""


class Refactored(NamedTuple):
    """What a refactoring would do.

    Attributes:
        root: the folder with the records.
        what: the command, as one would type it.
        before: the texts as they are, by path; links in prose beside the base have paths such as `docs/a.md`.
        changed: new texts by path; of new files too.
        removed: the path of the file that goes; empty where none does.
        locations: where the files are, or will be.
        dropped: relations of the one record that the other has already, as places.
    """

    root: str
    what: str
    before: Mapping[str, str]
    changed: Mapping[str, str]
    removed: str
    locations: Mapping[str, Path]
    dropped: tuple[str, ...]

    def write(self) -> None:
        """Carry it out: all of it, or after a failure nothing.

        Raises:
            OSError: something cannot be written.
        """
        mode = mode_of_new_files()
        writes = []
        for path, text in self.changed.items():
            location = self.locations[path]
            is_new = path not in self.before
            target = location if is_new else Path(os.path.realpath(location))
            kept = mode if is_new else target.stat().st_mode & 0o7777
            writes.append(Write(target, text.encode(), kept, is_new))
        removals = [self.locations[self.removed]] if self.removed else []
        change_together(Path(self.root), self.what, writes, removals)


@dataclass
class _Work:
    """The texts of a base while they are changed."""

    root: str
    before: dict[str, str]
    locations: dict[str, Path]
    texts: dict[str, str] = field(default_factory=dict)
    dropped: list[str] = field(default_factory=list)

    @classmethod
    def on(cls, root: str | os.PathLike[str]) -> _Work:
        texts = texts_of(root)
        before = {path: text for path, text in texts.by_path.items() if path in texts.readable}
        return cls(os.path.abspath(root), before, dict(texts.locations), dict(before))

    def path_of(self, id: str) -> str:
        path = next((path for path in self.texts if path.endswith(f"/{id}.yaml")), None)
        if path is None:
            raise CannotRefactor(f"no record is called {id!r}")
        if self.data(path) is None:
            raise CannotRefactor(f"{path} is not valid YAML; 'cruxbase check' says where")
        return path

    def data(self, path: str) -> WrittenMapping | None:
        return located(Text(path, self.texts[path])).data

    def record(self, id: str) -> WrittenMapping:
        return self.data(self.path_of(id)) or {}

    def add(self, path: str, key: str, item: str) -> None:
        self.texts[path] = edited_record(self.texts[path], path, lambda text, path: with_item(text, path, key, item))

    def remove(self, path: str, where: Where) -> None:
        self.texts[path] = edited_record(self.texts[path], path, lambda text, path: without(text, path, where))

    def set(self, path: str, key: str, value: str) -> None:
        self.texts[path] = edited_record(
            self.texts[path], path, lambda text, path: with_top_key(text, path, key, value)
        )

    def result(self, what: str, removed: str = "") -> Refactored:
        changed = {path: text for path, text in self.texts.items() if path != removed and text != self.before.get(path)}
        self._refuse_new_errors(changed, removed)
        return Refactored(self.root, what, self.before, changed, removed, self.locations, tuple(self.dropped))

    def _refuse_new_errors(self, changed: Mapping[str, str], removed: str) -> None:
        """Refuse what would bring an error into the base that it does not have."""
        records = {path: text for path, text in self.texts.items() if path != removed and path.endswith(".yaml")}
        known = {(one.code, one.message) for one in load(self.root).diagnostics}
        for finding in load_texts(records, policy_of(self.root)).diagnostics:
            if finding.severity == "error" and (finding.code, finding.message) not in known:
                raise CannotRefactor(f"{finding.span.path} would be wrong afterwards: {finding.message}")
        assert removed not in changed


def merged(root: str | os.PathLike[str], old: str, new: str) -> Refactored:
    """One record put into another: sources and relations move, references follow, the id becomes an alias.

    Raises:
        CannotRefactor: the two do not go together, or both are named at one place with different content.
    """
    work = _Work.on(root)
    _refuse_unlike(work, old, new)
    _follow(work, old, new, beliefs=True)
    _take_over(work, old, new, (*RELATIONS, "sources", "tags"))
    path, home = work.path_of(old), work.path_of(new)
    for alias in (*(work.data(path) or {}).get("aliases", ()), old):
        work.texts[home] = with_alias(work.texts[home], home, alias, new)
    _links(work, old, new)
    return work.result(f"merge {old} {new}", path)


def retired(root: str | os.PathLike[str], id: str, by: str | None = None) -> Refactored:
    """A record retired, with another to use in its place or none.

    What the record bears on, the other bears on from now; what names it names the other, beliefs excepted, which are of the
    wording that somebody spoke of.

    Raises:
        CannotRefactor: it is no claim, or is retired; or without `by` something depends on it, or it bears on something.
    """
    work = _Work.on(root)
    data = work.record(id)
    if data.get("type") not in CLAIM_LIKE:
        raise CannotRefactor(f"{id!r} is a {data.get('type')}, and only claims are retired")
    if marked_retired(data):
        raise CannotRefactor(f"{id!r} is retired already")
    path = work.path_of(id)
    if by is None:
        uses = [f"{other} names it" for other in _users(work, id)]
        uses += [f"it {key} others" for key in RELATIONS if key in data and key != "refines"]
        if uses:
            raise CannotRefactor(f"{id!r} is in use: {uses[0]}; name with --by the record to use instead")
    else:
        _refuse_unlike(work, id, by)
        _follow(work, id, by, beliefs=False)
        _take_over(work, id, by, tuple(key for key in RELATIONS if key != "refines"))
        _links(work, id, by)
        work.set(path, "replaced_by", by)
    work.set(path, "status", "retired")
    return work.result(f"retire {id}" + (f" --by {by}" if by else ""))


def step_moved(root: str | os.PathLike[str], step: str, to: str) -> Refactored:
    """A reason moved from the record on which it is written to another.

    Raises:
        CannotRefactor: there is no such step, or the other record has one to the same claim.
    """
    work = _Work.on(root)
    _move_step(work, step, to)
    return work.result(f"move-step '{step}' {to}")


def split(
    root: str | os.PathLike[str], id: str, new: str, *, title: str, text: str, take: Iterable[str] = ()
) -> Refactored:
    """A second record made of one that says two things, which takes some of its steps.

    Args:
        root: the folder with the records.
        id: of the record.
        new: the id of the second.
        title: of the second.
        text: its statement.
        take: names of steps that go to it.

    Raises:
        CannotRefactor: the id is taken or malformed, or a step cannot be moved.
    """
    work = _Work.on(root)
    data, path = work.record(id), work.path_of(id)
    if data.get("type") not in ARGUABLE:
        raise CannotRefactor(f"{id!r} is a {data.get('type')}, and cannot be split")
    if not is_id(new):
        raise CannotRefactor(f"{new!r} is not an id: lower-case words joined by hyphens")
    aliases = (alias for other in work.texts for alias in (work.data(other) or {}).get("aliases", ()))
    if any(other.endswith(f"/{new}.yaml") for other in work.texts) or new in aliases:
        raise CannotRefactor(f"the id {new!r} is taken")
    home = f"{path.rpartition('/')[0]}/{new}.yaml"
    kept: WrittenMapping = {
        key: data[key] for key in ("type", "topic", "origin", "sources", "answers", "measurements") if key in data
    }
    work.texts[home] = formatted(record_text({**kept, "title": title, "statement": text}), home)
    work.locations[home] = work.locations[path].with_name(f"{new}.yaml")
    for step in take:
        _move_step(work, step, new)
    return work.result(f"split {id} {new}")


def _refuse_unlike(work: _Work, old: str, new: str) -> None:
    kinds = [str(work.record(id).get("type")) for id in (old, new)]
    if old == new:
        raise CannotRefactor(f"{old!r} cannot take its own place")
    if kinds[0] != kinds[1] and not {*kinds} <= set(ARGUABLE):
        raise CannotRefactor(f"{old!r} is a {kinds[0]} and {new!r} a {kinds[1]}: one cannot take the other's place")
    if kinds[0] == "argument":
        raise CannotRefactor("arguments are steps: change the records that they lead from and to instead")
    if marked_retired(work.record(new)):
        raise CannotRefactor(f"{new!r} is retired")


def _users(work: _Work, id: str) -> list[str]:
    """The records that depend on one: beliefs and what replaces what are not counted."""
    found = []
    for path in work.texts:
        if f"/{id}.yaml" in path or id not in work.texts[path]:
            continue
        named = [one for one in references(work.data(path) or {}) if one.target == id]
        if any(one.path[0] not in (*_BELIEFS, "replaced_by", "refines") for one in named):
            found.append(path.rpartition("/")[2].removesuffix(".yaml"))
    return found


def _follow(work: _Work, old: str, new: str, *, beliefs: bool) -> None:
    """Make everything that names the one record name the other; what would be said twice is said once."""
    home = work.path_of(new)
    for path in list(work.texts):
        if path == work.path_of(old) or old not in work.texts[path]:
            continue
        while (place := _next_twice(work, path, old, new, beliefs=beliefs, is_home=path == home)) is not None:
            work.remove(path, place)
        places = [one for one in references(work.data(path) or {}) if _follows(one, old, beliefs)]
        work.texts[path] = with_references(work.texts[path], path, places, old, new)
        _refuse_short_crux(work, path)


def _follows(reference: Reference, old: str, beliefs: bool) -> bool:
    return reference.target == old and (beliefs or reference.path[0] not in _BELIEFS)


def _next_twice(work: _Work, path: str, old: str, new: str, *, beliefs: bool, is_home: bool) -> Where | None:
    """The first place that names the one where the other is named beside it, or is the record itself; None for none.

    Raises:
        CannotRefactor: the two places say different things.
    """
    data = work.data(path) or {}
    for reference in references(data):
        if not _follows(reference, old, beliefs):
            continue
        key = str(reference.path[0])
        if (
            is_home
            and key in (*STEPS, "requires", "refines", "answers")
            and len(reference.path) <= 3
            and "with" not in reference.path
        ):
            return reference.path[:2]
        if reference.form == "step":
            continue
        if reference.form == "key":
            named = mapping_or_empty(data[key])
            if new in named:
                _refuse_unequal(path, key, named[old], named[new], old, new)
                return reference.path
            continue
        place = 1 if "with" not in reference.path else 3
        if len(reference.path) <= place or not isinstance(reference.path[place], int):
            continue
        several = list_or_empty(value_at(data, reference.path[:place]))
        twin = next((item for item in several if _target(item) == new), None)
        if twin is not None:
            _refuse_unequal(path, key, value_at(data, reference.path[: place + 1]), twin, old, new)
            return reference.path[: place + 1]
    return None


def _refuse_unequal(path: str, key: str, one: object, other: object, old: str, new: str) -> None:
    bare = {name: value for name, value in one.items() if name not in _TARGETS} if isinstance(one, dict) else {}
    beside = {name: value for name, value in other.items() if name not in _TARGETS} if isinstance(other, dict) else {}
    values = (one, other) if key in ("credences", "estimates") else (bare, beside)
    if values[0] != values[1]:
        raise CannotRefactor(
            f"{path} names both {old!r} and {new!r} under {key!r} and says different things: keep one first"
        )


def _refuse_short_crux(work: _Work, path: str) -> None:
    data = work.data(path)
    if data is None:
        raise CannotRefactor(f"{path} would be no valid record any more")
    if data.get("type") == "crux" and len(data.get("sides", ())) < 2:
        raise CannotRefactor(f"they are the two sides of the crux {path}: retire that first")


def _target(item: object) -> str:
    if not isinstance(item, dict):
        return str(item)
    return next((str(item[key]) for key in _TARGETS if key in item), "")


def _take_over(work: _Work, old: str, new: str, keys: Iterable[str]) -> None:
    """Move the items of some lists from the one record to the other, which keeps what it has."""
    path, home = work.path_of(old), work.path_of(new)
    for key in keys:
        items = (work.data(path) or {}).get(key)
        if not isinstance(items, list):
            continue
        for index, item in enumerate(items):
            held = (work.data(home) or {}).get(key, ())
            if _target(item) == new or (isinstance(item, dict) and new in item.get("with", ())):
                work.dropped.append(f"{key}: {_target(item)}")
                continue
            if any(_same_place(key, item, other) for other in held):
                if item not in held:
                    work.dropped.append(f"{key}: {_target(item)}")
                continue
            _refuse_both_ways(work, home, key, item)
            work.add(home, key, item_text(work.texts[path], path, key, index))
        if key not in ("sources", "tags"):
            work.remove(path, (key,))


def _same_place(key: str, one: object, other: object) -> bool:
    if key == "sources":
        return bool(one == other)
    ids = [item.get("id", "") if isinstance(item, dict) else "" for item in (one, other)]
    return _target(one) == _target(other) and str(ids[0]) == str(ids[1])


def _refuse_both_ways(work: _Work, home: str, key: str, item: object) -> None:
    other = {"supports": "attacks", "attacks": "supports"}.get(key)
    held = (work.data(home) or {}).get(other, ()) if other else ()
    if any(_target(one) == _target(item) for one in held):
        raise CannotRefactor(f"one {key} and the other {other} {_target(item)!r}: decide which first")


def _step_key(item: object) -> tuple[str, str]:
    """What tells one step of a record from another: the claim that it leads to, and the id that it may have."""
    return _target(item), item.get("id", "") if isinstance(item, dict) else ""


def _move_step(work: _Work, step: str, to: str) -> None:
    name = step_name(step)
    if name is None or not name.end:
        raise CannotRefactor(f"{step!r} does not name a step, as 'from-id -> to-id'")
    path, home = work.path_of(name.start), work.path_of(to)
    kind = str(work.record(to).get("type"))
    if kind not in ARGUABLE:
        raise CannotRefactor(f"{to!r} is a {kind}, which gives no reasons")
    if to in (name.start, name.end):
        raise CannotRefactor(f"{to!r} is an end of the step already")
    data = work.data(path) or {}
    wanted = (name.end, name.id)
    places = [
        (key, index) for key in STEPS for index, item in enumerate(data.get(key, ())) if _step_key(item) == wanted
    ]
    if not places:
        raise CannotRefactor(f"there is no step {step!r}")
    key, index = places[0]
    item = list_or_empty(data[key])[index]
    if isinstance(item, dict) and to in item.get("with", ()):
        raise CannotRefactor(f"{to!r} is a premise of the step already")
    if any(_step_key(one) == wanted for kind in STEPS for one in (work.data(home) or {}).get(kind, ())):
        raise CannotRefactor(f"{to!r} has a step to {name.end!r} already")
    work.add(home, key, item_text(work.texts[path], path, key, index))
    work.remove(path, (key, index))
    for other in list(work.texts):
        named = list(_references_to(name, work.data(other) or {}))
        work.texts[other] = with_references(work.texts[other], other, named, name.start, to)


def _references_to(name: StepName, data: WrittenMapping) -> Iterator[Reference]:
    """The places in a record that name a step."""
    for one in references(data):
        if one.form == "step" and one.target == name.start and step_name(str(value_at(data, one.path))) == name:
            yield one


def _links(work: _Work, old: str, new: str) -> None:
    """Links `[[id]]` in prose, of records and of the pages beside the base."""
    gone = work.path_of(old)
    for path, text in list(work.texts.items()):
        if path != gone:
            work.texts[path] = with_links(text, old, new)
    for path, (location, text) in prose_files(Path(work.root).parent).items():
        if (after := with_links(text, old, new)) != text:
            work.before[path], work.texts[path], work.locations[path] = text, after, location
