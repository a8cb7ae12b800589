"""What `docs/developing.md` and `docs/glossary.md` say of the house holds of the house."""

from __future__ import annotations

import ast
import re
import tomllib

import grimp
import pytest

from support import REPOSITORY

WALK = (REPOSITORY / "docs" / "developing.md").read_text("utf-8")
GLOSSARY = (REPOSITORY / "docs" / "glossary.md").read_text("utf-8")
PACKAGE = REPOSITORY / "build" / "cruxbase"
RENAMED = (
    *("SiteContext", "PageContext", "SiteBuild", "PageTemplate", "block", "dependents", "claim status", "StatusTable"),
    *("PerspectiveView", "GapAnalysis", "Progress", "memoized_by_graph", "map_in_processes", "formatting", "api files"),
    *("fingerprint", "asset", "BuildCache", "IndexedFramework", "SupportClosure", "RestrictedResponse"),
    *("CachedResponse", "suggestions", "FileListing", "LoadedYaml", "viewpoint", "person", "perspective"),
)
"""The names that were chosen when the house was rebuilt, in place of ones that nobody could guess."""

MADE = {"docs/base/shell.md", "site/", "assets/map/data.js", "embed/map/"}
"""What the walk names and a build makes."""


def floors() -> list[list[str]]:
    """The floors of the drawing, from the top."""
    drawing = re.search(r"## The floors.*?```text\n(.*?)```", WALK, re.DOTALL)
    assert drawing is not None
    return [[line.split()[0] for line in part.splitlines() if line] for part in drawing[1].split("----\n")]


def places() -> list[tuple[str, str]]:
    """Each path and name of the table of places."""
    return re.findall(r"^\| [^|]+ \| `([a-z_/]+\.py)` \| `(\w+)` \|$", WALK, re.MULTILINE)


def terms() -> list[str]:
    """The terms of the glossary."""
    rows = re.findall(r"^\| ([^|]+) \| [^|]+ \|$", GLOSSARY, re.MULTILINE)
    return [row.strip("`") for row in rows if row != "term"]


def test_the_drawing_is_that_of_the_contracts():
    """The floors are the layers that import-linter holds the code to, in the same order."""
    with (REPOSITORY / "pyproject.toml").open("rb") as file:
        contracts = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    (layers,) = (one["layers"] for one in contracts if one["type"] == "layers" and one["containers"] == ["cruxbase"])
    declared = [re.findall(r"\w+", layer) for layer in layers]
    assert [sorted(floor) for floor in floors()] == [sorted(floor) for floor in declared if floor != ["__main__"]]


def test_no_import_goes_up_the_drawing():
    """Each package imports from floors below its own, deferred and typing imports counted."""
    level = {name: height for height, floor in enumerate(floors()) for name in floor}
    graph = grimp.build_graph("cruxbase")
    wrong = set()
    for module in graph.modules:
        for imported in graph.find_modules_directly_imported_by(module):
            one, other = (name.split(".")[1] if "." in name else "" for name in (module, imported))
            if one in level and other in level and one != other and level[other] <= level[one]:
                wrong.add((module, imported))
    assert wrong == set()


def test_every_package_is_in_the_drawing():
    """Whatever stands directly in `build/cruxbase`, but for the two files that start the program."""
    there = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert {name for floor in floors() for name in floor} == there - {"__init__", "__main__"}


@pytest.mark.parametrize(("path", "name"), places(), ids=lambda part: part)
def test_what_decides_something_is_where_the_walk_says(path: str, name: str):
    """The file is there and defines the function, class or table."""
    body = ast.parse((PACKAGE / path).read_text("utf-8")).body
    defined = {node.name for node in body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    targets = [
        node.targets[0] if isinstance(node, ast.Assign) else node.target
        for node in body
        if isinstance(node, ast.Assign | ast.AnnAssign)
    ]
    assert name in defined | {target.id for target in targets if isinstance(target, ast.Name)}


def test_the_walk_answers_twenty_questions():
    """The table of places is read by the tests above."""
    assert len(places()) >= 20


def test_every_file_that_the_walk_names_is_there():
    """A path in running text is one from the package or from the repository."""
    folders = (PACKAGE, REPOSITORY, PACKAGE / "site" / "frontend" / "files")
    names = {
        name
        for name in re.findall(r"`([a-z_]+(?:/[a-z_]+)*/(?:[a-z_]+\.\w+)?)`", WALK)
        if any((folder / name.split("/")[0]).is_dir() for folder in folders) and name not in MADE
    }
    assert len(names) > 20
    assert [name for name in sorted(names) if not any((folder / name).exists() for folder in folders)] == []


def test_every_new_name_is_in_the_glossary_once():
    """The glossary defines each term, and none twice."""
    assert [name for name in RENAMED if terms().count(name) != 1] == []
    assert len(terms()) == len(set(terms()))


def test_every_name_of_code_in_the_glossary_is_one():
    """What the glossary sets in code is a class, a function or a module of the package."""
    coded = re.findall(r"^\| `(\w+)` \|", GLOSSARY, re.MULTILINE) + re.findall(r"in code (?:a )?`(\w+)`", GLOSSARY)
    whole = "\n".join(path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))
    modules = {path.stem for path in PACKAGE.rglob("*.py")}
    assert len(coded) > 20
    assert [
        name
        for name in coded
        if name not in modules and not re.search(rf"^(?:class|def) {name}\b", whole, re.MULTILINE)
    ] == []


def test_every_decision_is_in_their_list():
    """The list of decisions leads to each page of its folder, and to no other."""
    folder = REPOSITORY / "docs" / "decisions"
    listed = re.findall(r"\]\(([\w-]+\.md)\)", (folder / "index.md").read_text("utf-8"))
    assert sorted(listed) == sorted(path.name for path in folder.glob("*.md") if path.name != "index.md")


@pytest.mark.parametrize("page", ["developing", "how-to-read"])
def test_the_glossary_is_linked(page: str):
    """A contributor and a curious reader find it."""
    assert "(glossary.md)" in (REPOSITORY / "docs" / f"{page}.md").read_text("utf-8")
