/** The overview's places: columns for topics, of which some may be folded, rows for depth, and a grid to find a dot by. */

import { DOT_GROWTH, LARGEST_DOT, SMALLEST_DOT } from "../shared/constants.js";

const FOLDED = 1.6;
const CELL = 2;

/** The radius of a dot in slots, as in the static picture. */
export function radiusOf(leaning) {
  return Math.min(SMALLEST_DOT + DOT_GROWTH * Math.sqrt(leaning), LARGEST_DOT);
}

/** The places of a base's records in slots; those of folded columns lie upon each other. */
export class Plan {
  /**
   * @param base a `Base`
   * @param {Set<string>} folded ids of the topics whose columns are folded
   */
  constructor(base, folded) {
    const { nodes, gap } = base.data;
    this.columns = [];
    let left = 0;
    for (const [topic, title, width] of base.data.columns) {
      const shut = folded.has(topic);
      this.columns.push({ topic, title, left, width: shut ? FOLDED : width, shut, count: 0 });
      left += (shut ? FOLDED : width) + gap;
    }
    this.width = Math.max(left - gap, 1);
    this.rows = base.data.rows.map(([depth, top, height]) => ({ depth, top, height }));
    const last = this.rows.at(-1);
    this.height = last ? last.top + last.height : 1;
    this.x = new Float64Array(base.count);
    this.y = Float64Array.from(nodes.y);
    this.radius = Float64Array.from(base.leaning, radiusOf);
    this.shut = new Uint8Array(base.count);
    const middles = new Map(this.rows.map((row) => [row.depth, row.top + row.height / 2]));
    this.heaps = new Map();
    for (let node = 0; node < base.count; node += 1) {
      const column = this.columns[base.column[node]];
      column.count += 1;
      if (column.shut) {
        this.shut[node] = 1;
        this.x[node] = column.left + FOLDED / 2;
        this.y[node] = middles.get(base.row[node]);
        const key = `${base.column[node]} ${base.row[node]}`;
        this.heaps.set(key, [...(this.heaps.get(key) ?? []), node]);
      } else this.x[node] = column.left + nodes.x[node];
    }
    for (const heap of this.heaps.values()) {
      for (const node of heap) this.radius[node] = Math.min(SMALLEST_DOT + 2 * DOT_GROWTH * Math.sqrt(heap.length), 0.8);
    }
    this.#grid = new Map();
    for (let node = 0; node < base.count; node += 1) {
      const key = cell(this.x[node], this.y[node]);
      if (!this.#grid.has(key)) this.#grid.set(key, []);
      this.#grid.get(key).push(node);
    }
  }

  #grid;

  /** The record whose dot is nearest to a point and within reach of it, or -1. */
  nearest(x, y, reach) {
    let best = -1;
    let least = Infinity;
    const span = Math.max(reach, 0.8);
    for (let column = Math.floor((x - span) / CELL); column <= Math.floor((x + span) / CELL); column += 1) {
      for (let row = Math.floor((y - span) / CELL); row <= Math.floor((y + span) / CELL); row += 1) {
        for (const node of this.#grid.get(`${column} ${row}`) ?? []) {
          const distance = Math.hypot(this.x[node] - x, this.y[node] - y) - this.radius[node];
          if (distance < least && distance <= reach) [best, least] = [node, distance];
        }
      }
    }
    return best;
  }

  /** Whether a dot, other than one, reaches into a rectangle. */
  isTaken(left, top, right, bottom, except) {
    for (let column = Math.floor((left - 1) / CELL); column <= Math.floor((right + 1) / CELL); column += 1) {
      for (let row = Math.floor((top - 1) / CELL); row <= Math.floor((bottom + 1) / CELL); row += 1) {
        for (const node of this.#grid.get(`${column} ${row}`) ?? []) {
          const r = this.radius[node];
          if (node !== except && this.x[node] + r > left && this.x[node] - r < right && this.y[node] + r > top && this.y[node] - r < bottom) return true;
        }
      }
    }
    return false;
  }

  /** The next record in a direction, for the arrow keys: near and not far off the line; -1 where there is none. */
  beyond(node, dx, dy) {
    let best = -1;
    let least = Infinity;
    for (let other = 0; other < this.x.length; other += 1) {
      const along = (this.x[other] - this.x[node]) * dx + (this.y[other] - this.y[node]) * dy;
      const aside = Math.abs((this.x[other] - this.x[node]) * dy) + Math.abs((this.y[other] - this.y[node]) * dx);
      if (along < 0.3) continue;
      const cost = along + 2.5 * aside;
      if (cost < least) [best, least] = [other, cost];
    }
    return best;
  }
}

function cell(x, y) {
  return `${Math.floor(x / CELL)} ${Math.floor(y / CELL)}`;
}
