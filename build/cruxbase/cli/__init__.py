"""The command line: the one place that prints, asks and exits."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import NoReturn

from cruxbase import __version__
from cruxbase.cli.problems import WrongUsage

WRONG_USAGE = 2
INTERRUPTED = 130  # 128 + SIGINT, as shells have it
BROKEN_PIPE = 141  # 128 + SIGPIPE


def program() -> NoReturn:
    """What `cruxbase` and `python -m cruxbase` are: carries out the process's own command line, and ends the process.

    At once: taking a large base down again object by object would take longer than many a command.
    """
    # We use none of pydantic's plugins, and looking through all that is installed for them takes a twentieth of a check.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    status = main()
    with suppress(OSError, ValueError, AttributeError):  # nobody reads any more, or nobody ever did
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(status)


def main(argv: Sequence[str] | None = None) -> int:
    """Carry out a command line; the exit status.

    0: done, nothing wrong. 1: errors were found. 2: the command line was wrong. What users write never ends
    in a traceback.

    Args:
        argv: the arguments without the program's name; those of the process where left out.
    """
    from cruxbase.cli import terminal

    terminal.make_robust()
    try:
        status = _carried_out(list(sys.argv[1:] if argv is None else argv))
        sys.stdout.flush()
        return status
    except (PermissionError, FileNotFoundError, NotADirectoryError, IsADirectoryError, FileExistsError) as problem:
        terminal.end_with(_sentence(problem))
        return WRONG_USAGE
    except WrongUsage as problem:
        terminal.end_with(str(problem))
        return WRONG_USAGE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        terminal.stop_writing()
        return BROKEN_PIPE
    except OSError as problem:  # a full disk, a failing one, too many open files
        terminal.end_with(_sentence(problem))
        terminal.stop_writing()  # what could not be written would be tried again at the end
        return WRONG_USAGE


def _sentence(problem: OSError) -> str:
    """What the system refused, in one sentence."""
    what = problem.strerror or str(problem)
    where = f": {os.fsdecode(problem.filename)}" if problem.filename is not None else ""
    return f"cannot go on: {what}{where}"


def _carried_out(argv: list[str]) -> int:
    from cruxbase.cli import registry

    if not argv or argv[0] in ("-h", "--help", "help"):
        return _help(argv[1:])
    if argv[0] in ("-V", "--version"):
        print(f"cruxbase {__version__}")
        return 0
    command = registry.command_named(argv[0])
    if command is None:
        raise _unknown_command(argv[0])
    from cruxbase.cli.parser import parser_for

    try:
        arguments = parser_for(command).parse_args(argv[1:])
    except SystemExit as end:  # argparse has printed the help that was asked for
        return int(end.code or 0)
    if not any(name.startswith("CRUXBASE_MAX_") for name in os.environ):
        return command.module.run(arguments)
    from cruxbase.cli.budgets import within_budget

    with within_budget():
        return command.module.run(arguments)


def _help(argv: list[str]) -> int:
    from cruxbase.cli import parser, registry

    if not argv:
        print(parser.overview())
        return 0
    command = registry.command_named(argv[0])
    if command is None:
        raise _unknown_command(argv[0])
    parser.parser_for(command).print_help()
    return 0


def _unknown_command(name: str) -> WrongUsage:
    from cruxbase.cli.problems import unknown_name
    from cruxbase.cli.registry import COMMANDS

    if name.startswith("-"):
        return WrongUsage(f"{name} must come after a command\nSee 'cruxbase --help'.")
    return WrongUsage(f"{unknown_name('command', name, [c.name for c in COMMANDS])}\nSee 'cruxbase --help'.")
