/** The map's state and the address that carries it, each from the other. */

/**
 * What a map shows.
 *
 * @typedef {object} State
 * @property {"overview"|"focus"|"path"|"mine"} show
 * @property {string} select the record that is chosen in the overview
 * @property {string} claim the record whose surroundings are shown
 * @property {number} steps how far they reach: 1, 2 or 3
 * @property {Readonly<Record<string, number>>} rows which page of a row is shown, by the row's distance from the centre
 * @property {string} from
 * @property {string} to
 * @property {"shortest"|"strongest"} ways
 * @property {string} query
 * @property {readonly string[]} type
 * @property {readonly string[]} topic
 * @property {readonly string[]} holder
 * @property {readonly string[]} status
 * @property {readonly string[]} stands
 * @property {string} viewpoint
 * @property {string} in the topic that is open in the overview
 * @property {readonly string[]} flow the topics at the ends of the flow that is chosen there, or none
 * @property {readonly string[]} kinds the kinds of link that are followed; none for all
 * @property {readonly string[]} open the records whose folded links are drawn
 * @property {string} beside a second viewpoint
 * @property {""|"dependents"} list whether all that depends on the record in focus is listed
 * @property {number[]|null} at left, top and scale of the overview's camera
 * @property {string} about
 * @property {Readonly<Record<string, number>>} mine
 */

/**
 * What a map shows before anyone has touched it.
 *
 * @type {Readonly<State>}
 */
export const START = Object.freeze({
  show: "overview",
  select: "",
  claim: "",
  steps: 1,
  rows: Object.freeze({}),
  from: "",
  to: "",
  ways: "shortest",
  query: "",
  type: Object.freeze([]),
  topic: Object.freeze([]),
  holder: Object.freeze([]),
  status: Object.freeze([]),
  stands: Object.freeze([]),
  viewpoint: "",
  in: "",
  flow: Object.freeze([]),
  kinds: Object.freeze([]),
  open: Object.freeze([]),
  beside: "",
  list: "",
  at: null,
  about: "",
  mine: Object.freeze({}),
});

const LISTS = /** @type {("type"|"topic"|"holder"|"status"|"stands"|"kinds"|"open")[]} */ (["type", "topic", "holder", "status", "stands", "kinds", "open"]);
const ID = /^[a-z0-9][a-z0-9-]*$/;

/**
 * The state as the part of an address after `#`; what is as at the start is left out.
 *
 * @param {State} state
 */
export function addressOf(state) {
  /** @type {string[]} */
  const parts = [];
  /**
   * @param {string} name
   * @param {string|number} value
   */
  const put = (name, value) => parts.push(`${name}=${encodeURIComponent(value).replaceAll("%2C", ",").replaceAll("%3A", ":")}`);
  if (state.show === "focus" && state.claim) {
    put("claim", state.claim);
    if (state.steps !== START.steps) put("steps", state.steps);
    const rows = Object.entries(state.rows).filter(([, page]) => page > 0);
    if (state.list) put("list", state.list);
    if (rows.length) put("rows", rows.map(([rank, page]) => `${rank}:${page}`).join(","));
  }
  if (state.show === "path") {
    put("from", state.from);
    put("to", state.to);
    if (state.ways !== START.ways) put("ways", state.ways);
  }
  if (state.show === "mine") put("mine", state.about);
  const credences = Object.entries(state.mine);
  if (credences.length) put("set", credences.map(([claim, value]) => `${claim}:${written(value)}`).join(","));
  if (state.show === "overview" && state.in) put("in", state.in);
  if (state.show === "overview" && state.flow.length === 2) put("flow", state.flow.join(","));
  if (state.show === "overview" && state.select) put("select", state.select);
  if (state.show === "overview" && state.at) put("at", state.at.map((number) => Number(number.toPrecision(4))).join(","));
  if (state.query) put("q", state.query);
  for (const name of LISTS) if (state[name].length) put(name, state[name].join(","));
  if (state.viewpoint) put("viewpoint", state.viewpoint);
  if (state.viewpoint && state.beside) put("beside", state.beside);
  return parts.join("&");
}

/** The state that an address carries; what it does not say, or says wrongly, is as at the start.
 *
 * @param {string} address
 * @returns {State}
 */
export function stateOf(address) {
  /** @type {Map<string, string>} */
  const said = new Map();
  for (const part of address.replace(/^#/, "").split("&")) {
    const at = part.indexOf("=");
    if (at > 0) said.set(part.slice(0, at), decoded(part.slice(at + 1)));
  }
  /** @type {State} */
  const state = { ...START };
  /** @param {string} name */
  const id = (name) => (ID.test(said.get(name) ?? "") ? (said.get(name) ?? "") : "");
  if (said.has("claim") && id("claim")) {
    state.show = "focus";
    state.claim = id("claim");
    state.steps = [1, 2, 3].includes(Number(said.get("steps"))) ? Number(said.get("steps")) : START.steps;
    state.list = said.get("list") === "dependents" ? "dependents" : START.list;
    state.rows = Object.fromEntries(numbered(said.get("rows")).filter(([, page]) => page > 0));
  } else if (said.has("from") || said.has("to")) {
    state.show = "path";
    state.from = id("from");
    state.to = id("to");
    state.ways = said.get("ways") === "strongest" ? "strongest" : START.ways;
  } else if (said.has("mine")) {
    state.show = "mine";
    state.about = id("mine");
  } else {
    state.select = id("select");
    state.in = id("in");
    const flow = (said.get("flow") ?? "").split(",").filter((word) => ID.test(word));
    if (flow.length === 2) state.flow = flow;
    const at = (said.get("at") ?? "").split(",").map(Number);
    if (at.length === 3 && at.every(Number.isFinite) && at[2] > 0) state.at = at;
  }
  state.mine = credencesOf(said.get("set") ?? "");
  state.query = (said.get("q") ?? "").slice(0, 200);
  for (const name of LISTS) if (said.has(name)) state[name] = (said.get(name) ?? "").split(",").filter((word) => ID.test(word));
  state.viewpoint = id("viewpoint");
  state.beside = state.viewpoint ? id("beside") : "";
  return state;
}

/** @param {string} text */
function credencesOf(text) {
  /** @type {Record<string, number>} */
  const found = {};
  for (const part of text.split(",")) {
    const [claim, value] = part.split(":");
    const number = Number(value);
    if (ID.test(claim.replaceAll("_", "-")) && value && Number.isFinite(number)) found[claim] = number;
  }
  return found;
}

/** @returns {[string, number][]} */
function numbered(text = "") {
  return text
    .split(",")
    .map((part) => part.split(":"))
    .filter((pair) => pair.length === 2 && /^-?[1-3]$/.test(pair[0]) && /^\d{1,3}$/.test(pair[1]))
    .map(([rank, page]) => [rank, Number(page)]);
}

/** @param {number} value */
function written(value) {
  return String(Number(value.toPrecision(6)));
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
