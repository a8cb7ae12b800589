/** The space of a model's inputs in the browser, as `cruxbase.reasoning.model_space`: points of it, and intervals over it. */

import { numbersBetween } from "../view/models.js";

/** Points of a sample in the browser. */
const POINTS = 300;

/**
 * The quantile of an input.
 *
 * @param {{range: [number, number], centre: number, point: boolean, quantiles: number[]|null}} input
 * @param {number} chance from 0 to 1
 * @returns {number}
 */
export function quantile(input, chance) {
  if (input.point) return input.centre;
  const [low, high] = input.range;
  if (!input.quantiles) return low + chance * (high - low);
  const at = chance * (input.quantiles.length - 1);
  const below = Math.min(Math.floor(at), input.quantiles.length - 2);
  return input.quantiles[below] + (at - below) * (input.quantiles[below + 1] - input.quantiles[below]);
}

/**
 * The values of all quantities at points of the space, inputs that are set held fixed.
 *
 * @param model a `Model`
 * @param {Map<string, number>} set
 * @returns {Map<string, number>[]}
 */
export function sample(model, set) {
  const random = numbersBetween(20251204);
  return Array.from({ length: POINTS }, () => {
    const point = new Map(
      model.inputs.map((input) => {
        const chance = random();
        return [input.name, set.get(input.name) ?? quantile(input, chance)];
      }),
    );
    return model.values(point);
  });
}

/**
 * The 5th and 95th percentile of a quantity; null where it is undefined at every point.
 *
 * @param {Map<string, number>[]} points
 * @param {string} name
 * @returns {[number, number]|null}
 */
export function interval(points, name) {
  const values = points.map((point) => point.get(name) ?? NaN).filter(Number.isFinite).sort((a, b) => a - b);
  if (!values.length) return null;
  return [between(values, 0.05), between(values, 0.95)];
}

function between(values, part) {
  const at = part * (values.length - 1);
  const below = Math.floor(at);
  const above = Math.min(below + 1, values.length - 1);
  return values[below] + (at - below) * (values[above] - values[below]);
}
