/** Topics and the flows between them in words. */

import { element } from "./elements.js";

const MOST = 30;

/**
 * What there is about an opened topic: its leading records, and what flows in and out of it.
 *
 * @param {import("./main.js").App} app
 * @param {string} id
 */
export function topicElement(app, id) {
  const { base } = app;
  const topic = base.data.topics.findIndex(([one]) => one === id);
  if (topic < 0) return element("p", {}, `No topic is called “${id}”.`);
  const nodes = [...base.nodesOf[topic]].sort((one, other) => base.dependents[other] - base.dependents[one] || one - other);
  const cruxes = nodes.filter((node) => base.kind[node] === "crux");
  const claims = nodes.filter((node) => base.kind[node] !== "crux" && base.kind[node] !== "definition");
  /** @param {number[]} some */
  const list = (some) => element("ul", {}, some.slice(0, 6).map((node) => element("li", {}, element("a", { href: app.linkTo(node), "data-id": base.id[node], dir: "auto" }, base.titleOf(node)))));
  const page = base.data.topics[topic][0];
  return element(
    "section",
    { class: "cbm-topic", "aria-label": "Opened topic" },
    element("p", { class: "cbm-where" }, element("span", { class: "cbm-badge" }, "topic"), `${nodes.length} ${nodes.length === 1 ? "record" : "records"}`),
    element("h2", {}, page ? element("a", { href: base.page("topic", page, app.root) }, base.data.topics[topic][1]) : base.data.topics[topic][1]),
    element("p", { class: "cbm-actions" }, element("a", { class: "cbm-button", href: app.link({ in: "", at: null, flow: [], select: "" }) }, "All topics"), page ? element("a", { class: "cbm-button", href: base.page("topic", page, app.root) }, "Its page") : null),
    claims.length ? [element("h3", {}, "These bear on most"), list(claims)] : null,
    cruxes.length ? [element("h3", {}, "Its cruxes"), list(cruxes)] : null,
    flows(app, topic, 1, "What bears on it"),
    flows(app, topic, 0, "What it bears on"),
  );
}

/**
 * @param {import("./main.js").App} app
 * @param {number} topic
 * @param {0|1} end
 * @param {string} heading
 */
function flows(app, topic, end, heading) {
  const { base } = app;
  const found = flowsOf(app).filter((flow) => flow[end] === topic);
  if (!found.length) return null;
  return [element("h3", {}, heading), element("ul", {}, found.slice(0, MOST).map((flow) => element("li", {}, flowLink(app, flow, base.data.topics[end ? flow[0] : flow[1]][1]))))];
}

/**
 * The flows in the kinds of link that are chosen, with the reasons of those kinds only.
 *
 * @param {import("./main.js").App} app
 * @returns {import("../../data.js").Flow[]}
 */
function flowsOf(app) {
  const { base, state } = app;
  if (!state.kinds.length) return base.data.flows;
  /** @type {Map<number, [number, number]>} */
  const counts = new Map();
  for (const band of app.plan.bandsOf(state.kinds)) {
    const both = counts.get(band.flow) ?? [0, 0];
    both[band.kind === "supports" ? 0 : 1] += band.count;
    counts.set(band.flow, both);
  }
  return [...counts].map(([number, [supports, attacks]]) => {
    const [start, end, , , cruxes] = base.data.flows[number];
    return [start, end, supports, attacks, cruxes];
  });
}

/**
 * @param {import("./main.js").App} app
 * @param {import("../../data.js").Flow} flow
 * @param {string} name
 */
function flowLink(app, [start, end, supports, attacks], name) {
  const ids = [start, end].map((topic) => app.base.data.topics[topic][0]);
  const counts = [supports ? element("span", { class: "cbm-verb cbm-i-supports" }, `${supports} for`) : null, supports && attacks ? ", " : null, attacks ? element("span", { class: "cbm-verb cbm-i-attacks" }, `${attacks} against`) : null];
  return [element("a", { href: app.link({ show: "overview", flow: ids, in: "", at: null, select: "", query: "" }) }, name), " ", counts];
}

/**
 * The reasons of one flow.
 *
 * @param {import("./main.js").App} app the map's application
 * @param {readonly string[]} ends the topics of its premises and of its conclusions
 */
export function flowElement(app, [from, to]) {
  const { base } = app;
  /** @param {string} id */
  const number = (id) => base.data.topics.findIndex(([one]) => one === id);
  const [start, end] = [number(from), number(to)];
  if (start < 0 || end < 0) return element("p", {}, "No such flow.");
  const isRelated = base.isRelated(end);
  const steps = base.steps.filter((step) => base.topic[step.conclusion] === end && step.premises.some((premise) => base.topic[premise] === start));
  const undercuts = base.undercuts.filter((undercut) => base.topic[undercut.start] === start && base.topic[base.steps[undercut.step].conclusion] === end);
  /** @param {number} node */
  const link = (node) => element("a", { href: app.linkTo(node), "data-id": base.id[node], dir: "auto" }, base.titleOf(node));
  /**
   * @param {string} kind
   * @param {number[]} starts
   * @param {string} verb
   * @param {number} conclusion
   * @param {string} because
   */
  const item = (kind, starts, verb, conclusion, because) =>
    element(
      "li",
      { class: `cbm-item cbm-i-${kind}` },
      starts.map((node, place) => [place ? " and " : null, link(node)]),
      element("span", { class: `cbm-verb cbm-i-${kind}` }, ` ${verb} `),
      link(conclusion),
      because ? element("span", { class: "cbm-because", dir: "auto" }, because) : null,
    );
  /** @param {string} kind */
  const follows = (kind) => !app.state.kinds.length || app.state.kinds.includes(kind);
  /**
   * @param {string} kind
   * @param {string} heading
   */
  const list = (kind, heading) => {
    const some = steps.filter((step) => step.kind === kind);
    if (!some.length || !follows(kind)) return null;
    return [element("h3", {}, `${some.length} ${heading}`), element("ul", {}, some.slice(0, MOST).map((step) => item(kind, step.premises, kind === "supports" ? "supports" : "attacks", step.conclusion, base.because({ step: step.number, undercut: -1, end: step.conclusion }))))];
  };
  const hit = undercuts.map((undercut) => item("undercuts", [undercut.start], "undercuts a reason for", base.steps[undercut.step].conclusion, base.because({ step: undercut.step, undercut: undercut.number, end: base.steps[undercut.step].conclusion })));
  /**
   * @param {number} topic
   * @param {string} id
   */
  const topicLink = (topic, id) => element("a", { href: app.link({ show: "overview", in: id, flow: [], at: null, select: "" }) }, base.data.topics[topic][1]);
  return element(
    "section",
    { class: "cbm-flow", "aria-label": "Chosen flow" },
    element("h2", {}, topicLink(start, from), " → ", topicLink(end, to)),
    element("p", { class: "cbm-hint" }, "Reasons whose premises are in the first topic and whose conclusion is in the second."),
    list("supports", "for"),
    list("attacks", "against"),
    hit.length && follows("undercuts") ? [element("h3", {}, `${hit.length} undercut a reason there`), element("ul", {}, hit)] : null,
    isRelated && !steps.length && !hit.length ? element("p", {}, "None is on record.") : null,
  );
}

/**
 * All flows as a nested list: each topic with what bears on it.
 *
 * @param {import("./main.js").App} app
 */
export function flowsList(app) {
  const { topics } = app.base.data;
  const every = flowsOf(app);
  const items = topics.map(([id, title], topic) => {
    const into = every.filter((flow) => flow[1] === topic);
    const open = element("a", { href: app.link({ show: "overview", in: id, flow: [], at: null, select: "" }) }, title);
    return element("li", {}, open, into.length ? element("ul", {}, into.slice(0, MOST).map((flow) => element("li", {}, "from ", flowLink(app, flow, topics[flow[0]][1])))) : " (no reasons from other topics)");
  });
  return element("ul", {}, items);
}
