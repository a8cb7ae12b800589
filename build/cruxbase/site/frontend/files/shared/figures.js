/**
 * Numbers as readers see them, as `cruxbase.support.figures` has them: the same strings, by a test. No other script makes a figure of its own.
 *
 * Both round the exact value of a float, and halves away from zero, as `toFixed` and `toExponential` do.
 */

import { LARGEST_PLAIN, MINUS, MODEL_DIGITS, NOTHING, PERCENT_WORDS, PER_CENT, PROBABILITY, SMALLEST_PLAIN, SMALLEST_SHARE, STATED_DIGITS, SUPERSCRIPTS } from "./constants.js";

/**
 * A number in as few digits as say it, with a minus sign below nothing.
 *
 * @param {number} value
 * @param {number} [digits] how many count at most
 * @returns {string}
 */
export function number(value, digits = 6) {
  const [mantissa, power] = written(value, digits, SMALLEST_PLAIN).split("e");
  return power ? `${mantissa}\u202f×\u202f10${[...power].map((sign) => (sign === "-" ? "⁻" : SUPERSCRIPTS[Number(sign)])).join("")}` : mantissa;
}

/**
 * A number written out from a power of ten on, and below it as one types it: `3.72e-6`.
 *
 * @param {number} value
 * @param {number} digits
 * @param {number} smallest
 */
function written(value, digits, smallest) {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "undefined" : `${value < 0 ? MINUS : ""}∞`;
  if (value === 0) return "0";
  const [mantissa, exponent] = Math.abs(value).toExponential(digits - 1).split("e");
  const [figures, power] = [mantissa.replace(".", "").replace(/0+$/, ""), Number(exponent)];
  const sign = value < 0 ? MINUS : "";
  if (power < smallest || power > LARGEST_PLAIN) return `${sign}${pointed(figures, 1)}e${power}`;
  return `${sign}${power < 0 ? `0.${"0".repeat(-power - 1)}${figures}` : pointed(figures, power + 1)}`;
}

/**
 * Figures with so many before the point.
 *
 * @param {string} figures
 * @param {number} before
 */
function pointed(figures, before) {
  return figures.length > before ? `${figures.slice(0, before)}.${figures.slice(before)}` : figures.padEnd(before, "0");
}

/**
 * A stated probability or share as a percentage, in all its digits: `47.5%`.
 *
 * @param {number} value
 */
export function percent(value) {
  return `${written(value * 100, STATED_DIGITS, SMALLEST_SHARE)}${PER_CENT}`;
}

/**
 * A stated range as percentages; one number where its ends are the same: `40–55%`.
 *
 * @param {number} low
 * @param {number} high
 */
export function percentRange(low, high) {
  return low === high ? percent(low) : `${written(low * 100, STATED_DIGITS, SMALLEST_SHARE)}–${percent(high)}`;
}

/**
 * A probability that follows from exact inputs, as exact as it makes a difference: `42%`, `5.1%`, `<0.01%`.
 *
 * @param {number} value
 */
export function computed(value) {
  return `${hundredths(value)}${PER_CENT}`;
}

/**
 * Two of them, no more exact than the distance between them is worth; one where both are shown alike.
 *
 * @param {number} low
 * @param {number} high
 */
export function computedRange(low, high) {
  const places = high - low > 0.1 ? 0 : undefined;
  const [first, last] = [hundredths(low, places), hundredths(high, places)];
  return first === last ? `${last}${PER_CENT}` : `${first}–${last}${PER_CENT}`;
}

/**
 * A probability that follows from what somebody said: in whole per cent, or one digit near 0 and 1.
 *
 * @param {number} value
 */
export function about(value) {
  const share = value * 100;
  const near = Math.min(share, 100 - share);
  if (near >= 1) return `about ${share.toFixed(0)}${PER_CENT}`;
  const distance = Math.max(near, 1e-8);
  if (share < 50) return `about ${written(distance, 1, SMALLEST_SHARE)}${PER_CENT}`;
  const [figure, power] = distance.toExponential(0).split("e").map(Number);
  return `about ${written(100 - figure * 10 ** power, 2 - power, SMALLEST_SHARE)}${PER_CENT}`;
}

/**
 * A part of a whole as a whole percentage; below nothing with a minus sign, a dash where there is none.
 *
 * @param {number|null} value
 */
export function part(value) {
  if (value === null) return "–";
  const shown = (Math.abs(value) * 100).toFixed(0);
  if (shown !== "0") return `${value < 0 ? MINUS : ""}${shown}${PER_CENT}`;
  if (Math.abs(value) < NOTHING) return `0${PER_CENT}`;
  return value > 0 ? `<1${PER_CENT}` : `>${MINUS}1${PER_CENT}`;
}

/**
 * A difference of two probabilities in percentage points: `56 points`, `less than a point`.
 *
 * @param {number} difference
 */
export function points(difference) {
  const shown = (Math.abs(difference) * 100).toFixed(0);
  if (shown === "0") return "less than a point";
  return shown === "1" ? "1 point" : `${shown} points`;
}

/**
 * A number with its unit: a sign of per cent close to it, anything else a thin space away.
 *
 * @param {string} shown
 * @param {string} unit
 */
export function withUnit(shown, unit) {
  if (PERCENT_WORDS.includes(unit)) return `${shown}${PER_CENT}`;
  return unit ? `${shown}\u202f${unit}` : shown;
}

/**
 * What a model comes to: a probability as per cent, anything else in the few digits that its inputs bear.
 *
 * @param {number} value
 * @param {string} [unit]
 */
export function modelValue(value, unit = "") {
  if (unit === PROBABILITY && value >= 0 && value <= 1) return computed(value);
  const power = Number.isFinite(value) ? Number(Math.abs(value).toExponential().split("e")[1]) : 0;
  return withUnit(number(value, power <= LARGEST_PLAIN ? Math.max(MODEL_DIGITS, power + 1) : MODEL_DIGITS), unit);
}

/**
 * From how little to how much a model comes to; one number where both are shown alike.
 *
 * @param {number} low
 * @param {number} high
 * @param {string} [unit]
 */
export function modelRange(low, high, unit = "") {
  const last = modelValue(high, unit);
  return modelValue(low, unit) === last ? last : `${modelValue(low, unit === PROBABILITY ? unit : "")} to ${last}`;
}

/**
 * How many, with a comma between thousands.
 *
 * @param {number} value a whole number
 */
export function count(value) {
  return value.toLocaleString("en-GB");
}

/**
 * @param {number} value
 * @param {number} [places]
 */
function hundredths(value, places) {
  const share = value * 100;
  if (share > 0 && share < 0.01) return "<0.01";
  if (share < 100 && share > 99.99) return ">99.99";
  const decimals = places ?? (share < 1 || share > 99 ? 2 : share < 10 ? 1 : 0);
  return withoutZeros(share.toFixed(decimals));
}

/** @param {string} shown */
function withoutZeros(shown) {
  return shown.includes(".") ? shown.replace(/\.?0+$/, "") : shown;
}
