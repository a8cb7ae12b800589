"""`cruxbase init`: start a base of your own."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from cruxbase.cli import prompts, terminal
from cruxbase.cli.problems import WrongUsage
from cruxbase.report.counts import plural

DESCRIPTION = """
Starts a base for another field in a new folder: settings, written pages, workflows and hooks that need only the
installed package, editor settings, a README, and example records, on transport policy, to be replaced by your own.
On a terminal it asks for the title and the rest; without one, options say it or defaults do.

What the base is called, its words, colours and addresses stand in its mkdocs.yml, in docs/index.md and in
docs/assets/colours.css, and how grave findings are in its pyproject.toml: change them there at any time.

With --pages it writes into an existing base the written pages that the pages of records lead to and that it lacks.
"""
EXAMPLES = (
    ("cruxbase init my-base", "asks for title, sentence and repository"),
    ("cruxbase init my-base --no-input", "asks nothing"),
    ("cruxbase init food --title 'Nutrition' --empty", "without example records"),
    ("cruxbase init . --pages", "only the pages that this base's docs/ lacks"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `init`."""
    parser.add_argument("folder", metavar="DIR", help="the new folder; with --pages, that of the base")
    parser.add_argument("--title", help="what the base is called (default: made from the folder's name)")
    parser.add_argument("--description", metavar="SENTENCE", help="what it is about, in a sentence")
    parser.add_argument("--repo", metavar="URL", default="", help="address of its repository on a forge")
    parser.add_argument("--url", metavar="URL", default="", help="address of its site (default: from --repo)")
    parser.add_argument("--colour", metavar="#RRGGBB", help="colour of links")
    parser.add_argument("--licence", metavar="NAME", help="licence of the texts (default: CC BY 4.0)")
    parser.add_argument("--empty", action="store_true", help="write no example records")
    parser.add_argument("--pages", action="store_true", help="only write the pages that docs/ lacks")
    parser.add_argument("--no-input", action="store_true", help="ask nothing, even on a terminal")


def run(arguments: argparse.Namespace) -> int:
    """Write the files of a new base, or the pages that one lacks."""
    from cruxbase.checks.policy import policy_of
    from cruxbase.editing.issue_forms import form_files
    from cruxbase.exchange.json_schema import FILES, json_schema_text
    from cruxbase.scaffold import CannotStart, Description, new_base, write_pages
    from cruxbase.scaffold.new_base import TEMPLATES

    folder = Path(os.path.abspath(arguments.folder))
    if arguments.pages:
        if not folder.is_dir():
            raise WrongUsage(f"there is no folder {arguments.folder!r}")
        for page in write_pages(folder / "docs"):
            print(os.path.join(arguments.folder, "docs", page))
        return 0
    given = {
        "title": arguments.title,
        "description": arguments.description,
        "colour": arguments.colour,
        "content_licence": arguments.licence,
    }
    title = re_titled(folder.name)
    if terminal.is_interactive() and not arguments.no_input:
        given["title"] = arguments.title or prompts.answer("title of the site", default=title)
        given["description"] = arguments.description or prompts.answer("what it is about, in a sentence", needed=False)
        arguments.repo = arguments.repo or prompts.answer("address of its repository, or nothing", needed=False)
    wanted = Description(
        **{"title": title, **{key: value for key, value in given.items() if value}},
        repo_url=arguments.repo,
        site_url=arguments.url,
        examples=not arguments.empty,
    )
    words = policy_of(TEMPLATES).vocabulary  # those of the settings that it will have
    further = {f"schema/{name}": json_schema_text(dialect, words) for name, dialect in FILES.items()}
    further |= {f".github/ISSUE_TEMPLATE/{name}": text for name, text in form_files().items()}
    try:
        written = new_base(folder, wanted, further)
    except CannotStart as problem:
        raise WrongUsage(str(problem)) from None
    print(f"{arguments.folder}: {plural(len(written), 'file')} written")
    terminal.warn(f"next: 'cd {arguments.folder}', and 'cruxbase serve' shows the site")
    return 0


def re_titled(name: str) -> str:
    """A title made from the name of a folder.

    >>> re_titled("my-base")
    'My base'
    """
    words = name.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:] or "My base"
