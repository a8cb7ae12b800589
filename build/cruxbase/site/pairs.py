"""What the pages and lists of two people side by side are made from, kept from one build to the next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, TypedDict

from cruxbase.reasoning.gap_results import GapAnalysis
from cruxbase.records import marked_retired

if TYPE_CHECKING:
    from cruxbase.knowledge_base import KnowledgeBase

Pair = tuple[str, str]


def pair_address(pair: Pair) -> str:
    """The address of the page of two people below the site's.

    >>> pair_address(("joe-carlsmith", "superforecasters"))
    'pairs/joe-carlsmith--superforecasters/'
    """
    return f"pairs/{pair_key(pair)}/"


def pair_key(pair: Pair) -> str:
    """What stands for a pair where a record's id stands for the record; no id has two hyphens together."""
    return "--".join(pair)


def pair_basis(kb: KnowledgeBase) -> str:
    """Whatever besides texts decides what two people's pages say: every relation, credence and model of the base."""
    graph, corpus = kb.graph, kb.corpus
    steps = sorted((s.name, s.premises, s.conclusion, s.kind, s.strength, s.group) for s in graph.steps.values())
    undercuts = sorted((undercut.start, undercut.step) for undercut in graph.parts.undercuts)
    links = sorted(tuple(link[:3]) for link in graph.parts.links if link.kind in ("side", "requires", "holder"))
    gone = sorted(id for id in graph.claim_ids() if marked_retired(corpus.entry(id).data))
    models = [(id, corpus.entry(id).data) for id in graph.ids("model")]
    return repr((steps, undercuts, links, gone, models))


class PlainBetween(TypedDict):
    """A comparison of two people as plain data: see `Between`."""

    shared: Sequence[str]
    agreed: Sequence[str]
    suspended: Sequence[str]
    only_a: Sequence[str]
    only_b: Sequence[str]
    gaps: list[dict[str, object]]


KeptBetween = tuple[str, PlainBetween]
"""A comparison of two people, after a fingerprint of what it was computed from."""


class Between(NamedTuple):
    """A comparison of two people in ids and numbers, so that it can be kept from one build to the next.

    Attributes:
        shared: the claims of which both have spoken: where they differ, the farthest first, where they agree, and where
            one suspends judgement.
        agreed: those of them on which the two agree.
        suspended: those on which one suspends judgement.
        only_a: the claims of which only the first has spoken.
        only_b: those of which only the second has.
        gaps: what divides them on each shared claim on which they differ and something on record bears, largest first.
    """

    shared: tuple[str, ...]
    agreed: tuple[str, ...]
    suspended: tuple[str, ...]
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]
    gaps: tuple[GapAnalysis, ...]

    @property
    def double_cruxes(self) -> tuple[str, ...]:
        """The double cruxes of all shared conclusions, each once, those of the largest gaps first."""
        return tuple(dict.fromkeys(crux for gap in self.gaps for crux in gap.double_cruxes))

    @property
    def differed(self) -> tuple[str, ...]:
        """The shared claims on which both take sides and do not agree."""
        return tuple(claim for claim in self.shared if claim not in {*self.agreed, *self.suspended})

    def plain(self) -> PlainBetween:
        """The same as plain data, for a file."""
        return PlainBetween(
            shared=self.shared,
            agreed=self.agreed,
            suspended=self.suspended,
            only_a=self.only_a,
            only_b=self.only_b,
            gaps=[gap.to_dict() for gap in self.gaps],
        )

    @classmethod
    def of(cls, plain: PlainBetween) -> Between:
        """What was kept, as it was."""
        return cls(
            shared=tuple(plain["shared"]),
            agreed=tuple(plain["agreed"]),
            suspended=tuple(plain["suspended"]),
            only_a=tuple(plain["only_a"]),
            only_b=tuple(plain["only_b"]),
            gaps=tuple(map(GapAnalysis.from_dict, plain["gaps"])),
        )


def between(kb: KnowledgeBase, pair: Pair) -> Between:
    """What two people share, where they differ, and what that turns on."""
    compared = kb.compare(*pair)
    return Between(
        shared=tuple(row.claim.id for row in compared.shared),
        agreed=tuple(row.claim.id for row in compared.agreements),
        suspended=tuple(row.claim.id for row in compared.suspended),
        only_a=tuple(claim.id for claim in compared.only_a),
        only_b=tuple(claim.id for claim in compared.only_b),
        gaps=compared.conclusions,
    )
