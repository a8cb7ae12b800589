"""A site is what the records say, whatever happened to the machine between two builds."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from cruxbase.pages.writing import STAGING
from cruxbase.support import safe_folder
from sites import Project, files_below, project_at

TOPIC = "type: topic\ntitle: {}\nsummary: What it is about.\n"
BEFORE = {f"claims/topics/{name}.yaml": TOPIC.format(name.title()) for name in ("one", "two", "three")}
AFTER = {path: text.replace("title: ", "title: Now ") for path, text in BEFORE.items()} | {
    "claims/topics/four.yaml": TOPIC.format("Four")
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project that has been built once, so that its generator need not run again."""
    project = project_at(tmp_path_factory.mktemp("made") / "project").write(BEFORE)
    project.build()
    return project


@pytest.fixture
def project(made: Project, tmp_path: Path) -> Project:
    """A project whose site is what the records say."""
    project = made.copied(tmp_path / "project")
    project.build()
    return project


def clean(made: Project, folder: Path, texts: dict[str, str]) -> dict[str, bytes]:
    """The files of a site that is built of some records in an empty folder."""
    project = made.copied(folder)
    for path in project.folder.glob("claims/topics/*.yaml"):
        path.unlink()
    project.write(texts).build(cache=False)
    return project.files()


def records(project: Project, texts: dict[str, str]) -> None:
    """Have exactly these records."""
    for path in project.folder.glob("claims/topics/*.yaml"):
        path.unlink()
    project.write(texts)


def build_killed_after(project: Project, moves: int) -> None:
    """Build in another process, which is killed once it has moved so many files into place."""
    child = os.fork()
    if not child:
        done, move = 0, safe_folder.SafeFolder.move

        def killing(self: safe_folder.SafeFolder, path: str, to: str) -> safe_folder.Stamp:
            nonlocal done
            if done == moves:
                os.kill(os.getpid(), signal.SIGKILL)
            done += 1
            return move(self, path, to)

        safe_folder.SafeFolder.move = killing  # type: ignore[method-assign] # in the child only
        project.build()
        os._exit(0)
    os.waitpid(child, 0)


@pytest.mark.parametrize("moves", [0, 1, 2, 5, 12])
@pytest.mark.parametrize("then", [BEFORE, AFTER], ids=["reverted", "kept"])
def test_after_a_kill_among_the_moves_the_next_build_is_a_clean_one(
    made: Project, project: Project, tmp_path: Path, moves: int, then: dict[str, str]
) -> None:
    """A build is killed while it puts files into place; the edit is reverted or not; the next build puts all right."""
    records(project, AFTER)
    build_killed_after(project, moves)
    records(project, then)
    project.build()
    assert project.files() == clean(made, tmp_path / "clean", then)
    assert not (project.site / STAGING).exists()


def test_a_full_disk_in_the_middle_leaves_the_site_as_it_was(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a file cannot be written nothing has been moved into place, and nothing half-made is left."""
    before = files_below(project.folder / "site")
    records(project, AFTER)
    write, done = safe_folder.SafeFolder.write, 0

    def full(self: safe_folder.SafeFolder, path: str, content: bytes) -> None:
        nonlocal done
        done += 1
        if done == 4:
            raise OSError(28, "No space left on device")
        write(self, path, content)

    monkeypatch.setattr(safe_folder.SafeFolder, "write", full)
    with pytest.raises(OSError, match="No space left"):
        project.build()
    assert files_below(project.folder / "site") == before


def cut_off(page: Path) -> None:
    page.write_bytes(page.read_bytes()[:100])


def changed_with_its_time_kept(page: Path) -> None:
    status = page.stat()
    page.write_bytes(page.read_bytes().replace(b"Two", b"Owt"))
    os.utime(page, ns=(status.st_atime_ns, status.st_mtime_ns))


DAMAGE = (Path.unlink, cut_off, changed_with_its_time_kept)


@pytest.mark.parametrize("damage", DAMAGE, ids=["deleted", "cut off", "changed"])
@pytest.mark.parametrize("cache", [True, False])
@pytest.mark.parametrize("path", ["topics/two/index.html", "about/index.html", "assets/map/data.js", "sitemap.xml"])
def test_a_damaged_file_is_restored(project: Project, path: str, damage: Callable[[Path], None], cache: bool) -> None:
    """A file of the site that was deleted or damaged is put right by the next build."""
    before = project.files()
    damage(project.site / path)
    project.build(cache=cache)
    assert project.files() == before


def test_with_no_cache_even_a_perfect_forgery_is_found(project: Project) -> None:
    """A full build compares contents: what was kept of the files' times plays no part."""
    before = project.files()
    kept = {path: path.read_bytes() for path in project.kept.glob("stamps-*")}
    (project.site / "topics/two/index.html").write_text("forged", encoding="utf-8")
    for path, content in kept.items():
        path.write_bytes(content)
    project.build(cache=False)
    assert project.files() == before


def test_what_the_generator_made_is_made_again_where_it_is_damaged(project: Project) -> None:
    """What the generator made and is not as it was is made again; with no cache even where size and time are the same."""
    before = project.files()
    (page,) = project.kept.glob("**/site/about/index.html")
    status = page.stat()
    page.write_bytes(page.read_bytes().replace(b"claims", b"Claims"))
    os.utime(page, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert project.build(cache=False).generator_ran
    assert project.files() == before
    cut_off(page)
    assert project.build().generator_ran
    assert project.files() == before


def test_a_second_build_waits_for_the_first(project: Project) -> None:
    """Two builds at once do not write among each other's files."""
    records(project, AFTER)
    children = []
    for _ in range(3):
        child = os.fork()
        if not child:
            project.build()
            os._exit(0)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0, 0]
    after = project.files()
    assert project.build(cache=False).written == ()
    assert project.files() == after
