/** Which records stand around one in a picture: what it rests on below, what rests on it above, the most important first. */

import { STEP_KINDS } from "../shared/constants.js";

/** @typedef {import("./base.js").Base} Base */
/** @typedef {import("./base.js").Relation} Relation */

/**
 * A row of the surroundings.
 *
 * @typedef {object} Row
 * @property {number[]} shown records
 * @property {number} count how many there are in all
 * @property {number} page
 * @property {number} pages
 */

/** @typedef {{rank: Map<number, number>, rows: Map<number, Row>, relations: Relation[], folded: Map<number, Relation[]>}} Surroundings */

/**
 * The records within some steps of a centre, row by row, with the relations by which each bears on the centre or the centre on
 * it. All other relations among them are folded: they are drawn for the records that a reader has opened.
 *
 * @param {Base} base
 * @param {number} centre
 * @param {number} steps how many rows below and above
 * @param {{perRow: number, pages: Readonly<Record<string, number>>, kinds?: readonly string[], opened?: Set<number>}} shape how many boxes a row may
 *   have, which part of each row to show, which kinds of relation to follow (all if none is named), and whose folded relations
 *   to draw
 * @returns {Surroundings}
 */
export function surroundings(base, centre, steps, { perRow, pages, kinds = [], opened = new Set() }) {
  /** @param {Relation} relation */
  const follows = (relation) => !kinds.length || kinds.includes(relation.kind);
  const rank = new Map([[centre, 0]]);
  const rows = new Map([[0, { shown: [centre], count: 1, page: 0, pages: 1 }]]);
  /** @type {Set<Relation>} */
  const onPath = new Set();
  for (const [direction, relationsOf, far, near] of /** @type {[number, (node: number) => readonly Relation[], "start"|"end", "start"|"end"][]} */ ([
    [-1, (node) => base.belowOf(node), "start", "end"],
    [1, (node) => base.aboveOf(node), "end", "start"],
  ])) {
    let edge = [centre];
    for (let step = 1; step <= steps && edge.length; step += 1) {
      const found = edge.flatMap((node) => relationsOf(node).filter((relation) => follows(relation) && !rank.has(relation[far])));
      const ordered = inShares(base, found, far);
      const count = Math.ceil(ordered.length / perRow);
      const page = count ? Math.min(pages[direction * step] ?? 0, count - 1) : 0;
      const shown = ordered.slice(page * perRow, (page + 1) * perRow);
      if (ordered.length) rows.set(direction * step, { shown, count: ordered.length, page, pages: count });
      for (const node of shown) {
        rank.set(node, direction * step);
        for (const relation of wayIn(base, found, node, far, near)) onPath.add(relation);
      }
      edge = shown;
    }
  }
  const every = among(base, rank).filter(follows);
  const drawn = every.filter((relation) => onPath.has(relation) || opened.has(relation.start) || opened.has(relation.end));
  const relations = withHitSteps(base, rank, withSteps(every, drawn));
  return { rank, rows, relations, folded: foldedOf(every, new Set(relations)) };
}

/**
 * Of the relations by which a record was reached those to one record of the row before: the one on which most depends.
 *
 * @param {Base} base
 * @param {Relation[]} found
 * @param {number} node
 * @param {"start"|"end"} far
 * @param {"start"|"end"} near
 */
function wayIn(base, found, node, far, near) {
  const ways = found.filter((relation) => relation[far] === node);
  const best = ways.reduce((one, other) => (other.strength > one.strength || (other.strength === one.strength && base.dependents[other[near]] > base.dependents[one[near]]) ? other : one));
  return ways.filter((relation) => relation[near] === best[near]);
}

/**
 * Drawn relations, with the other premises of the steps that are among them.
 *
 * @param {Relation[]} every
 * @param {Relation[]} drawn
 */
function withSteps(every, drawn) {
  const steps = new Set(drawn.filter(({ step, kind }) => step >= 0 && kind !== "undercuts").map(({ step, end }) => `${step} ${end}`));
  const kept = new Set(drawn);
  return every.filter((relation) => kept.has(relation) || (relation.kind !== "undercuts" && steps.has(`${relation.step} ${relation.end}`)));
}

/**
 * For each record the relations to others in the picture that are not drawn.
 *
 * @param {Relation[]} every
 * @param {Set<Relation>} drawn
 */
function foldedOf(every, drawn) {
  const folded = new Map();
  for (const relation of every) {
    if (drawn.has(relation)) continue;
    for (const node of [relation.start, relation.end]) folded.set(node, [...(folded.get(node) ?? []), relation]);
  }
  return folded;
}

/**
 * Give each step that an undercut in the picture hits one of its premises, if none is there: an undercut that ends on a stub from
 * nowhere looks like a support. Of what is added in this way only that step is drawn.
 *
 * @param {import("./base.js").Relation[]} drawn the relations between the records that are in the picture without them
 * @param {Base} base
 * @param {Map<number, number>} rank
 * @returns {import("./base.js").Relation[]} the relations of the picture
 */
export function withHitSteps(base, rank, drawn) {
  const relations = [...drawn];
  const added = new Map();
  for (const { kind, step, end } of relations) {
    const { premises } = kind === "undercuts" ? base.steps[step] : { premises: [] };
    if (!premises.length || premises.some((premise) => rank.has(premise))) continue;
    const [premise] = premises;
    added.set(premise, Math.min(added.get(premise) ?? Infinity, (rank.get(end) ?? 0) - 1));
    relations.push(...base.above[premise].filter((other) => other.step === step && other.end === end && other.kind !== "undercuts"));
  }
  for (const [premise, place] of added) rank.set(premise, place);
  return [...new Set(relations)];
}

/**
 * The relations among some records. Where an argument record is there, its step is drawn through it.
 *
 * @param {Base} base
 * @param {Map<number, number>} rank
 */
export function among(base, rank) {
  const found = [];
  for (const node of rank.keys()) {
    for (const relation of base.aboveOf(node)) {
      if (!rank.has(relation.end)) continue;
      const argument = relation.step >= 0 ? base.steps[relation.step].argument : -1;
      const past = argument >= 0 && rank.has(argument) && relation.start !== argument && relation.end !== argument;
      if (!past || relation.kind === "undercuts") found.push(relation);
    }
  }
  return found;
}

/**
 * The far ends of relations, the weightiest first, each kind in turn, so that no kind is crowded out.
 *
 * @param {Base} base
 * @param {Relation[]} relations
 * @param {"start"|"end"} far
 */
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

/**
 * @param {Base} base
 * @param {number} node
 */
function weight(base, node) {
  return base.dependents[node] + base.degreeOf(node);
}
