/** The marks of the overview on a canvas: lines between claims and their heads. */

/**
 * Fill a polygon.
 *
 * @param {CanvasRenderingContext2D} pen
 * @param {number[][]} points
 * @param {boolean} [isOutlined]
 */
export function polygon(pen, points, isOutlined = false) {
  pen.beginPath();
  for (const [number, [x, y]] of points.entries()) {
    if (number) pen.lineTo(x, y);
    else pen.moveTo(x, y);
  }
  pen.closePath();
  pen.fill();
  if (isOutlined) pen.stroke();
}

/**
 * A line between two claims, from the edge of one to the edge of the other.
 *
 * @param {CanvasRenderingContext2D} pen
 * @param {{x: number, y: number, width: number, height: number, isBox: boolean}} from
 * @param {{x: number, y: number, width: number, height: number, isBox: boolean}} to
 * @param {{mark: {dash: string, head: string}, colour: string, width: number, via: {x: number, top: number, bottom: number}[]}} line its
 *   width in pixels, and where it passes rows of boxes, from the top
 */
export function drawRelation(pen, from, to, { mark, colour, width, via }) {
  /** @param {{height: number, isBox: boolean}} spot */
  const half = (spot) => (spot.isBox ? spot.height / 2 : 5);
  const level = Math.abs(from.y - to.y) < Math.max(half(from), half(to)) * 1.6;
  const isUp = to.y < from.y;
  let start;
  let end;
  let controls;
  if (level) {
    // Beside each other: out of the lower edges, below both.
    [start, end] = [from, to].map((spot) => [spot.x + (spot === from ? 1 : -1) * (spot.isBox ? Math.sign(to.x - from.x) * spot.width * 0.2 : 0), spot.y + half(spot)]);
    const low = Math.max(start[1], end[1]) + 16;
    controls = [[start[0], low], [end[0], low]];
  } else {
    const lean = Math.max(-0.3, Math.min(0.3, (to.x - from.x) / 600));
    start = [from.x + (from.isBox ? lean * from.width : 0), from.y + (isUp ? -half(from) : half(from))];
    end = [to.x - (to.isBox ? lean * to.width : 0), to.y + (isUp ? half(to) : -half(to))];
    const bend = (end[1] - start[1]) * 0.45;
    controls = [[start[0], start[1] + bend], [end[0], end[1] - bend]];
  }
  const angle = via.length && !level ? (isUp ? -Math.PI / 2 : Math.PI / 2) : Math.atan2(end[1] - controls[1][1], end[0] - controls[1][0]);
  pen.strokeStyle = pen.fillStyle = colour;
  pen.lineWidth = width;
  pen.setLineDash(mark.dash ? mark.dash.split(" ").map(Number) : []);
  pen.beginPath();
  pen.moveTo(start[0], start[1]);
  if (via.length && !level) passRows(pen, start, end, isUp ? [...via].reverse().map(({ x, top, bottom }) => [x, bottom, top]) : via.map(({ x, top, bottom }) => [x, top, bottom]));
  else pen.bezierCurveTo(controls[0][0], controls[0][1], controls[1][0], controls[1][1], end[0], end[1]);
  pen.stroke();
  pen.setLineDash([]);
  drawHead(pen, mark.head, end[0], end[1], angle);
}

/**
 * Go on with a line through the gaps between the boxes of the rows that it passes.
 *
 * @param {CanvasRenderingContext2D} pen
 * @param {number[]} start
 * @param {number[]} end
 * @param {number[][]} rows of each the place across, and where it is entered and left
 */
function passRows(pen, start, end, rows) {
  let [x, y] = start;
  for (const [nextX, entered, left] of [...rows, [end[0], end[1], end[1]]]) {
    const bend = (entered - y) / 2;
    pen.bezierCurveTo(x, y + bend, nextX, entered - bend, nextX, entered);
    if (left !== entered) pen.lineTo(nextX, left);
    [x, y] = [nextX, left];
  }
}

/**
 * The head of a line.
 *
 * @param {CanvasRenderingContext2D} pen
 * @param {string} shape
 * @param {number} x
 * @param {number} y
 * @param {number} angle in radians
 */
export function drawHead(pen, shape, x, y, angle) {
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
    pen.moveTo(-2, -5);
    pen.lineTo(-2, 5);
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
