/** The column beside the picture: what was found, or what is chosen, in words. */

import { dependingElement } from "./depending.js";
import { element } from "./elements.js";
import { speaksAgainst } from "./paths.js";
import { readingMark, saidWords, standsOf } from "./two_views.js";

const MOST = 60;
const HEADINGS = [
  ["supports", "below", "Speaks for it"],
  ["attacks", "below", "Speaks against it"],
  ["undercuts", "below", "Undercuts its reasons"],
  ["requires", "below", "It needs"],
  ["refines", "below", "Its answers and sides"],
  ["supports", "above", "It speaks for"],
  ["attacks", "above", "It speaks against"],
  ["undercuts", "above", "It undercuts a reason for"],
  ["requires", "above", "Turns on it"],
  ["refines", "above", "It answers, or is a side of"],
];

/** The words of a kind of relation, from start to end. */
export const VERBS = { supports: "supports", attacks: "attacks", undercuts: "undercuts a reason for", requires: "is needed by", refines: "answers" };

/**
 * A badge with a record's type.
 *
 * @param {import("./base.js").Base} base
 * @param {string} kind
 */
export function badge(base, kind) {
  return element("span", { class: `cbm-badge cbm-b-${kind}` }, base.word(kind));
}

/**
 * A status with its sign.
 *
 * @param {import("./base.js").Base} base
 * @param {string|null} status
 */
export function statusMark(base, status) {
  const mark = base.data.marks.statuses[status ?? ""];
  return mark ? element("span", { class: `cbm-sign cbm-s-${status}`, title: mark.meaning }, `${mark.sign} ${mark.label}`) : null;
}

/**
 * How a record stands on record, if that is what is shown; of people the words of what they said are shown instead.
 *
 * @param {import("./main.js").App} app
 * @param {number} node
 */
function onRecord(app, node) {
  return app.eyes.find(({ viewpoint }) => !viewpoint)?.statuses[node] ?? null;
}

/**
 * What a search or the filters have found.
 *
 * @param {import("./main.js").App} app the map's application
 * @param {import("./search.js").Hit[]} hits records, best first
 */
export function resultsElement(app, hits) {
  const { base, state } = app;
  const shown = hits.slice(0, MOST);
  const items = shown.map((hit) => {
    const inside = hit.node >= 0;
    const where = inside ? base.topicTitle(hit.node) : hit.touched?.length ? `${hit.touched.length} claims` : "";
    const href = inside ? app.linkTo(hit.node) : base.page(hit.kind, hit.id, app.root);
    return element(
      "li",
      {},
      element("a", { href, "data-id": hit.id, class: "cbm-result", dir: "auto" }, inside ? base.titleOf(hit.node) : hit.title),
      element("span", { class: "cbm-where" }, badge(base, hit.kind), where, inside ? statusMark(base, onRecord(app, hit.node)) : null),
    );
  });
  const count = hits.length === 1 ? "1 record" : `${hits.length || "No"} records`;
  const about = state.query ? ` for “${state.query}”` : " pass the filters";
  return element(
    "section",
    { class: "cbm-results", "aria-label": "Results" },
    element("h2", {}, count + about),
    hits.length
      ? element("ol", {}, items)
      : element("p", { class: "cbm-hint" }, "Try another word, or take a filter away."),
    hits.length > MOST ? element("p", { class: "cbm-hint" }, `The first ${MOST} are shown.`) : null,
    // Of a large base the texts of topics that were not opened have not come.
    state.query && !base.data.whole ? element("p", { class: "cbm-hint" }, "Titles are searched here. ", element("a", { href: `${app.root}search/${globalThis.location?.protocol === "file:" ? "index.html" : ""}#q=${encodeURIComponent(state.query)}` }, "The search page"), " looks into texts as well.") : null,
  );
}

/**
 * A record in words: what it says, how it stands, and everything that bears on it or that it bears on.
 *
 * @param {import("./main.js").App} app
 * @param {number} node
 */
export function detailsElement(app, node) {
  const { base } = app;
  const id = base.id[node];
  const status = onRecord(app, node);
  const stands = standsOf(app.eyes, node);
  const statement = base.statement(node);
  const lists = HEADINGS.map(([kind, side, heading]) => relationList(app, node, kind, side, heading)).filter(Boolean);
  return element(
    "section",
    { class: "cbm-details", "aria-label": "Chosen record" },
    element("p", { class: "cbm-where" }, badge(base, base.kind[node]), base.topicTitle(node), base.status[node] === "draft" ? null : base.status[node], status ? statusMark(base, status) : null),
    element("h2", { dir: "auto" }, element("a", { href: base.page(base.kind[node], id, app.root) }, base.titleOf(node))),
    stands.map(({ words, isWorkedOut, isReading }) => element("p", { class: isWorkedOut ? "cbm-stand-follows" : null }, words, readingMark(isReading))),
    statement && statement !== base.titleOf(node) ? element("p", { class: "cbm-statement", dir: "auto" }, statement) : null,
    element("p", { class: "cbm-hint" }, dependentsText(base.dependents[node], base.kind[node])),
    dependingElement(app, node),
    element(
      "p",
      { class: "cbm-actions" },
      app.state.show === "focus" && app.state.claim === id ? null : element("a", { class: "cbm-button", href: app.linkTo(node) }, "What surrounds it"),
      element("a", { class: "cbm-button", href: base.page(base.kind[node], id, app.root) }, "Its page"),
      element("a", { class: "cbm-button", href: app.link({ show: "path", from: id, to: app.state.to || "", query: "" }) }, "Path from it"),
      element("a", { class: "cbm-button", href: app.link({ show: "path", from: app.state.from || "", to: id, query: "" }) }, "Path to it"),
    ),
    heldBy(app, node),
    lists,
  );
}

/**
 * On how many claims a record bears; how many turn on it, if it is a crux.
 *
 * @param {number} count
 * @param {string} kind
 */
export function dependentsText(count, kind) {
  if (kind === "crux") return count === 1 ? "One claim turns on it." : `${count || "No"} claims turn on it, directly or through others.`;
  if (!count) return "It bears on nothing.";
  return count === 1 ? "It bears on one claim." : `It bears on ${count} claims, directly or through others.`;
}

/**
 * @param {import("./main.js").App} app
 * @param {number} node
 * @param {string} kind
 * @param {string} side
 * @param {string} heading
 */
function relationList(app, node, kind, side, heading) {
  const { base } = app;
  const found = (side === "below" ? base.belowOf(node) : base.aboveOf(node)).filter((relation) => relation.kind === kind);
  if (!found.length) return null;
  /** @param {import("./base.js").Relation} relation */
  const link = (relation) => {
    const other = side === "below" ? relation.start : relation.end;
    return element("a", { href: app.linkTo(other), "data-id": base.id[other], dir: "auto" }, base.titleOf(other));
  };
  const items = together(found, side).map((relations) => {
    const because = base.because(relations[0]);
    return element(
      "li",
      { class: `cbm-item cbm-i-${kind}` },
      relations.map((relation, place) => [place ? element("span", { class: "cbm-and" }, " and ") : null, link(relation)]),
      because ? element("span", { class: "cbm-because", dir: "auto" }, because) : null,
    );
  });
  return [element("h3", {}, heading), element("ul", {}, items)];
}

/**
 * Relations in lists, each of the premises that one step needs together.
 *
 * @param {import("./base.js").Relation[]} relations
 * @param {string} side
 */
function together(relations, side) {
  /** @type {Map<string|number, import("./base.js").Relation[]>} */
  const lists = new Map();
  for (const [place, relation] of relations.entries()) {
    const isStep = side === "below" && relation.step >= 0 && relation.kind !== "undercuts";
    const key = isStep ? `step ${relation.step}` : place;
    lists.set(key, [...(lists.get(key) ?? []), relation]);
  }
  return [...lists.values()];
}

/**
 * @param {import("./main.js").App} app
 * @param {number} node
 */
function heldBy(app, node) {
  const { base } = app;
  /** @type {[import("../../data.js").Viewpoint, import("./base.js").Belief][]} */
  const said = [];
  for (const viewpoint of base.viewpoints) {
    for (const belief of viewpoint.beliefs) if (belief[0] === node) said.push([viewpoint, belief]);
  }
  if (!said.length) return null;
  const items = said.map(([viewpoint, belief]) =>
    element(
      "li",
      {},
      element("a", { href: base.page("viewpoint", viewpoint.id, app.root) }, viewpoint.title),
      ` ${saidWords(belief)}`,
      readingMark(viewpoint.readings?.includes(node)),
    ),
  );
  return [element("h3", {}, "Who has said how far they believe it"), element("ul", {}, items)];
}

/**
 * The surroundings in words: a nested list, as deep as the picture.
 *
 * @param {import("./main.js").App} app
 * @param {import("./surroundings.js").Surroundings} scene
 * @param {number} centre
 */
export function nestedList(app, scene, centre) {
  const { base } = app;
  /**
   * @param {number} node
   * @param {number} direction
   * @param {Set<number>} above
   * @returns {HTMLElement|null}
   */
  const branch = (node, direction, above) => {
    const items = scene.relations.filter(
      (relation) => (direction < 0 ? relation.end : relation.start) === node && scene.rank.get(direction < 0 ? relation.start : relation.end) === (scene.rank.get(node) ?? 0) + direction,
    );
    if (!items.length) return null;
    return element(
      "ul",
      {},
      items.map((relation) => {
        const other = direction < 0 ? relation.start : relation.end;
        const words = direction < 0 ? VERBS[relation.kind] : { supports: "supported by", attacks: "attacked by", undercuts: "has a reason undercut by", requires: "needs", refines: "answered by" }[relation.kind];
        return element("li", {}, element("a", { href: app.linkTo(other), dir: "auto" }, base.titleOf(other)), ` (${base.word(base.kind[other])}) ${words} “${base.titleOf(node)}”`, above.has(other) ? null : branch(other, direction, new Set([...above, other])));
      }),
    );
  };
  return element(
    "div",
    {},
    element("h3", {}, "What it bears on"),
    branch(centre, 1, new Set([centre])) ?? element("p", {}, "Nothing on record."),
    element("h3", {}, "What bears on it"),
    branch(centre, -1, new Set([centre])) ?? element("p", {}, "Nothing on record."),
  );
}

/**
 * Ways in words, one item each.
 *
 * @param {import("./main.js").App} app
 * @param {import("./base.js").Relation[][]} ways
 */
export function waysList(app, ways) {
  const { base } = app;
  /** @param {number} node */
  const link = (node) => element("a", { href: app.linkTo(node), dir: "auto" }, base.titleOf(node));
  return element(
    "ol",
    { class: "cbm-ways" },
    ways.map((way) =>
      element(
        "li",
        {},
        link(way[0].start),
        way.map((relation) => [element("span", { class: `cbm-verb cbm-i-${relation.kind}` }, ` ${VERBS[relation.kind]} `), link(relation.end)]),
        element("span", { class: "cbm-hint" }, speaksAgainst(way) ? " On the whole it speaks against." : " On the whole it speaks for."),
      ),
    ),
  );
}
