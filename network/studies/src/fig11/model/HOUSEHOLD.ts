import { GALLON } from './GALLON.js';
import type { HouseholdUse } from './HouseholdUse.js';

/**
 * The household of paper 000 §7.3. The paper states the bath, the shower and the dishes; the other amounts are those with which
 * the USGS Water Science School, its reference [47], computes daily indoor use. How often a use occurs the paper does not say.
 * Of nine plausible choices for baths and dishes this one's dispersion without trading (21 %) is nearest to the paper's 22 %.
 */
export const HOUSEHOLD: Readonly<Record<string, HouseholdUse>> = {
  /** A bath; a shower instead. */
  bath: { amount: 36 * GALLON, saving: [10 * GALLON], timesADay: [0, 2] },
  /** Dishes by hand; by hand with the tap closed, or with the dishwasher instead. */
  dishes: { amount: 27 * GALLON, saving: [8 * GALLON, 10 * GALLON], timesADay: [1, 3] },
  /** An older toilet's flush. */
  flush: { amount: 3 * GALLON, saving: [], timesADay: [9, 15] },
  handsOrFace: { amount: GALLON, saving: [], timesADay: [6, 12] },
  teeth: { amount: GALLON, saving: [], timesADay: [4, 8] },
  /** A glass of 8 ounces, a sixteenth of a gallon. */
  glass: { amount: Math.round(GALLON / 16), saving: [], timesADay: [12, 24] },
};
