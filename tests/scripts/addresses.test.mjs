/** Addresses carry the state of the map, of the search and of your view, and leave out what is wrong. */

import assert from "node:assert/strict";
import { test } from "node:test";
import * as map from "../../build/cruxbase/site/frontend/files/map/address.js";
import * as search from "../../build/cruxbase/site/frontend/files/search/address.js";
import * as view from "../../build/cruxbase/site/frontend/files/view/address.js";

test("an untouched map has an empty address, and the other way round", () => {
  assert.equal(map.addressOf(map.START), "");
  assert.deepEqual(map.stateOf(""), { ...map.START, mine: {}, select: "" });
});

for (const state of [
  { show: "focus", claim: "a-claim", steps: 2, rows: { "-1": 2, 1: 1 } },
  { show: "path", from: "one", to: "other", ways: "strongest" },
  { show: "overview", select: "a-claim", at: [1.5, -2, 30] },
  { show: "overview", query: "fast takeoff & more", type: ["crux", "claim"], topic: ["control"], viewpoint: "on-record" },
  { show: "overview", open: ["one", "two"], stands: ["in"] },
]) {
  test(`the map's address keeps ${JSON.stringify(state)}`, () => {
    const whole = { ...map.START, ...state };
    const read = map.stateOf(`#${map.addressOf(whole)}`);
    for (const [key, value] of Object.entries(whole)) assert.deepEqual(read[key], value, key);
  });
}

for (const [address, key, value] of [
  ["claim=Not%20an%20id", "show", "overview"],
  ["claim=a&steps=9", "steps", 1],
  ["claim=a&rows=7:1,1:x,-2:3", "rows", { "-2": 3 }],
  ["at=1,2", "at", null],
  ["at=1,2,-3", "at", null],
  ["type=crux,<script>", "type", ["crux"]],
  ["q=%E0%A4%A", "query", ""],
  ["from=a&ways=sideways", "ways", "shortest"],
]) {
  test(`of the map's address ${address} the ${key} is ${JSON.stringify(value)}`, () => {
    assert.deepEqual(map.stateOf(address)[key], value);
  });
}

test("a query of the map is no longer than 200 characters", () => {
  assert.equal(map.stateOf(`q=${"a".repeat(500)}`).query.length, 200);
});

test("your view's address keeps what was said of claims and of inputs", () => {
  const state = { about: "control", conclusion: "a-claim", said: new Map([["a-claim", ".7"], [".rate", "0.2-0.4"], ["b", "likely"]]) };
  assert.deepEqual(view.stateOf(`#${view.addressOf(state)}`), state);
});

test("your view's address without a topic has no conclusion", () => {
  assert.equal(view.addressOf({ about: "", conclusion: "a", said: new Map() }), "");
});

test("what your view's address says wrongly is left out", () => {
  const { about, said } = view.stateOf("#about=<b>&said=a:.5,b:<i>,%3Cs%3E:.5,c");
  assert.equal(about, "");
  assert.deepEqual([...said], [["a", ".5"]]);
});

test("the search's address keeps the query and the filters", () => {
  const state = { query: "reward hacking & more", chosen: { type: ["claim"], topic: ["control", "other"], holder: [], status: [] } };
  assert.deepEqual(search.stateOf(`#${search.addressOf(state)}`), state);
});

test("a plus in the search's address is a space, and a broken code is nothing", () => {
  assert.equal(search.stateOf("#q=fast+takeoff").query, "fast takeoff");
  assert.equal(search.stateOf("#q=%E0%A4%A").query, "");
});
