/** The search page, and what the header's box needs. */

import { addressOf, stateOf } from "./address.js";
import { excerpt, marked } from "./excerpts.js";
import { FACETS, nameOf, narrowed } from "./facets.js";
import { pieceLoader } from "./pieces.js";
import { RecordsIndex } from "./records_index.js";
import { Suggestions } from "./suggestions.js";
import { element } from "../map/elements.js";

const FEW = 8;
const ORDER = ["crux", "question", "claim", "hypothesis", "norm", "proposal", "prediction", "argument", "evidence", "definition", "model", "source", "person", "viewpoint", "topic", "page"];

/** What the address asks for: after `#`, as this page writes it, or else after `?`, as forms and other sites do. */
const asked = () => (location.hash.length > 1 ? location.hash : location.search.replace("?", "#").replaceAll("+", " "));

class SearchPage {
  /**
   * @param {HTMLElement} place
   * @param {RecordsIndex} index
   */
  constructor(place, index) {
    this.place = place;
    this.root = place.dataset.root;
    this.index = index;
    this.state = stateOf(asked());
    this.most = index.data.shown;
    /** @type {Set<string>} */
    this.all = new Set();
    /** @type {Set<string>} */
    this.words = new Set();
    /** @type {HTMLInputElement} */
    this.input = element("input", { type: "search", id: "cbs-query", class: "cbs-query", autocomplete: "off", spellcheck: "false", "aria-describedby": "cbs-status", oninput: () => this.go({ query: this.input.value }, true) });
    this.status = element("p", { id: "cbs-status", class: "cbs-status", role: "status" });
    this.chips = element("div", { class: "cbs-chips" });
    this.results = element("ol", { class: "cbs-results" });
    this.more = element("button", { type: "button", class: "cb-action cbs-more", onclick: () => this.#showMore() }, "Show more");
    this.facets = element("div", { class: "cbs-facets", role: "group", "aria-label": "Filters" });
    this.panel = element("details", { class: "cbs-panel" }, element("summary", {}, "Filters"), this.facets);
    this.panel.open = matchMedia("(min-width: 60rem)").matches;
    place.replaceChildren(
      element("div", { role: "search", class: "cbs-top" }, element("label", { for: "cbs-query" }, "Words in titles, statements, definitions and sources"), this.input),
      element("div", { class: "cbs" }, this.panel, element("div", { class: "cbs-found" }, this.status, this.chips, this.results, this.more)),
    );
    addEventListener("popstate", () => this.#arrive());
    addEventListener("hashchange", () => this.#arrive());
    this.input.addEventListener("keydown", (event) => this.#fromInput(event));
    this.results.addEventListener("keydown", (event) => this.#amongResults(event));
    this.input.value = this.state.query;
    // Not where focus brings up a keyboard over the results.
    if (matchMedia("(hover: hover)").matches) this.input.focus({ preventScroll: true });
    this.render();
  }

  #arrive() {
    clearTimeout(this.writing);
    this.state = stateOf(asked());
    if (this.input.value.trim() !== this.state.query.trim()) this.input.value = this.state.query;
    this.most = this.index.data.shown;
    this.render();
  }

  /**
   * Change the state; `quietly` without a new entry in the history.
   *
   * @param {Partial<import("./address.js").SearchState>} changes
   * @param {boolean} [quietly]
   */
  go(changes, quietly = false) {
    this.state = { ...this.state, ...changes };
    this.most = this.index.data.shown;
    const address = `${location.pathname}#${addressOf(this.state)}`;
    clearTimeout(this.writing);
    if (quietly) this.writing = setTimeout(() => history.replaceState(null, "", address), 200);
    else history.pushState(null, "", address);
    this.render();
  }

  /**
   * @param {string} facet
   * @param {string} value
   */
  #toggle(facet, value) {
    const now = this.state.chosen[facet];
    const then = now.includes(value) ? now.filter((other) => other !== value) : [...now, value];
    this.go({ chosen: { ...this.state.chosen, [facet]: then } });
  }

  /** Show what the present state finds, once what that needs has come; an older search that comes late is dropped. */
  async render() {
    this.turn = (this.turn ?? 0) + 1;
    const { turn } = this;
    const { query, chosen } = this.state;
    if (this.place.dataset.ready) this.place.dataset.ready = "false";
    try {
      await this.index.prepare(query);
      const { hits, words, isPartial } = this.index.find(query);
      const { left, counts } = narrowed(this.index.data, hits, chosen);
      const shown = (await this.index.best(left, this.most)).map(({ entry }) => entry);
      await this.index.texts(shown);
      if (turn !== this.turn) return;
      this.left = left;
      this.words = words;
      this.#showFacets(counts);
      this.#showChips();
      this.results.replaceChildren(...shown.map((entry) => this.#result(entry)));
      this.more.hidden = left.length <= this.most;
      this.#tell(left.length, query, isPartial, hits.length);
      this.place.dataset.ready = "true";
    } catch {
      if (turn === this.turn) this.status.textContent = "The index did not come. Try again when you are connected.";
    }
  }

  /**
   * @param {number} count
   * @param {string} query
   * @param {boolean} isPartial
   * @param {number} before
   */
  #tell(count, query, isPartial, before) {
    const about = query.trim() ? ` for “${query.trim()}”` : "";
    let text = `${count} ${count === 1 ? "result" : "results"}${about}`;
    if (!count && before) text = `Nothing${about} with these filters, and ${before} without them`;
    else if (!count) text = `Nothing found${about}. Try fewer words, or other words for the same thing`;
    if (isPartial && count) text += ": nothing has all these words, and these have some";
    text += ".";
    clearTimeout(this.telling);
    // A screen reader is told once the typing has stopped, not at every letter.
    this.telling = setTimeout(() => {
      if (this.status.textContent !== text) this.status.textContent = text;
    }, this.status.textContent ? 250 : 0);
  }

  /** @param {string} address */
  #href(address) {
    return `${this.root}${address}${location.protocol === "file:" ? "index.html" : ""}`;
  }

  /** @param {import("./records_index.js").Entry} entry */
  #result(entry) {
    const { data } = this.index;
    const kind = data.words[entry.kind]?.[0] ?? entry.kind;
    const about = [entry.topic < 0 ? "" : data.topics[entry.topic][1], entry.status && entry.status !== "draft" ? entry.status : ""].filter(Boolean);
    return element(
      "li",
      { class: "cbs-result" },
      element("p", { class: "cbs-about" }, element("span", { class: `cb-kind cb-kind--${entry.kind}` }, kind), about.map((part) => element("span", {}, part))),
      element("h2", { dir: "auto" }, element("a", { href: this.#href(entry.address) }, marked(entry.title, this.words))),
      element("p", { class: "cbs-excerpt", dir: "auto" }, excerpt(entry.text, this.words)),
    );
  }

  async #showMore() {
    const first = this.most;
    this.most += this.index.data.shown;
    await this.render();
    this.results.children[first]?.querySelector("a")?.focus();
  }

  /** @param {Map<string, Map<string, number>>} counts */
  #showFacets(counts) {
    const focused = /** @type {HTMLElement|null} */ (document.activeElement)?.dataset?.choice;
    this.facets.replaceChildren(...[...FACETS].map(([facet, heading]) => this.#facet(facet, heading, counts.get(facet) ?? new Map())));
    if (focused) /** @type {HTMLElement|null} */ (this.facets.querySelector(`[data-choice="${CSS.escape(focused)}"]`))?.focus();
    const chosen = Object.values(this.state.chosen).flat().length;
    const summary = this.panel.querySelector("summary");
    if (summary) summary.textContent = chosen ? `Filters (${chosen})` : "Filters";
  }

  /**
   * @param {string} facet
   * @param {string} heading
   * @param {Map<string, number>} counts
   */
  #facet(facet, heading, counts) {
    const chosen = this.state.chosen[facet];
    /** @param {[string, number]} row */
    const rank = ([value, count]) => (facet === "type" ? ORDER.indexOf(value) : -count);
    const rows = [...counts].sort((one, other) => Number(chosen.includes(other[0])) - Number(chosen.includes(one[0])) || rank(one) - rank(other) || (one[0] < other[0] ? -1 : 1));
    const limit = facet === "type" || this.all.has(facet) ? rows.length : Math.max(FEW, chosen.length);
    const list = element("ul", {}, rows.slice(0, limit).map(([value, count]) => this.#choice(facet, value, count)));
    const expand = async () => {
      this.all.add(facet);
      await this.render();
      /** @type {HTMLElement|null} */ (this.facets.querySelector(`[data-facet="${facet}"] li:nth-child(${limit + 1}) input`))?.focus();
    };
    const more = rows.length > limit ? element("button", { type: "button", class: "cbs-all", onclick: expand, "aria-label": `All ${rows.length} choices for ${heading}` }, `All ${rows.length}`) : null;
    return element("fieldset", { "data-facet": facet, hidden: !rows.length }, element("legend", {}, heading), list, more);
  }

  /**
   * @param {string} facet
   * @param {string} value
   * @param {number} count
   */
  #choice(facet, value, count) {
    const box = element("input", { type: "checkbox", value, "data-choice": `${facet} ${value}`, onchange: () => this.#toggle(facet, value) });
    box.checked = this.state.chosen[facet].includes(value);
    return element("li", {}, element("label", {}, box, element("span", {}, nameOf(this.index.data, facet, value)), element("span", { class: "cbs-count" }, String(count))));
  }

  #showChips() {
    const chips = [];
    for (const [facet, heading] of FACETS) {
      for (const value of this.state.chosen[facet]) {
        const name = nameOf(this.index.data, facet, value);
        chips.push(element("button", { type: "button", class: "cbs-chip", "aria-label": `Take away the filter ${heading}: ${name}`, onclick: () => this.#toggle(facet, value) }, name, element("span", { "aria-hidden": "true" }, " ×")));
      }
    }
    const none = Object.fromEntries([...FACETS.keys()].map((facet) => [facet, []]));
    if (chips.length > 1) chips.push(element("button", { type: "button", class: "cbs-chip", onclick: () => this.go({ chosen: none }) }, "Clear all"));
    this.chips.replaceChildren(...chips);
  }

  // keyboard

  /** @param {KeyboardEvent} event */
  #fromInput(event) {
    if (event.key === "ArrowDown") {
      event.preventDefault();
      /** @type {HTMLElement|null} */ (this.results.querySelector("h2 a"))?.focus();
    } else if (event.key === "Enter") this.go({ query: this.input.value });
  }

  /** @param {KeyboardEvent} event */
  #amongResults(event) {
    if (!["ArrowDown", "ArrowUp", "Escape"].includes(event.key)) return;
    const links = [.../** @type {NodeListOf<HTMLElement>} */ (this.results.querySelectorAll("h2 a"))];
    const at = links.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    if (at < 0) return;
    event.preventDefault();
    const next = event.key === "Escape" ? undefined : links[at + (event.key === "ArrowDown" ? 1 : -1)];
    if (next) next.focus();
    else if (event.key !== "ArrowDown") this.input.focus();
  }
}

const found = /** @type {HTMLElement|null} */ (document.querySelector("#cruxbase-search, .cb-find"));
const index = new RecordsIndex(globalThis.cruxbase.search, pieceLoader(found?.dataset.root ?? ""));
/** For the header's box, which loads this when it is first used. */
globalThis.cruxbase.suggest = (/** @type {HTMLInputElement} */ input, /** @type {ConstructorParameters<typeof Suggestions>[2]} */ where) => new Suggestions(index, input, where);
const place = document.getElementById("cruxbase-search");
if (place) new SearchPage(place, index);
