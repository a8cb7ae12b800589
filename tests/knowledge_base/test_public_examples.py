"""The public interface explains itself by examples, which run as doctests."""

from __future__ import annotations

import inspect

import pytest

import cruxbase
from cruxbase.knowledge_base import KnowledgeBase

ALIKE = {"source", "person", "viewpoint", "topic", "model", "sources", "people", "viewpoints", "topics", "models"}
"""Methods that work as `record` and `claims` do, and say so."""
PLAIN = {"at", "corpus", "nearest", "known"}
"""What needs no example."""


@pytest.mark.parametrize(
    "name", [name for name in dir(KnowledgeBase) if not name.startswith("_") and name not in ALIKE | PLAIN]
)
def test_every_question_has_an_example(name: str):
    """Each method of the knowledge base shows a call and what comes of it."""
    assert ">>> kb" in (inspect.getdoc(getattr(KnowledgeBase, name)) or "")


@pytest.mark.parametrize("name", ["KnowledgeBase", "Claim", "Credence", "example", "load", "load_texts"])
def test_every_beginning_has_an_example(name: str):
    """What one begins with shows how."""
    assert ">>> " in (inspect.getdoc(getattr(cruxbase, name)) or "")


def test_every_public_name_is_there_and_described():
    """`__all__` is sorted as people read it, without repetition, and each name has a docstring of its own."""
    assert len(set(cruxbase.__all__)) == len(cruxbase.__all__)
    assert set(cruxbase.__all__) <= set(dir(cruxbase))
    for name in set(cruxbase.__all__) - {"CATALOGUE", "__version__"}:
        assert (getattr(cruxbase, name).__doc__ or "").strip(), name
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = cruxbase.nothing
