"""What is kept from one run to the next holds for the code that made it, all of it."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

import pytest

from cruxbase.support.fingerprint import FINDINGS, PAGES, REASONING
from package_modules import imported, modules


@lru_cache(maxsize=1)
def imports_of_floors() -> dict[str, set[str]]:
    """The floors that each floor imports: packages below `cruxbase`, and modules with their `.py`."""
    known = modules()
    floors = {}
    for name in known:
        if name != "cruxbase":
            first = name.split(".")[1]
            floors[name] = first if known[f"cruxbase.{first}"].name == "__init__.py" else f"{first}.py"
    below: dict[str, set[str]] = defaultdict(set)
    for name, floor in floors.items():
        text = known[name].read_text(encoding="utf-8")
        below[floor].update(floors[other] for other in imported(text, known) if other in floors)
    return below


def reached(floors: set[str]) -> set[str]:
    """Some floors, and all that they import, however far down."""
    found, waiting = set(floors), list(floors)
    while waiting:
        new = imports_of_floors()[waiting.pop()] - found
        found |= new
        waiting += new
    return found


@pytest.mark.parametrize(
    ("floors", "makers"),
    [(REASONING, {"analysis", "reasoning"}), (FINDINGS, {"checks", "loading"}), (PAGES, {"site"})],
    ids=["reasoning", "findings", "pages"],
)
def test_fingerprints_are_of_all_code_that_takes_part(floors: tuple[str, ...], makers: set[str]):
    """A fingerprint covers what makes a thing, and every floor that this imports."""
    assert sorted(floors) == sorted(reached(makers))
