/** Making elements. Text goes in as text nodes, so nothing that a contributor wrote is ever read as markup. */

const SVG = "http://www.w3.org/2000/svg";

/** @typedef {import("../../dom.js").Attributes} Attributes */
/** @typedef {import("../../dom.js").Child} Child */

/**
 * An HTML element with attributes and children; `on…` attributes are listeners, and null or false ones are left out.
 *
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Attributes} [attributes]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function element(name, attributes = {}, ...children) {
  return filled(document.createElement(name), attributes, children);
}

/**
 * An SVG element.
 *
 * @template {keyof SVGElementTagNameMap} Name
 * @param {Name} name
 * @param {Attributes} [attributes]
 * @param {...Child} children
 * @returns {SVGElementTagNameMap[Name]}
 */
export function svgElement(name, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, name), attributes, children);
}

/**
 * @template {Element} Made
 * @param {Made} made
 * @param {Attributes} attributes
 * @param {Child[]} children
 */
function filled(made, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...nodesOf(children));
  return made;
}

/**
 * @param {Child} child
 * @returns {(Node|string)[]}
 */
function nodesOf(child) {
  if (child === null || child === undefined || child === false) return [];
  return child instanceof Node || typeof child === "string" ? [child] : child.flatMap(nodesOf);
}
