"""What a change of a base does, for whoever reviews it: five lines first, details below; as text or as Markdown.

Titles and credences are a stranger's texts. In Markdown they are escaped so that they can neither mention anybody, nor
link anywhere, nor carry HTML.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from cruxbase.report.cells import visible
from cruxbase.report.counts import plural
from cruxbase.support.figures import plain_number, signed

if TYPE_CHECKING:
    from cruxbase.analysis.comparison_parts import (
        BaseComparison,
        CoherenceChange,
        GapChange,
        RecordChange,
        StatusChange,
        StepChange,
        StrengthChange,
        SuspectBelief,
    )

Titles = Callable[[str], str]

MOST_ROWS = 200
"""So many rows of one sort are listed at most in Markdown, whose readers' forge refuses long comments."""

CLASS_WORDS: dict[str, str] = {
    "added": "added",
    "substance": "changed in substance",
    "wording": "changed in wording",
    "about": "changed in sources or notes",
    "renamed": "renamed",
    "merged": "merged",
    "retired": "retired",
    "revived": "taken up again",
    "removed": "removed",
    "broken": "broken",
}
"""What became of a record, in words, by `RecordChange.sort`."""

_COHERENCE = {
    "implied-otherwise": "a credence differs from what a model computes",
    "contradiction-held": "both of two claims that exclude each other are held",
    "step-not-followed": "a strong reason is held and its conclusion is not",
    "above-requirement": "a claim is believed more than what it requires",
    "sides-exceed-one": "the sides of a crux come to more than 1",
    "unfit-conditional": "a conditional fits no joint distribution",
}
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|~^$=-])")


class Row(NamedTuple):
    """One line of the details: plain pieces and pieces that are ids, in turn."""

    pieces: tuple[tuple[str, bool], ...]


class Part(NamedTuple):
    """A heading and its rows."""

    heading: str
    rows: Sequence[Row]


def summary(comparison: BaseComparison, titles: Titles) -> list[Row]:
    """What a reviewer reads first: five lines at most."""
    if comparison.is_same:
        if comparison.layout:
            return [
                _row(f"Only comments and layout changed, in {plural(len(comparison.layout), 'file')}: nothing follows.")
            ]
        return [_row("Both states say the same.")]
    lines = [_records_line(comparison.records), _steps_line(comparison.steps)]
    if not comparison.has_effect:
        lines.append(_row("No status, strength, gap or finding changes for anybody."))
    else:
        lines += [
            _moves_line(comparison, titles),
            _gaps_line(comparison.gaps, titles),
            _care_line(comparison),
        ]
    return [line for line in lines if line is not None]


def text(comparison: BaseComparison, titles: Titles) -> Iterator[str]:
    """The statement as lines of text."""
    yield from (_plain(row) for row in summary(comparison, titles))
    for part in details(comparison, titles):
        yield ""
        yield part.heading
        yield from (f"  {_plain(row)}" for row in part.rows)


def markdown(comparison: BaseComparison, titles: Titles) -> Iterator[str]:
    """The statement as lines of Markdown for a comment on a forge, details folded."""
    yield "### What this change does"
    yield ""
    yield from (f"- {_marked(row)}" for row in summary(comparison, titles))
    for part in details(comparison, titles):
        yield ""
        yield f"<details><summary>{_escaped(part.heading)} ({len(part.rows)})</summary>"
        yield ""
        yield from (f"- {_marked(row)}" for row in part.rows[:MOST_ROWS])
        if len(part.rows) > MOST_ROWS:
            yield f"- and {len(part.rows) - MOST_ROWS:,} more"
        yield ""
        yield "</details>"


def details(comparison: BaseComparison, titles: Titles) -> Iterator[Part]:
    """The parts that have something to tell."""
    parts = (
        Part("Suspect beliefs", [_suspect(one, titles) for one in comparison.suspect]),
        Part("Status", [_status(one, titles) for one in comparison.statuses]),
        Part("Strength", [_strength(one, titles) for one in comparison.strengths]),
        Part("Between people", [_gap(one, titles) for one in comparison.gaps]),
        Part("What does not fit together", [_coherence(one, titles) for one in comparison.coherence]),
        Part("Records", [_record(one) for one in comparison.records]),
        Part("Reasons and relations", [_step(one) for one in comparison.steps]),
        Part(
            "Beliefs",
            [
                _row(titles(one.viewpoint), (one.claim,), f"{one.before or 'nothing'} → {one.after or 'nothing'}")
                for one in comparison.beliefs
            ],
        ),
        Part(
            "Estimates",
            [
                _row(titles(one.viewpoint), (one.question,), f"{_ends(one.before)} → {_ends(one.after)}")
                for one in comparison.estimates
            ],
        ),
        Part(
            "Models",
            [
                _row((one.model,), f"{one.output}, {one.who}: {_number(one.before)} → {_number(one.after)}")
                for one in comparison.models
            ],
        ),
        Part("Comments and layout only", [_row((path,)) for path in comparison.layout]),
        Part("Pages that differ", [_row((page,)) for page in comparison.pages]),
    )
    return (part for part in parts if part.rows)


# the five lines


def _records_line(records: Sequence[RecordChange]) -> Row:
    counts = Counter[str](change.sort for change in records)
    listed = ", ".join(f"{counts[sort]} {words}" for sort, words in CLASS_WORDS.items() if counts[sort])
    if len(records) > 3:
        return _row(f"{plural(len(records), 'record')}: {listed}.")
    return _row(f"{plural(len(records), 'record')}: {listed}:", *((change.id,) for change in records))


def _steps_line(steps: Sequence[StepChange]) -> Row | None:
    counts = Counter(change.sort for change in steps)
    listed = ", ".join(
        f"{counts[sort]} {sort}"
        for sort in ("added", "cut", "turned", "orphaned", "restored", "changed")
        if counts[sort]
    )
    return _row(f"Reasons and relations: {listed}.") if listed else None


def _moves_line(comparison: BaseComparison, titles: Titles) -> Row | None:
    flips = [change for change in comparison.statuses if change.is_flip]
    if flips:
        first = flips[0]
        who = {change.who for change in flips}
        more = f"; {plural(len(flips), 'flip')} in all, for {len(who)}" if len(flips) > 1 else ""
        return _row(
            f"“{titles(first.claim)}” goes from {first.before or 'nothing'} to {first.after or 'nothing'} "
            f"{_for(first.who, titles)}{more}."
        )
    if comparison.strengths:
        strongest = comparison.strengths[0]
        people = {change.who for change in comparison.strengths}
        return _row(
            f"No status flips; {plural(len(comparison.strengths), 'strength')} moved for {len(people)}, most: "
            f"“{titles(strongest.claim)}”, {_number(strongest.before)} → {_number(strongest.after)} {_for(strongest.who, titles)}."
        )
    challenged = [change for change in comparison.statuses if not change.is_flip]
    if challenged:
        return _row(f"No status flips; {plural(len(challenged), 'claim')} challenged now, or no longer.")
    return None


def _gaps_line(gaps: Sequence[GapChange], titles: Titles) -> Row | None:
    if not gaps:
        return None
    counts = Counter[str](change.sort for change in gaps)
    words = {
        "turned": "change sign",
        "appears": "appear",
        "vanishes": "vanish",
        "re-ranked": "have other double cruxes",
        "moved": "move",
    }
    listed = ", ".join(f"{counts[sort]} {verb}" for sort, verb in words.items() if counts[sort])
    first = gaps[0]
    return _row(
        f"Gaps between people: {listed}; first: {titles(first.a)} and {titles(first.b)} on “{titles(first.target)}”."
    )


def _care_line(comparison: BaseComparison) -> Row | None:
    pieces = []
    if comparison.suspect:
        turned = sum(one.because == "turned" for one in comparison.suspect)
        sense = f" ({turned} as the sense may be turned round)" if turned else ""
        pieces.append(f"{plural(len(comparison.suspect), 'belief')} suspect{sense}")
    counts = Counter(one.sort for one in comparison.coherence)
    pieces += [f"{plural(counts[sort], 'coherence finding')} {sort}" for sort in ("opened", "closed") if counts[sort]]
    if comparison.models or comparison.estimates:
        pieces.append(
            f"{plural(len(comparison.models) + len(comparison.estimates), 'number')} of models and estimates moved"
        )
    return _row(f"To look at: {', '.join(pieces)}.") if pieces else None


# rows


def _record(change: RecordChange) -> Row:
    row: list[str | tuple[str]] = [f"{CLASS_WORDS[change.sort]}:", (change.id,), f"“{change.title}”"]
    if change.former:
        row += ["was", (change.former,)]
    if change.into:
        row += ["now", (change.into,)]
    if change.parts:
        row.append(f"[{', '.join(change.parts)}]")
    if change.turned:
        row.append(f"the sense may be turned: “{change.turned[0]}” became “{change.turned[1]}”")
    return _row(*row)


def _step(change: StepChange) -> Row:
    row: list[str | tuple[str]] = [f"{change.sort}, {change.relation}:", (change.name,)]
    if change.strengths:
        row.append(f"{change.strengths[0]} → {change.strengths[1]}")
    elif change.fields:
        row.append(f"[{', '.join(change.fields)}]")
    if change.lost:
        row += ["lacks", (change.lost,)]
    return _row(*row)


def _suspect(one: SuspectBelief, titles: Titles) -> Row:
    because = "the sense of the claim may be turned round" if one.because == "turned" else "the claim was reworded"
    return _row(
        f"{titles(one.viewpoint)}: {one.written} on", (one.claim,), f"— {because}; 'cruxbase confirm' once checked"
    )


def _status(change: StatusChange, titles: Titles) -> Row:
    if change.is_flip:
        became = f"{change.before or 'nothing'} → {change.after or 'nothing'}"
    else:
        became = "challenged now" if change.challenged[1] else "challenged no longer"
    return _row(f"“{titles(change.claim)}”", (change.claim,), f"{became} {_for(change.who, titles)}")


def _strength(change: StrengthChange, titles: Titles) -> Row:
    stated = ", stated" if change.stated else ""
    return _row(
        f"“{titles(change.claim)}”",
        (change.claim,),
        f"{_number(change.before)} → {_number(change.after)} {_for(change.who, titles)}{stated}",
    )


def _gap(change: GapChange, titles: Titles) -> Row:
    row: list[str | tuple[str]] = [f"{change.sort}: {titles(change.a)} and {titles(change.b)} on", (change.target,)]
    row.append(f"{_signed(change.before)} → {_signed(change.after)} in log-odds")
    for words, claims in (("no double crux any more:", change.cruxes_gone), ("a double crux now:", change.cruxes_new)):
        if claims:
            row += [words, *((claim,) for claim in claims)]
    if change.cruxes_swapped:
        row += ["double cruxes in another order:", *((claim,) for claim in change.cruxes_after)]
    return _row(*row)


def _coherence(change: CoherenceChange, titles: Titles) -> Row:
    return _row(f"{change.sort} {_for(change.who, titles)}: {_COHERENCE[change.kind]}:", *((c,) for c in change.claims))


def _for(who: str, titles: Titles) -> str:
    return "at face value" if who == "on-record" else f"for {titles(who)}"


def _number(value: float | None) -> str:
    return "nothing" if value is None else plain_number(value)


def _signed(value: float | None) -> str:
    return "none" if value is None else signed(value)


def _ends(estimate: tuple[float | None, float | None, float | None] | None) -> str:
    if estimate is None:
        return "nothing"
    median, low, high = (None if value is None else f"{value:g}" for value in estimate)
    between = f"{low or '…'} to {high or '…'}" if low or high else ""
    return f"{median} ({between})" if median and between else median or between


def _row(*pieces: str | tuple[str]) -> Row:
    return Row(tuple((piece, False) if isinstance(piece, str) else (piece[0], True) for piece in pieces))


def _plain(row: Row) -> str:
    return visible(" ".join(piece for piece, _ in row.pieces))


def _marked(row: Row) -> str:
    return " ".join(_code(piece) if is_id else _escaped(piece) for piece, is_id in row.pieces)


def _code(piece: str) -> str:
    """A piece as code: in a forge nothing inside it is a mention or a link."""
    return f"`{visible(piece).replace('`', chr(39))}`"


def _escaped(piece: str) -> str:
    """A stranger's text in Markdown: no HTML, no emphasis, no links, no mentions, no references to issues."""
    plain = _SPECIAL.sub(r"\\\1", html.escape(visible(" ".join(piece.split())), quote=False))
    plain = plain.replace("@", "&#64;").replace("://", "&#58;//").replace("\\#", "&#35;")
    return re.sub(r"(?i)\bwww\.", "www&#46;", plain)


def change_in_words(change: RecordChange) -> str:
    """What became of a record, as one line of text."""
    return _plain(_record(change))


def listed(rows: Iterable[Row]) -> list[str]:
    """Rows as lines of text."""
    return [_plain(row) for row in rows]
