"""What is asked of a knowledge base may be given as a record or as its id; anything else is refused with a sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import cruxbase
from cruxbase import CruxbaseError, UnknownRecord, WrongArgument, WrongValue
from support import REPOSITORY

KB = cruxbase.load(REPOSITORY / "schema" / "examples" / "valid" / "claims").knowledge_base
TARGET, PREMISE, WHO = "deploy-with-monitors", "monitors-catch-most-attempts", "ada-quill"
MINE = {PREMISE: 0.2, TARGET: "unlikely"}

OF_A_CLAIM: dict[str, Callable[[Any], Any]] = {
    "record": KB.record,
    "claim": KB.claim,
    "why": KB.why,
    "impact": KB.impact,
    "neighbourhood": KB.neighbourhood,
    "paths from": lambda id: KB.paths(id, TARGET),
    "paths to": lambda id: KB.paths(PREMISE, id),
    "cruxes": lambda id: KB.cruxes(id, view=WHO),
    "cruxes between": lambda id: KB.cruxes(id, between=(MINE, WHO)),
    "cruxes_between": lambda id: KB.cruxes_between(id, MINE, WHO),
    "ask_next": lambda id: KB.ask_next(id, view=WHO),
    "value_of_information": lambda id: KB.value_of_information(id, PREMISE, WHO),
    "value_of_disagreement": lambda id: KB.value_of_disagreement(id, PREMISE, WHO, MINE),
    "lessons": lambda id: KB.lessons(id, WHO),
}
OF_A_VIEW: dict[str, Callable[[Any], Any]] = {
    "view": KB.view,
    "what_if": lambda who: KB.what_if({PREMISE: 0.9}, view=who),
    "cruxes": lambda who: KB.cruxes(TARGET, view=who),
    "cruxes_between": lambda who: KB.cruxes_between(TARGET, MINE, who),
    "ask_next": lambda who: KB.ask_next(TARGET, view=who),
    "compare": lambda who: KB.compare(MINE, who),
    "neighbours": KB.neighbours,
    "value_of_information": lambda who: KB.value_of_information(TARGET, PREMISE, who),
    "value_of_disagreement": lambda who: KB.value_of_disagreement(TARGET, PREMISE, who, MINE),
    "lessons": lambda who: KB.lessons(TARGET, who),
}


@pytest.mark.parametrize("name", OF_A_CLAIM)
def test_a_claim_is_taken_where_its_id_is(name: str):
    """The answer is that for the id."""
    assert repr(OF_A_CLAIM[name](KB.claim(TARGET))) == repr(OF_A_CLAIM[name](TARGET))


@pytest.mark.parametrize("name", OF_A_CLAIM)
@pytest.mark.parametrize("wrong", [None, 3, 0.5, ("a", "b"), [TARGET], {TARGET: 1}, b"a", object])
def test_what_is_no_claim_is_refused(name: str, wrong: Any):
    """Nothing but an id or a record will do."""
    with pytest.raises(WrongArgument, match=r"by its id or as a record of the base, and not "):
        OF_A_CLAIM[name](wrong)


@pytest.mark.parametrize("name", OF_A_CLAIM)
def test_a_claim_that_does_not_exist_is_refused(name: str):
    """The error has the id, and the nearest one."""
    with pytest.raises(UnknownRecord) as caught:
        OF_A_CLAIM[name]("deploy-with-monitor")
    assert (caught.value.id, caught.value.near) == ("deploy-with-monitor", TARGET)


@pytest.mark.parametrize("name", OF_A_VIEW)
def test_a_person_is_taken_where_the_id_is(name: str):
    """The answer is that for the id."""
    assert repr(OF_A_VIEW[name](KB.person(WHO))) == repr(OF_A_VIEW[name](WHO))


@pytest.mark.parametrize("name", OF_A_VIEW)
@pytest.mark.parametrize("wrong", [3, 0.5, [WHO], b"a", object, {3: 0.5}, {PREMISE: object}, {PREMISE: [1, 2, 3]}])
def test_what_is_no_view_is_refused(name: str, wrong: Any):
    """A view is an id, a record or a mapping of claims to credences."""
    with pytest.raises(CruxbaseError, match=r"\w{3}.*\w{3}"):
        OF_A_VIEW[name](wrong)


@pytest.mark.parametrize("name", OF_A_VIEW)
def test_a_view_that_does_not_exist_is_refused(name: str):
    """The error has the id, and the nearest one."""
    with pytest.raises(UnknownRecord) as caught:
        OF_A_VIEW[name]("ada-quil")
    assert (caught.value.id, caught.value.near) == ("ada-quil", WHO)


@pytest.mark.parametrize("between", [WHO, (WHO,), (WHO, WHO, WHO), 3, {WHO, "x"}])
def test_between_takes_two_views(between: Any):
    """One id is not taken apart into letters."""
    with pytest.raises(WrongArgument, match="between takes two views"):
        KB.cruxes(TARGET, between=between)


@pytest.mark.parametrize(
    "asked",
    [
        lambda: KB.claims(type="clam"),
        lambda: KB.claims(status="done"),
        lambda: KB.search("monitor", type="clam"),
        lambda: KB.search("monitor", limit=-1),
        lambda: KB.why(TARGET, depth=-1),
        lambda: KB.view(WHO, threshold=0.4),
        lambda: KB.statuses(threshold=2),
        lambda: KB.what_if({PREMISE: 2}),
    ],
)
def test_values_out_of_range_are_refused(asked: Callable[[], Any]):
    """They are errors of this package, and `ValueError`s."""
    with pytest.raises(WrongValue):
        asked()


@pytest.mark.parametrize(
    "asked",
    [
        lambda: KB.search(3),
        lambda: KB.search("monitor", limit="3"),
        lambda: KB.why(TARGET, depth="3"),
        lambda: KB.neighbourhood(TARGET, hops=1.5),
        lambda: KB.view(WHO, threshold="high"),
        lambda: KB.what_if([PREMISE]),
        lambda: KB.what_if({PREMISE: "high"}),
        lambda: KB.step(3),
    ],
)
def test_arguments_of_another_kind_are_refused(asked: Callable[[], Any]):
    """They are errors of this package, and `TypeError`s."""
    with pytest.raises(WrongArgument):
        asked()
