/** Credences as they are written, typed and shown; numbers of models; expressions. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { between, credenceOf, shown, typed } from "../../build/cruxbase/site/frontend/files/view/credences.js";
import { Undefined, boundsOf, valueOf } from "../../build/cruxbase/site/frontend/files/view/expressions.js";
import { Model } from "../../build/cruxbase/site/frontend/files/view/models.js";
import { uniformNumbers } from "../../build/cruxbase/site/frontend/files/view/uniform_sequence.js";
import { quantity } from "../../build/cruxbase/site/frontend/files/view/result.js";
import { computed, computedRange } from "../../build/cruxbase/site/frontend/files/shared/figures.js";
import { interval, quantile, sample } from "../../build/cruxbase/site/frontend/files/model/model_space.js";

const WORDS = { likely: [0.55, 0.7, 0.8], "almost-certain": [0.95, 0.97, 0.99] };
const THIN = "\u202f";

for (const [text, low, high] of [
  [".7", 0.7, 0.7],
  ["70%", 0.7, 0.7],
  ["40-55%", 0.4, 0.55],
  ["0.2 – 0.4", 0.2, 0.4],
  ["likely", 0.55, 0.8],
  ["Almost certain", 0.95, 0.99],
  ["holds", 0.5, 1],
  ["suspends", 0, 1],
]) {
  test(`the credence ${text} lies from ${low} to ${high}`, () => {
    const credence = credenceOf(text, WORDS);
    assert.deepEqual([credence?.low, credence?.high], [low, high]);
  });
}

for (const text of ["", "70", "1.2", "55-40%", "maybe", "constructor", "-0.1"]) {
  test(`“${text}” is no credence`, () => assert.equal(credenceOf(text, WORDS), null));
}

for (const [text, low, high] of [
  ["70", 0.7, 0.7],
  ["70 %", 0.7, 0.7],
  [".7", 0.7, 0.7],
  ["0,7", 0.7, 0.7],
  ["40-55", 0.4, 0.55],
  ["40 to 55", 0.4, 0.55],
  ["likely", 0.55, 0.8],
]) {
  test(`typed into a field of per cent, ${text} means ${low} to ${high}`, () => {
    const credence = typed(text, WORDS);
    assert.deepEqual([credence?.low, credence?.high], [low, high]);
  });
}

for (const [value, text] of [
  [0.7, "70"],
  [0.123, "12"],
  [0.0123, "1.2"],
  [0.00123, "0.12"],
  [0.99123, "99.12"],
  [0.00001, "<0.01"],
  [0.99999, ">99.99"],
  [0, "0"],
  [1, "100"],
]) {
  test(`${value} is shown as ${text} per cent`, () => assert.equal(computed(value), `${text}%`));
}

test("a range is no more exact than its width is worth, and one number where both ends are shown alike", () => {
  assert.equal(computedRange(0.0123, 0.4567), `1–46%`);
  assert.equal(computedRange(0.701, 0.702), `70%`);
});

test("a word of the scale is shown after its numbers, a stance as a sentence", () => {
  assert.equal(shown(credenceOf("likely", WORDS)), `55–80%, likely`);
  assert.equal(shown(credenceOf("holds", WORDS)), "held true without a number");
});

test("two ends the wrong way round are no credence", () => assert.equal(between(0.6, 0.4), null));

test("a quantity that is no credence has two digits or all before the point, a minus sign and its unit", () => {
  assert.equal(quantity(-1234.5, { isCredence: false, unit: "years" }), `−1235${THIN}years`);
});

for (const [node, value] of [
  [["+", 1, "a", 3], 3],
  [["max", 1, 4, 2], 4],
  [["if", [">", "a", 1], 10, 20], 10],
  [["and", 0, ["/", 1, 0]], 0],
  [["round", 2.5], 3],
  [["clamp", 7, 0, 5], 5],
  [["mean", 1, 2, 6], 3],
]) {
  test(`${JSON.stringify(node)} comes to ${value} at a = 2`, () => assert.equal(valueOf(node[0] === "+" ? ["+", 1, "a"] : node, new Map([["a", 2]])), value));
}

for (const node of [["/", 1, 0], ["log", 0], ["sqrt", -1], "b", ["clamp", 1, 5, 0]]) {
  test(`${JSON.stringify(node)} has no value`, () => assert.throws(() => valueOf(node, new Map()), Undefined));
}

for (const [node, low, high] of [
  [["*", "x", "x"], -2, 4],
  [["^", "x", 2], 0, 4],
  [["-", "x", 1], -2, 1],
  [["abs", "x"], 0, 2],
  [["<", "x", 3], 1, 1],
  [["<", "x", 0], 0, 1],
]) {
  test(`${JSON.stringify(node)} lies from ${low} to ${high} for x from -1 to 2`, () => {
    assert.deepEqual(boundsOf(node, new Map([["x", [-1, 2]]])), [low, high]);
  });
}

test("a quotient whose divisor may be zero has no bounds", () => {
  assert.throws(() => boundsOf(["/", 1, "x"], new Map([["x", [-1, 2]]])), Undefined);
});

const input = (name, low, high) => ({ name, label: name, range: [low, high], centre: (low + high) / 2, shape: "uniform", quantiles: null, claim: -1 });
const variable = (name, formula, names, more = {}) => ({ name, label: name, formula, names, affine: true, product: null, ...more });
const chain = new Model({
  id: "chain",
  inputs: [input("a", 0, 1), input("b", 0, 2)],
  variables: [variable("c", ["*", "a", "b"], ["a", "b"]), variable("d", ["/", "c", "e"], ["c", "e"]), variable("e", null, [])],
  outputs: [["c", null, ""]],
  network: false,
  horizon: 0,
});

test("what hangs on something unknown is left out", () => {
  assert.deepEqual([...chain.values(new Map([["a", 0.5], ["b", 2]]))], [["a", 0.5], ["b", 2], ["c", 1]]);
  assert.ok(Number.isNaN(chain.value("d", new Map([["a", 1], ["b", 1]]))));
});

test("a variable needs the inputs behind it, and nothing can be said of one that cannot be computed", () => {
  assert.deepEqual(chain.needed("c"), ["a", "b"]);
  assert.equal(chain.needed("d"), null);
});

test("bounds of a variable that is affine in each input are exact, inputs without a range taken as they can be", () => {
  assert.deepEqual(chain.bounds("c", new Map([["a", [0.5, 1]]])), { low: 0, high: 2, exact: true });
});

test("a stateful model takes as many steps as its horizon", () => {
  const growing = new Model({ id: "g", inputs: [input("rate", 0, 1)], variables: [variable("x", 1, [], { next: ["*", "x", ["+", 1, "rate"]] })], outputs: [], network: false, horizon: 3 });
  assert.deepEqual(growing.steps(new Map([["rate", 1]])).map((step) => step.get("x")), [1, 2, 4, 8]);
});

test("drawn numbers are the same every time and lie between 0 and 1", () => {
  const [one, other] = [uniformNumbers(7), uniformNumbers(7)];
  const drawn = Array.from({ length: 100 }, () => one());
  assert.deepEqual(drawn, Array.from({ length: 100 }, () => other()));
  assert.ok(drawn.every((number) => number >= 0 && number < 1));
});

test("a quantile lies on the line between listed ones, and is the centre of a point", () => {
  assert.equal(quantile({ ...input("a", 0, 1), shape: "table", quantiles: [0, 1, 4] }, 0.75), 2.5);
  assert.equal(quantile({ ...input("a", 0, 1), shape: "point" }, 0.9), 0.5);
});

test("an interval is that of the 5th and 95th percentile, and null where nothing is defined", () => {
  const points = Array.from({ length: 101 }, (_, at) => new Map([["x", at]]));
  assert.deepEqual(interval(points, "x"), [5, 95]);
  assert.equal(interval(points, "y"), null);
});

test("a sample holds fixed what is set", () => {
  assert.ok(sample(chain, new Map([["a", 0.25]])).every((point) => point.get("a") === 0.25));
});
