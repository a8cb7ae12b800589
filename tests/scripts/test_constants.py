"""What scripts share with Python is typed once, in Python."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path

from cruxbase.site.frontend.assets import FOLDER, assets
from cruxbase.site.frontend.constants import constants, constants_module

COPY = FOLDER / "shared" / "constants.js"
OWN = {
    "map/backbone.js": {"GRAIN", "GAP", "LEAST", "LINE", "MOST", "MOST_TRIED"},  # pixels, and boxes that have room
    "map/drawing.js": {"LEAST", "STAND_LINE", "PAD", "LINE", "GAP", "ROW_GAP", "PORT"},  # pixels
    "map/facets.js": {"MOST"},  # choices listed
    "map/layers.js": {"SWEEPS", "ROUNDS"},  # of a drawing made for the width at hand
    "map/overview.js": {"LINE", "NEAREST", "PAD", "READABLE"},  # pixels, and what a screen has room for
    "map/panel.js": {"MOST"},  # results listed
    "map/topic_panel.js": {"MOST"},  # reasons listed
    "map/two_views.js": {"MOST"},  # rows listed
    "model/model_page.js": {"PLACES"},  # of a slider
    "model/model_space.js": {"POINTS"},  # fewer than Python's: the page follows a hand
    "search/excerpts.js": {"LENGTH"},
    "search/main.js": {"FEW"},  # choices listed
    "search/suggestions.js": {"MOST"},
    "view/cruxes.js": {"ORDERS"},  # fewer than Python's
    "view/main.js": {"REST"},  # milliseconds
    "view/models.js": {"MOST_CORNERS"},
    "view/result.js": {"SHOWN"},  # rows listed
}
"""The numbers that only the browser has; a new one is either one of these or comes from Python."""


def scripts() -> dict[str, str]:
    """The text of every script but the generated one, by its path."""
    paths = [path for path in sorted(FOLDER.rglob("*.js")) if path != COPY]
    return {path.relative_to(FOLDER).as_posix(): path.read_text("utf-8") for path in paths}


def declared(text: str) -> set[str]:
    """The constants that a script declares as a number."""
    return set(re.findall(r"^(?:export )?const ([A-Z_]+) = -?[\d.]", text, re.MULTILINE))


def test_the_copy_for_types_and_tests_is_what_the_site_gets():
    """`shared/constants.js` is what Python makes; CRUXBASE_GOLDEN=write writes it anew."""
    if os.environ.get("CRUXBASE_GOLDEN") == "write":
        COPY.write_text(constants_module(), encoding="utf-8")
    assert COPY.read_text("utf-8") == constants_module()


def test_no_shared_constant_is_declared_by_a_script():
    """A script imports a shared constant, and never types it."""
    shared = "|".join(one.name for one in constants())
    again = {name: re.findall(rf"\bconst (?:{shared}) =", text) for name, text in scripts().items()}
    assert {name: found for name, found in again.items() if found} == {}


def test_every_number_that_a_script_declares_is_its_own():
    """What a script declares as a number at its top is something that Python has no use for."""
    assert {name: found for name, text in scripts().items() if (found := declared(text))} == OWN


def test_no_shared_table_stands_in_a_script():
    """Lists and tables of shared constants, as they would be typed, are in no other script."""
    tables = [
        line.split(" = ", 1)[1].rstrip(";") for line in constants_module().splitlines() if re.search(r"= [\[{]", line)
    ]
    assert len(tables) > 4
    assert [(name, table) for name, text in scripts().items() for table in tables if table in text] == []


def test_every_shared_constant_is_used_and_named_once():
    """None is left over from a script that has gone, and no two have one name."""
    whole = "\n".join(scripts().values())
    assert [one.name for one in constants() if not re.search(rf"\b{one.name}\b", whole)] == []
    assert max(Counter(one.name for one in constants()).values()) == 1


def test_the_copy_is_no_asset_of_its_own():
    """Browsers get the constants inside the scripts that use them."""
    assert [asset.address for asset in assets() if Path(asset.address).name == "constants.js"] == []
