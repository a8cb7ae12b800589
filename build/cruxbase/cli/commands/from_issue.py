"""`cruxbase from-issue`: make a record of a filled form."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cruxbase.cli import terminal
from cruxbase.cli.arguments import add_base, base
from cruxbase.cli.problems import WrongUsage

if TYPE_CHECKING:
    from cruxbase.cli.bases import Place
    from cruxbase.editing.issue_forms import Filled

DESCRIPTION = """
Turns a filled form, the text of an issue as the forge keeps it, into the YAML of a record, prints it under the path
where it belongs, and checks it beside the base. What is found names the fields of the form, so that it can be sent back
to whoever filled it in. A correction becomes no record: the record in question is named.

With --write the file is written; no file is ever overwritten.
"""
EXAMPLES = (
    ("cruxbase from-issue issue.md", "a file with the issue's text"),
    ("cruxbase from-issue - --write", "from the standard input, and write the record"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `from-issue`."""
    parser.add_argument("file", metavar="FILE|-", help="the text of the issue; - for the standard input")
    parser.add_argument("--write", action="store_true", help="write the record, too")
    add_base(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the record; 1 where an error is found in it."""
    from cruxbase.editing.issue_forms import CannotRead, filled
    from cruxbase.editing.texts import texts_of

    place = base(arguments)
    texts = texts_of(place.root)
    taken = frozenset(Path(path).stem for path in texts.by_path)
    try:
        form = filled(_content(arguments.file), taken, lambda text: None if text in taken else _source_of(place, text))
    except CannotRead as problem:
        terminal.warn(str(problem))
        return 1
    if not form.path:
        print(form.text, end="")
        return 0
    print(f"# {place.root.name}/{form.path}\n{form.text}", end="")
    status = _checked(form, {**texts.by_path}, place.root)
    if arguments.write and not status:
        _write(place, form)
    return status


def _content(file: str) -> str:
    try:
        raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise WrongUsage(f"{file!r} is not UTF-8") from None


def _source_of(place: Place, text: str) -> str | None:
    """The source that an identifier or address names, if it is one of exactly one."""
    from cruxbase.analysis.search import sources_named
    from cruxbase.loading.loading import load

    several = sources_named(load(place.root).knowledge_base.graph, text)
    return several[0] if len(several) == 1 else None


def _checked(form: Filled, texts: dict[str, str], root: Path) -> int:
    """Say what is found, in the words of the form; 1 for an error, or where the text is on record already."""
    from cruxbase.checks.policy import policy_of
    from cruxbase.loading.loading import load_texts

    path = f"{root.name}/{form.path}"
    lines = form.text.split("\n")
    failed = 0
    for finding in load_texts({**texts, path: form.text}, policy_of(root)).diagnostics:
        places = [finding.span, *(related.span for related in finding.related)]
        mine = next((span for span in places if span.path == path), None)
        if finding.code == "source/duplicate" and mine is not None:
            other = next(span.path for span in places if span.path != path)
            terminal.warn(f"{_label(form, lines, mine.line - 1)}: this text is on record as {Path(other).stem!r}")
            failed = 1
            continue
        if finding.span.path != path or finding.severity == "note":
            continue
        failed = failed or int(finding.severity == "error")
        label = _label(form, lines, finding.span.line - 1)
        terminal.warn(f"{label}: {finding.message}" + (f"; {finding.help}" if finding.help else ""))
    return failed


def _label(form: Filled, lines: list[str], line: int) -> str:
    """The field that a line of the record came from: the nearest key on it or above it that a field became."""
    for text in reversed(lines[: line + 1]):
        for part in reversed(text.replace("{", " ").replace(",", " ").split()):
            if part.endswith(":") and part[:-1] in form.labels:
                return f"in {form.labels[part[:-1]]!r}"
        relation = text.split(":")[0]
        if relation in ("supports", "attacks", "undercuts", "answers") and "claim" in form.labels:
            return f"in {form.labels['claim']!r}"
    return f"in the form {form.form.title!r}"


def _write(place: Place, form: Filled) -> None:
    from cruxbase.editing.files import Task, create_all

    location = place.root / form.path
    try:
        create_all({location: form.text.encode()}, Task(place.root, "from-issue"))
    except FileExistsError:
        raise WrongUsage(f"{form.path} exists already, and is left as it is") from None
    terminal.warn(f"written: {location}")
