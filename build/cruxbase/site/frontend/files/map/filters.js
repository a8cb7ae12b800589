/** Filters by topic, type, holder, status and standing, and how many records each choice would leave. */

/** @typedef {import("./address.js").State} State */
/** @typedef {"type"|"topic"|"holder"|"status"|"stands"} Facet */

/** The facets in the order in which they are offered, each with its heading. */
export const FACETS = new Map(/** @type {[Facet, string][]} */ ([
  ["type", "Type"],
  ["topic", "Topic"],
  ["holder", "Holder"],
  ["status", "Review"],
  ["stands", "Standing"],
]));

export class Filters {
  /** @param {import("./base.js").Base} base a `Base` */
  constructor(base) {
    this.base = base;
    /** @type {string[][]} */
    this.holders = Array.from({ length: base.count }, () => []);
    for (const viewpoint of base.viewpoints) {
      for (const [claim] of viewpoint.beliefs) {
        if (viewpoint.holder && !this.holders[claim].includes(viewpoint.holder)) this.holders[claim].push(viewpoint.holder);
      }
    }
  }

  /**
   * The values of a record under a facet.
   *
   * @param {import("./search.js").Found} record
   * @param {Facet} facet
   * @param {(string|null)[]|null} statuses
   */
  valuesOf(record, facet, statuses) {
    const { base } = this;
    const node = record.node;
    if (facet === "type") return [record.kind];
    if (node < 0) return [];
    if (facet === "topic") return [base.data.topics[base.topic[node]][0]];
    if (facet === "holder") return this.holders[node];
    if (facet === "status") return [base.status[node]];
    return statuses?.[node] ? [statuses[node]] : [];
  }

  /**
   * Whether a record passes all filters of a state, but for one facet if one is named.
   *
   * @param {import("./search.js").Found} record
   * @param {State} state
   * @param {(string|null)[]|null} statuses
   */
  passes(record, state, statuses, except = "") {
    for (const facet of FACETS.keys()) {
      if (facet === except || !state[facet].length) continue;
      if (!this.valuesOf(record, facet, statuses).some((value) => state[facet].includes(value))) return false;
    }
    return true;
  }

  /**
   * For each facet its values among some records, with how many pass the other filters: `Map(facet → Map(value → count))`.
   *
   * @param {import("./search.js").Found[]} records
   * @param {State} state
   * @param {(string|null)[]|null} statuses
   */
  counts(records, state, statuses) {
    /** @type {Map<Facet, Map<string, number>>} */
    const found = new Map();
    for (const facet of FACETS.keys()) {
      const counts = new Map(state[facet].map((value) => [value, 0]));
      for (const record of records) {
        if (!this.passes(record, state, statuses, facet)) continue;
        for (const value of this.valuesOf(record, facet, statuses)) counts.set(value, (counts.get(value) ?? 0) + 1);
      }
      found.set(facet, counts);
    }
    return found;
  }

  /**
   * What a value of a facet is called.
   *
   * @param {Facet} facet
   * @param {string} value
   */
  nameOf(facet, value) {
    const { base } = this;
    if (facet === "type") return base.word(value);
    if (facet === "topic") return base.data.topics.find(([topic]) => topic === value)?.[1] ?? value;
    if (facet === "holder") return base.people.get(value) ?? value;
    if (facet === "stands") return base.data.marks.statuses[value]?.label ?? value;
    return value;
  }
}

/**
 * Whether a state filters anything.
 *
 * @param {State} state
 */
export function isFiltering(state) {
  return [...FACETS.keys()].some((facet) => state[facet].length > 0);
}
