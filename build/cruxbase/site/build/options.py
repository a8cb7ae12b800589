"""How a site is built, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cruxbase.support.errors import CruxbaseError

if TYPE_CHECKING:
    from cruxbase.diagnostics import Diagnostic
    from cruxbase.site.build.generators import Generator, Project, Run
    from cruxbase.site.build.last_build import Circumstances, LastBuild
    from cruxbase.site.build.link_check import BrokenLink
    from cruxbase.site.build.session import Session
    from cruxbase.site.sharing.social_pictures import Pictures
    from cruxbase.support.safe_folder import Listing

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""

CONFIG = "mkdocs.yml"


class CannotBuild(CruxbaseError):
    """The site cannot be built; the message is a sentence for whoever asked for it."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to build.

    Attributes:
        config: the `mkdocs.yml`; by default the one beside the base's folder.
        site: the folder to write to; by default `site` beside it.
        generator: `mkdocs` or `zensical`.
        cache: whether to use and keep what earlier builds found out.
        changes: whether to ask git what changed lately.
        effects: of how many of the latest commits in substance to show what they moved; below nothing for all.
        links: whether to look, once the site is there, for local addresses that lead nowhere.
        pictures: of which pages to draw a picture for links to them.
        hooks: whether hooks, plugins and themes that the settings name may run; else they are left out.
    """

    config: Path | None = None
    site: Path | None = None
    generator: Generator = "mkdocs"
    cache: bool = True
    changes: bool = True
    effects: int = 1
    links: bool = False
    pictures: Pictures = "auto"
    hooks: bool = True


@dataclass(frozen=True, slots=True)
class Built:
    """What a build came to.

    Attributes:
        site: the folder of the site.
        pages: how many pages of records it has.
        rendered: how many of them were rendered now.
        written: files that were written now.
        deleted: files of an earlier build that are gone.
        in_the_way: files that we did not make and so did not overwrite.
        generator_ran: whether the generator had to run.
        seconds: how long it took.
        history_is_cut: whether git has only the latest commits, as in a shallow clone.
        broken: the local addresses that lead nowhere, where they were looked for.
        left_out: what the settings name that was not allowed to run, by name.
        diagnostics: the findings about the base.
    """

    site: Path
    pages: int
    rendered: int
    written: tuple[str, ...]
    deleted: tuple[str, ...]
    in_the_way: tuple[str, ...]
    generator_ran: bool
    seconds: float
    history_is_cut: bool = False
    broken: tuple[BrokenLink, ...] = ()
    left_out: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = field(default=(), repr=False)


class Surroundings(NamedTuple):
    """What a process knows when it begins to build.

    Attributes:
        session: what it kept of earlier builds.
        look: what the file system says of the site's files; see `last_build.listing_of`.
    """

    session: Session
    look: Callable[[], Listing | None]


class Making(NamedTuple):
    """A build that has begun.

    Attributes:
        project: what the generator reads.
        run: the generator, which may be at work.
        circumstances: all that decides what is made, as it was when the build began.
        last: what is kept of the last build.
        around: what the process knows besides.
    """

    project: Project
    run: Run
    circumstances: Circumstances
    last: LastBuild
    around: Surroundings


def unheard(_what: str, _done: int, _of: int) -> None:
    """Progress that nobody asked for."""
