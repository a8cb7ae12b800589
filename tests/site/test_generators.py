"""Running the site generator: when it must, as strictly as it can, and leaving nothing behind."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from cruxbase.site.build import generators
from cruxbase.site.build.generators import GENERATORS, Generator, GeneratorFailed, inputs_digest, write_shell
from cruxbase.site.build.generators import Project as Inputs
from cruxbase.site.build.options import CannotBuild
from cruxbase.site.settings import site_of
from sites import Project, project_at
from support import REPOSITORY


@pytest.fixture
def inputs(tmp_path: Path) -> Inputs:
    """A small project's files."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# Home\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Small\ntheme:\n  name: material\n  custom_dir: theme\n", encoding="utf-8"
    )
    (tmp_path / "theme").mkdir()
    return Inputs.at(tmp_path / "mkdocs.yml")


def test_whatever_the_generator_reads_counts(inputs: Inputs) -> None:
    """A changed, new or renamed page, template or setting means another run; a hidden file or a new date does not."""
    seen = {inputs_digest(inputs, "mkdocs")}

    def is_new() -> bool:
        found = inputs_digest(Inputs.at(inputs.config), "mkdocs")
        return found not in seen and not seen.add(found)

    page = inputs.docs / "index.md"
    os.utime(page, (1, 1))
    (inputs.docs / ".index.md.swp").write_text("x", encoding="utf-8")
    assert not is_new()
    page.write_text("# Home!\n", encoding="utf-8")
    assert is_new()
    (inputs.docs / "more.md").write_text("", encoding="utf-8")
    assert is_new()
    (inputs.docs / "more.md").rename(inputs.docs / "other.md")
    assert is_new()
    (inputs.config.parent / "theme" / "main.html").write_text("{}", encoding="utf-8")
    assert is_new()
    inputs.config.write_text(inputs.settings + "copyright: x\n", encoding="utf-8")
    assert is_new()
    assert inputs_digest(inputs, "zensical") not in seen


def test_the_shells_page_is_written_once(inputs: Inputs) -> None:
    """The page is put among the others; where it is as it should be, it is not touched."""
    write_shell(inputs.docs)
    shell = inputs.docs / "base" / "shell.md"
    os.utime(shell, (1, 1))
    write_shell(inputs.docs)
    assert shell.stat().st_mtime == 1
    shell.write_text("damaged", encoding="utf-8")
    write_shell(inputs.docs)
    assert shell.read_text(encoding="utf-8") == generators.SHELL_MARKDOWN


def test_a_generator_that_is_not_installed_is_named(inputs: Inputs, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says what to install."""
    monkeypatch.setitem(generators._PACKAGES, "zensical", ("no-such-generator",))
    with pytest.raises(GeneratorFailed, match="pip install no-such-generator"):
        inputs_digest(inputs, "zensical")


@pytest.mark.parametrize("generator", GENERATORS)
def test_a_link_to_nowhere_in_a_written_page_fails_the_build(generator: Generator, tmp_path: Path) -> None:
    """Both generators run strictly; after a failure nothing half-made is kept, and mending it is enough."""
    project = project_at(tmp_path / "project", generator)
    page = project.folder / "docs" / "about.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(f"{text}\n[nowhere](no-such-page.md)\n", encoding="utf-8")
    with pytest.raises(CannotBuild, match="no-such-page"):
        project.build()
    page.write_text(text, encoding="utf-8")
    assert project.build().generator_ran


@pytest.mark.parametrize("generator", GENERATORS)
def test_a_build_leaves_only_what_git_ignores(generator: Generator, tmp_path: Path) -> None:
    """Beside the site there is the shell's page, and no cache of ours and no settings of a generator's own."""
    project = project_at(tmp_path / "project", generator)
    project.build()
    left = {path.name for path in project.folder.iterdir()}
    assert left == {"claims", "docs", "mkdocs.yml", "site"}


def test_what_the_generator_made_outlives_the_site_folder(project: Project) -> None:
    """A deleted site is composed again without the generator."""
    project.build()
    before = project.files()
    shutil.rmtree(project.site)
    built = project.build()
    assert not built.generator_ran
    assert project.files() == before


def test_a_module_in_the_current_folder_does_not_take_the_generators_place(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file called mkdocs.py where one happens to be is not run."""
    project.write({"mkdocs.py": "raise SystemExit('wrong mkdocs')\n", "docs/new.md": "# New\n"})
    monkeypatch.chdir(project.folder)
    assert project.build().generator_ran


def test_the_shipped_settings_load_nothing_from_elsewhere() -> None:
    """No font, no analytics, no icon and no script of another origin; addresses and the repository are known."""
    settings = (REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8")
    assert "font: false" in settings
    for word in ("analytics", "extra_javascript", "extra_css", "unpkg", "cdn", "navigation.instant"):
        assert f"{word}:" not in settings
        assert f"- {word}\n" not in settings
    site = site_of(settings)
    assert (site.url[-1], site.repo_url[:8], site.branch) == ("/", "https://", "main")


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("use_directory_urls: false\n", "use_directory_urls"),
        ("use_directory_urls: 'no' # for the disk\n", "use_directory_urls"),
        ("plugins:\n  - search\n  - offline\n", "offline"),
        ("plugins: [search, offline]\n", "offline"),
        ("plugins:\n- material/offline:\n    enabled: true\n", "offline"),
        ("plugins:\n  offline:\n    enabled: true\n", "offline"),
    ],
)
def test_settings_that_pages_of_records_do_not_fit_are_refused_in_a_sentence(
    inputs: Inputs, written: str, named: str
) -> None:
    """The message names the setting and what to write; the generator is not asked."""
    inputs.config.write_text(f"site_name: Small\n{written}theme: material\n", encoding="utf-8")
    with pytest.raises(GeneratorFailed, match=named) as raised:
        Inputs.at(inputs.config)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    "written",
    [
        "use_directory_urls: true\n",
        "plugins: []\n# - offline\n",
        "plugins:\n  - search\nnav:\n  - offline: offline.md\n",
    ],
)
def test_settings_that_only_look_like_those_are_taken(inputs: Inputs, written: str) -> None:
    """A page called offline and a comment are no plugin."""
    inputs.config.write_text(f"site_name: Small\n{written}theme: material\n", encoding="utf-8")
    assert Inputs.at(inputs.config).settings
