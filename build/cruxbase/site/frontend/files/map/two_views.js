/** What one or two people say of records, what follows for them and what they leave open, beside each other. */

import { element } from "./elements.js";
import { labelOf, stancesOf, statuses } from "./labelling.js";
import { distanceBetween } from "../shared/agreement.js";
import { STANCES } from "../shared/constants.js";
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
 * @property {import("../shared/agreement.js").Credence} [said] what they said of it; missing where they did not speak of it
 * @property {boolean} [isReading] whether an editor read that in their words
 */

/** @typedef {{node: number, stands: Stand[]}} ViewRow */

/**
 * What stands on record; predictions of which somebody has spoken have no status, as pages have it: `is_matter_of_odds` in Python.
 *
 * @param {Base} base
 */
function onRecord(base) {
  const spoken = new Set(base.viewpoints.flatMap(({ beliefs }) => beliefs.map(([claim]) => claim)));
  return statuses(base, null).map((status, node) => (base.kind[node] === "prediction" && spoken.has(node) ? null : status));
}

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
    this.statuses = this.viewpoint ? statuses(base, stancesOf(this.viewpoint)) : onRecord(base);
    /** @type {Map<number, import("./base.js").Belief>} */
    this.beliefs = new Map((this.viewpoint?.beliefs ?? []).map((belief) => [belief[0], belief]));
    this.readings = new Set(this.viewpoint?.readings ?? []);
  }

  /**
   * @param {number} node
   * @returns {Stand}
   */
  of(node) {
    const status = this.statuses[node];
    const belief = this.beliefs.get(node);
    const { initials } = this;
    const isReading = this.readings.has(node);
    if (belief) {
      const [, value, low, high] = belief;
      if (typeof value === "string") {
        const [least, most] = STANCES[value];
        const said = { low: least, mid: (least + most) / 2, high: most, stance: value };
        return { kind: value === "suspends" ? "open" : "says", words: saidWords(belief), status, initials, side: { holds: 1, rejects: -1, suspends: 0 }[value] ?? 0, said, isReading };
      }
      const label = labelOf(value, low ?? value, high ?? value);
      const said = { low: low ?? value, mid: value, high: high ?? value };
      return { kind: "says", words: saidWords(belief), status, initials, side: label === "in" ? 1 : label === "out" ? -1 : 0, said, isReading };
    }
    if (status && status in STATUS_WORDS) return { kind: "follows", words: STATUS_WORDS[status], status, initials, side: status === "out" ? -1 : 1 };
    return { kind: "open", words: "open", status, initials, side: 0 };
  }
}

/**
 * How a record stands for somebody, in a few letters: what they said, or the sign of what is worked out; empty where it is open.
 *
 * @param {Base} base
 * @param {Eyes} eyes
 * @param {number} node
 * @param {boolean} isOneOfTwo whether the initials are needed, and what is only worked out is left to the table
 */
export function shortly(base, eyes, node, isOneOfTwo) {
  const { kind, words, status } = eyes.of(node);
  if (kind !== "follows") return eyes.beliefs.has(node) ? `${isOneOfTwo ? `${eyes.initials} ` : ""}${words.replace(/^.*\((.*)\)$/, "$1")}` : eyes.viewpoint || isOneOfTwo || !status ? "" : base.data.marks.statuses[status].sign;
  return isOneOfTwo ? "" : base.data.marks.statuses[status ?? "undecided"].sign;
}

/**
 * How a record stands for each of those with whose eyes the map is seen, in words of a line each; what is only worked out says so,
 * and what an editor read.
 *
 * @param {readonly Eyes[]} eyes
 * @param {number} node
 * @returns {{words: string, isWorkedOut: boolean, isReading: boolean}[]}
 */
export function standsOf(eyes, node) {
  return eyes.flatMap((one) => {
    const stand = one.of(node);
    if (!one.viewpoint || (stand.kind === "open" && !one.beliefs.has(node))) return [];
    return [{ words: `${one.name}: ${stand.words}`, isWorkedOut: stand.kind === "follows", isReading: stand.isReading ?? false }];
  });
}

/**
 * The mark behind what an editor read in somebody's words, as pages have it: `formatting.Said` in Python.
 *
 * @param {boolean} [isReading]
 */
export function readingMark(isReading) {
  return isReading ? [" ", element("span", { class: "cb-reading", title: "an editor’s reading of the wording, not their own number" }, "reading")] : null;
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
   * What the two said of a record, as the page of the two has it: only what was said is compared, never what is worked out.
   *
   * @param {number} node
   * @returns {"differ"|"agree"|"suspends"|null} null where one of them did not speak of it
   */
  verdict(node) {
    const [one, other] = this.both(node);
    if (!one.said || !other.said) return null;
    const apart = distanceBetween(one.said, other.said);
    return apart === null ? "suspends" : apart.agreed ? "agree" : "differ";
  }

  /**
   * Whether the two differ on a record of which both spoke.
   *
   * @param {number} node
   */
  isParted(node) {
    return this.verdict(node) === "differ";
  }
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
        stands.map((stand) => element("td", { class: `cbm-stand-${stand.kind}` }, signElement(base, signOf(stand)), stand.words, readingMark(stand.isReading))),
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
 * What both said first, counted as on the page of the two; what is worked out for one of them has a heading of its own.
 *
 * @param {Pair} pair
 * @param {ViewRow[]} rows
 */
function pairGroups(pair, rows) {
  /** @type {Record<"differ"|"agree"|"suspends"|"worked"|"one"|"open", ViewRow[]>} */
  const groups = { differ: [], agree: [], suspends: [], worked: [], one: [], open: [] };
  for (const row of rows) {
    const verdict = pair.verdict(row.node);
    const open = row.stands.filter(({ kind }) => kind === "open").length;
    if (verdict) groups[verdict].push(row);
    else if (open === 0) groups.worked.push(row);
    else groups[open === 1 ? "one" : "open"].push(row);
  }
  return [
    { heading: "Where they differ", name: "parted", rows: groups.differ },
    { heading: "Where they agree", name: "agreed", rows: groups.agree },
    { heading: "Where one of them suspends judgement", name: "suspends", rows: groups.suspends },
    { heading: "Worked out for one or both, who did not speak of it", name: "worked", rows: groups.worked },
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
