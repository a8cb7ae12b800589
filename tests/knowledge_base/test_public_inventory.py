"""Whatever a user can come by through the public interface has a public name."""

from __future__ import annotations

import inspect
import pickle
import typing

import pytest

import cruxbase
import cruxbase.reasoning
import cruxbase.records
from cruxbase.support.errors import CruxbaseError
from public_face import PUBLIC_MODULES, meaning, public_objects, reached_from, unexported

PUBLIC = tuple(public_objects())

INTERNAL = {"IndexedFramework", "Kernel", "Setting", "Solved", "SpanTable"}


def test_every_type_that_can_be_reached_is_exported():
    """What a public signature, field or *Raises* names is in one of the three lists of public names."""
    assert unexported() == {}


def test_the_walk_sees_types_that_only_the_type_checker_imports():
    """`KnowledgeBase.view` says that it returns a `PerspectiveView`, which its module imports for type checkers alone."""
    assert cruxbase.PerspectiveView in set(reached_from(cruxbase.KnowledgeBase))
    assert meaning("PerspectiveView", "cruxbase.knowledge_base") is cruxbase.PerspectiveView


def test_compiled_forms_are_not_public():
    """What the algorithms compile for themselves has no public name, and so may change."""
    assert {path.rpartition(".")[2] for path, _ in public_objects()} & INTERNAL == set()


@pytest.mark.parametrize("module", PUBLIC_MODULES, ids=lambda module: module.__name__)
def test_the_list_of_names_holds_each_once(module):
    """Each public name is listed once, and there."""
    assert sorted(set(module.__all__)) == sorted(module.__all__)
    assert [name for name in module.__all__ if not hasattr(module, name)] == []


@pytest.mark.parametrize(("name", "thing"), PUBLIC, ids=lambda part: part if isinstance(part, str) else "")
def test_every_public_class_and_function_is_described(name, thing):
    """Each has a docstring whose first line is a sentence."""
    if inspect.isclass(thing) or inspect.isfunction(thing):
        first = (inspect.getdoc(thing) or "").split("\n\n")[0]
        assert first.endswith((".", ":")), name


@pytest.mark.parametrize("module", PUBLIC_MODULES[:2], ids=lambda module: module.__name__)
def test_the_type_checker_and_the_interpreter_see_the_same_names(module):
    """The imports for type checkers offer the names that are imported when they are first used."""
    tree = inspect.getsource(module).split("if TYPE_CHECKING:")[1].split("\n_")[0]
    lazy = typing.cast("dict[str, str]", module._HOME_OF)
    assert [name for name in lazy if name not in tree] == []


def test_every_public_error_descends_from_one():
    """`except CruxbaseError` catches whatever the package itself raises."""
    errors = [thing for _, thing in PUBLIC if inspect.isclass(thing) and issubclass(thing, Exception)]
    assert [error for error in errors if not issubclass(error, CruxbaseError)] == []
    assert len(errors) > 10


@pytest.mark.parametrize("id", ["trail", "", "no such thing"])
def test_an_unknown_id_survives_pickling(id):
    """An error that crosses a process boundary keeps its message and its facts."""
    with pytest.raises(cruxbase.UnknownRecord) as caught:
        cruxbase.example().claim(id)
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own
    assert (str(again), again.id, again.near) == (str(caught.value), caught.value.id, caught.value.near)
