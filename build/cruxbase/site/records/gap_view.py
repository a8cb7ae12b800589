"""A gap analysis as pages show it: every share in words, every number no finer than what went in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from cruxbase.site.context import PageContext, Ref
from cruxbase.site.pictures.gap_tree import Branch, gap_tree_svg
from cruxbase.site.records.belief_words import said_of
from cruxbase.support import figures

if TYPE_CHECKING:
    from cruxbase.reasoning.gap_results import Closure, GapAnalysis, GapNode, PremiseShare, ReasonShare
    from cruxbase.reasoning.perspective import Perspective

SMALLEST = 0.01
"""Smaller parts of a gap are summed up in one line."""

SMALLEST_BRANCH = 0.04
"""Smaller parts of all that moves the conclusion are no branch of a picture or list of the tree."""

DEEPEST = {True: 4, False: 3}
"""How many levels of the tree the wide and the narrow picture show."""

OWN = "own reasons beyond the record"
REST = "smaller reasons together"

MOST_BRANCHES = 16
MOST_NEAR = 6

Names = tuple[str, str]


class PremiseRow(NamedTuple):
    """What a step rests on, with what each of the two makes of it.

    Attributes:
        claim: the premise or undercutter.
        undercuts: whether it speaks against the step itself.
        a: what the first says of it, or what follows from what they say.
        b: the same of the second.
        part: the share of the gap that it carries; empty where it is the only one.
    """

    claim: Ref
    undercuts: bool
    a: str
    b: str
    part: str


class ReasonRow(NamedTuple):
    """A recorded reason and its share of a gap.

    Attributes:
        kind: `supports`, `attacks`, `cap` or `model`.
        premises: what it rests on, the larger share first.
        part: its share of the gap, as a percentage; below nothing where it makes the gap smaller.
        level: the same from -1 to 1, for a bar.
    """

    kind: str
    premises: tuple[PremiseRow, ...]
    part: str
    level: float


class CruxLine(NamedTuple):
    """A claim that moves the gap, with what coming to the other's credence in it would close.

    Attributes:
        claim: the claim.
        a: the part that closes when the first comes to the second's credence; empty where the second takes no side.
        b: the part that closes from the second's side.
        lacks: what it lacks to be a double crux, in words; empty where it is one.
    """

    claim: Ref
    a: str
    b: str
    lacks: tuple[str, ...]


class OneSidedLine(NamedTuple):
    """A reason that only one of the two gives.

    Attributes:
        claims: its premises.
        supports: whether it speaks for the conclusion.
        by: whose it is.
        part: its share of the gap.
    """

    claims: tuple[Ref, ...]
    supports: bool
    by: str
    part: str


class TreeItem(NamedTuple):
    """A branch of the tree of reasons in a nested list."""

    claim: Ref
    undercuts: bool
    part: str
    below: tuple[TreeItem, ...]
    own: str


class GapView(NamedTuple):
    """What divides two people on a claim, as pages show it.

    Attributes:
        claim: the claim.
        model: the model record that computes it; None where the argument graph does.
        stated: what each says of it.
        apart: how far apart they are, in words.
        gap: the analysis itself.
        reasons: the recorded reasons, the largest share first.
        smaller: how many further reasons have less than a hundredth of the gap each.
        own: what own reasons beyond the record make of the gap; empty where nothing.
        own_level: the same from -1 to 1.
        recorded: what all recorded reasons together make of it.
        double: the double cruxes, with closures.
        near: what is nearly one, with what it lacks.
        one_sided: the reasons that only one of the two gives.
        tree: the branches as a nested list.
        picture: the same drawn; empty where there is nothing below the reasons.
    """

    claim: Ref
    model: Ref | None
    stated: tuple[str, str]
    apart: str
    gap: GapAnalysis
    reasons: tuple[ReasonRow, ...]
    smaller: int
    own: str
    own_level: float
    recorded: str
    double: tuple[CruxLine, ...]
    near: tuple[CruxLine, ...]
    one_sided: tuple[OneSidedLine, ...]
    tree: tuple[TreeItem, ...]
    picture: Markup


def gap_view(
    page_context: PageContext, gap: GapAnalysis, views: tuple[Perspective, Perspective], names: Names, *, drawn: bool
) -> GapView:
    """What divides two people on a claim, as their page shows it.

    Args:
        page_context: the page.
        gap: the analysis.
        views: what the two believe.
        names: how the page calls them.
        drawn: whether the tree is drawn.
    """
    shown = [row for row in gap.reasons if abs(gap.part(row.share) or 0.0) >= SMALLEST]
    closures = {one.claim: one for one in gap.closures}
    by_model = bool(gap.reasons) and gap.reasons[0].kind == "model"
    return GapView(
        claim=page_context.ref(gap.target),
        model=page_context.ref(gap.reasons[0].step) if by_model else None,
        stated=(
            said_or_follows(page_context, views[0], gap.target, gap.value_a),
            said_or_follows(page_context, views[1], gap.target, gap.value_b),
        ),
        apart=apart_in_words(gap, views),
        gap=gap,
        reasons=_model_rows(page_context, gap, views)
        if by_model
        else tuple(_reason_row(page_context, gap, row, views) for row in shown),
        smaller=0 if by_model else len(gap.reasons) - len(shown),
        own=figures.part(gap.part(gap.own_reason)) if abs(gap.part(gap.own_reason) or 0.0) >= SMALLEST else "",
        own_level=_level(gap, gap.own_reason),
        recorded=figures.part(gap.explained),
        double=tuple(crux_line(page_context, closures[claim], (), names) for claim in gap.double_cruxes),
        near=tuple(
            crux_line(page_context, closures[one.claim], one.lacks, names) for one in gap.near_cruxes[:MOST_NEAR]
        ),
        one_sided=tuple(_one_sided(page_context, gap, names)),
        tree=_items(page_context, gap, gap.tree, 1),
        picture=_picture(page_context, gap, names) if drawn else Markup(),
    )


def said_or_follows(page_context: PageContext, view: Perspective, claim: str, follows: float | None = None) -> str:
    """What stands on record of somebody's view of a claim; where they say nothing, what follows, marked as such."""
    said = said_of(page_context, view, claim)
    if said is not None:
        return said
    return "says nothing" if follows is None else f"says nothing; worked out: {figures.about(follows)}"


def apart_in_words(gap: GapAnalysis, views: tuple[Perspective, Perspective]) -> str:
    """How far apart two people are: points and odds, and neither where one gave no number."""
    if all(gap.target in view.credences for view in views):
        rough = is_rough(gap)
        points = figures.points(gap.gap_in_probability, rough=rough)
        return f"{points} apart, {figures.times_the_odds(gap.gap, rough=rough)}"
    return ""


def is_rough(gap: GapAnalysis) -> bool:
    """Whether one of the two gave no single number, so that figures worked out from the gap are not finer either."""
    return any(ends is None or ends[0] != ends[1] for ends in (gap.stated_a, gap.stated_b))


def _level(gap: GapAnalysis, share: float) -> float:
    return max(-1.0, min(1.0, gap.part(share) or 0.0))


def _reason_row(
    page_context: PageContext, gap: GapAnalysis, row: ReasonShare, views: tuple[Perspective, Perspective]
) -> ReasonRow:
    moving = [part for part in row.premises if abs(part.share) >= SMALLEST * abs(row.share)]
    parts = moving or row.premises[:1]
    return ReasonRow(
        row.kind,
        tuple(_premise_row(page_context, gap, part, views, alone=len(parts) == 1) for part in parts),
        figures.part(gap.part(row.share)),
        _level(gap, row.share),
    )


def _model_rows(
    page_context: PageContext, gap: GapAnalysis, views: tuple[Perspective, Perspective]
) -> tuple[ReasonRow, ...]:
    """The inputs of a model, a row each, as the one row of the model says nothing."""
    return tuple(
        ReasonRow(
            "model",
            (_premise_row(page_context, gap, part, views, alone=True),),
            figures.part(gap.part(part.share)),
            _level(gap, part.share),
        )
        for row in gap.reasons
        for part in row.premises
        if part.share
    )


def _premise_row(
    page_context: PageContext,
    gap: GapAnalysis,
    part: PremiseShare,
    views: tuple[Perspective, Perspective],
    *,
    alone: bool,
) -> PremiseRow:
    return PremiseRow(
        page_context.ref(part.claim),
        part.role == "undercutter",
        said_or_follows(page_context, views[0], part.claim, part.credence_a),
        said_or_follows(page_context, views[1], part.claim, part.credence_b),
        "" if alone else figures.part(gap.part(part.share)),
    )


def crux_line(page_context: PageContext, closure: Closure, lacks: Iterable[str], names: Names) -> CruxLine:
    """What coming to the other's credence in a claim would close, and what it lacks to be a double crux."""
    return CruxLine(
        page_context.ref(closure.claim),
        "" if closure.from_a is None else figures.part(closure.from_a),
        "" if closure.from_b is None else figures.part(closure.from_b),
        tuple(lack_in_words(lack, names) for lack in lacks),
    )


def lack_in_words(lack: str, names: Names) -> str:
    """What a claim lacks to be a double crux.

    >>> lack_in_words("b-suspends", ("Ada", "Bo")), lack_in_words("moves-a-too-little", ("Ada", "Bo"))
    ('Bo suspends judgement on it', 'it would move Ada too little')
    """
    who = names["-b-" in f"-{lack}-"]
    if lack.endswith("silent"):
        return f"{who} has said nothing of it"
    if lack.endswith("suspends"):
        return f"{who} suspends judgement on it"
    if lack == "agreed":
        return "the two agree on it"
    if lack == "ranges-too-near":
        return "between the near ends of what they say it moves too little"
    return f"it would move {who} too little"


def _one_sided(page_context: PageContext, gap: GapAnalysis, names: Names) -> Iterable[OneSidedLine]:
    kinds = {row.step: row for row in gap.reasons}
    for one in gap.one_sided:
        row = kinds[one.step]
        premises = [part.claim for part in row.premises if part.role == "premise"]
        yield OneSidedLine(
            tuple(page_context.refs(premises)),
            row.kind == "supports",
            names[0] if one.by == gap.a else names[1],
            figures.part(gap.part(one.share)),
        )


def _parts(gap: GapAnalysis, node: GapNode) -> list[PremiseShare]:
    """What carries a part of a claim's share that is large enough to show."""
    least = SMALLEST_BRANCH * abs(gap.gap)
    return [part for row in node.reasons for part in row.premises if abs(part.share) >= least]


def _items(page_context: PageContext, gap: GapAnalysis, node: GapNode, depth: int) -> tuple[TreeItem, ...]:
    if depth > DEEPEST[True]:
        return ()
    items = []
    for part in sorted(_parts(gap, node), key=lambda part: -abs(part.share)):
        below = part.below
        deeper = () if below is None else _items(page_context, gap, below, depth + 1)
        own = below.own_reason if below is not None and below.reasons else 0.0
        shown = abs(own) >= SMALLEST_BRANCH * abs(gap.gap) and bool(deeper)
        items.append(
            TreeItem(
                page_context.ref(part.claim),
                part.role == "undercutter",
                figures.part(gap.part(part.share)),
                deeper,
                figures.part(gap.part(own)) if shown else "",
            )
        )
    return tuple(items)


def _picture(page_context: PageContext, gap: GapAnalysis, names: Names) -> Markup:
    drawn = []
    for wide in (True, False):
        branches = drawn_branches(page_context, gap, DEEPEST[wide])
        drawn.append(gap_tree_svg(branches, page_context.ref(gap.target).title, names, wide=wide))
    return Markup("".join(drawn))  # noqa: S704 - escaped there


def drawn_branches(page_context: PageContext, gap: GapAnalysis, deepest: int) -> list[Branch]:
    """The tree from top to bottom, each branch with its depth; with many, the smaller ones are left to the list.

    Those next to the conclusion come to the whole gap: the last sums up what is not drawn of them.
    """
    sizes = sorted((abs(part.share) for _, part in _walk(gap, gap.tree, 1, deepest)), reverse=True)
    least = sizes[MOST_BRANCHES - 1] if len(sizes) >= MOST_BRANCHES else 0.0
    branches = [
        Branch(
            page_context.ref(part.claim).title,
            page_context.href(part.claim),
            depth,
            gap.part(part.share) or 0.0,
            part.claim in gap.double_cruxes,
        )
        for depth, part in _walk(gap, gap.tree, 1, deepest)
        if abs(part.share) >= least
    ]
    own = gap.part(gap.own_reason) or 0.0
    shown = sum(branch.part for branch in branches if branch.depth == 1)
    rest = 1.0 - shown - own
    if abs(rest) >= SMALLEST:
        branches.append(Branch(REST, "", 1, rest, double_crux=False))
    if abs(own) >= SMALLEST:
        branches.append(Branch(OWN, "", 1, own, double_crux=False))
    return branches


def _walk(gap: GapAnalysis, node: GapNode, depth: int, deepest: int) -> Iterable[tuple[int, PremiseShare]]:
    for part in sorted(_parts(gap, node), key=lambda part: -abs(part.share)):
        yield depth, part
        if part.below is not None and depth < deepest:
            yield from _walk(gap, part.below, depth + 1, deepest)
