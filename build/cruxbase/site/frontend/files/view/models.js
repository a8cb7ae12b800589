/** Models that compute: what follows from inputs, and between which bounds; as `cruxbase.reasoning.computing`. */

import { BOUND_POINTS, BOUND_SEED } from "../shared/constants.js";
import { Undefined, boundsOf, compiled, valueOf } from "./expressions.js";
import { TooEntangled, parentsOf, probability } from "./networks.js";
import { uniformNumbers } from "./uniform_sequence.js";

/** Up to this many ranges are taken to every combination of their ends. */
const MOST_CORNERS = 12;

/** @typedef {import("../../data.js").Interval} Interval */
/** @typedef {import("../../data.js").Expression} Expression */
/** @typedef {import("../../data.js").VariableData} VariableData */
/** @typedef {import("../../data.js").InputData} InputData */

/** @template {{name: string, label: string, range: Interval|null}} [Input=InputData] */
export class Model {
  /** @param {Pick<import("../../data.js").ModelData<Input>, "id"|"inputs"|"variables"|"network"|"horizon"|"title"> & {outputs: [name: string, ...rest: any[]][]}} data a model as `your_view_data.py` hands it over */
  constructor(data) {
    /** @type {string} */
    this.id = data.id;
    this.title = data.title ?? data.id;
    /** @type {Input[]} */
    this.inputs = data.inputs;
    /** @type {VariableData[]} */
    this.variables = data.variables;
    /** @type {[name: string, ...rest: any[]][]} */
    this.outputs = data.outputs;
    /** @type {boolean} */
    this.network = data.network;
    /** @type {number} */
    this.horizon = data.horizon;
    this.inputByName = new Map(data.inputs.map((input) => [input.name, input]));
    this.variableByName = new Map(data.variables.map((variable) => [variable.name, variable]));
    /** @type {Map<string, number>} */
    this.slots = new Map([...data.inputs, ...data.variables].map(({ name }, slot) => [name, slot]));
    /** @type {Map<string, (given: Map<string, number>) => number>} */
    this.programs = new Map();
  }

  /**
   * The value of every input and variable that has one; what hangs on something unknown, or comes to no number, is left out.
   *
   * @param {Map<string, number>} given input → value
   * @returns {Map<string, number>}
   */
  values(given) {
    const found = new Map(given);
    if (this.network && [...given.values()].every((value) => value >= 0 && value <= 1)) {
      for (const variable of this.variables) {
        const parents = parentsOf(variable);
        if (variable.formula === null || !parents.every((parent) => found.has(parent))) continue;
        const exact = this.#probability(given, variable.name);
        if (exact !== null) found.set(variable.name, exact);
      }
      return found;
    }
    return /** @type {Map<string, number>} */ (this.steps(given).at(-1));
  }

  /**
   * The values at each step, the start first; of a model without state, one map. As `model_outcome` in Python.
   *
   * @param {Map<string, number>} given input → value
   * @returns {Map<string, number>[]}
   */
  steps(given) {
    const stateful = this.variables.filter((variable) => variable.next);
    const steps = [this.#filled(given, new Map())];
    for (let step = 0; step < (stateful.length ? this.horizon : 0); step += 1) {
      const now = steps[step];
      if (!stateful.every(({ name }) => now.has(name))) break;
      steps.push(this.#filled(given, new Map(stateful.map(({ name, next }) => [name, orNull(() => valueOf(/** @type {Expression} */ (next), now))]))));
    }
    return steps;
  }

  /**
   * All variables at one step, stateful ones as they stand.
   *
   * @param {Map<string, number>} given
   * @param {Map<string, number|null>} states
   */
  #filled(given, states) {
    const values = new Map(given);
    for (const { name, formula } of this.variables) {
      if (formula === null) continue;
      const state = states.get(name);
      const value = state === undefined ? orNull(() => valueOf(formula, values)) : state;
      if (value !== null) values.set(name, value);
    }
    return values;
  }

  /**
   * @param {Map<string, number>} given
   * @param {string} name
   */
  #probability(given, name) {
    try {
      return probability(given, this.variables, name);
    } catch (problem) {
      if (problem instanceof TooEntangled) return null;
      throw problem;
    }
  }

  /**
   * One variable as a number; NaN where it has none. As `values`, but computes only what is on the way.
   *
   * @param {string} name
   * @param {Map<string, number>} given
   */
  value(name, given) {
    if (this.network || !this.variableByName.has(name)) return this.values(given).get(name) ?? NaN;
    const program = this.programs.get(name) ?? this.#program(name);
    this.programs.set(name, program);
    return program(given);
  }

  /**
   * The formulas on the way to a variable as one function of the inputs.
   *
   * @param {string} name
   */
  #program(name) {
    const stateful = this.variables.filter((variable) => variable.next);
    const wanted = this.#onTheWay([name, ...stateful.map((variable) => variable.name)]);
    const slotOf = (/** @type {string} */ one) => /** @type {number} */ (this.slots.get(one));
    /**
     * @param {VariableData} variable
     * @param {Expression|null|undefined} node
     */
    const compile = (variable, node) => ({ slot: slotOf(variable.name), run: compiled(/** @type {Expression} */ (node), this.slots) });
    const order = this.variables.filter((variable) => variable.formula !== null && wanted.has(variable.name));
    const formulas = order.map((variable) => compile(variable, variable.formula));
    const others = order.filter((variable) => !variable.next).map((variable) => compile(variable, variable.formula));
    const states = stateful.map((variable) => compile(variable, variable.next));
    const values = new Float64Array(this.slots.size);
    return (/** @type {Map<string, number>} */ given) => {
      values.fill(NaN);
      for (const [input, value] of given) if (this.slots.has(input) && Number.isFinite(value)) values[slotOf(input)] = value;
      for (const { slot, run } of formulas) values[slot] = run(values);
      for (let step = 0; step < (states.length ? this.horizon : 0); step += 1) {
        if (states.some(({ slot }) => Number.isNaN(values[slot]))) break;
        const following = states.map(({ run }) => run(values));
        states.forEach(({ slot }, at) => (values[slot] = following[at]));
        for (const { slot, run } of others) values[slot] = run(values);
      }
      return values[slotOf(name)];
    };
  }

  /**
   * The names of what some variables are computed from, over all steps, and of themselves.
   *
   * @param {string[]} targets
   */
  #onTheWay(targets) {
    const wanted = new Set(targets);
    for (let before = 0; before < wanted.size; ) {
      before = wanted.size;
      for (const variable of [...this.variables].reverse()) if (wanted.has(variable.name)) variable.names.forEach((other) => wanted.add(other));
    }
    return wanted;
  }

  /**
   * The names of the inputs that a variable hangs on; null where it, or something it needs, cannot be computed.
   *
   * @param {string} name
   */
  needed(name) {
    const wanted = this.#onTheWay([name]);
    const computable = [...wanted].every((other) => this.inputByName.has(other) || (this.variableByName.get(other)?.formula ?? null) !== null);
    return computable ? this.inputs.map((input) => input.name).filter((other) => wanted.has(other)) : null;
  }

  /**
   * From how little to how much a variable can come to when inputs lie within ranges; an input without a range may be anything
   * that it can be at all. Null where that has no bounds.
   *
   * @param {string} name
   * @param {Map<string, Interval>} ranges
   * @returns {{low: number, high: number, exact: boolean}|null}
   */
  bounds(name, ranges) {
    const needed = this.needed(name);
    if (!needed) return null;
    /** @type {Map<string, Interval>} */
    const bounded = new Map();
    for (const input of needed) {
      const range = ranges.get(input) ?? this.inputByName.get(input)?.range;
      if (!range) return null;
      bounded.set(input, range);
    }
    const own = this.inputByName.has(name) ? bounded.get(name) : undefined;
    if (own) return { low: own[0], high: own[1], exact: true };
    if (this.horizon) return this.#sampled(name, bounded);
    if (this.network || this.variableByName.get(name)?.affine) return this.#atCorners(name, bounded);
    const wanted = this.#onTheWay([name]);
    const found = orNull(() => {
      for (const variable of this.variables) {
        if (variable.formula !== null && wanted.has(variable.name)) bounded.set(variable.name, boundsOf(variable.formula, bounded));
      }
      return bounded.get(name);
    });
    return found ? { low: found[0], high: found[1], exact: false } : null;
  }

  /**
   * Bounds of a variable of a stateful model, from corners and a fixed sample: interval arithmetic over many steps says nothing.
   *
   * @param {string} name
   * @param {Map<string, Interval>} ranges
   */
  #sampled(name, ranges) {
    const random = uniformNumbers(BOUND_SEED);
    let [low, high] = [Infinity, -Infinity];
    for (let point = 0; point < BOUND_POINTS; point += 1) {
      const corner = point < BOUND_POINTS / 2;
      const at = new Map([...ranges].map(([input, [least, most]]) => [input, least + (corner ? Number(random() >= 0.5) : random()) * (most - least)]));
      const value = this.value(name, at);
      if (!Number.isFinite(value)) return null;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    return { low, high, exact: false };
  }

  /**
   * Bounds of a variable that is affine in each input: exact from all corners, or from climbing them where they are many.
   *
   * @param {string} name
   * @param {Map<string, Interval>} ranges
   */
  #atCorners(name, ranges) {
    const free = [...ranges].filter(([, [low, high]]) => high > low);
    const point = new Map([...ranges].map(([input, [low]]) => [input, low]));
    const at = () => this.value(name, point);
    if (free.length > MOST_CORNERS) {
      return { low: climbed(free, point, at, -1), high: climbed(free, point, at, 1), exact: false };
    }
    let [low, high] = [Infinity, -Infinity];
    for (let corner = 0; corner < 1 << free.length; corner += 1) {
      free.forEach(([input, ends], place) => point.set(input, ends[(corner >> place) & 1]));
      const value = at();
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    return Number.isFinite(low + high) ? { low, high, exact: true } : null;
  }
}

/**
 * The corner that the slopes at the middle lead to, then those at that corner, while it gains; as `_climbed` in Python.
 *
 * @param {[string, Interval][]} free
 * @param {Map<string, number>} point
 * @param {() => number} at
 * @param {number} sign
 */
function climbed(free, point, at, sign) {
  /** @param {[string, Interval]} input */
  const slope = ([input, [low, high]]) => {
    const here = point.get(input) ?? NaN;
    const [least, most] = [low, high].map((end) => (point.set(input, end), at()));
    point.set(input, here);
    return sign * (most - least);
  };
  for (const [input, [low, high]] of free) point.set(input, (low + high) / 2);
  let best = at();
  for (let round = 0; round < free.length; round += 1) {
    const slopes = free.map(slope);
    free.forEach(([input, [low, high]], place) => {
      if (slopes[place]) point.set(input, slopes[place] > 0 ? high : low);
    });
    const value = at();
    if (!(sign * value > sign * best)) break;
    best = value;
  }
  return best;
}

/**
 * @template T
 * @param {() => T} compute
 */
function orNull(compute) {
  try {
    return compute();
  } catch (problem) {
    if (problem instanceof Undefined) return null;
    throw problem;
  }
}
