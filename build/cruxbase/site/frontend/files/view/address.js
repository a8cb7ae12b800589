/** What a reader has set, and the address that carries it, each from the other. */

const KEY = /^\.?[a-z0-9][a-z0-9_-]*$/;
const SAID = /^[a-z0-9.%-]{1,40}$/;

/**
 * @typedef {object} State
 * @property {string} about id of a topic or model, or empty
 * @property {string} conclusion id of a claim, or name of a model's variable; empty for the first one
 * @property {Map<string, string>} said claim id, or a dot and the name of a model's input → what was said of it
 */

/**
 * The state as the part of an address after `#`.
 *
 * @param {State} state
 */
export function addressOf({ about, conclusion, said }) {
  const parts = [];
  if (about) parts.push(`about=${about}`);
  if (about && conclusion) parts.push(`for=${conclusion}`);
  if (said.size) parts.push(`said=${[...said].map(([key, text]) => `${key}:${text}`).join(",")}`);
  return parts.join("&");
}

/**
 * The state that an address carries; what it says wrongly is left out.
 *
 * @param {string} address
 * @returns {State}
 */
export function stateOf(address) {
  const fields = new Map();
  for (const part of address.replace(/^#/, "").split("&")) {
    const at = part.indexOf("=");
    if (at > 0) fields.set(part.slice(0, at), decoded(part.slice(at + 1)));
  }
  /** @param {string} name */
  const key = (name) => (KEY.test(fields.get(name) ?? "") ? fields.get(name) : "");
  const said = new Map();
  for (const pair of (fields.get("said") ?? "").split(",")) {
    const [about, text = ""] = pair.split(":");
    if (KEY.test(about) && SAID.test(text)) said.set(about, text);
  }
  return { about: key("about"), conclusion: key("for"), said };
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
