/**
 * What stands for a viewpoint: the grounded labelling, found by a linear worklist.
 *
 * The same definitions as `cruxbase.reasoning` (`labelling_problem` and `grounded_labels`), and shared tests hold the two
 * together.
 */

const [IN, OUT, UNDECIDED, REJECTED] = [1, -1, 0, -2];
const NAMES = new Map([
  [IN, "in"],
  [OUT, "out"],
  [UNDECIDED, "undecided"],
]);

/** Claims that can stand or fall, as the base's Python side has it. */
export function statements(base) {
  const kinds = new Set([...base.data.arguable, "definition"]);
  return base.kind.map((kind, node) => kinds.has(kind) && base.status[node] !== "retired");
}

/**
 * The status of every claim.
 *
 * @param base a `Base`
 * @param {Map<number, "in"|"out"|"undecided">|null} stances what the viewpoint says of claims; null reads the record at face
 *   value: every claim is granted unless something on record speaks against it
 * @returns {(string|null)[]} by record; null for what cannot stand or fall
 */
export function statuses(base, stances) {
  const known = statements(base);
  const count = base.count;
  const size = count + base.steps.length;
  const standing = new Int8Array(size).fill(IN);
  const attacked = Array.from({ length: size }, () => []);
  const needing = Array.from({ length: size }, () => []);
  const grounding = Array.from({ length: size }, () => []);
  for (let node = 0; node < count; node += 1) {
    if (!stances || base.kind[node] === "definition") continue;
    standing[node] = { in: IN, out: REJECTED }[stances.get(node)] ?? UNDECIDED;
  }
  for (const step of base.steps) {
    const self = count + step.number;
    if (!known[step.conclusion] || !step.premises.every((premise) => known[premise])) {
      standing[self] = OUT;
      continue;
    }
    (step.kind === "attacks" ? attacked : grounding)[self].push(step.conclusion);
    for (const premise of step.premises) needing[premise].push(self);
    for (const undercut of base.undercutsOf[step.number]) if (known[undercut.start]) attacked[undercut.start].push(self);
  }
  const required = base.data.links.requires;
  for (let index = 0; index < required.length; index += 2) {
    if (known[required[index]] && known[required[index + 1]]) needing[required[index + 1]].push(required[index]);
  }
  const labels = grounded(standing, attacked, needing, grounding);
  return base.kind.map((_, node) => (known[node] ? NAMES.get(labels[node]) : null));
}

function grounded(standing, attacked, needing, grounding) {
  const size = standing.length;
  const labels = new Int8Array(size);
  const waiting = new Int32Array(size);
  const ungrounded = new Int32Array(size);
  for (let node = 0; node < size; node += 1) {
    for (const target of attacked[node]) waiting[target] += 1;
    for (const target of needing[node]) waiting[target] += 1;
    for (const target of grounding[node]) ungrounded[target] += 1;
  }
  const order = [];
  const decide = (node, label) => {
    if (labels[node] !== UNDECIDED) return;
    labels[node] = label;
    order.push(node);
  };
  for (let node = 0; node < size; node += 1) {
    if (standing[node] === REJECTED || (standing[node] === OUT && !ungrounded[node])) decide(node, OUT);
    else if (standing[node] === IN && !waiting[node]) decide(node, IN);
  }
  for (let at = 0; at < order.length; at += 1) {
    const node = order[at];
    const stands = labels[node] === IN;
    for (const target of attacked[node]) {
      if (stands) decide(target, OUT);
      else {
        waiting[target] -= 1;
        if (!waiting[target] && standing[target] === IN) decide(target, IN);
      }
    }
    for (const target of needing[node]) {
      waiting[target] -= 1;
      if (!stands) decide(target, OUT);
      else if (!waiting[target] && standing[target] === IN) decide(target, IN);
    }
    for (const target of grounding[node]) {
      ungrounded[target] -= 1;
      if (stands && (standing[target] === OUT || standing[target] === UNDECIDED)) {
        standing[target] = IN;
        if (!waiting[target]) decide(target, IN);
      } else if (!stands && !ungrounded[target] && standing[target] === OUT) decide(target, OUT);
    }
  }
  return labels;
}

/** What a credence amounts to at a threshold. */
export function labelAt(credence, threshold = 0.8) {
  if (credence >= threshold - 1e-9) return "in";
  return credence <= 1 - threshold + 1e-9 ? "out" : "undecided";
}

/** What a published viewpoint says of claims, as labels. */
export function stancesOf(viewpoint, threshold = 0.8) {
  const words = { holds: "in", rejects: "out", suspends: "undecided" };
  return new Map(viewpoint.beliefs.map(([claim, said]) => [claim, typeof said === "string" ? words[said] : labelAt(said, threshold)]));
}
