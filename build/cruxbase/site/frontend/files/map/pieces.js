/** Titles, texts and relations of topics, fetched when they are first needed. */

import { element } from "./elements.js";

/** @typedef {import("./base.js").Base} Base */

export class Pieces {
  /**
   * @param {Base} base what they are put into
   * @param {string} root what leads to the site's root
   * @param {() => void} onArrival called after something has come
   */
  constructor(base, root, onArrival) {
    this.base = base;
    this.root = root;
    this.onArrival = onArrival;
    /** @type {Map<string, Promise<void>>} */
    this.asked = new Map();
    this.pending = 0;
  }

  /** Fetch what the base has been asked for and does not have. */
  fetchMissing() {
    const { base } = this;
    const [topics, unrelated] = [[...base.missing], [...base.unrelated]];
    base.missing.clear();
    base.unrelated.clear();
    const relations = base.wantsAll
      ? [this.#fetch("relations", "relations", (all) => base.takeAllRelations(all))]
      : unrelated.map((topic) => this.#fetch(`relations/${topic}`, `relations${topic}`, (piece) => base.takeRelations(topic, piece)));
    return Promise.all([this.topics(topics), ...relations]);
  }

  /**
   * Fetch the pieces of some topics.
   *
   * @param {Iterable<number>} topics
   */
  topics(topics) {
    return Promise.all([...topics].map((topic) => this.#fetch(`topics/${topic}`, `topic${topic}`, (piece) => this.base.take(topic, piece))));
  }

  /** Fetch the titles of all records at once. */
  allTitles() {
    return this.#fetch("titles", "titles", (found) => this.base.takeTitles(found));
  }

  /** Fetch what a search needs: all titles and, where the base is not large, all texts. */
  forSearch() {
    const { base } = this;
    const titles = this.allTitles();
    return base.data.whole ? Promise.all([titles, this.topics(base.data.topics.keys())]) : titles;
  }

  /**
   * @param {string} path
   * @param {string} name
   * @param {(piece: any) => void} take
   */
  #fetch(path, name, take) {
    let coming = this.asked.get(path);
    if (coming) return coming;
    this.pending += 1;
    coming = new Promise((resolve) => {
      const done = () => {
        const found = globalThis.cruxbase[name];
        if (found) {
          take(found);
          delete globalThis.cruxbase[name];
        }
        this.pending -= 1;
        if (!this.pending) this.onArrival();
        resolve();
      };
      const script = element("script", { src: `${this.root}assets/map/${path}.js`, async: true, onload: done, onerror: done });
      document.head.append(script);
    });
    this.asked.set(path, coming);
    return coming;
  }
}
