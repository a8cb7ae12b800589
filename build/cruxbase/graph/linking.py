"""Two-phase linking: all records are known before the first reference is resolved."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from cruxbase.diagnostics import Diagnostic, Edit, Fix, Related, diagnostic
from cruxbase.graph.argument_graph import ArgumentGraph, GraphParts
from cruxbase.graph.parts import (
    BeliefLink,
    CitationLink,
    ConditionalLink,
    EstimateLink,
    Link,
    LinkKind,
    StepKind,
    StepNode,
    UndercutLink,
    Where,
)
from cruxbase.parsing.corpus import Corpus, Entry
from cruxbase.records import ARGUABLE, CLAIM_LIKE, StepName, is_id, step_name
from cruxbase.support.suggestions import suggestion

if TYPE_CHECKING:
    from cruxbase.records.written import (
        WrittenCitation,
        WrittenConditional,
        WrittenRecord,
        WrittenStep,
    )

_Entry: TypeAlias = str | Mapping[str, object]
"""An entry of a list of relations, in its short form or as a mapping."""

_LIKE = 0.8  # ids are long: a third of the letters in common makes no likeness
_TRUTH_APT = ARGUABLE
_REQUIRABLE = ARGUABLE | {"definition"}
_ATTACKABLE = ARGUABLE | {"definition"}
_ANSWERABLE = frozenset(("question", "crux"))
_ANYTHING = frozenset[str]()

# Reference keys at the top of a record: the types they may lead to, and the link they make.
_SINGLE: Mapping[str, tuple[frozenset[str], LinkKind]] = {
    "topic": (frozenset(("topic",)), "topic"),
    "parent": (frozenset(("topic",)), "topic"),
    "replaced_by": (CLAIM_LIKE, "replaced_by"),
    "part_of": (frozenset(("source",)), "part_of"),
    "holder": (frozenset(("person",)), "holder"),
}
_LISTS: Mapping[str, tuple[frozenset[str], LinkKind]] = {
    "sides": (_TRUTH_APT, "side"),
    "decides": (_TRUTH_APT, "decides"),
    "backbone": (_ANYTHING, "backbone"),
    "cruxes": (frozenset(("crux",)), "model"),
    "members": (frozenset(("person",)), "member"),
}
_ENTRIES: Mapping[str, tuple[str, frozenset[str], LinkKind]] = {
    "requires": ("claim", _REQUIRABLE, "requires"),
    "answers": ("question", _ANSWERABLE, "answers"),
}
_STEP_KINDS: Mapping[str, StepKind] = {"supports": "supports", "attacks": "attacks"}
_REFERRING = frozenset((*_SINGLE, *_LISTS, *_ENTRIES, *_STEP_KINDS, "sources", "refines"))
_STANCES: tuple[Literal["holds", "rejects", "suspends"], ...] = ("holds", "rejects", "suspends")
_MODEL_PARTS: tuple[Literal["inputs", "variables", "outputs"], ...] = ("inputs", "variables", "outputs")
_SOURCE = frozenset(("source",))
_QUESTION = frozenset(("question",))
_BELIEVED = frozenset(("credences", "holds", "rejects", "suspends", "conditionals"))
_RELATION_WORDS = {
    "supports": "be supported",
    "attacks": "be attacked",
    "with": "be a premise",
    "premises": "be a premise",
    "requires": "be required",
    "answers": "be answered",
    "sides": "be a side of a crux",
    "decides": "be decided by a crux",
    "refines": "be refined by this",
}


class Linked(NamedTuple):
    """The graph of a base, and what was wrong with the references."""

    graph: ArgumentGraph
    diagnostics: tuple[Diagnostic, ...]


def link(corpus: Corpus) -> Linked:
    """The argument graph of a corpus.

    References to records whose file failed are dropped without a further finding.
    """
    linker = _Linker(corpus)
    for id in corpus:
        linker.record(id)
    for id in corpus:
        linker.undercuts(id)
    parts = GraphParts(
        tuple(linker.steps.values()),
        tuple(linker.undercut),
        tuple(linker.links),
        tuple(linker.citations),
        tuple(linker.beliefs),
        tuple(linker.conditionals),
        tuple(linker.estimates),
    )
    return Linked(ArgumentGraph(corpus, parts), tuple(linker.diagnostics))


_UNLINKED = frozenset(("title", "statement", "summary", "story", "notes"))
"""Keys of a record that hold text and no reference."""


def differ_in_texts_only(one: Corpus, other: Corpus) -> bool:
    """Whether two corpora without a broken file would be linked in the same way: what differs is texts that hold no reference.

    >>> from cruxbase import example
    >>> differ_in_texts_only(example().corpus, example().corpus)
    True
    """
    if list(one.entries) != list(other.entries) or one.aliases != other.aliases:
        return False
    pairs = zip(one.entries.values(), other.entries.values(), strict=True)
    return all(
        was == now or (was.path == now.path and was.kind == now.kind and _references(was) == _references(now))
        for was, now in pairs
    )


def _references(entry: Entry) -> dict[str, object]:
    return {key: value for key, value in entry.data.items() if key not in _UNLINKED}


def _target(entry: _Entry, key: str) -> str:
    return entry if isinstance(entry, str) else str(entry[key])


def _because(entry: _Entry) -> str:
    return "" if isinstance(entry, str) else str(entry.get("because", ""))


class _Linker:
    """Collects the resolved parts of a graph; one pass for records, one for undercuts, which name steps."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.entries: Mapping[str, Entry] = corpus.entries
        self.kinds = corpus.kinds
        self.steps: dict[str, StepNode] = {}
        self.undercut: list[UndercutLink] = []
        self.links: list[Link] = []
        self.citations: list[CitationLink] = []
        self.beliefs: list[BeliefLink] = []
        self.conditionals: list[ConditionalLink] = []
        self.estimates: list[EstimateLink] = []
        self.diagnostics: list[Diagnostic] = []

    def record(self, id: str) -> None:
        """Resolve everything one record refers to, undercuts excepted."""
        _, kind, data = self.entries[id]
        for key, value in data.items():
            if key in _REFERRING:
                self._reference(id, kind, key, value, data)
        if kind in _BY_KIND:
            _BY_KIND[kind](self, id, data)

    def _reference(self, id: str, kind: str, key: str, value: object, data: WrittenRecord) -> None:
        """Resolve what stands under one key."""
        if (step_kind := _STEP_KINDS.get(key)) is not None:
            entries = data[step_kind]
            if not isinstance(entries, str):  # an argument names one claim
                self._step_entries(id, step_kind, entries)
        elif key == "sources":
            self._cites(id, (key,), data["sources"])
        elif key in _SINGLE:
            kinds, link_kind = _SINGLE[key]
            if end := self._resolved(id, (key,), str(value), kinds):
                self.links.append(Link(link_kind, id, end, "", (key,)))
        elif key == "requires":
            self._entries(id, key, data["requires"])
        elif key == "answers":
            self._entries(id, key, data["answers"])
        elif key == "refines":
            self._refines(id, kind, data["refines"])
        elif isinstance(value, list):
            kinds, link_kind = _LISTS[key]
            for index, written in enumerate(value):
                if end := self._resolved(id, (key, index), written, kinds):
                    self.links.append(Link(link_kind, id, end, "", (key, index)))

    def _entries(self, id: str, key: str, entries: Iterable[_Entry]) -> None:
        field, kinds, link_kind = _ENTRIES[key]
        for index, entry in enumerate(entries):
            where = (key, index) if isinstance(entry, str) else (key, index, field)
            if end := self._resolved(id, where, _target(entry, field), kinds):
                self.links.append(Link(link_kind, id, end, _because(entry), (key, index)))

    def undercuts(self, id: str) -> None:
        """Resolve the undercuts that one record makes, once all steps are known."""
        for index, entry in enumerate(self.entries[id].data.get("undercuts", ())):
            written = _target(entry, "step")
            where: Where = ("undercuts", index) if isinstance(entry, str) else ("undercuts", index, "step")
            step = self._resolved_step(id, where, written)
            if step is not None:
                self.undercut.append(UndercutLink(id, step, _because(entry), ("undercuts", index)))
            if not isinstance(entry, str):
                self._cites(id, ("undercuts", index, "sources"), entry.get("sources", ()))

    # references

    def _resolved(self, id: str, where: Where, written: str, kinds: frozenset[str], *, key: bool = False) -> str | None:
        """The id that a reference leads to; None, with a finding, where it leads nowhere or to the wrong type."""
        kind = self.kinds.get(written)
        if kind is not None and (not kinds or kind in kinds):
            return written
        reported = self.corpus.asks(id)
        if kind is None:
            former = self.corpus.aliases.get(written)
            if former is None or former not in self.kinds:
                if written not in self.corpus.failed and former is None and reported:
                    self._unknown(id, where, written, kinds, key)
                return None
            if reported:
                self._former(id, where, written, former, key)
            written = former
        if kinds and self.kinds[written] not in kinds:
            if reported:
                self._wrong_end(id, where, written, kinds, key)
            return None
        return written

    def _unknown(self, id: str, where: Where, written: str, kinds: frozenset[str], key: bool) -> None:
        what = _what(kinds)
        candidates = [other for other, kind in self.kinds.items() if not kinds or kind in kinds]
        near = nearest(written, candidates)
        span = self.corpus.span(id, where, key=key)
        self.diagnostics.append(
            diagnostic(
                f"link/unknown-{what if what in ('source', 'topic', 'person') else 'claim'}",
                f"no {what} is called {written!r}",
                span,
                label=_not_found_among(len(candidates), what),
                help=f"did you mean {near!r}?" if near else _how_to_add(what, written),
                fix=Fix(f"Write {near!r}", (Edit(span, near),), safe=False)
                if near and what != "person" and _figures(near) == _figures(written)
                else None,  # a view is not lent to somebody else, nor a year changed, for the likeness of a name
            )
        )

    def _former(self, id: str, where: Where, written: str, now: str, key: bool) -> None:
        span = self.corpus.span(id, where, key=key)
        self.diagnostics.append(
            diagnostic(
                "link/former-id",
                f"{written!r} is now called {now!r}",
                span,
                help="write the present id",
                fix=Fix(f"Write {now!r}", (Edit(span, now),)),
            )
        )

    def _wrong_end(self, id: str, where: Where, end: str, kinds: frozenset[str], key: bool) -> None:
        kind = self.kinds[end]
        relation = next((str(k) for k in reversed(where) if k in _RELATION_WORDS), "")
        words = _RELATION_WORDS.get(relation, "stand here")
        if kinds is _QUESTION:
            code, message = "link/wrong-end", f"{end!r} is a {kind}, and an estimate answers a question"
            help_text = (
                "name a question that asks for a 'quantity'; how much a claim is believed goes under 'credences'"
            )
        elif where[0] in _BELIEVED and kinds is not _SOURCE:
            code, message = "credence/no-truth-value", f"{end!r} is a {kind} and has no truth value to believe"
            help_text = "give a credence to a claim that answers or uses it"
        else:
            code, message = "link/wrong-end", f"{end!r} is a {kind}, which cannot {words}"
            help_text = f"what stands here is one of these: {', '.join(sorted(kinds))}"
        if relation in ("supports", "attacks") and kind == "argument":
            help_text = "an argument is a step: write 'undercuts' to say that it fails, or bear on its conclusion"
        if relation in ("with", "premises", "sides") and kind in _ANSWERABLE:
            help_text = f"a {kind} is neither true nor false: name the answer to it that you mean"
        if relation in ("supports", "requires", "decides") and kind in _ANSWERABLE:
            help_text = f"a {kind} is neither true nor false: bear on one of its answers, or use 'answers'"
        self.diagnostics.append(
            diagnostic(
                code,
                message,
                self.corpus.span(id, where, key=key),
                related=(Related(self.corpus.span(end), f"this {kind}"),),
                help=help_text,
            )
        )

    # the parts of records

    def _cites(self, id: str, at: Where, citations: Iterable[str | WrittenCitation]) -> None:
        for index, entry in enumerate(citations):
            where = (*at, index)
            exact = where if isinstance(entry, str) else (*where, "source")
            if source := self._resolved(id, exact, _target(entry, "source"), _SOURCE):
                self.citations.append(CitationLink(id, source, where))

    def _numbers(self, id: str, data: WrittenRecord) -> None:
        for index, measurement in enumerate(data.get("measurements", ())):
            self._number_source(id, ("measurements", index), measurement)
        if "resolution" in data:
            self._number_source(id, ("resolution",), data["resolution"])

    def _number_source(self, id: str, where: Where, part: Mapping[str, object]) -> None:
        if "source" in part and (source := self._resolved(id, (*where, "source"), str(part["source"]), _SOURCE)):
            self.citations.append(CitationLink(id, source, where))

    def _refines(self, id: str, kind: str, entries: Iterable[_Entry]) -> None:
        family = CLAIM_LIKE if kind in CLAIM_LIKE else frozenset((kind,))
        for index, entry in enumerate(entries):
            where: Where = ("refines", index) if isinstance(entry, str) else ("refines", index, "record")
            if end := self._resolved(id, where, _target(entry, "record"), family):
                self.links.append(Link("refines", id, end, _because(entry), ("refines", index)))

    def _step_entries(self, id: str, kind: StepKind, entries: Iterable[str | WrittenStep]) -> None:
        kinds = _ATTACKABLE if kind == "attacks" else _TRUTH_APT
        alone = (id,)
        for index, entry in enumerate(entries):
            fields: WrittenStep = {"claim": entry} if isinstance(entry, str) else entry
            written = fields["claim"]
            conclusion: str | None = written
            if self.kinds.get(written) not in kinds:  # a call for each would be the largest cost here
                exact = (kind, index) if isinstance(entry, str) else (kind, index, "claim")
                conclusion = self._resolved(id, exact, written, kinds)
            premises = alone if "with" not in fields else self._premises(id, (kind, index), fields["with"])
            if "sources" in fields:
                self._cites(id, (kind, index, "sources"), fields["sources"])
            if conclusion is None or premises is None:
                continue
            name = str(StepName(id, conclusion, fields["id"])) if "id" in fields else f"{id} -> {conclusion}"
            step = StepNode(name, id, premises, conclusion, kind, *_weight(fields), (kind, index), False)
            self._add_step(step)

    def _premises(self, id: str, where: Where, entries: Iterable[str]) -> tuple[str, ...] | None:
        """The record itself and the claims linked with it; None where one of them leads nowhere."""
        linked = [self._resolved(id, (*where, "with", i), premise, _TRUTH_APT) for i, premise in enumerate(entries)]
        known = tuple(premise for premise in linked if premise is not None)
        return (id, *known) if len(known) == len(linked) else None

    def _argument(self, id: str, data: WrittenRecord) -> None:
        premises = [self._resolved(id, ("premises", i), p, _TRUTH_APT) for i, p in enumerate(data["premises"])]
        kind: StepKind = "supports" if "supports" in data else "attacks"
        if kind not in data:
            return
        conclusion = self._resolved(id, (kind,), str(data[kind]), _TRUTH_APT)
        if conclusion is None or None in premises:
            return
        known = tuple(premise for premise in premises if premise is not None)
        self._add_step(StepNode(id, id, known, conclusion, kind, *_weight(data), (kind,), True))

    def _add_step(self, step: StepNode) -> None:
        earlier = self.steps.get(step.name)
        if earlier is None:
            self.steps[step.name] = step
            return
        if not self.corpus.asks(step.start):
            return
        first = Related(self.corpus.span(step.start, earlier.where), "first given here")
        span = self.corpus.span(step.start, step.where).first_line()
        if earlier.kind != step.kind:
            self.diagnostics.append(
                diagnostic(
                    "argument/supports-and-attacks",
                    f"{step.start!r} both supports and attacks {step.conclusion!r}",
                    span,
                    related=(first,),
                    help="decide which, or split the record into the part that speaks for and the part that speaks against",
                )
            )
            return
        self.diagnostics.append(
            diagnostic(
                "argument/step-twice",
                f"the step '{step.name}' is given twice",
                span,
                related=(first,),
                help="remove one; where they are different reasons, give each an 'id'",
            )
        )

    def _viewpoint(self, id: str, data: WrittenRecord) -> None:
        for claim, credence in data.get("credences", {}).items():
            where: Where = ("credences", claim)
            if end := self._resolved(id, where, claim, _TRUTH_APT, key=True):
                self.beliefs.append(BeliefLink(id, end, "credence", where))
            if isinstance(credence, dict):
                self._number_source(id, where, credence)
        for stance in _STANCES:
            for index, entry in enumerate(data.get(stance, ())):
                where = (stance, index)
                exact = where if isinstance(entry, str) else (*where, "claim")
                if end := self._resolved(id, exact, _target(entry, "claim"), _TRUTH_APT):
                    self.beliefs.append(BeliefLink(id, end, stance, where))
                if not isinstance(entry, str):
                    self._number_source(id, where, entry)
        for index, conditional in enumerate(data.get("conditionals", ())):
            self._conditional(id, ("conditionals", index), conditional)
        for question, estimate in data.get("estimates", {}).items():
            where = ("estimates", question)
            if end := self._resolved(id, where, question, _QUESTION, key=True):
                self.estimates.append(EstimateLink(id, end, where))
            self._number_source(id, where, estimate)

    def _conditional(self, id: str, where: Where, entry: WrittenConditional) -> None:
        of = self._resolved(id, (*where, "of"), entry["of"], _TRUTH_APT)
        given = self._resolved(id, (*where, "given"), entry["given"], _TRUTH_APT)
        if of is not None and given is not None:
            self.conditionals.append(ConditionalLink(id, of, given, where))
        self._number_source(id, where, entry)

    def _authors(self, id: str, data: WrittenRecord) -> None:
        """An author that has the form of an id is a reference; any other is a literal name."""
        for index, author in enumerate(data.get("authors", ())):
            if isinstance(author, str) and is_id(author):
                self._resolved(id, ("authors", index), author, frozenset(("person",)))

    def _model(self, id: str, data: WrittenRecord) -> None:
        for part in _MODEL_PARTS:
            for index, entry in enumerate(data.get(part, ())):
                where = (part, index, "claim")
                if "claim" in entry and (end := self._resolved(id, where, entry["claim"], _TRUTH_APT)):
                    self.links.append(Link("model", id, end, "", (part, index)))
                self._number_source(id, (part, index), entry)
        for index, expectation in enumerate(data.get("expectations", ())):
            self._number_source(id, ("expectations", index), expectation)

    # steps by name

    def _resolved_step(self, id: str, where: Where, written: str) -> str | None:
        name = step_name(written)
        assert name is not None, "the schema lets only well-formed step names through"
        ends = [self.corpus.aliases.get(end, end) for end in (name.start, name.end) if end]
        now = str(StepName(*ends, *([name.id] if name.end else [])))
        if now in self.steps:
            if now != str(name) and self.corpus.asks(id):
                self._former(id, where, written, now, False)
            return now
        if not self.corpus.asks(id) or any(end in self.corpus.failed for end in ends):
            return None
        self._unknown_step(id, where, name, ends)
        return None

    def _unknown_step(self, id: str, where: Where, name: StepName, ends: list[str]) -> None:
        span = self.corpus.span(id, where)
        for end in ends:
            if end not in self.kinds:
                near = nearest(end, list(self.kinds))
                hint = f"did you mean {near!r}?" if near else "check the spelling"
                self.diagnostics.append(
                    diagnostic(
                        "link/unknown-claim",
                        f"no record is called {end!r}",
                        span,
                        label="in this step's name",
                        help=hint,
                    )
                )
                return
        self.diagnostics.append(
            diagnostic(
                "link/unknown-step", f"there is no step '{name}'", span, help=" ".join(self._step_hints(name, ends))
            )
        )

    def _step_hints(self, name: StepName, ends: list[str]) -> Iterator[str]:
        start = ends[0]
        end = ends[1] if len(ends) == 2 else ""
        own = [step.name for step in self.steps.values() if step.start == start and step.conclusion == end]
        linked = [step.name for step in self.steps.values() if start in step.premises and step.conclusion == end]
        leaving = [step.name for step in self.steps.values() if start in step.premises]
        if own:
            yield f"its steps have ids; write {_alternatives(own)}"
        elif str(StepName(end, start)) in self.steps:
            yield f"the step runs the other way: '{end} -> {start}'"
        elif linked:
            yield f"{start!r} is a linked premise there; write {_alternatives(linked)}"
        elif not end:
            yield f"this names no step: write 'from-id -> to-id', or use 'attacks' to speak against {start!r} itself;"
            near = leaving or [step.name for step in self.steps.values() if step.conclusion == start]
            yield f"steps that begin or end there are {_alternatives(near)}" if near else "no step begins or ends there"
        elif leaving:
            yield f"the steps from {start!r} are {_alternatives(leaving)}"
        else:
            yield f"{start!r} supports and attacks nothing; write the step there first, or attack {end!r} itself"


_BY_KIND: Mapping[str, Callable[[_Linker, str, WrittenRecord], None]] = {
    "argument": _Linker._argument,
    "viewpoint": _Linker._viewpoint,
    "source": _Linker._authors,
    "model": _Linker._model,
    "evidence": _Linker._numbers,
    "prediction": _Linker._numbers,
}


def _weight(fields: WrittenStep | WrittenRecord) -> tuple[str, str, str, str]:
    """Strength, warrant, scheme and group of a step."""
    return (
        fields.get("strength", "moderate"),
        fields.get("because", ""),
        fields.get("scheme", ""),
        fields.get("group", ""),
    )


def _alternatives(names: list[str]) -> str:
    shown = [f"'{name}'" for name in names[:4]]
    return " or ".join(shown) + (f" (and {len(names) - 4} more)" if len(names) > 4 else "")


def _what(kinds: frozenset[str]) -> str:
    if len(kinds) == 1:
        return next(iter(kinds))
    return "question or crux" if kinds == _ANSWERABLE else "claim" if kinds else "record"


def _not_found_among(count: int, what: str) -> str:
    if count < 2:
        return f"there is only one {what}" if count else f"there is no {what} yet"
    return f"not found among {count:,} {_plural(what)}"


def _plural(what: str) -> str:
    return {"person": "people", "crux": "cruxes", "question or crux": "questions and cruxes"}.get(what, f"{what}s")


def _how_to_add(what: str, written: str) -> str:
    folder = {"source": "sources", "topic": "topics", "person": "people"}.get(what)
    if folder is not None:
        return f"check the spelling, or add claims/{folder}/{written}.yaml ('cruxbase new {what}')"
    return "check the spelling, or add the record first ('cruxbase new claim')"


def _figures(text: str) -> list[str]:
    return [character for character in text if character.isdigit()]


def nearest(written: str, candidates: list[str]) -> str | None:
    """The candidate most like what was written, if any is like it at all and none says the opposite.

    >>> nearest("chinchila-optimal", ["chinchilla-optimal", "wei-dai"])
    'chinchilla-optimal'
    """
    return suggestion(written, candidates, like=_LIKE)
