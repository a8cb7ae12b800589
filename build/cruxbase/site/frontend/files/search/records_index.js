/**
 * The search index: made in the browser, from titles and texts, when someone first searches.
 *
 * Ranking is that of `cruxbase find`, with its weights: BM25F (Zaragoza and others 2004): a word in a title counts more than one in a statement. Words
 * are found by their stem and by their beginning; a word that nothing has stands for those that are spelt nearly so.
 */

import { isNear, plain, stem } from "../map/search.js";
import { UNSPACED } from "../shared/constants.js";

const RUNS = new RegExp(`[${UNSPACED}]+|[^${UNSPACED}]+`, "gu");
const STARTS_UNSPACED = new RegExp(`^[${UNSPACED}]`, "u");

/**
 * A record or page that can be found.
 *
 * @typedef {object} Entry
 * @property {number} number
 * @property {string} kind
 * @property {string} id
 * @property {string} title
 * @property {string} text what it says
 * @property {string} names further names, authors, identifiers
 * @property {string} address below the site's
 * @property {number} topic number of its topic, or -1
 * @property {string} status or empty
 * @property {number[]} holders numbers of people
 */

export class RecordsIndex {
  /** @param data what `search_index.py` hands over */
  constructor(data) {
    this.data = data;
    this.ranking = data.ranking;
    const columns = data.records;
    /** @type {Entry[]} */
    this.entries = columns.id.map((id, number) => {
      const kind = data.kinds[columns.kind[number]];
      return {
        number,
        kind,
        id,
        title: columns.title[number],
        text: columns.text[number],
        names: columns.names[number],
        address: kind === "page" ? id : `${data.folders[kind]}/${id}/`,
        topic: columns.topic[number],
        status: data.statuses[columns.status[number]] ?? "",
        holders: columns.holders[number],
      };
    });
    this.postings = new Map();
    this.lengths = new Float64Array(this.entries.length);
    for (const entry of this.entries) this.#add(entry, columns.sources[entry.number]);
    this.meanLength = this.lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, this.lengths.length);
  }

  #add(entry, sources) {
    const weights = new Map();
    const count = (text, weight) => {
      for (const word of wordsOf(text)) {
        const known = stem(word);
        weights.set(known, (weights.get(known) ?? 0) + weight);
      }
    };
    count(entry.title, this.ranking.in_title);
    count(`${entry.names} ${entry.kind === "page" ? "" : entry.id.replaceAll("-", " ")}`, this.ranking.in_names);
    count(entry.text, this.ranking.in_text);
    count(this.data.records.rest[entry.number], this.ranking.in_rest);
    for (const source of sources) count(this.data.cited[source], this.ranking.in_sources);
    for (const [word, weight] of weights) {
      if (!this.postings.has(word)) this.postings.set(word, []);
      this.postings.get(word).push([entry.number, weight]);
      this.lengths[entry.number] += weight;
    }
  }

  /**
   * What matches a query, best first; everything, in the base's order, for an empty one.
   *
   * @param {string} query
   * @returns {{hits: {entry: Entry, score: number}[], words: Set<string>, isPartial: boolean}} `words` are the stems that
   *   matched; `isPartial` says that nothing has all words of the query, and these have some
   */
  find(query) {
    const asked = [...new Set(wordsOf(query))];
    if (!asked.length) return { hits: this.entries.map((entry) => ({ entry, score: 0 })), words: new Set(), isPartial: false };
    const scores = new Map();
    const words = new Set();
    asked.forEach((word, place) => {
      for (const [number, score] of this.#scores(word, words)) {
        const row = scores.get(number) ?? { matched: 0, score: 0 };
        scores.set(number, { matched: row.matched + 1, score: row.score + score, last: place });
      }
    });
    const most = Math.max(0, ...[...scores.values()].map(({ matched }) => matched));
    const phrase = plain(query.trim());
    const hits = [...scores]
      .filter(([, { matched }]) => matched === most)
      .map(([number, { score }]) => {
        const entry = this.entries[number];
        return { entry, score: score * (phrase.length > 3 && plain(entry.title).includes(phrase) ? this.ranking.phrase : 1) };
      })
      .map(({ entry, score }) => ({ entry, score: Math.round(score * 1e9) / 1e9 }))
      .sort((one, other) => other.score - one.score || one.entry.number - other.entry.number);
    return { hits, words, isPartial: hits.length > 0 && most < asked.length };
  }

  /** What each entry scores for one word of a query. */
  #scores(word, matched) {
    const { saturation, length_share: lengthShare } = this.ranking;
    const best = new Map();
    for (const [known, share] of this.#standingFor(word)) {
      matched.add(known);
      const postings = this.postings.get(known);
      const rarity = Math.log(1 + (this.entries.length - postings.length + 0.5) / (postings.length + 0.5));
      for (const [number, weight] of postings) {
        const length = 1 - lengthShare + (lengthShare * this.lengths[number]) / this.meanLength;
        const score = (share * rarity * weight * (saturation + 1)) / (weight + saturation * length);
        if (score > (best.get(number) ?? 0)) best.set(number, score);
      }
    }
    return best;
  }

  /** The words of the index that a word of a query stands for, each with its share. */
  *#standingFor(word) {
    const root = stem(word);
    const isThere = this.postings.has(root);
    if (isThere) yield [root, 1];
    let isBeginning = false;
    if (word.length > 1 || STARTS_UNSPACED.test(word)) {
      for (const known of this.postings.keys()) {
        if (known === root || !(known.startsWith(word) || (root.length > 3 && known.startsWith(root)))) continue;
        isBeginning = true;
        yield [known, this.ranking.prefix];
      }
    }
    if (isThere || isBeginning || word.length < 4) return;
    // One slip is likelier than two: words that are two away count only where none is nearer.
    for (const most of word.length < 8 ? [1] : [1, 2]) {
      const near = [...this.postings.keys()].filter((known) => known.length > 3 && isNear(root, known, most));
      for (const known of near) yield [known, this.ranking.near];
      if (near.length) return;
    }
  }
}

/** The words of a text, without case and accents; of text that is written without spaces, every two neighbours. */
export function wordsOf(text) {
  const words = [];
  for (const word of plain(text).match(/[\p{L}\p{N}]+/gu) ?? []) {
    for (const run of word.match(RUNS)) {
      if (run.length < 3 || !STARTS_UNSPACED.test(run)) words.push(run);
      else for (let place = 0; place + 1 < run.length; place += 1) words.push(run.slice(place, place + 2));
    }
  }
  return words;
}
