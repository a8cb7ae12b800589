"""Whose view is meant: an id, a record, or credences given in Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median_low

from cruxbase.analysis.entities import LinkedRecords, Person, UnknownRecord, Viewer, Viewpoint
from cruxbase.reasoning.perspective import Perspective, perspective
from cruxbase.records import Credence
from cruxbase.records import Viewpoint as ViewpointRecord
from cruxbase.support.errors import WrongArgument, WrongValue

GIVEN = "given"
"""The name of a view that is given as a mapping."""

STANCES = ("holds", "rejects", "suspends")


def perspective_of(kb: LinkedRecords, who: Viewer) -> Perspective:
    """The beliefs of a viewpoint, of a person, or as given.

    Args:
        kb: the base.
        who: id of a viewpoint, or of a person, whose latest word on each claim counts; the entity of either; a
            `Viewpoint` record that need not be in the base; a mapping of claim to credence, which may be a number, a
            range, a word of the scale, or `holds`, `rejects` or `suspends`; or a `Perspective`.

    Raises:
        UnknownRecord: there is no such viewpoint or person, or a claim of a mapping does not exist.
        ValueError: a credence is none.
        WrongArgument: it is nothing of that kind.

    >>> import cruxbase
    >>> kb = cruxbase.example()
    >>> perspective_of(kb, {"trial": "likely", "no-adversary": "holds"}).range_of("trial")
    (0.55, 0.8)
    """
    if isinstance(who, Perspective):
        return who
    if isinstance(who, ViewpointRecord):
        return _of_record(kb, who)
    if isinstance(who, Mapping):
        return _of_mapping(kb, who)
    view: object = who
    if isinstance(who, str):
        view = kb.record(who) if who in kb else None
        if not isinstance(view, (Person, Viewpoint)):
            raise UnknownRecord("viewpoint or person", who, kb.nearest(who, "viewpoint", "person"))
    if isinstance(view, Person):
        several = members_of(kb, view.id)
        if several:
            return median_perspective([perspective_of(kb, member) for member in several], view.id)
        return perspective(kb.graph, [viewpoint.id for viewpoint in view.viewpoints], view.id)
    if isinstance(view, Viewpoint):
        return perspective(kb.graph, [view.id], view.id)
    raise WrongArgument("a view is an id, a viewpoint, a person or a mapping of claims to credences", who)


def viewpoints_of(kb: LinkedRecords, name: str) -> tuple[str, ...]:
    """The viewpoint records behind a view, by its name, oldest first; none for a view that was given in Python."""
    view = kb.record(name) if name in kb else None
    if isinstance(view, Person):
        return tuple(viewpoint.id for viewpoint in view.viewpoints)
    return (view.id,) if isinstance(view, Viewpoint) else ()


def members_of(kb: LinkedRecords, who: Viewer, *, silent: bool = True) -> tuple[str, ...]:
    """The members of a group who have viewpoints of their own.

    Args:
        kb: the base.
        who: a person, by id or as an entity; anything else has no members.
        silent: only of a group that has no viewpoint of its own, and so speaks through its members.
    """
    view = kb.record(who) if isinstance(who, str) and who in kb else who
    if not isinstance(view, Person) or (silent and view.viewpoints):
        return ()
    return tuple(one for one in view.record.members if one in kb and kb.graph.links_to("holder", one))


def median_perspective(several: Sequence[Perspective], name: str) -> Perspective:
    """What a group believes: of each claim the lower median of the numbers that its members give, as is usual in the field.

    >>> members = [Perspective(str(number), {"a": Credence.parse(number)}) for number in (0.1, 0.2, 0.6, 0.9)]
    >>> median_perspective(members, "all").number_for("a")
    0.2
    """
    claims = dict.fromkeys(claim for one in several for claim in one.credences)
    medians = {
        claim: median_low(one.credences[claim].mid for one in several if claim in one.credences) for claim in claims
    }
    return Perspective(name, {claim: Credence.parse(value) for claim, value in medians.items()})


def pair_of(kb: LinkedRecords, a: Viewer, b: Viewer) -> tuple[Perspective, Perspective]:
    """Two views, told apart by name where both are given as mappings."""
    first, second = perspective_of(kb, a), perspective_of(kb, b)
    if first.name == second.name == GIVEN:
        first, second = _renamed(first, "a"), _renamed(second, "b")
    return first, second


def _renamed(view: Perspective, name: str) -> Perspective:
    return Perspective(name, view.credences, view.stances, view.origins)


def _of_mapping(kb: LinkedRecords, beliefs: Mapping[str, object]) -> Perspective:
    credences: dict[str, Credence] = {}
    stances: dict[str, str] = {}
    for claim, value in beliefs.items():
        id = kb.claim(claim).id
        if isinstance(value, str) and value in STANCES:
            stances[id] = value
        else:
            credences[id] = _credence(claim, value)
    return Perspective(GIVEN, credences, stances)


def _credence(claim: str, value: object) -> Credence:
    try:
        return Credence.parse(value)
    except ValueError as problem:
        raise WrongValue(f"the credence given for {claim!r} is {value!r}: {problem}") from None


def _of_record(kb: LinkedRecords, record: ViewpointRecord) -> Perspective:
    stances = {kb.claim(stance.claim).id: name for name in STANCES for stance in getattr(record, name)}
    credences = {kb.claim(claim).id: entry.credence for claim, entry in record.credences.items()}
    kept = {claim: stance for claim, stance in stances.items() if claim not in credences}
    return Perspective(record.id, credences, kept)
