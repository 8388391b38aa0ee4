import type { HourlyDraw } from './hourlyDraws.js';
import type { PowerSlot } from './slotOf.js';

/**
 * The draws that start in a slot. An hour that a clock change leaves out has none, one that it repeats has those of both.
 */
export function drawsInSlot(draws: readonly HourlyDraw[], { from, to }: PowerSlot): HourlyDraw[] {
  return draws.filter(({ hour }) => hour >= from && hour < to);
}
