/**
 * What bears on what. Claims are numbers in the order of the base.
 */

/**
 * A step from premises to a conclusion.
 *
 * @typedef {object} Step
 * @property {boolean} attacks whether it speaks against its conclusion
 * @property {number} weight what it adds to the log-odds of its conclusion when its premises hold for certain
 * @property {number} group number of a group of reasons that count once, or -1
 * @property {number} conclusion
 * @property {number[]} premises
 * @property {number[]} undercutters
 */

export class ArgumentGraph {
  /** @param {import("../../data.js").ViewData} data what `your_view_data.py` hands over */
  constructor(data) {
    this.count = data.claims.id.length;
    /** @type {Step[]} */
    this.steps = data.steps.map(([attacks, weight, group, conclusion, premises, undercutters]) => ({
      attacks: attacks === 1,
      weight,
      group,
      conclusion,
      premises,
      undercutters,
    }));
    /** @type {Step[][]} */
    this.into = Array.from({ length: this.count }, () => []);
    for (const step of this.steps) this.into[step.conclusion].push(step);
    /** @type {number[][]} */
    this.needs = Array.from({ length: this.count }, () => []);
    for (const [claim, needed] of data.requires) this.needs[claim].push(needed);
  }

  /**
   * The claims that a claim depends on directly, each once.
   *
   * @param {number} claim
   */
  grounds(claim) {
    const found = this.into[claim].flatMap((step) => [...step.premises, ...step.undercutters]);
    return [...new Set([...found, ...this.needs[claim]])];
  }
}

/**
 * The strongly connected components of a graph, each after all it points to (Tarjan 1972, without recursion).
 *
 * @param {Map<number, number[]>} edges node → the nodes it points to
 * @returns {number[][]}
 */
export function componentsOf(edges) {
  /** @type {Map<number, number>} */
  const index = new Map();
  /** @type {Map<number, number>} */
  const low = new Map();
  /** @type {Set<number>} */
  const open = new Set();
  /** @type {number[]} */
  const stack = [];
  /** @type {number[][]} */
  const found = [];
  for (const root of edges.keys()) {
    if (index.has(root)) continue;
    /** @type {[node: number, at: number][]} */
    const path = [];
    /** @param {number} node */
    const enter = (node) => {
      index.set(node, index.size);
      low.set(node, index.size - 1);
      open.add(node);
      stack.push(node);
      path.push([node, 0]);
    };
    enter(root);
    while (path.length) {
      const top = path[path.length - 1];
      const [node, at] = top;
      const targets = edges.get(node) ?? [];
      if (at < targets.length) {
        top[1] += 1;
        const next = targets[at];
        if (!index.has(next)) enter(next);
        else if (open.has(next)) low.set(node, Math.min(low.get(node) ?? Infinity, index.get(next) ?? Infinity));
        continue;
      }
      path.pop();
      if (path.length) {
        const above = path[path.length - 1][0];
        low.set(above, Math.min(low.get(above) ?? Infinity, low.get(node) ?? Infinity));
      }
      if (low.get(node) === index.get(node)) {
        const part = stack.splice(stack.lastIndexOf(node)).reverse();
        for (const member of part) open.delete(member);
        found.push(part);
      }
    }
  }
  return found;
}
