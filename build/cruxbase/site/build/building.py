"""Building a site, as whoever asks for it sees it: how, and what came of it.

Where nothing has changed since the last build, that is found out here, and none of what renders pages is imported.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

from cruxbase.site.build.generators import Generator, GeneratorFailed, Project, Run
from cruxbase.site.build.last_build import Circumstances, LastBuild, listing_of
from cruxbase.site.build.options import CONFIG, Built, CannotBuild, Making, Options, Progress, Surroundings, unheard
from cruxbase.site.build.session import Session
from cruxbase.site.build.writing import Left, NotOurFolder, Stamps
from cruxbase.support.atomic_files import sweep
from cruxbase.support.collection import collection_paused
from cruxbase.support.processes import Beside
from cruxbase.support.user_cache import cache_folder, locked


def build(
    base: str | os.PathLike[str] = "claims",
    options: Options | None = None,
    *,
    progress: Progress | None = None,
    session: Session | None = None,
) -> Built:
    """Build the site of the base in a folder.

    A record that is broken has no page; the findings say which. The base's folder and the hand-written pages are read
    only, apart from the shell's page in `docs/base/`.

    Args:
        base: the folder with the records.
        options: how to build.
        progress: told what is being done.
        session: what this process keeps from build to build. While it lasts, files of the site that others change in the
            meantime are taken for what they were.

    Raises:
        CannotBuild: the generator failed, or what it made cannot be used.
        NotADirectoryError: `base` is not a folder.
    """
    started = time.perf_counter()
    options = options or Options()
    top = Path(os.path.abspath(base))
    config = Path(os.path.abspath(options.config or top.parent / CONFIG))  # the generator runs in another folder
    options = replace(options, config=config, site=Path(os.path.abspath(options.site or config.parent / "site")))
    try:
        with collection_paused(), kept_folder(config, options.generator) as kept:  # what is made is needed to the end
            built = _built(top, options, kept, progress or unheard, session or Session())
            return replace(built, seconds=time.perf_counter() - started)
    except (GeneratorFailed, NotOurFolder) as problem:
        raise CannotBuild(str(problem)) from None


@contextmanager
def kept_folder(config: Path, generator: Generator) -> Iterator[Path]:
    """The folder for what is kept from build to build; where none is ours alone, one that is gone afterwards."""
    folder = cache_folder(config.parent, f"site-{generator}")
    if folder is not None:
        with locked(folder):  # another build that is at work there is waited for
            sweep(folder)
            yield Path(folder)
        return
    with tempfile.TemporaryDirectory(prefix="cruxbase-") as temporary:
        yield Path(temporary)


def _built(top: Path, options: Options, kept: Path, say: Progress, session: Session) -> Built:
    assert options.config is not None
    assert options.site is not None
    site, root = options.site, options.config.parent
    left = session.held(Stamps(kept, site).path, Left)
    if left is not None and options.cache:
        return _built_meanwhile(top, options, kept, say, Surroundings(session, lambda: left.listing))
    # There are several files a record: they are looked at in another process while this one looks at everything else.
    with Beside(lambda: listing_of(site, root)) as looking:
        return _built_meanwhile(top, options, kept, say, Surroundings(session, cache(looking.result)))


def _built_meanwhile(top: Path, options: Options, kept: Path, say: Progress, around: Surroundings) -> Built:
    """Build, while the site's folder is looked at."""
    assert options.config is not None
    assert options.site is not None
    project = Project.at(options.config, hooks=options.hooks)
    run = Run(project, options.generator, kept, trusting=options.cache)
    try:
        how = repr((options.changes, options.effects, options.pictures, project.settings, run.inputs))
        circumstances = Circumstances(top, options.config.parent, how, asks_git=options.changes)
        making = Making(project, run, circumstances, LastBuild(kept, options.site, around.look), around)
        if options.cache and not options.links and not run.needed and (last := making.last.if_unchanged(circumstances)):
            return Built(
                site=options.site,
                pages=last.pages,
                rendered=0,
                written=(),
                deleted=(),
                in_the_way=(),
                generator_ran=False,
                seconds=0.0,
                history_is_cut=last.history_is_cut,
                left_out=project.left_out,
                diagnostics=last.diagnostics,
            )
        from cruxbase.site.build.site_build import rebuilt

        return rebuilt(top, options, kept, say, making)
    finally:
        run.stop()
