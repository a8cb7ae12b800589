/** Pictures to keep: as SVG that any program can read, and as PNG. */

import { svgElement } from "./elements.js";
import { rowName } from "./overview.js";

const KEPT = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "opacity", "fill-opacity", "font-size", "font-weight", "font-family", "font-style", "text-anchor"];

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
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
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
  const { base, plan, colours } = overview;
  const [slot, left, top] = [18, 96, 120];
  const at = (node) => [left + plan.x[node] * slot, top + plan.y[node] * slot];
  const svg = svgElement("svg", { viewBox: `0 0 ${Math.round(left + plan.width * slot + 90)} ${Math.round(top + plan.height * slot + 10)}` });
  const text = (content, attributes) => svgElement("text", { "font-family": "Helvetica, Arial, sans-serif", "font-size": 11, fill: colours.ink, ...attributes }, content);
  for (const row of plan.rows) {
    svg.append(text(rowName(row.depth), { x: 4, y: top + (row.top + row.height / 2) * slot + 4, fill: colours.quiet }));
  }
  for (const column of plan.columns) {
    const x = left + (column.left + column.width / 2) * slot;
    svg.append(text(column.title, { transform: `translate(${x} ${top - 8}) rotate(-50)`, "font-weight": 600 }));
  }
  for (let node = 0; node < base.count; node += 1) {
    const [x, y] = at(node);
    const r = Math.max(plan.radius[node] * slot, 1.5);
    const status = overview.statuses?.[node];
    const fill = status ? colours[status] : base.kind[node] === "crux" ? colours.crux : colours.dot;
    const look = { fill, opacity: overview.passes[node] ? 1 : 0.15 };
    const shape = base.kind[node] === "crux" ? svgElement("path", { d: `M${x} ${y - r}l${r} ${r}l${-r} ${r}l${-r} ${-r}z`, ...look }) : svgElement("circle", { cx: x, cy: y, r, ...look });
    shape.append(svgElement("title", {}, base.title[node]));
    svg.append(shape);
  }
  const chosen = overview.selected;
  for (const relation of chosen < 0 ? [] : [...base.below[chosen], ...base.above[chosen]]) {
    const [x1, y1] = at(relation.start);
    const [x2, y2] = at(relation.end);
    const dash = base.data.marks.edges[relation.kind].dash || null;
    svg.append(svgElement("path", { d: `M${x1} ${y1}L${x2} ${y2}`, fill: "none", stroke: colours.edge[relation.kind], "stroke-width": 1.4, "stroke-dasharray": dash }));
  }
  return svg;
}
