/** The questions: for each claim or input a slider, a field, and a way back to not knowing. */

import { between, credenceOf, shown, typed } from "./credences.js";
import { element } from "../map/elements.js";
import { PER_CENT, STRENGTHS, STRENGTH_WORDS, WEIGHTS } from "../shared/constants.js";
import { computed as computedText, computedRange, percentRange } from "../shared/figures.js";

/** @typedef {{low: number|null, high: number|null, unit: string}} Scale */

const ROLES = new Map([
  ["supports", "for"],
  ["attacks", "against"],
  ["undercuts", "undercut"],
  ["requires", "needed"],
]);

/** @type {Record<string, string>} what stands in the field for a stance */
const STANCE_FIELDS = { holds: "held", rejects: "rejected", suspends: "withheld" };

/** One question, whose element stays while its values change. */
export class Row {
  /**
   * @param {object} about
   * @param {string} about.key what it is called in the address
   * @param {string} about.title
   * @param {string} [about.href] page of the claim
   * @param {string} [about.kind] how it bears on another claim
   * @param {number} [about.strength] weight of the step
   * @param {string} [about.on] title of that claim, where it is not the conclusion
   * @param {string[]} [about.together] titles of the claims without which it does not count
   * @param {string} [about.description]
   * @param {Scale|null} [about.scale] of an input that is no credence
   * @param {(key: string, text: string) => void} about.onset text is empty for unknown
   * @param {() => string|Node} [about.statement]
   * @param {Record<string, [number, number, number]>} words
   */
  constructor(about, words) {
    this.about = about;
    this.words = words;
    const { title, scale } = about;
    const [low, high] = scale ? [scale.low ?? 0, scale.high ?? 1] : [0, 100];
    this.slider = element("input", {
      type: "range",
      min: low,
      max: high,
      step: scale ? stepOf(low, high) : 1,
      "aria-label": title,
      hidden: scale && (scale.low === null || scale.high === null),
      oninput: () => this.#slid(),
    });
    /** @type {HTMLInputElement} */
    this.field = element("input", {
      type: "text",
      class: "cbv-field",
      autocomplete: "off",
      inputmode: "decimal",
      "aria-label": scale ? `${title}, as a number` : `${title}, in per cent, as a range or in words`,
      placeholder: "unknown",
      onchange: () => this.#entered(),
    });
    this.unit = element("span", { class: "cbv-unit", "aria-hidden": "true" }, scale ? "" : PER_CENT);
    this.clear = element("button", { type: "button", class: "cbv-clear", "aria-label": `Unknown: ${title}`, onclick: () => this.#set("") }, "Unknown");
    this.note = element("p", { class: "cbv-note", id: `cbv-note-${about.key.replace(".", "")}` });
    this.element = element(
      "li",
      { class: "cbv-row", "data-key": about.key },
      this.#heading(),
      element("div", { class: "cbv-set" }, this.slider, element("span", { class: "cbv-entry" }, this.field, this.unit), this.clear),
      this.note,
      about.statement ? this.#statement() : null,
    );
    for (const control of [this.slider, this.field]) control.setAttribute("aria-describedby", this.note.id);
  }

  #heading() {
    const { title, href, kind, strength, on, together = [], description } = this.about;
    const role = kind && element("span", { class: `cb-kind cb-kind--${kind}` }, ROLES.get(kind));
    const weight = strength ? STRENGTH_WORDS[STRENGTHS[WEIGHTS.indexOf(strength)]] : "";
    const linked = together.length > 2 ? `counts with ${together.length} others` : together.length ? `counts together with: ${together.join("; ")}` : "";
    const about = [weight, on ? `bears on: ${on}` : "", linked].filter(Boolean).join(" · ");
    return element(
      "div",
      { class: "cbv-head" },
      element("p", { class: "cbv-title" }, role, role ? " " : null, href ? element("a", { href }, title) : title),
      about ? element("p", { class: "cbv-role" }, about) : null,
      description ? element("p", { class: "cbv-role" }, description) : null,
    );
  }

  #statement() {
    const text = element("p", {});
    /** @type {HTMLDetailsElement} */
    const box = element("details", { class: "cbv-says", ontoggle: () => box.open && text.replaceChildren(this.about.statement?.() ?? "") }, element("summary", {}, "What it says"), text);
    return box;
  }

  #slid() {
    const value = Number(this.slider.value);
    this.#set(String(this.about.scale ? value : value / 100));
  }

  /** @returns {void} */
  #entered() {
    const text = this.field.value.trim();
    if (!text || text.toLowerCase() === "unknown") return this.#set("");
    if (this.about.scale) return Number.isFinite(Number(text)) ? this.#set(String(Number(text))) : this.#wrong();
    const said = typed(text, this.words);
    return said ? this.#set(said.text) : this.#wrong();
  }

  #wrong() {
    this.field.setAttribute("aria-invalid", "true");
    const { scale } = this.about;
    this.note.textContent = scale ? "Write a number." : "Write a number such as 70, a range such as 40-55, or a word such as likely.";
    this.note.dataset.wrong = "true";
  }

  /** @param {string} text */
  #set(text) {
    this.about.onset(this.about.key, text);
  }

  /**
   * Show what was said, and what follows.
   *
   * @param {string} text what was said, or empty
   * @param {{computed?: number}} follows how far it follows; of what was said, what the reasons alone would give
   */
  show(text, follows = {}) {
    const { scale } = this.about;
    const said = saidOf(text, scale ?? null, this.words);
    this.element.dataset.known = String(Boolean(said));
    // A stance leaves the number open: the slider stays where it is, and shows none.
    this.element.dataset.stance = said?.stance ?? "";
    this.field.removeAttribute("aria-invalid");
    delete this.note.dataset.wrong;
    const [least, most] = [Number(this.slider.min), Number(this.slider.max)];
    const at = said ? (scale ? said.mid : said.mid * 100) : (least + most) / 2;
    if (Number(this.slider.value) !== at) this.slider.value = String(at);
    this.slider.style.setProperty("--cbv-at", `${(100 * (at - least)) / (most - least)}%`);
    this.slider.style.setProperty("--cbv-low", `${100 * (said?.low ?? 0)}%`);
    this.slider.style.setProperty("--cbv-high", `${100 * (said?.high ?? 1)}%`);
    this.slider.setAttribute("aria-valuetext", said ? said.shown : "unknown");
    const isEditing = document.activeElement === this.field && this.field.value !== "" && said && this.field.dataset.text === text;
    if (!isEditing) this.field.value = said ? said.entered : "";
    this.field.dataset.text = text;
    this.unit.hidden = Boolean(scale) || Boolean(said?.stance) || !said;
    this.clear.hidden = !said;
    this.note.textContent = this.#told(said, follows);
  }

  /**
   * @param {{text: string, shown: string}|null} said
   * @param {{computed?: number}} follows
   */
  #told(said, { computed }) {
    const word = said && /^[a-z]/.test(said.text) ? (said.shown.split(", ").pop() ?? "") : "";
    const parts = word ? [`${word.charAt(0).toUpperCase()}${word.slice(1)}.`] : [];
    if (said && computed !== undefined) parts.push(`What you say stands; the reasons you set behind it alone would make it ${computedText(computed)}.`);
    else if (computed !== undefined) parts.push(`${computedText(computed)} follows from what you set behind it.`);
    return parts.join(" ");
  }
}

/**
 * @param {number} low
 * @param {number} high
 */
function stepOf(low, high) {
  const span = high - low;
  return span > 0 ? Number((span / 100).toPrecision(2)) : 0.01;
}

/**
 * What a text from the address says of a question; null for unknown.
 *
 * @param {string|undefined} text
 * @param {Scale|null} scale
 * @param {import("../../data.js").CredenceWords} words
 * @returns {import("./credences.js").Credence & {shown: string, entered: string}|null}
 */
export function saidOf(text, scale, words) {
  if (!text) return null;
  if (scale) {
    const number = Number(text);
    return Number.isFinite(number) ? { low: number, mid: number, high: number, text, shown: text, entered: text } : null;
  }
  const said = credenceOf(text, words);
  return said && { ...said, shown: shown(said), entered: enteredText(said) };
}

/**
 * @param {import("./credences.js").Credence} credence
 * @returns {string}
 */
function enteredText({ low, high, text, stance }) {
  if (stance) return STANCE_FIELDS[stance];
  if (/^[a-z]/.test(text)) return withoutSign(computedRange(low, high));
  return between(low, high) ? withoutSign(percentRange(low, high)) : text;
}

/**
 * What stands in a field that has the sign beside it.
 *
 * @param {string} shown
 */
function withoutSign(shown) {
  return shown.endsWith(PER_CENT) ? shown.slice(0, -PER_CENT.length) : shown;
}
