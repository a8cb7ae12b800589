"""`build` and `export`, killed or out of disk at the calls that write: what they leave is whole, and the next run is clean."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cruxbase.site.build.writing import STAGING
from faults import UNREACHED, killed_at, run_with
from sites import Project, files_below, project_at

TOPIC = "type: topic\ntitle: {}\nsummary: What it is about.\n"
BEFORE = {f"claims/topics/{name}.yaml": TOPIC.format(name.title()) for name in ("one", "two", "three")}
BEFORE["claims/a.yaml"] = "type: claim\ntitle: A claim\ntopic: one\nstatement: It is so.\norigin: implied\n"
AFTER = {path: text.replace("title: ", "title: Now ") for path, text in BEFORE.items()}
MOST_FAULTS = 600


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project that has been built once, so that its generator need not run again."""
    project = project_at(tmp_path_factory.mktemp("made") / "project").write(BEFORE)
    project.build()
    return project


def faults_of_a_build(made: Project, folder: Path, growth: int, *, dies: bool) -> None:
    """Whichever call of a build fails or never returns, the next build makes what a clean one makes, and leaves no rest.

    Args:
        made: a project that was built.
        folder: for copies of it.
        growth: by how much more each fault lies behind the one before, in calls.
        dies: whether the process is killed there; else the disk is full.
    """
    project = made.copied(folder / "project")
    clean = made.copied(folder / "clean").write(AFTER)
    clean.build(cache=False, changes=True)
    command = ("build", "--base", os.fspath(project.folder / "claims"))
    count = step = 1
    for number in range(MOST_FAULTS):
        project.write(AFTER if number % 2 else BEFORE)
        project.build(changes=True)
        project.write(BEFORE if number % 2 else AFTER)
        status = run_with(killed_at(count, dies=dies), command)
        project.write(AFTER)
        project.build(changes=True)
        assert project.files() == clean.files(), count
        assert not (project.site / STAGING).exists()
        if os.waitstatus_to_exitcode(status) == UNREACHED:
            assert number > 5
            return
        count, step = count + step, step + growth
    pytest.fail("the build never came to its end")


@pytest.mark.parametrize("dies", [True, False], ids=["killed", "full disk"])
def test_after_a_fault_the_next_build_is_a_clean_one(made: Project, tmp_path: Path, dies: bool) -> None:
    """At calls that lie further and further apart, up to the end."""
    faults_of_a_build(made, tmp_path, 2, dies=dies)


@pytest.mark.slow
@pytest.mark.parametrize("dies", [True, False], ids=["killed", "full disk"])
def test_after_any_fault_the_next_build_is_a_clean_one(made: Project, tmp_path: Path, dies: bool) -> None:
    """At every call that writes."""
    faults_of_a_build(made, tmp_path, 0, dies=dies)


@pytest.mark.parametrize("dies", [True, False], ids=["killed", "full disk"])
@pytest.mark.parametrize("arguments", [("json", "-o", "out/base.json"), ("csv", "-o", "out")], ids=["a file", "tables"])
def test_an_export_is_whole_or_not_there(tmp_path: Path, arguments: tuple[str, ...], dies: bool) -> None:
    """At every call that writes, each file is the old one or the new one, and nothing else is left."""
    project = project_at(tmp_path / "project").write(BEFORE)
    command = ("export", *arguments[:2], os.fspath(project.folder / arguments[2]),
               "--base", os.fspath(project.folder / "claims"))  # fmt: skip
    out = project.folder / "out"
    out.mkdir()
    assert run_with({}, command) == 0
    before = files_below(out)
    project.write(AFTER)
    assert run_with({}, command) == 0
    after = files_below(out)
    assert before != after
    for count in range(1, 400):
        for path, content in before.items():
            (out / path).write_bytes(content)
        status = run_with(killed_at(count, dies=dies), command)
        now = files_below(out)
        whole = {path: content for path, content in now.items() if path in after}
        assert all(content in (before[path], after[path]) for path, content in whole.items()), count
        assert run_with({}, command) == 0
        assert files_below(out) == after, f"a rest after {count}"
        if os.waitstatus_to_exitcode(status) == UNREACHED:
            return
    pytest.fail("the command never came to its end")
