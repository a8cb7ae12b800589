"""`cruxbase completion`: let the shell complete commands and options."""

from __future__ import annotations

import argparse

from cruxbase.cli.problems import WrongUsage

DESCRIPTION = """
Prints a script with which a shell completes commands, options and files. Load it in the shell's start file, or put it
where the shell looks for such scripts.
"""
EXAMPLES = (
    ('eval "$(cruxbase completion bash)"', "in ~/.bashrc"),
    ('eval "$(cruxbase completion zsh)"', "in ~/.zshrc, after compinit"),
    ("cruxbase completion fish > ~/.config/fish/completions/cruxbase.fish", "once"),
)
SHELLS = ("bash", "zsh", "fish")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `completion`."""
    parser.add_argument("shell", choices=SHELLS, help="the shell")


def run(arguments: argparse.Namespace) -> int:
    """Print the script."""
    try:
        import shtab
    except ImportError:
        raise WrongUsage("completion needs the package 'shtab': pip install shtab") from None
    from cruxbase.cli.parser import whole_parser

    print(shtab.complete(whole_parser(), shell=arguments.shell))
    return 0
