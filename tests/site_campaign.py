"""Sequences of random edits, after which a site that was built again and again is held against one that is built anew.

A sequence is 1 to 20 steps of one to three edits. After each the kept site is built, and built again, which must write
nothing. After the last, and after some others at random, its files are compared to the last byte with those of a build that
remembers nothing. Where one differs the sequence is replayed with a comparison after each step, which tells the step.

By hand, for hours: `python tests/site_campaign.py 1000 500` runs the sequences from 1000 on, 500 of them, says of each
what came of it, and goes on after one that differs.
"""

from __future__ import annotations

import argparse
import difflib
import hashlib
import os
import random
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from cruxbase.site.build import site_build
from cruxbase.site.build.building import build
from cruxbase.site.build.options import Built, CannotBuild, Options
from cruxbase.site.build.session import Session
from cruxbase.site.build.writing import MANIFEST
from cruxbase.site.data import search_index
from cruxbase.site.map import data as map_data
from edited_sites import RECORDS, WORDS, RandomSite, write
from sites import Project as Site
from sites import files_below, git

Files = Mapping[str, bytes]

COMPARED = 0.25
"""Of how many of the steps before the last the site is compared with a clean one."""

CANNOT = b"cannot be built"
"""What stands for the files of a site that cannot be built."""

FEW_PAGES = 5
"""A second process takes part from so many pages on, in those sequences that are to have one."""


class Differs(AssertionError):
    """A site after edits is not what a clean build makes, or a build that had nothing to do did something."""


class Count(NamedTuple):
    """What there was: sequences, builds after edits, comparisons, pages of the builds, and pages of these rendered."""

    sequences: int = 0
    builds: int = 0
    compared: int = 0
    pages: int = 0
    rendered: int = 0

    def __add__(self, other: tuple[int, ...]) -> Count:  # type: ignore[override]
        return Count(*(a + b for a, b in zip(self, other, strict=True)))


class Ways(NamedTuple):
    """How the sites of a sequence are built.

    Attributes:
        history: whether states are committed, and pages show what changed.
        shared: whether work is shared among processes, and even that on few pages, in kept builds and in clean ones.
        session: whether all kept builds are those of one session, as `cruxbase serve` has it.
        small_pieces: whether search and map are in many pieces, as those of a large base are.
        disturbed: whether files of the site and of what is kept are lost or damaged between builds.
    """

    history: bool
    shared: tuple[bool, bool]
    session: bool
    small_pieces: bool
    disturbed: bool

    @classmethod
    def of(cls, seed: int) -> Ways:
        """Those of a sequence."""
        draw = random.Random(f"ways {seed}").random
        history, kept_shared, clean_shared, session = draw() < 0.25, draw() < 0.2, draw() < 0.1, draw() < 0.35
        # A session takes files that others change for what they were.
        return cls(history, (kept_shared, clean_shared), session, draw() < 0.4, draw() < 0.3 and not session)


class Sequence:
    """A project that is built again and again, and beside it a copy that is built anew when the two are compared.

    Args:
        folder: for both.
        seed: of the edits.
        always: whether to compare after each step.
        generated: what generators made in clean builds of earlier sequences.
    """

    def __init__(self, folder: Path, seed: int, *, always: bool = False, generated: Generated | None = None) -> None:
        self.kept, self.clean = Site(folder / "kept"), Site(folder / "clean")
        self.site = RandomSite(seed)
        self.steps = seed * 7 % 20 + 1
        self.ways = Ways.of(seed)
        self.done: list[list[str]] = []
        self.count = Count(sequences=1)
        self._always = always
        self._cannot = False
        self._session = Session()
        self._session_of = ""
        self._generated = generated
        self._random = random.Random(f"sequence {seed}")
        for one in (self.kept, self.clean):
            one.folder.mkdir(parents=True)
            if self.ways.history:
                git(one.folder, "init", "--quiet", "--initial-branch=main")

    def run(self) -> Count:
        """Do it; what it came to.

        Raises:
            Differs: the sites differ.
        """
        with self._pieces():
            self._step(compares=False)
            for number in range(1, self.steps + 1):
                if self._cannot:  # once is enough: what comes after would not be looked at
                    self.site.mend_project()
                    self._cannot = False
                self.done.append([self.site.edit() for _ in range(self.site.random.choice((1, 1, 1, 2, 3)))])
                chosen = self._random.random() < COMPARED
                self._step(compares=number == self.steps or chosen or self._always)
        return self.count

    def _step(self, *, compares: bool) -> None:
        texts = self.site.texts()
        write(texts, self.kept.folder)
        self._commit(texts)
        self._disturb()
        if self._generated is not None and not self.done:
            self._generated.restore(self._generator_folder(self.kept), self._options(cache=True), texts)
        files = self._kept_files(reads=compares)
        if not compares:
            return
        self.count += (0, 0, 1, 0, 0)
        differing = differences(files, self._clean_files(texts))
        if differing:
            raise Differs(f"after step {len(self.done)}, {self.done[-1:]}:\n{differing}")

    def _clean_files(self, texts: Mapping[str, str]) -> Files:
        """The site that a build makes that remembers nothing."""
        write_clean(texts, self.clean.folder)
        folder, options = self._generator_folder(self.clean), self._options(cache=False)
        if self._generated is None:
            return self._built(self.clean, cache=False)
        self._generated.restore(folder, options, texts)
        files = self._built(self.clean, cache=False)
        self._generated.keep(folder, options, texts)
        return files

    def _generator_folder(self, project: Site) -> Path:
        return Site(project.folder, self.site.generator).kept

    def _commit(self, texts: Mapping[str, str]) -> None:
        """Commit the state in both, mostly; what is not yet committed belongs to what is built all the same."""
        message, commits = self._random.choice(WORDS), self._random.random() < 0.8
        if not self.ways.history or not commits:
            return
        write_clean(texts, self.clean.folder)
        for one in (self.kept, self.clean):
            git(one.folder, "add", "--all", "claims")
            day = f"2026-01-{len(self.done) // 2 + 1:02}T00:00:00Z"
            git(one.folder, "commit", "--quiet", "--allow-empty", "-m", message, date=day)

    def _disturb(self) -> None:
        """Lose or damage a file of the kept site, or of what builds keep."""
        draw, place = self._random.random(), self._random.random()
        if not self.ways.disturbed or draw > 0.5:
            return
        kept = Site(self.kept.folder, self.site.generator)
        below = kept.site if draw < 0.3 else kept.kept
        files = sorted(path for path in below.rglob("*") if path.is_file() and path.name != MANIFEST)
        if not files:
            return
        path = files[int(place * len(files))]
        if place * 1000 % 1 < 0.5:
            path.unlink()
        else:
            path.write_bytes(path.read_bytes()[: int(draw * 100)] + b"damage")
        self.done[-1].append(f"damaged {path.relative_to(below)}")

    def _kept_files(self, *, reads: bool) -> Files:
        """The kept site after a build; it must be as it is after one more."""
        files = self._built(self.kept, cache=True, reads=reads)
        if files.get("") == CANNOT:
            self._cannot = True
            return files
        with self._processes(cache=True):
            again = self._build(self.kept, cache=True)
        if (again.generator_ran, again.rendered, again.written, again.deleted) != (False, 0, (), ()):
            raise Differs(f"after step {len(self.done)}, {self.done[-1:]}: built again, a site changed: {again}")
        return files

    def _built(self, project: Site, *, cache: bool, reads: bool = True) -> Files:
        """Build a site; its files, and under the empty path what else the build says; of none that it cannot be built."""
        if not cache:
            shutil.rmtree(project.site, ignore_errors=True)
        try:
            with self._processes(cache=cache):
                built = self._build(project, cache=cache)
        except CannotBuild:
            return {"": CANNOT}
        if cache:
            self.count += (0, 1, 0, built.pages, built.rendered)
        if not reads:
            return {}
        said = (built.pages, built.left_out, built.history_is_cut, built.diagnostics)
        return {**files_below(project.site), "": repr(said).encode()}

    def _build(self, project: Site, *, cache: bool) -> Built:
        if not cache:
            return build(project.folder / "claims", self._options(cache=False))
        if not (self.ways.session and self._session_of == self.site.generator):
            self._session, self._session_of = Session(), self.site.generator  # a session has one generator
        return build(project.folder / "claims", self._options(cache=True), session=self._session)

    def _options(self, *, cache: bool) -> Options:
        site = self.site
        return Options(
            generator=site.generator,
            cache=cache,
            changes=self.ways.history,
            pictures=site.pictures,
            hooks=site.hooks,
            effects=site.effects,
        )

    @contextmanager
    def _processes(self, *, cache: bool) -> Iterator[None]:
        pages, processors = site_build.PAGES_A_PROCESS, os.cpu_count
        if self.ways.shared[not cache]:
            site_build.PAGES_A_PROCESS = FEW_PAGES
        else:
            os.cpu_count = lambda: 1  # to fork costs more than it saves
        try:
            yield
        finally:
            site_build.PAGES_A_PROCESS, os.cpu_count = pages, processors

    @contextmanager
    def _pieces(self) -> Iterator[None]:
        few, piece, group = search_index.FEW, search_index.PIECE, search_index._GROUP
        all_of = map_data.FEW
        if self.ways.small_pieces:
            search_index.FEW, search_index.PIECE, search_index._GROUP = 0, 5, 60
            map_data.FEW = 0
        try:
            yield
        finally:
            search_index.FEW, search_index.PIECE, search_index._GROUP = few, piece, group
            map_data.FEW = all_of


class Generated:
    """What generators made of written pages in clean builds, for later sequences that begin with the same pages.

    A build verifies every byte of it before it uses it.

    Args:
        folder: where it is kept.
    """

    _MOST = 200  # some 3 MB each

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _of(self, options: Options, texts: Mapping[str, str]) -> Path:
        pages = sorted((path, text) for path, text in texts.items() if not path.startswith(RECORDS))
        return self._folder / hashlib.blake2b(repr((options.generator, options.hooks, pages)).encode()).hexdigest()[:40]

    def restore(self, folder: Path, options: Options, texts: Mapping[str, str]) -> None:
        """Put what was made of the same pages and settings into a folder for what builds keep, if there is any."""
        if (source := self._of(options, texts)).is_dir() and not (folder / "inputs").exists():
            shutil.copytree(source, folder, dirs_exist_ok=True)

    def keep(self, folder: Path, options: Options, texts: Mapping[str, str]) -> None:
        """Keep what a clean build's generator made."""
        target = self._of(options, texts)
        if target.exists() or not (folder / "inputs").exists() or len(list(self._folder.glob("*"))) > self._MOST:
            return
        for name in ("inputs", "site", "project"):
            if (folder / name).is_dir():
                shutil.copytree(folder / name, target / name)
            elif (folder / name).exists():
                target.mkdir(parents=True, exist_ok=True)
                shutil.copy2(folder / name, target / name)


def write_clean(texts: Mapping[str, str], folder: Path) -> None:
    """Make the other project hold some texts; what a generator made is dropped where a text changed that is no record."""
    if write(dict(texts), folder):  # else what it made is as good as made anew
        for generator in ("mkdocs", "zensical"):
            shutil.rmtree(Site(folder, generator).kept, ignore_errors=True)


def differences(kept: Files, clean: Files) -> str:
    """Which files differ, and how the first of them; empty where none does."""
    paths = sorted(path for path in kept.keys() | clean.keys() if kept.get(path) != clean.get(path))
    if not paths:
        return ""
    shown = [
        f"{path} ({'both' if path in kept and path in clean else 'kept' if path in kept else 'clean'})"
        for path in paths
    ]
    for path in paths[:3]:
        sides = (kept.get(path, b""), clean.get(path, b""))
        shown += difflib.unified_diff(
            *(side.decode(errors="replace").replace(">", ">\n").replace(",", ",\n").split("\n") for side in sides),
            *("kept", "clean"), lineterm="", n=2,
        )  # fmt: skip
    return "\n".join(line[:300] for line in shown[:120])


def compared(folder: Path, seed: int, generated: Generated | None = None) -> Count:
    """Run a sequence, and run it again step by step where its sites differ.

    Args:
        folder: to work in; gone afterwards.
        seed: of the edits.
        generated: what generators made in clean builds of earlier sequences.

    Raises:
        Differs: the sites differ; the message has the first step after which they do.
    """
    try:
        try:
            return Sequence(folder / "first", seed, generated=generated).run()
        except Differs as first:
            replay = Sequence(folder / "replay", seed, always=True)
            try:
                replay.run()
            except Differs as each:
                raise Differs(f"seed {seed}, {replay.ways}, {each}") from None
            raise Differs(f"seed {seed}, {replay.ways}, and not where each step is compared: {first}") from None
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def say(line: str) -> None:
    """Print a line, at once, so that a log of hours can be followed."""
    print(line, flush=True)  # noqa: T201 - a program that is run by hand


def main() -> int:
    """Run many sequences; how many differ, at most 1."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("first", type=int, help="the first seed")
    parser.add_argument("number", type=int, help="how many sequences")
    parser.add_argument("--folder", type=Path, help="where to work; a memory disk is fastest")
    arguments = parser.parse_args()
    total, differing = Count(), []
    with tempfile.TemporaryDirectory(dir=arguments.folder) as name:
        os.environ["CRUXBASE_CACHE_DIR"] = f"{name}/cache"
        generated = Generated(Path(name, "generated"))
        for seed in range(arguments.first, arguments.first + arguments.number):
            began = time.perf_counter()
            try:
                one = compared(Path(name, "work"), seed, generated)
            except Differs as problem:
                differing.append(seed)
                say(f"DIFFERS {problem}")
            except Exception:  # noqa: BLE001 - said, and the next one's turn
                differing.append(seed)
                say(f"FAILS seed {seed}, {Ways.of(seed)}\n{traceback.format_exc()}")
            else:
                total += one
                cpu = sum(os.times()[:4])
                say(f"{seed} same {tuple(one[1:])} {time.perf_counter() - began:.1f} s; {total} {cpu:.0f} s CPU")
            with suppress(OSError):
                shutil.rmtree(f"{name}/cache")
    say(f"{total}, differing: {differing}")
    return min(len(differing), 1)


if __name__ == "__main__":
    sys.exit(main())
