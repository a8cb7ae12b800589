/** Lists of numbers and of words as the pieces of the index have them; `support/compact_lists.py` is the other side of these forms. */

import { BACKSLASH, ESCAPE_SIGN, FIRST_SHARED, FIRST_SIGN, LARGEST_SIGN } from "../shared/constants.js";

/**
 * Whole numbers that stand as signs.
 *
 * @param {string} signs
 * @returns {number[]}
 */
export function numbersIn(signs) {
  /** @param {number} at */
  const one = (at) => {
    const number = signs.charCodeAt(at) - FIRST_SIGN;
    return number > BACKSLASH ? number - 1 : number;
  };
  const numbers = [];
  for (let at = 0; at < signs.length; at += 1) {
    if (signs.charCodeAt(at) === ESCAPE_SIGN) {
      numbers.push(one(at + 1) * LARGEST_SIGN + one(at + 2));
      at += 2;
    } else numbers.push(one(at));
  }
  return numbers;
}

/**
 * Sorted words, each of which stands without the letters that it shares with the one before.
 *
 * @param {string} coded
 */
export function wordsIn(coded) {
  const words = [];
  let before = "";
  for (const part of coded ? coded.split(" ") : []) {
    before = before.slice(0, part.charCodeAt(0) - FIRST_SHARED) + part.slice(1);
    words.push(before);
  }
  return words;
}
