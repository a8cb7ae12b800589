/** Everything that depends on a record, by steps away: the list that a page of a large base has no room for. */

import { element } from "./elements.js";
import { count } from "../shared/figures.js";

/**
 * What depends on a record: first what does so directly, then what depends on that, each record once.
 *
 * The rows of `cruxbase.graph.dependents.dependents_by_distance`, each in the order of the base.
 *
 * @param {import("./base.js").Base} base
 * @param {number} node
 */
export function dependentsBySteps(base, node) {
  const direct = directDependents(base);
  const seen = new Set([node]);
  /** @type {number[][]} */
  const rows = [];
  for (let row = [node]; row.length; ) {
    /** @type {number[]} */
    const next = [];
    for (const one of row) {
      for (const other of direct[one]) {
        if (seen.has(other)) continue;
        seen.add(other);
        next.push(other);
      }
    }
    if (next.length) rows.push(next.sort((one, other) => one - other));
    row = next;
  }
  return rows;
}

/** @type {WeakMap<import("./base.js").Base, number[][]>} */
const known = new WeakMap();

/**
 * For each record those that are concluded from it, require it, or have a step that it undercuts.
 *
 * @param {import("./base.js").Base} base
 */
function directDependents(base) {
  let found = known.get(base);
  if (found) return found;
  found = base.id.map(() => /** @type {number[]} */ ([]));
  for (const { premises, conclusion } of base.steps) for (const premise of premises) found[premise].push(conclusion);
  for (const { start, step } of base.undercuts) found[start].push(base.steps[step].conclusion);
  for (const [needs, needed] of base.links.requires) found[needed].push(needs);
  known.set(base, found);
  return found;
}

/**
 * What leads to the list, or the list.
 *
 * @param {import("./main.js").App} app
 * @param {number} node
 */
export function dependingElement(app, node) {
  const { base, state } = app;
  const total = base.dependents[node];
  if (!total || base.kind[node] === "crux") return null;
  const isListed = state.list === "dependents" && state.show === "focus" && state.claim === base.id[node];
  const link = element("a", { class: "cbm-button", href: isListed ? app.link({ list: "" }) : app.link({ show: "focus", claim: base.id[node], rows: {}, open: [], query: "", list: "dependents" }) }, isListed ? "Close the list" : "List them by steps away");
  if (!isListed) return element("p", { class: "cbm-actions" }, link);
  if (!base.allNamed) app.pieces.allTitles();
  const rows = base.isAllRelated() ? dependentsBySteps(base, node) : [];
  return element(
    "section",
    { class: "cbm-depending", "aria-label": "Everything that depends on it" },
    element("p", { class: "cbm-actions" }, link),
    rows.map((row, place) => [
      element("h3", {}, `${place + 1} ${place ? "steps" : "step"} away `, element("span", { class: "cbm-hint" }, count(row.length))),
      element("ul", {}, row.map((other) => element("li", {}, element("a", { href: base.page(base.kind[other], base.id[other], app.root), dir: "auto" }, base.title[other] || "…")))),
    ]),
  );
}
