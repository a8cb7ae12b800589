/**
 * The base as the pages of the site were built from it: records as numbers, relations as objects.
 *
 * Titles and texts come by topic, and so do the relations of a large base. Whatever is asked of it that has not come is noted, so
 * that it can be fetched, and asked for again when it is there.
 */

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
/** @typedef {import("../../data.js").LinkKind} LinkKind */

/** @type {readonly Relation[]} */
const NONE = [];

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
  /** @type {Relation[][]} */
  #below = [];
  /** @type {Relation[][]} */
  #above = [];
  #isStale = false;
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
    /** @type {Step[]} by number, as far as they have come */
    this.steps = [];
    /** @type {{number: number, start: number, step: number}[]} by number, as far as they have come */
    this.undercuts = [];
    /** @type {number[][]} steps that count once; with all relations */
    this.groups = [];
    /** @type {Record<LinkKind, [start: number, end: number][]>} the other relations by number, as far as they have come */
    this.links = { requires: [], refines: [], answers: [], side: [], decides: [] };
    this.degree = nodes.degree;
    this.areAllRelated = false;
    /** Whether something was asked for that takes all relations, and they have not come. */
    this.wantsAll = false;
    /** @type {Set<number>} topics of which all relations are there */
    this.related = new Set();
    /** @type {Set<number>} topics whose relations were asked for and have not come */
    this.unrelated = new Set();
    /** @type {Map<number, import("../../data.js").TopicPiece>} texts by topic, until the relations are there that they belong to */
    this.texts = new Map();
    this.viewpoints = data.viewpoints;
    /** @type {Other[]} records that are not on the map; they come with what a search needs */
    this.others = [];
    /** @type {Map<string, string>} */
    this.people = new Map(data.people);
    this.statements = /** @type {string[]} */ (Array(this.count).fill(""));
    /** @type {string[]} by number of the step, as far as they have come */
    this.stepTexts = [];
    /** @type {string[]} by number of the undercut */
    this.undercutTexts = [];
    const { steps, arguments: named, groups, undercuts, links } = data;
    if (steps && named && groups && undercuts && links) this.takeAllRelations({ steps, arguments: named, groups, undercuts, links });
    else this.#relate();
  }

  /**
   * Take in all relations of the base.
   *
   * @param {import("../../data.js").Relations} relations
   */
  takeAllRelations({ steps, arguments: named, groups, undercuts, links }) {
    this.steps = steps.map((step, number) => stepOf(number, step));
    for (const [step, argument] of named) this.steps[step].argument = argument;
    this.undercuts = undercuts.map(([start, step], number) => ({ number, start, step }));
    this.groups = groups;
    for (const kind of /** @type {LinkKind[]} */ (Object.keys(links))) {
      const flat = links[kind];
      this.links[kind] = Array.from({ length: flat.length / 2 }, (_, number) => [flat[2 * number], flat[2 * number + 1]]);
    }
    this.areAllRelated = true;
    this.wantsAll = false;
    this.unrelated.clear();
    this.#relate();
    for (const [topic, piece] of this.texts) this.#takeTexts(topic, piece);
  }

  /**
   * Take in the relations of a topic.
   *
   * @param {number} topic
   * @param {import("../../data.js").TopicRelations} piece
   */
  takeRelations(topic, { steps, arguments: named, undercuts, links }) {
    if (this.areAllRelated) return;
    for (const [number, ...step] of steps) this.steps[number] ??= stepOf(number, step);
    for (const [step, argument] of named) this.steps[step].argument = argument;
    for (const [number, start, step] of undercuts) this.undercuts[number] = { number, start, step };
    for (const kind of /** @type {LinkKind[]} */ (Object.keys(links))) {
      const flat = links[kind] ?? [];
      for (let at = 0; at < flat.length; at += 3) this.links[kind][flat[at]] = [flat[at + 1], flat[at + 2]];
    }
    this.related.add(topic);
    this.#isStale = true; // several topics come together
    const texts = this.texts.get(topic);
    if (texts) this.#takeTexts(topic, texts);
  }

  // What has come is in arrays with gaps, which `forEach` and `filter` pass over: relations have one order, however they came.
  #relate() {
    /** @type {{number: number, start: number, step: number}[][]} undercuts by the step that they hit */
    this.undercutsOf = [];
    this.steps.forEach((step) => (this.undercutsOf[step.number] = []));
    this.undercuts.forEach((undercut) => this.undercutsOf[undercut.step].push(undercut));
    this.#below = this.id.map(() => []);
    this.#above = this.id.map(() => []);
    this.#isStale = false;
    const seen = new Set();
    /** @type {(start: number, end: number, kind: Relation["kind"], step?: number, strength?: number, undercut?: number) => void} */
    const add = (start, end, kind, step = -1, strength = 1, undercut = -1) => {
      const key = `${start} ${end} ${kind} ${step}`;
      if (start === end || seen.has(key)) return;
      seen.add(key);
      const relation = { start, end, kind, step, strength, undercut };
      this.#below[end].push(relation);
      this.#above[start].push(relation);
    };
    this.steps.forEach((step) => {
      for (const premise of step.premises) add(premise, step.conclusion, step.kind, step.number, step.strength);
    });
    this.undercuts.forEach((undercut) => add(undercut.start, this.steps[undercut.step].conclusion, "undercuts", undercut.step, 1, undercut.number));
    const { links } = this;
    links.requires.forEach(([needs, needed]) => add(needed, needs, "requires", -1, 2));
    links.answers.forEach(([answer, question]) => add(answer, question, "refines", -1, 0));
    links.side.forEach(([crux, side]) => add(side, crux, "refines", -1, 2));
    links.decides.forEach(([crux, claim]) => add(crux, claim, "requires", -1, 2));
    this.broader = new Map();
    this.narrower = new Map();
    links.refines.forEach(([one, other]) => {
      this.broader.set(one, [...(this.broader.get(one) ?? []), other]);
      this.narrower.set(other, [...(this.narrower.get(other) ?? []), one]);
    });
    // An argument record is a step: it stands between its premises and its conclusion.
    this.steps.forEach((step) => {
      if (step.argument < 0) return;
      add(step.argument, step.conclusion, step.kind, step.number, step.strength);
      for (const premise of step.premises) add(premise, step.argument, "supports", step.number, step.strength);
    });
  }

  /** What bears on each record, as far as it has come; ask `belowOf`. */
  get below() {
    if (this.#isStale) this.#relate();
    return this.#below;
  }

  /** What each record bears on, as far as it has come; ask `aboveOf`. */
  get above() {
    if (this.#isStale) this.#relate();
    return this.#above;
  }

  /**
   * What bears on a record; as long as that has not come, what is known of it, and its topic is among what is to be fetched.
   *
   * @param {number} node
   * @returns {readonly Relation[]}
   */
  belowOf(node) {
    this.isRelated(this.topic[node]);
    return this.below[node] ?? NONE;
  }

  /**
   * What a record bears on, likewise.
   *
   * @param {number} node
   * @returns {readonly Relation[]}
   */
  aboveOf(node) {
    this.isRelated(this.topic[node]);
    return this.above[node] ?? NONE;
  }

  /**
   * Of how many relations a record is an end.
   *
   * @param {number} node
   */
  degreeOf(node) {
    return this.degree ? this.degree[node] : this.below[node].length + this.above[node].length;
  }

  /**
   * Whether all relations of a topic's records are there; if not, they are among what is to be fetched.
   *
   * @param {number} topic
   */
  isRelated(topic) {
    if (this.areAllRelated || this.related.has(topic)) return true;
    this.unrelated.add(topic);
    return false;
  }

  /** Whether all relations of the base are there; if not, they are what is to be fetched. */
  isAllRelated() {
    this.wantsAll ||= !this.areAllRelated;
    return this.areAllRelated;
  }

  /** Whether anything was asked for that has not come. */
  get isMissing() {
    return this.missing.size > 0 || this.unrelated.size > 0 || this.wantsAll;
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
    this.texts.set(topic, piece);
    if (this.areAllRelated || this.related.has(topic)) this.#takeTexts(topic, piece);
    this.loaded.add(topic);
  }

  /**
   * @param {number} topic
   * @param {import("../../data.js").TopicPiece} piece
   */
  #takeTexts(topic, piece) {
    this.texts.delete(topic);
    /** @param {Step} step */
    const inTopic = (step) => this.topic[step.conclusion] === topic;
    for (const [place, step] of this.steps.filter(inTopic).entries()) this.stepTexts[step.number] = piece.steps[place];
    const undercuts = this.undercuts.filter((undercut) => inTopic(this.steps[undercut.step]));
    for (const [place, undercut] of undercuts.entries()) this.undercutTexts[undercut.number] = piece.undercuts[place];
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
    if (relation.undercut >= 0) return this.undercutTexts[relation.undercut] ?? "";
    return relation.step >= 0 ? (this.stepTexts[relation.step] ?? "") : "";
  }
}

/**
 * @param {number} number
 * @param {[attacks: number, strength: number, conclusion: number, ...premises: number[]]} step
 * @returns {Step}
 */
function stepOf(number, [attacks, strength, conclusion, ...premises]) {
  return { number, kind: attacks ? "attacks" : "supports", strength, conclusion, premises, argument: -1 };
}
