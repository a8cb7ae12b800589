"""Links and lists in a tree that would have a build write, delete or publish elsewhere."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from cruxbase.site.build.options import CannotBuild
from cruxbase.site.build.writing import MANIFEST, Writer
from cruxbase.support.kept_data import digest
from cruxbase.support.safe_folder import LinkFound, SafeFolder
from sites import Project, files_below, project_at

TOPIC = "type: topic\ntitle: A topic\nsummary: What it is about.\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project with one topic."""
    return project_at(tmp_path / "project").write({"claims/topics/a-topic.yaml": TOPIC})


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder that is nobody's business, with names that a site has too."""
    folder = tmp_path / "elsewhere"
    for path in ("index.html", "topics/a-topic/index.html", "about/index.html", "a-topic/index.html", "shell.md"):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text("precious", encoding="utf-8")
    return folder


def manifest_of(folder: Path, *paths: str) -> None:
    """The list that would say that some files are ours, and what they hold."""
    lines = [f"{digest(b'precious')} {path}" for path in paths]
    (folder / MANIFEST).write_text("\n".join(["cruxbase site 1", *lines]) + "\n", encoding="utf-8")


def site_is_a_link(project: Project, elsewhere: Path) -> None:
    project.site.symlink_to(elsewhere)
    manifest_of(elsewhere, "index.html", "shell.md")


def folder_in_the_site_is_a_link(project: Project, elsewhere: Path) -> None:
    project.site.mkdir()
    (project.site / "topics").symlink_to(elsewhere)
    manifest_of(project.site, "topics/a-topic/index.html", "topics/shell.md", "topics/index.html")


def page_in_the_site_is_a_link(project: Project, elsewhere: Path) -> None:
    project.site.mkdir()
    (project.site / "index.html").symlink_to(elsewhere / "index.html")
    manifest_of(project.site, "index.html")


def manifest_is_a_link(project: Project, elsewhere: Path) -> None:
    project.site.mkdir()
    (project.site / MANIFEST).symlink_to(elsewhere / "index.html")


def next_manifest_is_a_link(project: Project, elsewhere: Path) -> None:
    project.site.mkdir()
    manifest_of(project.site)
    (project.site / f"{MANIFEST}.new").symlink_to(elsewhere / "index.html")


def cache_is_a_link(project: Project, elsewhere: Path) -> None:
    (elsewhere / "site-mkdocs/site").mkdir(parents=True)
    (elsewhere / "site-mkdocs/site/index.html").write_text("precious", encoding="utf-8")
    (project.folder / ".cruxbase").symlink_to(elsewhere)


def kept_site_is_a_link(project: Project, elsewhere: Path) -> None:
    (project.folder / ".cruxbase/site-mkdocs").mkdir(parents=True)
    (project.folder / ".cruxbase/site-mkdocs/site").symlink_to(elsewhere)


def folder_of_the_shell_is_a_link(project: Project, elsewhere: Path) -> None:
    (project.folder / "docs/base").symlink_to(elsewhere)


def shell_is_a_link(project: Project, elsewhere: Path) -> None:
    (project.folder / "docs/base").mkdir()
    (project.folder / "docs/base/shell.md").symlink_to(elsewhere / "shell.md")


ATTACKS = (
    site_is_a_link,
    folder_in_the_site_is_a_link,
    page_in_the_site_is_a_link,
    manifest_is_a_link,
    next_manifest_is_a_link,
    cache_is_a_link,
    kept_site_is_a_link,
    folder_of_the_shell_is_a_link,
    shell_is_a_link,
)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
@pytest.mark.parametrize("cache", [True, False])
def test_nothing_outside_is_written_or_deleted(
    attack: Callable[[Project, Path], None], cache: bool, project: Project, elsewhere: Path
) -> None:
    """Whatever links and lists a tree brings along, a build leaves every other folder as it is."""
    attack(project, elsewhere)
    before = files_below(elsewhere)
    try:
        project.build(cache=cache)
    except CannotBuild as refusal:
        assert "symbolic link" in str(refusal)
    assert files_below(elsewhere) == before


def test_zensical_writes_no_settings_through_a_link(tmp_path: Path, elsewhere: Path) -> None:
    """The settings that Zensical needs are written into the cache folder, not beside those of the project."""
    project = project_at(tmp_path / "project", "zensical").write({"claims/topics/a-topic.yaml": TOPIC})
    (project.folder / ".cruxbase-zensical.yml").symlink_to(elsewhere / "index.html")
    (project.folder / ".cache").symlink_to(elsewhere)
    before = files_below(elsewhere)
    project.build()
    assert files_below(elsewhere) == before


def test_a_link_among_the_pages_publishes_nothing(project: Project, tmp_path: Path) -> None:
    """A page that is a link to a file outside the project is not put on the site."""
    secret = tmp_path / "secret.md"
    secret.write_text("# A secret\n", encoding="utf-8")
    (project.folder / "docs/page.md").symlink_to(secret)
    with pytest.raises(CannotBuild, match="leads out of the project"):
        project.build()


def test_a_folder_that_is_not_ours_is_refused(project: Project) -> None:
    """A folder with files and no list of ours is not built into; an empty list gives it to us."""
    project.site.mkdir()
    (project.site / "thesis.html").write_text("theirs", encoding="utf-8")
    with pytest.raises(CannotBuild, match="was not made by cruxbase"):
        project.build()
    assert files_below(project.site) == {"thesis.html": b"theirs"}
    (project.site / MANIFEST).touch()
    project.build()
    assert (project.site / "thesis.html").read_text(encoding="utf-8") == "theirs"


def test_a_page_that_the_tree_brings_along_is_not_believed(project: Project) -> None:
    """A committed site whose list says that its pages are what a build makes is compared, and put right."""
    clean = project.build() and project.files()
    page = project.site / "topics/a-topic/index.html"
    times = page.stat()
    page.write_bytes(page.read_bytes().replace(b"A topic", b"Evil!!!"))
    os.utime(page, ns=(times.st_atime_ns, times.st_mtime_ns))
    project.build()
    assert project.files() == clean


def test_a_link_put_there_in_the_middle_is_not_followed(tmp_path: Path, elsewhere: Path) -> None:
    """A folder of the site exchanged for a link while a build is at work stops the build."""
    writer = Writer(tmp_path / "site")
    writer.put("topics/a-topic/index.html", b"new")
    (tmp_path / "site/topics").symlink_to(elsewhere)
    before = files_below(elsewhere)
    with pytest.raises(LinkFound):
        writer.finish()
    writer.close()
    assert files_below(elsewhere) == before


@pytest.mark.parametrize("path", ["../x", "/etc/x", "a/../../x", "a//b", "", ".", "a\0b", "..\\x"])
def test_paths_that_could_lead_out_are_refused(tmp_path: Path, path: str) -> None:
    """Only plain names below the folder can be written, moved or deleted."""
    with SafeFolder(tmp_path / "folder") as folder:
        for change in (lambda: folder.write(path, b""), lambda: folder.remove(path), lambda: folder.move("a", path)):
            with pytest.raises(ValueError, match="lead out"):
                change()


def test_a_folder_is_moved_only_to_where_nothing_stands(tmp_path: Path, elsewhere: Path) -> None:
    """With all that is in it, and neither over a file nor over a link or into what it leads to."""
    with SafeFolder(tmp_path / "folder") as folder:
        for name in ("a", "b", "c"):
            folder.write(f"new/{name}/page.html", name.encode())
        folder.write("b", b"there")
        (tmp_path / "folder/c").symlink_to(elsewhere)
        before = files_below(elsewhere)
        assert [folder.move_new(f"new/{name}", name) for name in ("a", "b", "c")] == [True, False, False]
        assert (folder.read("a/page.html", 9), folder.read("b", 9)) == (b"a", b"there")
        assert folder.names("new") == ["b", "c"]
    assert files_below(elsewhere) == before


def test_a_new_sites_files_are_known_by_the_stamps_that_they_have(tmp_path: Path) -> None:
    """What was noted as they were written is what the file system says of them in their places."""
    writer = Writer(tmp_path / "site")
    for path in ("index.html", "topics/a/index.html", "topics/b/index.html"):
        writer.put(path, path.encode())
    written = writer.finish()
    with SafeFolder(tmp_path / "site") as folder:
        assert written.left.listing == folder.listing()
