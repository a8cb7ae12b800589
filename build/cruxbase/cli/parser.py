"""Parsers and help texts of the commands."""

from __future__ import annotations

import argparse
import textwrap
from pathlib import Path
from typing import NoReturn

from cruxbase.cli.problems import WrongUsage
from cruxbase.cli.registry import COMMANDS, Command

PROGRAM = "cruxbase"


class _Help(argparse.RawDescriptionHelpFormatter):
    """Help in which paragraphs are wrapped and indented lines stay as they are."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        blocks = text.strip("\n").split("\n\n")
        return "\n\n".join(
            block if block.startswith("  ") else textwrap.fill(" ".join(block.split()), width) for block in blocks
        )


class Parser(argparse.ArgumentParser):
    """A parser that raises `WrongUsage` instead of ending the process."""

    command: Command | None = None

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments."""
        raise WrongUsage(f"{message}\n{self.format_usage().strip()}\nSee '{self.prog} --help'.")

    def format_help(self) -> str:
        """The help, with examples from the base at hand, which is looked for only now that it is wanted."""
        if self.command is not None:
            self.epilog = examples(self.command, Path.cwd())
        return super().format_help()


def parser_for(command: Command) -> Parser:
    """The parser of one command, whose module is imported now."""
    parser = Parser(prog=f"{PROGRAM} {command.name}", formatter_class=_Help, allow_abbrev=False)
    parser.command = command
    filled(parser, command)
    return parser


def filled(parser: argparse.ArgumentParser, command: Command) -> None:
    """Give a parser the arguments and texts of a command."""
    module = command.module
    parser.description = module.DESCRIPTION
    module.add_arguments(parser)


def whole_parser() -> argparse.ArgumentParser:
    """One parser with all commands below it, for what wants to know them all, such as shell completion."""
    parser = argparse.ArgumentParser(prog=PROGRAM)
    parser.add_argument("--version", action="store_true", help="print the version")
    commands = parser.add_subparsers(metavar="COMMAND")
    for command in COMMANDS:
        filled(commands.add_parser(command.name, help=command.summary), command)
    return parser


def examples(command: Command, folder: Path) -> str:
    """The examples of a command, as its help shows them in a folder: with ids of the base that is nearest."""
    from cruxbase.cli.example_ids import example_ids

    ids = example_ids(folder)
    pairs = [(ids.put_into(line), purpose) for line, purpose in command.module.EXAMPLES]
    column = min(max(len(line) for line, _ in pairs) + 2, 58)
    lines = [
        f"  {line:<{column}}{purpose}" if len(line) < column else f"  {line}\n  {'':<{column}}{purpose}"
        for line, purpose in pairs
    ]
    return "Examples:\n\n" + "\n".join(lines)


def overview() -> str:
    """What `cruxbase --help` prints."""
    lines = [
        f"Usage: {PROGRAM} COMMAND [ARGUMENTS...]",
        "",
        "A knowledge base of arguments: records in YAML under claims/, checked, asked and shown.",
    ]
    group = ""
    for command in COMMANDS:
        if command.group != group:
            group = command.group
            lines += ["", f"{group}:"]
        lines.append(f"  {command.name:<14}{command.summary}")
    lines += [
        "",
        f"'{PROGRAM} COMMAND --help' tells more and has examples. Commands look for the nearest folder",
        "claims/ in the current folder and above; --base names another.",
    ]
    return "\n".join(lines)
