/** A search and the address that carries it, each from the other. */

import { FACETS } from "./facets.js";

/** @typedef {{query: string, chosen: Record<string, string[]>}} SearchState */

const VALUE = /^[a-z0-9][a-z0-9-]*$/;

/**
 * @param {string} address
 * @returns {SearchState}
 */
export function stateOf(address) {
  /** @type {Map<string, string>} */
  const said = new Map();
  for (const part of address.replace(/^#/, "").split("&")) {
    const at = part.indexOf("=");
    if (at > 0) said.set(part.slice(0, at), decoded(part.slice(at + 1)));
  }
  /** @type {Record<string, string[]>} */
  const chosen = {};
  for (const facet of FACETS.keys()) chosen[facet] = (said.get(facet) ?? "").split(",").filter((value) => VALUE.test(value));
  return { query: (said.get("q") ?? "").slice(0, 200), chosen };
}

/**
 * The state as the part of an address after `#`.
 *
 * @param {SearchState} state
 */
export function addressOf({ query, chosen }) {
  const parts = query ? [`q=${encodeURIComponent(query)}`] : [];
  for (const facet of FACETS.keys()) if (chosen[facet].length) parts.push(`${facet}=${chosen[facet].join(",")}`);
  return parts.join("&");
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return "";
  }
}
