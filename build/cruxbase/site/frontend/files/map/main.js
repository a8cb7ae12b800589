/** The map: state, address, and what is shown for it. */

import { START, addressOf, stateOf } from "./address.js";
import { Base } from "./base.js";
import { bandLegend, eyesLegend, foldLegend, legend, pagesLegend, statusLegend } from "./drawing.js";
import { element } from "./elements.js";
import { count } from "../shared/figures.js";
import { Facets, chips } from "./facets.js";
import { Filters, isFiltering } from "./filters.js";
import { Overview } from "./overview.js";
import { dependentsText, detailsElement, resultsElement } from "./panel.js";
import { overviewSvg, pngOf, save, svgText } from "./saving.js";
import { Search } from "./search.js";
import { Pieces } from "./pieces.js";
import { Plan } from "./topic_plan.js";
import { flowElement, flowsList, topicElement } from "./topic_panel.js";
import { Eyes, Pair, viewsElement } from "./two_views.js";
import { focusView, kindsControl, pathView } from "./views.js";

const VIEWS = new Map([
  ["overview", "Overview"],
  ["focus", "Surroundings"],
  ["path", "Path"],
]);

/** @typedef {import("./address.js").State} State */

export class App {
  /** @type {Overview} */
  overview;
  /** @type {Facets} */
  facets;
  /** @type {Plan} */
  plan;
  /** @type {HTMLElement[]} */
  tabs;
  /** @type {(string|null)[]|null} by record, how it stands for the viewpoint that is chosen */
  statuses;
  /** @type {string} the kinds of link of the list of flows */
  listedKinds = "";
  /** @type {boolean[]} */
  passes;
  /** @type {import("./search.js").Hit[]} the records that pass, best first */
  hits;
  /** @type {string} the page's own title */
  firstTitle;
  /** @type {HTMLInputElement} */
  input;
  /** @type {HTMLButtonElement} */
  filterButton;
  /** @type {HTMLButtonElement} */
  shareButton;
  /** @type {HTMLDetailsElement} */
  saveMenu;
  /** @type {HTMLElement} */
  chips;
  /** @type {HTMLElement} */
  top;
  /** @type {HTMLElement} */
  pane;
  /** @type {HTMLElement} */
  note;
  /** @type {HTMLElement} */
  tip;
  /** @type {HTMLElement} */
  legend;
  /** @type {HTMLElement} */
  panel;
  /** @type {HTMLDetailsElement} */
  words;
  /** @type {HTMLElement} */
  views;
  /** @type {HTMLElement} */
  live;
  /** @type {HTMLElement} */
  zoom;
  /** @type {Element|null} */
  list;
  /** @type {number|undefined} */
  typing;
  /** @type {number|undefined} */
  moving;
  /** @type {string|undefined} */
  lookKey;
  /** @type {string|undefined} */
  topKey;
  /** @type {string|undefined} */
  drawnAddress;
  /** @type {number[]} */
  shown;
  /** @type {HTMLElement|null|undefined} */
  beside;
  /** @type {HTMLElement|null|undefined} */
  listed;
  /** @type {boolean|undefined} */
  fromPicture;
  /** @type {boolean|undefined} */
  keepsPlace;
  /** @type {boolean|undefined} */
  opened;

  /**
   * @param {HTMLElement} place
   * @param {import("../../data.js").MapData} data
   */
  constructor(place, data) {
    this.place = place;
    this.root = place.dataset.root ?? "../";
    this.base = new Base(data);
    this.search = new Search(this.base);
    this.filters = new Filters(this.base);
    this.state = stateOf(location.hash);
    this.nodes = this.base.id.map((id, node) => ({ node, kind: this.base.kind[node], id }));
    this.#build();
    this.#listen();
    this.pieces = new Pieces(this.base, this.root, () => this.#arrived());
    this.render();
  }

  /** Something has come that was asked for. */
  #arrived() {
    this.search.read();
    this.keepsPlace = true;
    this.render();
    this.keepsPlace = false;
  }

  // links and moves

  /**
   * The address of this map in another state: the present one with changes.
   *
   * @param {Partial<State>} changes
   */
  link(changes) {
    return `#${addressOf({ ...this.state, ...changes })}`;
  }

  /**
   * The address of a record's surroundings.
   *
   * @param {number} node
   */
  linkTo(node) {
    return this.link({ show: "focus", claim: this.base.id[node], rows: {}, open: [], query: "", list: "", steps: this.state.show === "focus" ? this.state.steps : START.steps });
  }

  /**
   * Change the state; `quietly` without a new entry in the history.
   *
   * @param {Partial<State>} changes
   */
  go(changes, { quietly = false } = {}) {
    this.fromPicture = this.pane.contains(document.activeElement);
    this.state = { ...this.state, ...changes };
    this.#write(quietly);
    this.render();
  }

  /** @param {boolean} quietly */
  #write(quietly) {
    const address = `#${addressOf(this.state)}`;
    if (address === location.hash || (address === "#" && !location.hash)) return;
    const whole = `${location.pathname}${location.search}${address === "#" ? "" : address}`;
    history[quietly ? "replaceState" : "pushState"](null, "", whole);
  }

  // the frame of the page

  #build() {
    this.input = element("input", {
      type: "search",
      placeholder: "Search the map",
      "aria-label": "Search the map",
      autocomplete: "off",
      spellcheck: "false",
      oninput: () => {
        clearTimeout(this.typing);
        this.typing = setTimeout(() => this.go({ query: this.input.value.trimStart() }, { quietly: true }), this.base.count > 3000 ? 120 : 30);
      },
      onfocus: () => this.pieces.forSearch(),
      onkeydown: (event) => {
        if (event.key !== "ArrowDown" && event.key !== "Enter") return;
        event.preventDefault();
        const first = /** @type {HTMLElement|null} */ (this.panel.querySelector(".cbm-result"));
        if (event.key === "Enter") first?.click();
        else first?.focus();
      },
    });
    this.facets = new Facets(this);
    this.filterButton = element("button", { type: "button", class: "cbm-button", "aria-expanded": "false", "aria-controls": "cbm-facets", onclick: () => this.#toggleFacets() }, "Filters");
    this.tabs = [...VIEWS].map(([show, name]) => element("a", { class: "cbm-tab", "data-show": show, href: "#" }, name));
    this.shareButton = element("button", { type: "button", class: "cbm-button", onclick: () => this.#share() }, "Share");
    this.saveMenu = element(
      "details",
      { class: "cbm-save" },
      element("summary", { class: "cbm-button" }, "Save"),
      element("div", {}, element("button", { type: "button", class: "cbm-button", onclick: () => this.#save("svg") }, "as SVG"), element("button", { type: "button", class: "cbm-button", onclick: () => this.#save("png") }, "as PNG")),
    );
    this.chips = element("div", { class: "cbm-chips" });
    this.top = element("div", { class: "cbm-top" });
    this.pane = element("div", { class: "cbm-pane" });
    this.note = element("p", { class: "cbm-note" });
    this.tip = element("p", { class: "cbm-tip", "aria-hidden": "true" });
    this.legend = element("ul", { class: "cbm-legend", "aria-label": "Legend" });
    this.panel = element("aside", { class: "cbm-panel", "aria-label": "About what is shown" });
    this.words = element("details", { class: "cbm-words" });
    this.views = element("div", { class: "cbm-views-place", hidden: true });
    /** @type {Pair|null} */
    this.pair = null;
    /** @type {Eyes[]} */
    this.eyes = [];
    this.live = element("p", { class: "cbm-live", role: "status", "aria-live": "polite" });
    this.overview = new Overview(this.base, {
      onHover: (words) => (this.tip.textContent = words),
      onSelect: (node, byKey) => this.#select(node, byKey),
      onOpen: (node) => this.go({ show: "focus", claim: this.base.id[node], steps: START.steps, rows: {}, list: "", query: "" }),
      onTopic: (topic) => this.openTopic(topic),
      onCursor: (topic) => (this.live.textContent = topicWords(this.base, topic)),
      onFlow: (start, end) => this.go({ flow: [start, end].map((topic) => this.base.data.topics[topic][0]), select: "" }),
      onDetail: () => this.legend.replaceChildren(...this.#legendItems(true)),
      onMissing: () => this.pieces.fetchMissing(),
      onMove: (camera) => {
        this.state = { ...this.state, at: camera, in: camera ? this.state.in : "" };
        clearTimeout(this.moving);
        this.moving = setTimeout(() => this.#write(true), 250);
      },
    });
    this.zoom = element(
      "div",
      { class: "cbm-zoom", role: "group", "aria-label": "Zoom" },
      element("button", { type: "button", "aria-label": "Nearer", title: "Nearer", onclick: () => this.overview.zoom(1.5) }, "+"),
      element("button", { type: "button", "aria-label": "Farther", title: "Farther", onclick: () => this.overview.zoom(1 / 1.5) }, "−"),
      element("button", { type: "button", "aria-label": "Show everything", title: "Show everything", onclick: () => this.#showAll() }, "⤢"),
    );
    const list = this.place.querySelector(".cb-map-list");
    const app = element(
      "div",
      { class: "cbm-app" },
      element("div", { class: "cbm-bar", role: "search" }, this.input, this.filterButton, element("nav", { class: "cbm-tabs", "aria-label": "Views of the map" }, this.tabs), element("div", { class: "cbm-out" }, this.shareButton, this.saveMenu)),
      this.facets.element,
      this.chips,
      this.top,
      element("div", { class: "cbm-stage" }, element("div", { class: "cbm-left" }, this.pane, this.note, this.legend), this.panel),
      this.live,
    );
    // What was there before the script is what goes on paper: a canvas keeps the colours of the screen.
    const still = this.place.querySelector(".cb-map-static");
    still?.setAttribute("hidden", "");
    this.place.prepend(...(still ? [still] : []), app, this.views, this.words);
    this.list = list;
    this.place.dataset.ready = "true";
  }

  #listen() {
    const read = () => {
      if (`#${addressOf(this.state)}` === (location.hash || "#")) return;
      this.state = stateOf(location.hash);
      this.fromPicture = this.pane.contains(document.activeElement);
      this.render();
    };
    addEventListener("popstate", read);
    addEventListener("hashchange", read);
    const recolour = () => {
      this.overview.recolour();
    };
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);
    new MutationObserver(recolour).observe(document.body, { attributes: true, attributeFilter: ["data-md-color-scheme"] });
    let width = 0;
    new ResizeObserver(() => {
      if (Math.abs(this.pane.clientWidth - width) < 1 && this.state.show !== "overview") return;
      width = this.pane.clientWidth;
      this.#renderPicture();
    }).observe(this.pane);
    for (const event of ["pointerover", "focusin"]) this.pane.addEventListener(event, (what) => this.#light(what.target));
    for (const event of ["pointerleave", "focusout"]) this.pane.addEventListener(event, () => this.#light(null));
    document.addEventListener("click", (event) => {
      if (!this.saveMenu.contains(/** @type {Node} */ (event.target))) this.saveMenu.open = false;
    });
    addEventListener("beforeprint", () => (this.words.open = true));
  }

  // showing

  /** Show the present state. */
  render() {
    const { state, base } = this;
    this.#look();
    const hits = state.query ? this.search.hits(state.query) : null;
    const found = hits ? new Set(hits.map((hit) => hit.node)) : null;
    this.passes = base.id.map((_, node) => this.filters.passes(this.nodes[node], state, this.statuses) && (!found || state.show !== "overview" || found.has(node)));
    this.hits = (hits ?? this.search.hits("")).filter((hit) => this.filters.passes(hit, state, this.statuses));
    this.facets.showLinks(state.show === "overview" ? kindsControl(this) : null);
    this.facets.show(this.filters.counts(hits ?? this.search.entries.map(({ record }) => record), state, this.statuses), state);
    if ((isFiltering(state) || (state.kinds.length && state.show === "overview")) && this.facets.element.hidden && !this.opened) this.#toggleFacets();
    if (document.activeElement !== this.input && this.input.value !== state.query) this.input.value = state.query;
    this.chips.replaceChildren(...chips(this));
    for (const tab of this.tabs) this.#tab(tab);
    this.place.dataset.show = state.show;
    this.#renderPicture();
    this.#renderPanel();
    this.#renderViews();
    if (state.query) this.pieces.forSearch();
    if (this.base.isMissing) this.pieces.fetchMissing();
    this.place.toggleAttribute("data-texts", !this.pieces.pending);
  }

  /**
   * Open a topic of the overview.
   *
   * @param {number} topic
   */
  openTopic(topic) {
    this.go({ show: "overview", in: this.base.data.topics[topic][0], at: null, select: "", flow: [] });
    this.live.textContent = `Opened ${topicWords(this.base, topic)}`;
  }

  #showAll() {
    if (this.state.in || this.state.flow.length) this.go({ in: "", at: null, flow: [] });
    else this.overview.reset();
  }

  /** @param {HTMLElement} tab */
  #tab(tab) {
    const { state } = this;
    const show = tab.dataset.show ?? "overview";
    const chosen = state.claim || state.select || this.#heaviest();
    /** @type {Record<string, Partial<State>>} */
    const targets = { overview: { show: "overview", query: state.query }, focus: { show: "focus", claim: chosen }, path: { show: "path", from: state.from || (state.show === "overview" ? state.select : state.claim), to: state.to } };
    tab.setAttribute("href", this.link(targets[show]));
    if (state.show === show) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  }

  #heaviest() {
    const node = this.overview.byWeight[0];
    return node === undefined ? "" : this.base.id[node];
  }

  /** Whose eyes the map is seen with: none, one, or two at once. */
  #look() {
    const { viewpoint, beside } = this.state;
    /** @param {string} id */
    const isKnown = (id) => id === "on-record" || this.base.viewpoints.some((one) => one.id === id);
    // What follows for somebody takes all relations; until they have come the map is seen with nobody's eyes.
    const isSeen = isKnown(viewpoint) && this.base.isAllRelated();
    const key = `${viewpoint} ${beside} ${isSeen}`;
    if (key === this.lookKey) return;
    this.lookKey = key;
    this.pair = isSeen && isKnown(beside) && viewpoint !== beside ? new Pair(this.base, viewpoint, beside) : null;
    this.eyes = this.pair ? this.pair.eyes : isSeen ? [new Eyes(this.base, viewpoint)] : [];
    this.statuses = this.eyes[0]?.statuses ?? null;
  }

  /** What the chosen views say of what is shown. */
  #renderViews() {
    const { base, state } = this;
    this.views.hidden = !this.eyes.length || state.show === "path";
    if (this.views.hidden) return;
    const topic = base.data.topics.findIndex(([id]) => id === state.in);
    const nodes = state.show === "focus" ? this.shown : topic >= 0 ? base.nodesOf[topic] : [...base.id.keys()].filter((node) => this.eyes.some((one) => one.beliefs.has(node)));
    const about = state.show === "focus" ? "what is shown" : topic >= 0 ? base.data.topics[topic][1] : this.eyes.length === 2 ? "what either has spoken of" : "what was spoken of";
    this.views.replaceChildren(viewsElement(this, this.eyes, nodes.filter((node) => this.passes[node]), about));
  }

  /** What the window and its bookmarks are called: what is shown, before the page's own title. */
  #pageTitle() {
    this.firstTitle ??= document.title;
    const { show, claim, from, to, select, flow } = this.state;
    /** @param {string} id */
    const title = (id) => (this.base.numberOf.has(id) ? this.base.titleOf(this.base.numberOf.get(id) ?? -1) : "…");
    if (show === "path" && (from || to)) return `${title(from)} → ${title(to)} - ${this.firstTitle}`;
    if (show === "focus" && this.base.numberOf.has(claim)) return `${title(claim)} - ${this.firstTitle}`;
    if (show !== "overview") return this.firstTitle;
    if (select && this.base.numberOf.has(select)) return `${title(select)} - ${this.firstTitle}`;
    /** @param {string} id */
    const topic = (id) => this.base.data.topics.find(([one]) => one === id)?.[1] ?? "…";
    if (flow.length === 2) return `${topic(flow[0])} → ${topic(flow[1])} - ${this.firstTitle}`;
    if (this.state.in) return `${topic(this.state.in)} - ${this.firstTitle}`;
    return this.state.query ? `“${this.state.query}” - ${this.firstTitle}` : this.firstTitle;
  }

  #renderPicture() {
    const { state } = this;
    const isOverview = state.show === "overview";
    this.place.removeAttribute("data-bare");
    document.title = this.#pageTitle();
    if (isOverview) {
      this.drawnAddress = "";
      this.#renderOverview();
      this.legend.replaceChildren(...this.#legendItems(true));
      return undefined;
    }
    const width = Math.max(this.pane.clientWidth - 4, 280);
    const focused = this.pane.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement) : null;
    const key = focused?.dataset.key;
    const address = this.link({});
    const isSame = address === this.drawnAddress;
    this.drawnAddress = address;
    /** @type {import("./views.js").Shown} */
    const view = state.show === "path" ? pathView(this, width) : focusView(this, width);
    this.#renderTop(view.top);
    this.pane.replaceChildren(...(view.drawn ? [view.drawn] : []));
    this.place.toggleAttribute("data-bare", !this.pane.querySelector("svg"));
    this.legend.replaceChildren(...this.#legendItems(false));
    this.note.textContent = view.note;
    this.words.hidden = !view.words;
    this.listed = null;
    if (view.words) this.words.replaceChildren(element("summary", {}, "The same in words"), view.words);
    if (view.said) this.live.textContent = view.said;
    this.beside = view.beside ?? null;
    // Whoever came by the keyboard goes on where they were, or at the claim that is now in focus.
    const again = key && (isSame || !key.startsWith("box")) ? this.pane.querySelector(`[data-key="${CSS.escape(key)}"]`) : null;
    if (this.fromPicture || focused) /** @type {HTMLElement|null} */ (again ?? this.pane.querySelector(".cbm-centre, .cbm-marked"))?.focus({ preventScroll: isSame });
    this.fromPicture = false;
    this.shown = view.shown ?? [];
    this.#centreScroll();
    return undefined;
  }

  /**
   * Replace the controls above the picture when they no longer say what is shown; the focus stays where it was.
   *
   * @param {HTMLElement|null} controls
   */
  #renderTop(controls) {
    const { show, claim, steps, from, to, ways } = this.state;
    const key = controls ? JSON.stringify(show === "path" ? [show, from, to, ways, this.state.kinds, ...[from, to].map((id) => this.base.title[this.base.numberOf.get(id) ?? -1])] : [show, claim, steps, this.state.kinds]) : "";
    if (key === this.topKey) return;
    this.topKey = key;
    const focused = this.top.contains(document.activeElement) ? document.activeElement : null;
    const place = focused ? [...this.top.querySelectorAll("input, button")].indexOf(focused) : -1;
    this.top.replaceChildren(...(controls ? [controls] : []));
    if (place >= 0) /** @type {HTMLElement|undefined} */ (this.top.querySelectorAll("input, button")[place])?.focus();
  }

  #centreScroll() {
    const picture = this.pane.querySelector("svg");
    const centre = this.pane.querySelector(".cbm-centre rect");
    if (!picture || !centre || this.pane.scrollWidth <= this.pane.clientWidth) return;
    const [box, pane] = [centre.getBoundingClientRect(), this.pane.getBoundingClientRect()];
    this.pane.scrollLeft += box.left + box.width / 2 - pane.left - pane.width / 2;
  }

  #renderOverview() {
    const { state } = this;
    this.#renderTop(null);
    const { data } = this.base;
    const isBack = this.fromPicture && !this.pane.contains(this.overview.element);
    this.fromPicture = false;
    if (!this.pane.contains(this.overview.element)) this.pane.replaceChildren(this.overview.element, this.zoom, this.tip);
    const name = this.pane.clientWidth < 560 ? "narrow" : "wide";
    if (this.plan?.name !== name) this.plan = new Plan(this.base, name);
    /** @param {string} id */
    const topicOf = (id) => data.topics.findIndex(([topic]) => topic === id);
    const selected = this.base.numberOf.get(state.select) ?? -1;
    const topic = state.in ? topicOf(state.in) : -1;
    const flow = state.flow.map(topicOf).filter((one) => one >= 0);
    const isFiltered = isFiltering(state) || Boolean(state.query);
    this.overview.show({ plan: this.plan, passes: this.passes, isFiltered, kinds: state.kinds, statuses: this.statuses, pair: this.pair, eyes: this.eyes, selected, topic, flow, camera: state.at });
    const drawn = new Set(this.overview.drawnBands.map((band) => band.flow)).size;
    const left = data.flows.length + data.unflown - drawn;
    if (topic >= 0) this.note.textContent = "Its main claims are drawn; nearer, all of them. The list below the map and the topic's page have every one.";
    else this.note.textContent = left > 0 ? `The ${drawn} broadest flows are drawn, and those of the topic that is pointed at; ${count(left)} are not.` : "";
    if (isBack) this.overview.element.focus({ preventScroll: true });
    this.words.hidden = false;
    const key = `${state.kinds.join(",")} ${this.base.areAllRelated}`;
    if (!this.listed || this.listedKinds !== key) {
      this.listedKinds = key;
      this.listed = flowsList(this);
      this.words.replaceChildren(element("summary", {}, "The flows between topics as a list"), this.listed);
    }
  }

  /** @param {boolean} isOverview */
  #legendItems(isOverview) {
    const { base, eyes, pane } = this;
    const onRecord = eyes.length === 1 && !eyes[0].viewpoint ? this.statuses : null;
    const signs = statusLegend(base, onRecord);
    if (!isOverview) {
      const drawn = pane.querySelector("svg");
      const folds = pane.querySelector(".cbm-fold") ? foldLegend() : [];
      const pages = pane.querySelector(".cbm-more") ? pagesLegend() : [];
      return drawn ? this.#items([...legend(base, drawn), ...folds, ...pages, ...signs]) : [];
    }
    const isOpen = this.overview.spots.size > 0;
    return this.#items([...bandLegend(), ...(isOpen ? [...legend(base), ...signs] : []), ...eyesLegend(eyes)]);
  }

  /**
   * Entries of the legend, with whose initials are which where a picture has any.
   *
   * @param {[Element, string][]} items
   */
  #items(items) {
    const { eyes } = this;
    const isNamed = eyes.some(({ viewpoint }) => viewpoint);
    const initials = eyes.length === 2 && this.overview.spots.size && this.state.show === "overview" ? `${eyes.map(({ name, initials }) => `${initials}: ${name}`).join(", ")}. ` : "";
    const words = isNamed ? `${initials}At a claim stands what somebody said of it, or what an editor reads in their words; in italics, or as a sign, what is only worked out for them.` : "";
    return [...this.#drawings(items), ...(words ? [element("li", { class: "cbm-whose" }, words)] : [])];
  }

  /** @param {[Element, string][]} items */
  #drawings(items) {
    return items.map(([drawing, label]) => element("li", {}, drawing, label));
  }

  #renderPanel() {
    const { state, base } = this;
    const chosen = state.show === "focus" ? base.numberOf.get(state.claim) : state.show === "overview" ? base.numberOf.get(state.select) : undefined;
    const results = state.query || (isFiltering(state) && chosen === undefined && state.show === "overview");
    this.place.toggleAttribute("data-found", Boolean(results));
    if (results) {
      const focused = this.panel.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement).dataset.id : undefined;
      this.panel.replaceChildren(resultsElement(this, this.hits));
      if (focused) /** @type {HTMLElement|null} */ (this.panel.querySelector(`.cbm-result[data-id="${CSS.escape(focused)}"]`))?.focus();
      this.live.textContent = `${this.hits.length} records found`;
    } else if (state.show === "path" && this.beside) this.panel.replaceChildren(this.beside);
    else if (chosen !== undefined) this.panel.replaceChildren(detailsElement(this, chosen));
    else if (state.show === "overview" && state.flow.length === 2) this.panel.replaceChildren(flowElement(this, state.flow));
    else if (state.show === "overview" && state.in) this.panel.replaceChildren(topicElement(this, state.in));
    else this.panel.replaceChildren(this.#welcome());
    if (!this.keepsPlace) this.panel.scrollTop = 0;
  }

  #welcome() {
    const { base, overview } = this;
    if (this.state.show === "path") {
      return element("section", {}, element("h2", {}, "From premise to conclusion"), element("p", {}, "A path shows how one claim bears on another. Choose both by typing part of their titles."), element("p", { class: "cbm-hint" }, "The strongest way prefers few steps, and among them strong ones to weak ones."));
    }
    const cruxes = overview.byWeight.filter((node) => base.kind[node] === "crux");
    const dividing = base.data.dividing ?? [];
    const others = cruxes.filter((node) => !dividing.includes(node));
    const heaviest = overview.byWeight.filter((node) => base.kind[node] === "claim");
    /** @param {number[]} nodes */
    const items = (nodes) => nodes.slice(0, 5).map((node) => element("li", {}, element("a", { href: this.linkTo(node), dir: "auto" }, base.titleOf(node))));
    return element(
      "section",
      {},
      element("h2", {}, "How to read it"),
      element("p", {}, "Each box is a topic. A band from one to another is as broad as the number of reasons that lead there: blue and solid for, orange and dashed against. A red diamond on it says that they bear on a crux. Conclusions are higher up. Open a topic to see its claims, and a band to read its reasons."),
      this.pair ? element("p", {}, `A red frame is where ${this.pair.eyes[0].name} and ${this.pair.eyes[1].name} part. What each says of every claim is in the table below the map.`) : null,
      element("h3", {}, "These bear on most"),
      element("ul", {}, items(heaviest)),
      dividing.length ? [element("h3", {}, "Cruxes that divide people on record"), element("ul", {}, items(dividing))] : null,
      others.length ? [element("h3", {}, dividing.length ? "Further cruxes on which much turns" : "Cruxes on which most turns"), element("ul", {}, items(others))] : null,
    );
  }

  /**
   * @param {number} node
   * @param {boolean} [byKey]
   */
  #select(node, byKey = false) {
    const { state } = this;
    if (node < 0 && byKey && !state.select && (state.in || state.flow.length)) return this.go({ in: "", at: null, flow: [] });
    if (node < 0 && !byKey && !state.select && state.flow.length) return this.go({ flow: [] });
    if (node < 0 && !state.select) return undefined;
    this.go({ select: node >= 0 ? this.base.id[node] : "", query: node >= 0 ? "" : state.query }, { quietly: byKey });
    if (node < 0) return undefined;
    this.overview.paint();
    this.overview.reveal(node);
    this.live.textContent = `${this.base.word(this.base.kind[node])}: ${this.base.titleOf(node)}. ${this.base.topicTitle(node)}. ${dependentsText(this.base.dependents[node], this.base.kind[node])}`;
    if (!byKey && this.panel.getBoundingClientRect().top > innerHeight - 80) this.panel.scrollIntoView({ block: "nearest", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
    return undefined;
  }

  /**
   * Show the lines of a box that is pointed at or has the focus above the others.
   *
   * @param {EventTarget|null} target
   */
  #light(target) {
    const id = target instanceof Element ? /** @type {HTMLElement|null} */ (target.closest("[data-id]"))?.dataset.id : null;
    this.pane.classList.toggle("cbm-lighting", Boolean(id));
    for (const edge of /** @type {NodeListOf<SVGElement>} */ (this.pane.querySelectorAll(".cbm-edge"))) {
      edge.classList.toggle("cbm-lit", Boolean(id) && (edge.dataset.ends ?? "").split(" ").includes(id ?? ""));
    }
  }

  #toggleFacets() {
    this.opened = true;
    this.facets.element.hidden = !this.facets.element.hidden;
    this.filterButton.setAttribute("aria-expanded", String(!this.facets.element.hidden));
    if (this.state.show === "overview") this.overview.resize();
  }

  async #share() {
    clearTimeout(this.moving);
    this.#write(true);
    const said = this.shareButton;
    try {
      if (navigator.share && matchMedia("(pointer: coarse)").matches) await navigator.share({ title: document.title, url: location.href });
      else {
        await navigator.clipboard.writeText(location.href);
        said.textContent = "Link copied";
      }
    } catch {
      // No clipboard here: the address bar has the same link.
      said.textContent = "Copy it from the address bar";
    }
    this.live.textContent = said.textContent;
    setTimeout(() => (said.textContent = "Share"), 2500);
  }

  /** @param {"svg"|"png"} format */
  async #save(format) {
    this.saveMenu.open = false;
    const { state } = this;
    const isOverview = state.show === "overview";
    const svg = isOverview ? overviewSvg(this.overview) : this.pane.querySelector("svg");
    if (!svg) return;
    if (isOverview) {
      // Styles are read from the page, so the picture has to be in it for a moment.
      svg.classList.add("cbm-unseen");
      this.pane.append(svg);
    }
    const text = svgText(svg);
    if (isOverview) svg.remove();
    const name = state.show === "focus" ? state.claim : state.show === "path" ? `${state.from}-to-${state.to}` : "map";
    if (format === "svg") save(new Blob([text], { type: "image/svg+xml" }), `${name}.svg`);
    else save(await pngOf(text), `${name}.png`);
  }
}

/**
 * A topic in words, for who does not see the picture.
 *
 * @param {Base} base
 * @param {number} topic
 */
function topicWords(base, topic) {
  const { topics, flows } = base.data;
  /** @param {0|1} end */
  const sum = (end) => flows.filter((flow) => flow[end] === topic).reduce(([supports, attacks], flow) => [supports + flow[2], attacks + flow[3]], [0, 0]);
  const [into, out] = [sum(1), sum(0)];
  return `${topics[topic][1]}: ${base.nodesOf[topic].length} records. From other topics ${into[0]} reasons for and ${into[1]} against; to other topics ${out[0]} for and ${out[1]} against.`;
}

const place = document.getElementById("cruxbase-map");
const data = globalThis.cruxbase?.data;
if (place && data) globalThis.cruxbase.map = new App(place, data);
