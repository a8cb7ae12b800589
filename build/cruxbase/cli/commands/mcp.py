"""`cruxbase mcp`: a base for agents, over the Model Context Protocol."""

from __future__ import annotations

import argparse

from cruxbase.cli.arguments import add_base, base
from cruxbase.cli.problems import WrongUsage

DESCRIPTION = """
Serves the base to agents over the Model Context Protocol, on the standard input and output. The tools are find, show,
why, cruxes, compare, what_if and check_draft; each gives the JSON that the command of that name prints. Nothing can be
written unless it is started with --write, which adds write_draft: new records only, drafts only, and only such as the
check finds no error in.

It needs the package mcp: pip install 'cruxbase[agents]'.
"""
EXAMPLES = (
    ("cruxbase mcp --base claims", "as an agent's configuration would start it"),
    ("cruxbase mcp --write", "let the agent write drafts"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `mcp`."""
    parser.add_argument("--write", action="store_true", help="let drafts of new records be written")
    add_base(parser)


def run(arguments: argparse.Namespace) -> int:
    """Serve until the standard input ends."""
    place = base(arguments)
    try:
        from cruxbase.cli.agents import server_for

        server = server_for(place, write=arguments.write)
    except ModuleNotFoundError:
        raise WrongUsage("this needs the package mcp: pip install 'cruxbase[agents]'") from None
    server.run("stdio")
    return 0
