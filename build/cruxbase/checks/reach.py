"""How far an edit of relations reaches: at which records a check may now find something else, and what must be read to say so.

An edit changes the relations that an edited record has; others' stay as they were, but for undercuts of a step that came or
went. So a check that looks at a record, at what it names and at what names it can be asked about a few records only: those
that are named by an edited one, now or before, and, for some checks, those about which these are one step further on.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple, Protocol

import msgpack

from cruxbase.checks.nearness import undercut_ends
from cruxbase.checks.plain_statements import denial_keys
from cruxbase.checks.texts import content_of, words_of

if TYPE_CHECKING:
    from cruxbase.records.written import WrittenRecord

_ASKING = frozenset(("question", "crux"))


class Surroundings(Protocol):
    """The records about an edit, by their numbers in the order of the base."""

    @property
    def edited(self) -> frozenset[int]:
        """The edited records."""

    def own_id(self, number: int) -> str:
        """The id of a record."""

    def load(self, numbers: Iterable[int]) -> None:
        """Read some records that will be asked for, all at once."""

    def contents(self, number: int) -> tuple[WrittenRecord, ...]:
        """What a record holds: of an edited one what it held, and what it holds now."""

    def named(self, numbers: Iterable[int]) -> set[int]:
        """The records that any of some name; of edited ones also those that they named before."""

    def naming(self, numbers: Iterable[int]) -> set[int]:
        """The records that name any of some, by present ids or former ones."""

    def numbered(self, ids: Iterable[str]) -> frozenset[int]:
        """The records of some ids or former ids, so far as there are any."""

    def sharing(self, keys: Iterable[str]) -> set[int]:
        """The records that have any of some keys; see `nearness`."""

    def of_type(self, numbers: Iterable[int], kinds: Collection[str]) -> set[int]:
        """Those of some records that are of certain types."""


Owners = Callable[[Surroundings], Collection[int]]
Context = Callable[[Surroundings, Collection[int]], Collection[int]]


def _nothing_more(*_: object) -> Collection[int]:
    return ()


class Reach(NamedTuple):
    """How far relations reach in a check.

    Attributes:
        owners: the records at which it may find something else after an edit.
        context: what must be read to find it at some records, besides what they name and what names them.
    """

    owners: Owners
    context: Context = _nothing_more


def _edited(about: Surroundings) -> frozenset[int]:
    return about.edited


def _ends(about: Surroundings) -> set[int]:
    return about.named(about.edited) | about.edited


def _undercutting(about: Surroundings) -> set[int]:
    """The edited records, and those that undercut their steps."""
    naming = about.naming(about.edited)
    about.load(naming)
    return {*about.edited, *(n for n in naming if any("undercuts" in data for data in about.contents(n)))}


def _about_undercut(about: Surroundings, owners: Collection[int]) -> set[int]:
    """What has steps beside those that some records undercut: they are named where there is no such step."""
    ids = [id for n in owners for data in about.contents(n) for id in undercut_ends(data)]
    return about.naming(about.numbered(ids))


def _answering(about: Surroundings) -> set[int]:
    """The edited records, and those that answer what they answer, or answer them."""
    asking = about.of_type(_ends(about), _ASKING)
    return {*about.edited, *about.of_type(about.naming(asking), ("hypothesis",))}


def _about_questions(about: Surroundings, owners: Collection[int]) -> set[int]:
    return about.naming(about.of_type(about.named(owners), _ASKING))


def _cruxes(about: Surroundings) -> set[int]:
    """The cruxes with a side that an edited record names, and those that are edited."""
    return about.of_type(about.naming(_ends(about)) | about.edited, ("crux",))


def _about_named(about: Surroundings, owners: Collection[int]) -> set[int]:
    return about.naming(about.named(owners))


def _answers(about: Surroundings) -> set[int]:
    """The edited records, and the answers to edited cruxes."""
    return {*about.edited, *about.naming(about.of_type(about.edited, ("crux",)))}


def _sides(about: Surroundings) -> set[int]:
    """The edited records, and the sides of edited cruxes."""
    return {*about.edited, *about.named(about.of_type(about.edited, ("crux",)))}


def _with_same_premises(about: Surroundings) -> set[int]:
    """The records that may have a step with the premises of one of an edited record.

    That is one of the premises, or an argument, which names them all.
    """
    premises = {*about.edited, *about.named(about.of_type(about.edited, ("argument",)))}
    return {*_ends(about), *about.of_type(about.naming(premises), ("argument",))}


def _about_arguments(about: Surroundings, owners: Collection[int]) -> set[int]:
    return about.naming(about.named(about.of_type(owners, ("argument",))))


def _denying(about: Surroundings) -> set[int]:
    """The records with titles that deny each other, of which an edited one names one or is one."""
    found: set[int] = set()
    for number in _ends(about):
        data = about.contents(number)[-1]
        keys = denial_keys(data["type"], content_of(words_of(data["title"]))) if "title" in data else ()
        alike = about.sharing(keys)
        if len(alike) > 1:
            found |= alike
    return found


def _views_of_sides(about: Surroundings) -> set[int]:
    """The viewpoints that say something of what an edited crux has, or had, as a side."""
    return about.of_type(about.naming(_sides(about)), ("viewpoint",))


def _views(about: Surroundings) -> set[int]:
    """The viewpoints that speak of all that a changed entry joins."""
    joined = [about.numbered(ids) for number in about.edited for ids in _changed(about, number)]
    views = about.of_type(about.naming({end for ends in joined for end in ends}), ("viewpoint",))
    about.load(views)
    spoken = {view: about.named((view,)) for view in views}
    return {view for view, claims in spoken.items() if any(ends <= claims for ends in joined)}


def _about_views(about: Surroundings, owners: Collection[int]) -> set[int]:
    near = _about_named(about, owners)
    return near | about.naming(about.of_type(near, ("argument",)))


def _changed(about: Surroundings, number: int) -> Iterator[tuple[str, ...]]:
    """The ids that are joined by each entry that an edited record did not have before, or has not any more."""
    own = about.own_id(number)
    before, after = (dict(_joined(own, data, about)) for data in about.contents(number))
    for entry in before.keys() ^ after.keys():
        yield before.get(entry) or after[entry]


def _joined(own: str, data: WrittenRecord, about: Surroundings) -> Iterator[tuple[object, tuple[str, ...]]]:
    """Each entry of a record that bears on how beliefs fit together, with the ids that it joins."""
    if data["type"] == "argument":
        ends = _argument_ends(data)
        yield ends, ends
    else:
        for kind, entries in (("supports", data.get("supports", ())), ("attacks", data.get("attacks", ()))):
            for entry in entries:
                claims = (entry,) if isinstance(entry, str) else (entry["claim"], *entry.get("with", ()))
                yield (kind, msgpack.packb(entry)), (own, *claims)
    for required in data.get("requires", ()):
        yield ("requires", msgpack.packb(required)), (own, required if isinstance(required, str) else required["claim"])
    for undercut in data.get("undercuts", ()):
        ends = tuple(undercut_ends({"undercuts": [undercut]}))
        if len(ends) == 1:  # an argument, of which only its premises and conclusion are believed
            ends = tuple(
                end for n in about.numbered(ends) for held in about.contents(n) for end in _argument_ends(held)
            )
        yield ("undercuts", msgpack.packb(undercut)), ends
    for pair in combinations(data.get("sides", ()), 2):
        yield ("sides", pair), pair


def _argument_ends(data: WrittenRecord) -> tuple[str, ...]:
    ends = (data.get("supports"), data.get("attacks"))
    return (*data.get("premises", ()), *(end for end in ends if isinstance(end, str)))


OWN = Reach(_edited)
ENDS = Reach(_ends)
UNDERCUTTING = Reach(_undercutting, _about_undercut)
ANSWERING = Reach(_answering, _about_questions)
CRUXES = Reach(_cruxes, _about_named)
ANSWERS = Reach(_answers)
SIDES = Reach(_sides)
WITH_SAME_PREMISES = Reach(_with_same_premises, _about_arguments)
DENYING = Reach(_denying)
VIEWS_OF_SIDES = Reach(_views_of_sides, _about_named)
VIEWS = Reach(_views, _about_views)
