/** A conclusion as a function of what was said: by the argument graph, or by a model. */

import { bearing } from "./argument_graph.js";
import { between } from "./credences.js";
import { Framework } from "./strengths.js";

/**
 * A conclusion of the argument graph, for one or several views.
 *
 * Its parameters are the claims at the edge of what is known: leaves, of which some view has spoken, and unknown claims, of which
 * none has. The value takes account of what was said only, as `cruxbase.load(…).cruxes` does; the bounds of everything that the
 * unknown claims may be.
 */
export class GraphProblem {
  /**
   * @param {import("./argument_graph.js").ArgumentGraph} graph
   * @param {number} target
   * @param {Map<number, import("./credences.js").Credence>[]} views claim → credence
   */
  constructor(graph, target, views) {
    this.views = views;
    this.target = target;
    const found = bearing(graph, new Set(views.flatMap((view) => [...view.keys()])), target);
    this.unknown = [...found.unknown];
    this.names = [...found.leaves];
    this.derived = found.derived;
    this.settled = new Framework(graph, [...found.derived, ...found.leaves], found.leaves);
    const bears = this.settled.bearingOn(target);
    this.names = [...found.leaves].filter((claim) => bears.has(claim));
    this.leaves = [...found.leaves];
    this.open = new Framework(graph, [...found.derived, ...found.leaves, ...found.unknown], new Set([...found.leaves, ...found.unknown]));
  }

  /** Every parameter as one number: what a view says, else what another says, so that it makes no difference. */
  point(view) {
    return new Map(this.names.map((claim) => [claim, (view.get(claim) ?? this.views.find((other) => other.has(claim)).get(claim)).mid]));
  }

  /** Every parameter, and every unknown claim, as a range. */
  ranges(view) {
    return new Map([...this.leaves, ...this.unknown].map((claim) => [claim, view.has(claim) ? [view.get(claim).low, view.get(claim).high] : [0, 1]]));
  }

  value(point) {
    return this.settled.strength(this.target, point);
  }

  forced(point, name, setting) {
    return this.settled.strength(this.target, point, new Map([[name, setting]]));
  }

  span() {
    return [0, 1];
  }

  bounds(ranges) {
    const [low, high] = this.open.bounds(ranges).get(this.target);
    return { low, high };
  }

  /** Every leaf as one number, those included that bear on nothing yet. */
  scores(view) {
    return new Map(this.leaves.map((claim) => [claim, (view.get(claim) ?? this.views.find((other) => other.has(claim)).get(claim)).mid]));
  }

  /** How strong each derived claim is. */
  strengths(point) {
    return this.settled.strengths(point);
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

  /** Every input as one number; null while one of them is unknown to all views. */
  point(view) {
    if (this.unknown.length) return null;
    return new Map(this.names.map((name) => [name, (view.get(name) ?? this.views.find((other) => other.has(name)).get(name)).mid]));
  }

  ranges(view) {
    const found = new Map();
    for (const name of this.names) {
      const said = view.get(name);
      const range = said ? [said.low, said.high] : this.model.inputByName.get(name).range;
      if (range) found.set(name, range);
    }
    return found;
  }

  value(point) {
    return this.model.value(this.target, point);
  }

  forced(point, name, setting) {
    return this.value(new Map(point).set(name, setting));
  }

  /** The settings that an input can have at all; none and one where nothing bounds it. */
  span(name) {
    return this.model.inputByName.get(name).range ?? [0, 1];
  }

  bounds(ranges) {
    return this.model.bounds(this.target, ranges);
  }
}

/** What a published viewpoint says of claims, as credences by claim. */
export function publishedView(viewpoint) {
  const found = new Map();
  for (const [claim, said] of viewpoint.beliefs) {
    if (typeof said === "string") found.set(claim, stance(said));
    else {
      const [low, mid, high, text] = said;
      found.set(claim, { ...between(low, high), mid, ...(text ? { text } : {}) });
    }
  }
  return found;
}

function stance(said) {
  const [low, high] = { holds: [0.5, 1], rejects: [0, 0.5], suspends: [0, 1] }[said];
  return { low, mid: (low + high) / 2, high, text: said, stance: said };
}

/**
 * How far apart two views are: the mean difference of their middles over the claims of which both have spoken.
 *
 * @returns {{shared: number, distance: number|null}}
 */
export function apart(one, other) {
  const shared = [...one.keys()].filter((claim) => other.has(claim));
  const total = shared.reduce((sum, claim) => sum + Math.abs(one.get(claim).mid - other.get(claim).mid), 0);
  return { shared: shared.length, distance: shared.length ? total / shared.length : null };
}
