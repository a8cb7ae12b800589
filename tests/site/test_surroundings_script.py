"""The map's pictures keep the steps that undercuts hit."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from cruxbase.loading.loading import load
from cruxbase.site import map as site_map
from cruxbase.site.map.data import map_data
from support import REPOSITORY

_SCRIPTS = Path(site_map.__file__).parent.parent / "frontend" / "files" / "map"
_PROGRAM = """
import { readFileSync } from "node:fs";
import { Base } from "./base.mjs";
import { surroundings } from "./surroundings.mjs";
const base = new Base(JSON.parse(readFileSync("data.json", "utf8")));
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
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    for name in ("base", "surroundings"):
        (tmp_path / f"{name}.mjs").write_text((_SCRIPTS / f"{name}.js").read_text(encoding="utf-8"), encoding="utf-8")
    data = map_data(load(REPOSITORY / "claims").knowledge_base)
    (tmp_path / "data.json").write_text(json.dumps(data), encoding="utf-8")
    (tmp_path / "main.mjs").write_text(_PROGRAM, encoding="utf-8")
    run = subprocess.run([node, "main.mjs"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert json.loads(run.stdout) == {"undercuts": True, "lost": []}
