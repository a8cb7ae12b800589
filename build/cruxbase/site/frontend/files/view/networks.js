/**
 * Exact probabilities in models of products, noisy-ors and tables over claims that are true or false.
 *
 * By variable elimination (Zhang and Poole 1994), with products and noisy-ors taken one parent at a time. The same numbers as
 * `cruxbase.reasoning.probability`.
 */

import { WIDEST } from "../shared/constants.js";

/** @typedef {Pick<import("../../data.js").VariableData, "name"|"product"|"noisyOr"|"table">} NetworkVariable */
/** @typedef {{scope: number[], table: Float64Array}} Factor */

export class TooEntangled extends Error {}

/**
 * The probability that a variable is true.
 *
 * @param {Map<string, number>} priors the inputs
 * @param {NetworkVariable[]} variables
 *   in order; the rows of a table are by the truth of its given variables, the first of them the highest bit
 * @param {string} target
 * @throws {TooEntangled}
 */
export function probability(priors, variables, target) {
  const wanted = new Set([target]);
  for (const variable of [...variables].reverse()) if (wanted.has(variable.name)) parentsOf(variable).forEach((parent) => wanted.add(parent));
  const builder = new Builder();
  for (const [name, prior] of priors) if (wanted.has(name)) builder.axes.set(name, builder.certain(prior));
  for (const variable of variables) if (wanted.has(variable.name)) builder.add(variable);
  return eliminated(builder.factors, builder.axisOf(target));
}

/**
 * The names that a variable depends on.
 *
 * @param {NetworkVariable} variable
 */
export function parentsOf(variable) {
  return variable.product ?? variable.noisyOr?.causes.map(([cause]) => cause) ?? variable.table?.given ?? [];
}

/** Factors: `scope` names variables, and bit i of a place in `table` is the value of variable i of the scope. */
class Builder {
  constructor() {
    /** @type {Map<string, number>} */
    this.axes = new Map();
    /** @type {Factor[]} */
    this.factors = [];
    this.count = 0;
  }

  /** @param {string} name */
  axisOf(name) {
    return /** @type {number} */ (this.axes.get(name));
  }

  fresh() {
    this.count += 1;
    return this.count;
  }

  /** @param {number} chance */
  certain(chance) {
    const axis = this.fresh();
    this.factors.push({ scope: [axis], table: Float64Array.of(1 - chance, chance) });
    return axis;
  }

  /** @param {NetworkVariable} variable */
  add(variable) {
    const { name, product, noisyOr, table } = variable;
    if (product) this.axes.set(name, this.#chain(product.map((parent) => [parent, 1]), 1, true));
    else if (noisyOr) this.axes.set(name, this.#chain(noisyOr.causes, noisyOr.leak, false));
    else if (table) {
      if (table.given.length >= WIDEST) throw new TooEntangled();
      const own = this.fresh();
      const size = table.given.length;
      const filled = new Float64Array(2 << size);
      for (let state = 0; state < 1 << size; state += 1) {
        const row = table.given.reduce((place, _, at) => (place << 1) | ((state >> at) & 1), 0);
        filled[state] = 1 - table.rows[row];
        filled[state | (1 << size)] = table.rows[row];
      }
      this.axes.set(name, own);
      this.factors.push({ scope: [...table.given.map((parent) => this.axisOf(parent)), own], table: filled });
    }
  }

  /**
   * Parents taken in one at a time: and for a product, or with a strength for a noisy-or.
   *
   * @param {[string, number][]} links
   * @param {number} start
   * @param {boolean} all
   */
  #chain(links, start, all) {
    let soFar = this.certain(start);
    for (const [parent, strength] of links) {
      const after = this.fresh();
      const table = new Float64Array(8);
      for (let state = 0; state < 4; state += 1) {
        const [before, present] = [state & 1, state >> 1];
        const chance = all ? before & present : before || present * strength;
        table[state] = 1 - chance;
        table[state | 4] = chance;
      }
      this.factors.push({ scope: [soFar, this.axisOf(parent), after], table });
      soFar = after;
    }
    return soFar;
  }
}

/**
 * @param {Factor[]} factors
 * @param {number} target
 */
function eliminated(factors, target) {
  let left = factors;
  const waiting = new Set(factors.flatMap(({ scope }) => scope));
  waiting.delete(target);
  /** @param {number} variable */
  const width = (variable) => new Set(left.filter(({ scope }) => scope.includes(variable)).flatMap(({ scope }) => scope)).size;
  while (waiting.size) {
    const variable = [...waiting].reduce((best, other) => (width(other) < width(best) ? other : best));
    waiting.delete(variable);
    const together = left.filter(({ scope }) => scope.includes(variable));
    left = [...left.filter((factor) => !together.includes(factor)), summedOut(product(together), variable)];
  }
  const { table } = product(left);
  return table[1] / (table[0] + table[1]);
}

/** @param {Factor[]} factors */
function product(factors) {
  const scope = [...new Set(factors.flatMap((factor) => factor.scope))];
  if (scope.length > WIDEST) throw new TooEntangled();
  const table = new Float64Array(1 << scope.length).fill(1);
  for (const factor of factors) {
    const bits = factor.scope.map((variable) => scope.indexOf(variable));
    for (let state = 0; state < table.length; state += 1) {
      table[state] *= factor.table[bits.reduce((place, bit, at) => place | (((state >> bit) & 1) << at), 0)];
    }
  }
  return { scope, table };
}

/**
 * @param {Factor} factor
 * @param {number} variable
 */
function summedOut({ scope, table }, variable) {
  const bit = scope.indexOf(variable);
  const made = new Float64Array(table.length / 2);
  for (let state = 0; state < table.length; state += 1) {
    made[(state & ((1 << bit) - 1)) | ((state >> (bit + 1)) << bit)] += table[state];
  }
  return { scope: scope.filter((other) => other !== variable), table: made };
}
