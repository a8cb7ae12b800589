"""What the README and the other files at the root say is true; its Python runs as a doctest."""

import re
import shutil
import tomllib
from pathlib import Path

import pytest

import cruxbase

ROOT = Path(__file__).resolve().parents[2]


def code_blocks(language: str) -> list[str]:
    """The README's blocks of code in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", (ROOT / "README.md").read_text(), flags=re.MULTILINE | re.DOTALL)


def test_the_example_record_is_right(tmp_path: Path) -> None:
    """The record that newcomers copy gives no error or warning in the base as it stands."""
    (record,) = code_blocks("yaml")
    path = re.match(r"# claims/(\S+)\n", record)
    assert path
    shutil.copytree(ROOT / "claims", tmp_path / "claims")
    new = tmp_path / "claims" / path[1]
    assert not new.exists()
    new.write_text(record)

    found = cruxbase.load(tmp_path / "claims").diagnostics

    about_it = [finding for finding in found if finding.span.path.endswith(path[1])]
    assert [] == [(finding.code, finding.message) for finding in about_it if finding.severity != "note"]


def test_the_commands_exist() -> None:
    """Each `./dev` command that the README and CONTRIBUTING name is one that `./dev` knows."""
    text = (ROOT / "README.md").read_text() + (ROOT / "CONTRIBUTING.md").read_text()
    named = set(re.findall(r"\./dev ([a-z]+)", text))
    known = set(re.findall(r"^  ([a-z]+) ", (ROOT / "dev").read_text(), flags=re.MULTILINE))
    assert named
    assert named <= known


def test_the_folders_exist() -> None:
    """The table of the layout names what is there."""
    rows = re.findall(r"^\| (`.*?) \|", (ROOT / "README.md").read_text(), flags=re.MULTILINE)
    named = [path for row in rows for path in re.findall(r"`(.*?)`", row)]
    assert named
    assert [] == [path for path in named if not (ROOT / path).is_dir()]


def test_linked_files_exist() -> None:
    """Pictures and files that the README points to are in the repository."""
    text = re.sub(r"<!--.*?-->", "", (ROOT / "README.md").read_text(), flags=re.DOTALL)
    links = re.findall(r"\]\((?!https?:)([^)#]+)", text)
    files = re.findall(r"`([A-Z][A-Z-]+(?:\.\w+)?|\.\S+\.ya?ml)`", text)
    assert [] == [path for path in links + files if not (ROOT / path).exists()]


@pytest.mark.parametrize(
    ("file", "pattern"),
    [
        ("CITATION.cff", r"^version: (\S+)$"),
        ("CHANGELOG.md", r"^## (\d\S*)"),
        ("pyproject.toml", r'^version = "(\S+)"$'),
    ],
)
def test_the_version_is_the_same_everywhere(file: str, pattern: str) -> None:
    """The package, its metadata, the citation and the newest entry of the changelog agree."""
    stated = re.search(pattern, (ROOT / file).read_text(), flags=re.MULTILINE)
    assert stated
    assert cruxbase.__version__ == stated[1]


def test_the_oldest_python_is_the_same_everywhere() -> None:
    """`./dev`, the linters and the metadata agree on which Python is too old."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        table = tomllib.load(file)
    assert ">=3.11" == table["project"]["requires-python"]
    assert "3.11" == table["tool"]["mypy"]["python_version"]
    assert "py311" == table["tool"]["ruff"]["target-version"]
    assert "sys.version_info < (3, 11)" in (ROOT / "dev").read_text()
