"""The values that records are made of: ids, dates, step names, credences, and the models as the schema."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from cruxbase.diagnostics import CATALOGUE
from cruxbase.exchange.json_schema import draft_07, json_schema
from cruxbase.records import (
    ARGUABLE,
    CLAIM_LIKE,
    RECORD_TYPES,
    SCHEMES,
    Credence,
    Source,
    StepName,
    is_id,
    name_text,
    slug,
    step_name,
)
from cruxbase.records.degrees import CREDENCE_WORDS
from cruxbase.support import figures

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
        ("0.7%", (0.007, 0.007, 0.007)),
        ("0.29-0.3", (0.29, 0.295, 0.3)),
        ("1e-3", (0.001, 0.001, 0.001)),
        ("1e-9", (1e-9, 1e-9, 1e-9)),
        (1e-9, (1e-9, 1e-9, 1e-9)),
        ("2.5E-05%", (2.5e-7, 2.5e-7, 2.5e-7)),
        ("<1%", (0, 0.01, 0.01)),
        ("<= 5%", (0, 0.05, 0.05)),
        ("≤.05", (0, 0.05, 0.05)),
        (">90%", (0.9, 0.9, 1)),
        (">= 0.9", (0.9, 0.9, 1)),
        ("~90%", (0.9, 0.9, 0.9)),
        ("about 90%", (0.9, 0.9, 0.9)),
        ("1 in 200", (0.005, 0.005, 0.005)),
        ("1 in 1,000,000", (1e-6, 1e-6, 1e-6)),
        ("9 in 10", (0.9, 0.9, 0.9)),
        ("0.4-55%", (0.004, 0.277, 0.55)),
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
        ("20e-2", "credence/out-of-range"),
        ("<0%", "credence/not-a-credence"),
        ("<1", "credence/not-a-credence"),
        (">=100%", "credence/not-a-credence"),
        ("less than 1%", "credence/not-a-credence"),
        ("[<1%, 5%]", "credence/not-a-credence"),
        (["<1%", "5%"], "credence/not-a-credence"),
        (["likely", "0.9"], "credence/not-a-credence"),
        ("1 in 0", "credence/not-a-credence"),
        ("3 in 2", "credence/not-a-credence"),
        (True, "credence/not-a-credence"),
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


@pytest.mark.parametrize(
    ("written", "bound"),
    [
        ("<1%", "below"),
        ("≤ 1%", "below"),
        (">90%", "above"),
        (">=0.9", "above"),
        ("1%", None),
        ("likely", None),
        ("~1%", None),
    ],
)
def test_bounds_are_known(written: str, bound: str | None):
    """A one-sided statement says which side it is on; its one end is no middle, and it is not exact."""
    credence = Credence.parse(written)
    assert (bound, bound is not None) == (credence.bound, credence.is_bound)
    assert (credence.middle is None) == credence.is_bound
    assert bound is None or (credence.mid in (credence.low, credence.high) and not credence.is_exact)


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_percentages_are_read_as_decimals(one: int, other: int):
    """A percentage with one decimal is the nearest number to its decimal, and a middle lies between its ends."""
    low, high = sorted((one, other))
    assert Credence.parse(f"{low / 10}%").mid == float(f"{low / 1000:.3f}")
    credence = Credence.parse(f"{low / 10}-{high / 10}%")
    assert credence.low <= credence.mid <= credence.high
    assert float(f"{(low + high) / 2000:.4f}") == credence.mid


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("0.4", "40%"),
        ("0.9996", "99.96%"),
        ("1e-9", "1e-9"),
        ("0.00012", "0.012%"),
        ("<1%", "<1%"),
        ("<= 0.05", "≤5%"),
        (">90%", ">90%"),
        ("1 in 200", "1 in 200"),
        ("~1 in 200", "about 1 in 200"),
        ("~0.9", "about 90%"),
        ("40-55%", "40–55%"),
        ("1e-9-1%", "1e-11–1%"),
        ("likely", "likely (55–80%)"),
        ("0", "0%"),
        ("1", "100%"),
    ],
)
def test_a_credence_is_shown_as_exactly_as_it_was_written(written: str, text: str):
    """No digit is lost and none is added: not a certainty that nobody has, no third digit of a word."""
    assert text == Credence.parse(written).text()


@given(st.floats(0, 1, exclude_min=True, exclude_max=True))
def test_no_computed_probability_is_shown_as_certainty(probability: float):
    """What lies between 0 and 1 is shown between them, and near the truth."""
    value = float(figures.probability(probability))
    assert 0 < value < 1 or probability > 1 - 1e-15
    assert math.isclose(value, probability, rel_tol=0.5, abs_tol=0.005)


POINTS = st.one_of(
    st.from_regex(r"[0-9]{0,3}\.?[0-9]{0,3}(e-?[0-9]{1,3})? ?%?", fullmatch=True),
    st.floats(0, 1).map(str),
    st.sampled_from(["1", "100%", "0", "0%", "0.0", "100.0%", "1.0", "00.5", "101%", "1.01", ".", "%", "1e-300", "-0"]),
)
WRITTEN = st.one_of(
    POINTS,
    st.tuples(POINTS, st.sampled_from(["-", " - ", "–", " to ", "to", "—"]), POINTS).map("".join),
    st.tuples(
        st.sampled_from(["<", "<=", "< ", ">", ">=", "≤", "≥ ", "=", "~", "≈ ", "about ", "about", "ca. "]), POINTS
    ).map("".join),
    st.tuples(
        st.integers(0, 1200),
        st.sampled_from([" in ", "in"]),
        st.sampled_from(["0", "1", "2", "10", "100", "1,000", "1000", "200"]),
    ).map(lambda odds: f"{odds[0]}{odds[1]}{odds[2]}"),
    st.sampled_from([*CREDENCE_WORDS, "probably", "Likely", " likely", ""]),
    st.text(max_size=12),
)
VALUES = st.one_of(
    WRITTEN,
    st.floats(allow_nan=False),
    st.integers(),
    st.booleans(),
    st.none(),
    st.lists(st.one_of(POINTS, st.floats(allow_nan=False), st.sampled_from(["likely", "<1%", True])), max_size=3),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=1),
)


@pytest.mark.parametrize("schema", [json_schema, draft_07])
@given(value=VALUES)
@settings(max_examples=1000, deadline=None)
def test_the_schema_for_editors_refuses_what_check_refuses(schema: Callable[[], dict[str, Any]], value: object):
    """A value is a credence to JSON Schema exactly if it is one to us; only the order of two ends is beyond a schema."""
    try:
        Credence.parse(value)
    except PydanticCustomError as problem:
        if problem.type == "credence/range-reversed":
            return
        accepted = False
    else:
        accepted = True
    assert accepted == credence_validator(schema).is_valid({**VIEWPOINT, "credences": {"a-claim": value}}), value


VIEWPOINT = {"type": "viewpoint", "title": "V", "holder": "a-b", "date": "2024"}


@cache
def credence_validator(schema: Callable[[], dict[str, Any]]) -> jsonschema.protocols.Validator:
    kind = jsonschema.Draft7Validator if schema is draft_07 else jsonschema.Draft202012Validator
    return kind(schema())


# names


@pytest.mark.parametrize(
    ("author", "text"),
    [
        ("Ada Quill", "Ada Quill"),
        ({"family": "Beethoven", "given": "Ludwig", "particle": "van"}, "Ludwig van Beethoven"),
        ({"family": "Goethe", "given": "J. W.", "dropping_particle": "von"}, "J. W. von Goethe"),
        ({"family": "King", "given": "M. L.", "suffix": "Jr."}, "M. L. King Jr."),
        ({"literal": "World Health Organization"}, "World Health Organization"),
    ],
)
def test_names_are_written_as_usual(author: str | dict[str, str], text: str):
    """Whatever form an author has, there is one way to write the name, from plain data and from the record."""
    assert text == name_text(author)
    source = Source.model_validate(
        {"id": "a", "type": "source", "title": "T", "kind": "book", "checked": "read", "authors": [author]}
    )
    assert text == name_text(source.authors[0]) == str(source.authors[0])


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
