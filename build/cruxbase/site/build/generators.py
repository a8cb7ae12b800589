"""Runs the site generator, when what it reads has changed, and keeps what it made."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from cruxbase.site.template.shell import SHELL_MARKDOWN, SHELL_PATH
from cruxbase.support.atomic_files import write_whole
from cruxbase.support.errors import CruxbaseError
from cruxbase.support.kept_data import kept_bytes, read_kept
from cruxbase.support.safe_folder import LinkFound, SafeFolder

Generator = Literal["mkdocs", "zensical"]
GENERATORS: tuple[Generator, ...] = ("mkdocs", "zensical")
# Set while we run a generator ourselves: then our hook only looks on, because we compose afterwards.
RUNNING = "CRUXBASE_RUNS_THE_GENERATOR"
_PACKAGES = {"mkdocs": ("mkdocs", "mkdocs-material"), "zensical": ("zensical",)}
_STAMP = "inputs"
_INFO = ".dist-info"
_DOCS_DIR = re.compile(r"^docs_dir[ \t]*:[ \t]*(\S+)", re.MULTILINE)
_FLAT = re.compile(r"^use_directory_urls[ \t]*:[ \t]*[\"']?(?:false|no|off)\b", re.MULTILINE | re.IGNORECASE)
_OFFLINE = re.compile(
    r"^plugins[ \t]*:(?:[ \t]*\[[^\]]*?\b(?:material/)?offline\b"
    r"|[^\n]*(?:\n(?:[ \t-].*|[ \t]*))*?\n[ \t]*-?[ \t]*[\"']?(?:material/)?offline[\"']?[ \t]*(?::|$))",
    re.MULTILINE,
)
_THEME = re.compile(
    r"^theme[ \t]*:[ \t]*(?:[\"']?(?P<short>\w[\w-]*)|(?:\#.*)?(?:\n(?:[ \t]+.*|[ \t]*))*?"
    r"\n[ \t]+name[ \t]*:[ \t]*[\"']?(?P<name>\w[\w-]*))",
    re.MULTILINE,
)
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_LEFT_OUT = re.compile(r"\.map$|^sitemap\.xml\.gz$|^objects\.inv$|/lunr/|^sitemap\.xml$")


class GeneratorFailed(CruxbaseError):
    """The site generator ended with an error; the message is what it said."""


@dataclass(frozen=True, slots=True)
class Project:
    """The files that the generator reads.

    Attributes:
        config: the `mkdocs.yml`.
        docs: the folder of Markdown pages.
        settings: the text of the `mkdocs.yml`, or what may stay of it.
        left_out: what may not, by name; empty where the settings are taken as they are.
        is_plain: whether the settings are no longer those of the file.
    """

    config: Path
    docs: Path
    settings: str
    left_out: tuple[str, ...] = ()
    is_plain: bool = False

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders that the generator reads: the pages, and the theme's own where the settings name one."""
        custom = re.search(r"^[ \t]+custom_dir[ \t]*:[ \t]*(\S+)", self.settings, re.MULTILINE)
        return (self.docs,) if custom is None else (self.docs, self.config.parent / custom[1])

    @classmethod
    def at(cls, config: Path, *, hooks: bool = True) -> Project:
        """The project of a `mkdocs.yml`.

        Args:
            config: the file.
            hooks: whether what its settings name may run; else what is code in them is left out.

        Raises:
            GeneratorFailed: there is no such file, no folder of pages, or a setting that pages of records do not fit into.
        """
        try:
            settings = config.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise GeneratorFailed(f"cannot read {config.name}: {error}") from None
        left_out: tuple[str, ...] = ()
        if not hooks:
            from cruxbase.parsing.plain_yaml import BadYaml
            from cruxbase.site.build.plain_settings import plain_settings

            try:
                settings, left_out = plain_settings(settings)
            except BadYaml as problem:
                raise GeneratorFailed(f"cannot read {config.name}: {problem}") from None
        theme = _THEME.search(settings)
        named = theme["short"] or theme["name"] if theme is not None else "material"
        if named != "material":
            raise GeneratorFailed(
                f"{config.name} has the theme {named!r}, and pages of records fit into Material's frame "
                "only: write 'name: material' under 'theme:'"
            )
        if _FLAT.search(settings):
            raise GeneratorFailed(
                f"{config.name} has 'use_directory_urls: false', and pages of records have addresses that end in '/': "
                "write 'use_directory_urls: true', or leave the line out; a site opened from a disk works all the same"
            )
        if _OFFLINE.search(settings):
            raise GeneratorFailed(
                f"{config.name} has the plugin 'offline', which turns addresses that end in '/' off: take it out; "
                "a site opened from a disk works without it"
            )
        found = _DOCS_DIR.search(settings)
        docs = config.parent / (found[1].strip("'\"") if found else "docs")
        if not docs.is_dir():
            raise GeneratorFailed(f"{config.name} names the folder {docs.name!r} for pages, and there is none")
        if not hooks and not docs.resolve().is_relative_to(config.parent.resolve()):
            raise GeneratorFailed(f"{config.name} names a folder outside the project for pages, which is not published")
        return cls(config, docs, settings, left_out, not hooks)


def write_shell(docs: Path) -> None:
    """Put the shell page among the pages, if it is not there as it should be.

    Raises:
        GeneratorFailed: a link stands in its place, or leads there.
    """
    try:
        with SafeFolder(docs) as folder:
            if not folder.holds(SHELL_PATH, SHELL_MARKDOWN.encode()):
                folder.write(SHELL_PATH, SHELL_MARKDOWN.encode())
    except LinkFound as problem:
        raise GeneratorFailed(f"{problem.path!r} is a symbolic link, and no page is written through one") from None


def inputs_digest(project: Project, generator: Generator) -> str:
    """A fingerprint of everything that decides what the generator makes.

    Raises:
        GeneratorFailed: the generator is not installed, or a link among the pages leads out of the project.
    """
    made = hashlib.blake2b(digest_size=16)
    for package in _PACKAGES[generator]:
        installed = _installed_version(package)
        if installed is None:
            raise GeneratorFailed(f"the generator {generator} is not installed: pip install {package}")
        made.update(f"{package} {installed}\n".encode())
    made.update(project.settings.encode())
    made.update(SHELL_MARKDOWN.encode())
    for folder in project.folders:
        for path in sorted(folder.rglob("*")):
            if path.is_symlink() and not path.resolve().is_relative_to(project.config.parent.resolve()):
                raise GeneratorFailed(f"the link {os.fspath(path)!r} leads out of the project, and is not published")
            if path.is_file() and not path.name.startswith("."):
                made.update(path.relative_to(folder).as_posix().encode() + b"\0")
                made.update(hashlib.blake2b(path.read_bytes()).digest())
    return made.hexdigest()


def _installed_version(package: str) -> str | None:
    """The version of a package; None where it is not installed.

    The name of a folder says it. What reads the files in there takes longer to import than a build of the unchanged takes.
    """
    begins = re.sub(r"[-_.]+", "_", package) + "-"
    for folder in sys.path:
        with suppress(OSError):
            for name in os.listdir(folder or os.curdir):
                if name.startswith(begins) and name.endswith(_INFO):
                    return name[len(begins) : -len(_INFO)]
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return None


class Run:
    """A run of the generator that may go on while other work is done.

    Args:
        project: what it reads.
        generator: which one.
        kept: a folder for what it makes, kept from build to build.
        trusting: whether sizes and times of what it made last are enough to believe in it; else it is all read.
    """

    def __init__(self, project: Project, generator: Generator, kept: Path, *, trusting: bool = True) -> None:
        self._project = project
        self._generator = generator
        self._kept = kept
        self._process: subprocess.Popen[bytes] | None = None
        write_shell(project.docs)
        self.inputs = inputs_digest(project, generator)
        self.needed = not self._is_as_it_was(contents=not trusting)
        if self.needed:
            self._start()

    @property
    def site(self) -> Path:
        """The folder with what the generator made."""
        return self._kept / "site" if self._generator == "mkdocs" else self._kept / "project" / "site"

    def _is_as_it_was(self, *, contents: bool) -> bool:
        """Whether what the generator made last is still there, whole, and made of the same."""
        kept = read_kept(self._kept / _STAMP)[1]
        kind = "contents" if contents else "listing"
        return kept.get("inputs") == self.inputs and kept.get(kind) == _fingerprint(self.site, contents=contents)

    def is_running(self) -> bool:
        """Whether the generator is at work."""
        return self._process is not None and self._process.poll() is None

    def _start(self) -> None:
        shutil.rmtree(self.site, ignore_errors=True)
        (self._kept / _STAMP).unlink(missing_ok=True)
        self._kept.mkdir(parents=True, exist_ok=True)
        root = self._project.config.parent
        if self._generator == "mkdocs":
            config, site = self._settings_for_mkdocs(), os.fspath(self.site)
            arguments = [
                "mkdocs",
                "build",
                "--strict",  # without --quiet, which would keep the warnings from being counted
                "--config-file",
                os.fspath(config),
                "--site-dir",
                site,
            ]
        else:
            # Zensical has no option for the folder, and writes only below that of its settings, where it also keeps a cache
            # of its own: so it works on a copy, and nothing that a tree brings along is taken for its cache.
            root = self._copied()
            lines = re.sub(r"(?m)^site_dir[ \t]*:.*$", "", self._project.settings)
            settings = root / "zensical.yml"
            settings.write_text(f"{lines}\nsite_dir: {self.site.name}\n", encoding="utf-8")
            arguments = ["zensical", "build", "--strict", "--config-file", os.fspath(settings)]
        environment = {
            **os.environ,
            RUNNING: "1",
            "NO_MKDOCS_2_WARNING": "1",
            "SOURCE_DATE_EPOCH": "0",
            "NO_COLOR": "1",
        }
        # In isolated mode a module in the current folder cannot take the generator's place.
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter
            [sys.executable, "-I", "-m", *arguments],
            cwd=root,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def _settings_for_mkdocs(self) -> Path:
        """The file of settings: the project's own, or one of ours with what may stay of them."""
        if not self._project.is_plain:
            return self._project.config
        from cruxbase.site.build.plain_settings import with_pages_in

        settings = with_pages_in(self._project.settings, os.fspath(self._project.docs.resolve()))
        file = self._kept / "mkdocs.yml"
        file.write_text(settings, encoding="utf-8")
        return file

    def _copied(self) -> Path:
        """A folder with a copy of the pages and of the theme's own folder, where they stand in the project."""
        root, own = self._kept / "project", self._project.config.parent
        for folder in self._project.folders:
            inner = os.path.relpath(folder, own)
            if inner.startswith(os.pardir):
                raise GeneratorFailed(f"the folder {inner!r} lies outside the project, where Zensical does not read")
            shutil.rmtree(root / inner, ignore_errors=True)
            shutil.copytree(folder, root / inner)
        root.mkdir(parents=True, exist_ok=True)
        return root

    def wait(self) -> None:
        """Wait until everything is rendered.

        Raises:
            GeneratorFailed: the generator found fault with the pages or its configuration.
        """
        if self._process is None:
            return
        try:
            output, _ = self._process.communicate()
        finally:
            self.stop()
        if self._process.returncode:
            raise GeneratorFailed(_complaints(output.decode("utf-8", "replace")) or f"{self._generator} failed")
        kept = {
            "inputs": self.inputs,
            "listing": _fingerprint(self.site, contents=False),
            "contents": _fingerprint(self.site, contents=True),
        }
        write_whole(self._kept / _STAMP, kept_bytes(kept), sync=False)  # what a power cut loses shows in the listing

    def stop(self) -> None:
        """End the generator if it still runs."""
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        if self._process is not None and self._process.stdout is not None:
            self._process.stdout.close()

    def files(self) -> list[str]:
        """The files of the site that the generator made, without those that nobody needs."""
        return files_in(self.site)


def _fingerprint(folder: Path, *, contents: bool) -> str:
    """What tells whether the files in a folder are those that were there: their sizes and times, or all they hold."""
    made = hashlib.blake2b(digest_size=16)
    for inside, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = os.path.join(inside, name)
            status = os.lstat(path)
            made.update(f"{os.path.relpath(path, folder)}\0{status.st_size}\n".encode(errors="surrogateescape"))
            made.update(Path(path).read_bytes() if contents else str(status.st_mtime_ns).encode())
    return made.hexdigest()


def _complaints(output: str) -> str:
    r"""What a generator's output says of mistakes, without its progress and without colours.

    >>> _complaints(
    ...     "INFO    -  Building\nINFO    -  Doc file x\n\x1b[33mWARNING\x1b[0m -  A link leads nowhere\n\nAborted\n"
    ... )
    'WARNING -  A link leads nowhere\n\nAborted'
    """
    kept: list[str] = []
    is_progress = False
    for line in _COLOUR.sub("", output).splitlines():
        # A message may have further lines, which are indented.
        is_progress = line.startswith(("INFO ", "Build started")) or (is_progress and line[:1].isspace())
        if not is_progress:
            kept.append(line)
    return "\n".join(kept).strip()


def files_in(site: Path) -> list[str]:
    """The files of a site that the generator made, without those that nobody needs or that we make ourselves."""
    found = []
    for folder, _, names in os.walk(site):
        inside = os.path.relpath(folder, site).replace(os.sep, "/")
        for name in names:
            path = name if inside == "." else f"{inside}/{name}"
            if not _LEFT_OUT.search(path) and not path.startswith("base/"):
                found.append(path)
    return sorted(found)
