"""`cruxbase find`: records by words or by what they are."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cruxbase.cli import terminal
from cruxbase.cli.arguments import add_common, at_least, id_in, knowledge_base, print_json
from cruxbase.cli.problems import WrongUsage, unknown_name
from cruxbase.report.cells import padded, shortened, visible, width

if TYPE_CHECKING:
    from cruxbase.analysis.entities import Entity
    from cruxbase.knowledge_base import KnowledgeBase

DESCRIPTION = """
Finds records by words in their titles, texts, terms, names and notes, best first; slips of spelling are
tolerated. Conditions narrow what is found; without words, everything that satisfies them is listed. The
exit status is 1 where nothing is found.
"""
EXAMPLES = (
    ("cruxbase find inoculation prompting", "records about it"),
    ("cruxbase find --type crux --topic legibility", "all cruxes of a topic"),
    ("cruxbase find deceptive --type evidence --limit 5", "the best five results"),
    ("cruxbase find --holder wei-dai --ids", "ids of the claims someone spoke on"),
)
_KIND = 10  # cells of the longest type
_BEST = 20
_LISTED = 100
_CLAIMS_ONLY = ("topic", "status", "origin", "tag", "holder")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `find`."""
    parser.add_argument("words", nargs="*", metavar="WORD", help="words to look for")
    parser.add_argument("--type", metavar="TYPE", help="claim, crux, evidence, source, person …")
    parser.add_argument("--topic", metavar="ID", help="claims of a topic and of its narrower topics")
    parser.add_argument("--status", choices=("draft", "reviewed", "disputed", "retired"), help="editorial state")
    parser.add_argument("--origin", choices=("stated", "implied", "reconstructed"), help="who says it")
    parser.add_argument("--tag", metavar="TAG", help="one of the record's tags")
    parser.add_argument("--holder", metavar="ID", help="claims on which a person has said something")
    parser.add_argument(
        "--limit",
        type=at_least(1),
        metavar="N",
        help=f"how many at most (default: {_BEST} with words, {_LISTED} without, and all with --ids or --json)",
    )
    parser.add_argument("--ids", action="store_true", help="print ids only, one a line")
    add_common(parser)


def run(arguments: argparse.Namespace) -> int:
    """List what is found; 1 where nothing is."""
    kb = knowledge_base(arguments)
    found = _found(kb, arguments)
    if arguments.json:
        from cruxbase.analysis.records_json import brief_json

        print_json([{**brief_json(view), "score": score} for view, score in found])
    elif arguments.ids:
        for view, _ in found:
            print(view.id)
    else:
        shown = found if arguments.limit is not None else found[:_LISTED]
        for line in _listed([view for view, _ in shown]):
            print(line)
        if len(found) > len(shown):
            print(f"and {len(found) - len(shown):,} more (--limit {len(found)} for all)")
        if not found:
            terminal.warn("nothing found")
    return 0 if found else 1


def _found(kb: KnowledgeBase, arguments: argparse.Namespace) -> Sequence[tuple[Entity, float | None]]:
    """The records with their scores; without words, all that satisfy the conditions."""
    fitting = _fitting(kb, arguments)
    if not arguments.words:
        return [(view, None) for view in fitting][: arguments.limit]
    allowed = {view.id for view in fitting}
    hits = kb.search(" ".join(arguments.words), limit=len(kb), type=arguments.type)
    return [(hit.record, hit.score) for hit in hits if hit.record.id in allowed][: arguments.limit or _BEST]


def _fitting(kb: KnowledgeBase, arguments: argparse.Namespace) -> Sequence[Entity]:
    from cruxbase.analysis.entities import UnknownRecord
    from cruxbase.records import CLAIM_LIKE, RECORD_TYPES

    kind = arguments.type
    if kind is not None and kind not in RECORD_TYPES:
        raise unknown_name("type", kind, list(RECORD_TYPES))
    conditions: dict[str, str] = {
        name: id_in(value) if name in ("topic", "holder") else value
        for name in _CLAIMS_ONLY
        if (value := getattr(arguments, name)) is not None
    }
    if not conditions and (kind is None or kind not in CLAIM_LIKE):
        return [view for view in kb if kind is None or view.type == kind]
    if kind is not None and kind not in CLAIM_LIKE:
        raise WrongUsage(f"--{next(iter(conditions))} is for claims, and a {kind} is none")
    try:
        return kb.claims(
            type=kind,
            topic=conditions.get("topic"),
            status=conditions.get("status"),
            origin=conditions.get("origin"),
            tag=conditions.get("tag"),
            holder=conditions.get("holder"),
        )
    except UnknownRecord as problem:
        raise WrongUsage(str(problem)) from None


def _listed(views: Sequence[Entity]) -> Iterator[str]:
    """A line a record; where they do not fit, a line for the title and one for the id."""
    style, cells = terminal.layout()
    column = max((len(view.id) for view in views), default=0)
    fits = all(_KIND + 2 + column + 2 + width(visible(view.title)) <= cells for view in views)
    for view in views:
        kind = style.paint("faint", padded(view.type, _KIND))
        if fits:
            yield f"{kind}  {style.paint('strong', padded(view.id, column))}  {visible(view.title)}"
        else:
            yield f"{kind}  {style.paint('strong', shortened(visible(view.title), cells - _KIND - 2))}"
            yield f"{' ' * (_KIND + 2)}{view.id}"
