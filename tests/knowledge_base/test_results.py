"""Every answer of the knowledge base can be kept: pickled, copied, written as JSON, and shown in a notebook."""

from __future__ import annotations

import copy
import inspect
import json
import pickle
from collections.abc import Callable
from typing import Any

import pytest

import cruxbase
import cruxbase.reasoning
from cruxbase.knowledge_base import KnowledgeBase
from cruxbase.support.results import ResultTable
from support import REPOSITORY

KB = cruxbase.load(REPOSITORY / "schema" / "examples" / "valid" / "claims").knowledge_base
TARGET, PREMISE, WHO = "deploy-with-monitors", "monitors-catch-most-attempts", "ada-quill"
MINE = {PREMISE: 0.2, TARGET: "unlikely"}

ANSWERS: dict[str, Callable[[], Any]] = {
    "record": lambda: KB.record(TARGET),
    "claim": lambda: KB.claim(TARGET),
    "source": lambda: KB.sources()[0],
    "person": lambda: KB.person(WHO),
    "viewpoint": lambda: KB.viewpoints()[0],
    "topic": lambda: KB.topics()[0],
    "step": lambda: KB.claim(PREMISE).supporting_steps[0],
    "claims": lambda: KB.claims(type="claim"),
    "search": lambda: KB.search("monitor"),
    "why": lambda: KB.why(TARGET),
    "paths": lambda: KB.paths("trial-had-no-adversary", TARGET),
    "impact": lambda: KB.impact("monitor-trial-2024"),
    "neighbourhood": lambda: KB.neighbourhood(TARGET, hops=1),
    "view": lambda: KB.view(WHO),
    "view.status": lambda: KB.view(WHO).status(),
    "view.why": lambda: KB.view(WHO).why(TARGET),
    "view.of": lambda: KB.view(WHO).of(TARGET),
    "view.strengths": lambda: KB.view(WHO).strengths(),
    "view.strengths by a gradual semantics": lambda: KB.view(WHO).strengths("dfquad"),
    "view.strength_bounds": lambda: KB.view(WHO).strength_bounds(),
    "view.coherence": lambda: KB.view(WHO).coherence(),
    "what_if": lambda: KB.what_if({PREMISE: 0.9}),
    "cruxes": lambda: KB.cruxes(TARGET, view=WHO),
    "cruxes_between": lambda: KB.cruxes_between(TARGET, MINE, WHO),
    "ask_next": lambda: KB.ask_next(TARGET, view=WHO),
    "compare": lambda: KB.compare(MINE, WHO),
    "pairs": lambda: KB.pairs(least=1),
    "neighbours": lambda: KB.neighbours(MINE),
    "value_of_information": lambda: KB.value_of_information(TARGET, PREMISE, WHO),
    "value_of_disagreement": lambda: KB.value_of_disagreement(TARGET, PREMISE, WHO, MINE),
    "lessons": lambda: KB.lessons(TARGET, WHO),
    "statuses": KB.statuses,
    "validity": KB.validity,
    "scores": lambda: KB.scores(WHO),
    "changes_of_mind": lambda: KB.changes_of_mind(WHO),
    "best_case": lambda: KB.best_case(TARGET, "for"),
    "beliefs_from_models": lambda: KB.beliefs_from_models(TARGET),
}
"""An answer of each kind. What has no answer to keep, or answers with another library's own, stands in `OTHERS`."""

OTHERS = {"at", "corpus", "nearest", "known", "model", "sources", "people", "viewpoints", "topics", "models"} | {
    "to_networkx",
    "to_json",
    "to_frames",
    "search_index",
    "answer",  # with the models, in test_model_answers
    "inputs_of",
}
TABLES = [name for name, answer in ANSWERS.items() if isinstance(answer(), ResultTable)]


def each(answer: Any) -> list[Any]:
    """The parts of an answer that is a plain tuple, or the answer itself."""
    return list(answer) if type(answer) is tuple else [answer]


def content(answer: Any) -> list[tuple[type, Any]]:
    """What an answer says, whatever the order of its sets."""
    return [(type(part), part.to_dict() if hasattr(part, "to_dict") else repr(part)) for part in each(answer)]


def test_every_method_is_among_them():
    """Whatever the knowledge base answers is tried here."""
    methods = {
        name
        for name, part in inspect.getmembers(KnowledgeBase)
        if not name.startswith("_") and inspect.isfunction(part)
    }
    assert methods - {name.partition(".")[0] for name in ANSWERS} - OTHERS == set()


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_can_be_pickled(name: str):
    """It comes back as something that reads the same, as it must to be sent to another process or saved."""
    answer = ANSWERS[name]()
    again = pickle.loads(pickle.dumps(answer))  # noqa: S301 - our own
    assert content(again) == content(answer)


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_can_be_copied(name: str):
    """A deep copy reads the same."""
    answer = ANSWERS[name]()
    assert content(copy.deepcopy(answer)) == content(answer)


@pytest.mark.parametrize("name", [name for name in ANSWERS if name != "step"])
def test_an_answer_becomes_json(name: str):
    """`to_dict` holds nothing that JSON cannot say, and JSON gives it back."""
    for answer in each(ANSWERS[name]()):
        data = answer.to_dict()
        assert json.loads(json.dumps(data)) == data


@pytest.mark.parametrize("name", TABLES)
def test_a_table_becomes_a_frame_and_a_table_in_a_notebook(name: str):
    """As many rows as it has itself, in pandas and in HTML."""
    table = ANSWERS[name]()
    frame = table.to_frame()
    assert len(frame) == len(table._table())
    assert table._repr_html_().count("<tr>") == min(len(frame), 25) + 1


def test_a_copied_record_is_the_same_record():
    """The base never changes, so a deep copy of a claim equals it."""
    assert copy.deepcopy(KB.claim(TARGET)) == KB.claim(TARGET)


def test_a_saved_base_answers_as_before():
    """A base that went through a file has the same records, steps and statuses."""
    again = pickle.loads(pickle.dumps(KB))  # noqa: S301 - our own
    assert [view.id for view in again] == [view.id for view in KB]
    assert again.statuses().to_dict() == KB.statuses().to_dict()


def test_html_of_a_table_is_escaped():
    """What users wrote reaches a notebook as text."""
    table = cruxbase.reasoning.QBAF({"<b>": 0.5}).strengths("dfquad")
    assert "&lt;b&gt;" in table._repr_html_()
    assert "<b>" not in table._repr_html_()
