/**
 * What bears on what, and which claims can be computed from what someone said.
 *
 * The same definitions as `cruxbase.reasoning.support_closure`; shared test vectors hold the two together. Claims are numbers in the order
 * of the base.
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
  /** @param data what `your_view_data.py` hands over */
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
    this.into = Array.from({ length: this.count }, () => []);
    for (const step of this.steps) this.into[step.conclusion].push(step);
    this.needs = Array.from({ length: this.count }, () => []);
    for (const [claim, needed] of data.requires) this.needs[claim].push(needed);
  }

  /** The claims that a claim depends on directly, each once. */
  grounds(claim) {
    const found = this.into[claim].flatMap((step) => [...step.premises, ...step.undercutters]);
    return [...new Set([...found, ...this.needs[claim]])];
  }
}

/**
 * What can be computed: leaves, whose stated credence goes in as it is, and derived claims, computed from what bears on them.
 *
 * @param {ArgumentGraph} graph
 * @param {Set<number>} spoken claims of which something was said
 * @param {number[]} derive claims to derive even in a cycle, such as the conclusion asked about
 * @returns {{leaves: Set<number>, derived: Set<number>}}
 */
export function known(graph, spoken, derive = []) {
  const wanted = new Set(derive);
  const reached = new Set([...spoken, ...wanted]);
  spread(graph, reached);
  const concluded = concludedFromOutside(graph, reached);
  const leaves = new Set([...spoken].filter((claim) => !concluded.has(claim) && !wanted.has(claim)));
  return { leaves, derived: new Set([...reached].filter((claim) => !leaves.has(claim))) };
}

/**
 * The part of the graph that bears on a conclusion, as far as it is known, and the unknown claims at its edge.
 *
 * Goes back from the conclusion and stops at leaves and at claims of which nothing is known: nobody has said how much the
 * latter are believed before reasons, so they may have any credence, and what lies behind them does not matter yet.
 *
 * @returns {{leaves: Set<number>, derived: Set<number>, unknown: Set<number>}}
 */
export function bearing(graph, spoken, target) {
  const said = new Set([...spoken].filter((claim) => claim !== target));
  const reach = known(graph, said, [target]);
  const found = { leaves: new Set(), derived: new Set([target]), unknown: new Set() };
  const waiting = [target];
  while (waiting.length) {
    for (const ground of graph.grounds(waiting.pop())) {
      if (reach.leaves.has(ground)) found.leaves.add(ground);
      else if (!reach.derived.has(ground)) found.unknown.add(ground);
      else if (!found.derived.has(ground)) {
        found.derived.add(ground);
        waiting.push(ground);
      }
    }
  }
  return found;
}

/** Add the conclusions of steps whose premises are all reached, until nothing is added. */
function spread(graph, reached) {
  const missing = new Map();
  const waiting = new Map();
  const queue = [];
  for (const step of graph.steps) {
    const absent = new Set(step.premises.filter((premise) => !reached.has(premise)));
    missing.set(step, absent.size);
    for (const premise of absent) waiting.set(premise, [...(waiting.get(premise) ?? []), step]);
    if (!absent.size) queue.push(step);
  }
  for (const step of queue) {
    if (reached.has(step.conclusion)) continue;
    reached.add(step.conclusion);
    for (const following of waiting.get(step.conclusion) ?? []) {
      missing.set(following, missing.get(following) - 1);
      if (!missing.get(following)) queue.push(following);
    }
  }
}

/** The claims that a step among some claims concludes from outside their cycle. */
function concludedFromOutside(graph, claims) {
  const working = graph.steps.filter((step) => claims.has(step.conclusion) && step.premises.every((premise) => claims.has(premise)));
  const sources = new Map([...claims].map((claim) => [claim, []]));
  for (const step of working) sources.get(step.conclusion).push(...step.premises, ...step.undercutters.filter((claim) => claims.has(claim)));
  const part = new Map();
  componentsOf(sources).forEach((several, number) => several.forEach((claim) => part.set(claim, number)));
  const outside = (step) => step.premises.every((premise) => part.get(premise) !== part.get(step.conclusion));
  return new Set(working.filter(outside).map((step) => step.conclusion));
}

/**
 * The strongly connected components of a graph, each after all it points to (Tarjan 1972, without recursion).
 *
 * @param {Map<number, number[]>} edges node → the nodes it points to
 * @returns {number[][]}
 */
export function componentsOf(edges) {
  const index = new Map();
  const low = new Map();
  const open = new Set();
  const stack = [];
  const found = [];
  for (const root of edges.keys()) {
    if (index.has(root)) continue;
    const path = [];
    const enter = (node) => {
      index.set(node, index.size);
      low.set(node, index.get(node));
      open.add(node);
      stack.push(node);
      path.push([node, 0]);
    };
    enter(root);
    while (path.length) {
      const top = path[path.length - 1];
      const [node, at] = top;
      const targets = edges.get(node);
      if (at < targets.length) {
        top[1] += 1;
        const next = targets[at];
        if (!index.has(next)) enter(next);
        else if (open.has(next)) low.set(node, Math.min(low.get(node), index.get(next)));
        continue;
      }
      path.pop();
      if (path.length) {
        const above = path[path.length - 1][0];
        low.set(above, Math.min(low.get(above), low.get(node)));
      }
      if (low.get(node) === index.get(node)) {
        const part = [];
        let member;
        do {
          member = stack.pop();
          open.delete(member);
          part.push(member);
        } while (member !== node);
        found.push(part);
      }
    }
  }
  return found;
}
