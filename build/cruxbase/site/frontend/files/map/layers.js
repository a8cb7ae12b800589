/**
 * A layered drawing (Sugiyama, Tagawa and Toda 1981): rows are given, boxes are ordered within them so that few lines cross,
 * and moved sideways so that lines run straight.
 */

/** @typedef {{id: number, rank: number, width: number, height: number}} Box */

/** @typedef {{start: number, end: number}} Link */

/**
 * A box, or where a link passes a row, while all are being placed.
 *
 * @typedef {object} Item
 * @property {number|null} id null where a link only passes
 * @property {number} rank
 * @property {number} width
 * @property {number} height
 * @property {Item[]} neighbours
 * @property {number} place in its row
 * @property {number} x of its middle
 * @property {number} wish where it would like to be
 * @property {number} weight of that wish
 * @property {number} [link] number of the link that passes
 */

const SWEEPS = 8;
const ROUNDS = 14;

/**
 * @param {Box[]} boxes in their preferred order
 * @param {Link[]} links between boxes; those within a row set no order
 * @param {{gap: number, rowGap: number, beside?: [number, number][], most?: number}} room; `beside` names pairs of one row that should be neighbours,
 *   `most` is how wide the whole should be at most, where the rows fit
 * @returns {{at: Map<number, {x: number, y: number}>, via: {x: number, top: number, bottom: number}[][], width: number, height: number,
 *   crossings: number}} left upper corners, the points that each link passes between rows, in the order of `links`, and the size
 */
export function layered(boxes, links, { gap, rowGap, beside = [], most = Infinity }) {
  const rows = rowsOf(boxes, links);
  const layers = [...rows.keys()].sort((one, other) => other - one).map((rank) => rows.get(rank) ?? []);
  const crossings = order(layers);
  for (const pair of beside) bringTogether(layers, pair);
  place(layers, gap);
  if (most < Infinity) narrow(layers, gap, most);
  return measured(layers, links, rowGap, crossings);
}

/**
 * @param {Box[]} boxes
 * @param {Link[]} links
 */
function rowsOf(boxes, links) {
  /** @type {Map<number, Item>} */
  const item = new Map(boxes.map((box) => [box.id, { ...box, neighbours: [], place: 0, x: 0, wish: 0, weight: 0 }]));
  /** @type {Map<number, Item[]>} */
  const rows = new Map();
  for (const box of item.values()) {
    const row = rows.get(box.rank);
    if (row) row.push(box);
    else rows.set(box.rank, [box]);
  }
  const ranks = [...rows.keys()].sort((one, other) => one - other);
  for (const [number, { start, end }] of links.entries()) {
    let [low, high] = /** @type {[Item, Item]} */ ([item.get(start), item.get(end)]);
    if (low.rank > high.rank) [low, high] = [high, low];
    if (low.rank === high.rank) continue;
    let last = low;
    for (const rank of ranks) {
      if (rank <= low.rank || rank >= high.rank) continue;
      /** @type {Item} */
      const passing = { id: null, link: number, rank, width: 10, height: 0, neighbours: [], place: 0, x: 0, wish: 0, weight: 0 };
      rows.get(rank)?.push(passing);
      join(last, passing);
      last = passing;
    }
    join(last, high);
  }
  return rows;
}

/**
 * @param {Item} one
 * @param {Item} other
 */
function join(one, other) {
  one.neighbours.push(other);
  other.neighbours.push(one);
}

/**
 * Order each row by barycentres, sweep by sweep, then swap neighbours where that helps; the best order is kept.
 *
 * @param {Item[][]} layers
 */
function order(layers) {
  renumber(layers);
  let best = { crossings: crossingsOf(layers), layers: layers.map((layer) => [...layer]) };
  for (let sweep = 0; sweep < SWEEPS && best.crossings; sweep += 1) {
    const way = sweep % 2 ? [...layers].reverse() : layers;
    for (const layer of way.slice(1)) {
      const before = layer[0].rank;
      /** @type {(rank: number) => boolean} */
      const fixed = sweep % 2 ? (rank) => rank < before : (rank) => rank > before;
      for (const [place, box] of layer.entries()) {
        const beside = box.neighbours.filter((other) => fixed(other.rank));
        box.wish = beside.length ? mean(beside.map((other) => other.place)) : place;
      }
      layer.sort((one, other) => one.wish - other.wish || one.place - other.place);
      for (const [place, box] of layer.entries()) box.place = place;
    }
    transpose(layers);
    const crossings = crossingsOf(layers);
    if (crossings < best.crossings) best = { crossings, layers: layers.map((layer) => [...layer]) };
  }
  for (const [number, layer] of best.layers.entries()) layers[number].splice(0, Infinity, ...layer);
  renumber(layers);
  return best.crossings;
}

/** @param {Item[][]} layers */
function transpose(layers) {
  for (let again = true, round = 0; again && round < 6; round += 1) {
    again = false;
    for (const layer of layers) {
      for (let place = 0; place + 1 < layer.length; place += 1) {
        const [one, other] = [layer[place], layer[place + 1]];
        if (pairCrossings(one, other) <= pairCrossings(other, one)) continue;
        layer.splice(place, 2, other, one);
        [one.place, other.place] = [place + 1, place];
        again = true;
      }
    }
  }
}

/**
 * How many lines of two neighbours cross if the first stands left of the second.
 *
 * @param {Item} left
 * @param {Item} right
 */
function pairCrossings(left, right) {
  let count = 0;
  for (const one of left.neighbours) {
    for (const other of right.neighbours) count += one.rank === other.rank && one.place > other.place ? 1 : 0;
  }
  return count;
}

/** @param {Item[][]} layers */
function crossingsOf(layers) {
  let count = 0;
  for (const layer of layers) {
    for (let left = 0; left < layer.length; left += 1) {
      for (let right = left + 1; right < layer.length; right += 1) {
        for (const one of layer[left].neighbours) {
          for (const other of layer[right].neighbours) {
            count += one.rank < layer[left].rank && one.rank === other.rank && one.place > other.place ? 1 : 0;
          }
        }
      }
    }
  }
  return count;
}

/**
 * Set one box next to another of its row, on the side that it came from.
 *
 * @param {Item[][]} layers
 * @param {[number, number]} pair
 */
function bringTogether(layers, [moved, anchor]) {
  const layer = /** @type {Item[]} */ (layers.find((row) => row.some((box) => box.id === moved)));
  const from = layer.findIndex((box) => box.id === moved);
  const box = layer[from];
  const rest = layer.filter((other) => other !== box);
  const to = rest.findIndex((other) => other.id === anchor);
  if (to < 0) return;
  layer.splice(0, Infinity, ...rest.slice(0, from <= to ? to : to + 1), box, ...rest.slice(from <= to ? to : to + 1));
  renumber([layer]);
}

/** @param {Item[][]} layers */
function renumber(layers) {
  for (const layer of layers) for (const [place, box] of layer.entries()) box.place = place;
}

/**
 * Give each box a middle `x`: row by row the least-squares fit to its neighbours' middles that keeps the order.
 *
 * @param {Item[][]} layers
 * @param {number} gap
 */
function place(layers, gap) {
  for (const layer of layers) {
    let left = 0;
    for (const box of layer) {
      box.x = left + box.width / 2;
      left += box.width + gap;
    }
    for (const box of layer) box.x -= (left - gap) / 2;
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const layer of round % 2 ? [...layers].reverse() : layers) {
      for (const box of layer) {
        // A line that only passes should be straight before all; a box without lines stays where it is.
        box.weight = box.neighbours.length ? (box.id === null ? 4 : 1) : 0.05;
        box.wish = box.neighbours.length ? mean(box.neighbours.map((other) => other.x)) : box.x;
      }
      fit(layer, gap);
    }
  }
}

/**
 * Move boxes inwards until all rows that are no wider than `most` are within one another.
 *
 * @param {Item[][]} layers
 * @param {number} gap
 * @param {number} most
 */
function narrow(layers, gap, most) {
  const left = Math.min(...layers.map((layer) => layer[0].x - layer[0].width / 2));
  const right = Math.max(...layers.map(rightOf));
  if (right - left <= most) return;
  const centre = layers.flat().find((box) => box.rank === 0 && box.id !== null);
  const middle = centre ? Math.max(Math.min(centre.x, right - most / 2), left + most / 2) : (left + right) / 2;
  for (const layer of layers) {
    for (const box of layer) {
      const free = Math.max(most / 2 - box.width / 2, 0);
      box.weight = 1;
      box.wish = Math.max(middle - free, Math.min(middle + free, box.x));
    }
    fit(layer, gap);
    const over = Math.max(0, rightOf(layer) - middle - most / 2);
    const under = Math.max(0, middle - most / 2 - layer[0].x + layer[0].width / 2);
    for (const box of layer) box.x += under - over;
  }
}

/**
 * Where a row ends.
 *
 * @param {Item[]} layer
 */
function rightOf(layer) {
  const last = layer[layer.length - 1];
  return last.x + last.width / 2;
}

/**
 * The non-decreasing least-squares fit by pooling neighbours that would overlap (Ayer et al. 1955).
 *
 * @param {Item[]} layer
 * @param {number} gap
 */
function fit(layer, gap) {
  /** @type {number[]} */
  const offset = [];
  let sum = 0;
  for (const [place, box] of layer.entries()) {
    if (place) sum += (layer[place - 1].width + box.width) / 2 + gap;
    offset.push(sum);
  }
  /** @type {{wish: number, weight: number, count: number}[]} */
  const pools = [];
  for (const [place, box] of layer.entries()) {
    pools.push({ wish: box.wish - offset[place], weight: box.weight, count: 1 });
    while (pools.length > 1 && pools[pools.length - 2].wish >= pools[pools.length - 1].wish) {
      const [pool, last] = pools.splice(-2);
      pool.wish = (pool.wish * pool.weight + last.wish * last.weight) / (pool.weight + last.weight);
      pool.weight += last.weight;
      pool.count += last.count;
      pools.push(pool);
    }
  }
  let place = 0;
  for (const pool of pools) {
    for (let left = pool.count; left; left -= 1) {
      layer[place].x = pool.wish + offset[place];
      place += 1;
    }
  }
}

/**
 * @param {Item[][]} layers
 * @param {Link[]} links
 * @param {number} rowGap
 * @param {number} crossings
 */
function measured(layers, links, rowGap, crossings) {
  const lefts = layers.flat().map((box) => box.x - box.width / 2);
  const rights = layers.flat().map((box) => box.x + box.width / 2);
  const left = Math.min(...lefts);
  /** @type {Map<number, {x: number, y: number}>} */
  const at = new Map();
  /** @type {{x: number, top: number, bottom: number}[][]} */
  const via = links.map(() => []);
  let y = 0;
  for (const layer of layers) {
    const height = Math.max(...layer.map((box) => box.height));
    const above = layer[0].rank > 0;
    for (const box of layer) {
      if (box.link !== undefined) via[box.link].push({ x: box.x - left, top: y, bottom: y + height });
      else if (box.id !== null) at.set(box.id, { x: box.x - box.width / 2 - left, y: above ? y + height - box.height : y });
    }
    y += height + rowGap;
  }
  return { at, via, width: Math.max(...rights) - left, height: y - rowGap, crossings };
}

/** @param {number[]} numbers */
function mean(numbers) {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
