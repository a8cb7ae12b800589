/** The search in the browser: words, slips of spelling, ranking, filters. Python's is held to it in `test_search_agreement.py`. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { isNear, plain, stem } from "../../build/cruxbase/site/frontend/files/map/search.js";
import { FIRST_SIGN } from "../../build/cruxbase/site/frontend/files/shared/constants.js";
import { narrowed, nameOf } from "../../build/cruxbase/site/frontend/files/search/facets.js";
import { RecordsIndex, wordsOf } from "../../build/cruxbase/site/frontend/files/search/records_index.js";

const RANKING = { saturation: 1.2, length_share: 0.75, in_title: 4, in_names: 3, in_text: 2, in_rest: 1, in_sources: 1, prefix: 0.8, near: 0.5, phrase: 1.5, topic: 4, definition: 2.5 };

/** Small numbers as a piece has them. */
const signs = (numbers) => String.fromCharCode(...[...numbers].map((number) => FIRST_SIGN + number));

/** An index of records as Python hands it over: a head, and pieces that it loads; here one of each. */
function index(...records) {
  const column = (name, missing) => records.map((record) => record[name] ?? missing);
  const lengths = records.map(() => 0);
  const postings = new Map();
  for (const [number, record] of records.entries()) {
    const weights = new Map();
    for (const [field, weight] of [["title", RANKING.in_title], ["id", RANKING.in_names], ["text", RANKING.in_text], ["rest", RANKING.in_rest], ["cited", RANKING.in_sources]]) {
      for (const word of wordsOf(record[field] ?? "").map(stem)) weights.set(word, (weights.get(word) ?? 0) + weight);
    }
    for (const [word, weight] of weights) {
      lengths[number] += weight;
      postings.set(word, [...(postings.get(word) ?? []), [number, weight]]);
    }
  }
  const differences = (found) => found.map(([number], at) => number - (at ? found[at - 1][0] : 0));
  const isMarked = (word, number) => plain(records[number].title ?? "").includes(word.slice(0, 4));
  const weightsOf = (word, found) => found.map(([number, weight]) => 2 * weight + Number(isMarked(word, number)));
  const pieces = {
    "titles/0": { id: column("id", ""), title: column("title", "") },
    "words/0": [...postings].map(([word, found]) => [signs(differences(found)), signs(weightsOf(word, found))]),
    "texts/0": column("text", ""),
  };
  const head = {
    ranking: RANKING,
    kinds: ["claim"],
    folders: { claim: "claims" },
    statuses: ["draft", "reviewed"],
    topics: [["control", "Control"]],
    people: [["p", "Pat"]],
    words: { claim: ["claim", "claims"] },
    records: { kind: column("kind", 0), topic: column("topic", -1), status: column("status", 0), holders: column("holders", []) },
    lengths: { values: lengths, ranks: signs(lengths.keys()) },
    vocabulary: postings.size ? [[...postings.keys()].map((word) => `A${word}`).join(" ")] : [],
    pieces: { titles: 100, texts: 100 },
    shown: 30,
  };
  return new RecordsIndex(head, async (name) => pieces[name]);
}

async function found(records, query) {
  const made = index(...records);
  await made.prepare(query);
  const { hits } = made.find(query);
  return (await made.best(hits, hits.length)).map(({ entry }) => entry.id);
}

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

test("a word in a title counts more than one in a text, and that more than one in the rest", async () => {
  const records = [{ id: "r", title: "one", rest: "scheming" }, { id: "t", title: "two", text: "scheming" }, { id: "h", title: "scheming" }];
  assert.deepEqual(await found(records, "scheming"), ["h", "t", "r"]);
});

test("a title with the whole query comes before one with its words apart", async () => {
  const records = [{ id: "apart", title: "takeoff is fast" }, { id: "whole", title: "a fast takeoff" }];
  assert.deepEqual(await found(records, "fast takeoff"), ["whole", "apart"]);
});

test("all words of a query are wanted; where nothing has them all, the most that anything has, and that is said", async () => {
  const records = [{ id: "a", title: "red green" }, { id: "b", title: "red" }];
  assert.deepEqual(await found(records, "red green"), ["a"]);
  const made = index(...records);
  await made.prepare("red blue");
  assert.equal(made.find("red blue").isPartial, true);
});

test("the beginning of a word finds it, and so does a slip where nothing else is found", async () => {
  const records = [{ id: "a", title: "disempowerment" }, { id: "b", title: "other" }];
  assert.deepEqual(await found(records, "disemp"), ["a"]);
  assert.deepEqual(await found(records, "disempowermnet"), ["a"]);
});

test("a record is found by the authors that it cites", async () => assert.deepEqual(await found([{ id: "a", title: "x" }, { id: "b", title: "y", cited: "Hubinger · 2024" }], "hubinger"), ["b"]));

test("an empty query finds everything, in the order of the base", async () => assert.deepEqual(await found([{ id: "b", title: "b" }, { id: "a", title: "a" }], " "), ["b", "a"]));

test("filters narrow, and each facet counts what its values would leave under the others", async () => {
  const made = index({ id: "a", title: "a", topic: 0, holders: [0] }, { id: "b", title: "b", status: 1 });
  await made.prepare("a");
  const { data, entries } = made;
  await made.best(made.find(" ").hits, entries.length);
  const hits = entries.map((entry) => ({ entry }));
  const { left, counts } = narrowed(data, hits, { type: [], topic: ["control"], holder: [], status: [] });
  assert.deepEqual(left.map(({ entry }) => entry.id), ["a"]);
  assert.deepEqual([...counts.get("holder")], [["p", 1]]);
  assert.deepEqual([...counts.get("topic")], [["control", 1]]);
  assert.deepEqual([nameOf(data, "topic", "control"), nameOf(data, "holder", "p"), nameOf(data, "status", "draft")], ["Control", "Pat", "Draft"]);
});
