"""What `build` makes after edits is, to the last byte, what a build makes that remembers nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from cruxbase.site.build.building import build
from cruxbase.site.build.options import CannotBuild, Options
from edited_sites import RandomSite, write
from sites import Project as Site
from sites import files_below, git

Files = Mapping[str, bytes]


class Count(NamedTuple):
    """How many builds there were, of how many pages, and how many pages of these were rendered."""

    builds: int = 0
    pages: int = 0
    rendered: int = 0

    def __add__(self, other: tuple[int, ...]) -> Count:  # type: ignore[override]
        return Count(*(a + b for a, b in zip(self, other, strict=True)))


class Twice:
    """A project that is built again and again, and beside it a copy that is built anew each time.

    Args:
        folder: for both.
        history: whether each state is committed, and pages show what changed.
    """

    def __init__(self, folder: Path, *, history: bool) -> None:
        self.kept, self.clean = Site(folder / "kept"), Site(folder / "clean")
        self.history = history
        self.count = Count()
        for one in (self.kept, self.clean):
            one.folder.mkdir(parents=True)
            if history:
                git(one.folder, "init", "--quiet", "--initial-branch=main")

    def differing(self, site: RandomSite, step: int) -> list[str]:
        """Build both; the addresses of files that differ."""
        texts = site.texts()
        write(texts, self.kept.folder)
        if write(texts, self.clean.folder):  # else what the generator made is as good as made anew
            for generator in ("mkdocs", "zensical"):
                shutil.rmtree(Site(self.clean.folder, generator).kept, ignore_errors=True)
        if self.history:
            for one in (self.kept, self.clean):
                git(one.folder, "add", "--all", "claims")
                git(one.folder, "commit", "--quiet", "--allow-empty", "-m", f"Step {step}")
        shutil.rmtree(self.clean.site, ignore_errors=True)
        one, other = self.built(self.kept, site, cache=True), self.built(self.clean, site, cache=False)
        return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))

    def built(self, project: Site, site: RandomSite, *, cache: bool) -> Files:
        """The files of a project's site; of one that cannot be built, that it cannot."""
        options = Options(
            generator=site.generator, cache=cache, changes=self.history, pictures=site.pictures, hooks=True
        )
        try:
            built = build(project.folder / "claims", options)
        except CannotBuild:
            return {"": b"cannot be built"}
        if cache:
            self.count += (1, built.pages, built.rendered)
            again = build(project.folder / "claims", options)
            assert (again.generator_ran, again.rendered, again.written, again.deleted) == (False, 0, (), ())
        return files_below(project.site)


def kept_and_clean(folder: Path, seed: int, edits: int) -> Count:
    """Hold the sites after each of some edits against clean ones; what the builds came to."""
    site = RandomSite(seed)
    twice = Twice(folder, history=seed % 4 == 3)
    done: list[list[str]] = []
    assert twice.differing(site, 0) == [], seed
    for step in range(1, edits + 1):
        done.append([site.edit() for _ in range(site.random.choice((1, 1, 1, 2, 3)))])
        assert twice.differing(site, step) == [], (seed, step, done)
    return twice.count


def test_sites_after_edits_are_those_of_clean_builds(tmp_path: Path):
    """After each of some random edits every byte of the site is that of a clean build, and no second build writes any."""
    count = kept_and_clean(tmp_path, 4, 5)
    assert count.rendered < count.pages  # or little would be shown by this


@pytest.mark.slow
def test_sites_after_very_many_edits_are_those_of_clean_builds(tmp_path: Path):
    """The same over sequences of 1 to 20 edits; `CRUXBASE_SEQUENCES` says how many, `CRUXBASE_SEED` from which on."""
    first = int(os.environ.get("CRUXBASE_SEED", "100"))
    total = Count()
    for seed in range(first, first + int(os.environ.get("CRUXBASE_SEQUENCES", "6"))):
        total += kept_and_clean(tmp_path / str(seed), seed, seed * 7 % 20 + 1)
        shutil.rmtree(tmp_path / str(seed))
    print(total)  # noqa: T201 - for whoever runs it by hand, with -s
    assert total.rendered < total.pages * 0.8
