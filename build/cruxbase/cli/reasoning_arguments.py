"""What the commands that reason have in common: whose view, which semantics, and how numbers are written."""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cruxbase.cli import terminal
from cruxbase.cli.arguments import id_in
from cruxbase.cli.problems import WrongUsage, unknown_name
from cruxbase.support import figures

if TYPE_CHECKING:
    from cruxbase.analysis.entities import Claim
    from cruxbase.analysis.target import Basis
    from cruxbase.knowledge_base import KnowledgeBase

Range = tuple[float, float]
SEMANTICS = ("jeffrey", "logodds", "dfquad", "squared-dfquad", "quadratic-energy", "euler-based", "euler-based-top")
RECORD = "on-record"
_THRESHOLD = 0.8
_SIGNS = {
    "in": ("+", "for"),
    "challenged": ("+", "for"),
    "stated": ("+", "for"),
    "unargued": (".", "faint"),
    "out": ("-", "against"),
    "undecided": ("?", "undercut"),
}
_LABELS = {"challenged": "in, challenged", "unargued": "no reasons yet"}


def add_view(parser: argparse.ArgumentParser, purpose: str, *, required: bool = False) -> None:
    """Declare `--view`."""
    parser.add_argument("--view", metavar="WHO", required=required, help=f"id of a viewpoint or person: {purpose}")


def add_threshold(parser: argparse.ArgumentParser) -> None:
    """Declare `--threshold`, θ."""
    parser.add_argument(
        "--threshold",
        type=_threshold,
        default=_THRESHOLD,
        metavar="θ",
        help="a claim believed this much is assumed, one believed at most 1 - θ rejected (default: 0.8)",
    )


def add_semantics(parser: argparse.ArgumentParser) -> None:
    """Declare `--semantics`."""
    parser.add_argument(
        "--semantics",
        choices=SEMANTICS,
        default=SEMANTICS[0],
        metavar="NAME",
        help=f"how strengths are computed from the graph: {', '.join(SEMANTICS)} (default: {SEMANTICS[0]})",
    )


def probability(written: str) -> float:
    """A number from 0 to 1, as an argument; 40% and .4 will do.

    >>> probability("40%"), probability(".4")
    (0.4, 0.4)
    """
    text = written.strip()
    try:
        number = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        number = math.nan
    if not 0 <= number <= 1:
        raise argparse.ArgumentTypeError(f"{written!r} is not a number from 0 to 1, nor a percentage")
    return number


def _threshold(written: str) -> float:
    number = probability(written)
    if number <= 0.5:
        raise argparse.ArgumentTypeError(f"{written!r} is not above 0.5")
    return number


def claim_and_credence(written: str) -> tuple[str, float]:
    """What `CLAIM=CREDENCE` says, as an argument.

    >>> claim_and_credence("a-claim=0.9")
    ('a-claim', 0.9)
    """
    name, sign, number = written.rpartition("=")
    if not sign or not name.strip():
        raise argparse.ArgumentTypeError(f"{written!r} is not of the form CLAIM=CREDENCE, such as a-claim=0.9")
    return id_in(name), probability(number)


def who_named(kb: KnowledgeBase, written: str) -> str:
    """The id of a viewpoint or person.

    Raises:
        WrongUsage: there is none; the message names the nearest, and a person who has no viewpoint.
    """
    id = kb.corpus.aliases.get(id_in(written), id_in(written))
    kind = kb.graph.kind(id) if id in kb.corpus else None
    if kind == "viewpoint":
        return id
    if kind == "person":
        if not kb.graph.links_to("holder", id):
            raise WrongUsage(f"{id!r} has no viewpoint in this base")
        return id
    if kind is not None:
        raise WrongUsage(f"{id!r} is a {kind}, and a viewpoint or person is needed here")
    raise unknown_name("viewpoint or person", id, list(kb.graph.ids("viewpoint", "person")))


def is_record(written: str | None) -> bool:
    """Whether the record at face value is asked for, nobody's view."""
    return written is None or written == RECORD


@contextmanager
def sentences() -> Iterator[None]:
    """Lets what cannot be computed end the command with a sentence."""
    from cruxbase.analysis.entities import UnknownRecord
    from cruxbase.analysis.perspective_view import NoTruthValue
    from cruxbase.analysis.target import NothingToCompute
    from cruxbase.reasoning.computing import Incomputable
    from cruxbase.reasoning.gap_results import Unsettleable
    from cruxbase.reasoning.names import UnknownName

    try:
        yield
    except (UnknownRecord, UnknownName, NothingToCompute, NoTruthValue, Incomputable, Unsettleable) as problem:
        raise WrongUsage(str(problem)) from None


def number(value: float | None, digits: int = 3) -> str:
    """A number with so many digits that count, or a dash where there is none.

    >>> number(0.0513764), number(None), number(0.5), number(0.0020879), number(-0.25)
    ('0.0514', '-', '0.5', '0.00209', '-0.25')
    """
    return "-" if value is None else figures.plain_number(value, digits)


def fixed(value: float | None, places: int) -> str:
    """A number with so many places after the point and its sign, or a dash where there is none.

    >>> fixed(-0.0312, 3), fixed(0.5, 2), fixed(0.0, 2)
    ('-0.031', '+0.50', '0.00')
    """
    return "-" if value is None else figures.signed(value, places)


def places_for(size: float | None) -> int:
    """How many places after the point show a quantity of some size to four digits or so.

    >>> places_for(0.0493), places_for(0.18), places_for(None)
    (6, 5, 4)
    """
    if size is None or size == 0:
        return 4
    return min(max(4 - math.floor(math.log10(abs(size))), 4), 9)


def percent(value: float | None) -> str:
    """A part as a percentage, or a dash.

    >>> percent(0.912), percent(-0.013), percent(None)
    ('91%', '-1%', '-')
    """
    return "-" if value is None else figures.part(value).replace(figures.MINUS, "-")


def span(ends: Range | None, digits: int = 3) -> str:
    """A range, one number where both ends are the same, nothing where there is none.

    >>> span((0.2, 0.45)), span((0.01, 0.01)), span((0.9996, 0.9996)), span(None)
    ('0.2 to 0.45', '0.01', '0.9996', '')
    """
    if ends is None:
        return ""
    low, high = (figures.probability(end) if number(end, digits) in ("0", "1") else number(end, digits) for end in ends)
    return low if low == high else f"{low} to {high}"


def label_cell(label: str) -> tuple[str, str]:
    """A status, as `ClaimStatus.word` has it, with a sign that tells it apart without colour, and its role.

    >>> label_cell("in"), label_cell("unargued")
    (('+ in', 'for'), ('. no reasons yet', 'faint'))
    """
    sign, role = _SIGNS[str(label)]
    return f"{sign} {_LABELS.get(str(label), label)}", role


def heading(claim: Claim) -> str:
    """A claim's title and id, as the first line of what is told of it."""
    from cruxbase.report.cells import visible

    style = terminal.style()
    return f"{style.paint('strong', visible(claim.title))}  {style.paint('faint', claim.id)}"


def basis_lines(basis: Basis) -> Iterator[str]:
    """What a number was computed from, and what stood in for what nobody said."""
    from cruxbase.report.counts import plural

    if basis.kind == "model":
        yield f"Computed by the model {basis.model}."
    else:
        starts = "starts" if len(basis.assumed) == 1 else "start"
        extra = f"; {plural(len(basis.assumed), 'derived claim')} {starts} from 0.5" if basis.assumed else ""
        plain = basis.semantics not in ("jeffrey", "logodds")
        weights = ", which does not use the weights of steps" if plain else ""
        yield f"Computed from the argument graph under {basis.semantics}{weights}{extra}."
    for who in dict.fromkeys(basis.borrowed.values()):
        several = [claim for claim, speaker in basis.borrowed.items() if speaker == who]
        yield f"Only {who} speaks of {some(several)}: the same credence stands for both."
    if basis.published:
        yield f"Nobody here speaks of {some(list(basis.published))}: the model's published credence stands in."
    if basis.without_number:
        said = [f"{claim} ({stances})" for claim, stances in basis.without_number.items()]
        yield f"No number is given for {some(said)}: the middle of what that leaves open stands in."
    missing = [claim for claim in basis.unknown if claim not in basis.published]
    if missing:
        yield f"Nobody here speaks of {some(missing)}: left out of the numbers, and allowed for in the ranges."


def some(names: list[str], most: int = 3) -> str:
    """The first few names, and how many more there are.

    >>> some(["a", "b"]), some(["a", "b", "c", "d", "e"])
    ('a and b', 'a, b, c and 2 more')
    """
    shown, left = names[:most], len(names) - most
    if left > 0:
        return f"{', '.join(shown)} and {left} more"
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)
