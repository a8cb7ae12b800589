/** The search in the browser: words, slips of spelling, ranking, filters. Python's is held to it in `test_search_agreement.py`. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { isNear, plain, stem } from "../../build/cruxbase/site/frontend/files/map/search.js";
import { narrowed, nameOf } from "../../build/cruxbase/site/frontend/files/search/facets.js";
import { RecordsIndex, wordsOf } from "../../build/cruxbase/site/frontend/files/search/records_index.js";

const RANKING = { saturation: 1.2, length_share: 0.75, in_title: 4, in_names: 3, in_text: 2, in_rest: 1, in_sources: 1, prefix: 0.8, near: 0.5, phrase: 1.5 };

function index(...records) {
  const column = (name, missing) => records.map((record) => record[name] ?? missing);
  return new RecordsIndex({
    ranking: RANKING,
    kinds: ["claim"],
    folders: { claim: "claims" },
    statuses: ["draft", "reviewed"],
    topics: [["control", "Control"]],
    people: [["p", "Pat"]],
    words: { claim: ["claim", "claims"] },
    cited: ["Hubinger · 2024"],
    records: { id: column("id", ""), kind: column("kind", 0), title: column("title", ""), text: column("text", ""), names: column("names", ""), rest: column("rest", ""), sources: column("sources", []), topic: column("topic", -1), status: column("status", 0), holders: column("holders", []) },
  });
}

const found = (records, query) => index(...records).find(query).hits.map(({ entry }) => entry.id);

test("letters lose case and accents, however they are composed", () => {
  assert.deepEqual(["Élan", "E\u0301lan", "Straße", "ΣΊΣΥΦΟΣ"].map(plain), ["elan", "elan", "strasse", "σισυφοσ"]);
});

test("words lose the endings that English puts on them", () => {
  assert.deepEqual(["stopping", "models", "model", "stories", "is"].map(stem), ["stop", "model", "model", "stor", "is"]);
});

test("text without spaces is found by every two neighbours", () => assert.deepEqual(wordsOf("AIの試み"), ["ai", "の試", "試み"]));

for (const [one, other, most, isThere] of [
  ["scheming", "sheming", 1, true],
  ["scheming", "shceming", 1, true],
  ["scheming", "sheeming", 1, false],
  ["scheming", "sheemin", 2, false],
  ["a", "abc", 1, false],
]) {
  test(`${one} and ${other} are ${isThere ? "" : "not "}within ${most}`, () => assert.equal(isNear(one, other, most), isThere));
}

test("a word in a title counts more than one in a text, and that more than one in the rest", () => {
  const records = [{ id: "r", title: "one", rest: "scheming" }, { id: "t", title: "two", text: "scheming" }, { id: "h", title: "scheming" }];
  assert.deepEqual(found(records, "scheming"), ["h", "t", "r"]);
});

test("a title with the whole query comes before one with its words apart", () => {
  const records = [{ id: "apart", title: "takeoff is fast" }, { id: "whole", title: "a fast takeoff" }];
  assert.deepEqual(found(records, "fast takeoff"), ["whole", "apart"]);
});

test("all words of a query are wanted; where nothing has them all, the most that anything has, and that is said", () => {
  const records = [{ id: "a", title: "red green" }, { id: "b", title: "red" }];
  assert.deepEqual(found(records, "red green"), ["a"]);
  assert.equal(index(...records).find("red blue").isPartial, true);
});

test("the beginning of a word finds it, and so does a slip where nothing else is found", () => {
  const records = [{ id: "a", title: "disempowerment" }, { id: "b", title: "other" }];
  assert.deepEqual(found(records, "disemp"), ["a"]);
  assert.deepEqual(found(records, "disempowermnet"), ["a"]);
});

test("a record is found by the authors that it cites", () => assert.deepEqual(found([{ id: "a", title: "x" }, { id: "b", title: "y", sources: [0] }], "hubinger"), ["b"]));

test("an empty query finds everything, in the order of the base", () => assert.deepEqual(found([{ id: "b", title: "b" }, { id: "a", title: "a" }], " "), ["b", "a"]));

test("filters narrow, and each facet counts what its values would leave under the others", () => {
  const { data, entries } = index({ id: "a", title: "a", topic: 0, holders: [0] }, { id: "b", title: "b", status: 1 });
  const hits = entries.map((entry) => ({ entry }));
  const { left, counts } = narrowed(data, hits, { type: [], topic: ["control"], holder: [], status: [] });
  assert.deepEqual(left.map(({ entry }) => entry.id), ["a"]);
  assert.deepEqual([...counts.get("holder")], [["p", 1]]);
  assert.deepEqual([...counts.get("topic")], [["control", 1]]);
  assert.deepEqual([nameOf(data, "topic", "control"), nameOf(data, "holder", "p"), nameOf(data, "status", "draft")], ["Control", "Pat", "Draft"]);
});
