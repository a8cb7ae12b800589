"""What the commands that ask have in common: arguments, the knowledge base, and ids as people type them."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from typing import TYPE_CHECKING

from cruxbase.cli import terminal
from cruxbase.cli.bases import Place, place_at
from cruxbase.cli.problems import WrongUsage
from cruxbase.report.counts import plural

if TYPE_CHECKING:
    from cruxbase.analysis.entities import Claim, Entity
    from cruxbase.knowledge_base import KnowledgeBase

_MOST = 1_000_000


def add_base(parser: argparse.ArgumentParser) -> None:
    """Declare `--base`."""
    parser.add_argument("--base", metavar="DIR", help="the folder with the records (default: the nearest claims/)")


def add_common(parser: argparse.ArgumentParser) -> None:
    """Declare what every command that asks takes: `--base` and `--json`."""
    add_base(parser)
    parser.add_argument("--json", action="store_true", help="print JSON, with the fields that the documentation lists")


def add_all(parser: argparse.ArgumentParser, most: int, of: str) -> None:
    """Declare `--all`, without which an answer about a large base is cut short."""
    parser.add_argument("--all", action="store_true", help=f"list everything, not the first {most} {of}")


def left_out(number: int, of: str) -> str:
    """What stands at the end of a list that was cut short.

    >>> left_out(2960, "lines")
    '… 2,960 more lines; --all lists them'
    """
    return f"… {number:,} more {of}; --all lists them"


def at_least(least: int) -> Callable[[str], int]:
    """Reads a number that is not below the least, for `type=` of an argument."""

    def number(written: str) -> int:
        if not (written.isascii() and written.isdigit() and least <= int(written) <= _MOST):
            raise argparse.ArgumentTypeError(f"{written!r} is not a number from {least}")
        return int(written)

    return number


def base(arguments: argparse.Namespace) -> Place:
    """The base that the command line names, or the nearest."""
    return place_at(arguments.base)


def knowledge_base(arguments: argparse.Namespace) -> KnowledgeBase:
    """The knowledge base to ask; what is broken is left out, as a line on the standard error says."""
    from cruxbase.loading.loading import load

    loaded = load(base(arguments).root)
    errors = sum(finding.severity == "error" for finding in loaded.diagnostics)
    if errors:
        terminal.warn(f"{plural(errors, 'error')} in the base, what they touch is left out; see 'cruxbase check'")
    return loaded.knowledge_base


def record_named(kb: KnowledgeBase, written: str) -> Entity:
    """The record with an id; the path of its file will do.

    Raises:
        WrongUsage: there is none.
    """
    from cruxbase.analysis.entities import UnknownRecord

    try:
        return kb.record(id_in(written))
    except UnknownRecord as problem:
        hint = "" if problem.near else "; 'cruxbase find WORDS' searches"
        raise WrongUsage(f"{problem}{hint}") from None


def claim_named(kb: KnowledgeBase, written: str) -> Claim:
    """The claim-like record with an id; the path of its file will do.

    Raises:
        WrongUsage: there is none, or it is a record of another sort.
    """
    from cruxbase.analysis.entities import Claim

    view = record_named(kb, written)
    if not isinstance(view, Claim):
        raise WrongUsage(f"{view.id!r} is a {view.type}, and a claim is needed here")
    return view


def id_in(written: str) -> str:
    """The id in what was typed, which may be the path of a file.

    >>> id_in("claims/people/wei-dai.yaml"), id_in("wei-dai")
    ('wei-dai', 'wei-dai')
    """
    return written.rpartition("/")[2].removesuffix(".yaml").strip()


def print_json(value: object) -> None:
    """Print a value as JSON."""
    print(json.dumps(value, ensure_ascii=False, indent=2))
