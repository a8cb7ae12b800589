/** What results can be narrowed by, and how many each choice would leave. */

/** @typedef {import("./records_index.js").Entry} Entry */

/** Facets by the name that addresses use. */
export const FACETS = new Map([
  ["type", "Type"],
  ["topic", "Topic"],
  ["holder", "Held or written by"],
  ["status", "Status"],
]);

/**
 * What an entry is under a facet, as the values that addresses use.
 *
 * @param {import("../../data.js").SearchHead} data
 * @param {Entry} entry
 * @param {string} facet
 */
export function valuesOf(data, entry, facet) {
  if (facet === "type") return [entry.kind];
  if (facet === "topic") return entry.topic < 0 ? [] : [data.topics[entry.topic][0]];
  if (facet === "holder") return entry.holders.map((holder) => data.people[holder][0]);
  return entry.status ? [entry.status] : [];
}

/**
 * A value's name for readers.
 *
 * @param {import("../../data.js").SearchHead} data
 * @param {string} facet
 * @param {string} value
 */
export function nameOf(data, facet, value) {
  if (facet === "type") return capital(data.words[value]?.[1] ?? value);
  const named = facet === "topic" ? data.topics : facet === "holder" ? data.people : [];
  return named.find(([id]) => id === value)?.[1] ?? capital(value);
}

/**
 * The hits that a choice leaves, and for each facet how many each of its values would leave, given the choices in the others.
 *
 * @param {import("../../data.js").SearchHead} data what `search_index.py` hands over
 * @param {import("./records_index.js").Hit[]} hits
 * @param {Record<string, string[]>} chosen values by facet; any of them will do
 */
export function narrowed(data, hits, chosen) {
  const counts = new Map([...FACETS.keys()].map((facet) => [facet, new Map(chosen[facet].map((value) => [value, 0]))]));
  const left = [];
  for (const hit of hits) {
    const failing = [...FACETS.keys()].filter((facet) => chosen[facet].length && !valuesOf(data, hit.entry, facet).some((value) => chosen[facet].includes(value)));
    if (!failing.length) left.push(hit);
    for (const [facet, found] of counts) {
      if (failing.some((other) => other !== facet)) continue;
      for (const value of valuesOf(data, hit.entry, facet)) found.set(value, (found.get(value) ?? 0) + 1);
    }
  }
  return { left, counts };
}

/** @param {string} text */
function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
