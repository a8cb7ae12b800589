"""`cruxbase build`: make the site."""

from __future__ import annotations

import argparse
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from cruxbase.cli import terminal
from cruxbase.cli.arguments import add_base, base
from cruxbase.cli.bases import Place, warn_of_caches
from cruxbase.cli.problems import WrongUsage
from cruxbase.cli.progress import Progress
from cruxbase.report.counts import counts, in_words, plural

if TYPE_CHECKING:
    from cruxbase.site.build.options import Options

DESCRIPTION = """
Makes the site: the site generator renders the pages that people write, and cruxbase writes the page of every record into
the same frame. Only what changed is rendered and written again; what an earlier build made and nothing makes any more
is deleted; a file that cruxbase did not make is never overwritten. A record that is broken has no page.
"""
EXAMPLES = (
    ("cruxbase build", "the site of the nearest base, into site/"),
    ("cruxbase build --strict", "in CI: fail on errors and broken links"),
    ("cruxbase build --generator zensical --site public", "with the other generator, elsewhere"),
    ("cruxbase build --no-hooks", "a stranger's clone: no hook of its is run"),
)

_SHOWN = 20
"""So many broken links are named; one mistake in a template breaks a link on every page."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `build`."""
    add_site(parser)
    parser.add_argument(
        "--strict",
        action="store_true",
        help="fail where the base has an error, a file is in the way, or a link on the site leads nowhere",
    )


def add_site(parser: argparse.ArgumentParser) -> None:
    """Declare what `build` and `serve` have in common."""
    parser.add_argument("--site", metavar="DIR", help="where to write (default: site/ beside the base)")
    parser.add_argument(
        "--config", metavar="FILE", help="the generator's settings (default: mkdocs.yml beside the base)"
    )
    parser.add_argument(
        "--generator", choices=("mkdocs", "zensical"), default="mkdocs", help="the site generator (default: mkdocs)"
    )
    parser.add_argument(
        "--pictures",
        choices=("auto", "all", "few", "none"),
        default="auto",
        help="the pages whose links get a picture of their own: all, few (cruxes, topics, models, pairs), none; "
        "auto (the default) is all up to 3,000 records and few beyond",
    )
    parser.add_argument(
        "--effects",
        type=_how_many,
        default=1,
        metavar="N",
        help="of how many of the latest commits to show what they moved, or 'all' "
        "(default: 1; each takes about half a second the first time)",
    )
    parser.add_argument("--no-cache", action="store_true", help="use nothing that earlier builds found out")
    parser.add_argument(
        "--no-hooks",
        action="store_true",
        help="run no hook, plugin or theme that the settings name, and nothing else of them that is code",
    )
    add_base(parser)


def _how_many(written: str) -> int:
    """A number of commits; -1 for all of them."""
    if written == "all":
        return -1
    if written.isdecimal() and written.isascii():
        return int(written)
    raise argparse.ArgumentTypeError(f"{written!r} is neither a number nor 'all'")


def options_of(arguments: argparse.Namespace, place: Place) -> Options:
    """How to build the site of a base.

    Raises:
        WrongUsage: there are no settings for the generator.
    """
    from cruxbase.site.build.options import CONFIG, Options

    config = Path(os.path.abspath(arguments.config)) if arguments.config else place.folder / CONFIG
    if not config.is_file():
        raise WrongUsage(f"the site's settings, {os.path.relpath(config)!r}, are not there; name others with --config")
    return Options(
        config=config,
        site=Path(os.path.abspath(arguments.site)) if arguments.site else None,
        generator=arguments.generator,
        cache=not arguments.no_cache,
        pictures=arguments.pictures,
        effects=arguments.effects,
        hooks=not arguments.no_hooks,
    )


def run(arguments: argparse.Namespace) -> int:
    """Build the site; with --strict, 1 where something is wrong."""
    from cruxbase.site.build.building import build
    from cruxbase.site.build.options import CannotBuild

    place = base(arguments)
    warn_of_caches(place)
    try:
        with Progress(terminal.width()) as progress:
            options = replace(options_of(arguments, place), links=arguments.strict)
            built = build(place.root, options, progress=progress)
    except CannotBuild as problem:
        raise WrongUsage(str(problem)) from None
    print(
        f"{built.site}: {plural(built.pages, 'page')} of records, {built.rendered:,} rendered, "
        f"{plural(len(built.written), 'file')} written, {len(built.deleted):,} deleted, {built.seconds:.1f} s"
    )
    for path in built.in_the_way:
        terminal.warn(f"{path} was not made by cruxbase and is left as it is; move it away")
    if built.left_out:
        terminal.warn(f"left out of the settings, as --no-hooks asks: {', '.join(built.left_out)}")
    if built.history_is_cut:
        terminal.warn(
            "the history is cut short (a shallow clone), so recent changes and the feed lack what is older; "
            "'git fetch --unshallow' gets it"
        )
    for link in built.broken[:_SHOWN]:
        terminal.warn(f"{link.page}: the link to {link.address!r} leads nowhere ({link.reason})")
    if len(built.broken) > _SHOWN:
        terminal.warn(f"{plural(len(built.broken) - _SHOWN, 'more link')} lead nowhere")
    found = counts(built.diagnostics)
    if found.errors:
        terminal.warn(f"{in_words(found)}; broken records have no page; see 'cruxbase check'")
    lacking = _lacking_pages(options)
    if lacking:
        terminal.warn(
            f"docs/ lacks {plural(len(lacking), 'page')} that the pages of records lead to: {', '.join(lacking)}; "
            "'cruxbase init . --pages' writes them"
        )
    return 1 if arguments.strict and (found.errors or built.in_the_way or built.broken or lacking) else 0


def _lacking_pages(options: Options) -> tuple[str, ...]:
    from cruxbase.scaffold import lacking_pages
    from cruxbase.site.build.generators import Project

    assert options.config is not None
    return lacking_pages(Project.at(options.config).docs)
