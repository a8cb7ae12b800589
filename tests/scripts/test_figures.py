"""One formatter of numbers: Python and the site's scripts give the same strings, and nothing else makes a figure."""

from __future__ import annotations

import ast
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cruxbase.site.frontend.assets import FOLDER
from cruxbase.support import figures
from javascript import by_script
from support import REPOSITORY

PACKAGE = REPOSITORY / "build" / "cruxbase"
HOME = "support/figures.py"
PROGRAM = """
import { readFileSync } from "node:fs";
import * as figures from "./shared/figures.js";
const given = JSON.parse(readFileSync("given.json", "utf8"));
console.log(JSON.stringify(given.map(([name, values]) => figures[name](...values))));
"""
CORNERS = (0.0, 1e-12, 4e-10, 1e-9, 1e-7, 0.00005, 0.0001, 0.004, 0.005, 0.015, 0.025, 0.045, 0.05, 0.095, 0.0995, 0.1)
CORNERS += (
    0.125,
    0.25,
    0.3,
    0.475,
    0.5,
    0.505,
    0.625,
    0.905,
    0.985,
    0.99,
    0.9949,
    0.995,
    0.9999,
    0.99995,
    1 - 1e-9,
    1.0,
)


def probabilities() -> Iterator[float]:
    """Corners, halves that rounding can get wrong, and what is drawn evenly and near both ends."""
    drawn = random.Random(20251204)
    yield from CORNERS
    yield from (place / 1000 for place in range(0, 1001, 5))
    for _ in range(200):
        near = 10 ** drawn.uniform(-10, 0)
        yield from (drawn.random(), near, 1 - near)


def signed() -> Iterator[float]:
    """The same below nothing too, and parts larger than the whole."""
    for value in probabilities():
        yield from (value, -value)
    yield from (1.804, -2.5, 100.4)


def ranges() -> list[list[float]]:
    """Two ends in order; some of them the same."""
    values = list(probabilities())
    random.Random(7).shuffle(values)
    return [sorted(pair) for pair in zip(values, values[1:] + values[:1], strict=True)] + [[v, v] for v in values[:40]]


def quantities() -> Iterator[float]:
    """Numbers of models, of any size."""
    drawn = random.Random(3)
    yield from (0.0, 1234.5, -1234.5, 2.5, 999999.5, 1e14, 999.5e12, 1e15, 1.5e21, 1e-9, 9.995e-10, 0.5, 12.0)
    for _ in range(300):
        yield drawn.choice((1, -1)) * 10 ** drawn.uniform(-14, 22)


def table() -> list[tuple[str, Callable[..., str], list[list[Any]]]]:
    """Each kind of figure by its name in the scripts, with Python's function and the arguments to try."""
    return [
        ("number", figures.number, [[value, digits] for value in quantities() for digits in (3, 6)]),
        ("percent", figures.percent, [[value] for value in probabilities()]),
        ("percentRange", figures.percent_range, ranges()),
        ("computed", figures.computed, [[value] for value in (*probabilities(), 1.804, 100.4)]),
        ("computedRange", figures.computed_range, ranges()),
        ("about", figures.about, [[value] for value in probabilities()]),
        ("part", figures.part, [*([value] for value in signed()), [None]]),
        ("points", figures.points, [[value] for value in signed()]),
        ("withUnit", figures.with_unit, [["91", unit] for unit in ("percent", "per cent", "%", "tokens", "")]),
        ("modelValue", figures.model_value, [[v, unit] for v in quantities() for unit in ("", "years", "probability")]),
        (
            "modelRange",
            figures.model_range,
            [[*ends, unit] for ends in ranges() for unit in ("", "years", "probability")],
        ),
        ("count", figures.count, [[10**power + power] for power in range(12)]),
    ]


def test_python_and_scripts_give_the_same_figures(tmp_path: Path) -> None:
    """Some hundreds of values of each kind become the same strings, byte for byte."""
    given = [(name, values) for name, _, several in table() for values in several]
    expected = [function(*values) for _, function, several in table() for values in several]
    shown = by_script(PROGRAM, given, tmp_path)
    assert [(one, a, b) for one, a, b in zip(given, expected, shown, strict=True) if a != b] == []


def test_every_figure_of_the_scripts_is_in_the_table() -> None:
    """What `figures.js` exports is compared, and so is found nowhere in one language only."""
    text = (FOLDER / "shared" / "figures.js").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^export function (\w+)", text, re.MULTILINE)) == sorted(name for name, _, _ in table())


def shares_formatted(text: str) -> Iterator[str]:
    """Places of Python that make a percentage of a number by themselves."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.JoinedStr):
            continue
        for part, following in zip(node.values, [*node.values[1:], None], strict=True):
            if not isinstance(part, ast.FormattedValue):
                continue
            spec = ast.unparse(part.format_spec) if part.format_spec else ""
            after = following.value if isinstance(following, ast.Constant) else ""
            if re.search(r"%['\"]*$", spec) or re.match(r"[\s\u202f]?%(?!\w)", str(after)):
                yield f"{node.lineno}: {ast.unparse(node)}"


PYTHON_OWN = {
    "records/degrees.py",  # the sign between the ends of a range that was written
    "site/pictures/palette.py",  # colours
}


@pytest.mark.parametrize(
    ("written", "is_found"),
    [
        ('f"{share:.1%} of it"', True),
        ('f"{100 * share:.0f} % of it"', True),
        ('f"{part(share)} of it"', False),
        ('f"{name}%s"', False),
    ],
)
def test_a_share_that_is_formatted_by_itself_is_seen(written: str, is_found: bool) -> None:
    """The guard sees a percentage made in place, and lets a figure pass."""
    assert bool(list(shares_formatted(written))) is is_found


def test_no_other_module_formats_a_share() -> None:
    """Percentages are made in `support/figures.py` only."""
    found = {
        path.relative_to(PACKAGE).as_posix(): places
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.relative_to(PACKAGE).as_posix() not in (HOME, *PYTHON_OWN)
        and (places := list(shares_formatted(path.read_text(encoding="utf-8"))))
    }
    assert found == {}


SCRIPTS_OWN = {
    "map/address.js": {"toPrecision"},  # where the map is, in an address
    "model/model_page.js": {"toPrecision"},  # what is set, in an address
    "view/credences.js": {"toPrecision", "%`"},  # a number that is computed with, and what was typed
    "view/rows.js": {"toPrecision", "%`"},  # the step of a slider, and a place on it for its style
}
"""What scripts do with numbers that no reader sees as a figure."""


def test_no_other_script_formats_a_figure() -> None:
    """Scripts round and write numbers for readers in `shared/figures.js` only."""
    ways = re.compile(r"toFixed|toPrecision|toLocaleString|toExponential|\}\s?%`|\bMath\.round\([^)]*100\b|PER_CENT")
    found: dict[str, set[str]] = {}
    for path in sorted(FOLDER.rglob("*.js")):
        name = path.relative_to(FOLDER).as_posix()
        if name in ("shared/figures.js", "shared/constants.js"):
            continue
        seen = {way.removeprefix("}").strip() for way in ways.findall(path.read_text(encoding="utf-8"))}
        seen -= SCRIPTS_OWN.get(name, set())
        if seen:
            found[name] = seen
    assert found == {"view/rows.js": {"PER_CENT"}}  # beside the field that a percentage is typed into


def test_no_template_makes_a_percentage() -> None:
    """Templates print figures that Python made."""
    templates = PACKAGE / "site" / "templates"
    found = [
        f"{path.relative_to(templates)}: {match}"
        for path in sorted(templates.rglob("*.html"))
        for match in re.findall(r"\{\{[^}]*\}\}[\s\u202f]?%(?!\})", path.read_text(encoding="utf-8"))
    ]
    assert found == []
