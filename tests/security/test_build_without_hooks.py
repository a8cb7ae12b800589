"""A stranger's clone whose settings name code, built with `--no-hooks`: nothing of it runs, on either generator."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cruxbase.parsing.plain_yaml import BadYaml
from cruxbase.site.build.plain_settings import plain_settings
from support import EXAMPLES

SETTINGS = """\
site_name: A stranger's base
INHERIT: more.yml
docs_dir: docs
hooks: [evil.py]
theme:
  name: material
  custom_dir: overrides
  features: [toc.follow, navigation.tabs]
  icon: {{repo: fontawesome/brands/git-alt}}
extra:
  analytics: {{provider: google, property: G-1}}
  note: !!python/object/apply:os.system ["touch '{mark}'"]
  home: !ENV [HOME, x]
extra_javascript: [evil.js]
extra_css: [evil.css]
plugins:
  - search
  - evil
markdown_extensions:
  - admonition
  - evil
  - pymdownx.snippets: {{base_path: [/], check_paths: false}}
  - toc: {{permalink: true, slugify: !!python/object/apply:os.system ["touch '{mark}'"]}}
  - pymdownx.superfences:
      custom_fences: [{{name: x, class: x, format: !!python/name:evil.run }}]
watch: [/]
remote_branch: x
"""

EVIL = "import pathlib\npathlib.Path({mark!r}).touch()\ndef on_config(config): return config\n"


@pytest.fixture
def mark(tmp_path: Path) -> Path:
    """The file that the stranger's code makes, wherever it runs."""
    return tmp_path / "attacked"


@pytest.fixture
def clone(tmp_path: Path, mark: Path) -> Path:
    """A project that tries to run code from each place of its settings."""
    top = tmp_path / "clone"
    shutil.copytree(EXAMPLES / "valid", top)
    (top / "mkdocs.yml").write_text(SETTINGS.format(mark=mark))
    (top / "more.yml").write_text("hooks: [evil.py]\n")
    for name in (
        "evil.py",
        "sitecustomize.py",
        "usercustomize.py",
        "mkdocs.py",
        "yaml.py",
        "markdown.py",
        "zensical.py",
    ):
        (top / name).write_text(EVIL.format(mark=os.fspath(mark)))
    (top / "overrides").mkdir()
    (top / "overrides/main.html").write_text(
        "{% extends 'base.html' %}{{ config.__class__.__init__.__globals__['os'].system(\"touch '"
        + str(mark)
        + "'\") }}"
    )
    (top / "docs").mkdir(exist_ok=True)
    (top / "docs/index.md").write_text('# Home\n\n--8<-- "/etc/hostname"\n\nWords.\n')
    (top / "docs/evil.js").write_text("fetch('//example.org')\n")
    return top


def build(clone: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-I", "-m", "cruxbase", "build", *arguments],
        cwd=clone,
        env={**os.environ, "PYTHONPATH": os.fspath(clone)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("generator", ["mkdocs", "zensical"])
def test_nothing_that_the_settings_name_runs(clone: Path, mark: Path, generator: str) -> None:
    """Hooks, tags, plugins, theme folders, inherited settings, extensions and modules in the folder all stay dead."""
    done = build(clone, "--no-hooks", "--generator", generator)
    assert (done.returncode, mark.exists()) == (0, False), done.stderr
    home = (clone / "site/index.html").read_text()
    assert "Words." in home
    assert Path("/etc/hostname").read_text().strip() not in home.replace("localhost", "")
    assert "evil.js" not in home
    assert "hooks" in done.stderr
    assert "theme.custom_dir" in done.stderr


def test_without_the_option_the_settings_are_code(clone: Path, mark: Path) -> None:
    """The attack is one: with hooks, MkDocs runs them (or its own loader runs the tag), as it does everywhere."""
    build(clone)
    assert mark.exists()


def test_what_is_left_out_is_named() -> None:
    """Everything that may not stay has its name in the report, and everything else stays."""
    text, left_out = plain_settings(SETTINGS.format(mark="x"))
    assert set(left_out) == {
        "INHERIT", "hooks", "theme.custom_dir", "extra.analytics", "extra.note", "extra.home", "extra_javascript",
        "extra_css", "plugins: evil", "markdown_extensions: evil", "markdown_extensions: pymdownx.snippets",
        "markdown_extensions: toc.slugify", "markdown_extensions: pymdownx.superfences.custom_fences", "watch",
        "remote_branch",
    }  # fmt: skip
    assert "!!" not in text
    assert plain_settings(text) == (text, ())


@pytest.mark.parametrize("text", ["- a\n", "a: [\n", "", "a: " + "[" * 5000, "a: &a [x]\n" + "b: *a\n" * 300])
def test_settings_that_are_none_are_refused_in_a_sentence(text: str) -> None:
    """No settings, broken ones, very deep ones, and those that would grow without end."""
    with pytest.raises(BadYaml):
        plain_settings(text)


def test_pages_outside_the_project_are_not_published(clone: Path) -> None:
    """`docs_dir` of a stranger leads nowhere else."""
    (clone / "mkdocs.yml").write_text("site_name: x\ndocs_dir: /etc\n")
    done = build(clone, "--no-hooks")
    assert done.returncode == 2
    assert "outside the project" in done.stderr
