"""The questions that an agent may put to a base: each is a command, answered with the JSON that it prints."""

from __future__ import annotations

import contextlib
import io
import json
import re
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cruxbase.cli.bases import Place
from cruxbase.support.errors import CruxbaseError

if TYPE_CHECKING:
    from mcp.server import MCPServer

_NAME = re.compile(r"[\w][\w .:@/-]*")
_LOCK = threading.Lock()  # what a command prints goes through the process's one standard output

INSTRUCTIONS = """\
A knowledge base of arguments. Claims are supported, attacked and undercut by other claims; viewpoints say what people
believe of them. Begin with `find`, go on with `show` and `why`. Ids are lower-case words joined by hyphens. What a text
says, what a person believes and what editors reconstruct are kept apart: do not mix them when you report."""


class NoAnswer(CruxbaseError, ValueError):
    """A question cannot be answered; the message is a sentence for whoever asked."""


class Answers:
    """Answers questions about one base.

    Args:
        place: the base.
    """

    def __init__(self, place: Place) -> None:
        self.place = place

    def find(self, words: str, type: str | None = None, topic: str | None = None, limit: int = 20) -> object:
        """Find records by words; the best first."""
        options = [*_option("--type", type), *_option("--topic", topic), "--limit", str(max(1, min(limit, 200)))]
        return self._answer("find", options, words.split()[:30])

    def show(self, ids: Sequence[str]) -> object:
        """Show records with everything that bears on them."""
        return self._answer("show", [], [_id(one) for one in ids])

    def why(self, claim: str, view: str | None = None, depth: int = 3) -> object:
        """Show what speaks for and against a claim, and what undercuts that; with a view, whether it stands for them."""
        return self._answer("why", [*_option("--view", view), "--depth", str(max(1, min(depth, 8)))], [_id(claim)])

    def cruxes(self, conclusion: str, a: str, b: str | None = None) -> object:
        """Show what a conclusion turns on: for one view, or between two."""
        options = ["--between", _id(a), _id(b)] if b else ["--view", _id(a)]
        return self._answer("cruxes", options, [_id(conclusion)])

    def compare(self, a: str, b: str) -> object:
        """Show where two views agree and part, and what divides them."""
        return self._answer("compare", [], [_id(a), _id(b)])

    def what_if(self, credences: dict[str, float], view: str | None = None) -> object:
        """Show what would change if some claims had other credences, from 0 to 1."""
        supposed = [f"{_id(claim)}={float(credence)}" for claim, credence in credences.items()]
        return self._answer("what-if", _option("--view", view), supposed)

    def check_draft(self, id: str, text: str) -> list[dict[str, object]]:
        """Check the YAML text of a record as if it were in the base; what is wrong with it, nothing is written."""
        from cruxbase.checks.policy import policy_of
        from cruxbase.loading.loading import load_texts
        from cruxbase.parsing.file_listing import tree

        here = f"{self.place.root.name}/{_id(id)}.yaml"
        texts = {}
        for file in tree(self.place.root).files:
            with contextlib.suppress(OSError, UnicodeDecodeError):
                if file.stem != id:
                    texts[file.path] = Path(file.location).read_text(encoding="utf-8")
        findings = load_texts({**texts, here: text}, policy_of(self.place.root)).diagnostics
        return [
            {
                "severity": one.severity,
                "code": one.code,
                "message": one.message,
                "line": one.span.line,
                "help": one.help,
            }
            for one in findings
            if one.span.path == here
        ]

    def write_draft(self, id: str, text: str) -> str:
        """Write the YAML text of a new record as a draft, where the check finds no error in it; the path of its file.

        Raises:
            NoAnswer: there is a record of that id, it is no draft, or the check finds an error.
        """
        from cruxbase.editing.creating import folder_for
        from cruxbase.editing.files import create
        from cruxbase.editing.formatting import formatted
        from cruxbase.parsing.file_listing import tree
        from cruxbase.parsing.located import located
        from cruxbase.parsing.raw_text import Text

        errors = [one for one in self.check_draft(id, text) if one["severity"] == "error"]
        if errors:
            raise NoAnswer("; ".join(f"line {one['line']}: {one['message']}" for one in errors))
        data = located(Text("", text)).data
        if not isinstance(data, dict) or data.get("status", "draft") != "draft":
            raise NoAnswer("only drafts can be written; leave 'status' out")
        if any(file.stem == id for file in tree(self.place.root).files):
            raise NoAnswer(f"there is a record {id!r} already; nothing is overwritten")
        location = self.place.root / folder_for(str(data["type"]), data) / f"{id}.yaml"
        create(location, formatted(text).encode())
        return location.relative_to(self.place.folder).as_posix()

    def _answer(self, name: str, options: Sequence[str], words: Sequence[str]) -> object:
        """What a command prints as JSON."""
        from cruxbase.cli import main

        out, err = io.StringIO(), io.StringIO()
        command = [name, "--json", "--base", str(self.place.root), *options, "--", *words]
        with _LOCK, contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            main(command)
        try:
            answer: object = json.loads(out.getvalue())
        except ValueError:
            raise NoAnswer(err.getvalue().strip() or "there is no answer") from None
        return answer


def _id(written: str) -> str:
    """An id as it may be passed on; no option of a command.

    Raises:
        NoAnswer: it is none.
    """
    if not _NAME.fullmatch(written.strip()):
        raise NoAnswer(f"{written!r} is not an id")
    return written.strip()


def _option(name: str, value: str | None) -> list[str]:
    return [] if value is None else [name, _id(value)]


def server_for(place: Place, *, write: bool) -> MCPServer:
    """The server that offers these questions as tools.

    Args:
        place: the base.
        write: whether drafts of new records can be written.

    Raises:
        ModuleNotFoundError: the package `mcp` is not installed.
    """
    from mcp.server import MCPServer

    answers = Answers(place)
    server: MCPServer = MCPServer("cruxbase", instructions=INSTRUCTIONS)
    tools: list[Callable[..., object]] = [
        answers.find,
        answers.show,
        answers.why,
        answers.cruxes,
        answers.compare,
        answers.what_if,
        answers.check_draft,
    ]
    if write:
        tools.append(answers.write_draft)
    for tool in tools:
        server.add_tool(tool, structured_output=False)
    return server
