"""Where nothing has changed since the last build, a build looks and does nothing."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from cruxbase.site.build.building import build
from cruxbase.site.build.last_build import RACY_NS
from cruxbase.site.build.options import Options
from sites import Project, project_at
from support import valid_texts

_PROGRAM = """
import json, sys
from cruxbase.site.build.building import build
built = build("claims")
heavy = [name for name in ("jinja2", "numpy", "pydantic", "scipy", "cruxbase.site.context") if name in sys.modules]
print(json.dumps([heavy, built.pages, len(built.diagnostics), list(built.written)]))
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A base whose site is there, of files that were not written in this very moment."""
    project = project_at(tmp_path, "mkdocs").write(valid_texts())
    past = time.time() - 60
    paths = sorted((project.folder / "claims").rglob("*.yaml"))
    for path in paths:
        os.utime(path, (past, past))
    newest = max(
        path.stat().st_ctime_ns for path in paths
    )  # which no program can set: the clock must have left it behind
    while time.time_ns() < newest + 2 * RACY_NS:
        time.sleep(RACY_NS / 1e9)
    project.build()
    return project


def in_a_process(project: Project) -> tuple[list[str], int, int, list[str]]:
    """What a build in a process of its own imported of what is heavy, its pages, its findings, and what it wrote."""
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM], cwd=project.folder, capture_output=True, text=True, check=True
    )
    heavy, pages, findings, written = json.loads(done.stdout)
    return heavy, pages, findings, written


def test_a_build_of_the_unchanged_imports_nothing_that_makes_pages(project: Project) -> None:
    """Neither templates nor models nor arrays; what it comes to is what a whole build comes to."""
    whole = build(project.folder / "claims", Options(cache=False))
    assert in_a_process(project) == ([], whole.pages, len(whole.diagnostics), [])


def test_a_build_after_an_edit_of_a_title_computes_nothing_with_arrays(project: Project) -> None:
    """What follows for people, and where help is wanted, hangs on relations, and is kept: numpy and scipy stay out."""
    path = (
        project.folder / "claims" / "monitoring" / "monitoring-makes-use-safe.yaml"
    )  # neither in a model nor beside one that is
    path.write_text(
        re.sub("^title: .*$", "title: Watched deployment", path.read_text("utf-8"), flags=re.MULTILINE), "utf-8"
    )
    heavy, _, _, written = in_a_process(project)
    assert "claims/monitoring-makes-use-safe/index.html" in written
    assert heavy == ["jinja2", "pydantic", "cruxbase.site.context"]


def _edited(project: Project) -> None:
    path = project.folder / "claims" / "monitoring" / "deploy-with-monitors.yaml"
    path.write_text(path.read_text("utf-8") + "notes: A remark.\n", "utf-8")


def _page_edited(project: Project) -> None:
    path = project.folder / "docs" / "index.md"
    path.write_text(path.read_text("utf-8") + "\nMore.\n", "utf-8")


def _tampered(project: Project) -> None:
    (project.folder / "site" / "robots.txt").write_text("User-agent: *\n", "utf-8")


def _file_lost(project: Project) -> None:
    (project.folder / "site" / "search" / "index.html").unlink()


@pytest.mark.parametrize("change", [_edited, _page_edited, _tampered, _file_lost])
def test_whatever_changes_is_noticed(change: Callable[[Project], None], project: Project) -> None:
    """A record, a written page, a file of the site: the next build writes."""
    assert project.build().written == ()
    change(project)
    assert project.build().written != ()
    assert project.build().written == ()
