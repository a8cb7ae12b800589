/**
 * What a conclusion turns on: for one view, between two, and what to ask next; the measures of `cruxbase.reasoning.cruxes`.
 *
 * A problem is a conclusion as a function of named parameters:
 *
 * @template Name a number of a claim, or the name of an input
 * @typedef {object} Problem
 * @property {Name[]} names the parameters: numbers of claims, or names of inputs
 * @property {(point: Map<Name, number>) => number} value the conclusion; NaN where it has none
 * @property {(point: Map<Name, number>, name: Name, setting: number) => number} forced the conclusion once a parameter is set
 *   by hand
 * @property {(name: Name) => import("../../data.js").Interval} span the least and greatest setting of a parameter: 0 and 1 for a credence
 * @property {(ranges: Map<Name, import("../../data.js").Interval>) => {low: number, high: number}|null} bounds
 */

import { DOUBLE_CRUX_SHARE, MOST_EXACT, ROUNDING, SHARE_SEED } from "../shared/constants.js";
import { uniformNumbers } from "./uniform_sequence.js";

/** Orders that are sampled, each with its reverse, where there are too many parameters for exact shares. */
const ORDERS = 150;

/**
 * What each parameter does to the conclusion, largest swing first.
 *
 * @template {number|string} Name
 * @param {Problem<Name>} problem
 * @param {Map<Name, number>} point
 * @param {number|null} [threshold] what the unary crux takes the conclusion across; null for none, which is quicker
 */
export function leverages(problem, point, threshold = 0.5) {
  const now = problem.value(point);
  const rows = problem.names.map((name) => {
    const credence = /** @type {number} */ (point.get(name));
    const [least, most] = problem.span(name);
    const [none, all] = [problem.forced(point, name, least), problem.forced(point, name, most)];
    return {
      name,
      credence,
      swing: all - none,
      none,
      all,
      information: credence * Math.abs(all - now) + (1 - credence) * Math.abs(none - now),
      crossing: threshold === null ? null : crossing(problem, point, name, now, threshold),
    };
  });
  rows.sort((one, other) => Math.abs(other.swing || 0) - Math.abs(one.swing || 0) || (one.name < other.name ? -1 : 1));
  return { value: now, rows };
}

/**
 * The nearest value of one parameter that takes the conclusion across a threshold; null where neither end does.
 *
 * @template {number|string} Name
 * @param {Problem<Name>} problem
 * @param {Map<Name, number>} point
 * @param {Name} name
 * @param {number} now
 * @param {number} threshold
 */
function crossing(problem, point, name, now, threshold) {
  /** @param {number} setting */
  const at = (setting) => problem.value(new Map(point).set(name, setting)) >= threshold;
  const side = now >= threshold;
  const here = point.get(name) ?? NaN;
  let found = null;
  for (const end of problem.span(name)) {
    if (at(end) === side) continue;
    let [near, far] = [here, end];
    for (let halving = 0; halving < 60; halving += 1) {
      const middle = (near + far) / 2;
      if (at(middle) === side) near = middle;
      else far = middle;
    }
    if (found === null || Math.abs(far - here) < Math.abs(found - here)) found = far;
  }
  return found;
}

/**
 * The gap between two views, shared out among the parameters on which they differ (Shapley values).
 *
 * @template {number|string} Name
 * @param {Problem<Name>} problem
 * @param {Map<Name, number>} one parameters as one view has them
 * @param {Map<Name, number>} other as the other has them
 */
export function gap(problem, one, other) {
  const names = problem.names.filter((name) => one.get(name) !== other.get(name));
  const [from, to] = [problem.value(one), problem.value(other)];
  /** @param {(name: Name) => boolean|number} taken */
  const mixed = (taken) => problem.value(new Map(problem.names.map((name) => [name, /** @type {number} */ ((taken(name) ? other : one).get(name))])));
  const exact = names.length <= MOST_EXACT;
  const { shares, errors } = exact ? enumerated(names, mixed) : sampled(names, mixed);
  const difference = to - from;
  const alone = names.map((name) => [mixed((taken) => taken === name) - from, to - mixed((taken) => taken !== name)]);
  const size = Math.max(0, ...alone.flat().map(Math.abs));
  const level = !(Math.abs(difference) > ROUNDING * size);
  const rows = names.map((name, place) => {
    const closures = level ? [null, null] : alone[place].map((part) => part / difference);
    const isDouble = closures.every((closure) => closure !== null && closure >= DOUBLE_CRUX_SHARE);
    return { name, share: shares[place], error: errors[place], closures, double: isDouble };
  });
  rows.sort((a, b) => Math.abs(b.share) - Math.abs(a.share) || (a.name < b.name ? -1 : 1));
  return { from, to, difference, rows, exact };
}

/**
 * Shapley values by listing all coalitions (Shapley 1953).
 *
 * @template {number|string} Name
 * @param {Name[]} names
 * @param {(taken: (name: Name) => boolean|number) => number} mixed
 */
function enumerated(names, mixed) {
  const count = names.length;
  const place = new Map(names.map((name, at) => [name, at]));
  const worths = Float64Array.from({ length: 1 << count }, (_, coalition) => mixed((name) => (coalition >> (place.get(name) ?? 0)) & 1));
  const weights = Array.from({ length: count }, (_, size) => 1 / (count * binomial(count - 1, size)));
  const shares = names.map((_, player) => {
    let total = 0;
    for (let coalition = 0; coalition < worths.length; coalition += 1) {
      if ((coalition >> player) & 1) continue;
      total += weights[bitCount(coalition)] * (worths[coalition | (1 << player)] - worths[coalition]);
    }
    return total;
  });
  return { shares, errors: shares.map(() => 0) };
}

/**
 * @param {number} n
 * @param {number} k
 */
function binomial(n, k) {
  let found = 1;
  for (let at = 1; at <= k; at += 1) found = (found * (n - k + at)) / at;
  return found;
}

/** @param {number} number */
function bitCount(number) {
  let count = 0;
  for (let left = number; left; left &= left - 1) count += 1;
  return count;
}

/**
 * Estimates from orders drawn from a fixed seed, each paired with its reverse (Castro, Gómez and Tejada 2009).
 *
 * @template {number|string} Name
 * @param {Name[]} names
 * @param {(taken: (name: Name) => boolean|number) => number} mixed
 */
function sampled(names, mixed) {
  const random = uniformNumbers(SHARE_SEED);
  const sums = new Map(names.map((name) => [name, [0, 0]]));
  for (let drawn = 0; drawn < ORDERS; drawn += 1) {
    const order = [...names];
    for (let at = order.length - 1; at > 0; at -= 1) {
      const other = Math.floor(random() * (at + 1));
      [order[at], order[other]] = [order[other], order[at]];
    }
    const gains = new Map(names.map((name) => [name, 0]));
    for (const several of [order, [...order].reverse()]) {
      const taken = new Set();
      let last = mixed((name) => taken.has(name));
      for (const name of several) {
        taken.add(name);
        const now = mixed((other) => taken.has(other));
        gains.set(name, (gains.get(name) ?? 0) + (now - last) / 2);
        last = now;
      }
    }
    for (const [name, gain] of gains) {
      const [sum, squares] = sums.get(name) ?? [0, 0];
      sums.set(name, [sum + gain, squares + gain * gain]);
    }
  }
  const shares = names.map((name) => (sums.get(name)?.[0] ?? 0) / ORDERS);
  const errors = names.map((name, at) => Math.sqrt(Math.max(0, (sums.get(name)?.[1] ?? 0) / ORDERS - shares[at] ** 2) / (ORDERS - 1)));
  return { shares, errors };
}

/**
 * Which open parameter to settle next: the one whose answer, taken at the middle, narrows the conclusion's range most.
 *
 * @template {number|string} Name
 * @param {Problem<Name>} problem
 * @param {Map<Name, import("../../data.js").Interval>} ranges
 */
export function askNext(problem, ranges) {
  const now = problem.bounds(ranges);
  if (!now) return null;
  const rows = [];
  for (const [name, [low, high]] of ranges) {
    if (!(high > low)) continue;
    const middle = (low + high) / 2;
    const then = problem.bounds(new Map(ranges).set(name, [middle, middle]));
    if (then) rows.push({ name, narrowing: now.high - now.low - (then.high - then.low), low: then.low, high: then.high });
  }
  rows.sort((one, other) => other.narrowing - one.narrowing || (one.name < other.name ? -1 : 1));
  return { ...now, rows };
}
