"""`cruxbase serve`: show the site while one writes."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cruxbase.cli import terminal
from cruxbase.cli.arguments import base
from cruxbase.cli.bases import Place, warn_of_caches
from cruxbase.cli.commands.build import add_site, options_of
from cruxbase.cli.progress import Progress
from cruxbase.report.cells import visible
from cruxbase.report.counts import counts, in_words, plural
from cruxbase.report.places import Places
from cruxbase.report.text import text

if TYPE_CHECKING:
    from cruxbase.diagnostics import Diagnostic
    from cruxbase.site.build.options import Built
    from cruxbase.site.build.serving import Happening

DESCRIPTION = """
Builds the site and shows it on this machine. When a record or a written page changes, what depends on it is built
again, the browser reloads, and an error in what was written is printed here. A record that is broken has no page until
it is mended; a build that fails leaves the site as it was.

It is a server for whoever writes, on the machine it runs on, and not one to publish with. Where the port is taken, the
next free one serves instead. Ctrl-C ends it.
"""
EXAMPLES = (
    ("cruxbase serve", "the nearest base, at http://127.0.0.1:8000/"),
    ("cruxbase serve --open", "and open it in the browser"),
    ("cruxbase serve --port 9000 --base ../other/claims", "another base, elsewhere"),
)
PORT = 8000
_MANY = 5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `serve`."""
    parser.add_argument(
        "--port", type=_port, default=PORT, metavar="N", help=f"where to serve, if it is free (default: {PORT})"
    )
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        metavar="ADDRESS",
        help="the address to serve at (default: 127.0.0.1, which only this machine can reach)",
    )
    parser.add_argument("--open", action="store_true", help="open the site in the browser")
    add_site(parser)


def _port(written: str) -> int:
    if not (written.isascii() and written.isdigit() and int(written) < 65536):
        raise argparse.ArgumentTypeError(f"{written!r} is not a port: a number from 0 to 65535, 0 for any")
    return int(written)


def run(arguments: argparse.Namespace) -> int:
    """Build and serve until Ctrl-C."""
    from cruxbase.site.build.serving import serve

    place = base(arguments)
    warn_of_caches(place)
    if arguments.host not in ("127.0.0.1", "::1", "localhost"):
        terminal.warn("this is a development server, and whoever can reach this machine will see the site")
    serve(
        place.root,
        options_of(arguments, place),
        where=(arguments.host, arguments.port),
        tell=_Log(place, arguments.port, opens=arguments.open),
        progress=lambda: Progress(terminal.width()),
    )
    return 0


class _Log:
    """Says what happens while the site is served.

    Args:
        place: the base.
        port: the port that was asked for.
        opens: whether to open the browser.
    """

    def __init__(self, place: Place, port: int, *, opens: bool) -> None:
        self.places = Places(place.folder)
        self.port = port
        self.opens = opens
        self.known: frozenset[Diagnostic] = frozenset()

    def __call__(self, happening: Happening) -> None:
        """Say one thing that happened."""
        if happening.changed:
            first, *others = happening.changed
            print(
                visible(self.places.shown(first)) + (f" and {plural(len(others), 'other file')}" if others else ""),
                flush=True,
            )
        if happening.problem:
            terminal.warn(f"{happening.problem}\nThe site stays as it was; what is written next is tried again.")
        if happening.built is not None:
            self._built(happening.built)
        if happening.address:
            self._begun(happening.address)

    def _built(self, built: Built) -> None:
        changed = len(built.written) + len(built.deleted)
        print(f"  built in {built.seconds:.1f} s: {plural(changed, 'file')} of the site changed", flush=True)
        for path in built.in_the_way:
            terminal.warn(f"{path} was not made by cruxbase and is left as it is; move it away")
        errors = [finding for finding in built.diagnostics if finding.severity == "error"]
        new = [finding for finding in errors if finding not in self.known]
        if self.known and not errors:
            print("  no errors any more", flush=True)
        self.known = frozenset(errors)
        for line in text(new[:_MANY], self.places, terminal.layout()):
            print(line, flush=True)
        if len(new) > _MANY:
            print(f"{in_words(counts(errors))} in all; see 'cruxbase check'", flush=True)

    def _begun(self, address: str) -> None:
        port = urlsplit(address).port
        if port != self.port and self.port:
            terminal.warn(f"port {self.port} is taken or not allowed; port {port} serves instead")
        print(f"The site is at {address} (Ctrl-C ends this).", flush=True)
        if self.opens:
            import webbrowser

            webbrowser.open(address)
