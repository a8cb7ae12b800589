/** Where somebody's credences do not fit together: the findings of `cruxbase.reasoning.coherence`. */

import { COHERENCE_CERTAIN, COHERENCE_TOLERANCE, NEAR, NEAR_LOG_ODDS, ROUNDING_LOG_ODDS, THRESHOLD } from "../shared/constants.js";

/** @typedef {import("../../data.js").Interval} Interval */
/** @typedef {import("./credences.js").Credence} Credence */

/**
 * What does not fit, by what kind of misfit it is.
 *
 * @typedef {{kind: "sides", crux: string, total: number} | {kind: "held", crux: string} | {kind: "requirement", claim: number, other: number}
 *   | {kind: "model"|"even", claim: number, stated: Interval, computed: Interval}} Misfit
 */

/** @param {number} credence */
function levelOf(credence) {
  const inside = Math.min(Math.max(credence, COHERENCE_CERTAIN), 1 - COHERENCE_CERTAIN);
  return Math.log(inside / (1 - inside));
}

/**
 * Whether stated and computed ranges differ beyond what rounding and vague words explain.
 *
 * @param {Interval} stated
 * @param {Interval} computed
 */
export function isFar(stated, computed) {
  /**
   * @param {number[]} one
   * @param {number[]} other
   */
  const distance = (one, other) => Math.max(one[0] - other[1], other[0] - one[1], 0);
  return distance(stated, computed) > NEAR || distance(stated.map(levelOf), computed.map(levelOf)) > NEAR_LOG_ODDS;
}

/**
 * What does not fit together, sums over the sides of cruxes first.
 *
 * @param {object} what
 * @param {import("./argument_graph.js").ArgumentGraph} what.graph
 * @param {[string, string, number[]][]} what.cruxes id, title, and sides
 * @param {Map<string, import("./models.js").Model>} what.models
 * @param {Map<number, import("./credences.js").Credence>} what.view
 * @param {import("./jeffrey.js").AnchoredView} what.anchored
 * @returns {Misfit[]}
 */
export function misfitsOf({ graph, cruxes, models, view, anchored }) {
  return [...sidesInExcess(cruxes, view), ...aboveRequirements(graph, view), ...impliedByModels(models, view), ...otherSideOfEven(anchored)];
}

/**
 * @param {[string, string, number[]][]} cruxes
 * @param {Map<number, Credence>} view
 * @returns {Iterable<Misfit>}
 */
function* sidesInExcess(cruxes, view) {
  for (const [crux, , sides] of cruxes) {
    const said = [...new Set(sides)].flatMap((side) => view.get(side) ?? []);
    const numbers = said.filter(({ stance }) => !stance);
    const total = numbers.reduce((sum, { low }) => sum + low, 0);
    /** @param {Credence} said */
    const isHeld = ({ stance, mid }) => (stance ? stance === "holds" : mid >= THRESHOLD - 1e-9);
    if (numbers.length > 1 && total > 1 + COHERENCE_TOLERANCE) yield { kind: "sides", crux, total };
    else if (said.filter(isHeld).length > 1) yield { kind: "held", crux };
  }
}

/**
 * @param {import("./argument_graph.js").ArgumentGraph} graph
 * @param {Map<number, Credence>} view
 * @returns {Iterable<Misfit>}
 */
function* aboveRequirements(graph, view) {
  for (const [claim, said] of view) {
    for (const other of new Set(graph.needs[claim])) {
      const required = view.get(other);
      if (required && !canBeAtMost(said.low, required.high)) yield { kind: "requirement", claim, other };
    }
  }
}

/**
 * Whether a credence of at least `low` may be at most `high`, but for rounding; see `cruxbase.reasoning.total_probability.fits`.
 *
 * @param {number} low
 * @param {number} high
 */
function canBeAtMost(low, high) {
  /** @param {number} credence */
  const odds = (credence) => Math.log(credence / (1 - credence));
  return 1 - low >= (1 - high) * (1 - 1e-9) || Math.abs(odds(low) - odds(high)) <= ROUNDING_LOG_ODDS;
}

/**
 * @param {Map<string, import("./models.js").Model>} models
 * @param {Map<number, Credence>} view
 * @returns {Iterable<Misfit>}
 */
function* impliedByModels(models, view) {
  for (const model of models.values()) {
    for (const [name, claim] of model.outputs) {
      const said = view.get(claim);
      if (claim < 0 || !said) continue;
      const needed = (model.needed(name) ?? []).flatMap((input) => model.inputByName.get(input) ?? []);
      /** @type {Map<string, Interval>} */
      const own = new Map();
      for (const input of needed) {
        const given = input.claim >= 0 ? view.get(input.claim) : undefined;
        if (given) own.set(input.name, [given.low, given.high]);
      }
      if (own.size < needed.length || !needed.length) continue;
      const bounds = model.bounds(name, own);
      if (bounds && isFar([said.low, said.high], [bounds.low, bounds.high])) yield { kind: "model", claim, stated: [said.low, said.high], computed: [bounds.low, bounds.high] };
    }
  }
}

/**
 * The stated credences on the other side of even from what the reasons alone give, both clearly so: a question, no fault.
 *
 * @param {import("./jeffrey.js").AnchoredView} anchored
 * @returns {Iterable<Misfit>}
 */
function* otherSideOfEven(anchored) {
  for (const [claim, { low, high, number }] of anchored.stated) {
    const follows = anchored.fromReasons(claim);
    if (number === null || follows === null) continue;
    if (Math.min(Math.abs(number - 0.5), Math.abs(follows - 0.5)) > NEAR && number > 0.5 !== follows > 0.5) yield { kind: "even", claim, stated: [low, high], computed: [follows, follows] };
  }
}
