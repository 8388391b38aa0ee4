import { qualitySchema, type Quality } from '../schemas/readings.js';

/** The less reliable of two qualities: the schema lists them from the most to the least reliable. */
export function leastReliable(a: Quality, b: Quality): Quality {
  const rank = (quality: Quality): number => qualitySchema.options.indexOf(quality);
  return rank(a) >= rank(b) ? a : b;
}
