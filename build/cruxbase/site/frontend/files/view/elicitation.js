/** Which claims to ask about for a conclusion, and how far each is from it. */

/**
 * @typedef {object} Question
 * @property {number} claim
 * @property {"supports"|"attacks"|"undercuts"|"requires"} kind how it bears on the next claim
 * @property {number} on the claim that it bears on
 * @property {number} strength weight of its step, 0 where it is none
 * @property {number[]} together the other premises of its step, without which it does not count
 */

const ORDER = ["supports", "attacks", "undercuts", "requires"];

/**
 * The claims that bear on a conclusion, by how many steps they are from it, each where it is nearest.
 *
 * @param {import("./argument_graph.js").ArgumentGraph} graph
 * @param {number} target
 * @returns {Question[][]}
 */
export function questionsFor(graph, target) {
  const seen = new Set([target]);
  const levels = [];
  for (let front = [target]; front.length; ) {
    /** @type {Question[]} */
    const level = [];
    for (const on of front) {
      /**
       * @param {number} claim
       * @param {Question["kind"]} kind
       * @param {number} [strength]
       * @param {number[]} [together]
       */
      const add = (claim, kind, strength = 0, together = []) => {
        if (seen.has(claim)) return;
        seen.add(claim);
        level.push({ claim, kind, on, strength, together });
      };
      // Premises that count by themselves first: where a claim has several ways to bear, the simplest is told.
      for (const step of [...graph.into[on]].sort((one, other) => one.premises.length - other.premises.length)) {
        for (const premise of step.premises) add(premise, step.attacks ? "attacks" : "supports", step.weight, step.premises.filter((other) => other !== premise));
      }
      for (const step of graph.into[on]) for (const undercutter of step.undercutters) add(undercutter, "undercuts");
      for (const needed of graph.needs[on]) add(needed, "requires");
    }
    if (level.length) levels.push(level.sort((one, other) => ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind) || other.strength - one.strength));
    front = level.map(({ claim }) => claim);
  }
  return levels;
}
