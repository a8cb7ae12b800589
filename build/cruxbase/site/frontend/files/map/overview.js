/**
 * The overview: topics and the reasons that flow between them. Nearer, a topic opens: first its main claims by name, then all
 * of them as boxes, with the relations among them. No claim is ever drawn without its name.
 */

import { element } from "./elements.js";
import { backbone } from "./backbone.js";
import { drawRelation, polygon } from "./overview_marks.js";
import { linesOf, widthOf } from "./lettering.js";
import { shortly } from "./two_views.js";

/** @typedef {import("./base.js").Base} Base */
/** @typedef {import("./topic_plan.js").Plan} Plan */
/** @typedef {import("./topic_plan.js").Region} Region */
/** @typedef {import("./topic_plan.js").Band} Band */
/** @typedef {{x: number, y: number, scale: number}} Camera */
/** @typedef {Record<"ink"|"quiet"|"rule"|"paper"|"tint"|"link"|"dot"|"crux"|"in"|"out"|"undecided", string> & {edge: Record<string, string>}} Colours of the page */

const FAMILY = '-apple-system, BlinkMacSystemFont, "Segoe UI", Helvetica, Arial, sans-serif';
const SMALL = `11px ${FAMILY}`;
const STRONG = `600 11px ${FAMILY}`;
const HEADING = `600 12.5px ${FAMILY}`;
const NEAREST = 30; // pixels a user unit, at most
const READABLE = 112; // pixels: how wide a topic's box is at least when the map is first shown
const OPENS = { wide: 290, narrow: 200 }; // pixels: how wide a topic is when its claims come into view
const BOX = { width: 132, height: 54 }; // pixels a slot from which all claims are boxes
const HEADS = { wide: 30, narrow: 44 }; // pixels: the height of an open topic's heading, of one line or two
const FOOTS = { wide: 8, narrow: 20 }; // below its claims: on a phone how many of them are shown
const PAD = 8;
const LINE = 13; // pixels between two lines of a closed topic's name

/**
 * @typedef {object} Spot a claim on the screen
 * @property {number} node
 * @property {number} x of its middle
 * @property {number} y of its middle
 * @property {number} width
 * @property {number} height
 * @property {string[]} lines its title
 * @property {boolean} isBox a box, or a dot with its title beside it
 * @property {Map<number, import("./drawing.js").Passing[]>} [via] where lines to other records pass the rows between, from the top
 */

export class Overview {
  /** @type {import("./topic_plan.js").Plan} */
  plan;
  /** @type {boolean[]} */
  passes;
  /** @type {(string|null)[]|null} */
  statuses;
  /** @type {Colours} */
  colours;
  /** @type {Camera|null} */
  camera;
  /** @type {number} */
  ratio;
  /** @type {boolean} */
  waiting;
  /** @type {boolean} whether anything is filtered or searched for */
  isFiltered;
  /** @type {import("./two_views.js").Pair|null} */
  pair;
  /** @type {readonly import("./two_views.js").Eyes[]} whose views are shown */
  eyes = [];
  /** @type {number} the topic that is open, or -1 */
  topic;
  /** @type {readonly string[]} the kinds of link that are drawn; none for all */
  kinds = [];
  /** @type {number[]} the topics at the ends of the chosen flow, or none */
  flow = [];
  /** @type {boolean} whether the arrow keys were used last */
  isWalking = false;

  /**
   * @param {Base} base
   * @param {{onHover: (words: string) => void, onSelect: (node: number, byKey?: boolean) => void, onOpen: (node: number) => void,
   *   onTopic: (topic: number) => void, onCursor: (topic: number) => void, onFlow: (start: number, end: number) => void,
   *   onMove: (camera: number[]|null) => void,
   *   onDetail: () => void, onMissing: () => void}} listeners
   */
  constructor(base, listeners) {
    this.base = base;
    this.listeners = listeners;
    this.canvas = /** @type {HTMLCanvasElement} */ (
      element("canvas", {
        class: "cbm-canvas",
        tabindex: 0,
        role: "application",
        "aria-label":
          "Map of all topics and the reasons that lead from one to another. Arrow keys go from topic to topic, Enter opens one, then arrows go from claim to claim, Enter shows what surrounds one, and Escape leads back. Plus and minus zoom, 0 shows everything. The same map is a list below.",
      })
    );
    this.element = this.canvas;
    this.pen = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
    this.hovered = -1;
    this.selected = -1;
    this.pointed = -1;
    this.cursor = -1;
    this.camera = null;
    this.size = { width: 0, height: 0 };
    /** @type {Map<number, Spot>} */
    this.spots = new Map();
    /** Records, those on which most depends first. */
    this.byWeight = [...base.id.keys()].sort((one, other) => base.dependents[other] - base.dependents[one] || one - other);
    // What is named first where there is room: cruxes, conclusions, and what much depends on.
    /** @param {number} node */
    const worth = (node) => base.dependents[node] + base.degreeOf(node) + 4 * Math.max(base.row[node], 0) + (base.kind[node] === "crux" ? 8 : 0) - (base.kind[node] === "definition" ? 20 : 0);
    this.worth = base.id.map((_, node) => worth(node));
    this.#listen();
  }

  /**
   * Show a plan with what passes the filters and how each record stands.
   *
   * @param {{plan: Plan, passes: boolean[], isFiltered: boolean, kinds: readonly string[], statuses: (string|null)[]|null,
   *   pair: import("./two_views.js").Pair|null, eyes: readonly import("./two_views.js").Eyes[], selected: number, topic: number,
   *   flow: number[], camera: number[]|null}} view
   */
  show({ plan, passes, isFiltered, kinds, statuses, pair, eyes, selected, topic, flow, camera }) {
    this.plan = plan;
    this.passes = passes;
    this.isFiltered = isFiltered;
    this.kinds = kinds;
    this.statuses = statuses;
    this.pair = pair;
    this.eyes = eyes;
    this.selected = selected;
    this.topic = topic;
    this.flow = flow;
    if (topic >= 0) this.cursor = topic;
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
    this.draw();
  }

  /** Take the page's colours anew, after it has turned dark or light. */
  recolour() {
    const style = getComputedStyle(this.canvas);
    /** @param {string} name */
    const colour = (name) => style.getPropertyValue(name).trim();
    this.colours = {
      ink: colour("--cb-ink"),
      quiet: colour("--cb-quiet"),
      rule: colour("--cb-rule"),
      paper: colour("--cb-paper"),
      tint: colour("--cb-tint"),
      link: colour("--cb-link"),
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

  /** Pixels on the left that the buttons for zooming need, so that they cover no topic. */
  get #edge() {
    return this.plan.name === "wide" ? 46 : 0;
  }

  /** The scale at which the whole map is shown, but never with boxes too small to read. */
  get fitted() {
    const { width, height } = this.size;
    const fit = Math.min((width - this.#edge) / this.plan.width, height / this.plan.height);
    const across = width / this.plan.width;
    return this.plan.name === "narrow" ? across : Math.min(Math.max(fit, READABLE / this.plan.box[0]), 1.35);
  }

  get view() {
    if (this.camera) return this.camera;
    if (this.topic >= 0) return this.#at(this.plan.regions[this.topic].cell);
    const { width, height } = this.size;
    const scale = this.fitted;
    const free = [(width - this.#edge) / scale - this.plan.width, height / scale - this.plan.height];
    return { x: -this.#edge / scale - (free[0] > 0 ? free[0] / 2 : 0), y: free[1] > 0 ? -free[1] / 2 : 0, scale };
  }

  /**
   * The camera that fills the window with a cell.
   *
   * @param {number[]} cell
   */
  #at([left, top, width, height]) {
    const scale = Math.min(this.size.width / width, this.size.height / height, NEAREST);
    return { x: left + width / 2 - this.size.width / scale / 2, y: top + height / 2 - this.size.height / scale / 2, scale };
  }

  /**
   * Where a topic is on the screen: left, top, width and height. The nearer one is, the more of its cell it fills.
   *
   * @param {Region} region
   */
  rectOf(region) {
    const { x, y, scale } = this.view;
    const open = Math.max(0, Math.min(1, (region.box[2] * scale - 190) / 260));
    const [left, top, width, height] = region.box.map((number, place) => {
      const cell = place < 2 ? region.cell[place] + (place === 0 ? 0.02 * region.cell[2] : 0.03 * region.cell[3]) : region.cell[place] * (place === 2 ? 0.96 : 0.94);
      return number + (cell - number) * open;
    });
    return [(left - x) * scale, (top - y) * scale, width * scale, height * scale];
  }

  /**
   * Where a record is on the screen, or its topic as long as that is closed.
   *
   * @param {number} node
   */
  placeOf(node) {
    const spot = this.spots.get(node);
    if (spot) return [spot.x, spot.y];
    const [left, top, width, height] = this.rectOf(this.plan.regions[this.base.topic[node]]);
    return [left + width / 2, top + height / 2];
  }

  /**
   * The record at a point of the screen, or -1.
   *
   * @param {number} px
   * @param {number} py
   */
  at(px, py) {
    for (const spot of this.spots.values()) {
      const [left, right] = spot.isBox ? [spot.x - spot.width / 2, spot.x + spot.width / 2] : [spot.x - 8, spot.x + spot.width + 12];
      if (px >= left && px <= right && Math.abs(py - spot.y) <= spot.height / 2) return spot.node;
    }
    return -1;
  }

  /**
   * The topic at a point of the screen, or -1.
   *
   * @param {number} px
   * @param {number} py
   */
  topicAt(px, py) {
    return this.plan.regions.findIndex((region) => {
      const [left, top, width, height] = this.rectOf(region);
      return px >= left && px <= left + width && py >= top && py <= top + height;
    });
  }

  /**
   * The band at a point of the screen, or null.
   *
   * @param {number} px
   * @param {number} py
   * @returns {Band|null}
   */
  bandAt(px, py) {
    const { x, y, scale } = this.view;
    const [wx, wy] = [px / scale + x, py / scale + y];
    /** @type {Band|null} */
    let best = null;
    let least = 5 / scale;
    for (const band of this.#shownBands()) {
      const [left, top, right, bottom] = reachOf(band.points);
      if (wx < left - least - band.breadth || wx > right + least + band.breadth || wy < top - least - band.breadth || wy > bottom + least + band.breadth) continue;
      const parts = 4 * (band.points.length - 2);
      for (let part = 0; part <= parts; part += 1) {
        const [bx, by] = along(band.points, part / parts);
        const distance = Math.hypot(bx - wx, by - wy) - band.breadth / 2;
        if (distance < least) [best, least] = [band, distance];
      }
    }
    return best;
  }

  // moving

  /**
   * @param {number} factor
   * @param {number} [px]
   * @param {number} [py]
   */
  zoom(factor, px = this.size.width / 2, py = this.size.height / 2) {
    const { x, y, scale } = this.view;
    const next = Math.max(Math.min(this.fitted, this.size.width / this.plan.width, this.size.height / this.plan.height) * 0.9, Math.min(NEAREST, scale * factor));
    this.#move({ x: x + px / scale - px / next, y: y + py / scale - py / next, scale: next });
  }

  /**
   * @param {number} dx
   * @param {number} dy
   */
  pan(dx, dy) {
    const { x, y, scale } = this.view;
    this.#move({ x: x - dx / scale, y: y - dy / scale, scale });
  }

  /** Show everything. */
  reset() {
    this.camera = null;
    this.topic = -1;
    this.draw();
    this.listeners.onMove(null);
  }

  /**
   * Bring a record into view: its topic, and in it the record.
   *
   * @param {number} node
   */
  reveal(node) {
    const spot = this.spots.get(node);
    if (spot && spot.x > 10 && spot.x < this.size.width - 10 && spot.y > 10 && spot.y < this.size.height - 10) return;
    this.#move(this.#at(this.plan.regions[this.base.topic[node]].cell));
  }

  /** @param {Camera} camera */
  #move(camera) {
    const span = { width: this.size.width / camera.scale, height: this.size.height / camera.scale };
    /**
     * @param {number} value
     * @param {number} size
     * @param {number} room
     */
    const keep = (value, size, room) => Math.max(Math.min(0, size - room) - room * 0.35, Math.min(Math.max(0, size - room) + room * 0.35, value));
    camera.x = keep(camera.x, this.plan.width, span.width);
    camera.y = keep(camera.y, this.plan.height, span.height);
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
    const { pen, colours } = this;
    pen.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    pen.clearRect(0, 0, this.size.width, this.size.height);
    const seen = this.plan.regions
      .map((region) => ({ region, rect: this.rectOf(region) }))
      .filter(({ rect: [left, top, width, height] }) => left < this.size.width && top < this.size.height && left + width > 0 && top + height > 0);
    const hadDetail = this.spots.size > 0;
    this.#place(seen);
    if (hadDetail !== this.spots.size > 0) this.listeners.onDetail();
    this.#bands();
    for (const { region, rect } of seen) {
      if (rect[2] < this.#opens) this.#closed(region, rect);
      else this.#frame(rect, region.number === this.topic ? colours.quiet : colours.rule, false);
    }
    this.#relations();
    for (const spot of this.spots.values()) this.#spot(spot);
    for (const { region, rect } of seen) if (rect[2] >= this.#opens) this.#heading(region, rect);
    this.#far();
    if (this.base.isMissing) this.listeners.onMissing();
  }

  /** The height of an open topic's heading. */
  get #head() {
    return HEADS[this.plan.name];
  }

  /** The room below the claims of an open topic. */
  get #foot() {
    return FOOTS[this.plan.name];
  }

  /**
   * In which letters topics are named where a line has some pixels: bold ones only if no word of any name would break.
   *
   * @param {number} room
   */
  #fonts(room) {
    const hasRoom = this.plan.regions.every(({ title }) => title.split(" ").every((word) => widthOf(word, STRONG) <= room));
    if (!hasRoom) return [SMALL];
    return room > 114 ? [HEADING, STRONG, SMALL] : [STRONG, SMALL];
  }

  /** How wide a topic is when its claims come into view. */
  get #opens() {
    return OPENS[this.plan.name];
  }

  /** Which topic's flows are to stand out, or -1. */
  get #lit() {
    if (this.pointed >= 0) return this.pointed;
    const chosen = this.hovered >= 0 ? this.hovered : this.selected;
    return chosen >= 0 ? -1 : this.topic >= 0 ? this.topic : this.isWalking ? this.cursor : -1;
  }

  /** The bands that are drawn while nothing is pointed at. */
  get drawnBands() {
    const { leading } = this.base.data;
    return this.plan.bandsOf(this.kinds).filter((band) => band.flow < leading);
  }

  #shownBands() {
    const lit = this.#lit;
    const { leading } = this.base.data;
    /** @param {Band} band */
    const isChosen = (band) => band.start === this.flow[0] && band.end === this.flow[1];
    return this.plan.bandsOf(this.kinds).filter((band) => band.flow < leading || band.start === lit || band.end === lit || isChosen(band));
  }

  #bands() {
    const { pen, colours } = this;
    const { x, y, scale } = this.view;
    const lit = this.#lit;
    const chosen = this.hovered >= 0 || this.selected >= 0;
    /** @param {Band} band */
    const isOf = (band) => (lit >= 0 ? band.start === lit || band.end === lit : this.flow.length === 2 && band.start === this.flow[0] && band.end === this.flow[1]);
    const anyLit = lit >= 0 || this.flow.length === 2;
    const shown = this.#shownBands();
    const ordered = anyLit ? [...shown].sort((one, other) => Number(isOf(one)) - Number(isOf(other))) : [...shown].reverse();
    for (const band of ordered) {
      const points = band.points.map((number, place) => (place % 2 ? number - y : number - x) * scale);
      const breadth = Math.max(band.breadth * Math.min(scale, 1.5), 1);
      pen.strokeStyle = pen.fillStyle = colours.edge[band.kind];
      pen.globalAlpha = anyLit ? (isOf(band) ? 0.9 : 0.12) : chosen ? 0.15 : band.count === 1 ? 0.5 : 0.68;
      this.#band(band, points, breadth);
      if (anyLit && isOf(band) && scale * this.plan.cell[0] < 700) this.#count(band, points);
    }
    pen.globalAlpha = 1;
  }

  /**
   * @param {Band} band
   * @param {number[]} points
   * @param {number} breadth
   */
  #band(band, points, breadth) {
    const { pen, colours } = this;
    const length = Math.max(6, Math.min(breadth * 0.75 + 3, 15));
    const [cx3, cy3, tx, ty] = points.slice(-4);
    const [ux, uy] = unit(cx3, cy3, tx, ty);
    const [ex, ey] = [tx - ux * length, ty - uy * length];
    const drawn = [...points.slice(0, -4), cx3 - ux * length, cy3 - uy * length, ex, ey];
    pen.lineWidth = breadth;
    pen.setLineDash(band.kind === "attacks" ? [Math.max(6, breadth * 0.7), Math.max(3, breadth * 0.3)] : []);
    pen.beginPath();
    pen.moveTo(drawn[0], drawn[1]);
    for (let at = 2; at < drawn.length; at += 6) pen.bezierCurveTo(...curveAt(drawn, at));
    pen.stroke();
    pen.setLineDash([]);
    const wide = Math.max(4, breadth / 2 + 2.5);
    if (band.kind === "supports") polygon(pen, [[tx, ty], [ex - uy * wide, ey + ux * wide], [ex + uy * wide, ey - ux * wide]]);
    else {
      pen.lineWidth = 2.4;
      pen.beginPath();
      pen.moveTo(tx - ux * 4 - uy * (wide + 2), ty - uy * 4 + ux * (wide + 2));
      pen.lineTo(tx - ux * 4 + uy * (wide + 2), ty - uy * 4 - ux * (wide + 2));
      pen.stroke();
    }
    if (!band.cruxes.length) return;
    // Where reasons part over a crux: a diamond at the end of their band.
    const [cx, cy] = along(points, 0.84);
    pen.globalAlpha = Math.min(1, pen.globalAlpha * 2);
    pen.fillStyle = colours.crux;
    pen.strokeStyle = colours.paper;
    pen.lineWidth = 1.5;
    polygon(pen, [[cx, cy - 5.5], [cx + 5.5, cy], [cx, cy + 5.5], [cx - 5.5, cy]], true);
  }

  /**
   * @param {Band} band
   * @param {number[]} points
   */
  #count(band, points) {
    const { pen, colours } = this;
    // Supports and attacks of a flow run side by side: their numbers stand on the outer sides.
    const [px, py] = along(points, 0.5);
    const other = this.plan.bands.find(({ flow, kind }) => flow === band.flow && kind !== band.kind);
    const align = !other ? "center" : along(other.points, 0.5)[0] > along(band.points, 0.5)[0] ? "right" : "left";
    const words = `${band.count} ${band.kind === "supports" ? "for" : "against"}`;
    pen.globalAlpha = 1;
    this.#halo(words, px, py, STRONG, colours.edge[band.kind], align);
  }

  /**
   * Small quiet words on the ground of a box.
   *
   * @param {string} words
   * @param {number} x
   * @param {number} y of their middle
   */
  #plain(words, x, y) {
    const { pen, colours } = this;
    pen.font = SMALL;
    pen.textAlign = "left";
    pen.textBaseline = "middle";
    pen.fillStyle = colours.quiet;
    pen.fillText(words, x, y);
  }

  /**
   * @param {string} words
   * @param {number} x
   * @param {number} y
   * @param {string} font
   * @param {string} colour
   */
  #halo(words, x, y, font, colour, align = "left") {
    const { pen, colours } = this;
    pen.font = font;
    pen.textAlign = /** @type {CanvasTextAlign} */ (align);
    pen.textBaseline = "middle";
    pen.lineJoin = "round";
    pen.lineWidth = 4;
    pen.strokeStyle = colours.paper;
    pen.strokeText(words, x, y);
    pen.fillStyle = colour;
    pen.fillText(words, x, y);
  }

  /**
   * @param {number[]} rect
   * @param {string} colour
   * @param {boolean} isStrong
   */
  #frame([left, top, width, height], colour, isStrong) {
    const { pen, colours } = this;
    pen.beginPath();
    pen.roundRect(left, top, width, height, 6);
    pen.fillStyle = colours.paper;
    pen.fill();
    pen.lineWidth = isStrong ? 2.2 : 1.1;
    pen.strokeStyle = colour;
    pen.stroke();
  }

  /**
   * A topic as a box with its name, and how much is in it.
   *
   * @param {Region} region
   * @param {number[]} rect
   */
  #closed(region, rect) {
    const { pen, colours, base } = this;
    const [left, top, width, height] = rect;
    const passing = region.nodes.filter((node) => this.passes[node]);
    const parted = this.pair ? passing.filter((node) => this.pair?.isParted(node)).length : 0;
    const isLit = region.number === this.#lit || (document.activeElement === this.canvas && region.number === this.cursor);
    this.#frame(rect, isLit ? colours.ink : parted ? colours.crux : colours.quiet, isLit || parted > 0);
    if (width < 34 || height < 17) return;
    pen.globalAlpha = this.isFiltered && !passing.length ? 0.4 : 1;
    const pad = width < 104 ? 3 : width < 120 ? 5 : PAD;
    const cruxes = region.nodes.filter((node) => base.kind[node] === "crux" && this.passes[node]).length;
    const { lines, font, hasFoot } = nameOf(region.title, width - 2 * pad, height, this.#fonts(width - 2 * pad));
    const start = top + (hasFoot ? 5 : (height - LINE * lines.length) / 2 + 1);
    pen.font = font;
    pen.textAlign = "left";
    pen.textBaseline = "top";
    pen.fillStyle = colours.ink;
    for (const [number, line] of lines.entries()) pen.fillText(line, left + pad, start + LINE * number);
    const words = parted ? `${parted} ${parted === 1 ? "disagreement" : "disagreements"}` : this.isFiltered ? `${passing.length} of ${region.nodes.length}` : `${region.nodes.length} ${region.nodes.length === 1 ? "record" : "records"}`;
    const number = cruxes ? String(cruxes) : "";
    const at = left + width - pad - widthOf(number, SMALL);
    // A name that takes the whole box leaves its counts the lower edge: they are never missing, which would read as none.
    const baseline = hasFoot ? top + height - 6 : top + height + 4;
    const counted = hasFoot || widthOf(`${words} ${number}`, SMALL) + 26 < width ? words : words.split(" ")[0];
    const write = (/** @type {string} */ text, /** @type {number} */ x) => (hasFoot ? this.#plain(text, x, baseline - 4) : this.#halo(text, x, baseline - 4, SMALL, colours.quiet));
    write(counted, left + pad);
    if (cruxes) {
      write(number, at);
      pen.fillStyle = colours.crux;
      polygon(pen, [[at - 8, baseline - 9], [at - 3, baseline - 4], [at - 8, baseline + 1], [at - 13, baseline - 4]]);
    }
    // Of two at once a bar could show but one.
    if (height >= 40 && this.statuses && !this.pair) this.#standing(passing, left, top + height, width);
    pen.globalAlpha = 1;
  }

  /**
   * How the records of a closed topic stand: a bar, the part that is in filled, the part that is out struck through.
   *
   * @param {number[]} nodes
   * @param {number} left
   * @param {number} bottom
   * @param {number} width
   */
  #standing(nodes, left, bottom, width) {
    const { pen, colours } = this;
    const counts = { in: 0, undecided: 0, out: 0 };
    for (const node of nodes) {
      const status = this.statuses?.[node];
      if (status === "out") counts.out += 1;
      else if (status === "undecided" || status === "unargued") counts.undecided += 1;
      else if (status) counts.in += 1;
    }
    const total = counts.in + counts.undecided + counts.out;
    let at = left + 3;
    for (const kind of /** @type {("in"|"undecided"|"out")[]} */ (["in", "undecided", "out"])) {
      const share = total ? ((width - 6) * counts[kind]) / total : 0;
      pen.fillStyle = colours[kind];
      const height = { in: 4, undecided: 2, out: 4 }[kind];
      if (kind !== "out") pen.fillRect(at, bottom - 1 - height, share, height);
      else for (let x = at; x < at + share; x += 4) pen.fillRect(x, bottom - 1 - height, 2, height);
      at += share;
    }
  }

  /**
   * The heading of an open topic, above its claims.
   *
   * @param {Region} region
   * @param {number[]} rect
   */
  #heading(region, [left, top, width, height]) {
    const { pen, colours } = this;
    const shown = region.nodes.filter((node) => this.spots.has(node)).length;
    const words = shown < region.nodes.length ? `${shown} of ${region.nodes.length} shown` : `${shown} ${shown === 1 ? "record" : "records"}`;
    // The heading stays in sight while its topic is wider than the window.
    const from = Math.max(left, 0);
    const until = Math.min(left + width, this.size.width);
    const y = Math.max(top, 0) + 16;
    // The buttons for zooming stand in the left upper corner of a wide map.
    const indent = this.plan.name === "wide" && from < 52 && y < 130 ? 52 - from : PAD;
    const whole = until - from - indent - PAD;
    const beside = whole - widthOf(words, SMALL) - 2 * PAD;
    const hasCount = until - from > 240 && shown > 0 && widthOf(region.title, HEADING) <= beside;
    const room = hasCount ? beside : whole;
    if (room < 50 || y > top + height - 8) return;
    if (top < 0) {
      // Claims pass below a heading that stays, and never through it.
      pen.fillStyle = colours.paper;
      pen.fillRect(from + 2, 0, until - from - 4, Math.min(this.#head - 2, top + height - 1));
    }
    for (const [number, line] of linesOf(region.title, HEADING, room, this.#head > 40 ? 2 : 1).entries()) this.#halo(line, from + indent, y + 15 * number, HEADING, colours.ink);
    if (hasCount) this.#halo(words, until - PAD, y, SMALL, colours.quiet, "right");
    else if (shown > 0 && this.plan.name === "narrow") this.#halo(words, until - PAD, top + height - 10, SMALL, colours.quiet, "right");
    pen.textAlign = "left";
  }

  /**
   * Find a spot on the screen for the claims of open topics: all as boxes, or those of most worth as dots with names.
   *
   * @param {{region: Region, rect: number[]}[]} seen
   */
  #place(seen) {
    this.spots = new Map();
    for (const { region, rect } of seen) {
      if (rect[2] < this.#opens) continue;
      const [isNamed, isRelated] = [this.base.isNamed(region.number), this.base.isRelated(region.number)];
      if (!isNamed || !isRelated) continue;
      const [left, top, width, height] = rect;
      const slot = { width: (width - 2 * PAD) / region.columns, height: (height - this.#head - this.#foot) / region.rows };
      /** @param {number} node */
      const middle = (node) => [left + PAD + (this.base.slotX[node] + 0.5) * slot.width, top + this.#head + (this.base.slotY[node] + 0.5) * slot.height];
      if (slot.width >= BOX.width && slot.height >= BOX.height) this.#boxes(region, middle, slot);
      else this.#backbone(region, rect);
    }
  }

  /**
   * The claims of most worth as a layered picture of their own.
   *
   * @param {Region} region
   * @param {number[]} rect
   */
  #backbone(region, [left, top, width, height]) {
    const wanted = region.nodes.filter((node) => this.passes[node] && this.base.kind[node] !== "definition");
    const few = wanted.length ? wanted : region.nodes;
    const ordered = [...few].sort((one, other) => Number(other === this.selected) - Number(one === this.selected) || this.worth[other] - this.worth[one] || one - other);
    for (const spot of backbone(this.base, ordered, { width: width - 2 * PAD, height: height - this.#head - this.#foot, font: SMALL })) {
      const via = new Map([...spot.via].map(([end, rows]) => [end, rows.map((row) => ({ x: row.x + left + PAD, top: row.top + top + this.#head, bottom: row.bottom + top + this.#head }))]));
      this.spots.set(spot.node, { ...spot, x: spot.x + left + PAD, y: spot.y + top + this.#head, via });
    }
  }

  /**
   * @param {Region} region
   * @param {(node: number) => number[]} middle
   * @param {{width: number, height: number}} slot
   */
  #boxes(region, middle, slot) {
    const width = Math.min(slot.width - 8, 230);
    for (const node of region.nodes) {
      const [x, y] = middle(node);
      if (x + width < 0 || x - width > this.size.width || y + slot.height < 0 || y - slot.height > this.size.height) continue;
      const room = Math.min(slot.height - 12, 130);
      const lines = linesOf(this.base.titleOf(node), SMALL, width - 14, Math.max(2, Math.floor((room - 6) / 13)));
      this.spots.set(node, { node, x, y, width, height: Math.min(lines.length * 13 + 9, slot.height - 4), lines, isBox: true });
    }
  }

  /**
   * Whether a relation is of a kind that is drawn.
   *
   * @param {import("./base.js").Relation} relation
   */
  follows(relation) {
    return !this.kinds.length || this.kinds.includes(relation.kind);
  }

  /** The relations among the claims in sight; those of what is pointed at or chosen before the others. */
  #relations() {
    const { base, pen } = this;
    const chosen = this.hovered >= 0 ? this.hovered : this.selected;
    for (const node of this.spots.keys()) {
      for (const relation of base.aboveOf(node)) {
        if (!this.follows(relation)) continue;
        const [from, to] = [this.spots.get(relation.start), this.spots.get(relation.end)];
        if (!from || !to || (base.topic[relation.start] !== base.topic[relation.end] && chosen < 0)) continue;
        if (chosen === relation.start || chosen === relation.end) continue;
        pen.globalAlpha = chosen >= 0 ? 0.12 : this.passes[relation.start] && this.passes[relation.end] ? 0.75 : 0.2;
        this.#relation(relation);
      }
    }
    pen.globalAlpha = 1;
    if (chosen < 0) return;
    for (const relation of [...base.belowOf(chosen), ...base.aboveOf(chosen)]) if (this.follows(relation)) this.#relation(relation, true);
  }

  /**
   * @param {import("./base.js").Relation} relation
   * @param {boolean} [isStrong]
   */
  #relation(relation, isStrong = false) {
    const { base, colours } = this;
    const ends = [relation.start, relation.end].map((node) => this.spots.get(node) ?? this.#closedSpot(node));
    if (relation.kind === "undercuts") {
      const premise = base.steps[relation.step].premises.map((node) => this.spots.get(node)).find(Boolean);
      // An undercut ends on the step that it hits.
      if (premise) ends[1] = { ...ends[1], x: (premise.x + ends[1].x) / 2, y: (premise.y + ends[1].y) / 2, width: 0, height: 0 };
    }
    // A requirement is drawn from what needs to what is needed.
    if (relation.kind === "requires") ends.reverse();
    if (ends[0].node === ends[1].node && !ends[0].lines.length) return;
    const via = relation.kind === "undercuts" ? [] : (this.spots.get(relation.start)?.via?.get(relation.end) ?? []);
    drawRelation(this.pen, ends[0], ends[1], { mark: base.data.marks.edges[relation.kind], colour: colours.edge[relation.kind], width: isStrong ? 2 : 1.3, via });
  }

  /**
   * The spot of a record that is not drawn: its topic's box.
   *
   * @param {number} node
   */
  #closedSpot(node) {
    const [left, top, width, height] = this.rectOf(this.plan.regions[this.base.topic[node]]);
    return { node: -1 - this.base.topic[node], x: left + width / 2, y: top + height / 2, width, height, lines: [], isBox: true };
  }

  /** @param {Spot} spot */
  #spot(spot) {
    const { pen, base, colours } = this;
    const { node, x, y, lines } = spot;
    const kind = base.kind[node];
    const status = this.pair || this.eyes[0]?.of(node).kind === "says" ? null : this.statuses?.[node];
    const isStrong = node === this.hovered || node === this.selected;
    const chosen = this.hovered >= 0 ? this.hovered : this.selected;
    const isNear = chosen < 0 || isStrong || base.aboveOf(node).some(({ end }) => end === chosen) || base.belowOf(node).some(({ start }) => start === chosen);
    pen.globalAlpha = !this.passes[node] ? 0.35 : isNear ? 1 : 0.55;
    const colour = kind === "crux" ? colours.crux : isStrong ? colours.ink : colours.quiet;
    let at = x + 9;
    if (spot.isBox) {
      pen.beginPath();
      pen.roundRect(x - spot.width / 2, y - spot.height / 2, spot.width, spot.height, kind === "question" || kind === "hypothesis" ? 10 : 3);
      pen.fillStyle = colours.paper;
      pen.globalAlpha = 1;
      pen.fill();
      pen.globalAlpha = !this.passes[node] ? 0.35 : isNear ? 1 : 0.55;
      const isParted = this.pair?.isParted(node);
      pen.strokeStyle = isParted ? colours.crux : status ? statusColour(colours, status) : colour;
      pen.lineWidth = isStrong ? 2.4 : isParted ? 2.2 : 1.1;
      pen.setLineDash(isParted ? [6, 2] : kind === "definition" ? [3, 2] : []);
      pen.stroke();
      pen.setLineDash([]);
      at = x - spot.width / 2 + 7;
      if (kind === "crux") {
        const right = x + spot.width / 2;
        pen.fillStyle = colours.crux;
        polygon(pen, [[right - 6, y - spot.height / 2 - 5], [right - 1, y - spot.height / 2], [right - 6, y - spot.height / 2 + 5], [right - 11, y - spot.height / 2]]);
      }
    } else {
      pen.fillStyle = pen.strokeStyle = status ? statusColour(colours, status) : kind === "crux" ? colours.crux : colours.dot;
      pen.lineWidth = 1.4;
      if (kind === "crux") polygon(pen, [[x, y - 5.5], [x + 5.5, y], [x, y + 5.5], [x - 5.5, y]]);
      else {
        pen.beginPath();
        pen.arc(x, y, 4, 0, 6.2832);
        if (kind === "question" || kind === "definition") {
          pen.fillStyle = colours.paper;
          pen.fill();
          pen.stroke();
        } else pen.fill();
      }
    }
    const top = y - (lines.length - 1) * 6.5;
    for (const [number, line] of lines.entries()) this.#line(line, at, top + 13 * number, isStrong, spot.isBox);
    if (!spot.isBox) return void (pen.globalAlpha = 1);
    // Of people what they said; a sign stands only for what is worked out.
    const words = this.eyes.map((eyes) => shortly(base, eyes, node, this.eyes.length > 1)).filter(Boolean).join("  ");
    if (words) this.#halo(words, x - spot.width / 2 + 4, y - spot.height / 2, SMALL, colours.ink);
    pen.globalAlpha = 1;
  }

  /**
   * @param {string} line
   * @param {number} x
   * @param {number} y
   * @param {boolean} isStrong
   * @param {boolean} isBox
   */
  #line(line, x, y, isStrong, isBox) {
    const { pen, colours } = this;
    const colour = isStrong ? colours.link : colours.ink;
    if (!isBox) return this.#halo(line, x, y, SMALL, colour);
    pen.font = SMALL;
    pen.textAlign = "left";
    pen.textBaseline = "middle";
    pen.fillStyle = colour;
    return pen.fillText(line, x, y);
  }

  /** Which topics the lines of what is chosen lead to, where those are closed: a ring around each. */
  #far() {
    const chosen = this.hovered >= 0 ? this.hovered : this.selected;
    if (chosen < 0) return;
    const { base, pen, colours } = this;
    const relations = [...base.belowOf(chosen), ...base.aboveOf(chosen)].filter((relation) => this.follows(relation));
    const topics = new Set(relations.flatMap(({ start, end }) => [start, end]).filter((node) => !this.spots.has(node)).map((node) => base.topic[node]));
    for (const topic of topics) {
      const [left, top, width, height] = this.rectOf(this.plan.regions[topic]);
      pen.beginPath();
      pen.roundRect(left, top, width, height, 6);
      pen.lineWidth = 2;
      pen.strokeStyle = colours.ink;
      pen.stroke();
    }
  }

  // listening

  #listen() {
    const { canvas } = this;
    /** @type {Map<number, [number, number]>} */
    const pointers = new Map();
    let moved = 0;
    let spread = 0;
    /** @param {MouseEvent} event */
    const local = (event) => {
      const box = canvas.getBoundingClientRect();
      return /** @type {[number, number]} */ ([event.clientX - box.left, event.clientY - box.top]);
    };
    canvas.addEventListener("pointerdown", (event) => {
      canvas.setPointerCapture(event.pointerId);
      pointers.set(event.pointerId, local(event));
      if (pointers.size === 1) moved = 0;
      spread = 0;
      this.isWalking = false;
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
    /** @param {PointerEvent} event */
    const end = (event) => {
      const was = pointers.delete(event.pointerId);
      if (was && event.type !== "pointercancel" && moved <= 4) this.#click(...local(event));
    };
    canvas.addEventListener("pointerup", end);
    canvas.addEventListener("pointercancel", end);
    canvas.addEventListener("pointerleave", () => this.#hover(-1, -1, ""));
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
        const [px, py] = local(event);
        this.zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0016)), px, py);
      },
      { passive: false },
    );
    canvas.addEventListener("keydown", (event) => this.#key(event));
    for (const name of ["focus", "blur"]) canvas.addEventListener(name, () => this.draw());
  }

  /**
   * @param {number} px
   * @param {number} py
   */
  #click(px, py) {
    const node = this.at(px, py);
    if (node >= 0) return this.listeners.onSelect(node);
    const topic = this.topicAt(px, py);
    if (topic >= 0) {
      if (this.rectOf(this.plan.regions[topic])[2] < this.#opens) this.listeners.onTopic(topic);
      else this.listeners.onSelect(-1);
      return undefined;
    }
    const band = this.bandAt(px, py);
    if (band) this.listeners.onFlow(band.start, band.end);
    else this.listeners.onSelect(-1);
    return undefined;
  }

  /**
   * @param {number} px
   * @param {number} py
   */
  #point(px, py) {
    const node = this.at(px, py);
    const topic = node >= 0 ? -1 : this.topicAt(px, py);
    const band = node < 0 && topic < 0 ? this.bandAt(px, py) : null;
    const isClosed = topic >= 0 && this.rectOf(this.plan.regions[topic])[2] < this.#opens;
    this.canvas.style.cursor = node >= 0 || isClosed || band ? "pointer" : "grab";
    let words = node >= 0 ? this.base.titleOf(node) : "";
    if (band) words = this.flowWords(band.start, band.end);
    else if (topic >= 0) words = this.plan.regions[topic].title;
    this.#hover(node, isClosed ? topic : -1, words);
  }

  /**
   * A flow in words.
   *
   * @param {number} start
   * @param {number} end
   */
  flowWords(start, end) {
    const { topics, flows } = this.base.data;
    const flow = flows.find((one) => one[0] === start && one[1] === end);
    const [supports, attacks] = flow ? [flow[2], flow[3]] : [0, 0];
    return `${topics[start][1]} → ${topics[end][1]}: ${supports} for, ${attacks} against`;
  }

  /**
   * @param {number} node
   * @param {number} topic
   * @param {string} words
   */
  #hover(node, topic, words) {
    const isSame = node === this.hovered && topic === this.pointed;
    this.hovered = node;
    this.pointed = topic;
    this.listeners.onHover(words);
    if (!isSame) this.draw();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    /** @type {Record<string, number[]>} */
    const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const arrow = arrows[event.key];
    if (event.altKey || event.metaKey || event.ctrlKey) return;
    if (arrow && event.shiftKey) this.pan(-60 * arrow[0], -60 * arrow[1]);
    else if (arrow) this.#walk(arrow);
    else if (event.key === "+" || event.key === "=") this.zoom(1.35);
    else if (event.key === "-") this.zoom(1 / 1.35);
    else if (event.key === "0") this.reset();
    else if (event.key === "Enter" && this.selected >= 0) this.listeners.onOpen(this.selected);
    else if (event.key === "Enter" && this.cursor >= 0) this.listeners.onTopic(this.cursor);
    else if (event.key === "Escape") {
      this.hovered = this.pointed = -1;
      this.listeners.onSelect(-1, true);
    } else return;
    event.preventDefault();
  }

  /**
   * Arrows go among the claims of a topic that was opened, and else among the topics.
   *
   * @param {number[]} arrow
   */
  #walk([dx, dy]) {
    this.isWalking = true;
    if (this.selected < 0 && this.topic < 0) {
      const next = this.cursor < 0 ? 0 : this.plan.beyondRegion(this.cursor, dx, dy);
      if (next >= 0) this.cursor = next;
      if (next >= 0) this.listeners.onCursor(next);
      this.draw();
      return;
    }
    const first = () => [...this.plan.regions[this.topic].nodes].sort((one, other) => this.worth[other] - this.worth[one])[0] ?? -1;
    const next = this.selected >= 0 ? this.plan.beyond(this.selected, dx, dy) : first();
    if (next >= 0) this.listeners.onSelect(next, true);
  }
}

/**
 * A topic's name in a closed box, and whether the line of its counts has room below it: whole in the largest letters that fit
 * above that line, else whole without it.
 *
 * @param {string} title
 * @param {number} room pixels a line has
 * @param {number} height of the box
 * @param {string[]} fonts the largest first
 * @returns {{lines: string[], font: string, hasFoot: boolean}}
 */
export function nameOf(title, room, height, fonts) {
  const most = Math.max(1, Math.floor((height - 9) / LINE));
  for (const hasFoot of most > 1 ? [true, false] : [false]) {
    for (const font of fonts) {
      const lines = linesOf(title, font, room, hasFoot ? most - 1 : most);
      if (lines.join(" ") === title) return { lines, font, hasFoot };
    }
  }
  return { lines: linesOf(title, SMALL, room, most), font: SMALL, hasFoot: false };
}

/**
 * @param {Colours} colours
 * @param {string} status
 */
function statusColour(colours, status) {
  if (status === "out") return colours.out;
  return status === "undecided" || status === "unargued" ? colours.undecided : colours.in;
}

/**
 * A point of a band.
 *
 * @param {number[]} points the start, and of each of its curves two control points and the end
 * @param {number} share of its curves, from 0 to 1
 */
export function along(points, share) {
  const curves = (points.length - 2) / 6;
  const number = Math.min(Math.floor(share * curves), curves - 1);
  const t = share * curves - number;
  const [x1, y1, x2, y2, x3, y3, x4, y4] = points.slice(6 * number, 6 * number + 8);
  const [a, b, c, d] = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t ** 3];
  return [a * x1 + b * x2 + c * x3 + d * x4, a * y1 + b * y2 + c * y3 + d * y4];
}

/**
 * Two control points and the end of the curve that begins at a place among a band's points.
 *
 * @param {number[]} points
 * @param {number} at
 * @returns {[number, number, number, number, number, number]}
 */
function curveAt(points, at) {
  return [points[at], points[at + 1], points[at + 2], points[at + 3], points[at + 4], points[at + 5]];
}

/**
 * The box that holds a band's points: left, top, right and bottom.
 *
 * @param {number[]} points
 */
function reachOf(points) {
  const [xs, ys] = [0, 1].map((axis) => points.filter((_, place) => place % 2 === axis));
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/**
 * @param {number} x1
 * @param {number} y1
 * @param {number} x2
 * @param {number} y2
 */
function unit(x1, y1, x2, y2) {
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  return [(x2 - x1) / length, (y2 - y1) / length];
}
