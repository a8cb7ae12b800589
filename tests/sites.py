"""Sites made inside tests, in a folder of their own, with this repository's hand-written pages."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cruxbase.site.build.building import build
from cruxbase.site.build.generators import Generator
from cruxbase.site.build.options import Built, Options
from cruxbase.site.build.writing import MANIFEST
from cruxbase.support.user_cache import cache_folder
from support import REPOSITORY


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with `claims/`, `docs/` and `mkdocs.yml`.

    Attributes:
        folder: where it is.
        generator: what renders its hand-written pages.
    """

    folder: Path
    generator: Generator = "mkdocs"

    def write(self, texts: Mapping[str, str]) -> Project:
        """Put files into it; the project itself."""
        for path, text in texts.items():
            target = self.folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        return self

    def remove(self, *paths: str) -> None:
        """Take files out of it."""
        for path in paths:
            (self.folder / path).unlink()

    def build(self, **options: Any) -> Built:
        """Build its site into `site/`, without asking git what changed."""
        (self.folder / "claims").mkdir(exist_ok=True)
        return build(self.folder / "claims", Options(generator=self.generator, **{"changes": False, **options}))

    @property
    def site(self) -> Path:
        """The folder of its site."""
        return self.folder / "site"

    @property
    def kept(self) -> Path:
        """The folder of what its builds keep."""
        folder = cache_folder(self.folder, f"site-{self.generator}")
        assert folder is not None
        return Path(folder)

    def files(self) -> dict[str, bytes]:
        """The files of its site by address, without the list of what is ours."""
        return files_below(self.site)

    def page(self, address: str) -> str:
        """The text of a page of its site."""
        return (self.site / address / "index.html").read_text(encoding="utf-8")

    def copied(self, folder: Path) -> Project:
        """The same project elsewhere, with what its generator made but without its site and what its builds remember."""
        shutil.copytree(
            self.folder, folder, ignore=lambda _, names: {"site", "pages"} & set(names) if "mkdocs.yml" in names else ()
        )
        copy = Project(folder, self.generator)
        shutil.copytree(self.kept, copy.kept, dirs_exist_ok=True)
        for memory in (copy.kept / "pages", *copy.kept.glob("stamps-*")):
            memory.unlink(missing_ok=True)
        return copy


def files_below(folder: Path) -> dict[str, bytes]:
    """The files below a folder by path, without the list of what is ours."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }


def project_at(folder: Path, generator: Generator = "mkdocs") -> Project:
    """A project with this repository's hand-written pages and settings, and no records yet."""
    shutil.copytree(REPOSITORY / "docs", folder / "docs", ignore=shutil.ignore_patterns("base"))
    settings = (REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8")
    # The hook is a file of the checkout, and only plain `mkdocs build` needs it.
    (folder / "mkdocs.yml").write_text(
        re.sub(r"^hooks:.*?\n\n", "", settings, flags=re.MULTILINE | re.DOTALL), encoding="utf-8"
    )
    (folder / "claims").mkdir()
    return Project(folder, generator)


def git(folder: Path, *arguments: str, date: str = "2026-01-01T00:00:00Z") -> str:
    """What git says, with nothing of the machine's settings."""
    who = {
        f"GIT_{role}_{part}": value
        for role in ("AUTHOR", "COMMITTER")
        for part, value in (("NAME", "Ann"), ("EMAIL", "a@b"))
    }
    environment = {
        **os.environ,
        **who,
        "GIT_CONFIG_GLOBAL": "/dev/null",
        "GIT_AUTHOR_DATE": date,
        "GIT_COMMITTER_DATE": date,
    }
    done = subprocess.run(["git", *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()
