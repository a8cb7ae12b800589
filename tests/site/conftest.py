"""What the tests of the site share: projects whose written pages are rendered, so that a build takes a moment."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cruxbase.site.build.generators import GENERATORS, Generator
from hostile_base import hostile_base
from sites import Project, project_at
from support import REPOSITORY, texts_below, valid_texts

Projects = Callable[[Generator], Project]


@pytest.fixture(scope="session")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Projects:
    """For each generator a project that has been built once, of an empty base."""
    made: dict[Generator, Project] = {}

    def project(generator: Generator) -> Project:
        if generator not in made:
            made[generator] = project_at(tmp_path_factory.mktemp("rendered") / generator, generator)
            made[generator].build()
        return made[generator]

    return project


@pytest.fixture
def project(rendered: Projects, tmp_path: Path) -> Project:
    """A project of one's own with the valid example base, whose written pages MkDocs has rendered."""
    return rendered("mkdocs").copied(tmp_path / "project").write(valid_texts())


@pytest.fixture(scope="session", params=GENERATORS)
def example(request: pytest.FixtureRequest, rendered: Projects, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The valid example base as a site of each generator; to be looked at only."""
    made = rendered(request.param).copied(tmp_path_factory.mktemp("example") / "project").write(valid_texts())
    made.build()
    return made


@pytest.fixture(scope="session", params=GENERATORS)
def hostile(request: pytest.FixtureRequest, rendered: Projects, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The hostile base as a site of each generator; to be looked at only."""
    made = rendered(request.param).copied(tmp_path_factory.mktemp("hostile") / "project")
    made.write(hostile_base().texts).build()
    return made


@pytest.fixture(scope="session", params=GENERATORS)
def shipped(request: pytest.FixtureRequest, rendered: Projects, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The shipped base as a site of each generator; to be looked at only."""
    made = rendered(request.param).copied(tmp_path_factory.mktemp("shipped") / "project").write(texts_below(REPOSITORY))
    made.build()
    return made
