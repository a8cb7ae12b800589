"""Relative paths on the command line are those of the folder it is given in, also where the generator runs elsewhere."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cruxbase.cli import main
from cruxbase.site.build.generators import GENERATORS, Generator
from sites import Project
from support import valid_texts

SETTINGS = """
site_name: Small
theme: {name: material, font: false}
plugins: []
markdown_extensions: [attr_list, md_in_html, tables]
"""


@pytest.fixture(params=GENERATORS)
def small(request: pytest.FixtureRequest, tmp_path: Path) -> Project:
    """A project with one written page, not yet built."""
    generator: Generator = request.param
    pages = {"docs/index.md": "# Home\n", "mkdocs.yml": SETTINGS}
    return Project(tmp_path / "some" / "project", generator).write({**valid_texts(), **pages})


def test_sites_are_built_by_relative_paths(small: Project, monkeypatch: pytest.MonkeyPatch):
    """Base, settings and site may be given relative to any folder, and the generator runs all the same."""
    for number, folder in enumerate((small.folder.parent, small.folder, small.folder / "docs")):
        small.write({"docs/index.md": f"# Home\n\nState {number}.\n"})  # so that the generator has to run
        monkeypatch.chdir(folder)
        base, settings, site = (os.path.relpath(small.folder / name) for name in ("claims", "mkdocs.yml", "site"))
        arguments = ["--base", base, "--config", settings, "--site", site, "--generator", small.generator]
        assert main(["build", *arguments]) == 0
        assert f"State {number}." in small.page("")
        assert "claims/why-monitors-miss/index.html" in small.files()


@pytest.mark.parametrize("folder", ["some", "some/project/claims/topics", "."])
def test_bases_are_checked_and_exported_by_relative_paths(
    folder: str, small: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """`check` and `export` find a base by a relative path, and write a relative file where they were called."""
    monkeypatch.chdir(tmp_path / folder)
    base = os.path.relpath(small.folder / "claims")
    assert main(["check", base]) == 0
    assert main(["check", "--base", base, "--format", "json", "-o", "findings.json"]) == 0
    assert main(["export", "graphml", "--base", base, "-o", "graph.xml"]) == 0
    capsys.readouterr()
    assert (tmp_path / folder / "findings.json").is_file()
    assert (tmp_path / folder / "graph.xml").is_file()
