/** What the header's search box offers while one types: a combobox with a list (WAI-ARIA Authoring Practices). */

import { element } from "../map/elements.js";
import { marked } from "./excerpts.js";

const MOST = 7;

export class Suggestions {
  /**
   * @param {import("./records_index.js").RecordsIndex} index
   * @param {HTMLInputElement} input
   * @param {object} where
   * @param {HTMLElement} where.list a listbox
   * @param {(address: string) => string} where.href leads from this page to an address below the site's
   * @param {(query: string) => string} where.all address of the page with all results
   */
  constructor(index, input, { list, href, all }) {
    this.index = index;
    this.input = input;
    this.list = list;
    this.href = href;
    this.all = all;
    const around = /** @type {HTMLElement} */ (input.parentElement);
    this.at = -1;
    input.addEventListener("input", () => this.show());
    input.addEventListener("focus", () => this.show());
    input.addEventListener("keydown", (event) => this.#key(event));
    document.addEventListener("click", (event) => {
      if (!around.contains(/** @type {Node} */ (event.target))) this.hide();
    });
    around.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !around.contains(/** @type {Node} */ (event.relatedTarget))) this.hide();
    });
    this.show();
  }

  /** Show what the typed words find, once what that needs has come. */
  async show() {
    const query = this.input.value.trim();
    if (!query || document.activeElement !== this.input) return this.hide();
    let found, best;
    try {
      await this.index.prepare(query);
      found = this.index.find(query);
      best = await this.index.best(found.hits, MOST);
    } catch {
      return this.hide();
    }
    if (query !== this.input.value.trim() || document.activeElement !== this.input) return undefined;
    const { hits, words } = found;
    const rows = best.map(({ entry }, place) => this.#row(entry, place, words));
    const count = hits.length;
    const more = count ? `All ${count} ${count === 1 ? "result" : "results"}` : "Nothing found: see the search page";
    rows.push(this.#option(rows.length, this.all(query), element("span", { class: "cb-find-more" }, more)));
    this.at = -1;
    this.list.replaceChildren(...rows);
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.input.removeAttribute("aria-activedescendant");
    return undefined;
  }

  /**
   * @param {import("./records_index.js").Entry} entry
   * @param {number} place
   * @param {Set<string>} words
   */
  #row(entry, place, words) {
    const { data } = this.index;
    const kind = data.words[entry.kind]?.[0] ?? entry.kind;
    const topic = entry.topic < 0 ? "" : ` · ${data.topics[entry.topic][1]}`;
    return this.#option(place, this.href(entry.address), element("span", { class: "cb-find-title", dir: "auto" }, marked(entry.title, words)), element("span", { class: "cb-find-kind" }, `${kind}${topic}`));
  }

  /**
   * @param {number} place
   * @param {string} href
   * @param {...import("../map/elements.js").Child} parts
   */
  #option(place, href, ...parts) {
    return element("a", { role: "option", id: `cb-find-${place}`, "aria-selected": "false", href, tabindex: -1 }, parts);
  }

  hide() {
    this.at = -1;
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const count = this.list.hidden ? 0 : this.list.children.length;
    if (event.key === "Escape") {
      if (count) event.preventDefault();
      this.hide();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count) {
      event.preventDefault();
      this.#choose((this.at + (event.key === "ArrowDown" ? 1 : -1) + (this.at < 0 && event.key === "ArrowUp" ? 1 : 0) + count) % count);
    } else if (event.key === "Enter" && count && this.at >= 0) {
      event.preventDefault();
      event.stopImmediatePropagation();
      /** @type {HTMLElement} */ (this.list.children[this.at]).click();
    }
  }

  /** @param {number} place */
  #choose(place) {
    this.list.children[this.at]?.setAttribute("aria-selected", "false");
    this.at = place;
    const option = this.list.children[place];
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }
}
