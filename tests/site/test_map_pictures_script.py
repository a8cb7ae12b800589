"""The map's pictures by their scripts, without a browser: what fits, what is said of people, and what there is without a way."""

from __future__ import annotations

from pathlib import Path

from cruxbase.loading.loading import load
from cruxbase.site.map.data import dividing_cruxes, map_data
from javascript import by_script
from support import REPOSITORY

_STANDS = """
import { readFileSync } from "node:fs";
import { Base } from "./map/base.js";
import { Eyes, shortly, standsOf } from "./map/two_views.js";
const base = new Base(JSON.parse(readFileSync("given.json", "utf8")));
let count = 0;
const wrong = [];
for (const { id } of base.viewpoints) {
  const eyes = new Eyes(base, id);
  for (let node = 0; node < base.count; node += 1) {
    const [stand] = standsOf([eyes], node);
    const hasSpoken = eyes.beliefs.has(node);
    if (stand && !stand.isWorkedOut !== hasSpoken) wrong.push([id, node, stand.words]);
    if (hasSpoken && !stand) wrong.push([id, node, "missing"]);
    if (!hasSpoken && shortly(base, eyes, node, true)) wrong.push([id, node, "a mark beside initials"]);
    count += hasSpoken ? 1 : 0;
  }
}
console.log(JSON.stringify({ some: count > 100, wrong }));
"""


def test_what_stands_in_a_picture_for_somebody_is_what_they_said(tmp_path: Path) -> None:
    """Of each viewpoint on each record: words where it spoke, italics where it is worked out, and no mark of that beside initials."""
    data = map_data(load(REPOSITORY / "claims").knowledge_base)
    assert by_script(_STANDS, data, tmp_path) == {"some": True, "wrong": []}


_COMMON = """
import { readFileSync } from "node:fs";
import { Base } from "./map/base.js";
import { commonConclusions, shortestWays } from "./map/paths.js";
const base = new Base(JSON.parse(readFileSync("given.json", "utf8")));
const wrong = [];
let count = 0;
for (let one = 0; one < base.count; one += 37) {
  for (let other = one + 5; other < base.count; other += 97) {
    for (const common of commonConclusions(base, one, other).slice(0, 3)) {
      count += 1;
      const leads = (start) => start === common || shortestWays(base, start, common).length > 0;
      for (const start of [one, other]) if (!leads(start)) wrong.push([start, common]);
    }
  }
}
console.log(JSON.stringify({ some: count > 20, wrong }));
"""


def test_what_two_records_both_bear_on_is_reached_from_both(tmp_path: Path) -> None:
    """Where no way leads from one to the other, the map names what both lead to."""
    data = map_data(load(REPOSITORY / "claims").knowledge_base)
    assert by_script(_COMMON, data, tmp_path) == {"some": True, "wrong": []}


def test_cruxes_that_divide_people_have_somebody_on_two_sides() -> None:
    """The first panel's cruxes are among those of which somebody takes one side and somebody another."""
    kb = load(REPOSITORY / "claims").knowledge_base
    shown = dividing_cruxes(kb)
    assert shown
    for crux in shown:
        sides = [kb.claim(link.end) for link in kb.graph.links_from("side", crux)]
        taken = [side for side in sides if any(belief.side == "for" for belief in side.held_by)]
        assert len(taken) > 1, crux
