"""What is read without models is what the models make of it."""

from __future__ import annotations

import copy
import os
import random
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from cruxbase import records
from cruxbase.checks.on_records import checks_of, checks_worth_running, record_findings
from cruxbase.checks.wording import may_be_unclean
from cruxbase.diagnostics import as_plain
from cruxbase.parsing.located import SpanTable, located
from cruxbase.parsing.raw_text import Text
from cruxbase.records import ARGUABLE, CLAIM_LIKE, RECORD_KINDS, RECORD_TYPES, Arguable, ClaimLike
from cruxbase.records.usual import is_usual, usual_record
from support import REPOSITORY, valid_texts

VALUES: tuple[object, ...] = (
    *(
        "",
        " ",
        "a",
        "a ",
        "\ta",
        "A-b",
        "a-b",
        "a--b",
        "two words",
        "b -> c",
        "b->c",
        "b -> c (d)",
        "…",
        "x" * 91,
        "x" * 201,
    ),
    *(
        "weak",
        "strong",
        "asserts",
        "implied",
        "retired",
        "reviewed",
        "2024",
        "2024-13",
        "\u3164",
        "ü",
        "a\ud800",
        "a\u2028",
    ),
    *(
        "a\x1f",
        "\u0085a",
        None,
        [],
        {},
        ["a"],
        ["A"],
        ["a", "a"],
        [None],
        {"claim": "a"},
        [{"claim": "a"}],
        [{"claim": "A"}],
    ),
    *(
        [{"source": "a", "at": "p. 3"}],
        [{"source": "a", "role": "x"}],
        [{"claim": "a", "with": ["b"], "because": "So."}],
    ),
    *([{"claim": "a", "with_": ["b"]}], [{"claim": "a", "scheme": "sign"}], [{"step": "a -> b"}], [{"question": "q"}]),
    *([{"claim": "a", "sources": ["s", {"source": "s", "note": " x"}]}], [["a"]], 1, True, 0.5),
)


def same(model: object, usual: object) -> bool:
    """Whether two records have the same value in each field of the one that a model made."""
    if isinstance(model, BaseModel):
        return all(same(getattr(model, name), getattr(usual, name)) for name in type(model).model_fields)
    if isinstance(model, tuple) and isinstance(usual, tuple):
        return len(model) == len(usual) and all(map(same, model, usual))
    return type(model) is type(usual) and model == usual


def assert_read_alike(data: dict[str, Any], stem: str = "a-record") -> bool:
    """Hold the two readings of a record against each other; whether it was read without a model."""
    if not is_usual(copy.deepcopy(data), stem):
        return False
    try:
        model = RECORD_TYPES[data["type"]].model_validate({"id": stem, **data})
    except ValidationError as problem:
        pytest.fail(f"{data} is not valid: {problem}")
    usual = usual_record(copy.deepcopy(data), stem)
    if usual is None:  # it fits, and only a model makes it
        usual = model
    assert same(model, usual), data
    text = Text("claims/t/a-record.yaml", "\n".join(f"{key}: {value}" for key, value in data.items()))
    assert_gates_hold(data, model, text)
    if may_be_unclean(text.content):  # then the models are asked anyway
        return True
    found, expected = ([as_plain(one) for one in record_findings(record, text)] for record in (usual, model))
    assert found == expected, data
    return True


def assert_gates_hold(data: dict[str, Any], model: Any, text: Text) -> None:
    """Hold each check whose gate stays shut against what it finds: nothing."""
    passed = checks_worth_running(data, "a-record", text)
    for check in checks_of(data["type"]):
        if check not in passed:
            found = [as_plain(one) for one in check(model, lambda: SpanTable(text))]
            assert not found, (check, data)


def written_records() -> Iterator[dict[str, Any]]:
    """The plain data of the shipped base and of the valid examples."""
    for path, text in valid_texts().items():
        yield dict(located(Text(path, text)).data or {})
    for path in sorted((REPOSITORY / "claims").rglob("*.yaml")):
        yield dict(located(Text(path.name, path.read_text(encoding="utf-8"))).data or {})


def test_records_of_the_shipped_base_are_read_alike():
    """Each field and each finding is the same, and most claims are read without a model."""
    claims = [data for data in written_records() if data.get("type") in ("claim", "norm", "question", "hypothesis")]
    assert sum(map(assert_read_alike, claims)) * 2 > len(claims)


def mutated(data: dict[str, Any], source: random.Random) -> dict[str, Any]:
    """A record with one value changed, somewhere."""
    made = copy.deepcopy(data)
    places: list[tuple[Any, Any]] = []

    def walk(value: Any) -> None:
        for key, item in list(value.items() if isinstance(value, dict) else enumerate(value)):
            places.append((value, key))
            if isinstance(item, (dict, list)):
                walk(item)

    walk(made)
    holder, key = source.choice(places)
    draw = source.random()
    if draw < 0.2:
        del holder[key]
    elif draw < 0.4:
        made[
            source.choice(("supports", "attacks", "requires", "answers", "notes", "tags", "lang", "x", "id", "status"))
        ] = source.choice(VALUES)
    else:
        holder[key] = source.choice(VALUES)
    return made


def hold_mutations(number: int, seed: int) -> int:
    """Hold mutated records against their models; how many were read without one."""
    source = random.Random(seed)
    usual = [data for data in written_records() if is_usual(data, "a-record")]
    return sum(assert_read_alike(mutated(source.choice(usual), source)) for _ in range(number))


def test_mutated_records_are_read_alike():
    """A record that is read without a model is valid, and is what its model is."""
    assert hold_mutations(3000, 1) > 600


@pytest.mark.slow
def test_very_many_mutated_records_are_read_alike():
    """The same with `CRUXBASE_MUTATIONS` records."""
    number = int(os.environ.get("CRUXBASE_MUTATIONS", "60000"))
    assert hold_mutations(number, 2) > number // 5


def test_a_name_that_is_no_id_is_left_to_the_models():
    """The id is the file's name."""
    assert usual_record({"type": "claim", "title": "A b", "topic": "t", "statement": "So it is."}, "Not an id") is None


def test_sets_of_types_are_those_of_the_models():
    """What is told of types without models is what the models say."""
    assert tuple(RECORD_TYPES) == RECORD_KINDS
    for kinds, model in ((CLAIM_LIKE, ClaimLike), (ARGUABLE, Arguable)):
        assert kinds == {kind for kind, one in RECORD_TYPES.items() if issubclass(one, model)}


def test_every_name_of_the_package_is_found():
    """Whatever `cruxbase.records` lists can be taken from it."""
    assert all(hasattr(records, name) for name in records.__all__)
