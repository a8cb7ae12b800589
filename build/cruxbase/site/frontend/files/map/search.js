/** Searching as one types: a plain scan over titles, statements, definitions and sources. */

import { ENDINGS } from "../shared/constants.js";

/**
 * A record that a search can find.
 *
 * @typedef {object} Found
 * @property {number} node -1 for one that is not on the map
 * @property {string} kind
 * @property {string} id
 * @property {string} [title]
 * @property {number[]|null} [touched] of one that is not on the map, the records that it is about
 */

/** @typedef {Found & {score: number}} Hit */

const FOLDED = /[\u0300-\u036f]/g;

/**
 * Text without case and accents, composed; the same as `folded` in `analysis/search.py`.
 *
 * @param {string} text
 */
export function plain(text) {
  return text.toLowerCase().replaceAll("ß", "ss").replaceAll("ς", "σ").normalize("NFD").replace(FOLDED, "").normalize("NFC");
}

/**
 * A word without the endings that English puts on it, so that `models` finds `modelling`.
 *
 * @param {string} word
 */
export function stem(word) {
  for (const ending of ENDINGS) {
    if (word.length - ending.length >= 4 && word.endsWith(ending)) {
      const rest = word.slice(0, -ending.length);
      return /([^aeiouls])\1$/.test(rest) ? rest.slice(0, -1) : rest;
    }
  }
  return word;
}

/**
 * Whether two words differ by at most `most` letters put in, left out, changed or swapped with a neighbour.
 *
 * @param {string} one
 * @param {string} other
 * @param {number} most
 */
export function isNear(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return false;
  /** @type {number[]|null} */
  let before = null;
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row += 1) {
    const now = [row];
    let least = row;
    for (let at = 1; at <= other.length; at += 1) {
      const same = one[row - 1] === other[at - 1] ? 0 : 1;
      let cost = Math.min(last[at] + 1, now[at - 1] + 1, last[at - 1] + same);
      if (before && at > 1 && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1]) {
        cost = Math.min(cost, before[at - 2] + 1);
      }
      now.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return false;
    before = last;
    last = now;
  }
  return last[other.length] <= most;
}

export class Search {
  /** @type {{record: Found, head: string, body: string}[]} */
  entries;
  /** @type {Set<string>|null} the words of all entries, once they are asked for */
  vocabulary;

  /** @param {import("./base.js").Base} base call `read` again when its texts have come */
  constructor(base) {
    this.base = base;
    this.read();
  }

  /** Take in the titles and, if they are there, the texts. */
  read() {
    const base = this.base;
    this.entries = base.title.map((title, node) => {
      const text = base.statements[node];
      return entry({ node, kind: base.kind[node], id: base.id[node], title, touched: null }, title, text);
    });
    for (const other of base.others) {
      this.entries.push(entry({ ...other, node: -1 }, other.title, other.words));
    }
    this.vocabulary = null;
  }

  /**
   * The entries that match all words of a query, best first; all, in no order of merit, for an empty one.
   *
   * @param {string} query
   */
  hits(query) {
    const words = plain(query).match(/[\p{L}\p{N}]+/gu) ?? [];
    if (!words.length) return this.entries.map((found) => ({ ...found.record, score: 0 }));
    const tries = words.map((word) => this.#alternatives(word));
    const phrase = words.join(" ");
    const found = [];
    for (const { record, head, body } of this.entries) {
      let score = head.includes(phrase) ? 4 : 0;
      for (const alternatives of tries) {
        let best = 0;
        for (const { word, worth } of alternatives) {
          const inHead = head.indexOf(` ${word}`);
          if (inHead >= 0) best = Math.max(best, worth * (inHead === 0 ? 12 : 10));
          else if (word.length > 3 && head.includes(word)) best = Math.max(best, worth * 6);
          else if (body.includes(` ${word}`)) best = Math.max(best, worth * 4);
        }
        if (!best) {
          score = -1;
          break;
        }
        score += best;
      }
      if (score > 0) found.push({ ...record, score });
    }
    return found.sort((one, other) => other.score - one.score || this.#weight(other) - this.#weight(one));
  }

  /** @param {Found} record */
  #weight(record) {
    return record.node >= 0 ? this.base.dependents[record.node] : (record.touched?.length ?? 0) / 10;
  }

  /**
   * The word itself, its stem, and, where nothing has either, the words of the base that are spelt nearly so.
   *
   * @param {string} word
   */
  #alternatives(word) {
    const root = stem(word);
    const found = [{ word, worth: 1 }];
    if (root !== word) found.push({ word: root, worth: 0.8 });
    if (word.length < 4 || this.entries.some(({ head, body }) => head.includes(` ${root}`) || body.includes(` ${root}`))) {
      return found;
    }
    const most = word.length < 8 ? 1 : 2;
    for (const other of this.#words()) if (isNear(word, other, most)) found.push({ word: other, worth: 0.5 });
    return found;
  }

  #words() {
    this.vocabulary ??= new Set(this.entries.flatMap(({ head, body }) => `${head}${body}`.match(/[\p{L}\p{N}]{4,}/gu) ?? []));
    return this.vocabulary;
  }
}

/**
 * @param {Found} record
 * @param {string} title
 * @param {string} text
 */
function entry(record, title, text) {
  const id = record.id.replaceAll("-", " ");
  return { record, head: ` ${spaced(title)}`, body: ` ${spaced(text)} ${id} ` };
}

/** @param {string} text */
function spaced(text) {
  return plain(text).replace(/[^\p{L}\p{N}]+/gu, " ");
}
