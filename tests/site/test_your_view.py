"""What "your view" and the search are given to work with."""

from __future__ import annotations

import json
import re
from typing import Any

from cruxbase.reasoning.on_graph import statements
from cruxbase.site.blocks.your_view import view_files, view_script
from cruxbase.site.data.your_view_data import conclusions, view_data
from support import knowledge_base_from

BASE = """
# claims/topics/t.yaml
type: topic
title: Topic
summary: A topic.
# claims/people/p.yaml
type: person
name: Person
# claims/sources/s.yaml
type: source
title: Source
kind: post
url: https://example.org/
checked: read
# claims/t/leaf.yaml
type: claim
title: A leaf that bears on two others
statement: The leaf is so.
topic: t
sources: [s]
supports:
  - {claim: middle, strength: strong, because: so, group: g}
attacks:
  - {claim: top, with: [other], because: so}
# claims/t/other.yaml
type: claim
title: Another leaf
statement: The other is so.
topic: t
sources: [s]
undercuts:
  - {step: leaf -> middle, because: so}
# claims/t/middle.yaml
type: claim
title: A claim in the middle
statement: The middle is so.
topic: t
sources: [s]
supports: [top]
requires: [other]
# claims/t/top.yaml
type: claim
title: The claim at the top
statement: The top is so.
topic: t
sources: [s]
# claims/t/old.yaml
type: claim
title: A claim given up
statement: The old is so.
topic: t
status: retired
sources: [s]
supports: [top]
# claims/t/term.yaml
type: definition
title: A term is a term
term: term
statement: A term is a word.
topic: t
sources: [s]
# claims/viewpoints/v.yaml
type: viewpoint
title: Person in 2025
holder: p
date: 2025
sources: [s]
credences:
  leaf: likely
  middle: [0.2, 0.4]
  other: 0.7
holds: [top, other]
"""


def data_of() -> dict[str, Any]:
    return view_data(knowledge_base_from(BASE))


def test_claims_are_those_that_can_be_true_or_false() -> None:
    """Retired records are left out, and definitions are there but not asked about."""
    claims = data_of()["claims"]
    assert sorted(claims["id"]) == ["leaf", "middle", "other", "term", "top"]
    assert claims["askable"][claims["id"].index("term")] == 0
    assert sum(claims["askable"]) == 4


def test_steps_name_weight_group_premises_and_undercutters() -> None:
    """A step is all that the arithmetic needs of it; steps of retired claims are gone."""
    data = data_of()
    number = {id: place for place, id in enumerate(data["claims"]["id"])}
    steps = {(step[3], *step[4]): step for step in data["steps"]}
    assert steps[number["middle"], number["leaf"]] == (0, 2.0, 0, number["middle"], [number["leaf"]], [number["other"]])
    assert steps[number["top"], number["leaf"], number["other"]][:3] == (1, 1.0, -1)
    assert len(data["steps"]) == 3
    assert data["requires"] == [(number["middle"], number["other"])]


def test_beliefs_are_ranges_words_and_stances_one_a_claim() -> None:
    """A credence counts for more than a bare stance on the same claim."""
    data = data_of()
    ids = data["claims"]["id"]
    beliefs = {ids[claim]: said for claim, said in data["viewpoints"][0]["beliefs"]}
    assert beliefs == {
        "leaf": [0.55, 0.68, 0.8, "likely"],
        "middle": [0.2, 0.3, 0.4],
        "other": [0.7, 0.7, 0.7],
        "top": "holds",
    }


def test_conclusions_come_with_most_behind_them_first() -> None:
    """The claim on which most bears is the first to be offered, and one without reasons is not offered."""
    graph = knowledge_base_from(BASE).graph
    number = {id: place for place, id in enumerate(statements(graph))}
    assert conclusions(graph, "t", number) == [number["top"], number["middle"]]


def test_the_modules_join_into_one_script() -> None:
    """No import or export is left for a browser that loads no module from a disk."""
    script = view_script()
    assert not re.search(r"^(?:import|export)\b", script, re.MULTILINE)
    assert script.startswith('"use strict";\n')


def test_the_data_is_one_string_that_is_parsed() -> None:
    """What records say cannot end the string that it stands in."""
    kb = knowledge_base_from(BASE.replace("The top is so.", "The top's </script> \\\\ is so."))
    texts = view_files(kb)["assets/view/texts.js"].decode()
    match = re.fullmatch(r"\(globalThis\.cruxbase \?\?= \{\}\)\.viewTexts = JSON\.parse\('(.*)'\);\n", texts)
    assert match is not None
    assert "The top's </script> \\\\ is so." in json.loads(re.sub(r"\\(.)", r"\1", match[1]))
