/** Ways in which one claim bears on another, from premise to conclusion. */

/** How much a step adds to the length of a way, by its strength: the strongest way is the one with the least sum. */
const COST = [4, 2, 1];

/** The kinds of link that carry weight. */
export const CARRYING = ["supports", "attacks", "undercuts", "requires"];

/** @type {readonly string[]} */
const NONE = [];

/**
 * All shortest ways from one record to another, as lists of relations; at most `most` of them, along some kinds of link or all.
 *
 * @param {import("./base.js").Base} base
 * @param {number} from
 * @param {number} to
 * @param {{most?: number, kinds?: readonly string[]}} [bounds]
 */
export function shortestWays(base, from, to, { most = 12, kinds = NONE } = {}) {
  return ways(base, from, to, () => 1, { most, kinds });
}

/**
 * The strongest way: few steps, and strong rather than weak ones; several if they are equally good.
 *
 * @param {import("./base.js").Base} base
 * @param {number} from
 * @param {number} to
 * @param {{most?: number, kinds?: readonly string[]}} [bounds]
 */
export function strongestWays(base, from, to, { most = 3, kinds = NONE } = {}) {
  return ways(base, from, to, (relation) => (relation.kind === "undercuts" ? 2 : COST[relation.strength]), { most, kinds });
}

/**
 * @param {import("./base.js").Base} base
 * @param {number} from
 * @param {number} to
 * @param {(relation: import("./base.js").Relation) => number} cost
 * @param {{most: number, kinds: readonly string[]}} bounds
 */
function ways(base, from, to, cost, { most, kinds }) {
  if (from === to) return [];
  /** @type {Map<number, number>} */
  const distance = new Map([[from, 0]]);
  /** @type {Map<number, import("./base.js").Relation[]>} */
  const arriving = new Map();
  const buckets = [[from]];
  for (let length = 0; length < buckets.length; length += 1) {
    if ((distance.get(to) ?? Infinity) < length) break;
    for (const node of buckets[length] ?? []) {
      if (distance.get(node) !== length) continue;
      for (const relation of carrying(base, node, kinds)) {
        const reached = length + cost(relation);
        const known = distance.get(relation.end) ?? Infinity;
        if (reached < known) {
          distance.set(relation.end, reached);
          arriving.set(relation.end, [relation]);
          (buckets[reached] ??= []).push(relation.end);
        } else if (reached === known && relation.end !== from) arriving.get(relation.end)?.push(relation);
      }
    }
  }
  if (!distance.has(to)) return [];
  const found = [];
  /** @type {[number, import("./base.js").Relation[]][]} */
  const unfinished = [[to, []]];
  while (unfinished.length && found.length < most) {
    const [node, way] = /** @type {[number, import("./base.js").Relation[]]} */ (unfinished.pop());
    if (node === from) found.push(way);
    else for (const relation of [...(arriving.get(node) ?? [])].reverse()) unfinished.push([relation.start, [relation, ...way]]);
  }
  return found;
}

/**
 * The relations that carry weight: an answer to a question and a more specific version carry none.
 *
 * @param {import("./base.js").Base} base
 * @param {number} node
 * @param {readonly string[]} kinds those to follow; none for all
 */
function carrying(base, node, kinds) {
  return base.aboveOf(node).filter(({ kind }) => CARRYING.includes(kind) && (!kinds.length || kinds.includes(kind)));
}

/**
 * What two records both bear on, the nearest first.
 *
 * @param {import("./base.js").Base} base
 * @param {number} one
 * @param {number} other
 * @returns {number[]}
 */
export function commonConclusions(base, one, other) {
  const [near, far] = [one, other].map((start) => reach(base, start));
  /** @param {number} node */
  const steps = (node) => (near.get(node) ?? 0) + (far.get(node) ?? 0);
  return [...near.keys()].filter((node) => far.has(node)).sort((first, second) => steps(first) - steps(second) || base.dependents[second] - base.dependents[first] || first - second);
}

/**
 * All that a record bears on, each with how many steps away it is.
 *
 * @param {import("./base.js").Base} base
 * @param {number} start
 */
function reach(base, start) {
  const steps = new Map([[start, 0]]);
  for (const [node, far] of steps) {
    for (const { end } of carrying(base, node, NONE)) if (!steps.has(end)) steps.set(end, far + 1);
  }
  return steps;
}

/**
 * Whether a way speaks against its end: an odd number of attacks and undercuts lie on it.
 *
 * @param {import("./base.js").Relation[]} way
 */
export function speaksAgainst(way) {
  return way.filter((relation) => relation.kind === "attacks" || relation.kind === "undercuts").length % 2 === 1;
}

/**
 * The records of some ways, each with its rank: the longest distance from the start, so that all lines run upwards.
 *
 * @param {import("./base.js").Relation[][]} found
 */
export function ranked(found) {
  const rank = new Map();
  for (let round = 0; round < 60; round += 1) {
    let moved = false;
    for (const way of found) {
      for (const { start, end } of way) {
        if (!rank.has(start)) rank.set(start, 0);
        const least = rank.get(start) + 1;
        if ((rank.get(end) ?? 0) < least) {
          rank.set(end, least);
          moved = true;
        }
      }
    }
    if (!moved) break;
  }
  return rank;
}
