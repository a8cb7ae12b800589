"""The map's pictures keep the steps that undercuts hit."""

from __future__ import annotations

from pathlib import Path

from cruxbase.loading.loading import load
from cruxbase.site.map.data import map_data
from javascript import by_script
from support import REPOSITORY

_PROGRAM = """
import { readFileSync } from "node:fs";
import { Base } from "./map/base.js";
import { surroundings } from "./map/surroundings.js";
const base = new Base(JSON.parse(readFileSync("given.json", "utf8")));
let undercuts = 0;
const lost = [];
for (let centre = 0; centre < base.count; centre += 1) {
  for (const steps of [1, 2, 3]) {
    const { rank, relations } = surroundings(base, centre, steps, { perRow: 5, pages: {} });
    for (const relation of relations) {
      if (relation.kind !== "undercuts") continue;
      undercuts += 1;
      const { premises } = base.steps[relation.step];
      if (!premises.some((premise) => rank.has(premise))) lost.push([base.id[centre], steps, relation.step]);
    }
  }
}
console.log(JSON.stringify({ undercuts: undercuts > 0, lost }));
"""


def test_every_undercut_in_a_picture_has_a_premise_of_its_step(tmp_path: Path) -> None:
    """Around each claim of the shipped base, an undercut is drawn with a premise of the step that it hits."""
    data = map_data(load(REPOSITORY / "claims").knowledge_base)
    assert by_script(_PROGRAM, data, tmp_path) == {"undercuts": True, "lost": []}
