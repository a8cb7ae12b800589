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

/** @typedef {import("../../data.js").Belief} Belief */

/**
 * A record that is not on the map.
 *
 * @typedef {object} Other
 * @property {string} kind
 * @property {string} id
 * @property {string} title
 * @property {string} words
 * @property {number[]} touched the records that it is about
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

  /** @param {import("../../data.js").MapData} data what `data.js` hands over; see `map/data.py`. */
  constructor(data) {
    const nodes = data.nodes;
    this.data = data;
    this.allNamed = false;
    this.count = nodes.id.length;
    /** @type {string[]} */
    this.id = nodes.id;
    /** Titles as far as they have come; ask `titleOf`. */
    this.title = /** @type {string[]} */ (Array(nodes.id.length).fill(""));
    for (const [node, title] of data.titles) this.title[node] = title;
    /** @type {Set<number>} topics of which something was asked for that has not come */
    this.missing = new Set();
    /** @type {Set<number>} */
    this.loaded = new Set();
    this.kind = nodes.kind.map((kind) => data.kinds[kind]);
    this.status = nodes.status.map((status) => data.statuses[status]);
    this.topic = nodes.topic;
    this.slotX = nodes.x;
    this.slotY = nodes.y;
    /** @type {number[][]} the records of each topic */
    this.nodesOf = data.topics.map(() => []);
    for (const [node, topic] of nodes.topic.entries()) this.nodesOf[topic].push(node);
    this.row = nodes.row;
    this.dependents = nodes.dependents;
    /** @type {Map<string, number>} */
    this.numberOf = new Map(nodes.id.map((id, number) => [id, number]));
    // A link that somebody shared outlives the name of a record.
    for (const [alias, number] of data.aliases ?? []) if (!this.numberOf.has(alias)) this.numberOf.set(alias, number);
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
    /** @type {Other[]} records that are not on the map; they come with what a search needs */
    this.others = [];
    /** @type {Map<string, string>} */
    this.people = new Map(data.people);
    this.statements = /** @type {string[]} */ (Array(this.count).fill(""));
    this.stepTexts = /** @type {string[]} */ (Array(this.steps.length).fill(""));
    this.undercutTexts = /** @type {string[]} */ (Array(this.undercuts.length).fill(""));
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

  /**
   * A record's title, or dots while it is on its way; then its topic is among what is missing.
   *
   * @param {number} node
   */
  titleOf(node) {
    const title = this.title[node];
    if (title) return title;
    this.#want(this.topic[node]);
    return "…";
  }

  /** @param {number|undefined} topic */
  #want(topic) {
    if (topic !== undefined && !this.loaded.has(topic)) this.missing.add(topic);
  }

  /**
   * Whether the titles of a topic are there.
   *
   * @param {number} topic
   */
  isNamed(topic) {
    if (this.loaded.has(topic) || this.allNamed) return true;
    this.missing.add(topic);
    return false;
  }

  /**
   * Take in the piece of a topic.
   *
   * @param {number} topic
   * @param {import("../../data.js").TopicPiece} piece
   */
  take(topic, piece) {
    for (const [place, node] of this.nodesOf[topic].entries()) {
      this.title[node] = piece.titles[place];
      this.statements[node] = piece.statements[place];
    }
    /** @param {Step} step */
    const inTopic = (step) => this.topic[step.conclusion] === topic;
    for (const [place, step] of this.steps.filter(inTopic).entries()) this.stepTexts[step.number] = piece.steps[place];
    const undercuts = this.undercuts.filter((undercut) => inTopic(this.steps[undercut.step]));
    for (const [place, undercut] of undercuts.entries()) this.undercutTexts[undercut.number] = piece.undercuts[place];
    this.loaded.add(topic);
  }

  /**
   * Take in all titles and the records that are not on the map.
   *
   * @param {import("../../data.js").TitlesPiece} found
   */
  takeTitles({ titles, others }) {
    this.title = titles;
    this.others = others.map(([kind, id, title, words, touched]) => ({ kind, id, title, words, touched }));
    this.allNamed = true;
  }

  /**
   * Address of a record's page, from the map's page.
   *
   * @param {string} kind
   * @param {string} id
   * @param {string} root
   */
  page(kind, id, root) {
    const file = globalThis.location?.protocol === "file:" ? "index.html" : "";
    return `${root}${this.data.folders[kind] ?? "claims"}/${encodeURIComponent(id)}/${file}`;
  }

  /** @param {number} node */
  topicTitle(node) {
    return this.data.topics[this.topic[node]][1];
  }

  /**
   * A type's name for readers.
   *
   * @param {string} kind
   */
  word(kind) {
    return this.data.words[kind]?.[0] ?? kind;
  }

  /** @param {number} node */
  statement(node) {
    if (!this.loaded.has(this.topic[node])) this.#want(this.topic[node]);
    return this.statements[node].split("\t")[0];
  }

  /**
   * Why one record bears on another, in the words of its contributor, or empty.
   *
   * @param {{step: number, undercut: number, end: number}} relation
   */
  because(relation) {
    this.#want(this.topic[relation.end]);
    if (relation.undercut >= 0) return this.undercutTexts[relation.undercut];
    return relation.step >= 0 ? this.stepTexts[relation.step] : "";
  }
}

/** @param {number[]} flat */
function* pairs(flat) {
  for (let index = 0; index < flat.length; index += 2) yield [flat[index], flat[index + 1]];
}
