/** Whether two people agree on a claim, and how far apart they are: the decisions of `cruxbase.reasoning.agreement`. */

import { AGREED, CERTAIN, TOUCHING } from "./constants.js";

/** @typedef {{low: number, mid: number, high: number, stance?: string|null}} Credence what somebody said, the ends of a stance being what it allows */

/**
 * The log-odds of a credence; finite, as 0 and 1 are taken a little from there.
 *
 * @param {number} credence
 */
export function logit(credence) {
  const clamped = Math.min(Math.max(credence, CERTAIN), 1 - CERTAIN);
  return Math.log(clamped) - Math.log1p(-clamped);
}

/**
 * What somebody said of a claim.
 *
 * @typedef {object} Statement
 * @property {number} low
 * @property {number} high
 * @property {number|null} number null where only a bound was given
 * @property {string|null} [stance] `holds` or `rejects`, where no number was given
 */

/**
 * Whether a range only bounds a credence from one side, so that its middle stands for nothing.
 *
 * @param {number} low
 * @param {number} high
 */
export function isBound(low, high) {
  return low < high && (low === 0 || high === 1);
}

/**
 * How far apart two statements are.
 *
 * @typedef {object} Distance
 * @property {number|null} near
 * @property {number|null} other
 * @property {number} probability
 * @property {number} logOdds
 * @property {boolean} agreed
 */

/**
 * How far apart two statements are, and whether that is agreement: between their nearest ends, where ranges that only meet agree
 * on one side of even odds, or by their numbers or middles; but a stance and what was said without a number on the other side of even odds are as far apart
 * as their middles, and never agree.
 *
 * @param {Statement} one
 * @param {Statement} other
 * @returns {Distance}
 */
export function distance(one, other) {
  const below = one.low + one.high < other.low + other.high;
  /** @type {import("../../data.js").Interval} */
  const ends = below ? [one.high, other.low] : [one.low, other.high];
  /**
   * @param {number} first
   * @param {number} second
   */
  const between = (first, second) => ({ probability: Math.abs(first - second), logOdds: Math.abs(logit(first) - logit(second)) });
  if (opposed(one, other)) return { near: ends[0], other: ends[1], ...between((one.low + one.high) / 2, (other.low + other.high) / 2), agreed: false };
  const overlap = Math.min(one.high, other.high) - Math.max(one.low, other.low);
  const meet = Math.abs(overlap) <= TOUCHING && one.low < one.high && other.low < other.high;
  if (overlap >= -TOUCHING && !meet) return { near: null, other: null, probability: 0, logOdds: 0, agreed: true };
  const [first, second] = [one, other].map((said, side) => saidNumber(said) ?? (meet ? (said.low + said.high) / 2 : ends[side]));
  const sameSide = meet && sideOf(one) !== 0 && sideOf(one) === sideOf(other);
  return { near: ends[0], other: ends[1], ...between(...ends), agreed: sameSide || Math.abs(logit(first) - logit(second)) < AGREED };
}

/** @param {Statement} said */
const saidNumber = ({ number, stance }) => (stance ? null : number);

/**
 * The side of a claim that somebody is on: 1 for it, -1 against it, 0 where both are left open. See `agreement.side_of`.
 *
 * @param {Statement} said
 */
export function sideOf({ low, high, number }) {
  const middle = number ?? 0.5;
  return Number(low >= 0.5 || middle > 0.5) - Number(high <= 0.5 || middle < 0.5);
}

/**
 * Whether a stance and what was said without a number lie on the two sides of even odds.
 *
 * @param {Statement} one
 * @param {Statement} other
 */
function opposed(one, other) {
  if (!(one.stance || other.stance) || saidNumber(one) !== null || saidNumber(other) !== null) return false;
  const [below, above] = one.low + one.high < other.low + other.high ? [one, other] : [other, one];
  return below.high <= 0.5 && above.low >= 0.5;
}

/**
 * How far apart two people are on a claim; null where one is silent, or suspends judgement.
 *
 * @param {Map<number, Credence>} one
 * @param {Map<number, Credence>} other
 * @param {number} claim
 */
export function distanceOn(one, other, claim) {
  return distanceBetween(one.get(claim), other.get(claim));
}

/**
 * The same of what two people said; undefined where one is silent.
 *
 * @param {Credence|undefined} one
 * @param {Credence|undefined} other
 */
export function distanceBetween(one, other) {
  const said = [one, other].flatMap((credence) => (!credence || credence.stance === "suspends" || (credence.low === 0 && credence.high === 1) ? [] : credence));
  if (said.length < 2) return null;
  const [first, second] = said.map(({ low, mid, high, stance }) => ({ low, high, stance, number: stance || isBound(low, high) ? null : mid }));
  return distance(first, second);
}
