/** What follows: the conclusion, what it turns on, what to ask next, whose published view is nearest. */

import { element, svgElement } from "../map/elements.js";
import { about, computed, computedRange, modelRange, modelValue, part, points } from "../shared/figures.js";

/** @typedef {import("./credences.js").Credence} Credence */
/** @typedef {import("../map/elements.js").Child} Child */
/** @typedef {{isCredence?: boolean, unit?: string}} Kind what a conclusion is */
/** @typedef {{low: number, high: number}} Ends */
/** @typedef {(name: any, isPlain?: boolean) => Child} LabelOf */
/** @typedef {NonNullable<ReturnType<typeof import("./gaps.js").gapBetween>>} ReasonGap */
/** @typedef {ReturnType<typeof import("./cruxes.js").gap>} InputGap */
/** @typedef {{viewpoint: {id: string, title: string}, href: string, shared: number, distance: number, gap: ReasonGap|InputGap|null}} NearRow a published view beside the reader's */

/**
 * A conclusion as it comes out.
 *
 * @typedef {object} Outcome
 * @property {number|null} value
 * @property {Ends|null} bounds
 * @property {Credence|null} stated what the reader says of it outright
 * @property {number|null} [follows] what the reasons alone make it
 * @property {number} counted how much was set that bears on it
 * @property {number} unknown how much was not
 */

const SHOWN = 6;
/** @type {Record<string, string>} */
const STANCE_WORDS = { holds: "You hold it", rejects: "You reject it", suspends: "You withhold judgement" };

/**
 * A quantity for readers: per cent for a credence, else a number with its unit.
 *
 * @param {number} value
 * @param {Kind} [kind]
 */
export function quantity(value, { isCredence = true, unit = "" } = {}) {
  return isCredence ? computed(value) : modelValue(value, unit);
}

/**
 * @param {number} low
 * @param {number} high
 * @param {Kind} kind
 */
function span(low, high, kind) {
  return kind.isCredence === false ? modelRange(low, high, kind.unit) : computedRange(low, high);
}

/**
 * The conclusion as a number and on a strip from 0 to 100 per cent.
 *
 * @param {Outcome} outcome
 * @param {Kind} kind
 */
export function outcomeElement({ value, bounds, stated, counted }, kind) {
  if (!counted && !stated && value === null) return element("div", { class: "cbv-outcome" }, element("p", { class: "cbv-figure cbv-figure--open" }, "Open so far"));
  const figure = stated?.stance ? element("p", { class: "cbv-figure cbv-figure--open" }, `${STANCE_WORDS[stated.stance]}${stated.stance === "suspends" ? "" : ", without a number"}`) : value === null ? element("p", { class: "cbv-figure cbv-figure--open" }, bounds ? span(bounds.low, bounds.high, kind) : "open") : element("p", { class: "cbv-figure" }, quantity(value, kind));
  return element("div", { class: "cbv-outcome" }, figure, kind.isCredence === false ? null : strip(stated?.stance ? null : value, bounds, stated));
}

/**
 * @param {number|null} value
 * @param {Ends|null} bounds
 * @param {Credence|null} stated
 */
function strip(value, bounds, stated) {
  /** @param {number} credence */
  const x = (credence) => 4 + credence * 292;
  /** @type {SVGElement[]} */
  const parts = [svgElement("line", { x1: 4, x2: 296, y1: 14, y2: 14, class: "cbv-axis" })];
  for (const at of [0, 0.25, 0.5, 0.75, 1]) {
    parts.push(svgElement("line", { x1: x(at), x2: x(at), y1: 11, y2: 17, class: "cbv-axis" }));
    parts.push(svgElement("text", { x: at === 0 ? 1 : at === 1 ? 299 : x(at), y: 31, class: "cbv-scale", "text-anchor": at === 0 ? "start" : at === 1 ? "end" : "middle" }, `${at * 100}`));
  }
  if (bounds) parts.push(svgElement("rect", { x: x(bounds.low), y: 9, width: Math.max(1, (bounds.high - bounds.low) * 292), height: 10, class: "cbv-range", rx: 2 }));
  // Of a range and of a stance the middle is nobody's number: only their ends are drawn.
  if (stated && stated.low < stated.high) parts.push(svgElement("rect", { x: x(stated.low), y: 11, width: x(stated.high) - x(stated.low), height: 6, class: "cbv-stated", rx: 2 }));
  else if (stated) parts.push(svgElement("path", { d: `M${x(stated.low)} 7l5 7l-5 7l-5 -7z`, class: "cbv-stated" }));
  if (value !== null) parts.push(svgElement("line", { x1: x(value), x2: x(value), y1: 3, y2: 25, class: "cbv-value" }));
  return svgElement("svg", { viewBox: "0 0 300 36", class: "cbv-strip", "aria-hidden": "true" }, parts);
}

/**
 * What the number is made of, in a sentence or two.
 *
 * @param {Outcome} outcome
 * @param {Kind} kind
 */
export function basisText({ value, bounds, stated, follows, counted, unknown }, kind) {
  const parts = [];
  const open = bounds && span(bounds.low, bounds.high, kind);
  if (stated && value !== null) {
    parts.push(stated.stance ? `${STANCE_WORDS[stated.stance]}, and that stands. What depends on it is worked out with the middle of what that leaves open, which is nobody’s number.` : `You say ${span(stated.low, stated.high, kind)} outright, and that stands.`);
    if (follows !== null && follows !== undefined) parts.push(`The reasons that you set alone would make it ${quantity(follows, kind)}.`);
  } else if (value === null && !counted) parts.push(unknown ? `Nothing that you have set bears on it yet: ${several(unknown, "claim is", "claims are")} to be asked about first.` : "Nothing bears on it.");
  else if (value === null) parts.push(`Nothing follows until more is set: ${several(unknown, "input is", "inputs are")} unknown.`);
  else parts.push(`From ${several(counted, "number", "numbers")} that you set.`);
  if (value !== null && unknown && open) parts.push(`${capital(several(unknown, "claim that bears on it is", "claims that bear on it are"))} unknown, and could take it anywhere from ${open}.`.replace("–", " to "));
  else if (open && value !== null && !stated && bounds.high - bounds.low > 0.0005) parts.push(`Given the ranges you set, it is between ${open.replace("–", " and ")}.`);
  return parts.join(" ");
}

/**
 * @param {number} count
 * @param {string} one
 * @param {string} more
 */
function several(count, one, more) {
  return `${count} ${count === 1 ? one : more}`;
}

/** @param {string} text */
function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/**
 * The claims that move the conclusion most, as a ranked list with bars.
 *
 * @param {ReturnType<typeof import("./cruxes.js").leverages>} found
 * @param {LabelOf} labelOf
 * @param {Kind} kind
 */
export function turnsOn(found, labelOf, kind) {
  const rows = found.rows.filter((row) => Number.isFinite(row.swing) && Math.abs(row.swing) > 5e-7).slice(0, SHOWN);
  if (!rows.length) return null;
  const widest = Math.abs(rows[0].swing);
  return section(
    "What it turns on",
    "How far the conclusion would move if the claim were settled one way or the other.",
    element(
      "ol",
      { class: "cbv-ranking" },
      rows.map((row) => element("li", {}, labelOf(row.name), bar(Math.abs(row.swing) / widest, row.swing), element("span", { class: "cbv-small" }, `${quantity(row.none, kind)} without it, ${quantity(row.all, kind)} with it`))),
    ),
  );
}

/**
 * @param {number} part
 * @param {number} sign
 */
function bar(part, sign) {
  const length = Math.max(1, 100 * part);
  return svgElement("svg", { viewBox: "0 0 100 3", preserveAspectRatio: "none", class: `cbv-bar cbv-bar--${sign < 0 ? "down" : "up"}`, "aria-hidden": "true" }, svgElement("rect", { x: 0, y: 0, width: length, height: 3 }));
}

/**
 * The unknown claims whose answers would narrow the conclusion most; a choice leads to the question.
 *
 * @param {ReturnType<typeof import("./cruxes.js").askNext>} asked
 * @param {LabelOf} labelOf
 * @param {(name: any) => void} go
 */
export function askedNext(asked, labelOf, go) {
  const rows = (asked?.rows ?? []).filter((row) => row.narrowing > 5e-4).slice(0, 3);
  if (!rows.length) return null;
  return section(
    "Ask yourself next",
    "The unknowns and ranges that leave the conclusion most open.",
    element(
      "ul",
      { class: "cbv-asks" },
      rows.map((row) => element("li", {}, element("button", { type: "button", class: "cbv-link", onclick: () => go(row.name) }, labelOf(row.name, true)))),
    ),
  );
}

/**
 * The published views by how far they are from the reader's.
 *
 * @param {NearRow[]} rows nearest first
 * @param {number} enough how many claims in common make a comparison
 * @param {LabelOf} labelOf
 */
export function nearest(rows, enough, labelOf) {
  if (!rows.length) return null;
  const [first, ...others] = rows.slice(0, 4);
  const isThin = first.shared < enough;
  return section(
    "Nearest published view",
    isThin ? "Too little in common to say much." : "By the mean difference over the claims of which both have spoken.",
    element("p", { class: "cbv-nearest" }, element("a", { href: first.href }, first.viewpoint.title), element("span", { class: "cbv-small" }, distanceText(first))),
    first.gap ? parting({ gap: first.gap, viewpoint: first.viewpoint }, labelOf) : null,
    others.length ? element("ol", { class: "cbv-others", start: 2 }, others.map((row) => element("li", {}, element("a", { href: row.href }, row.viewpoint.title), element("span", { class: "cbv-small" }, distanceText(row))))) : null,
  );
}

/** @param {{shared: number, distance: number}} row */
function distanceText({ shared, distance }) {
  if (distance < 5e-4) return shared === 1 ? "The same on the one claim in common" : `The same on all ${shared} claims in common`;
  return `${points(distance)} apart, over ${several(shared, "claim", "claims")}`;
}

/**
 * What the difference between the reader and the nearest view comes from, on the conclusion.
 *
 * @param {{gap: ReasonGap|InputGap, viewpoint: {title: string}}} row
 * @param {LabelOf} labelOf
 */
function parting({ gap, viewpoint }, labelOf) {
  return "reasons" in gap ? gapByReasons(gap, viewpoint, labelOf) : gapByInputs(gap, viewpoint, labelOf);
}

/**
 * By the argument graph: reasons with their shares in log-odds, and what is a double crux.
 *
 * @param {ReasonGap} gap
 * @param {{title: string}} viewpoint
 * @param {LabelOf} labelOf
 */
function gapByReasons({ gap, values, agreed, reasons, double }, viewpoint, labelOf) {
  if (agreed || Math.abs(gap) < 5e-4) return null;
  const rows = reasons.filter(({ share }) => Math.abs(share / gap) >= 0.01).slice(0, 3);
  const own = 1 - reasons.reduce((sum, { share }) => sum + share, 0) / gap;
  return element(
    "div",
    { class: "cbv-parting" },
    element("p", {}, `On the conclusion ${viewpoint.title} is at ${about(values[1])}, and you are at ${computed(values[0])}. What the difference comes from:`),
    element(
      "ol",
      { class: "cbv-ranking" },
      rows.map(({ claims, share }) => element("li", {}, claims.flatMap((claim, place) => [place ? " with " : "", labelOf(claim)]), element("span", { class: "cbv-small" }, `${part(share / gap)} of it`))),
      Math.abs(own) >= 0.01 ? element("li", {}, "Own reasons beyond the record", element("span", { class: "cbv-small" }, `${part(own)} of it`)) : null,
    ),
    double.length ? element("p", {}, element("span", { class: "cb-kind" }, double.length === 1 ? "double crux" : "double cruxes"), " ", double.flatMap((claim, place) => [place ? "; " : "", labelOf(claim)])) : element("p", { class: "cbv-small" }, "No claim on which you both took a side would bring either of you a good part of the way."),
  );
}

/**
 * By a model: its inputs with their shares in points.
 *
 * @param {InputGap} gap
 * @param {{title: string}} viewpoint
 * @param {LabelOf} labelOf
 */
function gapByInputs(gap, viewpoint, labelOf) {
  const rows = gap.rows.filter((row) => Math.abs(row.share) >= 5e-4).slice(0, 3);
  if (!rows.length || Math.abs(gap.difference) < 5e-4) return null;
  return element(
    "div",
    { class: "cbv-parting" },
    element("p", {}, `With the numbers of ${viewpoint.title} the conclusion would be ${computed(gap.to)}, and ${computed(gap.from)} with yours. What makes the difference:`),
    element(
      "ol",
      { class: "cbv-ranking" },
      rows.map((row) => element("li", {}, labelOf(row.name), row.double ? element("span", { class: "cb-kind" }, "double crux") : null, element("span", { class: "cbv-small" }, `${row.share > 0 ? "up" : "down"} by ${points(row.share)}${row.error ? `, give or take ${points(row.error)}` : ""}`))),
    ),
  );
}

/**
 * What does not fit together.
 *
 * @param {Child[]} list
 */
export function misfits(list) {
  if (!list.length) return null;
  const rows = list.slice(0, SHOWN).map((parts) => element("li", {}, parts));
  if (list.length > SHOWN) rows.push(element("li", {}, `And ${list.length - SHOWN} more.`));
  return section("What does not fit together", null, element("ul", { class: "cbv-misfits" }, rows));
}

/**
 * Everything that follows in a model.
 *
 * @param {import("./models.js").Model} model
 * @param {Map<string, number>} values
 */
export function followsTable(model, values) {
  const rows = model.variables.filter(({ name }) => values.has(name));
  if (rows.length < 2) return null;
  return section(
    "Everything that follows",
    null,
    element("table", { class: "cbv-table" }, element("tbody", {}, rows.map((row) => element("tr", {}, element("th", { scope: "row" }, row.label), element("td", {}, quantity(values.get(row.name) ?? NaN, row)))))),
  );
}

/**
 * @param {string} heading
 * @param {string|null} lead
 * @param {...Child} children
 */
function section(heading, lead, ...children) {
  return element("section", { class: "cbv-section" }, element("h2", {}, heading), lead ? element("p", { class: "cbv-lead" }, lead) : null, children);
}
