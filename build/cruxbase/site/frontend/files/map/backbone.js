/** The backbone of a topic: its leading claims as boxes in layers, conclusions at the top. */

import { layered } from "./layers.js";
import { linesOf } from "./lettering.js";

/** @typedef {import("./base.js").Base} Base */

const GAP = 12;
const LEAST = 24; // pixels between rows
const LINE = 13;
const MOST = 26;
const MOST_TRIED = 44;
const GRAIN = 16; // pixels: a layout stays as it is while its room grows by less

/**
 * @typedef {object} Box
 * @property {number} node
 * @property {number} x of its middle
 * @property {number} y of its middle
 * @property {number} width
 * @property {number} height
 * @property {string[]} lines
 * @property {true} isBox
 * @property {Map<number, import("./drawing.js").Passing[]>} via by the record that a line leads to, where it passes rows, from the top
 */

/** @type {WeakMap<Base, Map<string, Box[]>>} */
const known = new WeakMap();

/**
 * As many of some records as there is room for, laid out by their depth of support.
 *
 * @param {Base} base
 * @param {number[]} nodes the most important first
 * @param {{width: number, height: number, font: string}} room
 * @returns {Box[]} their places from the room's left upper corner
 */
export function backbone(base, nodes, room) {
  if (!known.has(base)) known.set(base, new Map());
  const kept = /** @type {Map<string, Box[]>} */ (known.get(base));
  const isNamed = nodes.length ? base.isNamed(base.topic[nodes[0]]) : true;
  const [width, height] = [room.width, room.height].map((size) => Math.floor(size / GRAIN) * GRAIN);
  const key = `${width} ${height} ${isNamed} ${nodes.slice(0, 60)}`;
  let boxes = kept.get(key);
  if (!boxes) {
    boxes = laidOut(base, nodes, { ...room, width, height });
    if (kept.size > 40) kept.clear();
    kept.set(key, boxes);
  }
  return boxes;
}

/**
 * @param {Base} base
 * @param {number[]} nodes
 * @param {{width: number, height: number, font: string}} room
 */
function laidOut(base, nodes, room) {
  const least = room.width < 480 ? 118 : 138;
  const perRow = Math.max(1, Math.min(6, Math.floor((room.width + GAP) / (least + GAP))));
  const width = Math.min(190, (room.width - (perRow - 1) * GAP) / perRow);
  /** @type {Box[]} */
  let best = [];
  /** @type {number[]} */
  const chosen = [];
  /** @type {Map<number, number>} */
  const inRow = new Map();
  // One after the other as long as each has room; what has none is left out, and the next may have.
  for (const node of nodes.slice(0, MOST_TRIED)) {
    const depth = base.row[node];
    if ((inRow.get(depth) ?? 0) >= perRow) continue;
    const drawn = drawnOf(base, [...chosen, node], width, room);
    if (!drawn) continue;
    best = drawn;
    chosen.push(node);
    inRow.set(depth, (inRow.get(depth) ?? 0) + 1);
    if (chosen.length >= MOST) break;
  }
  return best;
}

/**
 * @param {Base} base
 * @param {number[]} chosen
 * @param {number} width
 * @param {{width: number, height: number, font: string}} room
 * @returns {Box[]|null}
 */
function drawnOf(base, chosen, width, room) {
  const depths = [...new Set(chosen.map((node) => base.row[node]))].sort((one, other) => one - other);
  const boxes = chosen.map((node) => {
    const lines = linesOf(base.titleOf(node), room.font, width - 14, 4);
    return { id: node, rank: depths.indexOf(base.row[node]) - depths.length, width, height: lines.length * LINE + 9, lines };
  });
  const inside = new Set(chosen);
  const links = chosen.flatMap((node) => base.aboveOf(node).filter(({ end, kind }) => inside.has(end) && kind !== "undercuts" && base.row[end] > base.row[node]).map(({ start, end }) => ({ start, end })));
  const tight = layered(boxes, links, { gap: GAP, rowGap: LEAST });
  if (tight.height > room.height || tight.width > room.width) return null;
  const rows = depths.length;
  const spare = rows > 1 ? Math.min(70, LEAST + (room.height - tight.height) / (rows - 1)) : LEAST;
  const { at, via, width: wide, height } = layered(boxes, links, { gap: GAP, rowGap: spare });
  const shift = { x: (room.width - wide) / 2, y: Math.max(0, (room.height - height) / 2) };
  /** @param {number} node */
  const passing = (node) =>
    new Map(links.flatMap(({ start, end }, number) => (start === node && via[number].length ? [[end, via[number].map((row) => ({ x: row.x + shift.x, top: row.top + shift.y, bottom: row.bottom + shift.y }))]] : [])));
  return boxes.map((box) => {
    const { x, y } = /** @type {{x: number, y: number}} */ (at.get(box.id));
    return { node: box.id, x: x + shift.x + box.width / 2, y: y + shift.y + box.height / 2, width: box.width, height: box.height, lines: box.lines, isBox: true, via: passing(box.id) };
  });
}
