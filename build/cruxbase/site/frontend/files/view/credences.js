/** How much someone believes something: as it is written in an address and in a record, and as it is shown. */

import { STANCES } from "../shared/constants.js";
import { computedRange } from "../shared/figures.js";

const NUMBER = /^(\d+(?:\.\d*)?|\.\d+)(%?)$/;
const RANGE = /^(\d+(?:\.\d*)?|\.\d+)(%?)(?:-|–|to)(\d+(?:\.\d*)?|\.\d+)(%?)$/;
const SAID = new Map([
  ["holds", "held true without a number"],
  ["rejects", "held false without a number"],
  ["suspends", "judgement withheld"],
]);

/**
 * @typedef {object} Credence
 * @property {number} low
 * @property {number} mid the number to compute with
 * @property {number} high
 * @property {string} text a number from 0 to 1, a range of two with a hyphen, a word of the scale, or a stance
 * @property {string} [stance] where it is one
 */

/**
 * The credence that a text stands for; null where it stands for none.
 *
 * @param {string} text
 * @param {Record<string, [number, number, number]>} words the scale of words
 * @returns {Credence|null}
 */
export function credenceOf(text, words) {
  const spoken = text.trim().toLowerCase();
  if (Object.hasOwn(STANCES, spoken)) {
    const [low, high] = STANCES[spoken];
    return { low, mid: (low + high) / 2, high, text: spoken, stance: spoken };
  }
  const word = spoken.replaceAll(" ", "-");
  if (Object.hasOwn(words, word)) {
    const [low, mid, high] = words[word];
    return { low, mid, high, text: word };
  }
  const close = spoken.replace(/\s+/g, "");
  const single = NUMBER.exec(close);
  if (single) return between(fraction(single[1], single[2]), fraction(single[1], single[2]));
  const pair = RANGE.exec(close);
  if (pair) return between(fraction(pair[1], pair[2] || pair[4]), fraction(pair[3], pair[4]));
  return null;
}

/**
 * @param {string} digits
 * @param {string} percent
 */
function fraction(digits, percent) {
  return rounded(Number(digits) / (percent ? 100 : 1));
}

/** @param {number} number */
function rounded(number) {
  return Number(number.toPrecision(12));
}

/**
 * A credence from two ends, or null.
 *
 * @param {number} low
 * @param {number} high
 */
export function between(low, high) {
  if (!(low >= 0 && low <= high && high <= 1)) return null;
  if (low === high) return { low, mid: low, high, text: String(low) };
  return { low, mid: rounded((low + high) / 2), high, text: `${low}-${high}` };
}

/**
 * The credence that a reader means who types into a field of per cent: 70 and 70 % and .7 are the same.
 *
 * @param {string} text
 * @param {Record<string, [number, number, number]>} words
 */
export function typed(text, words) {
  const close = text.trim().replace(",", ".");
  const numbers = close.match(/\d+(?:\.\d*)?|\.\d+/g) ?? [];
  const areFractions = numbers.some((number) => number.includes(".")) && numbers.every((number) => Number(number) <= 1);
  const isNumeric = numbers.length > 0 && /^[\d\s.%–-]*$/.test(close.replace("to", "-"));
  if (!isNumeric || close.includes("%") || areFractions) return credenceOf(close, words);
  return credenceOf(`${close}%`, words);
}

/**
 * A credence for readers: `70%`, `55–80%, likely`.
 *
 * @param {Credence} credence
 * @returns {string}
 */
export function shown(credence) {
  if (credence.stance) return SAID.get(credence.stance) ?? credence.stance;
  const numbers = computedRange(credence.low, credence.high);
  return /^[a-z]/.test(credence.text) ? `${numbers}, ${credence.text.replaceAll("-", " ")}` : numbers;
}
