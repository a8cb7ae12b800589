/** What one or two people say of records, what follows for them and what they leave open, beside each other. */

import { element } from "./elements.js";
import { labelAt, stancesOf, statuses } from "./labelling.js";
import { AGREED } from "../shared/constants.js";
import { percentRange } from "../shared/figures.js";

/** @typedef {import("./base.js").Base} Base */

const MOST = 40;
/** @type {Record<string, string>} */
const WORDS = { holds: "holds it", rejects: "rejects it", suspends: "suspends judgement" };
/** @type {Record<string, string>} */
const STATUS_WORDS = { in: "worked out: follows", challenged: "worked out: follows, though challenged", out: "worked out: falls", stated: "holds it" };

/**
 * @typedef {object} Stand how a record stands for one person
 * @property {"says"|"follows"|"open"} kind
 * @property {string} words
 * @property {string|null} status
 * @property {string} initials
 * @property {number} side 1 for, -1 against, 0 neither
 * @property {number[]|null} range the credences that are stated, low and high
 */

/** @typedef {{node: number, stands: Stand[]}} ViewRow */

/** One person's view, or the record at face value. */
export class Eyes {
  /**
   * @param {Base} base
   * @param {string} id of a viewpoint, or `on-record`
   */
  constructor(base, id) {
    this.base = base;
    this.viewpoint = base.viewpoints.find((one) => one.id === id) ?? null;
    this.title = this.viewpoint ? this.viewpoint.title : "The record at face value";
    this.name = this.viewpoint ? (base.people.get(this.viewpoint.holder) ?? this.viewpoint.title) : "On record";
    this.initials = this.name
      .split(/\s+/)
      .map((word) => [...word][0] ?? "")
      .filter((letter) => /\p{L}/u.test(letter))
      .slice(0, 3)
      .join("")
      .toUpperCase();
    this.statuses = statuses(base, this.viewpoint ? stancesOf(this.viewpoint) : null);
    /** @type {Map<number, import("./base.js").Belief>} */
    this.beliefs = new Map((this.viewpoint?.beliefs ?? []).map((belief) => [belief[0], belief]));
  }

  /**
   * @param {number} node
   * @returns {Stand}
   */
  of(node) {
    const status = this.statuses[node];
    const belief = this.beliefs.get(node);
    const { initials } = this;
    if (belief) {
      const [, value, low, high] = belief;
      if (typeof value === "string") return { kind: value === "suspends" ? "open" : "says", words: saidWords(belief), status, initials, side: { holds: 1, rejects: -1, suspends: 0 }[value] ?? 0, range: null };
      const label = labelAt(value);
      return { kind: "says", words: saidWords(belief), status, initials, side: label === "in" ? 1 : label === "out" ? -1 : 0, range: [low ?? value, high ?? value] };
    }
    if (status && status in STATUS_WORDS) return { kind: "follows", words: STATUS_WORDS[status], status, initials, side: status === "out" ? -1 : 1, range: null };
    return { kind: "open", words: "open", status, initials, side: 0, range: null };
  }
}

/** Two views at once. */
export class Pair {
  /**
   * @param {Base} base
   * @param {string} one
   * @param {string} other
   */
  constructor(base, one, other) {
    this.base = base;
    this.eyes = [new Eyes(base, one), new Eyes(base, other)];
  }

  /**
   * How a record stands for each of the two.
   *
   * @param {number} node
   */
  both(node) {
    return this.eyes.map((eyes) => eyes.of(node));
  }

  /**
   * Whether the two part over a record: one is for it and the other against, or their credences are apart.
   *
   * @param {number} node
   */
  isParted(node) {
    const [one, other] = this.both(node);
    if (one.range && other.range) return distance(one.range, other.range) >= AGREED;
    return one.side * other.side < 0;
  }

  /**
   * Whether the two agree on a record: their credences touch, or both are on the same side of it.
   *
   * @param {number} node
   */
  isAgreed(node) {
    const [one, other] = this.both(node);
    if (one.range && other.range) return distance(one.range, other.range) === 0;
    return one.side === other.side;
  }
}

/**
 * The distance of the nearest ends of two ranges, in log-odds.
 *
 * @param {number[]} one low and high
 * @param {number[]} other
 */
function distance([low, high], [otherLow, otherHigh]) {
  /** @param {number} value */
  const logit = (value) => Math.log(Math.max(value, 1e-6) / Math.max(1 - value, 1e-6));
  return Math.max(0, logit(otherLow) - logit(high), logit(low) - logit(otherHigh));
}

/**
 * What somebody said of a record, as it is on record: the range and not its middle, which they did not give.
 *
 * @param {import("./base.js").Belief} belief
 * @returns {string}
 */
export function saidWords([, value, low, high, text]) {
  if (typeof value === "string") return WORDS[value];
  return text ?? percentRange(low ?? value, high ?? value);
}

/**
 * What one or two people say, what follows for them and what they leave open, in a table.
 *
 * @param {import("./main.js").App} app the map's application
 * @param {Eyes[]} eyes one or two
 * @param {number[]} nodes the records to speak of
 * @param {string} about what these are, in words
 */
export function viewsElement(app, eyes, nodes, about) {
  const { base } = app;
  const rows = nodes.filter((node) => eyes.some((one) => one.statuses[node] !== null || one.beliefs.has(node))).map((node) => ({ node, stands: eyes.map((one) => one.of(node)) }));
  const groups = app.pair ? pairGroups(app.pair, rows) : singleGroups(rows);
  return element(
    "section",
    { class: "cbm-views", "aria-label": "Views beside each other" },
    element("h2", {}, eyes.map((one) => one.title).join(" and "), ` on ${about}`),
    element(
      "table",
      {},
      element("thead", {}, element("tr", {}, element("th", { scope: "col" }, "Record"), eyes.map((one) => element("th", { scope: "col" }, one.viewpoint ? element("a", { href: base.page("viewpoint", one.viewpoint.id, app.root) }, one.name) : one.name)))),
      groups.filter(({ rows: some }) => some.length).map(({ heading, name, rows: some }) => groupElement(app, heading, name, some, eyes.length)),
    ),
  );
}

/**
 * @param {import("./main.js").App} app
 * @param {string} heading
 * @param {string} name
 * @param {ViewRow[]} rows
 * @param {number} width
 */
function groupElement(app, heading, name, rows, width) {
  const { base } = app;
  const ordered = [...rows].sort((one, other) => base.dependents[other.node] - base.dependents[one.node] || one.node - other.node);
  const more = rows.length > MOST ? element("tr", {}, element("td", { colspan: width + 1, class: "cbm-hint" }, `and ${rows.length - MOST} more`)) : null;
  return element(
    "tbody",
    { class: `cbm-group-${name}` },
    element("tr", {}, element("th", { colspan: width + 1, scope: "rowgroup" }, `${heading} (${rows.length})`)),
    ordered.slice(0, MOST).map(({ node, stands }) =>
      element(
        "tr",
        {},
        element("td", {}, element("a", { href: app.linkTo(node), "data-id": base.id[node], dir: "auto" }, base.titleOf(node))),
        stands.map((stand) => element("td", { class: `cbm-stand-${stand.kind}` }, signElement(base, signOf(stand)), stand.words)),
      ),
    ),
    more,
  );
}

/**
 * The status whose sign stands before words: only what was worked out has one. Beside what somebody said, such as
 * "undecided" beside 20 to 45 %, it would only puzzle.
 *
 * @param {Stand} stand
 * @returns {string|null}
 */
export function signOf({ kind, status }) {
  return kind === "follows" ? status : null;
}

/**
 * @param {Base} base
 * @param {string|null} status
 */
function signElement(base, status) {
  return status ? element("span", { class: `cbm-sign cbm-s-${status}`, "aria-hidden": "true" }, `${base.data.marks.statuses[status].sign} `) : null;
}

/**
 * @param {Pair} pair
 * @param {ViewRow[]} rows
 */
function pairGroups(pair, rows) {
  /** @type {Record<"parted"|"nearer"|"agreed"|"one"|"open", ViewRow[]>} */
  const groups = { parted: [], nearer: [], agreed: [], one: [], open: [] };
  for (const row of rows) {
    const open = row.stands.filter(({ kind }) => kind === "open").length;
    if (pair.isParted(row.node)) groups.parted.push(row);
    else if (open === 2) groups.open.push(row);
    else if (open === 1) groups.one.push(row);
    else if (pair.isAgreed(row.node)) groups.agreed.push(row);
    else groups.nearer.push(row);
  }
  return [
    { heading: "Where they part", name: "parted", rows: groups.parted },
    { heading: "Where they differ by less", name: "nearer", rows: groups.nearer },
    { heading: "Where they agree", name: "agreed", rows: groups.agreed },
    { heading: "What one of them leaves open", name: "one", rows: groups.one },
    { heading: "What both leave open", name: "open", rows: groups.open },
  ];
}

/** @param {ViewRow[]} rows */
function singleGroups(rows) {
  /** @param {string} kind */
  const of = (kind) => rows.filter(({ stands: [stand] }) => stand.kind === kind);
  return [
    { heading: "Says", name: "says", rows: of("says") },
    { heading: "Follows", name: "follows", rows: of("follows") },
    { heading: "Leaves open", name: "open", rows: of("open") },
  ];
}
