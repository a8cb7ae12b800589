/** Graphs in the browser: components, ways, what stands around a record, layers, and gaps shared out. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { Base } from "../../build/cruxbase/site/frontend/files/map/base.js";
import { layered } from "../../build/cruxbase/site/frontend/files/map/layers.js";
import { ranked, shortestWays, speaksAgainst, strongestWays } from "../../build/cruxbase/site/frontend/files/map/paths.js";
import { Plan } from "../../build/cruxbase/site/frontend/files/map/topic_plan.js";
import { surroundings } from "../../build/cruxbase/site/frontend/files/map/surroundings.js";
import { componentsOf } from "../../build/cruxbase/site/frontend/files/view/argument_graph.js";
import { askNext, gap, leverages } from "../../build/cruxbase/site/frontend/files/view/cruxes.js";

/** A base of claims a, b, c… with steps `[attacks, strength, conclusion, premise…]` and undercuts `[record, step]`. */
function base(count, steps, undercuts = []) {
  const id = Array.from({ length: count }, (_, number) => String.fromCharCode(97 + number));
  const all = (value) => id.map(() => value);
  const grid = { columns: 2, rows: 1, cell: [10, 8], box: [6, 4], places: [[0, 0], [1, 0]], bands: [[0, 0, 2, 6, 4, 8, 4, 8, 4, 12, 4]] };
  return new Base({
    nodes: { id, kind: all(0), status: all(0), topic: all(0), row: id.map((_, number) => number), x: all(0.5), y: id.map((_, number) => number), dependents: all(1) },
    titles: id.map((one, number) => [number, one]),
    topics: [["t", "T", 3, count], ["u", "U", 3, 3]],
    flows: [[0, 1, 2, 1, [0]]],
    grids: { wide: grid, narrow: grid },
    people: [],
    kinds: ["claim"],
    statuses: ["draft"],
    steps,
    undercuts,
    arguments: [],
    viewpoints: [],
    others: [],
    links: { requires: [], answers: [], side: [], decides: [], refines: [] },
    folders: {},
    words: {},
    groups: [],
  });
}

test("components come after all that they point to, members of a cycle together", () => {
  const parts = componentsOf(new Map([[0, [1]], [1, [2]], [2, [1, 3]], [3, []]]));
  assert.deepEqual(parts.map((part) => [...part].sort()), [[3], [1, 2], [0]]);
});

test("the shortest ways are all there are, and the strongest prefers strong steps to few", () => {
  const graph = base(4, [[0, 0, 3, 0], [0, 2, 1, 0], [0, 2, 3, 1], [0, 1, 2, 0]]);
  assert.deepEqual(shortestWays(graph, 0, 3).map((way) => way.length), [1]);
  assert.deepEqual(strongestWays(graph, 0, 3).map((way) => way.length), [2]);
  assert.deepEqual(shortestWays(graph, 3, 0), []);
});

test("ways follow the kinds of link that are chosen only", () => {
  const graph = base(3, [[1, 2, 1, 0], [0, 2, 2, 1], [0, 0, 2, 0]]);
  assert.deepEqual(shortestWays(graph, 0, 2).map((way) => way.length), [1]);
  assert.deepEqual(shortestWays(graph, 0, 1, { kinds: ["supports"] }), []);
  assert.deepEqual(strongestWays(graph, 0, 2, { kinds: ["attacks", "supports"] }).map((way) => way.map(({ kind }) => kind)), [["attacks", "supports"]]);
});

test("bands are as broad as the reasons of the kinds that are chosen", () => {
  const graph = base(4, [[0, 1, 2, 0], [0, 1, 3, 1], [1, 1, 2, 1]], [[0, 2]]);
  graph.topic = [0, 0, 1, 1];
  graph.data.flows = [[0, 1, 2, 2, []]];
  const bands = [[0, 0, 4, 6, 4, 8, 4, 8, 4, 12, 4], [0, 1, 4, 6, 4, 8, 4, 8, 4, 12, 4]];
  graph.data.grids.wide = { ...graph.data.grids.wide, bands };
  const plan = new Plan(graph, "wide");
  const shown = (...kinds) => plan.bandsOf(kinds).map(({ kind, count, breadth }) => [kind, count, breadth]);
  assert.deepEqual(shown(), [["supports", 2, 4], ["attacks", 2, 4]]);
  assert.deepEqual(shown("supports", "requires"), [["supports", 2, 4]]);
  assert.deepEqual(shown("undercuts"), [["attacks", 1, 2]]);
  assert.deepEqual(shown("attacks", "supports"), [["supports", 2, 4], ["attacks", 1, 2]]);
});

test("a way speaks against its end where an odd number of its relations do", () => {
  const graph = base(3, [[1, 1, 1, 0], [1, 1, 2, 1]]);
  assert.equal(speaksAgainst(shortestWays(graph, 0, 1)[0]), true);
  assert.equal(speaksAgainst(shortestWays(graph, 0, 2)[0]), false);
});

test("along ways every record stands above the one before it", () => {
  const graph = base(4, [[0, 1, 1, 0], [0, 1, 3, 1], [0, 1, 2, 0], [0, 1, 3, 2]]);
  assert.deepEqual([...ranked(shortestWays(graph, 0, 3))].sort(), [[0, 0], [1, 1], [2, 1], [3, 2]]);
});

test("around a record what it rests on is below and what rests on it above, a row's pages one at a time", () => {
  const graph = base(5, [[0, 1, 1, 0], [0, 1, 4, 1], [0, 1, 1, 2], [0, 1, 1, 3]]);
  const { rank, rows } = surroundings(graph, 1, 1, { perRow: 2, pages: { "-1": 1 } });
  assert.deepEqual([rank.get(4), rank.get(3), rank.has(0)], [1, -1, false]);
  assert.deepEqual(rows.get(-1), { shown: [3], count: 3, page: 1, pages: 2 });
});

test("an undercut is drawn with a premise of the step that it hits", () => {
  const graph = base(3, [[0, 1, 1, 0]], [[2, 0]]);
  const { rank, relations } = surroundings(graph, 2, 1, { perRow: 5, pages: {} });
  assert.ok(rank.has(0));
  assert.deepEqual(relations.map(({ kind }) => kind).sort(), ["supports", "undercuts"]);
});

test("boxes of one row do not overlap, rows are apart, and few lines cross", () => {
  const boxes = [["a", 1], ["b", 1], ["c", 0], ["d", 0]].map(([id, rank]) => ({ id, rank, width: 100, height: 20 }));
  const drawn = layered(boxes, [{ start: "c", end: "b" }, { start: "d", end: "a" }], { gap: 10, rowGap: 30 });
  const at = (id) => drawn.at.get(id);
  assert.ok(Math.abs(at("a").x - at("b").x) >= 110);
  assert.ok(Math.abs(at("c").y - at("a").y) >= 50);
  assert.equal(drawn.crossings, 0);
});

test("a topic's region is in the middle of its cell, and a band has the mark of its cruxes once", () => {
  const plan = new Plan(base(3, []), "wide");
  assert.deepEqual(plan.regions.map(({ box }) => box), [[2, 2, 6, 4], [12, 2, 6, 4]]);
  assert.deepEqual(plan.bands.map(({ start, end, kind, count, cruxes }) => [start, end, kind, count, cruxes]), [[0, 1, "supports", 2, [0]]]);
});

test("arrow keys lead to the nearest region or record in a direction, and nowhere beyond the last", () => {
  const plan = new Plan(base(3, []), "wide");
  assert.deepEqual([plan.beyondRegion(0, 1, 0), plan.beyondRegion(1, 1, 0)], [1, -1]);
  assert.deepEqual([plan.beyond(0, 0, 1), plan.beyond(2, 0, 1)], [1, -1]);
});

const product = {
  names: ["a", "b"],
  value: (point) => point.get("a") * point.get("b"),
  forced: (point, name, setting) => product.value(new Map(point).set(name, setting)),
  span: () => [0, 1],
  bounds: (ranges) => ({ low: ranges.get("a")[0] * ranges.get("b")[0], high: ranges.get("a")[1] * ranges.get("b")[1] }),
};

test("what moves a conclusion most comes first", () => {
  const { rows } = leverages(product, new Map([["a", 0.9], ["b", 0.2]]));
  assert.deepEqual(rows.map(({ name }) => name), ["b", "a"]);
  assert.equal(rows[0].swing, 0.9);
});

test("shares of a gap come to the gap, and equal parts to equal shares", () => {
  const found = gap(product, new Map([["a", 0.2], ["b", 0.2]]), new Map([["a", 1], ["b", 1]]));
  assert.ok(Math.abs(found.rows.reduce((sum, { share }) => sum + share, 0) - found.difference) < 1e-12);
  assert.ok(Math.abs(found.rows[0].share - found.rows[1].share) < 1e-12);
});

test("the open parameter to ask next is the one whose answer narrows most", () => {
  const { rows } = askNext(product, new Map([["a", [0, 1]], ["b", [0.4, 0.6]]]));
  assert.equal(rows[0].name, "a");
});
