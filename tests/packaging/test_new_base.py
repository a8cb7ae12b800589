"""A base of another field, from the wheel in an empty folder to a whole site."""

from __future__ import annotations

import html
import os
import re
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from cruxbase.scaffold import CannotStart, Description, lacking_pages, new_base, write_pages

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's files, in a folder that has nothing else of the checkout."""
    out = tmp_path_factory.mktemp("wheel")
    path = os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", os.defpath)])
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", out, ROOT],
        env={**os.environ, "PATH": path},
        check=True,
        capture_output=True,
    )
    (wheel,) = out.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(out / "unpacked")
    return out / "unpacked"


def ran(unpacked: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command line of the wheel's program, in a folder."""
    environment = {**os.environ, "PYTHONPATH": os.fspath(unpacked), "XDG_CACHE_HOME": os.fspath(folder / ".cache")}
    done = subprocess.run(
        [sys.executable, "-m", "cruxbase", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture(scope="module")
def base(unpacked: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new base with its site, made with paths relative to the folder above."""
    folder = tmp_path_factory.mktemp("empty")
    assert ran(unpacked, folder, "init", "my-base", "--no-input", "--repo", "https://forge.example/a/b").returncode == 0
    built = ran(unpacked, folder, "build", "--strict", "--base", "my-base/claims", "--config", "my-base/mkdocs.yml")
    assert (built.returncode, built.stderr) == (0, "")
    return folder / "my-base"


def test_the_new_base_has_no_error_and_no_warning(unpacked: Path, base: Path) -> None:
    """What newcomers are given to copy is right."""
    checked = ran(unpacked, base, "check", "--format", "github")
    assert checked.returncode == 0
    assert [] == [line for line in checked.stdout.splitlines() if line.startswith(("::error", "::warning"))]
    assert ran(unpacked, base, "fmt", "--check", "claims").returncode == 0


def test_the_example_has_at_least_25_records(base: Path) -> None:
    """The example is large enough to show every kind of page."""
    assert len(list((base / "claims").rglob("*.yaml"))) >= 25


OTHERS = re.compile(
    r"\bAIs?\b|(?i:alignment|misalign|corrigib|scheming|LessWrong|anthropic|cruxbase/cruxbase/issues|cruxbase\.github)"
)
"""Words of the field that this repository's own base is about, and addresses of this repository."""


def test_nothing_on_its_site_is_about_ai_safety(base: Path) -> None:
    """The package brings no other field's words into a base, nor into what its site brings along."""
    named = {
        path.relative_to(base).as_posix(): match[0]
        for path in base.rglob("*")
        if path.suffix in (".html", ".md", ".yml", ".xml", ".txt", ".json", ".js", ".css")
        and path.parent.name not in ("schemas", "javascripts")  # one kind of identifier; the generator's own scripts
        and (match := OTHERS.search(path.read_text("utf-8")))
    }
    assert {} == {path: word for path, word in named.items() if not path.startswith((".vscode", "schema"))}


def test_nothing_in_the_package_is_about_ai_safety(unpacked: Path) -> None:
    """Code and templates name no field; a kind of identifier, a cited study and the example of the manual may."""
    allowed = {
        "records/literature.py": {"LessWrong", "Alignment"},  # one of the kinds of identifier
        "records/identifiers.py": {"lesswrong", "alignment", "LessWrong"},  # likewise
        "reasoning/information.py": {"AI"},  # the title of the study whose measure it is
        "loading/example.py": {"AI"},  # the small base that the manual asks
        "cli/example_ids.py": {"corrigib"},  # what a base's own words take the place of in examples of help
        "support/suggestions.py": {"misalign"},  # one of many pairs of opposites
    }
    words: dict[str, set[str]] = {}
    for path in (unpacked / "cruxbase").rglob("*"):
        # What runs of the program compiled beside it is not of the package.
        if path.is_file() and path.suffix not in (".png", ".woff2") and "__pycache__" not in path.parts:
            found = set(OTHERS.findall(path.read_text("utf-8")))
            name = path.relative_to(unpacked / "cruxbase").as_posix()
            if found - allowed.get(name, set()):
                words[name] = found
    assert {} == words


@pytest.mark.parametrize("generator", ["mkdocs", "zensical"])
def test_its_site_is_its_own_with_both_generators(unpacked: Path, base: Path, generator: str) -> None:
    """Title, home page, colours, cards, citations and feeds name this base; every page of a record is there."""
    site = base / f"site-{generator}"
    built = ran(unpacked, base, "build", "--strict", "--generator", generator, "--site", os.fspath(site))
    assert (built.returncode, built.stderr) == (0, "")
    title = re.search(r"^site_name: [\"']?(.*?)[\"']?$", (base / "mkdocs.yml").read_text(), re.MULTILINE)[1]
    home = (site / "index.html").read_text()
    assert f"<title>{title}</title>" in home or f">{title}<" in home
    assert "assets/colours.css" in home
    pages = {path.parent.name for path in site.glob("*/*/index.html")}
    records = {path.stem for path in (base / "claims").rglob("*.yaml")}
    assert records <= pages
    for page in (site / "claims").glob("*/index.html"):
        assert title in page.read_text().partition('id="cite-page"')[2], page
    assert title in (site / "feed.xml").read_text()
    assert list((site / "embed/claims").glob("*/index.html"))


def test_no_link_of_its_site_is_dead(base: Path) -> None:
    """Every link on every page leads to a file of the site, and every fragment to an element of it."""
    site = base / "site"
    texts = {path.resolve(): path.read_text("utf-8") for path in site.rglob("*.html")}
    ids = {path: set(re.findall(r'\bid="([^"]+)"', text)) for path, text in texts.items()}
    dead = set()
    for path, text in texts.items():
        for link in re.findall(r'(?:href|src)="([^"]+)"', text) if path.name != "404.html" else ():
            address, _, fragment = html.unescape(link).partition("#")
            if re.match(r"[a-z]+:|//", address) or "=" in fragment:  # elsewhere, or what a script reads
                continue
            target = (path.parent / address.partition("?")[0]).resolve() if address else path
            target = target / "index.html" if target.is_dir() else target
            if not target.exists() or (fragment and fragment not in ids.get(target, {fragment})):
                dead.add((path.relative_to(site.resolve()).as_posix(), link))
    assert set() == dead


def test_its_workflows_need_the_package_only(base: Path) -> None:
    """A base that is not this repository has no `./dev`."""
    texts = [path.read_text() for path in (base / ".github").rglob("*.yml")]
    assert texts
    assert [] == [text for text in texts if "./dev" in text or "{{" in text.replace("${{", "")]


def test_strict_fails_where_a_page_is_lacking(unpacked: Path, tmp_path: Path) -> None:
    """A page that records lead to and nobody wrote is named, and can be generated."""
    assert ran(unpacked, tmp_path, "init", "b", "--no-input", "--empty").returncode == 0
    docs = tmp_path / "b" / "docs"
    (docs / "coverage.md").unlink()
    settings = tmp_path / "b" / "mkdocs.yml"
    settings.write_text(settings.read_text().replace("      - Coverage: coverage.md\n", ""))
    built = ran(unpacked, tmp_path / "b", "build", "--strict")
    assert (built.returncode, "coverage.md" in built.stderr) == (1, True)
    assert ran(unpacked, tmp_path / "b", "init", ".", "--pages").returncode == 0
    assert ran(unpacked, tmp_path / "b", "build", "--strict").returncode == 0


def test_another_theme_is_answered_in_a_sentence(unpacked: Path, tmp_path: Path) -> None:
    """Pages of records fit into Material's frame only."""
    assert ran(unpacked, tmp_path, "init", "b", "--no-input", "--empty").returncode == 0
    settings = tmp_path / "b" / "mkdocs.yml"
    settings.write_text(settings.read_text().replace("name: material", "name: readthedocs"))
    built = ran(unpacked, tmp_path / "b", "build")
    assert (built.returncode, "'readthedocs'" in built.stderr) == (2, True)


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    """Nobody's files are overwritten."""
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(CannotStart):
        new_base(tmp_path, Description("Mine"), {})
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("title", ['Food: "fats" & {sugars}', "Füße – #1", "no", "'tis"])
def test_any_title_is_written_as_yaml(tmp_path: Path, title: str) -> None:
    """Quotes, colons and words that YAML takes for something else come out as they went in."""
    import yaml

    new_base(tmp_path / "b", Description(title), {})
    text = (tmp_path / "b" / "mkdocs.yml").read_text("utf-8")
    assert yaml.safe_load(text)["site_name"] == title


def test_pages_that_are_there_are_left(tmp_path: Path) -> None:
    """Only lacking pages are written."""
    (tmp_path / "map.md").write_text("# Mine")
    write_pages(tmp_path)
    assert ((tmp_path / "map.md").read_text(), lacking_pages(tmp_path)) == ("# Mine", ())


@pytest.mark.parametrize("colour", ["#ffff00", "#ffffff", "#000000", "#0b5a94"])
def test_links_can_be_read_in_both_schemes(tmp_path: Path, colour: str) -> None:
    """Whatever colour is asked for, links have a contrast of 4.5 to 1 with white and with the dark paper."""
    from cruxbase.scaffold.new_base import _contrast, _luminance

    new_base(tmp_path / "b", Description("B", colour=colour), {})
    light, _, dark, _ = re.findall(r"#[0-9a-f]{6}", (tmp_path / "b/docs/assets/colours.css").read_text().split("*/")[1])
    assert _contrast(_luminance(light), 1) >= 4.5
    assert _contrast(_luminance(dark), _luminance("#15181d")) >= 4.5
