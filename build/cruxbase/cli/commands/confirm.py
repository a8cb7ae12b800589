"""`cruxbase confirm`: say that a belief is about its claim as it reads now."""

from __future__ import annotations

import argparse

from cruxbase.cli.arguments import add_base, base, id_in, knowledge_base
from cruxbase.cli.problems import WrongUsage
from cruxbase.report.counts import plural

DESCRIPTION = """
Says that somebody has held the beliefs of a viewpoint against their claims as they read now: writes the mark of the
present wording ('for') beside each, and today's date as 'reread'. Without a claim it takes all that
'cruxbase check' calls suspect. With --spelling-only the date stays: the claim says what it said.

With --since REV it writes the marks of the wordings that beliefs were given for, as of that revision, wherever a
claim has changed since: so they stay suspect until somebody confirms them.
"""
EXAMPLES = (
    ("cruxbase confirm dai-2025", "all of its suspect beliefs"),
    ("cruxbase confirm dai-2025 a-claim --spelling-only", "one, whose claim was only spelled anew"),
    ("cruxbase confirm --since main", "remember what beliefs were given for"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `confirm`."""
    parser.add_argument("viewpoint", metavar="VIEWPOINT", nargs="?", help="id of the viewpoint")
    parser.add_argument("claims", metavar="CLAIM", nargs="*", help="the claims (default: all that are suspect)")
    parser.add_argument("--spelling-only", action="store_true", help="leave 'reread' as it is")
    parser.add_argument("--since", metavar="REV", help="write the marks of the wordings at a revision instead")
    add_base(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write the marks."""
    from datetime import date

    from cruxbase.analysis.entities import UnknownRecord
    from cruxbase.editing.confirming import CannotConfirm, confirmed

    if arguments.since is not None:
        return _remember(arguments)
    if arguments.viewpoint is None:
        raise WrongUsage("name the viewpoint, or a revision with --since")
    kb = knowledge_base(arguments)
    claims = [id_in(claim) for claim in arguments.claims] or None
    today = None if arguments.spelling_only else date.today().isoformat()  # noqa: DTZ011 - the day where one sits
    try:
        result = confirmed(kb, base(arguments).root, id_in(arguments.viewpoint), claims, today=today)
        result.write()
    except (CannotConfirm, UnknownRecord) as problem:
        raise WrongUsage(str(problem)) from None
    except OSError as error:
        raise WrongUsage(f"cannot write: {error.strerror}; nothing was changed") from None
    if not result.claims:
        print("nothing is suspect")
    for claim in result.claims:
        print(f"confirmed: {claim}")
    return 0


def _remember(arguments: argparse.Namespace) -> int:
    """Write the marks of the older wordings beside the beliefs that were given for them."""
    from cruxbase.cli.commands.diff import states_of
    from cruxbase.editing.confirming import marked
    from cruxbase.loading.past_bases import compared

    before, after = states_of([arguments.since], arguments)
    suspect = compared(before, after).suspect
    marks = {(one.viewpoint, one.claim): one.mark for one in suspect}
    try:
        result = marked(after.graph, base(arguments).root, marks)
        result.write()
    except OSError as error:
        raise WrongUsage(f"cannot write: {error.strerror}; nothing was changed") from None
    print(f"{plural(len(marks), 'belief')} marked in {plural(len(result.changed), 'file')}")
    return 0
