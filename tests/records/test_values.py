"""The values that records are made of: ids, dates, step names, credences, and the models as the schema."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from cruxbase.diagnostics import CATALOGUE
from cruxbase.records import ARGUABLE, CLAIM_LIKE, RECORD_TYPES, SCHEMES, Credence, StepName, is_id, slug, step_name
from cruxbase.records.credences import CREDENCE_WORDS

IDS = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,3}", fullmatch=True)


# ids and steps


@pytest.mark.parametrize("text", ["a", "wei-dai", "gpt-4", "2023", "a-1-b"])
def test_ids_are_lower_case_words_joined_by_hyphens(text: str):
    """Digits count as letters."""
    assert is_id(text)


@pytest.mark.parametrize("text", ["", "A", "a b", "a_b", "-a", "a-", "a--b", "é", "a\n", "١", "a.yaml"])
def test_anything_else_is_no_id(text: str):
    """Capitals, spaces, other scripts and line ends are not ids."""
    assert not is_id(text)


@given(st.text())
def test_slug_is_an_id_or_nothing(text: str):
    """Whatever text there is, its nearest id is one, and an id is its own."""
    made = slug(text)
    assert made == "" or is_id(made)
    assert made == slug(made)


@given(IDS, IDS, st.just("") | IDS)
def test_names_of_steps_come_back(start: str, end: str, id: str):
    """A step's name can be read again, however it is spaced."""
    name = StepName(start, end, id)
    assert name == step_name(str(name))
    assert name == step_name(f"  {start}->{end}{f'({id})' if id else ''} ")


@pytest.mark.parametrize("text", ["", "a ->", "-> b", "a -> b -> c", "a => b", "A -> b", "a -> b ()", "a b", "a → b"])
def test_what_names_no_step(text: str):
    """Half of a name, two arrows, or another arrow."""
    assert step_name(text) is None


# credences


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("0.4", (0.4, 0.4, 0.4)),
        ("1", (1, 1, 1)),
        (".5", (0.5, 0.5, 0.5)),
        (0.25, (0.25, 0.25, 0.25)),
        ("40%", (0.4, 0.4, 0.4)),
        ("0.1%", (0.001, 0.001, 0.001)),
        ("40-55%", (0.4, 0.475, 0.55)),
        ("40% – 55%", (0.4, 0.475, 0.55)),
        ("0.4 to 0.55", (0.4, 0.475, 0.55)),
        (["0.4", "0.55"], (0.4, 0.475, 0.55)),
        (["40%", "0.55"], (0.4, 0.475, 0.55)),
        ("likely", (0.55, 0.68, 0.8)),
    ],
)
def test_every_way_of_writing_a_credence(written: object, expected: tuple[float, float, float]):
    """Numbers, percentages, ranges and words all become (low, mid, high)."""
    assert expected == Credence.parse(written)[:3]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("80", "credence/out-of-range"),
        ("140%", "credence/out-of-range"),
        ("-0.1", "credence/not-a-credence"),
        ("0.6-0.4", "credence/range-reversed"),
        (["0.6", "0.4"], "credence/range-reversed"),
        ("probably", "credence/not-a-credence"),
        ("", "credence/not-a-credence"),
        ("nan", "credence/not-a-credence"),
        ("1e-3", "credence/not-a-credence"),
        ("٤", "credence/not-a-credence"),
        (["0.1"], "credence/not-a-credence"),
        (["0.1", "0.2", "0.3"], "credence/not-a-credence"),
        (["0.1", "40-50%"], "credence/not-a-credence"),
        ({"low": 0.1}, "credence/not-a-credence"),
    ],
)
def test_what_is_no_credence(written: object, code: str):
    """The problem has a declared code and says what to write."""
    with pytest.raises(PydanticCustomError) as raised:
        Credence.parse(written)
    assert code == raised.value.type
    assert code in CATALOGUE
    assert raised.value.context is not None
    assert raised.value.context["help"]


@given(st.floats(0, 1), st.floats(0, 1))
def test_ranges_are_ordered_and_their_middle_lies_between(one: float, other: float):
    """low ≤ mid ≤ high, each from 0 to 1, whatever two numbers a range has."""
    low, high = sorted((round(one, 6), round(other, 6)))
    credence = Credence.parse(f"{low:f}-{high:f}")
    assert 0 <= credence.low <= credence.mid <= credence.high <= 1
    assert math.isclose(credence.mid, (low + high) / 2, abs_tol=1e-6)


@given(st.text(max_size=30))
def test_any_text_is_a_credence_or_a_declared_problem(text: str):
    """Parsing raises nothing but problems with a code."""
    try:
        credence = Credence.parse(text)
    except PydanticCustomError as problem:
        assert problem.type in CATALOGUE
    else:
        assert 0 <= credence.low <= credence.mid <= credence.high <= 1


def test_the_published_scale_has_no_gaps_and_no_overlaps():
    """Between its ends, each word begins where the one below it ends (ICD 203)."""
    ranges = list(CREDENCE_WORDS.values())
    assert [high for _, _, high in ranges[:-1]] == [low for low, _, _ in ranges[1:]]
    assert all(low < mid < high for low, mid, high in ranges)
    assert (0.01, 0.99) == (ranges[0][0], ranges[-1][2])


# the models


def test_sets_of_types_fit_together():
    """What can be argued for is claim-like; questions, cruxes, definitions and arguments cannot."""
    assert ARGUABLE < CLAIM_LIKE < set(RECORD_TYPES)
    assert {"question", "crux", "definition", "argument"} == CLAIM_LIKE - ARGUABLE


@pytest.mark.parametrize("kind", RECORD_TYPES)
def test_every_field_of_every_type_is_explained(kind: str):
    """A contributor who completes a key reads what it is for; the model itself says what it is."""
    model = RECORD_TYPES[kind]
    assert model.__doc__
    assert [] == [n for n, field in model.model_fields.items() if n != "type" and len(field.description or "") < 10]


@pytest.mark.parametrize("kind", RECORD_TYPES)
def test_records_are_frozen_and_know_no_other_keys(kind: str):
    """A record cannot be changed, and a key that is not in the schema is refused."""
    config = RECORD_TYPES[kind].model_config
    assert (True, "forbid") == (config.get("frozen"), config.get("extra"))


def test_every_scheme_has_critical_questions():
    """A scheme is there for the questions that it brings to the page."""
    assert [] == [name for name, scheme in SCHEMES.items() if not scheme.critical_questions or not is_id(name)]
    assert [] == [q for scheme in SCHEMES.values() for q in scheme.critical_questions if not q.endswith("?")]
    assert {"deduction", "conjunction", "counting", "selection-effect"} <= set(SCHEMES)
