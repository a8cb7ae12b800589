"""What a wheel holds, and what keeps it right although the sources are in a folder called `build`."""

import os
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "build" / "cruxbase"


def built(source: Path, out: Path, *options: str) -> Path:
    """Build with the locked backend and no network; return the wheel."""
    path = os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", os.defpath)])
    done = subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", out, *options, source],
        cwd=source,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = out.glob("*.whl")
    return wheel


def package_files_in(wheel: Path) -> set[str]:
    """The files that a wheel installs as the package."""
    with zipfile.ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if ".dist-info/" not in name and not name.endswith("/")}


def package_files_on_disk() -> set[str]:
    """The files that make up the package in the sources."""
    return {
        str(path.relative_to(PACKAGE.parent))
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def copy_of_the_project(to: Path) -> Path:
    """As much of the project as a build needs, elsewhere."""
    to.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE", "LICENSE-CONTENT.md"):
        shutil.copy(ROOT / name, to / name)
    shutil.copytree(PACKAGE, to / "build" / "cruxbase", ignore=shutil.ignore_patterns("__pycache__"))
    return to


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the project as it stands."""
    return built(ROOT, tmp_path_factory.mktemp("wheel"), "--wheel")


def test_the_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    """Modules, templates, styles and scripts all arrive, and nothing else does."""
    assert package_files_in(wheel) == package_files_on_disk()


def test_the_wheel_says_that_it_is_typed(wheel: Path) -> None:
    """Type checkers of those who import cruxbase find its marker."""
    assert "cruxbase/py.typed" in package_files_in(wheel)


def test_the_wheel_brings_what_the_site_is_made_of(wheel: Path) -> None:
    """Templates, styles and scripts are package data, so that an installed cruxbase needs no Node."""
    assert {".html", ".css", ".js"} <= {Path(name).suffix for name in package_files_in(wheel)}


def test_the_wheel_installs_the_command_and_both_licences(wheel: Path) -> None:
    """`cruxbase` is a command, and the licences of code and content travel with it."""
    with zipfile.ZipFile(wheel) as archive:
        metadata = {Path(name).name: name for name in archive.namelist() if ".dist-info/" in name}
        commands = archive.read(metadata["entry_points.txt"]).decode()
    assert "cruxbase = cruxbase.cli:program" in commands.replace("=", " = ").replace("  ", " ")
    assert {"LICENSE", "LICENSE-CONTENT.md"} <= metadata.keys()


def test_an_ignored_build_folder_is_packed_all_the_same(tmp_path: Path) -> None:
    """Someone whose git ignores `build/` everywhere still gets a wheel with the package in it."""
    project = copy_of_the_project(tmp_path / "project")
    (project / ".gitignore").write_text("build/\n")
    subprocess.run(["git", "init", "--quiet", project], check=True)

    assert package_files_in(built(project, tmp_path / "out", "--wheel")) == package_files_on_disk()


def test_a_wheel_from_the_source_archive_is_the_same(tmp_path: Path, wheel: Path) -> None:
    """Packagers who start from the sdist get what we get."""
    project = copy_of_the_project(tmp_path / "project")

    assert package_files_in(built(project, tmp_path / "out")) == package_files_in(wheel)


@pytest.mark.parametrize("folder", ["build", "schema"])
def test_folders_at_the_root_are_no_packages(folder: str) -> None:
    """`build/__init__.py` would stand in for the tool of that name, and break `python -m build`."""
    assert not (ROOT / folder / "__init__.py").exists()


def test_the_source_root_is_the_one_declared() -> None:
    """The build backend looks for the package where it is."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        backend = tomllib.load(file)["tool"]["uv"]["build-backend"]
    assert PACKAGE == ROOT / backend["module-root"] / backend["module-name"]


def test_built_twice_it_is_the_same_to_the_byte(tmp_path: Path) -> None:
    """In another folder, at another time, with other permissions of new files: the same wheel and the same archive."""
    made = []
    for name, mask in (("one", 0o022), ("another place", 0o077)):
        before = os.umask(mask)
        try:
            project = copy_of_the_project(tmp_path / name)
            for path in project.rglob("*"):
                os.utime(path, (1_000_000_000 + mask, 1_000_000_000 + mask))
            wheel = built(project, tmp_path / f"{name} out")
        finally:
            os.umask(before)
        (archive,) = wheel.parent.glob("*.tar.gz")
        made.append((wheel.name, wheel.read_bytes(), archive.read_bytes()))
    assert made[0] == made[1]
