"""The map's script and Python label the base alike."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from cruxbase.knowledge_base import KnowledgeBase
from cruxbase.loading.loading import load
from cruxbase.site.map.data import map_data
from javascript import by_script
from support import REPOSITORY, knowledge_base_from

_PROGRAM = """
import { readFileSync } from "node:fs";
import { Base } from "./map/base.js";
import { stancesOf, statuses } from "./map/labelling.js";
const base = new Base(JSON.parse(readFileSync("given.json", "utf8")));
const named = (labels) => Object.fromEntries(base.id.map((id, node) => [id, labels[node]]).filter(([, label]) => label));
const all = { "on-record": named(statuses(base, null)) };
for (const viewpoint of base.viewpoints) all[viewpoint.id] = named(statuses(base, stancesOf(viewpoint)));
console.log(JSON.stringify(all));
"""


def by_python(kb: KnowledgeBase) -> dict[str, dict[str, str]]:
    """The same by the knowledge base."""
    everybody = kb.statuses()
    names = ["on-record", *kb.graph.ids("viewpoint")]
    return {who: {claim: everybody[who].word(claim) for claim in everybody[who]} for who in names}


def test_script_and_python_label_the_shipped_base_alike(tmp_path: Path) -> None:
    """For the record at face value and for every viewpoint, each claim has the same word."""
    kb = load(REPOSITORY / "claims").knowledge_base
    assert by_python(kb) == by_script(_PROGRAM, map_data(kb), tmp_path)


@pytest.mark.parametrize("seed", range(5))
def test_script_and_python_label_a_generated_base_alike(seed: int, tmp_path: Path) -> None:
    """With steps of every weight, groups, linked premises, undercuts, requirements, cruxes and stances."""
    kb = knowledge_base_from(generated(random.Random(seed)))
    assert by_python(kb) == by_script(_PROGRAM, map_data(kb), tmp_path)


def generated(source: random.Random) -> str:
    """A base of thirty claims with random relations, as YAML."""
    names = [f"claim-{number}" for number in range(30)]
    texts = [
        "# claims/topics/t.yaml\ntype: topic\ntitle: T\nsummary: S.\n# claims/people/p.yaml\ntype: person\nname: P\n"
    ]
    steps = []
    for name in names:
        relations: dict[str, list[Any]] = {"supports": [], "attacks": []}
        for other in source.sample([one for one in names if one != name], source.choice((0, 1, 1, 2, 3))):
            step: dict[str, Any] = {"claim": other, "strength": source.choice(("weak", "moderate", "strong"))}
            if source.random() < 0.2:
                step["with"] = [source.choice([one for one in names if one not in (name, other)])]
            if source.random() < 0.3:
                step["group"] = "one-study"
            relations[source.choice(("supports", "attacks"))].append(step)
            steps.append(f"{name} -> {other}")
        body = {key: value for key, value in relations.items() if value}
        if steps and source.random() < 0.3:
            body["undercuts"] = [source.choice(steps)]
        if source.random() < 0.1:
            body["requires"] = [source.choice([one for one in names if one != name])]
        record = {"type": "claim", "title": name, "topic": "t", "statement": f"{name}.", **body}
        texts.append(f"# claims/t/{name}.yaml\n{json.dumps(record)}\n")
    for number in range(3):
        crux = {
            "type": "crux",
            "title": f"C{number}",
            "topic": "t",
            "question": "Which?",
            "sides": source.sample(names, 2),
        }
        texts.append(f"# claims/t/crux-{number}.yaml\n{json.dumps(crux)}\n")
    said = {name: source.choice((0.95, 0.5, 0.05)) for name in names if source.random() < 0.3}
    view = {"type": "viewpoint", "title": "V", "holder": "p", "date": 2024, "credences": said}
    texts.append(f"# claims/viewpoints/v.yaml\n{json.dumps(view)}\n")
    return "".join(texts)
