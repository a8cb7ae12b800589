/** Pictures to keep: as SVG that any program can read, and as PNG. */

import { svgElement } from "./elements.js";
import { linesOf } from "./lettering.js";
import { along } from "./overview.js";

const KEPT = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "opacity", "fill-opacity", "font-size", "font-weight", "font-family", "font-style", "text-anchor", "paint-order"];

/**
 * The text of an SVG element with the page's colours written into it, on a ground of paper.
 *
 * @param {SVGSVGElement} svg
 */
export function svgText(svg) {
  const clone = /** @type {SVGSVGElement} */ (svg.cloneNode(true));
  const originals = [svg, ...svg.querySelectorAll("*")];
  for (const [place, copy] of [clone, ...clone.querySelectorAll("*")].entries()) {
    const style = getComputedStyle(originals[place]);
    for (const name of KEPT) {
      const value = style.getPropertyValue(name);
      if (value && !(name === "stroke-dasharray" && value === "none")) copy.setAttribute(name, value);
    }
    copy.removeAttribute("class");
    if (copy.localName === "a") {
      const address = new URL(copy.getAttribute("href") ?? "", location.href);
      if (location.protocol.startsWith("http")) copy.setAttribute("href", address.href);
      else copy.removeAttribute("href");
    }
  }
  const [x, y, width, height] = (svg.getAttribute("viewBox") ?? "0 0 100 100").split(" ").map(Number);
  const paper = getComputedStyle(svg).getPropertyValue("--cb-paper").trim() || "#ffffff";
  clone.prepend(svgElement("rect", { x: x - 8, y: y - 8, width: width + 16, height: height + 16, fill: paper }));
  clone.setAttribute("viewBox", `${x - 8} ${y - 8} ${width + 16} ${height + 16}`);
  clone.setAttribute("width", String(width + 16));
  clone.setAttribute("height", String(height + 16));
  clone.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  return new XMLSerializer().serializeToString(clone);
}

/**
 * An SVG text as PNG, at twice its size.
 *
 * @param {string} text
 * @returns {Promise<Blob>}
 */
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
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("the picture cannot be drawn"))), "image/png"));
}

/**
 * Hand a file to the reader.
 *
 * @param {Blob} blob
 * @param {string} name
 */
export function save(blob, name) {
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

/**
 * The overview as an SVG element in the colours of the page: topics, and the flows between them.
 *
 * @param {import("./overview.js").Overview} overview
 */
export function overviewSvg(overview) {
  const { plan, colours } = overview;
  const svg = svgElement("svg", { viewBox: `0 0 ${plan.width} ${plan.height}` });
  const font = "Helvetica, Arial, sans-serif";
  /**
   * @param {string} content
   * @param {import("./elements.js").Attributes} attributes
   */
  const text = (content, attributes) => svgElement("text", { "font-family": font, "font-size": 12, fill: colours.ink, ...attributes }, content);
  for (const band of [...overview.drawnBands].reverse()) {
    const [x3, y3, x4, y4] = band.points.slice(-4);
    const far = Math.hypot(x4 - x3, y4 - y3) || 1;
    const [ux, uy] = [(x4 - x3) / far, (y4 - y3) / far];
    const colour = colours.edge[band.kind];
    const wide = band.breadth / 2 + 3;
    const path = svgElement("path", { d: `M${band.points.slice(0, 2).join(" ")}C${[...band.points.slice(2, -4), x3 - ux * 8, y3 - uy * 8, x4 - ux * 8, y4 - uy * 8].join(" ")}`, fill: "none", stroke: colour, "stroke-width": band.breadth, "stroke-dasharray": band.kind === "attacks" ? "7 4" : null, opacity: 0.65 });
    path.append(svgElement("title", {}, overview.flowWords(band.start, band.end)));
    const tip = band.kind === "supports" ? `M${x4} ${y4}L${x4 - ux * 8 - uy * wide} ${y4 - uy * 8 + ux * wide}L${x4 - ux * 8 + uy * wide} ${y4 - uy * 8 - ux * wide}z` : `M${x4 - ux * 4 - uy * wide} ${y4 - uy * 4 + ux * wide}L${x4 - ux * 4 + uy * wide} ${y4 - uy * 4 - ux * wide}`;
    svg.append(path, svgElement("path", { d: tip, fill: band.kind === "supports" ? colour : "none", stroke: colour, "stroke-width": band.kind === "supports" ? 0 : 2 }));
    if (!band.cruxes.length) continue;
    const [cx, cy] = along(band.points, 0.84);
    svg.append(svgElement("path", { d: `M${cx} ${cy - 5.5}l5.5 5.5l-5.5 5.5l-5.5 -5.5z`, fill: colours.crux, stroke: colours.paper, "stroke-width": 1.5 }));
  }
  for (const region of plan.regions) {
    const [x, y, width, height] = region.box;
    const group = svgElement("g", {}, svgElement("title", {}, region.title), svgElement("rect", { x, y, width, height, rx: 6, fill: colours.paper, stroke: colours.quiet }));
    for (const [number, line] of linesOf(region.title, `600 12px ${font}`, width - 16, 3).entries()) group.append(text(line, { x: x + 8, y: y + 18 + 14 * number, "font-weight": 600 }));
    const passing = region.nodes.filter((node) => overview.passes[node]).length;
    group.append(text(overview.isFiltered ? `${passing} of ${region.nodes.length}` : `${region.nodes.length} records`, { x: x + 8, y: y + height - 8, "font-size": 11, fill: colours.quiet }));
    svg.append(group);
  }
  return svg;
}
