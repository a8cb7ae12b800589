/** The base as the pages of the site were built from it: records as numbers, relations as objects. */

/**
 * One way in which a record bears on another.
 *
 * @typedef {object} Relation
 * @property {number} start the record that bears on the other
 * @property {number} end the record that it bears on
 * @property {"supports"|"attacks"|"undercuts"|"requires"|"refines"} kind
 * @property {number} step number of the step, or -1
 * @property {number} strength 0 weak, 1 moderate, 2 strong
 * @property {number} undercut number of the undercut, or -1
 */

/**
 * A step from premises to a conclusion.
 *
 * @typedef {object} Step
 * @property {number} number
 * @property {"supports"|"attacks"} kind
 * @property {number} strength 0 weak, 1 moderate, 2 strong
 * @property {number} conclusion
 * @property {number[]} premises
 * @property {number} argument number of the argument record that is the step, or -1
 */

export class Base {
  /** @type {Relation[][]} what bears on each record */
  below;
  /** @type {Relation[][]} what each record bears on */
  above;
  /** @type {Map<number, number[]>} record → the records that it is a version of */
  broader;
  /** @type {Map<number, number[]>} record → its more specific versions */
  narrower;
  /** @type {{statements: string[], steps: string[], undercuts: string[]}|null} null until they have come */
  texts;

  /** @param {any} data what `data.js` hands over; see `explorer/data.py`. */
  constructor(data) {
    const nodes = data.nodes;
    this.data = data;
    this.count = nodes.id.length;
    /** @type {string[]} */
    this.id = nodes.id;
    /** @type {string[]} */
    this.title = nodes.title;
    /** @type {string[]} */
    this.kind = nodes.kind.map((kind) => data.kinds[kind]);
    this.status = nodes.status.map((status) => data.statuses[status]);
    this.column = nodes.column;
    this.row = nodes.row;
    this.leaning = nodes.leaning;
    /** @type {Map<string, number>} */
    this.numberOf = new Map(nodes.id.map((id, number) => [id, number]));
    /** @type {Step[]} */
    this.steps = data.steps.map(([attack, strength, conclusion, ...premises], number) => ({
      number,
      kind: attack ? "attacks" : "supports",
      strength,
      conclusion,
      premises,
      argument: -1,
    }));
    for (const [step, argument] of data.arguments) this.steps[step].argument = argument;
    this.undercuts = data.undercuts.map(([start, step], number) => ({ number, start, step }));
    /** @type {{number: number, start: number, step: number}[][]} */
    this.undercutsOf = this.steps.map(() => []);
    for (const undercut of this.undercuts) this.undercutsOf[undercut.step].push(undercut);
    this.viewpoints = data.viewpoints;
    this.others = data.others.map(([kind, id, title, words, touched]) => ({ kind, id, title, words, touched }));
    this.people = new Map(this.others.filter((other) => other.kind === "person").map((other) => [other.id, other.title]));
    this.texts = null;
    this.#relate();
  }

  #relate() {
    this.below = this.id.map(() => []);
    this.above = this.id.map(() => []);
    const seen = new Set();
    /** @type {(start: number, end: number, kind: Relation["kind"], step?: number, strength?: number, undercut?: number) => void} */
    const add = (start, end, kind, step = -1, strength = 1, undercut = -1) => {
      const key = `${start} ${end} ${kind} ${step}`;
      if (start === end || seen.has(key)) return;
      seen.add(key);
      const relation = { start, end, kind, step, strength, undercut };
      this.below[end].push(relation);
      this.above[start].push(relation);
    };
    for (const step of this.steps) {
      for (const premise of step.premises) add(premise, step.conclusion, step.kind, step.number, step.strength);
    }
    for (const undercut of this.undercuts) {
      add(undercut.start, this.steps[undercut.step].conclusion, "undercuts", undercut.step, 1, undercut.number);
    }
    const links = this.data.links;
    for (const [needs, needed] of pairs(links.requires)) add(needed, needs, "requires", -1, 2);
    for (const [answer, question] of pairs(links.answers)) add(answer, question, "refines", -1, 0);
    for (const [crux, side] of pairs(links.side)) add(side, crux, "refines", -1, 2);
    for (const [crux, claim] of pairs(links.decides)) add(crux, claim, "requires", -1, 2);
    this.broader = new Map();
    this.narrower = new Map();
    for (const [one, other] of pairs(links.refines)) {
      this.broader.set(one, [...(this.broader.get(one) ?? []), other]);
      this.narrower.set(other, [...(this.narrower.get(other) ?? []), one]);
    }
    // An argument record is a step: it stands between its premises and its conclusion.
    for (const step of this.steps) {
      if (step.argument < 0) continue;
      add(step.argument, step.conclusion, step.kind, step.number, step.strength);
      for (const premise of step.premises) add(premise, step.argument, "supports", step.number, step.strength);
    }
  }

  /** Address of a record's page, from the map's page. */
  page(kind, id, root) {
    const file = globalThis.location?.protocol === "file:" ? "index.html" : "";
    return `${root}${this.data.folders[kind] ?? "claims"}/${encodeURIComponent(id)}/${file}`;
  }

  topicTitle(node) {
    return this.data.columns[this.column[node]][1];
  }

  /** A type's name for readers. */
  word(kind) {
    return this.data.words[kind]?.[0] ?? kind;
  }

  statement(node) {
    return this.texts?.statements[node].split("\t")[0] ?? "";
  }

  /** Why one record bears on another, in the words of its contributor, or empty. */
  because(relation) {
    if (!this.texts) return "";
    if (relation.undercut >= 0) return this.texts.undercuts[relation.undercut];
    return relation.step >= 0 ? this.texts.steps[relation.step] : "";
  }
}

function* pairs(flat) {
  for (let index = 0; index < flat.length; index += 2) yield [flat[index], flat[index + 1]];
}
