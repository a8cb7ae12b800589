/**
 * How far claims are believed: the `jeffrey` strengths of `cruxbase.reasoning`, and views in which what was said is met.
 *
 * A reason is evidence of known weight whose premises are themselves uncertain. The definitions are those of
 * `cruxbase.reasoning.jeffrey`; test vectors hold the two together. Nodes are claims, then *cavities*: a claim without what
 * another, on which it bears in turn, gives it.
 */

import { componentsOf } from "./argument_graph.js";
import { isBound, logit } from "../shared/agreement.js";
import { DAMPINGS, MOST_ITERATIONS, NEWTON_STEPS, PATIENCE, TOLERANCE } from "../shared/constants.js";

/** @param {number} level */
export function expit(level) {
  return 1 / (1 + Math.exp(-level));
}

/** @typedef {Float64Array|number[]} Strengths by node */

/**
 * What a view says, node by node.
 *
 * @typedef {object} Setting
 * @property {Float64Array} own log-odds of own reasons
 * @property {Float64Array} fixed NaN where nothing is
 * @property {Float64Array} low
 * @property {Float64Array} high
 * @property {boolean[]} capped by requirement
 */

/** @typedef {import("../shared/agreement.js").Statement} Statement */

/**
 * What was said, as statements, and the claims on which judgement is suspended.
 *
 * @param {Map<number, import("./credences.js").Credence>} view
 * @returns {{stated: Map<number, Statement>, withheld: Set<number>}}
 */
export function statementsOf(view) {
  /** @type {Map<number, Statement>} */
  const stated = new Map();
  /** @type {Set<number>} */
  const withheld = new Set();
  for (const [claim, { low, mid, high, stance }] of view) {
    if (stance === "suspends") withheld.add(claim);
    else if (stance) stated.set(claim, { low, high, number: mid, stance });
    else if (low !== 0 || high !== 1) stated.set(claim, { low, high, number: isBound(low, high) ? null : mid });
  }
  return { stated, withheld };
}

/**
 * A step as it is weighed.
 *
 * @typedef {object} WeighedStep
 * @property {boolean} attacks
 * @property {number} weight
 * @property {number} group
 * @property {number} conclusion
 * @property {number[]} premises
 * @property {number[]} undercutters
 * @property {number} believed what it makes of its conclusion when all premises hold
 * @property {number} denied when one does not
 * @property {number[]} premiseNodes
 * @property {number[]} undercutterNodes
 */

/** Claims and the weighed steps among them, ready to be solved. */
export class EvidenceGraph {
  /** @type {number[][]} the nodes of each claim */
  nodesOf;

  /**
   * @param {import("./argument_graph.js").ArgumentGraph} graph
   * @param {number[][]} sides for each crux the claims that exclude each other
   */
  constructor(graph, sides) {
    this.graph = graph;
    this.count = graph.count;
    this.sides = sides;
    /** @type {WeighedStep[]} */
    this.steps = graph.steps.map((step) => {
      const premises = [...new Set(step.premises)];
      const unknown = 0.5 ** premises.length;
      const believed = expit(step.weight);
      return { ...step, premises, undercutters: [...new Set(step.undercutters)], believed, denied: (0.5 - unknown * believed) / (1 - unknown), premiseNodes: [], undercutterNodes: [] };
    });
    this.claimOf = Array.from({ length: this.count }, (_, claim) => claim);
    this.without = new Array(this.count).fill(-1);
    this.#cavities();
    this.units = this.claimOf.map((claim, node) => this.#unitsInto(claim, this.without[node]));
    this.requirements = this.#requirements();
    /** @type {number[][]} */
    this.needsOf = this.claimOf.map(() => []);
    this.requirements.forEach(({ node }, number) => this.needsOf[node].push(number));
    this.blocks = this.#blocks();
  }

  #cavities() {
    const given = new Set(this.steps.flatMap((step) => step.premises.map((premise) => premise * this.count + step.conclusion)));
    /** @type {Set<number>} */
    const pairs = new Set();
    for (const step of this.steps) {
      for (const claim of [...step.premises, ...step.undercutters]) {
        if (given.has(step.conclusion * this.count + claim)) pairs.add(claim * this.count + step.conclusion);
      }
    }
    /** @type {Map<number, number>} */
    const numbers = new Map();
    for (const pair of [...pairs].sort((a, b) => a - b)) {
      numbers.set(pair, this.claimOf.length);
      this.claimOf.push(Math.floor(pair / this.count));
      this.without.push(pair % this.count);
    }
    /**
     * @param {number} claim
     * @param {number} other
     */
    const slot = (claim, other) => numbers.get(claim * this.count + other) ?? claim;
    for (const step of this.steps) {
      step.premiseNodes = step.premises.map((claim) => slot(claim, step.conclusion));
      step.undercutterNodes = step.undercutters.map((claim) => slot(claim, step.conclusion));
    }
    this.nodesOf = Array.from({ length: this.count }, () => []);
    this.claimOf.forEach((claim, node) => this.nodesOf[claim].push(node));
  }

  /**
   * The steps into a claim but for those that rest on another, those of one group together.
   *
   * @param {number} claim
   * @param {number} other
   */
  #unitsInto(claim, other) {
    /** @type {Map<WeighedStep|number, WeighedStep[]>} */
    const units = new Map();
    for (const step of this.steps) {
      if (step.conclusion !== claim || (other >= 0 && step.premises.includes(other))) continue;
      const key = step.group < 0 ? step : step.group;
      units.set(key, [...(units.get(key) ?? []), step]);
    }
    return [...units.values()];
  }

  #requirements() {
    /** @type {{node: number, claim: number, need: number}[]} */
    const rows = [];
    this.graph.needs.forEach((needs, claim) => {
      for (const need of new Set(needs)) {
        for (const node of this.nodesOf[claim]) if (this.without[node] !== need) rows.push({ node, claim, need });
      }
    });
    return rows;
  }

  #blocks() {
    const sources = new Map(
      this.units.map((units, node) => {
        const slots = units.flat().flatMap((step) => [...step.premiseNodes, ...step.undercutterNodes]);
        return [node, [...slots, ...this.needsOf[node].map((number) => this.requirements[number].need)]];
      }),
    );
    return componentsOf(sources).map((nodes) => ({ nodes, cyclic: nodes.length > 1 || Boolean(sources.get(nodes[0])?.includes(nodes[0])) }));
  }

  /**
   * Which claims are stated, or reached by a step with such a premise or by a requirement of such a claim.
   *
   * @param {Iterable<number>} stated
   * @param {Set<number>} withheld
   */
  known(stated, withheld) {
    const found = new Set(stated);
    for (let size = -1; size !== found.size; ) {
      size = found.size;
      for (const { conclusion, premises } of this.steps) if (!withheld.has(conclusion) && premises.some((claim) => found.has(claim))) found.add(conclusion);
      for (const { claim, need } of this.requirements) if (!withheld.has(claim) && found.has(need)) found.add(claim);
    }
    return found;
  }

  /**
   * What a view says, node by node.
   *
   * @param {Map<number, Statement>} stated
   * @param {Set<number>} withheld
   */
  setting(stated, withheld) {
    const size = this.claimOf.length;
    const [fixed, low, high] = [new Array(this.count).fill(NaN), new Array(this.count).fill(0), new Array(this.count).fill(1)];
    for (const [claim, said] of stated) {
      if (said.number === null) [low[claim], high[claim]] = [said.low, said.high];
      else fixed[claim] = said.number;
    }
    for (const claim of withheld) fixed[claim] = 0.5;
    for (const several of this.sides) {
      const taken = several.map((claim) => stated.get(claim)?.number ?? 0);
      several.forEach((claim, place) => {
        const rest = Math.max(0, 1 - taken.reduce((sum, number, other) => (other === place ? sum : sum + number), 0));
        high[claim] = Math.max(low[claim], Math.min(high[claim], rest));
      });
    }
    const known = this.known(stated.keys(), withheld);
    /** @param {number[]} values */
    const spread = (values) => Float64Array.from(this.claimOf, (claim) => values[claim]);
    const capped = this.requirements.map(({ claim, need }) => known.has(need) && !stated.has(claim));
    return { own: new Float64Array(size), fixed: spread(fixed), low: spread(low), high: spread(high), capped };
  }

  /**
   * What a step makes of its conclusion, from those of premises and of undercutters.
   *
   * @param {WeighedStep} step
   * @param {Strengths} helping
   * @param {Strengths} hindering
   */
  #left(step, helping, hindering) {
    let held = 1;
    for (const node of step.premiseNodes) held *= helping[node];
    const made = held * (step.believed - step.denied) + step.denied;
    if (!step.undercutterNodes.length) return made;
    let standing = 1;
    for (const node of step.undercutterNodes) standing *= 1 - Math.max(0, 2 * hindering[node] - 1);
    return made + (1 - standing) * (0.5 - made);
  }

  /**
   * The log-odds that a step gives its conclusion.
   *
   * @param {WeighedStep} step
   * @param {Strengths} strengths
   */
  evidence(step, strengths) {
    const left = this.#left(step, strengths, strengths);
    return (step.attacks ? -1 : 1) * Math.log(left / (1 - left));
  }

  /**
   * What the steps into a node come to, where `evidenceOf` says what each gives.
   *
   * @param {number} node
   * @param {(step: WeighedStep) => number} evidenceOf
   */
  #total(node, evidenceOf) {
    let total = 0;
    for (const unit of this.units[node]) {
      let [most, least] = [0, 0];
      for (const step of unit) {
        const given = evidenceOf(step);
        if (Number.isNaN(given)) return NaN;
        [most, least] = [Math.max(most, given), Math.min(least, given)];
      }
      total += most + least;
    }
    return total;
  }

  /**
   * @param {number} node
   * @param {Strengths} strengths
   */
  total(node, strengths) {
    return this.#total(node, (step) => this.evidence(step, strengths));
  }

  /**
   * @param {number} node
   * @param {Setting} setting
   * @param {number} level
   * @param {Strengths} strengths
   */
  #bounded(node, setting, level, strengths) {
    if (!Number.isNaN(setting.fixed[node])) return setting.fixed[node];
    let moved = expit(level);
    for (const number of this.needsOf[node]) if (setting.capped[number]) moved = Math.min(moved, strengths[this.requirements[number].need]);
    return Math.min(Math.max(moved, setting.low[node]), setting.high[node]);
  }

  /**
   * The strength of every node; NaN where a cycle does not settle.
   *
   * @param {Setting} setting
   * @param {Float64Array|null} [start]
   */
  solve(setting, start = null) {
    const strengths = Float64Array.from(setting.own, (own, node) => (Number.isNaN(setting.fixed[node]) ? (start ? start[node] : expit(own)) : setting.fixed[node]));
    /**
     * @param {number} node
     * @param {Strengths} point
     */
    const next = (node, point) => this.#bounded(node, setting, setting.own[node] + this.total(node, point), point);
    for (const { nodes, cyclic } of this.blocks) {
      if (cyclic) settle(nodes, strengths, next);
      else strengths[nodes[0]] = next(nodes[0], strengths);
    }
    return strengths;
  }

  /**
   * Bounds of every strength for views between two corners; sound on cycles too.
   *
   * @param {Setting} lowest
   * @param {Setting} highest
   */
  bounds(lowest, highest) {
    const size = this.claimOf.length;
    const below = Float64Array.from({ length: size }, (_, node) => (Number.isNaN(lowest.fixed[node]) ? 0 : lowest.fixed[node]));
    const above = Float64Array.from({ length: size }, (_, node) => (Number.isNaN(highest.fixed[node]) ? 1 : highest.fixed[node]));
    /** @param {WeighedStep} step */
    const ends = (step) => {
      const left = [this.#left(step, below, below), this.#left(step, below, above), this.#left(step, above, below), this.#left(step, above, above)];
      const [least, most] = [Math.min(left[0], left[1]), Math.max(left[2], left[3])];
      const levels = [least, most].map((end) => (step.attacks ? -1 : 1) * Math.log(end / (1 - end)));
      return [Math.min(...levels), Math.max(...levels)];
    };
    for (const { nodes, cyclic } of this.blocks) {
      for (let iteration = 0; iteration < (cyclic ? MOST_ITERATIONS : 1); iteration += 1) {
        const moves = nodes.map((node) => [
          this.#bounded(node, lowest, lowest.own[node] + this.#total(node, (step) => ends(step)[0]), below),
          this.#bounded(node, highest, highest.own[node] + this.#total(node, (step) => ends(step)[1]), above),
        ]);
        let moved = 0;
        nodes.forEach((node, at) => {
          const [lower, upper] = moves[at];
          moved = Math.max(moved, lower - below[node], above[node] - upper);
          below[node] = Math.max(below[node], lower);
          above[node] = Math.min(above[node], upper);
        });
        if (moved <= TOLERANCE) break;
      }
    }
    return [below, above];
  }

  /**
   * The claims from which something leads to a claim, itself included, in the order of the base.
   *
   * @param {number} target
   */
  bearingOn(target) {
    const seen = new Set([target]);
    for (const claim of seen) for (const ground of this.graph.grounds(claim)) seen.add(ground);
    return [...seen].sort((one, other) => one - other);
  }
}

/**
 * A cycle in place: damped iteration, then Newton's method; NaN where neither settles.
 *
 * @param {number[]} nodes
 * @param {Strengths} strengths
 * @param {(node: number, point: Strengths) => number} next
 */
function settle(nodes, strengths, next) {
  /** @param {Strengths} point */
  const changesAt = (point) => nodes.map((node) => next(node, point) - point[node]);
  for (const step of DAMPINGS) {
    let [best, since] = [Infinity, 0];
    for (let iteration = 0; iteration < MOST_ITERATIONS; iteration += 1) {
      const changes = changesAt(strengths);
      const largest = changes.reduce((most, change) => Math.max(most, Math.abs(change)), 0);
      if (largest <= TOLERANCE || Number.isNaN(largest)) return;
      since = largest < 0.9 * best ? 0 : since + 1;
      best = Math.min(best, largest);
      if (since >= PATIENCE) break;
      nodes.forEach((node, at) => {
        strengths[node] += step * changes[at];
      });
    }
  }
  const solved = newton(nodes, strengths, changesAt);
  nodes.forEach((node, at) => {
    strengths[node] = solved ? solved[at] : NaN;
  });
}

/**
 * Newton's method from the last iterate, with slopes by differences, halving steps that make things worse.
 *
 * @param {number[]} nodes
 * @param {Strengths} start
 * @param {(point: Strengths) => number[]} changesAt
 */
function newton(nodes, start, changesAt) {
  let point = Float64Array.from(start);
  let changes = changesAt(point);
  /** @param {number[]} values */
  const largest = (values) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  for (let count = 0; count < NEWTON_STEPS && largest(changes) > TOLERANCE; count += 1) {
    const columns = nodes.map((node) => {
      const aside = Float64Array.from(point);
      const shift = point[node] > 0.5 ? -1e-7 : 1e-7;
      aside[node] += shift;
      return changesAt(aside).map((change, at) => (changes[at] - change) / shift);
    });
    const move = linearSolution(columns, changes);
    if (!move) return null;
    /** @type {[Float64Array<ArrayBuffer>, number[]]|null} */
    let found = null;
    for (let halving = 0; halving < 30 && !found; halving += 1) {
      const tried = Float64Array.from(point);
      nodes.forEach((node, at) => {
        tried[node] = Math.min(Math.max(point[node] + move[at] / 2 ** halving, 0), 1);
      });
      const left = changesAt(tried);
      if (largest(left) < largest(changes)) found = [tried, left];
    }
    if (!found) break;
    [point, changes] = found;
  }
  return largest(changes) <= 1e-11 ? nodes.map((node) => point[node]) : null;
}

/**
 * x with A x = b, A given by columns; null where there is none.
 *
 * @param {number[][]} columns
 * @param {number[]} right
 */
function linearSolution(columns, right) {
  const size = right.length;
  const rows = right.map((value, row) => [...columns.map((column) => column[row]), value]);
  for (let at = 0; at < size; at += 1) {
    let pivot = at;
    for (let row = at + 1; row < size; row += 1) if (Math.abs(rows[row][at]) > Math.abs(rows[pivot][at])) pivot = row;
    if (!(Math.abs(rows[pivot][at]) > 1e-14)) return null;
    [rows[at], rows[pivot]] = [rows[pivot], rows[at]];
    for (let row = 0; row < size; row += 1) {
      const factor = rows[row][at] / rows[at][at];
      if (row !== at && factor) for (let column = at; column <= size; column += 1) rows[row][column] -= factor * rows[at][column];
    }
  }
  return rows.map((row, at) => row[size] / row[at]);
}

/** A graph in the light of what somebody said: every stated credence is met, and the rest follows. */
export class AnchoredView {
  /** @type {Setting|undefined} */
  #free;

  /**
   * @param {EvidenceGraph} graph
   * @param {Map<number, Statement>} stated
   * @param {Set<number>} withheld claims on which judgement is suspended; nothing passes through them
   */
  constructor(graph, stated, withheld) {
    this.graph = graph;
    this.stated = stated;
    this.withheld = withheld;
    this.setting = graph.setting(stated, withheld);
    this.strengths = graph.solve(this.setting);
    this.known = graph.known(stated.keys(), withheld);
    this.totals = Float64Array.from(graph.claimOf, (_, node) => graph.total(node, this.strengths));
    this.levels = Float64Array.from(graph.claimOf, (_, node) => this.#level(node));
    /** @param {number} claim */
    const spoken = (claim) => stated.has(claim) || withheld.has(claim);
    this.ownLevels = Float64Array.from(graph.claimOf, (claim, node) => (spoken(claim) ? this.levels[node] - this.totals[node] : 0));
  }

  /**
   * @param {EvidenceGraph} graph
   * @param {Map<number, import("./credences.js").Credence>} view
   */
  static of(graph, view) {
    const { stated, withheld } = statementsOf(view);
    return new AnchoredView(graph, stated, withheld);
  }

  /** @param {number} node */
  #level(node) {
    const fixed = this.setting.fixed[node];
    if (!Number.isNaN(fixed)) return logit(fixed);
    const isHeld = Math.abs(expit(this.totals[node]) - this.strengths[node]) > 1e-15;
    return isHeld ? logit(this.strengths[node]) : this.totals[node];
  }

  /**
   * How far a claim is believed: stated or following; null where nothing is known, or it does not settle.
   *
   * @param {number} claim
   */
  strength(claim) {
    const value = this.strengths[claim];
    return this.known.has(claim) && !Number.isNaN(value) ? value : null;
  }

  /**
   * What the recorded reasons alone would give a claim; null where no known reason bears on it.
   *
   * @param {number} claim
   */
  fromReasons(claim) {
    const isReached = this.graph.steps.some((step) => step.conclusion === claim && step.premises.some((premise) => this.known.has(premise)));
    return isReached && !Number.isNaN(this.totals[claim]) ? expit(this.totals[claim]) : null;
  }

  /** What was said as own reasons, so that all follows when something is set. */
  get free() {
    this.#free ??= this.#freed();
    return this.#free;
  }

  #freed() {
    const { claimOf } = this.graph;
    const said = this.setting;
    return {
      own: Float64Array.from(this.ownLevels, (level) => (Number.isNaN(level) ? 0 : level)),
      fixed: Float64Array.from(said.fixed, (fixed, node) => (this.withheld.has(claimOf[node]) ? fixed : NaN)),
      low: Float64Array.from(said.low, (low, node) => (this.stated.has(claimOf[node]) ? 0 : low)),
      high: Float64Array.from(said.high, (high, node) => (this.stated.has(claimOf[node]) ? 1 : high)),
      capped: said.capped,
    };
  }

  /**
   * The strengths once claims are set by hand, all else following with own reasons as they are.
   *
   * @param {[number, number][]} settings
   */
  forced(settings) {
    const setting = { ...this.free, fixed: Float64Array.from(this.free.fixed) };
    for (const [claim, value] of settings) for (const node of this.graph.nodesOf[claim]) setting.fixed[node] = value;
    const start = Float64Array.from(this.strengths, (strength) => (Number.isNaN(strength) ? 0.5 : strength));
    return { setting, strengths: this.graph.solve(setting, start) };
  }

  /**
   * The log-odds of a claim once others are set by hand.
   *
   * @param {number} target
   * @param {[number, number][]} settings
   */
  forcedLevel(target, settings) {
    const { setting, strengths } = this.forced(settings);
    const free = setting.own[target] + this.graph.total(target, strengths);
    return Math.abs(expit(free) - strengths[target]) > 1e-15 ? logit(strengths[target]) : free;
  }
}
