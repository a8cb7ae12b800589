/** Where text breaks in a picture, by the widths that the browser will really draw. */

/** @type {CanvasRenderingContext2D|null} */
let pen = null;
/** @type {Map<string, number>} */
const known = new Map();
/** @type {Map<string, string[]>} */
const broken = new Map();

/**
 * How wide a text is in a CSS font.
 *
 * @param {string} text
 * @param {string} font
 */
export function widthOf(text, font) {
  pen ??= /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  const key = `${font}\n${text}`;
  let width = known.get(key);
  if (width === undefined) {
    pen.font = font;
    width = pen.measureText(text).width;
    if (known.size > 20000) known.clear();
    known.set(key, width);
  }
  return width;
}

/**
 * The text in at most `most` lines no wider than `room`; the last ends in an ellipsis if something is left out.
 *
 * @param {string} text
 * @param {string} font
 * @param {number} room
 * @param {number} most
 */
export function linesOf(text, font, room, most) {
  // Every frame of the overview asks again for the same titles.
  const key = `${most} ${Math.round(room)} ${font}\n${text}`;
  let lines = broken.get(key);
  if (!lines) {
    lines = brokenLines(text, font, room, most);
    if (broken.size > 20000) broken.clear();
    broken.set(key, lines);
  }
  return lines;
}

/**
 * @param {string} text
 * @param {string} font
 * @param {number} room
 * @param {number} most
 */
function brokenLines(text, font, room, most) {
  const lines = [];
  const parts = text
    .split(/\s+/)
    .filter(Boolean)
    .flatMap((word) => partsOf(word, font, room));
  let line = "";
  let next = 0;
  while (next < parts.length) {
    const { part, gap } = parts[next];
    const longer = line ? `${line}${gap}${part}` : part;
    if (widthOf(longer, font) <= room) {
      line = longer;
      next += 1;
    } else if (line) {
      if (lines.length === most - 1) break;
      lines.push(line);
      line = "";
    } else {
      const kept = beginning(part, font, room);
      parts[next].part = part.slice(kept.length);
      lines.push(kept);
      if (lines.length === most) return ellipsis(lines, font, room);
    }
  }
  if (line) lines.push(line);
  return next < parts.length ? ellipsis(lines, font, room) : lines;
}

/**
 * A word with what parts it from the one before; one that fits no line is split at its hyphens.
 *
 * @param {string} word
 * @param {string} font
 * @param {number} room
 */
function partsOf(word, font, room) {
  if (!word.includes("-") || widthOf(word, font) <= room) return [{ part: word, gap: " " }];
  return word.split(/(?<=[^-]-)(?=[^-])/).map((part, place) => ({ part, gap: place ? "" : " " }));
}

/**
 * @param {string} word
 * @param {string} font
 * @param {number} room
 */
function beginning(word, font, room) {
  let end = word.length;
  while (end > 1 && widthOf(word.slice(0, end), font) > room) end -= 1;
  return word.slice(0, end);
}

/**
 * @param {string[]} lines
 * @param {string} font
 * @param {number} room
 */
function ellipsis(lines, font, room) {
  let last = lines.pop() ?? "";
  while (last && widthOf(`${last}…`, font) > room) last = last.slice(0, -1).trimEnd();
  return [...lines, `${last}…`];
}
