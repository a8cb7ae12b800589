"""What a comparison of two states of a base consists of: frozen values, each one thing that changed or followed."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Literal

from cruxbase.support.results import PlainDict

GapSort = Literal["appears", "vanishes", "turned", "moved", "re-ranked"]
Sort = Literal["added", "removed", "broken", "renamed", "merged", "retired", "revived", "substance", "wording", "about"]
Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class RecordChange:
    """A record that is not what it was.

    Attributes:
        id: its present id; of one that is gone, the former.
        type: its type.
        title: its title; of one that is gone, the former.
        sort: `added`, `removed`, `broken` (its file holds no valid record any more), `renamed`, `merged` (into another),
            `retired`, `revived`; or of a record that stays: `substance` (relations, numbers, what the texts say by the
            editors' own mark `reworded`, or a turn of sense), `wording` (texts only), `about` (sources, tags, notes).
        parts: the keys whose content changed, in the order of the schema.
        former: the former id where it has another.
        into: the record to use instead of one that was merged or retired; empty where none is named.
        turned: what went and what came where a new wording may have turned the sense round: opposites, a negation, a number.
    """

    id: str
    type: str
    title: str
    sort: Sort
    parts: tuple[str, ...] = ()
    former: str = ""
    into: str = ""
    turned: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class StepChange:
    """A reason, an undercut or another relation between claims that is not what it was.

    Attributes:
        name: of the step; of an undercut, `from —undercuts→ step`; of any other relation, `from —requires→ to`.
        relation: `supports`, `attacks`, `undercuts`, `requires`, `refines`, `answers`, `side` or `decides`.
        sort: `added`, `cut`, `changed`, `turned` (from for to against, or back), `orphaned` (it stands in a record, and
            what it rests on or leads to is gone, retired or broken), `restored`.
        fields: what changed: `strength`, `because`, `premises`, `scheme`, `group`.
        strengths: before and after, where the strength changed.
        lost: of one that is orphaned, the record that it lacks.
    """

    name: str
    relation: str
    sort: Literal["added", "cut", "changed", "turned", "orphaned", "restored"]
    fields: tuple[str, ...] = ()
    strengths: tuple[str, str] | None = None
    lost: str = ""


@dataclass(frozen=True, slots=True)
class BeliefChange:
    """What a viewpoint says of a claim, where it says something else now.

    Attributes:
        viewpoint: id of the viewpoint.
        claim: id of the claim.
        before: as it was written, or a stance; empty where nothing was said.
        after: as it is written; empty where nothing is said any more.
    """

    viewpoint: str
    claim: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class SuspectBelief:
    """A belief about a claim that says something else than when the belief was written down.

    Attributes:
        viewpoint: id of the viewpoint.
        claim: id of the claim.
        holder: id of the person; empty where that record is broken.
        written: the credence as it is written, or the stance.
        because: `reworded` (the claim's text changed since), or `turned` (and a word was replaced with its opposite, or a
            negation or a number changed).
        mark: of the wording that the belief was given for.
    """

    viewpoint: str
    claim: str
    holder: str
    written: str
    because: Literal["reworded", "turned"]
    mark: str


@dataclass(frozen=True, slots=True)
class StatusChange:
    """A conclusion whose status changed for someone.

    Attributes:
        claim: id of the claim.
        who: id of a person, or `on-record` for the record at face value.
        before: `in`, `out` or `undecided`; None where the claim could not stand or fall.
        after: the same, now.
        challenged: where it is in before and now: whether with an objection that stands.
    """

    claim: str
    who: str
    before: str | None
    after: str | None
    challenged: tuple[bool, bool]

    @property
    def is_flip(self) -> bool:
        """Whether the label changed, and not only whether it is challenged."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class StrengthChange:
    """A conclusion that someone believes more or less than before, or of which something is known for the first time.

    Attributes:
        claim: id of the claim.
        who: id of a person.
        before: from 0 to 1; None where nothing that was said bore on it.
        after: the same, now.
        stated: whether the person says so; otherwise it follows.
    """

    claim: str
    who: str
    before: float | None
    after: float | None
    stated: bool


@dataclass(frozen=True, slots=True)
class GapChange:
    """What divides two people on a claim, where that changed.

    Attributes:
        target: id of the claim.
        a: the first person.
        b: the second.
        sort: `appears`, `vanishes`, `turned` (the other of the two believes it more now), `moved`, `re-ranked`
            (other double cruxes, or the same in another order).
        before: B less A in log-odds; None where there was no gap.
        after: the same, now.
        cruxes_before: the double cruxes, the strongest first.
        cruxes_after: the same, now.
    """

    target: str
    a: str
    b: str
    sort: GapSort
    before: float | None
    after: float | None
    cruxes_before: tuple[str, ...]
    cruxes_after: tuple[str, ...]

    @property
    def cruxes_gone(self) -> tuple[str, ...]:
        """Double cruxes that are none any more."""
        return tuple(claim for claim in self.cruxes_before if claim not in self.cruxes_after)

    @property
    def cruxes_new(self) -> tuple[str, ...]:
        """Double cruxes that were none before."""
        return tuple(claim for claim in self.cruxes_after if claim not in self.cruxes_before)

    @property
    def cruxes_swapped(self) -> bool:
        """Whether double cruxes of both states stand in another order now."""
        kept = [claim for claim in self.cruxes_before if claim in self.cruxes_after]
        return kept != [claim for claim in self.cruxes_after if claim in self.cruxes_before]


@dataclass(frozen=True, slots=True)
class CoherenceChange:
    """A way in which somebody's beliefs do not fit together that is new, or gone.

    Attributes:
        who: id of the person.
        sort: `opened` or `closed`.
        kind: `implied-otherwise`, `contradiction-held`, `step-not-followed`, `above-requirement`, `sides-exceed-one` or
            `unfit-conditional`.
        claims: the claims.
        by: the model, step or crux; empty where there is none.
    """

    who: str
    sort: Literal["opened", "closed"]
    kind: str
    claims: tuple[str, ...]
    by: str = ""


@dataclass(frozen=True, slots=True)
class EstimateChange:
    """What a viewpoint expects a quantity to be, where it says something else now.

    Attributes:
        viewpoint: id of the viewpoint.
        question: id of the question.
        before: median, low and high; None where nothing was said.
        after: the same, now.
    """

    viewpoint: str
    question: str
    before: tuple[float | None, float | None, float | None] | None
    after: tuple[float | None, float | None, float | None] | None


@dataclass(frozen=True, slots=True)
class ModelChange:
    """What a model comes to, where that changed.

    Attributes:
        model: id of the model.
        output: name of the output.
        who: id of a person, or `published` for the published numbers.
        before: the value; None where it had none.
        after: the same, now.
    """

    model: str
    output: str
    who: str
    before: float | None
    after: float | None


@dataclass(frozen=True)
class BaseComparison:
    """Two states of a base, compared by what they say and by what follows.

    Attributes:
        records: records that are not what they were.
        steps: reasons, undercuts and other relations between claims.
        beliefs: what viewpoints say otherwise now.
        suspect: beliefs whose claim came to say something else.
        statuses: conclusions whose status changed, for whom; label changes first.
        strengths: conclusions that somebody believes more or less, the largest change in log-odds first.
        gaps: what divides pairs of people, where that changed.
        coherence: findings about what does not fit together that opened or closed.
        estimates: quantities that viewpoints expect otherwise now.
        models: what models come to now.
        pages: addresses of the pages of the site that differ: of records, and of claims and people for whom something moved.
        layout: paths of files in which only comments or the layout changed.
        people: how many people had their view computed anew.
    """

    records: tuple[RecordChange, ...] = ()
    steps: tuple[StepChange, ...] = ()
    beliefs: tuple[BeliefChange, ...] = ()
    suspect: tuple[SuspectBelief, ...] = ()
    statuses: tuple[StatusChange, ...] = ()
    strengths: tuple[StrengthChange, ...] = ()
    gaps: tuple[GapChange, ...] = ()
    coherence: tuple[CoherenceChange, ...] = ()
    estimates: tuple[EstimateChange, ...] = ()
    models: tuple[ModelChange, ...] = ()
    pages: tuple[str, ...] = ()
    layout: tuple[str, ...] = ()
    people: int = 0

    @property
    def is_same(self) -> bool:
        """Whether both states say the same."""
        return not self.records

    @property
    def has_effect(self) -> bool:
        """Whether anything follows from the change: a status, a strength, a gap, a finding, a suspect belief, a number."""
        parts = (self.suspect, self.statuses, self.strengths, self.gaps, self.coherence, self.estimates, self.models)
        return any(parts)

    def of_sort(self, *sorts: str) -> tuple[RecordChange, ...]:
        """The record changes of some sorts."""
        return tuple(change for change in self.records if change.sort in sorts)

    def to_dict(self) -> PlainDict:
        """The comparison as plain data, for JSON."""
        plain = dataclasses.asdict(self)
        plain["same"] = self.is_same
        return plain
