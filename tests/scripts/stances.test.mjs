/** What somebody said without a number is shown in words, and its middle nowhere. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { basisText } from "../../build/cruxbase/site/frontend/files/view/result.js";
import { signOf } from "../../build/cruxbase/site/frontend/files/map/two_views.js";
import { credenceOf } from "../../build/cruxbase/site/frontend/files/view/credences.js";

const outcome = { value: 0.75, bounds: null, follows: null, counted: 1, unknown: 0 };

test("a conclusion that the reader holds is said in words, without a percentage", () => {
  const text = basisText({ ...outcome, stated: credenceOf("holds", {}) }, { isCredence: true });
  assert.match(text, /^You hold it, and that stands/);
  assert.doesNotMatch(text, /\d/);
});

test("a conclusion with a number is said with it", () => {
  assert.match(basisText({ ...outcome, stated: credenceOf("0.7", {}) }, { isCredence: true }), /^You say 70\s?% outright/);
});

test("beside what somebody said stands no sign of a status", () => {
  const stand = { words: "20 to 45 %", initials: "A", side: 0, range: [0.2, 0.45] };
  assert.equal(signOf({ ...stand, kind: "says", status: "undecided" }), null);
  assert.equal(signOf({ ...stand, kind: "follows", status: "out" }), "out");
});
