/** The overview's places: a cell for each topic, and slots in it for its claims. */

/** @typedef {import("./base.js").Base} Base */

/**
 * @typedef {object} Region the place of a topic, in user units
 * @property {number} number of the topic
 * @property {string} topic its id
 * @property {string} title
 * @property {number[]} box left, top, width and height while it is closed
 * @property {number[]} cell the same of the cell that it fills once it is open
 * @property {number} columns of its interior
 * @property {number} rows of its interior
 * @property {number[]} nodes its records
 */

/**
 * @typedef {object} Band
 * @property {number} flow number of its flow
 * @property {number} start number of the topic of the premises
 * @property {number} end number of the topic of the conclusions
 * @property {"supports"|"attacks"} kind
 * @property {number} count how many reasons
 * @property {number} breadth in user units
 * @property {number[]} points of cubic curves: the start, and of each curve two control points and the end
 * @property {number[]} cruxes on whose sides these reasons bear
 */

export class Plan {
  /** @type {{key: string, bands: Band[]}|undefined} the bands of the kinds that were asked for last */
  kept;

  /**
   * @param {Base} base
   * @param {"wide"|"narrow"} name which grid
   */
  constructor(base, name) {
    const grid = base.data.grids[name];
    const [wide, tall] = grid.cell;
    const [width, height] = grid.box;
    this.base = base;
    this.name = name;
    this.box = grid.box;
    this.cell = grid.cell;
    this.width = Math.max(grid.columns, 1) * wide;
    this.height = Math.max(grid.rows, 1) * tall;
    /** @type {Region[]} */
    this.regions = base.data.topics.map(([topic, title, columns, rows], number) => {
      const [column, row] = grid.places[number];
      return {
        number,
        topic,
        title,
        columns,
        rows,
        nodes: base.nodesOf[number],
        cell: [column * wide, row * tall, wide, tall],
        box: [column * wide + (wide - width) / 2, row * tall + (tall - height) / 2, width, height],
      };
    });
    const marked = new Set();
    /** @type {Band[]} */
    this.bands = grid.bands.map(([flow, attack, breadth, ...points]) => {
      const [start, end, supports, attacks, cruxes] = base.data.flows[flow];
      // A flow of both kinds has two bands; the broader one has the mark of its cruxes.
      const hasMark = cruxes.length > 0 && !marked.has(flow) && (attack ? attacks >= supports : supports >= attacks);
      if (hasMark) marked.add(flow);
      return { flow, start, end, kind: attack ? "attacks" : "supports", count: attack ? attacks : supports, breadth, points, cruxes: hasMark ? cruxes : [] };
    });
  }

  /**
   * The bands of some kinds of link, as broad as the number of reasons of those kinds.
   *
   * @param {readonly string[]} kinds none for all
   * @returns {Band[]}
   */
  bandsOf(kinds) {
    if (!kinds.length) return this.bands;
    const key = `${kinds.join(",")} ${this.base.areAllRelated}`;
    if (this.kept?.key !== key) this.kept = { key, bands: this.#counted(kinds) };
    return this.kept.bands;
  }

  /**
   * @param {readonly string[]} kinds
   * @returns {Band[]}
   */
  #counted(kinds) {
    return this.bands.flatMap((band) => {
      const count = band.kind === "supports" ? (kinds.includes("supports") ? band.count : 0) : againstOf(this.base, band, kinds);
      return count ? [{ ...band, count, breadth: (band.breadth * count) / band.count }] : [];
    });
  }

  /**
   * The region that is nearest in a direction, for the arrow keys; -1 where there is none.
   *
   * @param {number} number
   * @param {number} dx
   * @param {number} dy
   */
  beyondRegion(number, dx, dy) {
    const [x, y] = this.#middle(number);
    return nearestAlong(
      this.regions.map((region) => this.#middle(region.number)).map(([ox, oy]) => [(ox - x) / this.cell[0], (oy - y) / this.cell[1]]),
      dx,
      dy,
    );
  }

  /**
   * The record of the same topic that is nearest in a direction; -1 where there is none.
   *
   * @param {number} node
   * @param {number} dx
   * @param {number} dy
   */
  beyond(node, dx, dy) {
    const { base } = this;
    const nodes = base.nodesOf[base.topic[node]];
    const found = nearestAlong(
      nodes.map((other) => [base.slotX[other] - base.slotX[node], base.slotY[other] - base.slotY[node]]),
      dx,
      dy,
    );
    return found < 0 ? -1 : nodes[found];
  }

  /** @param {number} number */
  #middle(number) {
    const [left, top, width, height] = this.regions[number].cell;
    return [left + width / 2, top + height / 2];
  }
}

/**
 * How many attacks and undercuts of some kinds lead from the start of a band to its end.
 *
 * @param {Base} base
 * @param {Band} band
 * @param {readonly string[]} kinds
 */
function againstOf(base, { start, end, count }, kinds) {
  const [attacks, undercuts] = ["attacks", "undercuts"].map((kind) => kinds.includes(kind));
  if (attacks && undercuts) return count;
  if ((attacks || undercuts) && !base.isAllRelated()) return count;
  if (attacks) return base.steps.filter((step) => step.kind === "attacks" && base.topic[step.conclusion] === end && step.premises.some((premise) => base.topic[premise] === start)).length;
  return undercuts ? base.undercuts.filter((undercut) => base.topic[undercut.start] === start && base.topic[base.steps[undercut.step].conclusion] === end).length : 0;
}

/**
 * Of some ways to go, each across and down, the number of the one that is near and not far off a direction.
 *
 * @param {number[][]} ways
 * @param {number} dx
 * @param {number} dy
 */
function nearestAlong(ways, dx, dy) {
  let best = -1;
  let least = Infinity;
  for (const [number, [x, y]] of ways.entries()) {
    const along = x * dx + y * dy;
    const aside = Math.abs(x * dy) + Math.abs(y * dx);
    if (along < 0.3) continue;
    const cost = along + 2.5 * aside;
    if (cost < least) [best, least] = [number, cost];
  }
  return best;
}
