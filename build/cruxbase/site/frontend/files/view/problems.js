/** A conclusion as a function of what was said: by the argument graph, or by a model. */

import { between } from "./credences.js";
import { AnchoredView, statementsOf } from "./jeffrey.js";
import { STANCES } from "../shared/constants.js";

/** @typedef {import("../../data.js").Interval} Interval */
/** @typedef {import("./credences.js").Credence} Credence */
/** @typedef {import("./cruxes.js").Problem<number>} NumberedProblem */

/**
 * A conclusion of the argument graph in one view: as `KnowledgeBase.cruxes` and `ask_next` have it.
 *
 * What was said stands; whatever was not said follows from it. The parameters are the claims that were stated and bear on the
 * conclusion; a setting of one moves all else, own reasons staying as they are.
 */
export class GraphProblem {
  /**
   * @param {import("./jeffrey.js").EvidenceGraph} graph
   * @param {number} target
   * @param {Map<number, import("./credences.js").Credence>} view claim → credence
   */
  constructor(graph, target, view) {
    this.graph = graph;
    this.target = target;
    this.views = [view];
    this.anchored = AnchoredView.of(graph, view);
    const { stated, withheld } = statementsOf(view);
    const rest = new Map([...stated].filter(([claim]) => claim !== target));
    this.without = new AnchoredView(graph, rest, withheld);
    const bearing = graph.bearingOn(target);
    this.stated = bearing.filter((claim) => rest.has(claim));
    this.names = this.stated.filter((claim) => rest.get(claim)?.number !== null);
    const derived = bearing.filter((claim) => !rest.has(claim) && (claim === target || this.without.known.has(claim)));
    const near = new Set(derived.flatMap((claim) => graph.graph.grounds(claim)));
    this.unknown = bearing.filter((claim) => near.has(claim) && claim !== target && !this.without.known.has(claim));
  }

  /** Every parameter as the number that was said of it. */
  point() {
    return new Map(this.names.map((claim) => [claim, this.anchored.strengths[claim]]));
  }

  /** How far the conclusion is believed: as was said, or as follows; NaN where nothing that was said bears on it. */
  value(point = new Map()) {
    const moved = [...point].filter(([claim, value]) => Math.abs(value - this.anchored.strengths[claim]) > 1e-15);
    if (moved.length) return this.anchored.forced(moved).strengths[this.target];
    return this.anchored.strength(this.target) ?? NaN;
  }

  /**
   * @param {Map<number, number>} point
   * @param {number} name
   * @param {number} setting
   */
  forced(point, name, setting) {
    return this.value(new Map(point).set(name, setting));
  }

  /** @returns {Interval} */
  span() {
    return [0, 1];
  }

  /**
   * Every claim that was stated, and every unknown one, as a range.
   *
   * @returns {Map<number, Interval>}
   */
  ranges() {
    const [view] = this.views;
    return new Map(
      [...this.stated, ...this.unknown].map((claim) => {
        const said = view.get(claim);
        return [claim, said ? [said.low, said.high] : [0, 1]];
      }),
    );
  }

  /**
   * From how little to how much the conclusion may come to by the reasons, whatever was said of it left out.
   *
   * @param {Map<number, Interval>} ranges
   */
  bounds(ranges) {
    const corners = [0, 1].map((side) => {
      const setting = { ...this.without.setting, fixed: Float64Array.from(this.without.setting.fixed) };
      for (const node of this.graph.nodesOf[this.target]) setting.fixed[node] = NaN;
      for (const [claim, ends] of ranges) for (const node of this.graph.nodesOf[claim]) setting.fixed[node] = ends[side];
      return setting;
    });
    const [below, above] = this.graph.bounds(corners[0], corners[1]);
    return { low: below[this.target], high: above[this.target] };
  }
}

/** A variable of a model. Its parameters are the inputs that it hangs on. */
export class ModelProblem {
  /**
   * @param {import("./models.js").Model} model
   * @param {string} target
   * @param {Map<string, import("./credences.js").Credence>[]} views input → what was said
   */
  constructor(model, target, views) {
    this.model = model;
    this.target = target;
    this.views = views;
    this.names = model.needed(target) ?? [];
    this.unknown = this.names.filter((name) => !views.some((view) => view.has(name)));
  }

  /**
   * Every input as one number; null while one of them is unknown to all views.
   *
   * @param {Map<string, Credence>} view
   */
  point(view) {
    if (this.unknown.length) return null;
    /** @param {string} name */
    const said = (name) => view.get(name) ?? this.views.find((other) => other.has(name))?.get(name);
    return new Map(this.names.map((name) => [name, said(name)?.mid ?? NaN]));
  }

  /** @param {Map<string, Credence>} view */
  ranges(view) {
    /** @type {Map<string, Interval>} */
    const found = new Map();
    for (const name of this.names) {
      const said = view.get(name);
      /** @type {Interval|null|undefined} */
      const range = said ? [said.low, said.high] : this.model.inputByName.get(name)?.range;
      if (range) found.set(name, range);
    }
    return found;
  }

  /** @param {Map<string, number>} point */
  value(point) {
    return this.model.value(this.target, point);
  }

  /**
   * @param {Map<string, number>} point
   * @param {string} name
   * @param {number} setting
   */
  forced(point, name, setting) {
    return this.value(new Map(point).set(name, setting));
  }

  /**
   * The settings that an input can have at all; none and one where nothing bounds it.
   *
   * @param {string} name
   */
  span(name) {
    return this.model.inputByName.get(name)?.range ?? [0, 1];
  }

  /** @param {Map<string, Interval>} ranges */
  bounds(ranges) {
    return this.model.bounds(this.target, ranges);
  }
}

/**
 * What a published viewpoint says of claims, as credences by claim.
 *
 * @param {import("../../data.js").Viewpoint<import("../../data.js").PublishedBelief>} viewpoint
 */
export function publishedView(viewpoint) {
  /** @type {Map<number, Credence>} */
  const found = new Map();
  for (const [claim, said] of viewpoint.beliefs) {
    if (typeof said === "string") found.set(claim, stance(said));
    else {
      const [low, mid, high, text] = said;
      const whole = between(low, high);
      if (whole) found.set(claim, { ...whole, mid, ...(text ? { text } : {}) });
    }
  }
  return found;
}

/** @param {string} said */
function stance(said) {
  const [low, high] = STANCES[said];
  return { low, mid: (low + high) / 2, high, text: said, stance: said };
}
