/** The overview: the strata on a canvas, with links only for what is pointed at or chosen, and labels as one comes nearer. */

import { element } from "./elements.js";
import { linesOf, widthOf } from "./lettering.js";

const FAMILY = '-apple-system, BlinkMacSystemFont, "Segoe UI", Helvetica, Arial, sans-serif';
const SMALL = `11px ${FAMILY}`;
const HEADING = `600 11.5px ${FAMILY}`;
const EDGE = 92; // pixels right of the map, for the last slanted heading
const SLANT = -0.86; // of headings over narrow columns, in radians
const NEAREST = 150; // pixels a slot, at most
const TITLED = 92; // pixels a slot from which every dot has its title

export class Overview {
  /** @type {import("./strata_plan.js").Plan} */
  plan;
  /** @type {boolean[]} */
  passes;
  /** @type {(string|null)[]|null} */
  statuses;
  /** @type {Record<string, any>} */
  colours;
  /** @type {{x: number, y: number, scale: number}|null} */
  camera;
  /** @type {number} left edge of the map, right of the names of rows */
  left;
  /** @type {number} its upper edge, below the headings */
  head;
  /** @type {number} */
  ratio;
  /** @type {number} the scale at which everything is seen */
  fitted;
  /** @type {number} the smallest scale */
  least;
  /** @type {boolean} */
  waiting;

  /**
   * @param {import("./base.js").Base} base
   * @param {{onHover: (node: number) => void, onSelect: (node: number, byKey?: boolean) => void, onOpen: (node: number) => void,
   *   onFold: (topic: string) => void, onMove: (camera: number[]|null) => void}} listeners
   */
  constructor(base, listeners) {
    this.base = base;
    this.listeners = listeners;
    this.canvas = element("canvas", {
      class: "cbm-canvas",
      tabindex: 0,
      role: "application",
      "aria-label":
        "Map of all claims, a column for each topic and a row for each depth of support. Arrow keys go from claim to claim, Enter shows what surrounds one, plus and minus zoom, 0 shows everything. The same map is a list below.",
    });
    this.element = this.canvas;
    this.pen = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
    this.hovered = -1;
    this.selected = -1;
    this.camera = null;
    this.size = { width: 0, height: 0 };
    this.byWeight = [...base.id.keys()].sort((one, other) => base.leaning[other] - base.leaning[one] || one - other);
    // What is named first where there is room: cruxes, conclusions, and what much depends on.
    const worth = (node) => base.leaning[node] + 4 * Math.max(base.row[node], 0) + (base.kind[node] === "crux" ? 8 : 0) - (base.kind[node] === "definition" ? 20 : 0);
    this.byWorth = [...base.id.keys()].sort((one, other) => worth(other) - worth(one) || one - other);
    this.#listen();
  }

  /** Show a plan with what passes the filters and how each record stands. */
  show({ plan, passes, statuses, selected, camera }) {
    this.plan = plan;
    this.passes = passes;
    this.statuses = statuses;
    this.selected = selected;
    this.camera = camera ? { x: camera[0], y: camera[1], scale: camera[2] } : null;
    this.resize();
  }

  /** Take the size that the page gives. */
  resize() {
    const box = this.canvas.getBoundingClientRect();
    if (!box.width || !this.plan) return;
    const ratio = globalThis.devicePixelRatio || 1;
    this.size = { width: box.width, height: box.height };
    this.canvas.width = Math.round(box.width * ratio);
    this.canvas.height = Math.round(box.height * ratio);
    this.ratio = ratio;
    this.#frame();
    this.draw();
  }

  /** Take the page's colours anew, after it has turned dark or light. */
  recolour() {
    const style = getComputedStyle(this.canvas);
    const colour = (name) => style.getPropertyValue(name).trim();
    this.colours = {
      ink: colour("--cb-ink"),
      quiet: colour("--cb-quiet"),
      rule: colour("--cb-rule"),
      paper: colour("--cb-paper"),
      tint: colour("--cb-tint"),
      dot: colour("--cbm-dot"),
      crux: colour("--cbm-crux"),
      in: colour("--cb-in"),
      out: colour("--cb-out"),
      undecided: colour("--cb-undecided"),
      edge: Object.fromEntries(Object.keys(this.base.data.marks.edges).map((kind) => [kind, colour(`--cb-${kind}`)])),
    };
    this.draw();
  }

  // where things are on the screen

  /** Where the map begins, right of the row labels and below the headings. */
  #frame() {
    const narrow = this.size.width < 560;
    this.left = narrow ? 28 : 92;
    this.head = narrow ? 112 : 132;
    const room = { width: this.size.width - this.left - EDGE, height: this.size.height - this.head - 10 };
    const fit = Math.min(room.width / this.plan.width, room.height / this.plan.height);
    // On a phone the whole would be dust: there the rows fill the height, and one moves sideways.
    this.fitted = Math.max(narrow ? Math.min(room.height / this.plan.height, 22) : fit, 2);
    this.least = Math.min(fit, this.fitted) * 0.9;
  }

  get view() {
    if (this.camera) return this.camera;
    const room = { width: this.size.width - this.left - EDGE, height: this.size.height - this.head - 10 };
    const scale = this.fitted;
    const wide = this.plan.width * scale;
    return {
      x: wide <= room.width ? (wide - room.width) / 2 / scale : 0,
      y: Math.min(0, (this.plan.height * scale - room.height) / 2 / scale),
      scale,
    };
  }

  #screen(node) {
    const { x, y, scale } = this.view;
    return [this.left + (this.plan.x[node] - x) * scale, this.head + (this.plan.y[node] - y) * scale];
  }

  /** The record at a point of the screen, or -1. */
  at(px, py) {
    if (py < this.head - 6) return -1;
    const { x, y, scale } = this.view;
    return this.plan.nearest(x + (px - this.left) / scale, y + (py - this.head) / scale, Math.max(0.08, 7 / scale));
  }

  /** Where a record is on the screen, for tests and for what is laid over the canvas. */
  placeOf(node) {
    return this.#screen(node);
  }

  // moving

  zoom(factor, px = this.size.width / 2, py = this.size.height / 2) {
    const { x, y, scale } = this.view;
    const next = Math.max(this.least, Math.min(NEAREST, scale * factor));
    const [wx, wy] = [x + (px - this.left) / scale, y + (py - this.head) / scale];
    this.#move({ x: wx - (px - this.left) / next, y: wy - (py - this.head) / next, scale: next });
  }

  pan(dx, dy) {
    const { x, y, scale } = this.view;
    this.#move({ x: x - dx / scale, y: y - dy / scale, scale });
  }

  /** Show everything. */
  reset() {
    this.camera = null;
    this.draw();
    this.listeners.onMove(null);
  }

  /** Bring a record into view. */
  reveal(node) {
    const [px, py] = this.#screen(node);
    const { width, height } = this.size;
    if (px > this.left + 10 && px < width - 20 && py > this.head + 10 && py < height - 20) return;
    this.pan((this.left + width) / 2 - px, (this.head + height) / 2 - py);
  }

  #move(camera) {
    const room = { width: (this.size.width - this.left) / camera.scale, height: (this.size.height - this.head) / camera.scale };
    const keep = (value, size, span) => Math.max(Math.min(0, size - span) - span * 0.35, Math.min(Math.max(0, size - span) + span * 0.35, value));
    camera.x = keep(camera.x, this.plan.width, room.width);
    camera.y = keep(camera.y, this.plan.height, room.height);
    this.camera = camera;
    this.draw();
    this.listeners.onMove([camera.x, camera.y, camera.scale]);
  }

  // drawing

  /** Draw at the next frame. */
  draw() {
    if (this.waiting || !this.plan) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.paint();
    });
  }

  /** Draw now. */
  paint() {
    if (!this.size.width) return;
    if (!this.colours) this.recolour();
    const pen = this.pen;
    pen.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    pen.clearRect(0, 0, this.size.width, this.size.height);
    pen.save();
    pen.beginPath();
    pen.rect(0, this.head - 8, this.size.width, this.size.height);
    pen.clip();
    this.#bands();
    const lit = this.#lit();
    this.#dots(lit);
    this.#links(lit);
    this.#labels(lit);
    pen.restore();
    this.#rowNames();
    this.#headings();
  }

  /** What is pointed at or chosen, and what it is linked to; null when nothing is. */
  #lit() {
    const chosen = this.hovered >= 0 ? this.hovered : this.selected;
    if (chosen < 0) return null;
    const relations = [...this.base.below[chosen], ...this.base.above[chosen]];
    return { chosen, relations, nodes: new Set([chosen, ...relations.flatMap(({ start, end }) => [start, end])]) };
  }

  #bands() {
    const { y, scale } = this.view;
    const pen = this.pen;
    for (const [number, row] of this.plan.rows.entries()) {
      const top = this.head + (row.top - y) * scale - 0.26 * scale;
      if (number % 2 === 0) {
        pen.fillStyle = this.colours.tint;
        pen.fillRect(0, top, this.size.width, (row.height + 0.52) * scale);
      }
    }
  }

  #dots(lit) {
    const { base, plan, pen, colours } = this;
    const { x, y, scale } = this.view;
    const batches = new Map();
    for (let node = 0; node < base.count; node += 1) {
      const px = this.left + (plan.x[node] - x) * scale;
      const py = this.head + (plan.y[node] - y) * scale;
      if (px < -40 || py < this.head - 40 || px > this.size.width + 40 || py > this.size.height + 40) continue;
      const faint = !this.passes[node] ? "faint" : lit && !lit.nodes.has(node) ? "dim" : "full";
      // A folded column's heap stands for records of every kind and status.
      const key = plan.shut[node] ? `${faint}  dot` : `${faint} ${this.statuses?.[node] ?? ""} ${shapeOf(base.kind[node])}`;
      let batch = batches.get(key);
      if (!batch) batches.set(key, (batch = []));
      batch.push(px, py, this.#radius(node, scale));
    }
    for (const strength of ["faint", "dim", "full"]) {
      for (const [key, batch] of batches) {
        const [faint, status, shape] = key.split(" ");
        if (faint !== strength) continue;
        pen.globalAlpha = { faint: 0.13, dim: 0.45, full: 1 }[faint];
        const colour = status ? colours[status] : shape === "crux" ? colours.crux : colours.dot;
        this.#batch(batch, shape, status, colour);
      }
    }
    pen.globalAlpha = 1;
    if (lit) this.#ring(lit.chosen);
  }

  #radius(node, scale) {
    const size = Math.min(this.plan.radius[node] * scale, this.plan.shut[node] ? 26 : 17);
    return Math.max(size, shapeOf(this.base.kind[node]) === "crux" ? 3.2 : 1.4);
  }

  #batch(batch, shape, status, colour) {
    const pen = this.pen;
    pen.beginPath();
    for (let at = 0; at < batch.length; at += 3) {
      const [px, py, r] = [batch[at], batch[at + 1], batch[at + 2]];
      if (status === "out") {
        const arm = r * 0.75;
        pen.moveTo(px - arm, py - arm);
        pen.lineTo(px + arm, py + arm);
        pen.moveTo(px + arm, py - arm);
        pen.lineTo(px - arm, py + arm);
      } else if (shape === "crux") {
        pen.moveTo(px, py - r);
        pen.lineTo(px + r, py);
        pen.lineTo(px, py + r);
        pen.lineTo(px - r, py);
        pen.closePath();
      } else if (r < 2 && shape === "dot" && !status) {
        pen.rect(px - 0.9 * r, py - 0.9 * r, 1.8 * r, 1.8 * r); // so small that nobody sees corners, and quick by the thousand
      } else {
        pen.moveTo(px + r, py);
        pen.arc(px, py, r, 0, 6.2832);
      }
    }
    const scale = this.view.scale;
    pen.strokeStyle = pen.fillStyle = colour;
    if (status === "out") {
      pen.lineWidth = Math.max(1.2, scale / 14);
      pen.stroke();
    } else if (status === "undecided" || shape === "ring") {
      pen.fillStyle = this.colours.paper;
      pen.fill();
      pen.lineWidth = Math.max(1, Math.min(2, scale / 14));
      pen.stroke();
      if (status === "undecided") this.#halves(batch, colour);
    } else pen.fill();
  }

  #halves(batch, colour) {
    const pen = this.pen;
    pen.beginPath();
    for (let at = 0; at < batch.length; at += 3) {
      pen.moveTo(batch[at], batch[at + 1] - batch[at + 2]);
      pen.arc(batch[at], batch[at + 1], batch[at + 2], -1.5708, 1.5708);
    }
    pen.fillStyle = colour;
    pen.fill();
  }

  #ring(node) {
    const [px, py] = this.#screen(node);
    const pen = this.pen;
    pen.beginPath();
    pen.arc(px, py, this.#radius(node, this.view.scale) + 4, 0, 6.2832);
    pen.strokeStyle = this.colours.ink;
    pen.lineWidth = 1.6;
    pen.stroke();
  }

  #links(lit) {
    if (!lit) return;
    const pen = this.pen;
    for (const relation of lit.relations) {
      const mark = this.base.data.marks.edges[relation.kind];
      let [from, to] = [relation.start, relation.end];
      if (relation.kind === "requires") [from, to] = [to, from];
      const [x1, y1] = this.#screen(from);
      const [x2, y2] = this.#screen(to);
      const short = this.#radius(to, this.view.scale) + 2;
      const bend = Math.abs(y2 - y1) < 24 ? -34 : 0;
      const [cx, cy] = [(x1 + x2) / 2 + (y2 - y1) * 0.08, (y1 + y2) / 2 + bend - (x2 - x1) * 0.04];
      const angle = Math.atan2(y2 - cy, x2 - cx);
      const [ex, ey] = [x2 - Math.cos(angle) * short, y2 - Math.sin(angle) * short];
      pen.strokeStyle = pen.fillStyle = this.colours.edge[relation.kind];
      pen.globalAlpha = this.passes[relation.start] && this.passes[relation.end] ? 0.95 : 0.3;
      pen.lineWidth = 1.4;
      pen.setLineDash(mark.dash ? mark.dash.split(" ").map(Number) : []);
      pen.beginPath();
      pen.moveTo(x1, y1);
      pen.quadraticCurveTo(cx, cy, ex, ey);
      pen.stroke();
      pen.setLineDash([]);
      head(pen, mark.head, ex, ey, angle);
    }
    pen.globalAlpha = 1;
    for (const node of lit.nodes) if (node === lit.chosen) this.#ring(node);
  }

  #labels(lit) {
    const { scale } = this.view;
    const taken = [];
    const wanted = lit ? [lit.chosen, ...[...lit.nodes].filter((node) => node !== lit.chosen).slice(0, 14)] : [];
    for (const node of wanted) this.#label(node, taken, node === lit.chosen, true);
    if (scale >= TITLED) return this.#titles(taken);
    if (lit) return undefined;
    // The nearer one is, the more have room; no title covers a dot.
    const most = Math.round(10 + Math.max(0, scale - 10) * 0.9);
    let tried = 0;
    for (const node of this.byWorth) {
      if (taken.length >= most + wanted.length || tried > 12 * most) break;
      if (!this.passes[node] || this.plan.shut[node]) continue;
      const [px, py] = this.#screen(node);
      if (px < this.left || px > this.size.width || py < this.head || py > this.size.height) continue;
      tried += 1;
      this.#label(node, taken, false, false);
    }
    return undefined;
  }

  /** A title beside its dot, unless another is in the way, or a dot and the title is not a must. */
  #label(node, taken, strong, must) {
    const pen = this.pen;
    const { scale } = this.view;
    const font = strong ? `600 12.5px ${FAMILY}` : SMALL;
    const lines = linesOf(this.base.title[node], font, strong ? 210 : 140, strong ? 3 : 2);
    const width = Math.max(...lines.map((line) => widthOf(line, font)));
    const [px, py] = this.#screen(node);
    const r = this.#radius(node, scale);
    const height = lines.length * 13 + 4;
    const y = Math.max(this.head, Math.min(this.size.height - height, py - height / 2));
    const rightmost = this.size.width - 4;
    for (const x of [px + r + 5, px - r - 6 - width]) {
      const box = { left: x - 2, right: x + width + 3, top: y, bottom: y + height };
      if (box.left < this.left || box.right > rightmost) continue;
      if (taken.some((other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom)) continue;
      if (!must && this.#covers(box, node)) continue;
      taken.push(box);
      pen.font = font;
      pen.textAlign = "left";
      pen.textBaseline = "middle";
      pen.lineJoin = "round";
      pen.lineWidth = must ? 6 : 3;
      pen.strokeStyle = this.colours.paper;
      pen.fillStyle = strong || must ? this.colours.ink : this.colours.quiet;
      for (const [number, line] of lines.entries()) {
        pen.strokeText(line, x, y + 9 + 13 * number);
        pen.fillText(line, x, y + 9 + 13 * number);
      }
      return;
    }
  }

  /** Whether a box on the screen covers a dot other than one. */
  #covers(box, node) {
    const { x, y, scale } = this.view;
    const slots = (px) => x + (px - this.left) / scale;
    const rows = (py) => y + (py - this.head) / scale;
    return this.plan.isTaken(slots(box.left), rows(box.top + 2), slots(box.right), rows(box.bottom - 2), node);
  }

  /** So near, every dot has its title below it. */
  #titles(taken) {
    const { base, plan, pen } = this;
    const { x, y, scale } = this.view;
    const room = scale - 8;
    pen.font = SMALL;
    pen.textAlign = "center";
    pen.textBaseline = "top";
    pen.fillStyle = this.colours.ink;
    for (let node = 0; node < base.count; node += 1) {
      if (!this.passes[node] || plan.shut[node]) continue;
      const px = this.left + (plan.x[node] - x) * scale;
      const py = this.head + (plan.y[node] - y) * scale;
      if (px < 0 || px > this.size.width || py < this.head - 20 || py > this.size.height) continue;
      const top = py + this.#radius(node, scale) + 4;
      const box = { left: px - room / 2, right: px + room / 2, top, bottom: top + 26 };
      if (taken.some((other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom)) continue;
      const most = Math.max(2, Math.floor((scale - 2 * this.#radius(node, scale) - 10) / 13));
      for (const [number, line] of linesOf(base.title[node], SMALL, room, most).entries()) pen.fillText(line, px, top + 13 * number);
    }
  }

  #rowNames() {
    const { y, scale } = this.view;
    const pen = this.pen;
    const narrow = this.left < 60;
    pen.globalAlpha = 0.88;
    pen.fillStyle = this.colours.paper;
    pen.fillRect(0, this.head - 8, this.left - (narrow ? 4 : 10), this.size.height);
    pen.globalAlpha = 1;
    pen.font = SMALL;
    pen.textBaseline = "middle";
    pen.fillStyle = this.colours.quiet;
    let last = -Infinity;
    for (const row of this.plan.rows) {
      const middle = this.head + (row.top + row.height / 2 - y) * scale;
      if (middle < this.head + 4 || middle > this.size.height - 4 || middle - last < 13) continue;
      last = middle;
      const name = rowName(row.depth);
      if (!narrow) {
        pen.textAlign = "right";
        pen.fillText(name, this.left - 16, middle);
      } else if (row.depth > 0) {
        pen.textAlign = "center";
        pen.fillText(String(row.depth), 12, middle);
      } else if (row.height * scale >= widthOf(name, SMALL) - 8) {
        // A phone has no room for the word but along the edge.
        pen.save();
        pen.translate(12, middle);
        pen.rotate(-Math.PI / 2);
        pen.textAlign = "center";
        pen.fillText(name, 0, 0);
        pen.restore();
      }
    }
  }

  #headings() {
    const { x, scale } = this.view;
    const pen = this.pen;
    pen.fillStyle = this.colours.paper;
    pen.fillRect(0, 0, this.size.width, this.head - 8);
    pen.fillStyle = this.colours.rule;
    pen.fillRect(0, this.head - 8, this.size.width, 1);
    pen.font = HEADING;
    let before = -Infinity;
    for (const column of this.plan.columns) {
      const middle = this.left + (column.left + column.width / 2 - x) * scale;
      const room = (column.width + 0.9) * scale;
      const pitch = middle - before;
      if (pitch < 16) continue; // as many as can be read; the others come nearer
      before = middle;
      if (middle < -room || middle > this.size.width + room) continue;
      pen.fillStyle = this.colours.ink;
      if (room >= 84 && !column.shut) {
        const lines = linesOf(column.title, HEADING, room, 3);
        pen.textAlign = "center";
        pen.textBaseline = "alphabetic";
        for (const [number, line] of lines.entries()) pen.fillText(line, middle, this.head - 16 - 14 * (lines.length - 1 - number));
      } else {
        pen.save();
        pen.translate(middle + 3, this.head - 13);
        pen.rotate(SLANT);
        pen.textAlign = "left";
        pen.textBaseline = "middle";
        const title = column.shut ? `${column.title} (${column.count})` : column.title;
        const lines = linesOf(title, HEADING, (this.head - 34) / Math.sin(-SLANT), pitch > 35 ? 2 : 1);
        for (const [number, line] of lines.entries()) pen.fillText(line, 2, 13 * (number - (lines.length - 1)));
        pen.restore();
      }
    }
  }

  /** The topic whose heading is at a point, or empty. */
  headingAt(px, py) {
    if (py > this.head - 8) return "";
    const { x, scale } = this.view;
    const slanted = (column) => (column.width + 0.9) * scale < 84 || column.shut;
    for (const column of this.plan.columns) {
      const middle = this.left + (column.left + column.width / 2 - x) * scale;
      const shift = slanted(column) ? (this.head - 13 - py) * 0.86 : 0;
      const reach = Math.max(slanted(column) ? 9 : 0, (column.width * scale) / 2);
      if (Math.abs(px - shift - middle) <= reach) return column.topic;
    }
    return "";
  }

  // listening

  #listen() {
    const canvas = this.canvas;
    const pointers = new Map();
    let moved = 0;
    let spread = 0;
    const local = (event) => {
      const box = canvas.getBoundingClientRect();
      return [event.clientX - box.left, event.clientY - box.top];
    };
    canvas.addEventListener("pointerdown", (event) => {
      canvas.setPointerCapture(event.pointerId);
      pointers.set(event.pointerId, local(event));
      if (pointers.size === 1) moved = 0;
      spread = 0;
    });
    canvas.addEventListener("pointermove", (event) => {
      const [px, py] = local(event);
      const before = pointers.get(event.pointerId);
      if (!before) {
        if (event.pointerType !== "touch") this.#point(px, py);
        return;
      }
      pointers.set(event.pointerId, [px, py]);
      if (pointers.size === 2) {
        const [one, other] = [...pointers.values()];
        const now = Math.hypot(one[0] - other[0], one[1] - other[1]);
        if (spread) this.zoom(now / spread, (one[0] + other[0]) / 2, (one[1] + other[1]) / 2);
        spread = now;
        moved = 100;
        return;
      }
      moved += Math.abs(px - before[0]) + Math.abs(py - before[1]);
      if (moved > 4) this.pan(px - before[0], py - before[1]);
    });
    const end = (event) => {
      const was = pointers.delete(event.pointerId);
      if (!was || event.type === "pointercancel" || moved > 4) return;
      const [px, py] = local(event);
      const topic = this.headingAt(px, py);
      if (topic) this.listeners.onFold(topic);
      else this.listeners.onSelect(this.at(px, py));
    };
    canvas.addEventListener("pointerup", end);
    canvas.addEventListener("pointercancel", end);
    canvas.addEventListener("pointerleave", () => this.#hover(-1));
    canvas.addEventListener("dblclick", (event) => {
      const node = this.at(...local(event));
      if (node >= 0) this.listeners.onOpen(node);
    });
    canvas.addEventListener(
      "wheel",
      (event) => {
        // A page must stay scrollable: the wheel zooms only with Ctrl (as a pinch does) or once the map has the focus.
        if (!event.ctrlKey && document.activeElement !== canvas) return;
        event.preventDefault();
        this.zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0016)), ...local(event));
      },
      { passive: false },
    );
    canvas.addEventListener("keydown", (event) => this.#key(event));
  }

  #point(px, py) {
    const node = this.at(px, py);
    this.canvas.style.cursor = node >= 0 || this.headingAt(px, py) ? "pointer" : "grab";
    this.#hover(node);
  }

  #hover(node) {
    if (node === this.hovered) return;
    this.hovered = node;
    this.listeners.onHover(node);
    this.draw();
  }

  #key(event) {
    const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const arrow = arrows[event.key];
    if (event.altKey || event.metaKey || event.ctrlKey) return;
    if (arrow && event.shiftKey) this.pan(-60 * arrow[0], -60 * arrow[1]);
    else if (arrow) {
      const next = this.selected >= 0 ? this.plan.beyond(this.selected, ...arrow) : this.byWeight[0];
      if (next >= 0) this.listeners.onSelect(next, true);
    } else if (event.key === "+" || event.key === "=") this.zoom(1.35);
    else if (event.key === "-") this.zoom(1 / 1.35);
    else if (event.key === "0") this.reset();
    else if (event.key === "Enter" && this.selected >= 0) this.listeners.onOpen(this.selected);
    else if (event.key === "Escape") this.listeners.onSelect(-1);
    else return;
    event.preventDefault();
  }
}

/** A row's name for readers, as in the static picture. */
export function rowName(depth) {
  if (depth < 0) return "Definitions";
  return depth === 0 ? "Foundations" : `${depth} ${depth === 1 ? "step" : "steps"} up`;
}

function shapeOf(kind) {
  if (kind === "crux") return "crux";
  return kind === "definition" || kind === "question" ? "ring" : "dot";
}

function head(pen, shape, x, y, angle) {
  pen.save();
  pen.translate(x, y);
  pen.rotate(angle);
  pen.beginPath();
  if (shape === "triangle") {
    pen.moveTo(1, 0);
    pen.lineTo(-7, -3.8);
    pen.lineTo(-7, 3.8);
    pen.fill();
  } else if (shape === "bar") {
    pen.moveTo(0, -5);
    pen.lineTo(0, 5);
    pen.stroke();
  } else if (shape === "cross") {
    pen.moveTo(-6, -3.5);
    pen.lineTo(1, 3.5);
    pen.moveTo(1, -3.5);
    pen.lineTo(-6, 3.5);
    pen.stroke();
  } else if (shape === "diamond") {
    pen.moveTo(1, 0);
    pen.lineTo(-4, -3);
    pen.lineTo(-9, 0);
    pen.lineTo(-4, 3);
    pen.fill();
  } else {
    pen.moveTo(-6, -3.5);
    pen.lineTo(1, 0);
    pen.lineTo(-6, 3.5);
    pen.stroke();
  }
  pen.restore();
}
