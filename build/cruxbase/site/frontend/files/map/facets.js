/** The filters as a reader works them: for each facet a list of choices with counts, and chips for what is chosen. */

import { element } from "./elements.js";
import { FACETS } from "./filters.js";

/** @typedef {import("./filters.js").Facet} Facet */

const MOST = 40;

/** The panels of all facets. Open ones stay open when counts change. */
export class Facets {
  /** @param {import("./main.js").App} app the map's application */
  constructor(app) {
    this.app = app;
    this.element = element("div", { class: "cbm-facets", id: "cbm-facets", role: "group", "aria-label": "Filters", hidden: true });
    /** @type {HTMLSelectElement} */
    this.viewpoint = element(
      "select",
      { onchange: () => app.go({ viewpoint: this.viewpoint.value, beside: this.viewpoint.value && this.viewpoint.value !== app.state.beside ? app.state.beside : "", stands: this.viewpoint.value ? app.state.stands : [] }) },
      element("option", { value: "" }, "nobody’s in particular"),
      element("option", { value: "on-record" }, "the record at face value"),
      [...app.base.viewpoints]
        .sort((one, other) => one.title.localeCompare(other.title))
        .map((viewpoint) => element("option", { value: viewpoint.id }, viewpoint.title)),
    );
    /** @type {HTMLSelectElement} */
    this.beside = element("select", { onchange: () => app.go({ beside: this.beside.value }) });
    /** @type {Map<Facet, {panel: HTMLDetailsElement, list: HTMLUListElement, summary: HTMLElement, heading: string}>} */
    this.panels = new Map();
    for (const [facet, heading] of FACETS) {
      const list = element("ul", {});
      const summary = element("summary", {}, heading);
      /** @type {HTMLDetailsElement} */
      const panel = element("details", { class: "cbm-facet", "data-facet": facet, ontoggle: () => panel.open && this.#alone(panel) }, summary, list);
      this.panels.set(facet, { panel, list, summary, heading });
      this.element.append(panel);
    }
    this.element.append(element("label", { class: "cbm-viewpoint" }, element("span", {}, "Seen from the view of "), this.viewpoint));
    this.besideLabel = element("label", { class: "cbm-viewpoint" }, element("span", {}, "and beside it "), this.beside);
    this.beside.append(element("option", { value: "" }, "nobody’s"), ...[...this.viewpoint.options].slice(1).map((option) => option.cloneNode(true)));
    this.element.append(this.besideLabel);
    this.links = element("div", { class: "cbm-links" });
    this.element.append(this.links);
    document.addEventListener("click", (event) => {
      if (!this.element.contains(/** @type {Node} */ (event.target))) this.#alone(null);
    });
    this.element.addEventListener("keydown", (event) => {
      const open = event.key === "Escape" ? /** @type {HTMLDetailsElement|null} */ (/** @type {Element} */ (event.target).closest("details[open]")) : null;
      if (open) {
        open.open = false;
        open.querySelector("summary")?.focus();
      }
    });
  }

  /**
   * Show which kinds of link are drawn, or nothing of it.
   *
   * @param {HTMLElement|null} control
   */
  showLinks(control) {
    const place = control && this.links.contains(document.activeElement) ? [...this.links.querySelectorAll("input")].indexOf(/** @type {HTMLInputElement} */ (document.activeElement)) : -1;
    this.links.replaceChildren(...(control ? [control] : []));
    if (place >= 0) this.links.querySelectorAll("input")[place]?.focus();
  }

  /** @param {HTMLDetailsElement|null} kept */
  #alone(kept) {
    for (const { panel } of this.panels.values()) if (panel !== kept) panel.open = false;
  }

  /**
   * Show the counts of a state.
   *
   * @param {Map<Facet, Map<string, number>>} counts
   * @param {import("./address.js").State} state
   */
  show(counts, state) {
    this.viewpoint.value = state.viewpoint;
    this.beside.value = state.beside;
    this.besideLabel.hidden = !state.viewpoint;
    for (const option of this.beside.options) option.disabled = Boolean(option.value) && option.value === state.viewpoint;
    for (const [facet, { panel, list, summary, heading }] of this.panels) {
      const rows = [...(counts.get(facet) ?? [])].sort((one, other) => Number(state[facet].includes(other[0])) - Number(state[facet].includes(one[0])) || other[1] - one[1] || one[0].localeCompare(other[0]));
      panel.hidden = facet === "stands" && !state.viewpoint;
      summary.textContent = state[facet].length ? `${heading} (${state[facet].length})` : heading;
      const focused = list.contains(document.activeElement) ? /** @type {HTMLInputElement} */ (document.activeElement).value : null;
      list.replaceChildren(...rows.slice(0, MOST).map(([value, count]) => this.#choice(facet, value, count, state)));
      if (focused !== null) /** @type {HTMLElement|null} */ (list.querySelector(`input[value="${CSS.escape(focused)}"]`))?.focus();
    }
  }

  /**
   * @param {Facet} facet
   * @param {string} value
   * @param {number} count
   * @param {import("./address.js").State} state
   */
  #choice(facet, value, count, state) {
    const { app } = this;
    /** @type {HTMLInputElement} */
    const box = element("input", {
      type: "checkbox",
      value,
      onchange: () => app.go({ [facet]: box.checked ? [...app.state[facet], value] : app.state[facet].filter((other) => other !== value) }),
    });
    box.checked = state[facet].includes(value);
    return element("li", {}, element("label", {}, box, element("span", {}, app.filters.nameOf(facet, value)), element("span", { class: "cbm-count" }, String(count))));
  }
}

/**
 * What is chosen, each a button that takes it away.
 *
 * @param {import("./main.js").App} app
 */
export function chips(app) {
  const { state } = app;
  const found = [];
  for (const [facet, heading] of FACETS) {
    for (const value of state[facet]) {
      const name = app.filters.nameOf(facet, value);
      const drop = () => app.go({ [facet]: state[facet].filter((other) => other !== value) });
      found.push(element("button", { type: "button", class: "cbm-chip", "aria-label": `Take away the filter ${heading}: ${name}`, onclick: drop }, `${heading}: ${name}`, element("span", { "aria-hidden": "true" }, " ×")));
    }
  }
  if (state.kinds.length && state.show === "overview") {
    const name = state.kinds.map((kind) => app.base.data.marks.edges[kind]?.label ?? kind).join("; ");
    found.push(element("button", { type: "button", class: "cbm-chip", "aria-label": `Show all kinds of link again, not only: ${name}`, onclick: () => app.go({ kinds: [] }) }, `Links: ${name}`, element("span", { "aria-hidden": "true" }, " ×")));
  }
  if (state.viewpoint) {
    const name = state.viewpoint === "on-record" ? "the record at face value" : (app.base.viewpoints.find((viewpoint) => viewpoint.id === state.viewpoint)?.title ?? state.viewpoint);
    found.push(element("button", { type: "button", class: "cbm-chip", "aria-label": `No longer seen from: ${name}`, onclick: () => app.go({ viewpoint: app.state.beside, beside: "", stands: [] }) }, `Seen from: ${name}`, element("span", { "aria-hidden": "true" }, " ×")));
  }
  if (state.viewpoint && state.beside) {
    const name = state.beside === "on-record" ? "the record at face value" : (app.base.viewpoints.find((viewpoint) => viewpoint.id === state.beside)?.title ?? state.beside);
    found.push(element("button", { type: "button", class: "cbm-chip", "aria-label": `No longer beside it: ${name}`, onclick: () => app.go({ beside: "" }) }, `Beside it: ${name}`, element("span", { "aria-hidden": "true" }, " ×")));
  }
  if (found.length > 1) {
    const none = { beside: "", type: [], topic: [], holder: [], status: [], stands: [], viewpoint: "", kinds: [] };
    found.push(element("button", { type: "button", class: "cbm-chip cbm-chip-all", onclick: () => app.go(none) }, "Clear all"));
  }
  return found;
}
