"""The commands, in the order in which help lists them."""

from __future__ import annotations

import argparse
from typing import NamedTuple, Protocol, cast


class Command(NamedTuple):
    """One command, before its module is imported.

    Attributes:
        name: as it is typed.
        group: heading in the list of commands.
        summary: what it does, as an imperative without a full stop.
    """

    name: str
    group: str
    summary: str

    @property
    def module(self) -> CommandModule:
        """The module that does it, imported now."""
        from importlib import import_module

        name = self.name.replace("-", "_") + ("_" if self.name == "import" else "")  # a word of Python's own
        return cast(CommandModule, import_module(f"cruxbase.cli.commands.{name}"))


class CommandModule(Protocol):
    """What each module in `cruxbase.cli.commands` has.

    Attributes:
        DESCRIPTION: what the command does, in paragraphs.
        EXAMPLES: (command line, what it is for) pairs.
    """

    DESCRIPTION: str
    EXAMPLES: tuple[tuple[str, str], ...]

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the command's arguments."""

    def run(self, arguments: argparse.Namespace) -> int:
        """Carry it out; the exit status."""


_CHECK, _WRITE, _ASK, _REASON = "Check and repair", "Write", "Ask", "Reason"
_REVIEW, _SHOW, _OTHER = "Review", "Show", "Other tools"

COMMANDS = (
    Command("check", _CHECK, "Report what is wrong in a base"),
    Command("verify", _CHECK, "Hold citations against local copies of the texts"),
    Command("explain", _CHECK, "Explain a finding's code"),
    Command("fix", _CHECK, "Apply the fixes that findings carry"),
    Command("fmt", _CHECK, "Lay records out in the one way"),
    Command("init", _WRITE, "Start a base of your own in a new folder"),
    Command("new", _WRITE, "Write a new record"),
    Command("import", _WRITE, "Make records of a bibliography, or of arguments in another format"),
    Command("from-issue", _WRITE, "Make a record of a filled form"),
    Command("confirm", _WRITE, "Say that a belief is about its claim as it reads now"),
    Command("rename", _WRITE, "Give a record another id, everywhere"),
    Command("retire", _WRITE, "Retire a record, for another or for none"),
    Command("merge", _WRITE, "Put one record into another"),
    Command("split", _WRITE, "Make a second record of one that says two things"),
    Command("move-step", _WRITE, "Let another record give a reason"),
    Command("show", _ASK, "Show a record with everything that bears on it"),
    Command("find", _ASK, "Find records by words, type, topic or holder"),
    Command("why", _ASK, "Show what speaks for and against a claim"),
    Command("case", _ASK, "Show the best case for or against a claim"),
    Command("paths", _ASK, "Show how one claim bears on another"),
    Command("impact", _ASK, "List what depends on a claim"),
    Command("status", _REASON, "Tell what stands: on record, or given what someone believes"),
    Command("cruxes", _REASON, "Show what a conclusion turns on, between two views or for one"),
    Command("compare", _REASON, "Show where two views agree and part, and what divides them"),
    Command("what-if", _REASON, "Show what would change if some credences were other"),
    Command("ask-next", _REASON, "Name the unknown credence that matters most to a conclusion"),
    Command("query", _REASON, "Compute a model, for someone or as published"),
    Command("model", _REASON, "Run a model over what is known and what is not"),
    Command("diff", _REVIEW, "Tell what a change does: two revisions, or two folders"),
    Command("log", _REVIEW, "Show how a record came to say what it says"),
    Command("changelog", _REVIEW, "List what changed between two revisions, in classes"),
    Command("merge-driver", _REVIEW, "Join two changes of a record, for git"),
    Command("build", _SHOW, "Make the site"),
    Command("serve", _SHOW, "Show the site while one writes, reloading when a file changes"),
    Command("lsp", _OTHER, "Serve an editor, which then knows the base"),
    Command("export", _OTHER, "Write the base in another format"),
    Command("mcp", _OTHER, "Serve the base to agents, over the Model Context Protocol"),
    Command("schema", _OTHER, "Write the JSON Schemas of the format"),
    Command("completion", _OTHER, "Let the shell complete commands and options"),
)


def command_named(name: str) -> Command | None:
    """The command of that name, if there is one."""
    return next((command for command in COMMANDS if command.name == name), None)
