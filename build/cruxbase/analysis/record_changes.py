"""Which records, relations and beliefs differ between two states of a base, apart from how they are written."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from cruxbase.analysis.comparison_parts import (
    BeliefChange,
    EstimateChange,
    RecordChange,
    Sort,
    StepChange,
    SuspectBelief,
)
from cruxbase.graph import ArgumentGraph, BeliefLink, StepNode
from cruxbase.graph.written_beliefs import belief_fields, written_credence
from cruxbase.parsing.corpus import Corpus
from cruxbase.parsing.references import references
from cruxbase.records import (
    CLAIM_LIKE,
    KEY_ORDER,
    RECORD_TYPES,
    Record,
    StepName,
    Viewpoint,
    WrittenRecord,
    step_name,
)
from cruxbase.records.wording import MEANING, meaning_of, turned_words, wording_mark
from cruxbase.support.plain_data import mapping_or_empty, put_at, value_at

Link = tuple[str, str, str]
_Expected = tuple[float | None, float | None, float | None]

_TEXTS = frozenset(
    (*MEANING, "because", "also", "summary", "name", "would_settle", "description")
)  # what readers read, and nothing computes with
_ABOUT = frozenset(("notes", "sources", "tags", "lang", "aliases", "checked", "quote", "url", "topic", "backbone"))
_RELATIONS = ("requires", "refines", "answers", "side", "decides")
_STEP_FIELDS = ("premises", "strength", "because", "scheme", "group")


@dataclass(frozen=True)
class TwoStates:
    """Two states of a base, with the ids of the first as the second has them.

    Attributes:
        before: the earlier state.
        after: the later one.
    """

    before: ArgumentGraph
    after: ArgumentGraph

    @cached_property
    def present(self) -> Mapping[str, str]:
        """Former id → present id, for all records that are found under another id now, and for all aliases."""
        old, new = self.before.corpus, self.after.corpus
        moved = self.moved
        aliases = {alias: moved.get(id, id) for alias, id in old.aliases.items() if alias not in new}
        return {**new.aliases, **aliases, **moved}

    @cached_property
    def moved(self) -> Mapping[str, str]:
        """Former id → present id, for the records of the first state that have another now."""
        old, new = self.before.corpus, self.after.corpus
        return {id: new.aliases[id] for id in old if id not in new and id in new.aliases}

    def now(self, id: str) -> str:
        """The present id of a record of the first state."""
        return self.moved.get(id, id)

    @cached_property
    def former(self) -> Mapping[str, str]:
        """Present id → the id that the first state has it under: its own where it was there, else the former one."""
        found: dict[str, str] = {}
        for old, new in self.moved.items():
            if new not in self.before.corpus:
                found.setdefault(new, old)
        return found

    def then(self, id: str) -> str:
        """The id that the first state has a present record under."""
        return self.former.get(id, id)

    @cached_property
    def touched(self) -> tuple[str, ...]:
        """Present ids of the records whose plain data are not the same, new ones included, in the order of the base."""
        old, new = self.before.corpus.entries, self.after.corpus.entries
        found = []
        for id, entry in new.items():
            earlier = old.get(self.former.get(id, id))
            if earlier is None or (earlier.data is not entry.data and earlier[1:] != entry[1:]) or id in self.former:
                found.append(id)
        return tuple(found)

    def changed(self, kind: str) -> Iterator[tuple[str, WrittenRecord, WrittenRecord]]:
        """The records of a type that are in both states and not the same: present id, data before, data after."""
        old, new = self.before.corpus, self.after.corpus
        for id in self.touched:
            then = self.then(id)
            if new.entry(id).kind == kind and then in old:
                yield id, old.entry(then).data, new.entry(id).data


def record_changes(states: TwoStates) -> tuple[RecordChange, ...]:
    """The records that are not what they were, those that are gone last."""
    found = [change for id in states.touched if (change := _change(states, id)) is not None]
    old, new = states.before.corpus, states.after.corpus
    for id in old:
        if id in new or id in states.former.values():
            continue
        entry = old.entry(id)
        title = states.before.title(id)
        if id in states.moved:
            found.append(RecordChange(id, entry.kind, title, "merged", into=states.moved[id]))
        else:
            found.append(RecordChange(id, entry.kind, title, "broken" if id in new.failed else "removed"))
    return tuple(found)


def _change(states: TwoStates, id: str) -> RecordChange | None:
    """What became of one record whose data differ; None where it says the same after all."""
    new = states.after.corpus.entry(id)
    title = states.after.title(id)
    former = states.then(id)
    if former not in states.before.corpus:
        return RecordChange(id, new.kind, title, "added")
    old = states.before.corpus.entry(former)
    renamed = former if former != id else ""
    parts = _changed_parts(states, former, id)
    was, now = (str(data.get("status", "draft")) == "retired" for data in (old.data, new.data))
    turned = turned_words(old.data, new.data) if new.kind in CLAIM_LIKE else None
    if was != now:
        sort: Sort = "retired" if now else "revived"
        return RecordChange(id, new.kind, title, sort, parts, renamed, str(new.data.get("replaced_by", "")), turned)
    if renamed:
        return RecordChange(id, new.kind, title, "renamed", parts, renamed, turned=turned)
    if not parts:
        return None
    return RecordChange(id, new.kind, title, sort_of_change(parts, turned), parts, turned=turned)


def sort_of_change(parts: Iterable[str], turned: tuple[str, str] | None) -> Sort:
    """What kind of change it is: by the keys that it touches, and the words that turn the sense round, if any."""
    names = set(parts) - _ABOUT
    if turned is not None or names - _TEXTS:
        return "substance"
    return "wording" if names else "about"


def _changed_parts(states: TwoStates, former: str, id: str) -> tuple[str, ...]:
    """The keys whose content differs once short forms, defaults and former ids are taken for what they mean."""
    old = _model(states.before.corpus, former, id, states.present)
    new = _model(states.after.corpus, id, id, states.after.corpus.aliases)
    names = dict.fromkeys(
        (field.alias or name, name)
        for model in (type(old), type(new))
        for name, field in model.model_fields.items()
        if name not in ("id", "aliases")
    )
    differing = [key for key, name in names if getattr(old, name, None) != getattr(new, name, None)]
    order = {key: place for place, key in enumerate(KEY_ORDER)}
    differing = [key for key in differing if not _only_reasons(key, old, new)]
    return tuple(sorted(differing, key=lambda key: (order.get(key, len(order)), key))) + (
        ("because",) if _reasons_differ(old, new) else ()
    )


def _only_reasons(key: str, old: Record, new: Record) -> bool:
    """Whether two lists of relations differ in their warrants only, which are texts."""
    if key not in ("supports", "attacks", "undercuts", "requires", "refines", "answers"):
        return False
    return bool(_without_reasons(getattr(old, key, None)) == _without_reasons(getattr(new, key, None)))


def _reasons_differ(old: Record, new: Record) -> bool:
    return any(
        getattr(old, key, None) != getattr(new, key, None) and _only_reasons(key, old, new)
        for key in ("supports", "attacks", "undercuts", "requires", "refines", "answers")
    )


def _without_reasons(entries: object) -> object:
    if not isinstance(entries, tuple):
        return entries
    return [entry.model_copy(update={"because": None, "sources": ()}) for entry in entries]


def _model(corpus: Corpus, id: str, named: str, ids: Mapping[str, str]) -> Record:
    entry = corpus.entry(id)
    data = with_present_ids(entry.data, ids)
    return RECORD_TYPES[entry.kind].model_validate({**data, "id": named})


def with_present_ids(data: Mapping[str, object], ids: Mapping[str, str]) -> Mapping[str, object]:
    """A record's plain data with former ids of other records replaced by present ones.

    >>> with_present_ids({"type": "claim", "supports": ["old", {"claim": "b", "with": ["old"]}]}, {"old": "new"})
    {'type': 'claim', 'supports': ['new', {'claim': 'b', 'with': ['new']}]}
    """
    named = [reference for reference in references(data) if reference.target in ids] if ids else []
    if not named:
        return data
    changed = copy.deepcopy(dict(data))
    for reference in sorted(named, key=lambda reference: reference.form == "key"):
        path = reference.path
        if reference.form == "key":
            holder = mapping_or_empty(value_at(changed, path[:-1]))
            put_at(changed, path[:-1], {ids.get(key, key): value for key, value in holder.items()})
        elif reference.form == "step":
            put_at(changed, path, _step_with(str(value_at(changed, path)), ids))
        else:
            put_at(changed, path, ids[reference.target])
    return changed


def _step_with(name: str, ids: Mapping[str, str]) -> str:
    parts = step_name(name)
    if parts is None:
        return name
    return str(StepName(ids.get(parts.start, parts.start), ids.get(parts.end, parts.end), parts.id))


# relations


def step_changes(states: TwoStates, records: Iterable[RecordChange]) -> tuple[StepChange, ...]:
    """Reasons, undercuts and other relations that came, went, changed, or lost what they rest on."""
    old = {step.name: step for step in _steps(states)}
    new = states.after.steps
    dead = {change.id: change for change in records if change.sort in ("retired", "removed", "broken")}
    touched = {states.then(id) for id in states.touched} | set(states.touched)
    found: list[StepChange] = []
    for name, step in new.items():
        earlier = old.get(name)
        if earlier is None:
            found.append(StepChange(name, step.kind, "added"))
        elif earlier is not step and (change := _step_change(earlier, step)) is not None:
            found.append(change)
    for name, step in old.items():
        if name not in new:
            lost = next((end for end in (*step.premises, step.conclusion) if end in dead), "")
            stays = step.start in states.after.corpus and step.start not in touched and lost
            found.append(StepChange(name, step.kind, "orphaned" if stays else "cut", lost=lost if stays else ""))
    for record in records:
        if record.sort in ("retired", "revived"):
            found += _idle_steps(states, record, old)
    found += _link_changes(states)
    return tuple(dict.fromkeys(found))


def _steps(states: TwoStates) -> Iterator[StepNode]:
    """The steps of the first state under present ids."""
    for step in states.before.steps.values():
        if not states.moved or not any(end in states.moved for end in (step.start, step.conclusion, *step.premises)):
            yield step
            continue
        yield step._replace(
            name=_step_with(step.name, states.moved),
            start=states.now(step.start),
            premises=tuple(map(states.now, step.premises)),
            conclusion=states.now(step.conclusion),
        )


def _step_change(before: StepNode, after: StepNode) -> StepChange | None:
    fields = tuple(name for name in _STEP_FIELDS if getattr(before, name) != getattr(after, name))
    strengths = (before.strength, after.strength) if before.strength != after.strength else None
    if before.kind != after.kind:
        return StepChange(after.name, after.kind, "turned", fields, strengths)
    return StepChange(after.name, after.kind, "changed", fields, strengths) if fields else None


def _idle_steps(states: TwoStates, change: RecordChange, old: Mapping[str, StepNode]) -> Iterator[StepChange]:
    """Steps that stand on both sides and do nothing any more, as what they rest on was retired; or do something again."""
    sort: Literal["orphaned", "restored"] = "orphaned" if change.sort == "retired" else "restored"
    graph = states.after
    for step in dict.fromkeys((*graph.steps_from(change.id), *graph.steps_into(change.id))):
        if step.name in old and step.start != change.id:
            yield StepChange(step.name, step.kind, sort, lost=change.id if sort == "orphaned" else "")


def _link_changes(states: TwoStates) -> Iterator[StepChange]:
    """Undercuts, requirements, answers, sides and the like that came or went, of the records that changed."""
    new = dict.fromkeys(link for id in states.touched for link in _links_of(states.after, id))
    then = [states.then(id) for id in states.touched]
    gone = [id for id in states.before.corpus if id not in states.after.corpus and id not in states.former.values()]
    old = dict.fromkeys(
        (kind, states.now(start), _step_with(end, states.moved) if kind == "undercuts" else states.now(end))
        for id in (*(id for id in then if id in states.before.corpus), *gone)
        for kind, start, end in _links_of(states.before, id)
    )
    for sort, links, others in (("added", new, old), ("cut", old, new)):
        for link in links:
            if link not in others:
                yield StepChange(f"{link[1]} —{link[0]}→ {link[2]}", link[0], sort)  # type: ignore[arg-type]


def _links_of(graph: ArgumentGraph, id: str) -> Iterator[Link]:
    for undercut in graph.undercuts_by(id):
        yield "undercuts", id, undercut.step
    for kind in _RELATIONS:
        for link in graph.links_from(kind, id):  # type: ignore[arg-type]
            yield kind, id, link.end


# beliefs


def belief_changes(states: TwoStates) -> tuple[BeliefChange, ...]:
    """What viewpoints say otherwise now of claims; whole viewpoints that came or went included."""
    found = []
    for viewpoint, old, new in _viewpoints(states):
        for claim in dict.fromkeys((*old, *new)):
            before, after = old.get(claim, ""), new.get(claim, "")
            if before != after:
                found.append(BeliefChange(viewpoint, claim, before, after))
    return tuple(found)


def _viewpoints(states: TwoStates) -> Iterator[tuple[str, dict[str, str], dict[str, str]]]:
    """Present id, and what was and is written of each claim, for viewpoints that changed, came or went."""
    for id in states.touched:
        if states.after.kind(id) == "viewpoint":
            former = states.then(id)
            old = _written(states.before, former, states.now) if former in states.before.corpus else {}
            yield id, old, _written(states.after, id, str)
    for id in states.before.ids("viewpoint"):
        if states.now(id) not in states.after.corpus:
            yield id, _written(states.before, id, states.now), {}


def _written(graph: ArgumentGraph, viewpoint: str, named: Callable[[str], str]) -> dict[str, str]:
    return {named(belief.claim): written_belief(graph, belief) for belief in graph.beliefs_of(viewpoint)}


def written_belief(graph: ArgumentGraph, belief: BeliefLink) -> str:
    """A belief as it stands in its viewpoint: the credence as written, or the stance."""
    if belief.stance != "credence":
        return belief.stance
    written = written_credence(graph, belief)
    return f"[{written[0]}, {written[1]}]" if isinstance(written, list) else written


def suspect_beliefs(states: TwoStates) -> tuple[SuspectBelief, ...]:
    """Beliefs about claims that say something else now, which nobody has confirmed since.

    A belief counts as confirmed where it is new or has another value now, carries the mark of the new wording, or was read
    again (`reread`) on a day that the first state did not have.
    """
    found = []
    for id in states.touched:
        former = states.then(id)
        if former not in states.before.corpus or not states.after.beliefs_in(id):
            continue
        old, new = states.before.corpus.entry(former).data, states.after.corpus.entry(id).data
        if meaning_of(old) == meaning_of(new):
            continue
        turned = turned_words(old, new) is not None
        mark = wording_mark(new)
        for belief in states.after.beliefs_in(id):
            if (earlier := _unconfirmed(states, belief, former, mark)) is not None:
                holder = next((link.end for link in states.after.links_from("holder", belief.viewpoint)), "")
                written = written_belief(states.after, belief)
                because: Literal["turned", "reworded"] = "turned" if turned else "reworded"
                was = earlier or wording_mark(old)
                found.append(SuspectBelief(belief.viewpoint, id, holder, written, because, was))
    return tuple(found)


def _unconfirmed(states: TwoStates, belief: BeliefLink, former: str, mark: str) -> str | None:
    """The mark that an unconfirmed belief carries, or an empty text; None for one that is confirmed or new."""
    viewpoint = states.then(belief.viewpoint)
    if viewpoint not in states.before.corpus:
        return None
    earlier = next((one for one in states.before.beliefs_of(viewpoint) if one.claim == former), None)
    if earlier is None:
        return None
    then, now = (
        belief_fields(states.before, earlier),
        belief_fields(states.after, belief),
    )
    if written_belief(states.before, earlier) != written_belief(states.after, belief):
        return None
    carried = now.get("for", "")
    reread = [fields.get("reread", "") for fields in (then, now)]
    if carried == mark or (reread[1] and reread[1] != reread[0]):
        return None
    return carried


def estimate_changes(states: TwoStates) -> tuple[EstimateChange, ...]:
    """Quantities of which viewpoints expect something else now."""
    found = []
    for id in states.touched:
        if states.after.kind(id) != "viewpoint":
            continue
        former = states.then(id)
        old = _estimates(states.before, former, states.now) if former in states.before.corpus else {}
        new = _estimates(states.after, id, str)
        found += [
            EstimateChange(id, question, old.get(question), new.get(question))
            for question in dict.fromkeys((*old, *new))
            if old.get(question) != new.get(question)
        ]
    return tuple(found)


def _estimates(graph: ArgumentGraph, viewpoint: str, named: Callable[[str], str]) -> dict[str, _Expected]:
    record = graph.corpus.record_of(viewpoint, Viewpoint)
    return {named(question): (one.median, one.low, one.high) for question, one in record.estimates.items()}
