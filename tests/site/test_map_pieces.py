"""The map of a large base begins without its relations: they come by topic, or all at once for who asks for a path."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cruxbase.loading.loading import load
from cruxbase.site.map import data, map_files
from cruxbase.site.map.data import map_data, topic_relations, topic_texts
from cruxbase.site.map.files import MAP_DATA, MAP_RELATIONS, taken_back
from javascript import by_script
from support import REPOSITORY

_PROGRAM = """
import { readFileSync } from "node:fs";
import { Base } from "./map/base.js";
import { surroundings } from "./map/surroundings.js";
const { whole, begun, all, pieces, texts } = JSON.parse(readFileSync("given.json", "utf8"));
const reference = new Base(whole);
reference.data.topics.forEach((_, topic) => reference.take(topic, texts[topic]));
const relationsOf = (base, node) => [base.below[node], base.above[node]];
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const nodes = reference.id.map((_, node) => node);
const shape = { perRow: 4, pages: {} };

// Every second topic, the last first, the texts of some before their relations and of others after.
const base = new Base(begun);
const some = begun.topics.map((_, topic) => topic).filter((topic) => topic % 2 === 0).reverse();
for (const topic of some) {
  if (topic % 4) base.take(topic, texts[topic]);
  base.takeRelations(topic, pieces[topic]);
  if (!(topic % 4)) base.take(topic, texts[topic]);
}
const inSome = nodes.filter((node) => some.includes(base.topic[node]));
const partly = {
  count: inSome.length,
  differing: inSome.filter((node) => !same(relationsOf(base, node), relationsOf(reference, node))).length,
  words: inSome.flatMap((node) => base.below[node]).filter((one) => base.because(one) !== reference.because(one)).length,
  missing: [...base.unrelated].length,
};
for (const node of nodes) base.aboveOf(node);
const asked = [...base.unrelated].sort((one, other) => one - other);

// The surroundings of a record, with what they ask for fetched until they ask for nothing more.
const rounds = [];
for (const centre of nodes.filter((node) => node % 40 === 0)) {
  const little = new Base(begun);
  let scene = surroundings(little, centre, 3, shape);
  let count = 0;
  for (; little.unrelated.size; count += 1) {
    const wanted = [...little.unrelated];
    little.unrelated.clear();
    for (const topic of wanted) little.takeRelations(topic, pieces[topic]);
    scene = surroundings(little, centre, 3, shape);
  }
  const expected = surroundings(reference, centre, 3, shape);
  rounds.push([count, same([...scene.rank], [...expected.rank]) && same(scene.relations, expected.relations)]);
}

const full = new Base(begun);
full.take(0, texts[0]);
const before = [full.isAllRelated(), full.isMissing];
full.takeAllRelations(all);
console.log(JSON.stringify({
  partly, asked, others: begun.topics.map((_, topic) => topic).filter((topic) => topic % 2), rounds,
  before, after: [full.isAllRelated(), full.wantsAll],
  whole: nodes.filter((node) => !same(relationsOf(full, node), relationsOf(reference, node))).length,
  degrees: nodes.filter((node) => base.degreeOf(node) !== reference.degreeOf(node)).length,
}));
"""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the map's modules make of the shipped base in one piece and in pieces."""
    kb = load(REPOSITORY / "claims").knowledge_base
    whole = map_data(kb)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(data, "FEW", 0)
        given = {
            "whole": whole,
            "begun": map_data(kb),
            "all": data.all_relations(kb),
            "pieces": topic_relations(kb),
            "texts": topic_texts(kb),
        }
    answer: dict[str, Any] = by_script(_PROGRAM, given, tmp_path_factory.mktemp("map"))
    return answer


def test_what_is_known_of_topics_that_have_come_is_all_of_it(found: dict[str, Any]) -> None:
    """Their records have the relations and the words that they have in the whole base, in its order, however they came."""
    assert found["partly"]["count"] > 400
    assert found["partly"] | {"count": 0} == {"count": 0, "differing": 0, "words": 0, "missing": 0}


def test_what_is_asked_for_and_has_not_come_is_noted(found: dict[str, Any]) -> None:
    """Asked for every record, a base with every second topic notes the others."""
    assert found["asked"] == found["others"]


def test_surroundings_are_those_of_the_whole_base_after_a_few_pieces(found: dict[str, Any]) -> None:
    """As many rounds as steps, and one for what stands at the edge, bring the picture that the whole base gives."""
    assert len(found["rounds"]) > 20
    assert all(is_same for _, is_same in found["rounds"])
    assert max(count for count, _ in found["rounds"]) <= 4


def test_who_needs_all_relations_gets_all(found: dict[str, Any]) -> None:
    """They are missing until they come, and then every record has its own."""
    assert found["before"] == [False, True]
    assert found["after"] == [True, False]
    assert found["whole"] == 0


def test_a_record_has_as_many_relations_as_its_number_says(found: dict[str, Any]) -> None:
    """Records are ordered by that number before their relations have come."""
    assert found["degrees"] == 0


def test_a_large_base_begins_without_relations(monkeypatch: pytest.MonkeyPatch) -> None:
    """They stand in files of their own; those of a small base do not."""
    kb = load(REPOSITORY / "claims").knowledge_base
    assert not any("relations" in address for address in map_files(kb))
    monkeypatch.setattr(data, "FEW", 0)
    files = map_files(kb)
    begun = taken_back("data", files[MAP_DATA])
    assert isinstance(begun, dict)
    assert not {"steps", "undercuts", "links", "groups", "arguments"} & begun.keys()
    assert sum("/relations/" in address for address in files) == len(begun["topics"])
    assert json.loads(json.dumps(data.all_relations(kb))) == taken_back("relations", files[MAP_RELATIONS])
