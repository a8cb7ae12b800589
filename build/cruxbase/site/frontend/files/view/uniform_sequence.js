/** Numbers between 0 and 1 from integers alone, the same as `cruxbase.reasoning.uniform_sequence` draws. */

/**
 * The sequence of a seed (mulberry32).
 *
 * @param {number} seed
 * @returns {() => number} at least 0 and below 1
 */
export function uniformNumbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
