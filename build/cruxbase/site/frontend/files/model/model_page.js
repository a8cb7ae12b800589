/**
 * The page of a model: sliders set inputs, and values, intervals, shares and the tornado follow.
 *
 * What is set stands in the address after `#set=`, so that a link carries it. Everything is on the page without this script.
 */

import { valueOf } from "../view/expressions.js";
import { Model } from "../view/models.js";
import { modelRange, modelValue, number as figure, part as shareText } from "../shared/figures.js";
import { interval, sample } from "./model_space.js";

/** Places on a slider. */
const PLACES = 200;

/** @typedef {import("../../data.js").Expression} Expression */
/** @typedef {import("../../data.js").ModelPageData} ModelPageData */

class ModelPage {
  /** @param {HTMLElement} element the part of the page that has the model */
  constructor(element) {
    this.element = element;
    /** @type {ModelPageData} */
    this.data = JSON.parse(element.dataset.model ?? "");
    this.model = new Model(this.data);
    this.set = read(this.data, location.hash);
    /** @type {Map<string, {input: import("../../data.js").SpaceInput, slider: HTMLInputElement, shown: HTMLOutputElement, free: HTMLButtonElement}>} */
    this.controls = new Map();
    this.#sliders();
    this.#buttons();
    this.#show();
    addEventListener("hashchange", () => {
      this.set = read(this.data, location.hash);
      this.#show();
    });
  }

  #sliders() {
    const list = part(this.element, "[data-sliders]");
    for (const input of this.data.inputs) {
      const [low, high] = input.range;
      if (!(high > low)) continue;
      const row = make("div", "cb-slider");
      const label = make("label", "", input.label);
      const slider = make("input", "");
      Object.assign(slider, { type: "range", min: "0", max: String(PLACES), step: "1", id: `cb-set-${input.name}` });
      label.htmlFor = slider.id;
      const shown = make("output", "cb-slider__value");
      const free = make("button", "cb-slider__free", "free");
      free.type = "button";
      free.title = `Leave ${input.label} open again`;
      slider.addEventListener("input", () => this.#change(input.name, low + (Number(slider.value) / PLACES) * (high - low)));
      free.addEventListener("click", () => this.#change(input.name, null));
      row.append(label, slider, shown, free);
      list.append(row);
      this.controls.set(input.name, { input, slider, shown, free });
    }
    part(this.element, "[data-live]").hidden = false;
  }

  #buttons() {
    part(this.element, "[data-reset]").addEventListener("click", () => {
      this.set = new Map();
      this.#changed();
    });
    const yaml = part(this.element, "[data-viewpoint]");
    yaml.addEventListener("click", () => {
      const shown = part(this.element, "[data-yaml]");
      shown.hidden = false;
      shown.textContent = viewpoint(this.data, this.set);
      navigator.clipboard?.writeText(shown.textContent).catch(() => {});
    });
  }

  /**
   * @param {string} name
   * @param {number|null} value
   */
  #change(name, value) {
    if (value === null) this.set.delete(name);
    else this.set.set(name, Number(value.toPrecision(4)));
    this.#changed();
  }

  #changed() {
    history.replaceState(null, "", written(this.set) || location.pathname + location.search);
    this.#show();
  }

  #show() {
    const point = new Map(this.data.inputs.map((input) => [input.name, this.set.get(input.name) ?? input.centre]));
    const values = this.model.values(point);
    const points = sample(this.model, this.set);
    for (const { input, slider, shown, free } of this.controls.values()) {
      const [low, high] = input.range;
      const value = point.get(input.name) ?? input.centre;
      slider.value = String(Math.round(((value - low) / (high - low)) * PLACES));
      const isSet = this.set.has(input.name);
      shown.textContent = isSet || input.known ? number(value) : `${number(low)} to ${number(high)}`;
      slider.setAttribute("aria-valuetext", shown.textContent);
      free.hidden = !isSet;
    }
    for (const [name, when, unit] of this.data.outputs) this.#output([name, when, unit], values, points);
    this.#tornado(point);
  }

  /**
   * @param {ModelPageData["outputs"][number]} output
   * @param {Map<string, number>} values
   * @param {Map<string, number>[]} points
   */
  #output([name, when, unit], values, points) {
    const ends = interval(points, name);
    put(this.element, `[data-value="${name}"]`, values.has(name) ? modelValue(values.get(name) ?? NaN, unit) : "undefined");
    put(this.element, `[data-interval="${name}"]`, ends ? span(ends[0], ends[1], unit) : "undefined");
    const bar = this.element.querySelector(`[data-share="${name}"]`);
    if (!bar || when === null) return;
    const share = points.filter((one) => holds(when, one)).length / points.length;
    bar.setAttribute("width", String(share * 100));
    put(this.element, `[data-share-text="${name}"]`, shareText(share));
  }

  /** @param {Map<string, number>} point */
  #tornado(point) {
    const rows = [.../** @type {NodeListOf<HTMLElement>} */ (this.element.querySelectorAll("[data-swing]"))];
    if (!rows.length) return;
    const [output, , unit] = this.data.outputs[0];
    const swings = rows.map((row) => {
      const input = this.data.inputs.find((one) => one.name === row.dataset.swing);
      return (input?.range ?? []).map((end) => this.model.value(output, new Map([...point, [row.dataset.swing ?? "", end]])));
    });
    const all = swings.flat().filter(Number.isFinite);
    const [least, most] = [Math.min(...all), Math.max(...all)];
    rows.forEach((row, at) => {
      const [low, high] = swings[at];
      const isShown = Number.isFinite(low) && Number.isFinite(high) && most > least;
      /** @param {number} value */
      const place = (value) => ((value - least) / (most - least)) * 100;
      part(row, "rect").setAttribute("x", isShown ? String(place(Math.min(low, high))) : "0");
      part(row, "rect").setAttribute("width", isShown ? String(Math.abs(place(high) - place(low))) : "0");
      part(row, "[data-ends]").textContent = isShown ? `${modelValue(low, unit)} → ${modelValue(high, unit)}` : "undefined";
    });
  }
}

/**
 * @param {Expression} when
 * @param {Map<string, number>} values
 */
function holds(when, values) {
  try {
    return valueOf(when, values) !== 0;
  } catch {
    return false;
  }
}

/**
 * @param {ModelPageData} data
 * @param {string} hash
 */
function read(data, hash) {
  const set = new Map();
  const text = new URLSearchParams(hash.slice(1)).get("set") ?? "";
  for (const part of text.split(",")) {
    const [name, value] = part.split(":");
    const input = data.inputs.find((one) => one.name === name);
    const numberOf = Number(value);
    if (input && value && Number.isFinite(numberOf)) set.set(name, Math.min(Math.max(numberOf, input.range[0]), input.range[1]));
  }
  return set;
}

/** @param {Map<string, number>} set */
function written(set) {
  return set.size ? `#set=${[...set].map(([name, value]) => `${name}:${value}`).join(",")}` : "";
}

/**
 * The settings as a viewpoint record: credences where an input is one, and the rest in its notes.
 *
 * @param {ModelPageData} data
 * @param {Map<string, number>} set
 */
function viewpoint(data, set) {
  const inputs = data.inputs.filter((input) => set.has(input.name));
  const credences = inputs.filter((input) => input.claim);
  const others = inputs.filter((input) => !input.claim);
  const lines = ["type: viewpoint", `title: My settings of ${data.id}`, "holder: your-id", `date: ${new Date().toISOString().slice(0, 10)}`, "method: own judgement"];
  if (credences.length) lines.push("credences:", ...credences.map((input) => `  ${input.claim}: {credence: ${set.get(input.name)}, basis: stated}`));
  lines.push("notes: >-", `  Settings of the model ${data.id}${others.length ? `: ${others.map((input) => `${input.name} = ${set.get(input.name)}`).join(", ")}` : ""}.`);
  return `${lines.join("\n")}\n`;
}

/**
 * The ends of an interval; with every input set they are one number, which an interval would dress up.
 *
 * @param {number} low
 * @param {number} high
 * @param {string} unit
 */
function span(low, high, unit) {
  return low === high ? "no input is open" : modelRange(low, high, unit);
}

/**
 * What is set, finer than what comes out, so that the reader sees the slider move.
 *
 * @param {number} value
 */
function number(value) {
  return figure(value, 4);
}

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {string} kind
 * @param {string} [text]
 */
function make(name, kind, text = "") {
  const element = document.createElement(name);
  if (kind) element.className = kind;
  element.textContent = text;
  return element;
}

/**
 * The part of a page that its template is sure to have.
 *
 * @param {HTMLElement} element
 * @param {string} selector
 * @returns {HTMLElement}
 */
function part(element, selector) {
  return /** @type {HTMLElement} */ (element.querySelector(selector));
}

/**
 * @param {HTMLElement} element
 * @param {string} selector
 * @param {string} text
 */
function put(element, selector, text) {
  for (const one of element.querySelectorAll(selector)) one.textContent = text;
}

for (const element of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-model]"))) new ModelPage(element);
