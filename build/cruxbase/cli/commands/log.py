"""`cruxbase log`: how a record came to say what it says."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cruxbase.cli import terminal
from cruxbase.cli.arguments import add_common, at_least, base, knowledge_base, print_json, record_named
from cruxbase.cli.problems import WrongUsage
from cruxbase.report.cells import visible, wrapped

if TYPE_CHECKING:
    from cruxbase.loading.record_history import RecordVersion
    from cruxbase.report.impact_statement import Titles

DESCRIPTION = """
Lists the changes of a record from git, newest first, also those under its former ids: what it said before and
after, and what followed from that change alone, for whom.

In a shallow clone the list ends where the history is cut, and says so.
"""
EXAMPLES = (
    ("cruxbase log dangerous-capability-is-preceded-by-legibility", "a claim's history"),
    ("cruxbase log alex-mallen -n 3", "the last three changes of a record"),
    ("cruxbase log a-claim --no-effects", "without what followed, which is quicker"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `log`."""
    parser.add_argument("id", metavar="ID", help="id of a record")
    parser.add_argument("-n", "--limit", type=at_least(1), default=20, help="the most changes (default: 20)")
    parser.add_argument("--no-effects", action="store_true", help="leave out what followed")
    add_common(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the changes."""
    from cruxbase.analysis.revisions import BaseHistory, NoHistory
    from cruxbase.loading.record_history import plain_version, record_history
    from cruxbase.support.git_repository import GitFailed, UnknownRevision

    kb = knowledge_base(arguments)
    id = record_named(kb, arguments.id).id
    try:
        history = BaseHistory.of(base(arguments).root)
        found = record_history(history, id, limit=arguments.limit, effects=not arguments.no_effects)
    except (NoHistory, UnknownRevision, GitFailed) as problem:
        raise WrongUsage(str(problem)) from None
    if arguments.json:
        print_json({"id": id, "is_cut": found.is_cut, "versions": [plain_version(one) for one in found.versions]})
        return 0

    def title(other: str) -> str:
        return kb.graph.title(other) if other in kb.corpus else other

    for number, version in enumerate(found.versions):
        if number:
            print()
        for line in _lines(version, title):
            print(line)
    if not found.versions:
        print("no change of it is committed")
    if found.is_cut:
        terminal.warn("this clone is shallow: older changes may be missing; 'git fetch --unshallow' gets them")
    return 0


def _lines(version: RecordVersion, title: Titles) -> Iterator[str]:
    from cruxbase.report.impact_statement import change_in_words, listed, summary

    style, cells = terminal.layout()
    commit = version.commit
    yield style.paint("strong", f"{commit.date}  {visible(commit.summary)}") + f"  {commit.id[:10]}"
    if version.change is None:
        yield "  only comments or the layout changed"
        return
    yield f"  {change_in_words(version.change)}"
    for key, was, now in version.wordings:
        for label, text in ((f"{key} was: ", was), (f"{key} now: ", now)):
            yield from wrapped(visible(" ".join(text.split())), cells - 4, "      ", f"    {label}")
    if version.effect is not None:
        # The first line tells of the record, which is told already.
        yield from (f"  {line}" for line in listed(summary(version.effect, title))[1:])
