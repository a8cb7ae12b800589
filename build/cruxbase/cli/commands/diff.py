"""`cruxbase diff`: what a change does."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from cruxbase.cli.arguments import add_base, base, print_json
from cruxbase.cli.problems import WrongUsage

if TYPE_CHECKING:
    from cruxbase.analysis.revisions import BaseState

DESCRIPTION = """
Compares two states of a base by what they say: which records, reasons and beliefs changed, and what follows: whose
conclusions stand otherwise, what divides people now, which beliefs are about a wording that is gone. Five lines
first, then the details.

The states are two revisions of the git repository (BASE..HEAD; HEAD may be left out for the folder as it is), or two
folders. Nothing in either state is run, and no setting of the repository is obeyed.
"""
EXAMPLES = (
    ("cruxbase diff main..HEAD", "what a branch does"),
    ("cruxbase diff HEAD", "what you have changed and not committed"),
    ("cruxbase diff old/claims new/claims --format json", "two folders, for a program"),
    ("cruxbase diff main..HEAD --format markdown", "for a comment on a pull request"),
)
FORMATS = ("text", "markdown", "json")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `diff`."""
    parser.add_argument("states", nargs="+", metavar="STATE", help="BASE..HEAD, one revision, or two folders")
    parser.add_argument("--format", choices=FORMATS, default="text", help="how to write it (default: text)")
    add_base(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print what the change does."""
    from cruxbase.loading.past_bases import compared

    before, after = states_of(arguments.states, arguments)
    comparison = compared(before, after)
    if arguments.format == "json":
        print_json(comparison.to_dict())
        return 0
    from cruxbase.report import impact_statement

    written = impact_statement.markdown if arguments.format == "markdown" else impact_statement.text
    for line in written(comparison, titles_of(before, after)):
        print(line)
    return 0


def states_of(written: list[str], arguments: argparse.Namespace) -> tuple[BaseState, BaseState]:
    """The two states that are named.

    Raises:
        WrongUsage: they are neither revisions nor folders.
    """
    from cruxbase.analysis.revisions import BaseHistory, NoHistory, folder_states
    from cruxbase.support.git_repository import GitFailed, UnknownRevision

    if len(written) == 2 and all(map(os.path.isdir, written)):
        return folder_states(*(_folder(path) for path in written))
    if len(written) != 1:
        raise WrongUsage("name two folders, or revisions as BASE..HEAD")
    earlier, dots, later = written[0].partition("..")
    try:
        history = BaseHistory.of(base(arguments).root)
        before = history.at(earlier or "HEAD")
        return before, history.at(later.lstrip(".") or "HEAD") if dots else history.now()
    except (NoHistory, UnknownRevision, GitFailed) as problem:
        raise WrongUsage(str(problem)) from None


def _folder(path: str) -> Path:
    inner = Path(path, "claims")
    return inner if inner.is_dir() else Path(path)


def titles_of(before: BaseState, after: BaseState) -> Callable[[str], str]:
    """A function that gives the title of a record of either state."""

    def title(id: str) -> str:
        for state in (after, before):
            if id in state.graph.corpus:
                return state.graph.title(id)
        return id

    return title
