"""What stands for everybody at once: the status of every claim for the record and for each viewpoint."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from cruxbase.analysis.entities import LinkedRecords
from cruxbase.analysis.perspective_view import Status, checked_threshold
from cruxbase.analysis.viewers import perspective_of
from cruxbase.reasoning.labels import Label
from cruxbase.reasoning.on_graph import ON_RECORD, weighed_status
from cruxbase.reasoning.perspective import THRESHOLD, Perspective
from cruxbase.reasoning.weighing_problem import ClaimStatus
from cruxbase.support.memoized import memoized_by_graph, memoized_on_base
from cruxbase.support.results import PlainDict, Result


@dataclass(frozen=True, slots=True)
class StatusRow(Result):
    """The status of one claim for one view.

    Attributes:
        who: id of a person or viewpoint, or `on-record`.
        claim: id of the claim.
        label: in, out or undecided.
        status: the label with its flags, its objections and what was weighed.
        said: from how little to how much the view says that it believes the claim; None where it is silent.
    """

    who: str
    claim: str
    label: Label
    status: ClaimStatus
    said: tuple[float, float] | None

    @property
    def is_inferred(self) -> bool:
        """Whether the view never spoke of the claim, and yet what it did say settles it."""
        return self.said is None and self.label is not Label.UNDECIDED


@dataclass(frozen=True, eq=False)  # no slots: labels are kept; compared as the mapping it is
class StatusTable(Result, Mapping[str, Status]):
    """Who → claim → label, by the weight of reasons; computed when first asked for, and kept.

    The views are the record at face value, every person with a viewpoint, and every viewpoint. Claims are those that
    can be true or false, and definitions: questions and cruxes are neither, and what is retired is left out.

    Attributes:
        kb: the base.
        threshold: θ, from which credence on a claim is assumed.
    """

    kb: LinkedRecords
    threshold: float

    def __getitem__(self, who: str) -> Status:
        if who not in self._kept:
            if who not in self._names:
                raise KeyError(who)
            self._kept[who] = self._status(self._said.get(who))
        return self._kept[who]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __repr__(self) -> str:
        return f"<StatusTable of {len(self)} views, θ = {self.threshold:g}>"

    def to_dict(self) -> PlainDict:
        """Who → claim → the word that is shown for its status."""
        return {who: self[who].to_dict() for who in self}

    def __reduce__(self) -> tuple[object, ...]:
        return StatusTable, (self.kb, self.threshold)

    def of(self, claim: str) -> tuple[StatusRow, ...]:
        """Where a claim stands on record, and for each person and viewpoint that spoke of it or settles it otherwise.

        The record comes first, then people and viewpoints by id. Views that leave the claim open because they say
        nothing that bears on it are left out, and so are claims without truth value: the result is then empty. So it is of
        a prediction on which a view is on record: how likely it is, is what they spoke of, and neither side of it.

        Args:
            claim: id of a claim-like record.

        Raises:
            UnknownRecord: there is no such record.
        """
        id = self.kb.claim(claim).id
        if id not in self._rows:
            self._rows[id] = self._rows_of(id)
        return self._rows[id]

    def _rows_of(self, id: str) -> tuple[StatusRow, ...]:
        found = []
        if is_matter_of_odds(self.kb, id):
            return ()
        silent = self.silent.label_of(id)
        for who, status, perspective in self._views:
            label = status.label_of(id)
            if label is None:
                return ()
            said = perspective.range_of(id) if perspective is not None else None
            if who == ON_RECORD or said is not None or label is not silent:
                found.append(StatusRow(who, id, label, status.of(id), said))
        return tuple(found)

    @cached_property
    def _views(self) -> tuple[tuple[str, Status, Perspective | None], ...]:
        """Each view with its status and what it says; nothing where it is the record."""
        return tuple((who, self[who], self._said.get(who)) for who in self._names)

    def perspective(self, who: str) -> Perspective:
        """What a view believes; nothing for the record at face value."""
        return self._said.get(who) or Perspective(who)

    @cached_property
    def _names(self) -> tuple[str, ...]:
        people = [id for id in self.kb.graph.ids("person") if self.kb.graph.links_to("holder", id)]
        return (ON_RECORD, *sorted(people), *sorted(self.kb.graph.ids("viewpoint")))

    @cached_property
    def _said(self) -> dict[str, Perspective]:
        return {who: perspective_of(self.kb, who) for who in self._names if who != ON_RECORD}

    @cached_property
    def silent(self) -> Status:
        """The labels for someone who has said nothing."""
        return self._status(Perspective(""))

    def _status(self, view: Perspective | None) -> Status:
        return Status(self.kb, weighed_status(self.kb.graph, view, self.threshold), self.threshold)

    @cached_property
    def _rows(self) -> dict[str, tuple[StatusRow, ...]]:
        return {}

    @cached_property
    def _kept(self) -> dict[str, Status]:
        return {}


def is_matter_of_odds(kb: LinkedRecords, id: str) -> bool:
    """Whether a record is a prediction of which somebody gave a credence or takes a stance: that is shown, and no in or out."""
    graph = kb.graph
    return graph.kind(id) == "prediction" and bool(graph.beliefs_in(id))


@memoized_by_graph
def out_on_record(kb: LinkedRecords) -> frozenset[str]:
    """The claims that are out on record, at face value."""
    return frozenset(id for id, label in status_table(kb)[ON_RECORD].items() if label is Label.OUT)


def status_table(kb: LinkedRecords, threshold: float = THRESHOLD) -> StatusTable:
    """The table of a base, kept; see `KnowledgeBase.statuses`.

    Raises:
        ValueError: the threshold is not above 0.5 and at most 1.
    """
    return _table(kb, checked_threshold(threshold))


@memoized_on_base
def _table(kb: LinkedRecords, threshold: float) -> StatusTable:
    return StatusTable(kb, threshold)
