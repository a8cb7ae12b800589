"""`cruxbase lsp`: serve an editor."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from cruxbase.cli.arguments import add_base
from cruxbase.cli.problems import WrongUsage

_TURN = 0.0005
"""Seconds after which the thread that looks at the whole base lets a keystroke be answered; Python's own are ten times that."""

DESCRIPTION = """
Speaks the Language Server Protocol over the standard input and output, for an editor that starts it. While one writes
there are findings, the same as those of 'cruxbase check', completion of keys, values, ids and names of steps, what an
id means, where it is defined and where it is named, renaming, fixes, an outline, and titles after ids.

It needs the extra 'editor': pip install 'cruxbase[editor]'. docs/editors.md has settings for VS Code, Neovim, Helix
and Emacs.
"""
EXAMPLES = (
    ("cruxbase lsp", "for the base in the editor's folder"),
    ("cruxbase lsp --base elsewhere/claims", "for another"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `lsp`."""
    parser.add_argument(
        "--stdio", action="store_true", help="accepted, because many editors send it; it is the only way"
    )
    add_base(parser)


def run(arguments: argparse.Namespace) -> int:
    """Serve until the editor is done."""
    from cruxbase.cli.bases import place_at

    try:
        from cruxbase.lsp.server import server
    except ImportError as problem:
        if (problem.name or "").partition(".")[0] not in ("pygls", "lsprotocol"):
            raise
        raise WrongUsage("the language server needs the extra 'editor': pip install 'cruxbase[editor]'") from None
    root: Path | None = place_at(arguments.base).root if arguments.base else None
    sys.setswitchinterval(_TURN)
    server(root).start_io()
    return 0
