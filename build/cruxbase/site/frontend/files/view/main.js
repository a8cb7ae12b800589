/** Your view: credences that a reader sets, what follows from them, and whose published view is nearest. */

import { addressOf, stateOf } from "./address.js";
import { ArgumentGraph } from "./argument_graph.js";
import { computedRange } from "../shared/figures.js";
import { askNext, gap, leverages } from "./cruxes.js";
import { misfitsOf } from "./coherence.js";
import { questionsFor } from "./elicitation.js";
import { apart, gapBetween } from "./gaps.js";
import { AnchoredView, EvidenceGraph } from "./jeffrey.js";
import { Keeping } from "./keeping.js";
import { Model } from "./models.js";
import { GraphProblem, ModelProblem, publishedView } from "./problems.js";
import { askedNext, basisText, followsTable, misfits, nearest, outcomeElement, quantity, turnsOn } from "./result.js";
import { Row, saidOf } from "./rows.js";
import { element } from "../map/elements.js";
import { ENOUGH } from "../shared/constants.js";

/** Views that have both spoken of so many claims have enough in common to be compared. */
const LEVELS = ["Bears on it directly", "One step behind", "Two steps behind", "Three steps behind", "Four steps behind", "Five steps behind"];
const REST = 80;
const NARROW = "(max-width: 59.99rem)";

/** @typedef {Map<number, import("./credences.js").Credence>} View */
/** @typedef {Partial<import("./elicitation.js").Question> & {claim: number, isDirect?: boolean}} Asked */

export class App {
  /** @type {Keeping} */
  keeping;
  /** @type {HTMLElement} */
  outcome;
  /** @type {HTMLElement} */
  under;
  /** @type {HTMLElement} */
  details;
  /** @type {HTMLElement} */
  jump;
  /** @type {number|undefined} */
  writing;
  /** @type {number|undefined} */
  thinking;
  /** @type {number|undefined} */
  telling;

  /**
   * @param {HTMLElement} place
   * @param {import("../../data.js").ViewData} data
   */
  constructor(place, data) {
    this.place = place;
    this.root = place.dataset.root ?? "";
    this.data = data;
    this.graph = new ArgumentGraph(data);
    this.evidence = new EvidenceGraph(this.graph, data.cruxes.map(([, , sides]) => sides));
    this.claims = data.claims;
    this.numberOf = new Map(data.claims.id.map((id, number) => [id, number]));
    this.topics = new Map(data.topics.map(([id, title, conclusions]) => [id, { id, title, conclusions }]));
    this.models = new Map(data.models.map((model) => [model.id, new Model(model)]));
    this.published = data.viewpoints.map((viewpoint) => ({ viewpoint, view: publishedView(viewpoint) }));
    this.start = [...place.childNodes];
    this.status = element("p", { class: "cbv-status", role: "status" });
    /** @type {Map<any, Row>} by claim, or by the name of an input */
    this.rows = new Map();
    this.shown = "";
    this.state = stateOf(location.hash);
    addEventListener("popstate", () => this.#arrive());
    addEventListener("hashchange", () => this.#arrive());
    this.render();
    place.dataset.ready = "true";
  }

  #arrive() {
    clearTimeout(this.writing);
    this.state = stateOf(location.hash);
    this.render();
  }

  /**
   * Change the state; `quietly` without a new entry in the history.
   *
   * @param {Partial<import("./address.js").State>} changes
   * @param {boolean} [quietly]
   */
  go(changes, quietly = false) {
    this.state = { ...this.state, ...changes };
    const { address } = this;
    clearTimeout(this.writing);
    if (quietly) {
      // Browsers allow only so many changes of the address a second, and a slider makes more.
      this.writing = setTimeout(() => history.replaceState(null, "", address), 120);
    } else history.pushState(null, "", address);
    this.render();
  }

  /** The address that carries all that is set, also before the browser shows it. */
  get address() {
    return `${location.href.split("#")[0]}#${addressOf(this.state)}`;
  }

  /**
   * @param {string} key
   * @param {string} text
   */
  #set(key, text) {
    const said = new Map(this.state.said);
    if (text) said.set(key, text);
    else said.delete(key);
    this.go({ said }, true);
  }

  // what the address is about

  get topic() {
    return this.topics.get(this.state.about);
  }

  get model() {
    return this.models.get(this.state.about);
  }

  /** @returns {any} the number of a claim, or the name of a model's variable */
  get #conclusion() {
    if (this.model) {
      const names = this.model.outputs.map(([name]) => name);
      return names.includes(this.state.conclusion) ? this.state.conclusion : names[0];
    }
    const claim = this.numberOf.get(this.state.conclusion);
    return claim !== undefined && this.claims.askable[claim] ? claim : this.topic?.conclusions[0];
  }

  /** What was said of claims, by number. */
  get #mine() {
    /** @type {View} */
    const found = new Map();
    for (const [key, text] of this.state.said) {
      const claim = this.numberOf.get(key);
      const said = claim !== undefined && saidOf(text, null, this.data.words);
      if (said) found.set(claim, said);
    }
    return found;
  }

  /**
   * What was said of a model's inputs, by name.
   *
   * @param {View} view
   * @param {boolean} own
   */
  #inputs(view, own) {
    /** @type {Map<string, import("./credences.js").Credence>} */
    const found = new Map();
    for (const input of this.model?.inputs ?? []) {
      const said = input.claim >= 0 && input.isCredence ? view.get(input.claim) : own && saidOf(this.state.said.get(`.${input.name}`), scaleOf(input), this.data.words);
      if (said) found.set(input.name, said);
    }
    return found;
  }

  // rendering

  render() {
    if (!this.topic && !this.model) {
      this.shown = "";
      this.place.replaceChildren(...this.start);
      return;
    }
    if (this.topic && !this.topic.conclusions.length && !this.numberOf.has(this.state.conclusion)) {
      this.shown = "";
      this.place.replaceChildren(element("p", {}, `No reasons are on record for any claim of ${this.topic.title} yet. `, element("a", { href: "#" }, "Choose another topic.")));
      return;
    }
    const what = `${this.state.about} ${this.#conclusion}`;
    if (this.shown !== what) this.#build();
    this.shown = what;
    this.#update();
  }

  #build() {
    this.rows = new Map();
    this.outcome = element("div", { class: "cbv-top" });
    this.under = element("div", { class: "cbv-under" });
    this.details = element("div", { class: "cbv-details", tabindex: -1 });
    this.jump = element("p", { class: "cbv-jump" }, element("button", { type: "button", class: "cbv-link", onclick: () => this.#jump() }, "What it turns on, and whose view is nearest"));
    this.keeping = new Keeping(this);
    const panel = element("div", { class: "cbv-panel" }, this.outcome, this.under, this.details, this.keeping.element);
    const questions = element("div", { class: "cbv-questions" }, this.model ? this.#modelQuestions() : this.#topicQuestions());
    const body = element("div", { class: "cbv" }, this.#choices(), element("div", { class: "cbv-body" }, panel, questions), this.status);
    this.place.replaceChildren(body);
  }

  #choices() {
    /**
     * @param {string} value
     * @param {string} title
     * @param {string|null} chosen
     */
    const option = (value, title, chosen) => element("option", { value, selected: value === chosen }, title);
    /** @type {HTMLSelectElement} */
    const about = element(
      "select",
      { id: "cbv-about", onchange: () => this.go({ about: about.value, conclusion: "" }) },
      element("optgroup", { label: "Topics" }, [...this.topics.values()].filter((topic) => topic.conclusions.length).map((topic) => option(topic.id, topic.title, this.state.about))),
      element("optgroup", { label: "Models" }, [...this.models.values()].map((model) => option(model.id, model.title, this.state.about))),
    );
    /** @type {HTMLSelectElement} */
    const conclusion = element("select", { id: "cbv-for", onchange: () => this.go({ conclusion: conclusion.value }) }, this.#conclusionOptions(option));
    /** @type {HTMLSelectElement} */
    const start = element("select", { id: "cbv-start", onchange: () => this.#startFrom(start) }, this.#startOptions(option));
    return element(
      "div",
      { class: "cbv-choices" },
      element("label", { for: "cbv-about" }, element("span", {}, this.model ? "Model" : "Topic"), about),
      element("label", { for: "cbv-for" }, element("span", {}, "Conclusion"), conclusion),
      element("label", { for: "cbv-start" }, element("span", {}, "Start from"), start),
    );
  }

  /** @param {(value: string, title: string, chosen: string|null) => HTMLOptionElement} option */
  #conclusionOptions(option) {
    if (this.model) return this.model.outputs.map(([name]) => option(name, this.#labelOfVariable(name), this.#conclusion));
    const chosen = this.claims.id[this.#conclusion];
    const conclusions = this.topic?.conclusions ?? [];
    const own = conclusions.map((claim) => option(this.claims.id[claim], this.claims.title[claim], chosen));
    const isForeign = !conclusions.includes(this.#conclusion);
    return isForeign ? [option(chosen, this.claims.title[this.#conclusion], chosen), ...own] : own;
  }

  /** @param {string} name */
  #labelOfVariable(name) {
    const found = this.model?.variableByName.get(name) ?? this.model?.inputByName.get(name);
    return capital(found?.label ?? name);
  }

  /** @param {(value: string, title: string, chosen: string|null) => HTMLOptionElement} option */
  #startOptions(option) {
    const inScope = this.#scope();
    const views = this.published
      .map(({ viewpoint, view }) => ({ viewpoint, count: [...view.keys()].filter((claim) => inScope.has(claim)).length }))
      .filter(({ count }) => count)
      .sort((one, other) => other.count - one.count || one.viewpoint.title.localeCompare(other.viewpoint.title));
    const hasText = this.model?.inputs.some((input) => input.default !== null);
    return [
      option("", "what you have set", null),
      option("blank", "nothing: all unknown", null),
      hasText ? option("text", "the numbers in the text", null) : null,
      views.length ? element("optgroup", { label: "A published view" }, views.map(({ viewpoint, count }) => option(`view ${viewpoint.id}`, `${viewpoint.title} (${count})`, null))) : null,
    ].filter(Boolean);
  }

  /** The claims that this page asks about. */
  #scope() {
    if (this.model) return new Set(this.model.inputs.filter((input) => input.isCredence && input.claim >= 0).map((input) => input.claim));
    const bearing = questionsFor(this.graph, this.#conclusion).flat().map(({ claim }) => claim);
    return new Set([this.#conclusion, ...bearing, ...this.#ownClaims()]);
  }

  #ownClaims() {
    const place = [...this.topics.keys()].indexOf(this.state.about);
    return this.claims.id.map((_, claim) => claim).filter((claim) => this.claims.topic[claim] === place && this.claims.askable[claim]);
  }

  /** @param {HTMLSelectElement} select */
  #startFrom(select) {
    const choice = select.value;
    const said = new Map();
    if (choice === "text") for (const input of this.model?.inputs ?? []) if (input.default !== null) said.set(this.#keyOf(input), String(input.default));
    if (choice.startsWith("view ")) {
      const inScope = this.#scope();
      const chosen = this.published.find(({ viewpoint }) => `view ${viewpoint.id}` === choice);
      for (const [claim, credence] of chosen?.view ?? []) if (inScope.has(claim)) said.set(this.claims.id[claim], credence.text);
    }
    select.value = "";
    if (choice) this.go({ said });
  }

  /** @param {import("../../data.js").InputData} input */
  #keyOf(input) {
    return input.isCredence && input.claim >= 0 ? this.claims.id[input.claim] : `.${input.name}`;
  }

  // questions

  #topicQuestions() {
    const target = this.#conclusion;
    const levels = questionsFor(this.graph, target).map((level) => level.filter(({ claim }) => this.claims.askable[claim])).filter((level) => level.length);
    const asked = new Set([target, ...levels.flat().map(({ claim }) => claim)]);
    const others = this.#ownClaims().filter((claim) => !asked.has(claim));
    return [
      element("h2", { id: "cbv-claims" }, "What do you believe?"),
      element("p", { class: "cbv-lead" }, "Set what you have a view on and leave the rest unknown. What you say of a claim stands; where you say nothing, it follows from the rest."),
      // An address that names a claim asks about that claim: its own row is open and comes first.
      this.state.conclusion ? this.#group("The conclusion itself", [{ claim: target }], true) : null,
      levels.map((level, depth) => this.#level(level, depth, target)),
      this.state.conclusion ? null : this.#group("The conclusion itself", [{ claim: target }], false),
      others.length ? this.#group("Other claims of this topic", others.map((claim) => ({ claim })), false) : null,
    ];
  }

  /**
   * @param {import("./elicitation.js").Question[]} level
   * @param {number} depth
   * @param {number} target
   */
  #level(level, depth, target) {
    const title = LEVELS[depth] ?? `${depth} steps behind`;
    return this.#group(title, level.map((question) => ({ ...question, isDirect: question.on === target })), depth < (matchMedia(NARROW).matches ? 1 : 2));
  }

  /**
   * @param {string} title
   * @param {Asked[]} questions
   * @param {boolean} open
   */
  #group(title, questions, open) {
    const list = element("ul", { class: "cbv-rows" }, questions.map((question) => this.#claimRow(question).element));
    return element("details", { class: "cbv-group", open }, element("summary", {}, element("h3", {}, title), element("span", { class: "cb-count" }, String(questions.length))), list);
  }

  /** @param {Asked} question */
  #claimRow({ claim, kind, on, strength, together = [], isDirect }) {
    const key = this.claims.id[claim];
    const row = new Row(
      {
        key,
        title: this.claims.title[claim],
        href: this.page("claims", key),
        kind,
        strength,
        together: together.map((other) => this.claims.title[other]),
        on: isDirect || on === undefined ? "" : this.claims.title[on],
        scale: null,
        onset: (name, text) => this.#set(name, text),
        statement: () => this.#statement(claim),
      },
      this.data.words,
    );
    this.rows.set(claim, row);
    return row;
  }

  /** @param {number} claim */
  #statement(claim) {
    const texts = globalThis.cruxbase.viewTexts;
    if (texts) return texts[claim];
    const waiting = element("span", {}, "…");
    const script = element("script", { src: this.place.dataset.texts });
    script.addEventListener("load", () => waiting.replaceWith(globalThis.cruxbase.viewTexts?.[claim] ?? ""));
    document.head.append(script);
    return waiting;
  }

  #modelQuestions() {
    const rows = (this.model?.inputs ?? []).map((input) => {
      const key = this.#keyOf(input);
      const isClaim = input.claim >= 0;
      const row = new Row(
        {
          key,
          title: capital(input.label) + (input.unit && !input.isCredence ? ` (${input.unit})` : ""),
          href: isClaim ? this.page("claims", this.claims.id[input.claim]) : "",
          description: input.description + (input.default !== null ? ` In the text: ${quantity(input.default, input)}.` : ""),
          scale: scaleOf(input),
          onset: (name, text) => this.#set(name, text),
          statement: isClaim ? () => this.#statement(input.claim) : undefined,
        },
        this.data.words,
      );
      this.rows.set(input.name, row);
      return row.element;
    });
    return [
      element("h2", { id: "cbv-claims" }, "What goes in"),
      element("p", { class: "cbv-lead" }, "Set what you have a view on and leave the rest unknown. ", element("a", { href: this.page("models", this.state.about) }, "How the model works"), "."),
      element("ul", { class: "cbv-rows" }, rows),
    ];
  }

  /**
   * Address of a record's page.
   *
   * @param {string} folder
   * @param {string} id
   */
  page(folder, id) {
    return `${this.root}${folder}/${id}/${location.protocol === "file:" ? "index.html" : ""}`;
  }

  // results

  #update() {
    const mine = this.#mine;
    /** @type {any} */
    const problem = this.model ? new ModelProblem(this.model, this.#conclusion, [this.#inputs(mine, true)]) : new GraphProblem(this.evidence, this.#conclusion, mine);
    const own = problem.views[0];
    const kind = this.model ? (this.model.variableByName.get(this.#conclusion) ?? this.model.inputByName.get(this.#conclusion) ?? {}) : { isCredence: true };
    const point = problem.point(own);
    const computed = point ? problem.value(point) : NaN;
    const ranges = problem.ranges(own);
    const bounds = this.model ? this.model.bounds(this.#conclusion, ranges) : problem.bounds(ranges);
    const value = Number.isFinite(computed) ? computed : null;
    const outcome = {
      value,
      // What nobody has spoken of moves nothing, and may be anything within the bounds.
      bounds: bounds && value !== null ? { low: Math.min(bounds.low, value), high: Math.max(bounds.high, value) } : bounds,
      stated: this.model ? null : (mine.get(this.#conclusion) ?? null),
      follows: this.model ? null : problem.anchored.fromReasons(this.#conclusion),
      counted: this.model ? problem.names.filter((/** @type {string} */ name) => own.has(name)).length : problem.stated.length,
      unknown: problem.unknown.length,
    };
    this.#showRows(problem);
    this.#showOutcome(outcome, kind);
    this.#announce(outcome, kind);
    clearTimeout(this.thinking);
    // The number follows the hand; what takes longer to compute waits until the hand rests.
    this.thinking = setTimeout(() => {
      const found = point && value !== null ? leverages(problem, point, null) : { value: NaN, rows: [] };
      this.#showDetails(problem, found, ranges, kind, mine);
      this.keeping.show(mine);
    }, REST);
  }

  /** @param {any} problem by the graph, or by the model */
  #showRows(problem) {
    for (const [name, row] of this.rows) {
      const text = this.state.said.get(row.about.key) ?? "";
      row.show(text, this.model ? {} : followsFor(problem.anchored, name));
    }
  }

  /**
   * @param {import("./result.js").Outcome} outcome
   * @param {import("./result.js").Kind} kind
   */
  #showOutcome(outcome, kind) {
    const target = this.#conclusion;
    const claim = this.model ? (this.model.outputs.find(([name]) => name === target)?.[1] ?? -1) : target;
    const title = this.model ? this.#labelOfVariable(target) : this.claims.title[target];
    const heading = claim >= 0 ? element("a", { href: this.page("claims", this.claims.id[claim]) }, title) : title;
    this.outcome.replaceChildren(element("p", { class: "cbv-conclusion" }, heading), outcomeElement(outcome, kind));
    this.under.replaceChildren(element("p", { class: "cbv-basis" }, basisText(outcome, kind)), this.jump);
  }

  /**
   * @param {any} problem by the graph, or by the model
   * @param {ReturnType<typeof leverages>} found
   * @param {Map<any, import("../../data.js").Interval>} ranges
   * @param {import("./result.js").Kind} kind
   * @param {View} mine
   */
  #showDetails(problem, found, ranges, kind, mine) {
    /**
     * @param {number|string} name
     * @param {boolean} [isPlain]
     */
    const label = (name, isPlain) => this.#label(name, isPlain);
    this.details.replaceChildren(
      ...[
        turnsOn(found, label, kind),
        askedNext(askNext(problem, ranges), label, (name) => this.#lead(name)),
        this.#misfits(problem, mine),
        this.#nearest(mine),
        this.model ? followsTable(this.model, this.model.values(new Map([...problem.views[0]].map(([name, said]) => [name, said.mid])))) : null,
      ].filter((part) => part !== null),
    );
  }

  /**
   * @param {number|string} name
   * @param {boolean} [isPlain]
   */
  #label(name, isPlain = false) {
    const input = this.model?.inputByName.get(String(name));
    const claim = input ? input.claim : Number(name);
    if (claim >= 0 && !isPlain) return this.#claimLink(claim, input && capital(input.label));
    return element("span", {}, input ? capital(input.label) : this.claims.title[claim]);
  }

  /**
   * @param {number} claim
   * @param {string} [title]
   */
  #claimLink(claim, title = this.claims.title[claim]) {
    return element("a", { href: this.page("claims", this.claims.id[claim]) }, title);
  }

  /**
   * Bring a question into view and give it the focus.
   *
   * @param {number|string} name
   */
  #lead(name) {
    const row = this.rows.get(name);
    if (!row) return;
    row.element.closest("details.cbv-group")?.setAttribute("open", "");
    (row.slider.hidden ? row.field : row.slider).focus({ preventScroll: true });
    row.element.scrollIntoView({ block: "center", behavior: calm() });
  }

  #jump() {
    this.details.scrollIntoView({ block: "start", behavior: calm() });
    this.details.focus({ preventScroll: true });
  }

  /**
   * @param {any} problem by the graph, or by the model
   * @param {View} mine
   */
  #misfits(problem, mine) {
    const anchored = this.model ? AnchoredView.of(this.evidence, mine) : problem.anchored;
    const found = misfitsOf({ graph: this.graph, cruxes: this.data.cruxes, models: this.models, view: mine, anchored });
    return misfits(found.map((one) => this.#misfit(one)));
  }

  /** @param {import("./coherence.js").Misfit} misfit */
  #misfit(misfit) {
    /** @param {string} id */
    const link = (id) => element("a", { href: this.page("claims", id) }, this.data.cruxes.find(([one]) => one === id)?.[1] ?? id);
    if (misfit.kind === "sides") return [`The sides of this question exclude each other, and yours come to ${computedRange(misfit.total, misfit.total)}: `, link(misfit.crux)];
    if (misfit.kind === "held") return ["You hold more than one side of a question whose sides exclude each other: ", link(misfit.crux)];
    if (misfit.kind === "requirement") return [this.#claimLink(misfit.claim), ": you believe it more than what it cannot stand without, ", this.#claimLink(misfit.other), "."];
    const [said, follows] = [computedRange(...misfit.stated), computedRange(...misfit.computed)];
    if (misfit.kind === "model") return [this.#claimLink(misfit.claim), `: you say ${said}, and by a model your other numbers come to ${follows}.`];
    return [this.#claimLink(misfit.claim), `: you say ${said}, and the reasons that you set behind it alone would come to ${follows}. Are reasons missing here?`];
  }

  /** @param {View} mine */
  #nearest(mine) {
    const inScope = this.#scope();
    const said = new Map([...mine].filter(([claim]) => inScope.has(claim)));
    /** @type {(import("./result.js").NearRow & {view: View})[]} */
    const rows = this.published
      .map(({ viewpoint, view }) => ({ viewpoint, view, href: this.page("viewpoints", viewpoint.id), ...apart(said, view), gap: null }))
      .filter(({ shared }) => shared)
      .sort((one, other) => Number(other.shared >= ENOUGH) - Number(one.shared >= ENOUGH) || (one.shared >= ENOUGH ? 0 : other.shared - one.shared) || other.agreed / other.shared - one.agreed / one.shared || one.distance - other.distance);
    if (rows.length && rows[0].shared >= ENOUGH) rows[0].gap = this.#gap(mine, rows[0].view);
    return nearest(rows, ENOUGH, (name) => this.#label(name));
  }

  /**
   * What divides the reader and a published view on the conclusion; null where it cannot be computed.
   *
   * @param {View} mine
   * @param {View} view
   */
  #gap(mine, view) {
    if (!this.model) return gapBetween(AnchoredView.of(this.evidence, mine), AnchoredView.of(this.evidence, view), this.#conclusion);
    const views = [this.#inputs(mine, true), this.#inputs(view, false)];
    const both = new ModelProblem(this.model, this.#conclusion, views);
    const [one, other] = views.map((each) => both.point(each));
    return one && other ? gap(both, one, other) : null;
  }

  /**
   * Tell a screen reader what follows, once the reader's hand has come to rest.
   *
   * @param {Pick<import("./result.js").Outcome, "value"|"bounds">} outcome
   * @param {import("./result.js").Kind} kind
   */
  #announce({ value, bounds }, kind) {
    clearTimeout(this.telling);
    this.telling = setTimeout(() => {
      const text = value !== null ? `The conclusion is at ${quantity(value, kind)}.` : bounds && kind.isCredence !== false ? `The conclusion is open, ${computedRange(bounds.low, bounds.high)}.` : "The conclusion is open.";
      if (this.status.textContent !== text) this.status.textContent = text;
    }, 600);
  }
}

/**
 * What follows for a claim beside what was said of it.
 *
 * @param {AnchoredView} anchored
 * @param {number} claim
 */
function followsFor(anchored, claim) {
  const computed = anchored.stated.has(claim) ? anchored.fromReasons(claim) : anchored.strength(claim);
  return computed === null ? {} : { computed };
}

function calm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
}

/** @param {import("../../data.js").InputData} input */
function scaleOf(input) {
  if (input.isCredence) return null;
  return { low: input.range?.[0] ?? null, high: input.range?.[1] ?? null, unit: input.unit };
}

/** @param {string} text */
function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const place = document.getElementById("cruxbase-view");
if (place) new App(place, globalThis.cruxbase.view);
