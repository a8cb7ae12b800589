/** Which records stand around one in a picture: what it rests on below, what rests on it above, the most important first. */

import { STEP_KINDS } from "../shared/constants.js";

/**
 * The records within some steps of a centre, row by row.
 *
 * @param base a `Base`
 * @param {number} centre
 * @param {number} steps how many rows below and above
 * @param {{perRow: number, pages: Object<string, number>}} shape how many boxes a row may have, and which part of each row to show
 * @returns {{rank: Map<number, number>, rows: Map<number, {shown: number[], count: number, page: number, pages: number}>,
 *   relations: import("./base.js").Relation[]}}
 */
export function surroundings(base, centre, steps, { perRow, pages }) {
  const rank = new Map([[centre, 0]]);
  const rows = new Map([[0, { shown: [centre], count: 1, page: 0, pages: 1 }]]);
  for (const { direction, relationsOf, far } of [
    { direction: -1, relationsOf: (node) => base.below[node], far: "start" },
    { direction: 1, relationsOf: (node) => base.above[node], far: "end" },
  ]) {
    let edge = [centre];
    for (let step = 1; step <= steps && edge.length; step += 1) {
      const found = edge.flatMap((node) => relationsOf(node).filter((relation) => !rank.has(relation[far])));
      const ordered = inShares(base, found, far);
      const count = Math.ceil(ordered.length / perRow);
      const page = count ? Math.min(pages[direction * step] ?? 0, count - 1) : 0;
      const shown = ordered.slice(page * perRow, (page + 1) * perRow);
      if (ordered.length) rows.set(direction * step, { shown, count: ordered.length, page, pages: count });
      for (const node of shown) rank.set(node, direction * step);
      edge = shown;
    }
  }
  const relations = withHitSteps(base, rank, among(base, rank));
  return { rank, rows, relations };
}

/**
 * Give each step that an undercut in the picture hits one of its premises, if none is there: an undercut that ends on a stub from
 * nowhere looks like a support. Of what is added in this way only that step is drawn.
 *
 * @param {import("./base.js").Relation[]} drawn the relations between the records that are in the picture without them
 * @returns {import("./base.js").Relation[]} the relations of the picture
 */
export function withHitSteps(base, rank, drawn) {
  const relations = [...drawn];
  const added = new Map();
  for (const { kind, step, end } of relations) {
    const { premises } = kind === "undercuts" ? base.steps[step] : { premises: [] };
    if (!premises.length || premises.some((premise) => rank.has(premise))) continue;
    const [premise] = premises;
    added.set(premise, Math.min(added.get(premise) ?? Infinity, rank.get(end) - 1));
    relations.push(...base.above[premise].filter((other) => other.step === step && other.end === end && other.kind !== "undercuts"));
  }
  for (const [premise, place] of added) rank.set(premise, place);
  return [...new Set(relations)];
}

/** The relations among some records. Where an argument record is there, its step is drawn through it. */
export function among(base, rank) {
  const found = [];
  for (const node of rank.keys()) {
    for (const relation of base.above[node]) {
      if (!rank.has(relation.end)) continue;
      const argument = relation.step >= 0 ? base.steps[relation.step].argument : -1;
      const past = argument >= 0 && rank.has(argument) && relation.start !== argument && relation.end !== argument;
      if (!past || relation.kind === "undercuts") found.push(relation);
    }
  }
  return found;
}

/** The far ends of relations, the weightiest first, each kind in turn, so that no kind is crowded out. */
export function inShares(base, relations, far) {
  const queues = STEP_KINDS.map((kind) =>
    relations
      .filter((relation) => relation.kind === kind)
      .sort((one, other) => other.strength - one.strength || weight(base, other[far]) - weight(base, one[far]) || one[far] - other[far])
      .map((relation) => relation[far]),
  );
  const chosen = new Set();
  while (queues.some((queue) => queue.length)) {
    for (const queue of queues) {
      while (queue.length && chosen.has(queue[0])) queue.shift();
      if (queue.length) chosen.add(queue.shift());
    }
  }
  return [...chosen];
}

function weight(base, node) {
  return base.leaning[node] + base.below[node].length + base.above[node].length;
}
