/** Texts with the words marked that a search found. */

import { element } from "../map/elements.js";
import { plain, stem } from "../map/search.js";

const LENGTH = 190;

/**
 * A text as nodes, with the words marked whose stems matched.
 *
 * @param {string} text
 * @param {Set<string>} words
 */
export function marked(text, words) {
  if (!words.size) return [text];
  const parts = [];
  let last = 0;
  for (const match of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    if (!words.has(stem(plain(match[0])))) continue;
    parts.push(text.slice(last, match.index), element("mark", {}, match[0]));
    last = match.index + match[0].length;
  }
  return [...parts, text.slice(last)];
}

/**
 * The part of a text around the first word that matched, no longer than a few lines.
 *
 * @param {string} text
 * @param {Set<string>} words
 */
export function excerpt(text, words) {
  if (text.length <= LENGTH + 20) return marked(text, words);
  let at = 0;
  for (const match of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    if (!words.has(stem(plain(match[0])))) continue;
    at = match.index;
    break;
  }
  const from = at < LENGTH * 0.7 ? 0 : text.indexOf(" ", at - 60) + 1;
  const cut = text.slice(from, from + LENGTH);
  const isEnd = from + LENGTH >= text.length;
  return [from ? "… " : "", ...marked(isEnd ? cut : cut.slice(0, cut.lastIndexOf(" ")), words), isEnd ? "" : " …"];
}
