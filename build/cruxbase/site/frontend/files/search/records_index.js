/**
 * The search index, made when the site is built and fetched in pieces: a head when someone is about to search, and then the words
 * that are typed, and the titles and texts of what is shown.
 *
 * Ranking is that of `cruxbase find`, with its weights: BM25F (Zaragoza and others 2004): a word in a title counts more than one in
 * a statement. Words are found by their stem and by their beginning; a word that nothing has stands for those that are spelt nearly so.
 *
 * A title that has the whole query ranks higher. Which titles can have it is in the lists of words; those are ranked as if they had
 * it, and their titles are fetched from the top down until the order of what is shown is certain (the threshold algorithm of Fagin,
 * Lotem and Naor 2003).
 */

import { isNear, plain, stem } from "../map/search.js";
import { ENDINGS, UNSPACED } from "../shared/constants.js";
import { numbersIn, wordsIn } from "./compact.js";

const RUNS = new RegExp(`[${UNSPACED}]+|[^${UNSPACED}]+`, "gu");
const STARTS_UNSPACED = new RegExp(`^[${UNSPACED}]`, "u");

/**
 * A record or page that can be found.
 *
 * @typedef {object} Entry
 * @property {number} number
 * @property {string} kind
 * @property {string} id
 * @property {string} title empty until it has come, as are id and address
 * @property {string} text what it says, or for a source who wrote it
 * @property {string} address below the site's
 * @property {number} topic number of its topic, or -1
 * @property {string} status or empty
 * @property {number[]} holders numbers of people
 */

/**
 * What a search found.
 *
 * @typedef {object} Hit
 * @property {Entry} entry
 * @property {number} least what it scores without the phrase
 * @property {number} score what it scores, with the phrase as long as there is one to look for
 * @property {string} phrase what its title has to have for that score, or empty
 */

/** @typedef {{numbers: number[], weights: number[]}} Postings the entries that have a word, and what it counts in each */

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
    /** @type {Map<string, Postings>} by word, as far as they have come */
    this.postings = new Map();
    this.lengths = Float64Array.from(numbersIn(data.lengths.ranks), (rank) => data.lengths.values[rank]);
    this.meanLength = this.lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, this.lengths.length);
    /** @type {Map<string, number>} which piece has each word */
    this.pieceOf = new Map();
    this.groups = data.vocabulary.map(wordsIn);
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
    await Promise.all([isIdentifier(query) ? this.#once("identifiers", (found) => (this.identifiers = found)) : null, ...[...needed].map((piece) => this.#words(piece))]);
  }

  /**
   * Fetch what the order of the best of some hits depends on, and their titles.
   *
   * @param {Hit[]} hits what `find` has found, or some of it
   * @param {number} most how many are wanted
   * @returns {Promise<Hit[]>} the best, in order
   */
  async best(hits, most) {
    for (;;) {
      const first = hits.slice(0, most);
      const open = first.filter(({ phrase }) => phrase);
      await this.#titles((open.length ? open : first).map(({ entry }) => entry));
      if (!open.length) return first;
      for (const hit of open) {
        if (!plain(hit.entry.title).includes(hit.phrase)) hit.score = hit.least;
        hit.phrase = "";
      }
      hits = [...hits].sort(byScore);
    }
  }

  /**
   * Fetch the texts of some entries.
   *
   * @param {Entry[]} entries
   */
  async texts(entries) {
    const size = this.data.pieces.texts;
    await this.#pieces("texts", size, entries, (/** @type {string[]} */ texts, first) => texts.forEach((text, place) => (this.entries[first + place].text = text)));
  }

  /**
   * Fetch the ids and titles of some entries.
   *
   * @param {Entry[]} entries
   */
  async #titles(entries) {
    const size = this.data.pieces.titles;
    await this.#pieces("titles", size, entries, (/** @type {{id: string[], title: string[]}} */ { id, title }, first) => {
      for (const [place, name] of id.entries()) {
        const entry = this.entries[first + place];
        entry.id = name;
        entry.title = title[place];
        entry.address = entry.kind === "page" ? name : `${this.data.folders[entry.kind]}/${name}/`;
      }
    });
  }

  /**
   * Fetch the pieces of some entries.
   *
   * @param {string} kind
   * @param {number} size how many entries a piece has
   * @param {Entry[]} entries
   * @param {(piece: any, first: number) => void} take
   */
  async #pieces(kind, size, entries, take) {
    const numbers = new Set(entries.map(({ number }) => Math.floor(number / size)));
    await Promise.all([...numbers].map((number) => this.#once(`${kind}/${number}`, (piece) => take(piece, number * size))));
  }

  /** @param {number} piece */
  #words(piece) {
    return this.#once(`words/${piece}`, (/** @type {[string, string][]} */ lists) => {
      for (const [place, [differences, weights]] of lists.entries()) {
        let number = 0;
        const numbers = numbersIn(differences).map((difference) => (number += difference));
        this.postings.set(this.groups[piece][place], { numbers, weights: numbersIn(weights) });
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
   * What matches a query for which all is there, best first as far as that can be said without titles: see `best`; everything, in
   * the base's order, for an empty one.
   *
   * @param {string} query
   * @returns {{hits: Hit[], words: Set<string>, isPartial: boolean}} `words` are the stems that
   *   matched; `isPartial` says that nothing has all words of the query, and these have some
   */
  find(query) {
    const asked = [...new Set(wordsOf(query))];
    if (!asked.length) return { hits: this.entries.map((entry) => ({ entry, least: 0, score: 0, phrase: "" })), words: new Set(), isPartial: false };
    /** @type {Map<number, {matched: number, score: number, mayHaveAll: boolean}>} */
    const rows = new Map();
    /** @type {Set<string>} */
    const words = new Set();
    for (const word of asked) {
      for (const [number, { score, isInTitle }] of this.#scores(word, words)) {
        const row = rows.get(number);
        if (!row) rows.set(number, { matched: 1, score, mayHaveAll: isInTitle });
        else {
          row.matched += 1;
          row.score += score;
          row.mayHaveAll &&= isInTitle;
        }
      }
    }
    const most = [...rows.values()].reduce((most, { matched }) => Math.max(most, matched), 0);
    const phrase = plain(query.trim());
    const hits = [...rows]
      .filter(([, { matched }]) => matched === most)
      .map(([number, { score, mayHaveAll }]) => this.#hit(this.entries[number], score, phrase.length > 3 && mayHaveAll ? phrase : ""))
      .sort(byScore);
    const named = this.#named(query);
    if (!named.length) return { hits, words, isPartial: hits.length > 0 && most < asked.length };
    const others = hits.filter(({ entry }) => !named.includes(entry.number));
    return { hits: [...named.map((number) => ({ entry: this.entries[number], least: Infinity, score: Infinity, phrase: "" })), ...others], words, isPartial: false };
  }

  /**
   * A hit, ranked as if its title had a phrase.
   *
   * @param {Entry} entry
   * @param {number} score without that
   * @param {string} phrase what the title may have, or empty
   * @returns {Hit}
   */
  #hit(entry, score, phrase) {
    const share = phrase ? this.ranking.phrase * (this.ranking[entry.kind] ?? 1) : 1;
    return { entry, least: rounded(score), score: rounded(score * share), phrase };
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
   * What each entry scores for one word of a query, and whether its title may have that word, be it inside another.
   *
   * @param {string} word
   * @param {Set<string>} matched
   */
  #scores(word, matched) {
    const { saturation, length_share: lengthShare } = this.ranking;
    /** @type {Map<number, {score: number, isInTitle: boolean}>} */
    const best = new Map();
    const standing = [...this.#standingFor(word)];
    const isNearOnly = standing.some(([, share]) => share === this.ranking.near);
    const isAnywhere = !isNearOnly || this.#isInsideAny(word);
    const isMarked = !isNearOnly && [...word].length > 3;
    for (const [known, share] of standing) {
      matched.add(known);
      const { numbers, weights } = this.postings.get(known) ?? { numbers: [], weights: [] };
      const rarity = Math.log(1 + (this.entries.length - numbers.length + 0.5) / (numbers.length + 0.5));
      for (const [place, number] of numbers.entries()) {
        // The last bit says whether the title has the first four letters of the word: see `marked` in `search_index.py`.
        const weight = weights[place] >> 1;
        const length = 1 - lengthShare + (lengthShare * this.lengths[number]) / this.meanLength;
        const score = (share * rarity * weight * (saturation + 1)) / (weight + saturation * length);
        const isInTitle = isAnywhere && (!isMarked || Boolean(weights[place] & 1));
        if (score > (best.get(number)?.score ?? 0)) best.set(number, { score, isInTitle });
      }
    }
    return best;
  }

  /**
   * Whether a word of the base can have a word in it, given that only stems are known.
   *
   * @param {string} word
   */
  #isInsideAny(word) {
    const longest = Math.max(...ENDINGS.map((ending) => ending.length)) + 1;
    const begins = word.slice(0, Math.max(word.length - longest, 0));
    for (const known of this.pieceOf.keys()) {
      if (!known.includes(begins)) continue;
      if (known.includes(word) || ENDINGS.some((ending) => `${known}${ending}`.includes(word) || `${known}${known.slice(-1)}${ending}`.includes(word))) return true;
    }
    return false;
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

/** @param {number} score */
function rounded(score) {
  return Math.round(score * 1e9) / 1e9;
}

/**
 * @param {Hit} one
 * @param {Hit} other
 */
function byScore(one, other) {
  return other.score - one.score || one.entry.number - other.entry.number;
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
