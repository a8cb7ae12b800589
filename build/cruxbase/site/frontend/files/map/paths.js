/** Ways in which one claim bears on another, from premise to conclusion. */

/** How much a step adds to the length of a way, by its strength: the strongest way is the one with the least sum. */
const COST = [4, 2, 1];

/**
 * All shortest ways from one record to another, as lists of relations; at most `most` of them.
 *
 * @param {import("./base.js").Base} base
 * @param {number} from
 * @param {number} to
 * @param {number} [most]
 */
export function shortestWays(base, from, to, most = 12) {
  return ways(base, from, to, () => 1, most);
}

/**
 * The strongest way: few steps, and strong rather than weak ones; several if they are equally good.
 *
 * @param {import("./base.js").Base} base
 * @param {number} from
 * @param {number} to
 * @param {number} [most]
 */
export function strongestWays(base, from, to, most = 3) {
  return ways(base, from, to, (relation) => (relation.kind === "undercuts" ? 2 : COST[relation.strength]), most);
}

/**
 * @param {import("./base.js").Base} base
 * @param {number} from
 * @param {number} to
 * @param {(relation: import("./base.js").Relation) => number} cost
 * @param {number} most
 */
function ways(base, from, to, cost, most) {
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
      for (const relation of carrying(base, node)) {
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
 */
function carrying(base, node) {
  return base.above[node].filter((relation) => relation.kind !== "refines");
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
