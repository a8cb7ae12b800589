/** Pictures to keep: as SVG that any program can read, and as PNG. */

import { heads } from "./drawing.js";
import { svgElement } from "./elements.js";
import { linesOf } from "./lettering.js";
import { rowName } from "./overview.js";

const KEPT = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "opacity", "fill-opacity", "font-size", "font-weight", "font-family", "font-style", "text-anchor", "paint-order"];

/** The text of an SVG element with the page's colours written into it, on a ground of paper. */
export function svgText(svg) {
  const clone = svg.cloneNode(true);
  const originals = [svg, ...svg.querySelectorAll("*")];
  for (const [place, copy] of [clone, ...clone.querySelectorAll("*")].entries()) {
    const style = getComputedStyle(originals[place]);
    for (const name of KEPT) {
      const value = style.getPropertyValue(name);
      if (value && !(name === "stroke-dasharray" && value === "none")) copy.setAttribute(name, value);
    }
    copy.removeAttribute("class");
    if (copy.localName === "a") {
      const address = new URL(copy.getAttribute("href"), location.href);
      if (location.protocol.startsWith("http")) copy.setAttribute("href", address.href);
      else copy.removeAttribute("href");
    }
  }
  const [x, y, width, height] = (svg.getAttribute("viewBox") ?? "0 0 100 100").split(" ").map(Number);
  const paper = getComputedStyle(svg).getPropertyValue("--cb-paper").trim() || "#ffffff";
  clone.prepend(svgElement("rect", { x: x - 8, y: y - 8, width: width + 16, height: height + 16, fill: paper }));
  clone.setAttribute("viewBox", `${x - 8} ${y - 8} ${width + 16} ${height + 16}`);
  clone.setAttribute("width", width + 16);
  clone.setAttribute("height", height + 16);
  clone.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  return new XMLSerializer().serializeToString(clone);
}

/** An SVG text as PNG, at twice its size. */
export async function pngOf(text) {
  const image = new Image();
  // A data address, because the page's policy lets no other image in.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  const scale = Math.min(2, 8000 / Math.max(image.width, image.height));
  canvas.width = Math.round(image.width * scale);
  canvas.height = Math.round(image.height * scale);
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

/** Hand a file to the reader. */
export function save(blob, name) {
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

/** The overview as an SVG element in the colours of the page, with the links of what is chosen. */
export function overviewSvg(overview) {
  const { base, plan, colours, selected } = overview;
  const [slot, left, top, right] = [18, 96, 210, 190];
  const wide = left + plan.width * slot + right;
  /** @type {(node: number) => [number, number]} */
  const at = (node) => [left + plan.x[node] * slot, top + plan.y[node] * slot];
  const svg = svgElement("svg", { viewBox: `0 0 ${Math.round(wide)} ${Math.round(top + plan.height * slot + 10)}` }, heads(base.data.marks.edges));
  const text = (content, attributes) => svgElement("text", { "font-family": "Helvetica, Arial, sans-serif", "font-size": 12, fill: colours.ink, ...attributes }, content);
  for (const [number, row] of plan.rows.entries()) {
    const y = top + (row.top - 0.3) * slot;
    if (number % 2 === 0) svg.append(svgElement("rect", { x: 0, y, width: wide, height: (row.height + 0.6) * slot, fill: colours.tint }));
    svg.append(text(rowName(row.depth), { x: left - 16, y: top + (row.top + row.height / 2) * slot + 4, "text-anchor": "end", fill: colours.quiet }));
  }
  for (const column of plan.columns) {
    const x = left + (column.left + column.width / 2) * slot;
    const [line] = linesOf(column.title, "600 12px Helvetica, Arial, sans-serif", 245, 1);
    svg.append(text(line, { transform: `translate(${x} ${top - 12}) rotate(-50)`, "font-weight": 600 }));
  }
  const relations = selected < 0 ? [] : [...base.below[selected], ...base.above[selected]];
  const near = new Set([selected, ...relations.flatMap(({ start, end }) => [start, end])]);
  for (let node = 0; node < base.count; node += 1) svg.append(dot(overview, node, at(node), slot, !overview.passes[node] ? 0.15 : selected < 0 || near.has(node) ? 1 : 0.45));
  for (const relation of relations) {
    const [from, to] = relation.kind === "requires" ? [relation.end, relation.start] : [relation.start, relation.end];
    const [[x1, y1], [x2, y2]] = [at(from), at(to)];
    const far = Math.hypot(x2 - x1, y2 - y1) || 1;
    const short = (plan.radius[to] * slot + 2) / far;
    const dash = base.data.marks.edges[relation.kind].dash || null;
    svg.append(
      svgElement("path", { d: `M${x1} ${y1}L${x2 - (x2 - x1) * short} ${y2 - (y2 - y1) * short}`, fill: "none", stroke: colours.edge[relation.kind], "stroke-width": 1.4, "stroke-dasharray": dash, "marker-end": `url(#cbm-${relation.kind})` }),
    );
  }
  if (selected >= 0) {
    const [x, y] = at(selected);
    const r = plan.radius[selected] * slot + 4;
    svg.append(svgElement("circle", { cx: x, cy: y, r, fill: "none", stroke: colours.ink, "stroke-width": 1.6 }));
    const lines = linesOf(base.title[selected], "600 12px Helvetica, Arial, sans-serif", 220, 3);
    const halo = { stroke: colours.paper, "stroke-width": 4, "stroke-linejoin": "round", "paint-order": "stroke" };
    for (const [number, line] of lines.entries()) svg.append(text(line, { x: x + r + 5, y: y + 4 + 15 * (number - (lines.length - 1) / 2), "font-weight": 600, ...halo }));
  }
  return svg;
}

function dot({ base, plan, colours, statuses }, node, [x, y], slot, opacity) {
  const kind = base.kind[node];
  const r = Math.max(plan.radius[node] * slot, 1.5);
  const colour = colours[statuses?.[node]] ?? (kind === "crux" ? colours.crux : colours.dot);
  const ring = kind === "definition" || kind === "question";
  const look = ring ? { fill: colours.paper, stroke: colour, "stroke-width": 1.2, opacity } : { fill: colour, opacity };
  const shape = kind === "crux" ? svgElement("path", { d: `M${x} ${y - r}l${r} ${r}l${-r} ${r}l${-r} ${-r}z`, ...look }) : svgElement("circle", { cx: x, cy: y, r, ...look });
  shape.append(svgElement("title", {}, base.title[node]));
  return shape;
}
