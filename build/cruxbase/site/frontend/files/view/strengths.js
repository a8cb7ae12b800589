/**
 * How strong claims are: the gradual semantics `logodds` of `cruxbase.reasoning`, on the part of a graph that is known.
 *
 * A step is as strong as all its premises together and none of its undercutters: the product of the premises' strengths and of
 * one less each undercutter's. Steps move the log-odds of their conclusion, up or down, by their weight times their strength;
 * steps of one group to one conclusion count as the heaviest of them. A claim that needs others holds at most as far as they do.
 */

import { componentsOf } from "./argument_graph.js";

const [LEAST, MOST] = [0.001, 0.999];
const TOLERANCE = 1e-11;
const DAMPINGS = [1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1];
const MOST_ITERATIONS = 5000;
const PATIENCE = 50;

/** What a claim starts from when its holder has no opinion of it apart from reasons. */
export const NO_OPINION = 0.5;

export class Framework {
  /**
   * @param {import("./argument_graph.js").ArgumentGraph} graph
   * @param {Iterable<number>} claims the claims to include; only steps, undercutters and needs among them count
   * @param {Set<number>} leaves claims whose score is a stated credence, so that nothing else bears on them
   */
  constructor(graph, claims, leaves) {
    this.claims = [...claims];
    this.place = new Map(this.claims.map((claim, place) => [claim, place]));
    const included = (claim) => this.place.has(claim);
    this.nodes = this.claims.map((claim) => ({ claim, reasons: [], factors: leaves.has(claim) ? [] : this.#factors(graph.needs[claim].filter(included), []) }));
    for (const claim of this.claims) {
      if (leaves.has(claim)) continue;
      const groups = new Map();
      for (const step of graph.into[claim]) {
        if (!step.premises.every(included)) continue;
        const factors = this.#factors(step.premises, step.undercutters.filter(included));
        this.nodes.push({ claim: -1, reasons: [], factors });
        const reason = [this.nodes.length - 1, step.weight];
        const key = step.group < 0 ? `alone ${this.nodes.length}` : `${step.group} ${step.attacks}`;
        if (!groups.has(key)) groups.set(key, { sign: step.attacks ? -1 : 1, several: [] });
        groups.get(key).several.push(reason);
      }
      this.nodes[this.place.get(claim)].reasons = [...groups.values()];
    }
    const sources = new Map(this.nodes.map((node, number) => [number, this.#sources(node)]));
    this.blocks = componentsOf(sources).map((block) => ({
      nodes: block,
      cyclic: block.length > 1 || sources.get(block[0]).includes(block[0]),
    }));
  }

  #factors(helps, hinders) {
    return [...helps.map((claim) => [this.place.get(claim), 1]), ...hinders.map((claim) => [this.place.get(claim), -1])];
  }

  #sources(node) {
    return [...node.factors.map(([place]) => place), ...node.reasons.flatMap(({ several }) => several.map(([place]) => place))];
  }

  /** The claims from which something leads to a claim, itself included. */
  bearingOn(target) {
    const seen = new Set([this.place.get(target)]);
    for (const place of seen) for (const source of this.#sources(this.nodes[place])) seen.add(source);
    return new Set([...seen].map((place) => this.nodes[place].claim).filter((claim) => claim >= 0));
  }

  /** A node's strength, from those of what supports it and of what attacks it. */
  #step(node, score, supporting, attacking) {
    let base = score;
    for (const [place, sign] of node.factors) base *= sign > 0 ? supporting[place] : 1 - attacking[place];
    if (!node.reasons.length && (node.claim < 0 || node.factors.length)) return base;
    let total = 0;
    for (const { sign, several } of node.reasons) {
      const strengths = sign > 0 ? supporting : attacking;
      let heaviest = -Infinity;
      for (const [place, weight] of several) heaviest = Math.max(heaviest, weight * strengths[place]);
      total += sign * heaviest;
    }
    const clamped = Math.min(Math.max(base, LEAST), MOST);
    return 1 / (1 + Math.exp(-(Math.log(clamped / (1 - clamped)) + total)));
  }

  /**
   * The strength of every claim.
   *
   * @param {Map<number, number>} scores claim → base score; a half where there is none
   * @param {Map<number, number>} [forced] claim → strength set by hand, with what bears on it cut
   * @returns {Map<number, number>} claim → strength; NaN where a cycle does not settle
   */
  strengths(scores, forced = new Map()) {
    const found = this.#solved(scores, forced);
    return new Map(this.claims.map((claim, place) => [claim, found[place]]));
  }

  /** The strength of one claim, which is quicker to have by itself; see `strengths`. */
  strength(claim, scores, forced = new Map()) {
    return this.#solved(scores, forced)[this.place.get(claim)];
  }

  #solved(scores, forced) {
    const base = this.nodes.map(({ claim }) => (claim < 0 ? 1 : (scores.get(claim) ?? NO_OPINION)));
    const found = Float64Array.from(base);
    const value = (place) => {
      const node = this.nodes[place];
      return forced.has(node.claim) ? forced.get(node.claim) : this.#step(node, base[place], found, found);
    };
    for (const { nodes, cyclic } of this.blocks) {
      if (cyclic) settle(nodes, base, found, value);
      else found[nodes[0]] = value(nodes[0]);
    }
    return found;
  }

  /**
   * From how weak to how strong each claim may be when scores are ranges; sound on cycles too.
   *
   * @param {Map<number, [number, number]>} ranges claim → least and greatest base score; a half where there is none
   * @returns {Map<number, [number, number]>}
   */
  bounds(ranges) {
    const ends = [0, 1].map((side) => this.nodes.map(({ claim }) => (claim < 0 ? 1 : (ranges.get(claim)?.[side] ?? NO_OPINION))));
    const below = new Float64Array(this.nodes.length);
    const above = new Float64Array(this.nodes.length).fill(1);
    for (const { nodes, cyclic } of this.blocks) {
      for (let iteration = 0; iteration < (cyclic ? MOST_ITERATIONS : 1); iteration += 1) {
        const lower = nodes.map((place) => this.#step(this.nodes[place], ends[0][place], below, above));
        const upper = nodes.map((place) => this.#step(this.nodes[place], ends[1][place], above, below));
        let moved = 0;
        nodes.forEach((place, at) => {
          moved = Math.max(moved, lower[at] - below[place], above[place] - upper[at]);
          below[place] = Math.max(below[place], lower[at]);
          above[place] = Math.min(above[place], upper[at]);
        });
        if (moved <= TOLERANCE) break;
      }
    }
    return new Map(this.claims.map((claim, place) => [claim, [below[place], above[place]]]));
  }
}

/** Damped iteration of a cycle in place, s ← s + d·(F(s) − s), d from 1 down; NaN where none settles. */
function settle(nodes, base, strengths, value) {
  for (const step of DAMPINGS) {
    for (const place of nodes) strengths[place] = base[place];
    let [best, since] = [Infinity, 0];
    for (let iteration = 0; iteration < MOST_ITERATIONS; iteration += 1) {
      const changes = nodes.map((place) => value(place) - strengths[place]);
      const largest = Math.max(...changes.map(Math.abs));
      if (largest <= TOLERANCE) return;
      [best, since] = largest < best / 2 ? [largest, 0] : [best, since + 1];
      if (since >= PATIENCE) break;
      nodes.forEach((place, at) => {
        strengths[place] += step * changes[at];
      });
    }
  }
  for (const place of nodes) strengths[place] = NaN;
}
