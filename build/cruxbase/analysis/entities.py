"""Records as typed entities, with the ways that lead from one to the next, and how they are looked up.

An entity is a frozen pair of a base and an id; everything else is looked up when asked for. What is computed of a single
record has its result type here too, as entities name it; what computes it is in the modules above.
"""

from __future__ import annotations

import html
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Generic, Literal, TypeAlias, TypeVar, get_args

from cruxbase.graph import ArgumentGraph, BeliefLink, CitationLink, LinkKind, StepNode, UndercutLink, nearest
from cruxbase.records import (
    CLAIM_LIKE,
    UNREAD,
    ClaimLike,
    Credence,
    CredenceEntry,
    Crux,
    Part,
    Record,
    Stance,
    is_id,
    name_text,
)
from cruxbase.records import (
    Citation as CitationRecord,
)
from cruxbase.records import (
    Model as ModelRecord,
)
from cruxbase.records import (
    Person as PersonRecord,
)
from cruxbase.records import (
    Source as SourceRecord,
)
from cruxbase.records import (
    Step as StepRecord,
)
from cruxbase.records import (
    Topic as TopicRecord,
)
from cruxbase.records import (
    Viewpoint as ViewpointRecord,
)
from cruxbase.records.vocabulary import BUILT_IN, Vocabulary
from cruxbase.support.errors import CruxbaseError, WrongArgument, WrongValue
from cruxbase.support.memoized import ResultCache
from cruxbase.support.results import PlainDict, Result, ResultTable, plain_value

if TYPE_CHECKING:
    from cruxbase.parsing.corpus import Corpus
    from cruxbase.reasoning.labels import Label
    from cruxbase.reasoning.model_runs import (
        Crossing,
        ModelGap,
        ModelRun,
        ModelSample,
        RunnableModel,
        Sensitivity,
        Sweep,
    )
    from cruxbase.reasoning.perspective import Perspective

V = TypeVar("V", bound="Entity")
_Class: TypeAlias = type[V]  # inside an entity, `type` is the type of its record
GraphPart = TypeVar("GraphPart", bound="StepNode | UndercutLink | CitationLink | BeliefLink")
Range = tuple[float, float]
Viewer: TypeAlias = (
    "str | Person | Viewpoint | ViewpointRecord | Perspective | Mapping[str, float | str | Sequence[float]]"
)
"""Whose view is meant: see `cruxbase.analysis.viewers.perspective_of`."""


class UnknownRecord(CruxbaseError, KeyError):
    """There is no record with the id that was asked for."""

    def __init__(self, what: str, id: str, near: str | None) -> None:
        self.id = id
        self.near = near
        super().__init__(f"no {what} is called {id!r}" + (f"; did you mean {near!r}?" if near else ""))

    def __str__(self) -> str:
        return str(self.args[0])


class LinkedRecords(ABC):
    """The records of a base, linked: looked up by id and filtered.

    What is computed of them is asked of `KnowledgeBase`, which is one.

    Attributes:
        graph: the linked records.
        root: the folder that they were read from.
        vocabulary: the schemes and kinds of identifiers that they may name.
        results: what was worked out of them, kept as they never change; see `cruxbase.support.memoized`.
    """

    def __init__(self, graph: ArgumentGraph, root: str = "claims", vocabulary: Vocabulary = BUILT_IN) -> None:
        self.graph = graph
        self.vocabulary = vocabulary
        self.root = root
        self.results: ResultCache = {}
        self._entities: dict[str, Entity] = {}

    @property
    def corpus(self) -> Corpus:
        """The records by id, with the way back to their files."""
        return self.graph.corpus

    def __len__(self) -> int:
        return len(self.corpus)

    def __contains__(self, id: object) -> bool:
        return id in self.corpus or id in self.corpus.aliases

    def __iter__(self) -> Iterator[Entity]:
        return (self.record(id) for id in self.corpus)

    def record(self, id: str | Entity) -> Entity:
        """The record with an id, of whatever type; a former id leads to the present one.

        Raises:
            UnknownRecord: there is none; the message names the nearest id.

        >>> import cruxbase
        >>> kb = cruxbase.example()
        >>> kb.record("trial")
        <evidence trial: In a trial a monitor flagged nine in ten planted attempts>
        >>> kb.record("trail")
        Traceback (most recent call last):
            ...
        cruxbase.analysis.entities.UnknownRecord: no record is called 'trail'; did you mean 'trial'?
        """
        return self._of_type(id, Entity, "record")

    def claim(self, id: str | Entity) -> Claim:
        """The claim-like record with an id.

        Raises:
            UnknownRecord: no claim-like record has it.

        >>> import cruxbase
        >>> kb = cruxbase.example()
        >>> kb.claim("use-untrusted-models").supporters
        (<claim monitors-catch-most: Monitors catch most attempts to do harm>,)
        """
        return self._of_type(id, Claim, "claim")

    def source(self, id: str | Entity) -> Source:
        """The source with an id; see `record`."""
        return self._of_type(id, Source, "source")

    def person(self, id: str | Entity) -> Person:
        """The person with an id; see `record`."""
        return self._of_type(id, Person, "person")

    def viewpoint(self, id: str | Entity) -> Viewpoint:
        """The viewpoint with an id; see `record`."""
        return self._of_type(id, Viewpoint, "viewpoint")

    def topic(self, id: str | Entity) -> Topic:
        """The topic with an id; see `record`."""
        return self._of_type(id, Topic, "topic")

    def model(self, id: str | Entity) -> Model:
        """The model with an id; see `record`."""
        return self._of_type(id, Model, "model")

    def step(self, name: str | Step) -> Step:
        """The step called `from -> to`, or the argument record with an id.

        Raises:
            UnknownRecord: there is no such step.

        >>> import cruxbase
        >>> kb = cruxbase.example()
        >>> kb.step("monitors-catch-most -> use-untrusted-models").because
        'Harm needs an attempt that is not caught.'
        """
        name = name.name if isinstance(name, Step) else name
        if not isinstance(name, str):
            raise WrongArgument("a step is asked for by its name, such as 'a -> b'", name)
        if name not in self.graph.steps:
            raise UnknownRecord("step", name, nearest(name, list(self.graph.steps)))
        return Step(self, self.graph.steps[name])

    def nearest(self, id: str, *kinds: str) -> str | None:
        """The id most like one that does not exist, among records of the given types."""
        return nearest(id, list(self.graph.ids(*kinds)))

    def known(self, id: str | None, type: str | None = None) -> str | None:
        """The present id of the record that an id leads to; None where there is no such record, or none of the type.

        What a record names may be broken, and is then no record of the base.
        """
        if id is None:
            return None
        now = id if id in self.corpus else self.corpus.aliases.get(id, id)
        return now if now in self.corpus and type in (None, self.graph.kind(now)) else None

    def _of_type(self, asked: str | Entity, wanted: type[V], what: str) -> V:
        view = self._entities.get(asked) if type(asked) is str else None
        if view is not None and isinstance(view, wanted):
            return view
        id = asked.id if isinstance(asked, Entity) else asked
        if not isinstance(id, str):
            raise WrongArgument(f"a {what} is asked for by its id or as a record of the base", id)
        now = id if id in self.corpus else self.corpus.aliases.get(id, id)
        view = self._entities.get(now)
        if view is None and now in self.corpus:
            view = self._entities[now] = entity_of(self, now)
        if not isinstance(view, wanted):
            fitting = [other for other in self.corpus if self._fits(other, wanted)]
            raise UnknownRecord(what, id, nearest(id, fitting))
        return view

    def _fits(self, id: str, wanted: type[Entity]) -> bool:
        return wanted is Entity or isinstance(entity_of(self, id), wanted)

    def claims(  # noqa: PLR0913 - one keyword a filter
        self,
        *,
        type: str | None = None,
        topic: str | Topic | None = None,
        status: str | None = None,
        origin: str | None = None,
        tag: str | None = None,
        holder: str | Person | None = None,
        where: Callable[[Claim], bool] | None = None,
    ) -> tuple[Claim, ...]:
        """The claim-like records that satisfy every condition given, in the order of their files.

        Args:
            type: `claim`, `crux`, `evidence` and so on.
            topic: id of a topic; its narrower topics count too.
            status: `draft`, `reviewed`, `disputed` or `retired`.
            origin: `stated`, `implied` or `reconstructed`.
            tag: one of the record's tags.
            holder: id of a person with a belief about the claim.
            where: any further condition on the view.

        Raises:
            UnknownRecord: there is no such topic or person.
            WrongValue: no claim-like record can have that type, status or origin.

        >>> import cruxbase
        >>> kb = cruxbase.example()
        >>> [claim.id for claim in kb.claims(type="crux")]
        ['do-monitors-catch-enough']
        >>> [claim.id for claim in kb.claims(holder="ada-quill", where=lambda claim: claim.supporters)]
        ['monitors-catch-most']
        """
        is_one_of("type", type, CLAIM_LIKE)
        is_one_of("status", status, _values_of("status"))
        is_one_of("origin", origin, _values_of("origin"))
        topics = self._topics_under(topic) if topic is not None else None
        spoken = self._spoken_of(holder) if holder is not None else None
        found = []
        for id in self.corpus:
            kind, data = self.corpus.entry(id)[1:]
            if (
                (kind in CLAIM_LIKE if type is None else kind == type and kind in CLAIM_LIKE)
                and (topics is None or data.get("topic") in topics)
                and (status is None or data.get("status", "draft") == status)
                and (origin is None or data.get("origin", "stated") == origin)
                and (tag is None or tag in data.get("tags", ()))
                and (spoken is None or id in spoken)
            ):
                view = self.claim(id)
                if where is None or where(view):
                    found.append(view)
        return tuple(found)

    def _topics_under(self, topic: str | Topic) -> frozenset[str]:
        found = {self.topic(topic).id}
        waiting = list(found)
        while waiting:
            for child in self.topic(waiting.pop()).children:
                if child.id not in found:
                    found.add(child.id)
                    waiting.append(child.id)
        former = {alias for alias, id in self.corpus.aliases.items() if id in found}
        return frozenset(found | former)

    def _spoken_of(self, holder: str | Person) -> frozenset[str]:
        views = self.person(holder).viewpoints
        return frozenset(belief.claim for view in views for belief in self.graph.beliefs_of(view.id))

    def _all(self, kind: str, wanted: type[V], where: Callable[[V], bool] | None) -> tuple[V, ...]:
        views = (self._of_type(id, wanted, kind) for id in self.graph.ids(kind))
        return tuple(view for view in views if where is None or where(view))

    def sources(self, *, where: Callable[[Source], bool] | None = None) -> tuple[Source, ...]:
        """All sources, or those that satisfy a condition."""
        return self._all("source", Source, where)

    def people(self, *, where: Callable[[Person], bool] | None = None) -> tuple[Person, ...]:
        """All people, or those that satisfy a condition."""
        return self._all("person", Person, where)

    def viewpoints(self, *, where: Callable[[Viewpoint], bool] | None = None) -> tuple[Viewpoint, ...]:
        """All viewpoints, or those that satisfy a condition."""
        return self._all("viewpoint", Viewpoint, where)

    def topics(self, *, where: Callable[[Topic], bool] | None = None) -> tuple[Topic, ...]:
        """All topics, or those that satisfy a condition."""
        return self._all("topic", Topic, where)

    def models(self, *, where: Callable[[Model], bool] | None = None) -> tuple[Model, ...]:
        """All models, or those that satisfy a condition."""
        return self._all("model", Model, where)

    # what is computed of one record

    @abstractmethod
    def answer(
        self, model: str | Model, target: str, *, view: str | None = None, given: Mapping[str, float] | None = None
    ) -> ModelAnswer:
        """What a model comes to for one of its quantities, beside what is stated; see `Model.query`."""

    @abstractmethod
    def inputs_of(self, model: str | Model, who: Viewer) -> dict[str, float]:
        """The inputs of a model that someone's view sets, by name; see `Model.inputs_of`."""

    @abstractmethod
    def scores(self, person: str | Person) -> Scores:
        """How a person's forecasts turned out that came due; see `Person.scores`."""

    @abstractmethod
    def changes_of_mind(self, person: str | Person) -> tuple[ChangeOfMind, ...]:
        """What a person came to believe, when, and what that moved, oldest first; see `Person.changes`."""


class Entity:
    """A record in its base. Two views are equal when they are of the same record of the same base."""

    __slots__ = ("id", "kb")
    folder: ClassVar[str] = "records"

    def __init__(self, kb: LinkedRecords, id: str) -> None:
        object.__setattr__(self, "kb", kb)
        object.__setattr__(self, "id", id)

    kb: LinkedRecords
    id: str

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is read-only")

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.kb, self.id)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Entity) and self.kb is other.kb and self.id == other.id

    def __hash__(self) -> int:
        return hash(self.id)

    def __repr__(self) -> str:
        return f"<{self.type} {self.id}: {self.title}>"

    def _repr_html_(self) -> str:
        title, kind, id = html.escape(self.title), html.escape(self.type), html.escape(self.id)
        return f"<p><b>{title}</b> <small>{kind} <code>{id}</code></small></p>{self._body_html()}"

    def _body_html(self) -> str:
        return ""

    def to_dict(self) -> PlainDict:
        """The record as data that `json.dumps` writes: its id, its type, and the keys that were written.

        >>> import cruxbase
        >>> cruxbase.example().claim("trial").to_dict()["supports"]
        ['monitors-catch-most']
        """
        entry = self._graph.corpus.entry(self.id)
        return {"id": self.id, "type": entry.kind, **{key: plain_value(value) for key, value in entry.data.items()}}

    @property
    def _graph(self) -> ArgumentGraph:
        return self.kb.graph

    @property
    def type(self) -> str:
        """The type of the record."""
        return self._graph.kind(self.id)

    @property
    def title(self) -> str:
        """The title; for a person the name."""
        return self._graph.title(self.id)

    @property
    def record(self) -> Record:
        """The record itself."""
        return self._graph.corpus.record(self.id)

    @property
    def path(self) -> str:
        """The file that holds it, such as `claims/legibility/a.yaml`."""
        return self._graph.corpus.origin_of(self.id)

    @property
    def url(self) -> str:
        """The address of its page on the site, such as `claims/a/`."""
        return f"{self.folder}/{self.id}/"

    def _out(self, kind: LinkKind, of: _Class[V]) -> tuple[V, ...]:
        """The entities of one class that links of one kind lead to."""
        links = self._graph.links_from(kind, self.id)
        return self._ends((link.end for link in links), of) if links else ()

    def _in(self, kind: LinkKind, of: _Class[V]) -> tuple[V, ...]:
        """The entities of one class that links of one kind come from."""
        links = self._graph.links_to(kind, self.id)
        return self._ends((link.start for link in links), of) if links else ()

    def _ends(self, ids: Iterable[str], of: _Class[V]) -> tuple[V, ...]:
        entities = dict.fromkeys(self.kb.record(id) for id in ids)
        return tuple(entity for entity in entities if isinstance(entity, of))


class Claim(Entity):
    """A claim-like record: claim, hypothesis, evidence, crux, question and so on.

    >>> import cruxbase
    >>> kb = cruxbase.example()
    >>> claim = kb.claim("monitors-catch-most")
    >>> [other.id for other in claim.supporters], [other.id for other in claim.undercutters]
    (['trial'], ['no-adversary'])
    >>> [(belief.viewpoint.holder.title, belief.credence.mid) for belief in claim.held_by]
    [('Ada Quill', 0.8)]
    >>> [(citation.source.title, citation.at) for citation in claim.cited_in]
    [('What monitors see', '§3')]
    """

    __slots__ = ()
    folder = "claims"

    @property
    def record(self) -> ClaimLike:
        """The record itself."""
        record = super().record
        assert isinstance(record, ClaimLike)
        return record

    @property
    def text(self) -> str:
        """What it says: the statement or the question; for an argument its warrant or title."""
        data = self._graph.corpus.entry(self.id).data
        return str(data.get("statement") or data.get("question") or data.get("because") or self.title)

    @property
    def topic(self) -> Topic | None:
        """The topic it is filed under; None where that record is broken."""
        found = self._out("topic", Topic)
        return found[0] if found else None

    @property
    def supporting_steps(self) -> tuple[Step, ...]:
        """Reasons for it."""
        return self._steps(step for step in self._graph.steps_into(self.id) if step.kind == "supports")

    @property
    def attacking_steps(self) -> tuple[Step, ...]:
        """Reasons against it."""
        return self._steps(step for step in self._graph.steps_into(self.id) if step.kind == "attacks")

    @property
    def steps_made(self) -> tuple[Step, ...]:
        """Steps of which it is a premise."""
        return self._steps(self._graph.steps_from(self.id))

    def _steps(self, steps: Iterable[StepNode]) -> tuple[Step, ...]:
        return tuple(Step(self.kb, step) for step in steps)

    @property
    def supporters(self) -> tuple[Claim, ...]:
        """The premises of the reasons for it."""
        return tuple(dict.fromkeys(premise for step in self.supporting_steps for premise in step.premises))

    @property
    def attackers(self) -> tuple[Claim, ...]:
        """The premises of the reasons against it."""
        return tuple(dict.fromkeys(premise for step in self.attacking_steps for premise in step.premises))

    @property
    def undercutters(self) -> tuple[Claim, ...]:
        """What speaks against the steps that lead to it; for an argument, against the argument itself."""
        steps = [step.name for step in self._graph.steps_into(self.id)]
        if self.type == "argument":
            steps.append(self.id)
        starts = [undercut.start for name in steps for undercut in self._graph.undercuts_of(name)]
        return tuple(dict.fromkeys(self.kb.claim(start) for start in starts))

    @property
    def undercuts_made(self) -> tuple[Undercut, ...]:
        """The steps that it speaks against."""
        return tuple(Undercut(self.kb, undercut) for undercut in self._graph.undercuts_by(self.id))

    @property
    def step(self) -> Step | None:
        """For an argument record, the step that it is."""
        found = self._graph.steps.get(self.id)
        return Step(self.kb, found) if found is not None else None

    @property
    def requires(self) -> tuple[Claim, ...]:
        """Claims without which it cannot stand."""
        return self._out("requires", Claim)

    @property
    def required_by(self) -> tuple[Claim, ...]:
        """Claims that cannot stand without it."""
        return self._in("requires", Claim)

    @property
    def refines(self) -> tuple[Claim, ...]:
        """Broader records of which it is a special case."""
        return self._out("refines", Claim)

    @property
    def refined_by(self) -> tuple[Claim, ...]:
        """More specific versions of it."""
        return self._in("refines", Claim)

    @property
    def answers(self) -> tuple[Claim, ...]:
        """Questions and cruxes to which it is a candidate answer."""
        return self._out("answers", Claim)

    @property
    def answered_by(self) -> tuple[Claim, ...]:
        """Candidate answers to it, where it is a question or crux."""
        return self._in("answers", Claim)

    @property
    def rivals(self) -> tuple[Claim, ...]:
        """Other answers to the same questions, and other sides of the same cruxes."""
        found = [rival for question in self.answers for rival in question.answered_by]
        found += [side for crux in self.in_cruxes for side in crux.sides]
        return tuple(rival for rival in dict.fromkeys(found) if rival != self)

    @property
    def sides(self) -> tuple[Claim, ...]:
        """The sides of a crux."""
        return self._out("side", Claim)

    @property
    def decides(self) -> tuple[Claim, ...]:
        """The claims that turn on a crux."""
        return self._out("decides", Claim)

    @property
    def in_cruxes(self) -> tuple[Claim, ...]:
        """The cruxes of which it is a side."""
        return self._in("side", Claim)

    @property
    def decided_by(self) -> tuple[Claim, ...]:
        """The cruxes on which it turns."""
        return self._in("decides", Claim)

    @property
    def would_settle(self) -> tuple[str, ...]:
        """What would settle a crux."""
        record = self.record
        return record.would_settle if isinstance(record, Crux) else ()

    @property
    def replaced_by(self) -> Claim | None:
        """The record to use instead of a retired one."""
        found = self._out("replaced_by", Claim)
        return found[0] if found else None

    @property
    def cited_in(self) -> tuple[Citation, ...]:
        """The places in sources that assert, report or concede it."""
        return tuple(
            Citation(self.kb, link) for link in self._graph.citations_by(self.id) if link.where[0] == "sources"
        )

    @property
    def held_by(self) -> tuple[Belief, ...]:
        """What viewpoints say of it, by date."""
        beliefs = [Belief(self.kb, belief) for belief in self._graph.beliefs_in(self.id)]
        return tuple(sorted(beliefs, key=lambda belief: (belief.date, belief.viewpoint.id)))

    @property
    def models(self) -> tuple[Model, ...]:
        """Models in which it is an input, variable or output."""
        return self._in("model", Model)

    def _body_html(self) -> str:
        parts = [f"<p>{html.escape(self.text)}</p>"]
        for heading, steps in (("For", self.supporting_steps), ("Against", self.attacking_steps)):
            if steps:
                items = "".join(f"<li>{html.escape(step.start.title)}</li>" for step in steps)
                parts.append(f"<p>{heading}</p><ul>{items}</ul>")
        return "".join(parts)


class Source(Entity):
    """A text that claims are taken from.

    >>> import cruxbase
    >>> kb = cruxbase.example()
    >>> [author.title for author in kb.source("quill-2024").authors]
    ['Ada Quill']
    """

    __slots__ = ()
    folder = "sources"

    @property
    def record(self) -> SourceRecord:
        """The record itself."""
        record = super().record
        assert isinstance(record, SourceRecord)
        return record

    @property
    def cited_by(self) -> tuple[Citation, ...]:
        """The places in the base that cite it."""
        return tuple(Citation(self.kb, link) for link in self._graph.citations_of(self.id))

    @property
    def authors(self) -> tuple[Person | str, ...]:
        """Its authors: people of the base, or literal names."""
        return tuple(
            self.kb.person(known) if is_id(author) and (known := self.kb.known(author, "person")) else author
            for author in map(name_text, self.record.authors)
        )

    @property
    def part_of(self) -> Source | None:
        """The source that it is a part of."""
        found = self._out("part_of", Source)
        return found[0] if found else None

    @property
    def parts(self) -> tuple[Source, ...]:
        """Sources that are parts of it."""
        return self._in("part_of", Source)


class Person(Entity):
    """Someone who holds views.

    >>> import cruxbase
    >>> kb = cruxbase.example()
    >>> [view.id for view in kb.person("ada-quill").viewpoints]
    ['quill-in-2024']
    """

    __slots__ = ()
    folder = "people"

    @property
    def record(self) -> PersonRecord:
        """The record itself."""
        record = super().record
        assert isinstance(record, PersonRecord)
        return record

    @property
    def viewpoints(self) -> tuple[Viewpoint, ...]:
        """Their dated viewpoints, oldest first."""
        return tuple(sorted(self._in("holder", Viewpoint), key=lambda view: (view.record.date, view.id)))

    @property
    def authored(self) -> tuple[Source, ...]:
        """The sources that name them as an author."""
        data = {id: self._graph.corpus.entry(id).data for id in self._graph.ids("source")}
        names = {self.id, *(former for former, id in self._graph.corpus.aliases.items() if id == self.id)}
        return tuple(
            self.kb.source(id)
            for id, written in data.items()
            if names.intersection(map(str, written.get("authors", ())))
        )

    @property
    def scores(self) -> Scores:
        """How their forecasts turned out that came due: mean Brier and logarithmic scores, and of how many."""
        return self.kb.scores(self)

    @property
    def changes(self) -> tuple[ChangeOfMind, ...]:
        """What they came to believe, when, and what that moved; oldest first."""
        return self.kb.changes_of_mind(self)


class Viewpoint(Entity):
    """What someone believed as of a date.

    >>> import cruxbase
    >>> kb = cruxbase.example()
    >>> [(belief.claim.id, belief.credence.written) for belief in kb.viewpoint("quill-in-2024").beliefs]
    [('monitors-catch-most', '0.8'), ('monitors-miss-what-matters', 'unlikely')]
    """

    __slots__ = ()
    folder = "viewpoints"

    @property
    def record(self) -> ViewpointRecord:
        """The record itself."""
        record = super().record
        assert isinstance(record, ViewpointRecord)
        return record

    @property
    def holder(self) -> Person | None:
        """Whose view it is; None where that record is broken."""
        found = self._out("holder", Person)
        return found[0] if found else None

    @property
    def date(self) -> str:
        """As of when, as precise as known."""
        return self.record.date

    @property
    def beliefs(self) -> tuple[Belief, ...]:
        """What it says, in the order written."""
        return tuple(Belief(self.kb, belief) for belief in self._graph.beliefs_of(self.id))


class Topic(Entity):
    """A subject that claims are filed under.

    >>> import cruxbase
    >>> kb = cruxbase.example()
    >>> len(kb.topic("monitoring").claims)
    6
    """

    __slots__ = ()
    folder = "topics"

    @property
    def record(self) -> TopicRecord:
        """The record itself."""
        record = super().record
        assert isinstance(record, TopicRecord)
        return record

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claim-like records filed under it."""
        return self._in("topic", Claim)

    @property
    def models(self) -> tuple[Model, ...]:
        """The models filed under it."""
        return self._in("topic", Model)

    @property
    def parent(self) -> Topic | None:
        """The broader topic."""
        found = self._out("topic", Topic)
        return found[0] if found else None

    @property
    def children(self) -> tuple[Topic, ...]:
        """Narrower topics."""
        return self._in("topic", Topic)

    @property
    def backbone(self) -> tuple[Entity, ...]:
        """The records that tell its story, in reading order, as its editors chose them."""
        return self._out("backbone", Entity)


class Model(Entity):
    """An executable argument."""

    __slots__ = ()
    folder = "models"

    @property
    def record(self) -> ModelRecord:
        """The record itself."""
        record = super().record
        assert isinstance(record, ModelRecord)
        return record

    @property
    def topic(self) -> Topic | None:
        """The topic it is filed under."""
        found = self._out("topic", Topic)
        return found[0] if found else None

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims that its inputs, variables and outputs stand for."""
        return tuple(view for view in self._out("model", Claim) if view.type != "crux")

    def query(self, target: str, *, view: str | None = None, given: Mapping[str, float] | None = None) -> ModelAnswer:
        """What the model comes to for one of its quantities, beside what is stated.

        Args:
            target: name of a variable or input, or id of the claim whose credence it is.
            view: id of a viewpoint or person, whose credences go in; None takes the published numbers.
            given: numbers for some inputs, by name or by claim, that go before all others.

        Raises:
            UnknownRecord: there is no such viewpoint or person.
            UnknownName: the model has no such variable or input.
            Incomputable: the model does not say how the quantity is computed.

        >>> from cruxbase import load
        >>> model = load("claims").knowledge_base.model("carlsmith-power-seeking-model")
        >>> round(model.query("catastrophe").value, 6)  # .65 × .80 × .40 × .65 × .40 × .95, Carlsmith (2022), section 8
        0.051376
        """
        return self.kb.answer(self, target, view=view, given=given)

    def runnable(self, implementation: str | None = None) -> RunnableModel:
        """The model with the space of its inputs, for all that `run`, `sample` and the others do.

        Args:
            implementation: name of an entry point of the group `cruxbase.models` that an installed package registers; it
                computes the outputs in place of the record's expressions. What a record names is never run.

        Raises:
            BadDistribution: an input has neither a range nor a default.
            UnknownName: no installed package registers the implementation.
        """
        from cruxbase.reasoning.computing import ComputableModel
        from cruxbase.reasoning.model_implementations import implementation_named
        from cruxbase.reasoning.model_runs import RunnableModel

        function = None if implementation is None else implementation_named(implementation)
        return RunnableModel(ComputableModel(self.record), function)

    def run(self, **inputs: float) -> ModelRun:
        """Every quantity at a point, with an interval over the inputs that are not given.

        Args:
            inputs: values by the name of the input.

        Raises:
            UnknownName: there is no such input.
            OutsideRange: an input cannot have that value.

        >>> from cruxbase import load
        >>> model = load("claims").knowledge_base.model("carlsmith-power-seeking-model")
        >>> model.run(disempowerment=0)["catastrophe"].value
        0.0
        """
        return self.runnable().run(inputs)

    def sample(self, n: int = 1000, seed: int = 0) -> ModelSample:
        """Inputs and outputs at `n` independent points of the space."""
        return self.runnable().sample(n, seed)

    def sensitivity(self, output: str | None = None, *, method: str | None = None, samples: int = 512) -> Sensitivity:
        """Sobol indices with intervals, or Morris's effects; of the first output unless another quantity is named.

        Args:
            output: the quantity.
            method: `sobol`, `morris`, or None for the first with up to 30 inputs.
            samples: base points.
        """
        return self.runnable().sensitivity(self._output(output), {}, method=method, samples=samples)

    def threshold(self, output: str, value: float, **inputs: float) -> tuple[Crossing, ...]:
        """For each input by itself, how far it must move for the output to cross a value; None where nothing does."""
        return self.runnable().threshold(output, value, inputs)

    def compare(self, a: Viewer, b: Viewer, output: str | None = None) -> ModelGap:
        """Why two people or two sets of inputs differ on an output, with a share for each input.

        Args:
            a: inputs by name, or whoever has a view (see `inputs_of`).
            b: the other.
            output: the quantity; the first output where None.
        """
        return self.runnable().compare(self._output(output), self.inputs_of(a), self.inputs_of(b))

    def sweep(self, x: str, over: Sequence[float] | None = None, output: str | None = None) -> Sweep:
        """An output along one input: its value with the rest held, and its interval with the rest free."""
        return self.runnable().sweep(self._output(output), x, over, {})

    def share(self, condition: str, **inputs: float) -> float:
        """In what share of the space a condition such as `harm < 0.1` holds."""
        return self.runnable().share(condition, inputs)

    def inputs_of(self, who: Viewer) -> dict[str, float]:
        """The inputs that someone's view sets: the credences that are inputs, by name.

        Args:
            who: inputs by name as a mapping; or the id of a viewpoint or person.

        Raises:
            UnknownRecord: there is no such viewpoint or person.
        """
        return self.kb.inputs_of(self, who)

    def _output(self, name: str | None) -> str:
        if name is not None:
            return name
        if not self.record.outputs:
            raise ValueError(f"{self.id!r} declares no output; name a variable")
        return self.record.outputs[0].variable

    @property
    def cruxes(self) -> tuple[Claim, ...]:
        """The cruxes whose answer would change what it says."""
        return tuple(view for view in self._out("model", Claim) if view.type == "crux")


class _Part(Generic[GraphPart]):
    """A view of something that is not a record."""

    __slots__ = ("kb", "part")

    def __init__(self, kb: LinkedRecords, part: GraphPart) -> None:
        object.__setattr__(self, "kb", kb)
        object.__setattr__(self, "part", part)

    kb: LinkedRecords
    part: GraphPart

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is read-only")

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.kb, self.part)

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self.kb is other.kb and self.part == other.part

    def __hash__(self) -> int:
        return hash(self.part)

    def _written(self, record: str) -> object:
        """The part of the record's model that this was made from."""
        part: object = self.kb.graph.corpus.record(record)
        for key in self.part.where:
            if isinstance(part, dict):
                part = part[key]
            elif isinstance(part, tuple):
                part = part[int(key)]
            else:
                part = getattr(part, "with_" if key == "with" else str(key))
        return part


class Step(_Part[StepNode]):
    """A reason for or against a claim."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<step {self.name} ({self.kind})>"

    @property
    def name(self) -> str:
        """`from -> to`, or the id of an argument record."""
        return self.part.name

    @property
    def kind(self) -> str:
        """`supports` or `attacks`."""
        return self.part.kind

    @property
    def strength(self) -> str:
        """weak, moderate or strong."""
        return self.part.strength

    @property
    def because(self) -> str:
        """The warrant, or empty."""
        return self.part.because

    @property
    def scheme(self) -> str:
        """Name of its argumentation scheme, or empty."""
        return self.part.scheme

    @property
    def group(self) -> str:
        """Name shared by steps that count once, or empty."""
        return self.part.group

    @property
    def start(self) -> Claim:
        """The record on which it is written."""
        return self.kb.claim(self.part.start)

    @property
    def premises(self) -> tuple[Claim, ...]:
        """All premises, needed together."""
        return tuple(self.kb.claim(premise) for premise in self.part.premises)

    @property
    def conclusion(self) -> Claim:
        """The claim it bears on."""
        return self.kb.claim(self.part.conclusion)

    @property
    def undercuts(self) -> tuple[Undercut, ...]:
        """Reasons why it fails."""
        return tuple(Undercut(self.kb, undercut) for undercut in self.kb.graph.undercuts_of(self.name))

    @property
    def sources(self) -> tuple[CitationRecord, ...]:
        """Where a text makes this step."""
        if self.part.is_argument:
            return self.start.record.sources
        written = self._written(self.part.start)
        return written.sources if isinstance(written, StepRecord) else ()


class Undercut(_Part[UndercutLink]):
    """A reason why a step fails."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<undercut of {self.part.step} by {self.part.start}>"

    @property
    def start(self) -> Claim:
        """The record that undercuts."""
        return self.kb.claim(self.part.start)

    @property
    def step(self) -> Step:
        """The step that is undercut."""
        return self.kb.step(self.part.step)

    @property
    def because(self) -> str:
        """Why, or empty."""
        return self.part.because


class Citation(_Part[CitationLink]):
    """A place in a record that cites a source."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<citation of {self.part.source} {self.at or ''} in {self.part.record}>"

    @property
    def record(self) -> Entity:
        """The citing record."""
        return self.kb.record(self.part.record)

    @property
    def source(self) -> Source:
        """The cited source."""
        return self.kb.source(self.part.source)

    @property
    def entry(self) -> Part:
        """The citation as written; of a number with a source, the part that holds the number."""
        where = self.part.where
        if where[0] == "sources":  # no model of the whole record need be made
            return self.kb.graph.corpus.citations(self.part.record)[int(where[1])]
        entry = self._written(self.part.record)
        assert isinstance(entry, Part)
        return entry

    @property
    def at(self) -> str | None:
        """The locator."""
        return getattr(self.entry, "at", None)

    @property
    def role(self) -> str:
        """What the source does there."""
        return getattr(self.entry, "role", "asserts")

    @property
    def note(self) -> str | None:
        """Remark on the citation."""
        return getattr(self.entry, "note", None)


class Belief(_Part[BeliefLink]):
    """What one viewpoint says of one claim."""

    __slots__ = ()

    def __repr__(self) -> str:
        said = self.credence.written if self.credence is not None else self.stance
        return f"<belief of {self.part.viewpoint} in {self.part.claim}: {said}>"

    @property
    def viewpoint(self) -> Viewpoint:
        """Whose belief, as of when."""
        return self.kb.viewpoint(self.part.viewpoint)

    @property
    def claim(self) -> Claim:
        """What is believed."""
        return self.kb.claim(self.part.claim)

    @property
    def stance(self) -> str:
        """`credence`, `holds`, `rejects` or `suspends`."""
        return self.part.stance

    @property
    def entry(self) -> CredenceEntry | Stance:
        """The entry as written: basis, locator, wording."""
        entry = self._written(self.part.viewpoint)
        assert isinstance(entry, (CredenceEntry, Stance))
        return entry

    @property
    def credence(self) -> Credence | None:
        """The degree of belief; None for a stance without one."""
        entry = self.entry
        return entry.credence if isinstance(entry, CredenceEntry) else None

    @property
    def is_second_hand(self) -> bool:
        """Whether editors know the text that says so through others only, and have read no part of it."""
        named = self.entry.source
        texts = [named] if named else [citation.source for citation in self.viewpoint.record.sources]
        known = [id for text in texts if (id := self.kb.known(text, "source")) is not None]
        return bool(known) and all(self.kb.corpus.entry(id).data["checked"] in UNREAD for id in known)

    @property
    def retold(self) -> Literal["quotes", "reports"] | None:
        """How texts of others give it, where the viewpoint names none of the holder's own; None otherwise."""
        record = self.viewpoint.record
        named = self.entry.source
        cited = [citation for citation in record.sources if named in (None, citation.source)]
        aliases = self.kb.corpus.aliases
        holder = aliases.get(record.holder, record.holder)
        for citation in cited:
            id = self.kb.known(citation.source, "source")
            authors = map(name_text, self.kb.corpus.entry(id).data.get("authors", ())) if id is not None else ()
            if citation.role not in ("quotes", "reports") or holder in {aliases.get(name, name) for name in authors}:
                return None
        return "quotes" if any(one.role == "quotes" for one in cited) else "reports" if cited else None

    @property
    def side(self) -> Literal["for", "against"] | None:
        """The side of the claim that it takes; None where it suspends judgement, or leaves both sides open."""
        from cruxbase.reasoning.agreement import side_of, statement_of

        statement = statement_of(self.stance, self.credence)
        return None if statement is None else side_of(statement)

    @property
    def date(self) -> str:
        """As of when."""
        return self.viewpoint.date


@dataclass(frozen=True, slots=True)
class ModelInput:
    """A quantity that goes into an answer.

    Attributes:
        name: as the model has it.
        claim: the claim whose credence it is, if any.
        value: the single number that goes in; None where there is none.
        range: from how little to how much it can be; None where nothing bounds it.
        basis: where the number is from: `supposed`, `stated` by the view, `published` with the model, or `unknown`.
    """

    name: str
    claim: Claim | None
    value: float | None
    range: Range | None
    basis: str


@dataclass(frozen=True, slots=True)
class ModelAnswer(Result):
    """What a model comes to, beside what was stated.

    Attributes:
        model: the model.
        variable: the quantity asked for.
        claim: the claim whose credence it is, if any.
        view: name of the view, or `published`.
        value: the quantity, with published numbers for what the view did not state; None where an input has neither.
        range: from how little to how much it can be, given the ranges the view states and all that is possible where it
            states nothing; None where an input is unbounded.
        method: of the range: `exact`; `outer`, where the truth may be narrower; `inner`, where it may be wider; or empty.
        stated: what the view states for the claim.
        published: what the model's text states for the quantity.
        inputs: what goes in.
    """

    model: Model
    variable: str
    claim: Claim | None
    view: str
    value: float | None
    range: Range | None
    method: str
    stated: Range | None
    published: float | None
    inputs: tuple[ModelInput, ...]

    @property
    def unknown(self) -> tuple[str, ...]:
        """Names of the inputs for which there is no number at all."""
        return tuple(given.name for given in self.inputs if given.basis == "unknown")

    @property
    def difference(self) -> float | None:
        """The value less what the view states, or else the text; of a stated range the nearest end, and 0 inside it."""
        said = self.stated or (None if self.published is None else (self.published, self.published))
        if self.value is None or said is None:
            return None
        return round(self.value - min(max(self.value, said[0]), said[1]), 12)


@dataclass(frozen=True, slots=True)
class ModelBelief(Result):
    """What a model's output amounts to as a belief in a claim.

    Attributes:
        model: the model.
        claim: the claim that the output bears on.
        output: name of the output.
        credence: the mean of the credence that the record reads it as; or the share of the space of open inputs in which the
            output bears the claim out.
        low: the 5th percentile of that credence; None for a share.
        high: the 95th.
        reading: `credence`, or `when` for a share.
    """

    model: Model
    claim: Claim
    output: str
    credence: float
    low: float | None
    high: float | None
    reading: str

    @property
    def sign(self) -> int:
        """1 where the model speaks for the claim, -1 where it speaks against it, 0 where it is even."""
        return (self.credence > 0.5) - (self.credence < 0.5)


@dataclass(frozen=True, slots=True)
class ScoredForecast:
    """A credence in a prediction that came due.

    Attributes:
        claim: the prediction.
        viewpoint: the last viewpoint before the outcome was known that gives it a number.
        credence: that number.
        came_true: the outcome.
        brier: (credence − outcome)², from 0, the best, to 1.
        log: ln of the probability given to what happened, at most 0, the best; minus infinity for a certainty that failed.
    """

    claim: Claim
    viewpoint: Viewpoint
    credence: float
    came_true: bool
    brier: float
    log: float


@dataclass(frozen=True, slots=True)
class Scores(ResultTable):
    """How somebody's forecasts turned out: means over those that came due, and how many there were.

    Attributes:
        number: how many forecasts were scored; with few of them the means say little.
        brier: the mean Brier score (Brier 1950), from 0, the best, to 1; None where there is none.
        log: the mean logarithmic score (Good 1952), at most 0, the best; None where there is none.
        forecasts: each one, by claim.
    """

    _rows_in: ClassVar[str] = "forecasts"

    number: int
    brier: float | None
    log: float | None
    forecasts: tuple[ScoredForecast, ...]


@dataclass(frozen=True, slots=True)
class ChangedBelief:
    """A claim of which somebody came to think otherwise.

    Attributes:
        claim: the claim.
        before: from how little to how much it was believed before; None where nothing had been said.
        after: the same since.
    """

    claim: Claim
    before: Range | None
    after: Range


@dataclass(frozen=True, slots=True)
class MovedClaim:
    """A claim on which a change of mind tells, though nothing was said of it.

    Attributes:
        claim: the claim.
        credence_before: what followed from what was said before; None where nothing was known.
        credence_after: what follows since.
        label_before: its status before.
        label_after: its status since.
    """

    claim: Claim
    credence_before: float | None
    credence_after: float | None
    label_before: Label
    label_after: Label


@dataclass(frozen=True, slots=True)
class ChangeOfMind(Result):
    """What somebody came to believe with one viewpoint, and what that moved.

    Attributes:
        viewpoint: the viewpoint that says so.
        date: its date.
        beliefs: what is believed otherwise than before, or for the first time.
        moved: what follows differently from it, the farthest first.
    """

    viewpoint: Viewpoint
    date: str
    beliefs: tuple[ChangedBelief, ...]
    moved: tuple[MovedClaim, ...]


def _values_of(field: str) -> tuple[str, ...]:
    """The values that a field of claim-like records can have."""
    return get_args(ClaimLike.model_fields[field].annotation)


def is_one_of(name: str, value: str | None, known: Collection[str]) -> None:
    """Refuse a filter that nothing can satisfy: it is a slip of whoever asks.

    Raises:
        WrongValue: the value is given and is not among the known ones; the message names the nearest.
    """
    if value is not None and value not in known:
        near = nearest(value, list(known))
        hint = f"did you mean {near!r}?" if near else f"it is one of: {', '.join(known)}"
        raise WrongValue(f"{name} cannot be {value!r}; {hint}")


def entity_of(kb: LinkedRecords, id: str) -> Entity:
    """The entity that fits the type of a record."""
    kind = kb.graph.kind(id)
    return (Claim if kind in CLAIM_LIKE else _ENTITIES[kind])(kb, id)


_ENTITIES: dict[str, type[Entity]] = {
    "source": Source,
    "person": Person,
    "viewpoint": Viewpoint,
    "topic": Topic,
    "model": Model,
}


@plain_value.register
def _(value: Entity) -> str:
    return value.id


@plain_value.register(_Part)
def _(value: _Part[StepNode]) -> object:
    return plain_value(value.part)


@plain_value.register
def _(value: Step) -> str:
    return value.name
