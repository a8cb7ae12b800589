/**
 * What divides two people on a claim: the decisions of `cruxbase.reasoning.gap_analysis` and `agreement`.
 *
 * The shares here are those of whole steps, the closures and double cruxes all there are; the tree below them is on the pages.
 */

import { distance, distanceOn } from "../shared/agreement.js";
import { DOUBLE_CRUX_SHARE } from "../shared/constants.js";

/** @typedef {import("./jeffrey.js").Statement} Statement */
/** @typedef {import("./jeffrey.js").AnchoredView} AnchoredView */
/** @typedef {import("./jeffrey.js").WeighedStep} WeighedStep */
/** @typedef {Map<number, import("./credences.js").Credence>} View */

/**
 * What coming to the other's credence on a claim would close.
 *
 * @typedef {object} Closure
 * @property {number} claim
 * @property {number|null} fromA the part of the gap, from the first one's side
 * @property {number|null} fromB
 * @property {number|null} nearA the same between the near ends of both ranges
 * @property {number|null} nearB
 * @property {string[]} lacks what it lacks to be a double crux
 */

/**
 * The mean distance of two views over the claims on which both take sides, and on how many they agree; see `KnowledgeBase.neighbours`.
 *
 * @param {View} one
 * @param {View} other
 */
export function apart(one, other) {
  const rows = [...one.keys()].map((claim) => distanceOn(one, other, claim)).filter((row) => row !== null);
  return { shared: rows.length, agreed: rows.filter((row) => row.agreed).length, distance: rows.length ? rows.reduce((sum, row) => sum + row.probability, 0) / rows.length : NaN };
}

/**
 * What divides two anchored views on a target; null where nothing that one of them said bears on it.
 *
 * @param {AnchoredView} a
 * @param {AnchoredView} b
 * @param {number} target
 */
export function gapBetween(a, b, target) {
  const values = [a.strength(target), b.strength(target)].flatMap((strength) => strength ?? []);
  if (values.length < 2) return null;
  const gap = b.levels[target] - a.levels[target];
  const reasons = [];
  for (const unit of a.graph.units[target]) {
    const share = unitValue(b, unit) - unitValue(a, unit);
    if (share) reasons.push({ steps: unit, claims: [...new Set(unit.flatMap((step) => step.premises))], share });
  }
  reasons.sort((one, other) => Math.abs(other.share) - Math.abs(one.share));
  const closures = closuresOf(a, b, target, gap);
  return {
    target,
    gap,
    values,
    agreed: distance(statementOf(a, target), statementOf(b, target)).agreed,
    reasons,
    closures,
    double: closures.filter((closure) => !closure.lacks.length).map(({ claim }) => claim),
  };
}

/**
 * @param {AnchoredView} view
 * @param {WeighedStep[]} unit
 */
function unitValue(view, unit) {
  const given = unit.map((step) => view.graph.evidence(step, view.strengths));
  return Math.max(0, ...given) + Math.min(0, ...given);
}

/**
 * @param {AnchoredView} view
 * @param {number} claim
 * @returns {Statement}
 */
function statementOf(view, claim) {
  const value = view.strength(claim) ?? 0.5;
  return view.stated.get(claim) ?? { low: value, high: value, number: value };
}

/**
 * For each claim of which one has spoken and that bears on the target, what coming to the other's credence would close.
 *
 * @param {AnchoredView} a
 * @param {AnchoredView} b
 * @param {number} target
 * @param {number} gap
 */
function closuresOf(a, b, target, gap) {
  const bearing = new Set(a.graph.bearingOn(target));
  const spoken = new Set([...a.stated.keys(), ...b.stated.keys()]);
  const claims = [...spoken].filter((claim) => claim !== target && bearing.has(claim) && Math.abs(b.levels[claim] - a.levels[claim]) > 1e-12);
  const rows = claims.map((claim) => {
    const [fromA, nearA] = closed(a, b, claim, target, gap);
    const [fromB, nearB] = closed(b, a, claim, target, -gap);
    const row = { claim, fromA, fromB, nearA, nearB };
    return { ...row, lacks: lacking(a, b, row) };
  });
  /** @param {Pick<Closure, "fromA"|"fromB">} row */
  const least = ({ fromA, fromB }) => Math.min(fromA ?? -1, fromB ?? -1);
  return rows.sort((one, other) => least(other) - least(one) || one.claim - other.claim);
}

/**
 * The part of the gap that closes when one comes to the other's credence, and between the near ends of both ranges.
 *
 * @param {AnchoredView} one
 * @param {AnchoredView} other
 * @param {number} claim
 * @param {number} target
 * @param {number} gap
 * @returns {[number|null, number|null]}
 */
function closed(one, other, claim, target, gap) {
  const said = other.stated.get(claim);
  if (!said || Math.abs(gap) < 1e-9) return [null, null];
  const near = distance(statementOf(one, claim), said);
  /** @param {number} value */
  const level = (value) => one.forcedLevel(target, [[claim, value]]);
  const number = said.number ?? near.other;
  const whole = number === null ? 0 : (level(number) - one.levels[target]) / gap;
  const part = near.near === null ? 0 : (level(/** @type {number} */ (near.other)) - level(near.near)) / gap;
  return [Number.isNaN(whole) ? null : whole, Number.isNaN(part) ? null : part];
}

/**
 * What a claim lacks to be a double crux; nothing where it is one.
 *
 * @param {AnchoredView} a
 * @param {AnchoredView} b
 * @param {Omit<Closure, "lacks">} row
 */
function lacking(a, b, { claim, fromA, fromB, nearA, nearB }) {
  /** @type {string[]} */
  const lacks = [];
  for (const [letter, view] of /** @type {[string, AnchoredView][]} */ ([["a", a], ["b", b]])) {
    if (view.withheld.has(claim)) lacks.push(`${letter}-suspends`);
    else if (!view.stated.has(claim)) lacks.push(`${letter}-silent`);
  }
  if (!lacks.length && distance(statementOf(a, claim), statementOf(b, claim)).agreed) lacks.push("agreed");
  for (const [letter, part] of /** @type {[string, number|null][]} */ ([["a", fromA], ["b", fromB]])) if (part !== null && part < DOUBLE_CRUX_SHARE) lacks.push(`moves-${letter}-too-little`);
  if (!lacks.length && [nearA, nearB].some((part) => part === null || part < DOUBLE_CRUX_SHARE)) lacks.push("ranges-too-near");
  return lacks;
}
