/** Layered pictures as SVG: boxes with text, and lines with the marks that the whole site shares. */

import { svgElement } from "./elements.js";
import { layered } from "./layers.js";
import { linesOf } from "./lettering.js";

const FAMILY = '-apple-system, BlinkMacSystemFont, "Segoe UI", Helvetica, Arial, sans-serif';
const TITLE = `12.5px ${FAMILY}`;
const STRONG = `600 12.5px ${FAMILY}`;
const PAD = 9;
const LINE = 16;
const GAP = 14;
const ROW_GAP = 66;
const PORT = 15;
const LEAST = 112; // pixels a box is wide
const STAND = `italic 11px ${FAMILY}`;
const STAND_LINE = 14;

/** @typedef {import("./base.js").Base} Base */
/** @typedef {import("./base.js").Relation} Relation */
/** @typedef {{x: number, y: number}} Point */
/** @typedef {{x: number, top: number, bottom: number}} Passing where a line passes a row */
/** @typedef {import("../../data.js").EdgeKind} EdgeKind */

/**
 * What there is to draw.
 *
 * @typedef {object} Scene
 * @property {Map<number, number>} rank the row of each record
 * @property {Relation[]} relations
 * @property {Map<number, import("./surroundings.js").Row>} [rows]
 */

/**
 * How it is to be drawn.
 *
 * @typedef {object} View
 * @property {number} width
 * @property {number} perRow
 * @property {number} centre
 * @property {Set<number>} marked
 * @property {(node: number) => string} link
 * @property {string} label
 * @property {(node: number) => {status: string, words: string}[]} signs
 * @property {(node: number) => {words: string, isWorkedOut: boolean}[]} stands what people said of it, a line each
 * @property {(rank: number, row: import("./surroundings.js").Row) => {href: string, label: string, title: string}|null} more
 * @property {(node: number) => boolean} faded
 * @property {(node: number) => boolean} isParted
 * @property {(node: number) => {href: string, label: string, title: string, isOpen: boolean}|null} [fold]
 */

/** @typedef {{id: number, rank: number, width: number, height: number, lines: string[], stands: {line: string, isWorkedOut: boolean}[], x: number, y: number}} PlacedBox */

/** @typedef {{towards: number, x: number}} Port where a line meets a box */

/** @typedef {{up: boolean, node: number, via: Passing[], port: Port, relation: Relation}} LineStart */

/**
 * A line of one or more relations that meet.
 *
 * @typedef {object} Line
 * @property {Relation[]} relations
 * @property {EdgeKind} kind
 * @property {number} end
 * @property {string} [key] of its step
 * @property {import("./base.js").Step} [stub] the step that is drawn as a stub
 * @property {string} [hits] key of the step that it undercuts
 * @property {number[]} links numbers of the links between boxes that it is made of
 * @property {LineStart[]} starts
 * @property {boolean} up
 * @property {"top"|"bottom"} side
 * @property {Port} port
 */

/** @typedef {{lines: Line[], links: {start: number, end: number}[], beside: [number, number][]}} LinePlan */

/**
 * @typedef {object} Edge
 * @property {EdgeKind} kind
 * @property {Point[]} points
 * @property {boolean} head
 * @property {Relation} [relation]
 * @property {import("./base.js").Step} [stub]
 * @property {boolean} [arc]
 * @property {boolean} [aside]
 * @property {Point} [joint]
 */

/** @type {Record<string, [path: string, reference: number]>} */
const HEADS = {
  triangle: ["M0 0L9 4.5L0 9z", 9],
  bar: ["M8 0V9", 12],
  cross: ["M1.5 1.5L7.5 7.5M7.5 1.5L1.5 7.5", 4.5],
  diamond: ["M0 4.5L4.5 1.2L9 4.5L4.5 7.8z", 9],
  open: ["M1 1L8 4.5L1 8", 8],
};

/**
 * A picture of some records and the relations among them.
 *
 * @param {Base} base
 * @param {Scene} scene what to draw
 * @param {View} view
 */
export function picture(base, scene, view) {
  // A row may have a box more than it has room for, where an undercut brings the step that it hits along.
  /** @type {Map<number, number>} */
  const inRow = new Map();
  for (const rank of scene.rank.values()) inRow.set(rank, (inRow.get(rank) ?? 0) + 1);
  const fullest = Math.max(view.perRow, ...inRow.values());
  const plan = plannedLines(base, scene);
  const { boxes, drawn } = fitting(base, scene, view, plan, { fullest, width: Math.max(LEAST, Math.min(188, (view.width - (fullest - 1) * GAP - 12) / fullest)) });
  const margin = { top: 4, bottom: view.fold ? 18 : 4, side: 6 };
  // Lines within a row, and stubs of steps whose premises are not shown, hang below their boxes.
  const low = Math.min(...scene.rank.values());
  const hanging = plan.lines.some((line) => scene.rank.get(line.end) === low && (line.stub || line.relations.some(({ start }) => scene.rank.get(start) === low))) ? 36 : 0;
  margin.bottom += hanging;
  for (const [rank, row] of scene.rows ?? []) {
    if (row.pages > 1 && rank > 0) margin.top = 36;
    else if (row.pages > 1) margin.bottom = 46 + (rank === low ? hanging : 0);
  }
  const width = Math.max(drawn.width + 2 * margin.side, Math.min(view.width, 320));
  const shift = { x: (width - drawn.width) / 2, y: margin.top };
  /** @type {Map<number, PlacedBox>} */
  const placed = new Map();
  for (const box of boxes) {
    const { x, y } = /** @type {{x: number, y: number}} */ (drawn.at.get(box.id));
    placed.set(box.id, { ...box, x: x + shift.x, y: y + shift.y });
  }
  const via = drawn.via.map((points) => points.map((p) => ({ x: p.x + shift.x, top: p.top + shift.y, bottom: p.bottom + shift.y })));
  const height = drawn.height + margin.top + margin.bottom;
  const svg = svgElement("svg", {
    class: "cbm-picture",
    viewBox: `0 0 ${round(width)} ${round(height)}`,
    width: round(width),
    height: round(height),
    role: "group",
    "aria-label": view.label,
  });
  svg.append(heads(base.data.marks.edges));
  const edges = edgesOf(plan, placed, via);
  for (const edge of edges) svg.append(edgeElement(base, edge, view));
  for (const box of placed.values()) svg.append(boxElement(base, box, view));
  for (const box of placed.values()) svg.append(...foldElements(base, box, view));
  for (const more of moreElements(scene, placed, view, { width, hanging, edges })) svg.append(more);
  return svg;
}

/**
 * The boxes and where they are: narrower ones where lines that pass a row would push it beyond the picture's width, at
 * last that in the middle, which has room to spare.
 *
 * @param {Base} base
 * @param {Scene} scene
 * @param {View} view
 * @param {LinePlan} plan
 * @param {{fullest: number, width: number}} row how many boxes the fullest row has, and how wide each is at most
 */
function fitting(base, scene, view, plan, { fullest, width }) {
  const most = view.width - 12;
  let middle = wider(width, view);
  for (;;) {
    const boxes = [...scene.rank].map(([node, rank]) => node === view.centre ? boxOf(base, node, rank, middle, STRONG, view) : boxOf(base, node, rank, width, TITLE, view));
    const drawn = layered(boxes, plan.links, { gap: GAP, rowGap: ROW_GAP, beside: plan.beside, most });
    const over = drawn.width - most;
    if (over <= 1 || middle <= LEAST) return { boxes, drawn };
    if (width > LEAST) {
      width = Math.max(LEAST, width - Math.max(4, over / fullest));
      middle = wider(width, view);
    } else middle = Math.max(LEAST, middle - over);
  }
}

/**
 * @param {number} width
 * @param {View} view
 */
function wider(width, view) {
  return Math.min(width * 1.7, view.width - 16);
}

/**
 * @param {Base} base
 * @param {number} node
 * @param {number} rank
 * @param {number} width
 * @param {string} font
 * @param {View} view
 */
function boxOf(base, node, rank, width, font, view) {
  const lines = linesOf(base.titleOf(node), font, width - 2 * PAD, 6);
  const stands = view.stands(node).flatMap(({ words, isWorkedOut }) => linesOf(words, STAND, width - 2 * PAD, 2).map((line) => ({ line, isWorkedOut })));
  return { id: node, rank, width, height: 2 * PAD + 13 + LINE * lines.length - 2 + STAND_LINE * stands.length + (stands.length ? 6 : 0), lines, stands };
}

/**
 * The lines to draw. Premises of one step that are needed together meet in a joint; an undercut ends on its step's line, and
 * where no premise of that step is in the picture, on a stub of it.
 *
 * @param {Base} base
 * @param {Scene} scene
 */
function plannedLines(base, { rank, relations }) {
  /** @type {Map<string, Relation[]>} */
  const steps = new Map();
  /** @type {Pick<Line, "key"|"relations"|"kind"|"end"|"stub"|"hits">[]} */
  const begun = [];
  const undercuts = [];
  for (const relation of relations) {
    if (relation.kind === "undercuts") undercuts.push(relation);
    else if (relation.step >= 0) {
      const key = `${relation.step} ${relation.end}`;
      steps.set(key, [...(steps.get(key) ?? []), relation]);
    } else begun.push({ relations: [relation], kind: relation.kind, end: relation.end });
  }
  for (const [key, premises] of steps) begun.push({ key, relations: premises, kind: premises[0].kind, end: premises[0].end });
  /** @type {[number, number][]} */
  const beside = [];
  for (const undercut of undercuts) {
    const key = `${undercut.step} ${undercut.end}`;
    if (!steps.has(key)) {
      const step = base.steps[undercut.step];
      steps.set(key, []);
      begun.push({ key, relations: [], kind: step.kind, end: undercut.end, stub: step });
    }
    const premise = steps.get(key)?.find((relation) => rank.get(relation.start) === rank.get(undercut.start));
    if (premise && premise.start !== undercut.start) beside.push([undercut.start, premise.start]);
    begun.push({ relations: [undercut], kind: "undercuts", end: undercut.end, hits: key });
  }
  /** @type {{start: number, end: number}[]} */
  const links = [];
  const lines = begun.map((line) => /** @type {Line} */ ({ ...line, links: line.relations.map(({ start, end }) => links.push({ start, end }) - 1) }));
  return { lines, links, beside };
}

/**
 * Where all lines run: a list of edges, each with its points.
 *
 * @param {LinePlan} plan
 * @param {Map<number, PlacedBox>} placed
 * @param {Passing[][]} via
 */
function edgesOf(plan, placed, via) {
  /** @type {Map<string, Port[]>} */
  const ports = new Map();
  /**
   * @param {number} node
   * @param {string} side
   * @param {number} towards
   */
  const wants = (node, side, towards) => {
    const key = `${node} ${side}`;
    const port = { towards, x: 0 };
    ports.set(key, [...(ports.get(key) ?? []), port]);
    return port;
  };
  /** @param {number} node */
  const boxAt = (node) => /** @type {PlacedBox} */ (placed.get(node));
  /** @param {number} node */
  const middle = (node) => boxAt(node).x + boxAt(node).width / 2;
  for (const line of plan.lines) {
    const end = boxAt(line.end);
    line.starts = line.relations.map((relation, number) => {
      const start = boxAt(relation.start);
      const points = via[line.links[number]];
      const up = start.rank < end.rank || (start.rank === end.rank && line.kind === "undercuts");
      const ordered = start.rank < end.rank ? [...points].reverse() : points;
      const side = up ? "top" : "bottom";
      return { up, node: relation.start, via: ordered, port: wants(relation.start, side, ordered[0]?.x ?? middle(line.end)), relation };
    });
    line.up = line.starts.length ? line.starts[0].up : true;
    const level = line.starts.length && boxAt(line.starts[0].node).rank === end.rank;
    line.side = line.stub || (line.up && !level) ? "bottom" : level ? "bottom" : "top";
    if (line.kind === "undercuts") continue;
    const from = line.starts.map((start) => start.via.at(-1)?.x ?? middle(start.node));
    line.port = wants(line.end, line.side, from.length ? from.reduce((sum, x) => sum + x, 0) / from.length : middle(line.end));
  }
  for (const [key, list] of ports) {
    const box = boxAt(Number(key.split(" ")[0]));
    const room = Math.min(PORT, (box.width - 24) / Math.max(list.length - 1, 1));
    list.sort((one, other) => one.towards - other.towards);
    for (const [place, port] of list.entries()) port.x = box.x + box.width / 2 + room * (place - (list.length - 1) / 2);
  }
  /** @type {Edge[]} */
  const edges = [];
  /** @type {Map<string|undefined, Point>} */
  const hit = new Map();
  for (const line of plan.lines) if (line.kind !== "undercuts") hit.set(line.key, ruled(line, placed, edges));
  for (const line of plan.lines) {
    if (line.kind !== "undercuts") continue;
    const [start] = line.starts;
    const target = /** @type {Point} */ (hit.get(line.hits));
    const box = boxAt(start.node);
    const up = target.y < box.y;
    const from = { x: start.port.x, y: up ? box.y : box.y + box.height };
    edges.push({ kind: "undercuts", points: [from, ...through(up === start.up ? start.via : [], up), target], head: true, relation: start.relation });
  }
  return edges;
}

/**
 * Add the edges of one line, and say where an undercut can hit it.
 *
 * @param {Line} line
 * @param {Map<number, PlacedBox>} placed
 * @param {Edge[]} edges
 */
function ruled(line, placed, edges) {
  /** @param {number} node */
  const boxAt = (node) => /** @type {PlacedBox} */ (placed.get(node));
  const end = boxAt(line.end);
  const last = { x: line.port.x, y: line.side === "bottom" ? end.y + end.height : end.y };
  if (line.stub) {
    edges.push({ kind: line.kind, points: [{ x: last.x, y: last.y + 34 }, last], head: true, stub: line.stub });
    return { x: last.x, y: last.y + 21 };
  }
  const starts = line.starts.map((start) => {
    const box = boxAt(start.node);
    return { ...start, from: { x: start.port.x, y: start.up ? box.y : box.y + box.height } };
  });
  const level = starts.length > 0 && boxAt(starts[0].node).rank === end.rank;
  const points = starts.map((start) => [start.from, ...through(start.via, start.up)]);
  if (starts.length === 1) {
    const every = [...points[0], last];
    const aside = level || (!starts[0].up && line.kind !== "requires");
    edges.push({ kind: line.kind, points: every, head: true, relation: starts[0].relation, arc: level, aside });
    const before = every[every.length - 2];
    return { x: (before.x + last.x) / 2, y: (before.y + last.y) / 2 + (level ? 22 : 0) };
  }
  const sum = points.reduce((total, list) => total + list[list.length - 1].x, 0);
  const joint = { x: (last.x + sum / points.length) / 2, y: last.y + (line.side === "bottom" ? 0.52 : -0.52) * ROW_GAP };
  for (const [number, list] of points.entries()) {
    edges.push({ kind: line.kind, points: [...list, joint], head: false, relation: starts[number].relation });
  }
  edges.push({ kind: line.kind, points: [joint, last], head: true, relation: starts[0].relation, joint });
  return { x: (joint.x + last.x) / 2, y: (joint.y + last.y) / 2 };
}

/**
 * @param {Passing[]} via
 * @param {boolean} up
 */
function through(via, up) {
  return via.flatMap(({ x, top, bottom }) => (up ? [{ x, y: bottom }, { x, y: top }] : [{ x, y: top }, { x, y: bottom }]));
}

/**
 * @param {Base} base
 * @param {Edge} edge
 * @param {View} view
 */
function edgeElement(base, edge, view) {
  // A requirement is drawn from what needs to what is needed.
  const points = edge.kind === "requires" ? [...edge.points].reverse() : edge.points;
  const mark = base.data.marks.edges[edge.kind];
  const nodes = edge.relation ? [edge.relation.start, edge.relation.end] : [];
  const faded = nodes.some((node) => view.faded(node));
  const classes = ["cbm-edge", `cbm-e-${edge.kind}`, faded ? "cbm-faded" : "", edge.aside ? "cbm-aside" : ""].filter(Boolean);
  const path = svgElement("path", {
    class: classes.join(" "),
    d: edge.arc ? arcPath(points) : curvePath(points),
    "stroke-dasharray": mark.dash || null,
    "marker-end": edge.head ? `url(#cbm-${edge.kind})` : null,
    "data-ends": nodes.map((node) => base.id[node]).join(" ") || null,
  });
  const title = svgElement("title", {}, edge.stub ? `A step from: ${edge.stub.premises.map((node) => base.titleOf(node)).join("; ")}` : edge.relation ? said(base, edge.relation) : "");
  path.append(title);
  if (!edge.joint) return path;
  return svgElement("g", {}, path, svgElement("circle", { class: `cbm-joint cbm-e-${edge.kind}`, cx: round(edge.joint.x), cy: round(edge.joint.y), r: 2.6 }));
}

/**
 * @param {Base} base
 * @param {Relation} relation
 */
function said(base, relation) {
  const because = base.because(relation);
  const words = relation.kind === "requires" ? "is needed by" : relation.kind === "refines" ? "answers" : relation.kind;
  return `“${base.titleOf(relation.start)}” ${words} “${base.titleOf(relation.end)}”${because ? `: ${because}` : ""}`;
}

/** @param {Point[]} points */
function curvePath(points) {
  let path = `M${round(points[0].x)} ${round(points[0].y)}`;
  for (let index = 1; index < points.length; index += 1) {
    const [one, other] = [points[index - 1], points[index]];
    const bend = (other.y - one.y) / 2;
    path += `C${[one.x, one.y + bend, other.x, other.y - bend, other.x, other.y].map(round).join(" ")}`;
  }
  return path;
}

/**
 * From the lower edge of one box to that of another in the same row.
 *
 * @param {Point[]} points
 */
function arcPath([one, other]) {
  const low = Math.max(one.y, other.y) + 30;
  return `M${round(one.x)} ${round(one.y)}C${[one.x, low, other.x, low, other.x, other.y].map(round).join(" ")}`;
}

/**
 * @param {Base} base
 * @param {PlacedBox} box
 * @param {View} view
 */
function boxElement(base, box, view) {
  const node = box.id;
  const kind = base.kind[node];
  const shape = base.data.marks.types[kind]?.shape ?? "box";
  /** @type {Record<string, number>} */
  const radii = { round: 12, diamond: 2, cut: 0 };
  const radius = radii[shape] ?? 4;
  const classes = ["cbm-box", `cbm-${kind}`];
  if (node === view.centre) classes.push("cbm-centre");
  if (view.marked.has(node)) classes.push("cbm-marked");
  if (view.faded(node)) classes.push("cbm-faded");
  if (view.isParted(node)) classes.push("cbm-parted");
  const link = svgElement("a", { class: classes.join(" "), href: view.link(node), "data-id": base.id[node], "data-key": `box ${base.id[node]}` });
  if (node === view.centre) link.setAttribute("aria-current", "true");
  link.append(svgElement("title", {}, node === view.centre ? `Read the page of: ${base.titleOf(node)}` : base.titleOf(node)));
  link.append(svgElement("rect", { x: round(box.x), y: round(box.y), width: round(box.width), height: round(box.height), rx: radius }));
  const right = box.x + box.width;
  /** @type {Record<string, string>} */
  const ornaments = { fold: `M${round(right - 11)} ${round(box.y)}v11h11`, cut: `M${round(box.x)} ${round(box.y + 10)}l10 -10`, diamond: `M${round(right - 14)} ${round(box.y + 5)}l6 6l-6 6l-6 -6z` };
  if (ornaments[shape]) link.append(svgElement("path", { class: `cbm-ornament cbm-o-${shape}`, d: ornaments[shape] }));
  const top = box.y + PAD + 8;
  const word = svgElement("text", { class: "cbm-type", x: round(box.x + PAD), y: round(top) }, base.word(kind));
  const signs = view.signs(node);
  for (const { status, words } of signs) word.append(svgElement("tspan", { class: `cbm-sign cbm-s-${status}`, dx: 6 }, words));
  link.append(word);
  for (const [number, line] of box.lines.entries()) {
    link.append(svgElement("text", { class: "cbm-title", x: round(box.x + PAD), y: round(top + 3 + LINE * (number + 1) - 1) }, line));
  }
  for (const [number, { line, isWorkedOut }] of box.stands.entries()) {
    link.append(svgElement("text", { class: `cbm-stand${isWorkedOut ? " cbm-stand-follows" : ""}`, x: round(box.x + PAD), y: round(top + 2 + LINE * box.lines.length + STAND_LINE * (number + 1)) }, line));
  }
  return link;
}

/**
 * How many relations of a box to others in the picture are not drawn, as a mark that draws them, or folds them again.
 *
 * @param {Base} base
 * @param {PlacedBox} box
 * @param {View} view
 */
function foldElements(base, box, view) {
  const fold = view.fold?.(box.id);
  if (!fold) return [];
  const wide = 16 + 6.5 * fold.label.length;
  const [x, y] = [box.x + box.width - wide + 6, box.y + box.height - 7];
  const link = svgElement("a", { class: `cbm-fold${fold.isOpen ? " cbm-fold-open" : ""}`, href: fold.href, "data-key": `fold ${base.id[box.id]}`, "aria-label": fold.title }, svgElement("title", {}, fold.title));
  link.append(svgElement("rect", { x: round(x), y: round(y), width: round(wide), height: 20, rx: 10 }));
  link.append(svgElement("text", { x: round(x + wide / 2), y: round(y + 14), "text-anchor": "middle" }, fold.label));
  return [link];
}

/**
 * @param {Scene} scene
 * @param {Map<number, PlacedBox>} placed
 * @param {View} view
 * @param {{width: number, hanging: number, edges: Edge[]}} size
 */
function moreElements(scene, placed, view, size) {
  const found = [];
  /** @type {Map<number, import("./surroundings.js").Row>} */
  const rows = scene.rows ?? new Map();
  for (const [rank, row] of rows) {
    const more = row.pages > 1 ? view.more(rank, row) : null;
    if (!more) continue;
    const boxes = row.shown.flatMap((node) => placed.get(node) ?? []);
    const farthest = ![...rows.keys()].some((other) => Math.abs(other) > Math.abs(rank) && Math.sign(other) === Math.sign(rank));
    const near = rank > 0 ? Math.min(...boxes.map((box) => box.y)) - 30 : Math.max(...boxes.map((box) => box.y + box.height)) + (view.fold ? 17 : 7) + (farthest ? size.hanging : 0);
    const left = Math.min(...boxes.map((box) => box.x));
    const right = Math.max(...boxes.map((box) => box.x + box.width));
    // Between rows the lines need the room: the pill of an inner row stands where it covers fewest, rather at the outer end.
    const wide = 118;
    const away = rank > 0 ? -18 : 18;
    const { x, y } = farthest ? { x: (left + right) / 2 - wide / 2, y: near } : freest(size.edges, { ys: [near, near + away], wide, from: Math.min(left, right - wide), until: Math.min(right, size.width - 2) - wide });
    const link = svgElement("a", { class: "cbm-more", href: more.href, "data-key": `more ${rank}` }, svgElement("title", {}, more.title));
    link.append(svgElement("rect", { x: round(x), y: round(y), width: wide, height: 24, rx: 12 }));
    link.append(svgElement("text", { x: round(x + wide / 2), y: round(y + 16), "text-anchor": "middle" }, more.label));
    found.push(link);
  }
  return found;
}

/**
 * Where a pill of 24 pixels' height between two rows covers fewest lines, and of equals the place farthest to the right.
 *
 * @param {Edge[]} edges
 * @param {{ys: number[], wide: number, from: number, until: number}} room at what heights and from and until what left edge it may stand
 */
function freest(edges, { ys, wide, from, until }) {
  let best = { x: until, y: ys[0], count: Infinity };
  for (const y of ys) {
    const passing = edges.flatMap(({ points }) => points.slice(1).flatMap((end, place) => crossings(points[place], end, y - 3, y + 27)));
    for (let x = until; x >= from; x -= 8) {
      const count = passing.filter(([least, most]) => most > x - 5 && least < x + wide + 5).length;
      if (count < best.count) best = { x, y, count };
    }
  }
  return best;
}

/**
 * Between which places sideways the curve from one point to another, as `curvePath` draws it, passes a strip; none if it does not.
 *
 * @param {Point} start
 * @param {Point} end
 * @param {number} top
 * @param {number} bottom
 * @returns {[number, number][]}
 */
function crossings(start, end, top, bottom) {
  const inside = [];
  for (let part = 0; part <= 24; part += 1) {
    const t = part / 24;
    const y = start.y + (end.y - start.y) * (1.5 * t * (1 - t) ** 2 + 1.5 * t * t * (1 - t) + t ** 3);
    if (y >= top && y <= bottom) inside.push(start.x + (end.x - start.x) * (3 * t * t * (1 - t) + t ** 3));
  }
  return inside.length ? [[Math.min(...inside), Math.max(...inside)]] : [];
}

/**
 * The heads of all kinds of line.
 *
 * @param {import("../../data.js").Marks["edges"]} edges
 */
export function heads(edges, prefix = "cbm-") {
  const made = svgElement("defs");
  for (const [kind, { head }] of Object.entries(edges)) {
    const [path, reference] = HEADS[head];
    const stroked = head === "bar" || head === "cross" || head === "open";
    made.append(
      svgElement(
        "marker",
        { id: `${prefix}${kind}`, viewBox: "0 0 9 9", refX: reference, refY: 4.5, markerWidth: 9, markerHeight: 9, markerUnits: "userSpaceOnUse", orient: "auto" },
        svgElement("path", { class: `${stroked ? "cbm-head-line" : "cbm-head"} cbm-e-${kind}`, d: path }),
      ),
    );
  }
  return made;
}

/**
 * The legend of the overview: bands, and where they part.
 *
 * @returns {[Element, string][]}
 */
export function bandLegend() {
  /**
   * @param {number} width
   * @param {...import("./elements.js").Child} children
   */
  const drawing = (width, ...children) => svgElement("svg", { width, height: 14, viewBox: `0 0 ${width} 14`, "aria-hidden": "true" }, ...children);
  /**
   * @param {string} kind
   * @param {string|null} dash
   * @param {SVGElement} tip
   */
  const band = (kind, dash, tip) => drawing(40, svgElement("path", { class: `cbm-band cbm-e-${kind}`, d: "M1 7H30", "stroke-dasharray": dash }), tip);
  return [
    [band("supports", null, svgElement("path", { class: "cbm-head cbm-e-supports", d: "M30 1l9 6l-9 6z" })), "reasons for: the broader, the more"],
    [band("attacks", "7 3", svgElement("path", { class: "cbm-head-line cbm-e-attacks", d: "M34 0V14" })), "reasons against, and undercuts"],
    [drawing(16, svgElement("path", { class: "cbm-l-crux", d: "M8 1l6 6l-6 6l-6 -6z" })), "on a band: reasons part over a crux; in a topic's box: how many cruxes it has; on a claim's frame: it is a crux"],
  ];
}

/**
 * How the overview shows with whose eyes it is seen: the bar of a closed topic for one, the red frame for two.
 *
 * @param {readonly import("./two_views.js").Eyes[]} eyes
 * @returns {[Element, string][]}
 */
export function eyesLegend(eyes) {
  /** @param {...import("./elements.js").Child} children */
  const drawing = (...children) => svgElement("svg", { width: 40, height: 14, viewBox: "0 0 40 14", "aria-hidden": "true" }, ...children);
  if (eyes.length === 2) {
    const names = eyes.map(({ name }) => name).join(" and ");
    return [[drawing(svgElement("rect", { class: "cbm-l-parted", x: 2, y: 2, width: 36, height: 10, rx: 3 })), `${names} differ; in a topic's box: on how many claims`]];
  }
  const hatch = [28, 32, 36].map((x) => svgElement("rect", { class: "cbm-s-out", x, y: 5, width: 2, height: 5 }));
  const bar = drawing(svgElement("rect", { class: "cbm-s-in", x: 1, y: 5, width: 14, height: 5 }), svgElement("rect", { class: "cbm-s-undecided", x: 15, y: 8, width: 12, height: 2 }), hatch);
  return eyes.map((one) => [bar, `at a topic's foot: worked out for ${one.viewpoint ? one.name : "the record at face value"}, how many of its claims stand (filled), are open (thin) or fall (hatched)`]);
}

/**
 * The mark of a box with further links.
 *
 * @returns {[Element, string][]}
 */
export function foldLegend() {
  const pill = svgElement("g", { class: "cbm-fold" }, svgElement("rect", { x: 1, y: 1, width: 26, height: 14, rx: 7 }), svgElement("text", { x: 14, y: 12, "text-anchor": "middle" }, "+3"));
  return [[svgElement("svg", { class: "cbm-picture-mark", width: 28, height: 16, viewBox: "0 0 28 16", "aria-hidden": "true" }, pill), "links of a box to others shown here that are not drawn: press to draw them"]];
}

/**
 * What the numbers of a row's pages count: they change with what the row nearer to the centre shows.
 *
 * @returns {[Element, string][]}
 */
export function pagesLegend() {
  const pill = svgElement("g", { class: "cbm-more" }, svgElement("rect", { x: 1, y: 1, width: 50, height: 14, rx: 7 }), svgElement("text", { x: 26, y: 12, "text-anchor": "middle" }, "1–5 of 9"));
  return [[svgElement("svg", { class: "cbm-picture-mark", width: 52, height: 16, viewBox: "0 0 52 16", "aria-hidden": "true" }, pill), "of those linked to what the row nearer to the middle shows: press for the next"]];
}

/**
 * The legend of layered pictures: each kind of line drawn and named.
 *
 * @param {Base} base
 * @param {Element|null} [drawn] the picture that it is for, of which it has only the kinds that are drawn; null for all
 * @returns {[Element, string][]}
 */
export function legend(base, drawn = null) {
  /** @type {[Element, string][]} */
  const items = [];
  /**
   * @param {number} width
   * @param {...import("./elements.js").Child} children
   */
  const drawing = (width, ...children) => svgElement("svg", { width, height: 14, viewBox: `0 0 ${width} 14`, "aria-hidden": "true" }, ...children);
  for (const [kind, mark] of Object.entries(base.data.marks.edges)) {
    if (drawn && !drawn.querySelector(`.cbm-edge.cbm-e-${kind}`)) continue;
    const line = svgElement("path", { class: `cbm-edge cbm-e-${kind}`, d: "M1 7H33", "stroke-dasharray": mark.dash || null, "marker-end": `url(#cbm-legend-${kind})` });
    items.push([drawing(38, items.length ? null : heads(base.data.marks.edges, "cbm-legend-"), line), mark.label]);
  }
  return items;
}

/**
 * The signs of statuses, where any are shown.
 *
 * @param {Base} base
 * @param {(string|null)[]|null} statuses
 * @returns {[Element, string][]}
 */
export function statusLegend(base, statuses) {
  const marks = statuses ? Object.entries(base.data.marks.statuses) : [];
  return marks.map(([status, mark]) => [svgElement("svg", { width: 14, height: 14, viewBox: "0 0 14 14", "aria-hidden": "true" }, svgElement("text", { class: `cbm-sign cbm-s-${status}`, x: 1, y: 12 }, mark.sign)), mark.label]);
}

/** @param {number} number */
function round(number) {
  return Math.round(number * 10) / 10;
}
