/** Where text breaks in the map's boxes, with letters of ten pixels each. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { linesOf } from "../../build/cruxbase/site/frontend/files/map/lettering.js";

const pen = { font: "", /** @param {string} text */ measureText: (text) => ({ width: 10 * text.length }) };
globalThis.document = { createElement: () => ({ getContext: () => pen }) };

for (const [text, room, most, lines] of [
  ["a thought that is long", 120, 2, ["a thought", "that is long"]],
  ["developer-guided work", 120, 3, ["developer-", "guided work"]],
  ["the developer-guided work", 130, 4, ["the", "developer-", "guided work"]],
  ["well-meaning people", 200, 2, ["well-meaning people"]],
  ["incomprehensibilities", 100, 3, ["incomprehe", "nsibilitie", "s"]],
  ["developer-guided work", 100, 1, ["developer…"]],
]) {
  test(`“${text}” in ${room} pixels`, () => assert.deepEqual(linesOf(text, "x", room, most), lines));
}
