/** What is shown for a state other than the overview: surroundings and paths, each as a picture and in words. */

import { picture } from "./drawing.js";
import { element } from "./elements.js";
import { nestedList, waysList } from "./panel.js";
import { among, surroundings, withHitSteps } from "./surroundings.js";
import { standsOf } from "./two_views.js";
import { CARRYING, commonConclusions, ranked, shortestWays, strongestWays } from "./paths.js";
import { pickerElement } from "./picker.js";

/**
 * What is shown for a state.
 *
 * @typedef {object} Shown
 * @property {HTMLElement|null} top controls above the picture
 * @property {Element|null} drawn
 * @property {HTMLElement|null} words the same in words
 * @property {string} note
 * @property {string} said to a screen reader
 * @property {number[]} [shown] the records that are drawn
 * @property {HTMLElement} [beside] what stands beside the picture
 */

/**
 * How many boxes a row has room for.
 *
 * @param {number} width
 */
export function perRow(width) {
  return Math.max(2, Math.min(5, Math.floor((width + 14) / 150)));
}

/**
 * The surroundings of the claim in focus: `{top, drawn, words, note}`.
 *
 * @param {import("./main.js").App} app
 * @param {number} width
 */
export function focusView(app, width) {
  const { base, state } = app;
  const centre = base.numberOf.get(state.claim);
  if (centre === undefined) return missing(`No record is called “${state.claim}”. It may have been renamed.`);
  const rowSize = perRow(width);
  const opened = new Set(state.open.map((id) => base.numberOf.get(id)).filter((node) => node !== undefined));
  const scene = surroundings(base, centre, state.steps, { perRow: rowSize, pages: state.rows, kinds: state.kinds, opened });
  // Premises that stand in a row only because an undercut hits their step are no part of its pages.
  /** @type {(rank: number, row: {shown: number[]}) => number} */
  const further = (rank, row) => [...scene.rank].filter(([node, place]) => place === rank && !row.shown.includes(node)).length;
  const drawn = picture(base, scene, {
    ...look(app, width, rowSize),
    centre,
    label: `What bears on “${base.titleOf(centre)}”, and what it bears on`,
    link: (node) => (node === centre ? base.page(base.kind[node], base.id[node], app.root) : app.linkTo(node)),
    fold: (node) => foldOf(app, scene, node),
    more: (rank, row) => {
      const next = (row.page + 1) % row.pages;
      return {
        href: app.link({ rows: { ...state.rows, [rank]: next } }),
        label: `${row.page * rowSize + 1}–${row.page * rowSize + row.shown.length} of ${row.count}${further(rank, row) ? `, +${further(rank, row)}` : ""} ›`,
        title: next ? "Show the next in this row" : "Show the first of this row again",
      };
    },
  });
  const alone = scene.rank.size === 1 && base.isRelated(base.topic[centre]);
  return {
    top: element("div", { class: "cbm-controls" }, stepsControl(app), kindsControl(app)),
    shown: [...scene.rank.keys()],
    drawn,
    words: nestedList(app, scene, centre),
    note: alone ? (state.kinds.length ? "Nothing is linked to it in the kinds that are chosen." : "Nothing on record bears on it, and it bears on nothing.") : "",
    said: `${base.titleOf(centre)}: ${scene.rank.size - 1} records around it`,
  };
}

/**
 * The mark of a box for its relations that are not drawn: how many they are, and a link that draws or folds them.
 *
 * @param {import("./main.js").App} app
 * @param {import("./surroundings.js").Surroundings} scene
 * @param {number} node
 */
function foldOf(app, scene, node) {
  const { base, state } = app;
  const count = scene.folded.get(node)?.length ?? 0;
  const id = base.id[node];
  const isOpen = state.open.includes(id);
  if (!count && !isOpen) return null;
  const title = isOpen ? `Fold the further links of “${base.titleOf(node)}”` : `Draw ${count} more ${count === 1 ? "link" : "links"} of “${base.titleOf(node)}” to what is shown`;
  return { isOpen, title, label: isOpen ? "− links" : `+${count}`, href: app.link({ open: isOpen ? state.open.filter((other) => other !== id) : [...state.open, id] }) };
}

/**
 * Which kinds of link are followed and drawn.
 *
 * @param {import("./main.js").App} app
 * @param {readonly string[]} [every] the kinds among which one chooses
 */
export function kindsControl(app, every = Object.keys(app.base.data.marks.edges)) {
  const { base, state } = app;
  const chosen = state.kinds.some((kind) => every.includes(kind)) ? state.kinds : every;
  const boxes = every.map((kind) => {
    const box = element("input", {
      type: "checkbox",
      value: kind,
      onchange: () => {
        const next = every.filter((other) => (other === kind ? box.checked : chosen.includes(other)));
        app.go({ kinds: next.length === every.length || !next.length ? [] : next, rows: {} });
      },
    });
    box.checked = chosen.includes(kind);
    return element("label", { class: `cbm-kind cbm-i-${kind}` }, box, element("span", {}, base.data.marks.edges[kind].label));
  });
  return element("fieldset", { class: "cbm-steps cbm-kinds" }, element("legend", {}, "Links"), boxes);
}

/** @param {import("./main.js").App} app */
function stepsControl(app) {
  const { state } = app;
  const options = [1, 2, 3].map((steps) => {
    const radio = element("input", { type: "radio", name: "cbm-steps", value: steps, onchange: () => app.go({ steps, rows: {} }) });
    radio.checked = state.steps === steps;
    return element("label", {}, radio, element("span", {}, String(steps)));
  });
  return element("fieldset", { class: "cbm-steps" }, element("legend", {}, "Steps shown"), options);
}

/**
 * The ways from one claim to another.
 *
 * @param {import("./main.js").App} app
 * @param {number} width
 */
export function pathView(app, width) {
  const { base, state } = app;
  const [from, to] = [base.numberOf.get(state.from) ?? -1, base.numberOf.get(state.to) ?? -1];
  app.pieces.forSearch();
  const top = pathControls(app, from, to);
  if (from < 0 || to < 0 || from === to) {
    return { top, drawn: null, words: null, note: from === to && from >= 0 ? "Choose two different claims." : "Choose where the path begins and where it ends. It runs from premise to conclusion.", said: "" };
  }
  if (!base.isAllRelated()) return { top, drawn: null, words: null, note: "The reasons of the whole base are on their way.", said: "" };
  const find = state.ways === "strongest" ? strongestWays : shortestWays;
  const { kinds } = state;
  let ways = find(base, from, to, { kinds });
  let note = "";
  if (!ways.length) {
    ways = find(base, to, from, { kinds });
    const none = kinds.length ? "Neither bears on the other by the kinds of link that are chosen." : "Neither bears on the other, by any number of steps.";
    note = ways.length ? "No path leads this way; these lead the other way." : none;
  }
  if (!ways.length) return { top, drawn: noWayElement(app, from, to), words: null, note, said: note };
  const rank = ranked(ways);
  const inWays = new Set(ways.flat());
  const relations = [...inWays];
  // Steps that an undercut on the way hits belong to the picture as far as their ends are in it.
  for (const relation of among(base, rank)) {
    if (relation.step >= 0 && relations.some((other) => other.kind === "undercuts" && other.step === relation.step) && !inWays.has(relation)) relations.push(relation);
  }
  const drawn = picture(base, { relations: withHitSteps(base, rank, relations), rank }, { ...look(app, width, perRow(width)), centre: -1, label: `From “${base.titleOf(from)}” to “${base.titleOf(to)}”`, link: (node) => app.linkTo(node), marked: new Set([from, to]), more: () => null });
  const said = `${ways.length === 1 ? "One way" : `${ways.length} ways`} of ${ways[0].length} ${ways[0].length === 1 ? "step" : "steps"}`;
  return { top, drawn, words: null, beside: element("section", {}, element("h2", {}, said), note ? element("p", {}, note) : null, waysList(app, ways)), note, said };
}

/**
 * What there is instead where no way leads from one claim to another: what both bear on, and what surrounds each.
 *
 * @param {import("./main.js").App} app
 * @param {number} from
 * @param {number} to
 */
function noWayElement(app, from, to) {
  const { base } = app;
  /** @param {number} node */
  const item = (node) => element("li", {}, element("a", { href: app.linkTo(node), dir: "auto" }, base.titleOf(node)));
  const common = commonConclusions(base, from, to).slice(0, 3);
  return element(
    "section",
    { class: "cbm-noway" },
    common.length ? [element("h3", {}, "Both bear on"), element("ul", {}, common.map(item))] : null,
    element("h3", {}, "What surrounds either"),
    element("ul", {}, [from, to].map(item)),
  );
}

/**
 * @param {import("./main.js").App} app
 * @param {number} from
 * @param {number} to
 */
function pathControls(app, from, to) {
  const { base, search, state } = app;
  /** @param {"from"|"to"} name */
  const pick = (name) => pickerElement({ label: name === "from" ? "From" : "To", value: name === "from" ? from : to, base, search, ready: () => app.pieces.forSearch(), onPick: (node) => app.go({ [name]: base.id[node] }) });
  const ways = /** @type {("shortest"|"strongest")[]} */ (["shortest", "strongest"]).map((value) => {
    const radio = element("input", { type: "radio", name: "cbm-ways", value, onchange: () => app.go({ ways: value }) });
    radio.checked = state.ways === value;
    return element("label", {}, radio, element("span", {}, value === "shortest" ? "all shortest" : "strongest"));
  });
  return element(
    "div",
    { class: "cbm-path" },
    pick("from"),
    element("button", { type: "button", class: "cbm-button cbm-swap", "aria-label": "Swap both ends", title: "Swap both ends", onclick: () => app.go({ from: state.to, to: state.from }) }, "⇄"),
    pick("to"),
    element("fieldset", { class: "cbm-steps" }, element("legend", {}, "Ways"), ways),
    kindsControl(app, CARRYING),
  );
}

/**
 * @param {import("./main.js").App} app
 * @param {number} width
 * @param {number} rowSize
 * @returns {Pick<import("./drawing.js").View, "width"|"perRow"|"marked"|"signs"|"stands"|"isParted"|"faded">}
 */
function look(app, width, rowSize) {
  return {
    width,
    perRow: rowSize,
    marked: new Set(),
    signs: (node) => signsOf(app, node),
    stands: (node) => standsOf(app.eyes, node),
    isParted: (node) => Boolean(app.pair?.isParted(node)),
    faded: (node) => !app.passes[node],
  };
}

/**
 * How a record stands on record. Of people the words of what they said stand in the box instead: what is worked out for them
 * would look like their word.
 *
 * @param {import("./main.js").App} app
 * @param {number} node
 */
function signsOf(app, node) {
  const { base, eyes } = app;
  const marks = base.data.marks.statuses;
  const status = eyes.find(({ viewpoint }) => !viewpoint)?.statuses[node];
  return status ? [{ status, words: `${marks[status].sign} ${marks[status].label}` }] : [];
}

/** @param {string} note */
function missing(note) {
  return { top: null, drawn: null, words: null, note, said: note };
}
