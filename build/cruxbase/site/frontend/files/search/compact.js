/** Lists of numbers and of words as the pieces of the index have them; `data/compact_lists.py` is the other side of these forms. */

const FIRST = 0x28;
const BACKSLASH = 0x5c - FIRST;
const LARGEST = 50_000;
const ESCAPE = 0xd7ff;

/**
 * Whole numbers that stand as signs.
 *
 * @param {string} signs
 * @returns {number[]}
 */
export function numbersIn(signs) {
  /** @param {number} at */
  const one = (at) => {
    const number = signs.charCodeAt(at) - FIRST;
    return number > BACKSLASH ? number - 1 : number;
  };
  const numbers = [];
  for (let at = 0; at < signs.length; at += 1) {
    if (signs.charCodeAt(at) === ESCAPE) {
      numbers.push(one(at + 1) * LARGEST + one(at + 2));
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
    before = before.slice(0, part.charCodeAt(0) - 0x41) + part.slice(1);
    words.push(before);
  }
  return words;
}
