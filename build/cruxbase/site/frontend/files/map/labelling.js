/**
 * What stands for a viewpoint, by the weight of reasons.
 *
 * The same rules as `cruxbase.reasoning.status`, and shared tests hold the two together.
 */

import { isBound } from "../shared/agreement.js";
import { THRESHOLD, WEIGHTS } from "../shared/constants.js";

const [IN, OUT, UNDECIDED] = [1, -1, 0];
/** @type {WeakMap<import("./base.js").Base, Network>} */
const NETWORKS = new WeakMap();

/**
 * Claims that can stand or fall, as the base's Python side has it.
 *
 * @param {import("./base.js").Base} base
 */
export function statements(base) {
  const kinds = new Set([...base.data.arguable, "definition"]);
  return base.kind.map((kind, node) => kinds.has(kind) && base.status[node] !== "retired");
}

/**
 * The status of every claim, as it is shown: a claim that is in is `challenged` where an objection to it stands, `stated`
 * where it is believed and `unargued` where it is granted, and no reason for or against it is on record.
 *
 * @param {import("./base.js").Base} base a `Base`
 * @param {Map<number, string>|null} stances what the viewpoint says of claims; null reads the record at face
 *   value: every claim but a prediction has a presumption of 1
 * @returns {(string|null)[]} by record; null for what cannot stand or fall
 */
export function statuses(base, stances) {
  const network = NETWORKS.get(base) ?? networkOf(base);
  NETWORKS.set(base, network);
  const presumption = presumptions(base, network, stances);
  const labels = weigh(network, presumption, live(network, presumption, stances));
  return base.kind.map((_, node) => (network.known[node] ? word(network, labels, node, presumption[node]) : null));
}

/**
 * What bears on what among the records that can stand or fall; lists are by record, of numbers of steps or of records.
 *
 * @typedef {object} Network
 * @property {number} count
 * @property {boolean[]} known
 * @property {{premises: number[], undercutters: number[], conclusion: number, supports: boolean, weight: number, group: number|string}[]} steps
 * @property {number[][]} into
 * @property {number[][]} premiseOf
 * @property {number[][]} undercuts
 * @property {number[][]} needs
 * @property {number[][]} neededBy
 * @property {number[][]} rivals
 */

/**
 * @param {import("./base.js").Base} base
 * @returns {Network}
 */
function networkOf(base) {
  const known = statements(base);
  /** @type {() => number[][]} */
  const lists = () => Array.from({ length: base.count }, () => []);
  /** @type {Network} */
  const network = { count: base.count, known, steps: [], into: lists(), premiseOf: lists(), undercuts: lists(), needs: lists(), neededBy: lists(), rivals: lists() };
  const groupOf = new Map(base.groups.flatMap((steps, group) => steps.map((step) => [step, `group ${group}`])));
  for (const step of base.steps) {
    const retired = step.argument >= 0 && base.status[step.argument] === "retired";
    if (retired || !known[step.conclusion] || !step.premises.every((premise) => known[premise])) continue;
    const undercutters = [...new Set(base.undercutsOf[step.number].map(({ start }) => start))].filter((start) => known[start]);
    const number = network.steps.length;
    const premises = [...new Set(step.premises)];
    const group = groupOf.get(step.number) ?? number;
    network.steps.push({ premises, undercutters, conclusion: step.conclusion, supports: step.kind === "supports", weight: WEIGHTS[step.strength], group });
    network.into[step.conclusion].push(number);
    for (const premise of premises) network.premiseOf[premise].push(number);
    for (const start of undercutters) network.undercuts[start].push(number);
  }
  for (const [claim, needed] of base.links.requires) {
    if (!known[claim] || !known[needed] || network.needs[claim].includes(needed)) continue;
    network.needs[claim].push(needed);
    network.neededBy[needed].push(claim);
  }
  const sides = new Map();
  for (const [crux, claim] of base.links.side) {
    if (known[claim] && base.status[crux] !== "retired") sides.set(crux, [...(sides.get(crux) ?? []), claim]);
  }
  for (const several of sides.values()) {
    for (const one of several) {
      for (const other of several) if (other !== one && !network.rivals[one].includes(other)) network.rivals[one].push(other);
    }
  }
  return network;
}

/**
 * @param {import("./base.js").Base} base
 * @param {Network} network
 * @param {Map<number, string>|null} stances
 */
function presumptions(base, network, stances) {
  return base.kind.map((kind, node) => {
    if (!network.known[node]) return 0;
    if (!stances) return kind === "prediction" ? 0 : 1; // how likely a prediction is, is what is asked
    if (kind === "definition") return 1;
    const label = stances.get(node);
    return label === "in" ? Infinity : label === "out" ? -Infinity : 0;
  });
}

/**
 * The claims that do something as undercutters: spoken of, or within reach of what is held.
 *
 * @param {Network} network
 * @param {number[]} presumption
 * @param {Map<number, string>|null} stances
 */
function live(network, presumption, stances) {
  const reached = presumption.map((value) => value > 0);
  const queue = [...reached.keys()].filter((node) => reached[node]);
  const missing = network.steps.map((step) => step.premises.length);
  for (let at = 0; at < queue.length; at += 1) {
    for (const number of network.premiseOf[queue[at]]) {
      const { conclusion, supports } = network.steps[number];
      missing[number] -= 1;
      if (missing[number] || !supports || reached[conclusion] || presumption[conclusion] === -Infinity) continue;
      reached[conclusion] = true;
      queue.push(conclusion);
    }
  }
  for (const [node, label] of stances ?? []) if (label === "undecided") reached[node] = true;
  return reached;
}

/**
 * @param {Network} network
 * @param {number[]} presumption
 * @param {boolean[]} alive
 */
function weigh(network, presumption, alive) {
  const labels = new Int8Array(network.count + network.steps.length);
  const waiting = [...presumption.keys()].filter((node) => presumption[node]);
  /**
   * @param {number} node
   * @param {number} label
   */
  const decide = (node, label) => {
    if (label === UNDECIDED || labels[node] !== UNDECIDED) return;
    labels[node] = label;
    if (node >= network.count) {
      const { conclusion } = network.steps[node - network.count];
      waiting.push(conclusion, ...network.rivals[conclusion]);
      return;
    }
    for (const number of [...network.premiseOf[node], ...network.undercuts[node]]) decide(network.count + number, stepLabel(network, labels, number, alive));
    waiting.push(...network.neededBy[node], ...network.rivals[node]);
  };
  for (let at = 0; at < waiting.length; at += 1) decide(waiting[at], claimLabel(network, labels, waiting[at], presumption));
  return labels;
}

/**
 * @param {Network} network
 * @param {Int8Array} labels
 * @param {number} number
 * @param {boolean[]} alive
 */
function stepLabel(network, labels, number, alive) {
  const { premises, undercutters } = network.steps[number];
  if (premises.some((one) => labels[one] === OUT) || undercutters.some((one) => labels[one] === IN)) return OUT;
  const answered = undercutters.every((one) => labels[one] === OUT || !alive[one]);
  return answered && premises.every((one) => labels[one] === IN) ? IN : UNDECIDED;
}

/**
 * @param {Network} network
 * @param {Int8Array} labels
 * @param {number} node
 * @param {number[]} presumption
 */
function claimLabel(network, labels, node, presumption) {
  const p = presumption[node];
  if (p === Infinity) return IN;
  const [worst, best] = sums(network, labels, node);
  if (worst.against > best.for + p || network.needs[node].some((need) => labels[need] === OUT)) return OUT;
  if (network.rivals[node].some((rival) => labels[rival] === IN)) return OUT;
  if (!network.needs[node].every((need) => labels[need] === IN) || p + worst.for <= best.against) return UNDECIDED;
  const above = network.rivals[node].every((rival) => {
    if (labels[rival] === OUT) return true;
    const [least, most] = sums(network, labels, rival);
    return worst.for - best.against > most.for - least.against;
  });
  return above ? IN : UNDECIDED;
}

/**
 * The weights of what is in, and of what is not out, for and against a claim; a group counts once, by its largest.
 *
 * @param {Network} network
 * @param {Int8Array} labels
 * @param {number} node
 */
function sums(network, labels, node) {
  const ways = /** @type {((label: number) => boolean)[]} */ ([(label) => label === IN, (label) => label !== OUT]);
  return ways.map((counts) => {
    const groups = { for: new Map(), against: new Map() };
    for (const number of network.into[node]) {
      const step = network.steps[number];
      if (!counts(labels[network.count + number])) continue;
      const side = groups[step.supports ? "for" : "against"];
      side.set(step.group, Math.max(side.get(step.group) ?? 0, step.weight));
    }
    /** @param {Map<number|string, number>} side */
    const total = (side) => [...side.values()].reduce((sum, weight) => sum + weight, 0);
    return { for: total(groups.for), against: total(groups.against) };
  });
}

/**
 * @param {Network} network
 * @param {Int8Array} labels
 * @param {number} node
 * @param {number} presumption
 */
function word(network, labels, node, presumption) {
  if (labels[node] !== IN) return labels[node] === OUT ? "out" : "undecided";
  if (!network.into[node].length) return presumption === Infinity ? "stated" : "unargued";
  const challenged = network.into[node].some((number) => {
    const step = network.steps[number];
    return step.supports ? step.undercutters.some((one) => labels[one] === IN) : labels[network.count + number] === IN;
  });
  return challenged ? "challenged" : "in";
}

/**
 * What a credence amounts to at a threshold.
 *
 * @param {number} credence
 */
export function labelAt(credence, threshold = THRESHOLD) {
  if (credence >= threshold - 1e-9) return "in";
  return credence <= 1 - threshold + 1e-9 ? "out" : "undecided";
}

/**
 * What was said as a number amounts to: of a bound the middle stands for nothing, so only a whole one is assumed or rejected.
 *
 * @param {number} middle
 * @param {number} low
 * @param {number} high
 */
export function labelOf(middle, low, high, threshold = THRESHOLD) {
  if (!isBound(low, high)) return labelAt(middle, threshold);
  const [first, second] = [labelAt(low, threshold), labelAt(high, threshold)];
  return first === second ? first : "undecided";
}

/**
 * What a published viewpoint says of claims, as labels.
 *
 * @param {import("../../data.js").Viewpoint} viewpoint
 */
export function stancesOf(viewpoint, threshold = THRESHOLD) {
  /** @type {Record<string, string>} */
  const words = { holds: "in", rejects: "out", suspends: "undecided" };
  return new Map(viewpoint.beliefs.map(([claim, said, low, high]) => [claim, typeof said === "string" ? words[said] : labelOf(said, low ?? said, high ?? said, threshold)]));
}
