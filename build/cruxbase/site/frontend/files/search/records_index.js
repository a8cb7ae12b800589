/**
 * The search index, made when the site is built and fetched in pieces: a head when someone is about to search, and then the words
 * that are typed, titles, and the texts of what is shown.
 *
 * Ranking is that of `cruxbase find`, with its weights: BM25F (Zaragoza and others 2004): a word in a title counts more than one in
 * a statement. Words are found by their stem and by their beginning; a word that nothing has stands for those that are spelt nearly so.
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
 * @property {string} title empty until titles have come
 * @property {string} text what it says, or for a source who wrote it
 * @property {string} address below the site's
 * @property {number} topic number of its topic, or -1
 * @property {string} status or empty
 * @property {number[]} holders numbers of people
 */

/** @typedef {{entry: Entry, score: number}} Hit */

export class RecordsIndex {
  /**
   * @param {import("../../data.js").SearchHead} data the head that `search_index.py` hands over
   * @param {(name: string) => Promise<any>} load fetches a piece by its name
   */
  constructor(data, load) {
    this.data = data;
    this.load = load;
    this.ranking = data.ranking;
    const columns = data.records;
    /** @type {Entry[]} */
    this.entries = columns.kind.map((kind, number) => ({
      number,
      kind: data.kinds[kind],
      id: "",
      title: "",
      text: "",
      address: "",
      topic: columns.topic[number],
      status: data.statuses[columns.status[number]] ?? "",
      holders: columns.holders[number],
    }));
    /** @type {Map<string, [number, number][]>} records and weights by word, as far as they have come */
    this.postings = new Map();
    this.lengths = Float64Array.from(data.lengths);
    this.meanLength = this.lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, this.lengths.length);
    /** @type {Map<string, number>} which piece has each word */
    this.pieceOf = new Map();
    this.groups = data.vocabulary.map((group) => group.split(" "));
    for (const [piece, group] of this.groups.entries()) for (const word of group) this.pieceOf.set(word, piece);
    /** @type {Record<string, number[]>} what sources are known by, once somebody has typed something like it */
    this.identifiers = {};
    /** @type {Map<string, Promise<void>>} */
    this.asked = new Map();
  }

  /**
   * Fetch what a query needs before `find`.
   *
   * @param {string} query
   */
  async prepare(query) {
    const needed = new Set(wordsOf(query).flatMap((word) => [...this.#standingFor(word)].map(([known]) => /** @type {number} */ (this.pieceOf.get(known)))));
    await Promise.all([this.#titles(), isIdentifier(query) ? this.#once("identifiers", (found) => (this.identifiers = found)) : null, ...[...needed].map((piece) => this.#words(piece))]);
  }

  /**
   * Fetch the texts of some entries.
   *
   * @param {Entry[]} entries
   */
  async texts(entries) {
    const size = this.data.texts;
    const pieces = new Set(entries.map(({ number }) => Math.floor(number / size)));
    /** @param {number} piece */
    const take = (piece) => (/** @type {string[]} */ texts) => texts.forEach((text, place) => (this.entries[piece * size + place].text = text));
    await Promise.all([...pieces].map((piece) => this.#once(`texts/${piece}`, take(piece))));
  }

  #titles() {
    return this.#once("titles", ({ id, title }) => {
      for (const entry of this.entries) {
        entry.id = id[entry.number];
        entry.title = title[entry.number];
        entry.address = entry.kind === "page" ? entry.id : `${this.data.folders[entry.kind]}/${entry.id}/`;
      }
    });
  }

  /** @param {number} piece */
  #words(piece) {
    return this.#once(`words/${piece}`, (lists) => {
      for (const [place, flat] of lists.entries()) {
        /** @type {[number, number][]} */
        const found = [];
        let number = 0;
        for (let at = 0; at < flat.length; at += 2) found.push([(number += flat[at]), flat[at + 1]]);
        this.postings.set(this.groups[piece][place], found);
      }
    });
  }

  /** @param {string} name @param {(piece: any) => void} take */
  #once(name, take) {
    let coming = this.asked.get(name);
    if (!coming) {
      coming = this.load(name).then(take);
      this.asked.set(name, coming);
      // What has not come can be asked for again.
      coming.catch(() => this.asked.delete(name));
    }
    return coming;
  }

  /**
   * What matches a query for which all is there, best first; everything, in the base's order, for an empty one.
   *
   * @param {string} query
   * @returns {{hits: Hit[], words: Set<string>, isPartial: boolean}} `words` are the stems that
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
    const named = this.#named(query);
    const most = Math.max(0, ...[...scores.values()].map(({ matched }) => matched));
    const phrase = plain(query.trim());
    const hits = [...scores]
      .filter(([, { matched }]) => matched === most)
      .map(([number, { score }]) => {
        const entry = this.entries[number];
        const hasAll = phrase.length > 3 && plain(entry.title).includes(phrase);
        return { entry, score: score * (hasAll ? this.ranking.phrase * (this.ranking[entry.kind] ?? 1) : 1) };
      })
      .map(({ entry, score }) => ({ entry, score: Math.round(score * 1e9) / 1e9 }))
      .sort((one, other) => other.score - one.score || one.entry.number - other.entry.number);
    if (!named.length) return { hits, words, isPartial: hits.length > 0 && most < asked.length };
    const best = (hits[0]?.score ?? 0) + 1;
    const others = hits.filter(({ entry }) => !named.includes(entry.number));
    return { hits: [...named.map((number) => ({ entry: this.entries[number], score: best })), ...others], words, isPartial: false };
  }

  /**
   * The numbers of the sources whose identifier or address a query is, however it is spelt.
   *
   * @param {string} query
   */
  #named(query) {
    if (!isIdentifier(query)) return [];
    const post = /(?:[?&#](?:amp;)?(?:commentId=|comment-)|\/(?:posts|p)\/)([A-Za-z0-9]{10,24})/;
    const numbers = new Set([...(this.identifiers[lettersOf(/commentId=([A-Za-z0-9]{17})/.exec(query)?.[1] ?? post.exec(query)?.[1] ?? "")] ?? [])]);
    let key = lettersOf(query);
    for (let before = ""; key !== before; ) {
      for (const number of this.identifiers[key] ?? this.identifiers[key.replace(/v\d+$/, "")] ?? []) numbers.add(number);
      before = key;
      key = key.replace(REGISTRY, "");
    }
    return [...numbers].sort((one, other) => one - other);
  }

  /**
   * What each entry scores for one word of a query.
   *
   * @param {string} word
   * @param {Set<string>} matched
   */
  #scores(word, matched) {
    const { saturation, length_share: lengthShare } = this.ranking;
    const best = new Map();
    for (const [known, share] of this.#standingFor(word)) {
      matched.add(known);
      const postings = this.postings.get(known) ?? [];
      const rarity = Math.log(1 + (this.entries.length - postings.length + 0.5) / (postings.length + 0.5));
      for (const [number, weight] of postings) {
        const length = 1 - lengthShare + (lengthShare * this.lengths[number]) / this.meanLength;
        const score = (share * rarity * weight * (saturation + 1)) / (weight + saturation * length);
        if (score > (best.get(number) ?? 0)) best.set(number, score);
      }
    }
    return best;
  }

  /**
   * The words of the index that a word of a query stands for, each with its share.
   *
   * @param {string} word
   * @returns {Iterable<[known: string, share: number]>}
   */
  *#standingFor(word) {
    const root = stem(word);
    const isThere = this.pieceOf.has(root);
    if (isThere) yield [root, 1];
    let isBeginning = false;
    if (word.length > 1 || STARTS_UNSPACED.test(word)) {
      for (const known of this.pieceOf.keys()) {
        if (known === root || !(known.startsWith(word) || (root.length > 3 && known.startsWith(root)))) continue;
        isBeginning = true;
        yield [known, this.ranking.prefix];
      }
    }
    if (isThere || isBeginning || word.length < 4) return;
    // One slip is likelier than two: words that are two away count only where none is nearer.
    for (const most of word.length < 8 ? [1] : [1, 2]) {
      const near = [...this.pieceOf.keys()].filter((known) => known.length > 3 && isNear(root, known, most));
      for (const known of near) yield [known, this.ranking.near];
      if (near.length) return;
    }
  }
}

/** What stands before an identifier, without its signs: the name of the registry, or its address. */
const REGISTRY = /^(?:(?:dx)?doiorg|doi|1048550arxiv|arxivorg(?:abs|pdf|html)?|arxiv|isbn|pmid|corr)/;

/**
 * Whether a query may be an identifier or an address: it has a figure, and no word of letters only but the name of a registry.
 *
 * @param {string} query
 */
function isIdentifier(query) {
  const words = query.trim().split(/\s+/);
  return /\d/.test(query) && lettersOf(query).length > 5 && words.every((word) => /\d/.test(word) || REGISTRY.test(lettersOf(word)));
}

/**
 * A text without protocol, case and signs.
 *
 * @param {string} text
 */
function lettersOf(text) {
  return text
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\/(?:www\.)?/, "")
    .replace(/[^a-z0-9]+/g, "");
}

/**
 * The words of a text, without case and accents; of text that is written without spaces, every two neighbours.
 *
 * @param {string} text
 */
export function wordsOf(text) {
  const words = [];
  for (const word of plain(text).match(/[\p{L}\p{N}]+/gu) ?? []) {
    for (const run of word.match(RUNS) ?? []) {
      if (run.length < 3 || !STARTS_UNSPACED.test(run)) words.push(run);
      else for (let place = 0; place + 1 < run.length; place += 1) words.push(run.slice(place, place + 2));
    }
  }
  return words;
}
