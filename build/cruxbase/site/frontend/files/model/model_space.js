/** The space of a model's inputs in the browser, as `cruxbase.reasoning.model_space`: points of it, and intervals over it. */

import { SPACE_SEED } from "../shared/constants.js";
import { uniformNumbers } from "../view/uniform_sequence.js";

/** Points of a sample in the browser. */
const POINTS = 300;

/**
 * The quantile of an input.
 *
 * @param {{range: [number, number], centre: number, shape: string, quantiles: number[]|null}} input its `quantiles` are a table
 *   where its shape has no formula here
 * @param {number} chance from 0 to 1
 * @returns {number}
 */
export function quantile({ range: [low, high], centre, shape, quantiles }, chance) {
  if (shape === "point" || low === high) return centre;
  if (shape === "uniform") return low + chance * (high - low);
  if (shape === "loguniform") return Math.min(Math.max(Math.exp(Math.log(low) + chance * (Math.log(high) - Math.log(low))), low), high);
  if (shape === "triangular") return triangular(low, high, centre, chance);
  const table = quantiles ?? [low, high];
  const at = chance * (table.length - 1);
  const below = Math.min(Math.floor(at), table.length - 2);
  return table[below] + (at - below) * (table[below + 1] - table[below]);
}

/**
 * @param {number} low
 * @param {number} high
 * @param {number} peak
 * @param {number} chance
 */
function triangular(low, high, peak, chance) {
  if (chance < (peak - low) / (high - low)) return low + Math.sqrt(chance * (high - low) * (peak - low));
  return high - Math.sqrt((1 - chance) * (high - low) * (high - peak));
}

/**
 * The values of all quantities at points of the space, inputs that are set held fixed.
 *
 * @param {import("../view/models.js").Model<import("../../data.js").SpaceInput>} model a `Model`
 * @param {Map<string, number>} set
 * @returns {Map<string, number>[]}
 */
export function sample(model, set) {
  const random = uniformNumbers(SPACE_SEED);
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

/**
 * @param {number[]} values
 * @param {number} part
 */
function between(values, part) {
  const at = part * (values.length - 1);
  const below = Math.floor(at);
  const above = Math.min(below + 1, values.length - 1);
  return values[below] + (at - below) * (values[above] - values[below]);
}
