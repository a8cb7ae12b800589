/**
 * The language of executable models, from the lists that Python's parser makes of an expression.
 *
 * A number stands for itself and a string for a name; a list is an operation followed by its arguments. What comes to no finite
 * number is undefined, and undefined spreads except from a branch that is not taken; see `cruxbase.reasoning.expressions`.
 */

/** An expression has no value, or its bounds cannot be told; the message says why in a few words. */
export class Undefined extends Error {}

/** @typedef {import("../../data.js").Expression} Expression */
/** @typedef {import("../../data.js").Interval} Interval */

/** @type {Map<string, (...numbers: number[]) => number>} */
const OPERATIONS = new Map([
  ["+", (a, b) => a + b],
  ["-", (a, b) => a - b],
  ["*", (a, b) => a * b],
  ["/", (a, b) => a / b],
  ["^", (a, b) => a ** b],
  ["neg", (a) => -a],
  ["not", (a) => Number(a === 0)],
  ["<", (a, b) => Number(a < b)],
  ["<=", (a, b) => Number(a <= b)],
  [">", (a, b) => Number(a > b)],
  [">=", (a, b) => Number(a >= b)],
  ["==", (a, b) => Number(a === b)],
  ["!=", (a, b) => Number(a !== b)],
  ["min", (...numbers) => Math.min(...numbers)],
  ["max", (...numbers) => Math.max(...numbers)],
  ["sum", sum],
  ["product", (...numbers) => numbers.reduce((whole, number) => whole * number, 1)],
  ["mean", (...numbers) => sum(...numbers) / numbers.length],
  ["abs", Math.abs],
  ["exp", Math.exp],
  ["log", Math.log],
  ["sqrt", Math.sqrt],
  ["logistic", logistic],
  ["logit", (p) => Math.log(p / (1 - p))],
  ["round", (x) => Math.floor(x + 0.5)],
  ["clamp", (x, low, high) => (low > high ? NaN : Math.min(Math.max(x, low), high))],
]);

/** @param {...number} numbers */
function sum(...numbers) {
  return numbers.reduce((whole, number) => whole + number, 0);
}

/** @param {number} x */
function logistic(x) {
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const grown = Math.exp(x);
  return grown / (1 + grown);
}

/**
 * @param {string} operation
 * @param {number[]} numbers
 */
function applied(operation, numbers) {
  const result = /** @type {(...numbers: number[]) => number} */ (OPERATIONS.get(operation))(...numbers);
  if (!Number.isFinite(result)) throw new Undefined(operation);
  return result;
}

/**
 * The number that an expression comes to.
 *
 * @param {Expression} node an expression
 * @param {Map<string, number>} values
 * @returns {number}
 * @throws {Undefined} when it comes to none, or a name that it needs has no value
 */
export function valueOf(node, values) {
  if (typeof node === "number") return node;
  if (typeof node === "string") {
    const number = values.get(node);
    if (number === undefined || !Number.isFinite(number)) throw new Undefined(node);
    return number;
  }
  const [operation, ...parts] = node;
  if (operation === "if") return valueOf(parts[valueOf(parts[0], values) !== 0 ? 1 : 2], values);
  if (operation === "and" || operation === "or") {
    const first = valueOf(parts[0], values) !== 0;
    if (first === (operation === "or")) return Number(first);
    return Number(valueOf(parts[1], values) !== 0);
  }
  return applied(operation, parts.map((part) => valueOf(part, values)));
}

/**
 * An expression as a function of an array of values, for computing it many times; NaN stands for what is undefined.
 *
 * @param {Expression} node an expression
 * @param {Map<string, number>} slots where in the array the value of each name is
 * @returns {(values: Float64Array) => number}
 */
export function compiled(node, slots) {
  if (typeof node === "number") return () => node;
  if (typeof node === "string") {
    const slot = slots.get(node);
    return slot === undefined ? () => NaN : (values) => values[slot];
  }
  const [operation, ...parts] = node;
  const [first, second, third] = parts.map((part) => compiled(part, slots));
  if (operation === "if") {
    return (values) => {
      const asked = first(values);
      return Number.isNaN(asked) ? NaN : (asked !== 0 ? second : third)(values);
    };
  }
  if (operation === "and" || operation === "or") {
    const settling = operation === "or";
    return (values) => {
      const asked = first(values);
      if (Number.isNaN(asked)) return NaN;
      if ((asked !== 0) === settling) return Number(settling);
      const other = second(values);
      return Number.isNaN(other) ? NaN : Number(other !== 0);
    };
  }
  const apply = /** @type {(...numbers: number[]) => number} */ (OPERATIONS.get(operation));
  if (parts.length === 1) {
    return (values) => {
      const x = first(values);
      return Number.isNaN(x) ? NaN : finite(apply(x));
    };
  }
  if (parts.length === 2) {
    return (values) => {
      const x = first(values);
      const y = second(values);
      return Number.isNaN(x) || Number.isNaN(y) ? NaN : finite(apply(x, y));
    };
  }
  const all = parts.map((part) => compiled(part, slots));
  return (values) => {
    const numbers = all.map((part) => part(values));
    return numbers.some(Number.isNaN) ? NaN : finite(apply(...numbers));
  };
}

/** @param {number} number */
function finite(number) {
  return Number.isFinite(number) ? number : NaN;
}

/** @type {Interval[]} */
const [YES, NO, EITHER] = [[1, 1], [0, 0], [0, 1]];
const RISING = new Set(["exp", "log", "sqrt", "logistic", "logit", "round", "min", "max", "sum", "mean", "+"]);

/**
 * Bounds of an expression when each name lies anywhere within a range; they may be wider than the truth (Moore 1966).
 *
 * @param {Expression} node an expression
 * @param {Map<string, Interval>} ranges
 * @returns {Interval}
 * @throws {Undefined} when it may come to no number somewhere within them
 */
export function boundsOf(node, ranges) {
  if (typeof node === "number") return [node, node];
  if (typeof node === "string") {
    const range = ranges.get(node);
    if (!range) throw new Undefined(node);
    return range;
  }
  const [operation, ...parts] = node;
  if (operation === "if" || operation === "and" || operation === "or") return branched(operation, parts, ranges);
  const bounds = bounded(operation, parts.map((part) => boundsOf(part, ranges)));
  if (!bounds.every(Number.isFinite)) throw new Undefined(operation);
  return bounds;
}

/**
 * @param {string} operation
 * @param {Expression[]} parts
 * @param {Map<string, Interval>} ranges
 * @returns {Interval}
 */
function branched(operation, parts, ranges) {
  const first = truth(boundsOf(parts[0], ranges));
  if (operation === "if") {
    const taken = [];
    if (first !== NO) taken.push(boundsOf(parts[1], ranges));
    if (first !== YES) taken.push(boundsOf(parts[2], ranges));
    return hull(...taken);
  }
  const settled = operation === "or" ? YES : NO;
  if (first === settled) return settled;
  const second = truth(boundsOf(parts[1], ranges));
  if (first !== EITHER || second === settled) return second;
  return EITHER;
}

/**
 * @param {string} operation
 * @param {Interval[]} parts
 * @returns {Interval}
 */
function bounded(operation, parts) {
  /** @param {number[]} falling */
  const atEnds = (falling) => /** @type {Interval} */ ([0, 1].map((side) => applied(operation, parts.map((part, at) => part[side ^ falling[at]]))));
  if (RISING.has(operation)) return atEnds(parts.map(() => 0));
  if (operation === "*" || operation === "product") return parts.reduce((whole, part) => times(whole, part), /** @type {Interval} */ ([1, 1]));
  if (operation === "-") return atEnds([0, 1]);
  if (operation === "neg") return [-parts[0][1], -parts[0][0]];
  if (operation === "/") {
    if (parts[1][0] <= 0 && parts[1][1] >= 0) throw new Undefined("/");
    return times(parts[0], [1 / parts[1][1], 1 / parts[1][0]]);
  }
  if (operation === "abs") return [Math.max(0, parts[0][0], -parts[0][1]), Math.max(-parts[0][0], parts[0][1])];
  if (operation === "not") {
    const [low, high] = truth(parts[0]);
    return [1 - high, 1 - low];
  }
  if (operation === "clamp") {
    if (parts[1][1] > parts[2][0]) throw new Undefined("clamp");
    return atEnds([0, 0, 0]);
  }
  return operation === "^" ? powers(parts[0], parts[1]) : compared(operation, parts[0], parts[1]);
}

/**
 * @param {...Interval} ranges
 * @returns {Interval}
 */
function hull(...ranges) {
  return [Math.min(...ranges.map(([low]) => low)), Math.max(...ranges.map(([, high]) => high))];
}

/**
 * @param {Interval} a
 * @param {Interval} b
 * @returns {Interval}
 */
function times(a, b) {
  const corners = a.flatMap((x) => b.map((y) => x * y));
  return [Math.min(...corners), Math.max(...corners)];
}

/**
 * @param {Interval} base
 * @param {Interval} exponent
 * @returns {Interval}
 */
function powers(base, exponent) {
  const whole = exponent[0] === exponent[1] && Number.isInteger(exponent[0]);
  if (base[0] < 0 && !whole) throw new Undefined("^");
  if (base[0] <= 0 && base[1] >= 0 && exponent[0] < 0) throw new Undefined("^");
  const corners = base.flatMap((x) => exponent.map((y) => x ** y));
  if (base[0] < 0 && base[1] > 0 && whole && exponent[0] !== 0) corners.push(0);
  return [Math.min(...corners), Math.max(...corners)];
}

/**
 * @param {Interval} range
 * @returns {Interval}
 */
function truth(range) {
  if (range[0] === 0 && range[1] === 0) return NO;
  return range[0] <= 0 && range[1] >= 0 ? EITHER : YES;
}

/**
 * @param {string} operation
 * @param {Interval} a
 * @param {Interval} b
 * @returns {Interval}
 */
function compared(operation, a, b) {
  if (operation === ">" || operation === ">=") return compared(operation === ">" ? "<" : "<=", b, a);
  if (operation === "<") return a[1] < b[0] ? YES : a[0] >= b[1] ? NO : EITHER;
  if (operation === "<=") return a[1] <= b[0] ? YES : a[0] > b[1] ? NO : EITHER;
  const apart = a[1] < b[0] || b[1] < a[0];
  const same = a[0] === a[1] && b[0] === b[1] && a[0] === b[0];
  const equal = apart ? NO : same ? YES : EITHER;
  return operation === "==" ? equal : [1 - equal[1], 1 - equal[0]];
}
