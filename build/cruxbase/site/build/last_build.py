"""Whether anything has changed since the last build: looked at before anything is imported that makes pages.

The whole site is a result like any other: kept with digests of all that it was made from, and of what the file system
says of its files. In that it is the first step of `support.incremental`'s rule, and by far the cheapest.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cruxbase.checks.policy import policy_of
from cruxbase.loading.remembered import circumstances, remembered
from cruxbase.parsing.cache import cache_of
from cruxbase.parsing.file_listing import tree
from cruxbase.site.build.writing import Left, disk_digest
from cruxbase.support.atomic_files import write_whole
from cruxbase.support.fingerprint import fingerprint
from cruxbase.support.kept_data import digest, digest_of, kept_bytes, read_kept
from cruxbase.support.safe_folder import LinkFound, Listing, SafeFolder, links_between

if TYPE_CHECKING:
    from cruxbase.checks.policy import Policy
    from cruxbase.diagnostics import Diagnostic
    from cruxbase.parsing.file_listing import FileListing

EVERYTHING = ("",)
"""All code of ours, as `fingerprint` takes it."""

RACY_NS = 20_000_000
"""A file that was changed within so much of the look at it may have changed after the look, and show nothing of it."""


class Unchanged(NamedTuple):
    """What a build comes to that had nothing to do.

    Attributes:
        pages: how many pages of records the site has.
        history_is_cut: whether git has only the latest commits.
        diagnostics: the findings about the base.
    """

    pages: int
    history_is_cut: bool
    diagnostics: tuple[Diagnostic, ...]


class Circumstances:
    """All that decides what a build makes, as it is when it begins.

    Args:
        base: the folder with the records.
        root: that of the site's settings, whose repository is asked.
        how: the options, the settings, and a digest of what the generator reads.
        asks_git: whether the repository is asked at all.

    Raises:
        NotADirectoryError: `base` is not a folder.
    """

    def __init__(self, base: Path, root: Path, how: str, *, asks_git: bool) -> None:
        self.base = base
        self.root = root
        self._how = how
        self._asks_git = asks_git
        self._began = time.time_ns()
        self._files = tree(base)
        self._policy = policy_of(base)

    @cached_property
    def digest(self) -> bytes:
        """What tells them from others; empty where a file is so new that it may yet change unseen."""
        newest = max((max(file.mtime_ns, file.ctime_ns) for file in self._files.files), default=0)
        if newest >= self._began - RACY_NS:
            return b""
        files = [(file.path, *file[2:]) for file in self._files.files]
        day = circumstances(self._files, self._policy)
        return digest_of(repr((fingerprint(EVERYTHING), self._how, self._head(), day, files)).encode(errors="replace"))

    def _head(self) -> tuple[str, ...]:
        """The commit that stands in the work tree, and those at which the history is cut."""
        from cruxbase.support.git_repository import GitFailed, UnknownRevision, repository_of

        repository = repository_of(self.root) if self._asks_git else None
        if repository is None:
            return ()
        try:
            return (repository.commit_id(), *sorted(repository.cut_commits))
        except (GitFailed, UnknownRevision):
            return ()

    @property
    def seen(self) -> tuple[FileListing, Policy]:
        """The files of the base and its settings, as they were when the build began."""
        return self._files, self._policy

    def findings(self) -> tuple[Diagnostic, ...] | None:
        """The findings about the base, where they are remembered."""
        return remembered(self._files, self._policy, cache_of(self.base))


def listing_of(site: Path, root: Path) -> Listing | None:
    """What the file system says of a site's files; None where there is no folder that we would write to.

    Args:
        site: the site's folder.
        root: that of its settings; between the two no link is followed.
    """
    if any(links_between(root, site)) or not site.is_dir():
        return None
    try:
        with SafeFolder(site) as folder:
            return folder.listing()
    except (LinkFound, OSError):
        return None


class LastBuild:
    """What is kept of the last build into a folder, to tell that nothing has changed.

    Args:
        kept: the folder for what is kept.
        site: the site's folder.
        look: what `listing_of` finds there.
    """

    def __init__(self, kept: Path, site: Path, look: Callable[[], Listing | None]) -> None:
        self._look = look
        self._path = kept / f"last-{digest(str(site).encode(errors='surrogateescape'))}"

    def if_unchanged(self, now: Circumstances) -> Unchanged | None:
        """What a build would come to, if neither what it reads nor the site has changed; else None."""
        data = read_kept(self._path)[1]
        if not data or not now.digest or data.get("of") != now.digest:
            return None
        listing = self._look()
        if listing is None or data.get("disk") != disk_digest(listing) or (findings := now.findings()) is None:
            return None
        return Unchanged(data["pages"], data["cut"], findings)

    def write(self, made_in: Circumstances, left: Left, pages: int, *, history_is_cut: bool) -> None:
        """Keep it for the next build."""
        data: Mapping[str, object] = {"of": made_in.digest, "disk": left.disk, "pages": pages, "cut": history_is_cut}
        with suppress(OSError):  # a full disk costs time, not the site
            write_whole(self._path, kept_bytes(data), sync=False)
